"""Load the ``.bib`` files once, for Folio and for sphinxcontrib-bibtex alike."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinxcontrib.bibtex.bibfile import BibFile, get_mtime

from sphinx_folio.bib import (
    NAME,
    Findings,
    Library,
    Shelf,
    complete,
    digest_of,
    is_container,
    lint,
    read_publication,
)
from sphinx_folio.model import Author, Link, Publication
from sphinx_folio.util import __version__, digest, digest_of_bytes

from .cite import ShelvedData
from .folio import FolioDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_folio.model import Problem


logger = logging.getLogger(__name__)

#: Digits of a stamp that stand for the language and the form of publications.
LANGUAGE = 24
#: A publication that an older version has left may lack a field.
_FIELDS = [*(field.name for field in fields(Publication)), *Author._fields]
_FIELDS += [*Link._fields, *Findings._fields]


def load_library(app: Sphinx) -> None:
    """Read the files if one has changed, and hand the sound entries to the cite domain.

    The cite domain keeps its data with the time of each file, and reads a file itself
    only when that differs: filled in here, it sees the same repaired entries as Folio.
    """
    domain = app.env.domains['folio']
    cite: Any = app.env.domains['cite']
    assert isinstance(domain, FolioDomain)
    encoding = app.config.bibtex_encoding
    paths = [(Path(app.confdir) / name).resolve() for name in app.config.bibtex_bibfiles]
    stamp = _stamp(app, paths)
    shelf = Shelf.recall(app.doctreedir / NAME) if paths and not app.fresh_env_used else None
    if shelf is None or shelf.stamp != stamp:
        # venues are printed in the language of the site
        known = shelf.findings if shelf and shelf.stamp[:LANGUAGE] == stamp[:LANGUAGE] else None
        shelf = _read_library(app, paths, stamp, known)
    domain.bibliography = shelf
    files = {
        path: BibFile(get_mtime(path), dict.fromkeys(keys))
        for path, keys in zip(paths, shelf.keys, strict=True)
    }
    cite.data['bibdata'] = ShelvedData(encoding, files, shelf)


def keep_environment_small(app: Sphinx) -> None:
    """Take the entries out of what Sphinx stores and copies; the domain still has them."""
    cite: Any = app.env.domains['cite']
    cite.shelve()


def _read_library(app: Sphinx, paths: list[Path], stamp: str, known: Findings | None) -> Shelf:
    """Read the files, and leave the result for later builds."""
    before = known or Findings({}, {}, (), frozenset())
    with progress_message('reading the bibliography'):
        library = Library()
        keys = [library.read(path, app.config.bibtex_encoding) for path in paths]
        problems = [*library.problems, *complete(library.entries)]
        publications, wrong = _read_publications(library, Path(app.srcdir), before)
        problems += [problem for found in wrong.values() for problem in found]
        problems += lint(library.entries, publications)
    works = {key for key, item in library.entries.items() if not is_container(item.entry)}
    added = {
        key: tuple(sorted(located.added))
        for key, located in library.entries.items()
        if located.added
    }
    parents = _digest_of_parents(library)
    findings = Findings(publications, added, tuple(problems), frozenset(wrong), parents)
    sound = [[key for key in found if key in works] for found in keys]
    shelf = Shelf.filled(stamp, sound, findings, library.data)
    if paths:
        shelf.keep(app.doctreedir / NAME)
    logger.info('%s entries in the bibliography', len(library.entries))
    return shelf


def _digest_of_parents(library: Library) -> str:
    entries = library.entries
    named = ','.join(
        located.entry.fields.get(field, '')
        for located in entries.values()
        for field in ('crossref', 'xdata')
    )
    names = {name.strip().lower() for name in named.split(',')}
    parents = [key for key in entries if key.lower() in names]
    return digest([(name, digest_of(entries[name].entry)) for name in sorted(parents)])


def _read_publications(
    library: Library, root: Path, before: Findings
) -> tuple[dict[str, Publication], dict[str, list[Problem]]]:
    """Read each entry that is new or changed; return also what is wrong, by citation key."""
    publications: dict[str, Publication] = {}
    problems = {}
    for order, (key, located) in enumerate(library.entries.items()):
        if is_container(located.entry):
            continue
        known = before.publications.get(key)
        if known and known.digest == digest_of(located.entry) and key not in before.unsound:
            publication = replace(known, file=located.file, line=located.line)
        else:
            publication, wrong = read_publication(located, root)
            if wrong:
                problems[key] = wrong
        publications[key] = replace(publication, order=order)
    return publications, problems


def _stamp(app: Sphinx, paths: list[Path]) -> str:
    """Return what tells whether the library must be read again; first, its language."""
    files = [(str(path), _digest_of_file(path)) for path in paths]
    language = digest((app.config.language, __version__, _FIELDS))
    return language + digest((app.config.bibtex_encoding, files))


def _digest_of_file(path: Path) -> str:
    try:
        return digest_of_bytes(path.read_bytes())
    except OSError:
        return ''


def setup_library(app: Sphinx) -> None:
    """Load the files before sphinxcontrib-bibtex (priority 500) looks at them."""
    app.connect('builder-inited', load_library, priority=400)
    app.connect('builder-inited', keep_environment_small, priority=600)
