"""Former addresses: pages that lead on, and what is told of those that cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from support import dead_links, front

from sphinx_folio.model import ContentError, plan_redirects
from sphinx_folio.model.redirects import redirect_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BASE = {'html_baseurl': 'https://example.org/base/'}
FILES: dict[str, str | bytes] = {
    'people/jane-doe.md': front('person', name='Jane <Doe>', redirect_from=['/cv/', '/old.html']),
    'projects/log.md': front('project', name='Log', redirect_from=['a/b/log']),
    'topics/storage.md': front('topic', name='Storage'),
}


def led_to(site: Site, file: str) -> str:
    """Return where the page at a former address leads, from the top of the site."""
    page = BeautifulSoup(site.text(file), 'html5lib')
    (link,) = page.select('main a')
    refresh = str(page.select_one('meta[http-equiv=refresh]')['content'])
    assert refresh == f'0; url={link["href"]}'
    return urljoin(f'/{file}', str(link['href']))


def messages(site: Site) -> list[tuple[str, int, str]]:
    return [tuple(warned) for warned in site.warnings]


@pytest.mark.parametrize(
    ('address', 'file'),
    [
        ('/cv/', 'cv/index.html'),
        ('/cv', 'cv/index.html'),
        ('cv', 'cv/index.html'),
        ('/about.html', 'about.html'),
        ('about.htm', 'about.htm'),
        ('/about.html/', 'about.html'),
        ('/old/index.html', 'old/index.html'),
        ('old/page', 'old/page/index.html'),
        ('/~jane/', '~jane/index.html'),
        ('/v1.0/page/', 'v1.0/page/index.html'),
        ('/caf%C3%A9/王/', 'café/王/index.html'),
        (' /a//b/ ', 'a/b/index.html'),
    ],
)
def test_the_file_of_an_address(address: str, file: str) -> None:
    assert redirect_file(address) == file


@pytest.mark.parametrize(
    ('address', 'why'),
    [
        ('', 'is empty'),
        (' ', 'is empty'),
        ('/', 'is the home page'),
        ('../cv/', 'may leave the site'),
        ('/a/../../b/', 'may leave the site'),
        ('/%2e%2e/b/', 'may leave the site'),
        ('./cv/', 'may leave the site'),
        ('https://example.org/cv/', 'leaves the site'),
        ('//example.org/cv/', 'leaves the site'),
        ('mailto:a@example.org', 'leaves the site'),
        ('/cv/?page=2', 'write "/cv/"'),
        ('/cv/#top', 'write "/cv/"'),
        ('/cv.pdf', '"cv.pdf" in "/cv.pdf" is a file'),
        ('/old.html/cv/', '"old.html" in "/old.html/cv/" is a file'),
        ('/_static/x.html', '"_static" holds no pages'),
        ('C\\cv', 'is no path'),
        ('/a%00/', 'is no path'),
        ('/' + 'a' * 300, 'is no path'),
    ],
)
def test_an_address_that_cannot_redirect(address: str, why: str) -> None:
    with pytest.raises(ContentError, match=re.escape(why)):
        redirect_file(address)


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_former_addresses_lead_to_the_page(make_site: MakeSite, builder: str) -> None:
    site = make_site(FILES, buildername=builder)
    assert site.warnings == []
    page = '/people/jane-doe.html' if builder == 'html' else '/people/jane-doe/'
    assert led_to(site, 'cv/index.html') == led_to(site, 'old.html') == page
    log = '/projects/log.html' if builder == 'html' else '/projects/log/'
    assert led_to(site, 'a/b/log/index.html') == log
    assert dead_links(site.outdir) == []


def test_a_redirect_is_a_whole_page_without_a_script(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=BASE | {'language': 'zh_CN'})
    text = site.text('cv/index.html')
    assert text.startswith('<!DOCTYPE html>\n')
    page: Any = BeautifulSoup(text, 'html5lib')
    assert page.html['lang'] == 'zh-CN'
    assert page.title.get_text() == page.h1.get_text() == 'Jane <Doe>'
    canonical = 'https://example.org/base/people/jane-doe.html'
    assert page.select_one('link[rel=canonical]')['href'] == canonical
    assert page.select_one('meta[name=robots]')['content'] == 'noindex'
    assert page.select('script, style, [style]') == []


def test_one_address_may_stand_without_a_list(make_site: MakeSite) -> None:
    site = make_site({'topics/a.md': front('topic', name='A', redirect_from='/b/')})
    assert site.warnings == []
    assert led_to(site, 'b/index.html') == '/topics/a.html'


WRONG = """\
---
topic:
  name: A
  redirect-from:
    - /fine/
    - ""
    - ../up
    - https://example.org/
    - /paper.pdf
    - 3
---

# A
"""


def test_a_malformed_address_is_told_with_its_line(make_site: MakeSite) -> None:
    site = make_site({'topics/a.md': WRONG})
    found = [(file, line, message.split()[-1]) for file, line, message in site.warnings]
    assert found == [
        *(('topics/a.md', line, '[folio.redirect]') for line in (6, 7, 8, 9)),
        ('topics/a.md', 10, '[folio.type]'),
    ]
    assert led_to(site, 'fine/index.html') == '/topics/a.html'


@pytest.mark.parametrize(
    ('address', 'what'),
    [
        ('/topics/storage.html', 'topics/storage.md'),
        ('/topics/a.html', 'topics/a.md'),
        ('/index.html', 'index.md'),
        ('/search.html', 'the page "search"'),
        ('/genindex.html', 'the page "genindex"'),
        ('/404.html', 'the page for addresses that do not exist'),
        ('/people/people-d.html', 'the list "people/people-d"'),
        ('/extra.html', 'the file "extra.html"'),
    ],
)
def test_a_real_page_is_not_overwritten(make_site: MakeSite, address: str, what: str) -> None:
    topic = '---\ntopic:\n  name: A\n  redirect-from:\n    - {}\n---\n\n# A\n'
    people = {
        f'people/{name}.md': front('person', name=name.title()) for name in ('doe', 'poe', 'roe')
    }
    files = {
        **FILES,
        **people,
        'people/index.md': '# People\n\n```{people}\n```\n',
        'extra.html': b'extra',
    }
    settings = {'html_extra_path': ['extra.html'], 'folio_cards_per_page': 2}
    clean = make_site(files, confoverrides=settings, folder='clean').output()
    site = make_site({**files, 'topics/a.md': topic.format(address)}, confoverrides=settings)
    message = (
        f'"redirect-from": "{address}" is the address of {what}; '
        'remove it, as nothing can lead away from there [folio.redirect]'
    )
    assert messages(site) == [('topics/a.md', 5, message)]
    file = address.removeprefix('/')
    assert b'http-equiv="refresh"' not in site.output()[file]
    assert file in clean or file == 'topics/a.html'
    assert messages(site.build()) == [('topics/a.md', 5, message)]


def test_a_file_is_no_folder_of_redirects() -> None:
    plan = plan_redirects({'a': [('/CNAME/x/', 3)]}, {'CNAME': 'the file "CNAME"'}, str)
    assert plan.files == {}
    assert [problem.line for problem in plan.problems] == [3]
    assert 'is the address of the file "CNAME"' in plan.problems[0].message


def test_the_address_of_another_builder_may_redirect(make_site: MakeSite) -> None:
    files = {'topics/a.md': front('topic', name='A', redirect_from=['/topics/a.html'])}
    site = make_site(files, buildername='dirhtml')
    assert site.warnings == []
    assert led_to(site, 'topics/a.html') == '/topics/a/'


def test_two_pages_cannot_have_one_former_address(make_site: MakeSite) -> None:
    second = '---\ntopic:\n  redirect-from: [x, "/cv"]\n---\n\n# Storage\n'
    site = make_site({**FILES, 'topics/storage.md': second})
    message = (
        '"redirect-from": "/cv" is a former address of people/jane-doe.md too; '
        'keep it at one of the two pages [folio.redirect]'
    )
    assert messages(site) == [('topics/storage.md', 3, message)]
    assert led_to(site, 'cv/index.html') == '/people/jane-doe.html'
    for builder in ('singlehtml', 'text'):
        assert messages(site.build(buildername=builder)) == messages(site)


# -- builds on what another has left ---------------------------------------------------

EDITS: dict[str, dict[str, str | bytes | None]] = {
    'removed': {'people/jane-doe.md': front('person', name='Jane <Doe>')},
    'changed': {'people/jane-doe.md': front('person', name='Jane', redirect_from=['/vita/'])},
    'moved to another page': {
        'people/jane-doe.md': front('person', name='Jane', redirect_from=['/cv/']),
        'topics/storage.md': front('topic', name='Storage', redirect_from=['/old.html']),
    },
    'another name': {
        'people/jane-doe.md': front('person', name='J. Doe', redirect_from=['/cv/', '/old.html'])
    },
    'the page is gone': {'people/jane-doe.md': None, 'index.md': '# Site\n'},
    'the page is renamed': {
        'topics/storage.md': None,
        'topics/stores.md': front('topic', name='Stores', redirect_from=['/topics/storage.html']),
    },
    'a page takes the address': {
        'old.md': '# Old\n',
        'people/jane-doe.md': front('person', name='Jane <Doe>', redirect_from=['/cv/']),
    },
    'a folder of pages takes it': {
        'cv/index.md': '# CV\n',
        'people/jane-doe.md': front('person', name='Jane <Doe>', redirect_from=['/old.html']),
    },
    'a page and a redirect want it': {'old.md': '# Old\n'},
}


@pytest.mark.parametrize(
    ('name', 'builder'),
    [
        *((name, 'html') for name in EDITS),
        ('changed', 'dirhtml'),
        ('a folder of pages takes it', 'dirhtml'),
    ],
)
def test_an_incremental_build_equals_a_clean_one(
    make_site: MakeSite, clean_build: Callable[[Site], Site], name: str, builder: str
) -> None:
    changes = EDITS[name]
    settings = BASE | {'suppress_warnings': ['toc', 'toc.not_included', 'toc.not_readable']}
    site = make_site(FILES, buildername=builder, confoverrides=settings)
    told, output = messages(site.build_again(changes)), site.output()
    clean = clean_build(site)
    assert told == messages(clean)
    expected = clean.output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []


def test_a_change_that_is_taken_back_leaves_nothing(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'suppress_warnings': ['toc']})
    before = site.output()
    for changes in EDITS.values():
        if None not in changes.values() and not any(name.endswith('old.md') for name in changes):
            site.build_again(changes)
    site.write({'cv/index.md': None})
    site.build_again(FILES)
    assert site.output() == before


def test_a_redirect_that_has_not_changed_is_not_written_again(make_site: MakeSite) -> None:
    site = make_site(FILES)
    before = site.written()
    site.build_again({'topics/storage.md': front('topic', name='Stores')})
    after = site.written()
    assert site.warnings == []
    assert after['cv/index'] == before['cv/index']
    assert after['topics/storage'] != before['topics/storage']


def test_a_message_follows_its_line(make_site: MakeSite) -> None:
    page = '---\ntopic:\n  redirect-from: [/index.html]\n---\n\n# A\n'
    site = make_site({'topics/a.md': page})
    assert [warned.line for warned in site.warnings] == [3]
    site.build_again({'topics/a.md': page.replace('topic:', '# a comment\ntopic:')})
    assert [warned.line for warned in site.warnings] == [4]


@pytest.mark.parametrize('builder', ['singlehtml', 'text', 'latex'])
def test_other_builders_make_none(make_site: MakeSite, builder: str) -> None:
    site = make_site(FILES, buildername=builder)
    assert not any(name.startswith(('cv/', 'old', 'a/')) for name in site.output())


def test_parallel_reading_keeps_them(make_site: MakeSite) -> None:
    more = {f'notes/note-{number}.md': f'# Note {number}\n' for number in range(12)}
    serial = make_site({**FILES, **more}, folder='serial').output()
    assert make_site({**FILES, **more}, parallel=2, folder='parallel').output() == serial
    assert 'cv/index.html' in serial
