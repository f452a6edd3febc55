"""The domain of Folio and that of citations: data and look-ups."""

from sphinx.application import Sphinx

from .bibliography import setup_library
from .cite import CiteDomain, cite_domain, make_ids, setup_citations
from .elsewhere import find_anywhere, read_sites, state_of
from .folio import FolioDomain, PreferObjects, add_without_prefix, folio_domain
from .mentions import name_of_mention
from .reference_style import STYLE

__all__ = [
    'STYLE', 'FolioDomain', 'cite_domain', 'find_anywhere', 'folio_domain', 'make_ids',
    'name_of_mention', 'read_sites', 'setup', 'state_of',
]  # fmt: skip


def setup(app: Sphinx) -> None:
    """Add the domains, and load the bibliography into both."""
    app.add_domain(FolioDomain)
    app.add_domain(CiteDomain, override=True)
    app.add_post_transform(PreferObjects)
    # when all extensions have added theirs, and before they are guarded (priority 900)
    app.connect('builder-inited', add_without_prefix, priority=850)
    setup_library(app)
    setup_citations(app)
