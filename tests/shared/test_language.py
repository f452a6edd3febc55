"""The interface in the language of the site; the catalogues are whole and compiled."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from support import front

import sphinx_folio

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from support import MakeSite

PACKAGE = Path(sphinx_folio.__file__).parent
CATALOGUES = sorted((PACKAGE / 'locale').glob('*/LC_MESSAGES/sphinx_folio.po'))
FILES = {
    'people/jane-doe.md': front(
        'person',
        name='Jane Doe',
        status='Looks for a job',
        updated='2025-11-10',
        joined='2024-10',
        topics=['logs'],
    )
    + '\n```{profile}\n```\n',
    'people/joan-roe.md': front('person', name='Joan Roe', topics=['logs']),
    'topics/logs.md': front('topic', name='Logs') + '\n```{profile}\n```\n',
    'publications.md': '# All\n\n```{publications}\n:filter:\n```\n',
    'references.bib': """
@article{log, author = {Doe, Jane}, title = {Fast Logs}, journal = {Systems}, year = {2024},
  abstract = {All about logs.}}
@book{book, author = {Roe, Joan}, title = {A Book}, publisher = {Press}, year = {2022}}
""",
}


def catalogue(path: Path) -> Catalog:
    with path.open('rb') as file:
        return read_po(file)


def test_there_is_a_catalogue_of_simplified_chinese() -> None:
    assert 'zh_CN' in {path.parts[-3] for path in CATALOGUES}


@pytest.mark.parametrize('path', CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_translates_every_string_of_the_code(path: Path) -> None:
    keywords = {**DEFAULT_KEYWORDS, 'counted': (1, 2)}
    in_code = {found[2] for found in extract_from_dir(PACKAGE, keywords=keywords)}
    translated = {message.id: message for message in catalogue(path) if message.id}
    assert set(translated) == in_code  # `nox -s messages` brings them together
    empty = [key for key, message in translated.items() if not message.string or message.fuzzy]
    assert empty == []
    wrong = [error for message in translated.values() for error in message.check()]
    assert wrong == []


@pytest.mark.parametrize('path', CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_the_written_one(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    assert path.with_suffix('.mo').read_bytes() == compiled.getvalue()


def test_a_site_in_chinese_speaks_chinese(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': 'zh_CN'})
    assert site.warnings == []
    person = site.main('people/jane-doe').get_text()
    for shown in ('截至2025年11月10日', '2024年10月至今', '在组时间', '主题'):
        assert shown in person
    assert '2 人' in site.main('topics/logs').select_one('.folio-counts').get_text()
    page = site.main('publications')
    for shown in ('摘要', '期刊论文', '下载格式'):
        assert shown in page.get_text()
    assert page.select_one('.folio-filter')['data-label'] == '筛选论文'


def test_an_unknown_language_reads_as_english(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': 'eo'})
    assert '2 people' in site.main('topics/logs').get_text()
