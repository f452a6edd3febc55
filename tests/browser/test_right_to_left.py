"""A site in Arabic on a desk and on a phone: what stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import IN_BROWSER, serving, visiting
from support import front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import MakeSite

FILES = {
    'people/layla.md': front(
        'person', name='ليلى كرم', role='طالبة دكتوراه', status='تبحث عن وظيفة'
    )
    + """
```{profile}
```

:::::{timeline}
::::{entry} تدريب صيفي
:organization: Example Corp
:dates: 2023
::::
:::::
""",
    'publications.md': '# المنشورات\n\n```{publications}\n:filter:\n```\n',
    'references.bib': """
@article{log, author = {كرم, ليلى and Roe, Joan}, title = {Fast Logs (2nd Ed.)},
  journal = {Systems}, volume = 3, number = 2, pages = {1--9}, year = {2024}}
@book{book, author = {Roe, Joan}, title = {كتاب}, publisher = {Press}, year = {2022}}
""",
}
PHONE, DESK = 390, 1280

pytestmark = IN_BROWSER


@pytest.fixture(scope='module')
def address(look_at: MakeSite) -> Iterator[str]:
    """Serve the site, and return where."""
    site = look_at(FILES, confoverrides={'language': 'ar', 'html_theme': 'furo'})
    assert site.warnings == []
    with serving(site.outdir) as (address, _sent):
        yield address


def box(page: Any, selector: str) -> tuple[float, float]:
    """Return the left and the right end of an element."""
    found = page.locator(selector).first.bounding_box()
    return found['x'], found['x'] + found['width']


@pytest.mark.parametrize('width', [PHONE, DESK])
@pytest.mark.parametrize('name', ['people/layla', 'publications', 'index'])
def test_no_page_is_wider_than_its_screen(
    browser: Any, address: str, name: str, width: int
) -> None:
    with visiting(browser, width=width) as page:
        page.goto(f'{address}/{name}.html')
        root = 'document.documentElement'
        assert page.evaluate(f'{root}.scrollWidth <= {root}.clientWidth')
        assert page.evaluate(f'getComputedStyle({root}).direction') == 'rtl'


def test_the_side_bar_and_the_timeline_begin_at_the_right(browser: Any, address: str) -> None:
    with visiting(browser, width=DESK) as page:
        page.goto(f'{address}/people/layla.html')
        assert box(page, '.sidebar-drawer')[0] > box(page, 'article')[0]
        picture, words = (
            box(page, '.folio-profile .folio-picture'),
            box(page, '.folio-profile-role'),
        )
        assert picture[0] > words[0]
        entry = page.locator('.folio-entry').first
        sides = entry.evaluate(
            'node => [getComputedStyle(node).borderRightWidth, getComputedStyle(node).borderLeftWidth]'
        )
        assert sides == ['2px', '0px']
        assert box(page, '.folio-entry-dates')[0] < box(page, '.folio-entry-title')[0]


def test_the_side_bar_of_a_phone_comes_from_the_right(browser: Any, address: str) -> None:
    with visiting(browser, width=PHONE) as page:
        page.goto(f'{address}/people/layla.html')
        assert box(page, '.sidebar-drawer')[0] >= PHONE
        page.locator('.mobile-header .nav-overlay-icon').click()
        page.wait_for_function(
            "document.querySelector('.sidebar-drawer').getBoundingClientRect().right <= innerWidth"
        )
        assert box(page, '.sidebar-drawer')[1] == PHONE


def test_what_is_in_latin_letters_reads_in_its_own_direction(browser: Any, address: str) -> None:
    with visiting(browser, width=DESK) as page:
        page.goto(f'{address}/publications.html')
        title = page.get_by_text('Fast Logs (2nd Ed.)', exact=True)
        # its last sign is at the right end of its words, which end at the right of the list
        ends = title.evaluate(
            """node => {
              const end = (at) => {
                const range = document.createRange();
                range.setStart(node.firstChild, at);
                range.setEnd(node.firstChild, at + 1);
                return range.getBoundingClientRect().right;
              };
              return [end(0), end(node.textContent.length - 1), node.getBoundingClientRect().right];
            }"""
        )
        first, last, edge = ends
        assert first < last
        assert abs(edge - last) < 2
