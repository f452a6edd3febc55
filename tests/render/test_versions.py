"""A preprint and its paper are one item, where an entry says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

PREPRINT = (
    '@misc{early, author = {Doe, Jane}, title = {A Draft}, eprint = {2101.00001},'
    ' archiveprefix = {arXiv}, year = 2021}\n'
)
PAPER = (
    '@article{paper, author = {Doe, Jane}, title = {A Paper}, journal = {J}, year = 2022,'
    ' doi = {10.1000/182}, code = {https://example.org/code}, related = {early}}\n'
)
OTHER = '@article{other, author = {Doe, Jane}, title = {Other}, journal = {J}, year = 2020}\n'
FILES = {
    'references.bib': PREPRINT + PAPER + OTHER,
    'publications.md': '# Publications\n\n```{publications}\n:style: numbered\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe') + '\n```{publications}\n```\n',
    'projects/it.md': front('project', name='It', publications=['early', 'paper'])
    + '\n```{profile}\n```\n',
    'early.md': '# Early\n\nSee {cite:t}`early`.\n\n```{publications}\n:type: preprint\n```\n',
}


def titles(site: Site, docname: str) -> list[str]:
    """Return the titles of a list."""
    found = site.main(docname).select('.folio-publication-title')
    return [' '.join(title.get_text().split()) for title in found]


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build the site, for tests that only look at it."""
    return make_shared_site(FILES)


def test_a_preprint_stands_with_its_paper(site: Site) -> None:
    assert site.warnings == []
    assert titles(site, 'publications') == ['2. A Paper', '1. Other']
    assert titles(site, 'people/jane-doe') == ['A Paper', 'Other']
    item = site.main('publications').select_one('.folio-publication')
    links = [link.get_text().partition(':')[0] for link in item.select('.folio-links a')]
    assert links == ['DOI', 'arXiv', 'Code']
    assert '1 publication' in site.main('projects/it').get_text()


def test_a_list_of_preprints_has_them(site: Site) -> None:
    assert titles(site, 'early') == ['A Draft']


def test_a_citation_of_the_preprint_leads_to_the_one_item(site: Site) -> None:
    cited = next(
        link for link in site.main('early').select('p a') if 'publications' in link['href']
    )
    assert cited['href'] == 'publications.html#early'
    item = site.main('publications').select_one('#paper')
    assert item is not None
    assert item.select_one('#early') or 'early' in str(item.find_previous_sibling() or item)


def test_files_to_download_have_both(site: Site) -> None:
    assert site.text('publications.bib').count('@') == 3
    assert site.text('publications.json').count('"id"') == 3


@pytest.mark.parametrize(
    'paper',
    [
        PAPER.replace('related = {early}', ''),
        PAPER.replace('related = {early}', 'related = {early}, relatedtype = {reviewof}'),
        PAPER.replace('Doe, Jane', 'Roe, Kim'),
        PAPER.replace('@article', '@software'),
        PAPER.replace('related = {early}', 'related = {gone}'),
    ],
)
def test_what_is_not_said_to_be_one_is_two(make_site: MakeSite, paper: str) -> None:
    site = make_site({**FILES, 'references.bib': PREPRINT + paper + OTHER})
    assert titles(site, 'publications') == ['3. A Paper', '2. A Draft', '1. Other']


def test_it_is_one_as_soon_as_the_entry_says_so(make_site: MakeSite) -> None:
    site = make_site({**FILES, 'references.bib': PREPRINT + PAPER.replace('related', 'x') + OTHER})
    site.build_again({'references.bib': FILES['references.bib']})
    assert titles(site, 'publications') == ['2. A Paper', '1. Other']
    assert 'publications.html#early' in str(site.main('early'))
