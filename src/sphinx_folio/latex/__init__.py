"""The LaTeX of the PDFs: the builder, the CV, and what print shows otherwise than a screen."""

from __future__ import annotations

from .builder import setup_pdf_builder
from .media import setup_latex_media
from .nodes import setup_latex_nodes
from .transform import setup_latex_transforms

__all__ = [
    'setup_latex_media',
    'setup_latex_nodes',
    'setup_latex_transforms',
    'setup_pdf_builder',
]
