"""Where a publication appeared, in the words of its type."""

import re
from collections.abc import Callable

from pybtex.database import Entry

from sphinx_folio.shared import _

from .entry_types import GENRES, canonical_type
from .identifiers import arxiv_number, is_on_arxiv
from .latex_text import text_of


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
    return line or text_of(entry, 'booktitle', 'journal', 'institution') or _other(entry)


def _joined(*parts: str) -> str:
    return ', '.join(str(part) for part in parts if part)  # a label may be translated late


def _pages(entry: Entry) -> str:
    return re.sub(r'(?<=\d)\s*[-–—]+\s*(?=\d)', '–', text_of(entry, 'pages'))


def _article(entry: Entry) -> str:
    volume, number = text_of(entry, 'volume'), text_of(entry, 'number', 'issue')
    issue = f'{volume}({number})' if volume and number else volume or number
    journal = ' '.join(part for part in (text_of(entry, 'journal'), issue) if part)
    return _joined(journal, _pages(entry) or text_of(entry, 'eid'))


def _in_book(entry: Entry) -> str:
    publisher = '' if type_of(entry) == 'inproceedings' else text_of(entry, 'publisher')
    pages = _pages(entry)
    shown = _('pages %s') % pages if pages else ''
    return _joined(text_of(entry, 'booktitle'), publisher, shown)


def _book(entry: Entry) -> str:
    publisher = text_of(entry, 'publisher', 'organization', 'howpublished')
    return _joined(text_of(entry, 'series'), publisher)


def _thesis(entry: Entry) -> str:
    said = text_of(entry, 'type')
    genre = GENRES.get(said.lower() or entry.original_type.lower())
    label = _(genre) if genre else said or _('Thesis')
    return _joined(label, text_of(entry, 'school', 'institution'))


def _report(entry: Entry) -> str:
    said = text_of(entry, 'type')
    if not said and entry.original_type.lower() in {'report', 'techreport'}:
        said = 'techreport'
    genre = GENRES.get(said.lower())
    label = _(genre) if genre else said
    numbered = ' '.join(str(part) for part in (label, text_of(entry, 'number')) if part)
    return _joined(numbered, text_of(entry, 'institution', 'organization', 'publisher'))


def _preprint(entry: Entry) -> str:
    return arxiv_number(entry.fields) or text_of(entry, 'eprint', 'journal', 'publisher')


def _release(entry: Entry) -> str:
    version = text_of(entry, 'version')
    shown = _('version %s') % version if version else ''
    return _joined(text_of(entry, 'publisher', 'organization', 'institution'), shown)


def _patent(entry: Entry) -> str:
    return _joined(text_of(entry, 'number'), text_of(entry, 'location', 'address'))


def _other(entry: Entry) -> str:
    published = text_of(entry, 'howpublished')
    if published and '://' not in published:  # an address is shown as a link
        return published
    return text_of(entry, 'journal', 'booktitle', 'organization', 'publisher')


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
