"""The graph: an edge is declared at one end and known at both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinx_folio.graph import Graph
from sphinx_folio.model import Author, ObjectRef, Person, Project, Publication, Reference, Topic
from sphinx_folio.model.records import Member

if TYPE_CHECKING:
    from sphinx_folio.model import Kind, Record

JANE = ObjectRef('person', 'jane')
LOG = ObjectRef('project', 'log')
STORAGE = ObjectRef('topic', 'storage')
PAPER = ObjectRef('publication', 'doe2024')


def person(**facts: Any) -> Person:
    return Person(**({'id': 'jane', 'docname': 'people/jane', 'name': 'Jane Doe'} | facts))


def project(**facts: Any) -> Project:
    return Project(**({'id': 'log', 'docname': 'projects/log', 'name': 'Log'} | facts))


def topic(**facts: Any) -> Topic:
    return Topic(**({'id': 'storage', 'docname': 'topics/storage', 'name': 'Storage'} | facts))


def paper(**facts: Any) -> Publication:
    return Publication(**({'key': 'doe2024', 'type': 'article', 'title': 'T'} | facts))


def graph_of(*items: Record | Publication) -> Graph:
    return Graph(
        [item for item in items if not isinstance(item, Publication)],
        {item.key: item for item in items if isinstance(item, Publication)},
    )


EDGES: dict[str, tuple[ObjectRef, ObjectRef, tuple[Any, ...]]] = {
    'person to topic': (JANE, STORAGE, (person(topics=('storage',)), topic())),
    'topic to person': (JANE, STORAGE, (person(), topic(people=('jane',)))),
    'person to project': (JANE, LOG, (person(projects=('log',)), project())),
    'project to person': (JANE, LOG, (person(), project(people=(Member(id='jane'),)))),
    'project to topic': (LOG, STORAGE, (project(topics=('storage',)), topic())),
    'topic to project': (LOG, STORAGE, (project(), topic(projects=('log',)))),
    'author': (
        JANE,
        PAPER,
        (person(), paper(authors=(Author('Jane Doe', 'jane doe'),))),
    ),
    'annotated author': (
        JANE,
        PAPER,
        (person(), paper(authors=(Author('J. D.', 'j d', person='jane'),))),
    ),
    'entry to person': (JANE, PAPER, (person(), paper(people=('jane',)))),
    'person to entry': (JANE, PAPER, (person(publications=('doe2024',)), paper())),
    'entry to project': (LOG, PAPER, (project(), paper(projects=('log',)))),
    'project to entry': (LOG, PAPER, (project(publications=('doe2024',)), paper())),
    'entry to topic': (STORAGE, PAPER, (topic(), paper(topics=('storage',)))),
    'topic to entry': (STORAGE, PAPER, (topic(publications=('doe2024',)), paper())),
}


@pytest.mark.parametrize(('one', 'other', 'items'), list(EDGES.values()), ids=list(EDGES))
def test_an_edge_is_known_at_both_ends(
    one: ObjectRef, other: ObjectRef, items: tuple[Any, ...]
) -> None:
    graph = graph_of(*items)
    assert graph.neighbours(one, other.kind) == (other.id,)
    assert graph.neighbours(other, one.kind) == (one.id,)


def test_an_edge_that_is_declared_twice_is_one_edge() -> None:
    graph = graph_of(
        person(topics=('storage', 'storage'), projects=('log',)),
        project(people=(Member(id='jane', role='lead'),)),
        topic(people=('jane',)),
    )
    assert graph.neighbours(JANE, 'topic') == ('storage',)
    assert graph.neighbours(JANE, 'project') == ('log',)
    assert graph.role(ObjectRef('project', 'log'), 'jane') == 'lead'


def test_without_an_edge_there_are_no_neighbours() -> None:
    graph = graph_of(person(), project(), topic(), paper())
    for node in (JANE, LOG, STORAGE, PAPER):
        for kind in ('person', 'project', 'topic', 'publication'):
            assert graph.neighbours(node, kind) == ()


def test_an_object_that_does_not_exist_has_no_edge() -> None:
    graph = graph_of(person(topics=('storage',), projects=('log',), publications=('doe2024',)))
    for kind in ('project', 'topic', 'publication'):
        assert graph.neighbours(JANE, kind) == ()


def test_topics_form_a_hierarchy() -> None:
    graph = graph_of(
        topic(), topic(id='logs', broader=('storage',)), topic(id='raid', broader=('storage',))
    )
    assert graph.narrower('storage') == ('logs', 'raid')
    assert graph.narrower('logs') == ()
    assert graph.neighbours(ObjectRef('topic', 'logs'), 'topic') == ('storage',)


def test_the_first_page_keeps_an_id() -> None:
    second = person(docname='people/old/jane')
    graph = graph_of(person(), second)
    assert graph.people['jane'].docname == 'people/jane'
    assert graph.duplicates == [(second, graph.people['jane'])]


def test_one_id_may_serve_three_kinds() -> None:
    graph = graph_of(person(id='x', topics=('x',)), project(id='x'), topic(id='x'))
    assert graph.duplicates == []
    assert graph.neighbours(ObjectRef('person', 'x'), 'topic') == ('x',)
    assert graph.neighbours(ObjectRef('project', 'x'), 'topic') == ()


@pytest.mark.parametrize(
    ('kind', 'name', 'says'),
    [
        ('person', 'jan', 'unknown person "jan" in "people"; did you mean "jane"?'),
        ('project', 'lg', 'unknown project "lg" in "people"; did you mean "log"?'),
        ('topic', 'xyz', 'unknown topic "xyz" in "people"; write one of: storage'),
        (
            'publication',
            'doe2042',
            'unknown citation key "doe2042" in "people"; did you mean "doe2024"?',
        ),
    ],
)
def test_an_unknown_object_is_told_with_the_nearest_one(kind: Kind, name: str, says: str) -> None:
    graph = graph_of(person(), project(), topic(), paper())
    (problem,) = graph.unknown([Reference(kind, name, 'index', 7, '"people"')])
    assert (problem.file, problem.line, problem.message) == ('index', 7, says)


def test_a_known_object_is_not_told_of() -> None:
    graph = graph_of(person(), project(), topic(), paper())
    references = [
        Reference(node.kind, node.id, 'index', 1, '') for node in (JANE, LOG, STORAGE, PAPER)
    ]
    assert graph.unknown(references) == []


@pytest.mark.parametrize(
    ('ref', 'name', 'docname'),
    [
        (JANE, 'Jane Doe', 'people/jane'),
        (LOG, 'Log', 'projects/log'),
        (STORAGE, 'Storage', 'topics/storage'),
        (PAPER, 'T', ''),
    ],
)
def test_an_object_has_a_name_and_a_page(ref: ObjectRef, name: str, docname: str) -> None:
    graph = graph_of(person(), project(), topic(), paper())
    assert ref in graph
    page = getattr(graph.table(ref.kind)[ref.id], 'docname', '')
    assert (graph.name(ref), page) == (name, docname)
    assert ref._replace(id='nobody') not in graph
