"""Entries to publications: fields decoded, dates and links read, annotations kept."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pybtex.database import Entry
from pybtex.database import Person as PybtexPerson

from sphinx_folio.model import (
    AUTHOR_MARKS,
    Author,
    ContentError,
    Name,
    Problem,
    Publication,
    Subtype,
    are_whole_names,
    in_order,
    name_key,
    of_entry,
    redirect_file,
    split_marks,
)
from sphinx_folio.shared import _
from sphinx_folio.util import digest_of_bytes

from .addresses import is_alone, links_of, other_words, unescaped
from .blocks import SourceEntry, plain_entry
from .contributors import contributions_of, editor_type
from .dates import is_only_state, issued
from .entries import missing_fields
from .languages import language_tag
from .latex_text import decode, marked, text_of
from .markup import citations_of, plain
from .name_lists import is_corporate, is_others, name_of, names_in_braces, read_people, words_of
from .venues import IN_BOOKS, WITH_EDITORS, patent_in, titled, type_of, venue_of

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
#: What says of itself that it is a group.
_GROUP = re.compile(r'\b(?:collaborations?|consortium|teams?|group|network)\b', re.IGNORECASE)
#: The names in Zotero's field "Extra", of which it makes a note; pybtex joins its lines.
_EXTRA = re.compile(
    r'(?:^|(?<=\s))(?:\\?_eprint|Publisher|Number|Issue|Section|Place|Edition|Series|Pages|Num Pages'
    r'|Company|Version Number|Citation Key|ISBN|ISSN|ZSCC|tex\.\w+)\s*:\s'
)
#: So many words a publisher has; more are somebody's own.
_MOST_WORDS = 8
#: What DBLP leaves to be filled in.
_TO_FILL_IN = re.compile(r'Accessed on YYYY-MM-DD\.?')
#: A full stop that ends no abbreviation.
_END_OF_SENTENCE = re.compile(r'(?<=[^\W\d_]{5})\.$')
#: What ``relatedtype`` may say of a preprint and its paper; biblatex has no word for it.
_VERSIONS = frozenset({'', 'eprint', 'preprint', 'publishedas', 'publishedin', 'version'})
#: A name without signs other than those that stand in names.
_BARE = re.compile(r"[\w\s.,'’·-]*")


def read_publication(
    source: SourceEntry, root: Path, order: int = 0, *, is_parent: bool = False
) -> tuple[Publication, list[Problem]]:
    """Return the publication that an entry states, and what is wrong in the entry.

    :param root: the folder that paths of files in the entry begin at.
    :param order: its position in the files.
    :param is_parent: whether other entries name it by ``crossref``.
    """
    source, stated = source._replace(entry=plain_entry(source.entry)), source.entry
    entry = source.entry
    problems = [
        _problem(source, '', f' ({entry.original_type}) has no {field}; add it')
        for field in missing_fields(source)
    ]
    annotations, wrong = _annotations(entry)
    links = links_of(entry.fields, root, wrong.append)
    redirects, refused = _former_addresses(source)
    problems += refused
    problems += [_problem(source, message.partition(':')[0], f': {message}') for message in wrong]
    fields, kind, date = entry.fields, type_of(entry), issued(entry.fields)
    authors, editors = entry.persons.get('author') or [], entry.persons.get('editor') or []
    # the editors of a book are not those of a part that inherits from it
    edited = bool(editors) and not authors and not (kind in IN_BOOKS and 'crossref' in fields)
    people = editors if edited else authors
    title, type_of_editors = _title(entry, kind), editor_type(entry)
    names = editors if kind in WITH_EDITORS and not edited else ()
    shown = [_read_name(name_of(person))[0] for person in names]
    texts = {
        'title': title,
        'venue': venue_of(entry, kind, title, shown),
        'abstract': marked(fields.get('abstract', '')),
        'note': marked(_note(fields, kind, is_to_appear=bool(date.state))),
    }
    words = {name: plain(text) for name, text in texts.items()}
    group = collaboration_of(entry)
    publication = Publication(
        key=entry.key,
        type=kind,
        title=words['title'],
        language=language_tag(fields),
        authors=tuple(
            _author(person, annotations.get(number, []))
            for number, person in enumerate(people, start=1)
            if not is_others(person)
        )
        or ((Author(name=group, key=''),) if group else ()),
        collaboration=group if people else '',
        names=_doubtful_names(entry.persons.get('author', [])),
        et_al=bool(people) and is_others(people[-1]),
        edited=edited,
        editor_type=type_of_editors if edited else '',
        contributors=tuple(_contributors(source, kind)),
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
        versions=_versions(fields),
        cited=tuple((name, key) for name, text in texts.items() for key in citations_of(text)),
        links=links,
        people=_ids(entry, 'people'),
        projects=_ids(entry, 'projects'),
        topics=_ids(entry, 'topics'),
        related=tuple(re.findall(r'[^\s,]+', fields.get('related', ''))),
        selected=fields.get('selected', '').strip().lower() == 'true',
        preview=unescaped(fields.get('preview', '').strip()),
        redirect_from=redirects,
        file=source.file,
        line=source.line,
        order=order,
        is_volume=is_parent and (edited or not authors or all(map(is_others, people))),
        lines=source.lines,
        digest=digest_of(stated),
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


def collaboration_of(entry: Entry) -> str:
    """Return the collaborations that INSPIRE and ADS name beside the authors, or nothing."""
    names = filter(None, text_of(entry, 'collaboration').split(', '))
    return ', '.join(
        name if _GROUP.search(name) else str(_('%s Collaboration')) % name for name in names
    )


def _is_extra(note: str) -> bool:
    """Tell whether a note is what a program put there, for want of a field of its own."""
    before, *values = _EXTRA.split(note.strip())
    is_extra = bool(values) and not before
    is_short = all(1 <= len(value.split()) <= _MOST_WORDS for value in values)
    return (is_extra and is_short) or _TO_FILL_IN.fullmatch(note.strip()) is not None


def _former_addresses(source: SourceEntry) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the paths in ``redirect-from`` that can lead on, and what is wrong with others."""
    addresses, problems = [], []
    key, place = source.entry.key, source.place('redirect-from')
    for address in _ids(source.entry, 'redirect-from'):
        try:
            redirect_file(unescaped(address))
            addresses.append(unescaped(address))
        except ContentError as error:
            text = f': redirect-from: {error}'
            problems.append(of_entry(error.subtype, place, key, text))
    return tuple(addresses), problems


def _versions(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of ``related`` (biblatex manual §3.4), unless they are of another kind."""
    kind, keys = fields.get('relatedtype', ''), fields.get('related', '')
    if kind.strip().lower() not in _VERSIONS:
        return ()
    return tuple(filter(None, map(str.strip, keys.split(','))))


def _title(entry: Entry, kind: str) -> str:
    """Return the title with its subtitle; without one a book's own, or the key."""
    found = titled(entry, 'title', 'subtitle', 'titleaddon')
    if not found and kind == 'book':
        found = titled(entry, 'booktitle', 'booksubtitle')
    # PubMed ends titles as sentences
    return _END_OF_SENTENCE.sub('', found) or str(entry.key)


def _note(fields: Mapping[str, str], kind: str, *, is_to_appear: bool) -> str:
    """Return ``note`` and ``addendum`` (biblatex manual §2.2.2) but for what is said elsewhere."""
    said = [other_words(fields, name) for name in ('note', 'addendum')]
    has_number = kind == 'patent' and 'number' not in fields
    notes = [
        text
        for text in said
        if text
        and not is_alone(text)
        and not (is_to_appear and is_only_state(text))
        and not _is_extra(text)
        and not (has_number and patent_in(text))
    ]
    if len(notes) > 1 and notes[0][-1] not in '.!?':
        notes[0] += '.'
    return ' '.join(notes)


def _author(person: PybtexPerson, annotation: list[str]) -> Author:
    """Return one author; a name in double braces is a corporate one and has no key."""
    author = _named_author(name_of(person), is_corporate=is_corporate(person))
    if not annotation:
        return author
    words = [_SAME_AS.get(word, word) for word in annotation]
    others = [word for word in words if word not in AUTHOR_MARKS]
    # biblatex lets styles say anything; ids of people mostly have a hyphen
    person_id = next((word for word in others if '-' in word), ''.join(others[:1]))
    marks = tuple(mark for mark in AUTHOR_MARKS if mark in author.marks or mark in words)
    return author._replace(person=person_id, marks=marks)


@lru_cache(maxsize=65_536)  # a name stands in many entries
def _named_author(latex: Name, *, is_corporate: bool) -> Author:
    shown, key, said = _read_name(latex)
    marks = tuple(mark for mark in AUTHOR_MARKS if mark in said)
    return Author(shown, '' if is_corporate else key, marks=marks)


def _contributors(source: SourceEntry, kind: str) -> Iterator[Author]:
    """Yield who else made the work; those of the book that it is in are not among them."""
    for field, _role, people in contributions_of(source.entry):
        if field not in source.added and not (kind in IN_BOOKS and field.startswith('editor')):
            yield from (_author(person, []) for person in people if not is_others(person))
    if kind == 'patent' and 'holder' in source.entry.fields:
        yield from (_author(person, []) for person in read_people(source.entry.fields['holder']))


def _doubtful_names(people: list[PybtexPerson]) -> tuple[str, ...]:
    """Return authors as they are written, if one of them may be several; else nothing."""
    lists = {
        number: listed
        for number, person in enumerate(people)
        if is_corporate(person) and (listed := _whole_names(person.last_names[0]))
    }
    if not lists and not any(len(one.last_names) > 1 and _may_be_two(one) for one in people):
        return ()
    names = []
    for number, person in enumerate(people):
        if number in lists:
            names.append(f'{{{" and ".join(lists[number])}}}')
            continue
        given, family, suffix = (split_marks(decode(part))[0] for part in name_of(person))
        name = ', '.join(filter(None, (family, suffix, given)))
        names.append(f'{{{name}}}' if is_corporate(person) else name)
    return tuple(re.sub(r'(?<!\\)([&%#_$])', r'\\\1', name) for name in names)


def _whole_names(corporate: str) -> tuple[str, ...]:
    """Return the names that a name in braces may be a list of; nothing without such."""
    if ' and ' not in corporate:
        return ()
    names = tuple(map(decode, names_in_braces(corporate)))
    return names if all(are_whole_names(name, name) for name in names) else ()


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
