"""The closed query of a listing: which objects, in which order, how many. Pure."""

import math
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any, get_args

from sphinx_folio.model import (
    SORTS,
    STATES,
    Group,
    ObjectRef,
    PartialDate,
    Project,
    Publication,
    Query,
    collation_key,
)

from .graph import Graph

_GROUP_ORDER = {group: place for place, group in enumerate(get_args(Group))}


class Selections:
    """What queries select of one graph.

    Several parts of a build ask for the same; each query is evaluated once.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._ids: dict[Query, tuple[str, ...]] = {}

    def evaluate(self, query: Query) -> tuple[str, ...]:
        """Return the ids that *query* selects, sorted and limited."""
        return self.evaluate_all(query)[: query.limit or None]

    def evaluate_all(self, query: Query) -> tuple[str, ...]:
        """Return the ids that *query* selects, sorted, without regard to its limit."""
        if query not in self._ids:
            self._ids[query] = _select(query, self.graph)
        return self._ids[query]

    def at_most(self, query: Query) -> int:
        """Return how many ids *query* could select, at once."""
        return len(_candidates(query, self.graph))


def _candidates(query: Query, graph: Graph) -> Collection[str]:
    return graph.neighbours(query.of, query.kind) if query.of else graph.table(query.kind)


def _select(query: Query, graph: Graph) -> tuple[str, ...]:
    table = graph.table(query.kind)
    ids: Iterable[str] = _candidates(query, graph)
    for kind, names in query.named.items():
        if names:
            nodes = [ObjectRef(kind, name) for name in names]
            reached = {other for node in nodes for other in graph.neighbours(node, query.kind)}
            ids = [name for name in ids if name in reached]
    unlisted = graph.unlisted if query.kind == 'publication' else ()
    chosen: Iterable[str] = (
        name for name in ids if name not in unlisted and _holds(query, table[name])
    )
    if query.kind == 'publication':
        chosen = graph.without_versions(chosen)
    return tuple(sorted(chosen, key=partial(_sort_key, query, graph)))


def _holds(query: Query, item: Any) -> bool:
    if query.group and item.group not in query.group:
        return False
    if query.type and item.type not in query.type:
        return False
    if query.selected and not item.selected:
        return False
    if query.year:
        first, last = query.year
        return bool(item.year) and item.year >= first and (not last or item.year <= last)
    return True


def _sort_key(query: Query, graph: Graph, name: str) -> tuple[Any, ...]:
    """Return what an object is sorted by in the asked order; equal ones are by id."""
    item: Any = graph.table(query.kind)[name]
    sort = query.sort or SORTS[query.kind][0]
    if sort == 'title':
        return (collation_key(item.title), name)
    if query.kind == 'publication':
        return _sort_key_by_date(item, 1 if sort == 'oldest' else -1)
    by_name = (item.sort_key(by_family=sort == 'family'), name)
    if sort == 'group':
        return (_GROUP_ORDER.get(item.group, len(_GROUP_ORDER)), *by_name)
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


def _newest_year(graph: Graph, project: Project) -> int:
    """Return when a project without a period was alive, by its newest publication."""
    keys = graph.neighbours(project.ref, 'publication')
    return max((graph.publications[key].year or 0 for key in keys), default=0)
