"""A website as a whole: whether there is one, its name, its addresses, its own files."""

import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import quote, urlsplit

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

#: Where files of the site that entries link to are copied to, below the output folder.
DOWNLOADS = '_downloads/folio'


def site_address(base: str) -> str:
    """Return the address that ``html_baseurl`` gives a site; nothing, if it is no whole one."""
    parts = urlsplit(base)
    is_whole = parts.scheme in {'http', 'https'} and bool(parts.netloc)
    return f'{base.rstrip("/")}/' if is_whole else ''


class Addresses:
    """Addresses below ``html_baseurl``, as Sphinx makes canonical ones of it.

    :param base: the address of the same site elsewhere.
    """

    def __init__(self, builder: Builder, base: str = '') -> None:
        self._builder = builder
        self._root_doc: str = builder.config.root_doc
        base = base or str(builder.config.html_baseurl or '')
        parts = urlsplit(base)
        #: The address of the site with a slash at its end; empty where it is not known.
        self.base = site_address(base)
        is_rooted = self.base or base.startswith('/')
        #: The same without the host; it begins and ends with a slash.
        self.root = f'{parts.path.rstrip("/")}/' if is_rooted else '/'
        #: The address of each page that was asked for, on which there may be many places.
        self._urls: dict[str, str] = {}

    def path(self, docname: str) -> str:
        """Return the address of a page from the top of the site."""
        uri = self._builder.get_target_uri(docname)
        # the builder dirhtml leaves names as they are; an address is encoded (RFC 3986, 2.1)
        return quote(uri) if self._builder.name == 'dirhtml' else uri

    def url(self, docname: str, anchor: str = '') -> str:
        """Return the address of a page, or of a place in it; from the top without a base.

        That of the home page ends with its folder, which hosts show it at.
        """
        if docname not in self._urls:
            self._urls[docname] = self._url(docname)
        url = self._urls[docname]
        return f'{url}#{quote(anchor)}' if anchor else url

    def _url(self, docname: str) -> str:
        path = self.path(docname)
        folder, _slash, name = docname.rpartition('/')
        if self.base and docname == self._root_doc and name == 'index':
            path = f'{quote(folder)}/' if folder else ''
        return posixpath.join(self.base, path)

    def file(self, path: str) -> str:
        """Return the address of a file that is written below the folder of the website."""
        return posixpath.join(self.base, quote(path))

    def linked_file(self, path: str) -> str:
        """Return the whole address of a file that an entry links to; nothing without a base."""
        return self.file(f'{DOWNLOADS}/{path.lstrip("/")}') if self.base else ''

    def relative(self, file: str, docname: str) -> str:
        """Return the address of a page as it stands in a file, whose path is given."""
        return relative_uri(file, self.path(docname)) or './'


FEED = 'feed.xml'
FEED_TYPE = 'application/atom+xml'
#: The portfolio for programs.
PORTFOLIO = 'folio.json'
CALENDAR = 'calendar.ics'
CALENDAR_TYPE = 'text/calendar'


def assets_of(app: Sphinx) -> list[str]:
    """Return the pictures, downloads and extra files that belong to the pages."""
    env = app.env
    extra = (Path(app.confdir, name) for name in app.config.html_extra_path)
    assets = {f'_images/{name}' for _docnames, name in env.images.values()}
    assets |= {f'_downloads/{name}' for _docnames, name in env.dlfiles.values()}
    return sorted(assets.union(*map(files_below, extra)))


def files_below(path: Path) -> Iterator[str]:
    """Yield the files below a folder by their paths in it, or a file's own name."""
    if path.is_file():
        yield path.name
    for folder, _folders, names in os.walk(path):
        here = os.path.relpath(folder, path).replace(os.sep, '/')
        yield from names if here == '.' else (f'{here}/{name}' for name in names)


@dataclass(frozen=True)
class Output:
    """A file beside the pages of a website."""

    path: str  #: Where it is, below the output folder, with slashes.
    fingerprint: str  #: Stands for all that it is made of.
    make: Callable[[], bytes]  #: Returns its content.
    source: str = ''  #: The file that it is a copy of, or empty.


def fingerprint_of_file(path: str | Path) -> str:
    """Return the size of a file and the time of its last change; empty, if there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return ''
    return f'{found.st_size} {found.st_mtime_ns}'


def is_website(builder: Builder) -> bool:
    """Tell whether a builder writes pages of a website, each to its own file."""
    return builder.name in {'html', 'dirhtml'}


def is_data(builder: Builder) -> bool:
    """Tell whether a builder writes each page as data for other programs."""
    return builder.name in {'json', 'pickle'}


def is_for_browsers(builder: Builder) -> bool:
    """Tell whether a builder writes HTML for a browser, with scripts and files beside it.

    E-books and the files of help viewers are HTML as well.
    """
    return builder.format == 'html' and not getattr(builder, 'embedded', False)


def html_builder(app: Sphinx) -> StandaloneHTMLBuilder:
    """Return the builder, where the caller knows that it writes web pages."""
    return cast('StandaloneHTMLBuilder', app.builder)


NOT_FOUND_PAGE = '404'
#: GitHub Pages, Read the Docs and others look for this file, whatever the builder.
NOT_FOUND_FILE = '404.html'

#: What Sphinx says in the place of ``project`` and ``author`` where nobody gave them.
_NOT_SET = frozenset({'Project name not set', 'Author name not set'})
#: The same of the title of a page.
NO_TITLE = '<no title>'


def site_name(env: BuildEnvironment) -> str:
    """Return ``project``, else ``html_title``, else the title of the landing page."""
    title = env.titles.get(env.config.root_doc)
    landing = title.astext() if title else ''
    return name_by(env.config, '' if landing == NO_TITLE else landing)


def name_by(config: Config, landing: str) -> str:
    """Return what the settings call a site, else the title of its landing page."""
    return given_name(config.project) or str(config.html_title or landing)


def given_name(setting: object) -> str:
    """Return ``project`` or ``author`` of ``conf.py``; nothing, where it does not say it."""
    return '' if setting in _NOT_SET else str(setting)
