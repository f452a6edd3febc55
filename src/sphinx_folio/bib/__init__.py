"""The text of ``.bib`` files becomes publications, and these become BibTeX and CSL again."""

from .addresses import FILE_FIELDS
from .autofix import Fix, Fixed, fix_file, fixes
from .blocks import Bibliography, PlainEntry, SourceEntry, values_of
from .cache import NAME, BibliographyCache, fingerprint_of
from .citation_keys import CITATION, citation_targets, cited_keys
from .contributors import editor_sign
from .csl import csl_item
from .entries import MAX_FILE, EntryCollection, decoded, missing_fields
from .entry_types import LISTED_TYPES, TYPES, canonical_type, type_name
from .formulas import normal, plain_formula, simple
from .identifiers import bare_doi, check_date, find_arxiv
from .latex_text import decode, undecodable
from .lint import findings, lint_entry
from .load import load
from .markup import Run, plain, runs
from .name_lists import name_of, read_list, split_list
from .parser import BlockReader, ParsedBlock, head_of
from .publications import read_publication
from .scanner import Block, Stray, blocks_in, split
from .styles import CitationStyle, style_flaw
from .venues import pages_of
from .writer import with_parents

__all__ = [
    'CITATION', 'FILE_FIELDS', 'LISTED_TYPES', 'MAX_FILE', 'NAME', 'TYPES', 'Bibliography',
    'BibliographyCache', 'Block', 'BlockReader', 'CitationStyle', 'EntryCollection', 'Fix',
    'Fixed', 'ParsedBlock', 'PlainEntry', 'Run', 'SourceEntry', 'Stray', 'bare_doi', 'blocks_in',
    'canonical_type', 'check_date', 'citation_targets', 'cited_keys', 'csl_item', 'decode',
    'decoded', 'editor_sign', 'find_arxiv', 'findings', 'fingerprint_of', 'fix_file', 'fixes',
    'head_of', 'lint_entry', 'load', 'missing_fields', 'name_of', 'normal', 'pages_of', 'plain',
    'plain_formula', 'read_list', 'read_publication', 'runs', 'simple', 'split', 'split_list',
    'style_flaw', 'type_name', 'undecodable', 'values_of', 'with_parents',
]  # fmt: skip
