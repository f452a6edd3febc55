"""Links that no reader should follow: their words are kept, and they are told of."""

import re
from typing import Any

from docutils import nodes
from sphinx.addnodes import download_reference, toctree
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_folio.gate import LINKED, scheme_of
from sphinx_folio.model import Subtype
from sphinx_folio.nodes import line_of
from sphinx_folio.shared import warn

from .directive import note_problem

#: A Markdown link whose scheme the parser refuses, so that it stays plain text.
_UNREAD = re.compile(r'(?i)(?:\]\(|\]:|<)\s*<?((?:javascript|vbscript|file|data):)')
_KINDS = (nodes.reference, download_reference, toctree, nodes.Text)
_ADVICE = 'is not allowed; write a link with https, http or mailto'


class RefuseLinks(SphinxTransform):
    """Put the words of a link in its place, if its scheme is not one for readers."""

    is_gate = True
    default_priority = 900  # when all links have their addresses

    def apply(self, **kwargs: Any) -> None:
        """Look at links, at downloads with an address, and at tables of contents."""
        found: list[Any] = list(self.document.findall(lambda node: isinstance(node, _KINDS)))
        for node in found:
            if isinstance(node, nodes.Text):
                self._check_text(node)
            elif isinstance(node, toctree):
                kept = [entry for entry in node['entries'] if not self._refuses(entry[1], node)]
                node['entries'] = kept
            elif self._refuses(_address_of(node), node):
                node.replace_self(_words_of(node))

    def _refuses(self, address: str, node: nodes.Node) -> bool:
        """Tell whether no reader should follow an address; if so, report it."""
        if is_refused := _is_refused(address):
            self._tell(_what(address), node)
        return is_refused

    def _check_text(self, text: nodes.Text) -> None:
        match = _UNREAD.search(text)
        if match and not isinstance(text.parent, nodes.literal | nodes.literal_block):
            self._tell(f'a link of the scheme "{match[1]}" {_ADVICE}', text)

    def _tell(self, message: str, node: nodes.Node) -> None:
        known = next((inner for inner in node.findall() if inner.line), node)  # a picture
        note_problem(self.env, Subtype.LINK, line_of(known), message, known.source or '')


class RefuseLateLinks(SphinxPostTransform):
    """Do the same to links that other extensions make when a page is written."""

    default_priority = 20  # when references are resolved
    formats = ('html',)  # in others, links for Folio itself still stand

    def run(self, **kwargs: Any) -> None:
        """Replace such links, as of the directive ``bibliography``."""
        found: list[Any] = list(self.document.findall(nodes.reference))
        for link in found:
            address = _address_of(link)
            if _is_refused(address):
                warn(Subtype.LINK, '%s', _what(address), location=link)
                link.replace_self(_words_of(link))


def _is_refused(address: str) -> bool:
    scheme = scheme_of(address)
    return bool(scheme) and scheme not in LINKED


def _what(address: str) -> str:
    return f'the scheme "{scheme_of(address)}:" of "{address}" {_ADVICE}'


def _address_of(link: Any) -> str:
    """Return where a link leads to; of a download with an address, Sphinx makes one."""
    if isinstance(link, download_reference):
        return link['reftarget'] if '://' in link['reftarget'] else ''
    return str(link.get('refuri', ''))


def _words_of(link: Any) -> list[nodes.Node]:
    """Return what a link shows, without the link."""
    words: list[nodes.Node] = link.children
    is_inline = isinstance(link.parent, nodes.TextElement)
    if is_inline or all(isinstance(word, nodes.image) for word in words):
        return words
    return [nodes.paragraph('', '', *words)]
