"""What the blocks of ``.bib`` files said, in the form in which a cache keeps it. Pure.

An entry is kept as a pickle of text and tuples: it takes a tenth of the time that pybtex's own
objects take to be stored and read, and most entries are never asked for again.
"""

import pickle
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pybtex.database import BibliographyData, Entry, Person
from pybtex.utils import OrderedCaseInsensitiveDict

from sphinx_folio.model import Problem, Publication

#: The lists of words that pybtex takes a name apart into.
_PARTS = ('first_names', 'middle_names', 'prelast_names', 'last_names', 'lineage_names')
_NameParts = tuple[tuple[str, ...], ...]


class EntryValues(NamedTuple):
    """All that a pybtex entry holds."""

    key: str
    type: str
    original_type: str
    fields: tuple[tuple[str, str], ...]
    #: The people of each role, by the parts of their names.
    people: tuple[tuple[str, tuple[_NameParts, ...]], ...]


class SourceEntry(NamedTuple):
    """A pybtex entry and the place where it begins."""

    entry: Entry
    file: str
    line: int
    #: Names of fields that are not the entry's own but `inheritance` filled in.
    added: frozenset[str] = frozenset()
    #: Line of each field of the entry itself, by its name in lower case; it begins in line 1.
    lines: Mapping[str, int] = MappingProxyType({})
    #: The roles whose names are not set apart by "and", with what is wrong.
    misnamed: tuple[tuple[str, str], ...] = ()

    def place(self, field: str) -> tuple[str, int]:
        """Return file and line of a field, or of the entry if it has none of its own."""
        return self.file, self.line + self.lines.get(field, 1) - 1


class BlockRecord(NamedTuple):
    """What reading the block of an entry showed, beside the entry itself.

    It holds for another block of the same text, where the macros in it stand for the same.
    """

    #: Digest of the text of the block.
    digest: str
    #: What each macro in the block stood for, by its name as written; None if undefined.
    macros: tuple[tuple[str, str | None], ...]
    #: How many characters macros have added to it.
    grown: int
    #: What is wrong, with the line; the block begins in line 1.
    problems: tuple[tuple[int, str], ...]
    #: Line of each field in the block, by its name in lower case.
    lines: Mapping[str, int]
    #: The roles whose names are not set apart by "and", with what is wrong.
    misnamed: tuple[tuple[str, str], ...]


class EntryLint(NamedTuple):
    """What one entry shows by itself."""

    #: A field, what is wrong in it, and that without what is this entry's alone.
    messages: tuple[tuple[str, str, str], ...]
    #: The same of formulas that are shown as they are written.
    formulas: tuple[tuple[str, str, str], ...]
    #: The bare DOI in lower case, as DOIs are compared (DOI Handbook, section 2.4).
    doi: str
    #: The title in the form in which titles are compared; empty where it is not its own.
    title: str


@dataclass(frozen=True, kw_only=True)
class Bibliography:
    """What the ``.bib`` files of a site say."""

    #: The publications by citation key, in the order of the files.
    publications: dict[str, Publication] = field(default_factory=dict)
    #: Names of fields by citation key that were filled in and are not the entry's own.
    added_fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: What is wrong, in any entry or file.
    problems: tuple[Problem, ...] = ()
    #: Citation keys of entries that are read anew until they are sound.
    unsound: frozenset[str] = frozenset()
    #: Digest of the entries that others inherit from, and are taken along with.
    parents: str = ''
    #: The citation keys of the publications in each file.
    keys: list[list[str]] = field(default_factory=list)
    #: The sound entries by citation key, `xdata` among them.
    of_key: Mapping[str, Entry] = field(default_factory=dict)
    #: What each of them inherits from, as `parents_of` yields it, if from anything.
    ties: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    #: What parsing and linting each entry showed, for the next load.
    records: Mapping[str, BlockRecord] = field(default_factory=dict)
    lints: Mapping[str, EntryLint] = field(default_factory=dict)
    #: The same entries with their places, as `lint` and `fixes` take them.
    sources: dict[str, SourceEntry] = field(default_factory=dict)
    #: Citation keys of entries of which more than the place is not as it was at the last load.
    changed: frozenset[str] = frozenset()

    @cached_property
    def entries(self) -> BibliographyData:
        """The sound entries, as pybtex has them."""
        return bibliography_data(self.of_key.values())


class StoredEntry(Entry):  # type: ignore[misc]  # pybtex has no types
    """A pybtex entry, of which all but its key is made when it is asked for.

    :param stored: what `stored_form` has made of it.
    :param parents: the entries that it inherits from, as `parents_of` yields them.
    """

    def __init__(self, key: str, stored: bytes, parents: tuple[tuple[str, str], ...] = ()) -> None:
        self.key, self.stored, self.parents = key, stored, parents

    @cached_property
    def values(self) -> EntryValues:
        """All that it holds."""
        return EntryValues._make(pickle.loads(self.stored))  # noqa: S301  (our own cache)

    @cached_property
    def type(self) -> str:
        """The type that styles know."""
        return self.values.type

    @cached_property
    def original_type(self) -> str:
        """The type as it is written."""
        return self.values.original_type

    @cached_property
    def fields(self) -> Any:
        """The fields by name, whatever its case."""
        return OrderedCaseInsensitiveDict(self.values.fields)

    @cached_property
    def persons(self) -> Any:
        """The people by role, whatever its case."""
        return OrderedCaseInsensitiveDict(
            [(role, [_person(parts) for parts in people]) for role, people in self.values.people]
        )


class PlainEntry(NamedTuple):
    """What an entry states, by names in lower case: looked up far oftener than it is made."""

    key: str
    original_type: str
    fields: Mapping[str, str]
    persons: Mapping[str, list[Person]]


def plain_entry(entry: Entry) -> Any:
    """Return an entry with its fields and people in dictionaries, in which they are looked up."""
    if isinstance(entry.fields, dict):
        return entry
    fields = {name.lower(): value for name, value in entry.fields.items()}
    persons = {role.lower(): people for role, people in entry.persons.items()}
    return PlainEntry(entry.key, entry.original_type, fields, persons)


@lru_cache(maxsize=65_536)  # a name stands in many entries
def _person(parts: _NameParts) -> Person:
    return made_person(*parts)


def made_person(*parts: Iterable[str]) -> Person:
    """Return a pybtex person of its words, in the order of `_PARTS`.

    pybtex would look for names in five empty texts.
    """
    person = Person.__new__(Person)
    for name, words in zip(_PARTS, parts, strict=True):
        setattr(person, name, list(words))
    return person


def values_of(entry: Entry) -> EntryValues:
    """Return what an entry holds."""
    if isinstance(entry, StoredEntry):
        return entry.values
    people = tuple(
        (role, tuple(tuple(tuple(getattr(person, name)) for name in _PARTS) for person in persons))
        for role, persons in entry.persons.items()
    )
    fields = tuple(entry.fields.items())
    return EntryValues(entry.key, entry.type, entry.original_type, fields, people)


def stored_form(entry: Entry) -> bytes:
    """Return an entry as it is kept."""
    if isinstance(entry, StoredEntry):
        return entry.stored
    return pickle.dumps(tuple(values_of(entry)), pickle.HIGHEST_PROTOCOL)


def own_entry(entry: Entry, added: Container[str]) -> Entry:
    """Return an entry as it stands in its file.

    :param added: lower-case names of fields that `inheritance.complete` filled in.
    """
    own = Entry(
        entry.original_type,
        fields=[item for item in entry.fields.items() if item[0].lower() not in added],
        persons=[item for item in entry.persons.items() if item[0].lower() not in added],
    )
    own.key = entry.key
    return own


def parents_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the entries that one inherits from, with the field that names them, nearest first."""
    if isinstance(entry, StoredEntry):  # whose fields are not made as long as nobody asks for them
        yield from entry.parents
        return
    for tie in ('xdata', 'crossref'):
        if tie in entry.fields:
            names = map(str.strip, entry.fields[tie].split(','))
            yield from ((tie, name) for name in names if name)


def bibliography_data(entries: Iterable[Entry]) -> BibliographyData:
    """Return entries in the form that sphinxcontrib-bibtex keeps."""
    data = BibliographyData()
    data.entries = OrderedCaseInsensitiveDict((entry.key, entry) for entry in entries)
    return data
