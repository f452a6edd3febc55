"""CVs as PDF that were made before the website: found, and copied into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.osutil import copyfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

#: The folder of CVs, in the folder of PDFs and in the website.
FOLDER = 'cv'


def cv_path(person: str) -> str:
    """Return where the CV of a person is, below the folder of PDFs and in the website."""
    return f'{FOLDER}/{person}.pdf'


def find_cvs(app: Sphinx) -> frozenset[str]:
    """Return the people whose CV was made."""
    folder = app.confdir / app.config.folio_pdf_folder / FOLDER
    return frozenset(path.stem for path in folder.glob('*.pdf'))


def copy_cvs(app: Sphinx, people: Iterable[str]) -> Iterator[str]:
    """Copy the CVs of *people* into the website; yield the names of the copies.

    :raises OSError: if a file cannot be written.
    """
    for path in map(cv_path, sorted(people)):
        source = app.confdir / app.config.folio_pdf_folder / path
        if source.is_file():  # it may have been removed during the build
            target = app.outdir / path
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, target, force=True)
            yield path
