"""``404.html``: what a host shows in the place of a page that does not exist.

The host shows it at whatever address was asked for, so each of its links begins at the
top of the host. A page ``404.md`` of the site's own takes its place.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from sphinx_folio.shared import NOT_FOUND_FILE, NOT_FOUND_PAGE, Addresses, _, assets_of, is_website
from sphinx_folio.util import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

    from sphinx_folio.domains import FolioDomain


_TAG = re.compile(r'<[a-z][^>]*>', re.IGNORECASE)
_LINK = re.compile(r'(?<=\s)(href|src|action|data-content_root)="([^"#][^"]*)"')


def collect_not_found(app: Sphinx) -> list[Any]:
    """Write the page if it may have changed, unless the site brings its own."""
    domain = cast('FolioDomain', app.env.domains['folio'])
    builder: Any = app.builder
    if is_website(builder) and not is_own(app) and _is_stale(app, domain):
        # beside the website, as it is not yet what it should be
        rendered = app.doctreedir / NOT_FOUND_FILE
        builder.handle_page(NOT_FOUND_PAGE, _context(app), 'page.html', outfilename=rendered)
        _lead_from_anywhere(app, rendered)
        rendered.unlink()
    return []


def is_own(app: Sphinx) -> bool:
    """Tell whether the site brings a page or a file of its own."""
    return NOT_FOUND_PAGE in app.env.found_docs or NOT_FOUND_FILE in assets_of(app)


def _is_stale(app: Sphinx, domain: FolioDomain) -> bool:
    """Tell whether the page may show another thing than the last build has written."""
    is_same = domain.before.token == domain.written.token
    is_there = (app.outdir / NOT_FOUND_FILE).is_file()
    return not is_same or not is_there or domain.is_stopped or bool(domain.resolved)


def _context(app: Sphinx) -> dict[str, Any]:
    title = _('Page not found')
    why = _('There is no page at this address. It may have moved, or the address is mistyped.')
    parts = [
        f'<section id="page-not-found">\n<h1>{escape(title)}</h1>',
        f'<p>{escape(why)}</p>',
    ]
    builder: Any = app.builder
    if builder.search:
        parts.append(_search_form(builder.get_relative_uri(NOT_FOUND_PAGE, 'search')))
    begin = _('You can also begin here:')
    parts += [f'<p>{escape(begin)}</p>', '<ul class="simple">']
    for docname, name in _entrances(app):
        uri = escape(builder.get_relative_uri(NOT_FOUND_PAGE, docname))
        parts.append(f'<li><a class="reference internal" href="{uri}">{escape(name)}</a></li>')
    return {'title': title, 'body': '\n'.join([*parts, '</ul>', '</section>'])}


def _search_form(uri: str) -> str:
    label, button = _('Search this site'), _('Search')
    return (
        f'<form class="folio-search" action="{escape(uri)}" method="get">\n'
        f'<label for="folio-search">{escape(label)}</label>\n'
        '<input id="folio-search" type="search" name="q">\n'
        f'<button type="submit">{escape(button)}</button>\n</form>'
    )


def _entrances(app: Sphinx) -> list[tuple[str, str]]:
    """Return the home page and the sections of the site, with what they are called.

    Where the home page lists people, projects or topics one by one, those are left out.
    """
    env = app.env
    domain = cast('FolioDomain', env.domains['folio'])
    root = env.config.root_doc
    listed = dict.fromkeys(env.toctree_includes.get(root, ()))
    sections = [
        name for name in listed if name in env.titles and name not in {*domain.records, root}
    ]
    shown = sections[: app.config.folio_navigation_limit]
    return [(root, _('Home page')), *((name, env.titles[name].astext()) for name in shown)]


def finish_not_found(app: Sphinx, domain: FolioDomain) -> list[str]:
    """Let the site's own page lead from anywhere; return the name of a file that Folio made."""
    builder: Any = app.builder
    if NOT_FOUND_FILE in domain.written.assets:
        return []
    if NOT_FOUND_PAGE not in app.env.found_docs:
        return [NOT_FOUND_FILE] if (app.outdir / NOT_FOUND_FILE).is_file() else []
    page = builder.get_output_path(NOT_FOUND_PAGE)
    if page.is_file():
        _lead_from_anywhere(app, page)
    return [] if page == app.outdir / NOT_FOUND_FILE else [NOT_FOUND_FILE]


def _lead_from_anywhere(app: Sphinx, page: Path) -> None:
    """Write a page as the file that hosts look for, with its links from the top on."""
    addresses = Addresses(app.builder)
    here = addresses.root + addresses.path(NOT_FOUND_PAGE)
    target = app.outdir / NOT_FOUND_FILE
    encoding = app.config.html_output_encoding
    after = absolute_links(page.read_bytes().decode(encoding), here)
    content = after.encode(encoding, 'xmlcharrefreplace')
    if not target.is_file() or target.read_bytes() != content:
        write_bytes(target, content)


def absolute_links(page: str, here: str) -> str:
    """Return a page of HTML with its links to other files resolved against *here*."""

    def in_tag(tag: re.Match[str]) -> str:
        return _LINK.sub(lambda link: f'{link[1]}="{urljoin(here, link[2])}"', tag[0])

    return _TAG.sub(in_tag, page)


def mark_not_found(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Keep the page out of search engines: it has no address of its own."""
    if pagename == NOT_FOUND_PAGE and is_website(app.builder):
        context['pageurl'] = None
        context['metatags'] = (
            f'{context.get("metatags", "")}\n    <meta name="robots" content="noindex">'
        )


def setup_not_found(app: Sphinx) -> None:
    """Write the page after all others, before the themes ask where it is (priority 500)."""
    app.connect('html-collect-pages', collect_not_found)
    app.connect('html-page-context', mark_not_found, priority=400)
