"""The command ``pdf``, from its arguments to the files that it leaves."""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import processes
import pytest
from support import CONF, front
from test_typeset import FAKE_LATEXMK, PNG, write_program

from sphinx_folio.__main__ import main
from sphinx_folio.pdf import Manifest, tex_path
from sphinx_folio.pdf.documents import MANIFEST
from sphinx_folio.pdf.freshness import Fingerprints

if TYPE_CHECKING:
    from subprocess import CompletedProcess

DOCUMENTS = ('portfolio', 'cv/jane-doe')


class Desk:
    """A folder in which the command is run, with a Sphinx that only pretends."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / 'conf.py').touch()
        self.latex = root / '_build/latex'
        self.pdf = root / '_build/pdf'
        self.doctrees = root / '_build/doctrees'
        #: What Sphinx was told, run by run.
        self.told: list[list[str]] = []
        self.exit_code = 0
        #: Whether Sphinx comes to the end of its build.
        self.is_ended = True
        #: Text of the LaTeX file by document.
        self.texts = dict.fromkeys(DOCUMENTS, 'text')

    def sphinx(self, arguments: list[str]) -> int:
        """Do as Sphinx with our builder does."""
        self.told.append(arguments)
        self.latex.mkdir(parents=True, exist_ok=True)
        self.doctrees.mkdir(exist_ok=True)
        chosen = [part.split('=')[1].split(',') for part in arguments if 'folio_pdfs=' in part]
        names = chosen[0] if chosen else [*self.texts]
        for name in names:
            (self.latex / tex_path(name)).write_text(self.texts[name], encoding='utf-8')
        if self.is_ended:
            Manifest(names, [*self.texts], [], 300).write(self.latex)
        return self.exit_code

    def made(self) -> list[str]:
        """Return the PDFs that are there."""
        return sorted(path.relative_to(self.pdf).as_posix() for path in self.pdf.rglob('*.pdf'))

    def runs(self) -> list[str]:
        """Return which LaTeX files became PDFs, in the order of their names."""
        return sorted((self.root / '_build/runs').read_text(encoding='utf-8').split())


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with programs that stand for TeX, which is on PATH."""
    folder = tmp_path / 'bin'
    write_program(folder, 'latexmk', FAKE_LATEXMK)
    write_program(folder, 'xelatex', 'print("XeTeX 1")')
    monkeypatch.setenv('PATH', str(folder), prepend=os.pathsep)
    return folder


@pytest.fixture
def desk(tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    root = tmp_path / 'site'
    root.mkdir()
    monkeypatch.chdir(root)
    made = Desk(root)
    monkeypatch.setattr('sphinx.cmd.build.build_main', made.sphinx)
    return made


def test_makes_every_pdf(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['pdf']) == 0
    assert desk.made() == ['cv/jane-doe.pdf', 'portfolio.pdf']
    told = capsys.readouterr()
    assert '[2/2] ' in told.out
    assert not told.err


def test_sphinx_is_strict_and_uses_our_builder(desk: Desk) -> None:
    main(['pdf', '-j', '3'])
    (arguments,) = desk.told
    assert {'-n', '-W', '--keep-going'} <= {*arguments}
    pairs = [*pairwise(arguments)]
    assert ('-b', 'folio-latex') in pairs
    assert ('-j', '3') in pairs
    assert ('-d', str(Path('_build/doctrees'))) in pairs
    assert not any('folio_pdfs' in part for part in arguments)


def test_folders_may_be_elsewhere(desk: Desk) -> None:
    desk.latex, desk.pdf, desk.doctrees = (desk.root.parent / name for name in ('l', 'p', 'd'))
    folders = [f'--latex={desk.latex}', f'--output={desk.pdf}', f'--doctrees={desk.doctrees}']
    assert main(['pdf', f'--source={desk.root}', *folders]) == 0
    assert desk.made() == ['cv/jane-doe.pdf', 'portfolio.pdf']
    assert desk.told[0][-2:] == [str(desk.root), str(desk.latex)]
    assert not (desk.root / '_build').exists()


@pytest.mark.parametrize(
    ('names', 'chosen'),
    [
        (['jane-doe'], 'cv/jane-doe'),
        (['cv/jane-doe'], 'cv/jane-doe'),
        (['portfolio'], 'portfolio'),
        (['jane-doe', 'portfolio', 'cv/jane-doe'], 'cv/jane-doe,portfolio'),
    ],
)
def test_a_name_is_a_person_or_the_portfolio(desk: Desk, names: list[str], chosen: str) -> None:
    assert main(['pdf', *names]) == 0
    assert f'folio_pdfs={chosen}' in desk.told[0]
    assert desk.made() == sorted(f'{name}.pdf' for name in chosen.split(','))


def test_what_has_not_changed_is_not_made_again(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    main(['pdf'])
    capsys.readouterr()
    assert main(['pdf']) == 0
    assert desk.runs() == ['cv-jane-doe', 'portfolio']
    assert capsys.readouterr().out.count('not changed') == 2


def test_a_part_is_made_when_all_is_made(desk: Desk) -> None:
    main(['pdf'])
    main(['pdf', 'jane-doe'])
    assert desk.runs() == ['cv-jane-doe', 'portfolio']


def test_all_is_not_made_when_a_part_is_made(desk: Desk) -> None:
    main(['pdf', 'jane-doe'])
    main(['pdf', 'jane-doe'])
    assert desk.runs() == ['cv-jane-doe']
    main(['pdf'])
    assert desk.runs() == ['cv-jane-doe', 'portfolio']


def test_all_makes_what_has_not_changed(desk: Desk) -> None:
    main(['pdf'])
    assert main(['pdf', '--all']) == 0
    assert desk.runs() == ['cv-jane-doe', 'cv-jane-doe', 'portfolio', 'portfolio']


def test_each_folder_of_pdfs_is_brought_up_to_date(desk: Desk) -> None:
    main(['pdf', '--output=one'])
    main(['pdf', '--output=two'])
    desk.texts['cv/jane-doe'] = 'new'
    for folder in ('one', 'two'):
        main(['pdf', f'--output={folder}'])
        assert (desk.root / folder / 'cv/jane-doe.pdf').read_text(encoding='utf-8') == 'new'


def test_pdfs_of_what_is_gone_are_removed_and_nothing_else(desk: Desk) -> None:
    main(['pdf'])
    (desk.pdf / 'cv/gone.pdf').touch()
    (desk.pdf / 'mine.pdf').touch()
    desk.texts = {'cv/jane-doe': 'text'}
    assert main(['pdf']) == 0
    assert desk.made() == ['cv/jane-doe.pdf', 'mine.pdf']
    assert Fingerprints(desk.pdf).by_name.keys() == {'cv/jane-doe'}


def test_what_a_crash_has_left_is_removed(desk: Desk) -> None:
    main(['pdf'])
    for name in ('portfolio.pdf.12.new', 'cv/jane-doe.pdf.12.new', 'typeset.json.12.new'):
        (desk.pdf / name).touch()
    main(['pdf'])
    left = {path.relative_to(desk.pdf).as_posix() for path in desk.pdf.rglob('*')}
    assert left == {'cv', 'cv/jane-doe.pdf', 'portfolio.pdf', 'typeset.json'}


def test_one_cv_leaves_the_others_alone(desk: Desk) -> None:
    main(['pdf'])
    main(['pdf', 'jane-doe', '--all'])
    assert desk.made() == ['cv/jane-doe.pdf', 'portfolio.pdf']


def test_a_failure_of_latex_is_told_and_asks_again(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    main(['pdf'])
    desk.texts['cv/jane-doe'] = '%exit 12'
    capsys.readouterr()
    for number in (2, 3):
        assert main(['pdf']) == 1
        assert len(desk.told) == number
        told = capsys.readouterr().err
        assert told.startswith('cv/jane-doe: no PDF\n')
        assert str(Path('_build/latex/cv-jane-doe.tex')) in told
    assert desk.made() == ['portfolio.pdf']
    assert desk.doctrees.exists()
    assert Fingerprints(desk.pdf).made() == {'portfolio'}


def test_a_failure_of_sphinx_removes_what_it_has_read(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.exit_code, desk.is_ended = 1, False
    assert main(['pdf']) == 1
    assert 'no PDF is made' in capsys.readouterr().err
    assert not desk.doctrees.exists()
    assert desk.made() == []


@pytest.mark.parametrize(('arguments', 'code'), [([], 0), (['--strict'], 1)])
def test_a_warning_of_sphinx_stops_no_pdf(
    desk: Desk, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    desk.exit_code = 1
    assert main(['pdf', *arguments]) == code
    assert ('--strict' in capsys.readouterr().err) == bool(code)
    assert desk.made() == ['cv/jane-doe.pdf', 'portfolio.pdf']
    # Sphinx would not say it again of pages that it has read
    assert not desk.doctrees.exists()


@pytest.mark.parametrize('manifest', ['', '[]', '{}', '{"documents": [{}]}'])
def test_a_damaged_list_of_documents_is_told_of(
    desk: Desk, manifest: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(arguments: list[str]) -> int:
        code = desk.sphinx(arguments)
        (desk.latex / MANIFEST).write_text(manifest, encoding='utf-8')
        return code

    monkeypatch.setattr('sphinx.cmd.build.build_main', write)
    assert main(['pdf']) == 1
    assert MANIFEST in capsys.readouterr().err


def test_what_the_system_refuses_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.root / '_build').mkdir()
    desk.pdf.write_text('a file where the folder should be', encoding='utf-8')
    assert main(['pdf']) == 1
    assert str(Path('_build/pdf')) in capsys.readouterr().err


def test_without_tex_one_line_says_what_to_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv('PATH', '')
    assert main(['pdf']) == 1
    told = capsys.readouterr()
    assert not told.out
    assert told.err.count('\n') == 1
    assert told.err.startswith('pdf: ')
    assert 'not found: xelatex, latexmk' in told.err
    assert 'install' in told.err
    assert desk.told == []


def test_without_latexmk_only_that_is_missing(
    desk: Desk, programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (programs / 'latexmk').unlink()
    monkeypatch.setenv('PATH', str(programs))
    assert main(['pdf']) == 1
    assert 'not found: latexmk. ' in capsys.readouterr().err


@pytest.mark.parametrize('jobs', ['0', '-1', 'many'])
def test_a_wrong_number_of_jobs_is_refused(desk: Desk, jobs: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(['pdf', f'-j={jobs}'])
    assert left.value.code == 2


def test_an_interruption_ends_the_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_arguments: Any, **_options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr('sphinx_folio.pdf.make.typeset', interrupt)
    assert main(['pdf']) == 130
    assert capsys.readouterr().err == 'pdf: interrupted\n'


# -- with the builder ----------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with a small site."""
    folder = tmp_path / 'real'
    pages = {
        'conf.py': CONF,
        'index.md': '# Site\n\n```{toctree}\npeople/jane-doe\n```\n',
        'people/jane-doe.md': front('person', name='Jane Doe'),
    }
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding='utf-8')
    return folder


def run(site: Path, *arguments: str) -> CompletedProcess[str]:
    """Run the command as its user does."""
    command = [sys.executable, '-m', 'sphinx_folio', 'pdf', *arguments]
    return processes.run(command, cwd=site)


def test_an_unchanged_site_is_left_alone(site: Path, programs: Path) -> None:
    first = run(site)
    assert first.returncode == 0, first.stderr
    pdfs = [site / '_build/pdf/cv/jane-doe.pdf', site / '_build/pdf/portfolio.pdf']
    made = [path.stat() for path in pdfs]
    second = run(site)
    assert second.stdout.count('not changed') == 2
    assert [path.stat() for path in pdfs] == made


def test_an_unknown_name_is_refused_by_name(site: Path, programs: Path) -> None:
    told = run(site, 'jane-do')
    assert told.returncode == 1
    assert 'cv/jane-do' in told.stderr
    assert not (site / '_build/pdf').exists()


def test_a_warning_is_told_each_time_and_stops_the_strict(site: Path, programs: Path) -> None:
    page = site / 'people/jane-doe.md'
    page.write_text(front('person', name='Jane Doe', nonesuch=1), encoding='utf-8')
    for arguments in ([], [], ['--strict'], ['--strict']):
        told = run(site, *arguments)
        assert told.returncode == len(arguments)
        assert 'nonesuch' in told.stderr
        assert (site / '_build/pdf/cv/jane-doe.pdf').is_file()


@pytest.mark.tex
def test_tex_makes_a_cv(site: Path) -> None:
    told = run(site, 'jane-doe')
    assert told.returncode == 0, told.stdout + told.stderr
    assert (site / '_build/pdf/cv/jane-doe.pdf').read_bytes().startswith(b'%PDF-')
    assert not (site / '_build/pdf/portfolio.pdf').exists()


ENTRY = '@misc{{doe2024, author = {{Doe, Jane}}, title = {{{title}}}, year = {{2024}}}}\n'
INDEX = '# Site\n\n```{toctree}\n:glob:\n\npeople/*\nnotes\n```\n'
PAGE = front('person', name='Jane Doe') + '\n![](../photo.png)\n\n```{publications}\n```\n'
SETTINGS = (
    "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n"
    "folio_allow = ['../shared.md']\n"
)
FILES: dict[str, str | bytes | None] = {
    'conf.py': SETTINGS,
    'index.md': INDEX,
    'people/jane-doe.md': PAGE,
    'people/john-doe.md': front('person', name='John Doe'),
    'notes.md': '# Notes\n\n```{include} ../shared.md\n```\n',
    '../shared.md': 'Old',
    'references.bib': ENTRY.format(title='Old'),
    'photo.png': PNG,
}


#: What changes, step by step, and which PDFs are made again then.
STEPS: dict[str, tuple[dict[str, str | bytes | None], list[str]]] = {
    'all is new': (FILES, ['cv-jane-doe', 'cv-john-doe', 'portfolio']),
    'nothing': ({}, []),
    'a page': ({'people/jane-doe.md': f'{PAGE}\nNew\n'}, ['cv-jane-doe', 'portfolio']),
    'a file outside': ({'../shared.md': 'New'}, ['portfolio']),
    'a page of nobody': ({'notes.md': '# Notes\n\nNewer\n'}, ['portfolio']),
    'an entry': (
        {'references.bib': ENTRY.format(title='New')},
        ['cv-jane-doe', 'portfolio'],
    ),
    'a picture': ({'photo.png': PNG + b'new'}, ['cv-jane-doe', 'portfolio']),
    'the settings': (
        {'conf.py': f"{SETTINGS}latex_elements = {{'papersize': 'letterpaper'}}\n"},
        ['cv-jane-doe', 'cv-john-doe', 'portfolio'],
    ),
    'a person comes': (
        {'people/ann-poe.md': front('person', name='Ann Poe')},
        ['cv-ann-poe', 'portfolio'],
    ),
    'a person goes': ({'people/john-doe.md': None}, ['portfolio']),
    'nothing any more': ({}, []),
}


def test_exactly_the_pdfs_of_what_has_changed_are_made_again(
    tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / 'site'
    folder.mkdir()
    monkeypatch.chdir(folder)
    runs = Path('_build/runs')
    made_again: dict[str, list[str]] = {}
    for step, (files, _expected) in STEPS.items():
        for name, content in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert main(['pdf', '-j1']) == 0, step
        made_again[step] = sorted(runs.read_text().split()) if runs.exists() else []
        runs.unlink(missing_ok=True)
    assert made_again == {step: expected for step, (_files, expected) in STEPS.items()}
    assert Fingerprints(Path('_build/pdf')).made() == {'portfolio', 'cv/jane-doe', 'cv/ann-poe'}
