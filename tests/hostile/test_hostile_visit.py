"""Pages of strangers in a browser: nothing runs, leaves, asks another host, or covers the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from acting import DOWNLOADS, FINE, NO_PICTURES, ORDINARY, PAGE, SVGS
from browser import IN_BROWSER, serving, visiting
from hostile import site_of
from markup import HTML, MARKUP, PARTS, RST
from playwright.sync_api import Error
from support import front

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from support import MakeSite, Site

pytestmark = IN_BROWSER

#: What would lie over the page; the cleaner lets some of it through.
OVER = {
    'fixed': '<a href="https://evil.example/" style="position:fixed;inset:0;z-index:9999">a</a>',
    'stretched': '<a class="sd-stretched-link" href="https://evil.example/">a</a>',
    'stretched by a directive': '```{button-link} https://evil.example/\n:click-parent:\na\n```',
    'stretched by a card': ':::{card} a\n:link: https://evil.example/\nb\n:::',
    'drawer': '<div class="sidebar-drawer" style="background-color:red">a</div>',
    'contents': '<div class="toc-drawer" style="background-color:red">a</div>',
    'overlay': '<div class="overlay sidebar-overlay" style="width:9000px;height:9000px">a</div>',
    'skip': '<a class="skip-to-content" href="https://evil.example/">a</a>',
    'back to top': '<a class="back-to-top" style="width:9000px;height:900px" href="#x">a</a>',
    'header': '<div class="mobile-header" style="height:900px">a</div>',
    'container': '```{container} sidebar-drawer\na\n```',
    'aside': '```{container} overlay\na\n```',
    'wide': '<p style="width:9000px;height:9000px;background-color:red">a</p>',
    'wide link': '<a href="https://evil.example/"><span style="font-size:4000px">a</span></a>',
    'wide border': '<p style="border:4000px solid red">a</p>',
    'float': '<p style="float:right;width:9000px;height:900px;background-color:red">a</p>',
    'picture': '<img alt="a" src="fine.png" style="width:9000px;max-width:9000px;height:900px">',
    'table': '<table width="9000"><tr><td height="900">a</td></tr></table>',
    'wide picture': '```{image} fine.png\n:alt: a\n:width: 9000px\n:height: 900px\n```',
    'wide figure': '```{figure} fine.png\n:alt: a\n:figwidth: 9000px\n:align: right\na\n```',
    'hidden article': '<p class="visually-hidden">a</p>',
    'margin': '```{sidebar} a\nb\n```',
}
#: Points that belong to the theme: side bar, table of contents and header.
THEIRS = {
    1280: [(100, 150), (100, 600), (1150, 150), (1150, 700), (1054, 36)],
    390: [(20, 20), (195, 20), (370, 20)],
}
OWNER = """([x, y]) => {
    const node = document.elementFromPoint(x, y);
    return node === null ? 'nothing'
        : node.closest('[role=main]') ? `<${node.tagName} class=${node.className}>` : '';
}"""


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build a site of all that could act, some of it to a page."""
    cases = [(name, case.text) for name, case in (HTML | MARKUP).items()]
    pages = {
        f'pages/part{number}.md': '# Part\n\n'
        + '\n\n'.join(
            f'## {name}\n\n{":" * 7}{{container}}\n{text}\n{":" * 7}' for name, text in part
        )
        + '\n'
        for number in range(12)
        for part in [cases[number::12]]
    }
    rst = '\n\n'.join(f'{name}\n{"-" * len(name)}\n\n{case.text}' for name, case in RST.items())
    meta = (
        '---\nmyst: {html_meta: {"http-equiv=refresh": "0;url=https://evil.example/"}}\n---\n# A\n'
    )
    acting: dict[str, str | bytes | Path] = {
        **{f'files/svg{number}.svg': data for number, (data, _told) in enumerate(SVGS.values())},
        **{f'files/ours-{name}.svg': data for name, data in ORDINARY.items()},
        **{f'files/{name}': data for name, (data, _told) in NO_PICTURES.items()},
        **{f'files/{name}': data for name, data in (DOWNLOADS | FINE).items()},
    }
    named = ''.join(
        f'- ![picture]({name}) [link](path:{name}) {{download}}`role <{name}>`\n'
        for name in (path.removeprefix('files/') for path in acting)
    )
    files = site_of({
        **pages,
        **PARTS,
        'pages/all.rst': f'All\n===\n\n{rst}\n',
        'pages/refresh.md': meta,
        'files/all.md': f'# Files\n\n{named}',
        **acting,
        **{f'over/{name.replace(" ", "-")}.md': f'# Over\n\n## A\n\n{text}\n\n## B\n\nend\n'
           for name, text in OVER.items()},
        'over/fine.png': PARTS['pages/p.png'],
        'people/eve.md': front('person', name='Eve', photo='../files/svg0.svg') + '\n```{profile}\n```\n',
    })  # fmt: skip
    settings = {
        'html_theme': 'furo',
        'myst_enable_extensions': ['dollarmath', 'substitution'],
        'exclude_patterns': ['parts'],
        'bibtex_bibfiles': ['references.bib'],
    }
    return make_shared_site(files, confoverrides=settings)


def go(page: Any, url: str) -> str:
    """Open an address; return why that has failed, or nothing."""
    try:
        page.goto(url)
    except Error as error:
        return str(error)
    return ''


def acts(page: Any, address: str, names: Iterable[str], wait: int = 20) -> dict[str, list[str]]:
    """Open files of a site on their own; return what each does that none should do.

    :param wait: how many milliseconds a page has.
    """
    found: dict[str, list[str]] = {}
    did: list[str] = []

    def note(request: Any) -> None:
        if request.url.startswith(('http', 'file')) and not request.url.startswith(address):
            did.append(f'asks {request.url}')

    def dismiss(dialog: Any) -> None:
        did.append('opens a dialog')
        dialog.dismiss()

    page.on('request', note)
    page.on('dialog', dismiss)
    before = ''
    for name in names:
        did.clear()
        url = f'{address}/{name}'
        failed = go(page, url)
        if 'another navigation' in failed:  # the page before leads away, if slowly
            found.setdefault(before, []).append('leads away')
            failed = go(page, url)
        if 'Download is starting' in failed:
            continue  # it is saved, and not shown
        assert not failed, failed
        before = name
        page.wait_for_timeout(wait)
        if page.title() == 'ran':
            did.append('runs')
        if page.url.partition('#')[0] != url:
            did.append(f'leads to {page.url}')
        if did:
            found[name] = [*did]
    return found


def names_of(site: Site, *patterns: str) -> list[str]:
    """Return the paths of files of a built site."""
    paths = (path for pattern in patterns for path in site.outdir.glob(pattern))
    return sorted(path.relative_to(site.outdir).as_posix() for path in paths if path.is_file())


def test_nothing_acts(browser: Any, site: Site) -> None:
    with serving(site.outdir) as (address, _sent), visiting(browser) as page:
        assert acts(page, address, names_of(site, '*/*.html', '_images/*', '_downloads/**/*')) == {}


def test_nothing_acts_without_the_policy(browser: Any, site: Site) -> None:
    """A site may switch the policy off, and readers of EPUB know none."""
    with serving(site.outdir) as (address, _sent), visiting(browser, bypass_csp=True) as page:
        assert acts(page, address, names_of(site, 'p*/*.html')) == {}


@pytest.mark.parametrize('width', THEIRS)
def test_nothing_covers_what_is_around_the_text(browser: Any, site: Site, width: int) -> None:
    found = {}
    with serving(site.outdir) as (address, _sent), visiting(browser, width=width) as page:
        for name in OVER:
            page.goto(f'{address}/over/{name.replace(" ", "-")}.html')
            covered = {point: page.evaluate(OWNER, list(point)) for point in THEIRS[width]}
            covered = {point: by for point, by in covered.items() if by}
            if covered:
                found[name] = covered
    assert found == {}


def test_the_search_shows_titles_as_text(browser: Any, site: Site) -> None:
    with serving(site.outdir) as (address, _sent), visiting(browser) as page:
        page.goto(f'{address}/search.html?q=jane')
        page.wait_for_selector('#search-results li')
        assert page.locator('#search-results img, #search-results script').count() == 0
        assert page.title() != 'ran'


def test_the_visit_would_see_what_acts(browser: Any, tmp_path: Path) -> None:
    evil = {
        'script.html': PAGE,
        'script.svg': SVGS['script'][0],
        'handler.svg': SVGS['handler'][0],
        'away.html': '<meta http-equiv="refresh" content="0;url=script.html">',
        'asks.html': '<img src="http://127.0.0.1:9/a.png">',
        'alert.html': '<script>alert(1)</script>',
    }
    for name, text in evil.items():
        (tmp_path / name).write_text(str(text), encoding='utf-8')
    with serving(tmp_path) as (address, _sent), visiting(browser) as page:
        assert sorted(acts(page, address, sorted(evil), wait=400)) == sorted(evil)
