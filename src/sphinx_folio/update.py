"""When every page is read: derive the graph, tell what is wrong, find what to write again."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from .changes import changed_documents
from .citations import CITATION, tell_cite_domain
from .cv_files import find_cvs
from .model import Problem, Reference
from .query import evaluate
from .views import Ref, Site
from .warnings import Subtype, report
from .year_pages import is_website, split_by_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import FolioDomain
    from .model import Publication, Record


def update(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that show something which has changed elsewhere."""
    domain = cast('FolioDomain', env.domains['folio'])
    cite: Any = env.domains['cite']
    domain.forget_graph()
    domain.site = describe_site(domain, app)
    cited = [item for item in _all_references(domain) if item.kind == 'publication']
    labels = tell_cite_domain(cite, (item.id for item in cited), domain.site)
    known_to_cite = {citation.key for citation in cite.citations}
    report(_problems(domain, known_to_cite), env)
    return changed_documents(app, domain, labels)


def describe_site(domain: FolioDomain, app: Sphinx) -> Site:
    """Return what lists show of the site around the graph."""
    page = app.config.folio_publications_page
    full_list = None
    if page in app.env.found_docs:
        full_list = Ref('page', page, page, app.env.titles[page].astext())
    limit = app.config.folio_publications_per_page
    year_pages = split_by_year(domain, page, limit) if is_website(app.builder) else {}
    anchors = find_anchors(domain, page)
    for pages in year_pages.values():
        for name, keys in pages.items():
            anchors |= dict.fromkeys(keys, (name, 0))
    ids = make_ids(anchors)
    made = find_cvs(app) if app.builder.format == 'html' else frozenset()
    cvs = made.intersection(domain.graph.people)  # of nobody else
    return Site(domain.graph, anchors, ids, find_exports(domain), full_list, year_pages, cvs)


def find_exports(domain: FolioDomain) -> dict[tuple[str, int], str]:
    """Return the path of the files of each list that offers them, without a suffix.

    The first list of a page has the page's name, the next ``-2`` behind it, and so on.
    """
    exports = {}
    for docname, queries in domain.listings.items():
        paths = (docname if count == 1 else f'{docname}-{count}' for count in itertools.count(1))
        for number, query in enumerate(queries):
            offers = query.kind == 'publication' and query.style != 'compact'
            if offers and evaluate(query, domain.graph):
                exports[docname, number] = next(paths)
    return exports


def find_anchors(domain: FolioDomain, publications_page: str) -> dict[str, tuple[str, int]]:
    """Return the one list, as document and number, that citations of each key lead to.

    It is the list on *publications_page*; an entry that stands on no list there is led to
    a page that is no object's, then to the first page by name.
    """
    anchors: dict[str, tuple[str, int]] = {}

    def rank(docname: str) -> tuple[bool, bool, str]:
        return (docname != publications_page, docname in domain.records, docname)

    for docname in sorted(domain.listings, key=rank):
        for number, query in enumerate(domain.listings[docname]):
            if query.kind == 'publication':
                for key in evaluate(query, domain.graph):
                    anchors.setdefault(key, (docname, number))
    return anchors


def make_ids(keys: Iterable[str]) -> dict[str, str]:
    """Return a permanent id for each citation key: the key, as far as an id may hold it."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(keys, key=lambda key: (nodes.make_id(key) != key, key)):
        base = nodes.make_id(key) or nodes.make_id(f'entry-{key}')
        forms = itertools.chain([base], (f'{base}-{number}' for number in itertools.count(2)))
        ids[key] = next(form for form in forms if form not in taken)
        taken.add(ids[key])
    return ids


def _all_references(domain: FolioDomain) -> Iterator[Reference]:
    for docname in sorted(domain.references):
        yield from domain.references[docname]


def _problems(domain: FolioDomain, known_to_cite: set[str]) -> Iterator[Problem]:
    """Yield all that is wrong, of every document and file."""
    graph = domain.graph
    for docname in sorted(domain.problems):
        yield from domain.problems[docname]
    yield from domain.data['library'][1]
    references = [
        item
        for item in _all_references(domain)
        if not (item.kind == 'publication' and item.id in known_to_cite)
    ]
    yield from graph.unknown(references)
    for item in references:
        if item.source == CITATION and item.id in graph.publications:
            message = (
                f'"{item.id}" is cited but stands on no list that it could lead to; '
                'put the publications directive on a page'
            )
            yield Problem(Subtype.REFERENCE.value, item.docname, item.line, message)
    yield from graph.unknown(entry_references(domain.publications))
    yield from graph.problems
    for second, first in graph.duplicates:
        yield duplicate_id(second, first)


def entry_references(publications: Mapping[str, Publication]) -> Iterator[Reference]:
    """Yield the ids that entries of the bibliography name."""
    for publication in publications.values():
        place = (publication.file, publication.line)
        what = f'of the entry "{publication.key}"'
        for name in publication.people:
            yield Reference('person', name, *place, f'the field "people" {what}')
        for name in publication.projects:
            yield Reference('project', name, *place, f'the field "projects" {what}')
        for name in publication.topics:
            yield Reference('topic', name, *place, f'the field "topics" {what}')
        for author in publication.authors:
            if author.person:
                yield Reference('person', author.person, *place, f'author+an {what}')


def duplicate_id(second: Record, first: Record) -> Problem:
    """Return the problem of a page whose id another page has."""
    message = (
        f'the id "{second.id}" is taken by {first.docname}.md; rename this file, '
        'as the id of a page is its file name'
    )
    return Problem(Subtype.ID.value, second.docname, 1, message)


def setup_update(app: Sphinx) -> None:
    """Run once all pages are read, after sphinxcontrib-bibtex (priority 500)."""
    app.connect('env-updated', update, priority=600)
