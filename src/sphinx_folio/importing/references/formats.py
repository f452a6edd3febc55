"""Which format of references a text is in, by what it holds; names of files decide nothing. Pure."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

from sphinx_folio.bib import Block, split
from sphinx_folio.importing.neutral import Paper
from sphinx_folio.importing.report import Report

from . import orcid
from .bibtex import read_bibtex
from .csl_json import items_of, read_csl_json
from .nbib import read_nbib
from .ris import read_ris
from .scholar_csv import COLUMNS, read_scholar_csv

#: The readers of references by the name of their format, which is shown.
FORMATS: dict[str, Callable[[str, str, Report], list[Paper]]] = {
    'BibTeX': read_bibtex,
    'RIS': read_ris,
    'PubMed': read_nbib,
    'CSL-JSON': read_csl_json,
    'ORCID': orcid.read_orcid_works,
    'Google Scholar': read_scholar_csv,
}


def format_of(text: str) -> str:
    """Return the name of the format of a text; empty if it is none of references.

    >>> format_of('TY  - JOUR'), format_of('@book{doe, title = {Logs}}'), format_of('Words.')
    ('RIS', 'BibTeX', '')
    """
    return next((name for name, is_one in _SIGNS.items() if is_one(text)), '')


def _json(text: str) -> Any:
    """Return what a text is as JSON; None, if it is none."""
    if text.lstrip()[:1] not in {'{', '['}:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_bibtex(text: str) -> bool:
    aside = {'comment', 'preamble', 'string', ''}
    return '@' in text and any(
        isinstance(item, Block) and item.kind not in aside for item in split(text)
    )


def _is_table(text: str) -> bool:
    try:
        header = next(csv.reader(StringIO(text.partition('\n')[0])), [])
    except csv.Error:
        return False
    return {name.strip().lower() for name in header} >= COLUMNS


#: What tells each format, in the order in which they are tried.
_SIGNS: dict[str, Callable[[str], object]] = {
    'ORCID': lambda text: orcid.is_record(_json(text)),
    'CSL-JSON': lambda text: items_of(_json(text)),
    'PubMed': re.compile(r'^PMID- ?\d', re.MULTILINE).search,
    'RIS': re.compile(r'^TY {1,2}- ?[A-Z]', re.MULTILINE).search,
    'Google Scholar': _is_table,
    'BibTeX': _is_bibtex,
}
