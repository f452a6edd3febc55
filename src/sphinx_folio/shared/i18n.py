"""Strings and dates in the language of the site."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from sphinx.locale import get_translation, get_translator

from sphinx_folio.model import PartialDate

#: Message catalogue of the interface strings.
CATALOG = 'sphinx_folio'

_ = get_translation(CATALOG)


def counted(one: str, many: str, count: int) -> str:
    """Return how many there are in words, in the plural that the language has for *count*.

    :param one: the English text for one, and *many* for any other number, as ``%d people``.
    """
    text = get_translator(CATALOG).ngettext(one, many, count)
    return text % count if '%d' in text else text


def localised_date(moment: PartialDate, language: str, *, brief: bool = False) -> str:
    """Return *moment* as precisely as it is known, such as "November 2025" or "Autumn 2025".

    :param language: the ``language`` of ``conf.py``; an unknown one reads as English.
    :param brief: whether the month is abbreviated, as in "Nov 2025".
    """
    locale = _locale(language)
    if moment.term:
        return _term_name(moment)
    if not moment.month:
        return str(moment.year)
    day = date(moment.year, moment.month, moment.day or 1)
    if moment.day:
        return str(format_date(day, 'medium' if brief else 'long', locale=locale))
    return str(format_skeleton('yMMM' if brief else 'yMMMM', day, locale=locale))


def _term_name(moment: PartialDate) -> str:
    """Return a term and its year in words; a winter term ends in the next year."""
    names = {
        'spring': _('Spring %s'),
        'summer': _('Summer %s'),
        'autumn': _('Autumn %s'),
        'winter': _('Winter %s'),
        'summer-term': _('Summer term %s'),
        'winter-term': _('Winter term %s'),
        'q1': _('Q1 %s'),
        'q2': _('Q2 %s'),
        'q3': _('Q3 %s'),
        'q4': _('Q4 %s'),
    }
    is_winter = moment.term == 'winter-term'
    year = f'{moment.year}/{(moment.year + 1) % 100:02}' if is_winter else f'{moment.year}'
    return str(names[moment.term] % year)


def localised_number(number: int, language: str) -> str:
    """Return a number with its thousands set apart, as the language does."""
    return str(format_decimal(number, locale=_locale(language)))


def language_name(language: str) -> str:
    """Return what a language calls itself; an unknown one reads as English."""
    return _locale(language).display_name or ''


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language or 'en')
    except (UnknownLocaleError, ValueError):
        return Locale('en')
