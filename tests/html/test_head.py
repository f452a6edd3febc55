"""The head of each page: title, description, tags for previews, and JSON-LD."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonld_schema import SCHEMA
from jsonschema import Draft202012Validator
from support import PNG, front

from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.html import check_preview_image
from sphinx_folio.html.description import shorten
from sphinx_folio.html.head import locale_tag
from sphinx_folio.html.jsonld import publication_node, script

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

#: What JSON-LD must be like; the schema itself is looked at by one test alone.
RIGHT = Draft202012Validator(SCHEMA)
BASE = 'https://folio.example.org/en/'
PROFILE = '\n```{profile}\n```\n'
JANE = {
    'name': 'Jane Doe',
    'native_name': '王梓人',
    'names': ['Doe, Jane A.', 'Jane Doe'],
    'role': 'Ph.D. student',
    'affiliation': [
        {
            'name': 'University of Logs',
            'department': 'Computing',
            'ror': 'https://ror.org/03yrm5c26',
            'url': 'https://logs.example.org/',
        },
        {'name': 'Log Institute'},
    ],
    'summary': 'Makes logs that answer questions.',
    'email': 'jane.doe@example.org',
    'photo': 'jane.png',
    'links': {
        'orcid': '0000-0002-1825-0097',
        'github': 'jane-doe',
        'website': 'https://jane.example.org/',
        'slides': 'https://jane.example.org/slides.pdf',
        'My photographs': 'https://photos.example.org/',
        'Post': 'mailto:jane@example.org',
    },
    'topics': ['storage'],
    'updated': '2025-11-10',
}
QUICKLOG = {
    'name': 'QuickLog',
    'summary': 'A fast log.',
    'period': '2022 to 2023-06',
    'people': [{'id': 'jane-doe', 'role': 'lead'}, 'student'],
    'topics': ['storage'],
    'funding': ['Log Foundation, grant 1'],
    'image': '/people/jane.png',
    'links': {'code': 'https://code.example.org/q', 'slides': 'https://example.org/s.pdf'},
    'updated': '2025-11',
}
BIB = r"""
    @article{log, author = {Doe, Jane and {The Log Team} and Roe, Richard}, title = {Logs \& <Co>},
      journal = {J. of Logs}, volume = {3}, number = {2}, pages = {1--9}, issn = {1234-5678},
      publisher = {Press}, date = {2024-05-06}, doi = {10.1000/1}, url = {https://example.org/log}}
    @inproceedings{talk, author = {Roe, Richard and Doe, Jane}, title = {Talk}, year = 2023,
      month = may, booktitle = {Proceedings of Logs}}
    @book{book, editor = {Doe, Jane}, title = {Book}, publisher = {Press}, year = 2022,
      isbn = {978-3-16-148410-0}, edition = {2}}
    @phdthesis{thesis, author = {Doe, Jane}, title = {Thesis}, school = {University}, year = 2021}
    @techreport{report, author = {Doe, Jane}, title = {Report}, institution = {Lab}, year = 2020}
    @incollection{part, author = {Doe, Jane}, title = {Part}, booktitle = {Whole}, year = 2019}
    @dataset{data, author = {Doe, Jane}, title = {Data}, year = 2018,
      abstract = {Lines of logs, which were gathered in the course of many years.}}
    @dataset{few, author = {Doe, Jane}, title = {Few}, year = 2017}
    @software{code, author = {Doe, Jane}, title = {Code}, year = 2016}
    @online{page, author = {Doe, Jane}, title = {Page}, url = {https://example.org}}
    @patent{patent, author = {Doe, Jane}, title = {Patent}, year = 2014}
    @unpublished{draft, author = {Roe, Richard}, author+an = {1=student}, title = {Draft},
      note = {Not yet}}
    """
TREE = '\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n'
FILES: dict[str, str | bytes] = {
    'index.md': '# Logs and us\n\nWe make **logs**.\n\n```{toctree}\n:hidden:\n\n'
    'people/index\nprojects/index\ntopics/index\npublications\n```\n',
    'people/index.md': f'# People\n\n```{{people}}\n```\n{TREE}',
    'projects/index.md': f'# Projects\n{TREE}',
    'topics/index.md': f'# Topics\n\nWhat we work on.\n{TREE}',
    'people/jane-doe.md': front('person', **JANE) + PROFILE + '\nText of the page.\n',
    'people/student.md': front('person', name='A student', anonymous=True, role='Student'),
    'people/jane.png': PNG,
    'projects/quicklog.md': front('project', **QUICKLOG) + PROFILE,
    'topics/storage.md': front('topic', name='Storage', aliases=['Keeping data']),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': BIB,
}
#: Settings with which lists are cut into pages.
LONG = {'folio_publications_per_page': 3, 'folio_cards_per_page': 1}
CONF = {'html_baseurl': BASE, 'project': 'Log Group', 'html_theme': 'furo'}


@pytest.fixture
def build(make_site: MakeSite) -> Callable[..., Site]:
    """Return a function that builds the site above, with other files and settings."""
    return building(make_site)


@pytest.fixture(scope='module')
def show(look_at: MakeSite) -> Callable[..., Site]:
    """Return `build` for sites that tests only look at."""
    return building(look_at)


def building(make: MakeSite) -> Callable[..., Site]:
    def build(files: dict[str, Any] | None = None, builder: str = 'html', **conf: Any) -> Site:
        return make({**FILES, **(files or {})}, buildername=builder, confoverrides=CONF | conf)

    return build


#: A page that nothing lists.
ALONE = {'alone.md': '---\norphan: true\n---\n\n# Alone\n'}


@pytest.fixture(scope='module')
def pages(show: Callable[..., Site]) -> dict[str, Any]:
    """Return the pages of the site above, by their names."""
    return pages_of(show(ALONE))


@pytest.fixture(scope='module')
def long_pages(show: Callable[..., Site]) -> dict[str, Any]:
    """Return those of the same site with lists that are cut, and a page that nothing lists."""
    return pages_of(show(ALONE, **LONG))


def wide_picture() -> bytes:
    picture = bytearray(PNG)
    picture[16:24] = (1200).to_bytes(4, 'big') + (630).to_bytes(4, 'big')
    return bytes(picture)


def like_jane(**facts: Any) -> str:
    """Return a page with the facts of Jane Doe, but for those that are hers alone."""
    hers = {'names', 'native_name', 'email', 'links'}
    others = {key: value for key, value in JANE.items() if key not in hers}
    return front('person', **others | facts)


@pytest.fixture(scope='module')
def odd_site(show: Callable[..., Site]) -> Site:
    """Return the site above with pages beside, each with one odd fact."""
    return show(
        {
            'people/brief.md': like_jane(name='Ann Brief', summary='') + PROFILE + '\nText.\n',
            'people/verbose.md': like_jane(name='Ann Verbose', summary='Long words. ' * 500),
            'people/wide.md': like_jane(name='Ann Wide', photo='wide.png'),
            'people/wide.png': wide_picture(),
            'people/drawn.md': like_jane(name='Ann Drawn', photo='drawn.svg'),
            'people/drawn.svg': b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            'projects/wide.md': front(
                'project', **QUICKLOG | {'name': 'Wide', 'image': '/people/wide.png'}
            ),
            'projects/running.md': front('project', name='Q', period='2022-02 to present'),
            'projects/ending.md': front('project', name='Q', period='Feb 2022 – expected 2027'),
        }
    )


@pytest.fixture(scope='module')
def odd_pages(odd_site: Site) -> dict[str, Any]:
    """Return the pages of that site."""
    return pages_of(odd_site)


def pages_of(site: Site) -> dict[str, Any]:
    assert site.warnings == []
    names = (path.relative_to(site.outdir) for path in site.outdir.rglob('*.html'))
    found = [name.with_suffix('').as_posix() for name in names]
    return {name: site.html(name) for name in found if not name.startswith('_')}


def one_page(look_at: MakeSite, text: str, **files: str | bytes) -> dict[str, str]:
    """Return the tags of a landing page."""
    return tags(look_at({'index.md': text, **files}, confoverrides=CONF).html('index'))


def tags(page: Any) -> dict[str, str]:
    """Return the content of each ``<meta>`` of a page by its name, of which none is twice."""
    found = [
        (node.get('name') or node.get('property'), node['content'])
        for node in page.head.select('meta[name], meta[property]')
    ]
    found = [item for item in found if item[0] != 'viewport']  # Sphinx and Furo write one each
    assert len({name for name, _content in found}) == len(found)
    return dict(found)


def things(page: Any) -> dict[str, Any]:
    """Return the nodes of a page's JSON-LD by type, after a look at each; the last of a type."""
    return {thing['@type']: thing for thing in graph(page)}


def graph(page: Any) -> list[Any]:
    nodes = []
    for element in page.select('script[type="application/ld+json"]'):
        data = json.loads(element.string)
        RIGHT.validate(data)
        nodes += data['@graph']
    return nodes


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


# -- titles ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('settings', 'landing', 'person'),
    [
        ({}, 'Log Group', 'Jane Doe - Log Group'),
        ({'html_title': 'Logs!'}, 'Logs!', 'Jane Doe - Logs!'),
        (
            {'release': '2.0'},
            'Log Group 2.0 documentation',
            'Jane Doe - Log Group 2.0 documentation',
        ),
        ({'project': 'Project name not set'}, 'Logs and us', 'Jane Doe - Logs and us'),
        ({'project': '', 'html_title': ''}, 'Logs and us', 'Jane Doe - Logs and us'),
    ],
    ids=['project', 'title', 'release', 'no name', 'empty name'],
)
def test_a_title_names_the_page_and_the_site(
    show: Callable[..., Site], settings: dict[str, str], landing: str, person: str
) -> None:
    site = show(**settings)
    assert site.html('index').title.get_text() == landing
    assert site.html('people/jane-doe').title.get_text() == person
    brand = site.html('people/jane-doe').select_one('.sidebar-brand-text')
    assert brand.get_text() == landing
    assert 'not set' not in site.html('search').title.get_text()


@pytest.mark.parametrize('theme', ['alabaster', 'basic'])
def test_other_themes_show_the_name_of_the_site_too(show: Callable[..., Site], theme: str) -> None:
    site = show(html_theme=theme)
    assert site.html('people/jane-doe').title.get_text() == 'Jane Doe — Log Group'
    assert tags(site.html('people/jane-doe'))['og:type'] == 'profile'
    assert things(site.html('people/jane-doe')).keys() == {'ProfilePage', 'BreadcrumbList'}


# -- descriptions ----------------------------------------------------------------------

OWN = '---\nmyst:\n  html_meta:\n    description: Own "words" & <more>\n---\n\n# T\n\nText.\n'


def test_an_author_describes_a_page_best(make_site: MakeSite) -> None:
    found = one_page(make_site, OWN)
    assert found['description'] == found['og:description'] == 'Own "words" & <more>'


def test_a_tag_of_the_site_is_the_only_one(make_site: MakeSite) -> None:
    settings = CONF | {'myst_html_meta': {'property=og:type': 'book'}}
    site = make_site({'index.md': '# T\n\nText.\n'}, confoverrides=settings)
    assert tags(site.html('index'))['og:type'] == 'book'


def test_facts_describe_a_page(pages: dict[str, Any]) -> None:
    assert tags(pages['people/jane-doe'])['description'] == JANE['summary']
    assert tags(pages['people/student'])['description'] == 'Student'
    assert tags(pages['projects/quicklog'])['description'] == 'A fast log.'


def test_role_and_affiliation_stand_for_a_summary(odd_pages: dict[str, Any]) -> None:
    described = tags(odd_pages['people/brief'])['description']
    assert described == 'Ph.D. student, Computing, University of Logs; Log Institute – Storage'


def test_a_site_describes_itself_in_a_setting(show: Callable[..., Site]) -> None:
    site = show(folio_description='All about  logs.')
    assert tags(site.html('index'))['description'] == 'All about logs.'
    assert things(site.html('index'))['WebSite']['description'] == 'All about logs.'


def test_a_page_of_lists_is_described_by_the_first_one(pages: dict[str, Any]) -> None:
    assert tags(pages['people/index'])['description'] == 'People – A student, Jane Doe'
    described = tags(pages['publications'])['description']
    assert described.startswith('Publications – Logs & <Co>; Talk; Book; Thesis; ')
    assert len(described) <= 160


def test_a_page_of_links_is_described_by_its_table(make_site: MakeSite) -> None:
    index = '# Home\n\n```{toctree}\none\ntwo\n```\n'
    files = {'one.md': '# One & only\n\n## Part\n', 'two.md': '# Two\n'}
    assert one_page(make_site, index, **files)['description'] == 'Home – One & only, Two'


@pytest.mark.parametrize(('text', 'title'), [('# Title\n', 'Title'), ('- a point\n', None)])
def test_of_a_page_without_a_word_nothing_is_said(
    make_site: MakeSite, text: str, title: str | None
) -> None:
    found = one_page(make_site, text)
    assert 'description' not in found
    assert 'og:description' not in found
    assert found.get('og:title') == title


NO_TEXT = """
    # Title

    ```{button-ref} other
    :ref-type: doc
    Press me
    ```

    - a point

    :::{note}
    A note.
    :::

    | a | b |
    | - | - |
    | c | d |

    ::::{card} Card
    Header
    ^^^
    Text **with** {cite:p}`log`, by {cite:t}`log` ({cite:p}`log`) and {person}`jane`[^1]: `x` <b>y</b>
    in {math}`O(\\alpha)` ![picture](jane.png).
    ::::

    [^1]: A footnote.

    Later.
    """


def test_the_first_paragraph_describes_a_page(make_site: MakeSite) -> None:
    files = {
        'index.md': NO_TEXT,
        'other.md': '# Other\n',
        'jane.png': PNG,
        'people/jane.md': front('person', name='Jane Doe'),
        'publications.md': FILES['publications.md'],
        'references.bib': BIB,
    }
    site = make_site(files, confoverrides=CONF | {'bibtex_reference_style': 'author_year'})
    described = tags(site.html('index'))['description']
    assert described == 'Text with, by Doe et al. and Jane Doe: x y in O(α).'


def test_text_in_tabs_describes_a_page_and_a_card_of_facts_does_not(make_site: MakeSite) -> None:
    text = front('project', name='Q', status='active', funding='F') + PROFILE
    text += '\n::::{tab-set}\n:::{tab-item} About\nText in a tab:\n:::\n::::\n'
    site = make_site({'projects/q.md': text}, confoverrides=CONF)
    assert tags(site.html('projects/q'))['description'] == 'Text in a tab'


def test_a_long_text_is_cut_after_a_word() -> None:
    words = 'word ' * 100
    assert len(shorten(words)) <= 160
    assert shorten(words).endswith('word…')
    assert shorten('a, ' * 99, 20).endswith('a…')
    assert shorten('short\n text ') == 'short text'


@pytest.mark.parametrize('text', ['学' * 300, 'ก็' * 200, 'x' * 999, '👩\u200d💻' * 99])
def test_a_long_text_without_spaces_is_cut_between_letters(text: str) -> None:
    cut = shorten(text)
    assert 100 < len(cut) <= 160
    assert cut.endswith('…')
    rest = text[len(cut) - 1 :]
    assert text.startswith(cut[:-1])
    assert rest[0] not in {'\u200d', '็'}
    assert not cut[:-1].endswith('\u200d')


def test_a_long_summary_is_no_burden(odd_pages: dict[str, Any]) -> None:
    described = tags(odd_pages['people/verbose'])['description']
    assert 250 < len(described) <= 300


# -- previews --------------------------------------------------------------------------


def test_tags_of_a_person(pages: dict[str, Any]) -> None:
    assert tags(pages['people/jane-doe']) == {
        'color-scheme': 'light dark',
        'description': JANE['summary'],
        'og:title': 'Jane Doe',
        'og:type': 'profile',
        'og:url': f'{BASE}people/jane-doe.html',
        'og:site_name': 'Log Group',
        'og:description': JANE['summary'],
        'og:locale': 'en_US',
        'og:image': f'{BASE}_images/jane.png',
        'og:image:alt': 'Jane Doe',
        'twitter:card': 'summary',
    }


def test_tags_of_other_pages(pages: dict[str, Any]) -> None:
    found = tags(pages['projects/quicklog'])
    assert (found['og:type'], found['og:image:alt']) == ('website', 'QuickLog')
    assert found['twitter:card'] == 'summary'  # its picture is square
    found = tags(pages['index'])
    assert found['og:image'] == f'{BASE}_static/folio-preview.png'
    assert found['og:image:alt'] == 'Log Group'
    assert found['twitter:card'] == 'summary_large_image'
    assert tags(pages['people/student'])['og:type'] == 'website'  # no personal name


def test_a_wide_picture_of_a_project_is_shown_wide(odd_pages: dict[str, Any]) -> None:
    assert tags(odd_pages['projects/wide'])['twitter:card'] == 'summary_large_image'
    assert tags(odd_pages['people/wide'])['twitter:card'] == 'summary'


def test_a_picture_that_no_page_shows_is_there_for_previews(show: Callable[..., Site]) -> None:
    files = {'people/jane-doe.md': front('person', **JANE), 'people/index.md': f'# People\n{TREE}'}
    site = show({**files, 'projects/quicklog.md': front('project', name='QuickLog')})
    assert tags(site.html('people/jane-doe'))['og:image'] == f'{BASE}_images/jane.png'
    assert (site.outdir / '_images/jane.png').read_bytes() == PNG


def test_a_drawing_is_no_picture_for_previews(odd_site: Site, odd_pages: dict[str, Any]) -> None:
    page = odd_pages['people/drawn']
    assert tags(page)['og:image'] == f'{BASE}_static/folio-preview.png'
    assert (odd_site.outdir / '_static/folio-preview.png').is_file()
    image = things(page)['ProfilePage']['mainEntity']['image']
    assert image == f'{BASE}_images/drawn.svg'


def test_a_site_has_a_picture_of_its_own(
    build: Callable[..., Site], clean_build: Callable[[Site], Site]
) -> None:
    site = build({'art/our group.png': PNG}, folio_preview_picture='art/our group.png')
    assert tags(site.html('index'))['og:image'] == f'{BASE}_static/our%20group.png'
    assert (site.outdir / '_static/our group.png').read_bytes() == PNG
    site.build(confoverrides=CONF)
    assert tags(site.html('index'))['og:image'] == f'{BASE}_static/folio-preview.png'
    assert not (site.outdir / '_static/our group.png').exists()


def test_a_picture_that_is_missing_is_told_of(show: Callable[..., Site]) -> None:
    site = show(folio_preview_picture='art/none.png')
    told = [item for item in site.warnings if 'folio_preview_picture' in item.message]
    assert [(item.file, item.line) for item in told] == [('conf.py', 1)]
    assert 'there is no file "art/none.png"; put it there, or correct' in told[0].message
    assert tags(site.html('index'))['og:image'] == f'{BASE}_static/folio-preview.png'


@pytest.mark.parametrize(
    ('value', 'wrong'),
    [('', ''), ('a/b.JPG', ''), ('logo.svg', 'no picture that previews show'), (1, 'as text')],
)
def test_a_picture_is_of_a_kind_that_previews_show(value: object, wrong: str) -> None:
    assert wrong in check_preview_image(value)
    assert bool(wrong) == bool(check_preview_image(value))


@pytest.mark.parametrize(
    ('language', 'tag'),
    [
        ('en', 'en_US'),
        ('en_GB', 'en_GB'),
        ('zh_CN', 'zh_CN'),
        ('de', 'de_DE'),
        ('ar', 'ar_EG'),
        ('tlh', ''),
        ('', ''),
    ],
)
def test_a_locale_has_a_territory(language: str, tag: str) -> None:
    assert locale_tag(language) == tag


# -- addresses -------------------------------------------------------------------------


def addresses(page: Any) -> set[str]:
    """Return every address that a page gives for itself."""
    way = things(page).get('BreadcrumbList', {'itemListElement': []})['itemListElement']
    (link,) = page.select('link[rel=canonical]')
    return {link['href'], tags(page)['og:url'], *(step['item'] for step in way[-1:])}


LISTED = ('people/index', 'people/jane-doe', 'people/people-j', 'publications/2024')


def test_every_page_names_its_one_address(long_pages: dict[str, Any]) -> None:
    assert addresses(long_pages['index']) == {BASE}
    for name in LISTED:
        assert addresses(long_pages[name]) == {f'{BASE}{name}.html'}


def test_every_folder_names_its_one_address(show: Callable[..., Site]) -> None:
    site = show(builder='dirhtml', **LONG)
    assert addresses(site.html('index')) == {BASE}
    assert addresses(site.html('people/index')) == {f'{BASE}people/'}
    for name in LISTED[1:]:
        assert addresses(site.html(f'{name}/index')) == {f'{BASE}{name}/'}


@pytest.mark.parametrize('base', ['', '/en/', 'folio.example.org'])
def test_a_site_without_an_address_names_none(show: Callable[..., Site], base: str) -> None:
    site = show(html_baseurl=base)
    assert site.warnings == []
    for name in ('index', 'people/jane-doe', 'projects/quicklog', 'topics/storage', 'publications'):
        page = site.html(name)
        assert not tags(page).keys() & {'og:url', 'og:image', 'og:image:alt'}
        assert tags(page)['og:title']
        text = json.dumps(graph(page))
        assert '.html' not in text
        assert '_images' not in text
    assert things(site.html('index')) == {}
    page = things(site.html('people/jane-doe'))
    assert page.keys() == {'ProfilePage'}
    assert page['ProfilePage']['mainEntity']['name'] == 'Jane Doe'
    assert things(site.html('publications'))['Thesis']['author'] == [
        {'@type': 'Person', 'name': 'Jane Doe'}
    ]


def test_pages_that_sphinx_makes_are_about_nothing(pages: dict[str, Any]) -> None:
    for name in ('search', 'genindex', '404'):
        assert graph(pages[name]) == []
        assert 'og:title' not in tags(pages[name])


@pytest.mark.parametrize('builder', ['singlehtml', 'epub'])
def test_a_book_has_no_head_of_a_website(show: Callable[..., Site], builder: str) -> None:
    site = show(builder=builder, version='1', copyright='Us')
    assert site.warnings == []
    pages = [path.read_text(encoding='utf-8') for path in site.outdir.rglob('*.*html')]
    assert pages
    assert not [page for page in pages if 'ld+json' in page or 'og:title' in page]


# -- what pages are about --------------------------------------------------------------


def test_a_person(pages: dict[str, Any]) -> None:
    url = f'{BASE}people/jane-doe.html'
    assert things(pages['people/jane-doe'])['ProfilePage'] == {
        '@type': 'ProfilePage',
        '@id': url,
        'url': url,
        'name': 'Jane Doe',
        'description': JANE['summary'],
        'inLanguage': 'en',
        'dateModified': '2025-11-10',
        'mainEntity': {
            '@type': 'Person',
            '@id': f'{url}#person',
            'url': url,
            'name': 'Jane Doe',
            'alternateName': ['王梓人', 'Jane A. Doe'],
            'description': JANE['summary'],
            'image': f'{BASE}_images/jane.png',
            'jobTitle': 'Ph.D. student',
            'affiliation': [
                {
                    '@type': 'Organization',
                    'name': 'University of Logs',
                    'department': {'@type': 'Organization', 'name': 'Computing'},
                    'identifier': 'https://ror.org/03yrm5c26',
                    'sameAs': 'https://ror.org/03yrm5c26',
                    'url': 'https://logs.example.org/',
                },
                {'@type': 'Organization', 'name': 'Log Institute'},
            ],
            'identifier': {
                '@type': 'PropertyValue',
                'propertyID': 'ORCID',
                'value': '0000-0002-1825-0097',
                'url': 'https://orcid.org/0000-0002-1825-0097',
            },
            'sameAs': [
                'https://orcid.org/0000-0002-1825-0097',
                'https://github.com/jane-doe',
                'https://jane.example.org/',
            ],
            'knowsAbout': [
                {
                    '@type': 'DefinedTerm',
                    'name': 'Storage',
                    'url': f'{BASE}topics/storage.html',
                }
            ],
        },
    }


def test_harvesters_find_no_mail_address_in_the_head(pages: dict[str, Any]) -> None:
    page = pages['people/jane-doe']
    assert '@example.org' not in str(page.head)


def test_a_person_of_whom_nothing_is_known(make_site: MakeSite) -> None:
    site = make_site({'people/jane-doe.md': front('person', name='Jane Doe')})
    page = site.html('people/jane-doe')
    assert graph(page) == [
        {
            '@type': 'ProfilePage',
            'name': 'Jane Doe',
            'inLanguage': 'en',
            'mainEntity': {'@type': 'Person', 'name': 'Jane Doe'},
        }
    ]
    assert 'description' not in tags(page)


def test_a_page_without_a_personal_name_is_about_nobody(show: Callable[..., Site]) -> None:
    site = show(
        {'references.bib': '@misc{x, author = {Roe, R.}, author+an = {1=student}, title = {X}}'}
    )
    page = things(site.html('people/student'))['WebPage']
    assert 'mainEntity' not in page
    assert page['name'] == 'A student'
    members = things(site.html('projects/quicklog'))['WebPage']['mainEntity']['member']
    assert [member['name'] for member in members] == ['Jane Doe']
    author = things(site.html('publications'))['CreativeWork']['author']
    assert author == [{'@type': 'Person', 'name': 'R. Roe'}]


def test_a_project(pages: dict[str, Any]) -> None:
    url = f'{BASE}projects/quicklog.html'
    page = things(pages['projects/quicklog'])['WebPage']
    assert 'dateModified' not in page  # the day is not known
    assert page['mainEntity'] == {
        '@type': 'ResearchProject',
        '@id': f'{url}#project',
        'url': url,
        'name': 'QuickLog',
        'description': 'A fast log.',
        'image': f'{BASE}_images/jane.png',
        'sameAs': ['https://code.example.org/q'],
        'member': [
            {
                '@type': 'Person',
                '@id': f'{BASE}people/jane-doe.html#person',
                'name': 'Jane Doe',
                'url': f'{BASE}people/jane-doe.html',
            }
        ],
        'keywords': [
            {'@type': 'DefinedTerm', 'name': 'Storage', 'url': f'{BASE}topics/storage.html'}
        ],
        'funding': [{'@type': 'Grant', 'name': 'Log Foundation, grant 1'}],
        'foundingDate': '2022',
        'dissolutionDate': '2023-06',
    }


PROJECT_TYPES = {
    'software': 'SoftwareSourceCode',
    'dataset': 'Dataset',
    'benchmark': 'CreativeWork',
    'study': 'ResearchProject',
    'thesis': 'Thesis',
    'course': 'Course',
    'book': 'Book',
}


@pytest.fixture(scope='module')
def typed_projects(make_shared_site: MakeSite) -> Site:
    more: dict[str, Any] = {
        'summary': 'All that a file system wrote in one year, one record an operation.',
        'period': '2020-02 to 2021',
        'people': ['jane-doe'],
        'links': {'github': 'https://github.com/doe/log', 'code': 'https://example.org/code'},
    }
    files = {
        f'projects/{kind}.md': front('project', name=kind.title(), type=kind, **more) + PROFILE
        for kind in PROJECT_TYPES
    }
    files['projects/short.md'] = front('project', name='Short', type='dataset', summary='Logs.')
    files['people/jane-doe.md'] = front('person', name='Jane Doe')
    site = make_shared_site(files, confoverrides=CONF)
    assert site.warnings == []
    return site


def test_a_project_is_what_its_type_says(typed_projects: Site) -> None:
    for word, kind in PROJECT_TYPES.items():
        found = things(typed_projects.html(f'projects/{word}'))['WebPage']['mainEntity']
        assert found['@type'] == kind
        people = found['member' if kind == 'ResearchProject' else 'creator']
        assert [person['name'] for person in people] == ['Jane Doe']
        begun = found['foundingDate' if kind == 'ResearchProject' else 'dateCreated']
        assert begun == '2020-02'
        repository = 'https://example.org/code' if word == 'software' else None
        assert found.get('codeRepository') == repository


def test_a_dataset_of_which_too_little_is_said_is_a_work(typed_projects: Site) -> None:
    found = things(typed_projects.html('projects/short'))['WebPage']['mainEntity']
    assert found['@type'] == 'CreativeWork'


def test_a_project_that_goes_on_has_no_end(odd_pages: dict[str, Any]) -> None:
    for docname in ('projects/running', 'projects/ending'):
        project = things(odd_pages[docname])['WebPage']['mainEntity']
        assert project['foundingDate'] == '2022-02'
        assert 'dissolutionDate' not in project


def test_a_topic(pages: dict[str, Any]) -> None:
    url = f'{BASE}topics/storage.html'
    page = things(pages['topics/storage'])['CollectionPage']
    assert page['about'] == {
        '@type': 'DefinedTerm',
        '@id': f'{url}#topic',
        'url': url,
        'name': 'Storage',
        'alternateName': ['Keeping data'],
        'description': page['description'],
    }


def test_the_site(pages: dict[str, Any]) -> None:
    assert graph(pages['index']) == [
        {
            '@type': 'WebSite',
            '@id': f'{BASE}#website',
            'url': BASE,
            'name': 'Log Group',
            'description': 'We make logs.',
            'inLanguage': 'en',
        }
    ]


def test_the_way_to_a_page(long_pages: dict[str, Any]) -> None:
    def way(name: str) -> list[tuple[int, str, str]]:
        steps = things(long_pages[name])['BreadcrumbList']['itemListElement']
        return [(step['position'], step['name'], step['item'].removeprefix(BASE)) for step in steps]

    home, people = (1, 'Logs and us', ''), (2, 'People', 'people/index.html')
    assert way('people/index') == [home, people]
    assert way('people/jane-doe') == [home, people, (3, 'Jane Doe', 'people/jane-doe.html')]
    assert way('people/people-j') == [home, people, (3, 'People: J', 'people/people-j.html')]
    assert graph(long_pages['alone']) == []


# -- publications ----------------------------------------------------------------------


def test_a_publication(pages: dict[str, Any]) -> None:
    article = next(
        thing
        for thing in graph(pages['publications'])
        if thing.get('headline', '').startswith('Logs')
    )
    assert article == {
        '@type': 'ScholarlyArticle',
        'url': f'{BASE}publications.html#log',
        'headline': 'Logs & <Co>',
        'author': [
            {
                '@type': 'Person',
                '@id': f'{BASE}people/jane-doe.html#person',
                'name': 'Jane Doe',
                'url': f'{BASE}people/jane-doe.html',
            },
            {'@type': 'Organization', 'name': 'The Log Team'},
            {'@type': 'Person', 'name': 'Richard Roe'},
        ],
        'datePublished': '2024-05-06',
        'isPartOf': {
            '@type': 'PublicationIssue',
            'issueNumber': '2',
            'isPartOf': {
                '@type': 'PublicationVolume',
                'volumeNumber': '3',
                'isPartOf': {'@type': 'Periodical', 'name': 'J. of Logs', 'issn': '1234-5678'},
            },
        },
        'pagination': '1-9',
        'publisher': {'@type': 'Organization', 'name': 'Press'},
        'identifier': 'doi:10.1000/1',
        'sameAs': ['https://doi.org/10.1000/1', 'https://example.org/log'],
    }


def test_each_type_of_entry_has_its_own(pages: dict[str, Any]) -> None:
    page = pages['publications']
    found = {
        thing['url'].rpartition('#')[2]: thing
        for thing in graph(page)
        if 'author' in thing or 'editor' in thing
    }
    assert {key: thing['@type'] for key, thing in found.items()} == {
        'log': 'ScholarlyArticle',
        'talk': 'ScholarlyArticle',
        'book': 'Book',
        'thesis': 'Thesis',
        'report': 'Report',
        'part': 'Chapter',
        'data': 'Dataset',
        'few': 'CreativeWork',  # a dataset wants a description
        'code': 'SoftwareSourceCode',
        'page': 'WebPage',
        'patent': 'CreativeWork',
        'draft': 'ScholarlyArticle',
    }
    assert found['talk']['datePublished'] == '2023-05'
    assert found['talk']['isPartOf'] == {'@type': 'Book', 'name': 'Proceedings of Logs'}
    assert [author['name'] for author in found['talk']['author']] == ['Richard Roe', 'Jane Doe']
    assert 'author' not in found['book']
    assert found['book']['editor'][0]['name'] == 'Jane Doe'
    assert found['thesis']['sourceOrganization']['name'] == 'University'
    assert found['page']['sameAs'] == ['https://example.org']


@pytest.mark.parametrize(
    ('written', 'expected'),
    [
        (
            '@article{k, title={T}, author={Doe, J. and others}, collaboration={EX}}',
            {
                'author': [
                    {'@type': 'Person', 'name': 'J. Doe'},
                    {'@type': 'Organization', 'name': 'EX Collaboration'},
                ]
            },
        ),
        (
            '@periodical{k, title={J}, issuetitle={On Logs}, volume=3, number=2}',
            {
                'issueNumber': '2',
                'isPartOf': {
                    '@type': 'PublicationVolume',
                    'volumeNumber': '3',
                    'isPartOf': {'@type': 'Periodical', 'name': 'J'},
                },
            },
        ),
        (
            '@newspaper{k, title={T}, journal={Daily}}',
            {'isPartOf': {'@type': 'Periodical', 'name': 'Daily'}},
        ),
        ('@online{k, title={T}, journal={Site}, url={https://e.org}}', {}),
    ],
)
def test_what_a_work_is_a_part_of(written: str, expected: dict[str, Any]) -> None:
    library = EntryCollection()
    library.read_bytes(written.encode(), 'utf-8', 'f')
    source = library.entries['k']
    publication, _problems = read_publication(source, Path())
    found = publication_node(source.entry, publication, [''] * len(publication.authors), '')
    told = {name: found[name] for name in ('author', 'issueNumber', 'isPartOf') if name in found}
    assert told == expected


def test_an_entry_is_told_of_at_its_one_place(
    pages: dict[str, Any], long_pages: dict[str, Any]
) -> None:
    def told(page: Any) -> list[str]:
        return [thing['headline'] for thing in graph(page) if 'headline' in thing]

    assert told(pages['publications']) == ['Logs & <Co>', 'Talk', 'Report', 'Draft']
    assert told(pages['people/jane-doe']) == []
    assert told(long_pages['publications']) == []
    assert told(long_pages['publications/2024']) == ['Logs & <Co>']
    found = things(long_pages['publications/2024'])['ScholarlyArticle']
    assert found['url'] == f'{BASE}publications/2024.html#log'
    described = tags(long_pages['publications/2024'])['description']
    assert described == 'Publications of 2024 – Logs & <Co>'


def test_entries_stand_behind_the_text_and_never_outweigh_it(show: Callable[..., Site]) -> None:
    many = ' and '.join(f'Roe, Richard{"n" * number}' for number in range(90))
    bib = f'@article{{a, author = {{{many}}}, title = {{A}}, year = 2024}}\n'
    bib += '@article{b, author = {Doe, Jane}, title = {B}, year = 2023}'
    page = show({'references.bib': bib}).html('publications')
    assert len(things(page)['ScholarlyArticle']['author']) in {1, 90}
    script_of_entries = page.body.select_one('script[type="application/ld+json"]')
    text = str(page.find(attrs={'role': 'main'})).replace(str(script_of_entries), '')
    assert len(str(script_of_entries)) < len(text) * 1.1
    assert 'ScholarlyArticle' not in str(page.head)


def test_nothing_can_end_a_script() -> None:
    hostile = '</script><script>alert(1)</script><!-- \u2028\u2029 " \\ \' &amp; 王 مرحبا'
    text = script([{'@type': 'Thing', 'name': hostile}])
    inner = text.removeprefix('<script type="application/ld+json">').removesuffix('</script>\n')
    assert not set('<>&\u2028\u2029') & set(inner)
    assert json.loads(inner)['@graph'][0]['name'] == hostile
    assert script([]) == ''
    one, other = ({'b': 1, 'a': 2}, {'a': 2, 'b': 1})
    assert script([one]) == script([other])


ODD = (
    '</script><b>"x"',
    'O\'Neil & "Co" <x>',
    '王梓人',
    'محمد بن سلمان',
    'a\u2028b',
    'Ñ 👩\u200d💻',
    'x' * 3000,
)


def test_odd_names(show: Callable[..., Site]) -> None:
    files = {
        f'people/p{number}.md': front(
            'person', name=name, summary=name, role=name, topics=[f't{number}']
        ).replace(f'# {name}', '# Someone')
        for number, name in enumerate(ODD)
    }
    files |= {
        f'topics/t{number}.md': front('topic', name=name).replace(f'# {name}', '# Topic')
        for number, name in enumerate(ODD)
    }
    titles = [name for name in ODD if not set('&"') & set(name)]
    entries = [f'@article{{k{number}, title = {{{it}}}}}' for number, it in enumerate(titles)]
    site = show({**files, 'references.bib': '\n'.join(entries)})
    for number, name in enumerate(ODD):
        page = site.html(f'people/p{number}')
        person = things(page)['ProfilePage']['mainEntity']
        assert person['name'] == person['jobTitle'] == name
        assert person['knowsAbout'][0]['name'] == name
        assert tags(page)['description'] == shorten(name, 300)
    told = {thing.get('headline') for thing in graph(site.html('publications'))}
    assert told >= {' '.join(title.split()) for title in titles}


def test_a_long_title_is_for_the_page_itself(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    top = '.. title:: The long title of the top\n\nTop\n===\n\n.. toctree::\n\n   below\n'
    files = {
        'index.md': '# Home\n\n```{toctree}\ntop\n```\n',
        'top.rst': top,
        'below.rst': 'Below\n=====\n',
    }
    site = make_site(files, confoverrides=CONF)
    assert tags(site.html('top'))['og:title'] == 'The long title of the top'
    way = things(site.html('below'))['BreadcrumbList']['itemListElement']
    assert [step['name'] for step in way] == ['Home', 'Top', 'Below']
    site.build_again({'top.rst': top.replace('long', 'longer')})
    assert_clean(site, clean_build)


# -- builds ----------------------------------------------------------------------------

STUDENT = front('person', name='A student', role='Student')
CHANGES: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    'a topic has another name': (
        {'topics/storage.md': front('topic', name='Stores')},
        'people/jane-doe',
    ),
    'a topic moves': (
        {
            'topics/storage.md': None,
            'topics/old/storage.md': front('topic', name='Storage'),
            'topics/index.md': f'# Topics\n{TREE}'.replace('*', '*/*'),
        },
        'people/jane-doe',
    ),
    'a member has a name': ({'people/student.md': STUDENT}, 'projects/quicklog'),
    'an annotated author has a name': ({'people/student.md': STUDENT}, 'publications'),
    'an author has another name': (
        {'people/jane-doe.md': front('person', **JANE | {'anonymous': True})},
        'publications',
    ),
    'a parent has another title': (
        {'people/index.md': f'# Folks\n\n```{{people}}\n```\n{TREE}'},
        'people/jane-doe',
    ),
    'the landing page has another title': (
        {'index.md': str(FILES['index.md']).replace('# Logs', '# Lags')},
        'people/jane-doe',
    ),
    'an entry has another title': (
        {'references.bib': BIB.replace('Talk', 'Speech')},
        'publications',
    ),
    'a picture of the same name': (
        {
            'art/jane.png': PNG,
            'projects/another.md': front('project', name='Another', image='/art/jane.png'),
        },
        'people/jane-doe',
    ),
}


@pytest.mark.parametrize(('changes', 'page'), list(CHANGES.values()), ids=list(CHANGES))
def test_an_edit_changes_the_heads_that_show_it(
    begin_with: MakeSite,
    clean_build: Callable[[Site], Site],
    changes: dict[str, str | bytes | None],
    page: str,
) -> None:
    site = building(begin_with)(project='Project name not set', html_theme='basic')
    before = said(site, page)
    assert said(site.build_again(changes), page) != before
    assert_clean(site, clean_build)


def test_edits_change_the_heads_of_the_pages_of_lists(
    build: Callable[..., Site], clean_build: Callable[[Site], Site]
) -> None:
    site = build(project='Project name not set', html_theme='basic', **LONG)
    for changes, _page in CHANGES.values():
        if None not in changes.values():
            site.build_again(changes)
    assert 'Lags and us' in str(site.html('publications/2024').head)
    assert 'Folks' in str(site.html('people/people-a').head)
    assert_clean(site, clean_build)


def said(site: Site, name: str) -> tuple[Any, list[Any]]:
    page = site.html(name)
    return page.head, graph(page)


def assert_clean(site: Site, clean_build: Callable[[Site], Site]) -> None:
    """See that the last build has left what a clean one would."""
    output = site.output()
    expected = clean_build(site).output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []


def test_an_address_that_changes_is_written_everywhere(
    build: Callable[..., Site], clean_build: Callable[[Site], Site]
) -> None:
    site = build(**LONG)
    site._options['confoverrides'] = CONF | LONG | {'html_baseurl': 'https://new.example/'}
    output = site.build().output()
    expected = clean_build(site).output()
    assert [name for name in expected if output[name] != expected[name]] == []
    assert BASE.encode() not in b''.join(output[name] for name in output if name.endswith('.html'))


def test_parallel_builds_write_the_same_heads(
    build: Callable[..., Site], clean_build: Callable[[Site], Site]
) -> None:
    more = {f'people/p{n}.md': front('person', name=f'P{n}', topics=['storage']) for n in range(8)}
    site = build(more, **LONG)
    site._options['parallel'] = 2
    expected, output = site.output(), clean_build(site).output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []
