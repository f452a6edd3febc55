"""Dates as people know them: a year, a month or a day, and periods of them. Pure."""

import re
from datetime import date
from functools import partial
from itertools import takewhile
from typing import NamedTuple, Self

from .problems import ContentError, Subtype

_DATE = re.compile(r'(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?')
_PERIOD = re.compile(r'(?P<start>\S+)\s*(?:\bto\b|–|—|/|\s-\s)\s*(?P<end>\S+)')
_OPEN_ENDS = frozenset({'present', 'now', 'today', '..'})

_WANTED = 'write 2025, 2025-11 or 2025-11-10'
_WANTED_PERIOD = 'write "2022-06 to 2023-04", "2024-07 to present" or one date'
_error = partial(ContentError, subtype=Subtype.DATE)


class PartialDate(NamedTuple):
    """A date that may stop at the year or the month (ISO 8601 reduced precision)."""

    year: int
    month: int = 0  #: 1 to 12, or 0 where only the year is known.
    day: int = 0  #: 1 to 31, or 0 where the day is not known.

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read ``2025``, ``2025-11`` or ``2025-11-10``.

        :raises ContentError: with a message that says which dates are right.
        """
        text = str(value).strip()
        match = _DATE.fullmatch(text)
        if isinstance(value, bool | float) or match is None:
            raise _error(f'"{text}" is no date', _WANTED)
        parts = [int(part) for part in match.groups() if part]
        try:
            date(*[*parts, 1, 1][:3])
        except ValueError as error:
            raise _error(f'"{text}" is an impossible date ({error})', _WANTED) from None
        return cls(*parts)

    def isoformat(self) -> str:
        """Return the date as a valid value of HTML's ``<time datetime>``."""
        return f'{self.year:04}' + ''.join(f'-{part:02}' for part in self[1:] if part)


class Period(NamedTuple):
    """A span of time; ``end`` is None for an open one, equal to ``start`` for a date."""

    start: PartialDate
    end: PartialDate | None

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read ``2022-06 to 2023-04``, ``2024-07 to present`` or a single date.

        :raises ContentError: for what is no period, or one that ends before it begins.
        """
        text = str(value).strip()
        match = _PERIOD.fullmatch(text)
        if match is None:
            if _DATE.fullmatch(text) is None:
                raise _error(f'"{text}" is no period', _WANTED_PERIOD)
            moment = PartialDate.parse(value)
            return cls(moment, moment)
        start = PartialDate.parse(match['start'])
        if match['end'].casefold() in _OPEN_ENDS:
            return cls(start, None)
        end = PartialDate.parse(match['end'])
        if is_before(end, start):
            hint = f'did you mean "{match["end"]} to {match["start"]}"?'
            raise _error(f'the period "{text}" ends before it begins', hint)
        return cls(start, end)


def is_before(first: PartialDate, second: PartialDate) -> bool:
    """Compare as far as both dates are known: 2022 is not before 2022-06."""
    known = takewhile(all, zip(first, second, strict=True))
    return next((one < other for one, other in known if one != other), False)
