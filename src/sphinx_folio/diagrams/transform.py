"""Places of pictures to pictures: a research map or a chart, and the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_folio.model import MapQuery
from sphinx_folio.nodes import details, drawing, summary
from sphinx_folio.render import Parts, count_text, empty_list, line, make_parts
from sphinx_folio.shared import _, localised_number

from .layout import find_places
from .map_geometry import STYLES, draw_map
from .network import Network, neighbours_of, view_network
from .svg import chart_picture, map_picture, picture_frame
from .year_chart import YearCounts, draw_chart, view_years, year_label

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from sphinx.application import Sphinx

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.graph import Graph
    from sphinx_folio.model import Kind, Query

    from .map_geometry import MapDrawing


#: What a picture shows.
View = Network | YearCounts

_Made = TypeVar('_Made')


class DrawPictures(SphinxPostTransform):
    """Draw the pictures of a document, before its links are resolved."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Replace each `drawing`."""
        for place in list(self.document.findall(drawing)):
            view = view_drawing(place['query'], self._domain.graph)
            parts = make_parts(self._domain, place['docname'])
            if isinstance(view, Network):
                place.replace_self(self._map(view, place['query'], parts))
            else:
                place.replace_self(self._chart(view, parts))

    def _map(self, view: Network, query: MapQuery, parts: Parts) -> list[nodes.Node]:
        if not view.nodes:
            return [empty_list()]
        content: list[nodes.Node] = []
        if self._has_pictures:
            content.append(self._map_picture(view, query, parts))
        if len(view.nodes) < view.total:
            shown, total = self._number(len(view.nodes)), self._number(view.total)
            words = {'shown': shown, 'total': total}
            note = _('%(shown)s of %(total)s, the most connected of each kind') % words
            content.append(line('folio-legend', note))
        table = _network_table(view, parts, is_wide=not self._has_pictures)
        return [self._frame('folio-map', content, table, _('The map as a table'))]

    def _map_picture(self, view: Network, query: MapQuery, parts: Parts) -> map_picture:
        graph = self._domain.graph
        return map_picture(
            drawings=_drawn(graph, view, lambda: _draw(view)),
            uris=[parts.link(ref).get('refuri', '') for ref in view.nodes],
            label=_map_label(query, graph),
            kinds=_kind_names(),
            legend=_legend(view),
        )

    def _chart(self, view: YearCounts, parts: Parts) -> list[nodes.Node]:
        if not view.counts:
            return [empty_list()]
        content: list[nodes.Node] = []
        if self._has_pictures:
            chart = draw_chart(view)
            numbers = {*(number for number, _y in chart.lines), *(bar.number for bar in chart.bars)}
            content.append(
                chart_picture(
                    chart=chart,
                    label=_chart_label(view),
                    numbers={number: self._number(number) for number in numbers},
                )
            )
        if view.undated:
            note = _('Not counted, as they have no year: %s') % self._number(view.undated)
            content.append(line('folio-legend', note))
        table = make_table(
            [_years_head(view), _('Publications')],
            (
                [nodes.Text(year_label(year, view.span)), nodes.Text(self._number(count))]
                for year, count in view.counts
            ),
            [12, 14],
        )
        return [self._frame('folio-chart', content, table, _('The chart as a table'))]

    @property
    def _domain(self) -> FolioDomain:
        return cast('FolioDomain', self.env.domains['folio'])

    @property
    def _has_pictures(self) -> bool:
        """Whether the build makes pages for a browser."""
        return self._domain.is_html and not getattr(self._domain.builder, 'embedded', False)

    def _number(self, number: int) -> str:
        return localised_number(number, self.config.language)

    def _frame(
        self, look: str, content: Iterable[nodes.Node], table: nodes.table, label: str
    ) -> picture_frame:
        """Return a picture with its table, which a browser folds away."""
        shown: list[nodes.Node] = [table, *content]
        if self._has_pictures:
            shown = [*content, details('', summary('', label), table)]
        return picture_frame('', *shown, classes=[look, 'no-search'])


def view_drawing(query: MapQuery | Query, graph: Graph) -> View:
    """Return what the picture of *query* shows; it changes when this does."""
    if isinstance(query, MapQuery):
        return _drawn(graph, query, lambda: view_network(query, graph))
    return view_years(query, graph)


def _drawn(graph: Graph, key: Hashable, make: Callable[[], _Made]) -> _Made:
    """Return what *make* returns, which is asked once for a graph."""
    if key not in graph.drawn:
        graph.drawn[key] = make()
    found: _Made = graph.drawn[key]
    return found


def _draw(view: Network) -> list[MapDrawing]:
    """Return a map for each width; the forces are the same for all."""
    found = find_places(len(view.nodes), view.edges)
    return [draw_map(view, found, style) for style in STYLES]


def _map_label(query: MapQuery, graph: Graph) -> str:
    centres = [node for node in query.of if node.id in graph.table(node.kind)]
    names = [graph.table(node.kind)[node.id].name for node in centres]  # type: ignore[union-attr]
    return _('Research map of %s') % ', '.join(names) if names else _('Research map')


def _kind_names() -> dict[str, str]:
    return {'person': _('Person'), 'topic': _('Topic'), 'project': _('Project')}


def _legend(view: Network) -> list[tuple[str, str]]:
    """Return each kind that a map shows, with how many there are of it."""
    shown = [ref.kind for ref in view.nodes]
    kinds = cast('list[Kind]', list(dict.fromkeys(shown)))
    return [(kind, count_text(kind, shown.count(kind))) for kind in kinds]


def _chart_label(view: YearCounts) -> str:
    first, last = view.counts[0][0], view.counts[-1][0]
    words = {'first': first, 'last': last + view.span - 1}
    if view.span > 1:
        return _('Publications per decade, %(first)s to %(last)s') % words
    return _('Publications per year, %(first)s to %(last)s') % words


def _years_head(view: YearCounts) -> str:
    return _('Years') if view.span > 1 else _('Year')


def _network_table(view: Network, parts: Parts, *, is_wide: bool) -> nodes.table:
    """Return the nodes of a map, each with the names of those that it is connected to."""
    kinds, near = _kind_names(), neighbours_of(view)
    rows = (
        [
            nodes.Text(kinds[ref.kind]),
            parts.link(ref),
            nodes.Text('; '.join(view.nodes[place].name for place in near[number])),
        ]
        for number, ref in enumerate(view.nodes)
    )
    head = [_('Kind'), _('Name'), _('Connected to')]
    return make_table(head, rows, [10, 26, 40], is_wide=is_wide)


def make_table(
    head: Iterable[str],
    rows: Iterable[Iterable[nodes.Node]],
    widths: Iterable[int],
    *,
    is_wide: bool = False,
) -> nodes.table:
    """Return a table.

    :param widths: of its columns in letters, for a writer of plain text.
    :param is_wide: whether it is as wide as the page, its columns in this relation.
    """
    widths = list(widths)
    group = nodes.tgroup('', cols=len(widths))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead('', _row(nodes.Text(text) for text in head))
    group += nodes.tbody('', *(_row(cells) for cells in rows))
    look = 'colwidths-given' if is_wide else 'colwidths-auto'
    return nodes.table('', group, classes=[look])


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row('', *(nodes.entry('', nodes.paragraph('', '', cell)) for cell in cells))


def setup_drawings(app: Sphinx) -> None:
    """Register the post-transform."""
    app.add_post_transform(DrawPictures)
