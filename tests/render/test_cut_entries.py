"""Long lists of dated entries: a beginning, and a page for each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

LIMIT = 3
DATES = ['2026-03', '2026-01', '2025', '2024-12', '2024-11', '2024-10', '2024-09', '']
FILES = {
    'people/jane.md': front('person', name='Jane') + '\n```{entries}\n:kind: talks\n```\n',
    **{
        f'talks/t{number}.md': front(
            'entry', name=f'T{number}', people=['jane'], **({'date': date} if date else {})
        )
        for number, date in enumerate(DATES)
    },
    'talks/index.md': '# Talks\n\n```{entries}\n:kind: talks\n:group: year\n```\n',
    'few.md': '# Few\n\n```{entries}\n:kind: talks\n:limit: 3\n```\n',
    'old.md': '# Old\n\n```{entries}\n:kind: talks\n:sort: oldest\n```\n',
}


@pytest.fixture
def site(look_at: MakeSite) -> Site:
    return look_at(FILES, confoverrides={'folio_entries_per_page': LIMIT})


def titles(site: Site, docname: str) -> list[str]:
    found = site.main(docname).select('.folio-entry-title a')
    return [link.get_text() for link in found]


def chips(site: Site, docname: str) -> dict[str, str]:
    links = site.main(docname).select('.folio-chips a')
    return {link.get_text(): link['href'] for link in links}


def test_no_page_has_a_warning(site: Site) -> None:
    assert site.warnings == []


def test_the_list_shows_its_beginning_and_leads_to_each_year(site: Site) -> None:
    assert titles(site, 'talks/index') == ['T0', 'T1', 'T2']
    assert chips(site, 'talks/index') == {
        '2026': 'entries-2026.html',
        '2025': 'entries-2025.html',
        '2024': 'entries-2024.html',
        'No date': 'entries-undated.html',
    }
    (said,) = site.main('talks/index').select('.folio-list-part')
    assert said.get_text() == 'The first 3 of 8; all of them:'


def test_each_page_has_its_year_in_order(site: Site) -> None:
    assert titles(site, 'talks/entries-2026') == ['T0', 'T1']
    assert titles(site, 'talks/entries-2024') == ['T3', 'T4', 'T5']
    assert titles(site, 'talks/entries-2024-2') == ['T6']
    assert titles(site, 'talks/entries-undated') == ['T7']
    (title,) = site.main('talks/entries-2024').select('h1')
    assert title.get_text().startswith('Talks: 2024')
    assert titles(site, 'people/jane/entries-2026') == ['T0', 'T1']


def test_the_oldest_come_first_where_that_is_asked(site: Site) -> None:
    assert list(chips(site, 'old')) == ['2024', '2025', '2026', 'No date']
    assert titles(site, 'old') == ['T6', 'T5', 'T4']


def test_a_list_with_a_limit_is_not_cut(site: Site) -> None:
    assert (titles(site, 'few'), chips(site, 'few')) == (['T0', 'T1', 'T2'], {})
    (more,) = site.main('few').select('.folio-list-footer a')
    assert (more.get_text(), more['href']) == ('All 8 entries', 'talks/index.html')
