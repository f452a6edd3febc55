"""The text of ``.bib`` files becomes publications, and these become BibTeX and CSL again."""

from __future__ import annotations

from .autofix import Fix, Fixed, fix_file, fixes
from .bibliography import Bibliography
from .cache import NAME, BibliographyCache, fingerprint_of
from .citation_keys import CITATION, citation_targets, cited_keys
from .csl import csl_item
from .entries import EntryCollection
from .entry_types import LISTED_TYPES, TYPES, canonical_type, type_name
from .inheritance import complete
from .latex_text import FORMULA, math_to_text, without_math
from .lint import lint
from .load import load
from .publications import read_publication
from .writer import with_parents

__all__ = [
    'CITATION',
    'FORMULA',
    'LISTED_TYPES',
    'NAME',
    'TYPES',
    'Bibliography',
    'BibliographyCache',
    'EntryCollection',
    'Fix',
    'Fixed',
    'canonical_type',
    'citation_targets',
    'cited_keys',
    'complete',
    'csl_item',
    'fingerprint_of',
    'fix_file',
    'fixes',
    'lint',
    'load',
    'math_to_text',
    'read_publication',
    'type_name',
    'with_parents',
    'without_math',
]
