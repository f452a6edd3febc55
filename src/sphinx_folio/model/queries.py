"""The closed queries of lists and maps: which objects, in which order, how many. Pure."""

from dataclasses import dataclass, fields

from .records import MAIN_KINDS, Kind, MainKind, ObjectRef

#: Nodes of a picture that stays legible on a phone.
MAP_LIMIT = 60


@dataclass(frozen=True, kw_only=True)
class MapQuery:
    """What a research map asks for: everything, or objects with all around them."""

    of: tuple[ObjectRef, ...] = ()  #: The objects in the middle; none for a map of everything.
    kinds: tuple[MainKind, ...] = MAIN_KINDS
    limit: int = MAP_LIMIT


#: Orders of each kind; the first is the default.
SORTS: dict[Kind, tuple[str, ...]] = {
    'person': ('name', 'family', 'group'),
    'project': ('newest', 'name'),
    'topic': ('name',),
    'publication': ('newest', 'oldest', 'title'),
    'entry': ('newest', 'oldest'),
}
#: Looks of each kind of list; the first is the default.
STYLES: dict[Kind, tuple[str, ...]] = {
    'person': ('cards', 'list', 'inline'),
    'project': ('cards', 'list', 'inline'),
    'topic': ('cards', 'list', 'inline'),
    'publication': ('list', 'numbered', 'compact'),
    'entry': ('timeline', 'list', 'cards', 'inline'),
}


@dataclass(frozen=True, kw_only=True)
class Query:
    """What a listing directive asks for; every part that is given must hold."""

    kind: Kind
    #: The object whose page the list stands on and that it is "of", or None.
    of: ObjectRef | None = None
    person: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    #: First and last year, both included; 0 leaves an end open.
    year: tuple[int, int] | None = None
    type: tuple[str, ...] = ()
    #: The kinds of dated entries, such as ``talks``.
    entry_kind: tuple[str, ...] = ()
    #: Of dated entries, whether those alone are meant that no other list of the page is for.
    rest: bool = False
    group: tuple[str, ...] = ()
    #: Of people, one of `MEMBERSHIPS`, or empty: then those of a group are who has not left
    #: it, and other lists have all. Of dated entries, one of `ENTRY_STATUSES`, or empty.
    status: str = ''
    selected: bool = False
    #: How a list is grouped, one of `GROUPINGS` of its kind, or not at all.
    group_by: str = ''
    #: Whether publications show their pictures.
    preview: bool = False
    #: Whether readers can filter the list on the page.
    filter: bool = False
    limit: int = 0
    sort: str = ''
    style: str = ''

    @property
    def named(self) -> dict[MainKind, tuple[str, ...]]:
        """The people, projects and topics to one of which each object must belong."""
        return {'person': self.person, 'project': self.project, 'topic': self.topic}


#: Ways to group each kind that can be.
GROUPINGS: dict[Kind, tuple[str, ...]] = {
    'person': ('group',),
    'project': ('type',),
    'publication': ('year', 'type'),
    'entry': ('year', 'kind', 'type'),
}
ENTRY_STATUSES = ('open', 'closed')
#: Which people there are in a list: those who have not left, those who have, or both.
MEMBERSHIPS = ('current', 'former', 'all')


#: What says how a list is ordered and looks, not what it holds.
_LOOKS = frozenset({'sort', 'style', 'group_by', 'preview', 'filter'})
#: What narrows a list, beside the objects that it asks for.
_NARROWING = tuple(
    each.name
    for each in fields(Query)
    if each.name not in _LOOKS | {'kind', 'of', 'status', *MAIN_KINDS}
)


def is_whole(query: Query, of: ObjectRef | None = None) -> bool:
    """Tell whether a list holds all that belongs to an object, or just all of its kind.

    It may do so in whatever order and look.
    """
    if query.status not in {'', 'all'} or any(getattr(query, name) for name in _NARROWING):
        return False
    named = [ObjectRef(kind, name) for kind, names in query.named.items() for name in names]
    if query.of is None and of is not None:
        return of.kind in MAIN_KINDS and named == [of]
    return query.of == of and not named


#: A list: the document that it stands on, and its number there.
Place = tuple[str, int]
