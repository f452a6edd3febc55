"""Load the ``.bib`` files once, for Folio and for sphinxcontrib-bibtex alike."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinxcontrib.bibtex.bibfile import BibFile, get_mtime

from sphinx_folio import __version__
from sphinx_folio.bib import (
    NAME,
    Findings,
    Shelf,
    load,
)
from sphinx_folio.model import Author, Link, Publication
from sphinx_folio.util import digest, digest_of_bytes

from .cite import ShelvedData
from .folio import FolioDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


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
    domain.shelf = shelf
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
    with progress_message('reading the bibliography'):
        bibliography = load(paths, app.config.bibtex_encoding, Path(app.srcdir), known)
    shelf = Shelf.filled(stamp, bibliography)
    if paths:
        shelf.keep(app.doctreedir / NAME)
    logger.info('%s entries in the bibliography', len(bibliography.sources))
    return shelf


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
