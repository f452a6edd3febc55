"""``feed.xml``: the newest publications and updates as an Atom feed (RFC 4287).

Its dates are those of entries and of front matter, never that of the build.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from sphinx_folio.model import KIND_OF, ObjectRef, PartialDate, Person, Query
from sphinx_folio.shared import FEED, FEED_TYPE, _, site_name
from sphinx_folio.util import element, plain, xml_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

    from sphinx.config import Config

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.model import Kind, Project, Publication
    from sphinx_folio.shared import Addresses


#: How many publications a feed holds, and how many updates.
LIMIT = 50
#: What a feed without an entry says, as it must say when it was updated.
_LONG_AGO = '1970-01-01T00:00:00Z'
#: What Sphinx takes for the author where ``conf.py`` names none.
_NO_AUTHOR = 'Author name not set'


class _Entry(NamedTuple):
    """An entry of the feed, and what sorts it."""

    updated: str
    id: str
    xml: ET.Element


def feed(domain: FolioDomain, addresses: Addresses, config: Config) -> bytes:
    """Return the feed of a site whose address is known."""
    writer = _Writer(domain, addresses)
    entries = sorted([*writer.publications(), *writer.updates()], key=lambda entry: entry.id)
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    title = plain(site_name(domain.env))
    author = config.author if config.author not in {'', _NO_AUTHOR} else title
    head = [
        element('id', addresses.base),
        element('title', title),
        element('updated', entries[0].updated if entries else _LONG_AGO),
        element('author', [element('name', author)]),
        _link(addresses.file(FEED), rel='self', type=FEED_TYPE),
        _link(addresses.base, rel='alternate', type='text/html'),
    ]
    if config.folio_description:
        head.insert(2, element('subtitle', config.folio_description))
    language = (config.language or 'en').replace('_', '-')
    about = {'xmlns': 'http://www.w3.org/2005/Atom', 'xml:lang': language}
    return xml_file(element('feed', [*head, *(entry.xml for entry in entries)], about))


class _Writer:
    """Makes the entries of one feed."""

    def __init__(self, domain: FolioDomain, addresses: Addresses) -> None:
        self._domain = domain
        self._addresses = addresses
        self._graph = domain.graph
        self._limit = domain.env.config.folio_author_limit

    def publications(self) -> Iterator[_Entry]:
        """Yield the newest publications that stand on a page and have a date."""
        keys = self._domain.site.selections.evaluate_all(Query(kind='publication'))
        placed = (
            (self._domain.publications[key], place)
            for key in keys
            if (place := self._domain.find('publication', key))
            and not self._domain.facts(place[0]).noindex
        )
        dated = (found for found in placed if found[0].year)
        for publication, place in islice(dated, LIMIT):
            yield self._publication(publication, *place[:2])

    def updates(self) -> Iterator[_Entry]:
        """Yield the people and projects whose facts were checked last."""
        known: list[Person | Project] = list(self._graph.people.values())
        known += self._graph.projects.values()
        records = [
            (item.updated, item.id, item)
            for item in known
            if item.updated and not self._domain.facts(item.docname).noindex
        ]
        records.sort(key=lambda found: found[:2], reverse=True)
        for updated, _id, record in records[:LIMIT]:
            yield self._update(record, updated)

    def _publication(self, publication: Publication, docname: str, anchor: str) -> _Entry:
        moment = PartialDate(publication.year or 0, publication.month)
        where = ', '.join(filter(None, (publication.venue, str(publication.year))))
        summary = '. '.join(filter(None, (where, publication.abstract)))
        return self._entry(
            ObjectRef('publication', publication.key),
            publication.title or publication.key,
            moment,
            self._addresses.url(docname, anchor),
            summary,
            list(self._authors(publication)),
        )

    def _authors(self, publication: Publication) -> Iterator[ET.Element]:
        matched = self._graph.authors[publication.key]
        for author, person in list(zip(publication.authors, matched, strict=True))[: self._limit]:
            if plain(author.name):
                parts = [element('name', author.name)]
                if person:
                    docname = self._graph.people[person].docname
                    parts.append(element('uri', self._addresses.url(docname)))
                yield element('author', parts)

    def _update(self, record: Person | Project, updated: PartialDate) -> _Entry:
        is_author = isinstance(record, Person) and not record.anonymous
        authors = [element('author', [element('name', record.name)])]
        return self._entry(
            ObjectRef(KIND_OF[type(record)], record.id),
            _('Updated: %s') % record.name,
            updated,
            self._addresses.url(record.docname),
            record.summary,
            authors if is_author and plain(record.name) else [],
        )

    def _entry(
        self,
        node: ObjectRef,
        title: str,
        moment: PartialDate,
        url: str,
        summary: str,
        authors: list[ET.Element],
    ) -> _Entry:
        """Return one entry, under an id that stays when its list or page moves."""
        name = f'{self._addresses.base}#{node.kind}/{quote(node.id)}'
        updated = timestamp(moment)
        parts = [
            element('id', name),
            element('title', title),
            element('updated', updated),
            *authors,
            _link(url, rel='alternate', type='text/html'),
            *self._topics(node),
        ]
        if plain(summary):
            parts.append(element('summary', summary))
        return _Entry(updated, name, element('entry', parts))

    def _topics(self, node: ObjectRef) -> Iterator[ET.Element]:
        kind: Kind = 'topic'
        for topic in self._graph.neighbours(node, kind):
            label = self._graph.topics[topic].name
            yield element('category', attributes={'term': topic, 'label': label})


def timestamp(moment: PartialDate) -> str:
    """Return the beginning of a year, a month or a day (RFC 3339)."""
    return f'{moment.year:04}-{moment.month or 1:02}-{moment.day or 1:02}T00:00:00Z'


def _link(url: str, **attributes: str) -> ET.Element:
    return element('link', attributes={'href': url, **attributes})
