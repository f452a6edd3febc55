"""Entries as readers copy them: BibTeX without what only this site needs. Pure."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import month_names

from sphinx_folio.model import MARKS, RAISED_MARKS

from .blocks import parents_of
from .name_lists import words_of

_FOLIO_FIELDS = frozenset({'people', 'projects', 'topics', 'selected', 'redirect-from'})
_AL_FOLIO_FIELDS = frozenset(
    {'abbr', 'abstract', 'additional_info', 'altmetric', 'award', 'award_name', 'bibtex_show'}
    | {'blog', 'code', 'data', 'dimensions', 'google_scholar_id', 'html', 'inspirehep_id'}
    | {'pdf', 'poster', 'preview', 'slides', 'supp', 'video', 'website'}
)
#: What JabRef, BibDesk and Zotero note about the reader's own copy.
_LOCAL_FIELDS = frozenset(
    {'__markedentry', 'creationdate', 'date-added', 'date-modified', 'file', 'groups'}
    | {'local-url', 'modificationdate', 'owner', 'priority', 'printed', 'qualityassured'}
    | {'ranking', 'rating', 'read', 'readstatus', 'relevance', 'timestamp'}
)
_LEFT_OUT = _FOLIO_FIELDS | _AL_FOLIO_FIELDS | _LOCAL_FIELDS
#: Annotations of biblatex's lists, such as ``author+an``, and numbered fields of programs.
_LEFT_OUT_PATTERN = re.compile(r'.*\+an(:.*)?|(mendeley|bdsk)-.*')
_HTML = re.compile(r'</?[a-z][^>]*>|&#?\w+;', re.IGNORECASE)
#: pybtex resolves the macros of months, which styles and biber want unresolved.
_MONTHS = frozenset(month_names.values())


def clean_bibtex(entry: Entry, added: Container[str] = ()) -> str:
    """Return an entry as its readers want to copy it, in its own LaTeX, with a final newline.

    pybtex reads it back to the same names and, but for those left out, the same fields.

    :param entry: a pybtex entry, whose braces are therefore balanced.
    :param added: lower-case names of fields that `inheritance` filled in.
    """
    roles = sorted(entry.persons, key=str.lower)
    parts = [
        (role, f'{{{" and ".join(map(_name, entry.persons[role]))}}}')
        for role in roles
        if entry.persons[role] and role.lower() not in added
    ]
    parts += _fields(entry, added)
    lines = [f'  {name} = {value},\n' for name, value in parts]
    return f'@{entry.original_type}{{{entry.key},\n{"".join(lines)}}}\n'


def with_parents(keys: Iterable[str], entries: Mapping[str, Entry]) -> list[str]:
    """Return *keys* and those that their entries inherit from.

    Each stands after all that inherit from it, where alone BibTeX finds it.
    """
    stack = list(keys)
    begun: set[str] = set()
    ended: dict[str, None] = {}
    while stack:
        begun.add(stack[-1])
        named = sorted(parents_of(entries[stack[-1]]), key=lambda parent: parent[0])
        parents = [entries[name].key for _field, name in named if name in entries]
        if waiting := [parent for parent in parents if parent not in begun]:
            stack += waiting
        else:
            ended.setdefault(stack.pop())
    return list(reversed(ended))


def unmarked(words: Sequence[str]) -> list[str]:
    r"""Return the words of one part of a name without the marks around them.

    A mark after a backslash is an accent or a character of the name, as in ``AT\&``.
    """
    bare = list(words)
    if bare and bare[-1] != '&':
        kept = bare[-1].rstrip(MARKS + RAISED_MARKS)
        bare[-1] = bare[-1] if kept.endswith('\\') else kept
        bare[0] = bare[0].lstrip(MARKS + RAISED_MARKS)
    return [word for word in bare if word]


def _name(person: Person) -> str:
    """Return a name as "von Last, Jr, First", the one form that pybtex reads unchanged."""
    words = words_of(person)
    family_words = unmarked(words.particle + words.family)
    family = ' '.join(family_words)
    lineage = ' '.join(unmarked(words.suffix))
    given = ' '.join(unmarked(words.given))
    if not family:
        return given or str(person)
    if lineage:
        return f'{family}, {lineage}, {given}'.rstrip()
    # without a comma, the first of two words would be a first name
    return f'{family}, {given}'.rstrip() if given or len(family_words) > 1 else family


def _fields(entry: Entry, added: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield names and quoted values of the fields for readers, in their own order."""
    for name, value in entry.fields.items():
        lowered = name.lower()
        if not value or lowered in added:  # publishers write all fields of a form, empty or not
            continue
        if lowered == 'annotation' and _HTML.search(value):  # al-folio shows it behind the authors
            continue
        if lowered not in _LEFT_OUT and not _LEFT_OUT_PATTERN.fullmatch(lowered):
            is_macro = lowered == 'month' and value in _MONTHS
            yield name, value[:3].lower() if is_macro else f'{{{value}}}'
