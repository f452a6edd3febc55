"""The domain of Folio and that of citations: data and look-ups."""

from __future__ import annotations

from .bibliography import setup_library
from .cite import CiteDomain, make_ids, setup_citations
from .folio import FolioDomain

__all__ = [
    'CiteDomain',
    'FolioDomain',
    'make_ids',
    'setup_citations',
    'setup_library',
]
