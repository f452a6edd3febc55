"""What the repository's own documents promise."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from sphinx_folio.frontmatter import read_front_matter

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize('session', ['build', 'tests'])
def test_ci_runs_the_commands_of_the_readme(session: str) -> None:
    command = f'python3 -m pip install nox && nox -s {session}'
    assert f'\n{command} ' in (ROOT / 'README.md').read_text(encoding='utf-8')
    assert f"run '{command}'" in (ROOT / '.ci/run').read_text(encoding='utf-8')


def test_the_page_to_paste_is_right() -> None:
    text = (ROOT / 'CONTRIBUTING.md').read_text(encoding='utf-8')
    (block,) = re.findall(r'^ +````markdown\n(.*?)^ +````$', text, re.DOTALL | re.MULTILINE)
    page = read_front_matter(
        dedent(block), docname='people/jane-doe', page_id='jane-doe', expected='person'
    )
    assert page.problems == ()
    assert page.record is not None
    assert page.record.name == 'Jane Doe'
