"""What the repository's own documents promise."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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
    steps = [step['run'] for job in jobs for step in job['steps'] if 'run' in step]
    return [step.removeprefix('bash .ci/plain ') for step in steps]


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
    at_night = runs('.github/workflows/nightly.yml')
    assert 'nox -s nightly' in at_night
    assert 'nox -s themes' in at_night


@pytest.fixture(scope='module')
def lock() -> dict[str, list[dict[str, Any]]]:
    """Return the packages of uv.lock by their names, without this one."""
    packages: dict[str, list[dict[str, Any]]] = {}
    for package in tomllib.loads((ROOT / 'uv.lock').read_text(encoding='utf-8'))['package']:
        if package['source'] != {'editable': '.'}:
            packages.setdefault(package['name'], []).append(package)
    return packages


def files_of(package: dict[str, Any]) -> list[dict[str, str]]:
    return [*package.get('wheels', ()), *filter(None, [package.get('sdist')])]


def test_all_that_is_installed_comes_from_one_registry_and_has_a_hash(
    lock: dict[str, list[dict[str, Any]]],
) -> None:
    packages = [package for of_name in lock.values() for package in of_name]
    assert {'hatchling', 'editables', 'nox'} < lock.keys()
    assert len({item['source']['registry'] for item in packages}) == 1
    files = [file for item in packages for file in files_of(item)]
    assert len({urlsplit(file['url'])[:2] for file in files}) == 1
    for package in packages:
        assert package['wheels'], package['name']
        for file in files_of(package):
            assert re.fullmatch('sha256:[0-9a-f]{64}', file['hash']), package['name']


def test_nox_is_that_of_the_lock(lock: dict[str, list[dict[str, Any]]]) -> None:
    """After a change of uv.lock, the command in the first lines of the file makes it anew."""
    text = (ROOT / '.ci/nox.txt').read_text(encoding='utf-8')
    pins = re.findall(r'(?m)^([a-z0-9-]+)==(\S+)((?:.*\\\n)*.*)', text)
    assert {name for name, _version, _rest in pins} == with_needs('nox', lock)
    for name, version, rest in pins:
        (package,) = [package for package in lock[name] if package['version'] == version]
        hashes = re.findall('--hash=(\\S+)', rest)
        assert sorted(hashes) == sorted(file['hash'] for file in files_of(package))


def with_needs(name: str, lock: dict[str, list[dict[str, Any]]]) -> set[str]:
    found, todo = set(), [name]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [need['name'] for item in lock[name] for need in item.get('dependencies', ())]
    return found


def test_ci_installs_nothing_without_a_hash() -> None:
    for path in ('ci', 'nightly', 'linkcheck'):
        steps = runs(f'.github/workflows/{path}.yml')
        installed = {step for step in steps if 'pip install' in step}
        assert installed == {'python -m pip install --require-hashes -r .ci/nox.txt'}


def test_no_output_of_a_stranger_commands_the_runner() -> None:
    for path in (ROOT / '.github/workflows').glob('*.yml'):
        commands = re.findall(r'(?m)^ *(?:- )?run: (.*\bnox -s.*)', path.read_text('utf-8'))
        assert commands
        assert all(command.startswith('bash .ci/plain nox -s ') for command in commands)
    program = "print('::error::x'); raise SystemExit(3)"
    command = ['bash', '.ci/plain', sys.executable, '-c', program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    first, told, last = done.stdout.splitlines()
    assert done.returncode == 3
    assert first == f'::stop-commands::{last.strip(":")}'
    assert told == '::error::x'
    assert re.fullmatch('::[0-9a-f]{32}::', last)


def test_a_lock_file_is_shown_in_pull_requests() -> None:
    assert 'linguist' not in (ROOT / '.gitattributes').read_text(encoding='utf-8')


def test_all_that_is_more_than_content_has_an_owner() -> None:
    owners = (ROOT / '.github/CODEOWNERS').read_text(encoding='utf-8')
    owned = re.findall(r'(?m)^/(\S+) @sphinx-folio/maintainers$', owners)
    script = (ROOT / '.ci/summary.py').read_text(encoding='utf-8')
    folders = re.findall(r"(?m)^    '(\S+/)': '", script)
    assert {'src/', '.github/'} < set(folders)
    assert set(owned) == {'*', *folders}


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
