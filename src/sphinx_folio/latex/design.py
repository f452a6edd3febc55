"""What authors build with sphinx-design, for paper: tabs, cards, grids and dropdowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.badges_buttons import sd_badge

from .nodes import argument, environment, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


#: Rows from which Sphinx makes a table that breaks over pages, as no box may hold.
_LONG_TABLE = 31
_STRETCHED = 'sd-stretched-link'


def _component(node: nodes.Node) -> str:
    return node.get('design_component', '') if isinstance(node, nodes.Element) else ''


def unwrap(node: nodes.Element) -> None:
    """Let the content of a node run on without it."""
    replace(node, *node.children)


def _boxed(title: Iterable[nodes.Node], content: Sequence[nodes.Node]) -> environment:
    """Return content in a frame, or set off without one where a table must break."""
    tables = (table for part in content for table in part.findall(nodes.table))
    name = 'foliodetails' if any(map(_is_long, tables)) else 'foliocard'
    return environment('', argument('', '', *title), *content, name=name)


def _is_long(table: nodes.Element) -> bool:
    rows = sum(1 for _row in table.findall(nodes.row))
    return rows >= _LONG_TABLE or 'longtable' in table['classes']


# -- tabs --------------------------------------------------------------------------------


def _tab_set(node: nodes.Element) -> None:
    """Make a section of each tab, or a heading where no section may stand."""
    content: list[nodes.Node] = []
    in_section = isinstance(node.parent, nodes.section | nodes.document)
    for item in node.children:
        if not isinstance(item, nodes.Element) or _component(item) != 'tab-item':
            content.append(item)
            continue
        label, body = _labelled(item)
        ids = [*item['ids'], *(label['ids'] if label is not None else ())]
        words = label.children if label is not None else []
        if in_section:
            content.append(nodes.section('', nodes.title('', '', *words), *body, ids=ids))
        else:
            content += [nodes.rubric('', '', *words, ids=ids), *body]
    replace(node, *content)


def _labelled(item: nodes.Element) -> tuple[nodes.Element | None, list[nodes.Node]]:
    """Return the heading of a tab or a step, and what stands below it."""
    first = item.children[0] if item.children else None
    if isinstance(first, nodes.rubric):
        return first, list(item.children[1:])
    return None, list(item.children)


def _step(node: nodes.Element) -> None:
    """Let the title of a step begin it, as no heading may stand in a list."""
    label, _body = _labelled(node)
    if label is not None:
        title = nodes.paragraph('', '', nodes.strong('', '', *label.children))
        label.replace_self(title)


# -- cards -------------------------------------------------------------------------------


def _grid(node: nodes.Element) -> None:
    """Set a grid that is all cards in two columns; other content runs on."""
    items = [item for item in node.children if not isinstance(item, nodes.Invisible)]
    others = [item for item in node.children if isinstance(item, nodes.Invisible)]
    if items and all(
        isinstance(item, environment) and item['name'] == 'foliocard' for item in items
    ):
        replace(node, *others, environment('', *items, name='foliocards'))
    else:
        unwrap(node)


def _card(node: nodes.Element) -> None:
    """Frame a card; what its link leads to becomes a link of its title."""
    title = next(filter(_is_title, node.findall(nodes.container)), None)
    label: list[nodes.Node] = []
    if title is not None:
        assert title.parent is not None
        title.parent.remove(title)
        label = [part for words in title.children for part in words.children]
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


def _is_title(node: nodes.Node) -> bool:
    return _component(node) == 'card-title'


def _stretched(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the link that makes the whole of a card clickable, resolved or not."""
    found: set[int] = set()
    for part in node.findall(nodes.Element):
        if _STRETCHED in part.get('classes', ()) and id(part.parent) not in found:
            found.add(id(part))
            yield part


def _aside(node: nodes.Element) -> None:
    label, body = _labelled(node)
    box = _boxed(label.children if label is not None else [], body)
    box['ids'] = [*node['ids'], *(label['ids'] if label is not None else ())]
    replace(node, box)


# -- the rest ----------------------------------------------------------------------------


def _dropdown(node: nodes.Element) -> None:
    """Open what is folded on a screen."""
    label, body = _labelled(node) if node.get('has_title') else (None, list(node.children))
    words = label.children if label is not None else []
    opened = environment('', argument('', '', *words), *body, name='foliodetails')
    opened['ids'] = [*node['ids'], *(label['ids'] if label is not None else ())]
    replace(node, opened)


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
    """Rewrite a component of sphinx-design; leave everything else."""
    if isinstance(node, sd_badge):
        replace(node, nodes.inline('', '', *node.children, classes=['sd-badge']))
    elif component := _component(node):
        _COMPONENTS.get(component, _keep)(node)


def _keep(node: nodes.Element) -> None:
    """Leave a component that means nothing on paper."""
