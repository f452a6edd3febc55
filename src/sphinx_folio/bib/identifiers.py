"""What single fields of an entry may hold: DOIs, numbers of arXiv and dates. Pure.

Each check takes a value as pybtex read it and returns None, or what is wrong with it.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote


class Violation(NamedTuple):
    """What is wrong with a value, and what to write instead."""

    #: Goes on after the value: ``is a URL``, ``is no year``.
    message: str
    #: The value to write, or empty where it is not precision.
    replacement: str = ''
    #: What to do where the replacement does not say it.
    hint: str = ''
    #: True where the replacement says the same in another form, so that a program may write it.
    autofixable: bool = False


#: A prefix may be divided further (DOI Handbook, section 2.2).
_DOI = re.compile(r'10\.\d{4,9}(?:\.\d+)*/\S+')
#: What shortdoi.org registers for a DOI; doi.org knows both.
_SHORT_DOI = re.compile(r'10/[a-z0-9]{2,}', re.IGNORECASE)
_DOI_PREFIX = re.compile(
    r'^(?:(?:doi\s*[:=]\s*)?(?:https?://)?(?:dx\.|www\.)?doi\.org/+(?:doi:)?|doi\s*[:=]?\s*)',
    re.IGNORECASE,
)
#: Identifiers since 2007 and before (info.arxiv.org/help/arxiv_identifier.html).
ARXIV_ID = r'(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)'
_ARXIV_URL = re.compile(
    rf'(?:https?://)?(?:[a-z]+\.)?(?i:arxiv\.org)/(?:abs|pdf|html|format|ps)/{ARXIV_ID}'
    r'(?:\.pdf)?/?(?:[?#]\S*)?'
)
_ARXIV_PREFIX = re.compile(rf'(?i:arxiv)\s*:\s*{ARXIV_ID}(?:\s*\[[\w.-]+\])?')
_ARXIV_NUMBER = re.compile(ARXIV_ID, re.IGNORECASE)
#: A number that says of itself whose it is; "abs/" is what DBLP writes as a volume.
_ARXIV_NAMED = re.compile(
    rf'(?:\barxiv(?:\.org/(?:abs|pdf|html|format|ps)/'
    rf'|[\s.:/]{{1,3}}(?:e-?prints?|preprint)?[\s:]{{0,3}})'
    rf'|^abs/){ARXIV_ID}(?![\d/])',
    re.IGNORECASE,
)
_ARXIV_DOI = '10.48550/'
#: A number before 2007, without the archive that stands beside it.
_OLD_NUMBER = re.compile(r'\d{7}(?:v\d+)?')
_ARCHIVE_OF_ARXIV = re.compile(r'[a-z-]+(?:\.[A-Z]{2})?')
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
#: How a date begins as far as years, months and days of one calendar go.
_DATE_PARTS = re.compile(r'(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?')
_SEASONS = range(21, 25)
_NEARLY_DATE = re.compile(r'(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?')
_NEARLY_RANGE = re.compile(
    r'(\d{4}(?:-\d\d){0,2})\s*(?:--+|[–—]|\s-\s|\bto\b)\s*(\d{4}(?:-\d\d){0,2})'
)


def find_doi(text: str) -> str:
    """Return the first DOI in a text, or an empty string."""
    match = _DOI.search(text)
    return match[0] if match else ''


def is_doi(text: str) -> bool:
    """Tell whether a text is a bare DOI, be it a short one."""
    return bool(_DOI.fullmatch(text) or _SHORT_DOI.fullmatch(text))


def bare_doi(text: str) -> str:
    """Return the DOI that the value of a field means, or an empty string.

    It may stand in braces, have a prefix, or be the address of it.
    """
    bare = _DOI_PREFIX.sub('', text.strip('{} '), count=1)
    if bare != text and '://' in text:
        bare = unquote(bare)
    return bare if is_doi(bare) else find_doi(text)


def find_arxiv(text: str) -> str:
    """Return the first number of arXiv in a text, with its version, or an empty string."""
    match = _ARXIV_NUMBER.search(text)
    return match[0] if match else ''


def arxiv_id(fields: Mapping[str, str]) -> str:
    """Return the bare number of an entry on arXiv, in whichever field it stands.

    Elsewhere than in a field for it, it must say that it is one of arXiv.
    """
    if 'arxiv' in fields and (number := find_arxiv(fields['arxiv'])):
        return number
    if 'eprint' in fields and is_arxiv(fields) and (number := _eprint_of_arxiv(fields)):
        return number
    if _ARXIV_DOI in fields.get('doi', '') and (number := find_arxiv(fields['doi'])):
        return number
    journal = fields.get('journal', '').strip().lower()
    if journal == 'corr' and (number := find_arxiv(fields.get('volume', ''))):
        return number
    for name in _HOLD_ARXIV:
        if name in fields and (number := named_arxiv(fields[name])):
            return number
    note = re.split('[,;]', fields.get('note', ''), maxsplit=1)[0].strip('{} .')
    match = _ARXIV_PREFIX.fullmatch(note) if note else None
    return match['id'] if match else ''


#: Fields in which a number of arXiv is found by its name.
_HOLD_ARXIV = ('journal', 'volume', 'number', 'howpublished', 'url')


def named_arxiv(text: str) -> str:
    """Return the first number in a text that is said to be one of arXiv, or an empty string."""
    if 'arxiv' not in text.lower() and not text.startswith('abs/'):
        return ''
    match = _ARXIV_NAMED.search(text)
    return match['id'] if match else ''


def _eprint_of_arxiv(fields: Mapping[str, str]) -> str:
    """Return the number that ``eprint`` holds, with the archive that it had before 2007."""
    value = fields['eprint'].strip('{} ')
    archive = fields.get('primaryclass', fields.get('eprintclass', '')).strip('{} ')
    if _OLD_NUMBER.fullmatch(value) and _ARCHIVE_OF_ARXIV.fullmatch(archive):
        return f'{archive}/{value}'
    for pattern in (_ARXIV_URL, _ARXIV_PREFIX):
        if match := pattern.fullmatch(value):
            return match['id']
    match = re.match(rf'{ARXIV_ID}(?![\w./])', value)
    return match['id'] if match else ''


def arxiv_number(fields: Mapping[str, str]) -> str:
    """Return the number of a preprint on arXiv, which stands in one of many fields.

    :returns: the number after the name of the archive, or an empty string.
    """
    number = arxiv_id(fields)
    return f'arXiv:{number}' if number else ''


def is_arxiv(fields: Mapping[str, str]) -> bool:
    """Tell whether the field ``eprint``, if there is one, is meant as a number of arXiv.

    Other archives are named in ``eprinttype`` (biblatex manual §2.2.2) or ``archiveprefix``.
    """
    archive = fields.get('eprinttype', fields.get('archiveprefix', 'arxiv'))
    return archive.strip().lower() == 'arxiv'


def is_on_arxiv(fields: Mapping[str, str]) -> bool:
    """Tell whether an entry gives a number of arXiv, in a field of its own or in another."""
    return 'arxiv' in fields or bool(arxiv_id(fields))


def date_parts(text: str) -> tuple[str, str, str]:
    """Return year, month and day of a ``date`` (biblatex manual §2.3.8), as far as they are given.

    Of a range, that is the day on which it begins.
    """
    match = _DATE_PARTS.match(text)
    return (match[1], match[2] or '', match[3] or '') if match else ('', '', '')


def check_doi(value: str) -> Violation | None:
    """Find a DOI that is a URL, has a prefix or is malformed."""
    if is_doi(value) and '://' not in value and not value.endswith('}'):
        return None
    bare = _DOI_PREFIX.sub('', value.strip('{} '), count=1)
    is_url = '://' in value or 'doi.org/' in value.lower()
    if bare != value and is_doi(bare):
        message = 'is a URL' if is_url else 'has signs around it'
        if value.lower().startswith('doi') and not is_url:
            message = 'has a prefix'
        return Violation(message, unquote(bare), autofixable=not re.search(r'[%?#]', bare))
    doi = find_doi(unquote(value))
    if doi and is_url and doi != value:
        return Violation('is a URL', doi)
    if doi and unquote(value).startswith(doi) and re.search(r'\s', value):
        return Violation('has a space in it', hint='remove it')
    hint = 'write one such as 10.1145/3600006.3613165, or move these words to the field note'
    return Violation('is no DOI', doi if doi != value else '', hint)


def check_arxiv(value: str) -> Violation | None:
    """Find an arXiv identifier that is a URL, has a prefix or is none at all."""
    for pattern, message in ((_ARXIV_URL, 'is a URL'), (_ARXIV_PREFIX, 'has a prefix')):
        if match := pattern.fullmatch(value.strip('{} ')):
            return Violation(message, match['id'], autofixable=True)
    if '://' in value and 'arxiv' not in value.lower():
        return Violation('is a URL', hint=f'write url = {{{value}}}, as it is not of arXiv')
    if '://' in value or 'arxiv.org/' in value.lower():
        return Violation('is a URL', hint='write the identifier, such as 2305.12345')
    if re.search(r'\s', value):
        return Violation('has a space in it', hint='remove it')
    if _ARXIV_NUMBER.fullmatch(value) or _OLD_NUMBER.fullmatch(value):
        return None
    hint = 'write one such as 2305.12345, or, of another archive, its name as eprinttype'
    return Violation('is no number of arXiv', hint=hint)


def check_year(value: str) -> Violation | None:
    """Find a ``year`` from which no year can be read."""
    years = re.findall(r'(?<!\d)\d{4}(?!\d)', value)
    if years and all(_FIRST_YEAR <= int(year) <= _LAST_YEAR for year in years):
        match = _YEAR_WITH_SIGNS.fullmatch(value)
        if match is None or match[1] == value.strip('{} '):
            return None
        return Violation('has signs around it', match[1], autofixable=True)
    if not value.strip('{} '):
        return Violation('is empty', hint='write the four digits of the year')
    if _NO_DATE.fullmatch(value):
        hint = 'remove the field; a list says "n.d." by itself'
    elif re.search(r'\d', value):
        hint = 'write the four digits of one year, such as 1998'
    else:
        hint = f'write its four digits, and note = {{{value}}}'
    return Violation('is no year', hint=hint)


def check_date(value: str) -> Violation | None:
    """Find a ``date`` that biblatex could not read, or that no calendar has."""
    hint = 'write YYYY, YYYY-MM or YYYY-MM-DD, and "/" between two dates'
    ends = [end.strip() for end in value.strip('{} ').split('/')]
    dated = [end for end in ends if end not in {'', '..'}]
    if len(ends) <= 2 and dated and all(_DATE.fullmatch(end) for end in dated):
        for end in dated:
            if message := _impossible(end):
                return Violation(message, hint=hint)
        if len(dated) == 2 and _begins_later(*dated):
            return Violation('ends before it begins', f'{dated[1]}/{dated[0]}')
        return None
    nearest = _nearest_date(value)
    # two numbers apart by a slash may be two years
    is_sure = bool(nearest) and not re.fullmatch(r'\d{4}/\d{1,2}', value.strip('{} '))
    return Violation('is no date', nearest, hint, autofixable=is_sure)


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
    """Compare two dates as far as both are precision."""
    if first.startswith('-') or second.startswith('-'):
        return False
    one, other = (
        re.findall(r'(?<![\d-])\d{4}|(?<=-)\d\d', text.partition('T')[0])
        for text in (first, second)
    )
    precision = min(len(one), len(other))
    if any(int(part) in _SEASONS for part in one[1:2] + other[1:2]):
        precision = min(precision, 1)
    return one[:precision] > other[:precision]


def _nearest_date(value: str) -> str:
    """Return the date that was probably meant, or an empty string."""
    text = value.strip('{} ."\'')
    if match := _NEARLY_RANGE.fullmatch(text):
        nearest = f'{match[1]}/{match[2]}'
    elif match := _NEARLY_DATE.fullmatch(text):
        nearest = '-'.join(part.zfill(2) for part in match.groups() if part)
    else:
        return ''
    return nearest if check_date(nearest) is None else ''
