"""The search finds what readers type, and shows sentences of what it finds."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from browser import IN_BROWSER, serving, visiting
from support import front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import MakeSite, Site

pytestmark = IN_BROWSER
BIB = ''.join(
    rf"""
@article{{paper{number},
  author = {{Doe, Jane and M{{\"u}}ller, J{{\"o}}rg}},
  title = {{{title}}},
  journal = {{Annals of {title}}},
  year = {{{2020 + number}}},
  doi = {{10.1000/{number}}},
  abstract = {{We {said} and measure it.}},
  topics = {{storage}},
}}"""
    for number, (title, said) in enumerate(
        [
            ('Quick logs', 'shorten the zebra'),
            ('Slow tapes', 'lengthen the giraffe'),
            ('Warm disks', 'cool the elephant'),
            ('Cold caches', 'heat the leopard'),
        ]
    )
)
FILES: dict[str, Any] = {
    'people/jane-doe.md': front(
        'person', name='Jane Doe', role='Professor', summary='Studies logs.', email='j@example.org'
    )
    + '\n```{profile}\n```\n\nShe likes walruses very much.\n\n```{publications}\n```\n',
    'people/index.md': '# People\n\n```{people}\n:filter:\n```\n',
    'topics/storage.md': front('topic', name='Storage', summary='Keeping bits.')
    + '\n```{profile}\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n:filter:\n```\n',
    'references.bib': BIB,
}
#: What readers take along, fill in or press.
NO_SENTENCE = ('@article', '{', 'BibTeX', 'vCard', 'CSL-JSON', 'Download as', 'Filter', 'DOI')


@contextmanager
def searching(browser: Any, site: Site) -> Iterator[Any]:
    """Yield a function that types words into the search; it returns the snippets by title."""
    with serving(site.outdir) as (address, _sent), visiting(browser) as page:

        def ask(words: str) -> dict[str, str]:
            page.goto(f'{address}/search.html?q={quote(words)}')
            page.wait_for_selector('#search-results > h2:not(:has(span))', timeout=5000)
            page.wait_for_load_state('networkidle')  # each page is asked for its text
            found: dict[str, str] = {}
            for item in page.locator('ul.search > li').all():
                title = item.locator('a').first.inner_text()
                said = ' '.join(item.locator('p').all_inner_texts())
                found[title] = f'{found.get(title, "")}{said}'
            return found

        yield ask
        assert page.evaluate('folioRefused') == []


@pytest.mark.parametrize('theme', ['furo', 'alabaster'])
def test_snippets_are_sentences(browser: Any, look_at: MakeSite, theme: str) -> None:
    site = look_at(FILES, confoverrides={'html_theme': theme})
    with searching(browser, site) as ask:
        for words, title, said in (
            ('zebra', 'Publications', 'We shorten the zebra and measure it.'),
            ('elephant', 'Publications', 'We cool the elephant and measure it.'),
            ('walruses', 'Jane Doe', 'She likes walruses very much.'),
            ('Jane Doe', 'Jane Doe', 'Studies logs.'),
            ('Storage', 'Storage', 'Keeping bits.'),
            ('tapes', 'Publications', 'Slow tapes'),
        ):
            found = ask(words)
            assert said in found[title], (words, found)
            shown = ' '.join(found.values())
            assert [sign for sign in NO_SENTENCE if sign in shown] == [], (words, shown)
        for words in ('Jorg Muller', 'Mueller', 'Müller'):
            assert ask(words).keys() == {'Publications'}, words
        assert ask('vCard') == ask('Download') == ask('booktitle') == {}


@pytest.mark.parametrize('theme', ['furo', 'alabaster'])
def test_entries_of_a_list_that_is_cut_by_year_are_found(
    browser: Any, look_at: MakeSite, theme: str
) -> None:
    settings = {'html_theme': theme, 'folio_publications_per_page': 2}
    site = look_at(FILES, confoverrides=settings)
    with searching(browser, site) as ask:
        for words, title, said in (
            ('zebra', 'Publications of 2020', 'We shorten the zebra and measure it.'),
            ('leopard', 'Publications of 2023', 'We heat the leopard and measure it.'),
            ('slow tapes', 'Publications of 2021', 'We lengthen the giraffe and measure it.'),
            ('mueller giraffe', 'Publications of 2021', 'We lengthen the giraffe'),
        ):
            found = ask(words)
            assert said in found.get(title, ''), (words, found)
            assert '@article' not in ' '.join(found.values())


def test_papers_with_pages_of_their_own_are_found_there(browser: Any, look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides={'folio_publication_pages': True})
    with searching(browser, site) as ask:
        found = ask('giraffe')
    assert found.keys() == {'Slow tapes'}
    assert 'We lengthen the giraffe and measure it.' in found['Slow tapes']
    assert [sign for sign in NO_SENTENCE if sign in found['Slow tapes']] == []
