"""A page for each publication, where a site wants it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonld_schema import SCHEMA
from jsonschema import Draft202012Validator
from sphinx.util.inventory import InventoryFile
from support import front

from sphinx_folio.graph import find_publication_pages, publication_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BASE = 'https://folio.example.org/'
#: The abstract as plain text.
ABSTRACT = 'We show that x² logs are <script>fast</script>.'
MANY = ' and '.join(f'Doe{chr(97 + number)}, Ann' for number in range(24))
BIB = rf"""
@inproceedings{{doe2024,
  author = {{Doe, Jane and Roe, Richard and van der Berg, Ann}},
  author+an = {{1=equal; 2=equal}},
  title = {{Logs of $O(\sqrt{{n}})$ \& <more>}},
  booktitle = {{Proceedings of the Symposium on Logs}},
  publisher = {{Log Press}}, isbn = {{978-3-16-148410-0}},
  pages = {{1--14}}, year = 2024, month = may, day = 12,
  abstract = {{We show that $x^2$ logs are <script>fast</script>.}},
  doi = {{10.1000/xyz}}, pdf = {{papers/logs.pdf}}, award = {{Best paper}},
  note = {{With a note.}}, projects = {{quicklog}}, topics = {{storage}},
  related = {{pre2023, unknown doe2024}},
}}
@misc{{pre2023, author = {{Doe, Jane}}, title = {{Logs, early}}, year = 2023,
  eprint = {{2301.01234}}, archiveprefix = {{arXiv}}, url = {{https://arxiv.org/abs/2301.01234}}}}
@article{{many2021, author = {{{MANY}}}, title = {{Of many}}, journal = {{Journal of Many}},
  volume = 3, number = 4, pages = {{CS-1--CS-9}}, issn = {{1234-5678}}, year = 2021, month = mar}}
@phdthesis{{thesis, author = {{Roe, Richard}}, title = {{On logs}}, school = {{Log University}},
  year = 2020, people = {{jane-doe}}}}
@techreport{{report, author = {{{{The Log Team}}}}, title = {{Report}}, institution = {{Log Lab}},
  number = {{TR-7}}, year = 2019, url = {{https://example.org/tr7.pdf}}}}
@incollection{{chapter, author = {{Roe, Richard}}, title = {{A chapter}}, booktitle = {{A book}},
  publisher = {{Log Press}}, pages = {{14 pages}}, year = 2018}}
@book{{edited, editor = {{Roe, Richard}}, title = {{A book}}, publisher = {{Log Press}}, year = 2018}}
@misc{{undated, author = {{Roe, Richard}}, title = {{Some day}}}}
@proceedings{{volume, title = {{A volume}}, year = 2010}}
@inproceedings{{part, author = {{Poe, Ann}}, title = {{Part}}, crossref = {{volume}}, year = 2010}}
"""
FILES: dict[str, Any] = {
    'publications.md': '# Papers & more\n\n```{publications}\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe')
    + '\n```{profile}\n```\n\n```{publications}\n```\n',
    'projects/quicklog.md': front('project', name='QuickLog'),
    'topics/storage.md': front('topic', name='Storage'),
    'notes.md': '# Notes\n\n{cite:p}`doe2024`, [the thesis](#thesis), {cite:t}`many2021`\n',
    'papers/logs.pdf': b'%PDF-1.4',
    'references.bib': BIB,
}
SETTINGS = {'folio_publication_pages': True, 'html_baseurl': BASE, 'project': 'Logs'}
FURO = SETTINGS | {'html_theme': 'furo'}


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    """Return a site with a page for each publication."""
    return look_at(FILES, confoverrides=FURO)


def test_nothing_is_told(site: Site) -> None:
    assert site.warnings == []


# -- where the pages are -----------------------------------------------------------------


@pytest.mark.parametrize(
    ('key', 'name'),
    [
        ('doe2024', 'publications/doe2024'),
        ('Doe:2024_a.b', 'publications/doe-2024-a-b'),
        ('DBLP:conf/osdi/DoeR24', 'publications/dblp-conf-osdi-doer24'),
        ('../../etc/passwd', 'publications/etc-passwd'),
        ('Müller2020', 'publications/muller2020'),
        ('2024', 'publications/entry-2024'),
        ('王', 'publications/entry'),
        ('a' * 300, f'publications/{"a" * 80}'),
    ],
)
def test_an_address_is_the_key_as_far_as_a_file_may_have_its_name(key: str, name: str) -> None:
    assert publication_address(key, 'publications') == name


def test_pages_lie_in_the_folder_of_the_list() -> None:
    assert publication_address('a', 'papers') == 'papers/a'
    assert publication_address('a', 'papers/index') == 'papers/a'
    assert publication_address('a', 'index') == 'publications/a'


def test_a_name_that_is_taken_is_numbered() -> None:
    keys = ['Doe', 'doe', 'index', 'undated', 'Forthcoming', '王', '李', 'doe-2', 'roe']
    pages = find_publication_pages(keys, ['publications/ROE/index', 'notes'], 'publications')
    assert pages == {
        'doe': 'publications/doe',
        'Doe': 'publications/doe-3',
        'doe-2': 'publications/doe-2',
        'index': 'publications/index-2',
        'undated': 'publications/undated-2',
        'Forthcoming': 'publications/forthcoming-2',
        '李': 'publications/entry',
        '王': 'publications/entry-2',
        'roe': 'publications/roe-2',
    }
    assert pages == find_publication_pages(keys[::-1], ['publications/roe'], 'publications')


def test_many_keys_of_one_name_cost_little() -> None:
    keys = [chr(0x4E00 + number) for number in range(20_000)]
    assert len(set(find_publication_pages(keys, (), 'p').values())) == len(keys)


def test_what_stands_on_a_list_or_is_cited_has_a_page(site: Site) -> None:
    pages = {path.stem for path in (site.outdir / 'publications').iterdir()}
    assert pages == {
        *('doe2024', 'pre2023', 'many2021', 'thesis', 'report', 'chapter', 'edited', 'part'),
        'undated-2',
    }


def test_what_is_cited_alone_has_a_page_too(make_site: MakeSite) -> None:
    bib = '@misc{cited, title = {A}, year = 2010}\n@misc{other, title = {B}, year = 2010}\n'
    files = {'references.bib': bib, 'notes.md': '# Notes\n\n{cite:p}`cited`\n'}
    site = make_site(files, confoverrides=SETTINGS)
    assert site.warnings == []
    assert site.links('notes') >= {'publications/cited.html'}
    assert [path.name for path in (site.outdir / 'publications').iterdir()] == ['cited.html']


def test_what_a_bibliography_lists_is_cited_there(make_site: MakeSite) -> None:
    bib = '@misc{cited, title = {A}, author = {Roe, Jo}, year = 2010}\n'
    text = '# Notes\n\n{cite:p}`cited`\n\n```{bibliography}\n```\n'
    site = make_site({'references.bib': bib, 'notes.md': text}, confoverrides=SETTINGS)
    assert site.warnings == []
    assert not (site.outdir / 'publications').exists()


def test_a_document_keeps_its_name(make_site: MakeSite) -> None:
    mine = {'publications/Thesis.md': '---\norphan: true\n---\n\n# Mine\n'}
    site = make_site({**FILES, **mine}, confoverrides=SETTINGS)
    (told,) = site.warnings
    assert told.file == 'publications/Thesis.md'
    assert told.message == (
        '"publications/Thesis" is the page of the publication "thesis"; rename this file [folio.id]'
    )
    assert 'publications/thesis-2.html' in site.links('notes')
    assert site.main('publications/Thesis').h1.get_text().startswith('Mine')


def test_a_redirect_takes_no_page(make_site: MakeSite) -> None:
    topic = front('topic', name='Storage', redirect_from=['/publications/thesis.html'])
    site = make_site({**FILES, 'topics/storage.md': topic}, confoverrides=SETTINGS)
    (told,) = site.warnings
    assert 'is the address of the page of the publication "thesis"' in told.message
    assert site.main('publications/thesis').h1


# -- what stands on a page ---------------------------------------------------------------


def lines(site: Site, key: str, look: str) -> list[str]:
    found = site.main(f'publications/{key}').select(f'.folio-{look}')
    return [' '.join(item.get_text().split()) for item in found]


def test_a_page_shows_the_whole_entry(site: Site) -> None:
    main = site.main('publications/doe2024')
    assert main.h1.math
    assert [title.get_text() for title in main.select('h2')] == [
        'Abstract',
        'Other versions and related works',
    ]
    assert lines(site, 'doe2024', 'publication-authors')[0] == (
        'Jane Doe*, Richard Roe*, Ann van der Berg'
    )
    assert lines(site, 'doe2024', 'legend') == ['* equal contribution']
    assert lines(site, 'doe2024', 'publication-venue')[0] == (
        'Proceedings of the Symposium on Logs, pages 1–14, 2024 Conference paper Best paper'
    )
    assert lines(site, 'doe2024', 'publication-note') == ['With a note.']
    assert lines(site, 'doe2024', 'publication-related') == [
        'Projects: QuickLog',
        'Topics: Storage',
    ]
    assert main.select_one('pre').get_text().startswith('@inproceedings{doe2024,')
    assert not main.select('details p'), 'the abstract is open'
    assert site.links('publications/doe2024') >= {
        *('../people/jane-doe.html', '../projects/quicklog.html', '../topics/storage.html'),
        *('../_downloads/folio/papers/logs.pdf', 'https://doi.org/10.1000/xyz'),
        *('pre2023.html', '../publications.html'),
    }


def test_people_without_an_author_list_are_named(site: Site) -> None:
    authors = lines(site, 'thesis', 'publication-authors')
    assert authors == ['Richard Roe', 'In this portfolio: Jane Doe']


def test_a_long_author_list_is_folded(site: Site) -> None:
    assert site.main('publications/many2021').summary.get_text() == 'and 4 more authors'
    assert len(tags(site, 'many2021')['citation_author']) == 24


def test_versions_lead_to_each_other(site: Site) -> None:
    for one, other in (('doe2024', 'pre2023'), ('pre2023', 'doe2024')):
        titles = site.main(f'publications/{one}').select('.folio-publication-title a')
        assert [title['href'] for title in titles] == [f'{other}.html']


@pytest.mark.parametrize('theme', ['basic', 'alabaster'])
def test_a_page_leads_back_to_the_list(look_at: MakeSite, theme: str) -> None:
    site = look_at(FILES, confoverrides=SETTINGS | {'html_theme': theme})
    html = site.html('publications/thesis')
    assert html.title.get_text().startswith('On logs')
    parents = [link for link in html.select('.related a') if link['href'] == '../publications.html']
    assert {link.get_text() for link in parents} == (
        {'Papers & more'} if theme == 'basic' else set()
    )


def test_the_side_bar_marks_the_list(site: Site) -> None:
    (marked,) = site.html('publications/thesis').select('.sidebar-tree li.current > a')
    assert marked['href'] == '../publications.html'


# -- what stands in its head -------------------------------------------------------------


def tags(site: Site, key: str) -> dict[str, list[str]]:
    """Return the contents of each tag that has a name."""
    found: dict[str, list[str]] = {}
    for tag in site.html(f'publications/{key}').select('head meta[content]'):
        name = tag.get('name') or tag.get('property') or ''
        found.setdefault(name, []).append(tag['content'])
    return found


CITED = {
    'doe2024': {
        'citation_title': ['Logs of O(√n) & <more>'],
        'citation_author': ['Doe, Jane', 'Roe, Richard', 'van der Berg, Ann'],
        'citation_publication_date': ['2024/5/12'],
        'citation_conference_title': ['Proceedings of the Symposium on Logs'],
        'citation_firstpage': ['1'],
        'citation_lastpage': ['14'],
        'citation_isbn': ['978-3-16-148410-0'],
        'citation_publisher': ['Log Press'],
        'citation_doi': ['10.1000/xyz'],
        'citation_pdf_url': [f'{BASE}_downloads/folio/papers/logs.pdf'],
    },
    'pre2023': {
        'citation_title': ['Logs, early'],
        'citation_author': ['Doe, Jane'],
        'citation_publication_date': ['2023'],
        'citation_publisher': ['arXiv'],
        'citation_arxiv_id': ['2301.01234'],
    },
    'many2021': {
        'citation_title': ['Of many'],
        'citation_publication_date': ['2021'],
        'citation_journal_title': ['Journal of Many'],
        'citation_volume': ['3'],
        'citation_issue': ['4'],
        'citation_firstpage': ['CS-1'],
        'citation_lastpage': ['CS-9'],
        'citation_issn': ['1234-5678'],
    },
    'thesis': {
        'citation_title': ['On logs'],
        'citation_author': ['Roe, Richard'],
        'citation_publication_date': ['2020'],
        'citation_dissertation_institution': ['Log University'],
    },
    'report': {
        'citation_title': ['Report'],
        'citation_author': ['The Log Team'],
        'citation_publication_date': ['2019'],
        'citation_technical_report_institution': ['Log Lab'],
        'citation_technical_report_number': ['TR-7'],
        'citation_pdf_url': ['https://example.org/tr7.pdf'],
    },
    'chapter': {
        'citation_title': ['A chapter'],
        'citation_author': ['Roe, Richard'],
        'citation_publication_date': ['2018'],
        'citation_inbook_title': ['A book'],
        'citation_publisher': ['Log Press'],
    },
    'edited': {
        'citation_title': ['A book'],
        'citation_editor': ['Roe, Richard'],
        'citation_publication_date': ['2018'],
        'citation_publisher': ['Log Press'],
    },
    'undated-2': {'citation_title': ['Some day'], 'citation_author': ['Roe, Richard']},
}


@pytest.mark.parametrize('key', CITED)
def test_scholars_read_it_in_the_words_of_google_scholar(site: Site, key: str) -> None:
    found = {name: said for name, said in tags(site, key).items() if name.startswith('citation_')}
    if key == 'many2021':
        assert found.pop('citation_author')[0] == 'Doea, Ann'
    assert found == CITED[key]


def test_without_the_address_of_the_site_no_tag_names_a_file_of_it(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'folio_publication_pages': True})
    found = tags(site, 'doe2024')
    assert 'citation_pdf_url' not in found
    assert found['citation_title'] == CITED['doe2024']['citation_title']


def test_previews_say_what_it_is(site: Site) -> None:
    found = tags(site, 'doe2024')
    assert found['og:type'] == ['article']
    assert found['og:url'] == [f'{BASE}publications/doe2024.html']
    assert found['description'] == found['og:description'] == [ABSTRACT]
    assert tags(site, 'thesis')['description'] == ['Richard Roe. PhD thesis, Log University. 2020']
    assert site.html('publications/doe2024').title.get_text() == 'Logs of O(√n) & <more> - Logs'
    canonical = site.html('publications/doe2024').select_one('link[rel=canonical]')
    assert canonical['href'] == f'{BASE}publications/doe2024.html'


def graph(site: Site, docname: str) -> list[dict[str, Any]]:
    texts = site.html(docname).select('script[type="application/ld+json"]')
    return [thing for text in texts for thing in json.loads(text.string)['@graph']]


def test_json_ld_has_the_article_as_what_the_page_is_about(site: Site) -> None:
    for key in CITED:
        things = graph(site, f'publications/{key}')
        Draft202012Validator(SCHEMA).validate({'@context': 'https://schema.org', '@graph': things})
    page, way = graph(site, 'publications/doe2024')
    work = page['mainEntity']
    assert work['@type'] == 'ScholarlyArticle'
    assert work['@id'] == f'{BASE}publications/doe2024.html#publication'
    assert work['author'][0]['@id'] == f'{BASE}people/jane-doe.html#person'
    assert (work['identifier'], work['abstract']) == ('doi:10.1000/xyz', ABSTRACT)
    assert [item['name'] for item in way['itemListElement']][1:] == [
        'Papers & more',
        'Logs of O(√n) & <more>',
    ]
    kinds = {thing['@type'] for thing in graph(site, 'publications')}
    assert kinds == {'BreadcrumbList'}, 'each entry is described on its own page alone'


# -- the one place that links lead to ----------------------------------------------------


def load_inventory(site: Site, kind: str) -> dict[str, str]:
    """Return where other sites find each object of a kind."""
    inventory = InventoryFile.loads((site.outdir / 'objects.inv').read_bytes(), uri=BASE)
    return {name: item.uri for name, item in inventory.data[kind].items()}


def test_all_links_lead_to_the_page(site: Site) -> None:
    pages = {'publications/doe2024.html', 'publications/thesis.html', 'publications/many2021.html'}
    assert site.links('notes') >= pages
    for docname, start in (('publications', ''), ('people/jane-doe', '../')):
        title = site.main(docname).select_one('.folio-publication-title a')
        assert title['href'] == f'{start}publications/doe2024.html'
        assert title.math
    assert f'{BASE}publications/doe2024.html' in site.text('feed.xml')
    assert f'{BASE}publications/doe2024.html)' in site.text('llms.txt')
    assert f'<loc>{BASE}publications/doe2024.html</loc>' in site.text('sitemap.xml')
    inventory = load_inventory(site, 'folio:publication')
    assert inventory['doe2024'] == f'{BASE}publications/doe2024.html'


def test_old_links_into_the_list_still_work(site: Site) -> None:
    assert site.main('publications').select_one('li#doe2024')


def test_the_search_finds_the_page_and_not_the_lists(site: Site) -> None:
    index = site.search_index()
    number = index['docnames'].index('publications/many2021')
    assert index['titles'][number] == 'Of many'
    found = index['terms']['doeb']
    assert found == number
    assert index['alltitles']['Logs of O(√n) & <more>']


def test_addresses_are_folders_where_those_of_pages_are(make_site: MakeSite) -> None:
    site = make_site(FILES, buildername='dirhtml', confoverrides=FURO)
    assert site.warnings == []
    assert (site.outdir / 'publications/doe2024/index.html').is_file()
    assert '../publications/doe2024/' in site.links('notes/index')
    assert f'{BASE}publications/doe2024/' in site.text('sitemap.xml')
    assert tags(site, 'doe2024/index')['og:url'] == [f'{BASE}publications/doe2024/']
    assert '../pre2023/' in site.links('publications/doe2024/index')


@pytest.mark.parametrize('builder', ['text', 'latex', 'singlehtml'])
def test_other_builders_do_as_before(make_site: MakeSite, builder: str) -> None:
    with_pages, without = (
        make_site(
            FILES,
            buildername=builder,
            confoverrides={'folio_publication_pages': wanted},
            folder=str(wanted),
        )
        for wanted in (True, False)
    )
    assert with_pages.warnings == without.warnings
    assert not (with_pages.outdir / 'publications').exists()
    for path in without.outdir.rglob('*.txt' if builder == 'text' else 'index.html'):
        same = with_pages.outdir / path.relative_to(without.outdir)
        assert path.read_bytes() == same.read_bytes()


# -- builds ------------------------------------------------------------------------------


def rewritten(site: Site, changes: dict[str, Any]) -> set[str]:
    before = site.written()
    after = site.build_again(changes).written()
    return {name for name, at in after.items() if before.get(name) != at} - {'genindex', 'search'}


def test_an_edited_entry_writes_its_page_and_what_shows_it(
    begin_with: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = begin_with(FILES, confoverrides=FURO)
    assert rewritten(site, {}) == set()
    bib = BIB.replace('Logs, early', 'Early logs')
    # the page of its other version, and the lists on which both are one item
    assert rewritten(site, {'references.bib': bib}) == {
        *('publications', 'people/jane-doe', 'projects/quicklog', 'topics/storage'),
        *('publications/pre2023', 'publications/doe2024'),
    }
    assert rewritten(site, {'notes.md': '# Notes\n\nNothing.\n'}) == {'notes'}
    assert site.output() == clean_build(site).output()


def test_pages_come_and_go(begin_with: MakeSite, clean_build: Callable[[Site], Site]) -> None:
    site = begin_with(FILES, confoverrides=FURO)
    bib = BIB.replace('@phdthesis{thesis,', '@phdthesis{thesis2,')
    notes = '# Notes\n\n[the thesis](#thesis2)\n'
    site.build_again({'references.bib': bib, 'notes.md': notes})
    assert not (site.outdir / 'publications/thesis.html').exists()
    assert 'publications/thesis2.html' in site.links('notes')
    assert site.output() == clean_build(site).output()
    site._options['confoverrides'] = {
        **site._options['confoverrides'],
        'folio_publication_pages': False,
    }
    assert site.build().warnings == []
    assert not (site.outdir / 'publications').exists()
    assert 'publications.html#thesis2' in site.links('notes')


def test_a_page_that_is_gone_is_written_again(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=FURO)
    page = site.outdir / 'publications/doe2024.html'
    before = page.read_bytes()
    page.unlink()
    site.build()
    assert page.read_bytes() == before


@pytest.mark.parametrize('name', ['folio_author_limit', 'html_show_copyright'])
def test_a_setting_changes_all_pages(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], name: str
) -> None:
    site = begin_with(FILES, confoverrides=FURO)
    site._options['confoverrides'] = {
        **site._options['confoverrides'],
        name: 1 if name.startswith('folio') else False,
    }
    site.build()
    clean = clean_build(site)
    assert site.written().keys() == clean.written().keys()
    for docname in clean.written():
        assert site.text(f'{docname}.html') == clean.text(f'{docname}.html'), docname
