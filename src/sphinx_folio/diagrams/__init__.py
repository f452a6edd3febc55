"""The research map and the chart of publications per year, from the directive to SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .directives import setup_directives
from .transform import setup_nodes, setup_transform, view_diagram

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ['setup', 'view_diagram']


def setup(app: Sphinx) -> None:
    """Register the directives, the nodes and what fills them in."""
    setup_directives(app)
    setup_nodes(app)
    setup_transform(app)
