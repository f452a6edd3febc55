"""What the words of a page may not do in a browser: HTML, links, and the head of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hostile import acting_parts, check_harmless, check_told, pages_of, site_of, slug
from markup import HTML, MARKUP, PARTS, RST

if TYPE_CHECKING:
    from support import MakeSite, Site


SETTINGS = {
    'myst_enable_extensions': ['dollarmath', 'substitution'],
    'exclude_patterns': ['parts'],
    'bibtex_bibfiles': ['references.bib'],
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build all pages."""
    pages = pages_of(HTML | MARKUP) | pages_of(RST, '.rst')
    return make_shared_site(site_of(pages | PARTS), confoverrides=SETTINGS)


@pytest.mark.parametrize('name', HTML)
def test_html_is_cleaned(site: Site, name: str) -> None:
    check_harmless(site, f'pages/{slug(name)}', HTML[name].shown)
    check_told(site, name, HTML[name])


@pytest.mark.parametrize('name', MARKUP)
def test_markup_does_no_harm(site: Site, name: str) -> None:
    check_harmless(site, f'pages/{slug(name)}', MARKUP[name].shown)
    check_told(site, name, MARKUP[name])


@pytest.mark.parametrize('name', RST)
def test_restructuredtext_does_no_harm(site: Site, name: str) -> None:
    check_harmless(site, f'pages/{slug(name)}', RST[name].shown)
    check_told(site, name, RST[name], '.rst')


@pytest.mark.parametrize('docname', ['roles', 'bibliography'])
def test_roles_and_bibliographies_do_no_harm(site: Site, docname: str) -> None:
    check_harmless(site, docname)


def test_links_of_a_bibliography_are_told_of(site: Site) -> None:
    told = {warned.message for warned in site.warnings if warned.file == 'bibliography.md'}
    for address in ('javascript:y', 'javascript:z'):
        assert any(f'"{address}" is not allowed' in message for message in told), told


def test_facts_and_entries_are_text(site: Site) -> None:
    for docname in ('people/jane', 'publications', 'news/n', 'entries'):
        page = site.main(docname)
        assert acting_parts(page) == []
        assert '<script>' in page.get_text()
    assert acting_parts(site.main('lines')) == []
    for docname in ('news/n', 'lines', 'entries'):
        links = {link['href'].partition(':')[0] for link in site.main(docname).select('a[href]')}
        assert links.isdisjoint({'javascript', 'data'})
    outside = site.main('publications').select('a[href^="http"], a[href^="data"]')
    assert {link['href'] for link in outside} == {'https://example.org/'}  # of the news about it
    assert acting_parts(site.html('index').body.find(attrs={'role': 'main'})) == []


@pytest.mark.parametrize('builder', ['singlehtml', 'epub'])
def test_other_builders_do_no_harm(make_site: MakeSite, builder: str) -> None:
    pages = pages_of(HTML | MARKUP) | pages_of(RST, '.rst')
    names = {'project': 'Site', 'version': '1'}
    site = make_site(site_of(pages | PARTS), buildername=builder, confoverrides=SETTINGS | names)
    paths = [*site.outdir.glob('**/*.html'), *site.outdir.glob('**/*.xhtml')]
    assert paths
    found = {}
    for path in paths:
        text = path.read_text(encoding='utf-8').removeprefix(
            '<?xml version="1.0" encoding="UTF-8"?>'
        )
        page = BeautifulSoup(text, 'html5lib')
        main = page.find(attrs={'role': 'main'})
        if main and (acting := acting_parts(main)):
            found[path.name] = acting
    assert found == {}
