"""A list of publications that is too long is cut wherever it stands, and shows its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import dead_links, doubled_ids, front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

#: Keys, years and types of entries; the topic has every second one, from the second on.
PAPERS = [
    ('p0', 2024, 'article'), ('p1', 2024, 'article'), ('p2', 2023, 'misc'), ('p3', 2023, 'book'),
    ('p4', 2022, 'misc'), ('p5', 2022, 'book'), ('p6', 2022, 'misc'), ('p7', 2022, 'article'),
    ('p8', 0, 'book'),
]  # fmt: skip


def bib(papers: list[tuple[str, int, str]]) -> str:
    return ''.join(
        f'@{kind}{{{key}, author = {{Ann Poe and Bob Roe}}, title = {{Word{key}}},'
        f' month = {{{12 - number}}}, journal = {{J}}, publisher = {{P}}'
        f'{f", year = {{{year}}}" if year else ""}{", topics = {logs}" if number % 2 else ""}}}\n'
        for number, (key, year, kind) in enumerate(papers)
    )


def listing(*options: str) -> str:
    return '\n'.join(['```{publications}', *options, '```', ''])


ANN = (
    f'{front("person", name="Ann Poe")}\n::::{{tab-set}}\n:::{{tab-item}} About\n'
    f'See {{cite:p}}`p5` and {{cite:p}}`p1`.\n:::\n'
    f':::{{tab-item}} Publications\n{listing(":filter:")}:::\n::::\n'
)
FILES = {
    'people/ann-poe.md': ANN,
    'people/bob-roe.md': f'{front("person", name="Bob Roe")}\n{listing(":limit: 5")}',
    'topics/logs.md': front('topic', name='Logs'),
    'numbered.md': f'# Numbered\n\n{listing(":style: numbered")}',
    'compact.md': f'# Compact\n\n{listing(":style: compact", ":year: 2022-")}',
    'types.md': f'# Types\n\n{listing(":group: type", ":style: numbered")}',
    'years.md': f'# Years\n\n{listing(":group: year", ":sort: oldest", ":type: misc, book")}',
    'one.md': f'# One\n\n{listing(":year: 2022")}',
    'references.bib': bib(PAPERS),
}
SETTINGS = {
    'folio_publications_per_page': 3,
    'html_baseurl': 'https://example.org/',
    'suppress_warnings': ['folio.field'],
}
MAIN: dict[str, Any] = SETTINGS | {'folio_publications_page': 'all'}


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    """Return a site whose citations lead to the list of one person, as there is none of all."""
    return look_at(FILES | {'all.md': '# All\n'}, confoverrides=MAIN)


def keys(site: Site, docname: str) -> list[str]:
    """Return the keys on a page, by the titles of the entries."""
    titles = site.main(docname).select('.folio-publication-title')
    return [title.get_text().removesuffix('.').partition('Word')[2] for title in titles]


def chips(site: Site, docname: str) -> dict[str, str]:
    items = site.main(docname).select('ul.folio-chips li')
    return {item.get_text(' ', strip=True): item.a['href'] if item.a else '' for item in items}


def test_a_list_shows_its_beginning_and_leads_to_each_year(site: Site) -> None:
    assert site.warnings == []
    assert keys(site, 'people/ann-poe') == ['p0', 'p1']  # all of 2024; 2023 does not fit
    (said,) = site.main('people/ann-poe').select('.folio-list-part')
    assert said.get_text() == 'The first 2 of 9 publications; all of them:'
    assert chips(site, 'people/ann-poe') == {
        '2024 (2)': 'ann-poe/publications-2024.html',
        '2023 (2)': 'ann-poe/publications-2023.html',
        '2022 (4)': 'ann-poe/publications-2022.html',
        'No date (1)': 'ann-poe/publications-undated.html',
    }
    assert keys(site, 'people/ann-poe/publications-2022') == ['p4', 'p5', 'p6']
    assert keys(site, 'people/ann-poe/publications-2022-2') == ['p7']
    assert keys(site, 'people/ann-poe/publications-undated') == ['p8']


def test_a_page_says_whose_publications_it_has_and_leads_to_the_others(site: Site) -> None:
    page = 'people/ann-poe/publications-2022-2'
    title = 'Ann Poe – Publications of 2022 – Part 2'
    assert site.main(page).h1.get_text().startswith(title)
    assert chips(site, page) == {
        '2024': 'publications-2024.html', '2023': 'publications-2023.html', '2022': '',
        'No date': 'publications-undated.html',
        'Part 1': 'publications-2022.html', 'Part 2': '',
    }  # fmt: skip
    (back,) = site.main(page).select('.folio-list-footer')
    assert (back.get_text(), back.a['href']) == ('Back to Ann Poe', '../ann-poe.html')
    head = site.html(page).head
    assert head.select_one('link[rel=canonical]')['href'].endswith(f'/{page}.html')
    assert f'<loc>https://example.org/{page}.html</loc>' in site.text('sitemap.xml')


def test_a_topic_lists_the_newest_of_its_papers(site: Site) -> None:
    assert keys(site, 'topics/logs') == ['p1', 'p3']
    assert list(chips(site, 'topics/logs')) == ['2024 (1)', '2023 (1)', '2022 (2)']
    assert keys(site, 'topics/logs/publications-2022') == ['p5', 'p7']


def test_files_of_a_list_hold_all_of_it(site: Site) -> None:
    assert {'ann-poe.bib', 'ann-poe.json'} <= site.links('people/ann-poe')
    assert site.text('people/ann-poe.bib').count('@') == len(PAPERS)


def test_a_filter_says_that_it_is_of_the_page(site: Site) -> None:
    def words(docname: str) -> str:
        (place,) = site.main(docname).select('.folio-filter')
        return str(place['data-count'])

    assert words('people/ann-poe') == '{shown} of the {all} publications on this page'
    assert words('people/ann-poe/publications-2022') == '{shown} of {all} publications'


def test_numbers_are_those_of_the_whole_list(site: Site) -> None:
    def numbers(docname: str) -> str:
        found = site.main(docname).select('.folio-number')
        return ''.join(number.get_text() for number in found)

    assert numbers('numbered') == '9. 8. '
    assert numbers('numbered/publications-2022') == '5. 4. 3. '
    assert numbers('numbered/publications-undated') == '1. '
    assert numbers('types') == '9. 8. 7. '
    assert numbers('types/publications-book') == '6. 5. 4. '


def test_a_list_by_type_has_a_page_for_each(site: Site) -> None:
    assert list(chips(site, 'types')) == ['Journal article (3)', 'Book (3)', 'Other (3)']
    assert keys(site, 'types') == ['p0', 'p1', 'p7']
    title = site.main('types/publications-book').h1.get_text()
    assert title.startswith('Types – Publications: Book')


def test_the_page_of_a_year_looks_as_its_list(site: Site) -> None:
    assert site.main('compact').select('ul.folio-compact')
    assert site.main('compact/publications-2022').select('ul.folio-compact')
    assert list(chips(site, 'years')) == ['2022 (3)', '2023 (2)', 'No date (1)']
    assert keys(site, 'years') == ['p6', 'p5', 'p4']
    assert site.main('years').select('.folio-group')
    assert not site.main('years/publications-2022').select('.folio-group')


def test_a_list_of_one_year_has_parts(site: Site) -> None:
    assert chips(site, 'one') == {
        'Part 1 (3)': 'one/publications-2022.html',
        'Part 2 (1)': 'one/publications-2022-2.html',
    }
    assert chips(site, 'one/publications-2022-2') == {
        'Part 1': 'publications-2022.html',
        'Part 2': '',
    }


def test_a_list_with_a_limit_is_not_cut(site: Site) -> None:
    # below it stands the list of all, which has a page for each year
    assert keys(site, 'people/bob-roe') == ['p0', 'p1', 'p2', 'p3', 'p4', 'p0', 'p1']


def test_citations_lead_to_the_page_that_shows_the_entry(site: Site) -> None:
    # of pages that are no object's, the first by name
    for key, page in {'p5': '2022', 'p1': '2024'}.items():
        assert f'../compact/publications-{page}.html#{key}' in site.links('people/ann-poe')
        assert site.main(f'compact/publications-{page}').select_one(f'#{key}')
    assert dead_links(site.outdir) == []
    assert doubled_ids(site.outdir) == []


def test_the_search_finds_an_entry_where_citations_lead(site: Site) -> None:
    index = site.search_index()
    pages = {'p5': 'compact/publications-2022', 'p8': 'numbered/publications-undated'}
    for key, page in pages.items():
        found = index['terms'][f'word{key}']
        assert index['docnames'][found] == page


def test_pages_of_a_list_are_as_hidden_as_the_page_that_it_stands_on(make_site: MakeSite) -> None:
    meta = '---\nperson: {name: Ann Poe}\nmyst:\n  html_meta: {robots: noindex}\n---\n\n# Ann Poe\n'
    files = {'people/ann-poe.md': meta, 'references.bib': FILES['references.bib']}
    site = make_site(files, confoverrides=SETTINGS)
    robots = site.html('people/ann-poe/publications-2024').select('meta[name=robots]')
    assert [tag['content'] for tag in robots] == ['noindex']
    assert 'ann-poe' not in site.text('sitemap.xml') + site.text('feed.xml')


@pytest.mark.parametrize('buildername', ['singlehtml', 'text'])
def test_builders_of_one_document_show_all(make_site: MakeSite, buildername: str) -> None:
    files = {'page.md': f'# Page\n\n{listing()}', 'references.bib': FILES['references.bib']}
    site = make_site(files, confoverrides=SETTINGS, buildername=buildername)
    (written,) = [*site.outdir.glob('index.html'), *site.outdir.glob('page.txt')]
    text = written.read_text(encoding='utf-8')
    assert all(f'Word{key}' in text for key, _year, _kind in PAPERS)
    assert 'all of them' not in text


@pytest.mark.parametrize(
    'sizes', [(8, 9), (9, 8), (9, 4, 9)], ids=['grows', 'shrinks', 'shrinks and grows']
)
def test_a_list_that_changes_its_length_is_as_if_built_anew(
    make_site: MakeSite, clean_build: Callable[[Site], Site], sizes: tuple[int, ...]
) -> None:
    files = FILES | {'references.bib': bib(PAPERS[: sizes[0]])}
    site = make_site(files, confoverrides=SETTINGS | {'folio_publications_per_page': 8})
    for size in sizes[1:]:
        site.build_again({'references.bib': bib(PAPERS[:size])})
    assert site.output() == clean_build(site).output()
    assert (site.outdir / 'people/ann-poe').exists() == (sizes[-1] > 8)


def test_a_text_leaves_the_search_as_it_is(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = make_site(FILES, confoverrides=SETTINGS)
    site.build_again({'one.md': '# One\n\nNew\n'})
    assert site.output() == clean_build(site).output()
    before = site.written()
    site.build()
    written = site.written()
    assert {name for name in written if written[name] != before[name]} <= {'genindex', 'search'}
    assert 'wordp5' in site.search_index()['terms']


def test_parallel_builds_are_the_same(make_site: MakeSite) -> None:
    files = FILES | {'all.md': '# All\n'} | {f'more/{n}.md': f'# More {n}\n' for n in range(6)}
    one = make_site(files, confoverrides=MAIN, folder='one')
    two = make_site(files, confoverrides=MAIN, folder='two', parallel=2)
    assert one.output() == two.output()
    assert one.warnings == two.warnings
