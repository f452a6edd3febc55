"""The research map and the chart of publications per year, from the directive to SVG."""

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.nodes import element_visitors

from .chart_svg import chart_diagram, visit_chart_html
from .directives import PublicationsPerYear, ResearchMap
from .map_svg import draw_maps, map_diagram, visit_map_html
from .transform import DrawDiagrams, diagram_frame, view_diagram

__all__ = ['setup', 'view_diagram']


def setup(app: Sphinx) -> None:
    """Register the directives, the nodes, and what fills them in before maps are drawn."""
    app.add_directive_to_domain(FolioDomain.name, 'research-map', ResearchMap)
    app.add_directive_to_domain(FolioDomain.name, 'publications-per-year', PublicationsPerYear)
    app.add_node(diagram_frame, html=element_visitors('figure', before='\n', after='\n'))
    app.add_node(map_diagram, html=(visit_map_html, None))
    app.add_node(chart_diagram, html=(visit_chart_html, None))
    app.add_post_transform(DrawDiagrams)
    app.connect('doctree-resolved', draw_maps)
