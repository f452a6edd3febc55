"""An object, or a page of the site, as a link. Pure."""

from typing import Literal, NamedTuple

from sphinx_folio.model import Elsewhere, Kind, ObjectRef

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
    elsewhere: Elsewhere | None = None  #: What is known of it, if it is on another site.

    @property
    def site(self) -> str:
        """What the other site is called that it is on, or nothing."""
        return self.elsewhere.site if self.elsewhere else ''


def reference(graph: Graph, kind: Kind, name: str, of: ObjectRef | None = None) -> Ref:
    """Return the link to an object, with its role where *of* is the other end."""
    record = graph.table(kind)[name]
    role = _role(graph, kind, name, of)
    return Ref(kind, name, record.docname, record.name, role)  # type: ignore[union-attr]


def references(graph: Graph, node: ObjectRef, kind: Kind) -> tuple[Ref, ...]:
    """Return the links to all neighbours of *kind* that an object has."""
    return tuple([reference(graph, kind, name, node) for name in graph.neighbours(node, kind)])


def reference_elsewhere(graph: Graph, kind: Kind, name: str, of: ObjectRef | None = None) -> Ref:
    """Return the link to an object of another site, with its role where *of* is the other end.

    :raises KeyError: if there is no such object.
    """
    found = graph.find_elsewhere(ObjectRef(kind, name))
    if found is None:
        raise KeyError(name)
    return Ref(kind, name, '', found.name, _role(graph, kind, name, of), found)


def all_references(graph: Graph, node: ObjectRef, kind: Kind) -> tuple[Ref, ...]:
    """Return the links to all neighbours of *kind*, then to those on other sites."""
    here = references(graph, node, kind)
    names = graph.elsewhere(node, kind)
    elsewhere = [reference_elsewhere(graph, kind, name, node) for name in names]
    return (*here, *elsewhere) if elsewhere else here


def _role(graph: Graph, kind: Kind, name: str, of: ObjectRef | None) -> str:
    if of is None:
        return ''
    if kind == 'person':
        return graph.role(of, name)
    return graph.role(ObjectRef(kind, name), of.id) if of.kind == 'person' else ''
