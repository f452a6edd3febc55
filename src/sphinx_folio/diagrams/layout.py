"""Where the nodes of a picture stand: neighbours near each other, no box over another.

Pure: the same network gives the same places. The library of graphs is loaded here, when
something is drawn.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: The part of the picture that boxes cover, before they are pushed apart.
_COVER = 0.75
#: The least height of a picture as part of its width, so that edges of few nodes are seen.
_LEAST_RATIO = 0.45
#: How much of the width each of few nodes is given.
_SPAN = 100
#: How much of each place is its rank, which fills the corners, and not its distance.
_EVENNESS = 0.7
#: The length of an edge for igraph's repulsion, and how often forces are summed up.
_SPRING, _STEPS = 80, 500
#: How often overlapping boxes are pushed apart at most.
_ROUNDS = 300
#: An overlap that nobody sees.
_SLACK = 0.5


Point = tuple[float, float]


class Box(NamedTuple):
    """Width and height that a node takes up, with the space around it."""

    width: float
    height: float


def find_places(count: int, edges: Sequence[tuple[int, int]]) -> tuple[Point, ...]:
    """Return where *count* nodes stand by forces, which draw neighbours together.

    Springs as long as the way between two nodes unfold a circle (doi:10.1016/0020-0190(89)90102-6),
    so that the end is no accident; then all nodes repel each other, which pulls those apart
    that share their neighbours. The longest way across runs from left to right.

    :param edges: pairs of numbers of nodes; each node is at an edge.
    """
    import igraph  # noqa: PLC0415  (only a build that draws something pays for it)

    graph = igraph.Graph(count, list(edges))
    circle = [tuple(point) for point in graph.layout_circle()]
    unfolded = graph.layout_kamada_kawai(seed=circle)
    unfolded.scale(_SPRING)
    places = graph.layout_graphopt(seed=unfolded, niter=_STEPS)
    return _turned([(x, y) for x, y in places])


def lay_out(
    points: Sequence[Point], boxes: Sequence[Box], width: float
) -> tuple[list[Point], float]:
    """Return the middle of each box in a picture of *width*, none over another, and its height.

    :param points: where the forces have put each box, on whatever scale.
    """
    area = sum(box.width * box.height for box in boxes)
    span = min(width, (len(boxes) + 1) * _SPAN)
    height = max(area / (_COVER * span), _LEAST_RATIO * span)
    if span < height:
        points = [(y, x) for x, y in points]
    xs = _fitted([x for x, _y in points], [box.width for box in boxes], span)
    xs = [x + (width - span) / 2 for x in xs]
    ys = _fitted([y for _x, y in points], [box.height for box in boxes], height)
    for _round in range(_ROUNDS):
        if not _push_apart(xs, ys, boxes):
            break
        for number, box in enumerate(boxes):
            xs[number] = min(max(xs[number], box.width / 2), width - box.width / 2)
    _stack(xs, ys, boxes)
    top = min(y - box.height / 2 for y, box in zip(ys, boxes, strict=True))
    bottom = max(y + box.height / 2 for y, box in zip(ys, boxes, strict=True))
    return [(x, y - top) for x, y in zip(xs, ys, strict=True)], bottom - top


def _turned(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return places turned so that they stretch farthest from left to right."""
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    centred = [(x - middle_x, y - middle_y) for x, y in points]
    along_x = sum(x * x for x, _y in centred)
    along_y = sum(y * y for _x, y in centred)
    both = sum(x * y for x, y in centred)
    angle = math.atan2(2 * both, along_x - along_y) / 2  # of the principal axis
    cos, sin = math.cos(angle), math.sin(angle)
    return tuple((x * cos + y * sin, y * cos - x * sin) for x, y in centred)


def _fitted(values: Sequence[float], sizes: Sequence[float], side: float) -> list[float]:
    """Return places along one side of the picture, more evenly spread than they were."""
    low, high = min(values), max(values)
    margin = sum(sizes) / len(sizes) / 2
    if high - low < 1e-6:
        return [side / 2 for _value in values]
    ranks = {number: rank for rank, number in enumerate(_sorted_places(values))}
    last = len(values) - 1
    even = (_EVENNESS * ranks[number] / last for number in range(len(values)))
    scaled = ((1 - _EVENNESS) * (value - low) / (high - low) for value in values)
    return [
        margin + (one + other) * (side - 2 * margin)
        for one, other in zip(even, scaled, strict=True)
    ]


def _sorted_places(values: Sequence[float]) -> list[int]:
    return sorted(range(len(values)), key=lambda number: (values[number], number))


def _push_apart(xs: list[float], ys: list[float], boxes: Sequence[Box]) -> bool:
    """Move boxes that overlap away from each other, the shorter way; tell if there were any."""
    is_moved = False
    for one, other in _level(ys, boxes):
        across = (boxes[one].width + boxes[other].width) / 2 - abs(xs[one] - xs[other])
        down = (boxes[one].height + boxes[other].height) / 2 - abs(ys[one] - ys[other])
        if across <= _SLACK or down <= _SLACK:
            continue
        is_moved = True
        values, way = (xs, across) if across < down else (ys, down)
        step = way / 2 if values[one] <= values[other] else -way / 2
        values[one] -= step
        values[other] += step
    return is_moved


def _level(ys: Sequence[float], boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of boxes that are beside or over each other, from the top down."""
    tops = [y - box.height / 2 for y, box in zip(ys, boxes, strict=True)]
    order = _sorted_places(tops)
    for number, one in enumerate(order):
        bottom = tops[one] + boxes[one].height
        for other in order[number + 1 :]:
            if tops[other] >= bottom:
                break
            yield one, other


def _stack(xs: Sequence[float], ys: list[float], boxes: Sequence[Box]) -> None:
    """Move down what is still over another box, so that in the end nothing is."""
    order = _sorted_places([y - box.height / 2 for y, box in zip(ys, boxes, strict=True)])
    for number, one in enumerate(order):
        beside = [
            other
            for other in order[:number]
            if abs(xs[one] - xs[other]) + _SLACK < (boxes[one].width + boxes[other].width) / 2
        ]
        for other in sorted(beside, key=lambda number: (ys[number], number)):
            room = (boxes[one].height + boxes[other].height) / 2
            if abs(ys[one] - ys[other]) + _SLACK < room:
                ys[one] = ys[other] + room
