"""The entries of a timeline as facts, the kinds of timelines, and the sections of a CV. Pure."""

from typing import Generic, NamedTuple, TypeVar

from .dates import Period

#: The sections of a CV in their default order: timelines by kind, lists, and the rest.
CV_SECTIONS = (
    'education',
    'experience',
    'publications',
    'projects',
    'teaching',
    'awards',
    'service',
    'talks',
    'skills',
    'activities',
    'other',
    'about',
)
_NO_TIMELINES = ('publications', 'projects', 'about')

TIMELINE_KINDS = tuple(name for name in CV_SECTIONS if name not in _NO_TIMELINES)


class Mention(NamedTuple):
    """An object, a page or a label that is shown under its own name."""

    kind: str  #: A kind of object, ``page`` or ``label``.
    id: str


#: A text whose mentions get their names when every page is read.
Words = tuple[str | Mention, ...]

#: What the texts of an entry are: `Words`, or plain text once the names are known.
Text = TypeVar('Text')


class TimelineEntry(NamedTuple, Generic[Text]):
    """One entry of a timeline."""

    kind: str  #: The kind of the timeline, one of `TIMELINE_KINDS`.
    title: Text
    organisation: Text
    place: Text
    period: Period | None
    paragraphs: tuple[Text, ...]  #: Paragraphs of the body, and items of its lists.
    items: tuple[Text, ...]
