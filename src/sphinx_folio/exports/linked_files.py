"""Files that are copied into a website: those that entries link to, and the CVs as PDF."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx.util.osutil import copyfile

from sphinx_folio.graph import CV_FOLDER, cv_path
from sphinx_folio.model import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

    from sphinx_folio.model import Publication


def find_cvs(app: Sphinx) -> frozenset[str]:
    """Return the people whose CV was made."""
    folder = app.confdir / app.config.folio_pdf_folder / CV_FOLDER
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


#: Where files of the site that entries link to are copied to, below the output folder.
DOWNLOADS = '_downloads/folio'


def copy_linked_files(
    publications: Iterable[Publication], srcdir: Path, outdir: Path
) -> tuple[list[str], list[Problem]]:
    """Copy each file of the site that an entry links to, under its own path.

    :returns: the names of the copies below *outdir*, and a problem for each file that is
        gone since the entry was read.
    :raises OSError: if a file cannot be written.
    """
    copied, problems = [], []
    for publication, field, path in _linked_files(publications):
        if path.startswith('..') or not (srcdir / path).is_file():
            message = (
                f'the entry "{publication.key}": {field}: there is no file "{path}" in the site; '
                'put it there, or correct the path'
            )
            place = (publication.file, publication.line)
            problems.append(Problem(Subtype.FIELD, *place, message))
            continue
        copied.append(f'{DOWNLOADS}/{path}')
        target = outdir / copied[-1]
        target.parent.mkdir(parents=True, exist_ok=True)
        copyfile(srcdir / path, target, force=True)
    return copied, problems


def _linked_files(
    publications: Iterable[Publication],
) -> Iterator[tuple[Publication, str, str]]:
    """Yield publication, field and path of each link without a scheme."""
    for publication in publications:
        for link in publication.links:
            if '://' not in link.url and not link.url.startswith('mailto:'):
                yield publication, link.key, os.path.normpath(link.url.lstrip('/'))
