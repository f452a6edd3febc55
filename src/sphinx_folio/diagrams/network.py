"""People, projects and topics as a network: which nodes and edges a picture shows. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sphinx_folio.graph import Graph, Ref, reference
from sphinx_folio.model import MAIN_KINDS, Kind, MainKind, MapQuery, ObjectRef

#: In which order nodes of a kind are chosen, and readers meet them.
_KIND_ORDER: tuple[MainKind, ...] = ('person', 'topic', 'project')

#: The nodes that each node has an edge with, in a fixed order.
Edges = dict[ObjectRef, tuple[ObjectRef, ...]]


class Network(NamedTuple):
    """What a research map shows."""

    nodes: tuple[Ref, ...]
    #: Places of two nodes that have an edge, the smaller one first.
    edges: tuple[tuple[int, int], ...]
    #: How many nodes there are without the limit.
    total: int


def view_network(query: MapQuery, graph: Graph) -> Network:
    """Return what the map of *query* shows: objects with an edge, no more than its limit."""
    centres = [node for node in query.of if node in graph]
    edges = _edges(_wanted(query, graph, centres), graph)
    chosen = _choose(edges, centres, query.limit)
    if len(chosen) < 2:
        return Network((), (), 0)
    order = sorted(chosen, key=lambda node: _KIND_ORDER.index(node.kind))
    places = {node: place for place, node in enumerate(order)}
    pairs = {
        (places[node], places[other])
        for node in order
        for other in edges[node]
        if other in places and places[node] < places[other]
    }
    nodes = tuple(reference(graph, node.kind, node.id) for node in order)
    return Network(nodes, tuple(sorted(pairs)), len(edges))


def neighbours_of(network: Network) -> list[list[int]]:
    """Return the places of the nodes that each node has an edge with, in their order."""
    near: list[list[int]] = [[] for _node in network.nodes]
    for one, other in network.edges:
        near[one].append(other)
        near[other].append(one)
    return [sorted(places) for places in near]


def _wanted(query: MapQuery, graph: Graph, centres: Iterable[ObjectRef]) -> list[ObjectRef]:
    """Return the objects that the query selects, in the order of kinds and names."""
    if query.of:
        objects = set(centres).union(*(_near(centre, query.kinds, graph) for centre in centres))
    else:
        objects = {ObjectRef(kind, name) for kind in query.kinds for name in graph.table(kind)}

    def by_name(node: ObjectRef) -> tuple[int, str, str]:
        record: Any = graph.table(node.kind)[node.id]
        return (MAIN_KINDS.index(node.kind), record.sort_key(), node.id)

    return sorted(objects, key=by_name)


def _near(node: ObjectRef, kinds: Iterable[MainKind], graph: Graph) -> Iterator[ObjectRef]:
    return (ObjectRef(kind, name) for kind in kinds for name in graph.neighbours(node, kind))


def _edges(nodes: Iterable[ObjectRef], graph: Graph) -> Edges:
    """Return the edges among *nodes*, without those that have none."""
    wanted = dict.fromkeys(nodes)
    edges = {
        node: tuple(
            other for other in _near(node, MAIN_KINDS, graph) if other in wanted and other != node
        )
        for node in wanted
    }
    return {node: others for node, others in edges.items() if others}


def _choose(edges: Edges, centres: Iterable[ObjectRef], limit: int) -> list[ObjectRef]:
    """Return the most connected nodes, of each kind in turn, so that they hang together.

    Next comes the node with the most edges to those that are chosen, and of several the
    one with the most edges at all.
    """
    if len(edges) <= limit:
        return list(edges)
    chosen: set[ObjectRef] = set()
    linked = dict.fromkeys(edges, 0)
    left: dict[Kind, list[ObjectRef]] = {
        kind: [node for node in edges if node.kind == kind] for kind in _KIND_ORDER
    }

    def rank(node: ObjectRef) -> tuple[int, int]:
        return (linked[node], len(edges[node]))

    def choose(node: ObjectRef) -> None:
        chosen.add(node)
        left[node.kind].remove(node)
        for other in edges[node]:
            linked[other] += 1

    for centre in centres:
        if centre in edges and len(chosen) < limit:
            choose(centre)
    while len(chosen) < limit:
        best = [max(left[kind], key=rank) for kind in _KIND_ORDER if left[kind]]
        near = [node for node in best if linked[node]]
        for node in (near or [max(best, key=rank)])[: limit - len(chosen)]:
            choose(node)
    # not those whose edges all lead to nodes that were not chosen
    return [node for node in edges if node in chosen and not chosen.isdisjoint(edges[node])]
