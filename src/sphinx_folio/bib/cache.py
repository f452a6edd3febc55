"""What was read of the ``.bib`` files, kept beside the doctrees for the next build.

It does not belong into the environment: Sphinx copies that once for each share of pages
that a parallel build reads, and a build without a change needs no entry at all. So each
part of the file is read when it is asked for.
"""

import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from zipfile import ZipFile, ZipInfo

from pybtex.database import BibliographyData, Entry

from sphinx_folio.model import Author, Link, Problem, Publication, Subtype, of_entry
from sphinx_folio.util import PickledDict, digest, digest_of_file, replacing

from .blocks import (
    Bibliography,
    BlockRecord,
    EntryLint,
    EntryValues,
    StoredEntry,
    bibliography_data,
    stored_form,
)
from .csl import csl_text
from .entries import MAX_FILE
from .publications import digest_of
from .styles import CitationStyle
from .writer import clean_bibtex

#: Name of the file below the folder of the doctrees.
NAME = 'folio-library.zip'
#: The fields of a `Bibliography` that are parts of the file: those that are stored as they are,
#: and those that are stored by entry, so that the others of an earlier build can stay.
_FIELDS = ('added_fields', 'problems', 'unsound', 'parents')
_BY_ENTRY = ('publications', 'records', 'lints')
#: The parts that tell what it is of, where each entry begins, and what entries and their texts
#: are.
_HEAD, _PLACES, _ENTRIES, _TEXTS = 'head', 'places', 'of_key', 'texts'
_PARTS = (*_FIELDS, *_BY_ENTRY, _PLACES, _ENTRIES)
#: Digits of a fingerprint that stand for the language and the form of what is stored.
_FORM_DIGITS = 24
#: What a text was made of, and the text, by its form and the citation key.
_Texts = MutableMapping[tuple[str, str], tuple[str, str]]


def _form_of(stored: type[Any]) -> tuple[str, str, list[object]]:
    """Return where a stored class is defined, and what it holds, if it says nothing else."""
    names: list[object] = []
    if is_dataclass(stored):
        names += [(one.name, one.default) for one in fields(stored) if one.default is not MISSING]
        names += [one.name for one in fields(stored) if one.default is MISSING]
    names += getattr(stored, '_fields', ())
    return stored.__module__, stored.__qualname__, names


_STORED = (Publication, Author, Link, Problem, Subtype, BlockRecord, EntryValues, EntryLint)
#: What another version may have stored in another form.
_FORM = [*map(_form_of, _STORED), _PARTS]


def fingerprint_of(paths: Iterable[Path], encoding: str, language: str, version: str) -> str:
    """Return what tells whether the files at *paths* must be read again.

    :param language: the language of the site, and what tells of its words, in which venues are
        printed.
    :param version: the version of Folio.
    """
    form = digest((language, version, _FORM))
    return form + digest(
        (encoding, [(str(path), digest_of_file(path, MAX_FILE + 1)) for path in paths])
    )


def _field(name: str) -> Any:
    """Return a property: a field of a `Bibliography`, read when it is asked for."""
    return property(lambda cache: cache._part(name))  # noqa: SLF001  (one of the cache)


class BibliographyCache:
    """The bibliography of one build; what an earlier one has left is read when asked for.

    Its fields are those of a `Bibliography`.

    :param fingerprint: what the bibliography is read from, and by what.
    :param read: reads the files, with what an earlier build has left of them, if anything.
    """

    #: The style in which entries are printed, if the site has one.
    style: CitationStyle | None = None

    publications: dict[str, Publication] = _field('publications')
    added_fields: dict[str, tuple[str, ...]] = _field('added_fields')
    problems: tuple[Problem, ...] = _field('problems')
    parents: str = _field('parents')
    of_key: dict[str, Entry] = _field(_ENTRIES)

    def __init__(
        self,
        fingerprint: str = '',
        read: Callable[[Bibliography | None], Bibliography] = lambda _cached: Bibliography(),
    ) -> None:
        self.fingerprint = fingerprint
        self.keys: list[list[str]] = []
        self._read = read
        self._path: Path | None = None
        self._parts: dict[str, Any] = {}
        #: The parts to store, where the ``.bib`` files were read, and the keys that are gone.
        self._read_anew: dict[str, bytes] = {}
        self._gone: AbstractSet[str] = frozenset()
        self._new_texts: _Texts = {}

    @classmethod
    def open(
        cls,
        path: Path,
        fingerprint: str,
        read: Callable[[Bibliography | None], Bibliography],
        *,
        fresh: bool = False,
    ) -> Self:
        """Return the bibliography that is kept at *path*, or has just been read.

        :param fresh: rely on nothing that an earlier build has left.
        """
        before = cls('', read)
        if not fresh:
            before._recall(path)
        if before.fingerprint == fingerprint:
            return before
        is_usable = before.fingerprint[:_FORM_DIGITS] == fingerprint[:_FORM_DIGITS]
        cached = before._bibliography() if is_usable else None
        made = cls(fingerprint, read)
        made._take(read(cached), before._parts if cached else {})
        made._path = path
        if not is_usable:
            made._parts[_TEXTS] = PickledDict()
        return made

    @cached_property
    def entries(self) -> BibliographyData:
        """The sound entries, as pybtex has them."""
        return bibliography_data(self.of_key.values())

    # -- texts of entries --------------------------------------------------------------

    def bibtex(self, key: str) -> str:
        """Return an entry as readers copy it, made once for all the lists that it is on."""
        added = self.added_fields.get(key, ())
        publication = self.publications.get(key)
        stated = publication.digest if publication else digest_of(self.of_key[key])
        # a field may move to the parent of an entry, which then states the same
        stamp = ' '.join((stated, *added))
        return self._text('bibtex', key, stamp, lambda entry: clean_bibtex(entry, added))

    def csl(self, key: str) -> str:
        """Return a publication as an item of a JSON array of CSL, made once for all lists."""
        publication = self.publications[key]
        return self._text(
            'csl', key, publication.digest, lambda entry: csl_text(entry, publication)
        )

    def label(self, key: str, make: Callable[[Entry], str]) -> str:
        """Return what citations call a publication in the site's language, made once for all.

        :param make: returns it of an entry alone.
        """
        return self._text('label', key, self.publications[key].digest, make)

    def reference(self, key: str) -> str:
        """Return a publication as the site's style prints it, made once for all lists.

        It is a marked text, and empty without a style or where the style cannot print it.
        """
        style, publication = self.style, self.publications[key]
        if style is None:
            return ''
        stamp = f'{publication.digest} {style.fingerprint}'
        return self._text(
            'reference', key, stamp, lambda entry: style.reference(entry, publication)
        )

    def unprinted(self, keys: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for each of some publications that the site's style cannot print."""
        if self.style is None:
            return
        text = (
            f' cannot be printed in the style "{self.style.name}", and is listed as without '
            'one; give it the fields of its type, or take another style'
        )
        for key in keys:
            if not self.reference(key):
                publication = self.publications[key]
                place = publication.file, publication.line
                yield of_entry(Subtype.FIELD, place, key, text, shared=text)

    def _text(self, form: str, key: str, fingerprint: str, make: Callable[[Entry], str]) -> str:
        """Return a text of an entry, the one that is known if it was made of the same."""
        name = (form, key)
        made_of, text = self._new_texts.get(name) or self._part(_TEXTS).whole.get(name, ('', ''))
        if made_of != fingerprint:
            text = make(self.of_key[key])
            self._new_texts[name] = (fingerprint, text)
        return text

    # -- the file ----------------------------------------------------------------------

    def _part(self, name: str) -> Any:
        """Return a part of the file; if it cannot be read, what the ``.bib`` files say now."""
        if name not in self._parts:
            try:
                self._parts[name] = self._unpickled(name)
            except Exception:  # noqa: BLE001  (what another version has left may raise any)
                if name == _TEXTS:  # nor is there a file before the first build
                    self._parts[name] = PickledDict()
                else:
                    self._take(self._read(None), {})
        return self._parts[name]

    def _unpickled(self, name: str) -> Any:
        values = pickle.loads(self._raw(name))  # noqa: S301  (our own cache)
        if name == _ENTRIES:
            stored, ties = values
            return {key: StoredEntry(key, each, ties.get(key, ())) for key, each in stored.items()}
        if name == 'publications':
            known, places = values.whole, enumerate(self._unpickled(_PLACES).items())
            return {
                key: known[key].at(*place, order) for order, (key, place) in places if key in known
            }
        return values

    def _raw(self, name: str) -> bytes:
        """Return the bytes of a part."""
        if self._path is None:
            raise FileNotFoundError(NAME)
        with ZipFile(self._path) as file:
            return file.read(name)

    def _bibliography(self) -> Bibliography | None:
        """Return what an earlier build has left for `load`, or None if it cannot be read."""
        try:
            for name in _BY_ENTRY:
                self._parts[name] = pickle.loads(self._raw(name))  # noqa: S301  (our own cache)
            return Bibliography(
                **{name: self._unpickled(name) for name in (*_FIELDS, _ENTRIES)},
                **{name: self._parts[name].whole for name in _BY_ENTRY},
            )
        except Exception:  # noqa: BLE001  (as above)
            return None

    def _take(self, bibliography: Bibliography, known: Mapping[str, Any]) -> None:
        """Hold what has just been read, as it is now: users of entries may change them.

        :param known: the parts of what it was read with, if with any.
        """
        names = (*_FIELDS, 'publications', _ENTRIES)
        self.keys = bibliography.keys
        self._parts |= {name: getattr(bibliography, name) for name in names}
        kept: dict[str, Any] = {name: getattr(bibliography, name) for name in _FIELDS}
        for name in _BY_ENTRY:
            values = getattr(bibliography, name)
            kept[name] = known.get(name, PickledDict())
            if name == 'records':
                self._gone = kept[name].whole.keys() - values.keys()
            kept[name].follow(values, bibliography.changed if known else values)
        sources = bibliography.sources
        kept[_PLACES] = {key: (source.file, source.line) for key, source in sources.items()}
        entries = {key: stored_form(entry) for key, entry in bibliography.of_key.items()}
        kept[_ENTRIES] = (entries, bibliography.ties)
        self._read_anew = {name: _pickled(part) for name, part in kept.items()}

    def _recall(self, path: Path) -> None:
        """Find what an earlier build has left; its parts are looked at when they are read."""
        try:
            with ZipFile(path) as file:
                self.fingerprint, self.keys = json.loads(file.read(_HEAD))
                self._path = path
        except Exception:  # noqa: BLE001, S110  (a damaged file may raise any; it is made anew)
            pass

    def keep(self) -> None:
        """Leave what was read, and the texts that were asked for, to later builds; at the end.

        :raises OSError: if the file cannot be written.
        """
        if self._path is None or not (self._read_anew or self._new_texts):
            return
        texts = self._part(_TEXTS)
        if self._gone:
            for name in [each for each in texts if each[1] in self._gone]:
                del texts[name]
        texts.update(self._new_texts)
        parts = self._parts_to_store()
        head = json.dumps([self.fingerprint, self.keys]).encode()
        with replacing(self._path) as content, ZipFile(content, 'w') as file:
            for name, part in {_HEAD: head, **parts, _TEXTS: _pickled(texts)}.items():
                file.writestr(ZipInfo(name), part)  # without the time

    def _parts_to_store(self) -> dict[str, bytes]:
        """Return all parts but those that follow from others; if nothing was read, as they are."""
        if not self._read_anew:
            try:
                return {name: self._raw(name) for name in _PARTS}
            except Exception:  # noqa: BLE001  (as above)
                self._take(self._read(None), {})
        return self._read_anew


def _pickled(values: Any) -> bytes:
    return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
