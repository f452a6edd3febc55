"""The records that others rely on: what a portfolio says of each object. Pure.

Their fields are those of ``folio.json``. A field that is added is no new version; one that is
renamed, removed or means something else is (see `json_file.VERSION`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link of an object."""

    key: str  #: As it is written, such as ``github``.
    title: str  #: What readers see, such as "GitHub".
    url: str
    account: str = ''  #: The user name at the service, where it is known.


@dataclass(frozen=True, kw_only=True)
class Affiliation:
    """An organisation that a person belongs to."""

    name: str
    department: str = ''
    ror: str = ''
    url: str = ''


@dataclass(frozen=True, kw_only=True)
class Author:
    """One name of an author list."""

    name: str
    person: str = ''  #: The id of the person that it is, if it is one of the portfolio.
    marks: tuple[str, ...] = ()  #: Such as ``equal`` and ``corresponding``.


@dataclass(frozen=True, kw_only=True)
class Item:
    """What each object has."""

    id: str  #: Unique among those of its kind; of a publication, its citation key.
    name: str
    page: str = ''  #: The document that shows it, such as ``people/jane-doe``.
    url: str = ''  #: Its address, which only a built website has.


@dataclass(frozen=True, kw_only=True)
class Person(Item):
    """A researcher."""

    native_name: str = ''
    pronouns: str = ''
    role: str = ''
    group: str = ''
    former: bool = False  #: Whether they have left.
    affiliation: tuple[Affiliation, ...] = ()
    location: str = ''
    status: str = ''
    summary: str = ''
    email: str = ''
    photo: str = ''  #: Its address, which only a built website has.
    links: tuple[Link, ...] = ()
    names: tuple[str, ...] = ()
    anonymous: bool = False
    joined: str = ''
    left: str = ''
    next: str = ''
    fields: Mapping[str, str] = field(default_factory=dict)  #: Those of the site, by title.
    updated: str = ''
    projects: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Project(Item):
    """A project or system."""

    type: str = ''
    status: str = ''
    dates: str = ''  #: Its period in words, such as "2022-06 to present".
    start: str = ''
    end: str = ''
    summary: str = ''
    links: tuple[Link, ...] = ()
    funding: tuple[str, ...] = ()
    image: str = ''  #: Its address, which only a built website has.
    updated: str = ''
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Topic(Item):
    """A research area."""

    summary: str = ''
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Publication(Item):
    """An entry of the bibliography; its name is its title."""

    type: str = ''  #: Such as ``inproceedings``.
    authors: tuple[Author, ...] = ()
    et_al: bool = False  #: Whether the list of authors ends with "and others".
    edited: bool = False  #: Whether its authors are its editors.
    year: int | None = None
    date: str = ''
    status: str = ''  #: Such as "in press".
    venue: str = ''
    abbr: str = ''
    award: str = ''
    doi: str = ''
    links: tuple[Link, ...] = ()
    selected: bool = False
    versions: tuple[str, ...] = ()  #: Its preprints.
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Entry(Item):
    """News, a talk, a course, a grant: a dated entry."""

    kind: str = ''  #: Such as ``talks``.
    type: str = ''
    dates: str = ''  #: When it was, in words.
    start: str = ''
    end: str = ''
    organisation: str = ''
    place: str = ''
    status: str = ''
    summary: str = ''
    links: tuple[Link, ...] = ()
    image: str = ''  #: Its address, which only a built website has.
    updated: str = ''
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Two objects that belong together; each pair stands once."""

    source_kind: str  #: ``person``, ``project``, ``topic``, ``publication`` or ``entry``.
    source: str
    target_kind: str
    target: str
    #: What the source is to the target: the role of a person; ``author`` or ``editor``;
    #: ``broader``, where the target is the broader topic; ``version``, where it is the paper that
    #: a preprint has become; ``related``.
    role: str = ''


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong in what was read, and what to write instead."""

    file: str
    line: int
    kind: str  #: The subtype of the warning, such as ``reference``.
    message: str


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """All that a site says of its objects, each by its id."""

    name: str = ''
    address: str = ''  #: That of the website, if ``conf.py`` gives it.
    people: Mapping[str, Person] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    problems: tuple[Problem, ...] = ()  #: What is wrong in the files that were read.
