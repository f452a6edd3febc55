"""The page of a person in blocks: its tabs, its sections, and what stands between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .nodes import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What a reader sees of a page whose lists are not filled in yet.
_SEEN = (nodes.Text, nodes.image, listing)
#: What is nothing without the content below it, or is not seen at all.
_HOLLOW = (nodes.title, nodes.rubric, nodes.Invisible, nodes.system_message)
_TAG = re.compile(r'<[^>]*>')


class Block(NamedTuple):
    """A part of a page: a tab, a section, or what stands between them without a heading."""

    heading: tuple[nodes.Node, ...]
    body: nodes.container
    ids: tuple[str, ...] = ()


def blocks_of(content: Iterable[nodes.Node]) -> Iterator[Block]:
    """Cut a page at its tabs and sections."""
    loose: list[nodes.Node] = []
    for node in content:
        found = list(_headed(node))
        if not found:
            loose.append(node)
            continue
        if loose:
            yield Block((), nodes.container('', *loose))
            loose = []
        yield from found
    if loose:
        yield Block((), nodes.container('', *loose))


def _headed(node: nodes.Node) -> Iterator[Block]:
    """Yield the blocks of a set of tabs or of a section, else nothing."""
    if isinstance(node, nodes.section):
        yield _block(node)
    elif _component(node) == 'tab-set':
        assert isinstance(node, nodes.Element)
        for item in node.children:
            if _component(item) == 'tab-item':
                assert isinstance(item, nodes.Element)
                yield _block(item)


def _block(node: nodes.Element) -> Block:
    heading = heading_of(node)
    label = next(iter(node.children), None)
    has_label = isinstance(label, nodes.title | nodes.rubric)
    rest = node.children[1:] if has_label else node.children
    ids = [*node['ids'], *(label['ids'] if has_label else [])]  # type: ignore[index]
    return Block(heading, nodes.container('', *_opened(rest)), tuple(ids))


def _opened(content: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield the content of a tab without the box around it."""
    for node in content:
        if _component(node) == 'tab-content':
            yield from node.children
        else:
            yield node


def _component(node: nodes.Node) -> str:
    return node.get('design_component', '') if isinstance(node, nodes.Element) else ''


def heading_of(node: nodes.Element) -> tuple[nodes.Node, ...]:
    """Return the title of a section, a tab, a card or a dropdown."""
    for child in node.children:
        if isinstance(child, nodes.title | nodes.rubric):
            return tuple(child.children)
    for title in node.findall(nodes.container):
        if _component(title) == 'card-title':
            assert isinstance(title[0], nodes.Element)
            return tuple(title[0].children)
    return ()


def take_out(place: nodes.Element, body: nodes.Element) -> tuple[nodes.Node, ...]:
    """Take a record out of a block; return the heading that has nothing below it then."""
    heading = _take_rubric(place)
    parent = place.parent
    assert parent is not None
    parent.remove(place)
    while parent is not body and not isinstance(parent, nodes.entry) and not has_content(parent):
        heading = heading or heading_of(parent)
        emptied, parent = parent, parent.parent
        assert parent is not None
        parent.remove(emptied)
    return heading


def _take_rubric(place: nodes.Element) -> tuple[nodes.Node, ...]:
    """Take the heading right above a timeline, or above a list that nothing follows."""
    parent = place.parent
    assert parent is not None
    index = parent.index(place)
    before = parent[index - 1] if index else None
    after = parent[index + 1] if index + 1 < len(parent) else None
    is_last = after is None or isinstance(after, nodes.rubric)
    if not isinstance(before, nodes.rubric) or (isinstance(place, listing) and not is_last):
        return ()
    if 'sd-tab-label' in before['classes'] or parent.get('has_title'):
        return ()  # the heading of the tab or of the dropdown around it
    parent.remove(before)
    return tuple(before.children)


def has_content(node: nodes.Node) -> bool:
    """Tell whether a reader sees something of *node*, more than a heading without text."""
    if isinstance(node, _HOLLOW) or _component(node) == 'card-title':
        return False
    if isinstance(node, nodes.raw):
        return bool(_TAG.sub('', node.astext()).strip())
    return isinstance(node, _SEEN) or any(has_content(child) for child in node.children)
