"""The text of ``.bib`` files becomes publications, and these become BibTeX and CSL again."""

from .autofix import Fix, Fixed, fix_file, fixes
from .blocks import Bibliography, values_of
from .cache import NAME, BibliographyCache, fingerprint_of
from .citation_keys import CITATION, citation_targets, cited_keys
from .contributors import editor_sign
from .csl import csl_item
from .entry_types import LISTED_TYPES, TYPES, canonical_type, type_name
from .formulas import normal, plain_formula, simple
from .latex_text import decode
from .load import load
from .markup import Run, plain, runs
from .name_lists import split_list
from .parser import BlockReader
from .scanner import Block, blocks_in, split
from .styles import CitationStyle, style_flaw
from .venues import pages_of
from .writer import with_parents

__all__ = [
    'CITATION', 'LISTED_TYPES', 'NAME', 'TYPES', 'Bibliography', 'BibliographyCache', 'Block',
    'BlockReader', 'CitationStyle', 'Fix', 'Fixed', 'Run', 'blocks_in', 'canonical_type',
    'citation_targets', 'cited_keys', 'csl_item', 'decode', 'editor_sign', 'fingerprint_of',
    'fix_file', 'fixes', 'load', 'normal', 'pages_of', 'plain', 'plain_formula', 'runs', 'simple',
    'split', 'split_list', 'style_flaw', 'type_name', 'values_of', 'with_parents',
]  # fmt: skip
