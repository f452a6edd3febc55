"""The pages of a built website that are each about one publication.

They have no source, and are made from the entries and the graph, as the lists are.
"""

from collections.abc import Container, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import view_publication
from sphinx_folio.render import make_last_parts, render_publication_page

from .made_pages import made_page


def publication_pages(
    app: Sphinx, domain: FolioDomain, stale: Container[str]
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, context and template of each page whose name is in *stale*."""
    full_list = domain.site.full_list
    for pagename, key in domain.site.paged.items():
        if pagename in stale:
            view = view_publication(domain.site, key)
            content = render_publication_page(domain, make_last_parts(domain, pagename), view)
            section = nodes.section('', *content, ids=['publication'])
            yield made_page(
                app,
                pagename,
                view.item.publication.title,
                section,
                full_list.docname if full_list else '',
            )
