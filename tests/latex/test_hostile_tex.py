r"""What a stranger writes is set as text: no file is read, no program started, no run is endless.

One site holds all of it. Each piece asks TeX to print a file that stands outside of the site.
"""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PIL import Image
from processes import run
from support import front, index_of

from sphinx_folio.gate import formula_refusal, tex
from sphinx_folio.latex.translator import _UNPRINTABLE
from sphinx_folio.pdf.documents import Manifest, pdf_path
from sphinx_folio.pdf.latexmk import Failure, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite, Site

SECRET = 'Rumpelstilzchen'  # noqa: S105  (a fairy tale's)
FILE = 'SECRETFILE'

#: What is written where text stands.
TEXTS = [
    r'\input{SECRETFILE}',
    r'^^5cinput{SECRETFILE}',
    r'} \input{SECRETFILE} {',
    r'\) \input{SECRETFILE} \(',
    r'$\text{\input{SECRETFILE}}$',
    r'\end{document} \input{SECRETFILE}',
    r'\catcode`\Z=0 Zinput{SECRETFILE}',
    r'\immediate\write18{cat SECRETFILE > shown.tex}',
    r'\csname input\endcsname{SECRETFILE}',
    'a % b \\input{SECRETFILE} # & _ ~ ^ " | @ !',
    '\\in\u200bput{SECRETFILE}',
    '^\u200b^5cinput{SECRETFILE}',
    r'\def\x{\x}\x',
    'unbalanced $ and { and [ and ]',
]
#: What is written where a formula stands.
FORMULAS = [
    r'\input{SECRETFILE}',
    r'\text{\input{SECRETFILE}}',
    r'\mbox{\text{a \textrm{\input{SECRETFILE}}}}',
    r'\hbox{\input{SECRETFILE}}',
    '^^5cinput{SECRETFILE}',
    '\\in\u200bput{SECRETFILE}',
    r'x \) \input{SECRETFILE} \(',
    r'x } \input{SECRETFILE} {',
    r'\def\x{\x}\x',
    r'\text{\def\x{\x}\x}',
    r'\newread\f \openin\f=SECRETFILE \read\f to\x \x',
    r'\immediate\write18{cat SECRETFILE > shown.tex}',
    r'\special{pdf:image (SECRETFILE)}',
    r'\begin{filecontents}{shown.tex} x \end{filecontents}',
    r'\end{document}',
    r'\expandafter\input SECRETFILE ',
    r'\let\alpha\input \alpha SECRETFILE ',
    r'\includegraphics{SECRETFILE}',
    r'\text{$' * 15 + 'x' + '$}' * 15,
    'x % y',
    '\\in\ufe0fput{SECRETFILE}',
    '\\in\u20e3put{SECRETFILE}',
]
#: Formulas that are one only as long as nothing in them is left out.
ALLOWED = [r'\in\label{x}put{SECRETFILE}']


class Press(NamedTuple):
    """A site with hostile pages, and what LaTeX has made of it."""

    site: Site
    pdf: Path
    failures: list[Failure]

    def text(self, name: str) -> str:
        """Return the words of a PDF."""
        done = run(['pdftotext', '-enc', 'UTF-8', str(self.pdf / pdf_path(name)), '-'])
        return re.sub(r'\s+', ' ', done.stdout)


def picture() -> bytes:
    """Return a picture that LaTeX can set; that of `support` is damaged."""
    file = BytesIO()
    Image.new('RGB', (1, 1)).save(file, 'PNG')
    return file.getvalue()


def entry(key: str, **fields: str) -> str:
    parts = {'author': 'Doe, Jane', 'title': key, 'year': '2024', 'note': 'N'} | fields
    return f'@misc{{{key},\n' + ''.join(f'  {k} = {{{v}}},\n' for k, v in parts.items()) + '}\n'


def hostile_pages(secret: Path) -> dict[str, str | bytes]:
    """Return pages that ask for *secret* everywhere."""
    texts = [text.replace(FILE, str(secret)) for text in TEXTS]
    formulas = [text.replace(FILE, str(secret)) for text in FORMULAS]
    allowed = [text.replace(FILE, str(secret)) for text in ALLOWED]
    blank = '\n\n'
    inline = blank.join(f'See {{math}}`{formula}` there.' for formula in formulas)
    blocks = blank.join(
        f'```{{math}}\n:label: b{n}\n\n{text}\n```\n\nSee {{eq}}`b{n}`.'
        for n, text in enumerate([*formulas, *allowed])
    )
    whole = blank.join(f'```{{math}}\n:no-wrap:\n\n{text}\n```' for text in [*formulas, 'x_1'])
    files: dict[str, str | bytes] = {
        'references.bib': ''.join(
            [entry(f't{n}', title=text) for n, text in enumerate(_balanced(texts))]
            + [
                entry(f'f{n}', title=f'On ${text}$', abstract=f'A ${text}$.')
                for n, text in enumerate(_balanced(formulas))
            ]
            + [
                entry(
                    f'o{n}',
                    author=f'{{{text}}} and Doe, Jane and {{A {text}}}',
                    note=text,
                    journal=text,
                    annotation=text,
                    keywords=text,
                    publisher=text,
                    abbr=text,
                    award=text,
                    doi=text,
                    url=f'https://example.org/{text}',
                )
                for n, text in enumerate(_balanced(texts))
            ]
        ),
        'people/jane-doe.md': front(
            'person',
            name='Jane Doe',
            summary=texts[0],
            role=texts[1],
            affiliation=texts[3],
        )
        + '\n```{profile}\n```\n\n```{publications}\n:author: jane-doe\n```\n',
        'people/formulas.md': f'{front("person", name="Formulas")}\n{inline}\n\n{blocks}\n\n{whole}\n',
    }
    names = ('a}b', 'a%b', 'a#b', 'a$b_c^d~e&f')
    files |= {f'pictures/{name}.png': picture() for name in names}
    headings = blank.join(f'## {text}\n\nText.' for text in texts)
    lists = blank.join(
        [
            *(f'Text {text}' for text in texts),
            *(f'[{n}](<https://example.org/{text}>)' for n, text in enumerate(texts)),
            *(f'`{text}` and *{text}*' for text in texts),
            *(f'```\n{text}\n```' for text in texts),
            *(f'```{{code-block}} latex\n:caption: {text}\n\n{text}\n```' for text in texts),
            *(
                f'```{{tabularcolumns}} {text}\n```\n\n| a | b |\n|---|---|\n| 1 | {text} |'
                for text in texts
            ),
            *(f'```{{index}} {text}\n```' for text in texts),
            *(f'```{{list-table}} {text}\n\n* - a\n```' for text in texts),
            *(f'Term\n: {text}' for text in texts),
            *(f'`````{{tab-set}}\n````{{tab-item}} {text}\nText.\n````\n`````' for text in texts),
            *(f'````{{card}} {text}\nText {text}.\n````' for text in texts),
            *(f'```{{admonition}} {text}\n:class: {text}\nText.\n```' for text in texts),
            *(f'($l{n}{text}$)=\n\nText.' for n, text in enumerate(texts)),
            *(f'A note[^n{n}].\n\n[^n{n}]: {text}' for n, text in enumerate(texts)),
            *(
                f'```{{image}} /{name}\n:width: 10px\n:alt: }} \\input{{x}}\n```'
                for name in files
                if name.startswith('pictures')
            ),
            '```{image} a}\\input{x}.png\n```',
            f'```{{math}}\n:label: a}}\\input{{{secret}}}\n\nx\n```',
            f'See {{eq}}`a}}\\input{{{secret}}}`.',
            f'$$\ny\n$$ (b}}\\input{{{secret}}})',
            '$$\n\\begin{align}\na &= b \\\\\n\nc &= d\n\\end{align}\n$$',
            '$$\n\\begin{pmatrix} a & b \\end{pmatrix} \\label{one}\n$$',
            '\\begin{gather}\na\n\n\\label{two} b\n\\end{gather}',
            *(f'\\begin{{align}}\n{text}\n\\end{{align}}' for text in formulas),
            '[word]{.a}b\\input{x} .c%d}',
            '{.e#f\\input{x}}\nA paragraph.',
        ]
    )
    files['people/texts.md'] = f'{front("person", name="Texts")}\n{headings}\n\n{lists}\n'
    for n, text in enumerate(texts):
        files[f'people/t{n}.md'] = front(
            'person', name=text, summary=text, role=text, updated='2025-01-01', pronouns=text
        )
    return files


def _balanced(texts: list[str]) -> list[str]:
    """Return what may stand in braces, in which .bib files put their values."""
    return [
        text
        for text in texts
        if text.count('{') == text.count('}') and '}' not in text.partition('{')[0]
    ]


EXTENSIONS = ['dollarmath', 'amsmath', 'attrs_inline', 'attrs_block']
#: What no page may bring into LaTeX; Sphinx itself writes none of it into the text.
ACTIVE = re.compile(
    r'\\(?:input|write\d|immediate|openin|newread|special|csname|expandafter|includegraphics|hbox'
    r'|catcode|let|def\\x|begin\{filecontents\})|\^\^|\\end\{document\}(?=.)',
    re.DOTALL,
)


class Made(NamedTuple):
    """The hostile site as LaTeX and as HTML."""

    secret: Path
    latex: Site
    html: Site


@pytest.fixture(scope='module')
def made(make_shared_site: MakeSite, tmp_path_factory: pytest.TempPathFactory) -> Made:
    secret = tmp_path_factory.mktemp('host') / 'secret.tex'
    secret.write_text(SECRET, encoding='utf-8')
    files = hostile_pages(secret)
    files['index.md'] = index_of(files)
    settings = {'myst_enable_extensions': EXTENSIONS, 'folio_pdf_timeout': 120}
    latex, html = (
        make_shared_site(files, buildername=name, confoverrides=settings, folder=name)
        for name in ('folio-latex', 'html')
    )
    return Made(secret, latex, html)


def test_no_command_of_a_page_reaches_latex(made: Made) -> None:
    sources = [*made.latex.outdir.glob('*.tex')]
    assert len(sources) == len(TEXTS) + 4
    for path in sources:
        text = path.read_text(encoding='utf-8').partition(r'\begin{document}')[2].strip()
        assert [match[0] for match in ACTIVE.finditer(text)] == [], path.name
        assert text.endswith(r'\end{document}')


def test_what_is_refused_is_refused_on_paper_and_on_the_screen(made: Made) -> None:
    told = [
        {
            (item.file, item.line, item.message)
            for item in site.warnings
            if 'formula' in item.message
        }
        for site in (made.latex, made.html)
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 100
    shown = {node.get_text() for node in made.html.main('people/formulas').select('code')}
    for formula in FORMULAS:
        assert formula.replace(FILE, str(made.secret)) in shown
    assert made.html.main('people/formulas').select('math') == []


def test_each_is_told_of_at_its_line(made: Made) -> None:
    source = (made.latex.srcdir / 'people/formulas.md').read_text(encoding='utf-8').splitlines()
    told = {item.line for item in made.latex.warnings if item.file == 'people/formulas.md'}
    formulas = [
        number
        for number, line in enumerate(source, start=1)
        if line.startswith(('See {math}', '```{math}'))
    ]
    assert told == set(formulas)


def test_no_sign_that_latex_is_not_given_is_let_through() -> None:
    r"""Left out, it would make one command of two: ``\in`` and ``put``."""
    for code, instead in _UNPRINTABLE.items():
        sign = chr(code) if isinstance(code, int) else code
        assert sign in {'\t', '\n', '\r'} or formula_refusal(f'\\in{sign}put{{x}}'), hex(code)
        assert instead in {None, '\n'}


def test_columns_of_tables_are_letters(made: Made) -> None:
    told = [item for item in made.html.warnings if item.message.startswith('tabularcolumns: ')]
    assert len(told) >= 10
    assert all(item.file == 'people/texts.md' for item in told)
    assert told[0].message.endswith('such as |l|p{4cm}| [folio.value]')


def test_the_builder_says_how_long_latex_may_take(made: Made) -> None:
    assert Manifest.read(made.latex.outdir).timeout == 120


@pytest.fixture(scope='module')
def press(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Press:
    for tool in ('xelatex', 'latexmk', 'pdftotext'):
        if shutil.which(tool) is None:
            pytest.skip('TeX or poppler is not installed')
    pdf = tmp_path_factory.mktemp('pdf')
    said: list[str] = []
    failures = typeset(CHOSEN, made.latex.outdir, pdf, workers=2, say=said.append, timeout=300)
    return Press(made.latex, pdf, failures)


#: A name in each way that has its own: braces, the end of the document, signs of the index.
CHOSEN = ('portfolio', 'cv/jane-doe', 'cv/texts', 'cv/formulas', 'cv/t2', 'cv/t5', 'cv/t9')


@pytest.mark.tex
def test_each_document_is_made(press: Press) -> None:
    assert press.failures == []


@pytest.mark.tex
@pytest.mark.parametrize('name', CHOSEN)
def test_no_secret_is_printed(press: Press, made: Made, name: str) -> None:
    text = press.text(name)
    assert SECRET not in text
    assert 'secret.tex' in text  # the words themselves are there
    assert not any(path.name == 'shown.tex' for path in made.latex.outdir.rglob('*'))


@pytest.mark.tex
def test_nothing_of_a_formula_is_lost(press: Press) -> None:
    text = press.text('cv/formulas').replace(' ', '')
    for formula in FORMULAS:
        words = re.sub('[ \u200b\ufe0f\u20e3]', '', formula.partition(FILE)[0])
        assert words[:40] in text


@pytest.mark.tex
def test_information_about_a_pdf_is_text(press: Press) -> None:
    told = run(['pdfinfo', str(press.pdf / pdf_path('cv/t5'))]).stdout
    assert r'CV of \end{document} \input{' in told
    assert SECRET not in told


# -- what is let through --------------------------------------------------------------------


def formulas_with_all_commands() -> list[str]:
    """Return formulas that hold, together, each command that a formula may hold."""
    apart = {'hline', 'middle', 'nonumber', 'notag', 'intertext', 'emph'}
    sized = {name for name in tex._SYMBOLS if re.fullmatch('[bB]igg?[lrm]?', name)}
    symbols = tex._SYMBOLS - sized - apart - {'limits', 'nolimits', 'displaylimits'}
    limits = [rf'\sum\{name}_x^y' for name in ('limits', 'nolimits', 'displaylimits')]
    signs = [rf'a\{name} b' for name in sorted(tex._SIGNS - {'\n', '\\'})]
    lengths = [r'a\hspace{1em}b\mspace{-2.5mu}c']
    commands = (tex._COMMANDS | tex._REPEATING | tex._TEXTS) - apart
    return [
        *(rf'\sum \{name}{{}}_x' for name in sorted(symbols)),
        *(rf'\{name}(' for name in sorted(sized)),
        *(rf'\{name}{{x}}{"{y}" if name in TWO_ARGUMENTS else ""}' for name in sorted(commands)),
        r'\left( x \middle| y \right)', r'\text{a \emph{b}}', r'\sqrt[3]{x} \xrightarrow[a]{b}',
        *limits, *signs, *lengths,
    ]  # fmt: skip


TWO_ARGUMENTS = {
    'overset', 'underset', 'stackrel', 'frac', 'binom', 'cfrac', 'dfrac', 'tfrac', 'dbinom', 'tbinom',
}  # fmt: skip
#: What stands in lines of its own.
BLOCKS = [
    *(rf'\begin{{{name}}} a & b \\ c & d \end{{{name}}}' for name in tex._INNER
      if name not in {'alignedat', 'array', 'subarray', 'gathered'}),
    r'\begin{alignedat}{2} a &= b & c &= d \end{alignedat}',
    r'\begin{array}{l|r} a & b \\ \hline c & d \end{array}',
    r'\sum_{\begin{subarray}{c} a \\ b \end{subarray}} x',
    r'\begin{gathered}[t] a \\ b \end{gathered}',
    r'a &= b \\ c &= d',
    r'\begin{align} a &= b \label{c} \\ \intertext{and} c &= d \nonumber \end{align}',
    r'\begin{alignat*}{2} a &= b \end{alignat*}',
    *(rf'\begin{{{name}}} a \notag \end{{{name}}}' for name in ('equation', 'gather', 'displaymath')),
    *(rf'\begin{{{name}*}} a \\ b \end{{{name}*}}' for name in ('gather', 'multline')),
    *(rf'\begin{{{name}}} a &= b \\ c &= d \end{{{name}}}' for name in ('flalign', 'eqnarray')),
]  # fmt: skip


@pytest.mark.tex
def test_latex_knows_all_that_is_let_through(make_site: MakeSite, tmp_path: Path) -> None:
    roles = [f'{{math}}`{formula}`' for formula in formulas_with_all_commands()]
    blocks = [f'```{{math}}\n{formula}\n```' for formula in BLOCKS]
    page = '\n\n'.join([front('person', name='Jane Doe'), *roles, *blocks, ''])
    site = make_site({'people/jane-doe.md': page}, buildername='folio-latex')
    # MathML knows less; what the list refuses is no formula any more
    refused = [item.message for item in site.warnings if 'cannot be set' not in item.message]
    assert refused == []
    names = ['cv/jane-doe']
    assert typeset(names, site.outdir, tmp_path, workers=1, say=print, timeout=300) == []
