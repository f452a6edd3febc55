"""The fixtures that build tiny sites; on CI, a skipped test fails the session."""

from __future__ import annotations

import copy
import os
import shutil
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from one_process import remember
from sphinx.testing.util import SphinxTestApp
from support import CONF, Built, Site, index_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from support import MakeSite

pytest_plugins = ('sphinx.testing.fixtures',)
remember()


@pytest.fixture
def fresh_app(make_app: Callable[..., SphinxTestApp]) -> Callable[..., SphinxTestApp]:
    """Return a function that makes an application as the first one of a process."""
    before: list[SphinxTestApp] = []

    def make(**options: Any) -> SphinxTestApp:
        for app in before:
            app.cleanup()  # Sphinx complains of nodes that are known already
        before[:] = [make_app(**options)]
        return before[0]

    return make


class TidyApp(SphinxTestApp):
    """An application that leaves Sphinx, once it has built, as it found it.

    The next application of the process is then like the first one, whoever makes it,
    and what this one has read, written and warned of may still be looked at.
    """

    def build(self, *args: Any, **kwargs: Any) -> None:
        """Build, and forget the nodes, roles and translations that Sphinx knows by now."""
        try:
            super().build(*args, **kwargs)
        finally:
            self.cleanup()
            # Sphinx logs to this stream until the next application comes.
            self._warning = StringIO(self.warning.getvalue())


def _maker(make_app: Callable[..., SphinxTestApp], place: Callable[[str], Path]) -> MakeSite:
    """Return a function that writes a tiny site to a place, and builds it."""

    def make(
        files: Mapping[str, str | bytes | Path],
        *,
        buildername: str = 'html',
        confoverrides: dict[str, Any] | None = None,
        parallel: int = 0,
        folder: str = 'site',
    ) -> Site:
        settings = dict(confoverrides or {})
        if 'references.bib' in files:
            settings.setdefault('bibtex_bibfiles', ['references.bib'])
        options = {
            'buildername': buildername,
            'confoverrides': settings,
            'parallel': parallel,
        }
        site = Site(make_app, place(folder), options)
        site.write({'conf.py': CONF, 'index.md': index_of(files), **files})
        return site.build()

    return make


@pytest.fixture
def make_site(fresh_app: Callable[..., SphinxTestApp], tmp_path: Path) -> MakeSite:
    """Return a function that writes a tiny site and builds it.

    The site has a conf.py of two lines, a page that lists every other page, and, where
    there is a references.bib, the setting that names it.
    """
    return _maker(fresh_app, lambda folder: tmp_path / folder)


@pytest.fixture(scope='module')
def make_shared_site(tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Return `make_site` for the sites that the tests of a module look at together.

    Every call has a folder of its own. What is translated while a page is resolved is
    English here, since Sphinx has forgotten the language of the site by then.
    """
    return _maker(TidyApp, lambda folder: tmp_path_factory.mktemp('shared') / folder)


def _remembering(make: MakeSite) -> MakeSite:
    """Return a function that makes a site once, however often it is asked for."""
    made: dict[str, Site] = {}

    def get(files: Mapping[str, str | bytes | Path], **options: Any) -> Site:
        key = repr((sorted(files.items()), sorted(options.items())))
        if key not in made:
            made[key] = make(files, **options)
        return made[key]

    return get


@pytest.fixture(scope='module')
def look_at(make_shared_site: MakeSite) -> MakeSite:
    """Return `make_shared_site` that builds once what several tests of a module look at."""

    def refuse(*_args: Any, **_options: Any) -> Any:
        raise AssertionError('other tests look at this site: ask "make_site" for your own')

    def make(files: Mapping[str, str | bytes | Path], **options: Any) -> Site:
        site = make_shared_site(files, **options)
        site.write = site.build = refuse  # type: ignore[method-assign]
        return site

    return _remembering(make)


@pytest.fixture(scope='module')
def begin_with(make_shared_site: MakeSite) -> MakeSite:
    """Return `make_shared_site` that gives each test a site as its first build has left it.

    That build is made once for a module. A site is put back in its place, as Sphinx begins
    anew where it finds another folder.
    """
    first = _remembering(make_shared_site)

    def get(files: Mapping[str, str | bytes | Path], **options: Any) -> Site:
        site = first(files, **options)
        saved = site.srcdir.with_name('saved')
        if saved.exists():
            shutil.rmtree(site.srcdir)
            shutil.copytree(saved, site.srcdir)
        else:
            shutil.copytree(site.srcdir, saved)
        mine = copy.copy(site)  # that another build of it stays the matter of this test
        mine._options = dict(site._options)
        return mine

    return get


@pytest.fixture
def clean_build(tmp_path: Path) -> Callable[[Site], Site]:
    """Return a function that builds the sources of a site elsewhere, from nothing."""

    def build(site: Site) -> Site:
        clean = tmp_path / 'clean'
        passed_over = shutil.ignore_patterns('_build')
        shutil.copytree(site.srcdir, clean, symlinks=True, ignore=passed_over)
        return Site(site._make_app, clean, site._options).build()

    return build


@pytest.fixture(scope='module')
def browser() -> Iterator[Any]:
    """Start one browser for all tests of a module."""
    from browser import browsing  # noqa: PLC0415  (most tests need none)

    with browsing() as started:
        yield started


@pytest.fixture(scope='session')
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the real site strictly, away from the repository."""
    builddir = tmp_path_factory.mktemp('site')
    options = {'builddir': builddir, 'confoverrides': {'nitpicky': True}}
    site = Site(SphinxTestApp, Path(__file__).parents[1], options)
    try:
        site.build()
        pages = {docname: site.html(docname) for docname in sorted(site.app.env.found_docs)}
        return Built(site.outdir, site.warnings, site.graph, pages)
    finally:
        site.app.cleanup()


#: Markers of tests that take long, those first that take longest.
LONG = ('tex', 'slow', 'browser')


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let workers begin with what takes long, so that they end together.

    A file is the work of one worker, which makes once what its tests share.
    """
    if not hasattr(config, 'workerinput'):
        return  # one process keeps the order of the files
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (_place_in_line(item), -sizes[item.path]))


def _place_in_line(item: pytest.Item) -> int:
    marks = {mark.name for mark in item.iter_markers()}
    return next((place for place, name in enumerate(LONG) if name in marks), len(LONG))


def _skipped(config: pytest.Config) -> list[Any]:
    reporter: Any = config.pluginmanager.get_plugin('terminalreporter')
    return reporter.stats.get('skipped', []) if reporter else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a skipped test fail the session where nobody looks: on CI."""
    if os.environ.get('CI') == 'true' and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name the tests that were skipped on CI."""
    if os.environ.get('CI') == 'true':
        for report in _skipped(config):
            terminalreporter.write_line(f'skipped on CI, so failed: {report.nodeid}', red=True)
