"""The domain of Folio and that of citations: data and look-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bibliography import setup_library
from .cite import CiteDomain, make_ids, setup_citations
from .folio import FolioDomain, PreferObjects, folio_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ['CiteDomain', 'FolioDomain', 'folio_domain', 'make_ids', 'setup']


def setup(app: Sphinx) -> None:
    """Add the domains, and load the bibliography into both."""
    app.add_domain(FolioDomain)
    app.add_domain(CiteDomain, override=True)
    app.add_post_transform(PreferObjects)
    setup_library(app)
    setup_citations(app)
