"""What was read of the ``.bib`` files, kept beside the doctrees for the next build.

It does not belong into the environment: Sphinx copies that once for each share of pages
that a parallel build reads, and a build without a change needs no entry at all.
"""

from __future__ import annotations

import json
import pickle
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pybtex.database import BibliographyData

from sphinx_folio.util import digest_of_bytes, write_bytes

from .writer import clean_bibtex

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_folio.model import Problem, Publication

    from .load import Bibliography


#: Name of the file below the folder of the doctrees.
NAME = 'folio-library.pickle'


class Findings(NamedTuple):
    """What Folio makes of the entries."""

    #: The publications by citation key, in the order of the files.
    publications: dict[str, Publication]
    #: Names of fields by citation key that were filled in and are not the entry's own.
    added_fields: dict[str, tuple[str, ...]]
    #: What is wrong, in any entry or file.
    problems: tuple[Problem, ...]
    #: Citation keys of entries that are read anew until they are sound.
    unsound: frozenset[str]
    #: Digest of the entries that others inherit from, and are taken along with.
    parents: str = ''


class Shelf:
    """The library of one build; one that is found on disk is read when it is asked for.

    :param stamp: what the library was read from, and by what.
    :param keys: the citation keys of each file.
    """

    def __init__(self, stamp: str, keys: list[list[str]]) -> None:
        self.stamp = stamp
        self.keys = keys
        self._texts: dict[str, str] = {}
        self._path: Path | None = None
        #: Where each part begins in the file, and where it ends.
        self._parts: list[tuple[int, int]] = []

    @cached_property
    def findings(self) -> Findings:
        """What Folio makes of the entries."""
        found: Findings = self._load(0) if self._path else Findings({}, {}, (), frozenset())
        return found

    @cached_property
    def entries(self) -> BibliographyData:
        """The sound entries, as pybtex has them."""
        return self._load(1) if self._path else BibliographyData()

    def bibtex(self, key: str) -> str:
        """Return an entry as readers copy it, made once for all the lists that it is on."""
        if key not in self._texts:
            added = self.findings.added_fields.get(key, ())
            self._texts[key] = clean_bibtex(self.entries.entries[key], added)
        return self._texts[key]

    def _load(self, part: int) -> Any:
        assert self._path is not None
        begin, end = self._parts[part]
        with self._path.open('rb') as file:
            file.seek(begin)
            return pickle.loads(file.read(end - begin))  # noqa: S301  (our own cache)

    @classmethod
    def filled(cls, stamp: str, bibliography: Bibliography) -> Shelf:
        """Return the shelf of a bibliography that has just been read."""
        shelf = cls(stamp, bibliography.keys)
        findings = Findings(**{name: getattr(bibliography, name) for name in Findings._fields})
        shelf.__dict__.update(findings=findings, entries=bibliography.entries)
        return shelf

    @classmethod
    def recall(cls, path: Path) -> Shelf:
        """Return what an earlier build has left; an empty shelf, if it is not whole."""
        try:
            content = path.read_bytes()
            head, _newline, body = content.partition(b'\n')
            stamp, keys, sizes, expected = json.loads(head)
        except (OSError, ValueError):
            return cls('', [])
        shelf = cls(stamp, keys)
        if expected != digest_of_bytes(body):
            return cls('', [])
        shelf._path = path
        begin = len(head) + 1
        for size in sizes:
            shelf._parts.append((begin, begin + size))
            begin += size
        return shelf

    def keep(self, path: Path) -> None:
        """Leave the library for later builds.

        :raises OSError: if the file cannot be written.
        """
        parts = [
            pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in (self.findings, self.entries)
        ]
        body = b''.join(parts)
        sizes = [len(part) for part in parts]
        head = json.dumps([self.stamp, self.keys, sizes, digest_of_bytes(body)])
        write_bytes(path, head.encode() + b'\n' + body)
