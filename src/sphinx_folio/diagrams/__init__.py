"""The research map and the chart of publications per year, from the directive to SVG."""

from __future__ import annotations

from .directives import setup_drawing_directives
from .svg import setup_chart_nodes, setup_drawing_nodes, setup_map_nodes
from .transform import setup_drawings, view_drawing

__all__ = [
    'setup_chart_nodes',
    'setup_drawing_directives',
    'setup_drawing_nodes',
    'setup_drawings',
    'setup_map_nodes',
    'view_drawing',
]
