"""The language of an entry, for the mark of its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_folio.bib.languages import language_tag

if TYPE_CHECKING:
    from support import MakeSite


@pytest.mark.parametrize(
    ('fields', 'tag'),
    [
        ({'langid': 'ngerman'}, 'de'),
        ({'langid': 'german'}, 'de'),
        ({'langid': 'american', 'language': 'English'}, 'en-US'),
        ({'language': 'French'}, 'fr'),
        ({'language': 'pt_BR'}, 'pt-BR'),
        ({'language': '{en}'}, 'en'),
        ({'language': 'zh-CN'}, 'zh-CN'),
        ({'language': 'Arabic'}, 'ar'),
        ({'langid': 'nonsense', 'language': 'it'}, 'it'),
        ({'language': 'German and English'}, ''),
        ({'language': '" onclick="x'}, ''),
        ({}, ''),
    ],
)
def test_the_tag_of_a_language(fields: dict[str, str], tag: str) -> None:
    assert language_tag(fields) == tag


FILES = {
    'publications.md': '# All\n\n```{publications}\n```\n',
    'references.bib': """
@book{de, author = {Roe, Joan}, title = {Ein Buch}, year = {2024}, langid = {ngerman}}
@book{en, author = {Roe, Joan}, title = {A Book}, year = {2023}, langid = {english}}
@book{none, author = {Roe, Joan}, title = {Livre}, year = {2022}}
""",
}


@pytest.mark.parametrize(
    ('language', 'marks'), [('en', ['de', None, None]), ('de_AT', [None, 'en', None])]
)
def test_a_title_in_another_language_says_so(
    language: str, marks: list[str | None], make_site: MakeSite
) -> None:
    site = make_site(FILES, confoverrides={'language': language})
    assert site.warnings == []
    titles = site.main('publications').select('.folio-publication-title')
    marked = [title.select_one('[lang]') for title in titles]
    assert [mark and mark['lang'] for mark in marked] == marks
