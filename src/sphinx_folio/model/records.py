"""The records of the portfolio: what a page or an entry states, checked. No Sphinx here.

Every record is frozen and holds only text, numbers and tuples, so that it pickles small
and its ``repr`` can be digested.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainValidator

from sphinx_folio.util import did_you_mean

from .dates import PartialDate, Period, is_before
from .emails import check_email
from .groups import FORMER, check_group
from .links import Link, check_ror, check_url
from .names import collation_key, fold, name_order
from .problems import ContentError, Subtype
from .redirects import EntryClaim, redirect_file
from .timeline import OTHER_KIND, check_entry_kind
from .titles import parse_titles

Kind = Literal['person', 'project', 'topic', 'publication', 'entry']
#: The kinds that a page may declare itself to be.
PageKind = Literal['person', 'project', 'topic', 'entry']
PAGE_KINDS: tuple[PageKind, ...] = ('person', 'project', 'topic', 'entry')
#: The kinds that the others belong to: that lists are narrowed by, and that maps show.
MainKind = Literal['person', 'project', 'topic']
MAIN_KINDS: tuple[MainKind, ...] = ('person', 'project', 'topic')
#: The kind of the pages in each folder, where `folio_folders` does not say otherwise.
FOLDERS: dict[str, PageKind] = {
    'people': 'person',
    'projects': 'project',
    'topics': 'topic',
    'news': 'entry',
    'talks': 'entry',
    'teaching': 'entry',
}
#: What several objects of each kind are called, in the names of pages and of lists.
PLURALS: dict[Kind, str] = {
    'person': 'people',
    'project': 'projects',
    'topic': 'topics',
    'publication': 'publications',
    'entry': 'entries',
}

#: What a project is; without a word it is a project of research.
ProjectType = Literal['software', 'dataset', 'benchmark', 'study', 'thesis', 'course', 'book']

_ID = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*')


class ObjectRef(NamedTuple):
    """An object of the graph, named by its kind and its id."""

    kind: Kind
    id: str


def with_article(kind: str) -> str:
    """Return a kind of objects as messages name one of it: "a person", "an entry"."""
    return f'an {kind}' if kind.startswith('e') else f'a {kind}'


def kebab(text: str) -> str:
    """Return the nearest id to *text*: ASCII without accents, words joined by hyphens."""
    return re.sub(r'[^a-z0-9]+', '-', fold(text)).strip('-')


def id_of_name(name: str, kind: PageKind) -> str:
    """Return the id that a name gives, without titles and degrees; nothing, if it has no ASCII."""
    said = parse_titles(name)
    names = (said.name, *said.others) if kind == 'person' else (name,)
    return next(filter(None, map(kebab, names)), '')


def check_id(value: str) -> str:
    """Return *value* if it is an id.

    :raises ContentError: with the nearest one, if it is none.
    """
    if _ID.fullmatch(value):
        return value
    nearest = kebab(value)
    hint = did_you_mean(value, [nearest], cutoff=0).removeprefix('; ') if nearest else ''
    message = f'"{value}" is no id (lower-case words joined by hyphens)'
    raise ContentError(message, subtype=Subtype.VALUE, hint=hint)


def check_any_id(value: str) -> str:
    """Return *value* if it is an id of this site, or ``site:id``, one of another site.

    :raises ContentError: with the nearest one, if it is none.
    """
    site, colon, there = value.partition(':')
    if not (site and there):
        return check_id(value)
    try:
        return site + colon + check_id(there)
    except ContentError as error:
        nearest = kebab(there)
        hint = f'did you mean "{site}:{nearest}"?' if nearest else ''
        raise ContentError(error.message, subtype=error.subtype, hint=hint) from None


def _one_or_many(value: Any) -> Any:
    """Let a single affiliation, a name or a mapping, stand for a list of one."""
    items = value if isinstance(value, list) else [value]
    return [{'name': item} if isinstance(item, str) else item for item in items]


def _ids_with_roles(value: Any) -> Any:
    """Let a bare id stand for a member without a role."""
    if not isinstance(value, list):
        return value
    return [{'id': item} if isinstance(item, str) else item for item in value]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Id = Annotated[str, AfterValidator(check_id)]
#: An id of this site, or one of another site behind the name of that.
AnyId = Annotated[str, AfterValidator(check_any_id)]
Url = Annotated[str, AfterValidator(check_url)]
Email = Annotated[str, AfterValidator(check_email)]
RorUrl = Annotated[str, AfterValidator(check_ror)]
Date = Annotated[PartialDate, PlainValidator(PartialDate.parse)]
_FormerAddress = Annotated[str, AfterValidator(lambda value: redirect_file(value) and value)]
FormerAddresses = Annotated[tuple[_FormerAddress, ...], BeforeValidator(_as_list)]

#: How pydantic reads a mapping of YAML into a record: kebab-case keys, none unknown.
_FROM_YAML = ConfigDict(
    alias_generator=lambda field: field.replace('_', '-'), extra='forbid', frozen=True
)


@dataclass(frozen=True, kw_only=True)
class Affiliation:
    """An organisation that a person belongs to."""

    __pydantic_config__ = _FROM_YAML

    name: str
    department: str = ''
    ror: RorUrl | None = None  #: Identifier of the Research Organization Registry, as a URL.
    url: Url | None = None


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person in a project or an entry, with the role that they have there."""

    __pydantic_config__ = _FROM_YAML

    id: AnyId
    role: str = ''


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a page of every kind may state in its front matter."""

    __pydantic_config__ = _FROM_YAML

    id: Id
    docname: str
    name: str = ''
    #: The title of its page, where that is not its name.
    page_title: str = ''
    summary: str = ''
    publications: tuple[str, ...] = ()
    redirect_from: FormerAddresses = ()
    kind: ClassVar[PageKind]

    @property
    def ref(self) -> ObjectRef:
        """The object that the page declares."""
        return ObjectRef(self.kind, self.id)

    def sort_key(self, *, by_family: bool = False) -> str:
        """Return what the name is sorted by."""
        return collation_key(self.name)


@dataclass(frozen=True, kw_only=True)
class Person(Declared):
    """A researcher: the ``person:`` front matter of a page."""

    kind = 'person'
    native_name: str = ''
    pronouns: str = ''
    role: str = ''
    #: One of the groups of the site.
    group: Annotated[str, AfterValidator(check_group)] | None = None
    affiliation: Annotated[tuple[Affiliation, ...], BeforeValidator(_one_or_many)] = ()
    location: str = ''
    status: str = ''
    email: Email | None = None
    photo: str = ''
    links: tuple[Link, ...] = ()
    topics: tuple[AnyId, ...] = ()
    projects: tuple[AnyId, ...] = ()
    names: tuple[str, ...] = ()
    anonymous: bool = False
    joined: Date | None = None
    left: Date | None = None
    #: What became of those who have left.
    next: str = ''
    #: Title and text of each key that only this site has, in the order of its setting.
    fields: tuple[tuple[str, str], ...] = ()
    updated: Date | None = None

    def has_left(self, known: PartialDate | None) -> bool:
        """Tell whether the person is a former member.

        Nobody knows when a site is read. A date of leaving is past, unless the person's own
        facts and all others are older than that.

        :param known: the last date that the facts of a site are of.
        """
        if self.group == FORMER or self.left is None:
            return self.group == FORMER
        dates = (self.updated, known or self.updated)
        return any(date is None or not is_before(date, self.left) for date in dates)

    def sort_key(self, *, by_family: bool = False) -> str:
        """Return what the name is sorted by; a description of somebody is no name."""
        if self.anonymous:
            return super().sort_key()
        return name_order(self.name, self.names, by_family=by_family)


@dataclass(frozen=True, kw_only=True)
class Project(Declared):
    """A project or system: the ``project:`` front matter of a page."""

    kind = 'project'
    type: ProjectType | None = None
    status: Literal['active', 'finished'] | None = None
    period: Annotated[Period, PlainValidator(Period.parse)] | None = None
    people: Annotated[tuple[Member, ...], BeforeValidator(_ids_with_roles)] = ()
    topics: tuple[AnyId, ...] = ()
    links: tuple[Link, ...] = ()
    funding: Annotated[tuple[str, ...], BeforeValidator(_as_list)] = ()
    image: str = ''
    updated: Date | None = None


@dataclass(frozen=True, kw_only=True)
class Topic(Declared):
    """A research area: the ``topic:`` front matter of a page."""

    kind = 'topic'
    broader: Annotated[tuple[AnyId, ...], BeforeValidator(_as_list)] = ()
    aliases: tuple[str, ...] = ()
    people: tuple[AnyId, ...] = ()
    projects: tuple[AnyId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DatedEntry(Declared):
    """News, a talk, a course, a grant: the ``entry:`` front matter of a page, or a line."""

    kind = 'entry'
    #: What it is, such as ``talks``; its key is ``kind``.
    entry_kind: Annotated[str, AfterValidator(check_entry_kind), Field(alias='kind')] = OTHER_KIND
    type: str = ''
    date: Annotated[Period, PlainValidator(Period.parse)] | None = None
    period: Annotated[Period, PlainValidator(Period.parse)] | None = None
    people: Annotated[tuple[Member, ...], BeforeValidator(_ids_with_roles)] = ()
    organisation: str = ''
    place: str = ''
    projects: tuple[AnyId, ...] = ()
    topics: tuple[AnyId, ...] = ()
    links: tuple[Link, ...] = ()
    image: str = ''
    status: Literal['open', 'closed'] | None = None
    updated: Date | None = None
    #: Of a line, its place in the page, and the object whose page that is.
    anchor: str = ''
    implied: ObjectRef | None = None
    #: Its line in the page, and its number among the lines of the page.
    line: int = field(default=1, repr=False, compare=False)
    number: int = 0

    @property
    def when(self) -> Period | None:
        """Its date, or its period, or its several periods."""
        return self.date or self.period

    @property
    def spans(self) -> tuple[Period, ...]:
        """Its date or its period, or each of its several periods."""
        return () if self.when is None else self.when.parts or (self.when,)

    @property
    def moment(self) -> PartialDate | None:
        """What it is sorted by: when it began, or the last of several periods did."""
        if self.when is None:
            return None
        last = self.when.parts[-1] if self.when.parts else self.when
        return last.start or last.end

    @property
    def year(self) -> int | None:
        """The year of `moment`."""
        return self.moment.year if self.moment else None

    @property
    def is_line(self) -> bool:
        """Whether it is a line of a page, not a page."""
        return bool(self.anchor)

    @property
    def is_named(self) -> bool:
        """Whether it can be named: a line has an id only if its author gives it one."""
        return '#' not in self.id


@dataclass(frozen=True, kw_only=True)
class PlainPage:
    """What a page that is nobody's may state: its ``folio:`` front matter."""

    __pydantic_config__ = _FROM_YAML

    redirect_from: FormerAddresses = ()


Record = Person | Project | Topic | DatedEntry
RECORD_TYPES: dict[PageKind, type[Record]] = {
    'person': Person,
    'project': Project,
    'topic': Topic,
    'entry': DatedEntry,
}


def claim_order(record: Record) -> tuple[bool, int, str]:
    """Return which of several pages with one id has it: the first in this order.

    It is a page whose file name is the id, not one that is near it or that states it, then
    the page nearest to the top, as pages lie there unless somebody makes a folder, then the
    first by name.
    """
    stem = record.docname.rpartition('/')[2]
    return stem != record.id, record.docname.count('/'), record.docname


class Reference(NamedTuple):
    """A mention of an object by its id, remembered with the place where it stands."""

    kind: Kind
    id: str
    docname: str
    line: int
    #: What mentions it, for the message: ``"topics"``, ``":person:"``, ``the role {project}``.
    source: str


def role_source(kind: Kind) -> str:
    """Return as what a role mentions an object."""
    return f'the role {{{kind}}}'


#: What a publication may be before it has appeared (biblatex manual §4.9.2.11, "pubstate", and
#: what people write beside that); the furthest from print first.
STATES = ('inpreparation', 'submitted', 'accepted', 'toappear', 'forthcoming', 'inpress')
#: What is said of an author beside their name.
AUTHOR_MARKS = ('equal', 'corresponding')


class Author(NamedTuple):
    """One name of an author list."""

    name: str  #: As it is shown, "First Last".
    key: str  #: Normal form of the name (see `names.Name.key`); empty for a corporate author.
    #: Word of a data annotation that may be the id of a person, or empty.
    person: str = ''
    marks: tuple[str, ...] = ()  #: Some of `AUTHOR_MARKS`, from the name or an annotation.


class Preview(NamedTuple):
    """The picture that an entry names, as it was found."""

    path: str  #: From the source folder; empty where there is none to show.
    width: int = 0  #: In pixels; 0 where nobody knows.
    height: int = 0
    flaw: str = ''  #: Why it cannot be shown, and what to do.


@dataclass(frozen=True, kw_only=True)
class Publication:
    """An entry of the bibliography, decoded and ready to be listed."""

    #: The citation key.
    key: str
    #: Entry type in lower case, such as ``inproceedings``.
    type: str
    title: str
    #: The tag of the language that it is written in, where the entry says so.
    language: str = ''
    authors: tuple[Author, ...] = ()
    #: The authors as the entry writes them, where one of them may be two (`joined_names`).
    names: tuple[str, ...] = ()
    #: True where the list ends with "and others".
    et_al: bool = False
    #: The group that the authors wrote for, where both are named.
    collaboration: str = ''
    #: True where the names are those of editors, as it has no authors.
    edited: bool = False
    #: What the editors did, where it is not to edit: ``compiler``, ``founder``.
    editor_type: str = ''
    #: Translators and others who had a part in it, and whose it is too.
    contributors: tuple[Author, ...] = ()
    #: The first year, where there are several.
    year: int | None = None
    month: int = 0
    day: int = 0
    #: One of `STATES`, where it has not appeared yet.
    state: str = ''
    #: The years as they are printed: "2020", "2022–2024", "c1988".
    years: str = ''
    #: What readers are told in the place of the year or behind it: "in press".
    status: str = ''
    #: Where it appeared, as it is printed, without the year.
    venue: str = ''
    #: The venue's short name for a badge, such as "OSDI".
    abbr: str = ''
    award: str = ''
    abstract: str = ''
    note: str = ''
    #: Of title, venue, abstract and note those that hold more than words: the name of the
    #: field, and its text as `bib` marks formulas, looks and addresses in it.
    marked: tuple[tuple[str, str], ...] = ()
    #: The citation keys of other versions of it, where the entry says so.
    versions: tuple[str, ...] = ()
    #: The citation keys that its texts name, each with the field that does.
    cited: tuple[tuple[str, str], ...] = ()
    #: A link whose URL has no scheme is a file of the site.
    links: tuple[Link, ...] = ()
    #: Ids that the entry's private fields tie it to.
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    selected: bool = False
    #: Citation keys of other versions of the work, and of works that belong to it.
    related: tuple[str, ...] = ()
    #: The path of its picture, as the entry writes it.
    preview: str = ''
    #: Former addresses, which lead to where its citations do.
    redirect_from: tuple[str, ...] = ()
    #: True for an edited volume whose parts name it by ``crossref``: it stands on lists only
    #: where it is somebody's.
    is_volume: bool = False
    #: Where the entry begins: file name and 1-based line; shown nowhere, so not in `repr`,
    #: of which fingerprints are made.
    file: str = field(default='', repr=False)
    line: int = field(default=0, repr=False)
    #: Position in the files, which keeps sorting stable.
    order: int = field(default=0, repr=False)
    #: Line of each field of the entry itself, by its name in lower case; it begins in line 1.
    lines: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    #: Digest of all that the entry states.
    digest: str = ''

    @property
    def dated(self) -> str:
        """Its years and its status as they are printed; empty where nothing is known."""
        return ', '.join(filter(None, (self.years, self.status)))

    @property
    def date(self) -> PartialDate:
        """When it appeared, as far as it is known; the year may be 0."""
        return PartialDate(self.year or 0, self.month, self.month and self.day)

    def line_of(self, field: str) -> int:
        """Return the line of a field, or where the entry begins if it has none of its own."""
        return self.line + self.lines.get(field, 1) - 1

    def at(self, file: str, line: int, order: int) -> Self:
        """Return it as it is where it stands elsewhere in the files."""
        if (self.line, self.order, self.file) == (line, order, file):
            return self
        moved = object.__new__(type(self))  # thousands move with one new line above them
        vars(moved).update(vars(self), file=file, line=line, order=order)
        return moved

    def __getstate__(self) -> dict[str, Any]:
        """Return what is stored: all but what its class says as well."""
        return {name: value for name, value in vars(self).items() if value != _UNSAID.get(name)}

    @property
    def former_addresses(self) -> tuple[EntryClaim, ...]:
        """Its former addresses, each with the place of their field."""
        place = (self.file, self.line_of('redirect-from'))
        return tuple(EntryClaim(self.key, address, place) for address in self.redirect_from)

    def marked_text(self, name: str) -> str:
        """Return the text of a field, with its marks if it has any."""
        return str(dict(self.marked).get(name) or getattr(self, name))


#: What a publication is where its entry says nothing.
_UNSAID = {each.name: each.default for each in fields(Publication)}
