"""The portfolio on paper: what each thing of a page becomes, and that no word is lost."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from paper_site import (
    SPECIAL,
    body_of,
    chapter_of,
    kitchen_files,
    section_titles,
    seen_words,
    webp,
    words_of,
)
from support import PNG, front

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from support import MakeSite, Site, Warned

MATH = "myst_enable_extensions = ['dollarmath', 'attrs_inline', 'attrs_block']\n"
CONF = "extensions = ['sphinx_folio']\nnitpicky = True\nnumfig = True\n" + MATH


FILES: dict[str, str | bytes] = {'conf.py': CONF, 'dot.png': PNG}


class Sheets:
    """A site with a page for each of some texts, in which ``PAGE`` is the name of the page.

    Each page is a chapter of its own, so that a text that is printed wrongly is told by name.
    """

    def __init__(
        self,
        make_site: MakeSite,
        texts: Iterable[str],
        files: Mapping[str, str | bytes] = FILES,
        **conf: object,
    ) -> None:
        self.names = {text: f'page{number}' for number, text in enumerate(dict.fromkeys(texts))}
        pages = {
            f'{name}.md': f'# Sheet {name}\n\n{text.replace("PAGE", name)}\n'
            for text, name in self.names.items()
        }
        self.site = make_site({**files, **pages}, buildername='folio-latex', confoverrides=conf)

    def warnings(self, text: str) -> list[Warned]:
        """Return what was warned of, but for what is of the page of another text."""
        others = {f'{name}.md' for other, name in self.names.items() if other != text}
        # Sphinx ends the name of a file with a colon where no line is known
        return [warned for warned in self.site.warnings if warned.file.rstrip(':') not in others]

    def chapter(self, text: str) -> str:
        """Return the chapter of a text, with the name of its page as the text has it."""
        name = self.names[text]
        return chapter_of(self.site, f'Sheet {name}').replace(name, 'PAGE')

    def faultless(self, text: str) -> str:
        """Return the chapter of a text that nothing is warned of."""
        assert self.warnings(text) == []
        return self.chapter(text)


# -- the whole ---------------------------------------------------------------------------


@pytest.fixture(scope='module')
def kitchen(make_shared_site: MakeSite) -> Site:
    """Print the site of everything."""
    return make_shared_site({'conf.py': CONF, **kitchen_files()}, buildername='folio-latex')


@pytest.fixture(scope='module')
def screen(make_shared_site: MakeSite) -> Site:
    """Build the website of everything."""
    return make_shared_site({'conf.py': CONF, **kitchen_files()})


#: Pages of the kitchen's site with the titles of their chapters.
CHAPTERS = {
    'kitchen': 'Kitchen',
    'notes': 'Notes',
    'publications': 'Publications',
    'people/jane-doe': 'Jane Doe',
    'projects/quicklog': 'QuickLog',
    'topics/storage': 'Storage',
}


#: What a printed address does not begin with.
SCHEMES = {'https', 'mailto'}


def test_no_word_of_a_page_is_lost_on_paper(screen: Site, kitchen: Site) -> None:
    seen = {docname: seen_words(screen.main(docname)) for docname in CHAPTERS}
    assert len(seen['kitchen']) > 150
    lost = {
        docname: seen[docname] - words_of(chapter_of(kitchen, title)) - words_of(title) - SCHEMES
        for docname, title in CHAPTERS.items()
    }
    assert {docname: words for docname, words in lost.items() if words} == {}


def test_the_cv_has_every_word_of_the_page(screen: Site, kitchen: Site) -> None:
    main = screen.main('people/jane-doe')
    for node in main.select('.folio-publication, .folio-card, .folio-facts, .sd-tab-label'):
        node.decompose()
    for node in main.select('.folio-links a'):
        node.string = ''
    seen = seen_words(main)
    words = words_of(body_of(kitchen, 'cv-jane-doe')) | words_of(kitchen.text('cv-jane-doe.tex'))
    assert seen - words == set()


def test_what_authors_hide_is_not_printed(kitchen: Site) -> None:
    for name in ('portfolio', 'cv-jane-doe'):
        words = words_of(body_of(kitchen, name))
        assert not {'Xlanding', 'Xscript', 'alert', 'Xcomment', 'Xmystcomment'} & words
        assert 'BibTeX' not in words
        assert 'no-such-label' not in body_of(kitchen, name).replace(r'\sphinxhyphen{}', '-')


def test_every_internal_link_has_one_label_and_a_page_number(kitchen: Site) -> None:
    text = body_of(kitchen)
    labels = re.findall(r'\\label\{(\\detokenize\{[^}]*\})\}', text)
    assert len(labels) == len(set(labels))
    links = re.findall(r'\\hyperref\[(\\detokenize\{[^}]*\})\]', text)
    assert len(links) > 50
    assert set(links) <= set(labels)
    in_titles = sum(title.count(r'\hyperref') for title in titles_of(text))
    assert in_titles == 1
    assert text.count(r'\foliopage{') == len(links) - in_titles
    assert not any(r'\foliopage' in title for title in titles_of(text))


def titles_of(tex: str) -> list[str]:
    """Return the titles of all sections, with the braces in them."""
    one = r'[^{}]'
    for _depth in range(6):
        one = rf'(?:[^{{}}]|\{{{one}*\}})'
    return re.findall(rf'\\(?:chapter|(?:sub)*section\*?)\{{({one}*)\}}', tex)


def test_the_environments_are_nested_as_tex_wants(kitchen: Site) -> None:
    for name in ('portfolio', 'cv-jane-doe'):
        opened: list[str] = []
        for kind, environment in re.findall(r'\\(begin|end)\{([^}]*)\}', body_of(kitchen, name)):
            if kind == 'begin':
                opened.append(environment)
            elif environment != 'document':
                assert opened.pop() == environment
        assert opened == []


def test_the_files_are_the_same_bytes_however_they_are_built(
    kitchen: Site, make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    files = {'conf.py': CONF, **kitchen_files()}
    first = texts(kitchen)
    assert texts(make_site(files, buildername='folio-latex', folder='two', parallel=2)) == first
    site = make_site(files, buildername='folio-latex', folder='three')
    site.build_again({'notes.md': '# Notes\n\nOther {person}`jane-doe`\n', 'w.webp': webp()})
    assert texts(site) != first
    again = texts(site)
    assert texts(clean_build(site)) == again
    site.build_again({'notes.md': str(files['notes.md'])})
    assert texts(site) == first


def texts(site: Site) -> dict[str, str]:
    return {path.name: path.read_text('utf-8') for path in sorted(site.outdir.glob('*.tex'))}


def test_the_list_of_documents_names_all_and_what_was_written(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        'people/ann.md': front('person', name='Ann'),
        'people/bob.md': front('person', name='Bob'),
    }
    site = make_site(
        files, buildername='folio-latex', confoverrides={'folio_pdfs': ['cv/bob', 'portfolio']}
    )
    assert json.loads(site.text('documents.json')) == {
        'written': ['portfolio', 'cv/bob'],
        'all': ['portfolio', 'cv/ann', 'cv/bob'],
        'unknown': [],
        'timeout': 300,
    }
    for name in ('portfolio', 'cv-bob'):
        assert (site.outdir / f'{name}.tex').is_file()


def test_the_portfolio_says_what_it_is(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        'people/ann.md': front('person', name='王 Ann', updated='2024-05'),
        'projects/logs.md': front('project', name='Logs', updated='2025-01-02'),
    }
    site = make_site(
        files,
        buildername='folio-latex',
        confoverrides={'project': 'A_B & 王', 'author': '#1 {x}', 'copyright': '2020'},
    )
    assert site.warnings == []
    tex = site.text('portfolio.tex')
    assert r'\title{A\_B \& \folioscript{han-sc}{王}}' in tex
    assert r'\author{\#1 \{x\}}' in tex
    assert r'\date{January 2, 2025}' in tex
    assert r'pdftitle={A\_B \& 王},pdfauthor={\#1 \{x\}},pdflang={en}' in tex
    assert r'\foliosubtitle{1 person, 1 project}' in tex
    assert '\\folioscripts{han-sc}\n' in tex
    assert r'\makeindex' in tex
    assert r'\documentclass[a4paper,10pt,english]{foliobook}' in tex
    assert r'{foliocv}' in site.text('cv-ann.tex')
    assert (site.outdir / 'folio.sty').is_file()
    site.build(confoverrides={'today': 'Tag 1', 'language': 'de'})
    assert r'\date{Tag 1}' in site.text('portfolio.tex')
    assert 'pdflang={de}' in site.text('portfolio.tex')


def test_pages_are_chapters_in_the_order_of_the_contents(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        'index.md': '# Site\n\nXlanding\n\n```{toctree}\nb\npeople/index\nexcluded/c\n```\n',
        'b.md': '# B\n',
        'orphan.md': '---\norphan: true\n---\n\n# Orphan\n\n{doc}`b`\n',
        'excluded/c.md': '# C\n',
        'people/index.md': '# People\n\n{doc}`/excluded/c` {doc}`/index`\n\n```{toctree}\n:glob:\n*\n```\n',
        'people/ann.md': front('person', name='Ann'),
    }
    site = make_site(
        files, buildername='folio-latex', confoverrides={'folio_pdf_exclude': ['excluded/*']}
    )
    assert site.warnings == []
    assert section_titles(body_of(site), 'chapter') == ['B', 'People']
    assert section_titles(body_of(site)) == ['Ann']
    people = chapter_of(site, 'People')
    assert r'\DUrole{doc}{C} \DUrole{doc}{Site}' in people
    assert r'\hyperref' not in people


def test_a_page_without_a_title_is_printed_too(make_site: MakeSite) -> None:
    site = make_site(
        {
            'index.md': '# Site\n\n```{toctree}\nTitle <notes>\nother\n```\n',
            'notes.md': 'Wbare\n',
            'other.md': '# Other\n\n[Wlink](notes.md)\n',
        },
        buildername='folio-latex',
    )
    text = body_of(site)
    assert 'Wbare' in text
    assert r'\label{\detokenize{notes::doc}}' in text
    assert r'\hyperref[\detokenize{notes::doc}]' in text


# -- the index of people -----------------------------------------------------------------


#: Names with what they are sorted by and how they are shown; ``PAGE`` is the name of the page.
INDEXED = [
    ('Jane Doe', 'doe jane', 'Doe, Jane'),
    ('Ludwig van der Berg', 'van der berg ludwig', 'van der Berg, Ludwig'),
    ('Plato', 'plato', 'Plato'),
    ('Roe, Ann', 'roe ann', 'Roe, Ann'),
    ('Zoë Ångström', 'angstrom zoe', 'Ångström, Zoë'),
    ('王梓人', 'x PAGE', r'\folioscript{han-sc}{王梓人}'),
    ('علي محمد', 'x PAGE', r'\folioscript{arabic}{علي محمد}'),
    ('A B" @C!|', 'c a b', r'"@C"!\textbar{}, A B""'),
    ('###', 'x PAGE', r'\#\#\#'),
    ('O{}x A%', 'a ox', r'A\%, O\sphinxleftcurlybrace{}\sphinxrightcurlybrace{}x'),
]


@pytest.fixture(scope='module')
def indexed(make_shared_site: MakeSite) -> Sheets:
    """Print a page on each person, and one that names them."""
    texts = [
        f'{{person}}`x-PAGE`\n\n```{{glossary}}\nTerm {number}\n  Text\n```\n'
        for number in range(len(INDEXED))
    ]
    people = {
        f'people/x-page{number}.md': front('person', name=name).replace(f'# {name}', f'# T{number}')
        for number, (name, _key, _shown) in enumerate(INDEXED)
    }
    return Sheets(make_shared_site, texts, people)


@pytest.mark.parametrize(('name', 'key', 'shown'), INDEXED)
def test_the_index_has_each_person_where_readers_look(
    indexed: Sheets, name: str, key: str, shown: str
) -> None:
    number = [entry[0] for entry in INDEXED].index(name)
    text, page = list(indexed.names.items())[number]
    own = chapter_of(indexed.site, f'T{number}').replace(page, 'PAGE')
    named = indexed.faultless(text)
    assert re.findall(r'\\(?:folio|foliomain)?index\{', own + named) == [
        r'\foliomainindex{',
        r'\folioindex{',
    ]
    assert rf'\foliomainindex{{{key}}}{{{shown}}}' in own
    assert rf'\folioindex{{{key}}}{{{shown}}}' in named


def test_the_index_is_the_last_thing_and_has_people_only(indexed: Sheets) -> None:
    text = body_of(indexed.site)
    assert len(re.findall(r'\\(?:folio|foliomain)?index\{', text)) == 2 * len(INDEXED)
    assert text.rstrip().endswith(
        r'\renewcommand{\indexname}{Index of people}\folioprintindex \end{document}'
    )


# -- texts with a test of their own ---------------------------------------------------------

LONG_TABLE = ':::{card} T\n' + '| a |\n|---|\n' + '| b |\n' * 31 + '\n:::\n'
TIMELINE = (
    '::::{timeline} Prizes\n:::{entry} A\n:dates: 2020-05\n:place: X\n:::\n'
    ':::{entry} B [w](https://w.org)\n\nWbody\n:::\n::::\n'
)
WEBP = '![Walt](w.webp)\n\n![Walt](a/b.webp)'
#: Classes that Folio gives to what it builds.
LOOKS = ['folio-facts', 'folio-chips', 'folio-links', 'folio-publication']


def in_class(look: str) -> str:
    """Return a text whose author uses a class of ours."""
    return f':::{{container}} {look}\nWone\n:::\n\n:::{{note}}\n:class: {look}\nWtwo\n:::'


def signs() -> str:
    """Return a text with the signs of TeX wherever a title may stand."""
    text = SPECIAL.replace('\\', r'\\').replace('`', r'\`').replace('[', r'\[').replace('_', r'\_')
    text = text.replace('<', r'\<').replace('|', r'\|').replace('*', r'\*').replace('~', r'\~')
    return (
        f'A {text}\n\n## B {text}\n\n:::{{card}} C {text}\nb\n:::\n\n'
        f'::::{{tab-set}}\n:::{{tab-item}} D {text}\ne\n:::\n::::\n\n:::{{dropdown}} F {text}\ng\n:::\n'
    )


@pytest.fixture(scope='module')
def extras(make_shared_site: MakeSite) -> Sheets:
    pictures = {'w.webp': webp(), 'a/b.webp': webp()}
    texts = [LONG_TABLE, TIMELINE, WEBP, signs(), *map(in_class, LOOKS)]
    return Sheets(make_shared_site, texts, {**FILES, **pictures})


# -- sphinx-design -----------------------------------------------------------------------

CARD_LINKS = '(herePAGE)=\n## Here\n\n'


COMPONENTS = [
    # tabs
    (
        '::::{tab-set}\n:::{tab-item} **A** tab\nWone\n:::\n:::{tab-item} B\nWtwo\n:::\n::::\n\nWend',
        (r'\section{\sphinxstylestrong{A} tab} \sphinxAtStartPar Wone \section{B} '
        r'\sphinxAtStartPar Wtwo \sphinxAtStartPar Wend'),
    ),
    (
        '## S\n\n::::{tab-set}\n:::{tab-item} A\nWone\n:::\n::::\n\n## T',
        r'\subsection{A} \sphinxAtStartPar Wone \section{T}',
    ),
    (
        ':::::{card}\n::::{tab-set}\n:::{tab-item} A\nWone\n:::\n::::\n:::::',
        r'\begin{foliocard}{}% \subsubsection*{A} \sphinxAtStartPar Wone \end{foliocard}',
    ),
    (
        ':::::{tab-set}\n::::{tab-item} A\n:::{tab-set}\n```{tab-item} B\nWin\n```\n:::\n::::\n:::::',
        r'\section{A} \subsubsection*{B} \sphinxAtStartPar Win',
    ),
    (
        '- Item\n\n  ::::{tab-set}\n  :::{tab-item} A\n  Win\n  :::\n  ::::\n',
        r'\subsubsection*{A} \sphinxAtStartPar Win \end{itemize}',
    ),
    ('::::{tab-set-code}\n```c\nint x;\n```\n::::', r'\section{C} \begin{sphinxVerbatim}'),
    # cards
    (':::{card} Title\nWbody\n:::', r'\begin{foliocard}{Title}% \sphinxAtStartPar Wbody \end'),
    (
        ':::{card} T\n:header: Whead\n:footer: Wfoot\nWbody\n:::',
        (r'\begin{foliocard}{T}% \sphinxAtStartPar Whead \sphinxAtStartPar Wbody '
        r'\sphinxAtStartPar Wfoot \end{foliocard}'),
    ),
    (
        ':::{card} T\n:img-top: dot.png\nWbody\n:::',
        r'\begin{foliocard}{T}% \noindent\sphinxincludegraphics{{dot}.png} \sphinxAtStartPar',
    ),
    (
        ':::{card} T\n:img-background: dot.png\nWbody\n:::',
        (r'\begin{foliocard}{T}% \noindent\sphinxincludegraphics{{dot}.png} \sphinxAtStartPar Wbody '
        r'\end{foliocard}'),
    ),
    (
        ':::{card} T *x*\n:link: https://www.example.org/a\nWbody\n:::',
        (r'{\sphinxhref{https://www.example.org/a}{T \sphinxstyleemphasis{x}}'
        r'\foliolinkaddress{example.org/a}}% \sphinxAtStartPar Wbody \end{foliocard}'),
    ),
    (
        ':::{card}\n:link: https://www.example.org/a\nWbody\n:::',
        r'\begin{foliocard}{\sphinxhref{https://www.example.org/a}{\folioaddress{example.org/a}}}%',
    ),
    (
        ':::{card} T\n:link: PAGE\n:link-type: doc\nWbody\n:::',
        (r'\begin{foliocard}{{\hyperref[\detokenize{PAGE::doc}]{\sphinxcrossref{T}}}'
        r'\foliopage{\detokenize{PAGE::doc}}}%'),
    ),
    (
        CARD_LINKS + ':::{card} T\n:link: herePAGE\n:link-type: ref\nWbody\n:::',
        r'\begin{foliocard}{{\hyperref[\detokenize{PAGE:herePAGE}]{\sphinxcrossref{T}}}\foliopage',
    ),
    (
        CARD_LINKS + ':::{card} T\n:link: herePAGE\n:link-type: any\nWbody\n:::',
        r'\begin{foliocard}{{\hyperref[\detokenize{PAGE:herePAGE}]{\sphinxcrossref{T}}}\foliopage',
    ),
    (
        CARD_LINKS + ':::{card}\n:link: herePAGE\n:link-type: ref\nWbody\n:::',
        r'\sphinxcrossref{\DUrole{std}{\DUrole{std-ref}{Here}}}}}\foliopage',
    ),
    # grids
    (
        '::::{grid} 2\n:::{grid-item-card} A\nWa\n:::\n:::{grid-item-card} B\nWb\n:::\n::::',
        (r'\begin{foliocards}% \begin{foliocard}{A}% \sphinxAtStartPar Wa \end{foliocard} '
        r'\begin{foliocard}{B}% \sphinxAtStartPar Wb \end{foliocard} \end{foliocards}'),
    ),
    (
        '::::{grid} 2\n:::{grid-item}\nWa\n:::\n:::{grid-item-card} B\nWb\n:::\n::::',
        r'\sphinxAtStartPar Wa \begin{foliocard}{B}% \sphinxAtStartPar Wb \end{foliocard}',
    ),
    (
        '::::{card-carousel} 2\n:::{card} A\nWa\n:::\n::::',
        r'\begin{foliocards}% \begin{foliocard}{A}% \sphinxAtStartPar Wa \end{foliocard}',
    ),
    # dropdowns
    (
        ':::{dropdown} A `b`\nWa\n:::',
        r'\begin{foliodetails}{A \sphinxcode{\sphinxupquote{b}}}% \sphinxAtStartPar Wa \end',
    ),
    (':::{dropdown}\nWa\n:::', r'\begin{foliodetails}{}% \sphinxAtStartPar Wa \end{foliodetails}'),
    (
        '[x](#dropPAGE)\n\n:::{dropdown} A\n:name: dropPAGE\nWa\n:::',
        r'\begin{foliodetails}{A}% \phantomsection\label{\detokenize{PAGE:dropPAGE}}%',
    ),
    # the rest
    (
        '::::{steps}\n:::{step} A\nWa\n:::\n::::',
        r'\item {} \sphinxAtStartPar \sphinxstylestrong{A} \sphinxAtStartPar Wa \end{enumerate}',
    ),
    (':::{aside} A\nWa\n:::', r'\begin{foliocard}{A}% \sphinxAtStartPar Wa \end{foliocard}'),
    ('{bdg}`A` {bdg-primary}`B`', r'\DUrole{sd-badge}{A} \DUrole{sd-badge}{B}'),
    (
        '{bdg-link-info}`A <https://b.org/c>`',
        r'\sphinxhref{https://b.org/c}{A}\foliolinkaddress{b.org/c}',
    ),
    (
        '```{button-link} https://b.org/c\nA *b*\n```',
        r'\sphinxhref{https://b.org/c}{\foliobutton{A \sphinxstyleemphasis{b}}}\foliolinkaddress{b.org/c}',
    ),
    (
        '```{button-link} https://b.org/c\n```',
        r'\sphinxhref{https://b.org/c}{\foliobutton{\folioaddress{b.org/c}}}',
    ),
    (
        CARD_LINKS + '```{button-ref} herePAGE\nA\n```',
        r'{\hyperref[\detokenize{PAGE:herePAGE}]{\sphinxcrossref{\foliobutton{A}}}}\foliopage',
    ),
    ('{octicon}`gear` Wa', r'\sphinxAtStartPar Wa'),
]  # fmt: skip


@pytest.fixture(scope='module')
def components(make_shared_site: MakeSite) -> Sheets:
    return Sheets(make_shared_site, [text for text, _ in COMPONENTS])


@pytest.mark.parametrize(('text', 'printed'), COMPONENTS)
def test_what_components_become(components: Sheets, text: str, printed: str) -> None:
    made = components.faultless(text)
    # tabs have ids, so that links lead to them on paper too
    assert printed in made or printed in re.sub(r'\\label\{\\detokenize\{[^}]*\}\} ?', '', made)


def test_a_long_table_is_set_without_a_frame_that_could_not_break(extras: Sheets) -> None:
    text = extras.faultless(LONG_TABLE)
    assert r'\begin{foliodetails}{T}' in text
    assert r'\begin{longtable}' in text


# -- what Folio builds -------------------------------------------------------------------


SITE: dict[str, str | bytes] = {
    'people/ann.md': front(
        'person', name='Ann Poe', role='PhD', summary='Wsum', photo='ann.png', topics=['t'],
        pronouns='she/her', email='a@b.org', joined='2020',
    ) + '\n```{profile}\n```\n',
    'people/bob.md': front('person', name='Bob') + '\n```{profile}\n```\n',
    'people/ann.png': PNG,
    'projects/logs.md': front(
        'project', name='Logs', period='2020 to 2021', people=['ann'], image='../dot.png',
        links={'code': 'https://code.org/x'}, funding=['Wfund'],
    ) + '\n```{profile}\n```\n',
    'topics/t.md': front('topic', name='Storage', aliases=['Walias']) + '\n```{profile}\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': (
        '@misc{a, author = {Poe, Ann}, author+an = {1=corresponding}, title = {One}, year = {2024}, '
        'abstract = {Wabstract}}\n@misc{b, author = {Bob}, title = {Two}, year = {2023}}\n'
    ),
}  # fmt: skip
ANN = r'{\hyperref[\detokenize{people/ann::doc}]{\sphinxcrossref{\DUrole{folio-person}{Ann Poe}}}}'
ANN += r'\foliopage{\detokenize{people/ann::doc}}\folioindex{poe ann}{Poe, Ann}'


LISTS = [
    (
        '```{people}\n```',
        (
            r'\begin{foliocards}% \begin{foliocard}{}% \foliopicture{\sphinxincludegraphics{{ann}.png}} '
            rf'\folioline{{card-title}}{{{ANN}}} \folioline{{card-line}}{{PhD}}'
        ),
    ),
    (
        '```{people}\n:style: list\n```',
        rf'\begin{{foliolist}}% \begin{{folioitem}}% \folioline{{card-title}}{{{ANN}}}',
    ),
    ('```{people}\n:style: inline\n```', rf'\folioline{{chips}}{{{ANN} · {{\hyperref'),
    ('```{topics}\n:person: bob\n```', r'\folioline{empty}{None listed yet.}'),
    (
        '```{publications}\n:style: numbered\n```',
        (
            r'\begin{foliopublications}% \begin{foliopublication}{2}% \folioline{publication-title}{One} '
            rf'\folioline{{publication-authors}}{{{ANN}$^{{\text{{†}}}}$}}'
        ),
    ),
    (
        '```{publications}\n```',
        (
            r'\begin{foliodetails}{Abstract}% \sphinxAtStartPar Wabstract \end{foliodetails} '
            r'\end{foliopublication}'
        ),
    ),
    ('```{publications}\n```', r'\folioline{legend}{† corresponding author}'),
    (
        '```{publications}\n:group: year\n:filter:\n```',
        r'\folioline{group}{2023} \begin{foliopublications}% \begin{foliopublication}{}%',
    ),
    (
        '```{publications}\n:style: compact\n:limit: 1\n```',
        r'{Other}}} \end{foliopublication} \end{foliopublications} \folioline{legend}',
    ),
    ('{cite:p}`a`', r'\hyperref[\detokenize{publications:a}]'),
]


@pytest.fixture(scope='module')
def lists(make_shared_site: MakeSite) -> Sheets:
    return Sheets(make_shared_site, [text for text, _ in LISTS], {**FILES, **SITE})


@pytest.mark.parametrize(('text', 'printed'), LISTS)
def test_what_lists_become(lists: Sheets, text: str, printed: str) -> None:
    chapter = lists.faultless(text)
    assert printed in chapter
    assert not {'BibTeX', 'Download'} & words_of(chapter)


def test_what_profiles_become(lists: Sheets) -> None:
    site = lists.site
    assert site.warnings == []
    ann = chapter_of(site, 'Ann Poe')
    assert r'\begin{folioprofile}{\sphinxincludegraphics{{ann}.png}}%' in ann
    assert r'\folioline{profile-name}{she/her}' in ann
    assert r'\folioline{profile-role}{PhD}' in ann
    assert r'{links}{\sphinxhref{mailto:a@b.org}{\folioaddress{a@b.org}}}' in ann
    assert r'\begin{foliofact}{Member}% since 2020 \end{foliofact}' in ann
    assert 'folioprofile' not in chapter_of(site, 'Bob')  # it would hold nothing
    logs = chapter_of(site, 'Logs')
    assert r'\begin{folioprofile}{\sphinxincludegraphics{{dot}.png}}%' in logs
    assert r'{links}{Code \sphinxhref{https://code.org/x}{\folioaddress{code.org/x}}}' in logs
    assert r'\begin{foliofact}{Funding}% Wfund' in logs
    assert r'\begin{foliofact}{Also called}% Walias' in chapter_of(site, 'Storage')


def test_each_entry_is_labelled_where_citations_lead(lists: Sheets) -> None:
    assert body_of(lists.site).count(r'\label{\detokenize{publications:a}}') == 1
    listed = chapter_of(lists.site, 'Publications')
    assert r'{}% \phantomsection\label{\detokenize{publications:a}}' in listed


def test_a_timeline_on_any_page_is_a_list_of_dated_records(extras: Sheets) -> None:
    assert (
        r'\subsubsection*{Prizes} \begin{folioentries}% \begin{folioentry}{May 2020}{A}{X}% '
        r'\end{folioentry} \begin{folioentry}{}{B \sphinxhref{https://w.org}{w}'
        r'\foliolinkaddress{w.org}}{}% \sphinxAtStartPar Wbody \end{folioentry} \end{folioentries}'
    ) in extras.faultless(TIMELINE)


@pytest.mark.parametrize('look', LOOKS)
def test_an_author_who_uses_a_class_of_ours_loses_nothing(extras: Sheets, look: str) -> None:
    assert {'Wone', 'Wtwo'} <= words_of(extras.faultless(in_class(look)))


# -- links -------------------------------------------------------------------------------


OTHER = {'other.md': '# Other\n\n(deep)=\n## Deep\n\nText\n'}
LINKS = [
    (
        '[A](https://www.example.org/b/)',
        r'\sphinxhref{https://www.example.org/b/}{A}\foliolinkaddress{example.org/b}',
    ),
    (
        '<https://www.example.org/b/>',
        r'\sphinxhref{https://www.example.org/b/}{\folioaddress{example.org/b}}',
    ),
    ('[example.org](https://example.org)', r'{\folioaddress{example.org}}'),
    ('<mailto:a@b.org>', r'\sphinxhref{mailto:a@b.org}{\folioaddress{a@b.org}}'),
    ('[Ann](mailto:a@b.org)', r'\sphinxhref{mailto:a@b.org}{Ann}\foliolinkaddress{a@b.org}'),
    (
        '[A](https://x.org/?a=b&c=%20#d_~e)',
        r'\sphinxhref{https://x.org/?a=b\&c=\%20\#d\_~e}{A}\foliolinkaddress{x.org/?a=b\&c=\%20\#d\_~e}',
    ),
    ('<https://x.org/é>', r'\sphinxhref{https://x.org/\%C3\%A9}{\folioaddress{x.org/\%C3\%A9}}'),
    (
        '[A](https://x.org/' + 'b' * 90 + ')',
        r'}{A}\foliolinkaddress{x.org/' + 'b' * 65 + '…}',
    ),
    ('## <https://x.org/b_c>', r'\section{\sphinxhref{https://x.org/b\_c}{\folioaddress{x.org/b\_c}}}'),
    (
        '## [A](https://x.org/b) c',
        r'\section{\sphinxhref{https://x.org/b}{A} c}',
    ),
    ('[A](https://x.org/{b}^|\\\\)', r'\sphinxhref{https://x.org/\%7Bb\%7D\%5E\%7C\%5C}{A}'),
    ('[*A* `b`](https://x.org)', r'{\sphinxstyleemphasis{A} \sphinxcode{\sphinxupquote{b}}}\folio'),
    ('(xPAGE)=\n## A b\n\n[c](#xPAGE) {ref}`xPAGE`', r'\hyperref[\detokenize{PAGE:xPAGE}]{\sphinxcrossref{c}}}\foliopage{\detokenize{PAGE:xPAGE}}'),
    ('[c](#paraPAGE)\n\n(paraPAGE)=\nText', r'\label{\detokenize{PAGE:paraPAGE}}'),
    ('[c](#quotePAGE)\n\n{#quotePAGE}\n> Text', r'\label{\detokenize{PAGE:quotePAGE}}'),
    ('[c](#cardPAGE)\n\n(cardPAGE)=\n:::{card} A\nb\n:::', r'\label{\detokenize{PAGE:cardPAGE}}'),
    ('[c](#spanPAGE)\n\n[text]{#spanPAGE}', r'\label{\detokenize{PAGE:spanPAGE}}'),
    ('[c](#listPAGE)\n\n{#listPAGE}\n- a\n- b', r'\label{\detokenize{PAGE:listPAGE}}'),
    ('{ref}`c <figPAGE>`\n\n(figPAGE)=\n```{figure} dot.png\n```', r'\label{\detokenize{PAGE:figPAGE}}'),
    (
        '[c](#tabPAGE)\n\n:::::{card}\n::::{tab-set}\n:::{tab-item} A\n:name: tabPAGE\nb\n:::\n::::\n:::::',
        r'\label{\detokenize{PAGE:tabPAGE}}',
    ),
    ('{eq}`ePAGE`\n\n$$x$$ (ePAGE)', r'\eqref{equation:PAGE:ePAGE}'),
    ('[c](other.md#deep) {doc}`other`', r'\hyperref[\detokenize{other:'),
    ('{abbr}`AI (王)` {abbr}`AI (王)`', r'{AI} (\folioscript{han-sc}{王}) \sphinxstyleabbreviation{AI}'),
]  # fmt: skip


@pytest.fixture(scope='module')
def links(make_shared_site: MakeSite) -> Sheets:
    return Sheets(make_shared_site, [text for text, _ in LINKS], {**FILES, **OTHER})


@pytest.mark.parametrize(('text', 'printed'), LINKS)
def test_what_links_become(links: Sheets, text: str, printed: str) -> None:
    chapter = links.faultless(text)
    assert printed in chapter
    labels = re.findall(r'\\label\{(\\detokenize\{[^}]*\})\}', body_of(links.site))
    known = {label.replace(links.names[text], 'PAGE') for label in labels}
    assert set(re.findall(r'\\hyperref\[(\\detokenize\{[^}]*\})\]', chapter)) <= known


def test_no_label_is_set_twice(links: Sheets) -> None:
    labels = re.findall(r'\\label\{(\\detokenize\{[^}]*\})\}', body_of(links.site))
    assert [label for label in set(labels) if labels.count(label) > 1] == []


NOWHERE_CARD = ':::{card} T\n:link: nowhere-at-all\n:link-type: ref\nWbody\n:::'
NOWHERE = [
    ('{ref}`Wtext <no-where>`', 'Wtext'),
    ('[Wtext](#no-where)', 'Wtext'),
    ('[Wtext](no-where.md)', 'Wtext'),
    ('{doc}`Wtext <no-where>`', 'Wtext'),
    ('{person}`Wtext <no-where>`', 'Wtext'),
    ('{numref}`Wtext <no-where>`', 'Wtext'),
]


@pytest.fixture(scope='module')
def nowhere(make_shared_site: MakeSite) -> Sheets:
    return Sheets(make_shared_site, [NOWHERE_CARD, *(text for text, _ in NOWHERE)], {})


@pytest.mark.parametrize(('text', 'words'), NOWHERE)
def test_links_that_lead_nowhere_are_text(nowhere: Sheets, text: str, words: str) -> None:
    assert nowhere.warnings(text)
    chapter = nowhere.chapter(text)
    assert words in chapter
    assert r'\hyperref' not in chapter
    assert r'\sphinxhref' not in chapter
    assert 'where' not in chapter


def test_a_card_whose_link_leads_nowhere_keeps_its_words_and_hides_its_target(
    nowhere: Sheets,
) -> None:
    (warned,) = nowhere.warnings(NOWHERE_CARD)
    assert 'nowhere-at-all' in warned.message
    text = nowhere.chapter(NOWHERE_CARD)
    assert r'\begin{foliocard}{T}% \sphinxAtStartPar Wbody \end{foliocard}' in text
    assert 'nowhere' not in text


def test_pages_that_are_left_out_are_linked_on_the_website(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        'notes.md': '# Notes\n\n{doc}`c` {ref}`W <deep>` {eq}`e` {download}`f <d.csv>`\n',
        'c.md': '# C\n\n(deep)=\n## D\n\n```{math}\n:label: e\nx\n```\n',
        'd.csv': 'a',
    }
    conf = {'folio_pdf_exclude': ['c'], 'html_baseurl': 'https://example.org/x'}
    site = make_site(files, buildername='folio-latex', confoverrides=conf)
    assert site.warnings == []
    text = chapter_of(site, 'Notes')
    assert r'\sphinxhref{https://example.org/x/c.html}{\DUrole{doc}{C}}' in text
    assert r'\sphinxhref{https://example.org/x/c.html\#deep}' in text
    assert '(1)' in text
    assert r'\eqref' not in text


# -- pictures ----------------------------------------------------------------------------


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def test_a_picture_that_latex_does_not_take_is_turned_into_one(extras: Sheets) -> None:
    text = extras.faultless(WEBP)
    assert text.count(r'\sphinxincludegraphics') == 2
    assert 'Walt' not in text


def test_a_website_and_a_book_show_pictures_as_they_are(make_site: MakeSite) -> None:
    files = {'index.md': f'# Home\n\n{WEBP}\n', 'w.webp': webp(), 'a/b.webp': webp()}
    for builder in ('html', 'epub'):
        site = make_site(files, buildername=builder, folder=builder)
        shown = sorted(path.name for path in (site.outdir / '_images').iterdir())
        assert shown == ['b.webp', 'w.webp']


#: Pictures that cannot be printed, with what they hold and what is advised.
UNPRINTABLE = [
    ('w.svg', SVG, 'save it as PNG, JPEG or PDF'),
    ('w.webp', b'RIFF', 'is no image; save it as JPEG, PNG, WebP or SVG'),
]


@pytest.fixture(scope='module')
def unprintable(make_shared_site: MakeSite) -> Sheets:
    texts = [f'A ![Walt]({name}) b\n\n![]({name})' for name, *_ in UNPRINTABLE]
    return Sheets(make_shared_site, texts, {name: content for name, content, _ in UNPRINTABLE})


@pytest.mark.parametrize(('name', 'content', 'advice'), UNPRINTABLE)
def test_a_picture_that_cannot_be_printed_is_told_and_its_words_stay(
    unprintable: Sheets, name: str, content: str | bytes, advice: str
) -> None:
    text = f'A ![Walt]({name}) b\n\n![]({name})'
    told = unprintable.warnings(text)
    assert len(told) == 2
    assert all(advice in warned.message and name in warned.message for warned in told)
    assert told[0].file == f'{unprintable.names[text]}.md'
    assert 'A Walt b' in unprintable.chapter(text)


def test_a_picture_of_another_host_is_a_link_and_not_fetched(make_site: MakeSite) -> None:
    url = 'https://pictures.example.invalid/x.png'
    shown = f'![Walt]({url})\n\n![]({url})\n\n[![Win]({url})](https://x.org)'
    policy = 'img-src https://pictures.example.invalid'
    text = Sheets(make_site, [shown], folio_content_security_policy=policy).faultless(shown)
    assert rf'\sphinxhref{{{url}}}{{Walt}}\foliolinkaddress{{{url[8:]}}}' in text
    assert rf'\sphinxhref{{{url}}}{{\folioaddress{{{url[8:]}}}}}' in text
    assert r'\sphinxhref{https://x.org}{Win}\foliolinkaddress{x.org}' in text


#: Names of pictures; several of them are alike to TeX, or named as another file.
NAMES = ['my photo', '照片', 'a%b', 'a#b', 'a_b&c', 'a~{b}', 'portfolio']


@pytest.fixture(scope='module')
def photos(make_shared_site: MakeSite) -> Site:
    """Print a page with a photo of its own for each of the names."""
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(NAMES):
        page = front('person', name=f'Ann {number}', photo=f'{name}.png')
        files |= {f'people/ann{number}.md': page, f'people/{name}.png': photo(name)}
    return make_shared_site(files, buildername='folio-latex')


def photo(name: str) -> bytes:
    """Return a picture that differs from that of any other name."""
    return PNG + name.encode()


@pytest.mark.parametrize('name', NAMES)
def test_the_file_of_a_picture_has_a_name_that_tex_reads(photos: Site, name: str) -> None:
    assert photos.warnings == []
    text = body_of(photos, f'cv-ann{NAMES.index(name)}')
    (used,) = set(re.findall(r'\\sphinxincludegraphics\{\{(.*?)\}\.png\}', text))
    assert re.fullmatch('[A-Za-z0-9-]+', used)
    assert (photos.outdir / f'{used}.png').read_bytes() == photo(name)


# -- HTML --------------------------------------------------------------------------------


HTML = [
    (
        '<details><summary>Wsum</summary>\n\nWin *em*\n\n</details>',
        r'Wsum \sphinxAtStartPar Win \sph',
    ),
    ('Wone<br>Wtwo', r'Wone\leavevmode\newline{}Wtwo'),
    ('Wone<br />Wtwo', r'Wone\leavevmode\newline{}Wtwo'),
    ('## Wone<br>Wtwo', r'\section{Wone Wtwo}'),
    ('W<b>one</b> Wtwo', 'Wone Wtwo'),
    ('Wone <script>Xtwo()</script> Wthree', 'Wone Wthree'),
    ('Wone <style>Xtwo</style> Wthree', 'Wone Wthree'),
    ('<script>\nXone\n</script>\n\nWtwo', r'\sphinxAtStartPar Wtwo'),
    ('Wone <!-- Xtwo --> Wthree', 'Wone Wthree'),
    ('<!-- Xone -->\n\nWtwo', r'\sphinxAtStartPar Wtwo'),
    ('<p>Wone</p><p>Wtwo &amp; &eacute;</p>', r'Wone Wtwo \& é'),
    ('<table><tr><td>Wone</td><td>Wtwo</td></tr></table>', 'Wone Wtwo'),
    ('<img src="x.png" alt="Walt">', r'\sphinxAtStartPar Walt'),
    ('<p>王 # %', r'\folioscript{han-sc}{王} \# \%'),
]


@pytest.fixture(scope='module')
def html(make_shared_site: MakeSite) -> Sheets:
    # the site lets all HTML through, so that much of it has nothing to read
    return Sheets(make_shared_site, [text for text, _ in HTML], folio_allow=['html'])


@pytest.mark.parametrize(('text', 'printed'), HTML)
def test_raw_html_keeps_its_words(html: Sheets, text: str, printed: str) -> None:
    chapter = html.faultless(text)
    assert printed in re.sub(r' +', ' ', chapter)
    assert not {'Xone', 'Xtwo'} & words_of(chapter)


# -- other markup ------------------------------------------------------------------------


MARKUP = [
    (
        ':::{note}\nWa 王\n:::',
        r'\begin{sphinxadmonition}{note}{Note:} \sphinxAtStartPar Wa \folioscript',
    ),
    ('A[^1] b[^1]\n\n[^1]: Wnote', r'\sphinxAtStartFootnote Wnote'),
    ('## A[^1]\n\n[^1]: Wnote', r'\begin{footnotetext}[1]\sphinxAtStartFootnote Wnote'),
    (
        ':::{card} T[^1]\nb\n:::\n\n[^1]: Wnote',
        r'\begin{foliocard}{T\sphinxfootnotemark[1]}% % \begin{footnotetext}[1]\sphinxAtStartFootnote Wnote',
    ),
    (
        ':::{rubric} T[^1]\n:::\n\n[^1]: Wnote',
        r'\subsubsection*{T\sphinxfootnotemark[1]} % \begin{footnotetext}[1]\sphinxAtStartFootnote Wnote',
    ),
    (
        '::::{timeline} T[^1]\n:::{entry} A[^1] [^2]\n:place: B\n:::\n::::\n\n[^1]: Wnote\n[^2]: Wtwo',
        r'{A\sphinxfootnotemark[1] \sphinxfootnotemark[2]}{B}% % \begin{footnotetext}[2]',
    ),
    ('| 王 |\n|---|\n| `a\\|b` c |', r'\folioscript{han-sc}{王}'),
    ('$$\nx^2\n$$ (eqPAGE)', 'x^2'),
    ('A $x_1$', r'\(x_1\)'),
    ('A $x \\% c$ b', r'A \(x \% c\) b'),
    ('| Wa |\n|---|', r'\sphinxAtStartPar Wa'),
    ('```{line-block}\nWa\n```', r'\item[] Wa'),
    ('```{eval-rst}\n:Wa: Wb\n```', r'\sphinxlineitem{Wa} \sphinxAtStartPar Wb'),
    ('- a\n  1. b\n     - c\n       - d', r'\sphinxAtStartPar d \end{itemize}'),
    ('> Wa\n>\n> -- Wb', 'Wb'),
    ('```{eval-rst}\n  Wa\n\n  -- Wb\n```', r'\begin{flushright} ---Wb'),
    ('```{rubric} 王\n```', r'\subsubsection*{\folioscript{han-sc}{王}}'),
    ('## 王 b\n', r'\section{\folioscript{han-sc}{王} b}'),
    ('## 王 ![](dot.png)\n', r'\section[\folioscript{han-sc}{王}]{\folioscript{han-sc}{王} '),
    ('```{figure} dot.png\n王\n```', r'\caption{\folioscript{han-sc}{王}}'),
    ('✓ ✔ ☺', r'\folioscript{symbol}{✓ ✔ ☺}'),
    ('👩‍💻 ⭐️', r'\folioscript{symbol}{👩💻 ⭐}'),
    ('(علي)', r'(\folioscript{arabic}{علي})'),
    ('a\n\n---\n\nb', r'\hrule'),
]


@pytest.fixture(scope='module')
def markup(make_shared_site: MakeSite) -> Sheets:
    return Sheets(make_shared_site, [text for text, _ in MARKUP])


@pytest.mark.parametrize(('text', 'printed'), MARKUP)
def test_other_markup_is_printed_as_sphinx_does(markup: Sheets, text: str, printed: str) -> None:
    assert printed in markup.faultless(text)


def test_a_comment_is_no_part_of_a_formula(make_site: MakeSite) -> None:
    text = 'A $x % c$ b'
    sheets = Sheets(make_site, [text], suppress_warnings=['folio.math'])
    assert r'A \sphinxcode{\sphinxupquote{x \% c}} b' in sheets.faultless(text)


def test_signs_of_tex_are_letters_in_titles_and_text(extras: Sheets) -> None:
    tex = r'\# \$ \% \& \_ \{ \} \textasciitilde{} \textasciicircum{} \textbackslash{} < > |'
    printed = extras.faultless(signs())
    for before in (
        'A ',
        r'\section{B ',
        r'\begin{foliocard}{C ',
        'section{D ',
        r'{foliodetails}{F ',
    ):
        assert f'{before}{tex}' in printed


def test_other_latex_builders_print_the_same_pages(make_site: MakeSite) -> None:
    """With Sphinx's own builder and theme, for those who want one document of their own."""
    site = make_site(
        {'conf.py': CONF, **kitchen_files()},
        buildername='latex',
        confoverrides={
            'latex_engine': 'xelatex',
            'latex_documents': [('index', 'x.tex', 'T', 'A', 'manual')],
        },
    )
    assert r'\begin{folioprofile}' in site.text('x.tex')
    assert {'Wtabbody', 'Wcardbody', 'Wdropbody', 'Wnested', 'Wbadge'} - words_of(
        body_of(site, 'x')
    ) == {'Wnested'}
