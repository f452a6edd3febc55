"""Where things stand: the list that citations lead to, the files of lists and people. Pure."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from sphinx_folio.model import ObjectRef, Person, Query, is_whole

from .site import PersonFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_folio.model import Place, Record

    from .graph import Graph
    from .query import Selections

#: Endings of the files, which otherwise have the name of the page.
VCARD, RESUME = '.vcf', '.resume.json'


def find_files(
    graph: Graph, listings: Mapping[str, Sequence[Query]], exports: Mapping[Place, str]
) -> dict[str, PersonFiles]:
    """Return the files of each person.

    :param exports: the path of each list's files; the list of all that a person has
        published has the name of the page.
    """
    found = {}
    for person in graph.people.values():
        name = person.docname
        lists = (
            exports.get((name, number), '')
            for number, query in enumerate(listings.get(name, ()))
            if query.kind == 'publication' and is_whole(query, ObjectRef('person', person.id))
        )
        files = PersonFiles(publications=next(filter(None, lists), ''))
        if person.name and not person.anonymous:
            files = files._replace(vcard=f'{name}{VCARD}', resume=f'{name}{RESUME}')
        if any(files):
            found[person.id] = files
    return found


def find_exports(
    listings: Mapping[str, Sequence[Query]], records: Mapping[str, Record], selections: Selections
) -> dict[Place, str]:
    """Return the path of the files of each list that offers them, without a suffix.

    The first list of a page has the page's name, the next ``-2`` behind it, and so on, but
    no name of another page; on a person's page the list of all that the person has
    published comes first.
    """
    exports = {}
    for docname, queries in listings.items():
        numbered = (f'{docname}-{count}' for count in itertools.count(2))
        paths = itertools.chain([docname], (path for path in numbered if not listings.get(path)))
        record = records.get(docname)
        person = ObjectRef('person', record.id) if isinstance(record, Person) else None
        wholes = [bool(person and is_whole(query, person)) for query in queries]
        for number in sorted(range(len(queries)), key=lambda number: not wholes[number]):
            query = queries[number]
            offers = query.kind == 'publication' and (query.style != 'compact' or wholes[number])
            if offers and selections.evaluate(query):
                exports[docname, number] = next(paths)
    return exports


def find_anchors(
    listings: Mapping[str, Sequence[Query]],
    records: Mapping[str, Record],
    selections: Selections,
    publications_page: str,
) -> dict[str, Place]:
    """Return the one list, as document and number, that citations of each key lead to.

    It is the list on *publications_page*; an entry that stands on no list there is led to
    a page that is no object's, then to the first page by name.
    """
    anchors: dict[str, Place] = {}
    order = sorted(listings, key=lambda name: (name != publications_page, name in records, name))
    for docname in order:
        for number, query in enumerate(listings[docname]):
            if query.kind == 'publication':
                for key in selections.evaluate(query):
                    anchors.setdefault(key, (docname, number))
    return anchors
