"""The command line: `check`, `init` and `new`."""

from .check import check
from .new_page import write_page
from .new_site import SiteOptions, write_site

__all__ = ['SiteOptions', 'check', 'write_page', 'write_site']
