"""The command ``check`` for programs: JSON, and annotations of GitHub."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sphinx_folio.__main__ import main
from sphinx_folio.cli.reports import VERSION, WORST_FIRST

ROOT = Path(__file__).parents[2]
FILES = {
    'conf.py': "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n",
    'index.md': '# Site\n',
    'people/jane.md': (
        '---\nperson:\n  name: Jane Doe\n  joined: 2025-13\n  topics: [storages]\n  group: phd\n'
        '  rol: x\n---\n'
    ),
    'people/eve.md': '---\nperson:\n  name: Eve Adam\n---\n',
    'topics/storage.md': '---\ntopic:\n  name: "Storage; and more"\n---\n',
    'references.bib': (
        '@misc{a, title = {A}, author = {Jane Dow}, doi = {https://doi.org/10.1000/1}}\n'
        '@misc{b, title = {B}, author = {Quux, Zed}, author+an = {1=eve}}\n'
        '@misc{c, title = {C}}\n@misc{c, title = {C}}\n'
    ),
}
#: The shape of the JSON, as the guide tells it.
FINDINGS = {
    'type': 'array',
    'items': {
        'type': 'object',
        'required': ['path', 'line', 'subtype', 'message'],
        'properties': {
            'path': {'type': 'string'},
            'line': {'type': 'integer', 'minimum': 1},
            'subtype': {'enum': list(WORST_FIRST)},
            'message': {'type': 'string'},
            'proposal': {'type': 'string'},
        },
        'additionalProperties': False,
    },
}
COUNTS = [
    *('person', 'project', 'topic', 'publication', 'entry'),
    *('problems', 'claims', 'near-misses', 'fixable'),
]
SCHEMA = {
    'type': 'object',
    'required': ['version', 'counts', 'problems', 'claims', 'near-misses'],
    'properties': {
        'version': {'const': VERSION},
        'counts': {
            'type': 'object',
            'required': COUNTS,
            'additionalProperties': {'type': 'integer', 'minimum': 0},
        },
        'problems': FINDINGS,
        'claims': FINDINGS,
        'near-misses': {
            'type': 'array',
            'items': {
                'required': ['path', 'line', 'entry', 'author', 'number', 'people'],
                'additionalProperties': False,
                'properties': dict.fromkeys(
                    ('path', 'line', 'entry', 'author', 'number', 'people'), True
                ),
            },
        },
    },
    'additionalProperties': False,
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding='utf-8')
    return root


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(['check', *words])
    captured = capsys.readouterr()
    assert captured.err == ''
    return code, captured.out


def test_json_has_each_problem_with_its_place_and_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(write(tmp_path, FILES))
    code, text = run(capsys, '--root', root, '--json')
    found: dict[str, Any] = json.loads(text)
    jsonschema.validate(found, SCHEMA)
    assert code == run(capsys, '--root', root)[0] == 1
    assert found['counts'].keys() == set(COUNTS)
    assert found['counts']['person'] == 2
    assert found['counts']['problems'] == len(found['problems'])
    assert found['counts']['fixable'] == 1
    assert {
        'path': 'people/jane.md',
        'line': 5,
        'subtype': 'reference',
        'message': 'unknown topic "storages" in "topics"; did you mean "storage"?',
        'proposal': 'did you mean "storage"?',
    } in found['problems']
    assert [claim['path'] for claim in found['claims']] == ['references.bib']
    (miss,) = found['near-misses']
    assert (miss['author'], miss['people'], miss['line']) == ('Jane Dow', ['jane'], 1)


def test_a_right_site_is_right_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys, '--root', str(ROOT), '--json')
    found = json.loads(text)
    assert (code, found['problems'], found['counts']['problems']) == (0, [], 0)
    jsonschema.validate(found, SCHEMA)
    assert run(capsys, '--root', str(ROOT), '--github')[1].splitlines()[-1] == 'No problem.'


#: One command to a runner, as GitHub reads it.
COMMAND = re.compile(
    r'::(?P<name>warning|notice) file=(?P<file>[^,:\n]*),line=(?P<line>\d+),title=(?P<title>[^,:\n]*)'
    r'::(?P<message>.*)'
)


def commands(text: str) -> list[dict[str, str]]:
    """Return the annotations in a log, all of whose other lines command nothing."""
    found = [COMMAND.fullmatch(line) for line in text.splitlines() if line.lstrip()[:2] == '::']
    return [match.groupdict() for match in found if match]


def test_github_shows_problems_beside_their_lines_the_worst_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / 'docs', FILES)
    monkeypatch.setenv('GITHUB_WORKSPACE', str(tmp_path))
    code, text = run(capsys, '--root', str(tmp_path / 'docs'), '--github')
    found = commands(text)
    assert code == 1
    assert len(found) == len(text.splitlines()) - 1
    assert re.fullmatch(r'\d+ problems\.', text.splitlines()[-1])
    assert {
        'name': 'warning',
        'file': 'docs/people/jane.md',
        'line': '5',
        'title': 'folio.reference',
        'message': 'unknown topic "storages" in "topics"; did you mean "storage"?',
    } in found
    kinds = [one['title'].partition('.')[2] for one in found if one['name'] == 'warning']
    assert kinds == sorted(kinds, key=list(WORST_FIRST).index)
    assert [one['title'] for one in found if one['name'] == 'notice'] == ['folio.claim']


def test_paths_begin_where_the_command_runs_outside_of_github(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / 'docs', FILES)
    monkeypatch.delenv('GITHUB_WORKSPACE', raising=False)
    monkeypatch.chdir(tmp_path)
    found = commands(run(capsys, '--root', 'docs', '--github')[1])
    assert {one['file'] for one in found} >= {'docs/people/jane.md', 'docs/references.bib'}


FORGING = [
    '::error file=conf.py::x', 'a%0A::error::x', '##[error]x', 'a,line=9::x', 'a\\n::stop-commands::t',
    '%25', 'x::add-mask::y', 'a\u2028::error::b', '"; did you mean "::error::x',
]  # fmt: skip


@pytest.mark.parametrize('text', FORGING)
def test_what_stands_in_a_page_commands_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    name = re.sub(r'[/"\\\u2028]', '', text)
    files = {
        f'people/{name}.md': f'---\nperson:\n  {quoted}: {quoted}\n  group: {quoted}\n---\n# A\n',
        'conf.py': FILES['conf.py'],
        'index.md': '# Site\n',
        'references.bib': f'@misc{{{re.sub("[^a-z:]", "", text)}, title = {{A}}, topics = {{{name}}}}}\n',
    }
    write(tmp_path, files)
    code, log = run(capsys, '--root', str(tmp_path), '--github')
    *lines, last = log.splitlines()
    assert code == 1
    assert len(commands(log)) == len(lines) > 1
    assert last == f'{last.split()[0]} problems.'
    assert not re.search(r'##\[', log)
    for one in commands(log):
        assert not re.search(r'%(?!25|3A|2C)', one['file'] + one['message'])
    code, data = run(capsys, '--root', str(tmp_path), '--json')
    assert not re.search(r'##\[', data)
    assert data.isascii()
    assert not any(line.lstrip().startswith('::') for line in data.splitlines())
    jsonschema.validate(json.loads(data), SCHEMA)
    shown = text.rpartition('\u2028')[2]  # YAML ends a line there
    assert any(shown in problem['message'] for problem in json.loads(data)['problems'])


def test_two_forms_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for other in ('--github', '--fix'):
        with pytest.raises(SystemExit) as ended:
            main(['check', '--json', other])
        assert ended.value.code == 2
        assert 'not allowed with' in capsys.readouterr().err
