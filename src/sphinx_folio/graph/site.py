"""All that follows from what pages and entries state, derived once for a build. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple, Self

from sphinx_folio.model import (
    DatedEntry,
    Link,
    ObjectRef,
    Place,
    Preview,
    Publication,
    Query,
    name_parts,
)

from .graph import Graph
from .pagination import Cut
from .query import Selections
from .refs import Ref, all_references, reference, reference_elsewhere
from .stable_names import stable_names


class PersonFiles(NamedTuple):
    """The files for machines of one person, as paths in the website."""

    #: The vCard and the JSON Resume; both are empty for a person without a name, and each on a
    #: site that does without it.
    vcard: str = ''
    resume: str = ''
    #: BibTeX and CSL-JSON of all publications, without a suffix; empty if there are none.
    publications: str = ''
    #: The Atom feed and the calendar of talks; each is empty if it would have no entry.
    feed: str = ''
    calendar: str = ''


class Cited(NamedTuple):
    """An entry that the text of another one cites."""

    key: str
    #: The family names of its authors.
    families: tuple[str, ...]
    et_al: bool
    year: str
    #: Where it stands, as document and id; empty where it stands on no list.
    place: tuple[str, ...]


class DatedMention(NamedTuple):
    """A talk, a grant or the like, where the paper is shown that it is about."""

    ref: Ref
    entry_kind: str
    type: str
    links: tuple[Link, ...]


class DatedItem(NamedTuple):
    """A dated entry with all that it names: the same on every list."""

    entry: DatedEntry
    ref: Ref
    people: tuple[Ref, ...]  #: With their roles.
    projects: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    publications: tuple[Ref, ...]

    def without(self, hidden: Collection[ObjectRef]) -> Self:
        """Return it without what readers know already."""

        def kept(refs: Iterable[Ref]) -> tuple[Ref, ...]:
            return tuple(ref for ref in refs if (ref.kind, ref.id) not in hidden)

        return self._replace(
            people=kept(self.people),
            projects=kept(self.projects),
            topics=kept(self.topics),
            publications=kept(self.publications),
        )


class EntryView(NamedTuple):
    """An entry with its people, projects and topics: the same on every list."""

    publication: Publication
    #: The person that each author is, under the name of the author, or None.
    people: tuple[Ref | None, ...]
    tied: tuple[Ref, ...]  #: People it is tied to without an author list.
    projects: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    #: The entry as the site's citation style prints it, as `bib` marks it; or empty.
    reference: str = ''
    #: Its preprints, which stand with it as one item.
    versions: tuple[Publication, ...] = ()
    #: The entries that its own texts cite.
    cited: tuple[Cited, ...] = ()
    #: Its picture, or that of one of its preprints.
    preview: Preview | None = None
    #: The talks and the like that are about it or about one of its preprints.
    dated: tuple[DatedMention, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links, and behind its DOI those that only its preprints have."""
        links = {link.key: link for link in self.publication.links}
        others = [link for version in self.versions for link in version.links]
        more = {link.key: link for link in others if link.key not in links}
        own = self.publication.links
        place = next((n for n, link in enumerate(own, start=1) if link.key == 'doi'), len(own))
        return (*own[:place], *more.values(), *own[place:])


def whole_list(query: Query) -> Query:
    """Return the query of a list without what says how and how much of it is shown."""
    return replace(query, limit=0, sort='', style='', group_by='', filter=False)


@dataclass(frozen=True, kw_only=True)
class Site:
    """The graph, and what pages show of the site around it."""

    graph: Graph
    #: The id of the person whose site it is: on their own name in every list they are strong.
    owner: str = ''
    #: Whether it has nobody else, and begins with their page, so that lists of people say nothing.
    is_of_one: bool = False
    #: What queries have found in it.
    selections: Selections = field(repr=False, compare=False)
    #: The list, as document and number, on which each entry has its anchor.
    anchors: Mapping[str, Place] = field(default_factory=dict)
    #: The same on the website, to which a PDF leads where it has no such list itself.
    web_anchors: Mapping[str, Place] = field(default_factory=dict)
    #: The id of each citation key's anchor.
    ids: Mapping[str, str] = field(default_factory=dict)
    #: The page of each entry, by its key; none, unless a website has them.
    publication_pages: Mapping[str, str] = field(default_factory=dict)
    #: Returns the path of the files of each list of a document, by number.
    exports_of: Callable[[str], Mapping[int, str]] = field(repr=False, compare=False)
    #: Returns the files of a person, which only a website has.
    files_of: Callable[[str], PersonFiles] = field(repr=False, compare=False)
    #: Returns an entry as the site's citation style prints it.
    reference_of: Callable[[str], str] = field(repr=False, compare=False)
    #: The page that lists every publication, or None.
    full_list: Ref | None = None
    #: The pages that each long list is cut into, by their names.
    pages: Mapping[Place, Mapping[str, Cut]] = field(default_factory=dict)
    #: What the list of publications itself still shows, of each that is cut.
    beginnings: Mapping[Place, Cut] = field(default_factory=dict)
    #: The feed of each kind of dated entries that has one, by the kind, and the calendar of all
    #: talks, as paths in the website; both are empty where its address is not known.
    feeds: Mapping[str, str] = field(default_factory=dict)
    calendar: str = ''
    #: The people whose CV as PDF is part of the website.
    cvs: frozenset[str] = frozenset()
    #: The pictures that entries name, by their citation keys, with those that cannot be shown.
    previews: Mapping[str, Preview] = field(default_factory=dict)
    #: The queries of the lists of each document.
    listings: Mapping[str, Sequence[Query]] = field(default_factory=dict, repr=False, compare=False)
    #: The cards that `view_card` has made: an object stands on many lists.
    cards: dict[Ref, Any] = field(default_factory=dict, repr=False, compare=False)
    _items: dict[str, DatedItem] = field(default_factory=dict, repr=False, compare=False)
    _entries: dict[str, EntryView] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def owners(self) -> dict[str, str]:
        """The document that each page of a long list belongs to."""
        return {name: place[0] for place, pages in self.pages.items() for name in pages}

    @cached_property
    def parts(self) -> dict[Place, dict[str, list[str]]]:
        """The pages that each long list is cut into, by what all on a page share."""
        parts: dict[Place, dict[str, list[str]]] = {}
        for place, pages in self.pages.items():
            for name, cut in pages.items():
                parts.setdefault(place, {}).setdefault(cut.label, []).append(name)
        return parts

    @cached_property
    def targets(self) -> dict[str, tuple[str, str]]:
        """The one place that links to each entry lead to: its page, else a list and an id."""
        lists = {key: (place[0], self.ids[key]) for key, place in self.anchors.items()}
        return lists | {key: (name, '') for key, name in self.publication_pages.items()}

    @cached_property
    def paged(self) -> dict[str, str]:
        """The citation key of the entry that a page is about, by the name of the page."""
        return {name: key for key, name in self.publication_pages.items()}

    @cached_property
    def stable_names(self) -> dict[str, str]:
        """The name that each dated entry has in feeds and calendars, by its id in the graph."""
        return stable_names(self.graph.dated.values())

    @cached_property
    def newest(self) -> dict[str, int]:
        """The place of each dated entry among all, of which the newest is the first."""
        names = self.selections.evaluate_all(Query(kind='entry'))
        return {name: place for place, name in enumerate(names)}

    def newest_of(self, node: ObjectRef) -> list[DatedEntry]:
        """Return the dated entries of an object, the newest first."""
        names = self.graph.neighbours(node, 'entry')
        return [self.graph.dated[name] for name in sorted(names, key=self.newest.__getitem__)]

    def entry(self, key: str) -> EntryView:
        """Return an entry with all that belongs to it, made once for all its lists."""
        if key not in self._entries:
            graph, node = self.graph, ObjectRef('publication', key)
            people = tuple(
                self._author(key, number, name)
                for number, name in enumerate(graph.authors[key], start=1)
            )
            matched = {ref.id for ref in people if ref}
            tied = (ref for ref in all_references(graph, node, 'person') if ref.id not in matched)
            self._entries[key] = EntryView(
                graph.publications[key],
                people,
                tuple(tied),
                all_references(graph, node, 'project'),
                all_references(graph, node, 'topic'),
                self.reference_of(key),
                tuple(graph.publications[name] for name in graph.versions(key)),
                tuple(self._cited(name) for _field, name in graph.publications[key].cited),
                self._preview(key),
                tuple(self._dated(key)),
            )
        return self._entries[key]

    def names_of_authors(self, key: str) -> list[str]:
        """Return how the people are called now, here or elsewhere, who are authors of an entry."""
        people = self.graph.people
        refs = filter(None, self.entry(key).people)
        return [ref.name if ref.elsewhere else people[ref.id].name for ref in refs]

    def _author(self, key: str, number: int, name: str) -> Ref | None:
        """Return the person that an author is, here or on another site.

        One of this site is called as the entry says: no list shows how they are called now.
        """
        elsewhere = self.graph.authors_elsewhere.get((key, number))
        if elsewhere:
            return reference_elsewhere(self.graph, 'person', elsewhere)
        if not name:
            return None
        called = self.graph.publications[key].authors[number - 1].name
        return reference(self.graph, 'person', name)._replace(name=called)

    def dated(self, name: str) -> DatedItem:
        """Return a dated entry with all that it names, made once for all its lists."""
        if name not in self._items:
            graph, node = self.graph, ObjectRef('entry', name)
            entry = graph.dated[name]
            papers = graph.without_versions(graph.neighbours(node, 'publication'))
            elsewhere = (
                reference_elsewhere(graph, 'publication', key)
                for key in graph.elsewhere(node, 'publication')
            )
            self._items[name] = DatedItem(
                entry,
                reference(graph, 'entry', name),
                all_references(graph, node, 'person'),
                all_references(graph, node, 'project'),
                all_references(graph, node, 'topic'),
                (*(self.paper(key) for key in papers), *elsewhere),
            )
        return self._items[name]

    def paper(self, key: str) -> Ref:
        """Return the link to a publication, which leads nowhere where it is on no list."""
        docname = self.targets.get(key, ('', ''))[0]
        return Ref('publication', key, docname, self.graph.publications[key].title or key)

    def known_on(self, of: ObjectRef | None) -> tuple[ObjectRef, ...]:
        """Return the objects that no item of a list names, as readers know them.

        :param of: what the list is of.
        """
        known = (of, ObjectRef('person', self.owner) if self.is_of_one else None)
        return tuple(node for node in known if node is not None)

    @cached_property
    def whole_lists(self) -> dict[Query, str]:
        """The page that has all entries of each kind or object, by the query of their list."""

        def is_other(docname: str) -> tuple[bool, int, str]:
            return not docname.endswith('/index'), docname.count('/'), docname

        pages: dict[Query, str] = {}
        for docname in sorted(self.listings, key=is_other):
            for query in self.listings[docname]:
                if query.kind == 'entry' and not (query.limit or query.rest):
                    pages.setdefault(whole_list(query), docname)
        return pages

    @cached_property
    def _entry_order(self) -> dict[str, int]:
        """The place of each dated entry among all, of which the newest is the first."""
        ids = self.selections.evaluate_all(Query(kind='entry'))
        return {name: place for place, name in enumerate(ids)}

    def _dated(self, key: str) -> Iterator[DatedMention]:
        graph = self.graph
        nodes = [ObjectRef('publication', name) for name in (key, *graph.versions(key))]
        names = dict.fromkeys(name for node in nodes for name in graph.neighbours(node, 'entry'))
        for name in sorted(names, key=self._entry_order.__getitem__) if len(names) > 1 else names:
            entry = graph.dated[name]
            ref = reference(graph, 'entry', name)
            yield DatedMention(ref, entry.entry_kind, entry.type, entry.links)

    def _preview(self, key: str) -> Preview | None:
        keys = (key, *self.graph.versions(key)) if self.previews else ()
        found = (self.previews[name] for name in keys if name in self.previews)
        return next((preview for preview in found if not preview.flaw), None)

    def _cited(self, key: str) -> Cited:
        publication = self.graph.publications.get(key)
        if publication is None:
            return Cited(key, (), et_al=False, year='', place=())
        names = [name_parts(author.name) for author in publication.authors]
        families = tuple(name.family or name.shown for name in names) or (publication.title,)
        place = self.targets.get(key, ())
        return Cited(key, families, publication.et_al, publication.dated, place)
