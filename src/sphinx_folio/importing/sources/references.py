"""References in files of other programs: BibTeX, RIS, PubMed, CSL-JSON, ORCID, Google Scholar."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from sphinx_folio.bib import MAX_FILE, decoded
from sphinx_folio.importing.neutral import Origin, Paper, Site
from sphinx_folio.importing.references import bring_files, join, make_sound
from sphinx_folio.importing.references.bibtex import read_bibtex
from sphinx_folio.importing.references.formats import FORMATS, format_of
from sphinx_folio.importing.references.orcid import read_orcid_person
from sphinx_folio.importing.report import Report
from sphinx_folio.util import read_start

#: Names of files that may hold references.
_SUFFIXES = frozenset({'.bib', '.bibtex', '.csv', '.json', '.nbib', '.ris', '.txt', '.bbl', '.enw'})
#: Those that mostly hold something else.
_COMMON = frozenset({'.csv', '.json', '.txt'})
#: What sites of other programs have, which are more than references.
_OF_SITES = ('_config.yml', '_config.yaml', '_quarto.yml', 'config.toml', 'hugo.toml', 'hugo.yaml')
#: What other programs export that is read by none of the readers, and what to save instead.
_OTHERS = {
    '.enw': 'save it as RIS or BibTeX',
    '.rdf': 'save it as BibTeX',
    '.xml': 'save it as BibTeX',
}


def matches(root: Path) -> bool:
    """Tell whether a file, or any file right in a folder that is no site, holds references."""
    if any((root / name).exists() for name in _OF_SITES):
        return False
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
    if root.is_dir():
        _account(root, site, report)
    return site


def _account(root: Path, site: Site, report: Report) -> None:
    """Say of all else in a folder what became of it."""
    brought = {asset.source.partition('/')[0] for asset in site.assets}
    for path in sorted(root.iterdir()):
        if path.name.startswith('.') or path.name in report.files:
            continue
        report.files[path.name] = 'imported' if path.name in brought else 'skipped'
        if path.name not in brought:
            what = 'a folder' if path.is_dir() else 'no file of references'
            advice = f'it is {"a link" if path.is_symlink() else what}; name it to have it read'
            report.note('skipped', Origin(path.name), 'file', path.name, advice)


def _files(root: Path) -> Iterator[Path]:
    """Yield the files that may hold references, none that a link leads to."""
    try:
        paths = sorted(root.iterdir()) if root.is_dir() else [root]
    except OSError:
        return
    if not root.is_dir():
        yield from (path for path in paths if path.is_file())
        return
    for path in paths:
        is_named = path.suffix.lower() in _SUFFIXES | _OTHERS.keys()
        if is_named and not path.name.startswith('.') and not path.is_symlink() and path.is_file():
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
        is_other = path.suffix.lower() in _COMMON and not _is_broken(path, text)
        is_lost = bool(flaws) or (bool(text.strip()) and not is_other)
        report.files[name] = 'lost' if is_lost else 'skipped'
        report.note('lost' if is_lost else 'skipped', origin, 'file', name, advice)
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


def _is_broken(path: Path, text: str) -> bool:
    if path.suffix.lower() != '.json':
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return True
    return False


def _papers(text: str, name: str, kind: str, report: Report, *, keep_samples: bool) -> list[Paper]:
    if kind == 'BibTeX':
        return read_bibtex(text, name, report, keep_samples=keep_samples)
    try:
        return FORMATS[kind](text, name, report)
    except (csv.Error, RecursionError) as error:
        report.note('lost', Origin(name), 'file', name, f'it cannot be read: {error}')
        return []
