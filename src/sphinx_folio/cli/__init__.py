"""The command line: `check`, `init`, `new` and `schema`."""

from .check import check
from .new_page import write_page
from .new_site import SiteOptions, write_site
from .schema import schema_text, write_schemas

__all__ = ['SiteOptions', 'check', 'schema_text', 'write_page', 'write_schemas', 'write_site']
