"""Load the ``.bib`` files once, for Folio and for sphinxcontrib-bibtex alike."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from .bibfile import Library
from .bibliography import read_publication
from .domain import FolioDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def load_library(app: Sphinx) -> None:
    """Read the files if one has changed, and hand the sound entries to the cite domain.

    The cite domain keeps its data with the time of each file, and reads a file itself
    only when that differs: filled in here, it sees the same repaired entries as Folio.
    """
    domain = app.env.domains['folio']
    assert isinstance(domain, FolioDomain)
    cite: Any = app.env.domains['cite']
    encoding = app.config.bibtex_encoding
    paths = [(Path(app.confdir) / name).resolve() for name in app.config.bibtex_bibfiles]
    stamp = tuple((str(path), encoding, _digest(path)) for path in paths)
    if domain.data['library'][0] != stamp:
        library = Library()
        keys = {path: dict.fromkeys(library.read(path, encoding)) for path in paths}
        problems = list(library.problems)
        domain.publications.clear()
        for order, (key, located) in enumerate(library.entries.items()):
            domain.publications[key], wrong = read_publication(located, order)
            problems += wrong
        domain.data['library'] = (stamp, tuple(problems))
        domain.forget_graph()
        files = {path: BibFile(mtime=get_mtime(path), keys=keys[path]) for path in paths}
        cite.data['bibdata'] = BibData(encoding=encoding, bibfiles=files, data=library.data)
        logger.info('%s entries in the bibliography', len(library.entries))
    else:
        files = {
            path: file._replace(mtime=get_mtime(path))
            for path, file in cite.bibdata.bibfiles.items()
        }
        cite.data['bibdata'] = cite.bibdata._replace(bibfiles=files)


def _digest(path: Path) -> str:
    try:
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ''


def setup_library(app: Sphinx) -> None:
    """Load the files before sphinxcontrib-bibtex looks at them."""
    app.connect('builder-inited', load_library, priority=400)
