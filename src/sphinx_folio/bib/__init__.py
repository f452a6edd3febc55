"""The text of ``.bib`` files becomes publications, and these become BibTeX and CSL again."""

from __future__ import annotations

from .autofix import Fix, Fixed, fix_file, fixes
from .cache import NAME, BibliographyCache, fingerprint_of
from .citation_keys import CITATION, _targets, cited_keys
from .csl import csl_item
from .entries import EntryCollection
from .inheritance import complete, is_container
from .latex_text import math_to_text, without_math
from .lint import lint
from .load import Bibliography, load
from .publications import digest_of, read_publication
from .venues import TYPES, canonical_type, type_name
from .writer import with_parents

__all__ = [
    'CITATION',
    'NAME',
    'TYPES',
    'Bibliography',
    'BibliographyCache',
    'EntryCollection',
    'Fix',
    'Fixed',
    '_targets',
    'canonical_type',
    'cited_keys',
    'complete',
    'csl_item',
    'digest_of',
    'fingerprint_of',
    'fix_file',
    'fixes',
    'is_container',
    'lint',
    'load',
    'math_to_text',
    'read_publication',
    'type_name',
    'with_parents',
    'without_math',
]
