"""Entries to publications: fields decoded, dates and links read, annotations kept."""

import re
from functools import lru_cache
from pathlib import Path

from pybtex.database import Entry
from pybtex.database import Person as PybtexPerson
from pybtex.database.input.bibtex import month_names

from sphinx_folio.model import (
    Author,
    Name,
    Problem,
    Publication,
    Subtype,
    in_order,
    split_marks,
)
from sphinx_folio.util import digest_of_bytes

from .addresses import is_alone, links_of
from .blocks import SourceEntry
from .entries import missing_fields
from .identifiers import date_parts
from .latex_text import decode, marked
from .markup import plain
from .name_lists import name_of, words_of
from .venues import type_of, venue_of

MARKS = ('equal', 'corresponding')
_MONTHS = list(month_names)


def read_publication(source: SourceEntry, root: Path) -> tuple[Publication, list[Problem]]:
    """Return the publication that an entry states, and what is wrong in the entry.

    :param root: the folder that paths of files in the entry begin at.
    """
    entry, file, line = source.entry, source.file, source.line
    messages = [
        f'the entry "{entry.key}" ({entry.original_type}) has no {field}; add it'
        for field in missing_fields(source)
    ]
    annotations, wrong = _annotations(entry)
    links = links_of(entry.fields, root, wrong.append)
    messages += [f'the entry "{entry.key}": {message}' for message in wrong]
    year, month = _date(entry)
    people = entry.persons.get('author') or entry.persons.get('editor') or []
    fields = entry.fields
    note = fields.get('note', '')
    texts = {
        'title': marked(fields['title']) if 'title' in fields else entry.key,
        'venue': venue_of(entry),
        'abstract': marked(fields.get('abstract', '')),
        'note': '' if is_alone(note) else marked(note),
    }
    words = {name: plain(text) for name, text in texts.items()}
    publication = Publication(
        key=entry.key,
        type=type_of(entry),
        title=words['title'],
        authors=tuple(
            _author(person, annotations.get(number, []))
            for number, person in enumerate(people, start=1)
            if str(person) != 'others'
        ),
        et_al=bool(people) and str(people[-1]) == 'others',
        year=year,
        month=month,
        venue=words['venue'],
        abbr=plain(marked(fields.get('abbr', ''))),
        award=plain(marked(fields.get('award', ''))),
        abstract=words['abstract'],
        note=words['note'],
        marked=tuple((name, text) for name, text in texts.items() if text != words[name]),
        links=links,
        people=_ids(entry, 'people'),
        projects=_ids(entry, 'projects'),
        topics=_ids(entry, 'topics'),
        selected=fields.get('selected', '').strip().lower() == 'true',
        file=file,
        line=line,
        digest=digest_of(entry),
    )
    return publication, [Problem(Subtype.FIELD, file, line, message) for message in messages]


def digest_of(entry: Entry) -> str:
    """Return a digest of all that an entry states; equal entries need no second reading."""
    people = {role: [str(person) for person in names] for role, names in entry.persons.items()}
    stated = repr((entry.key, entry.original_type, list(entry.fields.items()), people))
    return digest_of_bytes(stated.encode())


def _ids(entry: Entry, field: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, entry.fields.get(field, '').split(','))))


def _date(entry: Entry) -> tuple[int | None, int]:
    """Return year and month from ``date`` (biblatex manual §2.3.8) or ``year``, ``month``."""
    year, month, _day = date_parts(entry.fields.get('date', ''))
    if year:
        return int(year), _month(month)
    years = re.search(r'\d{4}', entry.fields.get('year', ''))
    return (int(years[0]) if years else None), _month(entry.fields.get('month', ''))


def _month(text: str) -> int:
    """Return the number of a month, which may be given by its name; 0 if there is none."""
    name = text.strip().lower()
    if name[:3] in _MONTHS:
        return _MONTHS.index(name[:3]) + 1
    return int(name) if re.fullmatch('0?[1-9]|1[0-2]', name) else 0


def _author(person: PybtexPerson, annotation: list[str]) -> Author:
    """Return one author; a name in double braces is a corporate one and has no key."""
    given, particle, family, _suffix = words_of(person)
    words = given + particle + family
    is_corporate = len(words) == 1 and words[0].startswith('{') and words[0].endswith('}')
    shown, key, is_equal = _read_name(name_of(person))
    ids = [word for word in annotation if word not in MARKS]
    marks = {*annotation, 'equal'} if is_equal else set(annotation)
    return Author(
        name=shown,
        key='' if is_corporate else key,
        person=ids[0] if ids else '',
        marks=tuple(mark for mark in MARKS if mark in marks),
    )


@lru_cache(maxsize=65_536)  # a name stands in many entries
def _read_name(latex: Name) -> tuple[str, str, bool]:
    """Return a name as it is shown, its normal form, and whether a mark says "equal"."""
    texts, equal = zip(*(split_marks(decode(part)) for part in latex), strict=True)
    name = in_order(Name(*texts))
    return name.shown, name.key, any(equal)


def _annotations(entry: Entry) -> tuple[dict[int, list[str]], list[str]]:
    """Read ``author+an = {1=equal; 2=equal, jane-doe}`` (biblatex manual §3.7).

    :returns: words by author number, and what is wrong in the field.
    """
    words: dict[int, list[str]] = {}
    messages = []
    count = len(entry.persons.get('author', []))
    for part in filter(None, map(str.strip, entry.fields.get('author+an', '').split(';'))):
        number, equals, value = part.partition('=')
        if not equals or not re.fullmatch(r'\s*\d{1,6}\s*', number):
            messages.append(f'author+an: "{part}" is no annotation; write 1=equal; 2=jane-doe')
        elif not 1 <= int(number) <= count:
            messages.append(f'author+an: there is no author {number.strip()}, the list has {count}')
        else:
            stated = (word.strip().strip('"') for word in value.split(','))
            words.setdefault(int(number), []).extend(filter(None, stated))
    return words, messages
