"""The table of ``scale.py``: its rows, its targets, and how it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from measuring import growth

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds, bytes and counts by the name of the row.
Figures = dict[str, float]

#: As in `scale.Edits`.
STEPS = (
    'nothing changed',
    'page edited',
    'name edited',
    'entry edited',
    'talk edited',
    'page added',
    'page removed',
)
COLD = ('floor', 'cold -j 1', 'cold -j 2')
#: What is counted after each step, in the order of `measuring.Changes`.
COUNTS = ('pages', 'pages that differ', 'files', 'made anew')
CPU = tuple(f'{name}: CPU' for name in COLD)
MEMORY = tuple(f'{name}: memory' for name in COLD)
FILES = (
    'all HTML', 'largest page', 'largest person page', 'median person page',
    'largest topic page', 'searchindex.js', 'objects.inv', 'environment.pickle',
)  # fmt: skip
SHORT = ('empty site', *STEPS)
TIMES = (*SHORT, *COLD, *CPU)
BYTES = (*MEMORY, *FILES)
ROWS = (
    'empty site',
    *COLD,
    *CPU,
    '-j 2 writes the same',
    *(f'{step}{count}' for step in STEPS for count in ('', *(f': {kind}' for kind in COUNTS))),
    *MEMORY,
    *FILES,
    'pages',
    'pages of the floor',
    'words',
    'words of the floor',
    'words, floor to Folio',
)
#: The most that the exponent of a row that grows may be; that of memory is lower.
GROWTH = 1.05
GROWTH_OF_MEMORY = 0.6
MILLION = 1_000_000


class Target(NamedTuple):
    """What a row is to stay below."""

    row: str
    #: Bytes, or the ratio to the row *of*.
    limit: float
    #: The size that it is meant for, or None for every size.
    size: int | None
    #: ``floor`` or ``empty site``; empty for bytes.
    of: str = ''


TARGETS = (
    Target('cold -j 1', 1.5, 300, of='floor'),
    Target('cold -j 2', 30 / 23, 1000, of='floor'),
    Target('nothing changed', 1.15, 1000, of='empty site'),
    Target('page edited', 1.8, 1000, of='empty site'),
    Target('entry edited', 2.6, 1000, of='empty site'),
    Target('talk edited', 2.2, 1000, of='empty site'),
    Target('cold -j 1: memory', 400 * MILLION, 1000),
    Target('cold -j 2: memory', 400 * MILLION, 1000),
    Target('searchindex.js', MILLION, 1000),
    Target('largest person page', 60_000, None),
    Target('largest topic page', 150_000, None),
    Target('largest page', 300_000, None),
)


def judged(results: dict[int, Figures]) -> Iterator[tuple[Target, int, float, bool]]:
    """Yield each target that was measured, with size, value, and whether it is met."""
    for target in TARGETS:
        for size, figures in results.items():
            if target.size in {None, size} and target.row in figures:
                value = figures[target.row] / (figures[target.of] if target.of else 1)
                yield target, size, value, value <= target.limit


def spans(results: dict[int, Figures]) -> list[tuple[int, int]]:
    """Return the pairs of sizes between which growth is told."""
    found = [(min(results), max(results))] if len(results) > 1 else []
    if {300, 3000} <= results.keys() and (300, 3000) not in found:
        found.append((300, 3000))
    return found


def growths(results: dict[int, Figures]) -> dict[str, dict[str, float | None]]:
    """Return the exponent of each time and number of bytes, by row and span of sizes."""
    return {
        row: {
            f'{small}-{large}': growth(results[small][row], results[large][row], large / small)
            for small, large in spans(results)
        }
        for row in (*TIMES, *BYTES)
        if all(row in figures for figures in results.values())
    }


def cell(row: str, figures: Figures) -> str:
    """Return a figure as it is printed; a time with its ratio to the floor or the empty site."""
    value = figures[row]
    if row in TIMES:
        of = 'empty site' if row in SHORT else 'floor: CPU' if row in CPU else 'floor'
        return f'{value:,.2f} s{value / figures[of]:>7.2f} x'
    if row in BYTES:
        return size_text(value)
    if isinstance(value, bool):
        return 'yes' if value else 'NO'
    return f'{value:,}' if isinstance(value, int) else f'{value:.3f}'


def size_text(value: float) -> str:
    """Return a number of bytes in MB, or in kB where it is small."""
    return f'{value / MILLION:,.1f} MB' if value >= MILLION else f'{value / 1000:,.1f} kB'


def target_text(row: str, results: dict[int, Figures]) -> str:
    """Return the target of a row, and whether it is met where it was measured."""
    for target in TARGETS:
        if target.row == row:
            limit = f'{target.limit:.3g} x {target.of}' if target.of else size_text(target.limit)
            place = f' at {target.size:,}' if target.size else ''
            met = [met for found, _, _, met in judged(results) if found is target]
            verdict = (': met' if all(met) else ': MISSED') if met else ''
            return f'<= {limit}{place}{verdict}'
    return ''


def table(results: dict[int, Figures]) -> Iterator[str]:
    """Yield the lines of the table; an exponent above the target has a sign behind it."""
    columns = growths(results)
    heads = [f'{small}-{large}' for small, large in spans(results)]
    sizes = ''.join(f'{size:>19,}' for size in results)
    yield f'{"people":<34}{sizes}' + ''.join(f'{head:>12}' for head in heads) + '   target'
    for row in ROWS:
        if not all(row in figures for figures in results.values()):
            continue  # a dense community has no talks
        most = GROWTH_OF_MEMORY if row in MEMORY else GROWTH
        cells = ''.join(f'{cell(row, figures):>19}' for figures in results.values())
        exponents = ''
        for head in heads:
            exponent = columns.get(row, {}).get(head)
            sign = '!' if exponent is not None and exponent > most else ' '
            exponents += f'{"" if exponent is None else f"{exponent:.2f}":>11}{sign}'
        count = row.partition(': ')[2]
        name = f'  {count}' if count in COUNTS else row
        yield f'{name:<34}{cells}{exponents}   {target_text(row, results)}'.rstrip()
    if heads:
        yield f'The columns {", ".join(heads)} are exponents of growth; "!" is above '
        yield f'{GROWTH}, or {GROWTH_OF_MEMORY} of memory.'
