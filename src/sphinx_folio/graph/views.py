"""What a page shows of the graph: plain records, ready to render and to digest. Pure.

A page must be written again exactly when one of its views has changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, Self

from sphinx_folio.model import (
    EVENT_KINDS,
    Affiliation,
    Kind,
    ObjectRef,
    PartialDate,
    Period,
    Person,
    Place,
    Project,
    Publication,
    Query,
    Topic,
)

from .pagination import PART, Cut
from .query import select_elsewhere
from .refs import Counts, Ref, all_references, reference, reference_elsewhere
from .site import Cited, DatedItem, DatedMention, EntryView, PersonFiles, Site, whole_list

#: Pages before and after one of many that it leads to; no page may show what grows with them.
_PARTS_AROUND = 3


class Card(NamedTuple):
    """An object in a list of cards."""

    ref: Ref
    line: str = ''  #: First line below the name: role, period.
    place: str = ''  #: Second line: affiliation.
    summary: str = ''
    period: Period | None = None
    image: str = ''  #: Picture relative to the source folder, or empty.
    portrait: bool = False  #: True where a monogram stands for the missing picture.
    anonymous: bool = False
    topics: tuple[Ref, ...] = ()
    group: str = ''  #: The group that a person is listed under, by its word.
    #: When a former member came and left, as far as it is known, and what became of them.
    membership: tuple[PartialDate | None, PartialDate | None] = (None, None)
    next: str = ''
    type: str = ''  #: What a project is, by its word in the front matter.
    counts: Counts = ()


class AuthorView(NamedTuple):
    """One author in a list of publications."""

    name: str
    person: Ref | None
    is_self: bool  #: True on the page of this very person.
    marks: tuple[str, ...]


class Item(NamedTuple):
    """An entry where it stands: in one list, on one page."""

    entry: EntryView
    #: The object that the list is of, which is not named again.
    of: ObjectRef | None
    #: Ids of the people whose list it is.
    owners: tuple[str, ...]
    #: Id of the item where this list is the place that citations lead to, else empty.
    anchor: str = ''
    #: Ids of its preprints, there.
    further_anchors: tuple[str, ...] = ()
    #: The page of the entry, where it stands on another one; or empty.
    page: str = ''
    #: The page that has its abstract and BibTeX, where this list leaves them to it; or empty.
    home: str = ''

    @property
    def publication(self) -> Publication:
        """The entry itself."""
        return self.entry.publication

    @property
    def authors(self) -> tuple[AuthorView, ...]:
        """The author list."""
        return tuple(
            AuthorView(author.name, ref, ref is not None and ref.id in self.owners, author.marks)
            for author, ref in zip(self.publication.authors, self.entry.people, strict=True)
        )

    @property
    def related(self) -> tuple[Ref, ...]:
        """Its projects, then its topics, without the object whose page this is."""
        refs = (*self.entry.projects, *self.entry.topics)
        return tuple(ref for ref in refs if self.of is None or (ref.kind, ref.id) != self.of)


class PublicationView(NamedTuple):
    """A list of publications."""

    items: tuple[Item, ...]
    #: How many there are without the list's limit.
    total: int
    group_by: str
    filter: bool
    #: The page that lists all of them, where this list is cut.
    more: Ref | None = None
    #: Path of the list's files in the built site, without a suffix; or empty.
    export: str = ''
    #: The pages that a long list is cut into, with the number of entries as detail.
    pages: tuple[Ref, ...] = ()
    #: The numbers of the items, where these are not all of the list, and it shows them.
    numbers: tuple[int, ...] = ()
    #: Whether it is of the person whose site it is, and links to each entry lead elsewhere.
    is_owners: bool = False
    #: Whether its page is called what its one group is.
    is_titled: bool = False
    #: Whether it shows the pictures of its entries.
    with_previews: bool = False
    #: Publications that another site lists, of which this one has no entry.
    elsewhere: tuple[Ref, ...] = ()

    def anchored(self, ids: Mapping[str, str]) -> Self:
        """Return the list with each of its entries as the place that links lead to."""
        anchored = (
            item._replace(
                anchor=ids.get(item.publication.key, ''),
                further_anchors=_ids_of(item.entry, ids),
            )
            for item in self.items
        )
        return self._replace(items=tuple(anchored))


class PublicationPage(NamedTuple):
    """The page of an entry."""

    item: Item
    #: The entries that have a page and are tied to it by the field ``related`` of either.
    versions: tuple[Item, ...]
    #: The page that lists all publications, or None.
    full_list: Ref | None


class PersonView(NamedTuple):
    """The card of a person on their own page."""

    person: Person
    topics: tuple[Ref, ...]
    is_former: bool = False
    has_cv: bool = False  #: Whether there is a CV as PDF to link to.
    files: PersonFiles = PersonFiles()  #: The files for machines to link to.


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


class DatedList(NamedTuple):
    """A list of dated entries."""

    items: tuple[DatedItem, ...]
    #: The page that lists all of them, where this list is cut short.
    more: Ref | None = None
    #: The pages that a long list is cut into, with the number of entries as detail.
    pages: tuple[Ref, ...] = ()
    #: How many there are without the list's limit.
    total: int = 0
    #: The feed and the calendar of the kind that it has all of, as paths; each may be empty.
    feed: str = ''
    calendar: str = ''


class DatedView(NamedTuple):
    """The card of a dated entry on its own page."""

    item: DatedItem


Profile = PersonView | ProjectView | TopicView | DatedView
#: Of a list that is cut, links to its pages, before the objects of other sites.
ListView = tuple[Ref | Card, ...] | PublicationView | DatedList


def forms() -> list[tuple[str, tuple[str, ...]]]:
    """Return the fields of each view: of other fields, another page may be made."""
    lists = (Card, Item, EntryView, PublicationView, DatedItem, DatedList, DatedMention, Cited)
    pages = (PublicationPage, PersonView, PersonFiles, ProjectView, TopicView, DatedView)
    return [(view.__name__, view._fields) for view in (Ref, *lists, *pages)]


def view_list(query: Query, site: Site, place: Place) -> ListView:
    """Return what the list of *query* shows; of one that is cut, links to its pages.

    A list of publications that is cut shows its beginning, too.

    :param place: the document that the list stands on, and its number there.
    """
    pages = view_pages(site, place)
    selected = site.selections.listed(query, place[0])
    ids = selected[: query.limit or None]
    elsewhere = _elsewhere(query, site, len(ids))
    if query.kind not in {'publication', 'entry'}:
        return (*pages, *_objects(query, site, () if pages else ids, elsewhere))
    beginning = site.beginnings.get(place, Cut('', ids))
    ids = beginning.ids
    if query.kind == 'entry':
        is_part = len(ids) < len(selected) and not pages
        more = _whole_list(query, site, place[0]) if is_part else None
        files = _files_of_kind(query, site)
        return DatedList(_dated(query, site, ids), more, pages, len(selected), *files)
    is_part = bool(ids) and len(ids) < len(selected) and not pages
    is_owners = query.of == ('person', site.owner) and site.full_list is not None
    return PublicationView(
        _items(query, site, place, ids),
        len(selected),
        query.group_by,
        query.filter,
        more=_full_list(query, site, place[0]) if is_part else None,
        export=site.exports_of(place[0]).get(place[1], ''),
        pages=pages,
        numbers=beginning.numbers,
        is_owners=is_owners and all(site.anchors.get(key) != place for key in selected),
        with_previews=query.preview,
        elsewhere=elsewhere,
    )


def list_frame(query: Query, site: Site, place: Place) -> list[Any]:
    """Return what a list shows around its items, whose ids `Selections.listed` tells."""
    frame: list[Any] = [view_pages(site, place), site.beginnings.get(place)]
    frame.append(select_elsewhere(query, site.graph))
    if query.kind == 'publication':
        frame.append(site.exports_of(place[0]).get(place[1], ''))
    elif query.kind == 'entry':
        frame += [_whole_list(query, site, place[0]), _files_of_kind(query, site)]
    return frame


def view_elsewhere(view: ListView) -> tuple[Ref, ...]:
    """Return the objects of other sites that a list shows."""
    if isinstance(view, PublicationView):
        return view.elsewhere
    if isinstance(view, DatedList):
        return ()
    refs = (item.ref if isinstance(item, Card) else item for item in view)
    return tuple(ref for ref in refs if ref.site)


def view_cut(query: Query, site: Site, place: Place, pagename: str) -> ListView:
    """Return what one of the pages shows that a list is cut into."""
    cut = site.pages[place][pagename]
    if query.kind == 'entry':
        return DatedList(_dated(query, site, cut.ids), total=len(cut.ids))
    if query.kind != 'publication':
        return _objects(query, site, cut.ids)
    items = _items(query, site, (pagename, 0), cut.ids)
    return PublicationView(
        items,
        len(cut.ids),
        query.group_by,
        query.filter,
        numbers=cut.numbers,
        is_titled=True,
        with_previews=query.preview,
    )


def view_publication(site: Site, key: str) -> PublicationPage:
    """Return what the page of an entry shows."""
    pages = site.publication_pages
    related = tuple(
        Item(site.entry(other), None, (site.owner,), page=pages[other])
        for other in site.graph.related.get(key, ())
        if other in pages
    )
    return PublicationPage(Item(site.entry(key), None, (site.owner,)), related, site.full_list)


def view_pages(site: Site, place: Place) -> tuple[Ref, ...]:
    """Return the pages that a list is cut into; none, if it is whole.

    Of several for one year, type, letter or group it is the first, with the number of all;
    if all are for the same, they are told apart by their numbers.
    """
    labels = _labels(site, place)
    if len(labels) == 1:
        return _parts(site, place, labels[0].id)
    pages, parts = site.pages.get(place, {}), site.parts.get(place, {})
    counts = (sum(len(pages[name].ids) for name in parts[ref.name]) for ref in labels)
    return tuple(ref._replace(detail=str(count)) for ref, count in zip(labels, counts, strict=True))


def view_beside(site: Site, place: Place, pagename: str) -> tuple[tuple[Ref, ...], ...]:
    """Return the pages that one of a list's pages leads to, without numbers of items.

    First those for something else, then those for the same; each may be none.
    """
    labels = _labels(site, place)
    same = tuple(ref._replace(detail='') for ref in _parts(site, place, pagename))
    return labels if len(labels) > 1 else (), same


def _labels(site: Site, place: Place) -> tuple[Ref, ...]:
    """Return the first page for each year, type, letter or group."""
    parts = site.parts.get(place, {})
    return tuple(Ref('page', names[0], names[0], label) for label, names in parts.items())


def _parts(site: Site, place: Place, pagename: str) -> tuple[Ref, ...]:
    """Return the first, the last and the nearest of the pages that share the same, if several."""
    pages = site.pages[place]
    here = pages[pagename]
    names = site.parts[place][here.label]
    around = range(here.part - _PARTS_AROUND, here.part + _PARTS_AROUND + 1)
    numbers = sorted({1, len(names), *(part for part in around if 1 < part < len(names))})
    refs = ((names[part - 1], part) for part in numbers if len(names) > 1)
    return tuple(
        Ref('page', name, name, f'{PART}{part}', str(len(pages[name].ids))) for name, part in refs
    )


def _objects(
    query: Query, site: Site, ids: Iterable[str], elsewhere: Iterable[Ref] = ()
) -> tuple[Ref, ...] | tuple[Card, ...]:
    own = (reference(site.graph, query.kind, name, query.of) for name in ids)
    refs = (*own, *elsewhere)
    are_names = query.style == 'inline' and not query.group_by
    return refs if are_names else tuple(view_card(site, ref) for ref in refs)


def _elsewhere(query: Query, site: Site, count: int) -> tuple[Ref, ...]:
    """Return the objects of other sites in a list, behind *count* of this one."""
    names = select_elsewhere(query, site.graph)
    if query.limit:
        names = names[: max(query.limit - count, 0)]
    return tuple(reference_elsewhere(site.graph, query.kind, name, query.of) for name in names)


def _dated(query: Query, site: Site, ids: Iterable[str]) -> tuple[DatedItem, ...]:
    known = site.known_on(query.of)
    return tuple(site.dated(name).without(known) for name in ids)


def _files_of_kind(query: Query, site: Site) -> tuple[str, str]:
    """Return the feed and the calendar of a list that has all entries of one kind."""
    kind = query.entry_kind[0] if len(query.entry_kind) == 1 else ''
    if query.limit or whole_list(query) != Query(kind='entry', entry_kind=(kind,)):
        return '', ''
    return site.feeds.get(kind, ''), site.calendar if kind in EVENT_KINDS else ''


def _whole_list(query: Query, site: Site, docname: str) -> Ref | None:
    """Return the page that lists all entries of a list that shows some, or None."""
    page = site.whole_lists.get(whole_list(query), docname)
    if page == docname and query.of is not None:
        page = site.whole_lists.get(whole_list(replace(query, of=None)), docname)
    return Ref('page', page, page, '') if page != docname else None


def view_line(site: Site, docname: str, number: int) -> DatedItem | None:
    """Return what a line of a timeline says of its ends in its own place.

    None stands for a line that another page has taken the id of.
    """
    entry = site.graph.lines.get((docname, number))
    if entry is None or site.graph.dated.get(entry.id) is not entry:
        return None
    return site.dated(entry.id).without(site.known_on(entry.implied))


def _items(query: Query, site: Site, place: Place, keys: Iterable[str]) -> tuple[Item, ...]:
    of = query.of
    people = (*query.person, *([of.id] if of and of.kind == 'person' else []))
    items = []
    for key in keys:
        entry, is_target = site.entry(key), site.anchors.get(key) == place
        anchors = (site.ids[key], _ids_of(entry, site.ids)) if is_target else ('', ())
        page, home = site.publication_pages.get(key, ''), site.targets.get(key, ('', ''))[0]
        is_whole = is_target and not page
        is_whole |= any(ref.id in people for ref in (*entry.people, *entry.tied) if ref)
        owners = (*people, site.owner)
        items.append(Item(entry, of, owners, *anchors, page, '' if is_whole else home))
    return tuple(items)


def _ids_of(entry: EntryView, ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids[each.key] for each in entry.versions if each.key in ids)


def _full_list(query: Query, site: Site, docname: str) -> Ref | None:
    """Return the page of the one object that a list is of, else that of all publications."""
    nodes = [query.of] if query.of else []
    nodes += [ObjectRef(kind, name) for kind, names in query.named.items() for name in names]
    target = site.full_list
    if len(nodes) == 1 and nodes[0].id in site.graph.table(nodes[0].kind):
        target = reference(site.graph, nodes[0].kind, nodes[0].id)
    return target if target and target.docname != docname else None


def view_profile(node: ObjectRef, site: Site) -> Profile:
    """Return the card of the object *node* for its own page."""
    graph = site.graph
    if node.kind == 'entry':
        return DatedView(site.dated(node.id).without(site.known_on(None)))
    topics = all_references(graph, node, 'topic')
    if node.kind == 'person':
        is_former, is_made = node.id in graph.former, node.id in site.cvs
        files = site.files_of(node.id)
        return PersonView(graph.people[node.id], topics, is_former, is_made, files)
    if node.kind == 'project':
        return ProjectView(graph.projects[node.id], topics, _counts(site, node))
    topic = graph.topics[node.id]
    narrower = set(graph.narrower(node.id))
    return TopicView(
        topic,
        tuple(ref for ref in topics if ref.id in topic.broader),
        tuple(ref for ref in topics if ref.id in narrower),
        _counts(site, node),
    )


def _counts(site: Site, node: ObjectRef) -> Counts:
    kinds: tuple[Kind, ...] = ('person', 'project', 'publication')
    graph = site.graph
    if site.is_of_one:
        kinds = kinds[1:]
    names = ((kind, graph.neighbours(node, kind)) for kind in kinds if kind != node.kind)
    found = (
        (
            kind,
            len(graph.without_versions(ids) if kind == 'publication' else ids)
            + len(graph.elsewhere(node, kind)),
        )
        for kind, ids in names
    )
    return tuple((kind, count) for kind, count in found if count)


def affiliation_text(affiliations: tuple[Affiliation, ...]) -> str:
    """Return the organisations of a person in one line."""
    return '; '.join(', '.join(filter(None, (item.department, item.name))) for item in affiliations)


def view_card(site: Site, ref: Ref) -> Card:
    """Return an object as a card in a list, made once for all of them."""
    if ref not in site.cards:
        site.cards[ref] = _make_card(site, ref)
    card: Card = site.cards[ref]
    return card


def _make_card(site: Site, ref: Ref) -> Card:
    graph = site.graph
    if ref.site:
        is_person = ref.kind == 'person'
        return Card(ref, line=ref.detail, place=ref.site, portrait=is_person)
    if ref.kind == 'person':
        person, is_former = graph.people[ref.id], ref.id in graph.former
        return Card(
            ref,
            line=ref.detail or person.role,
            place=affiliation_text(person.affiliation),
            summary=person.summary,
            image=person.photo,
            portrait=True,
            anonymous=person.anonymous,
            topics=all_references(graph, person.ref, 'topic'),
            group=graph.group(ref.id),
            membership=(person.joined, person.left) if is_former else (None, None),
            next=person.next if is_former else '',
        )
    if ref.kind == 'project':
        project = graph.projects[ref.id]
        return Card(
            ref,
            line=ref.detail,
            summary=project.summary,
            period=project.period,
            image=project.image,
            topics=all_references(graph, project.ref, 'topic'),
            type=project.type or '',
        )
    topic = graph.topics[ref.id]
    return Card(ref, summary=topic.summary, counts=_counts(site, topic.ref))
