"""The pages of a built website that a long list is cut into.

They have no source, and are made from the list's own query.
"""

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import PART, DatedList, PublicationView, Ref, view_beside, view_cut
from sphinx_folio.model import Place, Query
from sphinx_folio.nodes import screen_only
from sphinx_folio.render import (
    DatedEntries,
    line,
    make_last_parts,
    page_title,
    render_cards,
    render_publications,
)
from sphinx_folio.shared import _

from .made_pages import made_page
from .navigation import words_of_title


def list_pages(
    app: Sphinx, domain: FolioDomain, stale: Container[str]
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, context and template of each page whose name is in *stale*."""
    for place, pages in domain.site.pages.items():
        for pagename in pages:
            if pagename in stale:
                query = domain.facts(place[0]).listings[place[1]]
                title = page_title(domain, place, pages[pagename])
                content = _content(domain, place, pagename, query)
                section = nodes.section('', nodes.title('', title), *content, ids=['list'])
                yield made_page(app, pagename, title, section, place[0])


def _content(domain: FolioDomain, place: Place, pagename: str, query: Query) -> list[nodes.Node]:
    view = view_cut(query, domain.site, place, pagename)
    parts = make_last_parts(domain, pagename)
    cut = domain.site.pages[place][pagename]
    title = words_of_title(domain.env.titles[place[0]]) or place[0]
    back = parts.link(Ref('page', place[0], place[0], title), _('Back to %s') % title)
    others, same = view_beside(domain.site, place, pagename)
    chips = [
        screen_only('', *line('folio-list-footer', back), classes=['no-search']),
        *parts.page_chips(others, current=cut.label),
        *parts.page_chips(same, current=f'{PART}{cut.part}'),
    ]
    if isinstance(view, PublicationView):
        return [*chips, *render_publications(domain, parts, view, query.style or 'list')]
    if isinstance(view, DatedList):
        of_years = replace(query, group_by='' if query.group_by == 'year' else query.group_by)
        return [*chips, *DatedEntries(view=view, query=of_years, parts=parts).render()]
    return [*chips, *render_cards(view, parts, replace(query, group_by=''))]
