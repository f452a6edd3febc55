"""Names from right to left, among names from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import front

if TYPE_CHECKING:
    from support import MakeSite

BIB = """
@article{one, author = {Doe, Jane and علي, محمد and כהן, דוד and 王, 梓人}, title = {One},
  journal = {J}, year = {2024}}
"""


def test_a_name_from_right_to_left_keeps_its_place_in_a_list_of_authors(
    make_site: MakeSite,
) -> None:
    site = make_site({'all.md': '# All\n\n```{publications}\n```\n', 'references.bib': BIB})
    assert site.warnings == []
    authors = site.main('all').select_one('.folio-publication-authors')
    assert authors.get_text() == 'Jane Doe, محمد علي, דוד כהן, 王梓人'
    told = {name.get_text(): name['lang'] for name in authors.select('bdi')}
    assert told == {'محمد علي': 'ar', 'דוד כהן': 'he'}


def test_the_page_of_someone_with_such_a_name_needs_no_care(make_site: MakeSite) -> None:
    page = front('person', name='محمد علي', native_name='محمد علي') + '\n```{profile}\n```\n'
    site = make_site({'people/ali.md': page, 'all.md': '# All\n\n```{people}\n```\n'})
    assert site.warnings == []
    assert site.main('people/ali').select_one('bdi[lang=ar]').get_text() == 'محمد علي'
