"""What a page shows of the graph: plain records, ready to render and to digest. Pure.

A page must be written again exactly when one of its views has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from .person_facts import PersonFiles

if TYPE_CHECKING:
    from .dates import Period
    from .graph import Graph
    from .links import Link
    from .model import Kind, Person, Project, Topic
    from .split import Cut, Place


#: How many objects of a kind belong to another one; kinds without any are left out.
Counts = tuple[tuple['Kind', int], ...]


class Ref(NamedTuple):
    """An object, or a page of the site, as a link: where it is and what it is called."""

    kind: Kind | Literal['page']
    id: str
    docname: str
    name: str
    #: What stands beside the name, such as a role in a project.
    detail: str = ''


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


class Site(NamedTuple):
    """What lists show of the site around the graph."""

    graph: Graph
    #: The list, as document and number, that each citation key leads to.
    anchors: dict[str, Place]
    #: The id of each citation key's anchor.
    ids: dict[str, str]
    #: Path of each list's files, by document and number.
    exports: dict[Place, str]
    #: The page that lists every publication, or None.
    full_list: Ref | None
    #: The pages that each long list is cut into, by their names.
    pages: dict[Place, dict[str, Cut]]
    #: The people whose CV as PDF is part of the website.
    cvs: frozenset[str] = frozenset()
    #: The files for machines of each person, where the build makes a website.
    files: dict[str, PersonFiles] = {}  # noqa: RUF012  (never changed in place)
    #: The label of each citation key that is cited.
    labels: dict[str, str] = {}  # noqa: RUF012  (never changed in place)
