"""Publications per year: what a chart counts, and where its bars and marks stand. Pure."""

from collections import Counter
from typing import Literal, NamedTuple

from sphinx_folio.graph import Selections
from sphinx_folio.model import Query

#: More years than these are counted by decade, so that a mistyped year spoils no chart.
_MOST_YEARS = 100
#: Room for so many bars at least, so that few of them are no walls.
_LEAST_BARS = 8
#: How many bars may have their number above them: on a phone, on a desk.
_NUMBERED = (12, 24)
#: How many marks the axis of years may have: on a phone, on a desk.
_MARKS = (8, 16)
#: How many lines of the axis of numbers there are at most.
_LINES = 4
#: Part of its place that a bar takes up.
_FILL = 0.72


#: Where a text is shown: everywhere, where there is room, or nowhere.
Look = Literal['always', 'wide', '']


class YearCounts(NamedTuple):
    """How many publications there are of each year that has any."""

    #: First year, of the years that are counted as one, and number; in order of time.
    counts: tuple[tuple[int, int], ...]
    #: How many years are counted as one: 1 or 10.
    span: int
    #: How many publications have no year.
    undated: int


class Bar(NamedTuple):
    """One bar of the chart; widths are parts of 100 of the chart's width."""

    year: int
    number: int
    left: float
    width: float
    #: Part of 1 of the chart's height.
    height: float
    #: Whether the number stands above it, and the year below: on a phone too or not.
    numbered: Look
    marked: Look

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return round(self.left + self.width / 2, 2)


class Chart(NamedTuple):
    """A chart, ready to be written."""

    bars: tuple[Bar, ...]
    #: Each line across with its number, and its height as a part of 1.
    lines: tuple[tuple[int, float], ...]
    span: int


def view_years(query: Query, selections: Selections) -> YearCounts:
    """Return what the chart of *query* shows."""
    years = [selections.graph.publications[key].year for key in selections.evaluate_all(query)]
    dated = [year for year in years if year]
    span = 10 if dated and max(dated) - min(dated) >= _MOST_YEARS else 1
    counts = Counter(year // span * span for year in dated)
    return YearCounts(tuple(sorted(counts.items())), span, len(years) - len(dated))


def year_label(year: int, span: int) -> str:
    """Return what the years that are counted as one are called."""
    return str(year) if span == 1 else f'{year}–{year + span - 1}'


def draw_chart(view: YearCounts) -> Chart:
    """Return the chart of counts that are not empty; years without any have empty bars."""
    numbers = dict(view.counts)
    years = range(min(numbers), max(numbers) + 1, view.span)
    most = max(numbers.values())
    step = _round_step(most, _LINES)
    top = -(-most // step) * step
    slot = 100 / max(len(years), _LEAST_BARS)
    desk = _round_step(len(years), _MARKS[1])
    phone = desk * _round_step(-(-len(years) // desk), _MARKS[0])  # some of those on a desk
    bars = tuple(
        Bar(
            year,
            numbers.get(year, 0),
            round(slot * (number + (1 - _FILL) / 2), 2),
            round(slot * _FILL, 2),
            round(numbers.get(year, 0) / top, 4),
            _look(len(years) <= _NUMBERED[0], len(years) <= _NUMBERED[1]),
            _look(year // view.span % phone == 0, year // view.span % desk == 0),
        )
        for number, year in enumerate(years)
    )
    lines = tuple((number, round(number / top, 4)) for number in range(0, top + 1, step))
    return Chart(bars, lines, view.span)


def _look(on_phone: bool, on_desk: bool) -> Look:  # noqa: FBT001
    return 'always' if on_phone else 'wide' if on_desk else ''


def _round_step(length: int, parts: int) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, … that goes into *length* no more than *parts* times."""
    factor = 1
    while 5 * factor * parts < length:
        factor *= 10
    return next(step for step in (factor, 2 * factor, 5 * factor) if step * parts >= length)
