"""Where a publication appeared, in the words of its type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_folio.shared import _

from .latex_text import decode

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
    'mvproceedings': 'book',
    'collection': 'book',
    'mvcollection': 'book',
    'mvbook': 'book',
    'reference': 'book',
    'mvreference': 'book',
    'periodical': 'book',
    'booklet': 'book',
    'inbook': 'incollection',
    'bookinbook': 'incollection',
    'suppbook': 'incollection',
    'suppcollection': 'incollection',
    'inreference': 'incollection',
    'suppperiodical': 'article',
    'review': 'article',
    'manual': 'report',
    'standard': 'report',
    'techreport': 'report',
    'phdthesis': 'thesis',
    'mastersthesis': 'thesis',
    'electronic': 'online',
    'www': 'online',
    'webpage': 'online',
}
_ARXIV_NUMBER = re.compile(
    r'(?:[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?', re.IGNORECASE
)


def canonical_type(entry_type: str) -> str:
    """Return the type that lists know an entry type by; unknown ones are ``misc``."""
    name = entry_type.lower()
    name = _CANONICAL.get(name, name)
    return name if name in TYPES else 'misc'


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
    on_arxiv = _is_eprint_of_arxiv(entry) or 'arxiv.org' in fields.get('url', '').lower()
    return 'preprint' if on_arxiv and not journal else kind


def _is_eprint_of_arxiv(entry: Entry) -> bool:
    """Tell whether the entry's ``eprint``, of which there are others, is a number of arXiv."""
    archive = entry.fields.get('eprinttype', entry.fields.get('archiveprefix', 'arxiv'))
    return 'arxiv' in entry.fields or ('eprint' in entry.fields and archive.lower() == 'arxiv')


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
    names = {  # the words of biblatex are among them (manual §4.9.2.13)
        'phdthesis': _('PhD thesis'),
        'phd thesis': _('PhD thesis'),
        'mastersthesis': _('Master’s thesis'),
        'mathesis': _('Master’s thesis'),
        'master thesis': _('Master’s thesis'),
        'bathesis': _('Bachelor’s thesis'),
    }
    label = names.get(said.lower() or entry.original_type.lower(), said or _('Thesis'))
    return _joined(label, _first(entry, 'school', 'institution'))


def _report(entry: Entry) -> str:
    said = _first(entry, 'type')
    if not said and entry.original_type.lower() in {'report', 'techreport'}:
        said = 'techreport'
    names = {'techreport': _('Technical report'), 'resreport': _('Research report')}
    label = str(names.get(said.lower(), said))
    numbered = ' '.join(part for part in (label, _first(entry, 'number')) if part)
    return _joined(numbered, _first(entry, 'institution', 'organization', 'publisher'))


def _preprint(entry: Entry) -> str:
    """Return the number, which stands in one of many fields."""
    for field in ('eprint', 'arxiv', 'journal', 'volume', 'number', 'url'):
        number = _ARXIV_NUMBER.search(entry.fields.get(field, ''))
        if number:
            return f'arXiv:{number[0]}'
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
