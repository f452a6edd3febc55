"""What the blocks of ``.bib`` files said, in the form in which a cache keeps it. Pure.

An entry is kept as text and tuples: they take a tenth of the time that pybtex's own objects
take to be stored and read, and most entries are never asked for again.
"""

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
    #: Line of each field of the entry itself, by its name in lower case.
    lines: Mapping[str, int] = MappingProxyType({})
    #: The roles whose names are not set apart by "and", with what is wrong.
    misnamed: tuple[tuple[str, str], ...] = ()

    def place(self, field: str) -> tuple[str, int]:
        """Return file and line of a field, or of the entry if it has none of its own."""
        return self.file, self.lines.get(field, self.line)


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
    lines: dict[str, int]
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
    #: The sound entries, as pybtex has them.
    entries: BibliographyData = field(default_factory=BibliographyData)
    #: What parsing and linting each entry showed, for the next load.
    records: dict[str, BlockRecord] = field(default_factory=dict)
    lints: dict[str, EntryLint] = field(default_factory=dict)
    #: The sound entries with their places, `xdata` among them, as `lint` and `fixes` take them.
    sources: dict[str, SourceEntry] = field(default_factory=dict)


class StoredEntry(Entry):  # type: ignore[misc]  # pybtex has no types
    """A pybtex entry whose fields and people are made when they are asked for."""

    def __init__(self, values: EntryValues) -> None:
        self.key, self.type, self.original_type, *_ = values
        self.values = values

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


def own_entry(entry: Entry, added: Container[str]) -> Entry:
    """Return an entry as it stands in its file.

    :param added: lower-case names of fields that `inheritance.complete` filled in.
    """
    values = values_of(entry)
    stored = StoredEntry(values)
    own = Entry(
        values.original_type,
        fields=[item for item in values.fields if item[0].lower() not in added],
        persons=[item for item in stored.persons.items() if item[0].lower() not in added],
    )
    own.key = values.key
    return own


def parents_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the entries that one inherits from, with the field that names them, nearest first."""
    named: Mapping[str, str]
    if isinstance(entry, StoredEntry):  # whose fields are not made as long as nobody asks for them
        named = {name.lower(): value for name, value in entry.values.fields}
    else:
        named = entry.fields
    for tie in ('xdata', 'crossref'):
        if tie in named:
            names = map(str.strip, named[tie].split(','))
            yield from ((tie, name) for name in names if name)


def bibliography_data(entries: Iterable[Entry]) -> BibliographyData:
    """Return entries in the form that sphinxcontrib-bibtex keeps."""
    data = BibliographyData()
    data.entries.update((entry.key, entry) for entry in entries)
    return data
