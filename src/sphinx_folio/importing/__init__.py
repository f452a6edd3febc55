"""Sites and files of other programs become a Folio site."""

from .doubles import drop_doubles
from .mending import mend
from .neutral import Asset, Item, Origin, Site
from .persons import match_papers, settle_people
from .references import join
from .report import REPORT, Report, counted
from .source import Source, load_sources, read_source
from .text import plain_line
from .unread import what_is
from .write import Place, compose, handle, owner_of

__all__ = [
    'REPORT', 'Asset', 'Item', 'Origin', 'Place', 'Report', 'Site', 'Source', 'compose',
    'counted', 'drop_doubles', 'handle', 'join', 'load_sources', 'match_papers', 'mend', 'owner_of',
    'plain_line', 'read_source', 'settle_people', 'what_is',
]  # fmt: skip
