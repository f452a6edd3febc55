"""Around a web page: navigation, head, policy, formulas, search, pages without a source."""

from sphinx.application import Sphinx

from .blocked import blocked_problems, find_blocked
from .csp import is_policy, setup_content_policy
from .head import setup_head, shown_in_head
from .list_pages import list_pages
from .mathml import RENDERER, find_unset, setup_math_markup
from .navigation import Navigation, setup_navigation
from .not_found import not_found_output, setup_not_found
from .one_page import setup_one_page
from .preview_image import check_preview_image, setup_preview_image
from .publication_pages import publication_pages
from .search import index_made_pages, setup_search
from .site_builder import SiteBuilder, setup_site_builders
from .site_defaults import setup_site_defaults
from .translations import setup_translations, translations_flaw

__all__ = [
    'RENDERER', 'Navigation', 'SiteBuilder', 'blocked_problems', 'check_preview_image',
    'find_blocked', 'find_unset', 'index_made_pages', 'is_policy', 'list_pages',
    'not_found_output', 'publication_pages', 'setup', 'shown_in_head', 'translations_flaw',
]  # fmt: skip


def setup(app: Sphinx, navigation: Navigation) -> None:
    """Register all that stands around the text of a page.

    :param navigation: what the build begins anew each time.
    """
    setup_site_builders(app)
    setup_math_markup(app)
    setup_content_policy(app)
    setup_navigation(app, navigation)
    setup_search(app)
    setup_not_found(app)
    setup_site_defaults(app)
    setup_preview_image(app)
    setup_head(app, navigation)
    setup_translations(app)
    setup_one_page(app)
