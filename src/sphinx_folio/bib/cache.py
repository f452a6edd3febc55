"""What was read of the ``.bib`` files, kept beside the doctrees for the next build.

It does not belong into the environment: Sphinx copies that once for each share of pages
that a parallel build reads, and a build without a change needs no entry at all. So each
part of the file is read when it is asked for.
"""

from __future__ import annotations

import json
import pickle
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from sphinx_folio.model import Author, Link, Problem, Publication, Subtype
from sphinx_folio.util import digest, digest_of_bytes, read_start, write_atomic

from .blocks import (
    Bibliography,
    BlockRecord,
    EntryLint,
    EntryValues,
    StoredEntry,
    bibliography_data,
    values_of,
)
from .csl import csl_text
from .entries import MAX_FILE
from .publications import digest_of
from .writer import clean_bibtex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pybtex.database import BibliographyData, Entry

#: Name of the file below the folder of the doctrees.
NAME = 'folio-library.pickle'
#: The parts of the file in their order: what most builds ask for, the entries, what only the
#: next reading of the files asks for, and texts of entries.
_FACTS, _ENTRIES, _BLOCKS, _TEXTS = range(4)
#: The fields of a `Bibliography` that stand in each part; texts are not among them.
_FIELDS = (
    ('publications', 'added_fields', 'problems', 'unsound', 'parents'),
    ('entries',),
    ('records', 'lints'),
)
#: Digits of a fingerprint that stand for the language and the form of what is stored.
_FORM_DIGITS = 24
#: What a text was made of, and the text, by its form and the citation key.
_Texts = dict[tuple[str, str], tuple[str, str]]


def _form_of(stored: type[Any]) -> tuple[str, str, list[str]]:
    """Return where a stored class is defined, and what it holds."""
    names = [field.name for field in fields(stored)] if is_dataclass(stored) else []
    names += getattr(stored, '_fields', ())
    return stored.__module__, stored.__qualname__, names


_STORED = (Publication, Author, Link, Problem, Subtype, BlockRecord, EntryValues, EntryLint)
#: What another version may have stored in another form.
_FORM = [*map(_form_of, _STORED), _FIELDS]


def fingerprint_of(paths: Iterable[Path], encoding: str, language: str, version: str) -> str:
    """Return what tells whether the files at *paths* must be read again.

    :param language: the language of the site, in which venues are printed.
    :param version: the version of Folio.
    """
    form = digest((language, version, _FORM))
    return form + digest((encoding, [(str(path), _digest_of_file(path)) for path in paths]))


def _digest_of_file(path: Path) -> str:
    try:
        return digest_of_bytes(read_start(path, MAX_FILE + 1))
    except OSError:
        return ''


def _field(name: str, part: int) -> Any:
    """Return a property: a field of a `Bibliography`, read when it is asked for."""
    return property(lambda cache: cache._part(part)[name])  # noqa: SLF001  (one of the cache)


class BibliographyCache:
    """The bibliography of one build; what an earlier one has left is read when asked for.

    Its fields are those of a `Bibliography`.

    :param fingerprint: what the bibliography is read from, and by what.
    :param read: reads the files, with what an earlier build has left of them, if anything.
    """

    publications: dict[str, Publication] = _field('publications', _FACTS)
    added_fields: dict[str, tuple[str, ...]] = _field('added_fields', _FACTS)
    problems: tuple[Problem, ...] = _field('problems', _FACTS)
    parents: str = _field('parents', _FACTS)
    entries: BibliographyData = _field('entries', _ENTRIES)

    def __init__(
        self,
        fingerprint: str = '',
        read: Callable[[Bibliography | None], Bibliography] = lambda _cached: Bibliography(),
    ) -> None:
        self.fingerprint = fingerprint
        self.keys: list[list[str]] = []
        self._read = read
        self._path: Path | None = None
        #: The bytes before the parts, and those of each.
        self._sizes: list[int] = []
        self._parts: dict[int, Any] = {}
        self._new_texts: _Texts = {}

    @classmethod
    def open(
        cls,
        path: Path,
        fingerprint: str,
        read: Callable[[Bibliography | None], Bibliography],
        *,
        fresh: bool = False,
    ) -> BibliographyCache:
        """Return the bibliography that is kept at *path*, or has just been read and put there.

        :param fresh: rely on nothing that an earlier build has left.
        :raises OSError: if the file cannot be written.
        """
        before = cls('', read)
        if not fresh:
            before._recall(path)
        if before.fingerprint == fingerprint:
            return before
        is_usable = before.fingerprint[:_FORM_DIGITS] == fingerprint[:_FORM_DIGITS]
        made = cls(fingerprint, read)
        made._take(read(before._bibliography() if is_usable else None))
        made._keep(path, before._raw(_TEXTS) if is_usable else pickle.dumps({}))
        return made

    # -- texts of entries --------------------------------------------------------------

    def bibtex(self, key: str) -> str:
        """Return an entry as readers copy it, made once for all the lists that it is on."""
        added = self.added_fields.get(key, ())
        publication = self.publications.get(key)
        stated = publication.digest if publication else digest_of(self.entries.entries[key])
        # a field may move to the parent of an entry, which then states the same
        stamp = ' '.join((stated, *sorted(added)))
        return self._text('bibtex', key, stamp, lambda entry: clean_bibtex(entry, added))

    def csl(self, key: str) -> str:
        """Return a publication as an item of a JSON array of CSL, made once for all lists."""
        publication = self.publications[key]
        return self._text(
            'csl', key, publication.digest, lambda entry: csl_text(entry, publication)
        )

    def keep_texts(self) -> None:
        """Leave the texts that were asked for to later builds; to be called once, at the end.

        :raises OSError: if the file cannot be written.
        """
        if self._path and self._new_texts:
            entries = self.entries.entries
            texts = self._part(_TEXTS) | self._new_texts
            kept = {name: text for name, text in texts.items() if name[1] in entries}
            self._keep(self._path, pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))

    def _text(self, form: str, key: str, fingerprint: str, make: Callable[[Entry], str]) -> str:
        """Return a text of an entry, the one that is known if it was made of the same."""
        name = (form, key)
        made_of, text = self._new_texts.get(name) or self._part(_TEXTS).get(name, ('', ''))
        if made_of != fingerprint:
            text = make(self.entries.entries[key])
            self._new_texts[name] = (fingerprint, text)
        return text

    # -- the file ----------------------------------------------------------------------

    def _part(self, number: int) -> Any:
        """Return a part of the file; if it cannot be read, what the ``.bib`` files say now."""
        if number not in self._parts:
            try:
                self._parts[number] = self._unpickled(number)
            except Exception:  # noqa: BLE001  (what another version has left may raise any)
                if number == _TEXTS:
                    self._parts[number] = {}
                else:
                    self._take(self._read(None))
        return self._parts[number]

    def _unpickled(self, number: int) -> Any:
        values = pickle.loads(self._raw(number))  # noqa: S301  (our own cache)
        if number == _ENTRIES:
            return {'entries': bibliography_data(map(StoredEntry, values))}
        return values

    def _raw(self, number: int) -> bytes:
        """Return the bytes of a part.

        :raises OSError: if the file cannot be read.
        """
        if self._path is None:
            raise FileNotFoundError(NAME)
        with self._path.open('rb') as file:
            file.seek(sum(self._sizes[: number + 1]))
            return file.read(self._sizes[number + 1])

    def _bibliography(self) -> Bibliography | None:
        """Return what an earlier build has left for `load`, or None if it cannot be read."""
        try:
            facts, entries, blocks = map(self._unpickled, (_FACTS, _ENTRIES, _BLOCKS))
            return Bibliography(**facts, **entries, **blocks)
        except Exception:  # noqa: BLE001  (as above)
            return None

    def _take(self, bibliography: Bibliography) -> None:
        """Hold what has just been read."""
        self.keys = bibliography.keys
        for number, names in enumerate(_FIELDS):
            self._parts[number] = {name: getattr(bibliography, name) for name in names}

    def _recall(self, path: Path) -> None:
        """Find what an earlier build has left, if all of it is there."""
        try:
            head, _newline, body = path.read_bytes().partition(b'\n')
            fingerprint, keys, sizes, expected = json.loads(head)
            sizes = [len(head) + 1, *map(int, sizes)]
        except (OSError, ValueError, TypeError, RecursionError):
            return
        if expected == digest_of_bytes(body):
            self.fingerprint, self.keys, self._path = fingerprint, keys, path
            self._sizes = sizes

    def _keep(self, path: Path, texts: bytes) -> None:
        """Write all parts; those that are not at hand are copied.

        :raises OSError: if the file cannot be written.
        """
        parts = [*map(self._pickled, (_FACTS, _ENTRIES, _BLOCKS)), texts]
        body = b''.join(parts)
        sizes = [len(part) for part in parts]
        head = json.dumps([self.fingerprint, self.keys, sizes, digest_of_bytes(body)]).encode()
        write_atomic(path, head + b'\n' + body)
        self._path = path
        self._sizes = [len(head) + 1, *sizes]
        self._parts.pop(_BLOCKS, None)  # the next reading of the files asks for it

    def _pickled(self, number: int) -> bytes:
        if number not in self._parts:
            return self._raw(number)
        values = self._parts[number]
        if number == _ENTRIES:
            values = [values_of(entry) for entry in values['entries'].entries.values()]
        return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
