"""Around a web page: navigation, head, policy, formulas, search, pages of long lists, 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .csp import is_policy, setup_content_policy
from .head import add_links, setup_metadata, shown_in_head
from .list_pages import list_pages
from .mathml import RENDERER, find_unset, setup_math_markup
from .navigation import Navigation, setup_navigation
from .not_found import not_found_output, setup_not_found
from .preview_image import check_preview_image, setup_preview_image
from .search import setup_search_index, setup_searchable, tidy_search_index
from .site_defaults import setup_favicon, setup_site_names

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    'RENDERER',
    'Navigation',
    'add_links',
    'check_preview_image',
    'find_unset',
    'is_policy',
    'list_pages',
    'not_found_output',
    'setup',
    'setup_content_policy',
    'setup_favicon',
    'setup_math_markup',
    'setup_metadata',
    'setup_navigation',
    'setup_not_found',
    'setup_preview_image',
    'setup_search_index',
    'setup_searchable',
    'setup_site_names',
    'shown_in_head',
    'tidy_search_index',
]


def setup(app: Sphinx) -> None:
    """Register all that stands around the text of a page, and what is beside the pages."""
    setup_math_markup(app)
    setup_content_policy(app)
    setup_navigation(app)
    setup_search_index(app)
    setup_searchable(app)
    setup_favicon(app)
    setup_not_found(app)
    setup_site_names(app)
    setup_preview_image(app)
    setup_metadata(app)
