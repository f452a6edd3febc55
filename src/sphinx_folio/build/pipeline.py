"""When every page is read: derive the graph, tell what is wrong, find what to write again.

All of it is left out while nothing has changed; then the last build's results stand.
"""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sphinx.util.display import progress_message

from sphinx_folio.domains import make_ids, tell_cite_domain
from sphinx_folio.exports import find_cvs, plan, write_exports, write_people_files, write_site_files
from sphinx_folio.graph import Placement, Ref, find_anchors, find_exports, find_files, split_lists
from sphinx_folio.html import Navigation, tidy_search_index
from sphinx_folio.model import Problem
from sphinx_folio.reading import leave_hiding
from sphinx_folio.shared import assets_of, is_website, report
from sphinx_folio.util import digest

from . import record as written
from .checks import find_problems
from .cleanup import look_of, name_pictures, remove_leftovers, static_files
from .fingerprints import Digests, all_stated, restate
from .record import Written

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.graph import Cut
    from sphinx_folio.model import Place


def describe_site(app: Sphinx, domain: FolioDomain, cvs: frozenset[str]) -> Placement:
    """Return what lists show of the site around the graph; tell the cite domain of it.

    :param cvs: the people whose CV as PDF was made.
    """
    page = app.config.folio_publications_page
    full_list = None
    if page in app.env.found_docs:
        full_list = Ref('page', page, page, app.env.titles[page].astext())
    pages = _split(app, domain) if is_website(app.builder) else {}
    if domain.navigation:
        owners = {name: place[0] for place, cuts in pages.items() for name in cuts}
        domain.navigation.owners = owners
    anchors = find_anchors(domain.listings, domain.records, domain.graph, page)
    for (docname, number), cuts in pages.items():
        if domain.listings[docname][number].kind == 'publication':
            for name, cut in cuts.items():
                anchors |= dict.fromkeys(cut.ids, (name, 0))
    ids = make_ids(anchors)
    made = cvs.intersection(domain.graph.people)  # of nobody else
    exports = find_exports(domain.listings, domain.records, domain.graph)
    is_site = is_website(app.builder)
    files = find_files(domain.graph, domain.listings, exports) if is_site else {}
    site = Placement(domain.graph, anchors, ids, exports, full_list, pages, made, files)
    references = itertools.chain.from_iterable(domain.references.values())
    cited = (item.id for item in references if item.kind == 'publication')
    cite: Any = app.env.domains['cite']
    return site._replace(labels=tell_cite_domain(cite, cited, site))


def _split(app: Sphinx, domain: FolioDomain) -> dict[Place, dict[str, Cut]]:
    return split_lists(
        domain.listings,
        domain.graph,
        app.env.found_docs,
        publications_page=app.config.folio_publications_page,
        publications=app.config.folio_publications_per_page,
        cards=app.config.folio_cards_per_page,
    )


#: Beginnings of the names of settings that decide what is told of.
_TELLING = ('folio_', 'bibtex_', 'html_math_')


def note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Remember which pages this build reads."""
    domain = cast('FolioDomain', env.domains['folio'])
    domain.read = frozenset(docnames)
    domain.before = domain.written = Written()


def update(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that show something which has changed elsewhere."""
    domain = cast('FolioDomain', env.domains['folio'])
    cvs = find_cvs(app) if app.builder.format == 'html' else frozenset()
    _prepare(app, domain, cvs)
    before = written.recall(app)
    domain.is_stopped = written.was_stopped(app)
    now = before._replace(look=look_of(app), static=static_files(app))
    if before.token == _token(app, domain, now, cvs) and not domain.is_stopped:
        domain.written = now
    else:
        with progress_message('finding what has changed'):
            now = _describe(app, domain, now)
        domain.written = now._replace(token=_token(app, domain, now, cvs))
    domain.before = before
    report((Problem.from_json(item) for item in domain.written.problems), env)
    changed = _changed(app, domain)
    domain.changed = frozenset(changed)
    written.note_begun(app, domain.read | changed)
    if domain.is_changed and not changed | domain.read:
        return [env.config.root_doc]  # otherwise Sphinx forgets that a page is gone
    return sorted(changed)


def _prepare(app: Sphinx, domain: FolioDomain, cvs: frozenset[str]) -> None:
    """Tell the domain of the build, and how to derive what pages show."""
    domain.forget_graph()
    leave_hiding(app.env, domain)
    domain.builder = app.builder
    domain.describe = partial(describe_site, app, domain, cvs)
    # Sphinx does so before it writes: of two tables that list a page, the last one counts
    app.env.toctree_includes = dict(sorted(app.env.toctree_includes.items()))
    if is_website(app.builder):
        builder = cast('StandaloneHTMLBuilder', app.builder)
        domain.navigation = Navigation(app.env, builder, app.config.folio_navigation_limit)
    if domain.is_changed or not domain.stated:
        name_pictures(app.env)
        restate(app.env, domain, domain.read if domain.stated else app.env.found_docs)


def _token(app: Sphinx, domain: FolioDomain, now: Written, cvs: frozenset[str]) -> str:
    """Return what stands for all that pages are made of, but for their own texts."""
    settings = [item for item in app.config if item.name.startswith(_TELLING)]
    told = (app.builder.name, [(item.name, item.value) for item in settings])
    stated = all_stated(domain, (Problem.from_json(item).file for item in now.problems))
    return digest((stated, domain.shelf.fingerprint, sorted(cvs), now.look, told))


def _describe(app: Sphinx, domain: FolioDomain, before: Written) -> Written:
    """Return what this build shows; the files beside its pages are not known yet."""
    digests = Digests(domain)
    site = domain.site
    lists = digests.lists()
    problems = (*find_problems(domain), *plan(app, domain, lists).problems)
    return before._replace(
        pages=digests.pages(),
        lists=lists,
        problems=[list(problem) for problem in problems],
        objects=[
            [key, domain.publications[key].title, place[0], site.ids[key]]
            for key, place in site.anchors.items()
        ],
    )


def _changed(app: Sphinx, domain: FolioDomain) -> set[str]:
    before, now = domain.before.pages, domain.written.pages
    changed = {name for name in now if before.get(name) != now[name]}
    if domain.is_stopped:
        changed |= written.unfinished(app)
    return changed & app.env.found_docs


def note_written(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Remember which pages this build writes."""
    domain = cast('FolioDomain', app.env.domains['folio'])
    domain.resolved.add(docname)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands beside the pages, remove what is gone, and remember all of it."""
    if exception:
        return
    domain = cast('FolioDomain', app.env.domains['folio'])
    if app.builder.format == 'html' and not getattr(app.builder, 'embedded', False):
        domain.written = write_exports(app, domain)
    if is_website(app.builder):
        _leave_unwritten(domain)
        domain.written = domain.written._replace(assets=assets_of(app))
        domain.written = write_people_files(app, domain)
        files = {*domain.written.files, *write_site_files(app, domain)}
        domain.written = domain.written._replace(files=sorted(files))
        remove_leftovers(app, domain.before, domain.written)
        tidy_search_index(app)
    written.keep(app, domain.before, domain.written)


def _leave_unwritten(domain: FolioDomain) -> None:
    """Remember pages that were not written, as when one file is asked for, as they were."""
    before, now = domain.before.pages, domain.written.pages
    left = {name for name in domain.changed - domain.resolved if name in now}
    if left:
        pages = now | {name: before.get(name, '') for name in left}
        domain.written = domain.written._replace(pages=pages, token='')


def setup_update(app: Sphinx) -> None:
    """Run once all pages are read, after sphinxcontrib-bibtex (priority 500)."""
    app.connect('env-before-read-docs', note_read)
    app.connect('env-updated', update, priority=600)
    app.connect('doctree-resolved', note_written)
    app.connect('build-finished', finish)
