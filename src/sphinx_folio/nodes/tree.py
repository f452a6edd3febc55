"""Looking at doctrees: what is around a node, its line, its words as plain text."""

import re
from collections.abc import Callable, Iterable, Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref, start_of_file
from sphinx.util import docname_join

from sphinx_folio.bib import cited_keys, plain_formula
from sphinx_folio.model import Mention, Words

from .html5 import aside_text

#: Nodes whose text is no part of a sentence.
_LEFT_OUT = (
    nodes.Invisible,
    nodes.citation_reference,
    nodes.footnote_reference,
    nodes.image,
    nodes.problematic,
    nodes.raw,
    nodes.system_message,
    aside_text,
)
#: Stands where something was left out, until the signs around it are put in order.
GAP = '\0'
_GAPS_APART = re.compile(f'{GAP}(?: {GAP})+')
_EMPTY_BRACKETS = re.compile(rf'[(\[（]\s*{GAP}[\s{GAP}]*[)\]）]')
_GAP_BEFORE_SIGN = re.compile(rf'[\s{GAP}]*{GAP}\s*(?=[.,;:!?)\]，。；：！？）]|$)')
_GAP_IN_CHINESE = re.compile(rf'(?<=[⺀-鿿豈-﫿＀-￯]){GAP}+(?=[⺀-鿿豈-﫿＀-￯])')
_GAPS = re.compile(rf'\s*{GAP}[\s{GAP}]*')
#: What a citation shows in brackets: a label, a year, a number.
_CITED = re.compile(r'\s*(?:\[[^\]]*\]|\([^)]*\))')
#: Roles of sphinxcontrib-bibtex that stand beside a sentence, not in it.
_BESIDE = frozenset({'p', 'ps', 'empty', 'label', 'labelpar', 'yearpar', 'authorpar'})


def ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes around *node*, from the inside out."""
    current = node.parent
    while current is not None:
        yield current
        current = current.parent


def by_document(tree: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Yield each element with the document that it comes from."""
    pending: list[tuple[nodes.Node, str]] = [(tree, tree['docname'])]
    while pending:
        node, docname = pending.pop()
        if isinstance(node, start_of_file):
            docname = node['docname']
        if isinstance(node, nodes.Element):
            yield node, docname
            pending += [(child, docname) for child in reversed(node.children)]


def line_of(node: nodes.Node) -> int:
    """Return the line of *node* or of the nearest node around it that knows its own."""
    lines = (getattr(around, 'line', None) for around in (node, *ancestors(node)))
    return next((int(line) for line in lines if line), 1)


def plain_text(node: nodes.Node) -> str:
    """Return the words of a node in one line, without citations, notes and pictures."""
    return _in_one_line(str(piece) for piece in _pieces(node))


def plain_words(content: Iterable[nodes.Node]) -> Words:
    """Return the words of inline *content* whose links nobody has resolved yet.

    A text is kept before the pages that it mentions are read; `said` puts in their names.
    """
    return tuple(piece for node in content for piece in _pieces(node, keeps_mentions=True))


def said(words: Words, name_of: Callable[[Mention], str]) -> str:
    """Return *words* as one line of text.

    :param name_of: returns what an object, a page or a label is called.
    """
    return _in_one_line(part if isinstance(part, str) else name_of(part) for part in words)


def _in_one_line(pieces: Iterable[str]) -> str:
    # first to runs of one, as what follows takes the square of their length
    text = re.sub(r'\s+', ' ', ''.join(pieces))
    text = _GAPS_APART.sub(f'{GAP} ', re.sub(f'{GAP}+', GAP, text))
    text = _EMPTY_BRACKETS.sub(GAP, text)
    text = _GAP_IN_CHINESE.sub('', _GAP_BEFORE_SIGN.sub('', text))  # no space between words
    text = _GAPS.sub(' ', text)
    return ' '.join(text.split())


def _pieces(node: nodes.Node, *, keeps_mentions: bool = False) -> Iterator[str | Mention]:
    """Yield the words of a node, and a gap for each node that is left out."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, _LEFT_OUT) and not isinstance(node, nodes.target):
        yield GAP
    elif isinstance(node, nodes.math):
        yield plain_formula(node.astext())
    elif isinstance(node, pending_xref) and keeps_mentions:
        yield from _mentioned(node)
    elif isinstance(node, nodes.Element) and 'bibtex-citation' in node['classes']:
        # "Doe et al. [2024] show" keeps the names, which are part of the sentence
        yield from (_CITED.sub('', node.astext()), GAP)
    else:
        for child in node.children:
            yield from _pieces(child, keeps_mentions=keeps_mentions)


def _mentioned(link: pending_xref) -> Words:
    """Return the text that an author gave to a link, else what it leads to."""
    domain, kind, target = link['refdomain'], link['reftype'], link['reftarget']
    if domain == 'cite':
        return cited_words(kind, target)
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


def cited_words(role: str, target: str) -> Words:
    """Return the words of a citation: the titles of what it names, or a gap.

    :param role: its name without the domain.
    """
    keys = () if role in _BESIDE else cited_keys(target)
    between = [part for key in keys for part in (', ', Mention('publication', key))]
    return tuple(between[1:]) or (GAP,)
