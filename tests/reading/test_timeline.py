"""Dated records: the timeline directive and its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from support import front, index_of

if TYPE_CHECKING:
    from support import MakeSite, Site

EDUCATION = """\
# Notes

:::::{timeline} Education *and* more
:kind: education

::::{entry} MSc in **Computer** Engineering
:organisation: Delft University of Technology
:place: Delft, The Netherlands
:dates: 2023-09 to 2025-11

Thesis with {person}`jane-doe`, see {cite:t}`doe2024`.

- one
- two
::::

::::{entry} BSc
:dates: 2020
::::

::::{entry} A prize
::::

:::::
"""
FILES: dict[str, str | bytes] = {
    'notes.md': EDUCATION,
    'people/jane-doe.md': front('person', name='Jane Doe'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': '@misc{doe2024, author = {Poe, Ann}, title = {T}, year = {2024}}\n',
}


def entries(site: Site, docname: str = 'notes') -> list[Any]:
    """Return the entries of the only timeline of a page."""
    (timeline,) = site.main(docname).select('ul.folio-timeline')
    return list(timeline.find_all('li', recursive=False))


def page_of(*inner: str, options: str = '') -> str:
    """Return a page with a timeline, and what stands in it."""
    blocks = '\n\n'.join(inner)
    return f'# Notes\n\n:::::{{timeline}}\n{options}\n{blocks}\n\n:::::\n'


#: Dates as they are written, as they are shown, and as programs read them.
DATES = {
    'open': ('2024-07 to present', 'since July 2024', ['2024-07']),
    'day': ('2024-07-15', 'July 15, 2024', ['2024-07-15']),
    'period': ('2022 to 2023', '2022 – 2023', ['2022', '2023']),
    'dash': ('2022–2023', '2022 – 2023', ['2022', '2023']),
    'words': ('Sept. 2022 – Fall 2023', 'September 2022 – Autumn 2023', ['2022-09', '2023']),
    'expected': ('exp. June 2026', 'expected June 2026', ['2026-06']),
    'until': ('bis 2024', 'until 2024', ['2024']),
    'several': ('2019, 2021-', '2019, since 2021', ['2019', '2021']),
}
KINDS = [
    'education',
    'experience',
    'teaching',
    'awards',
    'service',
    'talks',
    'skills',
    'activities',
    'other',
]
IN_A_TAB = (
    '# Notes\n\n:::::::{tab-set}\n\n::::::{tab-item} CV\n\n'
    + EDUCATION.partition('\n\n')[2]
    + '\n::::::\n\n:::::::\n'
)
RESTRUCTURED = """\
Notes
=====

.. timeline:: Education
   :kind: education

   .. entry:: MSc with :person:`jane-doe`
      :dates: 2024 to present

      A *body*.
"""
PAGES: dict[str, str | bytes] = {
    'markdown.md': page_of(
        '::::{entry} With {person}`jane-doe` in [Delft](https://x.org)\n'
        ':organisation: The *Lab* of {person}`her <jane-doe>`\n::::'
    ),
    **{
        f'dates-{name}.md': page_of(f'::::{{entry}} One\n:dates: {dates}\n::::')
        for name, (dates, _shown, _machine) in DATES.items()
    },
    **{
        f'kind-{kind}.md': page_of('::::{entry} One\n::::', options=f':kind: {kind}\n')
        for kind in KINDS
    },
    'american.md': page_of('::::{entry} One\n:organization: The Lab\n::::'),
    'comment.md': page_of('% not yet', '::::{entry} One\n::::'),
    'tab.md': IN_A_TAB,
    'rst.rst': RESTRUCTURED,
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build a website with a page for every timeline."""
    files = {**FILES, **PAGES}
    listed = [name.replace('.rst', '.md') for name in files]
    return make_shared_site({**files, 'index.md': index_of(listed)})


@pytest.mark.parametrize('name', [*FILES, *PAGES, 'index.md'])
def test_nothing_is_told_of_a_right_page(site: Site, name: str) -> None:
    assert [item for item in site.warnings if item.file == name] == []


def test_nothing_is_told_of_the_site(site: Site) -> None:
    assert site.warnings == []


def test_a_timeline_is_a_list_of_its_entries(site: Site) -> None:
    (timeline,) = (
        node
        for node in site.doctree('notes').findall(nodes.bullet_list)
        if 'folio-timeline' in node['classes']
    )
    assert timeline['kind'] == 'education'
    assert 'folio-timeline-education' in timeline['classes']
    assert [type(item) for item in timeline] == [nodes.list_item] * 3
    assert [next(item.findall(nodes.strong)).astext() for item in timeline] == [
        'MSc in Computer Engineering',
        'BSc',
        'A prize',
    ]
    (caption,) = site.doctree('notes').findall(nodes.rubric)
    assert caption.astext() == 'Education and more'
    assert next(caption.findall(nodes.emphasis)).astext() == 'and'


def test_an_entry_shows_title_place_and_dates(site: Site) -> None:
    first, second, third = entries(site)
    text = ' '.join(first.get_text(' ').split())
    for shown in (
        'MSc in Computer Engineering',
        'Delft University of Technology',
        'Delft, The Netherlands',
        'September 2023 – November 2025',
    ):
        assert shown in text
    assert [date['datetime'] for date in first.select('time')] == ['2023-09', '2025-11']
    assert ' '.join(second.get_text(' ').split()) == '2020 BSc'
    assert second.time['datetime'] == '2020'
    assert third.get_text().strip() == 'A prize'
    assert third.find('time') is None


def test_the_body_of_an_entry_is_markdown(site: Site) -> None:
    first, *_others = entries(site)
    assert [item.get_text() for item in first.select('li')] == ['one', 'two']
    hrefs = [link['href'] for link in first.select('a')]
    assert hrefs == ['people/jane-doe.html', 'publications.html#doe2024']
    assert 'Computer' in [strong.get_text() for strong in first.select('strong strong')]


def test_the_title_and_the_place_of_an_entry_are_markdown(site: Site) -> None:
    (entry,) = entries(site, 'markdown')
    assert [link.get_text() for link in entry.select('a')] == ['Jane Doe', 'Delft', 'her']
    assert entry.em.get_text() == 'Lab'


@pytest.mark.parametrize('name', DATES)
def test_dates_are_read_by_people_and_machines(site: Site, name: str) -> None:
    _dates, shown, machine = DATES[name]
    (entry,) = entries(site, f'dates-{name}')
    assert ' '.join(entry.get_text().split()) == f'{shown} One'
    assert [date['datetime'] for date in entry.select('time')] == machine


@pytest.mark.parametrize('kind', KINDS)
def test_every_kind_of_timeline(site: Site, kind: str) -> None:
    (timeline,) = site.doctree(f'kind-{kind}').findall(nodes.bullet_list)
    assert timeline['kind'] == kind


def test_the_american_spelling_is_right_too(site: Site) -> None:
    assert 'The Lab' in entries(site, 'american')[0].get_text()


def test_a_comment_may_stand_in_a_timeline(site: Site) -> None:
    assert len(entries(site, 'comment')) == 1


def test_a_timeline_may_stand_in_a_tab(site: Site) -> None:
    assert len(entries(site, 'tab')) == 3


def test_a_timeline_is_read_in_restructuredtext_too(site: Site) -> None:
    (entry,) = entries(site, 'rst')
    assert 'since 2024' in ' '.join(entry.get_text().split())
    assert entry.a['href'] == 'people/jane-doe.html'
    assert entry.em.get_text() == 'body'


@pytest.mark.parametrize('buildername', ['text', 'latex', 'pseudoxml', 'xml'])
def test_other_builders_show_every_word(make_site: MakeSite, buildername: str) -> None:
    confoverrides = {'latex_documents': [('index', 'site.tex', 'Site', 'Jane', 'manual')]}
    site = make_site(FILES, buildername=buildername, confoverrides=confoverrides)
    assert site.warnings == []
    suffix = {'text': '.txt', 'latex': '.tex'}.get(buildername, f'.{buildername}')
    written = ' '.join(path.read_text('utf-8') for path in site.outdir.rglob(f'*{suffix}'))
    text = ' '.join(written.split())
    for shown in (
        'Delft University of Technology',
        'Delft, The Netherlands',
        'Sep 2023' if buildername == 'latex' else 'September 2023',
        'A prize',
    ):
        assert shown in text
