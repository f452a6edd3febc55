"""Entries to publications: fields decoded, dates and links read, annotations kept."""

import re
from functools import lru_cache
from pathlib import Path

from pybtex.database import Entry
from pybtex.database import Person as PybtexPerson

from sphinx_folio.model import (
    AUTHOR_MARKS,
    Author,
    Name,
    Problem,
    Publication,
    Subtype,
    are_whole_names,
    in_order,
    name_key,
    of_entry,
    split_marks,
)
from sphinx_folio.util import digest_of_bytes

from .addresses import is_alone, links_of
from .blocks import SourceEntry
from .dates import is_only_state, issued
from .entries import missing_fields
from .latex_text import decode, marked, text_of
from .markup import plain
from .name_lists import OTHERS, is_corporate, name_of, words_of
from .venues import IN_BOOKS, WITH_EDITORS, titled, type_of, venue_of

#: A part of biblatex's ``author+an``: number, part of the name, and what is said of it.
_ANNOTATION = re.compile(r'(\d{0,6})(?::\w*)?\s*=(.*)', re.DOTALL)
#: A comma before the number of the next author.
_LIST_BY_COMMAS = re.compile(r',(?=\s*\d{1,6}(?::\w*)?\s*=)')
_PART = re.compile(r'(?:[^;"]|"[^"]*"?)+')
#: Words for a mark in files that were written for other styles.
_SAME_AS = {
    **dict.fromkeys(('cofirst', 'co-first', 'joint-first', 'equalcontrib'), 'equal'),
    'equal-contribution': 'equal',
    **dict.fromkeys(('corresp', 'corresponding-author', 'correspondence'), 'corresponding'),
}
#: A name without signs other than those that stand in names.
_BARE = re.compile(r"[\w\s.,'’·-]*")


def read_publication(source: SourceEntry, root: Path) -> tuple[Publication, list[Problem]]:
    """Return the publication that an entry states, and what is wrong in the entry.

    :param root: the folder that paths of files in the entry begin at.
    """
    entry = source.entry
    problems = [
        _problem(source, '', f' ({entry.original_type}) has no {field}; add it')
        for field in missing_fields(source)
    ]
    annotations, wrong = _annotations(entry)
    links = links_of(entry.fields, root, wrong.append)
    problems += [_problem(source, message.partition(':')[0], f': {message}') for message in wrong]
    fields, kind, date = entry.fields, type_of(entry), issued(entry.fields)
    authors, editors = entry.persons.get('author') or [], entry.persons.get('editor') or []
    # the editors of a book are not those of a part that inherits from it
    edited = bool(editors) and not authors and not (kind in IN_BOOKS and 'crossref' in fields)
    people = editors if edited else authors
    title, note = _title(entry, kind), fields.get('note', '')
    is_said = is_alone(note) or (date.state and is_only_state(note))
    names = editors if kind in WITH_EDITORS and not edited else ()
    shown = [_read_name(name_of(person))[0] for person in names]
    texts = {
        'title': title,
        'venue': venue_of(entry, kind, title, shown),
        'abstract': marked(fields.get('abstract', '')),
        'note': '' if is_said else marked(note),
    }
    words = {name: plain(text) for name, text in texts.items()}
    publication = Publication(
        key=entry.key,
        type=kind,
        title=words['title'],
        authors=tuple(
            _author(person, annotations.get(number, []))
            for number, person in enumerate(people, start=1)
            if str(person) != OTHERS
        ),
        names=_doubtful_names(entry.persons.get('author', [])),
        et_al=bool(people) and str(people[-1]) == OTHERS,
        edited=edited,
        year=date.year,
        month=date.month,
        day=date.day,
        state=date.state,
        years=date.years,
        status=date.status,
        venue=words['venue'],
        abbr=plain(text_of(entry, 'abbr')),
        award=plain(text_of(entry, 'award')),
        abstract=words['abstract'],
        note=words['note'],
        marked=tuple((name, text) for name, text in texts.items() if text != words[name]),
        links=links,
        people=_ids(entry, 'people'),
        projects=_ids(entry, 'projects'),
        topics=_ids(entry, 'topics'),
        related=tuple(re.findall(r'[^\s,]+', fields.get('related', ''))),
        selected=fields.get('selected', '').strip().lower() == 'true',
        file=source.file,
        line=source.line,
        lines=source.lines,
        digest=digest_of(entry),
    )
    return publication, problems


def _problem(source: SourceEntry, field: str, text: str) -> Problem:
    """Return a problem at the line of a field; others share its words, but not its value."""
    entry = source.entry
    value = entry.fields.get(field, '').strip() if field else ''
    shared = text.replace(value, '…') if value else text
    return of_entry(Subtype.FIELD, source.place(field), entry.key, text, shared=shared)


def digest_of(entry: Entry) -> str:
    """Return a digest of all that an entry states; equal entries need no second reading."""
    people = {role: [str(person) for person in names] for role, names in entry.persons.items()}
    stated = repr((entry.key, entry.original_type, list(entry.fields.items()), people))
    return digest_of_bytes(stated.encode())


def _ids(entry: Entry, field: str) -> tuple[str, ...]:
    if field not in entry.fields:
        return ()
    return tuple(filter(None, map(str.strip, entry.fields[field].split(','))))


def _title(entry: Entry, kind: str) -> str:
    """Return the title with its subtitle; without one a book's own, or the key."""
    found = titled(entry, 'title', 'subtitle', 'titleaddon')
    if not found and kind == 'book':
        found = titled(entry, 'booktitle', 'booksubtitle')
    return found or str(entry.key)


def _author(person: PybtexPerson, annotation: list[str]) -> Author:
    """Return one author; a name in double braces is a corporate one and has no key."""
    shown, key, said = _read_name(name_of(person))
    words = [_SAME_AS.get(word, word) for word in annotation]
    others = [word for word in words if word not in AUTHOR_MARKS]
    # biblatex lets styles say anything; ids of people mostly have a hyphen
    person_id = next((word for word in others if '-' in word), ''.join(others[:1]))
    return Author(
        name=shown,
        key='' if is_corporate(person) else key,
        person=person_id,
        marks=tuple(mark for mark in AUTHOR_MARKS if mark in said or mark in words),
    )


def _doubtful_names(people: list[PybtexPerson]) -> tuple[str, ...]:
    """Return authors as they are written, if one of them may be two; else nothing."""
    if not any(len(person.last_names) > 1 and _may_be_two(person) for person in people):
        return ()
    names = []
    for person in people:
        given, family, suffix = (split_marks(decode(part))[0] for part in name_of(person))
        name = ', '.join(filter(None, (family, suffix, given)))
        names.append(f'{{{name}}}' if is_corporate(person) else name)
    return tuple(re.sub(r'(?<!\\)([&%#_$])', r'\\\1', name) for name in names)


def _may_be_two(person: PybtexPerson) -> bool:
    """Tell whether "X Y, Z W" may be two people, as far as that entry says."""
    given, particle, family, suffix = words_of(person)
    if len(given) < 2 or particle or suffix:
        return False
    return are_whole_names(decode(' '.join(family)), decode(' '.join(given)))


@lru_cache(maxsize=65_536)  # a name stands in many entries
def _read_name(latex: Name) -> tuple[str, str, frozenset[str]]:
    """Return a name as it is shown, its normal form, and the marks that stand at it."""
    texts, said = zip(*(split_marks(decode(part)) for part in latex), strict=True)
    name = in_order(Name(*texts))
    shown = name.shown
    # a nickname, pronouns or a picture is shown, and is no part of the name
    key = name.key if _BARE.fullmatch(shown) else name_key(shown)
    return shown, key, frozenset().union(*said)


def _annotations(entry: Entry) -> tuple[dict[int, list[str]], list[str]]:
    """Read ``author+an = {1=equal; 2=equal, jane-doe}`` (biblatex manual §3.7).

    What biblatex says of a part of a name, or of the whole list, is for a style alone.

    :returns: words by author number, and what is wrong, each after the name of its field.
    """
    words: dict[int, list[str]] = {}
    messages = []
    count = len(entry.persons.get('author', []))
    written = entry.fields.get('author+an', '')
    text = _LIST_BY_COMMAS.sub(';', written)
    for part in filter(None, map(str.strip, _PART.findall(text))):
        match = _ANNOTATION.fullmatch(part)
        if not match:
            messages.append(f'author+an: "{part}" is no annotation; write 1=equal; 2=jane-doe')
        elif match[1] and not 1 <= int(match[1]) <= count:
            messages.append(f'author+an: there is no author {match[1]}, the list has {count}')
        elif match[1] and ':' not in part.partition('=')[0]:
            stated = (word.strip().strip('"') for word in match[2].split(','))
            words.setdefault(int(match[1]), []).extend(filter(None, stated))
    if text != written:
        better = '; '.join(f'{number}={", ".join(said)}' for number, said in sorted(words.items()))
        messages.append(f'author+an: a semicolon parts authors; write author+an = {{{better}}}')
    return words, messages
