"""What reads a site without a build: the commands `check`, `init`, `new` and `schema`, and `load`."""

from .check import check
from .load import load
from .new_page import write_page
from .new_site import SiteOptions, write_site
from .schema import schema_text, write_schemas

__all__ = [
    'SiteOptions', 'check', 'load', 'schema_text', 'write_page', 'write_schemas', 'write_site',
]  # fmt: skip
