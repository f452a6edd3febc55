"""``404.html``: what a host shows in the place of a page that does not exist.

The host shows it at whatever address was asked for, so each of its links begins at the
top of the host. A page ``404.md`` of the site's own takes its place.
"""

import re
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from sphinx.application import Sphinx

from sphinx_folio.domains import folio_domain
from sphinx_folio.shared import (
    NOT_FOUND_FILE,
    NOT_FOUND_PAGE,
    Addresses,
    Output,
    _,
    has,
    html_builder,
    is_website,
)
from sphinx_folio.util import digest_of_bytes

_TAG = re.compile(r'<[a-z][^>]*>', re.IGNORECASE)
_LINK = re.compile(r'(?<=\s)(href|src|action|data-content_root)="([^"#][^"]*)"')


def not_found_output(app: Sphinx, fingerprint: str) -> Output | None:
    """Return the page, unless the site brings a file of its own, or does without.

    :param fingerprint: stands for all that the site is made of.
    """
    if not has(app.config, 'not-found'):
        return None
    if NOT_FOUND_PAGE not in app.env.found_docs:
        return Output(NOT_FOUND_FILE, fingerprint, partial(_render, app))
    page = Path(html_builder(app).get_output_path(NOT_FOUND_PAGE))
    if not page.is_file():
        return None
    content = page.read_bytes()
    return Output(NOT_FOUND_FILE, digest_of_bytes(content), partial(_absolute, app, content))


def _render(app: Sphinx) -> bytes:
    """Return the page that Folio makes, with its links from the top on."""
    rendered = app.doctreedir / NOT_FOUND_FILE  # beside the website, as its links are relative
    context = _context(app)
    html_builder(app).handle_page(NOT_FOUND_PAGE, context, 'page.html', outfilename=rendered)
    content = rendered.read_bytes()
    rendered.unlink()
    return _absolute(app, content)


def _context(app: Sphinx) -> dict[str, Any]:
    title = _('Page not found')
    why = _('There is no page at this address. It may have moved, or the address is mistyped.')
    parts = [f'<section id="page-not-found">\n<h1>{escape(title)}</h1>', f'<p>{escape(why)}</p>']
    builder = html_builder(app)
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
    domain = folio_domain(env)
    root = env.config.root_doc
    sections = [
        (name, env.titles[name].astext())
        for name in dict.fromkeys(env.toctree_includes.get(root, ()))
        if name in env.titles and name != root and domain.facts(name).record is None
    ]
    return [(root, _('Home page')), *sections[: app.config.folio_navigation_limit]]


def _absolute(app: Sphinx, content: bytes) -> bytes:
    """Return a page with its links from the top of the host on."""
    addresses = Addresses(app.builder)
    here = addresses.root + addresses.path(NOT_FOUND_PAGE)
    encoding = app.config.html_output_encoding
    return absolute_links(content.decode(encoding), here).encode(encoding, 'xmlcharrefreplace')


def absolute_links(page: str, here: str) -> str:
    """Return a page of HTML with its links to other files resolved against *here*."""
    resolve = partial(_LINK.sub, lambda link: f'{link[1]}="{urljoin(here, link[2])}"')
    return _TAG.sub(lambda tag: resolve(tag[0]), page)


def mark_not_found(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Keep the page out of search engines: it has no address of its own."""
    if pagename == NOT_FOUND_PAGE and is_website(app.builder):
        context['pageurl'] = None
        before = context.get('metatags', '')
        context['metatags'] = f'{before}\n    <meta name="robots" content="noindex">'


def setup_not_found(app: Sphinx) -> None:
    """Mark the page before the themes ask where it is (priority 500)."""
    app.connect('html-page-context', mark_not_found, priority=400)
