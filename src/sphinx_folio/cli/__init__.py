"""The command line: `check`, `import`, `init`, `new` and `schema`."""

from .check import check
from .importer import ImportOptions, begin_from, import_sources
from .new_page import write_page
from .new_site import SiteOptions, write_site
from .schema import schema_text, write_schemas

__all__ = [
    'ImportOptions', 'SiteOptions', 'begin_from', 'check', 'import_sources', 'schema_text',
    'write_page', 'write_schemas', 'write_site',
]  # fmt: skip
