"""The looks and the head of pages in other themes: on a phone and a desk, light and dark.

The themes are those that ``FOLIO_THEMES`` names, by default two that are always there;
``nox -s themes`` installs the others and names them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from browser import IN_BROWSER, axe, serving, unfold, visiting
from bs4 import BeautifulSoup
from everything import FILES
from playwright.sync_api import expect
from support import index_of

from sphinx_folio.gate import policy_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


pytestmark = IN_BROWSER

PAGES = ('all', 'people/jane-doe', 'projects/quicklog', 'publications', 'news')
WIDTHS = (390, 1280)


class Theme(NamedTuple):
    """What a site writes for a theme, and what is known of it; guide/theming.md has the same."""

    settings: dict[str, Any] | None = None
    files: dict[str, str] | None = None
    menu: str = ''  #: What opens the navigation on a phone, unless it is shown there.
    opens: bool = True  #: Whether that works, with and without Folio.
    has_dark: bool = True
    pale: str = ''  #: The colour of its links, if that is too pale for WCAG by itself.
    searches: bool = True  #: Likewise.
    kept_away: str = ''  #: What it would have from another host, and the policy keeps away.


THEMES = {
    'furo': Theme(menu='.nav-overlay-icon'),
    'alabaster': Theme(has_dark=False),
    'pydata_sphinx_theme': Theme(
        {'html_context': {'default_mode': 'auto'}}, menu='.pst-navbar-icon.primary-toggle'
    ),
    'sphinx_book_theme': Theme(
        {'html_context': {'default_mode': 'auto'}},
        opens=False,  # 1.4.0 ties the menu to a button that is hidden on a phone
    ),
    'sphinx_rtd_theme': Theme(menu='.wy-nav-top i', has_dark=False, pale='#2980b9'),
    'shibuya': Theme(
        {'html_theme_options': {'show_ai_links': False}, 'templates_path': ['_templates']},
        {'_templates/partials/webfonts.html': ''},
        menu='button[aria-controls=lside]',
        kept_away='TwemojiCountryFlags',  # a font of flags, where a device has none
    ),
    'sphinx_immaterial': Theme(
        {
            'extensions': ['sphinx_folio', 'sphinx_immaterial'],
            'html_theme_options': {
                'font': False,
                'palette': [
                    {'media': '(prefers-color-scheme: light)', 'scheme': 'default'},
                    {'media': '(prefers-color-scheme: dark)', 'scheme': 'slate'},
                ],
            },
        },
        menu='.md-header__button[for=__drawer]',
        searches=False,  # 0.13.11 fails at the stop words of Sphinx 9
    ),
    'piccolo_theme': Theme(menu='#toggle_sidebar a', pale='#2980b9'),
}
CHOSEN = os.environ.get('FOLIO_THEMES', 'furo alabaster').split()


@pytest.fixture(scope='module', params=CHOSEN)
def theme(request: pytest.FixtureRequest) -> str:
    """Return the name of a theme."""
    return request.param


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory, theme: str) -> tuple[Path, str]:
    """Build the site with a theme from nothing, as hosts do; return where, and what was said."""
    of_theme, folder = THEMES[theme], tmp_path_factory.mktemp(theme)
    settings = {'extensions': ['sphinx_folio'], 'html_theme': theme, 'project': 'Logs'}
    settings |= {'html_baseurl': 'https://logs.example.org/', 'bibtex_bibfiles': ['references.bib']}
    settings |= {'html_static_path': ['_static'], 'html_css_files': ['own.css']}
    conf = ''.join(
        f'{key} = {value!r}\n' for key, value in (settings | (of_theme.settings or {})).items()
    )
    own = {'_static/own.css': 'body { --folio-photo-width: 7em; --folio-font: Georgia, serif; }'}
    files = {**FILES, **own, **(of_theme.files or {}), 'conf.py': conf, 'index.md': index_of(FILES)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    out = folder / '_build'
    command = [sys.executable, '-m', 'sphinx', '-q', '-n', '-W', '--keep-going', folder, out]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return out, run.stderr


@pytest.fixture(scope='module')
def address(built: tuple[Path, str]) -> Iterator[str]:
    """Serve the site, and return where."""
    with serving(built[0]) as (address, _sent):
        yield address


def test_it_is_built_without_a_warning(built: tuple[Path, str]) -> None:
    assert built[1] == ''


def test_what_a_page_says_of_itself_is_in_its_head(built: tuple[Path, str]) -> None:
    page = (built[0] / 'projects/quicklog.html').read_text(encoding='utf-8')
    head: Any = BeautifulSoup(page, 'html5lib').head
    assert head.select_one('[name=description]')['content'] == 'A log that is quick.'
    assert head.select_one('[type="application/ld+json"]')
    assert head.select_one('[type="application/atom+xml"]')['href'] == '../feed.xml'
    policy = policy_sources(head.select_one('[http-equiv="Content-Security-Policy"]')['content'])
    assert policy['object-src'] == ("'none'",)


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', WIDTHS)
def test_pages_are_quiet_and_fit(
    browser: Any, address: str, theme: str, width: int, scheme: str
) -> None:
    """Nothing is asked of others, refused, missing, complained of, or wider than the screen."""
    wrong = {}
    kept_away = THEMES[theme].kept_away
    with visiting(browser, width=width, color_scheme=scheme) as page:
        said: list[str] = []
        page.on('request', lambda request: said.append(f'asks {request.url}'))
        page.on('console', lambda message: said.append(f'{message.type}: {message.text}'))
        page.on('pageerror', lambda error: said.append(f'error: {error}'))
        page.on('response', lambda answer: said.append(f'{answer.status} {answer.url}'))
        for name in PAGES:
            said.clear()
            page.goto(f'{address}/{name}.html', wait_until='networkidle')
            unfold(page)
            fine = (f'asks {address}/', 'asks data:', '200 ', 'log:', 'info:')
            notes = [line for line in said if not line.startswith(fine)]
            notes += [f'refused: {line}' for line in page.evaluate('() => folioRefused')]
            room = page.evaluate('() => document.documentElement.scrollWidth - innerWidth')
            notes = [line for line in notes if not kept_away or kept_away not in line]
            wrong[name] = [*notes, *([f'{room} too wide'] if room > 0 else [])]
    assert not any(wrong.values()), wrong


@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_words_can_be_read(browser: Any, address: str, theme: str, scheme: str) -> None:
    """What Folio and sphinx-design show has the contrast that WCAG AA asks for."""
    found = []
    with visiting(browser, color_scheme=scheme, reduced_motion='reduce') as page:
        for name in PAGES:
            page.goto(f'{address}/{name}.html', wait_until='networkidle')
            found += [line for line in axe(page, {'colours'}) if 'folio-' in line or 'sd-' in line]
        is_dark = page.evaluate(GROUND_IS_DARK)
    pale = THEMES[theme].pale
    assert [line for line in found if not pale or pale not in line] == []
    assert is_dark == (scheme == 'dark' and THEMES[theme].has_dark)


#: Whether what stands behind the text is darker than the text, as Folio and as the page has it.
GROUND_IS_DARK = """() => {
    const mark = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const light = (colour) => {
        mark.fillStyle = colour;
        mark.fillRect(0, 0, 1, 1);
        const [red, green, blue] = mark.getImageData(0, 0, 1, 1).data;
        return red + green + blue;
    };
    const probe = document.body.appendChild(document.createElement('p'));
    probe.style.cssText = 'color: var(--folio-ground)';
    const ground = light(getComputedStyle(probe).color);
    const text = document.querySelector('h1');
    return ground < light(getComputedStyle(text).color);
}"""


@pytest.mark.parametrize('width', WIDTHS)
def test_everything_has_its_place(browser: Any, address: str, width: int) -> None:
    with visiting(browser, width=width) as page:
        page.goto(f'{address}/all.html', wait_until='networkidle')
        seen = page.evaluate(PLACES)
        page.goto(f'{address}/publications.html')
        folds = page.evaluate(FOLDS)
        page.goto(f'{address}/people/jane-doe.html')
        page.locator('.sd-tab-label', has_text='Experience').click()
        expect(page.get_by_text('Research intern')).to_be_visible()
        expect(page.get_by_text('Works on')).not_to_be_visible()
    assert seen['bullets'] == []
    assert len(seen['pictures']) == 4
    assert all(50 < width < 65 for width in seen['pictures'])
    assert seen['columns'] == (2 if width > 1000 else 1)
    assert seen['chips'] == 1 or width < 1000
    assert seen['indented'] < 2
    assert min(seen['map'], seen['chart']) > 250
    assert seen['icons'] <= 1
    assert seen['labels'] == []
    assert folds == {'border': [0], 'signs': ['none'], 'list': 'list-item'}


#: Where lists, pictures and drawings stand.
PLACES = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const box = (node) => node.getBoundingClientRect();
    const first = (selector) => box(document.querySelector(selector));
    const lists = all('ul').filter((list) => /folio-/.test(list.className));
    const chips = [...document.querySelector('ul.folio-chips').children];
    const cards = all('#topics .folio-cards > li, .folio-cards:has(> .folio-card ~ .folio-card) > li')
        .slice(-2).map(box);
    const chart = document.querySelector('.folio-chart-picture');
    return {
        bullets: lists.flatMap((list) => [...list.children])
            .filter((item) => getComputedStyle(item).listStyleType !== 'none')
            .map((item) => item.className || item.outerHTML.slice(0, 80)),
        pictures: all('.folio-cards .folio-picture:has(.folio-monogram)')
            .map((node) => Math.round(box(node).width)),
        columns: cards[0].top === cards[1].top ? 2 : 1,
        chips: new Set(chips.map((node) => Math.round(box(node).top))).size,
        indented: Math.abs(first('.folio-filter form').left - first('ul.folio-list').left),
        map: Math.max(...all('.folio-map > svg').map((svg) => box(svg).width)),
        chart: first('.folio-chart-picture').width,
        icons: Math.max(...all('.folio-links a').map((link) => link.getClientRects().length), 0),
        labels: getComputedStyle(chart).overflow === 'visible' ? [] : ['cut'],
    };
}"""
#: What a theme has made of folds.
FOLDS = """() => {
    const folds = [...document.querySelectorAll('.folio-publication details')];
    const summaries = folds.map((fold) => fold.querySelector('summary'));
    const once = (values) => [...new Set(values)];
    return {
        border: once(folds.map((fold) => parseFloat(getComputedStyle(fold).borderTopWidth))),
        signs: once(summaries.flatMap((summary) => ['::before', '::after']
            .map((part) => getComputedStyle(summary, part).content))),
        list: getComputedStyle(summaries[0]).display,
    };
}"""


def test_a_site_sets_widths_and_fonts_in_one_place(browser: Any, address: str) -> None:
    with visiting(browser) as page:
        page.goto(f'{address}/people/jane-doe.html')
        picture = page.locator('.folio-profile > .folio-picture')
        size, width = (float(value[:-2]) for value in picture.evaluate(SIZE_AND_WIDTH))
        assert width == pytest.approx(7 * size)
        name = page.locator('.folio-profile .folio-profile-role')
        assert name.evaluate('(node) => getComputedStyle(node).fontFamily') == 'Georgia, serif'


SIZE_AND_WIDTH = """(node) => {
    const style = getComputedStyle(node);
    return [style.fontSize, style.width];
}"""


def test_filters_work(browser: Any, address: str) -> None:
    with visiting(browser) as page:
        page.goto(f'{address}/all.html')
        page.get_by_label('Group').select_option('Faculty')
        expect(page.get_by_role('status').first).to_have_text('1 of 4 people')
        shown = page.locator('.folio-cards .folio-card-title:visible').all_inner_texts()
        assert shown[:2] == ['Joan Roe-Featherstonehaugh', 'QuickLog Software']


def test_navigation_works_on_a_phone(browser: Any, address: str, theme: str) -> None:
    with visiting(browser, width=390) as page:
        page.goto(f'{address}/publications.html', wait_until='networkidle')
        if THEMES[theme].opens:
            if menu := THEMES[theme].menu:
                page.locator(f'{menu}:visible').first.click()
            page.locator('a:visible', has_text='All of it').first.click()
            expect(page).to_have_url(f'{address}/all.html')


def test_search_works(browser: Any, address: str, theme: str) -> None:
    with visiting(browser) as page:
        if THEMES[theme].searches:
            page.goto(f'{address}/search.html?q=featherstonehaugh')
            result = page.locator('#search-results li a', has_text='Joan Roe').first
            expect(result).to_be_visible(timeout=20_000)
