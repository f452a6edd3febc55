"""The command ``pdf``, from its arguments to the files that it leaves."""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import processes
import pytest
from support import CONF, front
from test_typeset import FAKE_LATEXMK, write_program

from sphinx_folio.__main__ import main
from sphinx_folio.makepdf import MANIFEST, STAMP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from subprocess import CompletedProcess

DOCUMENTS = ('portfolio', 'cv/jane-doe')


class Desk:
    """A folder in which the command is run, with a Sphinx that only pretends."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.latex = root / '_build/latex'
        self.pdf = root / '_build/pdf'
        self.doctrees = root / '_build/doctrees'
        #: What Sphinx was told, run by run.
        self.told: list[list[str]] = []
        self.exit_code = 0
        #: Text of the LaTeX file by document.
        self.texts = dict.fromkeys(DOCUMENTS, 'text')
        self.inputs: list[str] = []

    def sphinx(self, arguments: list[str]) -> int:
        """Do as Sphinx with our builder does."""
        self.told.append(arguments)
        self.latex.mkdir(parents=True, exist_ok=True)
        self.doctrees.mkdir(exist_ok=True)
        chosen = [part.split('=')[1].split(',') for part in arguments if 'folio_pdfs=' in part]
        documents = []
        for name in chosen[0] if chosen else self.texts:
            tex = f'{name.replace("/", "-")}.tex'
            (self.latex / tex).write_text(self.texts[name], encoding='utf-8')
            documents.append({'name': name, 'tex': tex})
        manifest = {'documents': documents, 'all': list(self.texts), 'inputs': self.inputs}
        (self.latex / MANIFEST).write_text(json.dumps(manifest), encoding='utf-8')
        return self.exit_code

    def made(self) -> list[str]:
        """Return the PDFs that are there."""
        return sorted(path.relative_to(self.pdf).as_posix() for path in self.pdf.rglob('*.pdf'))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with programs that stand for TeX, which is on PATH."""
    folder = tmp_path / 'bin'
    write_program(folder, 'latexmk', FAKE_LATEXMK)
    write_program(folder, 'xelatex', 'print("XeTeX 1")')
    monkeypatch.setenv('PATH', str(folder), prepend=os.pathsep)
    return folder


@pytest.fixture
def desk(tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    root = tmp_path / 'site'
    root.mkdir()
    conf = root / 'conf.py'
    conf.touch()
    os.utime(conf, (1, 1))
    monkeypatch.chdir(root)
    made = Desk(root)
    monkeypatch.setattr('sphinx.cmd.build.build_main', made.sphinx)
    # others may be editing the package just now
    package = tmp_path / 'package'
    package.mkdir()
    monkeypatch.setattr('sphinx_folio.stamp.__file__', str(package / 'stamp.py'))
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


def test_an_unchanged_site_asks_nobody(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    main(['pdf'])
    capsys.readouterr()
    assert main(['pdf']) == 0
    assert len(desk.told) == 1
    assert capsys.readouterr().out == f'{Path("_build/pdf")}: nothing has changed\n'


def test_a_changed_page_asks_sphinx_but_not_always_latex(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    main(['pdf'])
    (desk.root / 'index.md').touch()
    os.utime(desk.root / 'index.md', (1, 1))
    capsys.readouterr()
    assert main(['pdf']) == 0
    assert len(desk.told) == 2
    assert capsys.readouterr().out.count('not changed') == 2
    assert main(['pdf']) == 0
    assert len(desk.told) == 2


def test_a_part_is_made_when_all_is_made(desk: Desk) -> None:
    main(['pdf'])
    main(['pdf', 'jane-doe'])
    assert len(desk.told) == 1


def test_all_is_not_made_when_a_part_is_made(desk: Desk) -> None:
    main(['pdf', 'jane-doe'])
    main(['pdf', 'jane-doe'])
    assert len(desk.told) == 1
    main(['pdf'])
    assert len(desk.told) == 2


def test_all_makes_what_has_not_changed(desk: Desk) -> None:
    main(['pdf'])
    assert main(['pdf', '--all']) == 0
    assert len(desk.told) == 2
    runs = (desk.root / '_build/runs').read_text(encoding='utf-8').split()
    assert sorted(runs) == ['cv-jane-doe', 'cv-jane-doe', 'portfolio', 'portfolio']


def test_a_file_outside_counts(desk: Desk) -> None:
    outside = desk.root.parent / 'references.bib'
    outside.touch()
    os.utime(outside, (1, 1))
    desk.inputs = [str(outside)]
    main(['pdf'])
    main(['pdf'])
    assert len(desk.told) == 1
    outside.write_text('@misc{a}', encoding='utf-8')
    main(['pdf'])
    assert len(desk.told) == 2


def test_pdfs_of_what_is_gone_are_removed_and_nothing_else(desk: Desk) -> None:
    main(['pdf'])
    (desk.pdf / 'cv/gone.pdf').touch()
    (desk.pdf / 'mine.pdf').touch()
    desk.texts = {'cv/jane-doe': 'text'}
    (desk.root / 'index.md').touch()
    assert main(['pdf']) == 0
    assert desk.made() == ['cv/jane-doe.pdf', 'mine.pdf']


def test_one_cv_leaves_the_others_alone(desk: Desk) -> None:
    main(['pdf'])
    main(['pdf', 'jane-doe', '--all'])
    assert desk.made() == ['cv/jane-doe.pdf', 'portfolio.pdf']


def test_a_failure_of_latex_is_told_and_asks_again(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    main(['pdf'])
    desk.texts['cv/jane-doe'] = '%exit 12'
    (desk.root / 'index.md').touch()
    os.utime(desk.root / 'index.md', (1, 1))
    capsys.readouterr()
    for number in (2, 3):
        assert main(['pdf']) == 1
        assert len(desk.told) == number
        told = capsys.readouterr().err
        assert told.startswith('cv/jane-doe: no PDF\n')
        assert str(Path('_build/latex/cv-jane-doe.tex')) in told
    assert desk.made() == ['portfolio.pdf']
    assert desk.doctrees.exists()
    assert not (desk.latex / STAMP).exists()


def test_a_failure_of_sphinx_removes_what_it_has_read(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.exit_code = 1
    assert main(['pdf']) == 1
    assert 'no PDF is made' in capsys.readouterr().err
    assert not desk.doctrees.exists()
    assert desk.made() == []


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

    monkeypatch.setattr('sphinx_folio.typeset.typeset', interrupt)
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
        os.utime(path, (1, 1))
    return folder


def run(site: Path, *arguments: str, python: Sequence[str] = ()) -> CompletedProcess[str]:
    """Run the command as its user does."""
    command = [sys.executable, *python, '-m', 'sphinx_folio', 'pdf', *arguments]
    return processes.run(command, cwd=site)


def test_an_unchanged_site_is_left_alone_without_sphinx(site: Path, programs: Path) -> None:
    first = run(site)
    assert first.returncode == 0, first.stderr
    assert (site / '_build/pdf/cv/jane-doe.pdf').exists()
    assert (site / '_build/pdf/portfolio.pdf').exists()
    second = run(site, python=['-X', 'importtime'])
    assert second.stdout.endswith('nothing has changed\n')
    for module in ('sphinx', 'docutils', 'pydantic', 'yaml'):
        assert f' {module}\n' not in second.stderr


def test_an_unknown_name_is_refused_by_name(site: Path, programs: Path) -> None:
    told = run(site, 'jane-do')
    assert told.returncode == 1
    assert 'cv/jane-do' in told.stderr
    assert not (site / '_build/pdf').exists()


def test_a_warning_is_an_error_each_time(site: Path, programs: Path) -> None:
    page = site / 'people/jane-doe.md'
    page.write_text(front('person', name='Jane Doe', nonesuch=1), encoding='utf-8')
    for _ in range(2):
        told = run(site)
        assert told.returncode == 1
        assert 'nonesuch' in told.stderr
        assert not (site / '_build/doctrees').exists()
