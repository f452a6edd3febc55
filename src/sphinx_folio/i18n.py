"""Strings and dates in the language of the site."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from .dates import PartialDate

#: Message catalogue of the interface strings.
CATALOG = 'sphinx_folio'

_ = get_translation(CATALOG)


def localised_date(moment: PartialDate, language: str, *, brief: bool = False) -> str:
    """Return *moment* as precisely as it is known, such as "November 2025".

    :param language: the ``language`` of ``conf.py``; an unknown one reads as English.
    :param brief: whether the month is abbreviated, as in "Nov 2025".
    """
    locale = _locale(language)
    if not moment.month:
        return str(moment.year)
    day = date(moment.year, moment.month, moment.day or 1)
    if moment.day:
        return str(format_date(day, 'medium' if brief else 'long', locale=locale))
    return str(format_skeleton('yMMM' if brief else 'yMMMM', day, locale=locale))


def language_name(language: str) -> str:
    """Return what a language calls itself; an unknown one reads as English."""
    return _locale(language).display_name or ''


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language or 'en')
    except (UnknownLocaleError, ValueError):
        return Locale('en')
