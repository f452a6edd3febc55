"""Where a publication appeared, in the words of its type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .i18n import _
from .latex import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from pybtex.database import Entry

#: Types by which lists are filtered, grouped and labelled, in the order of groups.
TYPES = (
    'article',
    'inproceedings',
    'book',
    'incollection',
    'thesis',
    'report',
    'preprint',
    'unpublished',
    'software',
    'dataset',
    'patent',
    'online',
    'misc',
)
_CANONICAL = {
    'conference': 'inproceedings',
    'proceedings': 'book',
    'collection': 'book',
    'mvbook': 'book',
    'booklet': 'book',
    'manual': 'report',
    'inbook': 'incollection',
    'bookinbook': 'incollection',
    'inreference': 'incollection',
    'phdthesis': 'thesis',
    'mastersthesis': 'thesis',
    'techreport': 'report',
    'electronic': 'online',
    'www': 'online',
}


def canonical_type(entry_type: str) -> str:
    """Return the type that lists know an entry type by; unknown ones are ``misc``."""
    name = entry_type.lower()
    name = _CANONICAL.get(name, name)
    return name if name in TYPES else 'misc'


def type_of(entry: Entry) -> str:
    """Return the canonical type; what is on arXiv and nowhere else is a preprint."""
    kind = canonical_type(entry.original_type)
    fields = entry.fields
    on_arxiv = 'eprint' in fields or 'arxiv' in fields or 'arxiv' in fields.get('url', '').lower()
    journal = fields.get('journal', fields.get('publisher', 'arxiv')).lower()
    if kind in {'article', 'misc', 'online', 'unpublished'} and on_arxiv and 'arxiv' in journal:
        return 'preprint'
    return kind


def type_name(kind: str) -> str:
    """Return what readers call a canonical type."""
    names = {
        'article': _('Journal article'),
        'inproceedings': _('Conference paper'),
        'book': _('Book'),
        'incollection': _('Chapter'),
        'thesis': _('Thesis'),
        'report': _('Report'),
        'preprint': _('Preprint'),
        'unpublished': _('Manuscript'),
        'software': _('Software'),
        'dataset': _('Dataset'),
        'patent': _('Patent'),
        'online': _('Web page'),
        'misc': _('Other'),
    }
    return names[kind]


def venue_of(entry: Entry) -> str:
    """Return the venue line of an entry, without its year."""
    line = _LINES.get(type_of(entry), _other)(entry)
    return line or _first(entry, 'booktitle', 'journal', 'publisher', 'institution', 'organization')


def _first(entry: Entry, *fields: str) -> str:
    values = (decode(entry.fields[name]) for name in fields if name in entry.fields)
    return next((value for value in values if value), '')


def _joined(*parts: str) -> str:
    return ', '.join(part for part in parts if part)


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
    return _joined(_first(entry, 'series'), _first(entry, 'publisher', 'organization'))


def _thesis(entry: Entry) -> str:
    kind = _first(entry, 'type').lower()
    if entry.original_type.lower() == 'phdthesis' or kind in {'phdthesis', 'phd thesis'}:
        label = _('PhD thesis')
    elif entry.original_type.lower() == 'mastersthesis' or kind in {'mathesis', 'master thesis'}:
        label = _('Master’s thesis')
    else:
        label = _first(entry, 'type') or _('Thesis')
    return _joined(label, _first(entry, 'school', 'institution'))


def _report(entry: Entry) -> str:
    label = _first(entry, 'type') or _('Technical report')
    if label == 'techreport':
        label = _('Technical report')
    numbered = ' '.join(part for part in (label, _first(entry, 'number')) if part)
    return _joined(numbered, _first(entry, 'institution', 'organization'))


def _preprint(entry: Entry) -> str:
    number = _first(entry, 'eprint', 'arxiv').rpartition('/')[2]
    return f'arXiv:{number.removeprefix("arXiv:")}' if number else _first(entry, 'journal')


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
}
