"""Pages that are no Markdown: they may name objects, and are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import front

if TYPE_CHECKING:
    from support import MakeSite


def test_a_page_of_another_markup_in_the_folder_of_a_kind_is_told_of(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/bo.rst': 'Bo\n==\n\nWith :person:`jane`.\n',
            'people/index.rst': 'People\n======\n\n.. folio:people::\n',
            'people/jane.md': front('person', name='Jane'),
            'notes.rst': 'Notes\n=====\n\nOf :person:`jane`.\n',
            'index.md': '# Site\n\n```{toctree}\n:glob:\n\n*\n*/*\n```\n',
        }
    )
    assert [(each.file, each.line, each.message) for each in site.warnings] == [
        (
            'people/bo.rst',
            1,
            (
                'this page stands in the folder of a person, and states no facts, as it is no '
                'Markdown; write it as "bo.md", or move it [folio.kind]'
            ),
        )
    ]
    assert 'jane.html' in site.links('people/bo')
