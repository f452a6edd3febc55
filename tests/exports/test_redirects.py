"""Former addresses: pages that lead on, and what is told of those that cannot."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from support import dead_links, front

from sphinx_folio.model import ContentError, Holder, plan_redirects
from sphinx_folio.model.redirects import redirect_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


WRONG = """\
---
topic:
  name: Wrong
  redirect-from:
    - /fine/
    - ""
    - ../up
    - https://example.org/
    - /paper.pdf
    - 3
---

# Wrong
"""
#: With an address that a page has itself, if the builder does not write pages as folders.
OWN = front('topic', name='Own', redirect_from=['/topics/own.html'])


@pytest.fixture(scope='module')
def websites(make_shared_site: MakeSite) -> dict[str, Site]:
    """Build a site with redirects, of which one page is wrong in part, by each website builder."""
    files = {
        **FILES,
        'topics/single.md': front('topic', name='Single', redirect_from='/b/'),
        'topics/wrong.md': WRONG,
    }
    return {
        'html': make_shared_site(files),
        'dirhtml': make_shared_site({**files, 'topics/own.md': OWN}, buildername='dirhtml'),
    }


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_former_addresses_lead_to_the_page(websites: dict[str, Site], builder: str) -> None:
    site = websites[builder]
    assert [item for item in site.warnings if item.file != 'topics/wrong.md'] == []
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


def test_one_address_may_stand_without_a_list(websites: dict[str, Site]) -> None:
    site = websites['html']
    assert [item for item in site.warnings if item.file == 'topics/single.md'] == []
    assert led_to(site, 'b/index.html') == '/topics/single.html'


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_a_malformed_address_is_told_with_its_line(websites: dict[str, Site], builder: str) -> None:
    site = websites[builder]
    found = [
        (line, message.split()[-1])
        for file, line, message in site.warnings
        if file == 'topics/wrong.md'
    ]
    assert found == [
        *((line, '[folio.redirect]') for line in (6, 7, 8, 9)),
        (10, '[folio.type]'),
    ]
    page = '/topics/wrong.html' if builder == 'html' else '/topics/wrong/'
    assert led_to(site, 'fine/index.html') == page


def test_the_address_of_another_builder_may_redirect(websites: dict[str, Site]) -> None:
    site = websites['dirhtml']
    assert [item for item in site.warnings if item.file == 'topics/own.md'] == []
    assert led_to(site, 'topics/own.html') == '/topics/own/'


#: What stands at an address already.
TAKEN = {
    '/topics/storage.html': 'topics/storage.md',
    '/topics/a.html': 'topics/a.md',
    '/index.html': 'index.md',
    '/search.html': 'the page "search"',
    '/genindex.html': 'the page "genindex"',
    '/404.html': 'the page for addresses that do not exist',
    '/people/people-d.html': 'the list "people/people-d"',
    '/extra.html': 'the file "extra.html"',
}


PEOPLE = ('Doe', 'Poe', 'Roe')


class Taken(NamedTuple):
    """A site whose pages are wanted for redirects too, and what its builds have told."""

    #: What a build without redirects writes.
    clean: frozenset[str]
    output: dict[str, bytes]
    told: list[tuple[str, int, str]]
    told_again: list[tuple[str, int, str]]


@pytest.fixture(scope='module')
def taken(make_shared_site: MakeSite) -> Taken:
    """Build a site with a page that wants every address which is taken, and build it again."""
    wanted = ''.join(f'    - {address}\n' for address in TAKEN)
    files = {
        **FILES,
        **{f'people/{name.lower()}.md': front('person', name=name) for name in PEOPLE},
        'people/index.md': '# People\n\n```{people}\n```\n',
        'extra.html': b'extra',
    }
    settings = {'html_extra_path': ['extra.html'], 'folio_cards_per_page': 2}
    clean = make_shared_site(files, confoverrides=settings).output()
    files['topics/a.md'] = f'---\ntopic:\n  name: A\n  redirect-from:\n{wanted}---\n\n# A\n'
    site = make_shared_site(files, confoverrides=settings)
    told, output = messages(site), site.output()
    return Taken(frozenset(clean), output, told, messages(site.build()))


def message_of(address: str) -> tuple[str, int, str]:
    """Return what is told of an address that is taken."""
    message = (
        f'"redirect-from": "{address}" is the address of {TAKEN[address]}; '
        'remove it, as nothing can lead away from there [folio.redirect]'
    )
    return 'topics/a.md', 5 + list(TAKEN).index(address), message


@pytest.mark.parametrize('address', TAKEN)
def test_a_real_page_is_not_overwritten(taken: Taken, address: str) -> None:
    assert message_of(address) in taken.told
    file = address.removeprefix('/')
    assert b'http-equiv="refresh"' not in taken.output[file]
    assert file in taken.clean or file == 'topics/a.html'
    assert message_of(address) in taken.told_again


def test_of_real_pages_nothing_else_is_told(taken: Taken) -> None:
    assert taken.told == taken.told_again == [message_of(address) for address in TAKEN]


def test_a_file_is_no_folder_of_redirects() -> None:
    plan = plan_redirects({'a': [('/CNAME/x/', 3)]}, {'CNAME': Holder('the file "CNAME"')}, str)
    assert plan.files == {}
    assert [problem.line for problem in plan.problems] == [3]
    assert 'is the address of the file "CNAME"' in plan.problems[0].message


@pytest.mark.parametrize(
    ('address', 'told'),
    [
        ('/People/Jane.html', True),
        ('/Topics/A.html', False),  # its own address, in other capitals
        ('/CV/', True),
        ('/cv/', True),
        ('/vita/', False),
    ],
)
def test_capitals_alone_make_no_other_address(address: str, *, told: bool) -> None:
    taken = {
        'people/jane.html': Holder('people/jane.md', 'people/jane'),
        'topics/a.html': Holder('topics/a.md', 'topics/a'),
    }
    former = {'people/jane': [('/cv/', 2)], 'topics/a': [(address, 3)]}
    plan = plan_redirects(former, taken, str)
    assert ('topics/a' in {problem.file for problem in plan.problems}) == told
    assert plan.files['cv/index.html'] == 'people/jane'


class Doubled(NamedTuple):
    """What builds of a site tell and write, of which two pages want one address."""

    #: Where that address leads.
    leads_to: str
    told: dict[str, list[tuple[str, int, str]]]
    output: dict[str, set[str]]


@pytest.fixture(scope='module')
def doubled(make_shared_site: MakeSite) -> Doubled:
    """Build such a site by several builders, each on what the one before has read."""
    second = '---\ntopic:\n  redirect-from: [x, "/cv"]\n---\n\n# Storage\n'
    site = make_shared_site({**FILES, 'topics/storage.md': second})
    found = Doubled(led_to(site, 'cv/index.html'), {'html': messages(site)}, {})
    for builder in OTHERS:
        site.build(buildername=builder)
        found.told[builder] = messages(site)
        found.output[builder] = {*site.output()}
    return found


#: Builders that write no pages at addresses of their own.
OTHERS = ['singlehtml', 'text', 'latex']


def test_two_pages_cannot_have_one_former_address(doubled: Doubled) -> None:
    message = (
        '"redirect-from": "{}" is a former address of {} too; '
        'keep it at one of the two pages [folio.redirect]'
    )
    assert doubled.told['html'] == [
        ('people/jane-doe.md', 2, message.format('/cv/', 'topics/storage.md')),
        ('topics/storage.md', 3, message.format('/cv', 'people/jane-doe.md')),
    ]
    assert doubled.leads_to == '/people/jane-doe.html'


@pytest.mark.parametrize('builder', OTHERS)
def test_other_builders_tell_the_same(doubled: Doubled, builder: str) -> None:
    assert doubled.told[builder] == doubled.told['html']


@pytest.mark.parametrize('builder', OTHERS)
def test_other_builders_make_none(doubled: Doubled, builder: str) -> None:
    names = doubled.output[builder]
    assert names
    assert not any(name.startswith(('cv/', 'old', 'a/', 'x/')) for name in names)


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


class Restored:
    """A site that was built, which can be had again as it was after that build."""

    def __init__(self, site: Site, copy: Path) -> None:
        self._site = site
        self._copy = shutil.copytree(site.srcdir, copy)
        self.output = site.output()

    def site(self) -> Site:
        """Return the site, with its folders as the build has left them."""
        shutil.rmtree(self._site.srcdir)
        shutil.copytree(self._copy, self._site.srcdir)
        return self._site


@pytest.fixture(scope='module')
def restored(
    make_shared_site: MakeSite, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Restored]:
    """Build the site that is edited, once for each website builder."""
    settings = BASE | {'suppress_warnings': ['toc', 'toc.not_included', 'toc.not_readable']}
    return {
        builder: Restored(
            make_shared_site(FILES, buildername=builder, confoverrides=settings),
            tmp_path_factory.mktemp('copy') / 'site',
        )
        for builder in ('html', 'dirhtml')
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
    restored: dict[str, Restored], clean_build: Callable[[Site], Site], name: str, builder: str
) -> None:
    site = restored[builder].site()
    told, output = messages(site.build_again(EDITS[name])), site.output()
    assert output != restored[builder].output, 'the edit must change something'
    clean = clean_build(site)
    assert told == messages(clean)
    expected = clean.output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []


def test_a_change_that_is_taken_back_leaves_nothing(restored: dict[str, Restored]) -> None:
    site = restored['html'].site()
    for changes in EDITS.values():
        if None not in changes.values() and not any(name.endswith('old.md') for name in changes):
            site.build_again(changes)
    site.write({'cv/index.md': None})
    site.build_again(FILES)
    assert site.output() == restored['html'].output


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


def test_parallel_reading_keeps_them(make_site: MakeSite) -> None:
    more = {f'notes/note-{number}.md': f'# Note {number}\n' for number in range(12)}
    serial = make_site({**FILES, **more}, folder='serial').output()
    assert make_site({**FILES, **more}, parallel=2, folder='parallel').output() == serial
    assert 'cv/index.html' in serial
