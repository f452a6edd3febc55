"""Sites and files of other programs become a Folio site."""

from .mending import mend
from .neutral import Asset, Item, Origin, Site
from .persons import match_papers, settle_people
from .report import REPORT, Report, counted
from .sources import SOURCES, Source
from .write import Place, compose, handle, owner_of

__all__ = [
    'REPORT', 'SOURCES', 'Asset', 'Item', 'Origin', 'Place', 'Report', 'Site', 'Source', 'compose',
    'counted', 'handle', 'match_papers', 'mend', 'owner_of', 'settle_people',
]  # fmt: skip
