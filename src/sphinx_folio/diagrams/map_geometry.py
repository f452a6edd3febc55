"""A research map as shapes and lines of text, in numbers. Pure.

Nobody knows at build time in which font a reader sees the site; the widths of text are
those of Helvetica and its kin, on the generous side.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from sphinx_folio.graph import Ref

from .layout import Box, Point, lay_out
from .network import Network, neighbours_of

#: Widths of signs as parts of the size of the font, by Helvetica's metrics.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.24),
    **dict.fromkeys('fIt.,:;/!()[] ', 0.31),
    **dict.fromkeys('r-"', 0.36),
    **dict.fromkeys('ckszvxyJ', 0.52),
    **dict.fromkeys('mMW', 0.86),
    **dict.fromkeys('w', 0.74),
    **dict.fromkeys('ABEKPSVXYFTLZ', 0.67),
    **dict.fromkeys('CDGHNOQRU&', 0.75),
}
_OTHER = 0.57
_BOLD = 1.07
#: Where a line may end: after a space or a hyphen, and beside a sign as wide as high.
_BREAKS = re.compile(r'(?<=[\s\-‐–/])(?=\S)')
_MORE = '…'


class Label(NamedTuple):
    """The lines of a text, and the width of the longest one."""

    lines: tuple[str, ...]
    width: float


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide *text* is in a font of *size*."""
    width = sum(map(_sign_width, text)) * size
    return width * _BOLD if bold else width


def _sign_width(sign: str) -> float:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if unicodedata.combining(sign) or unicodedata.category(sign) == 'Cf':
        return 0
    if unicodedata.east_asian_width(sign) in 'WF':  # Unicode Standard Annex 11
        return 1
    base = unicodedata.normalize('NFKD', sign)[:1]
    return _WIDTHS.get(base, _OTHER)


def wrap(text: str, *, size: float, limit: float, lines: int, bold: bool = False) -> Label:
    """Return *text* in as few lines as fit *limit*, about equally long.

    :param lines: how many lines there may be; a longer text ends in dots.
    """
    width_of = partial(text_width, size=size, bold=bold)
    pieces = list(_pieces(' '.join(text.split()), limit, width_of))
    widths = list(map(width_of, pieces))
    filled = _fill(pieces, widths, limit)
    wanted = len(filled)
    if wanted > lines:
        del filled[lines:]
        filled[-1] = _cut(filled[-1], limit, width_of)
    else:
        low, high = max(widths, default=0), limit
        for _step in range(8):
            middle = (low + high) / 2
            fits = len(_fill(pieces, widths, middle)) <= wanted
            low, high = (low, middle) if fits else (middle, high)
        filled = _fill(pieces, widths, high)
    return Label(tuple(filled), max(map(width_of, filled), default=0))


def _pieces(text: str, limit: float, width_of: Callable[[str], float]) -> Iterable[str]:
    """Yield the parts of *text* that stay in one line, none wider than *limit*."""
    for word in _BREAKS.split(text):
        piece = ''
        for sign in word:
            is_wide = unicodedata.east_asian_width(sign) in 'WF'
            fits = width_of(piece + sign) <= limit
            if piece and (is_wide or not fits) and not unicodedata.combining(sign):
                yield piece
                piece = ''
            piece += sign
        if piece:
            yield piece


def _fill(pieces: Iterable[str], widths: Iterable[float], limit: float) -> list[str]:
    """Return lines, each as full as *limit* allows."""
    lines: list[str] = []
    left = -math.inf
    for piece, width in zip(pieces, widths, strict=True):
        if width > left + 1e-6:
            lines.append('')
            left = limit
        lines[-1] += piece
        left -= width
    return [line.strip() for line in lines]


def _cut(line: str, limit: float, width_of: Callable[[str], float]) -> str:
    while line and width_of(line + _MORE) > limit:
        line = line[:-1]
    return line.rstrip() + _MORE


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

    name: str  #: Part of the name of its class in ``folio.css``.
    width: int
    font: float  #: Size of the font, which ``folio.css`` sets too.
    line: int  #: Distance of two lines of text.
    text: int  #: The longest line.


#: For the text of a page on a desk, and on a phone.
STYLES = (Style('wide', 736, 12.5, 15, 112), Style('narrow', 358, 13, 16, 100))


class Shape(NamedTuple):
    """A node of the map: its box, its lines of text, and where its edges end."""

    ref: Ref
    left: int
    top: int
    width: int
    height: int
    lines: tuple[tuple[str, int, int], ...]  #: Each line with the middle and the foot of its text.
    anchor: tuple[int, int]  #: The point that edges lead to.


class MapGeometry(NamedTuple):
    """A map, ready to be written."""

    style: Style
    height: int
    shapes: tuple[Shape, ...]
    edges: tuple[tuple[int, int], ...]  #: The places of the ends of each edge.
    neighbours: tuple[tuple[int, ...], ...]  #: The places of each node's neighbours.


def draw_map(network: Network, points: Sequence[Point], style: Style) -> MapGeometry:
    """Return the map of a network that is not empty.

    :param points: where `layout.find_places` has put each of its nodes.
    """
    labels, sizes = [], []
    for ref in network.nodes:
        is_bold = ref.kind == 'person'
        label = wrap(ref.name, size=style.font, limit=style.text, lines=_NAME_LINES, bold=is_bold)
        labels.append(label)
        width = math.ceil(label.width) + 2 * _PADDING[0]
        text_height = max(len(label.lines), 1) * style.line + 2 * _PADDING[1]
        sizes.append((width, text_height + _head_room(ref)))
    boxes = [Box(width + 2 * _MARGIN, height + 2 * _MARGIN) for width, height in sizes]
    points, height = lay_out(points, boxes, style.width)
    shapes = tuple(
        _shape(ref, label.lines, size, point, style)
        for ref, label, size, point in zip(network.nodes, labels, sizes, points, strict=True)
    )
    neighbours = tuple(map(tuple, neighbours_of(network)))
    return MapGeometry(style, math.ceil(height), shapes, network.edges, neighbours)


def _head_room(ref: Ref) -> int:
    return PERSON if ref.kind == 'person' else 0


def _shape(
    ref: Ref, lines: tuple[str, ...], size: tuple[int, int], point: Point, style: Style
) -> Shape:
    width, height = size
    left, top = round(point[0] - width / 2), round(point[1] - height / 2)
    middle = left + width // 2
    text_top = top + _PADDING[1] + _head_room(ref)
    # the foot of the letters, so that they stand in the middle of their line
    foot = round((style.line + style.font * 0.72) / 2)
    placed = tuple(
        (line, middle, text_top + number * style.line + foot) for number, line in enumerate(lines)
    )
    anchor = (middle, top + (height + _head_room(ref)) // 2)
    return Shape(ref, left, top, width, height, placed, anchor)
