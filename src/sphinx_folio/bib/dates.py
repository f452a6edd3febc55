"""When a publication appeared, or that it has not yet: the fields that say so. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pybtex.database.input.bibtex import month_names

from sphinx_folio.model import STATES, months
from sphinx_folio.shared import _

from .entry_types import N_
from .identifiers import date_parts
from .latex_text import decode

#: What readers are told of a publication that has not appeared, in English.
STATE_NAMES = {
    'inpreparation': N_('in preparation'),
    'submitted': N_('submitted'),
    'accepted': N_('accepted'),
    'toappear': N_('to appear'),
    'forthcoming': N_('forthcoming'),
    'inpress': N_('in press'),
}
#: The words by which people say it; biblatex's own (manual §4.9.2.11) are among them.
_STATE_WORDS = {
    'inpreparation': r'in prep(?:aration|\.)?|inpreparation|in vorbereitung|en préparation'
    r'|en preparación|in preparazione|в подготовке|准备中|準備中',
    'submitted': r'submitted|(?:under|in) (?:submission|review|revision)|eingereicht|soumise?'
    r'|enviado|sottomesso|отправлено|投稿中|已投稿|在审|审稿中',
    'accepted': r'accepted|angenommen|acceptée?|aceptado|accettato|принято|已?录用|已接收',
    'toappear': r'to (?:appear|be published)|toappear|erscheint|im erscheinen|à paraître'
    r'|por aparecer|待发表|待刊|即将发表|掲載予定',
    'forthcoming': r'forthcoming|upcoming|即将出版',
    'inpress': r'in (?:the )?press|inpress|im druck|sous presse|en prensa'
    r'|in (?:corso di )?stampa|no prelo|в печати|印刷中',
}
_STATE = re.compile(
    '|'.join(rf'(?P<{name}>(?<!\w)(?:{words})(?![^\W\d_]))' for name, words in _STATE_WORDS.items())
)
assert tuple(STATE_NAMES) == tuple(_STATE_WORDS) == STATES

#: Two years as one writes them; the second may be cut to its last digits.
_YEARS = re.compile(r'(?<!\d)(\d{4})\s*(-+|[–—]|/)\s*(\d{4}|\d\d)(?!\d)')
#: A year of which something is said: of copyright, about, doubtful, not on the title page.
_YEAR_OF_A_KIND = re.compile(
    r'\[?(?:(?:c|ca|circa|cop|um|vor|nach|before|after|©|℗|\(c\))\.?\s*)?\d{4}\s*\??\]?',
    re.IGNORECASE,
)
_MARKED = re.compile(r'(\d{4})[\d-]*([~?%])')
_ENGLISH_MONTHS = {name: number for number, name in enumerate(month_names, start=1)}
_CHINESE_MONTH = re.compile(r'(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?')


class Issued(NamedTuple):
    """When a publication appeared."""

    year: int | None = None  #: The first, of several.
    month: int = 0
    day: int = 0
    state: str = ''  #: One of `model.STATES`, where it has not appeared.
    years: str = ''  #: As they are printed: "2020", "2022–2024", "c1988".
    status: str = ''  #: The state in the language of the site, or in words of the entry's own.


def issued(fields: Mapping[str, str]) -> Issued:
    """Return what the fields of an entry say, or may say, of its date."""
    names = ('date', 'year', 'month', 'day', 'pubstate', 'note')
    # with `get`, pybtex raises and catches an error for each that is not there
    stated = (fields[name] if name in fields else '' for name in names)  # noqa: SIM401
    dated, year, month, day, pubstate, note = stated
    if dated or year:  # an old note often says still that a paper is to appear
        note = ''
    found = _read(dated, year, month, day, pubstate, note)
    if found.state and not found.status:
        return found._replace(status=str(_(STATE_NAMES[found.state])))
    return found


@lru_cache(maxsize=65_536)  # many entries are of one month
def _read(dated: str, year: str, month: str, day: str, pubstate: str, note: str) -> Issued:
    """Return what fields say; of a status, what they say in words of their own."""
    state, said = state_in(pubstate) or state_in(year) or state_in(dated), ''
    if not state and pubstate and pubstate.strip().lower() != 'prepublished':
        state, said = 'forthcoming', decode(pubstate)
    found, dated_month, dated_day = date_parts(dated)
    if not found:
        years = re.search(r'\d{4}', year)
        found = years[0] if years else ''
    number, in_text = _month_and_day(month)
    if dated_month:
        number, in_text = _month_and_day(dated_month)[0], int(dated_day or 0)
    elif alone := re.fullmatch(r'[{\s]*(\d\d?)[}\s]*', day):
        in_text = int(alone[1])
    if in_text and not (found and _is_a_day(int(found), number, in_text)):
        in_text = 0
    text = _years(dated, year, found)
    state = state or state_of_note(note)
    return Issued(int(found) if found else None, number, in_text, state, text, said)


def range_end(fields: Mapping[str, str]) -> tuple[int, ...]:
    """Return year, month and day on which a range of dates ends, as far as they are known."""
    *_before, last = fields.get('date', '').split('/')
    if '/' in fields.get('date', ''):
        return tuple(int(part) for part in date_parts(last.strip()) if part)
    match = _YEARS.search(fields.get('year', ''))
    return (int(_whole_end(match)),) if match and _whole_end(match) else ()


def state_of_note(note: str) -> str:
    """Return the state that a note begins with, as in "To appear in the Journal of Logs"."""
    match = _STATE.match(_plain(note))
    return match.lastgroup or '' if match else ''


def is_only_state(note: str) -> bool:
    """Tell whether a note says nothing but a state."""
    return bool(note) and _STATE.fullmatch(_plain(note).rstrip('.。! ')) is not None


def state_in(text: str) -> str:
    """Return the state that a date or ``pubstate`` tells of, or an empty string."""
    if not text or text.isdecimal():
        return ''
    match = _STATE.search(_plain(text))
    return match.lastgroup or '' if match else ''


def _plain(text: str) -> str:
    return re.sub(r'[\s~_-]+', ' ', text.translate({ord('{'): '', ord('}'): ''})).strip().lower()


def _years(dated: str, year: str, found: str) -> str:
    """Return the years as they are printed.

    :param found: the first year.
    """
    if not found or (found == year and not dated):
        return found
    if date_parts(dated)[0]:
        first, slash, last = dated.partition('/')
        end = date_parts(last.strip())[0]
        about = _MARKED.match(first)
        if about:
            found = f'{found}?' if about[2] == '?' else f'c. {found}'
        is_open = slash and not end
        return f'{found}–{end}' if (end and end != found) or is_open else str(found)
    text = decode(year)
    if (match := _YEARS.search(text)) and (end := _whole_end(match)):
        sign = '/' if match[2] == '/' else '–'
        return f'{match[1]}{sign}{match[3] if len(match[3]) == 2 else end}'
    return text if _YEAR_OF_A_KIND.fullmatch(text) else found


def _whole_end(match: re.Match[str]) -> str:
    """Return the second of two years in full; nothing where "2020-05" is a month."""
    first, _sign, last = match.groups()
    whole = last if len(last) == 4 else f'{first[:2]}{last}'
    return whole if whole > first and (len(last) == 4 or int(last) > 12) else ''


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def _month_and_day(text: str) -> tuple[int, int]:
    """Return the number of a month and of a day, each 0 if there is none.

    >>> _month_and_day('March~12'), _month_and_day('10~February'), _month_and_day('März')
    ((3, 12), (2, 10), (3, 0))
    """
    if match := _CHINESE_MONTH.search(text):
        return int(match[1]) if int(match[1]) <= 12 else 0, int(match[2] or 0)
    words = re.findall(r'[^\W\d_]+|\d+', decode(text).lower())
    numbers = [int(word) for word in words if word.isdecimal() and len(word) <= 2]
    named = [number for word in words if not word.isdecimal() and (number := _named_month(word))]
    if named:
        return named[0], next((number for number in numbers if 1 <= number <= 31), 0)
    alone = len(numbers) == len(words) == 1 and 1 <= numbers[0] <= 12
    return (numbers[0] if alone else 0), 0


def _named_month(word: str) -> int:
    """Return the number of a month by its name, which may be abbreviated; else 0."""
    return _ENGLISH_MONTHS.get(word[:3], 0) or months().get(word, 0)
