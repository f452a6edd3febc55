"""Wire the extension together, in the order that data flows."""

from pathlib import Path

from docutils.nodes import Element
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Domain
from sphinx.util import docname_join

from .build import setup as setup_build
from .config import STATIC, setup_config
from .diagrams import setup as setup_diagrams
from .domains import FolioDomain
from .domains import setup as setup_domains
from .html import Navigation
from .html import setup as setup_html
from .latex import setup as setup_latex
from .nodes import setup as setup_nodes
from .reading import setup as setup_reading
from .render import setup as setup_render
from .shared import is_given, is_right_to_left, load_words, warn_missing_page

_HERE = Path(__file__).parent


def add_files(app: Sphinx, config: Config) -> None:
    """Let HTML builders copy the style sheets and find templates behind the site's own.

    LaTeX builders copy the classes and styles, and ``latex_documents`` may name the themes
    ``foliocv`` and ``foliobook``.
    """
    config.html_static_path = [*config.html_static_path, str(STATIC)]
    config.templates_path = [*config.templates_path, str(_HERE / 'templates')]
    if is_right_to_left(config.language):
        app.add_css_file('folio-rtl.css')
    styles = sorted(map(str, (_HERE / 'texinputs').glob('*.*')))
    config.latex_additional_files = [*config.latex_additional_files, *styles]
    config.latex_theme_path = [*config.latex_theme_path, str(_HERE / 'texinputs')]


def is_reported(app: Sphinx, domain: Domain | None, node: Element) -> bool | None:
    """Keep Sphinx from telling again of an object that `update` has told of.

    Of a page that is missing, tell which file to write.
    """
    if node.get('refdomain') == 'std' and node.get('reftype') == 'doc':
        warn_missing_page(docname_join(node['refdoc'], node['reftarget']), location=node)
        return True
    return True if node.get('refdomain') == FolioDomain.name else None


def setup_folio(app: Sphinx, collector: tuple[int, int, int]) -> None:
    """Set up the extensions that Folio builds on, then its own parts.

    :param collector: how often Python's collector looks without us.
    """
    # MyST-NB reads Markdown too, and cannot be set up behind MyST-Parser
    markdown = 'myst_nb' if 'myst_nb' in app.config.extensions else 'myst_parser'
    for extension in (markdown, 'sphinx_design', 'sphinxcontrib.bibtex'):
        app.setup_extension(extension)
    load_words(app)
    if is_given(app.config, 'intersphinx_mapping'):
        app.setup_extension('sphinx.ext.intersphinx')
    setup_config(app)
    setup_domains(app)
    setup_reading(app)
    setup_nodes(app)
    navigation = Navigation()
    setup_build(app, navigation, collector)
    setup_render(app)
    setup_diagrams(app)
    setup_latex(app)
    setup_html(app, navigation)
    app.connect('config-inited', add_files)
    app.add_latex_package('folio')
    app.connect('warn-missing-reference', is_reported)
    app.add_css_file('folio.css', priority=600)  # after sphinx-design's, before the site's own
    app.add_js_file('folio.js', loading_method='defer')
