"""What a reader does with a list of publications, in a real browser."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from browser import IN_BROWSER, serving, visiting
from playwright.sync_api import expect
from support import front

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support import MakeSite

FILES = {
    'people/jane-doe.md': '---\nperson:\n  name: Jane Doe\n---\n\n# Jane Doe\n',
    'people/joan-roe.md': '---\nperson:\n  name: Joan Roe\n---\n\n# Joan Roe\n',
    'topics/books.md': '---\ntopic:\n  name: Books\n---\n\n# Books\n',
    'topics/storage.md': '---\ntopic:\n  name: Storage\n---\n\n# Storage\n',
    'publications.md': '# Publications\n\n```{publications}\n:filter:\n:group: year\n```\n',
    'all.md': (
        '# All\n\n```{entries}\n:filter:\n:group: year\n```\n\n```{people}\n```\n\n'
        '```{projects}\n:filter:\n```\n\n```{publications}\n```\n'
    ),
    'talks/logs.md': front('entry', name='On logs', date='2025', people=['jane-doe']),
    'talks/cafes.md': front('entry', name='On cafés', date='2024', topics=['books']),
    'news/prize.md': front('entry', name='A prize', date='2024', people=['joan-roe']),
    'projects/one.md': front('project', name='One'),
    'projects/two.md': front('project', name='Two'),
    'references.bib': """
@article{log, author = {Doe, Jane and Roe, Joan}, title = {Fast Logs}, journal = {Systems},
  year = {2024}, topics = {storage}, abstract = {All about logs.}}
@article{cafe, author = {Roe, Joan}, title = {Caf{\\'e}s}, journal = {Places}, year = {2022}}
@book{book, author = {Doe, Jane}, title = {A Book}, publisher = {Press}, year = {2022},
  topics = {books}}
""",
}

pytestmark = IN_BROWSER


@pytest.fixture(scope='module')
def address(look_at: MakeSite) -> Iterator[str]:
    """Serve the site, and return where."""
    site = look_at(FILES)
    assert site.warnings == []
    with serving(site.outdir) as (address, _sent):
        yield address


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the list of publications."""
    with ExitStack() as stack:

        def start(query: str = '', **options: Any) -> Any:
            page = stack.enter_context(visiting(browser, **options))
            page.goto(f'{address}/publications.html{query}')
            return page

        yield start


def shown(page: Any) -> list[str]:
    """Return the titles that a reader sees."""
    titles = page.locator('.folio-publication-title')
    return [title.inner_text() for title in titles.all() if title.is_visible()]


def test_words_filter_without_accents_and_stay_in_the_address(
    open_page: Callable[..., Any],
) -> None:
    page = open_page()
    assert shown(page) == ['Fast Logs', 'Cafés', 'A Book']
    page.get_by_role('searchbox', name='Words in title').fill('cafes roe')
    assert shown(page) == ['Cafés']
    expect(page.get_by_role('status')).to_have_text('1 of 3 publications')
    assert page.url.endswith('?q=cafes+roe')
    page.reload()
    assert shown(page) == ['Cafés']
    page.get_by_role('button', name='Show all').click()
    expect(page.get_by_role('status')).to_have_text('3 of 3 publications')
    assert '?' not in page.url


@pytest.mark.parametrize(
    ('facet', 'value', 'titles', 'years'),
    [
        ('Year', '2022', ['Cafés', 'A Book'], ['2022']),
        ('Type', 'Book', ['A Book'], ['2022']),
        ('Topic', 'Storage', ['Fast Logs'], ['2024']),
        ('Person', 'Joan Roe', ['Fast Logs', 'Cafés'], ['2024', '2022']),
    ],
)
def test_each_facet_filters_and_hides_empty_groups(
    open_page: Callable[..., Any], facet: str, value: str, titles: list[str], years: list[str]
) -> None:
    page = open_page()
    page.get_by_role('combobox', name=facet).select_option(value)
    assert shown(page) == titles
    groups = page.locator('.folio-group').all()
    assert [group.inner_text() for group in groups if group.is_visible()] == years


def test_a_form_filters_the_list_below_it_and_nothing_else(browser: Any, address: str) -> None:
    with visiting(browser) as page:
        page.goto(f'{address}/all.html')
        (entries, projects) = page.get_by_role('search').filter(has=page.locator('p')).all()
        expect(entries.get_by_role('status')).to_have_text('3 of 3 entries')
        expect(projects.get_by_role('status')).to_have_text('2 of 2 projects')
        for facet, value, count in (
            ('Year', '2024', 2), ('Kind', 'Talks', 2), ('Person', 'Jane Doe', 1),
        ):  # fmt: skip
            entries.get_by_role('combobox', name=facet).select_option(value)
            expect(entries.get_by_role('status')).to_have_text(f'{count} of 3 entries')
            seen = [item for item in page.locator('.folio-entry').all() if item.is_visible()]
            assert len(seen) == count
            entries.get_by_role('button', name='Show all').click()
        entries.get_by_role('searchbox').fill('prize')
        expect(entries.get_by_role('status')).to_have_text('1 of 3 entries')
        assert page.locator('.folio-publication').first.is_visible()


def test_the_keyboard_is_enough(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.get_by_role('searchbox').focus()
    page.keyboard.type('book')
    assert shown(page) == ['A Book']
    page.keyboard.press('Tab')
    assert page.evaluate('document.activeElement.name') == 'year'
    fold = page.locator('details.folio-bibtex:visible summary').first
    fold.focus()
    page.keyboard.press('Enter')
    assert page.locator('details.folio-bibtex[open] pre').inner_text().startswith('@book{book,')


def test_the_copy_button_copies_the_entry(open_page: Callable[..., Any]) -> None:
    page = open_page(permissions=['clipboard-read', 'clipboard-write'])
    fold = page.locator('details.folio-bibtex').first
    fold.locator('summary').click()
    fold.get_by_role('button', name='Copy').click()
    expect(fold.get_by_role('button')).to_have_text('Copied')
    copied = page.evaluate('navigator.clipboard.readText()')
    assert copied.startswith('@article{log,')
    assert 'topics' not in copied


def test_without_scripts_the_list_is_whole_and_folds_open(open_page: Callable[..., Any]) -> None:
    page = open_page(java_script_enabled=False)
    assert shown(page) == ['Fast Logs', 'Cafés', 'A Book']
    assert not page.locator('.folio-filter').is_visible()
    page.locator('details.folio-abstract summary').click()
    assert page.get_by_text('All about logs.').is_visible()


def test_an_address_of_an_entry_shows_it_whatever_the_filter_says(
    open_page: Callable[..., Any],
) -> None:
    page = open_page('?q=book#log')
    expect(page.locator('#log')).to_be_visible()


def test_nothing_is_asked_of_another_host(open_page: Callable[..., Any]) -> None:
    page = open_page()
    asked: list[str] = []
    page.on('request', lambda request: asked.append(request.url))
    page.reload()
    assert asked
    assert all(url.startswith('http://127.0.0.1:') for url in asked)
