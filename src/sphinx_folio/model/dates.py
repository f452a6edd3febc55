"""Dates as people know them: a year, a term, a month or a day, and periods of them. Pure.

What is read is all that has one meaning; the rest is answered with what to write.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from itertools import takewhile
from typing import NamedTuple, Self

from .date_words import (
    ABOUT,
    BETWEEN,
    EXPECTED,
    FILLERS,
    FROM,
    FROM_BEHIND,
    PRESENT,
    TERM,
    TERMS,
    UNTIL,
    months,
    term_of,
)
from .problems import ContentError, Subtype

_WANTED = 'write 2025, 2025-11 or 2025-11-10'
_WANTED_PERIOD = 'write "2022-06 to 2023-04", "2024-07 to present" or one date'
_error = partial(ContentError, subtype=Subtype.DATE)

#: Longer texts are no date; each of their parts would be tried with each other.
_LONGEST = 120


class PartialDate(NamedTuple):
    """A date that may stop at the year, the term or the month (ISO 8601 reduced precision)."""

    year: int
    month: int = 0  #: 1 to 12, or 0 where only the year is known; of a term, its first.
    day: int = 0  #: 1 to 31, or 0 where the day is not known.
    term: str = ''  #: One of `date_words.TERMS`, or empty.

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read a date in any form that has one meaning.

        :raises ContentError: with a message that says which date to write.
        """
        text = str(value).strip()
        readings = set() if isinstance(value, bool | float) else _dates(_plain(text))
        if len(readings) == 1:
            return cls(*readings.pop())
        if readings:
            raise _ambiguous(text, readings)
        if (reason := _impossible(_plain(text))) and not _periods(_plain(text)):
            raise _error(f'"{text}" is an impossible date ({reason})', _WANTED)
        raise _error(f'"{text}" is no date', _instead_of_date(value))

    def isoformat(self) -> str:
        """Return the date as a valid value of HTML's ``<time datetime>``; of a term, its year."""
        known = () if self.term else self[1:3]
        return f'{self.year:04}' + ''.join(f'-{part:02}' for part in known if part)

    def written(self) -> str:
        """Return the date as an author may write it."""
        if self.term == 'winter-term':
            return f'Winter term {self.year:04}/{(self.year + 1) % 100:02}'
        term = self.term.replace('-', ' ').capitalize()
        return f'{term} {self.year:04}' if term else self.isoformat()


class Period(NamedTuple):
    """A span of time; ``end`` is None for an open one, equal to ``start`` for a date."""

    start: PartialDate | None  #: None where only the end is known.
    end: PartialDate | None
    expected: bool = False  #: Whether the end is still to come.
    #: The periods that it is made of, where there are several; it begins with the first of them.
    parts: 'tuple[Period, ...]' = ()

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read a period, or several, in any form that has one meaning.

        :param value: a text, a number, or a list of them.
        :raises ContentError: for what is no period, or one that ends before it begins.
        """
        items = value if isinstance(value, list) else [value]
        text = ', '.join(str(item).strip() for item in items)
        wrong = any(isinstance(item, bool | float) for item in items)
        readings = set() if wrong else _periods(_plain(text))
        right = set() if wrong else _right_periods(_plain(text))
        if len(right) == 1:
            return cls(*right.pop())
        if right:
            raise _ambiguous(text, right)
        if readings:
            hint = f'did you mean "{_turned(next(iter(readings)), text).written()}"?'
            raise _error(f'the period "{text}" ends before it begins', hint)
        for part in (_plain(text), *re.split(BETWEEN, _plain(text))):
            if reason := _impossible(part):
                raise _error(f'"{part}" is an impossible date ({reason})', _WANTED_PERIOD)
        raise _error(
            f'"{text}" is no period', _without_about(text, _right_periods) or _WANTED_PERIOD
        )

    def written(self) -> str:
        """Return the period as an author may write it."""
        if self.parts:
            return ', '.join(part.written() for part in self.parts)
        start, end = self.start and self.start.written(), self.end and self.end.written()
        if start == end:
            text = start or ''
        elif not start:
            text = f'until {end}'
        else:
            text = f'{start} to {end or "present"}'
        return f'{text} (expected)' if self.expected else text


def is_before(first: PartialDate, second: PartialDate) -> bool:
    """Compare as far as both dates are known: 2022 is not before 2022-06."""
    terms = {first.term, second.term} - {''}
    if terms and ('' in {first.term, second.term} or 'winter' in terms):
        return first.year < second.year  # where a term begins is not known to the month
    known = takewhile(all, zip(first[:3], second[:3], strict=True))
    return next((one < other for one, other in known if one != other), False)


class _Parts(NamedTuple):
    """What a text says of a date, and None of what it does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    term: str = ''


#: Numbers that are a date by the order in which they stand; the groups are y, m and d.
_ISO = re.compile(
    r'(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?(?:t[\d:.]+(?:z|[+-][\d:]+)?)?'
)
_NUMBERS = [
    re.compile(pattern)
    for pattern in (
        r'(?P<y>\d{4})(?P<sign>[./])\s?(?P<m>\d{1,2})(?:(?P=sign)\s?(?P<d>\d{1,2})\.?)?',
        r'(?P<y>\d{4})–(?P<m>\d\d)',
        r'(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)',
        r'(?P<m>\d{1,2})\s?[-./]\s?(?P<y>\d{4})',
        r'(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})?',
        r'(?P<d>\d{1,2})(?P<sign>[-/])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4})',
        r'(?P<m>\d{1,2})(?P<sign>[-/])(?P<d>\d{1,2})(?P=sign)(?P<y>\d{4})',
        r'(?P<y>\d{4})\s?[年년](?:\s?(?P<m>\d{1,2})\s?[月월](?:\s?(?P<d>\d{1,2})\s?[日号號일])?)?',
        r'(?P<m>\d{1,2})\s?[月월](?:\s?(?P<d>\d{1,2})\s?[日号號일])?',
        r'(?P<d>\d{1,2}),?\s(?P<y>\d{4})',
        r'(?P<d>\d{1,2})\s?[日号號일.]?',
    )
]
_TERM = re.compile(
    rf'(?:{TERM})(?:,?\s*(?:(?:of|de)\s+)?(?P<y>\d{{4}}|(?<=[a-z])\s*\d\d)'
    r'(?:\s*[-–/]\s*(?P<next>\d{4}|\d\d))?(?:\s*г\.?)?)?'
)
_TERM_BEHIND = re.compile(
    rf'(?P<y>\d{{4}})(?:\s*[-–/]\s*(?P<next>\d{{4}}|\d\d))?[\s年度년/-]*(?:{TERM})'
)
_WORDS = re.compile(r'[^\W\d_]+|\d+')
_APART = re.compile(r'(?:[^\W_]|[\s.,\'’/()]|(?<=\w)-(?=\w))+')
_YEARS = re.compile(
    r'(?:ay|academic year|studienjahr)?\s*(\d{4})\s*[-–/]\s*(\d{4}|\d\d)\s*(?:学年度?|academic year)?'
)

_MANY_YEARS = re.compile(r'(\d{4})/(\d{4}|\d\d)\s*(?:[–—-]|to|bis)\s*(\d{4})/(\d{4}|\d\d)')


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """Return a text in lower case, with one sign for each kind of dash and space."""
    plain = unicodedata.normalize('NFKC', text).casefold()
    plain = ' '.join(plain.split()).translate({ord(sign): '-' for sign in '‐‑‒−'})
    plain = re.sub(r'-{2,3}', '–', plain)
    plain = re.sub(r'\s-\s?|\s?-\s|^-|-$', ' – ', plain).strip()
    return re.sub(r'(?<=\d)(?:st|nd|rd|th|er|º|ª)\b', '', plain)


def _parts(text: str) -> Iterator[_Parts]:
    """Yield each reading of a plain text as a date, which may lack its year."""
    text = re.sub(r'^(?:in|im)\s+|^(?:in )?the\s+', '', text.strip(' ,'))
    if match := _ISO.fullmatch(text):
        yield _of(match)
        return
    for match in (pattern.fullmatch(text) for pattern in _NUMBERS):
        if match:
            yield _of(match)
    for match in (pattern.fullmatch(text) for pattern in (_TERM, _TERM_BEHIND)):
        if match and (found := _of_term(match)):
            yield found
            return
    if found := _of_words(text):
        yield found


def _of(match: re.Match[str]) -> _Parts:
    named = match.groupdict()
    return _Parts._make([*(int(named[name]) if named.get(name) else None for name in 'ymd'), ''])


def _of_term(match: re.Match[str]) -> _Parts | None:
    """Return a term of a year; one of two years is that of a winter."""
    term, year = term_of(match), int(match['y']) if match['y'] else None
    if year is not None and year < 100:
        if term not in {'winter-term', 'summer-term'}:
            return None
        year += 1900 if year > 60 else 2000
    if year is not None and match['next']:
        term = 'winter-term' if term == 'winter' else term
        if term != 'winter-term' or (year + 1) % 100 != int(match['next']) % 100:
            return None
    return _Parts(year, TERMS[term], term=term)


def _of_words(text: str) -> _Parts | None:
    """Return a date that names its month, in any order."""
    if not _APART.fullmatch(text):
        return None
    found: dict[str, int] = {}
    for word in _WORDS.findall(text):
        if word.isdecimal():
            name, number = ('year' if len(word) == 4 else 'day'), int(word)
            if len(word) not in {1, 2, 4}:
                return None
        elif number := months().get(word, 0):
            name = 'month'
        elif word in FILLERS:
            continue
        else:
            return None
        if name in found:
            return None
        found[name] = number
    if 'month' not in found:
        return None
    return _Parts(found.get('year'), found['month'], found.get('day'))


def _dates(text: str) -> set[PartialDate]:
    """Return each reading of a plain text as a date."""
    found = (_made(parts) for parts in _parts(text)) if len(text) <= _LONGEST else ()
    return {moment for moment in found if moment}


def _made(parts: _Parts) -> PartialDate | None:
    if parts.year is None or _flaw(parts):
        return None
    return PartialDate(parts.year, parts.month or 0, parts.day or 0, parts.term)


def _flaw(parts: _Parts) -> str:
    """Return why there is no such day."""
    if parts.month is None and parts.day is not None:
        return 'it has no month'
    first = (1 if part is None else part for part in parts[:3])
    try:
        date(*first)
    except ValueError as error:
        return str(error)
    return ''


def _impossible(text: str) -> str:
    """Return why a text that is meant as a date is none; nothing, if it is not meant so."""
    meant = (parts for parts in _parts(text) if parts.year is not None)
    flaws = [_flaw(parts) for parts in meant if parts.month is not None or parts.day is None]
    return flaws[0] if flaws and all(flaws) else ''


def _periods(text: str) -> set[Period]:
    """Return each reading of a plain text as a period, or as several."""
    return (_one_period(text) or _several(text)) if len(text) <= _LONGEST else set()


def _one_period(text: str) -> set[Period]:
    """Return each reading of a plain text as one period, which may end in times to come."""
    bare = re.sub(EXPECTED, ' ', text).strip(' ,')
    is_expected = bare != text.strip(' ,')
    if is_expected:
        bare = re.sub('[()]', ' ', bare)
        bare = re.sub(rf'(?<!\w)(?:{PRESENT})\s*,?\s*(?=\S)', ' – ', bare)
        bare = re.sub(r'–(?:\s*–)+', '–', bare)
    found = set(_spans(' '.join(bare.split())))
    if is_expected:
        return {
            Period(period.start or period.end, period.end, expected=True)
            for period in found
            if period.end
        }
    return found


def _several(text: str) -> set[Period]:
    """Return the reading of periods that stand in a list; one may have the year of the next."""
    signs = ';' if ';' in text else r'[,、]|\s(?:and|und|et|y|e)\s|&|和|及'
    items = [item.strip() for item in re.split(signs, text)]
    parts: list[Period] = []
    for item in reversed(items):
        year = parts[0].start.year if parts and parts[0].start else ''
        readings = _one_period(item) or _one_period(f'{item} {year}')
        if len(readings) != 1:
            return set()
        parts.insert(0, readings.pop())
    if len(parts) < 2 or any(map(_is_reversed, parts)):
        return set()
    start = min((part.start for part in parts if part.start), default=None)
    last = max(parts, key=lambda part: part.end or (10_000,))
    return {Period(start, last.end, last.expected, tuple(parts))}


def _spans(text: str) -> Iterator[Period]:
    """Yield each reading of a plain text as one period."""
    text = re.sub(r'^(?:between|zwischen)\s(.+)\s(?:and|und)\s', r'\1 to ', text.strip(' ()'))
    dates = _dates(text)
    years = None if dates and _ISO.fullmatch(text) else _academic_years(text)
    for moment in dates:
        yield Period(moment, moment)
    if years:
        yield years
    if dates or years:
        return
    body = re.sub(rf'^{FROM}', '', text)
    whole = re.sub(rf'{FROM_BEHIND}$', '', body)
    opened = re.fullmatch(rf'(.+?)(?:{BETWEEN}|-)?\s*\(?(?:{PRESENT})\)?', body)
    dashed = re.fullmatch(r'(.+?)\s*(?:–|—|~|\.{2,})', body)
    begun = opened or dashed
    for moment in _dates(begun[1] if begun else whole if whole != text else ''):
        yield Period(moment, None)
    if match := re.match(rf'(?:{UNTIL}|–\s*|—\s*|~\s*|\.\.\s*)', text):
        for moment in _dates(text[match.end() :]):
            yield Period(None, moment)
    for match in re.finditer(rf'{BETWEEN}|-', body):
        yield from _between(body[: match.start()], body[match.end() :])


def _academic_years(text: str) -> Period | None:
    """Return the period of "2020/21", or of "2020/21 – 2022/23"."""
    if match := _YEARS.fullmatch(text):
        end = _whole_year(int(match[1]), match[2])
        return Period(PartialDate(int(match[1])), PartialDate(end)) if end else None
    if match := _MANY_YEARS.fullmatch(text):
        first, last = int(match[1]), int(match[3])
        if first < last and all(
            _whole_year(year, end) == year + 1
            for year, end in ((first, match[2]), (last, match[4]))
        ):
            return Period(PartialDate(first), PartialDate(last + 1))
    return None


def _whole_year(first: int, last: str) -> int:
    """Return the second of two years in full, or 0 where it is not later than the first."""
    year = int(last) if len(last) == 4 else first - first % 100 + int(last)
    return year if year > first else 0


def _between(left: str, right: str) -> Iterator[Period]:
    """Yield what two texts say as beginning and end; one may have of the other what it lacks."""
    for one in _parts(left):
        for other in _parts(right):
            start, end = one, other
            if start.day and end.day:
                start = start._replace(month=start.month or end.month)
                end = end._replace(month=end.month or start.month)
            if start.month and end.month:
                start = start._replace(year=start.year or end.year)
                end = end._replace(year=end.year or start.year)
            first, last = _made(start), _made(end)
            if first and last:
                yield Period(first, last)


def _is_reversed(period: Period) -> bool:
    return bool(period.start and period.end and is_before(period.end, period.start))


def _right_periods(text: str) -> set[Period]:
    """Return the readings of a plain text as periods that do not end before they begin."""
    return {period for period in _periods(text) if not _is_reversed(period)}


def _turned(period: Period, text: str) -> Period:
    """Return the right order of a period that ends before it begins."""
    start, end = period.start, period.end
    if start and len(re.findall(r'\d{4}', text)) == 1:  # "Dec – Mar 2024"
        return period._replace(start=start._replace(year=start.year - 1))
    return period._replace(start=end, end=start)


def _ambiguous(text: str, readings: 'set[PartialDate] | set[Period]') -> ContentError:
    words = ' or '.join(sorted(f'"{reading.written()}"' for reading in readings))
    return _error(f'"{text}" can be read in more than one way', f'write {words}')


def _instead_of_date(value: object) -> str:
    """Return what to write for a text that is no date; it may be a period."""
    if isinstance(value, bool | float):
        return _WANTED
    text = _plain(str(value))
    readings = _periods(text)
    ends = [end for period in readings for end in (period.start, period.end) if end]
    if len(readings) == 1 and ends:
        words = dict.fromkeys(f'"{end.written()}"' for end in ends)
        return f'write one date: {" or ".join(words)}'
    return _without_about(str(value), _dates) or _WANTED


def _without_about(text: str, read: Callable[[str], Iterable[PartialDate | Period]]) -> str:
    """Return a hint for a date that is not exact, or whose year has lost its century.

    :param read: returns the readings of a plain text that are right in its place.
    """
    plain = _plain(text)
    less = re.sub(rf'(?<!\w)(?:{ABOUT})|(?<=\d)[?*]', '', plain)
    more = re.sub(
        r"(?:(?<=[a-z] )|(?<=[a-z]\. )|(?<=\d/)|(?<=\d\.))['’]?(\d\d)(?!\d|[/.])", r'20\1', less
    )
    more = re.sub(r"['’](\d\d)(?!\d)", r'20\1', more)
    for nearest in (less, more):
        readings = list(read(nearest)) if nearest != plain else []
        if len(readings) == 1:
            return f'did you mean "{readings[0].written()}"?'
    return ''
