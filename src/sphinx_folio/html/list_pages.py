"""The pages of a built website that a long list is cut into.

They have no source, and are made from the list's own query.
"""

from collections.abc import Container, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import PublicationView, view_cut, view_pages
from sphinx_folio.model import Place, Query
from sphinx_folio.render import make_parts, page_title, render_cards, render_publications

from .made_pages import made_page


def list_pages(
    app: Sphinx, domain: FolioDomain, stale: Container[str]
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, context and template of each page whose name is in *stale*."""
    for place, pages in domain.site.pages.items():
        for pagename in pages:
            if pagename in stale:
                query = domain.facts(place[0]).listings[place[1]]
                title = page_title(query.kind, pages[pagename].label)
                content = _content(domain, place, pagename, query)
                section = nodes.section('', nodes.title('', title), *content, ids=['list'])
                yield made_page(app, pagename, title, section, place[0])


def _content(domain: FolioDomain, place: Place, pagename: str, query: Query) -> list[nodes.Node]:
    view = view_cut(query, domain.site, place, pagename)
    parts = make_parts(domain, pagename)
    chips = parts.page_chips(ref._replace(detail='') for ref in view_pages(domain.site, place))
    if isinstance(view, PublicationView):
        return [*chips, *render_publications(domain, parts, view)]
    return [*chips, *render_cards(view, parts, query)]
