"""An object, or a page of the site, as a link. Pure."""

from typing import Literal, NamedTuple

from sphinx_folio.model import Kind, ObjectRef

from .graph import Graph

#: How many objects of a kind belong to another one; kinds without any are left out.
Counts = tuple[tuple['Kind', int], ...]


class Ref(NamedTuple):
    """An object, or a page of the site, as a link: where it is and what it is called."""

    kind: Kind | Literal['page']
    id: str
    docname: str
    name: str
    detail: str = ''  #: What stands beside the name, such as a role in a project.


def reference(graph: Graph, kind: Kind, name: str, of: ObjectRef | None = None) -> Ref:
    """Return the link to an object, with its role where *of* is the other end."""
    record = graph.table(kind)[name]
    role = ''
    if of and kind == 'person':
        role = graph.role(of, name)
    elif of and of.kind == 'person':
        role = graph.role(ObjectRef(kind, name), of.id)
    return Ref(kind, name, record.docname, record.name, role)  # type: ignore[union-attr]


def references(graph: Graph, node: ObjectRef, kind: Kind) -> tuple[Ref, ...]:
    """Return the links to all neighbours of *kind* that an object has."""
    return tuple(reference(graph, kind, name, node) for name in graph.neighbours(node, kind))
