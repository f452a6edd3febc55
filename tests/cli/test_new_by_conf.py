"""What ``conf.py`` says decides where a new page goes, what it may be called, and its text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_folio.__main__ import main
from sphinx_folio.model import MAIN_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parents[2]
PERSON = '---\nperson:\n  name: Jane\n---\n\n# Jane\n'


def write(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')


def new(site: Path, *arguments: str) -> int:
    return main(['new', *arguments, '--root', str(site)])


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob('*.md')}


@pytest.mark.parametrize(
    ('folders', 'kind', 'page'),
    [
        ({'members': 'person'}, 'person', 'members/jane-doe.md'),
        ({'/members/': 'person'}, 'person', 'members/jane-doe.md'),
        ({'team/now': 'person', 'team/past': 'person'}, 'person', 'team/now/jane-doe.md'),
        ({'members': 'person'}, 'project', 'projects/jane-doe.md'),
        ({}, 'topic', 'topics/jane-doe.md'),
        (['wrong'], 'person', 'people/jane-doe.md'),
        ({'our/talks': 'entry', 'news': 'entry'}, 'talk', 'our/talks/jane-doe.md'),
        ({'posts': 'entry'}, 'talk', 'talks/jane-doe.md'),
    ],
)
def test_a_page_goes_into_the_folder_of_its_kind(
    tmp_path: Path, folders: Any, kind: str, page: str
) -> None:
    write(tmp_path, {'conf.py': f'folio_folders = {folders!r}\n'})
    assert new(tmp_path, kind, 'Jane Doe') == 0
    assert pages(tmp_path) == {page, f'{page.rpartition("/")[0]}/index.md'}


def test_comments_name_the_folders_of_the_site(tmp_path: Path) -> None:
    folders = {'members': 'person', 'themes': 'topic'}
    write(tmp_path, {'conf.py': f'folio_folders = {folders!r}\n'})
    new(tmp_path, 'project', 'Disk')
    text = (tmp_path / 'projects/disk.md').read_text(encoding='utf-8')
    assert 'names of files in members/, without' in text
    assert 'names of files in themes/, without' in text


@pytest.mark.parametrize(
    ('conf', 'kind', 'says'),
    [
        (
            'folio_folders = {"projects": "person"}',
            'project',
            'is the folder of a person; name one of a project in',
        ),
        ('folio_folders = {"talks": "topic"}', 'talk', 'a topic; name one of an entry in'),
        ('exclude_patterns = ["people"]', 'person', 'leaves {page} out of the site; correct'),
        ('exclude_patterns = ["**/jane-*"]', 'person', 'leaves {page} out of the site; correct'),
        ('html_static_path = ["people"]', 'person', 'leaves {page} out of the site; correct'),
    ],
)
def test_refuses_a_page_that_the_build_would_not_take(
    tmp_path: Path, conf: str, kind: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {'conf.py': conf})
    assert new(tmp_path, kind, 'Jane Doe') == 1
    assert says.format(page=tmp_path / 'people/jane-doe.md') in capsys.readouterr().err
    assert pages(tmp_path) == set()


@pytest.mark.parametrize('twin', ['guide/examples/jane-doe.md', 'people/old/jane-doe.md'])
def test_an_id_is_free_where_only_a_page_that_is_left_out_has_it(tmp_path: Path, twin: str) -> None:
    write(tmp_path, {twin: PERSON, 'conf.py': ''})
    assert new(tmp_path, 'person', 'Jane Doe') == 1
    write(tmp_path, {'conf.py': 'exclude_patterns = ["guide/examples", "people/old"]'})
    assert new(tmp_path, 'person', 'Jane Doe') == 0


def test_a_page_that_only_its_folder_makes_a_person_has_an_id_too(tmp_path: Path) -> None:
    write(tmp_path, {'conf.py': '', 'people/old/jane-doe.md': '# Jane\n'})
    assert new(tmp_path, 'person', 'Jane Doe') == 1


def test_the_command_of_the_readme_works_in_this_repository(tmp_path: Path) -> None:
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    arguments = re.search(r'nox -s new -- (person) "(.+?)"`', readme)
    assert arguments
    for name in ('guide', 'people'):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / 'conf.py', tmp_path)
    assert list((tmp_path / 'guide/examples').rglob('jane-doe.md'))
    assert new(tmp_path, *arguments.groups()) == 0
    assert (tmp_path / 'people/jane-doe.md').is_file()


@pytest.mark.parametrize(
    ('conf', 'says'),
    [
        (
            'import os\n1 / 0\n',
            'conf.py cannot be run: line 2: ZeroDivisionError: division by zero',
        ),
        ('import nothing_of_that_name', "line 1: ModuleNotFoundError: No module named 'nothing_"),
        ('project = ', 'conf.py cannot be run: There is a syntax error in your'),
        ('raise SystemExit', 'called sys.exit()'),
    ],
)
def test_a_conf_py_that_fails_gives_one_line(
    tmp_path: Path, conf: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {'conf.py': conf})
    assert new(tmp_path, 'person', 'Jane Doe') == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith('new: ')
    assert says in line


def test_an_unknown_kind_gives_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {'conf.py': ''})
    assert new(tmp_path, 'persn', 'Jane Doe') == 2
    message = 'new: "persn" is no kind of page; did you mean "person"?\n'
    assert capsys.readouterr().err == message


@pytest.mark.parametrize('domain', ['folio', 'py', 'c', 'rst', None])
def test_new_pages_build_strictly_whatever_the_primary_domain(
    tmp_path: Path, make_app: Callable[..., SphinxTestApp], domain: str | None
) -> None:
    conf = f'extensions = ["sphinx_folio"]\nnitpicky = True\nprimary_domain = {domain!r}\n'
    folders = {'members': 'person', 'work': 'project', 'themes': 'topic', 'our/talks': 'entry'}
    conf += f'folio_folders = {folders!r}\nfolio_entry_kinds = {{"patents": "Patents & more"}}\n'
    write(tmp_path, {'conf.py': conf, 'index.md': '# Site\n'})
    for kind in (*MAIN_KINDS, 'talk'):
        assert new(tmp_path, kind, 'Jane Doe') == 0
    assert new(tmp_path, 'patent', 'Log') == 0
    page = tmp_path / 'members/jane-doe.md'
    text = re.sub('(?m)^% Take .*\n', '', page.read_text(encoding='utf-8'))
    page.write_text(re.sub('(?m)^% ?', '', text), encoding='utf-8')  # the example of a timeline
    app = make_app('html', srcdir=tmp_path)
    app.build()
    assert app.warning.getvalue() == ''
    html = (app.outdir / 'members/jane-doe.html').read_text(encoding='utf-8')
    assert 'folio-profile' in html
    assert 'folio-entry-title' in html
    assert {'our/talks/jane-doe', 'patents/log'} <= app.env.found_docs
    assert app.env.titles['patents/index'].astext() == 'Patents & more'
