"""The page on what programs can rely on tells the truth: its fields, its example, its code."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from support import front

import sphinx_folio
from sphinx_folio.api.json_file import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support import MakeSite

PAGE = (Path(__file__).parents[2] / 'guide/api.md').read_text(encoding='utf-8')
BLOCKS = re.findall(r'```(\w+)\n(.*?)```', PAGE, re.DOTALL)
EVERYWHERE = {'id', 'name', 'page', 'url'}
RECORDS = {
    'people': sphinx_folio.Person,
    'projects': sphinx_folio.Project,
    'topics': sphinx_folio.Topic,
    'publications': sphinx_folio.Publication,
    'entries': sphinx_folio.Entry,
    'edges': sphinx_folio.Edge,
}


def documented(heading: str) -> list[str]:
    """Return the names in the first cells of the table below a heading."""
    (section,) = re.findall(rf'^### {heading}\n(.*?)(?=^##|\Z)', PAGE, re.DOTALL | re.MULTILINE)
    rows = [line.split('|')[1] for line in section.splitlines() if line.startswith('| `')]
    return [name for cell in rows for name in re.findall(r'`(\w+)`', cell)]


@pytest.mark.parametrize('kind', RECORDS)
def test_every_field_stands_in_the_table_of_its_kind(kind: str) -> None:
    named = [each.name for each in fields(RECORDS[kind]) if each.name not in EVERYWHERE]
    assert sorted(documented(f'Fields of {kind}')) == sorted(named)


def test_the_fields_of_every_object() -> None:
    assert set(documented('Fields of every object')) == EVERYWHERE


@pytest.mark.parametrize(
    'record', [sphinx_folio.Affiliation, sphinx_folio.Author, sphinx_folio.Link]
)
def test_the_fields_of_what_stands_in_lists_are_named(record: Any) -> None:
    assert all(f'`{each.name}`' in PAGE for each in fields(record))


def test_every_public_name_and_the_version_are_promised() -> None:
    promise = PAGE.partition('## What stays')[2]
    named = set(re.findall(r'`(?:sphinx_folio\.)?(\w+)`', promise))
    assert set(sphinx_folio.__all__) - {'__version__', 'setup'} <= named
    assert f'`version` in `folio.json` is {VERSION}.' in promise


BIB = '@article{doe2026log, author = {Doe, Jane}, title = {Logs that answer}, year = 2026, journal = {Journal of Logs}}'
FILES = {
    'people/jane-doe.md': front('person', name='Jane Doe', role='Professor'),
    'projects/quicklog.md': front(
        'project', name='QuickLog', people=[{'id': 'jane-doe', 'role': 'lead'}]
    ),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': BIB,
}


def test_the_example_is_what_a_build_writes(make_site: MakeSite) -> None:
    settings = {'html_baseurl': 'https://group.example.org', 'project': 'Our group'}
    site = make_site(FILES, confoverrides=settings)
    (example,) = (text for language, text in BLOCKS if language == 'json')
    assert json.loads(example) == json.loads(site.text('folio.json'))
    assert example == site.text('folio.json')


class Table:
    """Stands for what pandas would make, which the tests do not install."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self.rows = list(rows)

    def __getitem__(self, names: list[str]) -> list[list[Any]]:
        return [[row[name] for name in names] for row in self.rows]

    def explode(self, name: str) -> Table:
        """Return a row for each item of a list."""
        return Table(row | {name: each} for row in self.rows for each in row[name] or [None])

    def groupby(self, names: list[str]) -> Table:
        """Return the values of some columns."""
        return Table({'group': group} for group in self[names])

    def size(self) -> list[Any]:
        """Return the size of each group, as if there were none of two."""
        return [(row['group'], 1) for row in self.rows]


def test_the_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding='utf-8')
    conf = 'extensions = ["sphinx_folio"]\nbibtex_bibfiles = ["references.bib"]\n'
    (tmp_path / 'conf.py').write_text(conf)
    pandas: Any = ModuleType('pandas')
    pandas.DataFrame = Table
    monkeypatch.setitem(sys.modules, 'pandas', pandas)
    monkeypatch.chdir(tmp_path)
    code = [text for language, text in BLOCKS if language == 'python' and '.load(' in text]
    assert ['pandas' in text for text in code] == [False, True]
    assert len([line for line in code[1].splitlines() if line]) <= 10
    for text in code:
        exec(text, {})  # noqa: S102  (the examples of our own guide)
    assert capsys.readouterr().out.splitlines() == [
        'Jane Doe Professor 1',
        "[['Jane Doe', 'Professor', '']]",
        "[(['jane-doe', 2026], 1)]",
    ]
