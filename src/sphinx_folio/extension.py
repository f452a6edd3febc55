"""Wire the extension together, in the order that data flows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from .build import setup_collector, setup_leftovers, setup_update
from .config import setup_config
from .diagrams import (
    setup_chart_nodes,
    setup_drawing_directives,
    setup_drawing_nodes,
    setup_drawings,
    setup_map_nodes,
)
from .domains import CiteDomain, FolioDomain, setup_citations, setup_library
from .exports import setup_site_files
from .html import (
    setup_content_policy,
    setup_favicon,
    setup_list_pages,
    setup_math_markup,
    setup_metadata,
    setup_navigation,
    setup_not_found,
    setup_preview_pictures,
    setup_search_index,
    setup_searchable,
    setup_site_names,
)
from .latex import setup_latex_nodes, setup_latex_transforms, setup_paper_media, setup_pdf_builder
from .nodes import setup_foreign, setup_icons, setup_nodes
from .reading import setup as setup_reading
from .render import setup_tabs, setup_transforms
from .shared import CATALOG

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains import Domain


_HERE = Path(str(files('sphinx_folio')))
STYLESHEET = 'folio.css'
SCRIPT = 'folio.js'


def add_static_files(app: Sphinx, config: Config) -> None:
    """Let HTML builders copy the style sheet, and find templates behind the site's own."""
    config.html_static_path = [*config.html_static_path, str(_HERE / 'static')]
    config.templates_path = [*config.templates_path, str(_HERE / 'templates')]


def add_latex_files(app: Sphinx) -> None:
    """Let LaTeX builders copy the classes and styles, and load the style."""
    if app.builder.format == 'latex':
        files = sorted(map(str, (_HERE / 'texinputs').glob('*.*')))
        app.config.latex_additional_files = [*app.config.latex_additional_files, *files]


def add_latex_themes(app: Sphinx, config: Config) -> None:
    """Let ``latex_documents`` name the themes ``foliocv`` and ``foliobook``."""
    config.latex_theme_path = [*config.latex_theme_path, str(_HERE / 'texinputs')]


def is_reported(app: Sphinx, domain: Domain | None, node: Element) -> bool | None:
    """Keep Sphinx from telling again of an object that `update` has told of."""
    return True if node.get('refdomain') == FolioDomain.name else None


def setup_folio(app: Sphinx) -> None:
    """Set up the extensions that Folio builds on, then its own parts."""
    for extension in ('myst_parser', 'sphinx_design', 'sphinxcontrib.bibtex'):
        app.setup_extension(extension)
    setup_config(app)
    app.add_domain(FolioDomain)
    app.add_domain(CiteDomain, override=True)
    setup_library(app)
    setup_reading(app)
    setup_tabs(app)
    setup_math_markup(app)
    setup_content_policy(app)
    setup_citations(app)
    setup_nodes(app)
    setup_icons(app)
    setup_foreign(app)
    setup_update(app)
    setup_transforms(app)
    setup_drawing_directives(app)
    setup_drawing_nodes(app)
    setup_map_nodes(app)
    setup_chart_nodes(app)
    setup_drawings(app)
    setup_latex_nodes(app)
    setup_paper_media(app)
    setup_latex_transforms(app)
    setup_pdf_builder(app)
    setup_list_pages(app)
    setup_navigation(app)
    setup_leftovers(app)
    setup_collector(app)
    setup_search_index(app)
    setup_searchable(app)
    setup_favicon(app)
    setup_not_found(app)
    setup_site_files(app)
    setup_site_names(app)
    setup_preview_pictures(app)
    setup_metadata(app)
    app.connect('config-inited', add_static_files)
    app.connect('builder-inited', add_latex_files)
    app.connect('config-inited', add_latex_themes)
    app.add_latex_package('folio')
    app.connect('warn-missing-reference', is_reported)
    app.add_css_file(STYLESHEET)
    app.add_js_file(SCRIPT, loading_method='defer')
    app.add_message_catalog(CATALOG, str(_HERE / 'locale'))
