"""Which formulas a page or an entry may hold."""

from __future__ import annotations

import time

import pytest

from sphinx_folio.gate import (
    brings_environment,
    formula_refusal,
    is_column_spec,
    shown_formula,
    without_labels,
)
from sphinx_folio.gate.tex import MAX_DEPTH, MAX_LENGTH, MAX_REPEATED

INLINE = [
    'x',
    'E = mc^2',
    "f'(x) + f''(x)",
    r'\alpha + \beta \leq \gamma',
    r'\frac{\sum_{i=1}^{n_k} x_i}{\sqrt[3]{n}}',
    r'\mathcal{O}(n \log n)',
    r'\mathbb{R}^{n \times m}, \mathscr{L}, \mathfrak{g}, \mathrm{d}x',
    r'\text{if } x > 0',
    r'\text{50\% of $\alpha_1$ \& more, see \textit{there}}',
    r'\mbox{a}, \textrm{b}, \textbf{c}',
    r'\left( \frac{a}{b} \right] \big\| x \Big\}',
    r'\left\{ x \middle| y \right.',
    r'\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}',
    r'\begin{smallmatrix} 1 & 2 \end{smallmatrix}',
    r'\begin{array}{l|cr} 1 & 2 & 3 \\ \hline 4 & 5 & 6 \end{array}',
    r'\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}',
    r'\begin{aligned}[t] a &= b \\ c &= d \end{aligned}',
    r'\begin{alignedat}{2} a &= b & c &= d \end{alignedat}',
    r'\sum_{\substack{i < n \\ j < m}} a_{ij}',
    r'\overset{!}{=} \underset{x}{\to} \stackrel{a}{\sim} \xrightarrow[a]{b}',
    r'\operatorname{argmax}_x \hat{\theta}, \widehat{abc}, \overbrace{a+b}^{n}',
    r'a\hspace{1em}b\hspace{-0.5ex}\mspace{3mu}c\,\;\!\quad d',
    r'\not= \bmod n \pmod{n} \binom{n}{k}',
    r'50\,\% \# \_ \& \$ \{ \}',
    'a\nb',
    r'x~y \ z',
    r'x^{a^{b^{c}}}',
    'α + β = 中',
    r'\pmb{\boldsymbol{\phantom{x}}}',
    '',
]
BLOCK = [
    r'a &= b \\ c &= d',
    'a = b\n\nc = d',
    r'\begin{align} a &= b \\ c &= d \nonumber \end{align}',
    r'\begin{align*} a &= b \notag \end{align*}',
    r'\begin{alignat}{2} a &= b \end{alignat}',
    r'\begin{equation} \label{eq:one-1} x \end{equation}',
    r'\begin{gather} a \\ b \end{gather} \begin{multline*} c \end{multline*}',
    r'\begin{split} a &= b \end{split}',
    r'\label{one} x',
    r'a \\[1em] b \\[-0.5ex] c \\* d \\ [e]',
]


@pytest.mark.parametrize('formula', INLINE)
def test_mathematics_is_let_through(formula: str) -> None:
    assert formula_refusal(formula) == ''
    assert formula_refusal(formula, is_block=True) == ''


@pytest.mark.parametrize('formula', BLOCK)
def test_lines_of_their_own_may_be_rows(formula: str) -> None:
    assert formula_refusal(formula, is_block=True) == ''


#: Formulas, and what the message says of each.
REFUSED = [
    # commands that do something
    (r'\input{/etc/passwd}', r'"\input"'),
    (r'\input /etc/passwd', r'"\input"'),
    (r'\include{x}', r'"\include"'),
    (r'\text{\input{/etc/passwd}}', r'"\input"'),
    (r'\mbox{\text{\textrm{\input{/etc/passwd}}}}', r'"\input"'),
    (r'\text{a $\mathrm{\text{\input{x}}}$}', r'"\input"'),
    (r'\hbox{\input{x}}', r'"\hbox"'),
    (r'\vbox{x}', r'"\vbox"'),
    (r'\def\x{\x}\x', r'"\def"'),
    (r'\gdef\alpha{x}', r'"\gdef"'),
    (r'\let\alpha\input \alpha{x}', r'"\let"'),
    (r'\newcommand{\x}{y}', r'"\newcommand"'),
    (r'\renewcommand\alpha{\input{x}}', r'"\renewcommand"'),
    (r'\csname input\endcsname{x}', r'"\csname"'),
    (r'\expandafter\input x', r'"\expandafter"'),
    (r'\catcode`\Z=0 Zinput{x}', r'"\catcode"'),
    (r'\openin1=/etc/passwd', r'"\openin"'),
    (r'\read1 to\x', r'"\read"'),
    (r'\immediate\write18{id}', r'"\immediate"'),
    (r'\write18{id}', r'"\write"'),
    (r'\special{pdf:image (/etc/x.png)}', r'"\special"'),
    (r'\directlua{os.execute("id")}', r'"\directlua"'),
    (r'\loop x\repeat', r'"\loop"'),
    (r'\verbatiminput{/etc/passwd}', r'"\verbatiminput"'),
    (r'\lstinputlisting{/etc/passwd}', r'"\lstinputlisting"'),
    (r'\includegraphics{/x.png}', r'"\includegraphics"'),
    (r'\XeTeXpicfile "/x.png"', r'"\XeTeXpicfile"'),
    (r'\font\x=/x', r'"\font"'),
    (r'\url{javascript:alert(1)}', r'"\url"'),
    (r'\href{javascript:alert(1)}{x}', r'"\href"'),
    (r'\class{x}{y} \cssId{a}{b}', r'"\class"'),
    (r'\style{position:fixed}{y}', r'"\style"'),
    (r'\require{x}', r'"\require"'),
    (r'\usepackage{x}', r'"\usepackage"'),
    (r'\makeatletter\@@input{x}', r'"\makeatletter"'),
    (r'\@@input x', r'"\@"'),
    (r'\rule{9999in}{9999in}', r'"\rule"'),
    (r'\color{red}', r'"\color"'),
    (r'\ref{x}', r'"\ref"'),
    (r'\tag{x}', r'"\tag"'),
    (r'\mathchoice{a}{b}{c}{d}', r'"\mathchoice"'),
    (r'\par', r'"\par"'),
    (r'\aftergroup\input', r'"\aftergroup"'),
    (r'\uppercase{\input}', r'"\uppercase"'),
    (r'\everypar{x}', r'"\everypar"'),
    (r'\endinput', r'"\endinput"'),
    (r'\write', r'"\write"'),
    ('\\inputé{x}', 'no command of mathematics'),
    ('\\in中', 'no command of mathematics'),
    # ways out of the formula
    (r'x\) \input{y} \(', r'"\)"'),
    (r'x\] y', r'"\]"'),
    (r'x $ y', '"$" means'),
    (r'x $$ y', '"$" means'),
    (r'x } y', '"}" closes nothing'),
    (r'\text{x} } y', '"}" closes nothing'),
    (r'{x', '"{" is not closed'),
    (r'\frac{a}{b', '"{" is not closed'),
    (r'\text{a $b} c$', '"}" closes nothing'),
    (r'\text{a $b', '"$" is not closed'),
    (r'\sqrt[3 x', '"[" after'),
    ('x \\', 'no command'),
    (r'\end{document}', 'closes nothing'),
    (r'\begin{pmatrix} a \end{document}', 'closes nothing'),
    (r'\begin{pmatrix} a', 'is not closed'),
    (r'\begin{document}', 'no environment'),
    (r'\begin{filecontents}{x} \end{filecontents}', 'no environment'),
    (r'\begin{verbatim} \end{verbatim}', 'no environment'),
    (r'\begin{tikzpicture} \end{tikzpicture}', 'no environment'),
    (r'\begin {matrix}', 'has no name'),
    (r'\begin{\input{x}}', 'has no name'),
    (r'\begin', 'has no name'),
    (r'\begin{array}{@{\input{x}}c} a \end{array}', 'lacks an argument'),
    (r'\begin{alignedat}{\input{x}} a \end{alignedat}', 'lacks an argument'),
    (r'\left( x', r'"\left" is not closed'),
    (r'x \right)', r'"\right" closes nothing'),
    # signs that TeX reads otherwise
    ('^^5cinput{x}', '"^^"'),
    ('^^^^005cinput{x}', '"^^"'),
    (r'\in^^70ut{x}', '"^^"'),
    ('x % y', '"%" means'),
    ('\\text{x % y}\n', '"%" means'),
    ('#1', '"#" means'),
    ('\\in\u200bput{x}', 'U+200B'),
    ('\\in\u0001put{x}', 'U+0001'),
    ('^\ufeff^5c', 'U+FEFF'),
    ('\\in\u2028put{x}', 'U+2028'),
    ('x\u202ey', 'U+202E'),
    ('\\in\ufe0fput{x}', 'U+FE0F'),
    ('\\in\u20e3put{x}', 'U+20E3'),
    ('x\u00a0y', 'U+00A0'),
    # signs where they mean nothing
    ('a & b', '"&" stands outside a table'),
    (r'a \\ b', 'begins a row outside a table'),
    (r'{a & b}', '"&" stands outside a table'),
    (r'\text{a_b}', '"_" stands in text'),
    (r'\text{a^b}', '"^" stands in text'),
    (r'\text{\alpha}', 'stands in text'),
    (r'\text x', 'has no text'),
    (r'\hspace{99999em}', 'no small length'),
    (r'\hspace{"><script>}', 'no small length'),
    (r'\mspace{\x}', 'no small length'),
    (r'\label{a}', 'odd name'),
    (r'\begin{align} a \end{align}', 'stands within a formula'),
    # what would never come to an end
    ('x' * (MAX_LENGTH + 1), 'more than 10,000 characters'),
    ('{' * (MAX_DEPTH + 1) + '}' * (MAX_DEPTH + 1), 'within one another'),
    (r'\text{$' * 12 + 'x' + '$}' * 12, 'within one another'),
    (r'\pmb{' * 12 + 'x' + '}' * 12, 'within one another'),
    (r'\overset{a}{' * 12 + 'x' + '}' * 12, 'within one another'),
    (r'\overset{\alpha}{' * 12 + 'x' + '}' * 12, 'within one another'),
    (r'\sqrt[3]{' * 12 + 'x' + '}' * 12, 'within one another'),
    (r'\left(' * 21 + r'\right)' * 21, 'within one another'),
]


@pytest.mark.parametrize(('formula', 'told'), REFUSED)
def test_what_is_more_than_mathematics_is_refused(formula: str, told: str) -> None:
    reason = formula_refusal(formula)
    assert told in reason
    assert '; ' in reason  # what to write instead


REFUSED_BLOCKS = [
    (r'x \begin{align} a \end{align}', 'nothing beside it'),
    (r'\begin{align} a \end{align} x', 'nothing beside it'),
    (r'\begin{align} \begin{gather} a \end{gather} \end{align}', 'stands within a formula'),
    (r'\begin{align} \text{\input{x}} \end{align}', r'"\input"'),
    (r'\label{people/x::doc} x', 'odd name'),
    (r'\label{\input{x}} x', 'odd name'),
    (r'{\label{x}} x', 'odd name'),
    (r'a \\[9999pt] b', 'no small length'),
    (r'a \\*[\x] b', 'no small length'),
]


@pytest.mark.parametrize(('formula', 'told'), REFUSED_BLOCKS)
def test_what_is_refused_on_lines_of_its_own(formula: str, told: str) -> None:
    assert told in formula_refusal(formula, is_block=True)


def test_without_an_environment_around_it_a_formula_must_bring_one() -> None:
    def refusal(formula: str) -> str:
        return formula_refusal(formula, is_block=True, is_whole=True)

    assert refusal(r'\begin{align} a \end{align}') == ''
    assert 'nothing beside it' in refusal('Hello x_1')
    assert 'nothing beside it' in refusal(r'\begin{pmatrix} a \end{pmatrix}')


def test_a_formula_as_deep_as_it_may_be() -> None:
    assert formula_refusal('{' * MAX_DEPTH + '}' * MAX_DEPTH) == ''
    deep = r'\pmb{' * MAX_REPEATED + 'x' + '}' * MAX_REPEATED
    assert formula_refusal(deep) == ''


def test_the_longest_formulas_take_no_time() -> None:
    started = time.process_time()
    pieces = ['{', '}', '\\', '$', 'x ', r'\text', r'\sqrt[', '^', r'\begin{', '[{', r'\left', '{}']
    for piece in pieces:
        formula_refusal(piece * (MAX_LENGTH // len(piece)), is_block=True)
    assert time.process_time() - started < 5


def test_what_a_message_shows_is_short_and_in_one_line() -> None:
    assert shown_formula('a\n::error::b') == 'a ::error::b'
    assert shown_formula('a\u200bb\x1b[31m') == 'a\ufffdb\ufffd[31m'
    assert len(shown_formula('x' * 9_000)) == 101


def test_labels_are_left_out_of_what_tex_reads() -> None:
    assert without_labels(r'\label{a:b-1}x\label{c}') == ' x '
    assert r'\input' not in without_labels(r'\in\label{x}put{/etc/passwd}')


@pytest.mark.parametrize(
    ('formula', 'brings'),
    [
        (r' \begin{align*} x \end{align*}', True),
        (r'\begin{pmatrix} x \end{pmatrix}', False),
        ('x', False),
    ],
)
def test_which_formulas_bring_their_environment(formula: str, *, brings: bool) -> None:
    assert brings_environment(formula) is brings


@pytest.mark.parametrize(
    ('text', 'is_right'),
    [
        ('|l|c|r|', True),
        ('LCRJ', True),
        (r'|p{4cm}|p{0.5\linewidth}|X', True),
        ('', True),
        (r'l@{\input{/etc/passwd}}l', False),
        (r'p{\input{x}}', False),
        ('l}l', False),
        (r'>{\def\x{\x}\x}l', False),
        ('*{9999999}{l}', False),
        ('l%', False),
    ],
)
def test_columns_are_letters(text: str, *, is_right: bool) -> None:
    assert is_column_spec(text) is is_right
