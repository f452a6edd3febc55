"""What a page shows of the graph: plain records, ready to render and to digest. Pure.

A page must be written again exactly when one of its views has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_folio.model import ObjectRef

from .placement import PersonFiles
from .query import evaluate_all
from .refs import Counts, Ref, reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_folio.model import (
        Affiliation,
        Kind,
        Link,
        Period,
        Person,
        Place,
        Project,
        Query,
        Topic,
    )

    from .graph import Graph
    from .placement import Placement


def view_list(query: Query, site: Placement, place: Place) -> ListView:
    """Return what the list of *query* shows; of one that is cut, links to its pages.

    :param place: the document that the list stands on, and its number there.
    """
    extent = extent_of(query, site, place)
    if query.kind == 'publication':
        return PublicationView(
            items=_items(query, site, place, extent.ids),
            total=extent.total,
            more=extent.more,
            group_by=query.group_by,
            filter=query.filter,
            export=extent.export,
            pages=extent.pages,
        )
    return extent.pages or _objects(query, site.graph, extent.ids)


def extent_of(query: Query, site: Placement, place: Place) -> Extent:
    """Return what of the list of *query* stands on its page."""
    pages = view_pages(site, place)
    found = evaluate_all(query, site.graph)
    shown = () if pages else found[: query.limit or None]
    is_part = query.kind == 'publication' and bool(shown) and len(shown) < len(found)
    more = _full_list(query, site, place[0]) if is_part else None
    return Extent(shown, len(found), pages, more, site.exports.get(place, ''))


def view_cut(query: Query, site: Placement, place: Place, pagename: str) -> ListView:
    """Return what one of the pages shows that a list is cut into."""
    ids = site.pages[place][pagename].ids
    if query.kind != 'publication':
        return _objects(query, site.graph, ids)
    return PublicationView(
        items=_items(query, site, (pagename, 0), ids),
        total=len(ids),
        more=None,
        group_by=query.group_by,
        filter=query.filter,
        export='',
    )


def view_pages(site: Placement, place: Place) -> tuple[Ref, ...]:
    """Return the pages that a list is cut into; none, if it is whole."""
    return tuple(
        Ref('page', name, name, cut.label, str(len(cut.ids)))
        for name, cut in site.pages.get(place, {}).items()
    )


def _objects(query: Query, graph: Graph, ids: Iterable[str]) -> tuple[Ref, ...] | tuple[Card, ...]:
    refs = tuple(reference(graph, query.kind, name, query.of) for name in ids)
    return refs if query.style == 'inline' else tuple(view_card(graph, ref) for ref in refs)


def _items(query: Query, site: Placement, place: Place, keys: Iterable[str]) -> tuple[Item, ...]:
    return tuple(
        view_item(
            site.graph, key, query, anchor=site.ids[key] if site.anchors.get(key) == place else ''
        )
        for key in keys
    )


def _full_list(query: Query, site: Placement, docname: str) -> Ref | None:
    """Return the page of the one object that a list is of, else that of all publications."""
    nodes = [query.of] if query.of else []
    nodes += [ObjectRef('person', name) for name in query.person]
    nodes += [ObjectRef('project', name) for name in query.project]
    nodes += [ObjectRef('topic', name) for name in query.topic]
    target = site.full_list
    if len(nodes) == 1 and nodes[0].id in site.graph.table(nodes[0].kind):
        target = reference(site.graph, nodes[0].kind, nodes[0].id)
    return target if target and target.docname != docname else None


def view_profile(node: ObjectRef, site: Placement) -> Profile:
    """Return the card of the object *node* for its own page."""
    graph = site.graph
    topics = _references(graph, node, 'topic')
    if node.kind == 'person':
        files = site.files.get(node.id, PersonFiles())
        return PersonView(graph.people[node.id], topics, node.id in site.cvs, files)
    if node.kind == 'project':
        return ProjectView(graph.projects[node.id], topics, _counts(graph, node))
    topic = graph.topics[node.id]
    narrower = set(graph.narrower(node.id))
    return TopicView(
        topic,
        tuple(ref for ref in topics if ref.id in topic.broader),
        tuple(ref for ref in topics if ref.id in narrower),
        _counts(graph, node),
    )


def _counts(graph: Graph, node: ObjectRef) -> Counts:
    kinds: tuple[Kind, ...] = ('person', 'project', 'publication')
    found = ((kind, len(graph.neighbours(node, kind))) for kind in kinds if kind != node.kind)
    return tuple((kind, count) for kind, count in found if count)


def _references(graph: Graph, node: ObjectRef, kind: Kind) -> tuple[Ref, ...]:
    return tuple(reference(graph, kind, name, node) for name in graph.neighbours(node, kind))


def affiliation_text(affiliations: tuple[Affiliation, ...]) -> str:
    """Return the organisations of a person in one line."""
    return '; '.join(
        ', '.join(part for part in (item.department, item.name) if part) for item in affiliations
    )


def view_card(graph: Graph, ref: Ref) -> Card:
    """Return an object as a card in a list."""
    if ref.kind == 'person':
        person = graph.people[ref.id]
        return Card(
            ref,
            line=ref.detail or person.role,
            place=affiliation_text(person.affiliation),
            summary=person.summary,
            image=person.photo,
            portrait=True,
            anonymous=person.anonymous,
            topics=_references(graph, ObjectRef('person', ref.id), 'topic'),
            group=person.group or '',
        )
    if ref.kind == 'project':
        project = graph.projects[ref.id]
        return Card(
            ref,
            line=ref.detail,
            summary=project.summary,
            period=project.period,
            image=project.image,
            topics=_references(graph, ObjectRef('project', ref.id), 'topic'),
        )
    counts = _counts(graph, ObjectRef('topic', ref.id))
    return Card(ref, summary=graph.topics[ref.id].summary, counts=counts)


def view_item(graph: Graph, key: str, query: Query, *, anchor: str = '') -> Item:
    """Return one publication in the list of *query*.

    :param anchor: its id, where the list is the place that citations lead to.
    """
    publication = graph.publications[key]
    node = ObjectRef('publication', publication.key)
    matched = graph.authors[publication.key]
    owners = {*query.person, *([query.of.id] if query.of and query.of.kind == 'person' else [])}
    authors = tuple(
        AuthorView(
            author.name,
            reference(graph, 'person', person) if person else None,
            bool(person) and person in owners,
            author.marks,
        )
        for author, person in zip(publication.authors, matched, strict=True)
    )
    people = _references(graph, node, 'person')
    return Item(
        key=publication.key,
        type=publication.type,
        title=publication.title,
        authors=authors,
        et_al=publication.et_al,
        tied=tuple(ref for ref in people if ref.id not in matched),
        year=publication.year,
        venue=publication.venue,
        abbr=publication.abbr,
        award=publication.award,
        selected=publication.selected,
        abstract=publication.abstract,
        note=publication.note,
        links=publication.links,
        projects=_others(_references(graph, node, 'project'), query.of),
        topics=_others(_references(graph, node, 'topic'), query.of),
        anchor=anchor,
        digest=publication.digest,
    )


def _others(refs: tuple[Ref, ...], of: ObjectRef | None) -> tuple[Ref, ...]:
    """Leave out the object whose page this is."""
    return tuple(ref for ref in refs if of is None or (ref.kind, ref.id) != of)


class Card(NamedTuple):
    """An object in a list of cards."""

    ref: Ref
    #: First line below the name: role, period.
    line: str = ''
    #: Second line: affiliation.
    place: str = ''
    summary: str = ''
    period: Period | None = None
    #: Picture relative to the source folder, or empty.
    image: str = ''
    #: True where a monogram stands for the missing picture.
    portrait: bool = False
    anonymous: bool = False
    topics: tuple[Ref, ...] = ()
    #: The group of a person, by its word in the front matter.
    group: str = ''
    counts: Counts = ()


class AuthorView(NamedTuple):
    """One author in a list of publications."""

    name: str
    person: Ref | None
    #: True on the page of this very person.
    is_self: bool
    marks: tuple[str, ...]


class Item(NamedTuple):
    """One publication in a list."""

    key: str
    type: str
    title: str
    authors: tuple[AuthorView, ...]
    et_al: bool
    #: People it is tied to without an author list.
    tied: tuple[Ref, ...]
    year: int | None
    venue: str
    abbr: str
    award: str
    selected: bool
    abstract: str
    note: str
    links: tuple[Link, ...]
    projects: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    #: Id of the item where this list is the place that citations lead to, else empty.
    anchor: str
    #: Digest of the entry, whose source the item shows too.
    digest: str


class Extent(NamedTuple):
    """What of a list stands on its page, and where the rest is."""

    ids: tuple[str, ...]
    #: How many there are without the list's limit.
    total: int
    #: The pages that a long list is cut into, with the number of items as detail.
    pages: tuple[Ref, ...]
    #: The page that lists all publications, where this list shows some of them.
    more: Ref | None
    #: Path of the list's files in the built site, without a suffix; or empty.
    export: str


class PublicationView(NamedTuple):
    """A list of publications."""

    items: tuple[Item, ...]
    #: How many there are without the list's limit.
    total: int
    #: The page that lists all of them, where this list is cut.
    more: Ref | None
    group_by: str
    filter: bool
    #: Path of the list's files in the built site, without a suffix; or empty.
    export: str
    #: The pages that a long list is cut into, with the number of entries as detail.
    pages: tuple[Ref, ...] = ()

    def anchored(self, ids: dict[str, str]) -> PublicationView:
        """Return the list with each of its entries as the place that links lead to."""
        items = tuple(item._replace(anchor=ids.get(item.key, '')) for item in self.items)
        return self._replace(items=items)


class PersonView(NamedTuple):
    """The card of a person on their own page."""

    person: Person
    topics: tuple[Ref, ...]
    #: Whether there is a CV as PDF to link to.
    has_cv: bool = False
    #: The files for machines to link to.
    files: PersonFiles = PersonFiles()


class ProjectView(NamedTuple):
    """The card of a project on its own page."""

    project: Project
    topics: tuple[Ref, ...]
    counts: Counts


class TopicView(NamedTuple):
    """The card of a topic on its own page."""

    topic: Topic
    broader: tuple[Ref, ...]
    narrower: tuple[Ref, ...]
    counts: Counts


Profile = PersonView | ProjectView | TopicView
ListView = tuple[Ref, ...] | tuple[Card, ...] | PublicationView
