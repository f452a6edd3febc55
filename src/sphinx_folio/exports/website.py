"""Files of the whole website that make it findable: sitemap, feed, redirects and the like.

They are made of what the domain knows, at the end of a build and only when that may have
changed; a file is written only where its content differs.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sphinx.util.display import progress_message

from sphinx_folio.html import add_links, finish_not_found
from sphinx_folio.shared import FEED, Addresses
from sphinx_folio.util import write_bytes

from . import llms, sitemap
from .feed import feed
from .redirects import plan, redirect_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from sphinx_folio.domains import FolioDomain


def write_site_files(app: Sphinx, domain: FolioDomain) -> list[str]:
    """Write what is not there or not as it should be.

    :returns: the names of all these files, below the folder of the website.
    :raises OSError: if a file cannot be written.
    """
    files = _files(app, domain)
    names = sorted([*files, *finish_not_found(app, domain)])
    token = domain.written.token
    is_same = bool(token) and token == domain.before.token
    is_there = all((app.outdir / name).is_file() for name in files)
    if not (is_same and is_there) or domain.is_configured_anew or domain.is_stopped:
        with progress_message('writing files for visitors from elsewhere'):
            for name, make in files.items():
                _write(app, name, make())
    return names


def _files(app: Sphinx, domain: FolioDomain) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file, by its name; the site's own files are left alone."""
    addresses, config = Addresses(app.builder), app.config
    files = sitemap.sitemap_files(domain, addresses)
    files[sitemap.ROBOTS] = partial(sitemap.robots, addresses, has_sitemap=bool(files))
    files[llms.NAME] = partial(llms.llms, domain, addresses, config)
    if addresses.base:
        files[FEED] = partial(feed, domain, addresses, config)
    for name, docname in plan(app, domain, domain.written.lists).files.items():
        title = domain.records[docname].name
        files[name] = partial(redirect_page, name, title, docname, addresses, config.language)
    own = set(domain.written.assets)
    return {name: make for name, make in files.items() if name not in own}


def _write(app: Sphinx, name: str, content: bytes) -> None:
    path = app.outdir / name
    if not path.is_file() or path.read_bytes() != content:
        write_bytes(path, content)


def setup_site_files(app: Sphinx) -> None:
    """Link to the files; `update` has them written."""
    app.connect('html-page-context', add_links)
