"""What everything that knows Sphinx shares: words in languages, warnings, addresses."""

from .i18n import CATALOG, _, counted, language_name, localised_date, localised_number
from .reporting import WARNING_TYPE, report, warn, warn_missing_page
from .settings import is_given
from .website import (
    DOWNLOADS,
    FEED,
    FEED_TYPE,
    NO_TITLE,
    NOT_FOUND_FILE,
    NOT_FOUND_PAGE,
    PORTFOLIO,
    Addresses,
    Output,
    assets_of,
    files_below,
    fingerprint_of_file,
    given_name,
    html_builder,
    is_website,
    name_by,
    site_address,
    site_name,
)

__all__ = [
    'CATALOG', 'DOWNLOADS', 'FEED', 'FEED_TYPE', 'NOT_FOUND_FILE', 'NOT_FOUND_PAGE', 'NO_TITLE',
    'PORTFOLIO', 'WARNING_TYPE', 'Addresses', 'Output', '_', 'assets_of', 'counted', 'files_below',
    'fingerprint_of_file', 'given_name', 'html_builder', 'is_given', 'is_website', 'language_name',
    'localised_date', 'localised_number', 'name_by', 'report', 'site_address', 'site_name', 'warn',
    'warn_missing_page',
]  # fmt: skip
