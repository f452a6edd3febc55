"""Places of diagrams to diagrams: a research map or a chart, and the same as a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.graph import Graph, Selections
from sphinx_folio.model import Kind, MapQuery, Query
from sphinx_folio.nodes import details, diagram, summary
from sphinx_folio.render import Parts, count_text, empty_list, line, make_parts
from sphinx_folio.shared import _, is_for_browsers, localised_number

from .chart_svg import chart_diagram
from .map_svg import map_diagram
from .network import Network, neighbours_of, view_network
from .year_chart import YearCounts, draw_chart, view_years, year_label

#: What a diagram shows.
View = Network | YearCounts


class diagram_frame(nodes.container):
    """A diagram with what belongs to it: a note, and the same as a table."""

    tagname = 'container'


class DrawDiagrams(SphinxPostTransform):
    """Fill in the diagrams of a document, before its links are resolved."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Replace each `diagram`."""
        for placeholder in list(self.document.findall(diagram)):
            view = view_diagram(placeholder['query'], self._domain.site.selections)
            parts = make_parts(self._domain, placeholder['docname'])
            if isinstance(view, Network):
                placeholder.replace_self(self._map(view, placeholder['query'], parts))
            else:
                placeholder.replace_self(self._chart(view))

    def _map(self, view: Network, query: MapQuery, parts: Parts) -> list[nodes.Node]:
        if not view.nodes:
            return empty_list()
        content: list[nodes.Node] = []
        if self._is_drawn:
            uris = [parts.link(ref).get('refuri', '') for ref in view.nodes]
            counts = Counter(cast('Kind', ref.kind) for ref in view.nodes)
            texts: dict[str, Any] = {
                'label': _map_label(query, self._domain.graph),
                'kinds': _kind_names(),
                'legend': [(kind, count_text(kind, count)) for kind, count in counts.items()],
            }
            content.append(map_diagram(network=view, uris=uris, **texts))
        if len(view.nodes) < view.total:
            words = {'shown': self._number(len(view.nodes)), 'total': self._number(view.total)}
            note = _('%(shown)s of %(total)s, the most connected of each kind') % words
            content += line('folio-legend', note)
        table = _network_table(view, parts, is_wide=not self._is_drawn)
        return [self._frame('folio-map', content, table, _('The map as a table'))]

    def _chart(self, view: YearCounts) -> list[nodes.Node]:
        if not view.counts:
            return empty_list()
        content: list[nodes.Node] = []
        if self._is_drawn:
            chart = draw_chart(view)
            numbers = {*(number for number, _y in chart.lines), *(bar.number for bar in chart.bars)}
            words = {number: self._number(number) for number in numbers}
            content.append(chart_diagram(chart=chart, label=_chart_label(view), numbers=words))
        if view.undated:
            note = _('Not counted, as they have no year: %s') % self._number(view.undated)
            content += line('folio-legend', note)
        table = make_table(
            [_('Years') if view.span > 1 else _('Year'), _('Publications')],
            (
                [nodes.Text(year_label(year, view.span)), nodes.Text(self._number(count))]
                for year, count in view.counts
            ),
            [12, 14],
        )
        return [self._frame('folio-chart', content, table, _('The chart as a table'))]

    @property
    def _domain(self) -> FolioDomain:
        return folio_domain(self.env)

    @property
    def _is_drawn(self) -> bool:
        """Whether the build makes pages for a browser; others have the table alone."""
        return is_for_browsers(self._domain.builder)

    def _number(self, number: int) -> str:
        return localised_number(number, self.config.language)

    def _frame(
        self, look: str, content: Iterable[nodes.Node], table: nodes.table, label: str
    ) -> diagram_frame:
        """Return a diagram with its table, which a browser folds away."""
        framed: list[nodes.Node] = [table, *content]
        if self._is_drawn:
            framed = [*content, details('', summary('', label), table)]
        return diagram_frame('', *framed, classes=[look, 'no-search'])


def view_diagram(query: MapQuery | Query, selections: Selections) -> View:
    """Return what the diagram of *query* shows; it changes when this does."""
    if isinstance(query, MapQuery):
        return view_network(query, selections.graph)
    return view_years(query, selections)


def _map_label(query: MapQuery, graph: Graph) -> str:
    names = [graph.name(node) for node in query.of if node in graph]
    return _('Research map of %s') % ', '.join(names) if names else _('Research map')


def _kind_names() -> dict[str, str]:
    return {'person': _('Person'), 'topic': _('Topic'), 'project': _('Project')}


def _chart_label(view: YearCounts) -> str:
    first, last = view.counts[0][0], view.counts[-1][0]
    words = {'first': first, 'last': last + view.span - 1}
    if view.span > 1:
        return _('Publications per decade, %(first)s to %(last)s') % words
    return _('Publications per year, %(first)s to %(last)s') % words


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
    widths: Sequence[int],
    *,
    is_wide: bool = False,
) -> nodes.table:
    """Return a table.

    :param widths: of its columns in letters, for a writer of plain text.
    :param is_wide: whether it is as wide as the page, its columns in this relation.
    """
    group = nodes.tgroup('', cols=len(widths))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead('', _row(nodes.Text(text) for text in head))
    group += nodes.tbody('', *(_row(cells) for cells in rows))
    return nodes.table('', group, classes=['colwidths-given' if is_wide else 'colwidths-auto'])


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row('', *(nodes.entry('', nodes.paragraph('', '', cell)) for cell in cells))
