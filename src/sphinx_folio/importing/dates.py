"""Dates of a source as Folio writes them. Pure."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from sphinx_folio.model import ContentError, Period

_TIME = re.compile(r'(\d{4}-\d{1,2}-\d{1,2})(?:[T ]\d.*)')
_YEAR = re.compile(r'(?<!\d)(?:1[89]|20|21)\d\d(?!\d)')
_PRESENT = re.compile(r'present|now|current|today|ongoing', re.IGNORECASE)
_FORMS = '2024, 2024-03 or 2024-03-15'
_DASHES = re.compile(r'\s*[-–—―−]{2,}\s*|\s*[–—―−]\s*')
#: What programs write for a day that they do not know.
_NO_DAY = re.compile(r'(?:0{4}|0001|1970)-01-01')
#: What may stand before a date that ends a line of a CV.
_EDGE = re.compile(r'(?:^|(?<=[\s,(·|;:*_\[]))(?=[^\s,(·|;:*_\[])')
_AROUND = ' \t\n,;:·|()[]*_–—-'
_AROUND_BEHIND = ' \t\n,;:·|([–—-'


class Moment(NamedTuple):
    """A date or a period as Folio reads it, and what was lost on the way."""

    text: str  #: Empty where there is none.
    flaw: str = ''  #: What of it is not carried over, or why nothing is.


def read_moment(value: Any) -> Moment:
    """Return a date or period of any form; of one that is none, the year that it names."""
    text = _day_of(value)
    return _moment(text) if text else Moment('')


def _day_of(value: Any) -> str:
    """Return a value as text, a time as its day."""
    text = '' if value is None or isinstance(value, bool) else ' '.join(str(value).split())
    text = text.strip(' ,.')[:200]
    match = _TIME.fullmatch(text)
    return match[1] if match else text


@lru_cache(maxsize=4096)
def _moment(text: str) -> Moment:
    if _NO_DAY.match(text):
        return Moment('', f'"{text}" stands for a day that nobody knows')
    if found := _written(text):
        return Moment(found)
    years = list(dict.fromkeys(_YEAR.findall(text)))
    if not years:
        return Moment('', f'"{text}" is no date; write {_FORMS}')
    kept = f'{years[0]} to {years[1]}' if len(years) == 2 and years[0] < years[1] else years[-1]
    return Moment(kept, f'of "{text}" only {kept} is kept')


def read_day(file_name: str) -> str:
    """Return the date that the name of a file begins with, or nothing."""
    match = re.match(r'(\d{4}-\d{1,2}-\d{1,2})(?!\d)', file_name)
    return _written(match[1]) if match else ''


def read_range(start: Any, end: Any, *, is_open: bool = True) -> Moment:
    """Return the period between two values.

    :param is_open: whether a period without an end goes on; otherwise it is one date.
    """
    first, last = (_day_of(value) for value in (start, end))
    if _PRESENT.fullmatch(last):
        last, is_open = '', True
    if first and last:
        return read_moment(first if first == last else f'{first} to {last}')
    if last:
        return read_moment(f'until {last}')
    return read_moment(f'{first} to present' if first and is_open else first)


@lru_cache(maxsize=4096)
def _written(text: str) -> str:
    """Return a text as Folio writes what it says; nothing, if that is no date."""
    forms = dict.fromkeys((text, _DASHES.sub(' – ', text), re.sub(r'\.(?=\s)', '', text)))
    forms[_DASHES.sub(' – ', re.sub(r'\.(?=\s)', '', text))] = None
    if re.fullmatch(r'(?:19|20)\d\d(?:\s*,\s*(?:19|20)\d\d)+', text):
        forms = dict.fromkeys((', '.join(sorted(re.findall(r'\d{4}', text))),))
    for form in forms:
        try:
            period = Period.parse(form)
        except ContentError:
            continue
        ends = (period.start, period.end)
        if all(end is None or 1000 < end.year < 2200 for end in ends):
            return period.written()
    return ''


def split_date(text: str) -> tuple[str, str]:
    """Return a line of a CV without its date, and the date; it stands last, first, or between.

    >>> split_date('M.Sc. in Physics, Examplia University, 2020 - 2022')
    ('M.Sc. in Physics, Examplia University', '2020 to 2022')
    """
    if not _YEAR.search(text):
        return text.strip(), ''
    text = re.sub(r'(?<=\d)\s*\.\s*$', '', text)
    start = max(len(text) - 80, 0)
    for edge in _EDGE.finditer(text, start):
        if found := _written(text[edge.start() :].strip(_AROUND.replace('–', '').replace('-', ''))):
            return _balanced(text[: edge.start()].rstrip(_AROUND_BEHIND)), found
    for sign in reversed([*re.finditer(r'\s*[:,;|]\s+|\s+[–—-]\s+|\s{2,}|\)\s+', text[:60])]):
        if found := _written(text[: sign.start()].strip(_AROUND)):
            return _balanced(text[sign.end() :].strip()), found
    parts = re.split(r'(\s*[,;|·()]\s*)', text[:400])
    for place in range(len(parts) - 1, -1, -2):
        if _YEAR.search(parts[place]) and (found := _written(parts[place].strip(_AROUND))):
            before, after = ''.join(parts[: max(place - 1, 0)]), ''.join(parts[place + 1 :])
            rest = f'{before.rstrip(_AROUND)}, {after.strip(_AROUND)}'.strip(' ,')
            return _balanced(rest + text[400:]), found
    return text.strip(), ''


def _balanced(text: str) -> str:
    """Return a text without the half of emphasis that a date has left behind."""
    for sign in ('**', '*', '_'):
        if text.count(sign) % 2 and text.endswith(sign):
            text = text.removesuffix(sign).rstrip(_AROUND_BEHIND)
        elif text.count(sign) % 2 and text.startswith(sign):
            text = text.removeprefix(sign).lstrip(_AROUND)
    return text
