"""Nodes that stand where something is filled in later, and the list of a timeline."""

from collections.abc import Iterable

from docutils import nodes


class diagram(nodes.General, nodes.Element):
    """Place of a diagram, filled in by `diagrams.transform.DrawDiagrams`.

    Attributes: ``query`` (a `MapQuery`, or a `Query` whose publications are counted by
    year) and ``docname`` (where it stands).
    """


class listing(nodes.General, nodes.Element):
    """Place of a list of objects, filled in by `render.placeholders.FillPlaceholders`.

    Attributes: ``query`` (a `Query`), ``docname`` and ``number`` (on which page it stands,
    and as which of its lists), ``related`` (true for a list that Folio appended, which
    vanishes when it is empty) and ``layout`` (``cv`` where the list stands in a CV).
    """


class entry_ends(nodes.General, nodes.Element):
    """Place of what a line of a timeline says of its ends, filled in as a `listing` is.

    Attributes: ``docname`` and ``number`` (on which page the line stands, and as which of its
    lines), and ``layout`` (as of `listing`).
    """


class profile(nodes.General, nodes.Element):
    """Place of the card of a page's object, filled in by `render.placeholders.FillPlaceholders`.

    Attributes: ``docname``, ``object`` (an `ObjectRef`) and ``layout`` (as of `listing`).
    """


#: Classes that mark the list and the item; docutils' own visitors know no subclasses.
LIST_CLASS = 'folio-timeline'
ENTRY_CLASS = 'folio-entry'


def make_timeline(kind: str, items: Iterable[nodes.Node]) -> nodes.bullet_list:
    """Return the list that holds *items*; its attribute ``kind`` is one of `entry_kinds`."""
    classes = [LIST_CLASS, f'{LIST_CLASS}-{kind}']
    return nodes.bullet_list('', *items, kind=kind, classes=classes)


def is_entry(node: nodes.Node) -> bool:
    """Tell whether *node* is an entry of a timeline: its dates, title and place, then its body."""
    return isinstance(node, nodes.list_item) and ENTRY_CLASS in node['classes']
