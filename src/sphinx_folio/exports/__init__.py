"""Files beside the pages of a website: lists, people, sitemap, feed, redirects, llms.txt."""

from __future__ import annotations

from .feed import feed
from .linked_files import find_cvs
from .lists import write_exports
from .people import write_people_files
from .redirects import plan
from .website import setup_site_files, write_site_files

__all__ = [
    'feed',
    'find_cvs',
    'plan',
    'setup_site_files',
    'write_exports',
    'write_people_files',
    'write_site_files',
]
