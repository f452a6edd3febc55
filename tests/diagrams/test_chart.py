"""The chart of publications per year, as a picture and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import front

from sphinx_folio.diagrams.year_chart import YearCounts, draw_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from support import MakeSite, Site

CHART = '```{publications-per-year}\n```\n'
FILES: dict[str, str | bytes] = {
    'chart.md': f'# Chart\n\n{CHART}',
    'people/jane-doe.md': front('person', name='Jane Doe') + f'\n{CHART}',
    'topics/logs.md': front('topic', name='Logs'),
}


def entries(years: Iterable[int | None], **fields: str) -> str:
    shared = {'author': 'Doe, Jane', 'journal': 'Logs'} | fields
    found = []
    for number, year in enumerate(years):
        own = shared | {'title': f'Work {number} {fields}', 'year': str(year or '')}
        body = ',\n'.join(f'  {name} = {{{value}}}' for name, value in own.items() if value)
        key = '-'.join(['k', *fields.values(), str(number)]).replace(' ', '').replace(',', '')
        found.append(f'@article{{{key},\n{body}\n}}\n')
    return ''.join(found)


def site_of(make_site: MakeSite, bib: str, **more: str) -> Site:
    return make_site(
        FILES | {'references.bib': bib} | more,
        confoverrides={'suppress_warnings': ['folio.field', 'folio.duplicate']},
    )


def bars(page: Any) -> list[str]:
    return [node.title.string for node in page.select('.folio-chart-picture rect')]


def table(page: Any) -> list[tuple[str, ...]]:
    return [
        tuple(cell.get_text(strip=True) for cell in row.select('td'))
        for row in page.select('figure.folio-chart tbody tr')
    ]


def test_each_year_has_a_bar_and_a_row(make_site: MakeSite) -> None:
    site = site_of(make_site, entries([2025, 2023, 2025, 2020]))
    assert site.warnings == []
    main = site.main('chart')
    assert bars(main) == ['2020: 1', '2023: 1', '2025: 2']
    assert table(main) == [('2020', '1'), ('2023', '1'), ('2025', '2')]
    svg = main.select_one('.folio-chart-picture')
    assert svg['role'] == 'img'
    assert svg['aria-label'] == 'Publications per year, 2020 to 2025'
    assert main.select_one('details > summary').string == 'The chart as a table'


def test_years_without_a_publication_keep_their_place(make_site: MakeSite) -> None:
    main = site_of(make_site, entries([2025, 2023, 2020])).main('chart')
    marks = [node.string for node in main.select('.folio-chart-year')]
    assert marks == ['2020', '2021', '2022', '2023', '2024', '2025']
    lefts = [float(bar['x'].rstrip('%')) for bar in main.select('rect')]
    steps = [lefts[1] - lefts[0], lefts[2] - lefts[1]]
    assert steps[0] / steps[1] == pytest.approx(3 / 2, abs=0.01)


def test_what_has_no_year_is_told_of(make_site: MakeSite) -> None:
    main = site_of(make_site, entries([2025, None, None])).main('chart')
    assert bars(main) == ['2025: 1']
    note = main.select_one('figure .folio-legend').string
    assert note == 'Not counted, as they have no year: 2'
    whole = site_of(make_site, entries([2025])).main('chart')
    assert whole.select('figure .folio-legend') == []


@pytest.mark.parametrize('bib', ['', entries([None])])
def test_without_a_year_there_is_a_sentence(make_site: MakeSite, bib: str) -> None:
    main = site_of(make_site, bib).main('chart')
    assert main.select('svg, table') == []
    assert main.select_one('.folio-empty').string == 'None listed yet.'


def test_on_the_page_of_a_person_it_is_theirs(make_site: MakeSite) -> None:
    bib = entries([2025]) + entries([2020], author='Roe, Joan')
    main = site_of(make_site, bib).main('people/jane-doe')
    assert bars(main) == ['2025: 1']


@pytest.mark.parametrize(
    ('options', 'expected'),
    [
        (':person: jane-doe', ['2024: 1', '2025: 1']),
        (':topic: logs', ['2021: 1']),
        (':year: 2021-2024', ['2021: 1', '2024: 1']),
        (':type: book', []),
        ('', ['2021: 1', '2024: 1', '2025: 1']),
    ],
)
def test_options(make_site: MakeSite, options: str, expected: list[str]) -> None:
    bib = entries([2025, 2024]) + entries([2021], author='Roe, Joan', topics='logs')
    chart = f'# Chart\n\n```{{publications-per-year}}\n{options}\n```\n'
    site = site_of(make_site, bib, **{'chart.md': chart})
    assert site.warnings == []
    assert bars(site.main('chart')) == expected


def test_a_wrong_id_is_told_of(make_site: MakeSite) -> None:
    chart = '# Chart\n\n```{publications-per-year}\n:topic: lgos\n```\n'
    site = site_of(make_site, entries([2025]), **{'chart.md': chart})
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('chart.md', 4)
    assert 'unknown topic "lgos"' in warned.message


def test_a_chart_is_no_place_that_citations_lead_to(make_site: MakeSite) -> None:
    bib = entries([2025])
    cited = {
        'cited.md': '# Cited\n\n{cite:p}`k-0`\n',
        'all.md': '# All\n\n```{publications}\n```\n',
    }
    site = site_of(make_site, bib, **cited)
    assert {link.partition('#')[0] for link in site.links('cited')} == {'all.html'}


# -- where bars and marks stand ------------------------------------------------------------


def test_a_long_range_stays_legible() -> None:
    chart = draw_chart(YearCounts(tuple((year, 1 + year % 7) for year in range(1965, 2026)), 1, 0))
    assert len(chart.bars) == 61
    assert chart.bars[-1].left + chart.bars[-1].width <= 100
    marked = [bar.year for bar in chart.bars if bar.marked]
    always = [bar.year for bar in chart.bars if bar.marked == 'always']
    assert marked == list(range(1965, 2026, 5))
    assert always == list(range(1970, 2026, 10))
    assert not any(bar.numbered for bar in chart.bars)


def test_a_mistyped_year_makes_decades(make_site: MakeSite) -> None:
    main = site_of(make_site, entries([1025, 2024, 2025])).main('chart')
    assert bars(main) == ['1020–1029: 1', '2020–2029: 2']
    assert table(main) == [('1020–1029', '1'), ('2020–2029', '2')]
    label = main.select_one('.folio-chart-picture')['aria-label']
    assert label == 'Publications per decade, 1020 to 2029'


@pytest.mark.parametrize(
    ('most', 'lines'),
    [
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 2, 4, 6]),
        (16, [0, 5, 10, 15, 20]),
        (1234, [0, 500, 1000, 1500]),
        (100000, [0, 50000, 100000]),
    ],
)
def test_lines_across_stand_at_round_numbers(most: int, lines: list[int]) -> None:
    chart = draw_chart(YearCounts(((2025, most),), 1, 0))
    assert [number for number, _height in chart.lines] == lines
    assert chart.lines[-1][1] == 1
    assert 0 < chart.bars[0].height <= 1


def test_one_year_is_no_wall() -> None:
    (bar,) = draw_chart(YearCounts(((2025, 3),), 1, 0)).bars
    assert bar.width < 15
    assert bar.numbered == bar.marked == 'always'


# -- builds --------------------------------------------------------------------------------


def test_a_chart_holds_no_style_and_no_script(make_site: MakeSite) -> None:
    figure = site_of(make_site, entries([2025])).main('chart').select_one('figure.folio-chart')
    assert figure.select('[style], style, script') == []


def test_other_builders_have_the_table(make_site: MakeSite) -> None:
    site = make_site(FILES | {'references.bib': entries([2025, 2020])}, buildername='text')
    text = site.text('chart.txt')
    assert '2025' in text
    assert 'Publications' in text
    latex = make_site(
        FILES | {'references.bib': entries([2025, 2020])}, buildername='latex', folder='latex'
    )
    (tex,) = latex.outdir.glob('*.tex')
    assert '2025' in tex.read_text(encoding='utf-8')


def test_the_page_is_written_when_a_number_changes(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = site_of(make_site, entries([2025, 2024]), **{'index.md': '# Site\n'})
    before = site.written()['chart']
    renamed = entries([2025, 2024], journal='Other')
    assert site.build_again({'references.bib': renamed}).written()['chart'] == before
    site.build_again({'references.bib': entries([2025, 2023])})
    assert site.written()['chart'] != before
    assert site.output() == clean_build(site).output()
