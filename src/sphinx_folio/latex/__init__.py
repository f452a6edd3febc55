"""The LaTeX of the PDFs: the builder, the CV, and what print shows otherwise than a screen."""

from sphinx.application import Sphinx

from .builder import PdfSourceBuilder
from .media import PillowConverter, ReplaceUnprintableMedia
from .nodes import setup_latex_nodes
from .transform import MoveNotes, PrepareForLatex

__all__ = ['setup']


def setup(app: Sphinx) -> None:
    """Register the nodes, the transforms and the builder."""
    setup_latex_nodes(app)
    for transform in (ReplaceUnprintableMedia, PrepareForLatex, MoveNotes):
        app.add_post_transform(transform)
    app.connect('builder-inited', _add_converter)
    app.add_builder(PdfSourceBuilder)


def _add_converter(app: Sphinx) -> None:
    if app.builder.format == 'latex':
        app.add_post_transform(PillowConverter)
