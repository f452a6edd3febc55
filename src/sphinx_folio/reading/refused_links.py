"""Links that no reader should follow: their words are kept, and they are told of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import download_reference, toctree
from sphinx.transforms import SphinxTransform

from sphinx_folio.gate import scheme_of
from sphinx_folio.model import SCHEMES, Subtype
from sphinx_folio.nodes import line_of

from .directive import note_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A Markdown link whose scheme the parser refuses, so that it stays plain text.
_UNREAD = re.compile(r'(?i)(?:\]\(|\]:|<)\s*<?((?:javascript|vbscript|file|data):)')
_ADVICE = 'is not allowed; write a link with https, http or mailto'


class RefuseLinks(SphinxTransform):
    """Put the words of a link in its place, if its scheme is not one for readers."""

    default_priority = 900  # when all links have their addresses

    def apply(self, **kwargs: Any) -> None:
        """Look at links, at downloads with an address, and at tables of contents."""
        for link, address in list(self._links()):
            if _is_refused(address):
                self._tell(f'the scheme "{scheme_of(address)}:" of "{address}"', link)
                link.replace_self(_words_of(link))
        for tree in self.document.findall(toctree):
            for entry in list(tree['entries']):
                if _is_refused(entry[1]):
                    self._tell(f'the scheme "{scheme_of(entry[1])}:" of "{entry[1]}"', tree)
                    tree['entries'].remove(entry)
        for text in self.document.findall(nodes.Text):
            match = _UNREAD.search(text)
            if match and not isinstance(text.parent, nodes.literal | nodes.literal_block):
                self._tell(f'a link of the scheme "{match[1]}"', text)

    def _links(self) -> Iterator[tuple[nodes.Element, str]]:
        for link in self.document.findall(nodes.reference):
            yield link, link.get('refuri', '')
        for link in self.document.findall(download_reference):
            if '://' in link['reftarget']:  # Sphinx makes a link of it
                yield link, link['reftarget']

    def _tell(self, what: str, node: nodes.Node) -> None:
        known = next((inner for inner in node.findall() if inner.line), node)  # a picture
        note_problem(
            self.env, Subtype.LINK, line_of(known), f'{what} {_ADVICE}', known.source or ''
        )


def _is_refused(address: str) -> bool:
    scheme = scheme_of(address)
    return bool(scheme) and scheme not in SCHEMES


def _words_of(link: nodes.Element) -> list[nodes.Node]:
    """Return what a link shows, without the link."""
    is_inline = isinstance(link.parent, nodes.TextElement)
    if is_inline or all(isinstance(child, nodes.image) for child in link.children):
        return link.children
    return [nodes.paragraph('', '', *link.children)]
