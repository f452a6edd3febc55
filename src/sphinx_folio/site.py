"""What pages show of the site around the graph: where entries stand, which lists are cut."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .citations import tell_cite_domain
from .graph import Node
from .list_pages import is_website
from .model import Person
from .people_files import find_files
from .query import evaluate, is_whole
from .split import split_lists
from .views import Ref, Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx

    from .domain import FolioDomain
    from .graph import Graph
    from .model import Record
    from .query import Query
    from .split import Cut, Place


def describe_site(app: Sphinx, domain: FolioDomain, cvs: frozenset[str]) -> Site:
    """Return what lists show of the site around the graph; tell the cite domain of it.

    :param cvs: the people whose CV as PDF was made.
    """
    page = app.config.folio_publications_page
    full_list = None
    if page in app.env.found_docs:
        full_list = Ref('page', page, page, app.env.titles[page].astext())
    pages = _split(app, domain) if is_website(app.builder) else {}
    if domain.navigation:
        owners = {name: place[0] for place, cuts in pages.items() for name in cuts}
        domain.navigation.owners = owners
    anchors = find_anchors(domain.listings, domain.records, domain.graph, page)
    for (docname, number), cuts in pages.items():
        if domain.listings[docname][number].kind == 'publication':
            for name, cut in cuts.items():
                anchors |= dict.fromkeys(cut.ids, (name, 0))
    ids = make_ids(anchors)
    made = cvs.intersection(domain.graph.people)  # of nobody else
    exports = find_exports(domain.listings, domain.records, domain.graph)
    is_site = is_website(app.builder)
    files = find_files(domain.graph, domain.listings, exports) if is_site else {}
    site = Site(domain.graph, anchors, ids, exports, full_list, pages, made, files)
    references = itertools.chain.from_iterable(domain.references.values())
    cited = (item.id for item in references if item.kind == 'publication')
    cite: Any = app.env.domains['cite']
    return site._replace(labels=tell_cite_domain(cite, cited, site))


def _split(app: Sphinx, domain: FolioDomain) -> dict[Place, dict[str, Cut]]:
    return split_lists(
        domain.listings,
        domain.graph,
        app.env.found_docs,
        publications_page=app.config.folio_publications_page,
        publications=app.config.folio_publications_per_page,
        cards=app.config.folio_cards_per_page,
    )


def find_exports(
    listings: Mapping[str, Sequence[Query]], records: Mapping[str, Record], graph: Graph
) -> dict[Place, str]:
    """Return the path of the files of each list that offers them, without a suffix.

    The first list of a page has the page's name, the next ``-2`` behind it, and so on; on
    a person's page the list of all that the person has published comes first.
    """
    exports = {}
    for docname, queries in listings.items():
        paths = (docname if count == 1 else f'{docname}-{count}' for count in itertools.count(1))
        record = records.get(docname)
        person = Node('person', record.id) if isinstance(record, Person) else None
        wholes = [bool(person and is_whole(query, person)) for query in queries]
        for number in sorted(range(len(queries)), key=lambda number: not wholes[number]):
            query = queries[number]
            offers = query.kind == 'publication' and (query.style != 'compact' or wholes[number])
            if offers and evaluate(query, graph):
                exports[docname, number] = next(paths)
    return exports


def find_anchors(
    listings: Mapping[str, Sequence[Query]],
    records: Mapping[str, Record],
    graph: Graph,
    publications_page: str,
) -> dict[str, Place]:
    """Return the one list, as document and number, that citations of each key lead to.

    It is the list on *publications_page*; an entry that stands on no list there is led to
    a page that is no object's, then to the first page by name.
    """
    anchors: dict[str, Place] = {}

    def rank(docname: str) -> tuple[bool, bool, str]:
        return (docname != publications_page, docname in records, docname)

    for docname in sorted(listings, key=rank):
        for number, query in enumerate(listings[docname]):
            if query.kind == 'publication':
                for key in evaluate(query, graph):
                    anchors.setdefault(key, (docname, number))
    return anchors


def make_ids(keys: Iterable[str]) -> dict[str, str]:
    """Return a permanent id for each citation key: the key, as far as an id may hold it."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(keys, key=lambda key: (nodes.make_id(key) != key, key)):
        base = nodes.make_id(key) or nodes.make_id(f'entry-{key}')
        forms = itertools.chain([base], (f'{base}-{number}' for number in itertools.count(2)))
        ids[key] = next(form for form in forms if form not in taken)
        taken.add(ids[key])
    return ids
