"""What reads or writes a site without a build: `load`, and all commands but `pdf`."""

from .check import check
from .importer import ImportOptions, begin_from, import_sources
from .load import load
from .new_page import write_page
from .new_site import SiteOptions, write_site
from .progress import Progress
from .schema import schema_text, write_schemas

__all__ = [
    'ImportOptions', 'Progress', 'SiteOptions', 'begin_from', 'check', 'import_sources', 'load', 'schema_text',
    'write_page', 'write_schemas', 'write_site',
]  # fmt: skip
