"""The command with a name: its help, its version, its options and its errors."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_folio import __version__
from sphinx_folio.__main__ import COMMANDS, main
from sphinx_folio.pdf import add_options, options_of

ROOT = Path(__file__).parents[2]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return the exit code of a command, and what it has printed as answer and as error."""
    try:
        code = main(list(words))
    except SystemExit as left:
        code = int(left.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, '--version') == (0, f'sphinx-folio {__version__}\n', '')


@pytest.mark.parametrize(('words', 'code'), [([], 2), (['--help'], 0), (['-h'], 0)])
def test_the_help_names_every_command(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = said(capsys, *words)
    assert answer[0] == code
    lines = answer[1].splitlines()
    for command in COMMANDS.values():
        assert any(command.usage in line and command.help in line for line in lines)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize('name', COMMANDS)
@pytest.mark.parametrize('order', [1, -1])
def test_a_command_has_help_of_its_own(
    name: str, order: int, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _err = said(capsys, *[name, '--help'][::order])
    assert code == 0
    assert out.startswith(f'usage: sphinx-folio {name} ')
    assert COMMANDS[name].help in ' '.join(out.split())


@pytest.mark.parametrize(
    'words',
    [
        'new person Doe --id jane --root {site}',
        '--root {site} new person Doe --id jane',
        '--id=jane --root={site} new person Doe',
        '--id jane new person Doe --root {site}',
        'new --root {site} --id jane person Doe',
    ],
)
def test_options_stand_before_or_behind(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / 'conf.py').touch()
    code, _out, err = said(capsys, *words.format(site=tmp_path).split())
    assert (code, err) == (0, '')
    assert (tmp_path / 'people/jane.md').is_file()


@pytest.mark.parametrize(
    'words', ['--root {site} --id check new person Doe', '--id check --root {site} new person Doe']
)
def test_a_value_may_be_the_name_of_a_command(words: str, tmp_path: Path) -> None:
    (tmp_path / 'conf.py').touch()
    assert main(words.format(site=tmp_path).split()) == 0
    assert (tmp_path / 'people/check.md').is_file()


@pytest.mark.parametrize('order', [1, -1])
def test_a_flag_stands_before_or_behind(order: int, tmp_path: Path) -> None:
    (tmp_path / 'conf.py').touch()
    assert main([*['check', '--verbose'][::order], '--root', str(tmp_path)]) == 0


@pytest.mark.parametrize(
    ('words', 'says'),
    [
        ('chexk', 'sphinx-folio: "chexk" is no command; did you mean "check"?'),
        ('xyz', 'sphinx-folio: "xyz" is no command; write one of: check, import, init, live'),
        ('build', 'sphinx-folio: "build" is no command; the website is built by: sphinx-build '),
        ('serve', 'sphinx-folio: "serve" is no command; a site is shown while you write by: sphinx-folio live'),
        ('open', 'sphinx-folio: "open" is no command; open _build/html/index.html in a browser'),
        ('--fix', 'sphinx-folio: name a command before "--fix"; write one of: check, import, '),
        ('check --fxi', 'sphinx-folio check: "--fxi" is more than it understands; did you mean "--fix"?'),
        ('check here', 'sphinx-folio check: "here" is more than it understands'),
        ('check --ro=x', 'sphinx-folio check: "--ro=x" is more than it understands; did you mean "--root"?'),
        ('new', 'sphinx-folio new: the following arguments are required: kind, name'),
        ('init', 'sphinx-folio init: the following arguments are required: DIR'),
        ('init ', 'sphinx-folio init: argument DIR: write the name of a folder, such as lab'),
        ('init --name', 'sphinx-folio init: argument --name: expected one argument'),
        ('live --port=x', 'sphinx-folio live: argument --port: "x" is no number from 0 to 65535'),
        ('pdf --jobs=0', 'sphinx-folio pdf: argument -j/--jobs: "0" is neither "auto" nor a number'),
        ('a\n::error::b', r'sphinx-folio: "a\n::error::b" is no command; '),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_one_line(
    words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *words.split(' '))
    assert (code, out) == (2, '')
    assert err.startswith(says)
    assert err.endswith('--help)\n')
    assert err.count('\n') == 1


@pytest.mark.parametrize(
    ('words', 'says'),
    [
        (['new', 'person', 'joan-roe.md'], 'the name of a file; write that of the person, such as "Joan Roe"'),
        (['new', 'paper', 'Logs'], 'a paper is an entry in a .bib file, such as references.bib'),
        (['pdf', '--root', 'people'], "people doesn't contain a conf.py file; go to the folder of the site"),
    ],
)  # fmt: skip
def test_a_newcomer_is_told_in_one_line_what_to_write(
    words: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'conf.py').touch()
    code, out, err = said(capsys, *words)
    assert (bool(code), out) == (True, '')
    assert says in err
    assert err.count('\n') == 1


def test_help_is_a_word_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 'help') == said(capsys, '--help')


@pytest.mark.parametrize('option', ['--root', '--source'])
def test_pdf_writes_into_the_site_that_it_is_of(option: str) -> None:
    parser = argparse.ArgumentParser()
    add_options(parser)
    options = options_of(parser.parse_args([option, 'lab', '--latex', 'tex']))
    assert options.source == Path('lab')
    assert options.output == Path('lab/_build/pdf')
    assert options.latex == Path('tex')
    assert options_of(parser.parse_args([])).output == Path('_build/pdf')


@pytest.mark.parametrize('name', COMMANDS)
def test_the_reference_lists_every_command_and_option(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / 'guide/reference.md').read_text(encoding='utf-8')
    section = page.partition('\n## Commands\n')[2].partition('\n## ')[0]
    assert f'| `sphinx-folio {COMMANDS[name].usage}` |' in section
    _code, out, _err = said(capsys, name, '--help')
    options = set(re.findall(r'--[a-z]+(?:-[a-z]+)*', out)) - {'--help', '--source'}
    assert {option for option in options if f'`{option}`' not in section} == set()


def test_help_and_version_load_no_more_than_they_need() -> None:
    program = (
        'import sys; from sphinx_folio.__main__ import main\n'
        'try: main(["--help"])\n'
        'except SystemExit: pass\n'
        'print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)'
    )
    done = subprocess.run(
        [sys.executable, '-c', program], capture_output=True, text=True, check=True
    )
    assert 'usage: sphinx-folio' in done.stdout
    assert not {'sphinx', 'docutils', 'yaml', 'jinja2', 'pydantic', 'numpy'} & {
        *done.stderr.split()
    }
