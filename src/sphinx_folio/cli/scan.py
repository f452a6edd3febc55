"""A site's facts, read from its pages and ``.bib`` files without building it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.locale import init as init_locale
from sphinx.project import Project
from sphinx.util.tags import Tags

from sphinx_folio.bib import EntryCollection, complete, fixes, lint, read_publication
from sphinx_folio.config import SETTINGS
from sphinx_folio.graph import Graph, duplicate_id, entry_references
from sphinx_folio.model import Problem, Subtype, plan_redirects
from sphinx_folio.reading import expected_kind, page_id_of, read_front_matter
from sphinx_folio.shared import CATALOG

if TYPE_CHECKING:
    from sphinx_folio.bib import Fix
    from sphinx_folio.model import Publication, Record, Reference


#: Settings that are registered by what Sphinx would load, with their defaults.
_OTHER_SETTINGS: dict[str, Any] = {
    'bibtex_bibfiles': None,
    'bibtex_encoding': 'utf-8-sig',
    'html_extra_path': [],
    'html_static_path': [],
}


class SurveyError(Exception):
    """The site cannot be read at all; the message says why."""


class Pages(NamedTuple):
    """What the front matter of all pages states."""

    #: Path of every page, from the folder of the site, by the name of its document.
    paths: dict[str, str]
    records: dict[str, Record]
    references: list[Reference]
    problems: list[Problem]
    #: Former addresses of each page, with their lines.
    redirects: dict[str, tuple[tuple[str, int], ...]]


class Survey(NamedTuple):
    """What was found in a site."""

    root: Path
    graph: Graph
    #: Path of every page, from the folder of the site, by the name of its document.
    paths: dict[str, str]
    #: Names of the ``.bib`` files, as ``conf.py`` gives them.
    bibfiles: list[str]
    encoding: str
    #: With paths as a reader in the folder of the site would write them, sorted.
    problems: list[Problem]
    #: Safe fixes by the path of a ``.bib`` file.
    fixes: dict[str, list[Fix]]


def survey(root: Path) -> Survey:
    """Read the site in the folder *root*.

    :raises SurveyError: if there is no ``conf.py``, or Python cannot run it.
    """
    root = root.resolve()
    config, problems = _read_config(root)
    pages = _read_pages(root, config)
    bibfiles = [str(name) for name in config.bibtex_bibfiles or ()]
    library = EntryCollection()
    for name in bibfiles:
        library.read((root / name).resolve(), config.bibtex_encoding)
    publications, wrong = _read_library(library, root)
    records = pages.records
    graph = Graph((records[docname] for docname in sorted(records)), publications)
    problems += [*pages.problems, *wrong, *graph.problems]
    problems += graph.unknown([*pages.references, *entry_references(publications)])
    problems += (duplicate_id(second, first) for second, first in graph.duplicates)
    problems += plan_redirects(pages.redirects, {}, pages.paths.__getitem__).problems
    shown = {_shown(problem, root, pages.paths) for problem in problems}
    in_order = sorted(shown, key=lambda problem: (problem.file, problem.line, problem.message))
    found = fixes(library.entries.values())
    return Survey(root, graph, pages.paths, bibfiles, config.bibtex_encoding, in_order, found)


def _read_config(root: Path) -> tuple[Config, list[Problem]]:
    """Return what ``conf.py`` sets, and what is wrong in Folio's part of it."""
    try:
        config = Config.read(root, overrides={}, tags=Tags())
    except SphinxError as error:
        raise SurveyError(str(error).strip()) from error
    for name, default in _OTHER_SETTINGS.items():
        config.add(name, default, 'env', ())
    problems = []
    for setting in SETTINGS:
        name = f'folio_{setting.name}'
        config.add(name, setting.default, 'env', ())
        if wrong := setting.check(config[name]):
            message = f'{name}: {wrong}; the default is used'
            problems.append(Problem(Subtype.CONFIG, 'conf.py', 1, message))
            config[name] = setting.default
    # names of types are translated, and no application does it here
    init_locale([], None, CATALOG)
    return config, problems


def _read_pages(root: Path, config: Config) -> Pages:
    """Read the front matter of every Markdown page that a build would read."""
    pages = Pages({}, {}, [], [], {})
    project = Project(root, _markdown_suffixes(config))
    left_out = (
        *config.exclude_patterns,
        *config.templates_path,
        *config.html_extra_path,
        *config.html_static_path,
    )
    for docname in sorted(project.discover(left_out, config.include_patterns)):
        path = Path(project.doc2path(docname, absolute=False))
        pages.paths[docname] = path.as_posix()
        source = (root / path).read_text('utf-8-sig', errors='replace')
        _read_page(source, docname, config, pages)
    return pages


def _markdown_suffixes(config: Config) -> list[str]:
    suffixes = config.source_suffix
    known = suffixes if isinstance(suffixes, dict) else {}
    return [name for name, kind in ({'.md': 'markdown'} | known).items() if kind == 'markdown']


def _read_page(source: str, docname: str, config: Config, pages: Pages) -> None:
    """Add what one page states, as `collect` would."""
    page_id, problems = page_id_of(docname, docname.rpartition('/')[2])
    found = read_front_matter(
        source, docname=docname, page_id=page_id, expected=expected_kind(config, docname)
    )
    pages.problems.extend(found.problems)
    if found.record is not None:
        record = found.record
        name = record.name or _title(found.rest)
        pages.records[docname] = replace(record, name=name)
        pages.references.extend(found.references)
        pages.problems.extend(problems)
        pages.redirects[docname] = found.redirects


def _title(source: str) -> str:
    """Return the text of the first heading, or an empty string."""
    tokens = iter(MarkdownIt('commonmark').use(front_matter_plugin).parse(source))
    for token in tokens:
        if token.type == 'heading_open':
            parts = next(tokens).children or ()
            words = (part.content or ' ' for part in parts if not part.nesting)
            return ' '.join(''.join(words).split())
    return ''


def _read_library(
    library: EntryCollection, root: Path
) -> tuple[dict[str, Publication], list[Problem]]:
    """Return the publications of the files that were read, and what is wrong in them."""
    problems = [*library.problems, *complete(library.entries)]
    publications = {}
    for order, (key, located) in enumerate(library.entries.items()):
        if located.entry.original_type.lower() != 'xdata':
            publication, wrong = read_publication(located, root)
            publications[key] = replace(publication, order=order)
            problems += wrong
    return publications, [*problems, *lint(library.entries, publications)]


def _shown(problem: Problem, root: Path, paths: dict[str, str]) -> Problem:
    """Return a problem with its paths as they are from the folder of the site."""
    file = paths.get(problem.file) or path_from(root, problem.file)
    message = problem.message.replace(f'{root}{os.sep}', '')
    return problem._replace(file=file, message=message)


def path_from(root: Path, file: str) -> str:
    """Return the path of a file from the folder of the site, if it is in there."""
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
