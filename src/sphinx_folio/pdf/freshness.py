"""Which PDFs are up to date: digests of all that each was made of."""

import json
import os
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from sphinx_folio.util import __version__, digest, digest_of_bytes, digest_of_file, write_atomic

from .documents import cv_name, files_of_documents, pdf_path, tex_path

#: Fingerprints of the PDFs, in their folder.
RECORD = 'typeset.json'
#: Files that any LaTeX document may use.
_STYLES = ('.cls', '.ist', '.sty', '.xdy')
_INCLUDED = re.compile(
    rb'\\(?:sphinxincludegraphics|includegraphics|input)\*?\s*(?:\[[^\]]*\])?\s*'
    rb'\{((?:[^{}]|\{[^{}]*\})*)\}'
)
#: What LaTeX tries at the end of a name that it is told to include.
_SUFFIXES = ('', '.tex', '.pdf', '.png', '.jpg', '.jpeg', '.eps')


class Fingerprints:
    """What the PDFs in a folder were made of, kept there in a file; a damaged file holds nothing.

    :param folder: the folder of PDFs.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        #: The fingerprint of each document that was made.
        self.by_name: dict[str, str] = {}
        with suppress(OSError, ValueError, AttributeError):
            by_name = json.loads((folder / RECORD).read_text(encoding='utf-8')).items()
            self.by_name = {str(name): str(value) for name, value in by_name}

    def made(self) -> frozenset[str]:
        """Return the names of the PDFs that were made and are still there."""
        return frozenset(name for name in self.by_name if (self._folder / pdf_path(name)).is_file())

    def forget(self, names: Iterable[str]) -> None:
        """Drop fingerprints, in the file too."""
        gone = self.by_name.keys() & set(names)
        for name in gone:
            del self.by_name[name]
        if gone:
            self._write()

    def keep(self, name: str, fingerprint: str) -> None:
        """Add a fingerprint, in the file too."""
        self.by_name[name] = fingerprint
        self._write()

    def _write(self) -> None:
        text = json.dumps(self.by_name, indent=1, sort_keys=True)
        write_atomic(self._folder / RECORD, text.encode())


def made_cvs(folder: Path) -> frozenset[str]:
    """Return the people whose CV in a folder of PDFs was made by the command ``pdf``."""
    start = cv_name('')
    made = Fingerprints(folder).made()
    return frozenset(name.removeprefix(start) for name in made if name.startswith(start))


def remove_others(folder: Path, names: Collection[str]) -> None:
    """Remove the PDFs and the fingerprints of documents that the site does not have (any more).

    :param names: all documents of the site.
    :raises OSError: if a file cannot be removed.
    """
    kept = {folder / pdf_path(name) for name in names}
    for path in (*files_of_documents(folder), *folder.glob(f'{RECORD}?*')):
        if path not in kept:
            path.unlink()
    fingerprints = Fingerprints(folder)
    fingerprints.forget(fingerprints.by_name.keys() - set(names))


def current_fingerprints(names: Iterable[str], latex_dir: Path, engine: str) -> dict[str, str]:
    """Return for each document a digest of all that its PDF would be made of now.

    :param engine: name and version of what reads the LaTeX files.
    :raises OSError: if one cannot be read.
    """
    common = [__version__, engine, os.environ.get('SOURCE_DATE_EPOCH', '')]
    for path in sorted(latex_dir.iterdir()):
        if path.suffix in _STYLES:
            common += path.name, digest_of_file(path)

    @cache
    def digest_of_included(file: str) -> str:
        return ' '.join(digest_of_file(latex_dir / f'{file}{suffix}') for suffix in _SUFFIXES)

    by_name = {}
    for name in names:
        source = (latex_dir / tex_path(name)).read_bytes()
        parts = [*common, name, digest_of_bytes(source)]
        for match in _INCLUDED.finditer(source):
            file = re.sub(r'[{}]', '', os.fsdecode(match[1]))
            parts += file, digest_of_included(file)
        by_name[name] = digest(parts)
    return by_name
