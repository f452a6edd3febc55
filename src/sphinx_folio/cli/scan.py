"""A site's facts, read from its pages and ``.bib`` files without building it."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from os.path import normpath
from pathlib import Path
from typing import NamedTuple

from sphinx.config import Config
from sphinx.locale import init as init_locale

from sphinx_folio.bib import Fix, fixes, load
from sphinx_folio.build import Facts, entries_as_said, find_problems
from sphinx_folio.graph import Graph, find_doubtful_claims, find_one_sided
from sphinx_folio.html import RENDERER, find_unset
from sphinx_folio.model import (
    Mention,
    OtherSite,
    PageFacts,
    Problem,
    Publication,
    Record,
    Reference,
    claim_order,
    plan_redirects,
)
from sphinx_folio.nodes import said
from sphinx_folio.reading import (
    encoding_problems,
    find_previews,
    lines_of_text,
    misnamed_pages,
    patterns_of,
    preview_problems,
    read_page,
    title_of,
    unreadable_files,
)
from sphinx_folio.shared import CATALOG

from .settings import pages_of, read_config, source_of


class Survey(NamedTuple):
    """What was found in a site."""

    root: Path
    config: Config
    #: The title of the landing page, where the lines of timelines are read.
    title: str
    graph: Graph
    #: Path of every page, from the folder of the site, by the name of its document.
    paths: dict[str, str]
    #: Names of the ``.bib`` files, as ``conf.py`` gives them.
    bibfiles: list[str]
    encoding: str
    #: With paths as a reader in the folder of the site would write them, sorted.
    problems: list[Problem]
    #: The same of claims that may be right, which somebody is to look at.
    claims: list[Problem]
    #: The same of relations that one end alone knows, which is right most often.
    one_sided: list[Problem]
    #: Safe fixes by the path of a ``.bib`` file.
    fixes: dict[str, list[Fix]]
    #: The files of former addresses, with the document or the citation key that they lead to.
    former: dict[str, str]


def survey(root: Path, *, with_lines: bool = False) -> Survey:
    """Read the site in the folder *root*.

    :param with_lines: whether the lines of timelines are read too.

    :raises CommandError: if there is no ``conf.py``, or Python cannot run it.
    """
    root = root.resolve()
    config, problems = read_config(root)
    # names of types are translated, and no application does it here
    init_locale([], None, CATALOG)
    unreadable = list(unreadable_files(root, config))
    problems += [*unreadable, *misnamed_pages(root, config)]
    excluded = chain.from_iterable(map(patterns_of, unreadable))
    sources = pages_of(root, config, excluded)
    paths = {docname: path.as_posix() for docname, path in sources.items()}
    records: list[Record] = []
    references: list[Reference] = []
    redirects = {}
    identity = {}
    texts: dict[str, str] = {}
    pages: dict[str, PageFacts] = {}
    for docname, path in sources.items():
        source = source_of(root / path)
        page = read_page(source, docname, config, root)
        problems += [*encoding_problems(root / path, docname, source), *page.problems]
        references += page.references
        redirects[docname] = page.redirects
        identity[docname] = page.identity
        record = page.record
        if record is not None:
            record = replace(record, name=record.name or title_of(page.rest))
            records.append(record)
        if with_lines:
            texts[docname] = page.rest
            lines = tuple(lines_of_text(page.rest, docname, config, root))
            pages[docname] = PageFacts(record=record, entries=lines)
    bibfiles = [str(name) for name in config.bibtex_bibfiles or ()]
    encoding = config.bibtex_encoding
    files = [Path(normpath(root / name)) for name in bibfiles]
    bibliography = load(files, encoding, root, is_shown=False)
    problems += bibliography.problems
    previews = find_previews(bibliography.publications.values(), root, config.folio_allow)
    problems += preview_problems(bibliography.publications, previews)
    if config.html_math_renderer in {None, RENDERER}:
        problems += find_unset(bibliography.publications.values())
    name_of = _namer(records, bibliography.publications, texts)
    lines_as_records = entries_as_said(pages, partial(said, name_of=name_of))
    # what they have is for a build to read
    sites = dict.fromkeys(config.intersphinx_mapping or (), OtherSite(is_read=False))
    graph = Graph([*records, *lines_as_records], bibliography.publications, sites=sites)
    entries = bibliography.publications.values()
    of_entries = chain.from_iterable(entry.former_addresses for entry in entries)
    plan = plan_redirects(redirects, {}, paths.__getitem__, of_entries)
    facts = Facts(problems, references, graph, plan, identity=identity)
    return Survey(
        root, config, title_of(texts.get(config.root_doc, '')), graph, paths, bibfiles, encoding,
        _in_order(find_problems(facts), root, paths),
        _in_order(find_doubtful_claims(graph, references, identity), root, paths),
        _in_order(find_one_sided(graph, references), root, paths),
        fixes(bibliography.sources.values()), {**plan.files, **plan.entries},
    )  # fmt: skip


def _namer(
    records: Iterable[Record], publications: Mapping[str, Publication], texts: Mapping[str, str]
) -> Callable[[Mention], str]:
    """Return a function that tells what an object or a page is called; its id, if it has none."""
    names: dict[tuple[str, str], str] = {}
    for record in sorted(records, key=claim_order):
        names.setdefault((record.kind, record.id), record.name)
    names |= {('publication', key): entry.title for key, entry in publications.items()}

    def name_of(mention: Mention) -> str:
        if mention.kind == 'page' and mention.id in texts:
            names.setdefault(mention, title_of(texts[mention.id]))
        return names.get(mention) or mention.id

    return name_of


def _in_order(problems: Iterable[Problem], root: Path, paths: dict[str, str]) -> list[Problem]:
    """Return problems, each once, by their files and lines."""
    shown = {_shown(problem, root, paths) for problem in problems}
    return sorted(shown, key=lambda problem: (problem.file, problem.line, problem.message))


def _shown(problem: Problem, root: Path, paths: dict[str, str]) -> Problem:
    """Return a problem with its paths as they are from the folder of the site."""
    file = paths.get(problem.file) or path_from(root, problem.file)
    message = problem.message.replace(f'{root}{os.sep}', '')
    shared = problem.shared.replace(f'{root}{os.sep}', '')
    return problem._replace(file=file, message=message, shared=shared)


def path_from(root: Path, file: str) -> str:
    """Return the path of a file from the folder of the site, if it is in there."""
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
