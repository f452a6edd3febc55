"""The nodes around pictures: the place of one, and the frame that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class drawing(nodes.General, nodes.Element):
    """Place of a picture, filled in by `drawings.DrawPictures`.

    Attributes: ``query`` (a `network.MapQuery`, or a `query.Query` whose publications are
    counted by year) and ``docname`` (where it stands).
    """


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
