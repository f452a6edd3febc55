"""Lists on pages and in print where a site names a citation style."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from csl_styles import AUTHOR_DATE, NUMERIC, style
from support import front

import sphinx_folio
from sphinx_folio.bib import CitationStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BIB = r"""
@article{marks, author = {Doe, Jane and Roe, Rick and Poe, Pat}, title = {With $O(n^2)$ Marks},
  author+an = {1=equal; 2=equal; 3=corresponding}, journal = {Journal of Marks}, year = 2021,
  doi = {10.1000/182}, award = {Best Paper}, abstract = {All of it.}}
@article{many, author = {Aye, A. and Bee, B. and Sea, C. and Doe, Jane}, title = {Many},
  author+an = {4=corresponding}, journal = {J}, year = 2020}
@misc{nobody, title = {Nobody <b>knows</b> & "quotes"}, year = 2019, people = {jane-doe}}
"""
LIST = '\n```{publications}\n```\n'
FILES = {
    'references.bib': BIB,
    'style.csl': AUTHOR_DATE,
    'people/jane-doe.md': front('person', name='Jane Doe') + LIST,
    'people/rick-roe.md': front('person', name='Rick Roe') + LIST,
    'publications.md': '# Publications\n\n```{publications}\n:filter:\n```\n',
    'numbered.md': '# Numbered\n\n```{publications}\n:style: numbered\n```\n',
}
STYLED = {'folio_citation_style': 'style.csl', 'folio_citation_style_in': ['pages']}


@pytest.fixture(scope='module')
def cited(make_shared_site: MakeSite) -> Site:
    """Build a site that offers citations, and prints its lists as every site does."""
    return make_shared_site(FILES, confoverrides={'folio_citation_style': 'style.csl'})


@pytest.fixture(scope='module')
def styled(make_shared_site: MakeSite) -> Site:
    """Build a site whose pages print their lists in the style."""
    return make_shared_site(FILES, confoverrides=STYLED)


def items(site: Site, docname: str) -> list[Any]:
    """Return the entries of a page."""
    found: list[Any] = site.main(docname).select('.folio-publication')
    return found


def words(node: Any) -> str:
    """Return the text of an element in one line."""
    return ' '.join(node.get_text().split())


def test_an_entry_offers_its_reference_beside_bibtex(cited: Site) -> None:
    assert not cited.warnings
    item = items(cited, 'publications')[0]
    assert [words(each) for each in item.select('summary')] == [
        'Abstract: With O(n²) Marks',
        'Cite: With O(n²) Marks',
        'BibTeX: With O(n²) Marks',
    ]
    fold = item.select_one('details.folio-cite')
    assert fold['data-text'] == (
        'Doe, J., Roe, R., & Poe, P. (2021). With O(n²) Marks. Journal of Marks '
        'https://doi.org/10.1000/182.'
    )
    assert (fold['data-copy'], fold['data-copied']) == ('Copy', 'Copied')
    assert words(fold.select_one('em')) == 'Journal of Marks'
    assert fold.select_one('math')
    assert fold.select_one('a')['href'] == 'https://doi.org/10.1000/182'
    assert not fold.select('strong, sup'), 'what is copied has no marks'
    assert item.select_one('.folio-publication-title'), 'the list itself is as ever'


def test_nothing_of_an_entry_is_markup(cited: Site) -> None:
    fold = items(cited, 'publications')[2].select_one('details.folio-cite')
    assert fold['data-text'] == 'Nobody knows & "quotes" (2019).'
    assert words(fold.select_one('strong')) == 'knows'


def test_the_search_finds_an_entry_once(cited: Site) -> None:
    terms = cited.search_index()['terms']
    assert 'mark' in terms
    assert '182' not in terms, 'it stands in the folds alone'


def test_without_a_style_there_is_no_fold(look_at: MakeSite) -> None:
    site = look_at(FILES)
    assert not site.main('publications').select('.folio-cite')


def test_a_list_in_the_style_keeps_names_and_marks(styled: Site) -> None:
    assert not styled.warnings
    marks, many, nobody = items(styled, 'people/jane-doe')
    line = marks.select_one('.folio-publication-reference')
    assert words(line).startswith('Doe, J.*, Roe, R.*, & Poe, P.† (2021). With')
    assert [words(own) for own in line.select('strong.folio-self')] == ['Doe, J.']
    assert [(words(link), link['href']) for link in line.select('a')] == [
        ('Roe, R.', 'rick-roe.html'),
        ('https://doi.org/10.1000/182', 'https://doi.org/10.1000/182'),
    ]
    assert not marks.select('.folio-publication-title, .folio-publication-authors')
    assert [words(badge) for badge in marks.select('.folio-badge')] == [
        'Journal article',
        'Best Paper',
    ]
    assert words(marks.select_one('.folio-links')) == 'DOI: With O(n²) Marks'
    assert len(marks.select('details')) == 3
    assert words(many.select_one('.folio-publication-reference')).startswith('Aye, A., Bee, B.,')
    assert words(nobody.select_one('.folio-publication-authors')).startswith(
        'Author list not given.'
    )
    legend = styled.main('people/jane-doe').select_one('.folio-legend')
    assert words(legend) == '* equal contribution · † corresponding author'


def test_numbers_are_those_of_the_list(styled: Site) -> None:
    lines = [item.select_one('.folio-publication-reference') for item in items(styled, 'numbered')]
    assert [words(line).partition(' ')[0] for line in lines] == ['3.', '2.', '1.']


def test_a_filter_knows_years_and_whole_names(styled: Site) -> None:
    marks, _many, nobody = items(styled, 'publications')
    assert (marks['data-year'], marks['data-people']) == ('["2021"]', '["Jane Doe", "Rick Roe"]')
    assert (nobody['data-year'], nobody.get('data-people')) == ('["2019"]', None)


def test_a_style_that_cuts_names_cuts_their_marks(look_at: MakeSite) -> None:
    bib = BIB.replace('1=equal; 2=equal; 3=corresponding', '1=equal; 2=equal')
    site = look_at(FILES | {'style.csl': NUMERIC, 'references.bib': bib}, confoverrides=STYLED)
    marks, many, _nobody = items(site, 'people/jane-doe')
    reference = marks.select_one('.folio-publication-reference')
    assert words(reference).startswith('J. Doe*, R. Roe*, and P. Poe, “With')
    assert words(reference.select_one('.folio-self .folio-small-caps')) == 'Doe'
    assert words(reference.select_one('a .folio-small-caps')) == 'Roe'
    reference = many.select_one('.folio-publication-reference')
    assert words(reference) == 'A. Aye et al., “Many,” J, 2020.'
    assert not reference.select('.folio-self')
    legend = site.main('people/jane-doe').select_one('.folio-legend')
    assert words(legend) == '* equal contribution'


def test_what_cannot_be_printed_is_told_once_and_listed_as_ever(look_at: MakeSite) -> None:
    layout = '<layout><text variable="container-title"/></layout>'
    site = look_at(FILES | {'style.csl': style(layout)}, confoverrides=STYLED)
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('references.bib', 6)
    assert warned.message.startswith(
        'the entry "nobody" cannot be printed in the style "style.csl"'
    )
    first, _second, last = items(site, 'publications')
    assert words(first.select_one('.folio-publication-reference')) == 'Journal of Marks'
    assert words(last.select_one('.folio-publication-title')) == 'Nobody knows & "quotes"'
    assert not last.select('.folio-cite')


@pytest.mark.parametrize(
    ('files', 'settings', 'file', 'line', 'message'),
    [
        ({}, {'folio_citation_style': 'none.csl'}, 'conf.py', 1, 'there is no such file'),
        ({'style.csl': '\n<html/>'}, {}, 'style.csl', 1, 'no style of CSL 1.0'),
        (
            {},
            {'folio_citation_style_in': ['page']},
            'conf.py',
            1,
            '"page" is no place of lists; did you mean "pages"?',
        ),
    ],
)
def test_a_wrong_setting_is_told_and_there_is_no_style(
    make_site: MakeSite,
    files: dict[str, str],
    settings: dict[str, Any],
    file: str,
    line: int,
    message: str,
) -> None:
    site = make_site(FILES | files, confoverrides=STYLED | settings)
    (warned,) = site.warnings
    assert (warned.file, warned.line) == (file, line)
    assert message in warned.message
    assert not items(site, 'publications')[0].select('.folio-publication-reference')


def test_print_takes_the_style_where_it_is_asked_for(make_site: MakeSite) -> None:
    settings = STYLED | {'folio_citation_style_in': ['portfolio']}
    site = make_site(FILES, buildername='latex', confoverrides=settings)
    (path,) = site.outdir.glob('*.tex')
    text = path.read_text(encoding='utf-8')
    assert r'\folioline{publication-reference}{' in text
    assert r'\folioaddress{https://doi.org/10.1000/182}' in text
    assert r'\folioline{publication-title}' not in text
    assert 'Cite' not in text


def test_a_change_of_the_style_writes_the_pages_that_show_it(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = begin_with(FILES | {'other.md': '# Other\n'}, confoverrides=STYLED)
    calls: list[str] = []
    whole = CitationStyle.reference

    def counted(self: CitationStyle, entry: Any, publication: Any) -> str:
        calls.append(publication.key)
        return whole(self, entry, publication)

    monkeypatch.setattr(CitationStyle, 'reference', counted)
    before = site.written()
    site.build()
    assert not calls
    pages = before.keys() - {'genindex', 'search'}
    assert {name for name in pages if site.written()[name] == before[name]} == pages
    site.write({'style.csl': NUMERIC})
    site.build()
    assert sorted(calls) == ['many', 'marks', 'nobody']
    changed = {name for name, time in site.written().items() if before[name] != time}
    assert {'publications', 'numbered', 'people/jane-doe', 'people/rick-roe'} <= changed
    assert 'other' not in changed
    calls.clear()
    site.write({'references.bib': BIB.replace('{Many}', '{More}')})
    site.build()
    assert calls == ['many']
    assert site.output() == clean_build(site).output()


def test_a_parallel_build_gives_the_same(make_site: MakeSite, styled: Site) -> None:
    more = {f'page{number}.md': f'# Page {number}\n' for number in range(8)}
    one = make_site(FILES | more, confoverrides=STYLED, folder='one')
    two = make_site(FILES | more, confoverrides=STYLED, folder='two', parallel=2)
    assert one.output() == two.output()


def test_only_a_style_loads_what_it_needs() -> None:
    loading = re.compile(r'^(?:from|import) (?:citeproc|lxml|\.processor)', re.MULTILINE)
    files = Path(sphinx_folio.__file__).parent.rglob('*.py')
    found = [path.name for path in files if loading.search(path.read_text(encoding='utf-8'))]
    assert found == ['processor.py']
