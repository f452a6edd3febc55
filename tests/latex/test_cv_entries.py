"""Dated entries in a CV, wherever they are written, and never twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from paper_site import body_of, section_titles
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site


def record(title: str, date: str, *options: str) -> str:
    lines = '\n'.join(options)
    return f':::{{entry}} {title}\n:dates: {date}\n{lines}\n:::\n'


def timeline(kind: str, *records: str) -> str:
    return f'::::{{timeline}}\n:kind: {kind}\n\n{"".join(records)}::::\n\n'


JANE = (
    front('person', name='Jane Doe')
    + '\n## Invited talks\n\n'
    + timeline(
        'talks',
        record('Wnew', '2025', ':people: bo', ':projects: log', ':links: slides: https://a.org/x'),
        record('Wold', '2021'),
    )
    + '## Rest\n\n```{entries}\n:kind: teaching\n:year: 2020-\n:limit: 1\n```\n\n'
    + '```{entries}\n:limit: 2\n```\n\n'
    + timeline('news', record('Wnews', '2026'))
)
BO = front('person', name='Bo') + timeline('awards', record('Wprize', '2020', ':people: jane'))
FILES = {
    'people/jane.md': JANE,
    'people/bo.md': BO,
    'projects/log.md': front('project', name='Log'),
    'talks/mid.md': front('entry', name='Wmid', date='2023', people=['jane'], summary='Wsum'),
    'teaching/os.md': front('entry', name='Wos', period=['2019', '2022'], people=['jane']),
    'teaching/db.md': front('entry', name='Wdb', period='2020', people=['jane']),
    'x/p.md': front('entry', name='Wpatent', kind='patents', date='2024', people=['jane']),
    'x/g.md': front('entry', name='Wgrant', kind='grants', date='2024', people=['jane']),
    'x/o.md': front('entry', name='Wopening', kind='openings', date='2024', people=['jane']),
}
OWN = {'folio_entry_kinds': {'patents': 'Patents'}}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    return make_shared_site(FILES, buildername='folio-latex', confoverrides=OWN)


def test_nothing_is_warned_of(site: Site) -> None:
    assert site.warnings == []


def test_every_kind_but_news_and_openings_is_a_section(site: Site) -> None:
    assert section_titles(body_of(site, 'cv-jane')) == [
        'Grants', 'Teaching', 'Awards', 'Invited talks', 'Patents',
    ]  # fmt: skip
    assert section_titles(body_of(site, 'cv-bo')) == ['Awards', 'Talks']


def test_each_entry_is_printed_once_and_in_the_order_of_time(site: Site) -> None:
    text = body_of(site, 'cv-jane')
    order = ['Wgrant', 'Wos', 'Wdb', 'Wprize', 'Wnew', 'Wmid', 'Wsum', 'Wold', 'Wpatent']
    assert [text.count(word) for word in order] == [1] * len(order)
    assert sorted(order, key=text.index) == order
    assert 'Wnews' not in text
    assert 'Wopening' not in text


def test_a_line_has_its_people_and_addresses_but_leads_nowhere_else(site: Site) -> None:
    text = body_of(site, 'cv-jane')
    record = text[text.index('Wnew') : text.index('Wmid')]
    assert 'Bo' in record
    assert 'a.org/x' in record
    assert 'Log' not in record
    assert 'Log' in body_of(site, 'portfolio')


def test_the_sections_of_own_kinds_can_be_ordered(make_site: MakeSite) -> None:
    order = {'folio_cv_sections': ['patents', 'talks', 'news']}
    site = make_site(FILES, buildername='folio-latex', confoverrides=OWN | order)
    (warned,) = site.warnings
    assert '"news" is no section' in warned.message
    order = {'folio_cv_sections': ['patents', 'talks']}
    site = make_site(FILES, buildername='folio-latex', confoverrides=OWN | order, folder='other')
    assert section_titles(body_of(site, 'cv-jane')) == ['Patents', 'Invited talks']
