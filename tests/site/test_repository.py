"""What the repository's own documents promise."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
import yaml

from sphinx_folio.reading.front_matter import read_front_matter

if TYPE_CHECKING:
    from sphinx_folio.reading.front_matter import FrontMatter

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize('session', ['build', 'tests', 'site'])
def test_ci_runs_the_commands_of_the_readme(session: str) -> None:
    command = f'python3 -m pip install nox && nox -s {session}'
    assert f'\n{command} ' in (ROOT / 'README.md').read_text(encoding='utf-8')
    assert f"run '{command}'" in (ROOT / '.ci/run').read_text(encoding='utf-8')


def runs(path: str) -> list[str]:
    """Return what a workflow runs, in its order."""
    jobs = yaml.safe_load((ROOT / path).read_text(encoding='utf-8'))['jobs'].values()
    return [step['run'] for job in jobs for step in job['steps'] if 'run' in step]


def test_ci_asks_the_linters_first_and_builds_the_site_once() -> None:
    commands = re.findall(
        r"^run '.*nox -s (\w+)", (ROOT / '.ci/run').read_text('utf-8'), re.MULTILINE
    )
    # after the site with its PDFs there is nothing left to build
    assert commands == ['lint', 'site', 'build', 'tests']


def test_every_test_runs_somewhere_and_coverage_is_measured_once() -> None:
    asked = runs('.github/workflows/ci.yml')
    assert asked.count('nox -s coverage') == 1
    assert 'nox -s tests -- -m "not (slow or tex or browser)"' in asked
    assert 'nox -s minimums' in asked
    assert 'nox -s nightly' in runs('.github/workflows/nightly.yml')


@pytest.fixture(scope='module')
def contributing() -> str:
    return (ROOT / 'CONTRIBUTING.md').read_text(encoding='utf-8')


def read_page_to_paste(contributing: str, old: str = '', new: str = '') -> FrontMatter:
    (block,) = re.findall(r'(?ms)^ +````markdown\n(.*?)^ +````$', contributing)
    source = dedent(block).replace(old, new)
    return read_front_matter(
        source, docname='people/jane-doe', page_id='jane-doe', expected='person'
    )


def test_the_page_to_paste_is_right(contributing: str) -> None:
    page = read_page_to_paste(contributing)
    assert page.problems == ()
    assert page.record is not None
    assert page.record.name == 'Jane Doe'


def test_the_message_shown_is_the_message_given(contributing: str) -> None:
    (problem,) = read_page_to_paste(contributing, 'group: phd', 'group: PhD').problems
    shown = (
        f'{problem.file}.md:{problem.line}: WARNING: {problem.message} [folio.{problem.subtype}]'
    )
    assert f'\n{shown}\n' in contributing
