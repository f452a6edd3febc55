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


def localised_date(moment: PartialDate, language: str) -> str:
    """Return *moment* as precisely as it is known, such as "November 2025".

    :param language: the ``language`` of ``conf.py``; an unknown one reads as English.
    """
    try:
        locale = Locale.parse(language or 'en')
    except (UnknownLocaleError, ValueError):
        locale = Locale('en')
    if not moment.month:
        return str(moment.year)
    day = date(moment.year, moment.month, moment.day or 1)
    if moment.day:
        return str(format_date(day, 'long', locale=locale))
    return str(format_skeleton('yMMMM', day, locale=locale))
