"""What authors build with sphinx-design, for paper: tabs, cards, grids and dropdowns."""

from collections.abc import Callable, Iterable, Sequence

from docutils import nodes
from sphinx_design.badges_buttons import sd_badge

from .nodes import environment, make_environment, replace

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
    has_long_table = any(
        'longtable' in table['classes'] or len([*table.findall(nodes.row)]) >= _LONG_TABLE
        for child in content
        for table in child.findall(nodes.table)
    )
    name = 'foliodetails' if has_long_table else 'foliocard'
    return make_environment(name, title, content=content)


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
    if node.children and isinstance(label := node[0], nodes.rubric):
        label.replace_self(nodes.paragraph('', '', nodes.strong('', '', *label.children)))


def _grid(node: nodes.Element) -> None:
    """Set a grid that is all cards in two columns; other content runs on."""
    cards = [item for item in node.children if not isinstance(item, nodes.Invisible)]
    others = [item for item in node.children if isinstance(item, nodes.Invisible)]
    are_cards = (isinstance(item, environment) and item['name'] == 'foliocard' for item in cards)
    if cards and all(are_cards):
        replace(node, *others, make_environment('foliocards', content=cards))
    else:
        unwrap(node)


def _card(node: nodes.Element) -> None:
    """Frame a card; what its link leads to becomes a link of its title."""
    containers = node.findall(nodes.container)
    title = next((box for box in containers if design_component(box) == 'card-title'), None)
    label: list[nodes.Node] = []
    if title is not None:
        title.parent.remove(title)
        label = [word for line in title.children for word in line.children]
    # the link that makes the whole of a card clickable, resolved or not
    stretched = [
        link
        for link in node.findall(nodes.Element)
        if _STRETCHED in link['classes'] and _STRETCHED not in link.parent['classes']
    ]
    for link in stretched:
        link.parent.parent.remove(link.parent)
        if isinstance(link, nodes.reference):  # else it has led nowhere
            link['classes'] = []
            link[:] = label or link.children
            label = [link]
    replace(node, _boxed(label, node.children))


def _aside(node: nodes.Element) -> None:
    label, body = _labelled(node)
    node['ids'] += label['ids']
    replace(node, _boxed(label.children, body))


def _dropdown(node: nodes.Element) -> None:
    """Open what is folded on a screen."""
    label, body = _labelled(node) if node.get('has_title') else (nodes.rubric(), node.children)
    node['ids'] += label['ids']
    replace(node, make_environment('foliodetails', label.children, content=body))


_BOXES = (
    'tab-content', 'grid-row', 'grid-item', 'card-header', 'card-body', 'card-footer',
    'card-overlay', 'accordion', 'step-content', 'aside-body',
)  # fmt: skip
_COMPONENTS: dict[str, Callable[[nodes.Element], None]] = {
    **dict.fromkeys(_BOXES, unwrap),
    'tab-set': _tab_set,
    'grid-container': _grid,
    'card': _card,
    'card-carousel': _grid,
    'dropdown': _dropdown,
    'step': _step,
    'aside': _aside,
}


def rewrite_design(node: nodes.Element) -> None:
    """Rewrite a component of sphinx-design; leave what means nothing on paper."""
    if isinstance(node, sd_badge):
        replace(node, nodes.inline('', '', *node.children, classes=['sd-badge']))
    elif rewrite := _COMPONENTS.get(design_component(node)):
        rewrite(node)
