"""LaTeX of bibliography fields, as readers see it."""

from __future__ import annotations

import pytest

from sphinx_folio.bib.latex_text import decode


@pytest.mark.parametrize(
    ('written', 'shown'),
    [
        (r'Nguy{\~{\^e}}n', 'Nguyễn'),
        (r'Nguy\~{\^e}n', 'Nguyễn'),
        (r'Garc\'{\i}a', 'García'),
        (r'Garc{\'\i}a', 'García'),
        (r'\'{\i}', 'í'),
        (r'{\L}ukasz', 'Łukasz'),
        (r'{\c C}elik', 'Çelik'),
        (r'\c{C}elik', 'Çelik'),
        (r'M{\"u}ller, M\"uller, M\"{u}ller', 'Müller, Müller, Müller'),
        (r'K{\H o}szegi', 'Kőszegi'),
        (r'{\O}rsted {\aa} {\ss}', 'Ørsted å ß'),
        (r'\.{I}stanbul', 'İstanbul'),
        (r'{\'E}t{\'e}', 'Été'),
    ],
)
def test_accents_and_letters(written: str, shown: str) -> None:
    assert decode(written) == shown


@pytest.mark.parametrize(
    ('written', 'shown'),
    [
        ('{NanoFlow}: {{LLM}}s', 'NanoFlow: LLMs'),
        (r'R\&D at 3\$, \#1, a\_b', 'R&D at 3$, #1, a_b'),
        ("``quoted'' pages 1--9 --- end", '“quoted” pages 1–9 — end'),
        ('A~B', 'A B'),
        (r'\emph{never} \textbf{lost}', 'never lost'),
        ('over\n    two   lines', 'over two lines'),
        ('plain Ünïcode 王', 'plain Ünïcode 王'),
        ('', ''),
    ],
)
def test_braces_and_symbols(written: str, shown: str) -> None:
    assert decode(written) == shown


@pytest.mark.parametrize(
    'written', ['$x_1^2$', r'the $\alpha$-model', r'an $O(n \log n)$ bound', 'H$_2$O']
)
def test_math_is_kept(written: str) -> None:
    assert decode(written) == written


@pytest.mark.parametrize('written', ['100% sure', r'100\% sure', '100% {sure}', r'{100\%} sure'])
def test_a_percent_sign_begins_no_comment(written: str) -> None:
    assert decode(written) == '100% sure'


@pytest.mark.parametrize(
    'written',
    [
        '{unbalanced',
        'unbalanced}',
        '$unbalanced',
        r'unbalanced\begin{x}',
        'unbalanced\\',
        r'\href{https://example.org}{unbalanced}',
        r'\textcolor{red}{unbalanced}',
        r'unbalanced\sqrt',
        r'unbalanced\footnote',
        r'unbalanced\author',
        '{' * 3000 + 'unbalanced',
    ],
)
def test_odd_markup_loses_no_word(written: str) -> None:
    assert 'unbalanced' in decode(written)
