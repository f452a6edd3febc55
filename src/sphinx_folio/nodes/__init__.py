"""The nodes of docutils that are our own, with their visitors, and looking at doctrees."""

from __future__ import annotations

from .html5 import (
    aside_text,
    bibtex_fold,
    details,
    filtered_item,
    list_filter,
    monogram,
    period_nodes,
    screen_only,
    setup_nodes,
    skip,
    summary,
    time,
)
from .inline import foreign_name, icon, name_in_line, setup_foreign, setup_icons
from .placeholders import (
    ENTRY_CLASS,
    LIST_CLASS,
    drawing,
    is_entry,
    listing,
    make_timeline,
    profile,
)
from .tree import ancestors, line_of, plain_text, plain_words, said

__all__ = [
    'ENTRY_CLASS',
    'LIST_CLASS',
    'ancestors',
    'aside_text',
    'bibtex_fold',
    'details',
    'drawing',
    'filtered_item',
    'foreign_name',
    'icon',
    'is_entry',
    'line_of',
    'list_filter',
    'listing',
    'make_timeline',
    'monogram',
    'name_in_line',
    'period_nodes',
    'plain_text',
    'plain_words',
    'profile',
    'said',
    'screen_only',
    'setup_foreign',
    'setup_icons',
    'setup_nodes',
    'skip',
    'summary',
    'time',
]
