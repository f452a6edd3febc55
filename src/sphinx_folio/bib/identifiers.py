"""What single fields of an entry may hold: identifiers and dates. Pure.

Each rule takes a value as pybtex read it and returns None, or what is wrong with it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote


class Wrong(NamedTuple):
    """What is wrong with a value, and what to write instead."""

    #: Goes on after the value: ``is a URL``, ``is no year``.
    reason: str
    #: The value to write, or empty where it is not known.
    better: str = ''
    #: What to do where *better* does not say it.
    advice: str = ''
    #: True where *better* says the same in another form, so that a program may write it.
    safe: bool = False


#: A prefix may be divided further (DOI Handbook, section 2.2).
_DOI = re.compile(r'10\.\d{4,9}(?:\.\d+)*/\S+')
_DOI_PREFIX = re.compile(
    r'^(?:(?:doi\s*[:=]\s*)?(?:https?://)?(?:dx\.|www\.)?doi\.org/+(?:doi:)?|doi\s*[:=]?\s*)',
    re.IGNORECASE,
)
#: Identifiers since 2007 and before (info.arxiv.org/help/arxiv_identifier.html).
_ARXIV_ID = r'(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)'
_ARXIV_URL = re.compile(
    rf'(?:https?://)?(?:[a-z]+\.)?(?i:arxiv\.org)/(?:abs|pdf|html|format|ps)/{_ARXIV_ID}'
    r'(?:\.pdf)?/?(?:[?#]\S*)?'
)
_ARXIV_PREFIX = re.compile(rf'(?i:arxiv)\s*:\s*{_ARXIV_ID}(?:\s*\[[\w.-]+\])?')
_AROUND = '\\s\\{\\}"\'.,;`´“”„‘’«»'
_YEAR_WITH_SIGNS = re.compile(rf'[{_AROUND}]*(\d{{4}})[{_AROUND}]*')
_NO_DATE = re.compile(r'no date|[ns]\.?\s?d\.?|o\.?\s?j\.?', re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1000, 2199

#: One date of biblatex (manual §2.3.8, after ISO 8601-2, level 1).
_DATE = re.compile(
    r'(?:(?P<year>-?\d{4})|-?(?:\d{3}[Xu]|\d{2}(?:XX|uu))|[yY]-?\d{5,})'
    r'(?:-(?P<month>\d\d|XX|uu)(?:-(?P<day>\d\d|XX|uu))?)?'
    r'(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?[~?%]?'
)
_SEASONS = range(21, 25)
_NEARLY_DATE = re.compile(r'(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?')
_NEARLY_RANGE = re.compile(
    r'(\d{4}(?:-\d\d){0,2})\s*(?:--+|[–—]|\s-\s|\bto\b)\s*(\d{4}(?:-\d\d){0,2})'
)


def check_doi(value: str) -> Wrong | None:
    """Find a DOI that is a URL, has a prefix or is malformed."""
    if _DOI.fullmatch(value) and '://' not in value and not value.endswith('}'):
        return None
    bare = _DOI_PREFIX.sub('', value.strip('{} '), count=1)
    is_url = '://' in value or 'doi.org/' in value.lower()
    if bare != value and _DOI.fullmatch(bare):
        reason = 'is a URL' if is_url else 'has signs around it'
        if value.lower().startswith('doi') and not is_url:
            reason = 'has a prefix'
        return Wrong(reason, unquote(bare), safe=not re.search(r'[%?#]', bare))
    found = _DOI.search(unquote(value))
    if found and is_url and found[0] != value:
        return Wrong('is a URL', found[0])
    if found and found.start() == 0 and re.search(r'\s', value):
        return Wrong('has a space in it', advice='remove it')
    advice = 'write one such as 10.1145/3600006.3613165, or remove the field'
    return Wrong('is no DOI', found[0] if found and found[0] != value else '', advice)


def check_arxiv(value: str) -> Wrong | None:
    """Find an arXiv identifier that is a URL or has a prefix."""
    for pattern, reason in ((_ARXIV_URL, 'is a URL'), (_ARXIV_PREFIX, 'has a prefix')):
        if match := pattern.fullmatch(value.strip('{} ')):
            return Wrong(reason, match['id'], safe=True)
    if '://' in value or 'arxiv.org/' in value.lower():
        return Wrong('is a URL', advice='write the identifier, such as 2305.12345')
    if re.search(r'\s', value):
        return Wrong('has a space in it', advice='remove it')
    return None


def check_year(value: str) -> Wrong | None:
    """Find a ``year`` from which no year can be read."""
    years = re.findall(r'(?<!\d)\d{4}(?!\d)', value)
    if years and all(_FIRST_YEAR <= int(year) <= _LAST_YEAR for year in years):
        match = _YEAR_WITH_SIGNS.fullmatch(value)
        if match is None or match[1] == value.strip('{} '):
            return None
        return Wrong('has signs around it', match[1], safe=True)
    if not value.strip('{} '):
        return Wrong('is empty', advice='write the four digits of the year')
    if _NO_DATE.fullmatch(value):
        advice = 'remove the field; a list says "n.d." by itself'
    elif re.search(r'\d', value):
        advice = 'write the four digits of one year, such as 1998'
    else:
        advice = f'write its four digits, and note = {{{value}}}'
    return Wrong('is no year', advice=advice)


def check_date(value: str) -> Wrong | None:
    """Find a ``date`` that biblatex could not read, or that no calendar has."""
    advice = 'write YYYY, YYYY-MM or YYYY-MM-DD, and "/" between two dates'
    ends = [end.strip() for end in value.strip('{} ').split('/')]
    dated = [end for end in ends if end not in {'', '..'}]
    if len(ends) <= 2 and dated and all(_DATE.fullmatch(end) for end in dated):
        for end in dated:
            if reason := _impossible(end):
                return Wrong(reason, advice=advice)
        if len(dated) == 2 and _begins_later(*dated):
            return Wrong('ends before it begins', f'{dated[1]}/{dated[0]}')
        return None
    return Wrong('is no date', _nearest_date(value), advice)


def _impossible(text: str) -> str:
    """Return why a date that is written in the right form is on no calendar."""
    match = _DATE.fullmatch(text)
    assert match
    month, day = (match[part] or '' for part in ('month', 'day'))
    if not month.isdecimal():
        return ''
    if int(month) not in range(1, 13) and (int(month) not in _SEASONS or day):
        return f'is no date: there is no month {month}'
    try:
        if day.isdecimal() and match['year'] and not match['year'].startswith('-'):
            date(max(int(match['year']), 4), int(month), int(day))  # the year 0 is a leap year
    except ValueError:
        return f'is no date: there is no day {day} in that month'
    return ''


def _begins_later(first: str, second: str) -> bool:
    """Compare two dates as far as both are known."""
    if first.startswith('-') or second.startswith('-'):
        return False
    one, other = (
        re.findall(r'(?<![\d-])\d{4}|(?<=-)\d\d', text.partition('T')[0])
        for text in (first, second)
    )
    known = min(len(one), len(other))
    if any(int(part) in _SEASONS for part in one[1:2] + other[1:2]):
        known = min(known, 1)
    return one[:known] > other[:known]


def _nearest_date(value: str) -> str:
    """Return the date that was probably meant, or an empty string."""
    text = value.strip('{} ."\'')
    if match := _NEARLY_RANGE.fullmatch(text):
        better = f'{match[1]}/{match[2]}'
    elif match := _NEARLY_DATE.fullmatch(text):
        better = '-'.join(part.zfill(2) for part in match.groups() if part)
    else:
        return ''
    return better if check_date(better) is None else ''
