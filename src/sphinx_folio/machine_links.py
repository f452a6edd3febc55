"""A person's files for machines as one row of links at the end of their card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .nodes import aside_text, screen_only

if TYPE_CHECKING:
    from .parts import Parts
    from .views import PersonView


def machine_links(view: PersonView, parts: Parts) -> list[nodes.Node]:
    """Return links to the files of a person, or nothing where there are none.

    Each link says to assistive tools whose file it is. Print and the search leave them out.
    """
    files = view.files
    lists = files.publications
    found = [
        ('vcard', files.vcard, 'vCard'),
        ('resume', files.resume, 'JSON Resume'),
        ('bibtex', f'{lists}.bib' if lists else '', 'BibTeX'),
        ('csl-json', f'{lists}.json' if lists else '', 'CSL-JSON'),
    ]
    items = [_item(parts, key, path, title, view.person.name) for key, path, title in found if path]
    if not items:
        return []
    row = nodes.bullet_list('', *items, classes=['folio-machines', 'no-search'])
    return [screen_only('', row)]


def _item(parts: Parts, key: str, path: str, title: str, name: str) -> nodes.list_item:
    link = parts.file_link(path, nodes.Text(title), aside_text('', f': {name}'))
    link['classes'] = [f'folio-file-{key}']
    return nodes.list_item('', nodes.paragraph('', '', link))
