"""The text of ``.bib`` files becomes publications, and these become BibTeX and CSL again."""

from .autofix import Fix, Fixed, fix_file, fixes
from .blocks import Bibliography, values_of
from .cache import NAME, BibliographyCache, fingerprint_of
from .citation_keys import CITATION, citation_targets, cited_keys
from .csl import csl_item
from .entry_types import LISTED_TYPES, TYPES, canonical_type, type_name
from .formulas import normal, plain_formula, simple
from .load import load
from .markup import Run, runs
from .venues import editor_sign, pages_of
from .writer import with_parents

__all__ = [
    'CITATION', 'LISTED_TYPES', 'NAME', 'TYPES', 'Bibliography', 'BibliographyCache', 'Fix',
    'Fixed', 'Run', 'canonical_type', 'citation_targets', 'cited_keys', 'csl_item', 'editor_sign',
    'fingerprint_of', 'fix_file', 'fixes', 'load', 'normal', 'pages_of', 'plain_formula', 'runs',
    'simple', 'type_name', 'values_of', 'with_parents',
]  # fmt: skip
