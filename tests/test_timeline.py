"""Dated records: the timeline directive and its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from support import front

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


def test_a_timeline_is_a_list_of_its_entries(make_site: MakeSite) -> None:
    site = make_site(FILES, buildername='dummy')
    assert site.warnings == []
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


def test_an_entry_shows_title_place_and_dates(make_site: MakeSite) -> None:
    first, second, third = entries(make_site(FILES))
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


def test_the_body_of_an_entry_is_markdown(make_site: MakeSite) -> None:
    first, *_others = entries(make_site(FILES))
    assert [item.get_text() for item in first.select('li')] == ['one', 'two']
    hrefs = [link['href'] for link in first.select('a')]
    assert hrefs == ['people/jane-doe.html', 'publications.html#doe2024']
    assert 'Computer' in [strong.get_text() for strong in first.select('strong strong')]


def test_the_title_and_the_place_of_an_entry_are_markdown(make_site: MakeSite) -> None:
    text = (
        '# Notes\n\n:::::{timeline}\n\n::::{entry} With {person}`jane-doe` in [Delft](https://x.org)\n'
        ':organisation: The *Lab* of {person}`her <jane-doe>`\n::::\n\n:::::\n'
    )
    site = make_site({**FILES, 'notes.md': text})
    assert site.warnings == []
    (entry,) = entries(site)
    assert [link.get_text() for link in entry.select('a')] == ['Jane Doe', 'Delft', 'her']
    assert entry.em.get_text() == 'Lab'


@pytest.mark.parametrize(
    ('dates', 'shown', 'machine'),
    [
        ('2024-07 to present', 'since July 2024', ['2024-07']),
        ('2024-07-15', 'July 15, 2024', ['2024-07-15']),
        ('2022 to 2023', '2022 – 2023', ['2022', '2023']),
        ('2022–2023', '2022 – 2023', ['2022', '2023']),
    ],
)
def test_dates_are_read_by_people_and_machines(
    make_site: MakeSite, dates: str, shown: str, machine: list[str]
) -> None:
    text = f'# Notes\n\n:::::{{timeline}}\n\n::::{{entry}} One\n:dates: {dates}\n::::\n\n:::::\n'
    (entry,) = entries(make_site({'notes.md': text}))
    assert ' '.join(entry.get_text().split()) == f'{shown} One'
    assert [date['datetime'] for date in entry.select('time')] == machine


@pytest.mark.parametrize(
    'kind',
    [
        'education',
        'experience',
        'teaching',
        'awards',
        'service',
        'talks',
        'skills',
        'activities',
        'other',
    ],
)
def test_every_kind_of_timeline(make_site: MakeSite, kind: str) -> None:
    text = f'# Notes\n\n:::::{{timeline}}\n:kind: {kind}\n\n::::{{entry}} One\n::::\n\n:::::\n'
    site = make_site({'notes.md': text}, buildername='dummy')
    assert site.warnings == []
    (timeline,) = site.doctree('notes').findall(nodes.bullet_list)
    assert timeline['kind'] == kind


def test_the_american_spelling_is_right_too(make_site: MakeSite) -> None:
    text = '# Notes\n\n:::::{timeline}\n\n::::{entry} One\n:organization: The Lab\n::::\n\n:::::\n'
    site = make_site({'notes.md': text})
    assert site.warnings == []
    assert 'The Lab' in entries(site)[0].get_text()


def test_a_comment_may_stand_in_a_timeline(make_site: MakeSite) -> None:
    text = '# Notes\n\n:::::{timeline}\n\n% not yet\n\n::::{entry} One\n::::\n\n:::::\n'
    site = make_site({'notes.md': text})
    assert site.warnings == []
    assert len(entries(site)) == 1


def test_a_timeline_may_stand_in_a_tab(make_site: MakeSite) -> None:
    inner = EDUCATION.partition('\n\n')[2]
    text = f'# Notes\n\n:::::::{{tab-set}}\n\n::::::{{tab-item}} CV\n\n{inner}\n::::::\n\n:::::::\n'
    site = make_site({**FILES, 'notes.md': text})
    assert site.warnings == []
    assert len(entries(site)) == 3


def test_a_timeline_is_read_in_restructuredtext_too(make_site: MakeSite) -> None:
    text = (
        'Notes\n=====\n\n.. timeline:: Education\n   :kind: education\n\n'
        '   .. entry:: MSc with :person:`jane-doe`\n      :dates: 2024 to present\n\n'
        '      A *body*.\n'
    )
    site = make_site(
        {
            **FILES,
            'notes.md': '# N\n',
            'rst.rst': text,
            'index.md': (
                '# Site\n\n```{toctree}\nnotes\nrst\npublications\npeople/jane-doe\n```\n'
            ),
        }
    )
    assert site.warnings == []
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
