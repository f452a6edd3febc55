"""All that is wrong in what users wrote, once every page and file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_folio.bib import CITATION
from sphinx_folio.graph import duplicate_id, entry_references
from sphinx_folio.html import RENDERER, find_unset
from sphinx_folio.model import Problem, Reference, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_folio.domains import FolioDomain


def _all_references(domain: FolioDomain) -> Iterator[Reference]:
    for docname in sorted(domain.references):
        yield from domain.references[docname]


def find_problems(domain: FolioDomain) -> Iterator[Problem]:
    """Yield all that is wrong, of every document and file."""
    cite: Any = domain.env.domains['cite']
    graph = domain.graph
    for docname in sorted(domain.problems):
        yield from domain.problems[docname]
    yield from domain.shelf.problems
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
            yield Problem(Subtype.REFERENCE, item.docname, item.line, message)
    yield from graph.unknown(entry_references(domain.publications))
    yield from graph.problems
    for second, first in graph.duplicates:
        yield duplicate_id(second, first)
