"""Links as print shows them: a short address after the text, or in its place."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from docutils import nodes

from .latex_nodes import macro, printed_address
from .links import SERVICES
from .nodes import ancestors, aside_text

#: An address longer than this is cut in print; the link itself stays whole.
ADDRESS_LENGTH = 72
_SCHEME = re.compile(r'^(?:mailto:|https?://(?:www\.)?)', re.IGNORECASE)
_HEADINGS = (nodes.title, nodes.rubric, nodes.caption)
#: What may stand in the address of a link as it is; TeX takes other signs for its own.
_SAFE = "%#?&=/:;,+@!$*'()~-._"


def short_address(uri: str) -> str:
    """Return an address as print shows it: no scheme, no ``www.``, no slash at the end."""
    short = _SCHEME.sub('', uri).rstrip('/')
    return short if len(short) <= ADDRESS_LENGTH else f'{short[: ADDRESS_LENGTH - 1]}…'


def print_addresses(document: nodes.document) -> None:
    """Print the address of each link that leads out, after its text or in its place."""
    for link in list(document.findall(nodes.reference)):
        uri = link.get('refuri', '')
        if _SCHEME.match(uri):
            link['refuri'] = quote(uri, safe=_SAFE)
            if not link.get('internal'):
                _print_address(link, uri)
        if 'sd-btn' in link['classes']:
            link.children, label = [], macro('', '', *link.children, name='foliobutton')
            link.append(label)


def _print_address(link: nodes.reference, uri: str) -> None:
    short = short_address(uri)
    if unquote(link.astext()).rstrip('/') in {unquote(uri).rstrip('/'), unquote(short)}:
        link.children = []
        link.append(printed_address('', short, name='folioaddress'))
    elif not in_heading(link):
        assert link.parent is not None
        index = link.parent.index(link)
        link.parent.insert(index + 1, printed_address('', short, name='foliolinkaddress'))


def is_service(link: nodes.Element) -> bool:
    """Tell whether a link is of a service whose address says what it is."""
    return any(name.removeprefix('folio-link-') in SERVICES for name in link['classes'])


def link_text(link: nodes.Element, *, named: bool) -> list[nodes.Node]:
    """Return a link as print shows it: its name, if asked for, and its address."""
    uri = link.get('refuri', '')
    name = nodes.Text(
        ''.join(part.astext() for part in link if not isinstance(part, aside_text)).strip()
    )
    printed = nodes.reference(
        '',
        '',
        printed_address('', short_address(uri), name='folioaddress'),
        refuri=uri,
        internal=True,
    )
    return [nodes.Text(f'{name} '), printed] if named and name not in uri else [printed]


def in_heading(node: nodes.Node) -> bool:
    """Tell whether *node* stands where neither address nor page number may follow it."""
    return any(isinstance(around, _HEADINGS) for around in ancestors(node))
