"""Formulas as MathML, made while the site is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from sphinx_folio.render import to_mathml

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

ALIGNED = '```{math}\n:label: both\na &= b \\\\\nc &= d\n```\n'


def test_formulas_need_no_script(make_site: MakeSite) -> None:
    site = make_site({'a.md': f'# A\n\nAn {{math}}`x^2` here.\n\n{ALIGNED}\nSee {{eq}}`both`.\n'})
    assert site.warnings == []
    main = site.main('a')
    inline, block = main.select('math')
    assert inline.find_parent('p')
    assert inline.find('msup')
    assert not inline.has_attr('display')
    assert block['display'] == 'block'
    assert len(block.select('mtr')) == 2
    assert main.select_one('#equation-both .eqno').get_text().startswith('(1)')
    assert '#equation-both' in site.links('a')
    assert 'mathjax' not in site.text('a.html').lower()


@pytest.mark.parametrize(
    ('formula', 'rows'),
    [
        (r'\begin{align} a &= b \\ c &= d \end{align}', 2),
        (r'\begin{align*} a &= b \\ c &= d \nonumber \end{align*}', 2),
        (r'\begin{alignat}{2} a &= b \\ c &= d \end{alignat}', 2),
        (r'\begin{split} a &= b \\ c &= d \end{split}', 2),
        ('a = b\n\nc = d\n\ne = f', 3),
        (r'\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}', 2),
        (r'\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}', 2),
        (r'\begin{equation} x = 1 \end{equation}', 0),
        (r'\begin{gather} a \\ b \end{gather}', 2),
    ],
)
def test_what_stands_on_several_lines(formula: str, rows: int) -> None:
    made = to_mathml(formula, is_block=True)
    assert made.startswith('<math')
    assert made.count('<mtr>') == rows


def test_a_table_in_a_line_of_text_stays_there() -> None:
    assert 'display=' not in to_mathml(r'\begin{pmatrix} 1 \\ 2 \end{pmatrix}')


@pytest.mark.parametrize(
    ('formula', 'shown'),
    [
        (r'\log\log n', 'log log n'),
        (r'O(n\log\log n)', 'O(n log log n)'),
        (r'\sin x', 'sin x'),
        (r'2\sin x', '2 sin x'),
        (r'\sin^2 x', 'sin2 x'),
        (r'a\log_2 n', 'a log2 n'),
        (r'\log(n)\log n', 'log(n) log n'),
        (r'\sin\left(x\right)', 'sin(x)'),
        (r'f=\log n+1', 'f=log n+1'),
        (r'\log\frac{n\log n}{2}', 'log n log n2'),
        (r'\operatorname{abs} x', 'abs x'),
        (r'\arg\max_x f', 'argmaxxf'),  # which browsers set apart as a sign
        (r'x^{\log n}', 'xlog n'),
        (r'\mathrm{AB} x', 'ABx'),
        (r'f = \log', 'f=log'),
    ],
)
def test_functions_stand_apart(formula: str, shown: str) -> None:
    made = BeautifulSoup(to_mathml(formula), 'html.parser')
    for space in made.select('mspace'):
        assert space['width'] == '0.167em'
        space.string = '~'
    text = ''.join(made.get_text().split()).replace('~', ' ').replace('\u2061', '')
    assert text == shown


def test_the_markup_is_xml_too() -> None:
    assert '&ApplyFunction;' not in to_mathml(r'\log n < 1 \land \text{a \& b}')


@pytest.mark.parametrize(
    ('formula', 'told'),
    [
        (r'\unknown x', '"\\unknown" is no command of mathematics'),
        ('x & y', '"&" stands outside a table'),
        (r'\begin{tikzpicture} x \end{tikzpicture}', '"tikzpicture" is no environment'),
        # what only MathML cannot set
        (r'\stackrel{a}{=}', 'Unknown LaTeX command "\\stackrel"'),
        (r'\frac{a}', 'Source incomplete'),
        (r'\sqrt' * 1500 + ' x', 'it is not complete'),
    ],
)
def test_what_cannot_be_set_is_shown_as_written_and_told_of(
    make_site: MakeSite, formula: str, told: str
) -> None:
    site = make_site({'a.md': f'# A\n\nText.\n\nAn {{math}}`{formula}` here.\n'})
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('a.md', 5)
    assert told in warned.message
    assert warned.message.endswith('[folio.math]')
    assert site.main('a').select_one('p code').get_text() == formula


def test_formulas_of_titles_are_set(make_site: MakeSite) -> None:
    bib = '@misc{a, author = {Doe, Jane}, title = {On $\\sqrt{n}$ and $\\foo{n}$}, year = {2024}}\n'
    site = make_site({'references.bib': bib, 'p.md': '# P\n\n```{publications}\n```\n'})
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('references.bib', 1)
    assert 'the entry "a": title: the formula "\\foo{n}"' in warned.message
    title = site.main('p').select_one('.folio-publication-title')
    assert title.find('msqrt')
    assert title.find('code').get_text() == r'\foo{n}'


def test_what_stands_in_an_entry_is_set_on_the_page_and_plain_beside_it(
    make_site: MakeSite,
) -> None:
    bib = (
        '@article{a, author = {Doe, Jane}, title = {<i>Homo</i> &amp; $O(n\\log n)$}, year = {2024},\n'
        ' journal = {$\\alpha$ Review}, note = {Read \\url{https://example.org/~a}}}\n'
    )
    site = make_site({'references.bib': bib, 'p.md': '# P\n\n```{publications}\n```\n'})
    assert site.warnings == []
    main = site.main('p')
    title = main.select_one('.folio-publication-title')
    assert title.find('em').get_text() == 'Homo'
    assert title.find('math')
    assert main.select_one('.folio-publication-venue em').get_text() == 'α Review'
    link = main.select_one('.folio-publication-note a')
    assert link['href'] == link.get_text() == 'https://example.org/~a'
    words = 'Homo & O(n log n)'
    assert main.select_one('.folio-links, .folio-abstract') is None
    assert words in main.select_one('.folio-bibtex, details').get_text()


def test_a_site_may_ask_for_mathjax(make_site: MakeSite) -> None:
    text = '# A\n\nAn {math}`\\stackrel{a}{=}` here.\n\nAn {math}`\\require{x}` there.\n'
    settings = {'html_math_renderer': 'mathjax', 'folio_content_security_policy': False}
    site = make_site({'a.md': text}, confoverrides=settings)
    (warned,) = site.warnings  # of what is no mathematics, whoever sets it
    assert warned.line == 5
    assert site.main('a').select_one('math') is None
    assert [node.get_text() for node in site.main('a').select('code')] == [r'\require{x}']


def test_another_renderer_of_the_site_is_taken(make_site: MakeSite) -> None:
    extensions = ['sphinx_folio', 'sphinx.ext.imgmath']
    site = make_site({'a.md': '# A\n'}, confoverrides={'extensions': extensions})
    builder: Any = site.app.builder
    assert builder.math_renderer_name == 'imgmath'


@pytest.mark.parametrize('builder', ['singlehtml', 'epub', 'text', 'latex', 'man'])
def test_other_formats_still_work(make_site: MakeSite, builder: str) -> None:
    site = make_site({'a.md': f'# A\n\nAn {{math}}`x^2`.\n\n{ALIGNED}'}, buildername=builder)
    assert [told for told in site.warnings if 'EPUB3' not in told.message] == []


def test_a_formula_that_is_mended_shows_in_the_next_build(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = make_site({'a.md': '# A\n\n{math}`\\unknown`\n', 'b.md': '# B\n'})
    assert len(site.build_again({'b.md': '# B2\n'}).warnings) == 1
    site.build_again({'a.md': '# A\n\n{math}`x`\n'})
    assert site.warnings == []
    output = site.output()
    assert output == clean_build(site).output()
