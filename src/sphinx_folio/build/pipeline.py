"""One build, from the first page that is read to the last file that is removed.

What pages show of each other is derived when every page is read, and compared with what
the last build into the same folder has written. It is left out while nothing has changed;
then the last build's results stand.
"""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import CONFIG_OK, BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.display import progress_message

from sphinx_folio.api import Texts, texts_of
from sphinx_folio.domains import FolioDomain, cite_domain, folio_domain, read_sites
from sphinx_folio.exports import (
    cv_outputs,
    find_cvs,
    led_by_rediraffe,
    linked_outputs,
    list_outputs,
    missing_files,
    people_outputs,
    plan,
    portfolio_file,
    portfolio_of,
    website_outputs,
)
from sphinx_folio.graph import Site
from sphinx_folio.html import (
    Navigation,
    SiteBuilder,
    blocked_problems,
    find_blocked,
    index_made_pages,
    list_pages,
    not_found_output,
    publication_pages,
)
from sphinx_folio.model import Problem
from sphinx_folio.reading import (
    find_preview,
    ignore_hidden_toctree_entries,
    settle_labels,
)
from sphinx_folio.shared import (
    NOT_FOUND_PAGE,
    PORTFOLIO,
    STAND_BY,
    Output,
    assets_of,
    fingerprint_of_file,
    is_data,
    is_for_browsers,
    is_website,
    report,
)
from sphinx_folio.util import digest, digest_of_bytes, not_looking, write_if_changed

from .checks import facts_of, find_problems
from .cleanup import (
    PAGE_FOLDERS,
    STATIC_FOLDERS,
    copied_files,
    name_images,
    remove_copies,
    remove_leftovers,
    settings_fingerprint,
    static_fingerprint,
)
from .collisions import find_collisions, page_folders, pages_of_sphinx
from .contents import join_contents
from .derived_site import derive_site
from .fingerprints import ShownFingerprints, restate, stated_fingerprint, timeline_fingerprint
from .lock import FolderLock
from .record import BuildRecord, RecordFile
from .stale import Known
from .unwritable import guard_transforms, guard_translator

#: Beginnings of the names of settings that decide which problems there are.
_DECIDING = ('folio_', 'bibtex_', 'html_math_', 'sitemap_filename')
#: Pages that are read and written sooner than another process has sent what it read: with what
#: all pages state, so that a large site waits longest.
_FEW = 10
#: The event of Folio's own, in which a site learns what the graph says.
GRAPH_READY = 'folio-graph-ready'


#: What a build publishes on the domain when every page is read.
_PUBLISHED = ('derive_site', 'citation_labels', 'other_sites')


class Build:
    """A build of an application; its methods are the handlers of Sphinx's events.

    It alone decides what is stale. What it works out is published on the domain.
    """

    def __init__(self, navigation: Navigation) -> None:
        self._navigation = navigation
        self._lock: FolderLock | None = None
        self._file: RecordFile
        #: What the last build into the same folder has written, and what this one writes.
        self._before = BuildRecord()
        self._now = BuildRecord()
        #: The documents that this build reads, and that it then writes for what they show.
        self._read: frozenset[str] = frozenset()
        self._changed: frozenset[str] = frozenset()
        #: The documents that other pages have joined or left without their being read.
        self._joined: frozenset[str] = frozenset()
        #: How many processes the build was asked for; 0 before it reads.
        self._processes = 0
        #: The documents that are being written.
        self._resolved: set[str] = set()
        #: Whether a page was read or is gone, and whether all are read for new settings.
        self._is_changed = False
        self._is_configured_anew = False
        self._cvs: frozenset[str] = frozenset()
        #: What was worked out before the build has begun, by what it is made of.
        self._foreseen: dict[str, Site] = {}
        #: What this build knows of each object and page, if it had to look at them.
        self._shown: ShownFingerprints | None = None
        #: Files that others have put into Sphinx's folders before it fills them.
        self._foreign: set[str] = set()

    def enable(self, app: Sphinx) -> None:
        """Run before, between and after what Sphinx does."""
        app.add_event(GRAPH_READY)
        app.add_event(STAND_BY)
        app.connect(STAND_BY, self.foresee)
        app.connect('builder-inited', self.publish_builder)
        # when all extensions have set theirs
        app.connect('builder-inited', self.guard_writing, priority=900)
        app.connect('env-get-outdated', self.begin)
        app.connect('env-purge-doc', self.note_purged)
        app.connect('env-before-read-docs', self.note_read)
        # before Sphinx numbers sections (priority 500)
        app.connect('env-updated', self.join_contents, priority=400)
        # after sphinxcontrib-bibtex (priority 500)
        app.connect('env-updated', self.update, priority=600)
        app.connect('write-started', self.tell_builder)
        app.connect('write-started', self.clear_copies)
        app.connect('doctree-resolved', self.note_resolved)
        app.connect('html-collect-pages', self.collect_list_pages)
        # before others (priority 500) look at what there is
        app.connect('build-finished', self.finish, priority=400)

    # -- before and while pages are read -------------------------------------------------

    @not_looking()
    def foresee(self, app: Sphinx) -> None:
        """Work out what a build needs if its pages state the same as those of the last one."""
        domain = folio_domain(app.env)
        self._cvs = find_cvs(app) if app.builder.format == 'html' else frozenset()
        domain.other_sites = read_sites(app.env)
        last = replace(RecordFile(app).record, settings=settings_fingerprint(app))
        stated = self._site_fingerprint(app, domain, last)
        self._foreseen = {stated: derive_site(app, domain, self._cvs)}
        for part in ('entries', 'added_fields'):  # each is read when citations or lists ask for it
            getattr(domain.bibliography, part)
        if isinstance(app.builder, SiteBuilder):
            app.builder.read_ahead()
        _withdraw(domain)

    def publish_builder(self, app: Sphinx) -> None:
        """Let the domain know what is made."""
        folio_domain(app.env).builder = app.builder

    def guard_writing(self, app: Sphinx) -> None:
        """Let no page end the build that cannot be written."""

        def note(docname: str) -> None:
            self._file.note_unwritable(docname)  # it is opened when all pages are read

        guard_transforms(app, note)
        guard_translator(app, note)

    def begin(self, app: Sphinx, env: BuildEnvironment, *_docnames: Any) -> list[str]:
        """Begin anew, alone in the folder: an application may build more than once."""
        self._lock = FolderLock(app)
        self._lock.acquire()
        _withdraw(folio_domain(env))
        self._read = self._changed = frozenset()
        self._resolved = set()
        self._shown = None
        self._is_changed = False
        self._is_configured_anew = env.config_status != CONFIG_OK
        return []

    def note_purged(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Remember that what a page stated is forgotten."""
        self._is_changed = True

    def note_read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Remember which pages this build reads; few of them are read in this process alone."""
        self._read = frozenset(docnames)
        self._processes = app.parallel
        if 0 < len(docnames) <= _FEW:
            app.parallel = 1

    # -- when every page is read ---------------------------------------------------------

    def join_contents(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Let pages that no toctree names join the navigation."""
        self._joined = frozenset(join_contents(app))

    @not_looking()
    def update(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents that show something which has changed elsewhere."""
        domain = folio_domain(env)
        self._cvs = find_cvs(app) if app.builder.format == 'html' else frozenset()
        self._prepare(app, domain)
        self._file = RecordFile(app)
        self._before = self._file.record
        now = replace(
            self._before,
            settings=settings_fingerprint(app),
            static=static_fingerprint(app),
            templates=_templates_changed(app),
        )
        stated = self._site_fingerprint(app, domain, now)
        if self._before.site != stated or self._was_stopped:
            with progress_message('finding what has changed'):
                now = self._describe(app, domain, now)
            now = replace(now, site=self._site_fingerprint(app, domain, now))
        else:
            domain.citation_labels = now.labels
            if site := self._foreseen.pop(stated, None):  # other lines are told of by no page
                domain.published['site'] = site
        report((Problem.from_json(item) for item in now.problems), env)
        self._now = replace(now, told=_tell(app, domain))
        unfinished = self._file.unfinished(app)
        changed = self._find_changed(unfinished) & env.found_docs
        self._changed = frozenset(changed)
        self._file.begin(self._read | changed | unfinished)
        if len(self._read | changed) > _FEW or self._before.templates != now.templates:
            app.parallel = self._processes
        if len(self._read) <= _FEW:
            gc.freeze()  # what was read leaves little garbage, and what was derived none
        if self._is_changed and not changed | self._read:
            return [env.config.root_doc]  # otherwise Sphinx forgets that a page is gone
        return sorted(changed)

    @property
    def _was_stopped(self) -> bool:
        return self._file.was_stopped

    @property
    def _is_relied_on(self) -> bool:
        """Whether the files that the last build has written are those of its record."""
        return not self._was_stopped and not self._is_configured_anew

    @property
    def _is_as_before(self) -> bool:
        """Whether all pages state what they stated when the last build had written them."""
        return self._is_relied_on and self._before.site == self._now.site

    def _prepare(self, app: Sphinx, domain: FolioDomain) -> None:
        """Publish how to derive the site, and keep what each page states."""
        env = app.env
        # Sphinx does so before it writes: of two tables that list a page, the last one counts
        env.toctree_includes = dict(sorted(env.toctree_includes.items()))
        if is_website(app.builder) or is_data(app.builder):
            self._navigation.begin(app)
        domain.other_sites = read_sites(env)
        domain.derive_site = partial(derive_site, app, domain, self._cvs)
        if self._is_changed or self._read or not domain.fingerprints:
            ignore_hidden_toctree_entries(env, domain)
            settle_labels(env, domain)
            name_images(env)
            stale = self._read | self._joined if domain.fingerprints else env.found_docs
            restate(env, domain, stale)

    def _site_fingerprint(self, app: Sphinx, domain: FolioDomain, now: BuildRecord) -> str:
        """Return what stands for all that pages are made of, but for their own texts."""
        stated = stated_fingerprint(domain, (Problem.from_json(item).file for item in now.problems))
        library = (domain.bibliography.fingerprint, *cite_domain(app.env).stated())
        find = partial(find_preview, app.srcdir, app.config.folio_allow)
        previews = [find(file, path) for file, path in now.previews]
        led, sites = sorted(led_by_rediraffe(app)), domain.other_sites
        decided = _settings_fingerprint(app, domain, now)
        return digest((stated, library, previews, sites, sorted(self._cvs), decided, led))

    def _describe(self, app: Sphinx, domain: FolioDomain, now: BuildRecord) -> BuildRecord:
        """Return what this build shows; the files beside its pages are not known yet."""
        site, before = domain.site, self._before
        domain.citation_labels = cite_domain(app.env).find_labels()
        known = before.pages | before.lists
        settings = _settings_fingerprint(app, domain, now)
        recalled = Known.recalled(self._file.known)
        shown = ShownFingerprints(domain, self._navigation, settings, recalled, known)
        lists = shown.lists()
        problems = [
            *find_problems(facts_of(domain, plan(app, domain, lists))),
            *find_collisions(app, domain),
        ]
        pages, lists = shown.pages(), lists | shown.publications()
        shown.now.forget(known.keys() - pages.keys() - lists.keys())
        shown.forget_exports()
        self._shown = shown
        return replace(
            now,
            pages=pages,
            lists=lists,
            problems=[list(problem) for problem in problems],
            labels=dict(domain.citation_labels),
            previews=[
                [domain.publications[key].file, domain.publications[key].preview]
                for key in site.previews
            ],
        )

    def _find_changed(self, unfinished: set[str]) -> set[str]:
        before, now = self._before.pages, self._now.pages
        changed = {name for name in now if before.get(name) != now[name]}
        told = dict(self._before.told.items() ^ self._now.told.items())
        return unfinished | changed | told.keys()

    # -- while pages are written ---------------------------------------------------------

    def tell_builder(self, app: Sphinx, builder: Builder) -> None:
        """Let the builder of a website know what it may leave alone."""
        if isinstance(builder, SiteBuilder):
            known, now = self._known_pages(), self._now.lists
            builder.is_as_before = self._is_as_before
            is_known = self._shown is not None and self._shown.has_same_objects
            builder.has_same_objects = self._is_as_before or (is_known and self._is_relied_on)
            builder.unchanged_pages = frozenset(x for x in now if known.get(x) == now[x])

    def clear_copies(self, app: Sphinx, builder: Builder) -> None:
        """Remove copies whose originals may have gone, before Sphinx copies them again."""
        if not is_website(builder):
            return
        before, now = self._before, self._now
        for name in before.outputs.keys() & page_folders(app):
            (app.outdir / name).unlink(missing_ok=True)  # a page lies below it now
        folders: tuple[str, ...] = ()
        if self._is_configured_anew or before.static != now.static:
            folders += STATIC_FOLDERS
        if before.settings != now.settings:
            folders += (*STATIC_FOLDERS, *PAGE_FOLDERS)
        remove_copies(app, before.copied, folders)
        self._foreign = copied_files(app) - set(before.copied)

    def note_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Remember which pages this build writes."""
        self._resolved.add(docname)

    def collect_list_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield each page without a source that is not as it should be."""
        if not is_website(app.builder):
            return
        domain = folio_domain(app.env)
        index_made_pages(app, domain)
        stale = self._stale_pages(app)
        papers = stale & domain.site.paged.keys() if stale else set()
        if lists := stale - papers:
            with progress_message(f'writing {len(lists)} pages of long lists'):
                yield from list_pages(app, domain, lists)
        if papers:
            with progress_message(f'writing {len(papers)} pages of publications'):
                yield from publication_pages(app, domain, papers)

    def _stale_pages(self, app: Sphinx) -> set[str]:
        builder = cast('StandaloneHTMLBuilder', app.builder)
        known, now = self._known_pages(), self._now.lists
        own = set(assets_of(app))
        paths = {name: builder.get_output_path(name) for name in now}
        return {
            name
            for name, path in paths.items()
            if (known.get(name) != now[name] or not path.is_file())
            and path.relative_to(app.outdir).as_posix() not in own
        }

    def _known_pages(self) -> dict[str, str]:
        """Return the fingerprints of the pages without a source that the last build has left."""
        before, now = self._before, self._now
        is_as_set = (before.settings, before.templates) == (now.settings, now.templates)
        return before.lists if self._is_relied_on and is_as_set else {}

    # -- when the pages are written ------------------------------------------------------

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Finish a build that was not broken off, and let the next one go on."""
        try:
            if exception is None:
                self._finish(app, folio_domain(app.env))
        finally:
            app.parallel = self._processes or app.parallel
            if self._lock:  # a build may be broken off before it has begun
                self._lock.release()

    def _finish(self, app: Sphinx, domain: FolioDomain) -> None:
        """Write what stands beside the pages, remove what is gone, and remember all of it."""
        self._leave_unwritten()
        if is_for_browsers(app.builder):
            self._now = replace(self._now, assets=assets_of(app))
            self._write_outputs(app, domain)
        if is_website(app.builder):
            self._now = replace(self._now, made=sorted(pages_of_sphinx(app)))
            remove_leftovers(app, self._before, self._now)
            self._tell_of_blocked(app)
            copied = sorted(copied_files(app) - self._foreign)
            self._now = replace(self._now, copied=copied)
        domain.bibliography.keep()
        self._file.keep(self._now, self._shown.now.stored() if self._shown else None)

    def _tell_of_blocked(self, app: Sphinx) -> None:
        """Tell what pages cannot load, of those that this build has not written as well."""
        made, written = self._now.made, self._resolved.union(self._now.made)
        there = {*app.env.found_docs, *made} - written
        kept = {name: items for name, items in self._before.blocked.items() if name in there}
        self._now = replace(self._now, blocked=kept | find_blocked(app, sorted(written)))
        report(blocked_problems(app, self._now.blocked), app.env)

    def _leave_unwritten(self) -> None:
        """Remember pages that were not written, or not whole, as to be written again.

        A page that was not asked for is as it was.
        """
        before, now = self._before.pages, self._now.pages
        before_told, now_told = self._before.told, self._now.told
        left = {name: before.get(name, '') for name in self._changed - self._resolved}
        left |= dict.fromkeys(self._file.unwritable(), '')
        told = {name: before_told.get(name, '') for name in left if name in now_told}
        self._now = replace(self._now, told=now_told | told)
        if left := {name: value for name, value in left.items() if name in now}:
            pages = now | left
            self._now = replace(self._now, pages=pages, site='')
            if self._shown:
                self._shown.now.forget(left)

    @not_looking(stays=True)
    def _write_outputs(self, app: Sphinx, domain: FolioDomain) -> None:
        """Write each file beside the pages that is missing, or made of something else now."""
        before, now = self._before, self._now
        if self._is_up_to_date(app, domain):
            self._now = replace(now, beside=before.beside)
            return
        # a file of the site's own takes the place of one of ours, and so does a folder of pages
        own = {*now.assets, *page_folders(app)}
        made = self._outputs(app, domain)
        outputs = {output.path: output for output in made if output.path not in own}
        missing = list(missing_files(domain, app.srcdir))
        known = before.outputs if self._is_relied_on else {}
        there = _files_there(app, outputs)
        stale = [
            output
            for path, output in outputs.items()
            if known.get(path) != output.fingerprint or path not in there
        ]
        if stale:
            if is_website(app.builder):  # a page may have lain below one of them
                kept = replace(now, outputs=dict.fromkeys(outputs, ''), made=before.made)
                remove_leftovers(app, before, kept)
            with progress_message(f'writing {len(stale)} files beside the pages'):
                for output in stale:
                    write_if_changed(app.outdir / output.path, output.make())
        report(missing, app.env)
        self._now = replace(
            now,
            outputs={path: output.fingerprint for path, output in outputs.items()},
            sources={path: output.source for path, output in outputs.items() if output.source},
        )
        # a file that is missing may be there next time, with nothing else changed
        beside = '' if missing else self._beside_fingerprint(domain, self._now)
        self._now = replace(self._now, beside=beside)

    def _is_up_to_date(self, app: Sphinx, domain: FolioDomain) -> bool:
        """Tell whether all files beside the pages are there, and made of the same."""
        before, now = self._before, self._now
        known = replace(now, sources=before.sources)
        return (
            bool(now.site)
            and self._is_relied_on
            and before.beside == self._beside_fingerprint(domain, known)
            and NOT_FOUND_PAGE not in self._resolved
            and _files_there(app, before.outputs).issuperset(before.outputs)
        )

    def _beside_fingerprint(self, domain: FolioDomain, now: BuildRecord) -> str:
        """Return what stands for all that the files beside the pages are made of."""
        sources = [fingerprint_of_file(source) for source in now.sources.values()]
        timelines = timeline_fingerprint(domain)
        return digest((now.site, now.templates, now.assets, timelines, now.sources, sources))

    def _outputs(self, app: Sphinx, domain: FolioDomain) -> Iterator[Output]:
        """Yield all files beside the pages."""
        known = self._shown.now if self._shown else Known()
        yield from linked_outputs(domain, app.srcdir)
        yield from cv_outputs(app, domain.site.cvs)
        yield from list_outputs(domain, known.list_exports)
        if is_website(app.builder):
            fingerprint = digest((self._now.site, self._now.templates))
            yield from people_outputs(app, domain, known.person_exports)
            portfolio = partial(self._portfolio, app, domain)
            yield from website_outputs(app, domain, fingerprint, portfolio)
            not_found = not_found_output(app, fingerprint)
            if not_found:
                yield not_found

    def _portfolio(self, app: Sphinx, domain: FolioDomain) -> bytes:
        """Return the file for programs, of what it says of objects that nothing has touched."""
        texts = Texts()
        shown = self._shown
        if shown and self._is_relied_on:
            with suppress(OSError):
                content = (app.outdir / PORTFOLIO).read_bytes()
                if digest_of_bytes(content) == shown.now.portfolio:
                    texts = shown.touched.without(texts_of(content))
        content = portfolio_file(app, domain, texts)
        if shown:
            shown.now.portfolio = digest_of_bytes(content)
        return content


def _withdraw(domain: FolioDomain) -> None:
    """Let nobody read what is only known when all pages are read."""
    for name in (*_PUBLISHED, 'site', 'written'):
        domain.published.pop(name, None)


def _settings_fingerprint(app: Sphinx, domain: FolioDomain, now: BuildRecord) -> str:
    """Return what stands for all settings that pages are made by."""
    settings = [item for item in app.config if item.name.startswith(_DECIDING)]
    style = domain.bibliography.style and domain.bibliography.style.fingerprint
    decided = [(item.name, item.value) for item in settings]
    return digest((now.settings, app.builder.name, style, decided))


def _tell(app: Sphinx, domain: FolioDomain) -> dict[str, str]:
    """Tell the handlers of the site's own what the graph says.

    Return the fingerprint of what they let each document show. Without handlers nothing is
    worked out.

    :raises ExtensionError: if one of them returns something else.
    """
    if not app.events.listeners.get(GRAPH_READY):
        return {}
    shown: dict[str, list[Any]] = {}
    for answer in app.emit(GRAPH_READY, portfolio_of(app, domain)):
        if answer is not None and not isinstance(answer, Mapping):
            message = (
                f'a handler of "{GRAPH_READY}" returns a mapping of each document to what is '
                f'shown there, or None, but not {answer!r}'
            )
            raise ExtensionError(message)
        for docname, what in (answer or {}).items():
            shown.setdefault(docname, []).append(what)
    return {docname: digest(what) for docname, what in sorted(shown.items())}


def _files_there(app: Sphinx, paths: Iterable[str]) -> set[str]:
    """Return what is in the folders of some paths in the output; to ask for each takes longer."""
    there: set[str] = set()
    for folder in {path.rpartition('/')[0] for path in paths}:
        with suppress(FileNotFoundError, NotADirectoryError):
            start = folder and f'{folder}/'
            there.update([start + name for name in os.listdir(app.outdir / folder)])  # noqa: PTH208
    return there


def _templates_changed(app: Sphinx) -> float:
    """Return when the newest template was changed, in seconds; 0 where there are none."""
    templates: Any = getattr(app.builder, 'templates', None)
    return float(templates.newest_template_mtime()) if is_website(app.builder) else 0.0
