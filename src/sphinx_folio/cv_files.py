"""CVs as PDF that were made before the website: found, and copied into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.osutil import copyfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

#: The folder of CVs, in the folder of PDFs and in the website.
FOLDER = 'cv'


def cv_path(person: str) -> str:
    """Return where the CV of a person is, below the folder of PDFs and in the website."""
    return f'{FOLDER}/{person}.pdf'


def find_cvs(app: Sphinx) -> dict[str, Path]:
    """Return the CVs that were made, by person."""
    folder = app.confdir / app.config.folio_pdf_folder / FOLDER
    return {path.stem: path for path in sorted(folder.glob('*.pdf'))}


def copy_cvs(app: Sphinx, people: Iterable[str]) -> Iterator[str]:
    """Copy the CVs of *people* into the website; yield the names of the copies.

    :raises OSError: if a file cannot be written.
    """
    found = find_cvs(app)
    for person in sorted(people):
        if person in found:
            target = app.outdir / cv_path(person)
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(found[person], target, force=True)
            yield cv_path(person)
