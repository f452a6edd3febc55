"""What authors build with sphinx-design, for paper: tabs, cards, grids and dropdowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.badges_buttons import sd_badge

from .nodes import environment, make_environment, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


#: Rows from which Sphinx makes a table that breaks over pages, as no box may hold.
_LONG_TABLE = 31
_STRETCHED = 'sd-stretched-link'


def design_component(node: nodes.Node) -> str:
    """Return which component of sphinx-design a node is, such as ``card``; or nothing."""
    return node.get('design_component', '') if isinstance(node, nodes.Element) else ''


def unwrap(node: nodes.Element) -> None:
    """Let the content of a node run on without it."""
    replace(node, *node.children)


def _boxed(title: Iterable[nodes.Node], content: Sequence[nodes.Node]) -> environment:
    """Return content in a frame, or set off without one where a table must break."""
    tables = (table for child in content for table in child.findall(nodes.table))
    name = 'foliodetails' if any(map(_is_long, tables)) else 'foliocard'
    return make_environment(name, title, content=content)


def _is_long(table: nodes.Element) -> bool:
    rows = sum(1 for _row in table.findall(nodes.row))
    return rows >= _LONG_TABLE or 'longtable' in table['classes']


# -- tabs --------------------------------------------------------------------------------


def _tab_set(node: nodes.Element) -> None:
    """Make a section of each tab, or a heading where no section may stand."""
    content: list[nodes.Node] = []
    in_section = isinstance(node.parent, nodes.section | nodes.document)
    for item in node.children:
        if not isinstance(item, nodes.Element) or design_component(item) != 'tab-item':
            content.append(item)
            continue
        label, body = _labelled(item)
        ids = [*item['ids'], *label['ids']]
        if in_section:
            title = nodes.title('', '', *label.children)
            content.append(nodes.section('', title, *body, ids=ids))
        else:
            content += [nodes.rubric('', '', *label.children, ids=ids), *body]
    replace(node, *content)


def _labelled(item: nodes.Element) -> tuple[nodes.rubric, list[nodes.Node]]:
    """Return the heading of a component, empty if it has none, and what stands below it."""
    if item.children and isinstance(item.children[0], nodes.rubric):
        return item.children[0], item.children[1:]
    return nodes.rubric(), item.children


def _step(node: nodes.Element) -> None:
    """Let the title of a step begin it, as no heading may stand in a list."""
    label, _body = _labelled(node)
    if label.parent is not None:
        title = nodes.paragraph('', '', nodes.strong('', '', *label.children))
        label.replace_self(title)


# -- cards -------------------------------------------------------------------------------


def _grid(node: nodes.Element) -> None:
    """Set a grid that is all cards in two columns; other content runs on."""
    cards = [item for item in node.children if not isinstance(item, nodes.Invisible)]
    others = [item for item in node.children if isinstance(item, nodes.Invisible)]
    if cards and all(
        isinstance(item, environment) and item['name'] == 'foliocard' for item in cards
    ):
        replace(node, *others, make_environment('foliocards', content=cards))
    else:
        unwrap(node)


def _card(node: nodes.Element) -> None:
    """Frame a card; what its link leads to becomes a link of its title."""
    containers = node.findall(nodes.container)
    title = next((box for box in containers if design_component(box) == 'card-title'), None)
    label: list[nodes.Node] = []
    if title is not None:
        assert title.parent is not None
        title.parent.remove(title)
        label = [word for line in title.children for word in line.children]
    for link in list(_stretched(node)):
        assert link.parent is not None
        assert link.parent.parent is not None
        link.parent.parent.remove(link.parent)
        if isinstance(link, nodes.reference):  # else it has led nowhere
            link['classes'] = []
            if label:
                link.children = []
                link.extend(label)
            label = [link]
    replace(node, _boxed(label, node.children))


def _stretched(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the link that makes the whole of a card clickable, resolved or not."""
    links: set[int] = set()
    for link in node.findall(nodes.Element):
        if _STRETCHED in link.get('classes', ()) and id(link.parent) not in links:
            links.add(id(link))
            yield link


def _aside(node: nodes.Element) -> None:
    label, body = _labelled(node)
    box = _boxed(label.children, body)
    box['ids'] = [*node['ids'], *label['ids']]
    replace(node, box)


# -- the rest ----------------------------------------------------------------------------


def _dropdown(node: nodes.Element) -> None:
    """Open what is folded on a screen."""
    label, body = _labelled(node) if node.get('has_title') else (nodes.rubric(), node.children)
    ids = [*node['ids'], *label['ids']]
    replace(node, make_environment('foliodetails', label.children, content=body, ids=ids))


_COMPONENTS: dict[str, Callable[[nodes.Element], None]] = {
    'tab-set': _tab_set,
    'tab-content': unwrap,
    'grid-container': _grid,
    'grid-row': unwrap,
    'grid-item': unwrap,
    'card': _card,
    'card-header': unwrap,
    'card-body': unwrap,
    'card-footer': unwrap,
    'card-overlay': unwrap,
    'card-carousel': _grid,
    'dropdown': _dropdown,
    'accordion': unwrap,
    'step': _step,
    'step-content': unwrap,
    'aside': _aside,
    'aside-body': unwrap,
}


def rewrite_design(node: nodes.Element) -> None:
    """Rewrite a component of sphinx-design; leave what means nothing on paper."""
    if isinstance(node, sd_badge):
        replace(node, nodes.inline('', '', *node.children, classes=['sd-badge']))
    elif rewrite := _COMPONENTS.get(design_component(node)):
        rewrite(node)
