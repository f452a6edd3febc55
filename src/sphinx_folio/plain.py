"""The words of docutils nodes as plain text, with room for names that are not known yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util import docname_join

from .citations import cited_keys
from .latex import math_to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Roles of sphinxcontrib-bibtex that stand beside a sentence, not in it.
_BESIDE = frozenset({'p', 'ps', 'empty', 'label', 'labelpar', 'yearpar', 'authorpar'})
#: What has no words of its own.
_WORDLESS = (
    nodes.Invisible,
    nodes.citation_reference,
    nodes.footnote_reference,
    nodes.image,
    nodes.raw,
    nodes.system_message,
)


class Mention(NamedTuple):
    """An object, a page or a label that is shown under its own name."""

    #: A kind of object, ``page`` or ``label``.
    kind: str
    id: str


#: A text whose mentions get their names when every page is read.
Words = tuple[str | Mention, ...]


def plain_words(content: Iterable[nodes.Node]) -> Words:
    """Return the words of inline *content*, without citations that stand beside them."""
    found: list[str | Mention] = []
    for node in content:
        words = _words_of(node)
        if words is None:  # what it stood behind needs no space for it
            if found and isinstance(found[-1], str):
                found[-1] = found[-1].rstrip()
        else:
            found += words
    return tuple(found)


def _words_of(node: nodes.Node) -> Words | None:
    """Return the words of one node; None for one that leaves nothing."""
    if isinstance(node, nodes.Text):
        return (node.astext(),)
    if isinstance(node, _WORDLESS):
        return None
    if isinstance(node, nodes.math):
        return (math_to_text(node.astext()),)
    if isinstance(node, pending_xref):
        return _mentioned(node)
    return plain_words(node.children)


def _mentioned(link: pending_xref) -> Words | None:
    """Return the text that an author gave to a link, else what it leads to."""
    domain, kind, target = link['refdomain'], link['reftype'], link['reftarget']
    if domain == 'cite':
        keys = () if kind in _BESIDE else cited_keys(target)
        between = [part for key in keys for part in (', ', Mention('publication', key))]
        return tuple(between[1:]) or None
    text = plain_words(link.children)
    if text and (link.get('refexplicit') or link.get('intersphinx')):
        return text
    mentions = {
        'folio': Mention(kind, target),
        'doc': Mention('page', target),  # of MyST, which knows the page
        'std doc': Mention('page', docname_join(link['refdoc'], target)),
        'std ref': Mention('label', target.lower()),
    }
    mention = mentions.get(domain) or mentions.get(f'{domain} {kind}')
    return (mention,) if mention else text


def said(words: Words, name_of: Callable[[Mention], str]) -> str:
    """Return *words* as one line of text.

    :param name_of: returns what an object, a page or a label is called.
    """
    parts = (part if isinstance(part, str) else name_of(part) for part in words)
    return ' '.join(''.join(parts).split())
