"""What biblatex means and BibTeX does not know: inheritance, and other names of things.

Fields are filled in where they are missing, so that pybtex styles, which know BibTeX
only, and Folio's own lists see the same whole entry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model import Problem
from .suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pybtex.database import Entry

    from .bibfile import Located

#: Fields that an entry takes over under another name (biblatex manual, appendix B).
_INHERITED_AS = {'title': 'booktitle', 'subtitle': 'booksubtitle'}
#: Fields that stay with their own entry.
_NEVER_INHERITED = frozenset(
    {'ids', 'crossref', 'xref', 'xdata', 'entryset', 'label', 'keywords', 'abstract', 'note'}
    | {'people', 'projects', 'topics', 'selected', 'author+an', 'shorttitle', 'sorttitle'}
)
#: biblatex's names of fields, with those that BibTeX styles look for (manual §2.2.5).
_BIBTEX_NAMES = {'journaltitle': 'journal', 'location': 'address', 'annotation': 'annote'}
_SCHOOL_TYPES = frozenset({'thesis', 'phdthesis', 'mastersthesis'})
#: Types that pybtex's styles can print, and what others are closest to.
_STYLE_TYPES = frozenset(
    {'article', 'book', 'booklet', 'inbook', 'incollection', 'inproceedings', 'manual'}
    | {'mastersthesis', 'misc', 'online', 'phdthesis', 'proceedings', 'techreport'}
    | {'unpublished', 'dataset', 'patent', 'software'}
)
_NEAREST_TYPE = {
    'conference': 'inproceedings',
    'report': 'techreport',
    'electronic': 'online',
    'www': 'online',
    'mvbook': 'book',
    'collection': 'book',
    'mvcollection': 'book',
    'reference': 'book',
    'bookinbook': 'inbook',
    'suppbook': 'inbook',
    'suppcollection': 'incollection',
    'inreference': 'incollection',
    'mvproceedings': 'proceedings',
    'periodical': 'book',
    'suppperiodical': 'article',
}


def complete(entries: dict[str, Located]) -> list[Problem]:
    """Fill in what each entry inherits and what biblatex calls by another name.

    :returns: a problem for each parent that does not exist.
    """
    problems = []
    for key, located in entries.items():
        added, wrong = _inherit(located, entries, seen=frozenset())
        added |= _add_bibtex_names(located.entry)
        entries[key] = located._replace(added=frozenset(added))
        problems += [Problem('field', located.file, located.line, message) for message in wrong]
    return problems


def style_type(entry_type: str, kind: str = '') -> str:
    """Return the type by which pybtex's styles print an entry; unknown ones as ``misc``.

    :param kind: the entry's ``type`` field, which tells a doctoral thesis from others.
    """
    name = entry_type.lower()
    if name == 'thesis':
        return 'phdthesis' if re.search(r'ph|doct', kind, re.IGNORECASE) else 'mastersthesis'
    name = _NEAREST_TYPE.get(name, name)
    return name if name in _STYLE_TYPES else 'misc'


def _inherit(
    located: Located, entries: Mapping[str, Located], seen: frozenset[str]
) -> tuple[set[str], list[str]]:
    """Take over the fields of the parents of one entry, nearest first."""
    entry = located.entry
    added: set[str] = set()
    wrong = []
    for field in ('xdata', 'crossref'):
        for name in re.split(r'\s*,\s*', entry.fields.get(field, '').strip()):
            if not name or name in seen:
                continue
            parent = entries.get(name)
            if parent is None:
                hint = did_you_mean(name, entries)
                wrong.append(f'the entry "{entry.key}": {field} "{name}" does not exist{hint}')
                continue
            _inherit(parent, entries, seen | {entry.key})
            added |= _take_over(entry, parent.entry, rename=field == 'crossref')
    return added, wrong


def _take_over(entry: Entry, parent: Entry, *, rename: bool) -> set[str]:
    added = set()
    for name, value in parent.fields.items():
        lowered = name.lower()
        target = _INHERITED_AS.get(lowered, lowered) if rename else lowered
        if lowered not in _NEVER_INHERITED and target not in entry.fields:
            entry.fields[target] = value
            added.add(target)
    for role, people in parent.persons.items():
        if role not in entry.persons:
            entry.persons[role] = list(people)
            added.add(role.lower())
    return added


def _add_bibtex_names(entry: Entry) -> set[str]:
    """Give the fields of biblatex the names that BibTeX styles know; return the new ones."""
    wanted = {
        other: entry.fields[name] for name, other in _BIBTEX_NAMES.items() if name in entry.fields
    }
    date = re.match(r'(\d{4})(?:-(\d{2}))?', entry.fields.get('date', ''))
    if date:
        wanted['year'] = date[1]
        if date[2]:
            wanted['month'] = date[2]
    if entry.type.lower() in _SCHOOL_TYPES and 'institution' in entry.fields:
        wanted['school'] = entry.fields['institution']
    added = {name for name in wanted if name not in entry.fields}
    for name in added:
        entry.fields[name] = wanted[name]
    entry.type = style_type(entry.original_type, entry.fields.get('type', ''))
    return added
