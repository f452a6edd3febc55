"""Strings and dates in the language of the site."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from sphinx.locale import get_translation, get_translator, is_translator_registered

from sphinx_folio.model import PartialDate

#: Message catalogue of the interface strings.
CATALOG = 'sphinx_folio'

_ = get_translation(CATALOG)


def counted(one: str, many: str, count: int) -> str:
    """Return how many there are in words, in the plural that the language has for *count*.

    :param one: the English text for one, and *many* for any other number, as
        ``%(count)d people``. The number has a name so that a language may leave it out, where
        it has a form of the word for one or two.
    """
    return get_translator(CATALOG).ngettext(one, many, count) % {'count': count}


def localised_date(moment: PartialDate, language: str, *, brief: bool = False) -> str:
    """Return *moment* as precisely as it is known, such as "November 2025" or "Autumn 2025".

    :param language: the ``language`` of ``conf.py``; one that has no words here reads as English.
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
    return parse_language(language).display_name or ''


def is_right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return bool(parse_language(language).text_direction == 'rtl')


def is_language(code: str) -> bool:
    """Tell whether Babel knows a language by a code, such as ``pt_BR``."""
    try:
        return bool(Locale.parse(code.replace('-', '_')))
    except (UnknownLocaleError, ValueError):
        return False


def parse_language(language: str) -> Locale:
    """Return what Babel knows of a language; an unknown one reads as English."""
    try:
        return Locale.parse((language or 'en').replace('-', '_'))
    except (UnknownLocaleError, ValueError):
        return Locale('en')


def _locale(language: str) -> Locale:
    """Return the locale of the words that a date stands among.

    They are English where the language of the site has no catalogue. Its own form of the
    language of the words is kept, such as Austrian German. Without a site, it is *language*.
    """
    wanted = parse_language(language)
    if not is_translator_registered(CATALOG):
        return wanted
    said = get_translator(CATALOG).info()
    words = parse_language(said.get('language', language) if said else 'en')
    return wanted if wanted.language == words.language else words
