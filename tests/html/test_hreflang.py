"""The addresses of a page in other languages, in its head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import Warned, front

from sphinx_folio.html import translations_flaw

if TYPE_CHECKING:
    from support import MakeSite, Site

BASE = 'https://logs.example.org/en/'
GERMAN = 'https://logs.example.org/de/'
BRAZILIAN = 'http://registros.example.org'
FILES = {
    'people/jane-doe.md': front('person', name='Jane Doe') + '\n```{profile}\n```\n',
    'publications.md': '# All\n\n```{publications}\n```\n',
    'references.bib': '@book{book, author = {Doe, Jane}, title = {A Book}, year = {2022}}\n',
}


def links(site: Site, page: str) -> list[tuple[str, str]]:
    """Return what the head of a page says of its translations."""
    return [
        (link['hreflang'], link['href'])
        for link in site.html(page).head.select('link[rel=alternate][hreflang]')
    ]


@pytest.mark.parametrize(
    ('builder', 'person', 'file'),
    [
        ('html', 'people/jane-doe.html', 'people/jane-doe'),
        ('dirhtml', 'people/jane-doe/', 'people/jane-doe/index'),
    ],
)
def test_a_page_names_itself_in_each_language(
    builder: str, person: str, file: str, make_site: MakeSite
) -> None:
    settings = {
        'html_baseurl': BASE,
        'folio_publication_pages': True,
        'folio_translations': {'de': GERMAN, 'pt_BR': BRAZILIAN, 'x-default': BASE},
    }
    site = make_site(FILES, buildername=builder, confoverrides=settings)
    assert site.warnings == []
    bases = {'en': BASE, 'de': GERMAN, 'pt-BR': f'{BRAZILIAN}/', 'x-default': BASE}
    paths = {'index': '', file: person}
    for page, path in paths.items():
        assert links(site, page) == [(name, base + path) for name, base in bases.items()]
    paper, search = (
        file.replace('people/jane-doe', name) for name in ('publications/book', 'search')
    )
    assert len(links(site, paper)) == len(bases)
    assert links(site, search) == []


def test_a_site_without_an_address_names_the_others(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'folio_translations': {'de': GERMAN}})
    assert links(site, 'index') == [('de', GERMAN)]


def test_one_setting_serves_the_site_in_every_language(make_site: MakeSite) -> None:
    addresses = {'en': BASE, 'de': GERMAN}
    settings = {'folio_translations': addresses, 'language': 'de', 'html_baseurl': GERMAN}
    site = make_site(FILES, confoverrides=settings)
    assert sorted(links(site, 'index')) == sorted(addresses.items())


def test_a_site_in_one_language_says_nothing(make_site: MakeSite) -> None:
    assert links(make_site(FILES, confoverrides={'html_baseurl': BASE}), 'index') == []


@pytest.mark.parametrize(
    ('value', 'flaw'),
    [
        ({'de': GERMAN, 'x-default': BASE, 'zh_Hant': BRAZILIAN}, ''),
        (['de'], 'must map languages to addresses, such as {"de": "https://example.org/de/"}'),
        ({'de': 1}, 'must map languages to addresses, such as {"de": "https://example.org/de/"}'),
        (
            {'german': GERMAN},
            '"german" is no code of a language; write one such as "de" or "pt_BR"',
        ),
        (
            {'de': '/de/'},
            '"/de/" is no whole address of a site; write one as in {"de": "https://example.org/de/"}',
        ),
    ],
)
def test_a_wrong_setting_is_told(value: Any, flaw: str) -> None:
    assert translations_flaw(value) == flaw


def test_with_a_wrong_setting_the_site_is_built(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'folio_translations': {'xx': GERMAN}})
    said = 'folio_translations: "xx" is no code of a language; write one such as "de" or "pt_BR"'
    assert site.warnings == [Warned('conf.py', 1, f'{said}; the default is used [folio.config]')]
    assert links(site, 'index') == []
