"""TeX is run here: which PDFs are stale, how they are made, what went wrong. No Sphinx."""

from __future__ import annotations

from .make import PdfError, add_options, make_pdfs, options_of

__all__ = [
    'PdfError',
    'add_options',
    'make_pdfs',
    'options_of',
]
