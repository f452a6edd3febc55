"""The LaTeX of the PDFs: the builder, the CV, and what print shows otherwise than a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .builder import setup_pdf_builder
from .media import setup_latex_media
from .nodes import setup_latex_nodes
from .transform import setup_latex_transforms

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ['setup']


def setup(app: Sphinx) -> None:
    """Register the nodes, the transforms and the builder."""
    setup_latex_nodes(app)
    setup_latex_media(app)
    setup_latex_transforms(app)
    setup_pdf_builder(app)
