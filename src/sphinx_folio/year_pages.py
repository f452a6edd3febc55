"""A long list of all publications, cut into one page a year in built websites.

The pages have no source: `html-collect-pages` makes them from the list's own query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.util.docutils import new_document

from .i18n import _
from .parts import Parts
from .query import evaluate
from .transforms import render_publications
from .views import view_publications

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from .domain import FolioDomain
    from .views import PublicationView

#: The last part of the name of the page of entries without a year.
NO_YEAR = 'undated'


def is_website(builder: Builder) -> bool:
    """Tell whether a builder writes pages of a website, each to its own file."""
    return builder.name in {'html', 'dirhtml'}


def split_by_year(
    domain: FolioDomain, publications_page: str, limit: int
) -> dict[tuple[str, int], dict[str, tuple[str, ...]]]:
    """Return the lists on *publications_page* that are longer than *limit*.

    :returns: for each, as document and number, the citation keys of every year page.
    """
    split = {}
    for number, query in enumerate(domain.listings.get(publications_page, ())):
        keys = evaluate(query, domain.graph) if query.kind == 'publication' else ()
        if len(keys) <= limit or query.limit or query.of:
            continue
        years: dict[str, list[str]] = {}
        for key in keys:
            year = domain.publications[key].year
            name = f'{publications_page}/{year or NO_YEAR}'
            years.setdefault(name, []).append(key)
        split[publications_page, number] = {name: tuple(found) for name, found in years.items()}
        break  # further lists on the page would want the same names
    return split


def collect_year_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, context and template of each year page."""
    domain = cast('FolioDomain', app.env.domains['folio'])
    builder: Any = app.builder
    if not is_website(builder):
        return
    for place in domain.site.year_pages:
        query = domain.listings[place[0]][place[1]]
        whole = view_publications(query, domain.site, place)
        by_key = {item.key: item for item in whole.items}
        for pagename, keys in domain.site.year_pages[place].items():
            items = tuple(by_key[key]._replace(anchor=domain.site.ids[key]) for key in keys)
            view = whole._replace(items=items, total=len(items), export='')
            title = _title(pagename)
            document = _document(app, pagename, title, view)
            body = builder.render_partial(document.children[0])['fragment']
            parent = {
                'title': app.env.titles[place[0]].astext(),
                'link': builder.get_relative_uri(pagename, place[0]),
            }
            yield pagename, {'title': title, 'body': body, 'parents': [parent]}, 'page.html'


def _title(pagename: str) -> str:
    year = pagename.rpartition('/')[2]
    return _('Publications without a date') if year == NO_YEAR else _('Publications of %s') % year


def _document(app: Sphinx, pagename: str, title: str, view: PublicationView) -> nodes.document:
    """Return the resolved doctree of one year page."""
    document = new_document(pagename)
    document.settings.env = app.env
    content = render_publications(app.env, Parts(pagename, app.config.language), view)
    document += nodes.section('', nodes.title('', title), *content, ids=['publications'])
    app.env.resolve_references(document, pagename, app.builder)
    return document


def setup_year_pages(app: Sphinx) -> None:
    """Make the pages when a website is written."""
    app.connect('html-collect-pages', collect_year_pages)
