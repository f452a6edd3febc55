"""Which objects a list shows, in which order."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_folio.graph import Graph, Selections
from sphinx_folio.model import (
    SORTS,
    STYLES,
    ObjectRef,
    Period,
    Person,
    Project,
    Publication,
    Query,
    Topic,
)
from sphinx_folio.model.records import Member

RECORDS: list[Person | Project | Topic] = [
    Person(id='ann', docname='people/ann', name='Zoe Ann', group='phd', topics=('logs',)),
    Person(id='bob', docname='people/bob', name='bob', group='faculty', topics=('logs', 'raid')),
    Person(id='cai', docname='people/cai', name='Cai', projects=('new',)),
    Project(id='old', docname='projects/old', name='Old', period=Period.parse('2019 to 2020-05')),
    Project(
        id='new',
        docname='projects/new',
        name='New',
        period=Period.parse('2018 to present'),
        topics=('logs',),
        people=(Member(id='ann'),),
    ),
    Project(id='late', docname='projects/late', name='Late', period=Period.parse('2020-06')),
    Project(id='any', docname='projects/any', name='any'),
    Topic(id='logs', docname='topics/logs', name='Logs'),
    Topic(id='raid', docname='topics/raid', name='raid', broader=('logs',)),
]
ENTRIES = [
    Publication(key='a', type='article', title='beta', year=2020, people=('ann',)),
    Publication(key='b', type='inproceedings', title='Alpha', year=2024, month=3, topics=('logs',)),
    Publication(key='c', type='article', title='gamma', people=('bob', 'ann')),
    Publication(key='d', type='book', title='delta', year=2024, month=7, projects=('new',)),
    Publication(key='e', type='misc', title='eta', year=2020, people=('bob',), selected=True),
]


@pytest.fixture(scope='module')
def graph() -> Graph:
    return Graph(RECORDS, {entry.key: entry for entry in ENTRIES})


def ask(graph: Graph, kind: Any, **parts: Any) -> str:
    return ' '.join(Selections(graph).evaluate(Query(kind=kind, **parts)))


@pytest.mark.parametrize(
    ('kind', 'parts', 'found'),
    [
        # everything, in the default order of each kind
        ('person', {}, 'bob cai ann'),
        ('project', {}, 'new late old any'),
        ('topic', {}, 'logs raid'),
        ('publication', {}, 'd b a e c'),
        # orders
        ('person', {'sort': 'name'}, 'bob cai ann'),
        ('person', {'sort': 'group'}, 'bob ann cai'),
        ('person', {'sort': 'family'}, 'ann bob cai'),
        ('project', {'sort': 'name'}, 'any late new old'),
        ('publication', {'sort': 'oldest'}, 'a e b d c'),
        ('publication', {'sort': 'title'}, 'b a d e c'),
        # of one object
        ('person', {'of': ObjectRef('topic', 'logs')}, 'bob ann'),
        ('project', {'of': ObjectRef('person', 'cai')}, 'new'),
        ('topic', {'of': ObjectRef('person', 'bob')}, 'logs raid'),
        ('publication', {'of': ObjectRef('person', 'ann')}, 'a c'),
        ('publication', {'of': ObjectRef('topic', 'raid')}, ''),
        # filters; several values of one are "or", several filters are "and"
        ('person', {'topic': ('raid',)}, 'bob'),
        ('person', {'topic': ('raid', 'logs')}, 'bob ann'),
        ('person', {'topic': ('logs',), 'project': ('new',)}, 'ann'),
        ('person', {'group': ('phd', 'faculty')}, 'bob ann'),
        ('project', {'person': ('ann', 'cai')}, 'new'),
        ('topic', {'project': ('new',)}, 'logs'),
        ('publication', {'person': ('ann',)}, 'a c'),
        ('publication', {'person': ('ann', 'bob')}, 'a e c'),
        ('publication', {'project': ('new',)}, 'd'),
        ('publication', {'topic': ('logs',)}, 'b'),
        ('publication', {'type': ('article', 'book')}, 'd a c'),
        ('publication', {'selected': True}, 'e'),
        ('publication', {'year': (2024, 2024)}, 'd b'),
        ('publication', {'year': (2019, 2023)}, 'a e'),
        ('publication', {'year': (2021, 0)}, 'd b'),
        ('publication', {'year': (2020, 2020), 'person': ('ann',)}, 'a'),
        ('person', {'topic': ('nowhere',)}, ''),
        # limits come last
        ('publication', {'limit': 2}, 'd b'),
        ('publication', {'limit': 1, 'sort': 'title'}, 'b'),
        ('publication', {'limit': 9}, 'd b a e c'),
    ],
)
def test_what_a_query_finds(graph: Graph, kind: str, parts: dict[str, Any], found: str) -> None:
    assert ask(graph, kind, **parts) == found


NAMES = (
    *('Zara Zed', 'Émile Zola', 'Åsa Berg', 'Özgür Aydın', 'Łukasz Wójcik', 'Šárka Nová'),
    *('Ana Lee', 'Dr. Bea van der Poel, PhD', '王小明 (Xiaoming Wang)', 'Øyvind Ås', 'Madonna'),
)


@pytest.mark.parametrize(
    ('sort', 'names'),
    [
        (
            'name',
            (
                'Ana Lee|Åsa Berg|Dr. Bea van der Poel, PhD|Émile Zola|Łukasz Wójcik|Madonna|'
                'Øyvind Ås|Özgür Aydın|Šárka Nová|Zara Zed|王小明 (Xiaoming Wang)'
            ),
        ),
        (
            'family',
            (
                'Øyvind Ås|Özgür Aydın|Åsa Berg|Ana Lee|Madonna|Šárka Nová|'
                'Dr. Bea van der Poel, PhD|Łukasz Wójcik|Zara Zed|Émile Zola|王小明 (Xiaoming Wang)'
            ),
        ),
    ],
)
def test_accents_and_titles_decide_no_order(sort: str, names: str) -> None:
    people = [Person(id=f'p{number}', docname='', name=name) for number, name in enumerate(NAMES)]
    graph = Graph(people, {})
    ids = Selections(graph).evaluate(Query(kind='person', sort=sort))
    assert '|'.join(graph.people[name].name for name in ids) == names


def test_projects_that_go_on_come_before_those_that_are_over() -> None:
    periods = {'a': 'Fall 2023', 'b': '2023-12', 'c': '2020 to 2026 (expected)', 'd': 'until 2024'}
    projects = [
        Project(id=key, docname='', name=key, period=Period.parse(text))
        for key, text in periods.items()
    ]
    assert ask(Graph(projects, {}), 'project', sort='newest') == 'c d b a'


def test_the_own_spelling_says_which_is_the_family_name() -> None:
    people = [
        Person(
            id='g', docname='', name='Gabriel García Márquez', names=('García Márquez, Gabriel',)
        ),
        Person(id='h', docname='', name='Ann Hall'),
        Person(id='a', docname='', name='A student', anonymous=True),
    ]
    assert ask(Graph(people, {}), 'person', sort='family') == 'a g h'


@pytest.mark.parametrize('kind', ['project', 'topic', 'publication'])
def test_accents_decide_no_order_of_other_lists(kind: Any) -> None:
    titles = {'b': 'Étude', 'c': 'Zebra', 'a': 'Apple', 'd': '“Fig”', 'e': 'Øre'}
    if kind == 'publication':
        entries = {
            key: Publication(key=key, type='misc', title=title) for key, title in titles.items()
        }
        assert ask(Graph([], entries), kind, sort='title') == 'a b d e c'
    else:
        made: Any = Project if kind == 'project' else Topic
        records = [made(id=key, docname=key, name=title) for key, title in titles.items()]
        assert ask(Graph(records, {}), kind, sort='name') == 'a b d e c'


def test_each_kind_has_an_order_and_a_style() -> None:
    assert set(SORTS) == set(STYLES) == {'person', 'project', 'topic', 'publication', 'entry'}
    assert all(SORTS.values())
    assert all(STYLES.values())


@pytest.mark.parametrize('kind', list(SORTS))
def test_every_order_shows_the_same_objects(graph: Graph, kind: Any) -> None:
    found = {tuple(sorted(ask(graph, kind, sort=sort).split())) for sort in SORTS[kind]}
    assert len(found) == 1


def test_the_order_of_equal_entries_is_that_of_the_file() -> None:
    entries = [Publication(key=key, type='misc', title='T', year=2020) for key in 'cab']
    assert ask(Graph([], {entry.key: entry for entry in entries}), 'publication') == 'c a b'
