"""Words that people write dates with: months, terms, ends that are open or expected. Pure."""

import re
from functools import cache

from babel.dates import get_month_names

#: Languages in which people name months, English first.
_LANGUAGES = (
    'en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'ru', 'uk', 'sv', 'da', 'tr',
)  # fmt: skip
_MONTHS_AS_TYPED = {'sept': 9, 'maerz': 3, 'janv': 1, 'févr': 2, 'juil': 7}

#: Parts of a year that have a name, with the month in which each begins; the winter of a year is
#: that of its January, and the winter term of a year ends in the next.
TERMS = {
    'spring': 3, 'summer': 6, 'autumn': 9, 'winter': 1, 'summer-term': 4, 'winter-term': 10,
    'q1': 1, 'q2': 4, 'q3': 7, 'q4': 10,
}  # fmt: skip
_TERM_WORDS = {
    'summer-term': r'summer (?:term|semester)|sommersemester|sose|ss|夏季?[学學]期|летний семестр|여름 학기'
    r'|semestre (?:d[’\']été|de verano|estivo|de verão)',
    'winter-term': r'winter (?:term|semester)|wintersemester|wise|ws|冬季?[学學]期|зимний семестр|겨울 학기'
    r'|semestre (?:d[’\']hiver|de invierno|invernale|de inverno)',
    'spring': r'spring(?: (?:term|semester|quarter))?|frühling|frühjahrs?(?:semester)?|fs|printemps|primavera'
    r'|весна|봄|春(?:季(?:学期)?|天|学期)?',
    'summer': r'summer(?: quarter)?|sommer|été|verano|estate|verão|лето|여름|夏(?:季|天)?',
    'autumn': r'(?:autumn|fall)(?: (?:term|semester|quarter))?|herbst(?:semester)?|hs|automne|otoño|autunno'
    r'|outono|осень|가을|秋(?:季(?:学期)?|天|学期)?',
    'winter': r'winter(?: quarter)?|hiver|invierno|inverno|зима|겨울|冬(?:季|天)?',
    **{
        f'q{number}': rf'q{number}|第[{number}{han}](?:季度?|四半期)|{number}분기|{number}-й квартал'
        rf'|{number}(?:\.?(?:er|e|o))?\.? (?:trimestre|quartal)'
        for number, han in enumerate('一二三四', 1)
    },
}
#: One term, under its name.
TERM = '|'.join(f'(?P<{name.replace("-", "_")}>{words})' for name, words in _TERM_WORDS.items())

#: What stands for the end of what goes on.
PRESENT = (
    r'(?:until |till |up to |bis |to )?(?:(?:the )?present(?: day| time)?|now|today|currently|current|ongoing|to date|date'
    r'|heute|jetzt|laufend|aujourd[’\']hui|présent|en cours|ce jour|actualidad|actualmente|presente'
    r'|oggi|in corso|hoje|atual|heden|obecnie|настоящее время|наст\. время|현재|н\. ?в\.?'
    r'|至今|迄今|今|现在|目前|現在|\.\.)'
)
#: What stands before a beginning, an end, and between the two.
FROM = r'(?:(?:since|from|starting|seit|von|ab|depuis|desde|dal|sinds|od|с|de)\s+|自|从|從)'
FROM_BEHIND = r'\s*(?:起|以来|以來|onwards?)'
UNTIL = r'(?:(?:until|till|up to|to|bis|jusqu[’\']?(?:à|en)|hasta|fino al?:?|até|tot|do|до|по)\s+|至|到)'
BETWEEN = (
    r'\s*(?:–|—|―|~|\.{2,}|→|->|/|至|到)\s*'
    r'|\s+(?:to|until|till|through|thru|bis|à|au|en|al?|hasta|até|tot|do|по|до)\s+'
)
#: What says of a date that it is to come.
EXPECTED = (
    r'\(?(?<!\w)(?:expected|exp\.?|anticipated|planned|voraussichtlich|vorauss\.|geplant|prévue?'
    r'|previst[oa]|expectativa|ожидается)(?: graduation| completion)?(?:\s*:)?(?!\w)\)?|\(?(?:预计|預計|预期|予定|예정)\)?'
)
#: What says of a date that it is not exact.
ABOUT = (
    r'(?:ca\.?|c\.|circa|about|around|approx(?:\.|imately)?|roughly|early|mid|late|beginning of'
    r'|end of|um|anfang|mitte|ende|vers|约|大约)(?:\s+|-|(?<=约)|(?<=\.)|(?<=ca)(?=\d))'
)
#: Words that dates hold in many languages and that say nothing.
FILLERS = frozenset('of the de del di do da le el am im in г р года року год m d'.split())


@cache
def months() -> dict[str, int]:
    """Return the numbers of months by their names, in lower case and without a full stop."""
    named = {
        name.lower().rstrip('.'): number
        for language in _LANGUAGES
        for width in ('wide', 'abbreviated')
        for context in ('format', 'stand-alone')
        for number, name in get_month_names(width, context, language).items()
    }
    return named | _MONTHS_AS_TYPED


def term_of(match: re.Match[str]) -> str:
    """Return the term that a match of `TERM` is; of its groups, one is set."""
    named = ((name.replace('_', '-'), text) for name, text in match.groupdict().items())
    return next(name for name, text in named if text and name in TERMS)
