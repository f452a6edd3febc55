"""A person's page arranged as a CV: sections, order, lists, and what no page may break."""

from __future__ import annotations

import json
import re
from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import pytest
from paper_site import SPECIAL, body_of, chapter_of, section_titles, words_of
from support import PNG, front

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support import MakeSite, Site, Warned

ENTRIES = """
@article{doe2024, author = {Doe, Jane and Poe, Ann}, author+an = {1=equal;2=corresponding},
  title = {Fast logs}, journal = {J}, year = {2024}, abstract = {Wabstract}, selected = {true}}
@article{doe2023, author = {Poe, Ann and Doe, Jane}, title = {Slow logs}, journal = {J}, year = {2023}}
"""
OTHERS = '@article{poe2022, author = {Poe, Ann}, title = {No logs}, journal = {J}, year = {2022}}\n'
BIB = ENTRIES + OTHERS


def jane(body: str, name: str = 'Jane Doe', **facts: Any) -> str:
    """Return the page of Jane Doe with a text."""
    return f'{front("person", name=name, **facts)}\n{body}\n'


def timeline(kind: str, *titles: str, caption: str = '') -> str:
    """Return a timeline of entries."""
    entries = '\n'.join(f':::{{entry}} {title}\n:::' for title in titles)
    return f'::::{{timeline}} {caption}\n:kind: {kind}\n{entries}\n::::\n'


def tabs(**items: str) -> str:
    """Return a set of tabs."""
    inner = ''.join(f'::::::{{tab-item}} {name}\n{text}\n::::::\n' for name, text in items.items())
    return f':::::::{{tab-set}}\n{inner}:::::::\n'


def make_cv(
    make_site: MakeSite, body: str, more: dict[str, str | bytes] | None = None, **conf: Any
) -> Site:
    """Build the LaTeX of a site with Jane Doe."""
    files = {'people/jane-doe.md': jane(body), 'references.bib': BIB, **(more or {})}
    return make_site(files, buildername='folio-latex', confoverrides=conf)


def cv_of(site: Site) -> str:
    return body_of(site, 'cv-jane-doe')


def sections(site: Site) -> list[str]:
    return section_titles(cv_of(site))


class Careers:
    """A site with a person for each of some texts, who have the papers of Jane Doe.

    Each has a page and a name of their own, so that a CV that is wrong is told by its text;
    what is asked for is given as if it were of Jane Doe.
    """

    def __init__(self, make_site: MakeSite, texts: Iterable[str], *, in_projects: set[str]) -> None:
        letters = product(ascii_lowercase, repeat=2)
        #: The endings of family names.
        self.endings = {text: ''.join(pair) for text, pair in zip(texts, letters, strict=False)}
        leads = [
            {'id': f'jane-doe{self.endings[text]}', 'role': 'lead'} for text in sorted(in_projects)
        ]
        files: dict[str, str | bytes] = {
            f'projects/p{number}.md': front(
                'project',
                name=f'Logs {number}',
                period=f'202{number} to 2024',
                summary='Wsum',
                people=leads,
            )
            for number in range(2)
        }
        bib = OTHERS.replace('Poe', 'Moe')  # who has a page
        for text, ending in self.endings.items():
            body = text.replace('jane-doe', f'jane-doe{ending}')
            files[f'people/jane-doe{ending}.md'] = jane(body, f'Jane Doe{ending}')
            papers = ENTRIES.replace('Doe', f'Doe{ending}').replace('{doe', f'{{doe{ending}')
            bib += papers.replace('logs}', f'logs of {ending}}}')  # no work of anybody else
        files |= {'people/roe.md': front('person', name='Ann Moe'), 'references.bib': bib}
        self.site = make_site(files, buildername='folio-latex')

    def warnings(self, text: str) -> list[Warned]:
        """Return what was warned of, but for what is of the page of another text."""
        others = {
            f'people/jane-doe{ending}.md' for other, ending in self.endings.items() if other != text
        }
        return [warned for warned in self.site.warnings if warned.file.rstrip(':') not in others]

    def cv(self, text: str) -> str:
        """Return the body of the CV of a text."""
        ending = self.endings[text]
        text = body_of(self.site, f'cv-jane-doe{ending}')
        return text.replace(f'oe{ending}', 'oe').replace(f'logs of {ending}', 'logs')

    def sections(self, text: str) -> list[str]:
        """Return the titles in the CV of a text that nothing is warned of."""
        assert self.warnings(text) == []
        return section_titles(self.cv(text))


@pytest.fixture(scope='module')
def careers(make_shared_site: MakeSite) -> Careers:
    texts = [
        '', IN_ORDER, IN_TABS, IN_SECTIONS, NESTED, THREE_AWARDS, AROUND, IN_AN_ENTRY, ENTRY_FACTS,
        GROUP, FOOTNOTES, CODE, *(body for body, _titles in OWN_LISTS), *PROJECTS,
    ]  # fmt: skip
    return Careers(make_shared_site, dict.fromkeys(texts), in_projects={IN_ORDER, *PROJECTS})


# -- order -------------------------------------------------------------------------------


KINDS = (
    'awards',
    'experience',
    'skills',
    'teaching',
    'talks',
    'service',
    'activities',
    'education',
)


IN_ORDER = (
    'About her.\n\n'
    + ''.join(timeline(kind, f'W{kind}') for kind in KINDS)
    + timeline('other', 'Wother')
)


def test_the_sections_come_in_the_order_that_committees_read(careers: Careers) -> None:
    assert careers.sections(IN_ORDER) == [
        'Education', 'Experience', 'Publications', 'Projects', 'Teaching', 'Awards', 'Service',
        'Talks', 'Skills', 'Activities', 'More', 'About',
    ]  # fmt: skip


def test_the_order_is_a_setting_and_what_it_does_not_name_is_left_out(make_site: MakeSite) -> None:
    body = (
        'About her.[^1]\n\n[^1]: Wfoot\n\n' + timeline('education', 'MSc') + timeline('awards', 'A')
    )
    order = ['awards', 'education', 'awards']
    site = make_cv(make_site, body, folio_cv_sections=order)
    assert site.warnings == []
    assert sections(site) == ['Awards', 'Education']
    assert 'About her' not in cv_of(site)
    assert cv_of(site).count('{A}') == 1


def test_a_wrong_section_is_told_once_and_the_default_used(make_site: MakeSite) -> None:
    site = make_cv(make_site, timeline('awards', 'A'), folio_cv_sections=['award'])
    (warned,) = site.warnings
    assert 'folio_cv_sections' in warned.message
    assert 'did you mean "awards"?' in warned.message
    assert sections(site) == ['Publications', 'Awards']


# -- the head ----------------------------------------------------------------------------


HEAD: dict[str, Any] = {
    'native_name': '王梓人',
    'pronouns': 'she/her',
    'role': 'PhD student',
    'affiliation': [{'name': 'Delft', 'department': 'CS'}, 'KTH'],
    'location': 'Here',
    'status': 'Free',
    'summary': 'Logs.',
    'email': 'jane@example.org',
    'links': {'orcid': '0000-0002-1825-0097', 'My page': 'https://www.jane.org/a_b/'},
    'updated': '2025-11-10',
    'photo': 'jane.png',
    'topics': ['storage'],
}


def test_the_head_has_name_role_place_contact_and_topics(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        'people/jane-doe.md': jane('', **HEAD),
        'people/jane.png': PNG,
        'topics/storage.md': front('topic', name='Storage'),
    }
    site = make_site(files, buildername='folio-latex')
    assert site.warnings == []
    text = cv_of(site)
    head = text[text.index(r'\begin{foliohead}') : text.index(r'\end{foliohead}')]
    assert head.startswith(
        r'\begin{foliohead}{Jane Doe}{\folioscript{han-sc}{王梓人} · she/her}'
        r'{\sphinxincludegraphics{{jane}.png}}'
    )
    for line in (
        r'{head-role}{PhD student}',
        r'{head-place}{CS, Delft; KTH · Here}',
        r'{head-status}{Free}',
        r'{head-summary}{Logs.}',
        r'{head-topics}{Topics: \DUrole{folio-topic}{Storage}}',
        r'\sphinxhref{mailto:jane@example.org}{\folioaddress{jane@example.org}}',
        (
            r'\sphinxhref{https://orcid.org/0000-0002-1825-0097}'
            r'{\folioaddress{orcid.org/0000-0002-1825-0097}}'
        ),
        r'My page \sphinxhref{https://www.jane.org/a\_b/}{\folioaddress{jane.org/a\_b}}',
    ):
        assert line in head
    tex = site.text('cv-jane-doe.tex')
    assert r'\foliofootertexts{Last updated November 10, 2025}{Page \foliothispage{} of' in tex
    assert 'pdftitle={CV of Jane Doe},pdfauthor={Jane Doe},pdflang={en}' in tex
    assert '\\folioscripts{han-sc}\n' in tex
    assert (site.outdir / 'jane.png').is_file()


def test_a_person_without_any_content_has_a_head_and_nothing_else(make_site: MakeSite) -> None:
    page: dict[str, str | bytes] = {'people/jane-doe.md': '---\nperson:\n  name: Jane Doe\n---\n'}
    site = make_site(page, buildername='folio-latex')
    assert site.warnings == []
    assert r'\begin{foliohead}{Jane Doe}{}{}% \end{foliohead}' in cv_of(site)
    assert sections(site) == []
    tex = site.text('cv-jane-doe.tex')
    assert r'\foliofootertexts{}{Page' in tex
    assert r'\folioscripts' not in tex


def test_a_page_without_a_title_or_with_two_is_arranged_whole(make_site: MakeSite) -> None:
    text = f'Wfirst\n\n{timeline("education", "MSc")}'
    page: dict[str, str | bytes] = {
        'people/jane-doe.md': f'---\nperson:\n  name: Jane Doe\n---\n\n{text}',
        'people/roe.md': f'---\nperson:\n  name: Ann Roe\n---\n\nWabove\n\n# Ann Roe\n\nWbelow\n\n'
        f'# Prizes\n\n{timeline("awards", "A prize")}\nWlast\n',
    }
    site = make_site(page, buildername='folio-latex')
    assert sections(site) == ['Education', 'About']
    roe = body_of(site, 'cv-roe')
    assert section_titles(roe) == ['Awards', 'About', 'Prizes']
    assert {'Wabove', 'Wbelow', 'Wlast', 'prize'} <= words_of(roe)


def test_an_anonymous_person_is_no_author_and_has_no_cv_of_a_name(make_site: MakeSite) -> None:
    page = '---\nperson:\n  anonymous: true\n---\n\n# PhD student in **Delft**\n'
    site = make_site({'people/phd.md': page}, buildername='folio-latex')
    assert site.warnings == []
    tex = site.text('cv-phd.tex')
    assert 'pdftitle={PhD student in Delft},pdfauthor={}' in tex
    assert r'\author{}' in tex
    assert r'\begin{foliohead}{PhD student in Delft}' in tex


TITLES = ['王梓人', '*Jane* Doe', 'علي Ali', 'Zoë 王', r'A\_B & C']


@pytest.fixture(scope='module')
def titled(make_shared_site: MakeSite) -> Site:
    """Print a page with each of the titles."""
    pages = {
        f'people/title-{number}.md': f'---\nperson:\n  role: PhD\n---\n\n# {title}\n'
        for number, title in enumerate(TITLES)
    }
    return make_shared_site(pages, buildername='folio-latex', confoverrides={'project': '王 p'})


@pytest.mark.parametrize('name', TITLES)
def test_any_title_is_a_plain_title_of_the_document(titled: Site, name: str) -> None:
    assert titled.warnings == []
    assert r'\title{' in titled.text(f'cv-title-{TITLES.index(name)}.tex')


# -- tabs, sections and timelines ----------------------------------------------------------


PARTS = {
    'About': 'Wabout',
    'Career': timeline('education', 'MSc', caption='Studies') + timeline('experience', 'Job'),
    'Papers': '```{publications}\n```',
    'Prizes': timeline('awards', 'Wprize'),
}
ARRANGED = ['Studies', 'Experience', 'Papers', 'Prizes', 'About']


IN_TABS = tabs(**PARTS)
IN_SECTIONS = ''.join(f'## {name}\n\n{text}\n\n' for name, text in PARTS.items())


def test_tabs_and_sections_make_the_same_cv(careers: Careers) -> None:
    assert careers.sections(IN_TABS) == ARRANGED
    assert careers.sections(IN_SECTIONS) == ARRANGED
    assert without_labels(careers.cv(IN_SECTIONS)) == without_labels(careers.cv(IN_TABS))


def without_labels(tex: str) -> str:
    return re.sub(r'\\label\{.*?\}\}', '', tex).replace(' ', '')


NESTED = (
    f'## Career\n\n### Studies\n\n{timeline("education", "MSc")}\n'
    f'### Jobs\n\n{timeline("experience", "Job")}\nWpart\n\n## Life\n\n### Music\n\nWmusic\n\n'
    f'## More\n\n{tabs(Chairs=timeline("service", "Chair"), Fun="Wfun")}\n'
)


def test_sections_in_sections_and_tabs_in_tabs_lead_to_their_timelines(careers: Careers) -> None:
    assert careers.sections(NESTED) == [
        'Studies',
        'Experience',
        'Publications',
        'Chairs',
        'Career',
        'Life',
        'More',
    ]
    text = careers.cv(NESTED)
    assert section_titles(text, 'subsection') == ['Jobs', 'Music', 'Fun']
    assert {'Wpart', 'Wmusic', 'Wfun', 'MSc', 'Job', 'Chair'} <= words_of(text)


THREE_AWARDS = (
    timeline('awards', 'Wone')
    + timeline('awards', 'Wtwo')
    + timeline('awards', 'Wthree', caption='Grants')
)


def test_two_timelines_of_a_kind_share_a_title_or_have_their_own(careers: Careers) -> None:
    assert careers.sections(THREE_AWARDS) == ['Publications', 'Awards', 'Grants']
    text = careers.cv(THREE_AWARDS)
    assert text.index('Wtwo') < text.index('Grants') < text.index('Wthree')


AROUND = tabs(
    More=f'{timeline("awards", "A", caption="Prizes")}\n\nWtext\n',
    Teaching=f'Wintro\n\n{timeline("teaching", "Course")}\n',
    Box=f':::::{{dropdown}} Talks given\n{timeline("talks", "Talk")}\n:::::\n',
)


def test_text_around_a_timeline_stays_and_so_does_its_heading(careers: Careers) -> None:
    assert careers.sections(AROUND) == [
        'Publications',
        'Teaching',
        'Prizes',
        'Talks given',
        'More',
    ]
    text = careers.cv(AROUND)
    assert text.index(r'\section{Teaching}') < text.index('Wintro') < text.index('Course')
    assert text.index(r'\section{More}') < text.index('Wtext')
    assert 'foliodetails' not in text


IN_AN_ENTRY = (
    '::::::{timeline}\n:kind: education\n:::::{entry} MSc\n'
    f'{timeline("awards", "Winner")}\n:::::\n::::::\n'
)


def test_a_timeline_in_an_entry_stays_there(careers: Careers) -> None:
    assert careers.sections(IN_AN_ENTRY) == ['Education', 'Publications']
    assert 'Winner' in words_of(careers.cv(IN_AN_ENTRY))


ENTRY_FACTS = """
::::::{timeline}
:kind: education
:::::{entry} MSc in **Logs** at [X](https://x.example.org/y)
:organisation: Delft
:place: NL
:dates: 2023-09 to 2025-11
Wbody with {bdg}`Wbadge`.

- Witem

::::{tab-set}
:::{tab-item} Wtab
Wintab
:::
::::

:::{card} Wcard
Wincard
:::
:::::
:::::{entry} Only
:::::
:::::{entry} Since
:dates: 2024-02 to present
:::::
:::::{entry} Wrong
:dates: sometime
:::::
::::::
"""


def test_an_entry_has_dates_title_place_and_body_as_they_are_given(careers: Careers) -> None:
    (warned,) = careers.warnings(ENTRY_FACTS)
    assert 'sometime' in warned.message
    text = careers.cv(ENTRY_FACTS)
    assert (
        r'\begin{folioentry}{Sep 2023 – Nov 2025}{MSc in \sphinxstylestrong{Logs} at '
        r'\sphinxhref{https://x.example.org/y}{X}\foliolinkaddress{x.example.org/y}}{Delft · NL}%'
    ) in text
    assert r'\begin{folioentry}{}{Only}{}% \end{folioentry}' in text
    assert r'\begin{folioentry}{since Feb 2024}{Since}{}' in text
    assert r'\begin{folioentry}{sometime}{Wrong}{}' in text
    assert r'\DUrole{sd-badge}{Wbadge}' in text
    assert r'\subsubsection*{Wtab}' in text
    assert r'\begin{foliocard}{Wcard}' in text
    assert {'Witem', 'Wintab', 'Wincard'} <= words_of(text)


# -- lists -------------------------------------------------------------------------------


def test_publications_are_numbered_with_the_own_name_bold_and_marks(careers: Careers) -> None:
    text = careers.cv('')
    assert text.index(r'\begin{foliopublication}{2}') < text.index(r'\begin{foliopublication}{1}')
    assert r'\sphinxstylestrong{Jane Doe}$^{\text{*}}$, Ann Poe$^{\text{†}}$' in text
    assert r'\folioline{legend}{* equal contribution · † corresponding author}' in text
    assert 'No logs' not in text
    assert 'Wabstract' not in text
    assert 'BibTeX' not in text
    assert 'foliopage' not in text


OWN_LISTS = [
    ('```{publications}\n```', ['Publications']),
    ('Wprose\n\n```{publications}\n```\n\nWafter', ['Publications', 'About']),
    (tabs(About='Wprose\n\n```{publications}\n```'), ['Publications', 'About']),
    (tabs(Publications='Wprose\n\n```{publications}\n```'), ['Publications']),
    (tabs(Papers='```{publications}\n:style: compact\n```'), ['Papers']),
    (tabs(A='```{publications}\n:selected:\n```', B='Wprose'), ['Publications', 'B']),
    (tabs(A='```{publications}\n:limit: 1\n```'), ['Publications']),
    ('```{publications}\n```\n\n```{publications}\n:style: numbered\n```', ['Publications']),
    ('```{publications}\n:person: jane-doe\n```', ['Publications']),
    ('```{publications}\n:group: year\n```', ['Publications']),
    (':::{dropdown} Papers\n```{publications}\n```\n:::', ['Papers']),
    ('| a | b |\n|---|---|\n| c | Wprose |\n', ['Publications', 'About']),
    (
        '::::{list-table}\n* - a\n  - ```{publications}\n    ```\n* - Wprose\n  - b\n::::',
        ['Publications', 'About'],
    ),
    ('## Work\n\n### Papers\n\n```{publications}\n```\n\nWprose', ['Publications', 'Work']),
]


@pytest.mark.parametrize(('body', 'titles'), OWN_LISTS)
def test_own_publications_stand_once_in_their_own_section(
    careers: Careers, body: str, titles: list[str]
) -> None:
    assert careers.sections(body) == titles
    text = careers.cv(body)
    assert text.count('Fast logs') == 1
    assert text.count('Slow logs') == 1
    assert words_of(text) >= {word for word in ('Wprose', 'Wafter') if word in body}


PROJECTS = {
    f'```{{projects}}\n{options}\n```': options
    for options in ('', ':style: inline', ':style: list', ':limit: 1')
}


@pytest.mark.parametrize('body', PROJECTS, ids=PROJECTS.get)
def test_projects_are_dated_records(careers: Careers, body: str) -> None:
    assert careers.sections(body) == ['Publications', 'Projects']
    for number in range(2):
        dates, title = rf'{{202{number} – 2024}}', rf'{{\DUrole{{folio-project}}{{Logs {number}}}}}'
        assert rf'\begin{{folioentry}}{dates}{title}{{lead}}' in careers.cv(body)


GROUP = tabs(Group='Wgroup\n\n```{people}\n```', Papers='```{publications}\n:person: roe\n```')


def test_lists_of_others_stay_where_they_are(careers: Careers) -> None:
    assert careers.sections(GROUP) == ['Publications', 'Group', 'Papers']
    text = careers.cv(GROUP)
    group = text[text.index(r'\section{Group}') : text.index(r'\section{Papers}')]
    assert 'Wgroup' in group
    assert r'\begin{foliocard}' in group
    assert 'Ann Moe' in group
    assert 'No logs' in text[text.index(r'\section{Papers}') :]


# -- links -------------------------------------------------------------------------------


LINKS = """
{cite:p}`doe2024` {cite:t}`poe2022` {project}`logs` {person}`roe` [Wnotes](../notes.md)
{doc}`Wdoc <../notes>` {ref}`Wref <target>` {numref}`fig` {eq}`equation` {ref}`Whole <whole>`
{download}`Wfile <notes.csv>` {doc}`../index` {ref}`Wnone <none>` [Wempty](#nothing)

(whole)=
## Own section

Wown {ref}`whole`
"""
ELSEWHERE: dict[str, str | bytes] = {
    'people/notes.csv': 'a',
    'people/roe.md': front('person', name='Ann Roe'),
    'projects/logs.md': front('project', name='QuickLog'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'dot.png': PNG,
    'notes.md': (
        '# Notes\n\n(target)=\n## Target\n\n```{figure} dot.png\n:name: fig\nCap\n```\n\n'
        '```{math}\n:label: equation\nx^2\n```\n'
    ),
}


def test_links_out_of_a_cv_are_text_where_no_website_is_known(make_site: MakeSite) -> None:
    site = make_cv(make_site, LINKS, ELSEWHERE, numfig=True)
    text = cv_of(site)
    about = text[text.index(r'\section{About}') : text.index(r'\section{Own')]
    assert r'{\hyperref[\detokenize{people/jane-doe:doe2024}]' in about
    labels = re.findall(r'\\label\{(\\detokenize\{[^}]*\})\}', text)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r'\\hyperref\[(\\detokenize\{[^}]*\})\]', text)) <= set(labels)
    assert 'sphinxhref' not in about
    assert r'\ref{' not in about
    assert 'eqref' not in about
    words = words_of(about)
    assert {'QuickLog', 'Ann', 'Roe', 'Wnotes', 'Wdoc', 'Wref', 'Fig', 'Wfile', 'Wnone'} <= words
    assert {'Wempty', 'Whole', 'Site'} <= words
    assert '(1)' in about
    assert not {'logs', 'roe', 'notes', 'target', 'none', 'nothing'} & words


def test_links_out_of_a_cv_lead_to_the_website(make_site: MakeSite) -> None:
    base = 'https://example.org/team/'
    site = make_cv(make_site, LINKS, ELSEWHERE, numfig=True, html_baseurl=base)
    text = cv_of(site)
    about = text[text.index(r'\section{About}') :]
    assert r'{\hyperref[\detokenize{people/jane-doe:doe2024}]' in about
    for target in (
        r'publications.html\#poe2022', 'projects/logs.html', 'people/roe.html', 'notes.html',
        r'notes.html\#target', r'notes.html\#fig', 'index.html',
    ):  # fmt: skip
        assert rf'\sphinxhref{{{base}{target}}}' in about
    assert 'foliolinkaddress' not in about


def test_without_a_publications_page_citations_lead_to_the_own_list(make_site: MakeSite) -> None:
    site = make_cv(make_site, '{cite:p}`doe2024`')
    assert r'{\hyperref[\detokenize{people/jane-doe:doe2024}]' in cv_of(site)
    site = make_cv(make_site, '{cite:p}`doe2024`', folio_cv_sections=['about'])
    assert r'\hyperref' not in cv_of(site)
    assert '(Doe and Poe, 2024)' in cv_of(site)


def test_a_table_of_contents_on_a_persons_page_is_for_screens(make_site: MakeSite) -> None:
    body = 'Wtext\n\n```{toctree}\n../notes\n```\n'
    more: dict[str, str | bytes] = {'notes.md': '# Notes\n\nWnotes\n'}
    index = '# Site\n\n```{toctree}\npeople/jane-doe\n```\n'
    site = make_cv(make_site, body, {**more, 'index.md': index})
    assert site.warnings == []
    assert 'Wtext' in cv_of(site)
    assert 'Wnotes' not in cv_of(site)
    assert 'Wnotes' in body_of(site)


# -- footnotes, and odd characters -------------------------------------------------------


FOOTNOTES = (
    tabs(About='Wone[^a] Wtwo[^b]', Rest=timeline('awards', 'A prize[^c]'))
    + '\n\n[^a]: Wnote-a\n[^b]: Wnote-b\n[^c]: Wnote-c\n[^d]: Wnote-d\n'
)


def test_footnotes_stay_with_their_text(careers: Careers) -> None:
    text = careers.cv(FOOTNOTES)
    assert section_titles(text) == ['Publications', 'Rest', 'About']
    assert text.count(r'\begin{footnote}') == 2
    assert text.count(r'\begin{footnotetext}') == 1
    assert text.index(r'\section{Rest}') < text.index('note\\sphinxhyphen{}c')
    assert 'hrule' not in text


def test_signs_of_tex_are_letters_in_every_field(make_site: MakeSite) -> None:
    facts = {
        name: f'W{name} {SPECIAL}'
        for name in ('native_name', 'pronouns', 'role', 'location', 'status', 'summary')
    }
    affiliation = {'name': f'Wplace {SPECIAL}', 'department': SPECIAL}
    links = {f'Wlink {SPECIAL}': 'https://example.org/a_b?c=%7E&d=~e#f{g}^h|i[j]'}
    page = front('person', name=f'Wname {SPECIAL}', affiliation=affiliation, links=links, **facts)
    page = page.partition('# Wname')[0] + timeline('awards', f'Wentry {SPECIAL}')
    entry = '@misc{a, author = {Wname, X}, title = {Wtitle {\\#} \\% \\& \\_ \\$ \\^{}}, note = {50\\% \\& more}}'
    publications = '# Publications\n\n```{publications}\n```\n'
    site = make_site(
        {'people/jane-doe.md': page, 'references.bib': entry, 'publications.md': publications},
        buildername='folio-latex',
        confoverrides={'project': SPECIAL, 'author': SPECIAL},
    )
    escaped = r'\# \$ \% \& \_ \{ \} \textasciitilde{} \textasciicircum{} \textbackslash{} < > | "'
    text = cv_of(site)
    for name in (
        'name',
        'native_name',
        'pronouns',
        'role',
        'location',
        'status',
        'summary',
        'place',
        'link',
        'entry',
    ):
        shown = name.replace('_', r'\_')
        assert re.search(rf'W{re.escape(shown)} {re.escape(escaped[:20])}', text), name
    assert (
        r'\sphinxhref{https://example.org/a\_b?c=\%7E\&d=~e\#f\%7Bg\%7D\%5Eh\%7Ci\%5Bj\%5D}' in text
    )
    listed = chapter_of(site, 'Publications')
    assert r'{publication-title}{Wtitle \# \% \& \_ \$' in listed
    assert r'{publication-note}{50\% \& more}' in listed
    assert unbalanced(site.text('cv-jane-doe.tex')) == 0
    assert unbalanced(site.text('portfolio.tex')) == 0


def unbalanced(tex: str) -> int:
    """Return how many braces are open at the end of a text."""
    signs = re.findall(r'\\.|[{}]', tex, re.DOTALL)
    return signs.count('{') - signs.count('}')


def test_control_characters_and_marks_without_a_glyph_do_not_reach_tex(make_site: MakeSite) -> None:
    body = (
        'W\x01one W\x7ftwo \u202eWthree\u2028Wfour W\ufe0f 1\ufe0f\u20e3 \u200bWfive `W\x02six`\n\n'
        '```\nW\x03seven\n```\n'
    )
    site = make_cv(make_site, body)
    text = site.text('cv-jane-doe.tex')
    assert {'Wone', 'Wtwo', 'Wthree', 'Wfour', 'Wfive', 'Wsix', 'Wseven'} <= words_of(text)
    assert not re.search('[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e\u200b\ufe0f\u20e3]', text)


CODE = "`naïve 汉字`\n\n```python\nx = '汉字 → λ'  # \\ { }\n```\n\n```text\n汉字 ├── a\n```\n"


def test_code_in_another_script_is_set_in_its_font(careers: Careers) -> None:
    text = careers.cv(CODE)
    assert r'\sphinxcode{\sphinxupquote{naïve }}\folioscript{han-sc}{汉字}' in text
    assert r'\folioscript{han-sc}{汉字} \folioscript{symbol}{→} λ' in text
    assert r'\PYGZbs{} \PYGZob{} \PYGZcb{}' in text


# -- which CVs there are ------------------------------------------------------------------


def test_a_pdf_that_there_is_not_is_told_of_with_advice(make_site: MakeSite) -> None:
    site = make_cv(make_site, '', folio_pdfs=['portfolio', 'cv/jane-do'])
    (warned,) = site.warnings
    assert warned.file == 'conf.py'
    assert 'there is no PDF "cv/jane-do"; did you mean "cv/jane-doe"?' in warned.message
    assert [path.name for path in site.outdir.glob('*.tex')] == ['portfolio.tex']
    assert json.loads(site.text('documents.json'))['unknown'] == ['cv/jane-do']


def test_only_the_chosen_pdfs_are_written(make_site: MakeSite) -> None:
    site = make_cv(make_site, '', folio_pdfs=['cv/jane-doe'])
    assert [path.name for path in site.outdir.glob('*.tex')] == ['cv-jane-doe.tex']


def test_a_site_that_is_one_persons_page_has_a_portfolio_and_a_cv(make_site: MakeSite) -> None:
    index = jane('Wtext\n\n```{toctree}\nnotes\n```\n')
    site = make_site(
        {'index.md': index, 'notes.md': '# Notes\n\nWnotes\n'}, buildername='folio-latex'
    )
    assert site.warnings == []
    assert 'Wnotes' in chapter_of(site, 'Notes')
    assert r'\begin{foliohead}' not in body_of(site)
    assert r'\begin{foliohead}{Jane Doe}' in body_of(site, 'cv-index')


def test_what_is_told_of_a_photo_in_a_cv_names_its_page(make_site: MakeSite) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    page = front('person', name='Jane Doe', photo='jane.svg')
    site = make_site(
        {'people/jane-doe.md': page, 'people/jane.svg': picture},
        buildername='folio-latex',
        confoverrides={'folio_pdfs': ['cv/jane-doe']},
    )
    (warned,) = site.warnings
    assert warned.file == 'people/jane-doe.md'
    assert warned.line
    assert '"jane.svg" cannot stand in a PDF; save it as PNG, JPEG or PDF' in warned.message


def test_the_date_of_another_page_makes_no_other_cv(make_site: MakeSite) -> None:
    files = {
        'people/jane-doe.md': front('person', name='Jane Doe'),
        'people/ann-poe.md': front('person', name='Ann Poe', updated='2025-01-01'),
    }
    site = make_site(files, buildername='folio-latex')
    before = site.text('cv-jane-doe.tex')
    later = front('person', name='Ann Poe', updated='2026-02-02')
    site.build_again({'people/ann-poe.md': later})
    assert 'February 2, 2026' in site.text('portfolio.tex')
    assert site.text('cv-jane-doe.tex') == before
