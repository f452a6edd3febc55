"""The nodes of docutils that are our own, with their visitors, and looking at doctrees."""

from sphinx.application import Sphinx

from .html5 import (
    aside_text,
    bibtex_fold,
    cite_fold,
    details,
    element_visitors,
    filtered_item,
    link_detail,
    list_filter,
    monogram,
    period_nodes,
    preview,
    screen_node,
    screen_only,
    setup_nodes,
    skip,
    summary,
    time,
)
from .inline import icon, make_bidi_name, make_phrase, name_in_line, phrase, setup_inline, struck
from .placeholders import (
    ENTRY_CLASS,
    LIST_CLASS,
    diagram,
    entry_ends,
    is_entry,
    listing,
    make_timeline,
    profile,
)
from .tree import GAP, ancestors, by_document, cited_words, line_of, plain_text, plain_words, said
from .written import Keep, WrittenParts, setup_written, written

__all__ = [
    'ENTRY_CLASS', 'GAP', 'LIST_CLASS', 'Keep', 'WrittenParts', 'ancestors', 'aside_text', 'bibtex_fold', 'by_document',
    'cite_fold', 'cited_words', 'details', 'diagram', 'element_visitors', 'entry_ends', 'filtered_item', 'icon',
    'is_entry', 'line_of', 'link_detail', 'list_filter', 'listing', 'make_bidi_name', 'make_phrase',
    'make_timeline', 'monogram', 'name_in_line', 'period_nodes', 'phrase', 'plain_text',
    'plain_words', 'preview', 'profile', 'said', 'screen_node', 'screen_only', 'setup', 'skip',
    'struck', 'summary', 'time', 'written',
]  # fmt: skip


def setup(app: Sphinx) -> None:
    """Register the nodes that a writer meets."""
    setup_nodes(app)
    setup_inline(app)
    setup_written(app)
