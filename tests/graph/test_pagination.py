"""How a list that is too long is cut, and what of it stays on its page."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_folio.bib import TYPES
from sphinx_folio.graph import Cut, Graph, Selections, first_of, moved_to_pages, split_lists
from sphinx_folio.model import ObjectRef, Publication, Query, Topic

ENTRIES = [
    Publication(key='soon', type='misc', title='Zoo', state='submitted'),
    Publication(key='a24', type='article', title='Ära', year=2024, month=5),
    Publication(key='b24', type='book', title='Bee', year=2024, month=3),
    Publication(key='c24', type='article', title='A cat', year=2024, month=1),
    Publication(key='a23', type='misc', title='3 ants', year=2023),
    Publication(key='none', type='book', title='Ötzi'),
]
GRAPH = Graph(
    [Topic(id='logs', docname='topics/logs', name='Logs', publications=('a24', 'b24', 'c24'))],
    {entry.key: entry for entry in ENTRIES},
)
LOGS = ObjectRef('topic', 'logs')


def split(
    docname: str = 'page', limit: int = 2, documents: tuple[str, ...] = (), **parts: Any
) -> dict[str, Cut]:
    cuts = split_lists(
        {docname: [Query(kind='publication', **parts)]},
        Selections(GRAPH),
        documents,
        publications_page='publications',
        types=TYPES,
        publications=limit,
        cards=1,
        entries=1,
    )
    return cuts.get((docname, 0), {})


def shown(cuts: dict[str, Cut]) -> dict[str, str]:
    return {name: ' '.join(cut.ids) for name, cut in cuts.items()}


@pytest.mark.parametrize(
    ('parts', 'pages'),
    [
        (
            {},
            {
                'page/publications-forthcoming': 'soon',
                'page/publications-2024': 'a24 b24',
                'page/publications-2024-2': 'c24',
                'page/publications-2023': 'a23',
                'page/publications-undated': 'none',
            },
        ),
        (
            {'docname': 'publications', 'limit': 4, 'sort': 'oldest'},
            {
                'publications/2023': 'a23',
                'publications/2024': 'c24 b24 a24',
                'publications/forthcoming': 'soon',
                'publications/undated': 'none',
            },
        ),
        (
            {'docname': 'papers/index', 'group_by': 'type'},
            {
                'papers/publications-article': 'a24 c24',
                'papers/publications-book': 'b24 none',
                'papers/publications-misc': 'soon a23',
            },
        ),
        (
            {'sort': 'title'},
            {
                'page/publications-a': 'c24 a24',
                'page/publications-b': 'b24',
                'page/publications-o': 'none',
                'page/publications-z': 'soon',
                'page/publications-other': 'a23',
            },
        ),
        (
            {'docname': 'topics/logs', 'of': LOGS, 'style': 'compact', 'filter': True},
            {
                'topics/logs/publications-2024': 'a24 b24',
                'topics/logs/publications-2024-2': 'c24',
            },
        ),
        (
            {'year': (2024, 2024), 'documents': ('page/publications-2024',)},
            {'page/publications-2024-2': 'a24 b24', 'page/publications-2024-2-2': 'c24'},
        ),
        ({'topic': ('logs',), 'type': ('article',)}, {}),
        ({'limit': 6}, {}),
        ({'of': LOGS, 'limit': 3}, {}),
    ],
    ids=[
        'by year', 'the list of all', 'by type', 'by letter', 'of an object', 'of one year',
        'few of many', 'short enough', 'short enough of an object',
    ],
)  # fmt: skip
def test_a_list_is_cut_by_what_orders_it(parts: dict[str, Any], pages: dict[str, str]) -> None:
    assert shown(split(**parts)) == pages


def test_a_list_with_a_limit_of_its_own_stays_whole() -> None:
    cuts = split_lists(
        {'page': [Query(kind='publication', limit=5)]},
        Selections(GRAPH),
        (),
        publications_page='publications',
        types=TYPES,
        publications=2,
        cards=1,
        entries=1,
    )
    assert cuts == {}


@pytest.mark.parametrize(
    ('parts', 'numbers'),
    [
        ({}, [(6,), (5, 4), (3,), (2,), (1,)]),
        ({'group_by': 'type'}, [(6, 5), (4, 3), (2, 1)]),
        # in the list it comes before all letters
        ({'sort': 'title'}, [(5, 4), (3,), (2,), (1,), (6,)]),
    ],
)
def test_an_entry_has_the_number_that_it_has_in_the_whole_list(
    parts: dict[str, Any], numbers: list[tuple[int, ...]]
) -> None:
    cuts = split(style='numbered', **parts)
    assert [cut.numbers for cut in cuts.values()] == numbers
    assert {cut.numbers for cut in split(**parts).values()} == {()}


def ids(*sizes: int) -> list[Cut]:
    return [
        Cut(str(number), tuple(f'{number}.{n}' for n in range(size)), numbers=tuple(range(size)))
        for number, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ('sizes', 'count'),
    [
        ((4, 4, 4), 8),  # a third year does not fit
        ((2, 10, 5), 10),  # the second one is begun, as two entries leave the page empty
        ((5, 6), 5),
        ((10, 1), 10),
        ((10, 3, 10), 10),
    ],
)
def test_the_page_of_a_list_shows_whole_years_as_far_as_they_fit(
    sizes: tuple[int, ...], count: int
) -> None:
    cuts = ids(*sizes)
    beginning = first_of(cuts, limit=10)
    assert len(beginning.ids) == len(beginning.numbers) == count
    assert beginning.ids == tuple(key for cut in cuts for key in cut.ids)[:count]


def test_citations_follow_an_entry_to_its_page_from_the_list_that_they_lead_to() -> None:
    here, other = ('publications', 0), ('people/ann', 1)
    pages = {
        here: {'publications/2024': Cut('2024', ('a24',))},
        other: {'people/ann/publications-2024': Cut('2024', ('a24', 'b24'))},
    }
    anchors = {'a24': here, 'b24': ('topics/logs', 0), 'c24': here}
    assert moved_to_pages(anchors, pages) == {**anchors, 'a24': ('publications/2024', 0)}
