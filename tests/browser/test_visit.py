"""The real site, as visitors meet it: in a browser, by keyboard, on paper, on a narrow screen."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import axe, needs_browser, serving, unfold, visiting
from bs4 import BeautifulSoup
from support import dead_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support import Built

PHONE, DESK = 390, 1280
#: Elements of a page on which it takes axe seconds to look at all colours.
LONG_PAGE = 1000
#: At most so much is sent for the page of a person, with all that it loads.
PAGE_WEIGHT = 100_000
CHECKER = Path(
    os.environ.get('FOLIO_VNU_JAR')
    or Path(__file__).parents[2] / '_build/tools/node_modules/vnu-jar/build/dist/vnu.jar'
)


@pytest.fixture(scope='module')
def served(built: Built) -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
    """Serve the real site."""
    with serving(built.outdir) as server:
        yield server


@pytest.fixture(scope='module')
def address(served: tuple[str, Any]) -> str:
    """Return where the real site is served."""
    return served[0]


@pytest.fixture(scope='module')
def paths(built: Built) -> list[str]:
    """Return every page of the site, those without a source too."""
    outdir = Path(built.outdir)
    found = (path.relative_to(outdir) for path in outdir.rglob('*.html'))
    return sorted(path.as_posix() for path in found if path.parts[0] != '_static')


@pytest.fixture(scope='module')
def person(built: Built) -> str:
    """Return the path of a person's page that has tabs and publications."""
    return next(
        f'{name}.html'
        for name, page in built.pages.items()
        if page.select('#publications.sd-tab-label') and page.select('.folio-publication')
    )


# -- every page ---------------------------------------------------------------------------


@needs_browser
@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [PHONE, DESK])
def test_axe_finds_nothing(
    browser: Any, address: str, paths: list[str], scheme: str, width: int
) -> None:
    """Only colours are looked at in the dark, and of long pages not again on a phone."""
    found = {}
    with visiting(browser, width=width, color_scheme=scheme, reduced_motion='reduce') as page:
        for path in paths:
            page.goto(f'{address}/{path}')
            is_long = page.locator('*').count() > LONG_PAGE
            rules = {'structure', 'colours'}
            rules -= {'structure'} if scheme == 'dark' else set()
            rules -= {'colours'} if width == PHONE and is_long else set()
            if rules and (wrong := axe(page, rules)):
                found[path] = wrong
    assert found == {}


@needs_browser
def test_pages_load_quietly(browser: Any, address: str, paths: list[str]) -> None:
    """No page asks another host, is refused anything, complains, moves, or waits for a script."""
    said: list[str] = []
    with visiting(browser, width=PHONE) as page:
        page.on('request', lambda request: said.append(f'asks {request.url}'))
        page.on('console', lambda message: said.append(f'{message.type}: {message.text}'))
        page.on('pageerror', lambda error: said.append(f'error: {error}'))
        page.on('requestfailed', lambda request: said.append(f'{request.failure}: {request.url}'))
        wrong = {}
        for path in paths:
            said.clear()
            page.goto(
                f'{address}/{path}', wait_until='networkidle' if path == 'search.html' else 'load'
            )
            told = page.evaluate('() => [window.folioRefused, window.folioShift]')
            # an icon that is still on its way when the next page is asked for is no matter
            fine = (f'asks {address}/', 'net::ERR_ABORTED')
            notes = [line for line in said if not line.startswith(fine)]
            notes += [f'refused: {line}' for line in told[0]]
            notes += [f'moves: {told[1]}'] if told[1] >= 0.01 else []
            notes += [f'waits for {url}' for url in page.evaluate(BLOCKING_SCRIPTS)]
            if notes:
                wrong[path] = notes
    assert wrong == {}


#: Scripts that a browser must load before it knows all of the text.
BLOCKING_SCRIPTS = """() => {
    const text = document.querySelector('[role=main], main') ?? document.body;
    const isBefore = (node) => text.compareDocumentPosition(node) & 2 || text.contains(node);
    return [...document.querySelectorAll('script[src]:not([defer], [async], [type=module])')]
        .filter(isBefore).map((node) => node.src);
}"""


@needs_browser
def test_nothing_overflows_a_narrow_screen(browser: Any, address: str, paths: list[str]) -> None:
    wide = {}
    with visiting(browser, width=320) as page:
        for path in paths:
            page.goto(f'{address}/{path}')
            unfold(page)
            if found := page.evaluate(TOO_WIDE):
                wide[path] = found
    assert wide == {}


#: What makes a page, or the column of its text, scroll sideways.
TOO_WIDE = """() => {
    const column = document.querySelector('.content') ?? document.documentElement;
    const columns = [document.documentElement, document.body, column];
    if (columns.every((node) => node.scrollWidth <= node.clientWidth)) return [];
    const scrolls = (node) => node && node !== column && node !== document.body &&
        (['auto', 'scroll', 'hidden'].includes(getComputedStyle(node).overflowX) ||
         scrolls(node.parentElement));
    const nodes = [...document.querySelectorAll('main *, [role=main] *')];
    const wide = nodes.filter((node) => node.getBoundingClientRect().right > innerWidth + 1 &&
        !scrolls(node)).map((node) => node.outerHTML.slice(0, 120));
    return wide.length ? wide.slice(0, 5) : ['something beside the text'];
}"""


def test_headings_nest(built: Built, paths: list[str]) -> None:
    wrong = {}
    for path in paths:
        text = (Path(built.outdir) / path).read_text(encoding='utf-8')
        page = BeautifulSoup(text, 'html.parser')
        levels = [int(node.name[1]) for node in page.select('h1, h2, h3, h4, h5, h6')]
        skipped = any(later > level + 1 for level, later in itertools.pairwise(levels))
        # the search page gets its heading from Sphinx's script
        if path != 'search.html' and (levels[:1] != [1] or levels.count(1) != 1 or skipped):
            wrong[path] = levels
    assert wrong == {}


def test_every_link_and_anchor_leads_somewhere(built: Built) -> None:
    assert dead_links(built.outdir) == []


@pytest.mark.browser
@pytest.mark.skipif(
    not (CHECKER.is_file() and shutil.which('java')),
    reason='no Java, or no Nu HTML checker; bash .ci/setup installs both',
)
def test_the_nu_html_checker_finds_no_error(built: Built, paths: list[str]) -> None:
    files = [str(Path(built.outdir) / path) for path in paths]
    command = ['java', '-jar', str(CHECKER), '--errors-only', '--format', 'json', *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    messages = json.loads(run.stderr)['messages']
    assert [
        f'{message["url"].rpartition("/html/")[2]}:{message.get("lastLine")}: {message["message"]}'
        for message in messages
    ] == []


# -- the page of a person -----------------------------------------------------------------


@needs_browser
def test_a_person_weighs_little(
    browser: Any,
    built: Built,
    served: tuple[str, dict[str, tuple[int, int]]],
    record_property: Callable[[str, object], None],
) -> None:
    address, sent = served
    weights = {}
    for record in built.graph.people.values():
        sent.clear()
        with visiting(browser) as page:
            page.goto(f'{address}/{record.docname}.html', wait_until='networkidle')
        assert len(sent) > 5
        weights[record.docname] = [sum(column) for column in zip(*sent.values(), strict=True)]
    record_property('bytes sent, and unpacked', weights)
    assert {name: sizes for name, sizes in weights.items() if sizes[0] > PAGE_WEIGHT} == {}


@needs_browser
def test_links_open_tabs(browser: Any, address: str, person: str) -> None:
    with visiting(browser) as page:
        page.goto(f'{address}/{person}')
        assert opened(page) == ['about']
        page.goto(f'{address}/{person}#publications')
        page.wait_for_function(SEEN, arg='publications')
        assert opened(page) == ['publications']
        page.evaluate("location.hash = '#projects'")
        page.wait_for_function(SEEN, arg='projects')
        assert opened(page) == ['projects']


@needs_browser
def test_links_open_tabs_without_scripts(browser: Any, address: str, person: str) -> None:
    with visiting(browser, java_script_enabled=False) as page:
        page.goto(f'{address}/{person}#publications')
        assert opened(page) == ['publications']
        assert page.locator('#publications').is_visible()
        page.locator('#projects').click()
        assert opened(page) == ['projects']
        page.locator('#about').click()
        assert opened(page) == ['about']


@needs_browser
def test_tabs_answer_to_the_keyboard(browser: Any, address: str, person: str) -> None:
    with visiting(browser) as page:
        page.goto(f'{address}/{person}')
        page.locator('.sd-tab-set > input').first.focus()
        page.keyboard.press('ArrowRight')
        assert opened(page) != ['about']
        label = page.locator('.sd-tab-set > input:checked + label')
        assert label.evaluate('(node) => getComputedStyle(node).outlineStyle') != 'none'
        page.keyboard.press('ArrowLeft')
        assert opened(page) == ['about']


@needs_browser
def test_all_tabs_are_printed_under_their_labels(browser: Any, address: str, person: str) -> None:
    with visiting(browser) as page:
        page.goto(f'{address}/{person}')
        page.emulate_media(media='print')
        assert not page.get_by_text('Skip to content').is_visible()
        labels = page.locator('.sd-tab-set > label')
        assert labels.count() > 2
        assert all(label.is_visible() for label in labels.all())
        panels = page.locator('.sd-tab-set > .sd-tab-content').all()
        assert all(panel.is_visible() for panel in panels)
        tops = [panel.bounding_box()['y'] for panel in panels]
        heads = [label.bounding_box()['y'] for label in labels.all()]
        assert sorted([*tops, *heads]) == [
            y for pair in zip(heads, tops, strict=True) for y in pair
        ]


def opened(page: Any) -> list[str]:
    """Return the ids of the labels whose tabs show."""
    return [
        label.get_attribute('id')
        for label in page.locator('.sd-tab-set > label').all()
        if label.locator('xpath=following-sibling::*[1]').is_visible()
    ]


#: Whether an element has come into view.
SEEN = """(id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.top < innerHeight;
}"""


# -- the keyboard -------------------------------------------------------------------------


@needs_browser
def test_the_first_key_leads_to_the_text(browser: Any, address: str, person: str) -> None:
    with visiting(browser, reduced_motion='reduce') as page:
        page.goto(f'{address}/{person}')
        page.keyboard.press('Tab')
        skip = page.locator(':focus')
        assert skip.get_attribute('href') == '#furo-main-content'
        page.wait_for_function('() => document.activeElement.getBoundingClientRect().top >= 0')
        page.keyboard.press('Enter')
        page.keyboard.press('Tab')
        assert page.evaluate("document.activeElement.closest('article') !== null")


@needs_browser
@pytest.mark.parametrize('width', [PHONE, DESK])
def test_whoever_tabs_sees_where_they_are(
    browser: Any, address: str, person: str, width: int
) -> None:
    lost = {}
    with visiting(browser, width=width, reduced_motion='reduce') as page:
        for path in ('index.html', person, 'people/index.html', 'publications.html', 'search.html'):
            page.goto(f'{address}/{path}')
            page.evaluate('() => { window.folioSeen = new Set(); }')
            found, count = [], 0
            while count < 400:
                page.keyboard.press('Tab')
                at = page.evaluate(FOCUS)
                if at is None:
                    break
                count += 1
                found += [at] if at else []
            assert count > 3, path
            if found:
                lost[path] = found
    assert lost == {}


#: Null at the end of the page; else what has the focus, where it cannot be seen.
FOCUS = """async () => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const node = document.activeElement;
    if (node === document.body || window.folioSeen.has(node)) return null;
    window.folioSeen.add(node);
    const shown = node.matches('.sd-tab-set > input') ? node.nextElementSibling : node;
    const style = getComputedStyle(shown);
    const isInView = () => {
        const box = shown.getBoundingClientRect();
        return box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth &&
            box.bottom > 0 && box.top < innerHeight;
    };
    // what comes into view with the focus may take some frames on a busy machine
    for (let frame = 0; frame < 120 && !isInView(); frame++) {
        await new Promise(requestAnimationFrame);
    }
    const isThere = isInView();
    // in a drawing, a thicker line around a shape is as good as an outline
    const isMarked = (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') ||
        (shown instanceof SVGElement && [...shown.children].some(
            (part) => parseFloat(getComputedStyle(part).strokeWidth) >= 3));
    return isThere && isMarked ? '' : `${node.outerHTML.slice(0, 120)} ${isThere} ${isMarked}`;
}"""


@needs_browser
@pytest.mark.parametrize('has_scripts', [True, False])
def test_the_side_bar_opens_by_keyboard_on_a_phone(
    browser: Any, address: str, *, has_scripts: bool
) -> None:
    options = {'reduced_motion': 'reduce', 'java_script_enabled': has_scripts}
    with visiting(browser, width=PHONE, **options) as page:
        page.goto(f'{address}/index.html')
        link = page.locator('.sidebar-tree a').first
        assert not link.is_visible()
        switch = page.get_by_label('Toggle site navigation sidebar').locator('visible=true').first
        switch.focus()
        page.keyboard.press('Space')
        link.wait_for(state='visible')
        if has_scripts:
            assert switch.get_attribute('aria-expanded') == 'true'
            page.keyboard.press('Escape')
            link.wait_for(state='hidden')


# -- search, and pages opened as files ----------------------------------------------------


@needs_browser
@pytest.mark.parametrize('is_file', [False, True])
def test_the_search_finds_a_person(
    browser: Any, built: Built, address: str, person: str, *, is_file: bool
) -> None:
    """Also in pages that are opened without a server: styles and scripts work there too."""
    start = Path(built.outdir).as_uri() if is_file else address
    record = next(item for item in built.graph.people.values() if person == f'{item.docname}.html')
    with visiting(browser) as page:
        page.goto(f'{start}/index.html')
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.sidebar-drawer')).display")
            == 'flex'
        )
        assert page.evaluate('document.documentElement.classList.contains("no-js")') is False
        page.locator('input.sidebar-search').fill(record.name)
        page.keyboard.press('Enter')
        page.wait_for_url('**/search.html?*')
        page.locator(f'#search-results a[href*="{Path(person).stem}"]').first.wait_for()
        assert page.evaluate('window.folioRefused') == []
