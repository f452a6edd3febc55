"""The kinds of dated entries, the sections of a CV, and the lines of a timeline as facts. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import ValidationInfo

from sphinx_folio.util import did_you_mean

from .dates import Period
from .groups import Vocabulary
from .links import Link
from .problems import ContentError, Subtype

#: The sections of a CV in their default order: timelines by kind, lists, and the rest.
CV_SECTIONS = (
    'education',
    'experience',
    'publications',
    'projects',
    'grants',
    'teaching',
    'supervision',
    'awards',
    'service',
    'talks',
    'press',
    'certificates',
    'languages',
    'skills',
    'activities',
    'other',
    'about',
)
_NO_ENTRIES = ('publications', 'projects', 'about')
#: The kinds that are never part of a CV.
NOT_IN_CV = ('news', 'openings')
#: The kinds of dated entries that every site has, in the order in which lists group them.
ENTRY_KINDS = (*NOT_IN_CV, *(name for name in CV_SECTIONS if name not in _NO_ENTRIES))
#: The kinds that tell what is new, and stand in the feed of a site beside its publications.
NEWS_KINDS = ('news', 'openings', 'talks')
#: The kinds that nobody follows: what somebody is, was or can.
_WITHOUT_FEED = frozenset(
    'education experience supervision service certificates languages skills activities other'.split()
)
#: The kinds that one goes to, and that calendars hold; ``events`` is there where a site names it.
EVENT_KINDS = ('talks', 'events')
#: The kind of an entry of which nothing else is said.
OTHER_KIND = 'other'


def entry_kinds(named: Iterable[str] = ()) -> tuple[str, ...]:
    """Return all kinds of dated entries of a site, its own before those that are "other".

    :param named: the words of ``folio_entry_kinds``.
    """
    own = (kind for kind in named if kind not in ENTRY_KINDS)
    place = ENTRY_KINDS.index(OTHER_KIND)
    return (*ENTRY_KINDS[:place], *own, *ENTRY_KINDS[place:])


def feed_kinds(named: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the kinds of dated entries that have a feed of their own.

    :param named: the words of ``folio_entry_kinds``.
    """
    return tuple(kind for kind in entry_kinds(named) if kind not in _WITHOUT_FEED)


def cv_sections(named: Iterable[str] = ()) -> tuple[str, ...]:
    """Return all sections that a CV may have, in their default order.

    :param named: the words of ``folio_entry_kinds``.
    """
    own = (kind for kind in named if kind not in ENTRY_KINDS)
    place = CV_SECTIONS.index(OTHER_KIND)
    return (*CV_SECTIONS[:place], *own, *CV_SECTIONS[place:])


def kind_of_folder(docname: str, kinds: Sequence[str]) -> str:
    """Return the kind that the nearest folder around a page is named for, or nothing."""
    folders = reversed(docname.split('/')[:-1])
    return next((name for name in folders if name in kinds), '')


def check_entry_kind(value: str, info: ValidationInfo) -> str:
    """Return *value* if it is a kind of entries of the site.

    :raises ContentError: with the nearest one, or all, if it is none.
    """
    kinds = (info.context or Vocabulary()).entry_kinds or ENTRY_KINDS
    if value in kinds:
        return value
    hint = did_you_mean(value, kinds).removeprefix('; ')
    raise ContentError(f'unknown value "{value}"', subtype=Subtype.VALUE, hint=hint)


class Mention(NamedTuple):
    """An object, a page or a label that is shown under its own name."""

    kind: str  #: A kind of object, ``page`` or ``label``.
    id: str


#: A text whose mentions get their names when every page is read.
Words = tuple[str | Mention, ...]


class EntryText(NamedTuple):
    """What the body of a line says, as plain text."""

    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  #: The items of its lists.


class EntryLine(NamedTuple):
    """A dated entry that is a line of a timeline, as its page was read."""

    kind: str  #: The kind of the timeline, one of `entry_kinds`.
    id: str  #: Empty for one that has no name.
    anchor: str  #: Its place in the page.
    line: int
    title: Words
    organisation: Words
    place: Words
    period: Period | None
    type: str
    status: str  #: ``open`` or ``closed``, or empty.
    #: Ids of people with their roles, and of the rest.
    people: tuple[tuple[str, str], ...]
    projects: tuple[str, ...]
    topics: tuple[str, ...]
    publications: tuple[str, ...]
    links: tuple[Link, ...]


class LineBody(NamedTuple):
    """What the body of a line says, whose mentions get their names later."""

    paragraphs: tuple[Words, ...] = ()
    items: tuple[Words, ...] = ()
