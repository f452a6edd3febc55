"""Atom feeds (RFC 4287): ``feed.xml`` of what is new, one for each kind and for each person.

Their dates are those of entries and of front matter, never that of the build.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sphinx.config import Config

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import is_followed, references
from sphinx_folio.model import (
    NEWS_KINDS,
    DatedEntry,
    Kind,
    ObjectRef,
    PartialDate,
    Person,
    Project,
    Query,
    feed_kinds,
    is_before,
)
from sphinx_folio.render import kind_title
from sphinx_folio.shared import FEED, FEED_TYPE, Addresses, Output, _, given_name, site_name
from sphinx_folio.util import digest, element, plain, xml_file

from .entry_texts import entry_text, place_of

#: How many publications a feed holds, how many dated entries, and how many updates.
LIMIT = 50
#: What a feed without an entry says, as it must say when it was updated.
_LONG_AGO = '1970-01-01T00:00:00Z'


class _Item(NamedTuple):
    """What a feed says of one object."""

    ref: str  #: Its name, which stays when its list or page moves.
    title: str
    updated: PartialDate
    published: PartialDate | None
    url: str
    summary: str
    authors: tuple[tuple[str, str], ...]  #: Names, and addresses of pages, which may be empty.
    categories: tuple[tuple[str, str], ...]  #: Words, and what readers call them.


class _Head(NamedTuple):
    """What a feed says of itself."""

    id: str
    path: str
    title: str
    page: str  #: The address of the page that shows the same.
    author: str
    subtitle: str = ''


def feed_outputs(domain: FolioDomain, addresses: Addresses, config: Config) -> Iterator[Output]:
    """Yield the feeds of a site whose address is known."""
    items = _Items(domain, addresses)
    site = domain.site
    name = plain(site_name(domain.env))
    author = given_name(config.author) or name
    language = (config.language or 'en').replace('_', '-')

    def output(head: _Head, *parts: Iterable[_Item]) -> Output:
        held = [item for part in parts for item in part]
        shown = digest((head, language, held))
        return Output(head.path, shown, partial(_atom, head, held, addresses, language))

    base = addresses.base
    all_entries = [domain.graph.dated[name] for name in site.newest]
    yield output(
        _Head(base, FEED, name, base, author, config.folio_description),
        items.publications(Query(kind='publication')),
        items.entries(all_entries, NEWS_KINDS),
        items.updates(),
    )
    pages_of_lines = {
        line.kind: docname
        for docname in sorted(domain.pages, reverse=True)
        for line in domain.pages[docname].entries
        if not domain.pages[docname].record
    }
    for kind, path in site.feeds.items():
        listed = site.whole_lists.get(
            Query(kind='entry', entry_kind=(kind,))
        ) or pages_of_lines.get(kind)
        page = addresses.url(listed) if listed else base
        title = ' – '.join(filter(None, (name, kind_title(kind, config.folio_entry_kinds))))
        head = _Head(addresses.file(path), path, title, page, author)
        yield output(head, items.entries(all_entries, (kind,)))
    followed = feed_kinds(config.folio_entry_kinds)
    for person in domain.graph.people.values():
        if path := site.files_of(person.id).feed:
            title = ' – '.join(filter(None, (person.name, name)))
            page = addresses.url(person.docname)
            yield output(
                _Head(addresses.file(path), path, title, page, person.name),
                items.publications(Query(kind='publication', of=person.ref)),
                items.entries(site.newest_of(person.ref), followed),
            )


class _Items:
    """Makes the entries of feeds, each of them once."""

    def __init__(self, domain: FolioDomain, addresses: Addresses) -> None:
        self._domain = domain
        self._addresses = addresses
        self._graph = domain.graph
        self._evaluate = domain.site.selections.evaluate_all
        own = domain.env.config.folio_entry_kinds
        self._titles = {kind: kind_title(kind, own) for kind in feed_kinds(own)}
        self._made: dict[ObjectRef, _Item] = {}

    def publications(self, query: Query) -> Iterator[_Item]:
        """Return the newest publications that stand on a page and have a date."""
        dated = (
            self._publication(key, place)
            for key in self._evaluate(query)
            if self._graph.publications[key].year
            and (place := self._domain.find('publication', key))
            and self._domain.is_public(place[0])
        )
        return islice(dated, LIMIT)

    def entries(self, entries: Iterable[DatedEntry], kinds: tuple[str, ...]) -> Iterator[_Item]:
        """Return the first dated entries of some kinds that have a date and a public page."""
        dated = (
            self._entry(entry, entry.moment)
            for entry in entries
            if is_followed(entry, kinds) and entry.moment and self._domain.is_public(entry.docname)
        )
        return islice(dated, LIMIT)

    def updates(self) -> Iterator[_Item]:
        """Yield the people and projects whose facts were checked last."""
        people, projects = self._graph.people.values(), self._graph.projects.values()
        items: list[Person | Project] = [*people, *projects]
        records = [
            (item.updated, item.id, item)
            for item in items
            if item.updated and not self._domain.facts(item.docname).noindex
        ]
        records.sort(key=lambda dated: dated[:2], reverse=True)
        for updated, _id, record in records[:LIMIT]:
            is_author = isinstance(record, Person) and not record.anonymous and plain(record.name)
            yield _Item(
                self._name(record.kind, record.id),
                _('Updated: %s') % record.name,
                updated,
                None,
                self._addresses.url(record.docname),
                record.summary,
                ((record.name, ''),) if is_author else (),
                self._topics(record.ref),
            )

    def _publication(self, key: str, place: tuple[str, str, str]) -> _Item:
        ref = ObjectRef('publication', key)
        if ref not in self._made:
            publication = self._graph.publications[key]
            where = ', '.join(filter(None, (publication.venue, publication.dated)))
            self._made[ref] = _Item(
                self._name('publication', key),
                publication.title or publication.key,
                publication.date,
                None,
                self._addresses.url(place[0], place[1]),
                '. '.join(filter(None, (where, publication.abstract))),
                tuple(self._authors(key)),
                self._topics(ref),
            )
        return self._made[ref]

    def _entry(self, entry: DatedEntry, moment: PartialDate) -> _Item:
        if entry.ref not in self._made:
            title = self._titles[entry.entry_kind]
            updated = entry.updated or moment
            said = ' '.join(entry_text(self._domain, entry).paragraphs)
            said = '' if said == entry.name else said
            people = references(self._graph, entry.ref, 'person')
            named = [ref for ref in people if not self._graph.people[ref.id].anonymous]
            self._made[entry.ref] = _Item(
                self._name('entry', self._domain.site.stable_names[entry.id]),
                entry.name or title,
                updated,
                moment if is_before(moment, updated) else None,
                self._addresses.url(entry.docname, entry.anchor),
                '. '.join(filter(None, (entry.type, place_of(entry), said))),
                tuple((ref.name, self._addresses.url(ref.docname)) for ref in named),
                ((entry.entry_kind, title), *self._topics(entry.ref)),
            )
        return self._made[entry.ref]

    def _authors(self, key: str) -> Iterator[tuple[str, str]]:
        authors, matched = self._graph.publications[key].authors, self._graph.authors[key]
        limit = self._domain.env.config.folio_author_limit
        for author, person in islice(zip(authors, matched, strict=True), limit):
            docname = self._graph.people[person].docname if person else ''
            yield author.name, self._addresses.url(docname) if person else ''

    def _topics(self, node: ObjectRef) -> tuple[tuple[str, str], ...]:
        return tuple((ref.id, ref.name) for ref in references(self._graph, node, 'topic'))

    def _name(self, kind: Kind, name: str) -> str:
        return f'{self._addresses.base}#{kind}/{quote(name)}'


def _atom(head: _Head, items: Iterable[_Item], addresses: Addresses, language: str) -> bytes:
    """Return a feed, the newest entry first."""
    entries = [_entry(item) for item in items]
    entries.sort(key=lambda entry: entry.findtext('id', ''))
    entries.sort(key=lambda entry: entry.findtext('updated', ''), reverse=True)
    parts = [
        element('id', head.id),
        element('title', head.title),
        *([element('subtitle', head.subtitle)] if head.subtitle else ()),
        element('updated', entries[0].findtext('updated', '') if entries else _LONG_AGO),
        element('author', [element('name', head.author)]),
        _link(addresses.file(head.path), rel='self', type=FEED_TYPE),
        _link(head.page, rel='alternate', type='text/html'),
    ]
    about = {'xmlns': 'http://www.w3.org/2005/Atom', 'xml:lang': language}
    return xml_file(element('feed', [*parts, *entries], about))


def _entry(item: _Item) -> ET.Element:
    parts = [
        element('id', item.ref),
        element('title', item.title),
        *([element('published', timestamp(item.published))] if item.published else ()),
        element('updated', timestamp(item.updated)),
        *(
            element('author', [element('name', name), *([element('uri', url)] if url else ())])
            for name, url in item.authors
            if plain(name)
        ),
        _link(item.url, rel='alternate', type='text/html'),
        *(
            element('category', (), {'term': term, 'label': label})
            for term, label in item.categories
        ),
    ]
    if plain(item.summary):
        parts.append(element('summary', item.summary))
    return element('entry', parts)


def timestamp(moment: PartialDate) -> str:
    """Return the beginning of a year, a month or a day (RFC 3339)."""
    return f'{moment.year:04}-{moment.month or 1:02}-{moment.day or 1:02}T00:00:00Z'


def _link(url: str, **attributes: str) -> ET.Element:
    return element('link', attributes={'href': url, **attributes})
