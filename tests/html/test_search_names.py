"""The search of a site finds people by every spelling of their names."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from browser import needs_browser, serving, visiting
from support import front

from sphinx_folio.html.search import words_of
from sphinx_folio.model import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support import MakeSite, Site

# no page shows more than its title: what else is found is found by the index alone
FILES = {
    'people/jorg.md': front('person', name='Jörg Müller'),
    'people/lukasz.md': front('person', name='Łukasz Żak'),
    'people/ziren.md': front('person', name='Zi-Ren Wang', native_name='王梓人'),
    'people/ouyang.md': front('person', name='Ouyang Xiu', native_name='欧阳修'),
    'people/yamada.md': front('person', name='Taro Yamada', native_name='山田太郎'),
    'people/kim.md': front('person', name='Minsu Kim', native_name='김민수'),
    'people/fedorov.md': front('person', name='Ivan Fedorov', native_name='Иван Фёдоров'),
    'people/conan.md': front('person', name='Conan O’Brien'),
    'people/jane.md': front('person', name='Jane Doe', names=['Smith, Jane']),
    'people/an.md': front('person', name=unicodedata.normalize('NFD', 'Nguyễn Văn Ân')),
    'people/student.md': front(
        'person', name='A student', names=['Secret'], native_name='秘密', anonymous=True
    ),
}
#: What a reader may type, and whose page it must find, first and alone.
QUERIES = {
    'Jörg Müller': 'jorg',
    'Jorg Muller': 'jorg',
    'Joerg Mueller': 'jorg',
    'muller jörg': 'jorg',
    'Łukasz': 'lukasz',
    'Lukasz Zak': 'lukasz',
    'Ziren Wang': 'ziren',
    'zi-ren': 'ziren',
    '王梓人': 'ziren',
    '王': 'ziren',
    '梓人': 'ziren',
    '欧阳修': 'ouyang',
    '欧阳': 'ouyang',
    '山田太郎': 'yamada',
    '山田': 'yamada',
    '김민수': 'kim',
    'Фёдоров': 'fedorov',
    'Федоров': 'fedorov',
    "O'Brien": 'conan',
    'obrien': 'conan',
    'Jane Smith': 'jane',
    'Nguyễn': 'an',
    'nguyen van an': 'an',
}

TELLING = ('Jörg Müller', 'Joerg Mueller', 'Lukasz Zak', '王梓人', '王', '欧阳', '山田', '김민수')


@contextmanager
def open_search(browser: Any, site: Site) -> Iterator[tuple[Any, str]]:
    """Open a window for the search of a site; yield it and the address of the site."""
    with serving(site.outdir) as (address, _sent), visiting(browser) as page:
        yield page, address


def found(page: Any, address: str, query: str) -> list[str]:
    """Return the pages that the search lists, the best first."""
    page.goto(f'{address}/search.html?q={quote(query)}')
    page.wait_for_selector('#search-results > h2:not(:has(span))', timeout=5000)  # it is done
    links = page.locator('ul.search > li > a').all()
    targets = [link.get_attribute('href').partition('#')[0] for link in links]
    names = (target.removeprefix('people/').removesuffix('.html') for target in targets)
    return list(dict.fromkeys(names))


@needs_browser
@pytest.mark.parametrize('language', ['en', 'de', 'zh_CN', 'ja'])
def test_a_reader_finds_people_by_any_spelling(
    browser: Any, look_at: MakeSite, language: str
) -> None:
    site = look_at(FILES, confoverrides={'language': language})
    # languages differ in how they cut words, and in the words that they leave out
    asked = QUERIES if language == 'en' else {query: QUERIES[query] for query in TELLING}
    with open_search(browser, site) as (page, address):
        results = {query: found(page, address, query) for query in asked}
    assert results == {query: [name] for query, name in asked.items()}


@needs_browser
def test_the_page_of_a_person_comes_before_those_that_name_them(
    browser: Any, look_at: MakeSite
) -> None:
    site = look_at({**FILES, 'a.md': '# A page\n\nOf 王梓人 and 王梓人.\n'})
    with open_search(browser, site) as (page, address):
        assert found(page, address, '王梓人') == ['ziren', 'a']
        shown = page.locator('ul.search > li > a').all_inner_texts()
    assert shown == ['Zi-Ren Wang', 'Zi-Ren Wang > 王梓人', 'A page']


@needs_browser
def test_nobody_without_a_name_is_found_by_one(browser: Any, look_at: MakeSite) -> None:
    site = look_at(FILES)
    with open_search(browser, site) as (page, address):
        assert found(page, address, 'secret') == []
        assert found(page, address, '秘密') == []


@pytest.mark.parametrize(
    ('name', 'words'),
    [
        ('Jane Doe', ['doe', 'jane']),
        ('Jörg Groß', ['groß', 'gross', 'joerg', 'jorg', 'jörg']),
        ('Zi-Ren O’Neil', ['neil', 'o', 'oneil', 'ren', 'zi', 'ziren']),
        ('Đorđe', ['djordje', 'dorde', 'đorđe']),
        ('王梓人', ['王', '王梓', '王梓人', '梓人']),
        ('欧阳修', ['欧', '欧阳', '欧阳修', '阳修']),
        ('', []),
        ('**, <>', []),
    ],
)
def test_the_words_of_a_name(name: str, words: list[str]) -> None:
    person = Person(id='a', docname='people/a', name=name)
    assert words_of(person) == sorted(words)


@pytest.mark.parametrize('buildername', ['html', 'dirhtml', 'singlehtml', 'epub', 'text', 'latex'])
def test_no_reader_sees_the_words(look_at: MakeSite, buildername: str) -> None:
    options = {'version': '1', 'epub_copyright': 'x'}
    site = look_at(FILES, buildername=buildername, confoverrides=options)
    seen = {name: text for name, text in site.output().items() if 'searchindex' not in name}
    assert not any(b'joerg' in text for text in seen.values())
    pages = [text for name, text in seen.items() if name.endswith(('.html', '.xhtml'))]
    assert not any(b'name="keywords"' in text for text in pages)


def test_an_incremental_build_equals_a_clean_one(
    begin_with: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = begin_with(FILES)
    site.build_again(
        {
            'people/jorg.md': front('person', name='Jörg Meyer', native_name='王小明'),
            'people/ziren.md': front('person', name='Ziren Wang'),
        }
    )
    index = site.search_index()
    assert 'mueller' not in index['terms']
    assert '梓人' not in index['terms']
    assert '王梓人' not in index['titleterms']
    assert index['titleterms']['王小明'] == index['docnames'].index('people/jorg')
    assert clean_build(site).search_index() == index


def test_a_parallel_build_has_the_same_index(make_site: MakeSite) -> None:
    serial = make_site(FILES, folder='serial').search_index()
    assert make_site(FILES, parallel=2, folder='parallel').search_index() == serial
