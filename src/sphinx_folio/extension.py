"""Wire the extension together, in the order that data flows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .citations import setup_citations
from .collect import setup_collect
from .config import setup_config
from .directives import setup_directives
from .domain import FolioDomain
from .export import setup_export
from .i18n import CATALOG
from .library import setup_library
from .nodes import setup_nodes
from .timeline import setup_timeline
from .titles import setup_titles
from .transforms import setup_transforms
from .update import setup_update
from .year_pages import setup_year_pages

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.domains import Domain

_HERE = Path(__file__).parent
STYLESHEET = 'folio.css'
SCRIPT = 'folio.js'


def add_static_files(app: Sphinx) -> None:
    """Let HTML builders copy the style sheet."""
    if app.builder.format == 'html':
        paths = [*app.config.html_static_path, str(_HERE / 'static')]
        app.config.html_static_path = paths


def is_reported(app: Sphinx, domain: Domain | None, node: Element) -> bool | None:
    """Keep Sphinx from telling again of an object that `update` has told of."""
    return True if node.get('refdomain') == FolioDomain.name else None


def setup_folio(app: Sphinx) -> None:
    """Set up the extensions that Folio builds on, then its own parts."""
    for extension in ('myst_parser', 'sphinx_design', 'sphinxcontrib.bibtex'):
        app.setup_extension(extension)
    setup_config(app)
    app.add_domain(FolioDomain)
    setup_library(app)
    setup_collect(app)
    setup_titles(app)
    setup_directives(app)
    setup_timeline(app)
    setup_citations(app)
    setup_nodes(app)
    setup_update(app)
    setup_transforms(app)
    setup_year_pages(app)
    setup_export(app)
    app.connect('builder-inited', add_static_files)
    app.connect('warn-missing-reference', is_reported)
    app.add_css_file(STYLESHEET)
    app.add_js_file(SCRIPT, loading_method='defer')
    app.add_message_catalog(CATALOG, str(_HERE / 'locale'))
