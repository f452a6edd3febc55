"""What the tests promise of themselves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
SKIPPING = """
import pytest


def test_good() -> None:
    pass


@pytest.mark.skip(reason='not here')
def test_skipped() -> None:
    pass
"""


def run_pytest(
    folder: Path, tests: str, *options: str, ci: str = ''
) -> subprocess.CompletedProcess[str]:
    """Run some tests in a folder with the fixtures and hooks of this one."""
    for name in ('conftest.py', 'one_process.py', 'support.py'):
        shutil.copy(HERE / name, folder)
    (folder / 'test_some.py').write_text(tests, encoding='utf-8')
    (folder / 'pytest.ini').write_text('[pytest]\nmarkers =\n  tex\n', encoding='utf-8')
    environment = {name: value for name, value in os.environ.items() if 'PYTEST' not in name}
    return subprocess.run(
        [sys.executable, '-m', 'pytest', '-p', 'no:cacheprovider', *options, str(folder)],
        env=environment | {'CI': ci},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.mark.parametrize(('ci', 'status'), [('true', 1), ('', 0)])
def test_a_skipped_test_fails_the_session_on_ci(tmp_path: Path, ci: str, status: int) -> None:
    run = run_pytest(tmp_path, SKIPPING, '-q', ci=ci)
    assert run.returncode == status, run.stdout + run.stderr
    assert ('skipped on CI, so failed: test_some.py::test_skipped' in run.stdout) == bool(ci)


SHORT = """
import pytest


@pytest.mark.parametrize('number', range(2))
def test_short(number: int) -> None:
    pass
"""
LONG = """
import pytest


def test_before() -> None:
    pass


@pytest.mark.tex
def test_long() -> None:
    pass
"""


def test_workers_begin_with_the_file_that_takes_long(tmp_path: Path) -> None:
    (tmp_path / 'test_a.py').write_text(SHORT, encoding='utf-8')
    options = ('-n', '1', '--dist', 'loadfile', '--no-loadscope-reorder', '-v')
    run = run_pytest(tmp_path, LONG, *options)
    assert run.returncode == 0, run.stdout + run.stderr
    order = re.findall(r'PASSED \S+::(\w+)', run.stdout)
    assert order == ['test_long', 'test_before', 'test_short', 'test_short']


def test_the_tests_of_every_room_are_run(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini('norecursedirs')
    rooms = {path.parent.relative_to(HERE).as_posix() for path in HERE.glob('*/test_*.py')}
    assert 'build' in rooms
    assert rooms.isdisjoint(passed_over)
