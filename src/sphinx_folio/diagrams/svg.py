"""The map and the chart as nodes, and how a web page shows them: as inline SVG.

Everything that has a colour has a class, so that ``folio.css`` sets it for light and dark.
Across, the chart is measured in parts of its width, and down in pixels; so text keeps its
size at any width. What a phone has no room for is hidden by ``folio.css``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_folio.nodes import skip

from .map_geometry import HEAD, PERSON
from .year_chart import year_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from .map_geometry import MapDrawing, Shape
    from .year_chart import Bar


#: Height of the highest bar; ``folio.css`` adds room for the years below.
HEIGHT = 150


class chart_picture(nodes.General, nodes.Element):
    """A bar chart, for web pages.

    Attributes: ``chart`` (a `years.Chart`), ``label`` (its name), and ``numbers`` (the
    number of each bar, and of each line, in words).
    """


def visit_chart_html(self: HTML5Translator, node: chart_picture) -> None:
    """Write the lines across, then the bars with what stands above and below them."""
    chart, words = node['chart'], node['numbers']
    self.body.append(
        f'<svg class="folio-chart-picture" width="100%" height="{HEIGHT}" role="img" '
        f'aria-label="{self.attval(node["label"])}">\n'
    )
    for number, height in chart.lines:
        y = _down(height)
        self.body.append(
            f'<line x1="0" x2="100%" y1="{y}" y2="{y}"/>'
            f'<text class="folio-chart-number" x="0" y="{y}" dx="-8" dy="4">'
            f'{self.encode(words[number])}</text>\n'
        )
    for bar in chart.bars:
        self.body += _bar(bar, year_label(bar.year, chart.span), words[bar.number])
    self.body.append('</svg>\n')
    raise nodes.SkipNode


def _down(height: float) -> float:
    """Return how far below the top a height is."""
    return round(HEIGHT * (1 - height), 1)


def _bar(bar: Bar, year: str, number: str) -> list[str]:
    parts = []
    y = _down(bar.height)
    if bar.number:
        parts.append(
            f'<rect x="{bar.left}%" y="{y}" width="{bar.width}%" height="{round(HEIGHT - y, 1)}">'
            f'<title>{year}: {number}</title></rect>\n'
        )
    if bar.number and bar.numbered:
        look = f'folio-chart-count folio-chart-{bar.numbered}'
        parts.append(f'<text class="{look}" x="{bar.middle}%" y="{y}" dy="-5">{number}</text>\n')
    if bar.marked:
        look = f'folio-chart-year folio-chart-{bar.marked}'
        text = f'<text class="{look}" x="{bar.middle}%" y="{HEIGHT}" dy="18">{bar.year}</text>\n'
        parts.append(text)
    return parts


def setup_chart_nodes(app: Sphinx) -> None:
    """Register the node."""
    unseen: Any = dict.fromkeys(('latex', 'text', 'man', 'texinfo'), (skip, None))
    app.add_node(chart_picture, html=(visit_chart_html, None), **unseen)


class picture_frame(nodes.container):
    """A picture with what belongs to it: a note, and the same as a table."""


def visit_frame_html(self: HTML5Translator, node: picture_frame) -> None:
    """Open ``<figure>``."""
    self.body.append(self.starttag(node, 'figure'))


def depart_frame_html(self: HTML5Translator, node: picture_frame) -> None:
    """Close ``<figure>``."""
    self.body.append('</figure>\n')


def setup_drawing_nodes(app: Sphinx) -> None:
    """Register the nodes that a writer meets."""
    app.add_node(picture_frame, html=(visit_frame_html, depart_frame_html))


#: Radius of the corners of a shape.
_CORNERS = {'person': 12, 'topic': 14, 'project': 2}
#: The shapes in the legend.
_KEYS = {
    'person': '<circle cx="10" cy="3" r="3"/><path class="folio-map-shape" d="M1 13q0-6 6-6h6q6 0 6 6z"/>',
    'topic': '<path class="folio-map-shape" d="M1 7q0-6 6-6h6q6 0 6 6q0 6-6 6h-6q-6 0-6-6z"/>',
    'project': '<path class="folio-map-shape" d="M1 1h18v12h-18z"/>',
}


class map_picture(nodes.General, nodes.Element):
    """A research map, for web pages.

    Attributes: ``drawings`` (one `map_drawing.MapDrawing` for each width), ``uris`` (of the
    nodes), ``label`` (the name of the map), ``kinds`` (what a node of a kind is called) and
    ``legend`` (kind and words of each entry).
    """


def visit_map_html(self: HTML5Translator, node: map_picture) -> None:
    """Write the map once for each width; the style sheet shows the one that fits."""
    for drawing in node['drawings']:
        self.body.append(_svg(self, node, drawing))
    self.body.append('<ul class="folio-map-legend">\n')
    for kind, words in node['legend']:
        key = (
            f'<svg class="folio-map-key folio-map-{kind}" width="20" height="14" '
            f'aria-hidden="true" focusable="false">{_KEYS[kind]}</svg>'
        )
        self.body.append(f'<li>{key} {self.encode(words)}</li>\n')
    self.body.append('</ul>\n')
    raise nodes.SkipNode


def _svg(self: HTML5Translator, node: map_picture, drawing: MapDrawing) -> str:
    style = drawing.style
    label = self.attval(node['label'])
    size = f'width="{style.width}" height="{drawing.height}"'
    view = f'viewBox="0 0 {style.width} {drawing.height}"'
    start = f'<svg class="folio-map-{style.name}" {view} {size} role="group" aria-label="{label}">'
    parts = [start, '\n', *_lines(drawing)]
    for place, (shape, uri) in enumerate(zip(drawing.shapes, node['uris'], strict=True)):
        kind = shape.ref.kind
        name = self.encode(f'{node["kinds"][kind]}: {shape.ref.name}')
        near = ''
        if style.name == 'wide':  # where there is a mouse to point with
            near = f'<path class="folio-map-near" d="{_near(drawing, place)}"/>'
        here = '' if uri.strip('#') else ' aria-current="page"'
        parts.append(
            f'<a class="folio-map-{kind}" href="{self.attval(uri or "#")}"{here}><title>{name}</title>'
            f'{near}{_outline(shape)}{_text(self, shape)}</a>\n'
        )
    parts.append('</svg>\n')
    return ''.join(parts)


def _lines(drawing: MapDrawing) -> Iterator[str]:
    """Yield the edges: those of people apart, as they are many."""
    edges: dict[str, list[str]] = {'edges': [], 'ties': []}
    for one, other in drawing.edges:
        ends = [drawing.shapes[place] for place in (one, other)]
        look = 'ties' if any(shape.ref.kind == 'person' for shape in ends) else 'edges'
        edges[look].append(_path(shape.anchor for shape in ends))
    for look, paths in edges.items():
        if paths:
            yield f'<path class="folio-map-{look}" d="{"".join(paths)}"/>\n'


def _path(points: Iterable[tuple[int, int]]) -> str:
    (x, y), (to_x, to_y) = points
    return f'M{x} {y}L{to_x} {to_y}'


def _near(drawing: MapDrawing, place: int) -> str:
    """Return the edges of one node, from border to border, and the outlines of its neighbours."""
    shape = drawing.shapes[place]
    found = []
    for other in (drawing.shapes[near] for near in drawing.neighbours[place]):
        found.append(_path((_border(shape, other.anchor), _border(other, shape.anchor))))
        found.append(_form(other))
    return ''.join(found)


def _border(shape: Shape, towards: tuple[int, int]) -> tuple[int, int]:
    """Return where the line from the anchor of a shape to a point leaves its box."""
    x, y = shape.anchor
    across, down = towards[0] - x, towards[1] - y
    room_x = shape.width / 2
    room_y = y - shape.top if down < 0 else shape.top + shape.height - y
    shares = [room_x / abs(across)] if across else []
    shares += [room_y / abs(down)] if down else []
    share = min([*shares, 1.0])
    return round(x + across * share), round(y + down * share)


def _form(shape: Shape) -> str:
    """Return the shape's outline as a path; of a person, that of the shoulders."""
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    if shape.ref.kind == 'person':
        top, height = top + PERSON, height - PERSON
    corner = min(_CORNERS[shape.ref.kind], height // 2)
    across, down = width - 2 * corner, height - 2 * corner
    path = (
        f'M{left} {top + corner}q0-{corner} {corner}-{corner}h{across}'
        f'q{corner} 0 {corner} {corner}v{down}'
    )
    if shape.ref.kind == 'person':
        return f'{path}v{corner}h-{width}z'
    return f'{path}q0 {corner}-{corner} {corner}h-{across}q-{corner} 0-{corner}-{corner}z'


def _outline(shape: Shape) -> str:
    path = f'<path class="folio-map-shape" d="{_form(shape)}"/>'
    if shape.ref.kind == 'person':
        x, y = shape.anchor[0], shape.top + HEAD
        return f'<circle cx="{x}" cy="{y}" r="{HEAD}"/>{path}'
    return path


def _text(self: HTML5Translator, shape: Shape) -> str:
    return ' '.join(
        f'<text x="{x}" y="{y}">{self.encode(line)}</text>' for line, x, y in shape.lines
    )


def setup_map_nodes(app: Sphinx) -> None:
    """Register the node."""
    unseen: Any = dict.fromkeys(('latex', 'text', 'man', 'texinfo'), (skip, None))
    app.add_node(map_picture, html=(visit_map_html, None), **unseen)
