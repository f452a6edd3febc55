"""References in files of other programs: BibTeX, RIS, PubMed, CSL-JSON, ORCID, Google Scholar."""

import csv
from collections.abc import Iterator
from pathlib import Path

from sphinx_folio.bib import MAX_FILE, decoded
from sphinx_folio.importing.neutral import Origin, Paper, Site
from sphinx_folio.importing.references import FORMATS, bring_files, format_of, join, make_sound
from sphinx_folio.importing.references.bibtex import read_bibtex
from sphinx_folio.importing.references.orcid import read_orcid_person
from sphinx_folio.importing.report import Report
from sphinx_folio.util import read_start

#: Names of files that may hold references.
_SUFFIXES = frozenset({'.bib', '.bibtex', '.csv', '.json', '.nbib', '.ris', '.txt', '.bbl', '.enw'})
#: What other programs export that is read by none of the readers, and what to save instead.
_OTHERS = {
    '.enw': 'save it as RIS or BibTeX',
    '.rdf': 'save it as BibTeX',
    '.xml': 'save it as BibTeX',
}


def matches(root: Path) -> bool:
    """Tell whether a file, or any file right in a folder, holds references."""
    return any(format_of(_text(path)[0]) for path in _files(root))


def read(root: Path, report: Report, *, keep_samples: bool = False, **_options: object) -> Site:
    """Return the papers of a file or of all files in a folder, and the person of an ORCID record.

    Files are read in the order of their names; the same work in several is one entry.

    :param keep_samples: whether the samples of a template come along.
    """
    site = Site()
    for path in _files(root):
        _read_file(path, path.name, site, report, keep_samples=keep_samples)
    folder = root if root.is_dir() else root.parent
    site.papers, site.assets = bring_files(site.papers, folder, report)
    stated = {paper.origin: paper.key for paper in site.papers}
    site.papers = make_sound(join(site.papers, report), report)
    for paper in site.papers:
        if stated[paper.origin] not in {'', paper.key}:
            advice = f'its citation key is "{paper.key}" now, as another entry has or had that one'
            report.note('changed', paper.origin, 'key', stated[paper.origin], advice)
    return site


def _files(root: Path) -> Iterator[Path]:
    """Yield the files that may hold references, none that a link leads to."""
    try:
        paths = sorted(root.iterdir()) if root.is_dir() else [root]
    except OSError:
        return
    wanted = _SUFFIXES | _OTHERS.keys() if root.is_dir() else None
    for path in paths:
        is_named = wanted is None or path.suffix.lower() in wanted
        is_hidden = path.name.startswith('.') and root.is_dir()
        if (
            is_named
            and not is_hidden
            and path.is_file()
            and not (path.is_symlink() and root.is_dir())
        ):
            yield path


def _text(path: Path) -> tuple[str, list[str]]:
    """Return the text of a file, and what is wrong with how it is stored."""
    try:
        content = read_start(path, MAX_FILE + 1)
    except OSError:
        return '', ['it cannot be read']
    if len(content) > MAX_FILE:
        return '', [f'it has more than {MAX_FILE >> 20} MiB; cut it into smaller ones']
    text, problems = decoded(content, 'utf-8', path.name)
    return text.replace('\0', ''), [f'line {one.line} is not UTF-8' for one in problems]


def _read_file(path: Path, name: str, site: Site, report: Report, *, keep_samples: bool) -> None:
    text, flaws = _text(path)
    origin = Origin(name)
    kind = format_of(text) if text else ''
    for flaw in flaws:
        report.note('changed' if text else 'lost', origin, 'file', name, flaw)
    if not kind:
        known = _OTHERS.get(path.suffix.lower(), 'save it as BibTeX, RIS or CSL-JSON')
        advice = f'there are no references in it that can be read; {known}'
        report.files[name] = 'lost' if text.strip() or flaws else 'skipped'
        report.note('lost' if text.strip() else 'skipped', origin, 'file', name, advice)
        return
    papers = _papers(text, name, kind, report, keep_samples=keep_samples)
    site.papers += papers
    if kind == 'ORCID' and (person := read_orcid_person(text, name, report)):
        site.items.append(person)
    if papers or kind == 'ORCID':
        report.files[name] = 'imported'
        return
    fates = {note.fate for note in report.notes if note.origin.file == name}
    report.files[name] = 'skipped' if fates == {'skipped'} else 'lost'
    if not fates:
        report.note('lost', origin, 'file', name, 'there is no whole reference in it')


def _papers(text: str, name: str, kind: str, report: Report, *, keep_samples: bool) -> list[Paper]:
    if kind == 'BibTeX':
        return read_bibtex(text, name, report, keep_samples=keep_samples)
    try:
        return FORMATS[kind](text, name, report)
    except (csv.Error, RecursionError) as error:
        report.note('lost', Origin(name), 'file', name, f'it cannot be read: {error}')
        return []
