"""Formulas, looks and addresses among the words of an entry, on a page and as plain text."""

import re

import pytest
from docutils import nodes

from sphinx_folio.bib.latex_text import marked
from sphinx_folio.bib.markup import plain
from sphinx_folio.render.math import marked_nodes

_TAGS = {nodes.emphasis: 'i', nodes.strong: 'b', nodes.superscript: 'sup', nodes.subscript: 'sub'}


def shown(node: nodes.Node) -> str:
    """Return a node as a short text: looks in brackets, formulas between dollars."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.math):
        return f'${node.astext()}$'
    inner = ''.join(map(shown, node.children))
    if isinstance(node, nodes.reference):
        return f'[{inner}]({node["refuri"]})'
    return f'{_TAGS.get(type(node), "code")}({inner})'


_TEXTS = [
    # -- written, on the page, as plain text
    # a letter, a sign and a script need no typesetter
    ('A$^*$', 'Asup(*)', 'A*'),
    ('SAS$^+$', 'SASsup(+)', 'SAS⁺'),
    ('A${}^*$ Search', 'Asup(*) Search', 'A* Search'),
    (r'4$^{\textup{th}}$', '4sup(th)', '4th'),
    (r'\({}^{\mbox{2}}\)H', 'sup(2)H', '²H'),
    (r'x$^{\mbox{+}}$', 'xsup(+)', 'x⁺'),
    ('$k$-means', 'i(k)-means', 'k-means'),
    (r'$$\phi$$ and \(\lambda\)', 'i(ϕ) and i(λ)', 'ϕ and λ'),
    (r'$\upomega$-meson', 'i(ω)-meson', 'ω-meson'),
    (r'$\Iota$nternational', 'International', 'International'),
    (r'$\bullet$ x', '• x', '• x'),
    # all else is set as the page sets formulas
    ('${O}(n)$', '${O}(n)$', 'O(n)'),
    (r'$O(n\log\log n)$', r'$O(n\log\log n)$', 'O(n log log n)'),
    (r'$\log(n)$', r'$\log(n)$', 'log(n)'),
    ('$AX-XB=C$', '$AX-XB=C$', 'AX − XB = C'),
    ('$-1$', '$-1$', '−1'),
    (r'$3 \times 3$', r'$3 \times 3$', '3 × 3'),
    ('$x_{i_{j}}$', '$x_{i_{j}}$', 'x_i_j'),
    ('$H_2O$', '$H_2O$', 'H₂O'),
    ('$10^{-3}$', '$10^{-3}$', '10⁻³'),
    (r'$\mathbb{R}^n$', r'$\mathbb{R}^n$', 'ℝⁿ'),
    (r'$\mathcal{O}(n^{2})$', r'$\mathcal{O}(n^{2})$', 'O(n²)'),
    (r'$\sqrt{s} = 13$', r'$\sqrt{s} = 13$', '√s = 13'),
    (r'$\mb{x}+{\rm d}y$', r'$\mathbf{x}+\mathrm{d}y$', 'x + dy'),
    ('$a<b>c$', '$a<b>c$', 'a < b > c'),
    (r'$\input{x}$', r'code(\input{x})', r'\input{x}'),
    (r'costs \$5 and \$6', 'costs $5 and $6', 'costs $5 and $6'),
    (r'$e^+e^-\to\gamma A^\prime$', r'$e^+e^-\to\gamma A^\prime$', 'e⁺e⁻ → γA′'),
    (r'$B^0 \to K^{*0}$', r'$B^0 \to K^{*0}$', 'B⁰ → K*⁰'),
    # Zotero takes a formula of a title for words
    (r'\${\textbackslash}mathcal\{{O}\}(n {\textbackslash}log n)\$', r'$\mathcal{O}(n \log n)$',
     'O(n log n)'),
    ('<<a b>> << c', '«a b» << c', '«a b» << c'),
    (r'{\glqq}a{\grqq} {\textalpha}-b', '„a“ α-b', '„a“ α-b'),
    # looks of LaTeX
    (r'\emph{Homo} \textbf{a \textit{b}}', 'i(Homo) b(a )b(i(b))', 'Homo a b'),
    (r'{\em Mus} {\bf x}', 'i(Mus) b(x)', 'Mus x'),
    (r'H\textsubscript{2}O 5\textsuperscript{th}', 'Hsub(2)O 5sup(th)', 'H₂O 5th'),
    (r'\emph{M\"uller} {\O}re', 'i(Müller) Øre', 'Müller Øre'),
    (r'\emph{unclosed', 'unclosed', 'unclosed'),
    # what Crossref writes
    ('<i>Homo</i> &amp; H<sub>2</sub>O &lt;5', 'i(Homo) & Hsub(2)O <5', 'Homo & H₂O <5'),
    ('P&amp;T', 'P&T', 'P&T'),
    (r'$\less$i$\greater$Mus$\less$/i$\greater$ x', 'i(Mus) x', 'Mus x'),
    (r'Energy {\&}amp$\mathsemicolon$ Science', 'Energy & Science', 'Energy & Science'),
    ('<jats:title>Abstract</jats:title><jats:p>A <jats:bold>b</jats:bold></jats:p>',
     'A b(b)', 'A b'),
    ('<p>A <span class="x">b</span></p><p>c', 'A b c', 'A b c'),
    ('&#945;-<b>x</b> &unknown; AT&T', 'α-b(x) &unknown; AT&T', 'α-x &unknown; AT&T'),
    ('Vector<T> <i>alone a<b', 'Vector<T> <i>alone a<b', 'Vector<T> <i>alone a<b'),
    # quotes of TeX
    ("`word' and ``two''", '‘word’ and “two”', '‘word’ and “two”'),
    ("O`Brien don't `it's me'", "O`Brien don't ‘it's me’", "O`Brien don't ‘it's me’"),
    # addresses
    (r'At \url{https://a.example/~b/c--d}.',
     'At [https://a.example/~b/c--d](https://a.example/~b/c--d).', 'At https://a.example/~b/c--d.'),
    (r'See \href{https://a.example}{the page}', 'See [the page](https://a.example)', 'See the page'),
    ('(https://a.example/x_y)', '([https://a.example/x_y](https://a.example/x_y))',
     '(https://a.example/x_y)'),
]  # fmt: skip


@pytest.mark.parametrize(('latex', 'on_page', 'words'), _TEXTS)
def test_a_text_is_shown_as_its_author_meant(latex: str, on_page: str, words: str) -> None:
    text = marked(latex)
    assert ''.join(map(shown, marked_nodes(text))) == on_page
    assert plain(text) == words


def test_signs_of_our_own_in_a_text_mean_nothing() -> None:
    text = marked('A \U000f0000b\U000f1000 $x$')
    assert plain(text) == 'A b x'
    assert not re.search('[\U000f0000-\U000fffff]', plain(text))


@pytest.mark.parametrize('piece', ['\\emph{', '{\\em ', '$', '<i>', '\\url{', 'http://a ', '`a'])
def test_what_is_never_closed_takes_no_longer(piece: str) -> None:
    assert isinstance(plain(marked(piece * 3000)), str)
