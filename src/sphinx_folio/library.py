"""Load the ``.bib`` files once, for Folio and for sphinxcontrib-bibtex alike."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from .bibfile import Library
from .biblatex import complete, is_container
from .biblint import lint
from .bibliography import digest_of, read_publication
from .domain import FolioDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .model import Problem

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
    # venues are printed in the language of the site, so it is part of what was read
    stamp = (app.config.language, *((str(path), encoding, _digest(path)) for path in paths))
    known_stamp = domain.data['library'][0]
    if known_stamp != stamp:
        if known_stamp[:1] != stamp[:1]:
            domain.publications.clear()
        library = Library()
        keys = {path: library.read(path, encoding) for path in paths}
        problems = [*library.problems, *complete(library.entries)]
        problems += _read_publications(domain, library, Path(app.srcdir))
        problems += lint(library.entries, domain.publications)
        domain.data['library'] = (stamp, tuple(problems))
        domain.forget_graph()
        works = {key for key, item in library.entries.items() if not is_container(item.entry)}
        files = {
            path: BibFile(get_mtime(path), {key: None for key in keys[path] if key in works})
            for path in paths
        }
        cite.data['bibdata'] = BibData(encoding=encoding, bibfiles=files, data=library.data)
        logger.info('%s entries in the bibliography', len(library.entries))
    else:
        files = {
            path: file._replace(mtime=get_mtime(path))
            for path, file in cite.bibdata.bibfiles.items()
        }
        cite.data['bibdata'] = cite.bibdata._replace(bibfiles=files)


def _read_publications(domain: FolioDomain, library: Library, root: Path) -> list[Problem]:
    """Read each entry that is new or changed; return what is wrong in any of them."""
    before, problems_of = dict(domain.publications), domain.data['entry_problems']
    after: dict[str, tuple[str, ...]] = {}
    problems = []
    domain.publications.clear()
    for order, (key, located) in enumerate(library.entries.items()):
        if is_container(located.entry):
            continue
        known = before.get(key)
        if known and known.digest == digest_of(located.entry) and not problems_of.get(key):
            publication = replace(known, file=located.file, line=located.line)
        else:
            publication, wrong = read_publication(located, root)
            after[key] = tuple(problem.message for problem in wrong)
            problems += wrong
        domain.publications[key] = replace(publication, order=order)
    domain.data['added_fields'] = {
        key: tuple(sorted(located.added))
        for key, located in library.entries.items()
        if located.added
    }
    domain.data['entry_problems'] = {key: found for key, found in after.items() if found}
    return problems


def _digest(path: Path) -> str:
    try:
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ''


def setup_library(app: Sphinx) -> None:
    """Load the files before sphinxcontrib-bibtex looks at them."""
    app.connect('builder-inited', load_library, priority=400)
