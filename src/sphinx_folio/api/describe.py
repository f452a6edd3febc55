"""The graph of a site as the records that others rely on. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import repeat
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from sphinx_folio.graph import Graph
from sphinx_folio.model import PLURALS, DatedEntry, Kind, ObjectRef, PartialDate, Period
from sphinx_folio.model import Link as KnownLink
from sphinx_folio.model import Person as KnownPerson
from sphinx_folio.model import Project as KnownProject
from sphinx_folio.model import Publication as KnownPublication
from sphinx_folio.model import Topic as KnownTopic
from sphinx_folio.util import filled

from .records import (
    Affiliation,
    Author,
    Edge,
    Entry,
    Link,
    Person,
    Portfolio,
    Project,
    Publication,
    Topic,
)

_KINDS = tuple(PLURALS)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is known of a site beside its graph; by default, what is known without a build."""

    name: str = ''
    address: str = ''
    #: Whether e-mail addresses are given.
    email: bool = True
    #: Returns document and anchor of each object of a kind that is to be told of.
    places_of: Callable[[Kind], Mapping[str, tuple[str, str]]] | None = None
    #: Returns the address of a place in a document, of a picture, and of a linked file.
    url_of: Callable[[str, str], str] = lambda _docname, _anchor: ''
    picture_of: Callable[[str], str] = lambda _path: ''
    file_of: Callable[[str], str] = lambda path: path


class Texts(NamedTuple):
    """What is written of a portfolio."""

    #: The texts of objects by their kind and their id.
    objects: Mapping[Kind, Mapping[str, str]] = MappingProxyType({})
    edges: str | None = None  #: All of them in one text.


_NOTHING = Texts()


class Edges(NamedTuple):
    """The edges that one object has with those of a kind: each pair stands once."""

    source_kind: Kind
    source: str
    target_kind: Kind
    #: The ids of the others, each with the role of the source.
    targets: Iterable[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Statements:
    """What a portfolio says as plain data: less to make and to write than its records.

    Each object is a mapping of the fields of its record that say something, in their order, or
    its text where that is known already; so are the edges.
    """

    name: str
    address: str
    people: Iterable[dict[str, Any] | str]
    projects: Iterable[dict[str, Any] | str]
    topics: Iterable[dict[str, Any] | str]
    publications: Iterable[dict[str, Any] | str]
    entries: Iterable[dict[str, Any] | str]
    edges: Iterable[Edges] | str


def describe(graph: Graph, around: Surroundings) -> Portfolio:
    """Return what a graph says, each kind in the order of its ids.

    What is not to be told of is nowhere named.
    """
    said = state(graph, around)
    tables: dict[str, Any] = {
        name: {item['id']: _record(record, item) for item in getattr(said, name)}
        for name, record in _RECORDS.items()
    }
    edges = tuple(
        Edge(source_kind=kind, source=source, target_kind=other, target=target, role=role)
        for kind, source, other, targets in cast('Iterable[Edges]', said.edges)
        for target, role in targets
    )
    return Portfolio(name=said.name, address=said.address, edges=edges, **tables)


def state(graph: Graph, around: Surroundings, texts: Texts = _NOTHING) -> Statements:
    """Return the same as plain data, each part worked out when it is asked for.

    :param texts: what is known already.
    """
    describer = _Describer(graph, around)
    tables: dict[str, Any] = {
        plural: describer.items(kind, texts.objects.get(kind, {}))
        for kind, plural in PLURALS.items()
    }
    edges = describer.edges() if texts.edges is None else texts.edges
    return Statements(name=around.name, address=around.address, edges=edges, **tables)


_RECORDS: dict[str, type[Any]] = {
    'people': Person,
    'projects': Project,
    'topics': Topic,
    'publications': Publication,
    'entries': Entry,
}
#: What makes the record of a part of an object, by the field that holds such parts.
_PARTS: dict[str, Callable[..., Any]] = {
    'affiliation': partial(Affiliation, name=''),
    'authors': partial(Author, name=''),
    'links': partial(Link, key='', title='', url=''),
}


def _record(record: type[Any], item: Mapping[str, Any]) -> Any:
    parts = {
        name: tuple(make(**part) for part in item[name])
        for name, make in _PARTS.items()
        if name in item
    }
    return record(**{**item, **parts})


class _Describer:
    """Says what one portfolio says."""

    def __init__(self, graph: Graph, around: Surroundings) -> None:
        self._graph = graph
        self._around = around
        places_of = around.places_of or graph.places
        #: The document and the anchor of each object that is told of, in the order of the ids.
        self._places: dict[Kind, dict[str, tuple[str, str]]] = {}
        for kind in _KINDS:
            places = places_of(kind)
            self._places[kind] = {name: places[name] for name in _in_order(places)}
        #: The place of each of them in that order.
        self._order = {
            kind: {name: number for number, name in enumerate(places)}
            for kind, places in self._places.items()
        }
        #: Returns the ids of the objects of other kinds that belong to one, by their list.
        self._others = cache(self._find_others)
        # many objects are of one date
        self._date = cache(_date)
        self._period = cache(_period)

    def _find_others(self, kind: Kind, name: str) -> dict[str, tuple[str, ...]]:
        around, found = self._graph.around(ObjectRef(kind, name)), {}
        for other, order in self._order.items():
            names = around.get(other, ()) if other != kind else ()
            if told := [each for each in names if each in order]:
                found[PLURALS[other]] = tuple(sorted(told, key=order.__getitem__))
        return found

    def items(self, kind: Kind, texts: Mapping[str, str]) -> Iterator[dict[str, Any] | str]:
        """Yield what is said of each object of a kind, or the text of it that is known."""
        table, url_of = self._graph.table(kind), self._around.url_of
        say: Callable[[Any], dict[str, Any]] = getattr(self, f'_{kind}')
        for name, (docname, anchor) in self._places[kind].items():
            if name in texts:
                yield texts[name]
                continue
            item: Any = table[name]
            said = {
                'id': name,
                'name': (item.title if kind == 'publication' else item.name) or name,
                'page': docname,
                'url': url_of(docname, anchor) if docname else '',
                **say(item),
            }
            others = self._others(kind, name)
            yield {field: value for field, value in said.items() if value} | others

    def _links(self, links: Iterable[KnownLink]) -> list[dict[str, Any]]:
        email, file_of = self._around.email, self._around.file_of
        told = links if email else (link for link in links if not link.is_mail)
        return [
            filled(
                key=link.key,
                title=link.title,
                url=file_of(link.url) if link.is_file else link.url,
                account=link.account,
            )
            for link in told
        ]

    def _person(self, person: KnownPerson) -> dict[str, Any]:
        return {
            'native_name': person.native_name,
            'pronouns': person.pronouns,
            'role': person.role,
            'group': person.group,
            'former': person.id in self._graph.former,
            'affiliation': [
                filled(name=item.name, department=item.department, ror=item.ror, url=item.url)
                for item in person.affiliation
            ],
            'location': person.location,
            'status': person.status,
            'summary': person.summary,
            'email': self._around.email and person.email,
            'photo': self._picture(person.photo),
            'links': self._links(person.links),
            'names': person.names,
            'anonymous': person.anonymous,
            'joined': self._date(person.joined),
            'left': self._date(person.left),
            'next': person.next,
            'fields': dict(person.fields),
            'updated': self._date(person.updated),
        }

    def _project(self, project: KnownProject) -> dict[str, Any]:
        return {
            'type': project.type,
            'status': project.status,
            **self._period(project.period),
            'summary': project.summary,
            'links': self._links(project.links),
            'funding': project.funding,
            'image': self._picture(project.image),
            'updated': self._date(project.updated),
        }

    def _topic(self, topic: KnownTopic) -> dict[str, Any]:
        return {
            'summary': topic.summary,
            'aliases': topic.aliases,
            'broader': self._told('topic', topic.broader),
            'narrower': self._told('topic', self._graph.narrower(topic.id)),
        }

    def _publication(self, publication: KnownPublication) -> dict[str, Any]:
        key, people, versions = publication.key, self._places['person'], self._graph.versions
        doi = next((link.url for link in publication.links if link.key == 'doi'), '')
        return {
            'type': publication.type,
            'authors': [
                filled(name=author.name, person=person in people and person, marks=author.marks)
                for author, person in zip(
                    publication.authors, self._graph.authors[key], strict=True
                )
            ],
            'et_al': publication.et_al,
            'edited': publication.edited,
            'year': publication.year,
            'date': publication.year and self._date(publication.date),
            'status': publication.status,
            'venue': publication.venue,
            'abbr': publication.abbr,
            'award': publication.award,
            'doi': doi.removeprefix('https://doi.org/'),
            'links': self._links(publication.links),
            'selected': publication.selected,
            'versions': self._told('publication', versions(key)),
        }

    def _entry(self, entry: DatedEntry) -> dict[str, Any]:
        return {
            'kind': entry.entry_kind,
            'type': entry.type,
            **self._period(entry.when),
            'organisation': entry.organisation,
            'place': entry.place,
            'status': entry.status,
            'summary': entry.summary,
            'links': self._links(entry.links),
            'image': self._picture(entry.image),
            'updated': self._date(entry.updated),
        }

    def _told(self, kind: Kind, names: Collection[str]) -> tuple[str, ...]:
        """Return the objects of some that are told of, each once."""
        places = self._places[kind]
        return tuple([name for name in sorted(set(names)) if name in places]) if names else ()

    def _picture(self, path: str) -> str:
        return self._around.picture_of(path) if path else ''

    def edges(self) -> Iterator[Edges]:
        """Yield the edges from the kind that comes first; of one kind, as the role says."""
        for number, kind in enumerate(_KINDS):
            later = _KINDS[number + 1 :]
            for name in self._places[kind]:
                others = self._others(kind, name)
                for other in later:
                    if names := others.get(PLURALS[other]):
                        roles = self._roles(name, other, names) if kind == 'person' else repeat('')
                        yield Edges(kind, name, other, zip(names, roles, strict=False))
                alike = self._of_same_kind(kind, name)
                if told := [pair for pair in alike if pair[0] in self._places[kind]]:
                    yield Edges(kind, name, kind, told)

    def _of_same_kind(self, kind: Kind, name: str) -> Iterator[tuple[str, str]]:
        graph = self._graph
        if kind == 'topic':
            yield from ((other, 'broader') for other in sorted(set(graph.topics[name].broader)))
        elif kind == 'publication':
            paper = graph.papers.get(name)
            if paper:
                yield paper, 'version'
            for other in sorted(graph.related.get(name, ())):
                if other > name and other != paper and graph.papers.get(other) != name:
                    yield other, 'related'

    def _roles(self, person: str, kind: Kind, names: Iterable[str]) -> list[str]:
        graph = self._graph
        if kind != 'publication':
            return [graph.role(ObjectRef(kind, name), person) for name in names]
        authors, entries = graph.authors, graph.publications
        return [
            ('editor' if entries[name].edited else 'author') if person in authors[name] else ''
            for name in names
        ]


def _in_order(names: Iterable[str]) -> list[str]:
    """Return ids in their order; lines without one have the name of their page, and a number."""
    found = sorted(names)

    def place(name: str) -> tuple[str, int, str]:
        page, _sign, number = name.partition('#')
        return page, int(number) if number.isdecimal() else -1, name

    return sorted(found, key=place) if any('#' in name for name in found) else found


def _date(moment: PartialDate | None) -> str:
    return moment.isoformat() if moment else ''


def _period(period: Period | None) -> dict[str, Any]:
    """Return a period in words, and the dates that it begins and ends with."""
    if period is None:
        return {}
    start, end = _date(period.start), _date(period.end)
    return {'dates': period.written(), 'start': start, 'end': end}
