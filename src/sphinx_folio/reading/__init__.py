"""A page becomes its facts: front matter, directives, timelines, images, links."""

from __future__ import annotations

from .directive import choices_of, entry_types, ids, positive_number, years
from .front_matter import read_front_matter
from .links import leave_hiding, setup_crosslinks
from .listings import Listing, setup_directives
from .pages import expected_kind, page_id_of, setup_collect
from .repairs import setup_titles
from .timelines import setup_dated_records, setup_timeline

__all__ = [
    'Listing',
    'choices_of',
    'entry_types',
    'expected_kind',
    'ids',
    'leave_hiding',
    'page_id_of',
    'positive_number',
    'read_front_matter',
    'setup_collect',
    'setup_crosslinks',
    'setup_dated_records',
    'setup_directives',
    'setup_timeline',
    'setup_titles',
    'years',
]
