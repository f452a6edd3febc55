"""The pages of a built website that a long list is cut into.

They have no source, and are made from the list's own query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import new_document
from sphinx.util.osutil import relative_uri

from sphinx_folio.graph import PublicationView, view_cut, view_pages
from sphinx_folio.render import make_parts, page_title, render_cards, render_publications
from sphinx_folio.shared import html_builder

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.model import Place


def list_pages(
    app: Sphinx, domain: FolioDomain, stale: Container[str]
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, context and template of each page whose name is in *stale*."""
    for place, pages in domain.site.pages.items():
        for pagename in pages:
            if pagename in stale:
                yield pagename, _context(app, domain, place, pagename), 'page.html'


def _context(app: Sphinx, domain: FolioDomain, place: Place, pagename: str) -> dict[str, Any]:
    builder = html_builder(app)
    _turn_to(builder, pagename)
    docname = place[0]
    cut = domain.site.pages[place][pagename]
    title = page_title(domain.facts(docname).listings[place[1]].kind, cut.label)
    document = _document(domain, place, pagename, title)
    builder.post_process_images(document)
    parent = {
        'title': app.env.titles[docname].astext(),
        'link': builder.get_relative_uri(pagename, docname),
    }
    body = builder.render_partial(document.children[0])['fragment']
    return {'title': title, 'body': body, 'parents': [parent]}


def _turn_to(builder: StandaloneHTMLBuilder, pagename: str) -> None:
    """Tell the builder what it knows of each document that it writes."""
    here = builder.get_target_uri(pagename)
    builder.current_docname = pagename
    builder.secnumbers, builder.fignumbers = {}, {}
    builder.imgpath = relative_uri(here, builder.imagedir)
    builder.dlpath = relative_uri(here, '_downloads')


def _document(domain: FolioDomain, place: Place, pagename: str, title: str) -> nodes.document:
    """Return the doctree of one page."""
    document = new_document(pagename)
    document.settings.env = domain.env
    query = domain.facts(place[0]).listings[place[1]]
    view = view_cut(query, domain.site, place, pagename)
    parts = make_parts(domain, pagename)
    around = (ref._replace(detail='') for ref in view_pages(domain.site, place))
    content: list[nodes.Node] = parts.page_chips(around)
    if isinstance(view, PublicationView):
        content += render_publications(domain, parts, view)
    else:
        content += render_cards(view, parts, query)
    document += nodes.section('', nodes.title('', title), *content, ids=['list'])
    return document
