"""What readers see of an entry on a page: names, venue, date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

MANY = ' and '.join(f'Poe, P{letter}' for letter in 'ABCDEFG')
BIB = f"""
@proceedings{{one, editor = {{Doe, Jane}}, title = {{Proc. of One}}, year = {{2020}}}}
@proceedings{{two, editor = {{Doe, Jane and Roe, K.}}, title = {{Proc. of Two}}, year = {{c1988}}}}
@book{{many, editor = {{{MANY}}}, title = {{Many}}, publisher = {{P}}, year = {{2022--2024}}}}
@inproceedings{{paper, author = {{Roe, K.}}, title = {{A Paper}}, crossref = {{volume}},
  pages = {{7}}}}
@proceedings{{volume, editor = {{Poe, Ann}}, title = {{Proc. of Vol}}, series = {{LNCS}},
  volume = 12, year = 2021}}
@inproceedings{{cited, author = {{Roe, K.}}, title = {{Cited}}, crossref = {{mentioned}}}}
@proceedings{{mentioned, editor = {{Poe, Ann}}, title = {{Proc. of Mentioned}}, year = 2019}}
@inproceedings{{mine, author = {{Roe, K.}}, title = {{Mine}}, crossref = {{one}}}}
@article{{soon, author = {{Roe, K.}}, title = {{Soon}}, journal = {{J}}, year = {{to appear}}}}
@article{{sent, author = {{Roe, K.}}, title = {{Sent}}, journal = {{J}}, pubstate = {{submitted}}}}
@article{{next, author = {{Roe, K.}}, title = {{Next}}, journal = {{J}},
  year = {{2026, in press}}}}
@misc{{none, author = {{Roe, K.}}, title = {{None}}}}
"""
FILES = {
    'references.bib': BIB,
    'people/jane-doe.md': front('person', name='Jane Doe') + '\n```{publications}\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n:filter:\n```\n',
    'years.md': '# Years\n\n```{publications}\n:group: year\n```\n',
    'text.md': '# Text\n\nSee {cite:p}`mentioned`.\n',
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build the site, for tests that only look at it."""
    return make_shared_site(FILES, confoverrides={'folio_author_limit': 3})


def lines(site: Site, docname: str, part: str) -> dict[str, str]:
    """Return a line of each entry on a page, by the title."""
    found = {}
    for item in site.main(docname).select('.folio-publication'):
        title = item.select_one('.folio-publication-title').get_text()
        shown = item.select_one(f'.folio-publication-{part}')
        found[title] = ' '.join(shown.get_text().split()) if shown else ''
    return found


CITING = r"""
@misc{one, author = {Doe, Jane}, title = {One}, year = 2020}
@misc{two, author = {Roe, K. and van Poe, Ann}, title = {Two}, year = {to appear}}
@misc{many, author = {Poe, A. and Poe, B. and Poe, C.}, title = {Many}, year = 2019}
@misc{citing, author = {Roe, K.}, title = {Citing}, year = 2000,
  note = {As \citet{one} said, see \cite[p. 3]{two, many} and \cite{gone}},
  abstract = {After \citep{many}.}}
"""


def test_what_a_note_cites_is_a_link(make_site: MakeSite) -> None:
    files = {'references.bib': CITING, 'publications.md': FILES['years.md']}
    site = make_site(files)
    item = site.main('publications').select_one('#citing')
    note = item.select_one('.folio-publication-note')
    text = ' '.join(note.get_text().split())
    assert text == (
        'As Doe (2020) said, see (Roe and van Poe, to appear; Poe et al., 2019), p. 3 and (gone)'
    )
    assert [link['href'] for link in note.select('a')] == ['#one', '#two', '#many']
    assert item.select_one('.folio-abstract p').get_text() == 'After (Poe et al., 2019).'
    (warning,) = site.warnings
    assert (warning.file, warning.line) == ('references.bib', 5)
    what = 'unknown citation key "gone" in the field "note" of the entry "citing"'
    assert what in warning.message
    # a label says what the cited entry says
    site.build_again({'references.bib': CITING.replace('year = 2020', 'year = 2021')})
    note = site.main('publications').select_one('#citing .folio-publication-note')
    assert note.get_text().startswith('As Doe (2021) said')


def test_editors_are_editors(site: Site) -> None:
    names = lines(site, 'publications', 'authors')
    assert names['Proc. of One'] == 'Jane Doe (ed.)'
    assert names['Proc. of Two'] == 'Jane Doe, K. Roe (eds.)'
    assert names['Many'] == 'PA Poe, PB Poe, PC Poe (eds.)'
    more = site.main('publications').select_one('.folio-more-authors summary').get_text()
    assert more == 'and 4 more editors'
    assert names['A Paper'] == 'K. Roe'


def test_the_date_stands_behind_the_venue(site: Site) -> None:
    venues = lines(site, 'publications', 'venue')
    assert (
        venues['A Paper'] == 'Proc. of Vol, Ann Poe (ed.), LNCS 12, page 7, 2021 Conference paper'
    )
    assert venues['Proc. of Two'] == 'c1988 Book'
    assert venues['Many'] == 'P, 2022–2024 Book'
    assert venues['Soon'] == 'J, to appear Journal article'
    assert venues['Next'] == 'J, 2026, in press Journal article'
    assert venues['None'] == 'n.d. Other'
    years = [node.get_text() for node in site.main('publications').select('.folio-year')]
    assert years[:4] == ['submitted', 'to appear', '2026', '2022–2024']


def test_only_volumes_of_somebody_and_those_that_are_cited_are_listed(site: Site) -> None:
    assert site.warnings == []
    listed = set(lines(site, 'publications', 'venue'))
    assert {'Proc. of One', 'Proc. of Two', 'Proc. of Mentioned', 'Cited', 'Mine'} <= listed
    assert 'Proc. of Vol' not in listed
    assert list(lines(site, 'people/jane-doe', 'venue')) == ['Proc. of One', 'Proc. of Two']
    assert site.links('text') == {'publications.html#mentioned'}
    assert '@proceedings{volume' in site.text('publications.bib')


def test_what_has_not_appeared_is_a_group(site: Site) -> None:
    groups = [node.get_text() for node in site.main('years').select('.folio-group')]
    assert groups == ['Forthcoming', '2026', '2022', '2021', '2020', '2019', '1988', 'No date']


def test_what_has_not_appeared_has_a_page_where_years_have_one(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'folio_publications_per_page': 3})
    assert site.warnings == []
    assert lines(site, 'publications/forthcoming', 'venue').keys() == {'Sent', 'Soon'}
    assert site.main('publications/forthcoming').h1.get_text().startswith('Forthcoming')


def test_a_volume_comes_and_goes_with_its_citation(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.build_again({'text.md': '# Text\n'})
    assert 'Proc. of Mentioned' not in lines(site, 'publications', 'venue')
    site.build_again({'text.md': FILES['text.md']})
    assert site.warnings == []
    assert 'Proc. of Mentioned' in lines(site, 'publications', 'venue')


def test_editors_in_chinese(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': 'zh_CN'})
    assert lines(site, 'publications', 'authors')['Proc. of One'] == 'Jane Doe 编'
    assert lines(site, 'publications', 'venue')['Soon'].startswith('J, 即将发表')


HELD = """
@article{paper, author = {Doe, Jane and Poe, Ann}, title = {On Logs}, journal = {J}, year = 2020,
  abstract = {We ask logs.}, topics = {logs}}
"""
HOLDERS = {
    'references.bib': HELD,
    'people/jane-doe.md': front('person', name='Jane Doe') + '\n```{publications}\n```\n',
    'people/index.md': '# People\n\n```{publications}\n:person: jane-doe\n```\n',
    'topics/logs.md': front('topic', name='Logs'),
    'index.md': '# Home\n\n```{publications}\n:limit: 1\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n:topic: logs\n:style: numbered\n```\n'
    '\n```{publications}\n```\n',
}


def held(site: Site, docname: str) -> list[tuple[bool, bool, str]]:
    """Return of each item whether it has abstract and BibTeX, and where "Details" leads."""
    found = []
    for item in site.main(docname).select('.folio-publication'):
        details = item.select_one('.folio-publication-home a')
        parts = (item.select_one(f'.folio-{part}') is not None for part in ('abstract', 'bibtex'))
        found.append((*parts, details['href'] if details else ''))
    return found


def test_abstract_and_bibtex_stand_at_home_and_with_people(make_site: MakeSite) -> None:
    site = make_site(HOLDERS)
    assert site.warnings == []
    whole = (True, True, '')
    assert held(site, 'people/jane-doe') == held(site, 'people/index') == [whole]
    assert held(site, 'topics/logs') == [(False, False, '../publications.html#paper')]
    assert held(site, 'index') == [(False, False, 'publications.html#paper')]
    assert held(site, 'publications') == [whole, (False, False, '#paper')]


def test_the_page_of_a_paper_is_its_home(make_site: MakeSite) -> None:
    site = make_site(HOLDERS, confoverrides={'folio_publication_pages': True})
    assert held(site, 'people/jane-doe') == [(True, True, '')]
    assert held(site, 'publications') == [(False, False, '')] * 2  # the titles lead there
    page = site.main('publications/paper')
    assert 'We ask logs.' in page.get_text()
    assert page.select_one('.folio-bibtex')
