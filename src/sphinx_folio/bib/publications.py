"""Entries to publications: fields decoded, dates and links read, annotations kept."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pybtex.database import Entry
from pybtex.database import Person as PybtexPerson

from sphinx_folio.gate import Gate, download_flaw, is_url
from sphinx_folio.model import (
    Author,
    Link,
    Name,
    Problem,
    Publication,
    Subtype,
    check_url,
    in_order,
    split_marks,
)
from sphinx_folio.util import digest_of_bytes

from .blocks import SourceEntry
from .dates import is_only_state, issued
from .entries import missing_fields
from .identifiers import is_arxiv
from .latex_text import decode, text_of
from .name_lists import OTHERS, name_of, words_of
from .venues import IN_BOOKS, WITH_EDITORS, titled, type_of, venue_of

#: Fields that become links, in the order of the buttons: title, and the address that a
#: bare value stands for. al-folio's names are among them.
LINK_FIELDS: dict[str, tuple[str, str]] = {
    'pdf': ('PDF', ''),
    'doi': ('DOI', 'https://doi.org/{}'),
    'arxiv': ('arXiv', 'https://arxiv.org/abs/{}'),
    'eprint': ('arXiv', 'https://arxiv.org/abs/{}'),
    'hal': ('HAL', 'https://hal.science/{}'),
    'pmid': ('PubMed', 'https://pubmed.ncbi.nlm.nih.gov/{}/'),
    'html': ('HTML', ''),
    'url': ('Link', ''),
    'code': ('Code', ''),
    'data': ('Data', ''),
    'slides': ('Slides', ''),
    'poster': ('Poster', ''),
    'video': ('Video', ''),
    'website': ('Website', ''),
    'blog': ('Blog', ''),
    'supp': ('Supplement', ''),
}
#: Fields whose value may be the path of a file of the site.
FILE_FIELDS = frozenset({'pdf', 'html', 'slides', 'poster', 'supp', 'data', 'video'})
_FILE_OR_URL = 'URL nor a file of the site'
#: Fields whose mistakes `lint` reports, with the identifier to write.
_LINTED = frozenset({'doi', 'arxiv', 'eprint'})
MARKS = ('equal', 'corresponding')


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
    links = tuple(_links(entry, root, wrong))
    messages += [f'the entry "{entry.key}": {message}' for message in wrong]
    fields, kind, date = entry.fields, type_of(entry), issued(entry.fields)
    authors, editors = entry.persons.get('author') or [], entry.persons.get('editor') or []
    # the editors of a book are not those of a part that inherits from it
    edited = bool(editors) and not authors and not (kind in IN_BOOKS and 'crossref' in fields)
    people = editors if edited else authors
    title, note = _title(entry, kind), fields.get('note', '')
    names = editors if kind in WITH_EDITORS and not edited else ()
    shown = [_read_name(name_of(person))[0] for person in names]
    publication = Publication(
        key=entry.key,
        type=kind,
        title=title,
        authors=tuple(
            _author(person, annotations.get(number, []))
            for number, person in enumerate(people, start=1)
            if str(person) != OTHERS
        ),
        et_al=bool(people) and str(people[-1]) == OTHERS,
        edited=edited,
        year=date.year,
        month=date.month,
        day=date.day,
        state=date.state,
        years=date.years,
        status=date.status,
        venue=venue_of(entry, kind, title, shown),
        abbr=text_of(entry, 'abbr'),
        award=text_of(entry, 'award'),
        abstract=text_of(entry, 'abstract'),
        note='' if date.state and is_only_state(note) else decode(note),
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


def _links(entry: Entry, root: Path, problems: list[str]) -> Iterator[Link]:
    """Yield the links of an entry in a fixed order; report malformed ones."""
    seen = set()
    for field, (title, template) in LINK_FIELDS.items():
        # most entries have few of them, and asking for one that is not there is slow
        written = entry.fields[field].strip() if field in entry.fields else ''
        if not written or (field == 'eprint' and not is_arxiv(entry.fields)):
            continue
        value = re.sub(r'\\([_%&#~])', r'\1', written)
        url = template.format(value) if template and '://' not in value else value
        try:
            if field not in FILE_FIELDS or is_url(url) or not _is_file(root, url):
                check_url(url, wanted=_FILE_OR_URL if field in FILE_FIELDS else 'URL')
        except ValueError as error:
            if field not in _LINTED:
                problems.append(f'{field}: {error}')
            continue
        if url not in seen:
            seen.add(url)
            yield Link(field, title, url)


def _is_file(root: Path, value: str) -> bool:
    """Tell whether *value* is the path of a file of the site.

    :raises ValueError: if it is, but may not be linked.
    """
    path = Gate(root).place('', value)
    try:
        is_there = path.is_file()
        flaw = Gate(root).refusal(path, value) if is_there else ''
        if is_there and not flaw and (reason := download_flaw(path)):
            flaw = f'"{value}" {reason}'
    except (OSError, ValueError):  # too long, or with a sign that no path can hold
        return False
    if flaw:
        raise ValueError(flaw)
    return is_there
