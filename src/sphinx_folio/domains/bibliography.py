"""Load the ``.bib`` files once, for Folio and for sphinxcontrib-bibtex alike."""

from os.path import normpath
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinxcontrib.bibtex.bibfile import BibFile, get_mtime

from sphinx_folio.bib import (
    NAME,
    Bibliography,
    BibliographyCache,
    CitationStyle,
    fingerprint_of,
    load,
)
from sphinx_folio.util import __version__, not_looking

from .cite import ShelvedData
from .folio import folio_domain

logger = logging.getLogger(__name__)


@not_looking()
def load_library(app: Sphinx) -> None:
    """Read the files if one has changed, and hand the sound entries to the cite domain.

    The cite domain keeps its data with the time of each file, and reads a file itself
    only when that differs: filled in here, it sees the same repaired entries as Folio.
    """
    domain = folio_domain(app.env)
    cite: Any = app.env.domains['cite']
    encoding = app.config.bibtex_encoding
    # by the names that they have in the site, even where those are links
    paths = [Path(normpath(app.confdir / name)) for name in app.config.bibtex_bibfiles]
    domain.bibliography = _open_cache(app, paths) if paths else BibliographyCache()
    files = {
        path.resolve(): BibFile(get_mtime(path.resolve()), dict.fromkeys(keys))
        for path, keys in zip(paths, domain.bibliography.keys, strict=True)
    }
    cite.data['bibdata'] = ShelvedData(encoding, files, domain.bibliography)


def keep_environment_small(app: Sphinx) -> None:
    """Take the entries out of what Sphinx stores and copies; the domain still has them."""
    cite: Any = app.env.domains['cite']
    cite.shelve()


def _open_cache(app: Sphinx, paths: list[Path]) -> BibliographyCache:
    """Return the bibliography that the last build has left, or read the files anew."""
    encoding, language = app.config.bibtex_encoding, app.config.language

    def read(cached: Bibliography | None) -> Bibliography:
        with progress_message('reading the bibliography'):
            bibliography = load(paths, encoding, Path(app.srcdir), cached)
        logger.info('%s entries in the bibliography', len(bibliography.sources))
        return bibliography

    bibliography = BibliographyCache.open(
        app.doctreedir / NAME,
        fingerprint_of(paths, encoding, f'{language} {app.config.folio_catalogue}', __version__),
        read,
        fresh=bool(app.fresh_env_used),
    )
    if style := app.config.folio_citation_style:
        bibliography.style = CitationStyle(app.confdir / style, language)
    return bibliography


def setup_library(app: Sphinx) -> None:
    """Load the files before sphinxcontrib-bibtex (priority 500) looks at them."""
    app.connect('builder-inited', load_library, priority=400)
    app.connect('builder-inited', keep_environment_small, priority=600)
