"""The PDFs of a site by name, and the list of them that the builder leaves for LaTeX."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from sphinx_folio.util import CommandError, write_if_changed

#: The name of the document that holds the whole site.
PORTFOLIO = 'portfolio'
#: The list, in the folder of the LaTeX files.
MANIFEST = 'documents.json'
_CV_FOLDER = 'cv'


def cv_name(person: str) -> str:
    """Return the name of the document that is the CV of a person, by their id."""
    return f'{_CV_FOLDER}/{person}'


def cv_path(person: str) -> str:
    """Return where the CV of a person is, below the folder of PDFs and in the website."""
    return pdf_path(cv_name(person))


def pdf_path(name: str) -> str:
    """Return where the PDF of a document is, below the folder of PDFs."""
    return f'{name}.pdf'


def tex_path(name: str) -> str:
    """Return where the LaTeX file of a document is, below the folder of those."""
    return f'{name.replace("/", "-")}.tex'


def files_of_documents(folder: Path) -> Iterator[Path]:
    """Yield the PDFs in a folder of PDFs, and what writing one has left of it after a crash."""
    yield from folder.glob(f'{pdf_path(PORTFOLIO)}*')
    yield from folder.glob(f'{_CV_FOLDER}/*.pdf*')


class Manifest(NamedTuple):
    """What the builder has written, by the names of documents."""

    written: list[str]
    all: list[str]  #: All documents of the site.
    unknown: list[str]  #: Those that were asked for in vain.
    timeout: int  #: Seconds that LaTeX may take for each.

    def write(self, folder: Path) -> None:
        """Write the list into the folder of the LaTeX files.

        :raises OSError: if it cannot be written.
        """
        write_if_changed(folder / MANIFEST, json.dumps(self._asdict(), indent=1).encode())

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the list in the folder of the LaTeX files.

        :raises CommandError: if it is not what `write` writes.
        :raises OSError: if it cannot be read.
        """
        path = folder / MANIFEST
        try:
            return cls(**json.loads(path.read_text(encoding='utf-8')))
        except (ValueError, TypeError) as error:
            raise CommandError(f'{path}: {error!r}; remove the file and try again') from error
