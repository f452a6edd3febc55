"""Where a publication appeared, in the words of its type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_folio.shared import _

from .entry_types import GENRES, canonical_type
from .identifiers import find_arxiv, is_on_arxiv
from .latex_text import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from pybtex.database import Entry


def type_of(entry: Entry) -> str:
    """Return the canonical type; what is on arXiv and nowhere else is a preprint."""
    kind = canonical_type(entry.original_type)
    fields = entry.fields
    if kind not in {'article', 'misc', 'online', 'unpublished'}:
        return kind
    journal = fields.get('journal', fields.get('publisher', '')).lower()
    # Google Scholar writes "arXiv preprint arXiv:2501.01234", DBLP writes "CoRR"
    if 'arxiv' in journal or journal == 'corr':
        return 'preprint'
    on_arxiv = is_on_arxiv(fields) or 'arxiv.org' in fields.get('url', '').lower()
    return 'preprint' if on_arxiv and not journal else kind


def venue_of(entry: Entry) -> str:
    """Return the venue line of an entry, without its year."""
    line = _LINES.get(type_of(entry), _other)(entry)
    return line or _first(entry, 'booktitle', 'journal', 'institution') or _other(entry)


def _first(entry: Entry, *fields: str) -> str:
    values = (decode(entry.fields[name]) for name in fields if name in entry.fields)
    return next((value for value in values if value), '')


def _joined(*parts: str) -> str:
    return ', '.join(str(part) for part in parts if part)  # a label may be translated late


def _pages(entry: Entry) -> str:
    return re.sub(r'(?<=\d)\s*[-–—]+\s*(?=\d)', '–', _first(entry, 'pages'))


def _article(entry: Entry) -> str:
    volume, number = _first(entry, 'volume'), _first(entry, 'number', 'issue')
    issue = f'{volume}({number})' if volume and number else volume or number
    journal = ' '.join(part for part in (_first(entry, 'journal'), issue) if part)
    return _joined(journal, _pages(entry) or _first(entry, 'eid'))


def _in_book(entry: Entry) -> str:
    publisher = '' if type_of(entry) == 'inproceedings' else _first(entry, 'publisher')
    pages = _pages(entry)
    shown = _('pages %s') % pages if pages else ''
    return _joined(_first(entry, 'booktitle'), publisher, shown)


def _book(entry: Entry) -> str:
    publisher = _first(entry, 'publisher', 'organization', 'howpublished')
    return _joined(_first(entry, 'series'), publisher)


def _thesis(entry: Entry) -> str:
    said = _first(entry, 'type')
    genre = GENRES.get(said.lower() or entry.original_type.lower())
    return _joined(
        _(genre) if genre else said or _('Thesis'), _first(entry, 'school', 'institution')
    )


def _report(entry: Entry) -> str:
    said = _first(entry, 'type')
    if not said and entry.original_type.lower() in {'report', 'techreport'}:
        said = 'techreport'
    genre = GENRES.get(said.lower())
    label = _(genre) if genre else said
    numbered = ' '.join(str(part) for part in (label, _first(entry, 'number')) if part)
    return _joined(numbered, _first(entry, 'institution', 'organization', 'publisher'))


def _preprint(entry: Entry) -> str:
    """Return the number, which stands in one of many fields."""
    for field in ('eprint', 'arxiv', 'journal', 'volume', 'number', 'url'):
        if number := find_arxiv(entry.fields.get(field, '')):
            return f'arXiv:{number}'
    return _first(entry, 'eprint', 'journal', 'publisher')


def _release(entry: Entry) -> str:
    version = _first(entry, 'version')
    shown = _('version %s') % version if version else ''
    return _joined(_first(entry, 'publisher', 'organization', 'institution'), shown)


def _patent(entry: Entry) -> str:
    return _joined(_first(entry, 'number'), _first(entry, 'location', 'address'))


def _other(entry: Entry) -> str:
    published = _first(entry, 'howpublished')
    if '://' in published:  # an address is shown as a link
        published = ''
    return published or _first(entry, 'journal', 'booktitle', 'organization', 'publisher')


def _online(entry: Entry) -> str:
    host = re.match(r'\w+://(?:www\.)?([^/:?#\s]+)', entry.fields.get('url', ''))
    return _other(entry) or (host[1] if host else '')


_LINES: dict[str, Callable[[Entry], str]] = {
    'article': _article,
    'inproceedings': _in_book,
    'incollection': _in_book,
    'book': _book,
    'thesis': _thesis,
    'report': _report,
    'preprint': _preprint,
    'software': _release,
    'dataset': _release,
    'patent': _patent,
    'online': _online,
}
