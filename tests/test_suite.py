"""What the tests promise of themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SKIPPING = """
import pytest


def test_good() -> None:
    pass


@pytest.mark.skip(reason='not here')
def test_skipped() -> None:
    pass
"""


@pytest.mark.parametrize(('ci', 'status'), [('true', 1), ('', 0)])
def test_a_skipped_test_fails_the_session_on_ci(tmp_path: Path, ci: str, status: int) -> None:
    for name in ('conftest.py', 'one_process.py', 'support.py'):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / 'test_skipping.py').write_text(SKIPPING, encoding='utf-8')
    (tmp_path / 'pytest.ini').touch()
    environment = {name: value for name, value in os.environ.items() if 'PYTEST' not in name}
    run = subprocess.run(
        [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', str(tmp_path)],
        env=environment | {'CI': ci},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == status, run.stdout + run.stderr
    assert ('skipped on CI, so failed: test_skipping.py::test_skipped' in run.stdout) == bool(ci)
