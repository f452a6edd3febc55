"""A research map as shapes and lines of text, in numbers. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from .labels import wrap
from .layout import Box, lay_out
from .network import neighbours_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .layout import Point
    from .network import Network
    from .views import Ref

#: Radius of the head above the name of a person, and how much higher it makes the shape.
HEAD = 7
PERSON = 2 * HEAD + 2
#: Space between a text and its shape: beside it, above and below it.
_PADDING = (9, 5)
#: Space around a shape, half of the least one between two.
_MARGIN = 6
_NAME_LINES = 4


class Style(NamedTuple):
    """How large a map is; its numbers are pixels where it is shown at its full width."""

    #: Part of the name of its class in ``folio.css``.
    name: str
    width: int
    #: Size of the font, which ``folio.css`` sets too.
    font: float
    #: Distance of two lines of text.
    line: int
    #: The longest line.
    text: int


#: For the text of a page on a desk, and on a phone.
STYLES = (Style('wide', 736, 12.5, 15, 112), Style('narrow', 358, 13, 16, 100))


class Shape(NamedTuple):
    """A node of the map: its box, its lines of text, and where its edges end."""

    ref: Ref
    left: int
    top: int
    width: int
    height: int
    #: Each line with the middle and the foot of its text.
    lines: tuple[tuple[str, int, int], ...]
    #: The point that edges lead to.
    anchor: tuple[int, int]


class MapDrawing(NamedTuple):
    """A map, ready to be written."""

    style: Style
    height: int
    shapes: tuple[Shape, ...]
    #: The places of the ends of each edge.
    edges: tuple[tuple[int, int], ...]
    #: The places of each node's neighbours.
    neighbours: tuple[tuple[int, ...], ...]


def draw_map(network: Network, found: Sequence[Point], style: Style) -> MapDrawing:
    """Return the drawing of a network that is not empty.

    :param found: where `layout.find_places` has put each of its nodes.
    """
    labels = [
        wrap(
            ref.name,
            size=style.font,
            limit=style.text,
            lines=_NAME_LINES,
            bold=ref.kind == 'person',
        )
        for ref in network.nodes
    ]
    sizes = []
    for ref, label in zip(network.nodes, labels, strict=True):
        width = math.ceil(label.width) + 2 * _PADDING[0]
        height = max(len(label.lines), 1) * style.line + 2 * _PADDING[1]
        sizes.append((width, height + (PERSON if ref.kind == 'person' else 0)))
    boxes = [Box(width + 2 * _MARGIN, height + 2 * _MARGIN) for width, height in sizes]
    layout = lay_out(found, boxes, style.width)
    shapes = []
    for ref, label, size, place in zip(network.nodes, labels, sizes, layout.places, strict=True):
        shapes.append(_shape(ref, label.lines, size, place, style))
    neighbours = tuple(tuple(places) for places in neighbours_of(network))
    return MapDrawing(style, math.ceil(layout.height), tuple(shapes), network.edges, neighbours)


def _shape(
    ref: Ref,
    lines: tuple[str, ...],
    size: tuple[int, int],
    place: tuple[float, float],
    style: Style,
) -> Shape:
    width, height = size
    left, top = round(place[0] - width / 2), round(place[1] - height / 2)
    middle = left + width // 2
    text_top = top + _PADDING[1] + (PERSON if ref.kind == 'person' else 0)
    # the foot of the letters, so that they stand in the middle of their line
    foot = round((style.line + style.font * 0.72) / 2)
    placed = tuple(
        (line, middle, text_top + number * style.line + foot) for number, line in enumerate(lines)
    )
    anchor = (middle, top + (height + (PERSON if ref.kind == 'person' else 0)) // 2)
    return Shape(ref, left, top, width, height, placed, anchor)
