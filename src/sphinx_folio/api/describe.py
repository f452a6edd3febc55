"""The graph of a site as the records that others rely on. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sphinx_folio.graph import Graph
from sphinx_folio.model import PLURALS, DatedEntry, Kind, ObjectRef, PartialDate, Period
from sphinx_folio.model import Link as KnownLink
from sphinx_folio.model import Person as KnownPerson
from sphinx_folio.model import Project as KnownProject
from sphinx_folio.model import Publication as KnownPublication
from sphinx_folio.model import Topic as KnownTopic

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
    #: Returns document and anchor of an object; None for one that is not to be told of.
    place_of: Callable[[ObjectRef], tuple[str, str] | None] | None = None
    #: Returns the address of a place in a document, of a picture, and of a linked file.
    url_of: Callable[[str, str], str] = lambda _docname, _anchor: ''
    picture_of: Callable[[str], str] = lambda _path: ''
    file_of: Callable[[str], str] = lambda path: path


def describe(graph: Graph, around: Surroundings) -> Portfolio:
    """Return what a graph says, each kind in the order of its ids.

    What is not to be told of is nowhere named.
    """
    return _Describer(graph, around).portfolio()


class _Describer:
    """Makes the records of one portfolio."""

    def __init__(self, graph: Graph, around: Surroundings) -> None:
        self._graph = graph
        self._around = around
        place_of = around.place_of or self._place_in_sources
        refs = [ObjectRef(kind, name) for kind in _KINDS for name in _in_order(graph.table(kind))]
        found = ((ref, place_of(ref)) for ref in refs)
        #: The document and the anchor of each object that is told of.
        self._places = {ref: place for ref, place in found if place is not None}
        self._is_all_told = len(self._places) == len(refs)
        #: Returns the objects of a kind that belong to one, as far as they are told of.
        self._others = cache(self._find_others)

    def portfolio(self) -> Portfolio:
        tables: dict[Kind, dict[str, Any]] = {kind: {} for kind in _KINDS}
        for ref in self._places:
            tables[ref.kind][ref.id] = self._item(ref)
        around = self._around
        objects: dict[str, Any] = {PLURALS[kind]: table for kind, table in tables.items()}
        edges = tuple(self._edges())
        return Portfolio(name=around.name, address=around.address, edges=edges, **objects)

    def _place_in_sources(self, ref: ObjectRef) -> tuple[str, str]:
        item: Any = self._graph.table(ref.kind)[ref.id]
        return getattr(item, 'docname', ''), getattr(item, 'anchor', '')

    def _item(self, ref: ObjectRef) -> Any:
        item, place = self._graph.table(ref.kind)[ref.id], self._places[ref]
        facts: dict[str, Any] = {
            'id': ref.id,
            'name': self._graph.name(ref) or ref.id,
            'page': place[0],
            'url': self._around.url_of(*place) if place[0] else '',
            'links': tuple(self._links(getattr(item, 'links', ()))),
            **{PLURALS[kind]: self._others(ref, kind) for kind in _KINDS if kind != ref.kind},
        }
        match item:
            case KnownPerson():
                return self._person(item, facts)
            case KnownProject():
                return self._project(item, facts)
            case KnownTopic():
                return self._topic(item, facts)
            case KnownPublication():
                return self._publication(item, facts)
            case _:
                return self._entry(item, facts)

    def _find_others(self, ref: ObjectRef, kind: Kind) -> tuple[str, ...]:
        names = _in_order(self._graph.neighbours(ref, kind))
        if self._is_all_told:
            return tuple(names)
        return tuple(name for name in names if ObjectRef(kind, name) in self._places)

    def _links(self, links: Iterable[KnownLink]) -> Iterator[Link]:
        for link in links:
            if self._around.email or not link.is_mail:
                url = self._around.file_of(link.url) if link.is_file else link.url
                yield Link(key=link.key, title=link.title, url=url, account=link.account)

    def _person(self, person: KnownPerson, facts: dict[str, Any]) -> Person:
        return Person(
            **facts,
            native_name=person.native_name,
            pronouns=person.pronouns,
            role=person.role,
            group=person.group or '',
            former=person.id in self._graph.former,
            affiliation=tuple(
                Affiliation(
                    name=item.name,
                    department=item.department,
                    ror=item.ror or '',
                    url=item.url or '',
                )
                for item in person.affiliation
            ),
            location=person.location,
            status=person.status,
            summary=person.summary,
            email=(person.email or '') if self._around.email else '',
            photo=self._picture(person.photo),
            names=person.names,
            anonymous=person.anonymous,
            joined=_date(person.joined),
            left=_date(person.left),
            next=person.next,
            fields=dict(person.fields),
            updated=_date(person.updated),
        )

    def _project(self, project: KnownProject, facts: dict[str, Any]) -> Project:
        return Project(
            **facts,
            **_period(project.period),
            type=project.type or '',
            status=project.status or '',
            summary=project.summary,
            funding=project.funding,
            image=self._picture(project.image),
            updated=_date(project.updated),
        )

    def _topic(self, topic: KnownTopic, facts: dict[str, Any]) -> Topic:
        del facts['links']  # it can have none
        return Topic(
            **facts,
            summary=topic.summary,
            aliases=topic.aliases,
            broader=self._among_topics(topic.broader),
            narrower=self._among_topics(self._graph.narrower(topic.id)),
        )

    def _among_topics(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            name for name in sorted(set(names)) if ObjectRef('topic', name) in self._places
        )

    def _publication(self, publication: KnownPublication, facts: dict[str, Any]) -> Publication:
        key = publication.key
        doi = next((link.url for link in publication.links if link.key == 'doi'), '')
        return Publication(
            **facts,
            type=publication.type,
            authors=tuple(
                Author(
                    name=author.name,
                    person=person if ObjectRef('person', person) in self._places else '',
                    marks=author.marks,
                )
                for author, person in zip(
                    publication.authors, self._graph.authors[key], strict=True
                )
            ),
            et_al=publication.et_al,
            edited=publication.edited,
            year=publication.year,
            date=_date(publication.date) if publication.year else '',
            status=publication.status,
            venue=publication.venue,
            abbr=publication.abbr,
            award=publication.award,
            doi=doi.removeprefix('https://doi.org/'),
            selected=publication.selected,
            versions=tuple(
                name
                for name in sorted(self._graph.versions(key))
                if ObjectRef('publication', name) in self._places
            ),
        )

    def _entry(self, entry: DatedEntry, facts: dict[str, Any]) -> Entry:
        return Entry(
            **facts,
            **_period(entry.when),
            kind=entry.entry_kind,
            type=entry.type,
            organisation=entry.organisation,
            place=entry.place,
            status=entry.status or '',
            summary=entry.summary,
            image=self._picture(entry.image),
            updated=_date(entry.updated),
        )

    def _picture(self, path: str) -> str:
        return self._around.picture_of(path) if path else ''

    def _edges(self) -> Iterator[Edge]:
        """Yield each pair once, from the kind that comes first; of one kind, as the role says."""
        for ref in self._places:
            for kind in _KINDS[_KINDS.index(ref.kind) + 1 :]:
                for name in self._others(ref, kind):
                    other = ObjectRef(kind, name)
                    role = self._role(ref.id, other) if ref.kind == 'person' else ''
                    yield _edge(ref, other, role)
            for name, role in self._of_same_kind(ref):
                other = ObjectRef(ref.kind, name)
                if other in self._places:
                    yield _edge(ref, other, role)

    def _of_same_kind(self, ref: ObjectRef) -> Iterator[tuple[str, str]]:
        graph = self._graph
        if ref.kind == 'topic':
            yield from ((name, 'broader') for name in sorted(set(graph.topics[ref.id].broader)))
        elif ref.kind == 'publication':
            paper = graph.papers.get(ref.id)
            if paper:
                yield paper, 'version'
            for name in sorted(graph.related.get(ref.id, ())):
                if name > ref.id and name != paper and graph.papers.get(name) != ref.id:
                    yield name, 'related'

    def _role(self, person: str, other: ObjectRef) -> str:
        if other.kind != 'publication':
            return self._graph.role(other, person)
        if person not in self._graph.authors[other.id]:
            return ''
        return 'editor' if self._graph.publications[other.id].edited else 'author'


def _in_order(names: Iterable[str]) -> list[str]:
    """Return ids in their order; lines without one have the name of their page, and a number."""
    found = list(names)
    if len(found) < 2:
        return found

    def place(name: str) -> tuple[str, int, str]:
        page, _sign, number = name.partition('#')
        return page, int(number) if number.isdecimal() else -1, name

    return sorted(found, key=place)


def _edge(source: ObjectRef, target: ObjectRef, role: str) -> Edge:
    return Edge(
        source_kind=source.kind,
        source=source.id,
        target_kind=target.kind,
        target=target.id,
        role=role,
    )


def _date(moment: PartialDate | None) -> str:
    return moment.isoformat() if moment else ''


def _period(period: Period | None) -> dict[str, Any]:
    """Return a period in words, and the dates that it begins and ends with."""
    if period is None:
        return {}
    start, end = _date(period.start), _date(period.end)
    return {'dates': period.written(), 'start': start, 'end': end}
