"""Calendars of talks and events (iCalendar, RFC 5545): of the site, and of each person.

Only what begins on a day that is known is in them, each as whole days. Their dates are those
of the entries, so that the same site always has the same calendars.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from sphinx.config import Config

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import is_event, references
from sphinx_folio.model import EVENT_KINDS, DatedEntry, PartialDate, Period
from sphinx_folio.render import kind_title
from sphinx_folio.shared import Addresses, Output, site_name
from sphinx_folio.util import digest, plain

from .entry_texts import entry_text, place_of

#: The newest entries that a calendar holds.
LIMIT = 500


class _Event(NamedTuple):
    """What a calendar says of one span of time of an entry."""

    uid: str
    start: date
    end: date | None  #: The day after the last one, where that is another than the first.
    stamp: PartialDate
    title: str
    place: str
    text: str
    url: str
    category: str


def calendar_outputs(domain: FolioDomain, addresses: Addresses, config: Config) -> Iterator[Output]:
    """Yield the calendars of a site whose address is known."""
    events = _Events(domain, addresses)
    site = domain.site
    name = plain(site_name(domain.env))

    def output(path: str, title: str, entries: Iterable[DatedEntry]) -> Output:
        held = list(events.of(entries))
        return Output(path, digest((title, held)), partial(_calendar, title, held))

    if site.calendar:
        yield output(site.calendar, name, map(domain.graph.dated.__getitem__, site.newest))
    for person in domain.graph.people.values():
        if path := site.files_of(person.id).calendar:
            yield output(path, person.name, site.newest_of(person.ref))


class _Events:
    """Makes the events of calendars."""

    def __init__(self, domain: FolioDomain, addresses: Addresses) -> None:
        self._domain = domain
        self._addresses = addresses
        self._host = urlsplit(addresses.base).hostname or ''
        own = domain.env.config.folio_entry_kinds
        self._titles = {kind: plain(kind_title(kind, own)) for kind in EVENT_KINDS}
        self._made: dict[str, list[_Event]] = {}

    def of(self, entries: Iterable[DatedEntry]) -> Iterator[_Event]:
        """Yield the events among the first of some entries that have any."""
        found = (
            entry for entry in entries if is_event(entry) and self._domain.is_public(entry.docname)
        )
        for entry in islice(found, LIMIT):
            if entry.id not in self._made:
                self._made[entry.id] = list(self._events(entry))
            yield from self._made[entry.id]

    def _events(self, entry: DatedEntry) -> Iterator[_Event]:
        graph, title = self._domain.graph, self._titles[entry.entry_kind]
        people = references(graph, entry.ref, 'person')
        names = ', '.join(ref.name for ref in people if not graph.people[ref.id].anonymous)
        said = entry_text(self._domain, entry)
        texts = (entry.type, names, *said.paragraphs, *said.items)
        name = self._domain.site.stable_names[entry.id]
        for span in entry.spans:
            if days := _days(span):
                number = f'-{days[0].isoformat()}' if len(entry.spans) > 1 else ''
                yield _Event(
                    f'entry-{name}{number}@{self._host}',
                    *days,
                    entry.updated or PartialDate(days[0].year, days[0].month, days[0].day),
                    plain(entry.name) or title,
                    plain(place_of(entry)),
                    '\n'.join(filter(None, map(plain, texts))),
                    self._addresses.url(entry.docname, entry.anchor),
                    title,
                )


def _days(span: Period) -> tuple[date, date | None] | None:
    """Return the first day of a span, and the day after the last one; None if it has no day."""
    if not (span.start and span.start.day):
        return None
    start = date(*span.start[:3])
    last = date(*span.end[:3]) if span.end and span.end.day else start
    is_longer = start < last < date.max
    return start, last + timedelta(days=1) if is_longer else None


def _calendar(title: str, events: Iterable[_Event]) -> bytes:
    """Return a calendar, in which signs that end a line or a value are escaped."""
    from icalendar import Calendar, Event  # noqa: PLC0415  (a third of a second, for talks)

    calendar = Calendar()
    calendar.add('prodid', '-//sphinx-folio//sphinx-folio//EN')
    calendar.add('version', '2.0')
    calendar.add('method', 'PUBLISH')
    for name in ('name', 'x-wr-calname'):  # RFC 7986, and what was before it
        calendar.add(name, plain(title))
    for event in sorted(events, key=lambda event: (event.start, event.uid)):
        made = Event()
        made.add('uid', event.uid)
        stamp = event.stamp
        made.add('dtstamp', datetime(stamp.year, stamp.month or 1, stamp.day or 1, tzinfo=UTC))
        made.add('dtstart', event.start)
        if event.end:
            made.add('dtend', event.end)
        made.add('summary', event.title)
        if event.place:
            made.add('location', event.place)
        if event.text:
            made.add('description', event.text)
        made.add('url', event.url)
        made.add('categories', [event.category])
        made.add('transp', 'TRANSPARENT')  # a talk of somebody takes no time of a reader
        calendar.add_component(made)
    text: bytes = calendar.to_ical()
    return text
