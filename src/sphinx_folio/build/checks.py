"""All that is wrong in what users wrote, once every page and file is read.

A build and the command ``check`` come here with what they have read; the list of checks is
the same for both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sphinx_folio.bib import CITATION
from sphinx_folio.domains import FolioDomain, cite_domain, find_anywhere
from sphinx_folio.graph import Graph, duplicate_id, entry_references, find_false_claims, taken_names
from sphinx_folio.html import RENDERER, find_unset
from sphinx_folio.model import (
    Label,
    ObjectRef,
    Plan,
    Problem,
    Reference,
    Stated,
    Subtype,
    role_source,
)
from sphinx_folio.reading import preview_problems


class Facts(NamedTuple):
    """What the settings, the pages and the ``.bib`` files of a site state."""

    #: What was wrong in each of them by itself.
    problems: Iterable[Problem]
    #: What pages mention; in a build, without the citations that lead somewhere.
    references: Sequence[Reference]
    graph: Graph
    redirects: Plan
    #: The labels in the text of each page, and the names that links go to; ``check`` does
    #: not read them.
    labels: Mapping[str, Iterable[Label]] = MappingProxyType({})
    linked: Iterable[str] = ()
    #: The facts of each page by which a person is known.
    identity: Mapping[str, Iterable[Stated]] = MappingProxyType({})


def facts_of(domain: FolioDomain, redirects: Plan) -> Facts:
    """Return what a build has read."""
    pages = [domain.pages[docname] for docname in sorted(domain.pages)]
    problems = [problem for facts in pages for problem in facts.problems]
    problems += domain.bibliography.problems
    problems += preview_problems(domain.publications, domain.site.previews)
    problems += domain.bibliography.unprinted(domain.site.anchors)
    if domain.env.config.html_math_renderer == RENDERER:
        problems += find_unset(domain.publications.values())
    references = [
        reference
        for facts in pages
        for reference in facts.references
        if not _leads_somewhere(reference, domain)
    ]
    labels = {docname: facts.labels for docname, facts in domain.pages.items() if facts.labels}
    linked = {link.target for facts in pages for link in facts.links if not link.domain}
    identity = {name: facts.identity for name, facts in domain.pages.items() if facts.identity}
    return Facts(problems, references, domain.graph, redirects, labels, linked, identity)


def _leads_somewhere(reference: Reference, domain: FolioDomain) -> bool:
    """Tell whether a citation, or a role, has found its target by itself."""
    if reference.source == role_source(reference.kind):
        if reference.kind == 'publication' and reference.id in domain.site.targets:
            return True
        return find_anywhere(domain.env, reference.kind, reference.id) is not None
    return reference.kind == 'publication' and cite_domain(domain.env).knows(reference.id)


def find_problems(facts: Facts) -> Iterator[Problem]:
    """Yield all that is wrong, of every document and file."""
    graph = facts.graph
    yield from facts.problems
    of_entries = list(entry_references(graph))
    yield from graph.unknown([*facts.references, *of_entries])
    cited = [item for item in facts.references if item.source == CITATION]
    cited += [item for item in of_entries if item.kind == 'publication']
    yield from _cited_elsewhere(cited, graph)
    for reference in facts.references:
        is_link = reference.source in {CITATION, role_source('publication')}
        if is_link and reference.id in graph.publications:
            message = (
                f'"{reference.id}" is cited but stands on no list that it could lead to; '
                'put the publications directive on a page'
            )
            yield Problem(Subtype.REFERENCE, reference.docname, reference.line, message)
    yield from graph.problems
    for second, first in graph.duplicates:
        yield from duplicate_id(second, first)
    yield from find_false_claims(graph, facts.identity)
    yield from taken_names(facts.labels, facts.linked, graph)
    yield from facts.redirects.problems


def _cited_elsewhere(citations: Iterable[Reference], graph: Graph) -> Iterator[Problem]:
    """Yield the citations of what another site lists, of which there is no entry here."""
    for _kind, name, docname, line, source in citations:
        if graph.find_elsewhere(ObjectRef('publication', name)):
            message = (
                f'"{name}" in {source} is a publication of another site, which cannot be cited; '
                f'write {{publication}}`{name}` for a link, or copy its entry into a .bib file'
            )
            yield Problem(Subtype.REFERENCE, docname, line, message)
