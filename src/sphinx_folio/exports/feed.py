"""``feed.xml``: the newest publications and updates as an Atom feed (RFC 4287).

Its dates are those of entries and of front matter, never that of the build.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sphinx.config import Config

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import references
from sphinx_folio.model import ObjectRef, PartialDate, Person, Project, Publication, Query
from sphinx_folio.shared import FEED, FEED_TYPE, Addresses, _, given_name, site_name
from sphinx_folio.util import element, plain, xml_file

#: How many publications a feed holds, and how many updates.
LIMIT = 50
#: What a feed without an entry says, as it must say when it was updated.
_LONG_AGO = '1970-01-01T00:00:00Z'


def feed(domain: FolioDomain, addresses: Addresses, config: Config) -> bytes:
    """Return the feed of a site whose address is known."""
    writer = _Writer(domain, addresses)
    entries = [*writer.publications(), *writer.updates()]
    entries.sort(key=lambda entry: entry.findtext('id', ''))
    entries.sort(key=lambda entry: entry.findtext('updated', ''), reverse=True)
    title = plain(site_name(domain.env))
    author = given_name(config.author) or title
    head = [
        element('id', addresses.base),
        element('title', title),
        element('updated', entries[0].findtext('updated', '') if entries else _LONG_AGO),
        element('author', [element('name', author)]),
        _link(addresses.file(FEED), rel='self', type=FEED_TYPE),
        _link(addresses.base, rel='alternate', type='text/html'),
    ]
    if config.folio_description:
        head.insert(2, element('subtitle', config.folio_description))
    language = (config.language or 'en').replace('_', '-')
    about = {'xmlns': 'http://www.w3.org/2005/Atom', 'xml:lang': language}
    return xml_file(element('feed', [*head, *entries], about))


class _Writer:
    """Makes the entries of one feed."""

    def __init__(self, domain: FolioDomain, addresses: Addresses) -> None:
        self._domain = domain
        self._addresses = addresses
        self._graph = domain.graph

    def publications(self) -> Iterator[ET.Element]:
        """Return the newest publications that stand on a page and have a date."""
        dated = (
            self._publication(publication, place[0], place[1])
            for key in self._domain.site.selections.evaluate_all(Query(kind='publication'))
            if (publication := self._graph.publications[key]).year
            and (place := self._domain.find('publication', key))
            and self._domain.is_public(place[0])
        )
        return islice(dated, LIMIT)

    def updates(self) -> Iterator[ET.Element]:
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
            yield self._update(record, updated)

    def _publication(self, publication: Publication, docname: str, anchor: str) -> ET.Element:
        where = ', '.join(filter(None, (publication.venue, publication.dated)))
        return self._entry(
            ObjectRef('publication', publication.key),
            publication.title or publication.key,
            publication.date,
            self._addresses.url(docname, anchor),
            '. '.join(filter(None, (where, publication.abstract))),
            self._authors(publication),
        )

    def _authors(self, publication: Publication) -> Iterator[ET.Element]:
        matched = self._graph.authors[publication.key]
        limit = self._domain.env.config.folio_author_limit
        for author, person in islice(zip(publication.authors, matched, strict=True), limit):
            if plain(author.name):
                docname = self._graph.people[person].docname if person else ''
                uri = [element('uri', self._addresses.url(docname))] if person else []
                yield element('author', [element('name', author.name), *uri])

    def _update(self, record: Person | Project, updated: PartialDate) -> ET.Element:
        is_author = isinstance(record, Person) and not record.anonymous and plain(record.name)
        return self._entry(
            record.ref,
            _('Updated: %s') % record.name,
            updated,
            self._addresses.url(record.docname),
            record.summary,
            [element('author', [element('name', record.name)])] if is_author else [],
        )

    def _entry(
        self,
        node: ObjectRef,
        title: str,
        moment: PartialDate,
        url: str,
        summary: str,
        authors: Iterable[ET.Element],
    ) -> ET.Element:
        """Return one entry, under an id that stays when its list or page moves."""
        topics = references(self._graph, node, 'topic')
        parts = [
            element('id', f'{self._addresses.base}#{node.kind}/{quote(node.id)}'),
            element('title', title),
            element('updated', timestamp(moment)),
            *authors,
            _link(url, rel='alternate', type='text/html'),
            *(element('category', (), {'term': topic.id, 'label': topic.name}) for topic in topics),
        ]
        if plain(summary):
            parts.append(element('summary', summary))
        return element('entry', parts)


def timestamp(moment: PartialDate) -> str:
    """Return the beginning of a year, a month or a day (RFC 3339)."""
    return f'{moment.year:04}-{moment.month or 1:02}-{moment.day or 1:02}T00:00:00Z'


def _link(url: str, **attributes: str) -> ET.Element:
    return element('link', attributes={'href': url, **attributes})
