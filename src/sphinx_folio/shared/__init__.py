"""What everything that knows Sphinx shares: words in languages, warnings, addresses."""

from .catalogues import load_words
from .events import STAND_BY
from .i18n import (
    CATALOG,
    _,
    counted,
    is_language,
    is_right_to_left,
    language_name,
    localised_date,
    localised_number,
)
from .reporting import WARNING_TYPE, report, warn, warn_missing_page
from .settings import is_given, is_markdown
from .website import (
    CALENDAR,
    CALENDAR_TYPE,
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
    is_data,
    is_for_browsers,
    is_website,
    name_by,
    site_address,
    site_name,
)
from .without import PARTS, STAND_INS, has

__all__ = [
    'CALENDAR', 'CALENDAR_TYPE', 'CATALOG', 'DOWNLOADS', 'FEED', 'FEED_TYPE', 'NOT_FOUND_FILE',
    'NOT_FOUND_PAGE', 'NO_TITLE', 'PARTS', 'PORTFOLIO', 'STAND_BY', 'STAND_INS', 'WARNING_TYPE',
    'Addresses', 'Output', '_',
    'assets_of', 'counted', 'files_below', 'fingerprint_of_file', 'given_name', 'has',
    'html_builder', 'is_data', 'is_for_browsers', 'is_given', 'is_language', 'is_markdown',
    'is_right_to_left', 'is_website', 'language_name', 'load_words', 'localised_date',
    'localised_number', 'name_by', 'report', 'site_address', 'site_name', 'warn', 'warn_missing_page',
]  # fmt: skip
