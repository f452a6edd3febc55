"""The research map as a node, and how a web page shows it: as inline SVG for each width.

Everything that has a colour has a class, so that ``folio.css`` sets it for light and dark.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from .layout import find_places
from .map_geometry import HEAD, PERSON, STYLES, MapGeometry, Shape, draw_map
from .network import Network

#: Radius of the corners of a shape.
_CORNERS = {'person': 12, 'topic': 14, 'project': 2}
#: The shapes in the legend.
_KEYS = {
    'person': '<circle cx="10" cy="3" r="3"/><path class="folio-map-shape" d="M1 13q0-6 6-6h6q6 0 6 6z"/>',
    'topic': '<path class="folio-map-shape" d="M1 7q0-6 6-6h6q6 0 6 6q0 6-6 6h-6q-6 0-6-6z"/>',
    'project': '<path class="folio-map-shape" d="M1 1h18v12h-18z"/>',
}


class map_diagram(nodes.General, nodes.Element):
    """A research map, for web pages.

    Attributes: ``network`` (what it shows), ``uris`` (of the nodes), ``label`` (the name of
    the map), ``kinds`` (what a node of a kind is called), ``legend`` (kind and words of each
    entry), and ``geometries`` (one for each width), which `draw_maps` fills in.
    """


@cache
def draw_for_each_width(network: Network) -> list[MapGeometry]:
    """Return a map for each width; the forces are the same for all."""
    points = find_places(len(network.nodes), network.edges)
    return [draw_map(network, points, style) for style in STYLES]


def draw_maps(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Complete the maps of a page, before parallel writers get it."""
    for node in doctree.findall(map_diagram):
        node['geometries'] = draw_for_each_width(node['network'])


def visit_map_html(self: HTML5Translator, node: map_diagram) -> None:
    """Write the map once for each width; the style sheet shows the one that fits."""
    for geometry in node['geometries']:
        self.body.append(_svg(self, node, geometry))
    self.body.append('<ul class="folio-map-legend">\n')
    for kind, words in node['legend']:
        key = (
            f'<svg class="folio-map-key folio-map-{kind}" width="20" height="14" '
            f'aria-hidden="true" focusable="false">{_KEYS[kind]}</svg>'
        )
        self.body.append(f'<li>{key} {self.encode(words)}</li>\n')
    self.body.append('</ul>\n')
    raise nodes.SkipNode


def _svg(self: HTML5Translator, node: map_diagram, geometry: MapGeometry) -> str:
    style = geometry.style
    label = self.attval(node['label'])
    size = f'width="{style.width}" height="{geometry.height}"'
    view = f'viewBox="0 0 {style.width} {geometry.height}"'
    start = f'<svg class="folio-map-{style.name}" {view} {size} role="group" aria-label="{label}">'
    parts = [start, '\n', *_lines(geometry)]
    for number, (shape, uri) in enumerate(zip(geometry.shapes, node['uris'], strict=True)):
        kind = shape.ref.kind
        name = self.encode(f'{node["kinds"][kind]}: {shape.ref.name}')
        near = ''
        if style.name == 'wide':  # where there is a mouse to point with
            near = f'<path class="folio-map-near" d="{_near(geometry, number)}"/>'
        words = ' '.join(
            f'<text x="{x}" y="{y}">{self.encode(line)}</text>' for line, x, y in shape.lines
        )
        here = '' if uri.strip('#') else ' aria-current="page"'
        parts.append(
            f'<a class="folio-map-{kind}" href="{self.attval(uri or "#")}"{here}><title>{name}</title>'
            f'{near}{_outline(shape)}{words}</a>\n'
        )
    parts.append('</svg>\n')
    return ''.join(parts)


def _lines(geometry: MapGeometry) -> Iterator[str]:
    """Yield the edges: those of people apart, as they are many."""
    edges: dict[str, list[str]] = {'edges': [], 'ties': []}
    for one, other in geometry.edges:
        ends = [geometry.shapes[number] for number in (one, other)]
        look = 'ties' if any(shape.ref.kind == 'person' for shape in ends) else 'edges'
        edges[look].append(_path(shape.anchor for shape in ends))
    for look, paths in edges.items():
        if paths:
            yield f'<path class="folio-map-{look}" d="{"".join(paths)}"/>\n'


def _path(points: Iterable[tuple[int, int]]) -> str:
    (x, y), (to_x, to_y) = points
    return f'M{x} {y}L{to_x} {to_y}'


def _near(geometry: MapGeometry, number: int) -> str:
    """Return the edges of one node, from border to border, and the outlines of its neighbours."""
    shape = geometry.shapes[number]
    return ''.join(
        _path((_border(shape, other.anchor), _border(other, shape.anchor))) + _form(other)
        for other in (geometry.shapes[near] for near in geometry.neighbours[number])
    )


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
