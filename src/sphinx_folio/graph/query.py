"""The closed query of a listing: which objects, in which order, how many. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from sphinx_folio.model import SORTS, Group, ObjectRef, PartialDate, Query

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

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
    chosen = (name for name in ids if _holds(query, table[name]))
    return tuple(sorted(chosen, key=_sort_key(query, graph)))


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


def _sort_key(query: Query, graph: Graph) -> Callable[[str], Any]:
    """Return the key of the asked order; equal items keep a fixed order by id."""
    table: Any = graph.table(query.kind)
    sort = query.sort or SORTS[query.kind][0]

    def by_name(name: str) -> tuple[str, str]:
        return (table[name].name.casefold(), name)

    def by_group(name: str) -> tuple[int, str, str]:
        return (_GROUP_ORDER.get(table[name].group, len(_GROUP_ORDER)), *by_name(name))

    def by_title(name: str) -> tuple[str, str]:
        return (table[name].title.casefold(), name)

    def by_year(name: str) -> tuple[bool, int, int, int]:
        item = table[name]
        sign = 1 if sort == 'oldest' else -1
        return (item.year is None, sign * (item.year or 0), sign * item.month, item.order)

    def newest_year(project: str) -> int:
        keys = graph.neighbours(ObjectRef('project', project), 'publication')
        return max((graph.publications[key].year or 0 for key in keys), default=0)

    def by_period(name: str) -> tuple[bool, int, int, int, str, str]:
        # without a period, the newest publication tells when a project was alive
        period = table[name].period
        last = (period.end or period.start) if period else PartialDate(newest_year(name))
        is_over = not period or period.end is not None
        return (is_over, -last.year, -last.month, -last.day, *by_name(name))

    if query.kind == 'publication':
        return by_title if sort == 'title' else by_year
    if sort == 'newest':
        return by_period
    return by_group if sort == 'group' else by_name
