"""What a source says in two of its files: the first one stays, and the others are told of. Pure.

A CV is often kept more than once, as a page, as data, and as a page for each talk and course.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sphinx_folio.model import fold

from .neutral import Item, Line, Origin, Site
from .report import Report
from .text import without_marks

_YEAR = re.compile(r'\d{4}')
#: Words of periods that say no more than their years.
_BETWEEN = frozenset({'to', 'until', 'present', 'since', 'c'})


class _Said(NamedTuple):
    """What is compared of an entry."""

    origin: Origin
    title: tuple[str, ...]
    #: Title and organisation, which two programs tell apart at different places.
    whole: tuple[str, ...]
    years: frozenset[str]
    #: What a date says beside its years: months, days, seasons.
    finer: tuple[str, ...]


def drop_doubles(site: Site, report: Report) -> None:
    """Take projects and lines of a timeline out of a site that another file of it has as well.

    Two of one file are two: a course may be held twice. People are settled already.
    """
    _drop_projects(site, report)
    pages: dict[str, list[_Said]] = defaultdict(list)
    for item in site.items:
        if item.kind == 'entry':
            facts = item.facts
            places = str(facts.get('organisation', ''))
            said = _said(item.origin, item.title, places, str(facts.get('date', '')))
            pages[str(facts.get('kind', ''))].append(said)
    for item in site.items:
        if item.kind == 'person':
            item.lines = list(_without_doubles(item.lines, pages, report))


def _drop_projects(site: Site, report: Report) -> None:
    first: dict[tuple[str, ...], Item] = {}
    for item in [item for item in site.items if item.kind == 'project']:
        known = first.setdefault(_words(item.title), item)
        if known.origin.file != item.origin.file and not (item.body or item.redirects):
            site.items.remove(item)
            report.found['projects'] -= 1
            _tell(report, item.origin, 'project', item.title, known.origin)


def _without_doubles(
    lines: Iterable[Line], pages: dict[str, list[_Said]], report: Report
) -> Iterable[Line]:
    known: dict[str, list[_Said]] = {kind: [*entries] for kind, entries in pages.items()}
    for line in lines:
        options = line.options
        places = without_marks(options.get('organisation', ''))
        said = _said(line.origin, without_marks(line.title), places, options.get('dates', ''))
        found = next((one for one in known.get(line.kind, ()) if _is_same(one, said)), None)
        if found:
            report.found[f'lines of {line.kind}'] -= 1
            _tell(report, line.origin, line.kind, line.title, found.origin)
            continue
        known.setdefault(line.kind, []).append(said)
        yield line


def _tell(report: Report, origin: Origin, kind: str, title: str, first: Origin) -> None:
    report.note('skipped', origin, kind, title, f'{first.file}, line {first.line} says it already')


def _said(origin: Origin, title: str, organisation: str, dates: str) -> _Said:
    words = re.findall(r'\w+', dates.lower())
    finer = (word for word in words if not _YEAR.fullmatch(word) and word not in _BETWEEN)
    whole = tuple(sorted({*_words(title), *_words(organisation)}))
    return _Said(origin, _words(title), whole, frozenset(_YEAR.findall(dates)), tuple(finer))


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r'\w+', fold(text.replace('\\', ''))))


def _is_same(one: _Said, other: _Said) -> bool:
    """Tell whether two entries are one, as far as their words and dates say so."""
    if one.origin.file == other.origin.file or not other.title:
        return False
    if one.title != other.title and one.whole != other.whole:
        return False
    if one.years and other.years and one.years.isdisjoint(other.years):
        return False
    return not one.finer or not other.finer or one.finer == other.finer
