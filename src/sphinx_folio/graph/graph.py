"""The closed graph of people, projects, topics, publications and dated entries. Pure.

It is derived anew from the stored records whenever one of them may have changed.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, Literal

from sphinx_folio.model import (
    FORMER,
    Author,
    DatedEntry,
    Elsewhere,
    Kind,
    ObjectRef,
    OtherSites,
    Person,
    Problem,
    Project,
    Publication,
    Record,
    Reference,
    Subtype,
    Topic,
    claim_order,
    name_key,
    parse_titles,
)
from sphinx_folio.util import did_you_mean

from .elsewhere import (
    find_elsewhere,
    hint_elsewhere,
    is_of_other_site,
    is_refused,
    unknown_elsewhere,
)
from .joined_names import joined_names

#: What made an author a person: an annotation, or the key of the front matter that gives
#: the name as it stands in the entry.
Rule = Literal['annotation', 'name', 'native-name', 'names']


def _former(people: Collection[Person], projects: Iterable[Project]) -> frozenset[str]:
    """Return the ids of those who have left, as far as the dates of all facts tell."""
    dates = chain((person.updated for person in people), (one.updated for one in projects))
    known = max(filter(None, dates), default=None)
    return frozenset(person.id for person in people if person.has_left(known))


class Graph:
    """Records by id, and for every object its neighbours of each kind.

    :param records: one record for each page that declares one, in the order of docnames, and
        one for each line of a timeline.
    :param publications: the entries of the bibliography by citation key.
    :param cited: the citation keys that texts name.
    :param alone: the id of the one person of a site, whose are the dated entries that name
        nobody; or empty.
    :param sites: the other sites whose objects may be named.
    """

    def __init__(
        self,
        records: Iterable[Record],
        publications: Mapping[str, Publication],
        cited: Container[str] = (),
        alone: str = '',
        sites: OtherSites = MappingProxyType({}),
    ) -> None:
        self.sites = sites
        self.people: dict[str, Person] = {}
        self.projects: dict[str, Project] = {}
        self.topics: dict[str, Topic] = {}
        #: News, talks and the like, by their ids; a line without one has its page's name.
        self.dated: dict[str, DatedEntry] = {}
        #: Those that are lines, by their page and their number there.
        self.lines: dict[tuple[str, int], DatedEntry] = {}
        #: The entries; an author who is two people has both names, as they are written, and the
        #: people of a list in braces are authors each.
        self.publications = dict(publications)
        #: Second and later pages of an id: (the record, the record that keeps the id).
        self.duplicates: list[tuple[Record, Record]] = []
        #: Person id of each author of an entry, in order; empty where nobody matches.
        self.authors: dict[str, tuple[str, ...]] = {}
        #: The person of another site that an author is, by key and 1-based number.
        self.authors_elsewhere: dict[tuple[str, int], str] = {}
        #: By which rule an author, named by key and 1-based number, is a person.
        self.rules: dict[tuple[str, int], Rule] = {}
        self.problems: list[Problem] = []
        #: For each entry those that its field ``related`` names, and those that name it.
        self.related: dict[str, dict[str, None]] = defaultdict(dict)
        self._tables: dict[Kind, Mapping[str, Record | Publication]] = {
            'person': self.people,
            'project': self.projects,
            'topic': self.topics,
            'publication': self.publications,
            'entry': self.dated,
        }
        #: Returns the normal form of a name, which more than one part of a build asks for.
        self.key_of = cache(name_key)
        self._roles: dict[ObjectRef, dict[str, str]] = {}
        # by kind and id, as an `ObjectRef` for each end of each edge takes longer than the edge
        self._neighbours: dict[tuple[Kind, str], dict[Kind, dict[str, None]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        #: The objects of other sites that an object of this one has an edge with.
        self._elsewhere: dict[ObjectRef, dict[Kind, dict[str, None]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        records = list(records)
        owners: dict[ObjectRef, Record] = {}
        for record in sorted(records, key=claim_order):
            owners.setdefault(record.ref, record)
        for record in records:
            owner = owners[record.ref]
            if owner is record:
                table: dict[str, Record] = self.table(record.kind)  # type: ignore[assignment]
                table[record.id] = record
            else:
                self.duplicates.append((record, owner))
            if isinstance(record, DatedEntry) and record.is_line:
                self.lines[record.docname, record.number] = record
        #: The people who have left.
        self.former = _former(self.people.values(), self.projects.values())
        self._add_declared_edges(alone)
        self._add_publications()
        #: The paper that each preprint has become, as one of both entries says by ``related``.
        self.papers = dict(_papers(publications))
        self._preprints: dict[str, list[str]] = defaultdict(list)
        for preprint, paper in self.papers.items():
            self._preprints[paper].append(preprint)
        #: Edited volumes that stand on no list, as none but their own parts name them.
        self.unlisted = frozenset(
            key
            for key, entry in publications.items()
            if entry.is_volume
            and not entry.selected
            and key not in cited
            and ObjectRef('publication', key) not in self._neighbours
        )

    def table(self, kind: Kind) -> Mapping[str, Record | Publication]:
        """Return the objects of *kind* by id."""
        return self._tables[kind]

    def places(self, kind: Kind) -> dict[str, tuple[str, str]]:
        """Return document and anchor of each object of *kind*; publications state neither."""
        table: Mapping[str, Any] = self.table(kind)
        return {
            name: (getattr(item, 'docname', ''), getattr(item, 'anchor', ''))
            for name, item in table.items()
        }

    def __contains__(self, ref: ObjectRef) -> bool:
        return ref.id in self.table(ref.kind)

    def name(self, ref: ObjectRef) -> str:
        """Return what an object is called; of a publication, its title."""
        item = self.table(ref.kind)[ref.id]
        return item.title if isinstance(item, Publication) else item.name

    def group(self, person: str) -> str:
        """Return the group that a person is listed under, or an empty string."""
        return FORMER if person in self.former else self.people[person].group or ''

    def neighbours(self, node: ObjectRef, kind: Kind) -> tuple[str, ...]:
        """Return the ids of the objects of *kind* that have an edge with *node*."""
        # asked of each object for each kind, so that what is asked for leaves nothing behind
        around = self._neighbours.get(node)
        return tuple(around.get(kind, ())) if around else ()

    def ends(self, node: ObjectRef) -> tuple[Any, ...]:
        """Return all that has an edge with an object, with the roles, as plain data to compare."""
        around, elsewhere = self._neighbours.get(node), self._elsewhere.get(node)
        roles = self._roles.get(node)
        return (
            around and [(kind, *names) for kind, names in around.items()],
            elsewhere and [(kind, *names) for kind, names in elsewhere.items()],
            roles and [*roles.items()],
        )

    def beside(self, node: ObjectRef) -> Iterator[ObjectRef]:
        """Yield each object that what is shown of an object may be made of, or may show it.

        They are its neighbours; for a publication its versions and what is related to it, too,
        and those whose texts cite it.
        """
        for kind, names in self._neighbours.get(node, {}).items():
            yield from (ObjectRef(kind, name) for name in names)
        if node.kind == 'publication':
            ties = (*self.versions_of(node.id), *self._citing.get(node.id, ()))
            yield from (ObjectRef('publication', key) for key in ties)

    def versions_of(self, key: str) -> tuple[str, ...]:
        """Return the paper of an entry, its preprints, and all that is related to it."""
        paper = self.papers.get(key)
        return (*([paper] if paper else ()), *self.versions(key), *self.related.get(key, ()))

    @cached_property
    def _citing(self) -> dict[str, list[str]]:
        """The entries whose texts cite each citation key, be there such an entry or not."""
        citing: dict[str, list[str]] = {}
        for key, publication in self.publications.items():
            for _field, cited in publication.cited:
                citing.setdefault(cited, []).append(key)
        return citing

    def find_elsewhere(self, node: ObjectRef) -> Elsewhere | None:
        """Return the object of another site that an id here may name, or None."""
        return None if node in self else find_elsewhere(self.sites, node)

    def is_refused(self, node: ObjectRef) -> bool:
        """Tell whether an id names an object of another site to which no link may lead."""
        return node not in self and is_refused(self.sites, node)

    def elsewhere(self, node: ObjectRef, kind: Kind) -> tuple[str, ...]:
        """Return the ids of the objects of other sites that have an edge with *node*.

        They are no neighbours: this site has no page and no facts of them.
        """
        around = self._elsewhere.get(node)
        return tuple(around.get(kind, ())) if around else ()

    def around(self, node: ObjectRef) -> Mapping[Kind, Iterable[str]]:
        """Return the ids of all that `neighbours` knows of an object, by their kind."""
        return self._neighbours.get(node, {})

    def narrower(self, topic: str) -> tuple[str, ...]:
        """Return the topics that name *topic* as a broader one."""
        others = self.neighbours(ObjectRef('topic', topic), 'topic')
        return tuple(other for other in others if topic in self.topics[other].broader)

    def without_versions(self, keys: Iterable[str]) -> list[str]:
        """Return entries without the preprints of papers that are among them."""
        chosen = list(keys)
        among = set(chosen) if self.papers else set()
        return [key for key in chosen if self.papers.get(key) not in among]

    def with_versions(self, keys: Iterable[str]) -> list[str]:
        """Return entries, each paper before its preprints."""
        if not self._preprints:
            return list(dict.fromkeys(keys))
        return list(dict.fromkeys(key for paper in keys for key in (paper, *self.versions(paper))))

    def versions(self, paper: str) -> tuple[str, ...]:
        """Return the preprints of a paper."""
        return tuple(self._preprints.get(paper, ()))

    def role(self, of: ObjectRef, person: str) -> str:
        """Return the role of a person in a project or an entry, or an empty string."""
        return self._roles.get(of, {}).get(person, '')

    def unknown(self, references: Iterable[Reference]) -> list[Problem]:
        """Return a problem for each reference to an object that does not exist."""
        problems = []
        for reference in references:
            kind, name, docname, line, source = reference
            if name in self.table(kind):
                continue
            if is_of_other_site(reference, self.sites):
                problem = unknown_elsewhere(reference, self.sites, self.table(kind))
                problems += [problem] if problem else []
            else:
                what = 'citation key' if kind == 'publication' else kind
                own = [item.id for item in self.topics.values() if item.docname == docname]
                choices = [each for each in self.table(kind) if [each] != own or kind != 'topic']
                choices = [each for each in choices if kind != 'entry' or '#' not in each]
                hint = hint_elsewhere(reference, self.sites) or did_you_mean(name, choices)
                hint = hint or f'; write a {what} that exists'
                message = f'unknown {what} "{name}" in {source}{hint}'
                problems.append(Problem(Subtype.REFERENCE, docname, line, message))
        return problems

    def _add_declared_edges(self, alone: str) -> None:
        for person in self.people.values():
            self._connect(person.ref, {'topic': person.topics, 'project': person.projects})
        with_people: list[Project | DatedEntry] = [*self.projects.values(), *self.dated.values()]
        for item in with_people:
            roles = {member.id: member.role for member in item.people}
            self._roles[item.ref] = roles
            self._connect(item.ref, {'person': roles, 'topic': item.topics})
        for entry in self.dated.values():
            implied = entry.implied
            if implied:
                self._connect(entry.ref, {implied.kind: [implied.id]})
            self._connect(entry.ref, {'project': entry.projects})
            if alone and not entry.people:
                self._connect(entry.ref, {'person': [alone]})
        for topic in self.topics.values():
            self._connect(topic.ref, {'topic': topic.broader, 'person': topic.people})
            self._connect(topic.ref, {'project': topic.projects})

    def _connect(self, node: ObjectRef, edges: Mapping[Kind, Iterable[str]]) -> None:
        """Add edges at both their ends; one to an unknown object is told by `unknown`."""
        neighbours, tables, (own_kind, own_name) = self._neighbours, self._tables, node
        if own_name not in tables[own_kind]:
            return
        for kind, names in edges.items():
            table = tables[kind]
            for name in names:
                if name in table:
                    neighbours[node][kind][name] = None
                    neighbours[kind, name][own_kind][own_name] = None
                elif self.find_elsewhere(ObjectRef(kind, name)):
                    self._elsewhere[node][kind][name] = None
                    neighbours[kind, name][own_kind][own_name] = None

    def _add_publications(self) -> None:
        by_name = self._people_by_name()
        self._show_joined_names(by_name)
        for key, publication in self.publications.items():
            node = ObjectRef('publication', key)
            matched = tuple(
                self._match(author, number, publication, by_name)
                for number, author in enumerate(publication.authors, start=1)
            )
            self.authors[key] = matched
            others = filter(None, (_alone(by_name, one) for one in publication.contributors))
            people = [*filter(None, matched)]
            if self.authors_elsewhere:
                numbers = range(1, len(matched) + 1)
                found = (self.authors_elsewhere.get((key, number)) for number in numbers)
                people += filter(None, found)
            people += (*publication.people, *others)
            self._connect(
                node,
                {'person': people, 'project': publication.projects, 'topic': publication.topics},
            )
            for other in publication.related:
                if other in self.publications and other != key:
                    self.related[key][other] = self.related[other][key] = None
        of_people = (self.people.values(), self.projects.values(), self.topics.values())
        pages = (*of_people, self.dated.values())
        records: Iterable[Record] = chain.from_iterable(pages)
        for record in records:
            self._connect(record.ref, {'publication': record.publications})

    def _show_joined_names(self, people: Collection[str]) -> None:
        """Tell of authors who are two people, and show neither under the name of the other."""
        for joined in reversed(list(joined_names(self.publications, people))):
            key, place = joined.publication.key, joined.number - 1
            authors = list(self.publications[key].authors)
            author = authors[place]
            is_elsewhere = self.find_elsewhere(ObjectRef('person', author.person))
            if author.person not in self.people and not is_elsewhere:
                self.problems.insert(0, joined.problem)
                authors[place : place + 1] = [
                    author._replace(name=name, key=name_key(name), person='')
                    for name in joined.people
                ] or [author._replace(name=joined.name)]
                publication = replace(self.publications[key], authors=tuple(authors))
                self.publications[key] = publication

    def _people_by_name(self) -> dict[str, dict[str, Rule]]:
        by_name: dict[str, dict[str, Rule]] = defaultdict(dict)
        for person in self.people.values():
            if person.anonymous:
                continue
            spellings: list[tuple[str, Rule]] = [(name, 'names') for name in person.names]
            spellings[:0] = [(person.name, 'name'), (person.native_name, 'native-name')]
            spellings += [(other, 'names') for other in parse_titles(person.name).others]
            for name, rule in spellings:
                if key := self.key_of(name):
                    by_name[key].setdefault(person.id, rule)
        return by_name

    def _match(
        self,
        author: Author,
        number: int,
        publication: Publication,
        by_name: Mapping[str, Mapping[str, Rule]],
    ) -> str:
        """Return the id of the person that an author is: annotation first, then name.

        One who is a person of another site is nobody here.
        """
        if author.person and self.find_elsewhere(ObjectRef('person', author.person)):
            self.authors_elsewhere[publication.key, number] = author.person
            return ''
        # an organisation is one of its name that has a page; other words may be of biblatex
        fitting = by_name.get(author.key or name_key(author.name), {})
        if author.person in self.people:
            fitting = {author.person: 'annotation'}
        elif len(fitting) > 1:
            # what people are called comes before what somebody says to be called too
            called = {name: rule for name, rule in fitting.items() if rule != 'names'}
            fitting = called or fitting
        candidates = list(fitting)
        if len(candidates) > 1:
            message = (
                f'the author "{author.name}" of "{publication.key}" fits '
                f'{" and ".join(candidates)}; write author+an = {{{number}={candidates[0]}}}'
            )
            self.problems.append(
                Problem(Subtype.AMBIGUOUS, publication.file, publication.line_of('author'), message)
            )
        if len(candidates) != 1:
            return ''
        self.rules[publication.key, number] = fitting[candidates[0]]
        return candidates[0]


def _papers(publications: Mapping[str, Publication]) -> Iterator[tuple[str, str]]:
    """Yield each preprint with its paper, where they have an author in common."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, publication in publications.items():
        for other in publication.versions:
            for preprint, paper in ((key, other), (other, key)):
                is_pair = paper in publications and preprint in publications
                if is_pair and _are_versions(publications[preprint], publications[paper]):
                    found[preprint].add(paper)
    yield from ((key, next(iter(papers))) for key, papers in found.items() if len(papers) == 1)


def _are_versions(preprint: Publication, paper: Publication) -> bool:
    if preprint.type != 'preprint' or paper.type not in _PAPERS:
        return False
    one, other = (
        {author.key.rpartition(' ')[2] for author in each.authors} for each in (preprint, paper)
    )
    return not one.isdisjoint(other)


#: What a preprint becomes.
_PAPERS = frozenset({'article', 'inproceedings', 'incollection'})


def _alone(by_name: Mapping[str, Mapping[str, Rule]], author: Author) -> str:
    """Return the id of the one person who has the name of a translator or the like."""
    fitting = by_name.get(author.key or name_key(author.name), {})
    return next(iter(fitting)) if len(fitting) == 1 else ''


#: The fields of an entry that name objects, with their kinds.
NAMING_FIELDS: dict[Kind, str] = {'person': 'people', 'project': 'projects', 'topic': 'topics'}
