"""A list that is too long for one page is cut by letter, by group or by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import PNG, front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

NAMES = ['Ann Poe', 'Abe Roe', 'Ádám Nagy', 'Bob Roe', 'cai Lee', 'Dan Poe', '王梓人']
#: Groups of the first people; the others are of none.
GROUPS = ['phd', 'faculty', 'phd', 'alumni']
PAPERS = ''.join(
    f'@misc{{p{n}, author = {{Poe, Ann}}, title = {{Paper {n}}}{year}}}\n'
    for n, year in enumerate([', year = {2020}', ', year = {2020}', ', year = {2021}', ''])
)


def people(names: list[str], **facts: Any) -> dict[str, str]:
    return {
        f'people/p{n}.md': front(
            'person', name=name, **({'group': GROUPS[n]} if n < len(GROUPS) else {}), **facts
        )
        for n, name in enumerate(names)
    }


def listing(kind: str, *options: str) -> str:
    return '\n'.join([f'# All {kind}', '', f'```{{{kind}}}', *options, '```', ''])


FILES = {**people(NAMES), 'people/index.md': listing('people')}


def cut(limit: int = 3) -> dict[str, Any]:
    return {'folio_cards_per_page': limit}


def chips(site: Site, docname: str) -> dict[str, str]:
    """Return the links to the pages of a list, with their texts."""
    items = site.main(docname).select('ul.folio-chips')[0].select('li')
    return {item.a['href'] if item.a else '': item.get_text(' ', strip=True) for item in items}


def names(site: Site, docname: str) -> list[str]:
    return [title.get_text() for title in site.main(docname).select('.folio-card-title')]


def test_a_list_of_people_is_cut_by_the_letter_that_the_name_begins_with(
    make_site: MakeSite,
) -> None:
    site = make_site(FILES, confoverrides=cut())
    assert site.warnings == []
    assert chips(site, 'people/index') == {
        'people-a.html': 'A (3)',
        'people-b.html': 'B (1)',
        'people-c.html': 'C (1)',
        'people-d.html': 'D (1)',
        'people-other.html': 'Other (1)',
    }
    assert names(site, 'people/index') == []
    assert names(site, 'people/people-a') == ['Abe Roe', 'Ádám Nagy', 'Ann Poe']
    assert names(site, 'people/people-other') == ['王梓人']


def test_each_page_of_a_list_leads_to_the_others_and_back(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=cut())
    found = chips(site, 'people/people-b')
    assert list(found.values()) == ['A', 'B', 'C', 'D', 'Other']
    assert found[''] == 'B', 'the page itself is marked, and no link'
    page = site.html('people/people-b')
    assert page.find('h1').get_text().startswith('People: B')
    assert site.html('people/people-b').title.get_text().startswith('People: B')
    assert 'people/p3.html' not in site.links('people/people-b')
    assert 'p3.html' in site.links('people/people-b')


def test_a_sorted_list_is_cut_by_group(make_site: MakeSite) -> None:
    files = {**FILES, 'people/index.md': listing('people', ':sort: group')}
    site = make_site(files, confoverrides=cut())
    assert chips(site, 'people/index') == {
        'people-faculty.html': 'Faculty (1)',
        'people-phd.html': 'Ph.D. students (2)',
        'people-alumni.html': 'Alumni (1)',
        'people-other.html': 'Other (3)',
    }
    assert names(site, 'people/people-phd') == ['Ádám Nagy', 'Ann Poe']


def test_a_list_by_family_names_is_cut_by_their_letters(make_site: MakeSite) -> None:
    called = ['Dr. Ann Łoś, PhD', 'Émile Øre', 'Øyvind Ås', '王小明 (Xiaoming Wang)', 'Bo Lee']
    files = {**people(called), 'people/index.md': listing('people', ':sort: family')}
    site = make_site(files, confoverrides=cut())
    assert chips(site, 'people/index') == {
        'people-a.html': 'A (1)',
        'people-l.html': 'L (2)',
        'people-o.html': 'O (1)',
        'people-other.html': 'Other (1)',
    }
    assert names(site, 'people/people-l') == ['Bo Lee', 'Dr. Ann Łoś, PhD']


def test_a_title_before_a_name_makes_no_letter(make_site: MakeSite) -> None:
    called = ['Dr. Ann Poe, PhD', 'Łukasz Roe', 'Ørsted Lee', '“Bob” Foe']
    site = make_site({**people(called), 'people/index.md': listing('people')}, confoverrides=cut())
    assert list(chips(site, 'people/index').values()) == ['A (1)', 'F (1)', 'L (1)', 'O (1)']


def test_a_letter_of_too_many_has_several_pages(make_site: MakeSite) -> None:
    many = people([f'Ann {chr(ord("a") + n)}' for n in range(7)])
    site = make_site({**many, 'people/index.md': listing('people')}, confoverrides=cut())
    assert list(chips(site, 'people/index').items()) == [
        ('people-a.html', 'Part 1 (3)'),
        ('people-a-2.html', 'Part 2 (3)'),
        ('people-a-3.html', 'Part 3 (1)'),
    ]
    title = site.main('people/people-a-2').h1.get_text()
    assert title.startswith('People: A – Part 2')
    assert names(site, 'people/people-a-3') == ['Ann d'], 'who has left comes last'


def test_another_theme_is_that_of_the_pages_of_a_list_too(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=cut() | {'html_theme': 'basic'})
    assert site.html('people/people-a').select('.sidebar-drawer') == []
    site.build(confoverrides=cut() | {'html_theme': 'furo'})
    assert site.html('people/people-a').select('.sidebar-drawer')


def test_no_page_leads_to_all_of_many_parts(make_site: MakeSite) -> None:
    many = people([*(f'Ann {chr(ord("a") + n)}' for n in range(20)), 'Bob'])
    site = make_site({**many, 'people/index.md': listing('people')}, confoverrides=cut(1))
    assert list(chips(site, 'people/index').values()) == ['A (20)', 'B (1)']
    parts = site.main('people/people-a-9').select('ul.folio-chips')[1].select('li')
    numbers = [part.get_text().removeprefix('Part ') for part in parts]
    assert numbers == ['1', '6', '7', '8', '9', '10', '11', '12', '20']


@pytest.mark.parametrize(
    ('options', 'limit'),
    [([], 7), ([':limit: 5'], 3), ([':style: inline'], 3), ([':group: phd'], 3)],
    ids=['short enough', 'limited', 'names alone', 'few of many'],
)
def test_a_list_that_is_short_stays_whole(
    make_site: MakeSite, options: list[str], limit: int
) -> None:
    files = {**FILES, 'people/index.md': listing('people', *options)}
    site = make_site(files, confoverrides=cut(limit))
    assert not list((site.outdir / 'people').glob('people-*'))
    assert 'p0.html' in site.links('people/index')


def test_projects_and_topics_are_cut_too_each_on_their_own_pages(make_site: MakeSite) -> None:
    files = {
        **{f'projects/a{n}.md': front('project', name=f'A{n}') for n in range(4)},
        **{f'topics/a{n}.md': front('topic', name=f'A{n}') for n in range(4)},
        'all.md': listing('projects') + listing('topics').replace('# All', '## All'),
    }
    site = make_site(files, confoverrides=cut())
    assert {'all/projects-a.html', 'all/projects-a-2.html', 'all/topics-a.html'} < site.links('all')
    assert site.links('all/topics-a-2') >= {'../topics/a3.html'}


def test_a_page_of_the_site_keeps_its_name(make_site: MakeSite) -> None:
    site = make_site(
        {**FILES, 'people/people-a.md': front('person', name='People A')}, confoverrides=cut()
    )
    (told,) = site.warnings
    assert told.file == 'people/people-a.md'
    assert 'is a page that the list in people/index.md is cut into' in told.message
    assert 'People A' in site.main('people/people-a').find('h1').get_text()
    assert 'people-a-2.html' in chips(site, 'people/index')


def test_pictures_are_shown_from_where_they_are(make_site: MakeSite) -> None:
    files = {**people(NAMES, photo='ann.png'), 'people/index.md': listing('people')}
    site = make_site({**files, 'people/ann.png': PNG}, confoverrides=cut())
    for image in site.main('people/people-a').select('img'):
        assert image['src'] == '../_images/ann.png'
    assert (site.outdir / '_images/ann.png').read_bytes() == PNG
    assert len(site.main('people/people-a').select('img')) == 3


@pytest.mark.parametrize('buildername', ['singlehtml', 'text', 'latex'])
def test_builders_of_one_document_do_not_cut(make_site: MakeSite, buildername: str) -> None:
    site = make_site(FILES, confoverrides=cut(), buildername=buildername)
    written = ''.join(
        path.read_text(encoding='utf-8')
        for path in site.outdir.rglob('*')
        if path.suffix in {'.html', '.txt', '.tex'}
    )
    assert all(name in written for name in NAMES)
    assert 'people-a' not in written


def test_a_year_is_a_page_of_the_list_of_all_publications(make_site: MakeSite) -> None:
    site = make_site(
        {'publications.md': listing('publications'), 'references.bib': PAPERS},
        confoverrides={'folio_publications_per_page': 3},
    )
    assert chips(site, 'publications') == {
        'publications/2021.html': '2021 (1)',
        'publications/2020.html': '2020 (2)',
        'publications/undated.html': 'No date (1)',
    }
    assert list(chips(site, 'publications/2020').values()) == ['2021', '2020', 'No date']
    assert site.main('publications/2020').select_one('#p1') is not None


def rewritten(site: Site, changes: dict[str, str | bytes | None]) -> set[str]:
    before = site.written()
    after = site.build_again(changes).written()
    found = {name for name, at in after.items() if before.get(name) != at}
    return found - {'genindex', 'search'}


def test_only_the_pages_of_a_list_that_change_are_written(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=cut())
    assert rewritten(site, {'people/p3.md': front('person', name='Bob Roe', role='Dean')}) == {
        'people/p3',
        'people/people-b',
    }
    # all pages of the list lead to a page that is new, and the number of people is shown
    new = {'people/p5.md': front('person', name='Eve Poe')}
    changed = rewritten(site, dict(new))
    letters = {'a', 'b', 'c', 'e', 'other'}
    assert changed >= {f'people/people-{letter}' for letter in letters} | {'people/index'}
    assert not (site.outdir / 'people/people-d.html').exists()


def test_a_list_that_fits_again_leaves_no_page(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = make_site(FILES, confoverrides=cut())
    fewer: dict[str, str | bytes | None] = {f'people/p{n}.md': None for n in range(4)}
    kept = [name for name in FILES if name not in fewer]
    index = '\n'.join(['# Site', '', '```{toctree}', *sorted(kept), '```', ''])
    output = site.build_again({**fewer, 'index.md': index}).output()
    assert output == clean_build(site).output()


def test_a_page_of_a_list_that_was_removed_is_written_again(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=cut())
    page = site.outdir / 'people/people-a.html'
    before = page.read_bytes()
    page.unlink()
    site.build()
    assert page.read_bytes() == before


@pytest.mark.parametrize('listed', [True, False])
def test_the_side_bar_marks_the_page_that_a_list_belongs_to(
    make_site: MakeSite,
    listed: bool,  # noqa: FBT001
) -> None:
    table = '```{toctree}\n:hidden:\n\np0\n```\n' if listed else ''
    files = {
        **FILES,
        'people/index.md': FILES['people/index.md'] + table,
        'index.md': '# Site\n\n```{toctree}\n:hidden:\n\npeople/index\n```\n',
    }
    quiet = {'html_theme': 'furo', 'suppress_warnings': ['toc.not_included']}
    site = make_site(files, confoverrides={**cut(), **quiet})
    (marked,) = site.html('people/people-a').select('.sidebar-tree li.current > a')
    assert (marked.get_text(), marked['href']) == ('All people', 'index.html')


def test_a_page_of_a_list_that_is_written_alone_has_the_side_bar_of_its_owner(
    make_site: MakeSite,
) -> None:
    files = {**FILES, 'index.md': '# Site\n\n```{toctree}\n:hidden:\n\npeople/index\n```\n'}
    quiet = {'html_theme': 'furo', 'suppress_warnings': ['toc.not_included']}
    site = make_site(files, confoverrides={**cut(), **quiet})
    page = site.outdir / 'people/people-a.html'
    before = page.read_bytes()
    page.unlink()
    site.build()
    assert page.read_bytes() == before
