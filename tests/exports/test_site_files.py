"""Files of the whole website: sitemap, robots.txt, feed, llms.txt, 404 page and icons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from support import PNG, dead_links, doubled_ids, front

from sphinx_folio.exports import feed, llms, sitemap
from sphinx_folio.html.not_found import absolute_links

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BASE = 'https://example.org/base/'
KNOWN = {'html_baseurl': BASE}
BIB = r"""
@article{doe2024, author = {Doe, Jane and Roe, R.}, title = {A \& B: <logs> "asked"},
  journal = {Logs}, year = 2024, month = may, topics = {storage}, abstract = {We ask logs.}}
@article{old, author = {Poe, P.}, title = {Old}, journal = {Logs}, year = 1998}
@misc{undated, author = {Doe, Jane}, title = {Undated}}
"""
FILES: dict[str, str | bytes] = {
    'index.md': '# Site\n\n```{toctree}\n:hidden:\n\npeople/index\ntopics/storage\npublications\n```\n',
    'people/index.md': '# People\n\n```{people}\n```\n\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n',
    'people/jane-doe.md': front(
        'person',
        name='Jane Doe',
        native_name='王',
        updated='2025-11-10',
        summary='Asks <logs> & [more].',
    ),
    'people/wang.md': front('person', name='王梓人', updated='2025-11', role='Ph.D. student'),
    'projects/log.md': front('project', name='Log', updated='2024').replace(
        '---\n', '---\norphan: true\n', 1
    ),
    'topics/storage.md': front('topic', name='Storage'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'hidden.md': '---\norphan: true\nmyst:\n  html_meta:\n    robots: noindex, nofollow\n---\n\n# Hidden\n',
    'references.bib': BIB,
}
ATOM = {'': 'http://www.w3.org/2005/Atom'}
SITEMAP = {'': 'http://www.sitemaps.org/schemas/sitemap/0.9'}


def xml(site: Site, name: str) -> ET.Element:
    return ET.fromstring(site.text(name))  # noqa: S314  (our own output)


def listed(site: Site, name: str = 'sitemap.xml') -> dict[str, str]:
    """Return what the sitemap says of each page."""
    root = xml(site, name)
    return {
        str(entry.findtext('loc', namespaces=SITEMAP)): entry.findtext('lastmod', '', SITEMAP)
        for entry in root.findall('url', SITEMAP)
    }


def file_of(site: Site, url: str) -> Any:
    """Return the file that answers at an address of the site."""
    path = site.outdir / unquote(urlsplit(url).path).removeprefix('/base/')
    return path / 'index.html' if path.is_dir() else path


def leads_somewhere(site: Site, url: str) -> bool:
    """Tell whether an address has a page with the place that it names."""
    file, anchor = file_of(site, url), unquote(urlsplit(url).fragment)
    page = BeautifulSoup(file.read_text(encoding='utf-8'), 'html.parser')
    return not anchor or page.find(id=anchor) is not None


# -- sitemap and robots.txt ------------------------------------------------------------


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_the_sitemap_lists_exactly_the_public_pages(look_at: MakeSite, builder: str) -> None:
    site = look_at(FILES, buildername=builder, confoverrides=KNOWN)
    assert site.warnings == []
    found = listed(site)
    assert all(url.startswith(BASE) for url in found)
    pages = {path.relative_to(site.outdir).as_posix() for path in site.outdir.rglob('*.html')}
    hidden = {'404.html', 'genindex.html', 'hidden.html', 'search.html'}
    hidden |= {name.replace('.html', '/index.html') for name in hidden}
    assert {
        file_of(site, url).relative_to(site.outdir).as_posix() for url in found
    } == pages - hidden
    for url in found:
        page: Any = BeautifulSoup(file_of(site, url).read_text('utf-8'), 'html5lib')
        assert page.select_one('link[rel=canonical]')['href'] == url


def test_pages_of_long_lists_are_listed(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN | {'folio_publications_per_page': 1})
    assert f'{BASE}publications/1998.html' in listed(site)


def test_only_the_front_matter_says_when_a_page_was_updated(look_at: MakeSite) -> None:
    found = listed(look_at(FILES, confoverrides=KNOWN))
    # the schema takes nothing shorter than a day
    assert {url: date for url, date in found.items() if date} == {
        f'{BASE}people/jane-doe.html': '2025-11-10'
    }


def test_addresses_are_percent_encoded(make_site: MakeSite) -> None:
    for builder, end in (('html', '.html'), ('dirhtml', '/')):
        files = {'notes/über uns.md': '# Us\n'}
        site = make_site(files, buildername=builder, confoverrides=KNOWN, folder=builder)
        assert f'{BASE}notes/%C3%BCber%20uns{end}' in listed(site)


@pytest.mark.parametrize('base', ['', '/base/', 'example.org'])
def test_without_a_full_address_there_is_neither_sitemap_nor_feed(
    look_at: MakeSite, base: str
) -> None:
    site = look_at(FILES, confoverrides={'html_baseurl': base})
    assert not {'sitemap.xml', 'feed.xml'} & site.output().keys()
    assert site.text('robots.txt') == 'User-agent: *\nAllow: /\n'
    assert site.html('index').select('link[type="application/atom+xml"]') == []


def test_a_sitemap_is_cut_where_the_protocol_wants_it(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, 'LIMIT', 3)
    site = make_site(FILES, confoverrides=KNOWN)
    root = xml(site, 'sitemap.xml')
    parts = [str(node.text) for node in root.iterfind('sitemap/loc', SITEMAP)]
    assert parts == [f'{BASE}sitemap-{number}.xml' for number in (1, 2, 3)]
    found = [listed(site, part.removeprefix(BASE)) for part in parts]
    assert [len(part) for part in found] == [3, 3, 1]
    site.build_again({'projects/log.md': None})
    assert 'sitemap-3.xml' not in site.output()


def test_robots_may_go_everywhere(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN)
    assert site.text('robots.txt') == f'User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n'


def test_a_site_that_hides_has_no_sitemap(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=KNOWN | {'myst_html_meta': {'robots': 'noindex'}})
    assert 'sitemap.xml' not in site.output()
    assert 'Sitemap' not in site.text('robots.txt')


def test_a_page_in_restructuredtext_may_hide_too(make_site: MakeSite) -> None:
    text = ':orphan:\n\n.. meta::\n   :robots: NoIndex\n\nSecret\n======\n'
    site = make_site({**FILES, 'secret.rst': text}, confoverrides=KNOWN)
    assert site.warnings == []
    assert 'secret' not in site.text('sitemap.xml')


@pytest.mark.parametrize('name', ['robots.txt', 'sitemap.xml', 'llms.txt', '404.html', 'feed.xml'])
def test_a_file_of_the_site_s_own_wins(make_site: MakeSite, name: str) -> None:
    settings = KNOWN | {'html_extra_path': ['extra']}
    site = make_site({**FILES, f'extra/{name}': b'own', 'extra/a': b''}, confoverrides=settings)
    assert site.output()[name] == b'own'
    site.build_again({'people/wang.md': front('person', name='Wang')})
    assert site.output()[name] == b'own'
    site.build_again({f'extra/{name}': None, 'people/wang.md': FILES['people/wang.md']})
    assert site.output()[name] != b'own'


# -- the feed --------------------------------------------------------------------------


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_the_feed_holds_publications_and_updates(look_at: MakeSite, builder: str) -> None:
    site = look_at(
        FILES,
        buildername=builder,
        confoverrides=KNOWN | {'project': 'A & B', 'html_title': 'A & B'},
    )
    found = feedparser.parse(site.text('feed.xml'))
    assert not found.bozo
    assert found.version == 'atom10'
    assert (found.feed.title, found.feed.id) == ('A & B', BASE)
    assert found.feed.updated == '2025-11-10T00:00:00Z'
    assert [(entry.title, entry.updated) for entry in found.entries] == [
        ('Updated: Jane Doe', '2025-11-10T00:00:00Z'),
        ('Updated: 王梓人', '2025-11-01T00:00:00Z'),
        ('A & B: <logs> "asked"', '2024-05-01T00:00:00Z'),
        ('Updated: Log', '2024-01-01T00:00:00Z'),
        ('Old', '1998-01-01T00:00:00Z'),
    ]
    for entry in found.entries:
        assert entry.link.startswith(BASE)
        assert leads_somewhere(site, entry.link)
    paper = found.entries[2]
    assert [author.name for author in paper.authors] == ['Jane Doe', 'R. Roe']
    assert paper.authors[0].href == file_url(site, 'people/jane-doe')
    assert paper.summary == 'Logs, 2024. We ask logs.'
    assert [(tag.term, tag.label) for tag in paper.tags] == [('storage', 'Storage')]


def file_url(site: Site, docname: str) -> str:
    return BASE + str(site.app.builder.get_target_uri(docname))


def test_the_feed_has_what_the_standard_requires(look_at: MakeSite) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    root = xml(look_at(FILES, confoverrides=KNOWN), 'feed.xml')
    moment = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')
    assert root.get('{http://www.w3.org/XML/1998/namespace}lang') == 'en'
    assert root.findall('author/name', ATOM)
    (itself,) = root.findall("link[@rel='self']", ATOM)
    assert itself.attrib == {
        'href': f'{BASE}feed.xml',
        'rel': 'self',
        'type': 'application/atom+xml',
    }
    entries = root.findall('entry', ATOM)
    for node in (root, *entries):
        for name in ('id', 'title', 'updated'):
            (child,) = node.findall(name, ATOM)
            assert child.text
        assert moment.fullmatch(str(node.findtext('updated', '', ATOM)))
        assert len(node.findall("link[@rel='alternate']", ATOM)) == 1
    ids = [entry.findtext('id', '', ATOM) for entry in entries]
    assert len(ids) == len(set(ids)) == 5
    assert all(urlsplit(name).scheme == 'https' for name in ids)
    assert all(node.findtext('name', '', ATOM) for node in root.iterfind('.//author', ATOM))


def test_an_entry_keeps_its_id_when_its_list_is_cut(begin_with: MakeSite) -> None:
    def links(site: Site) -> dict[str, str]:
        found = feedparser.parse(site.text('feed.xml')).entries
        return {entry.id: entry.link for entry in found if 'publication' in entry.id}

    site = begin_with(FILES, confoverrides=KNOWN)
    before = links(site)
    after = links(
        site.build(
            confoverrides=KNOWN
            | {'bibtex_bibfiles': ['references.bib'], 'folio_publications_per_page': 1}
        )
    )
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


def test_a_feed_holds_the_newest(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, 'LIMIT', 1)
    found = feedparser.parse(make_site(FILES, confoverrides=KNOWN).text('feed.xml'))
    titles = [entry.title for entry in found.entries]
    assert titles == ['Updated: Jane Doe', 'A & B: <logs> "asked"']


def test_a_feed_of_nothing_is_valid_too(make_site: MakeSite) -> None:
    settings = KNOWN | {'author': 'The group', 'folio_description': 'What we do.', 'language': 'de'}
    found = feedparser.parse(make_site({}, confoverrides=settings).text('feed.xml'))
    assert not found.bozo
    assert (found.entries, found.feed.author) == ([], 'The group')
    assert found.feed.subtitle == 'What we do.'
    assert found.feed.updated == '1970-01-01T00:00:00Z'


def test_characters_that_xml_cannot_hold_are_left_out(make_site: MakeSite) -> None:
    files = {**FILES, 'references.bib': BIB.replace('We ask', 'We \x08 ask')}
    found = feedparser.parse(make_site(files, confoverrides=KNOWN).text('feed.xml'))
    assert not found.bozo


@pytest.mark.parametrize(
    ('builder', 'theme'), [('dirhtml', 'furo'), ('html', 'alabaster'), ('dirhtml', 'basic')]
)
def test_every_page_tells_of_the_feed(look_at: MakeSite, builder: str, theme: str) -> None:
    settings = KNOWN | {'html_theme': theme, 'html_title': 'A "B" & <C>'}
    site = look_at(FILES, buildername=builder, confoverrides=settings)
    for path in site.outdir.rglob('*.html'):
        here = f'{BASE}{path.relative_to(site.outdir).as_posix()}'
        page: Any = BeautifulSoup(path.read_text('utf-8'), 'html5lib')
        found = page.head.select('link[rel=alternate]')
        link, *others = (each for each in found if each['type'] == 'application/atom+xml')
        hers = 'people/jane-doe.xml'  # the one other feed there is
        assert [urljoin(here, each['href']) for each in others] == (
            [f'{BASE}{hers}'] if 'people/jane-doe' in here else []
        )
        assert link['title'] == 'A "B" & <C>'
        assert urljoin(here, link['href']) == f'{BASE}feed.xml'


def test_a_page_that_hides_is_told_of_nowhere(make_site: MakeSite) -> None:
    hidden = {
        name: str(FILES[name]).replace('---\n', '---\nmyst: {html_meta: {robots: none}}\n', 1)
        for name in ('people/jane-doe.md', 'projects/log.md')
    }
    site = make_site({**FILES, **hidden}, confoverrides=KNOWN)
    for name in ('sitemap.xml', 'feed.xml', 'folio.json', 'llms.txt'):
        assert 'people/wang.html' in site.text(name)
        assert 'projects/log' not in site.text(name)
    assert 'people/jane-doe' not in site.text('sitemap.xml')
    assert 'people/jane-doe' not in site.text('llms.txt')


# -- llms.txt --------------------------------------------------------------------------


def test_llms_txt_names_what_there_is(make_site: MakeSite) -> None:
    settings = KNOWN | {'html_title': 'Group *A*', 'folio_description': 'What <we> do.'}
    site = make_site(FILES, confoverrides=settings)
    assert site.text('llms.txt') == (
        '# Group \\*A\\*\n'
        '\n'
        '> What \\<we\\> do.\n'
        '\n'
        '## People\n'
        '\n'
        f'- [People]({BASE}people/index.html): the whole list\n'
        f'- [Jane Doe]({BASE}people/jane-doe.html): Asks \\<logs\\> & \\[more\\].\n'
        f'- [王梓人]({BASE}people/wang.html): Ph.D. student\n'
        '\n'
        '## Projects\n'
        '\n'
        f'- [Log]({BASE}projects/log.html)\n'
        '\n'
        '## Topics\n'
        '\n'
        f'- [Storage]({BASE}topics/storage.html)\n'
        '\n'
        '## Publications\n'
        '\n'
        f'- [Publications]({BASE}publications.html): the whole list\n'
        f'- [BibTeX]({BASE}publications.bib): the same for machines\n'
        f'- [A & B: \\<logs\\> "asked"]({BASE}publications.html#doe2024): Jane Doe, R. Roe; Logs; 2024\n'
        f'- [Old]({BASE}publications.html#old): P. Poe; Logs; 1998\n'
        f'- [Undated]({BASE}publications.html#undated): Jane Doe\n'
    )


def test_llms_txt_leads_to_lists_of_what_is_much(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llms, 'LIMIT', 1)
    monkeypatch.setattr(llms, 'NEWEST', 1)
    site = make_site(FILES, confoverrides={'folio_cards_per_page': 1})
    people = site.text('llms.txt').partition('## Projects')[0]
    assert re.findall(r'^- .*', people, re.MULTILINE) == [
        '- [People](people/index.html): the whole list',
        '- [People: J](people/people-j.html)',
        '- [People: Other](people/people-other.html)',
    ]
    assert 'jane-doe' not in people
    assert 'doe2024' in site.text('llms.txt')
    assert '#old' not in site.text('llms.txt')
    for url in re.findall(r'\]\(([^)]*)\)', site.text('llms.txt')):
        assert file_of(site, url).is_file()


def test_llms_txt_of_an_empty_site(make_site: MakeSite) -> None:
    site = make_site({}, confoverrides={'html_title': 'A'})
    assert site.text('llms.txt') == '# A\n'


# -- the page for addresses that do not exist --------------------------------------------


def not_found(site: Site) -> Any:
    return BeautifulSoup(site.text('404.html'), 'html5lib')


def local_links(page: Any) -> list[str]:
    found = [
        str(node.get(name))
        for name in ('href', 'src', 'action')
        for node in page.select(f'[{name}]')
    ]
    return [url for url in found if url and not urlsplit(url).scheme and url[0] != '#']


@pytest.mark.parametrize(
    ('builder', 'base', 'theme'),
    [
        ('html', '', 'furo'),
        ('html', BASE, 'furo'),
        ('dirhtml', '', 'furo'),
        ('dirhtml', BASE, 'furo'),
        ('dirhtml', BASE, 'alabaster'),
        ('html', BASE, 'basic'),
    ],
)
def test_the_404_page_leads_from_anywhere(
    look_at: MakeSite, builder: str, base: str, theme: str
) -> None:
    site = look_at(
        FILES, buildername=builder, confoverrides={'html_baseurl': base, 'html_theme': theme}
    )
    page, root = not_found(site), urlsplit(base).path or '/'
    links = local_links(page)
    assert len(links) > 10
    for url in links:
        assert url.startswith(root), url
        path = site.outdir / url.partition('?')[0].removeprefix(root)
        assert (path / 'index.html' if path.is_dir() else path).is_file(), url
    loaded = page.select('script[src], img[src], link[rel=stylesheet], link[rel*=icon], form')
    assert not [node for node in loaded if '://' in str(node)]
    assert page.html['data-content_root'] == root
    assert doubled_ids(site.outdir) == []


def test_the_404_page_helps(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN | {'html_theme': 'furo'})
    page = not_found(site)
    main = page.find('article')
    assert [node.get_text() for node in page.select('h1')] == ['Page not found']
    assert page.title.get_text().startswith('Page not found')
    assert {link.get_text(): link['href'] for link in main.select('a')} == {
        'Home page': '/base/index.html',
        'People': '/base/people/index.html',
        'Publications': '/base/publications.html',
    }
    form = main.find('form')
    assert (form['action'], form['method']) == ('/base/search.html', 'get')
    field = form.find('input')
    assert field['name'] == 'q'
    assert form.find('label')['for'] == field['id']
    assert page.select('link[rel=canonical]') == []
    assert page.select_one('meta[name=robots]')['content'] == 'noindex'


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_a_404_page_of_the_site_s_own_wins(make_site: MakeSite, builder: str) -> None:
    own = '---\norphan: true\n---\n\n# Gone\n\n[Home](index.md) ![](a.png) [here](#gone)\n'
    files = {**FILES, '404.md': own, 'a.png': PNG}
    site = make_site(files, buildername=builder, confoverrides=KNOWN)
    page = not_found(site)
    assert page.h1.get_text().startswith('Gone')
    home = '/base/index.html' if builder == 'html' else '/base/'
    links = [link['href'] for link in page.select('[role=main] p a')]
    assert links == [home, '#gone']
    assert page.select_one('[role=main] img')['src'] == '/base/_images/a.png'
    assert page.select('link[rel=canonical]') == []
    assert not any('404' in url for url in listed(site))
    site.build_again({'404.md': own.replace('Gone', 'Lost')})
    assert not_found(site).h1.get_text().startswith('Lost')


def test_links_are_resolved_in_tags_alone() -> None:
    page = '<a class="x" href="a.html?b=1&amp;c#d">href="a"</a><a href="#x"><img src="../i.png">'
    assert absolute_links(page, '/base/404/') == (
        '<a class="x" href="/base/404/a.html?b=1&amp;c#d">href="a"</a><a href="#x">'
        '<img src="/base/i.png">'
    )
    whole = '<a href="https://example.org/"><a href="mailto:a@b.c"><img src="data:,x"><a href="/x">'
    assert absolute_links(whole, '/base/404.html') == whole


# -- icons -----------------------------------------------------------------------------


def test_a_site_without_an_icon_gets_one(look_at: MakeSite) -> None:
    site = look_at(FILES)
    page = site.html('people/jane-doe')
    (icon,) = page.select('link[rel~=icon]')
    (touch,) = page.select('link[rel=apple-touch-icon]')
    svg = xml(site, urljoin('people/', icon['href']))
    assert svg.tag == '{http://www.w3.org/2000/svg}svg'
    with Image.open(site.outdir / urljoin('people/', touch['href'])) as image:
        assert (image.format, image.size) == ('PNG', (180, 180))
    sizes = [len(site.output()[f'_static/folio-{name}']) for name in ('icon.svg', 'touch-icon.png')]
    assert sum(sizes) < 4096


def test_an_icon_of_the_site_s_own_wins(make_site: MakeSite) -> None:
    site = make_site({**FILES, 'own.png': PNG}, confoverrides={'html_favicon': 'own.png'})
    page = site.html('index')
    assert [link['href'] for link in page.select('link[rel~=icon]')] == ['_static/own.png']
    assert page.select('link[rel=apple-touch-icon]') == []


# -- when they are written ---------------------------------------------------------------

NAMES = ('404.html', 'feed.xml', 'folio.json', 'llms.txt', 'robots.txt', 'sitemap.xml')
EDITS: dict[str, dict[str, str | bytes | None]] = {
    'nothing': {},
    'a text': {'people/index.md': str(FILES['people/index.md']) + '\nMore.\n'},
    'a name': {'people/jane-doe.md': front('person', name='J. Doe', updated='2025-12-01')},
    'a date': {'projects/log.md': str(FILES['projects/log.md']).replace('2024', '2026')},
    'a title in the table of contents': {'publications.md': '# Papers\n\n```{publications}\n```\n'},
    'a new page': {'notes.md': '---\norphan: true\n---\n\n# Notes\n'},
    'a page is gone': {'people/wang.md': None},
    'a page is hidden': {
        'people/wang.md': str(FILES['people/wang.md']).replace(
            '---\n', '---\nmyst: {html_meta: {robots: noindex}}\n', 1
        )
    },
    'a page is hidden no more': {'hidden.md': '---\norphan: true\n---\n\n# Hidden\n'},
    'an entry': {'references.bib': BIB.replace('1998', '2026')},
    'no list': {'publications.md': '# Publications\n'},
    'a 404 page': {'404.md': '---\norphan: true\n---\n\n# Gone\n\n[Home](index.md)\n'},
}


@pytest.mark.parametrize(
    ('name', 'builder'),
    [*((name, 'html') for name in EDITS), ('a name', 'dirhtml'), ('a 404 page', 'dirhtml')],
)
def test_an_incremental_build_equals_a_clean_one(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], name: str, builder: str
) -> None:
    changes = EDITS[name]
    site = begin_with(FILES, buildername=builder, confoverrides=KNOWN)
    before = site.output()
    output, expected = site.build_again(changes).output(), clean_build(site).output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []
    if changes:
        site.write({name: None for name in changes if name not in FILES and changes[name]})
        assert site.build_again(FILES).output() == before


def times(site: Site) -> dict[str, int]:
    return {name: (site.outdir / name).stat().st_mtime_ns for name in NAMES}


def test_a_file_that_has_not_changed_is_not_written_again(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES, confoverrides=KNOWN)
    before = times(site)
    asked: list[str] = []
    for module, name in ((sitemap, '_pages'), (feed, '_atom'), (llms, 'llms')):
        monkeypatch.setattr(module, name, lambda *_args, name=name: asked.append(name) or b'')
    site.build()
    site.build_again({'people/index.md': str(FILES['people/index.md']) + '\nMore.\n'})
    assert asked == []
    assert {name for name, time in times(site).items() if time != before[name]} <= {'404.html'}


def test_a_file_that_is_gone_is_written_again(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=KNOWN)
    before = site.output()
    for name in NAMES:
        (site.outdir / name).unlink()
    site.build_again({'people/index.md': FILES['people/index.md']})
    site.build()
    assert {name for name in NAMES if name != '404.html'} <= site.output().keys()
    site.build_again({'people/index.md': str(FILES['people/index.md']) + '\nMore.\n'})
    site.build_again({'people/index.md': FILES['people/index.md']})
    assert site.output() == before


def test_another_author_is_taken_up(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=KNOWN)
    site.build(confoverrides=site.app.config.overrides | {'author': 'The group'})
    assert feedparser.parse(site.text('feed.xml')).feed.author == 'The group'


def test_a_parallel_build_equals_a_serial_one(make_site: MakeSite) -> None:
    pages = {
        f'notes/note-{number}.md': f'---\norphan: true\nmyst: {{html_meta: {{robots: noindex}}}}\n---\n\n# {number}\n'
        for number in range(12)
    }
    serial = make_site({**FILES, **pages}, confoverrides=KNOWN, folder='serial').output()
    parallel = make_site({**FILES, **pages}, confoverrides=KNOWN, parallel=2, folder='parallel')
    assert parallel.output() == serial
    assert b'notes' not in serial['sitemap.xml']


@pytest.mark.parametrize('builder', ['singlehtml', 'epub', 'text', 'latex', 'man', 'dummy'])
def test_other_builders_write_none(look_at: MakeSite, builder: str) -> None:
    settings = KNOWN | {'version': '1', 'epub_copyright': 'x'}
    site = look_at(FILES, buildername=builder, confoverrides=settings)
    assert not set(NAMES) & site.output().keys()
    for path in site.outdir.rglob('*.*html'):
        assert 'feed.xml' not in path.read_text('utf-8')


def test_every_link_of_the_site_leads_somewhere(look_at: MakeSite) -> None:
    assert dead_links(look_at(FILES).outdir) == []
