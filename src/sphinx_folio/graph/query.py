"""The closed query of a listing: which objects, in which order, how many. Pure."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from sphinx_folio.model import (
    ENTRY_KINDS,
    FORMER,
    GROUPS,
    SORTS,
    STATES,
    DatedEntry,
    Kind,
    ObjectRef,
    PartialDate,
    Person,
    Project,
    Publication,
    Query,
    collation_key,
)

from .graph import Graph

#: Stands before a kind of dated entries, where groups of people have places too.
_KIND = 'kind:'


class Selections:
    """What queries select of one graph.

    Several parts of a build ask for the same; each query is evaluated once.

    :param groups: the groups of people in their order, of which the last one is `FORMER`.
    :param entry_kinds: the kinds of dated entries in their order.
    :param listings: the queries of the lists of each document.
    """

    def __init__(
        self,
        graph: Graph,
        groups: Sequence[str] = GROUPS,
        entry_kinds: Sequence[str] = ENTRY_KINDS,
        listings: Mapping[str, Sequence[Query]] = MappingProxyType({}),
    ) -> None:
        self.graph = graph
        # who is of none stands before those who have left
        places = {group: place for place, group in enumerate((*groups[:-1], '', FORMER))}
        self._places = places | {f'{_KIND}{kind}': place for place, kind in enumerate(entry_kinds)}
        self._listings = listings
        self._ids: dict[Query, tuple[str, ...]] = {}
        #: Returns what puts an object into the order of a query, by what says that order; an
        #: object stands on many lists.
        self._key_of = cache(self._find_order)

    def evaluate(self, query: Query) -> tuple[str, ...]:
        """Return the ids that *query* selects, sorted and limited."""
        return self.evaluate_all(query)[: query.limit or None]

    def evaluate_all(self, query: Query) -> tuple[str, ...]:
        """Return the ids that *query* selects, sorted, without regard to its limit."""
        if query not in self._ids:
            is_empty = not _candidates(query, self.graph)
            key_of = self._key_of(query.kind, query.sort, query.group_by)
            self._ids[query] = () if is_empty else _select(query, self.graph, key_of)
        return self._ids[query]

    def _find_order(self, kind: Kind, sort: str, group_by: str) -> Callable[[str], tuple[Any, ...]]:
        order = Query(kind=kind, sort=sort, group_by=group_by)
        return cache(partial(_sort_key, order, self.graph, self._places))

    def listed(self, query: Query, docname: str) -> tuple[str, ...]:
        """Return what a list shows on a page, sorted, without regard to its limit.

        A dated entry that is a line of the page stands there already. A list of the rest
        leaves out what is of another list of the page, be it beyond the limit of that.
        """
        ids = self.evaluate_all(query)
        if query.kind != 'entry':
            return ids
        table = self.graph.dated
        ids = tuple(
            name for name in ids if not (table[name].is_line and table[name].docname == docname)
        )
        if query.rest and ids:
            others = (each for each in self._listings.get(docname, ()) if each.kind == 'entry')
            elsewhere = {
                name for other in others if not other.rest for name in self.evaluate_all(other)
            }
            ids = tuple(name for name in ids if name not in elsewhere)
        return ids

    def at_most(self, query: Query) -> int:
        """Return how many ids *query* could select, at once."""
        return len(_candidates(query, self.graph))


def select_elsewhere(query: Query, graph: Graph) -> list[str]:
    """Return the ids of the objects of other sites that *query* selects, by site and name.

    They are those that belong to an object of this site. Nothing else is known of them, so
    that a query which asks for more selects none.
    """
    is_asking = query.group or query.type or query.year or query.selected
    if is_asking or query.status not in {'', 'current', 'all'}:
        return []
    asked = [[query.of]] if query.of else []
    asked += [[ObjectRef(kind, name) for name in names] for kind, names in query.named.items()]
    found = [
        {name for node in nodes for name in graph.elsewhere(node, query.kind)}
        for nodes in asked
        if nodes
    ]

    def by_site(name: str) -> tuple[str, ...]:
        known = graph.find_elsewhere(ObjectRef(query.kind, name))
        keys = map(collation_key, (known.site, known.name)) if known else ()
        return (*keys, name)

    return sorted(set.intersection(*found), key=by_site) if found else []


def _candidates(query: Query, graph: Graph) -> Collection[str]:
    return graph.neighbours(query.of, query.kind) if query.of else graph.table(query.kind)


def _select(
    query: Query, graph: Graph, key_of: Callable[[str], tuple[Any, ...]]
) -> tuple[str, ...]:
    table = graph.table(query.kind)
    ids: Iterable[str] = _candidates(query, graph)
    for kind, names in query.named.items():
        if names:
            nodes = [ObjectRef(kind, name) for name in names]
            reached = {other for node in nodes for other in graph.neighbours(node, query.kind)}
            ids = [name for name in ids if name in reached]
    unlisted = graph.unlisted if query.kind == 'publication' else ()
    chosen: Iterable[str] = (
        name for name in ids if name not in unlisted and _holds(query, graph, table[name])
    )
    if query.kind == 'publication':
        chosen = graph.without_versions(chosen)
    return tuple(sorted(chosen, key=key_of))


def _holds(query: Query, graph: Graph, item: Any) -> bool:
    if query.kind == 'person' and not _is_member(query, graph, item):
        return False
    if query.kind == 'entry' and not _is_asked(query, item):
        return False
    if query.type and query.kind != 'entry' and item.type not in query.type:
        return False
    if query.selected and not item.selected:
        return False
    if query.year:
        first, last = query.year
        return bool(item.year) and item.year >= first and (not last or item.year <= last)
    return True


def _is_asked(query: Query, entry: DatedEntry) -> bool:
    """Tell whether a dated entry is of the asked kinds and types, and as open."""
    types = {each.casefold() for each in query.type}
    return (
        (not query.entry_kind or entry.entry_kind in query.entry_kind)
        and (not types or entry.type.casefold() in types)
        and (not query.status or (entry.status or 'open') == query.status)
    )


def _is_member(query: Query, graph: Graph, person: Person) -> bool:
    """Tell whether a person is of the asked groups, now or formerly.

    Without a status that is the group that they are listed under; with one, it is also the
    group that those who have left were of.
    """
    groups, is_former = {graph.group(person.id)}, person.id in graph.former
    if query.status:
        groups.add(person.group or '')
    is_asked = query.status in {'', 'all', 'former' if is_former else 'current'}
    return is_asked and (not query.group or not groups.isdisjoint(query.group))


def _sort_key(query: Query, graph: Graph, places: Mapping[str, int], name: str) -> tuple[Any, ...]:
    """Return what an object is sorted by in the asked order; equal ones are by id."""
    item: Any = graph.table(query.kind)[name]
    sort = query.sort or SORTS[query.kind][0]
    if sort == 'title':
        return (collation_key(item.title), name)
    if query.kind == 'publication':
        return _sort_key_by_date(item, 1 if sort == 'oldest' else -1)
    if query.kind == 'entry':
        return _sort_key_of_entry(query, item, places, 1 if sort == 'oldest' else -1)
    by_name = (item.sort_key(by_family=sort == 'family'), name)
    if query.kind == 'person':
        group = graph.group(name) if 'group' in {sort, query.group_by} else ''
        return (name in graph.former, places[group], *by_name)
    if sort == 'newest':
        period = item.period
        last = (period and (period.end or period.start)) or PartialDate(_newest_year(graph, item))
        is_over = not period or (period.end is not None and not period.expected)
        return (is_over, -last.year, -last.month, -last.day, *by_name)
    return by_name


def _sort_key_by_date(item: Publication, sign: int) -> tuple[Any, ...]:
    """Return what puts publications in the order of time, or with -1 the newest first.

    What has not appeared is later than all else of its year, or than all years; what
    nothing is known of comes last in both orders.
    """
    is_undated = item.year is None and not item.state
    year = math.inf if item.year is None else item.year
    state = len(STATES) - STATES.index(item.state) if item.state else 0
    month = item.month or (math.inf if item.state else 0)
    return (is_undated, sign * year, sign * month, sign * item.day, sign * state, item.order)


def _sort_key_of_entry(
    query: Query, entry: DatedEntry, places: Mapping[str, int], sign: int
) -> tuple[Any, ...]:
    """Return what puts dated entries in the order of time; what has no date comes last.

    Of one date, lines are in the order of their page.
    """
    group: tuple[Any, ...] = ()
    if query.group_by == 'kind':
        group = (places[f'{_KIND}{entry.entry_kind}'],)
    elif query.group_by == 'type':
        group = (not entry.type, collation_key(entry.type))
    moment = entry.moment or PartialDate(0)
    when = (sign * moment.year, sign * moment.month, sign * moment.day)
    return (*group, entry.moment is None, *when, entry.docname, entry.number)


def _newest_year(graph: Graph, project: Project) -> int:
    """Return when a project without a period was alive, by its newest publication."""
    keys = graph.neighbours(project.ref, 'publication')
    return max((graph.publications[key].year or 0 for key in keys), default=0)
