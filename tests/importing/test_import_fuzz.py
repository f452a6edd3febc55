"""Random résumés and CVs: the sums add up, and the site that becomes of them builds strictly."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from imports import build_strictly, write

from sphinx_folio.cli import ImportOptions, import_sources

if TYPE_CHECKING:
    from pathlib import Path

#: Sources in one site; a run by hand has taken seeds up to 60.
SOURCES = 16
_WORDS = [
    '', 'Jane Doe', 'Doe, J.', 'logs', 'No', '0123', '2020', '2020-13', '2024-05-06', 'present',
    'Fall 2021', '---', '--', '```', ':::', '::::{note}', '{person}`x`', '{ref}`x`', '{doc}`/y`',
    '{cite:p}`k`', '{download}`/etc/passwd`', '[a](b.md)', '[a](#b)', '![x](y.png)', '<b>', '-->',
    '<https://e.org>', '&amp;', '$x$', '$$', '\\frac{', '}', '{', '%', '# Title', '- item', '1. x',
    '> q', '| a |', '===', '(x)=', ':a: b', '.. x::', '[^1]', '[^1]: note', '*x', '**', '_x_', '~',
    'javascript:alert(1)', 'https://e.org/a b', 'https://doi.org/10.1/x', '10.1/x', 'a@b.org', '@x',
    '@misc{k, title = {T}}', '"', "'", '\\', 'é', '王梓人', '\u202e', '\U0001f600', '\t', '\n', 'x' * 300,
    'GitHub', 'ORCID', '0000-0002-1825-0097', 'Google Scholar', 'and', 'others', 'et al.', ';', ' & ',
    'Prof. Dr.', '(she/her)', 'null', 'true', '!x', '&y', '*y', '? z', '- [ ] t', 'term\n: def', 'a\nb',
]  # fmt: skip
_RESUME: dict[str, tuple[str, ...]] = {
    'work': ('name', 'position', 'location', 'url', 'startDate', 'endDate', 'summary', '*highlights'),
    'volunteer': ('organization', 'position', 'startDate', 'endDate', 'summary'),
    'education': ('institution', 'area', 'studyType', 'startDate', 'score', '*courses'),
    'awards': ('title', 'date', 'awarder', 'summary'),
    'certificates': ('name', 'date', 'issuer', 'url'),
    'publications': ('name', 'publisher', 'releaseDate', 'url', 'summary', '*authors'),
    'skills': ('name', 'level', '*keywords'),
    'languages': ('language', 'fluency'),
    'interests': ('name', '*keywords'),
    'references': ('name', 'reference'),
    'projects': ('name', 'description', 'url', 'type', 'entity', '*roles', '*keywords', '*highlights'),
}  # fmt: skip
_ENTRIES = (
    ('institution', 'area', 'degree', 'start_date', 'end_date', 'location', '*highlights'),
    ('company', 'position', 'date', 'summary', 'url', '*highlights'),
    ('title', '*authors', 'journal', 'doi', 'url', 'date'),
    ('name', 'date', 'summary'),
    ('label', 'details'),
    ('bullet',),
)


class _Random:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  (no secret)

    def text(self) -> str:
        words = self.random.choices(_WORDS, k=self.random.randint(0, 4))
        return self.random.choice((' ', ' ', '', '\n')).join(words)

    def value(self) -> Any:
        odd = (None, 5, 2020, True, [], {}, ['a', {'b': 'c'}], {'d': ['e']})
        return self.random.choice(odd) if self.random.random() < 0.08 else self.text()

    def fields(self, names: tuple[str, ...]) -> dict[str, Any]:
        chosen = [name for name in names if self.random.random() < 0.8]
        return {
            name.lstrip('*'): [self.value() for _ in range(self.random.randint(0, 3))]
            if name.startswith('*')
            else self.value()
            for name in [*chosen, *(['own'] if self.random.random() < 0.1 else [])]
        }

    def items(self, names: tuple[str, ...]) -> list[Any]:
        return [self.fields(names) for _ in range(self.random.randint(0, 3))]

    def resume(self) -> str:
        basics = self.fields(('name', 'label', 'image', 'email', 'phone', 'url', 'summary'))
        basics['profiles'] = self.items(('network', 'username', 'url'))
        found = {'basics': basics} | {key: self.items(_RESUME[key]) for key in _RESUME}
        return json.dumps(found, indent=self.random.choice((None, 1, '\t')))

    def cv(self) -> str:
        cv = self.fields(('name', 'headline', 'location', 'email', 'phone', 'website', 'photo'))
        cv['social_networks'] = self.items(('network', 'username'))
        titles = ('education', 'Awards', 'publications', 'skills', 'summary', 'x', self.text())
        cv['sections'] = {
            title: [self.text() for _ in range(3)]
            if self.random.random() < 0.2
            else self.items(self.random.choice(_ENTRIES))
            for title in titles
        }
        return str(yaml.safe_dump({'cv': cv}, sort_keys=False, allow_unicode=True))


@pytest.mark.parametrize('seed', range(3))
def test_whatever_comes_in_builds_and_adds_up(seed: int, tmp_path: Path) -> None:
    make = _Random(seed)
    files = {
        f'{number}.{suffix}': text()
        for number in range(SOURCES // 2)
        for suffix, text in (('json', make.resume), ('yaml', make.cv))
    }
    source = write(tmp_path / 'source', files)
    outcome = import_sources([source / name for name in files], tmp_path / 'site', ImportOptions())
    assert 'internal error' not in outcome.text
    build_strictly(tmp_path / 'site', tmp_path / 'out')
