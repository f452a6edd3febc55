"""Files that are copied into a website: those that entries and pages link to, and the CVs as PDF."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.gate import Gate
from sphinx_folio.model import Problem, Publication, Subtype, of_entry
from sphinx_folio.pdf import cv_path, made_cvs
from sphinx_folio.shared import DOWNLOADS, Output, fingerprint_of_file


def find_cvs(app: Sphinx) -> frozenset[str]:
    """Return the people whose CV the command ``pdf`` has made; other PDFs are not published."""
    return made_cvs(app.confdir / app.config.folio_pdf_folder)


def cv_outputs(app: Sphinx, people: Iterable[str]) -> Iterator[Output]:
    """Yield a copy of the CV of each of *people*."""
    for path in map(cv_path, sorted(people)):
        source = app.confdir / app.config.folio_pdf_folder / path
        if source.is_file():  # it may have been removed during the build
            yield _copy(path, source)


def linked_outputs(domain: FolioDomain, srcdir: Path) -> Iterator[Output]:
    """Yield a copy of each file that a listed entry or a page links to or shows, by its path."""
    of_entries = {path for _publication, _field, path in _linked_files(domain)}
    shown = (domain.site.previews.get(key) for key in domain.site.targets)
    of_entries |= {preview.path for preview in shown if preview and preview.path}
    links = [link for person in domain.graph.people.values() for link in person.links]
    links += [link for project in domain.graph.projects.values() for link in project.links]
    links += [link for entry in domain.graph.dated.values() for link in entry.links]
    of_pages = {link.url for link in links if link.is_file}
    for path in sorted(of_entries | of_pages):
        if _is_there(srcdir, path):
            yield _copy(f'{DOWNLOADS}/{path}', srcdir / path)


def missing_files(domain: FolioDomain, srcdir: Path) -> Iterator[Problem]:
    """Yield a problem for each linked file that is gone since the entry was read."""
    for publication, field, path in _linked_files(domain):
        if not _is_there(srcdir, path):
            text = (
                f': {field}: there is no file "{path}" in the site; '
                'put it there, or correct the path'
            )
            place = (publication.file, publication.line_of(field))
            yield of_entry(Subtype.FIELD, place, publication.key, text)


def _copy(path: str, source: Path) -> Output:
    return Output(path, fingerprint_of_file(source), source.read_bytes, str(source))


def _is_there(srcdir: Path, path: str) -> bool:
    file = srcdir / path
    return not path.startswith('..') and file.is_file() and not Gate(srcdir).refusal(file, path)


def _linked_files(domain: FolioDomain) -> Iterator[tuple[Publication, str, str]]:
    """Yield publication, field and path of each link without a scheme."""
    publications = domain.publications
    for key in domain.site.targets:
        for link in publications[key].links:
            if link.is_file:
                yield publications[key], link.key, os.path.normpath(link.url.lstrip('/'))
