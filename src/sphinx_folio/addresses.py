"""Addresses of the pages and files of a website: whole ones, as far as it has one itself."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx.util.osutil import relative_uri

if TYPE_CHECKING:
    from sphinx.builders import Builder


class Addresses:
    """Addresses below ``html_baseurl``, as Sphinx makes canonical ones of it."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        base = str(builder.config.html_baseurl or '')
        parts = urlsplit(base)
        is_whole = parts.scheme in {'http', 'https'} and bool(parts.netloc)
        #: The address of the site with a slash at its end; empty where it is not known.
        self.base = f'{base.rstrip("/")}/' if is_whole else ''
        is_rooted = is_whole or base.startswith('/')
        #: The same without the host; it begins and ends with a slash.
        self.root = f'{parts.path.rstrip("/")}/' if is_rooted else '/'

    def path(self, docname: str) -> str:
        """Return the address of a page from the top of the site."""
        uri = self._builder.get_target_uri(docname)
        # the builder dirhtml leaves names as they are; an address is encoded (RFC 3986, 2.1)
        return quote(uri) if self._builder.name == 'dirhtml' else uri

    def url(self, docname: str, anchor: str = '') -> str:
        """Return the address of a page, or of a place in it; from the top without a base."""
        url = posixpath.join(self.base, self.path(docname))
        return f'{url}#{quote(anchor)}' if anchor else url

    def file(self, path: str) -> str:
        """Return the address of a file that is written below the folder of the website."""
        return posixpath.join(self.base, quote(path))

    def relative(self, file: str, docname: str) -> str:
        """Return the address of a page as it stands in a file, whose path is given."""
        return relative_uri(file, self.path(docname)) or './'
