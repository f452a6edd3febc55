"""What reads a site without a build: the commands `check`, `init` and `new`, and `load`."""

from .check import check
from .load import load
from .new_page import write_page
from .new_site import SiteOptions, write_site

__all__ = ['SiteOptions', 'check', 'load', 'write_page', 'write_site']
