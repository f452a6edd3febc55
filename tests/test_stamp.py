"""When a run may be left out, and when it may not."""

from __future__ import annotations

import os
import sysconfig
import time
from typing import TYPE_CHECKING

import pytest

from sphinx_folio.pdf.freshness import Fingerprints, Stamp, fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Long ago, so that no later change has the same time.
OLD = 1_700_000_000_123_456_789


class Work:
    """A site, what was made of it, and the stamp of the last run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / 'site'
        self.file = root / 'stamp.json'

    def write(self, name: str, text: str = 'text', when: int = OLD) -> Path:
        """Write a file that was last changed long ago."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
        os.utime(path, ns=(when, when))
        return path

    def stamp(self, *arguments: str) -> Stamp:
        """Return the stamp of a run that begins now."""
        return Stamp(list(arguments), self.site, [self.site / 'output'])

    def keep(self) -> None:
        """Do as a run that ends well."""
        inputs = [str(self.root / 'outside.bib')]
        self.stamp().keep(self.file, inputs, [self.root / 'pdf/portfolio.pdf'])

    def is_kept(self) -> bool:
        """Say whether a run could be left out."""
        return self.stamp().is_kept(self.file)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    # others may be editing the package just now
    package = tmp_path / 'package'
    package.mkdir()
    monkeypatch.setattr('sphinx_folio.pdf.freshness.PACKAGE', str(package))
    # installing takes another folder
    installed = tmp_path / 'site-packages'
    (installed / 'sphinx-9.0.0.dist-info').mkdir(parents=True)
    monkeypatch.setattr(sysconfig, 'get_path', lambda _name: str(installed))
    programs = tmp_path / 'bin'
    programs.mkdir()
    monkeypatch.setenv('PATH', str(programs))
    made = Work(tmp_path)
    made.write('bin/xelatex').chmod(0o755)
    made.write('package/view.py')
    made.write('site/conf.py')
    made.write('site/people/jane-doe.md')
    made.write('outside.bib')
    made.write('pdf/portfolio.pdf')
    made.keep()
    return made


def test_nothing_has_changed(work: Work) -> None:
    assert work.is_kept()


def _remove_stamp(work: Work) -> None:
    work.file.unlink()


def _damage_stamp(work: Work) -> None:
    work.file.write_text('{"facts": ', encoding='utf-8')


def _empty_stamp(work: Work) -> None:
    work.file.write_text('{}', encoding='utf-8')


def _misuse_stamp(work: Work) -> None:
    work.file.write_text('[["inputs"]]', encoding='utf-8')


def _change_page(work: Work) -> None:
    work.write('site/people/jane-doe.md', when=OLD + 1)


def _grow_page(work: Work) -> None:
    work.write('site/people/jane-doe.md', 'longer text')


def _add_page(work: Work) -> None:
    work.write('site/people/john-doe.md')


def _remove_page(work: Work) -> None:
    (work.site / 'people/jane-doe.md').unlink()


def _change_package(work: Work) -> None:
    work.write('package/view.py', 'longer text')


def _change_outside(work: Work) -> None:
    work.write('outside.bib', 'longer text')


def _remove_outside(work: Work) -> None:
    (work.root / 'outside.bib').unlink()


def _change_pdf(work: Work) -> None:
    work.write('pdf/portfolio.pdf', 'longer text')


def _remove_pdf(work: Work) -> None:
    (work.root / 'pdf/portfolio.pdf').unlink()


def _renew_tex(work: Work) -> None:
    work.write('bin/xelatex', when=OLD + 1)


def _remove_tex(work: Work) -> None:
    (work.root / 'bin/xelatex').unlink()


def _renew_sphinx(work: Work) -> None:
    folder = work.root / 'site-packages/sphinx-9.0.0.dist-info'
    folder.rename(folder.with_name('sphinx-9.1.0.dist-info'))


def _touch_page_now(work: Work) -> None:
    os.utime(work.site / 'people/jane-doe.md')


@pytest.mark.parametrize(
    'change',
    [
        _remove_stamp,
        _damage_stamp,
        _empty_stamp,
        _misuse_stamp,
        _change_page,
        _grow_page,
        _add_page,
        _remove_page,
        _change_package,
        _change_outside,
        _remove_outside,
        _change_pdf,
        _remove_pdf,
        _renew_tex,
        _remove_tex,
        _renew_sphinx,
        _touch_page_now,
    ],
)
def test_any_change_and_any_doubt_asks_for_a_run(
    work: Work, change: Callable[[Work], None]
) -> None:
    change(work)
    assert not work.is_kept()


def test_another_command_asks_for_a_run(work: Work) -> None:
    assert not work.stamp('cv/jane-doe').is_kept(work.file)


@pytest.mark.parametrize('name', ['SOURCE_DATE_EPOCH', 'READTHEDOCS_VERSION', 'LC_ALL', 'TZ'])
def test_the_environment_counts(work: Work, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, '1')
    assert not work.is_kept()


def test_tomorrow_asks_for_a_run(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, 'strftime', lambda _form: 'tomorrow')
    assert not work.is_kept()


@pytest.mark.parametrize(
    'name',
    [
        '_build/html/index.html',
        'output/portfolio.pdf',
        '.git/index',
        'tests/__pycache__/x.pyc',
        'node_modules/x.js',
    ],
)
def test_what_no_page_is_made_from_does_not_count(work: Work, name: str) -> None:
    work.write(f'site/{name}')
    assert work.is_kept()


def test_a_virtual_environment_does_not_count(work: Work) -> None:
    work.write('site/venv/pyvenv.cfg')
    work.write('site/venv/lib/x.py')
    assert work.is_kept()


def test_a_link_is_followed_once(work: Work) -> None:
    work.write('elsewhere/john-doe.md')
    (work.site / 'linked').symlink_to(work.root / 'elsewhere')
    (work.site / 'loop').symlink_to(work.site)
    (work.site / 'broken').symlink_to(work.root / 'nothing')
    work.keep()
    assert not work.is_kept()  # where a file should be, there is none
    (work.site / 'broken').unlink()
    work.keep()
    assert work.is_kept()
    work.write('elsewhere/john-doe.md', 'longer text')
    assert not work.is_kept()


def test_a_change_during_the_run_is_seen(work: Work) -> None:
    run = work.stamp()
    _grow_page(work)
    run.keep(work.file, [], [])
    assert not work.is_kept()


def test_a_change_outside_during_the_run_is_seen(work: Work) -> None:
    run = work.stamp()
    outside = work.write('outside.bib', 'new')
    os.utime(outside)
    run.keep(work.file, [str(outside)], [])
    assert not work.is_kept()


@pytest.mark.parametrize('age', [0, 10_000_000])
def test_a_file_that_may_change_within_one_tick_of_the_clock_is_no_proof(
    work: Work, age: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = OLD + age
    monkeypatch.setattr(time, 'time_ns', lambda: now)
    work.keep()
    assert not work.is_kept()


def test_whole_seconds_are_a_coarse_clock(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    second = 1_700_000_000 * 10**9
    work.write('site/conf.py', when=second)
    monkeypatch.setattr(time, 'time_ns', lambda: second + 10**9)
    work.keep()
    assert not work.is_kept()
    monkeypatch.setattr(time, 'time_ns', lambda: second + 3 * 10**9)
    work.keep()
    assert work.is_kept()


def test_a_file_from_the_future_is_a_file(work: Work) -> None:
    work.write('site/conf.py', when=time.time_ns() + 10**16)
    work.keep()
    assert work.is_kept()


def test_fingerprints_are_kept_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / 'kept.json'
    kept = Fingerprints(path)
    kept.keep('a', '1')
    kept.keep('b', '2')
    kept.forget(['a', 'c'])
    assert Fingerprints(path).known == {'b': '2'}


def test_a_document_that_is_not_there_has_no_fingerprint(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fingerprints(['x.tex'], tmp_path, 'XeTeX')
