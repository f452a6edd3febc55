"""All that is wrong in what users wrote, once every page and file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .citations import CITATION
from .math_markup import RENDERER, find_unset
from .model import Problem, Reference
from .warnings import Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .domain import FolioDomain
    from .model import Publication, Record


def _all_references(domain: FolioDomain) -> Iterator[Reference]:
    for docname in sorted(domain.references):
        yield from domain.references[docname]


def find_problems(domain: FolioDomain) -> Iterator[Problem]:
    """Yield all that is wrong, of every document and file."""
    cite: Any = domain.env.domains['cite']
    graph = domain.graph
    for docname in sorted(domain.problems):
        yield from domain.problems[docname]
    yield from domain.shelf.findings.problems
    if domain.env.config.html_math_renderer == RENDERER:
        yield from find_unset(domain.publications.values())
    references = [
        item
        for item in _all_references(domain)
        if not (item.kind == 'publication' and cite.knows(item.id))
    ]
    yield from graph.unknown(references)
    for item in references:
        if item.source == CITATION and item.id in graph.publications:
            message = (
                f'"{item.id}" is cited but stands on no list that it could lead to; '
                'put the publications directive on a page'
            )
            yield Problem(Subtype.REFERENCE.value, item.docname, item.line, message)
    yield from graph.unknown(entry_references(domain.publications))
    yield from graph.problems
    for second, first in graph.duplicates:
        yield duplicate_id(second, first)


def entry_references(publications: Mapping[str, Publication]) -> Iterator[Reference]:
    """Yield the ids that entries of the bibliography name."""
    for publication in publications.values():
        place = (publication.file, publication.line)
        what = f'of the entry "{publication.key}"'
        for name in publication.people:
            yield Reference('person', name, *place, f'the field "people" {what}')
        for name in publication.projects:
            yield Reference('project', name, *place, f'the field "projects" {what}')
        for name in publication.topics:
            yield Reference('topic', name, *place, f'the field "topics" {what}')
        for author in publication.authors:
            if author.person:
                yield Reference('person', author.person, *place, f'author+an {what}')


def duplicate_id(second: Record, first: Record) -> Problem:
    """Return the problem of a page whose id another page has."""
    message = (
        f'the id "{second.id}" is taken by {first.docname}.md; rename this file, '
        'as the id of a page is its file name'
    )
    return Problem(Subtype.ID.value, second.docname, 1, message)
