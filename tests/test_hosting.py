"""What Read the Docs would run, run here. Needs TeX."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
#: What a checkout holds beside the site, and what a build leaves.
NOT_CONTENT = shutil.ignore_patterns('.git', '.nox', '.venv', '_build', 'tests', '.*_cache', 'dist')

pytestmark = pytest.mark.xdist_group('tex')


@pytest.fixture(scope='module')
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run every command of the build in a copy, and return the folder of their output."""
    for tool in ('xelatex', 'latexmk'):
        if shutil.which(tool) is None:
            pytest.skip('TeX is not installed')
    checkout = tmp_path_factory.mktemp('host') / 'checkout'
    shutil.copytree(ROOT, checkout, ignore=NOT_CONTENT)
    output = checkout / '_readthedocs'
    settings = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text(encoding='utf-8'))
    environment = {
        **os.environ,
        'PATH': f'{Path(sys.executable).parent}{os.pathsep}{os.environ["PATH"]}',
        'READTHEDOCS': 'True',
        'READTHEDOCS_OUTPUT': str(output),
        'READTHEDOCS_CANONICAL_URL': 'https://folio.example.org/en/latest/',
    }
    for commands in settings['build']['jobs']['build'].values():
        for command in commands:
            done = subprocess.run(
                ['/bin/sh', '-c', command],
                cwd=checkout,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f'{command}\n{done.stdout}{done.stderr}'
    return output


def test_each_format_that_is_asked_for_is_built() -> None:
    settings = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text(encoding='utf-8'))
    assert settings['formats'] == ['pdf']
    assert set(settings['build']['jobs']['build']) == {'html', 'pdf'}


def test_exactly_one_pdf_is_in_the_format(output: Path) -> None:
    """Read the Docs refuses more than one file, and a name with two dots."""
    (pdf,) = (output / 'pdf').iterdir()
    assert pdf.name.count('.') == 1
    assert pdf.read_bytes().startswith(b'%PDF-')


def test_each_person_page_links_its_cv(output: Path) -> None:
    people = sorted(set((ROOT / 'people').glob('*.md')) - {ROOT / 'people/index.md'})
    for page in people:
        html = (output / f'html/people/{page.stem}.html').read_text(encoding='utf-8')
        (link,) = BeautifulSoup(html, 'html5lib').select('.folio-profile a[href$=".pdf"]')
        target = (output / 'html/people' / str(link['href'])).resolve()
        assert target == (output / f'html/cv/{page.stem}.pdf').resolve()
        assert target.read_bytes().startswith(b'%PDF-')
