"""A build that is stopped at any moment, then run again to its end, equals a clean one.

The build is killed where Sphinx tells of an event, so that each moment is the same on any
machine. A file that was being written then is cut, as its missing part was in memory.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from portfolio_edits import Files, changes, differences, published
from processes import run
from support import PNG, front

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

#: The settings, and what kills the build: `STOP` is event, priority, count, and what to cut.
CONF = """\
import os
import signal
from itertools import count
from pathlib import Path

project = 'Site'
extensions = ['sphinx_folio']
bibtex_bibfiles = ['references.bib']
html_theme = 'furo'
folio_publications_per_page = 12

stop_event, stop_priority, stop_at, stop_cut = os.environ.get('STOP', ',0,0,').split(',')
stop_numbers = count(1)


def newest(folder, pattern):
    return max(Path(folder).rglob(pattern), key=lambda path: path.stat().st_mtime_ns)


def stop(app, *args):
    if next(stop_numbers) < int(stop_at):
        return
    if stop_cut:
        folder = app.outdir if stop_cut.endswith('html') else app.doctreedir
        path = newest(folder, stop_cut)
        os.truncate(path, path.stat().st_size // 2)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def setup(app):
    if stop_event:
        app.connect(stop_event, stop, int(stop_priority))
"""
PROFILE = '\n```{profile}\n```\n'
PEOPLE = 9
ENTRIES = 24


def entries(title: str, numbers: range) -> str:
    """Return a .bib file of some entries."""
    return ''.join(
        f'@article{{key{number},\n  author = {{Name{number % PEOPLE:02} Poe}},\n'
        f'  title = {{{title} {number}}},\n  journal = {{J}},\n  year = {{{2000 + number % 4}}},\n'
        '  topics = {logs},\n}\n'
        for number in numbers
    )


def person(number: int, name: str) -> str:
    """Return the page of a person, who is cited and linked to by the next one."""
    text = f'\nAfter {{person}}`poe-{(number + 1) % PEOPLE:02}`; {{cite:p}}`key{number}`.\n'
    photo = f'/{number % 2}/photo.png'
    return front('person', name=name, topics=['logs'], photo=photo) + PROFILE + text


def tree(*names: str) -> str:
    """Return a table of contents of all pages that fit some patterns."""
    return '\n'.join(['', '```{toctree}', ':glob:', '', *names, '```', ''])


BEFORE: Files = {
    'conf.py': CONF,
    'index.md': '# Site\n' + tree('people/index', 'topics/*', 'publications', 'links'),
    'people/index.md': '# People\n\n```{people}\n```\n' + tree('*'),
    **{f'people/poe-{n:02}.md': person(n, f'Name{n:02} Poe') for n in range(PEOPLE)},
    'topics/logs.md': front('topic', name='Logs') + PROFILE,
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'links.md': '# Links\n\n{doc}`/people/poe-01`, [](/people/poe-02.md)\n',
    '0/photo.png': PNG,
    '1/photo.png': PNG + b'other',
    'references.bib': entries('Title', range(ENTRIES)),
}
#: A name that is shown all over, the entries, a page less, and one more.
AFTER: Files = {
    **{name: text for name, text in BEFORE.items() if name != 'people/poe-08.md'},
    'people/poe-01.md': person(1, 'Changed Poe'),
    'people/poe-99.md': person(3, 'New Poe'),
    'references.bib': entries('New title', range(3, ENTRIES + 3)),
    '0/photo.png': PNG + b'changed',
}


class Moment(NamedTuple):
    """When a build is stopped."""

    event: str
    #: The event that is counted may come before or after what Folio does with it.
    priority: int = 500
    nth: int = 1
    #: Which file was being written: the newest of this pattern is cut to its half.
    cut: str = ''
    parallel: int = 1

    def __str__(self) -> str:
        cut = f', cutting {self.cut}' if self.cut else ''
        return f'{self.event} {self.nth} at {self.priority}{cut}, {self.parallel} at a time'


def nightly(moment: Moment) -> Any:
    """Mark a moment that is like another one, which is tried for every change."""
    return pytest.param(moment, marks=pytest.mark.slow)


PAGE, DOCTREE, ENVIRONMENT = '*.html', '*.doctree', 'environment.pickle'
EARLY, LATE = 1, 999
# For every change: one moment of reading, one of what is kept for the next build, one of each
# way of writing, and the two at which most is known but not yet kept or written.
FIRST = [
    nightly(Moment('source-read', nth=9, cut=DOCTREE)),
    nightly(Moment('env-updated', LATE)),
    Moment('env-check-consistency', cut=ENVIRONMENT),
    nightly(Moment('env-check-consistency')),
    nightly(Moment('html-page-context', nth=9, cut=PAGE)),
    Moment('html-page-context', nth=4, cut=PAGE, parallel=2),
    nightly(Moment('html-collect-pages', LATE)),
    nightly(Moment('build-finished', EARLY)),
]
AGAIN = [
    nightly(Moment('env-purge-doc', EARLY, nth=2)),
    Moment('source-read', nth=2, cut=DOCTREE),
    Moment('env-updated', LATE),
    nightly(Moment('env-check-consistency', cut=ENVIRONMENT)),
    nightly(Moment('env-check-consistency')),
    nightly(Moment('doctree-resolved', nth=3, parallel=2)),
    Moment('html-page-context', nth=2, cut=PAGE),
    nightly(Moment('html-page-context', nth=9, cut=PAGE)),
    nightly(Moment('html-page-context', nth=3, cut=PAGE, parallel=2)),
    nightly(Moment('html-collect-pages', LATE)),
    Moment('build-finished', EARLY),
]


class Folder:
    """A folder with sources and what was built of them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write some sources, and remove those that are None."""
        for name, content in files.items():
            path = self.path / 'source' / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)

    def build(self, moment: Moment | None = None) -> int:
        """Build, in a process of its own, as far as a moment; return how it ended."""
        stop = f'{moment.event},{moment.priority},{moment.nth},{moment.cut}' if moment else ''
        options = ['-q', '-b', 'html', '-j', str(moment.parallel if moment else 1)]
        command = [sys.executable, '-m', 'sphinx', *options, 'source', 'built']
        environment = {**os.environ, **({'STOP': stop} if stop else {})}
        # a group of processes of its own dies as a whole
        process = run(command, cwd=self.path, env=environment)
        assert moment or process.returncode == 0, process.stderr
        return process.returncode

    def published(self) -> dict[str, bytes]:
        """Return all that a reader gets."""
        return published(self.path / 'built')


@pytest.fixture(scope='module')
def whole(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Folder]:
    """Return a function that returns a folder with a whole build, made at the first call."""
    made: dict[str, Folder] = {}

    def get(name: str) -> Folder:
        if name not in made:
            made[name] = Folder(tmp_path_factory.mktemp(name))
            made[name].write(BEFORE if name == 'before' else AFTER)
            made[name].build()
        return made[name]

    return get


@pytest.fixture
def built_before(whole: Callable[[str], Folder]) -> Folder:
    """Return the folder of the whole build before the edits, as that build has left it."""
    folder = whole('before')
    # the fixture is made again where tests of other modules stand between
    saved = folder.path.with_name(f'{folder.path.name}-saved')
    if saved.exists():
        # in place, as Sphinx begins anew where it finds another folder
        shutil.rmtree(folder.path)
        shutil.copytree(saved, folder.path)
    else:
        shutil.copytree(folder.path, saved)
    return folder


@pytest.mark.parametrize('moment', FIRST, ids=str)
def test_a_first_build_that_was_stopped_is_finished_by_the_next(
    tmp_path: Path, whole: Callable[[str], Folder], moment: Moment
) -> None:
    folder = Folder(tmp_path)
    folder.write(AFTER)
    assert folder.build(moment) == -signal.SIGKILL
    folder.build()
    assert differences(folder.published(), whole('after').published()) == ''


@pytest.mark.parametrize('moment', AGAIN, ids=str)
def test_a_build_after_edits_that_was_stopped_is_finished_by_the_next(
    built_before: Folder, whole: Callable[[str], Folder], moment: Moment
) -> None:
    built_before.write(changes(BEFORE, AFTER))
    assert built_before.build(moment) == -signal.SIGKILL
    built_before.build()
    assert differences(built_before.published(), whole('after').published()) == ''
