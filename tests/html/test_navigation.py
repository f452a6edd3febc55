"""The side bar shows the sections, and the pages of the current one where they are few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import front

from sphinx_folio.html import navigation

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site


def contents(*pages: str, options: str = ':hidden:') -> str:
    return '\n'.join(['', '```{toctree}', options, '', *pages, '```', ''])


FILES = {
    'index.md': '# Site\n' + contents('people/index', 'guide/index', 'notes'),
    'people/index.md': '# People\n' + contents('*', options=':glob:\n:hidden:'),
    **{f'people/p{n}.md': front('person', name=f'Person {n}') for n in range(4)},
    'guide/index.md': '# Guide\n' + contents('first', 'second/index'),
    'guide/first.md': '# First\n',
    'guide/second/index.md': '# Second\n' + contents('part'),
    'guide/second/part.md': '# Part\n',
    'notes.md': '# Notes\n\n## A heading\n',
}
SECTIONS = ['People', 'Guide', 'Notes']


def shown(site: Site, docname: str) -> list[str]:
    """Return the texts of the side bar."""
    return [link.get_text() for link in site.html(docname).select('.sidebar-tree a')]


def current(site: Site, docname: str) -> list[str]:
    """Return the entries that are marked as the way to the page; the page comes last."""
    entries = site.html(docname).select('.sidebar-tree li.current > a')
    marked = site.html(docname).select('.sidebar-tree li.current-page > a')
    assert [entry.get_text() for entry in marked] == [entries[-1].get_text()]
    return [entry.get_text() for entry in entries]


@pytest.fixture
def furo(make_site: MakeSite) -> Site:
    site = make_site(FILES, confoverrides={'html_theme': 'furo'})
    assert site.warnings == []
    return site


def test_a_page_shows_the_sections_and_the_pages_around_it(furo: Site) -> None:
    people = [f'Person {n}' for n in range(4)]
    assert shown(furo, 'index') == SECTIONS
    assert shown(furo, 'notes') == SECTIONS
    assert shown(furo, 'people/index') == ['People', *people, 'Guide', 'Notes']
    assert shown(furo, 'people/p2') == shown(furo, 'people/index')
    assert shown(furo, 'guide/first') == ['People', 'Guide', 'First', 'Second', 'Notes']
    assert shown(furo, 'guide/second/part') == [
        *['People', 'Guide', 'First', 'Second', 'Part', 'Notes']
    ]


def test_a_page_is_marked_and_so_is_the_way_to_it(furo: Site) -> None:
    assert current(furo, 'notes') == ['Notes']
    assert current(furo, 'people/index') == ['People']
    assert current(furo, 'people/p2') == ['People', 'Person 2']
    assert current(furo, 'guide/second/part') == ['Guide', 'Second', 'Part']


@pytest.mark.parametrize('buildername', ['html', 'dirhtml'])
def test_links_lead_from_each_page_to_where_they_say(make_site: MakeSite, buildername: str) -> None:
    site = make_site(FILES, buildername=buildername, confoverrides={'html_theme': 'furo'})
    builder: Any = site.app.builder
    titles = {site.app.env.titles[name].astext(): name for name in site.app.env.found_docs}
    for docname in site.app.env.found_docs:
        page = str(builder.get_output_path(docname).relative_to(site.outdir))
        for link in site.html(page.removesuffix('.html')).select('.sidebar-tree a'):
            target = titles[link.get_text()]
            expected = builder.get_relative_uri(docname, target) or '#'
            assert link['href'] == ('#' if target == docname else expected)


@pytest.mark.parametrize('theme', ['furo', 'alabaster'])
def test_a_table_of_many_pages_is_left_out(make_site: MakeSite, theme: str) -> None:
    settings = {'html_theme': theme, 'folio_navigation_limit': 3}
    site = make_site(FILES, confoverrides=settings)
    bar = {'furo': '.sidebar-tree', 'alabaster': '.sphinxsidebar'}[theme]

    def entries(docname: str) -> list[str]:
        found = site.html(docname).select(f'{bar} li[class*=toctree-l] > a')
        return [entry.get_text() for entry in found]

    assert entries('people/index') == entries('people/p2') == SECTIONS
    assert entries('guide/first')[:3] == ['People', 'Guide', 'First']


def test_the_section_is_marked_where_its_pages_are_left_out(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'html_theme': 'furo', 'folio_navigation_limit': 3})
    assert current(site, 'people/p2') == ['People']
    (marked,) = site.html('people/p2').select('.sidebar-tree li.current-page > a')
    assert marked['href'] == 'index.html'


def test_a_long_table_on_the_landing_page_is_left_out_too(make_site: MakeSite) -> None:
    files = {**FILES, 'index.md': '# Site\n' + contents('people/*', options=':glob:')}
    files['index.md'] += contents('notes', options=':caption: More')
    settings = {
        'html_theme': 'furo',
        'folio_navigation_limit': 3,
        'suppress_warnings': ['toc.not_included'],
    }
    site = make_site(files, confoverrides=settings)
    assert shown(site, 'notes') == ['Notes']
    assert 'More' in site.html('notes').select_one('.sidebar-tree').get_text()
    assert {'people/p0.html', 'people/p3.html'} < site.links('index'), 'the page itself is whole'


def test_the_tree_is_made_once_for_a_section(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = navigation.Navigation._make_tree

    def counted(self: navigation.Navigation, section: str, wanted: dict[str, Any]) -> Any:
        made.append(section)
        return make(self, section, wanted)

    monkeypatch.setattr(navigation.Navigation, '_make_tree', counted)
    many = {f'people/p{n}.md': front('person', name=f'Person {n}') for n in range(40)}
    make_site({**FILES, **many}, confoverrides={'html_theme': 'furo'})
    assert sorted(made) == ['guide/index', 'guide/second/index', 'index']


def test_a_page_of_two_tables_stands_where_it_does_after_a_clean_build(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    files = {**FILES, 'notes.md': FILES['notes.md'] + contents('people/index')}
    settings = {'html_theme': 'furo', 'suppress_warnings': ['toc.multiple_toc_parents']}
    site = make_site(files, confoverrides=settings)
    output = site.build_again({'index.md': files['index.md'] + '\nMore.\n'}).output()
    expected = clean_build(site).output()
    assert [name for name in expected if output[name] != expected[name]] == []


def test_addresses_of_other_sites_stay(make_site: MakeSite) -> None:
    files = {**FILES, 'index.md': FILES['index.md'] + contents('Elsewhere <https://example.org/a>')}
    site = make_site(files, confoverrides={'html_theme': 'furo'})
    link = site.html('guide/second/part').select('.sidebar-tree a')[-1]
    assert (link.get_text(), link['href']) == ('Elsewhere', 'https://example.org/a')
