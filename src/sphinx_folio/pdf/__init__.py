"""TeX is run here: which PDFs are stale, how they are made, what went wrong. No Sphinx."""

from .advice import TEX_COMMANDS
from .documents import PORTFOLIO, Manifest, cv_name, cv_path, tex_path
from .freshness import made_cvs
from .make import add_options, make_pdfs, options_of, workers

__all__ = [
    'PORTFOLIO', 'TEX_COMMANDS', 'Manifest', 'add_options', 'cv_name', 'cv_path', 'made_cvs',
    'make_pdfs', 'options_of', 'tex_path', 'workers',
]  # fmt: skip
