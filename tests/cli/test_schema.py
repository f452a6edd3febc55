"""The schemas of front matter take what a build takes, and editors find them from new pages."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import sphinx_folio
from sphinx_folio.__main__ import main
from sphinx_folio.cli.schema import SITE_SCHEMA
from sphinx_folio.model import PAGE_KINDS, ContentError, Link, PartialDate, Period, make_link
from sphinx_folio.reading import known_keys
from sphinx_folio.reading.front_matter import read_front_matter

ROOT = Path(__file__).parents[2]
SHIPPED = Path(sphinx_folio.__file__).parent / 'schemas'
#: The pages of this site, of the guide, and those that the commands write.
PAGES = sorted(
    path
    for folder in ('people', 'projects', 'topics', 'news', 'talks', 'teaching', 'guide', 'src')
    for path in (ROOT / folder).rglob('*.md')
    if re.match(r'---\n', path.read_text(encoding='utf-8'))
)


class _AsEditors(yaml.SafeLoader):
    """Reads YAML as editors do: a day is a text."""


_AsEditors.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in forms if not tag.endswith('timestamp')]
    for sign, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def data_of(source: str) -> Any:
    """Return what the front matter of a page holds."""
    return yaml.load(source.split('---\n')[1], _AsEditors)  # noqa: S506  (a safe loader)


@cache
def schema(name: str = 'front-matter') -> Any:
    return json.loads((SHIPPED / f'{name}.json').read_text(encoding='utf-8'))


def wrong(data: Any, name: str = 'front-matter') -> list[str]:
    """Return what a schema says against data."""
    return [error.message for error in jsonschema.Draft7Validator(schema(name)).iter_errors(data)]


def test_the_shipped_schemas_are_those_of_the_code(tmp_path: Path) -> None:
    assert main(['schema', '--write', str(tmp_path), '--root', str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        f'{name}.json' for name in ('front-matter', *PAGE_KINDS)
    }
    for path in tmp_path.iterdir():
        hint = 'run: python -m sphinx_folio schema --write src/sphinx_folio/schemas --root src'
        assert path.read_text() == (SHIPPED / path.name).read_text(), hint


@pytest.mark.parametrize('name', ['front-matter', *PAGE_KINDS])
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema(name))
    for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(schema(name))):
        assert not re.search(r'\(\?[^:=!]', json.loads(pattern))  # not known to ECMAScript


@pytest.mark.parametrize('kind', PAGE_KINDS)
def test_a_schema_knows_each_key_and_no_other(kind: Any) -> None:
    assert schema(kind)['properties'].keys() == set(known_keys(kind))
    assert wrong({'nane': 'x'}, kind) == [
        "Additional properties are not allowed ('nane' was unexpected)"
    ]


@pytest.mark.parametrize('path', PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_front_matter_of_each_page_is_right(path: Path) -> None:
    source = path.read_text(encoding='utf-8')
    source = source.replace('$name', 'Jane').replace('$today', '2026-02-01').replace('$', '')
    data = data_of(source)
    assert wrong(data) == []
    for kind in PAGE_KINDS:
        if kind in data:
            assert wrong(data[kind], kind) == []


#: What a build takes, in every form that a key may have.
RIGHT = """\
project: {people: [other:jane-doe, {id: other:bo, role: lead}], topics: [other:logs]}
person: {name: A, anonymous: true, affiliation: Edge, joined: 2020, left: 2024-03-01}
person: {affiliation: [{name: Edge, department: CS, ror: "https://ror.org/03yrm5c26"}, B]}
person: {links: {orcid: 0000-0002-1825-0097, dblp: 12/345, My page: https://a.example/b}}
person: {links: {slides: /files/talk.pdf, github: https://github.com/a, youtube: "@a"}}
person: {redirect-from: /cv/, names: ["Doe, J."], group: alumni, next:}
person:
project: {people: [{id: jane, role: lead}, joan], funding: Grant, period: [2020, 2022 to 2023]}
project: {type: software, status: active, period: Herbst 2024 bis heute, image:}
person: {links: {github: [a, b], mastodon: "@a@m.example", scopus: 123, Blog: [https://a.example]}}
entry: {kind: talks, date: 2024-05-03, people: [{id: jane}], links: {slides: a.pdf}, status: open}
topic: {broader: storage, aliases: [a], people: [jane], redirect-from: [/a, /b.html]}
folio: {redirect-from: /old/}
title: A page of another tool
"""
#: What a build tells of, and what an editor can know.
WRONG = """\
person: {rol: x}
person: {group: PhD}
person: {names: Jane}
person: {name: 5}
person: {topics: [Not An Id]}
person: {email: jane at example.org}
person: {joined: 2025-13}
person: {joined: soon}
person: {anonymous: perhaps}
person: {links: {website: no address}}
person: {links: {github: a b}}
person: {links: {orcid: 1234}}
person: {links: {Blog: "javascript:alert(1)"}}
person: {affiliation: {department: CS}}
person: {affiliation: [{name: A, url: a}]}
project: {status: done}
entry: {kind: party}
entry: {kind: news, date: soon}
entry: {kind: news, place: [a]}
project: {type: tool}
project: {people: [{role: lead}]}
project: {period: soon}
topic: {broader: Not An Id}
topic: {links: {code: https://a.example}}
folio: {redirect: /x/}
person: Jane
"""


@pytest.mark.parametrize('written', RIGHT.splitlines())
def test_what_a_build_takes_is_right(written: str) -> None:
    source = f'---\n{written}\n---\n'
    page = read_front_matter(source, docname='a', page_id='a', expected=None)
    assert page.problems == ()
    assert wrong(data_of(source)) == []


@pytest.mark.parametrize('written', WRONG.splitlines())
def test_what_a_build_tells_of_is_wrong(written: str) -> None:
    source = f'---\n{written}\n---\n'
    page = read_front_matter(source, docname='a', page_id='a', expected=None)
    assert page.problems != ()
    assert wrong(data_of(source)) != []


def test_a_page_has_one_kind() -> None:
    assert wrong({'person': {}, 'topic': {}}) != []


def _rows(name: str) -> list[str]:
    """Return what the tests of dates write, which is more than any pattern was made for."""
    text = (ROOT / 'tests/model/test_dates.py').read_text(encoding='utf-8')
    table = text.split(f'{name} = """\n')[1].split('"""')[0]
    return [line.rpartition('=')[0].strip() or line for line in table.splitlines() if line]


@pytest.mark.parametrize(('name', 'read'), [('DATES', PartialDate), ('PERIODS', Period)])
def test_each_form_of_a_date_is_right(name: str, read: Any) -> None:
    key = {'DATES': 'joined', 'PERIODS': 'period'}[name]
    kind = {'DATES': 'person', 'PERIODS': 'project'}[name]
    taken = []
    for text in _rows(name):
        try:
            read.parse(text)
        except ContentError:
            continue
        taken.append(text)
    assert len(taken) > 50
    assert [text for text in taken if wrong({key: text}, kind)] == []


def test_each_link_that_a_build_takes_is_right() -> None:
    for key, value in (
        ('github', 'jane-doe'), ('dblp', 'd/JaneDoe'), ('mastodon', 'https://m.example/@a'),
        ('orcid', 'https://orcid.org/0000-0002-1825-0097/'), ('paper', 'a b.pdf'),
        ('website', 'HTTPS://a.example/ü'), ('Mail', 'mailto:a@b.example'), ('x', ' a '),
    ):  # fmt: skip
        assert isinstance(make_link(key, value), Link)
        assert wrong({'links': {key: value}}, 'person') == []


# -- the command -------------------------------------------------------------------------


def test_a_site_has_the_schema_of_its_own_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (
        'folio_groups = {"interns": "Interns"}\nfolio_person_fields = {"office": "Office"}\n'
        'folio_entry_kinds = {"exhibitions": "Exhibitions"}\n'
        'folio_link_services = {"wiki": "https://wiki.example.org/{}"}\n'
    )
    (tmp_path / 'conf.py').write_text(f'extensions = ["sphinx_folio"]\n{settings}')
    assert main(['schema', 'person', '--root', str(tmp_path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed['properties']['office'] == {'type': ['string', 'null'], 'title': 'Office'}
    assert 'interns' in printed['properties']['group']['enum']
    assert 'wiki' in printed['definitions']['links']['properties']
    assert main(['schema', 'entry', '--root', str(tmp_path)]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert 'exhibitions' in entry['properties']['kind']['enum']
    assert main(['schema', '--write', '--root', str(tmp_path)]) == 0
    written = json.loads((tmp_path / SITE_SCHEMA).read_text())
    assert written['definitions']['person']['properties'] == printed['properties']


def test_new_pages_name_the_schema_of_their_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / 'conf.py').write_text('extensions = ["sphinx_folio"]\n')
    assert main(['new', 'topic', 'Plain', '--root', str(tmp_path)]) == 0
    assert 'schema' not in (tmp_path / 'topics/plain.md').read_text()
    assert main(['schema', '--write', '--root', str(tmp_path)]) == 0
    assert main(['new', 'person', 'Jane Doe', '--root', str(tmp_path)]) == 0
    source = (tmp_path / 'people/jane-doe.md').read_text()
    hint = re.match(r'---\n# yaml-language-server: \$schema=(\S+)\nperson:\n', source)
    assert hint
    assert (tmp_path / 'people' / hint[1]).resolve() == (tmp_path / SITE_SCHEMA).resolve()
    assert read_front_matter(source, docname='a', page_id='a', expected='person').problems == ()


@pytest.mark.parametrize('kind', ['group', 'person'])
def test_a_new_site_has_its_schema(tmp_path: Path, kind: str) -> None:
    assert main(['init', str(tmp_path), '--kind', kind, '--name', 'A', '--host', 'none']) == 0
    assert json.loads((tmp_path / SITE_SCHEMA).read_text()) == schema()
    page = tmp_path / ('index.md' if kind == 'person' else 'people/jane-doe.md')
    named = re.search(r'\$schema=(\S+)', page.read_text())
    assert named
    assert (page.parent / named[1]).resolve() == (tmp_path / SITE_SCHEMA).resolve()
    assert wrong(data_of(page.read_text())) == []


def test_the_command_says_what_it_cannot_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['schema', 'persn']) == 2
    assert 'did you mean "person"?' in capsys.readouterr().err
    assert main(['schema', '--write', '--root', str(tmp_path)]) == 2
    assert 'holds no conf.py; go to the folder of the site' in capsys.readouterr().err
