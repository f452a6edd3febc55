"""Where things stand: the list that citations lead to, the files of lists and people. Pure."""

from collections.abc import Mapping, Sequence

from sphinx_folio.model import Person, Place, Query, Record, is_whole
from sphinx_folio.util import numbered

from .pagination import Cut
from .query import Selections
from .site import PersonFiles

#: Endings of the files, which otherwise have the name of the page.
VCARD, RESUME = '.vcf', '.resume.json'


def find_files(person: Person, queries: Sequence[Query], exports: Mapping[int, str]) -> PersonFiles:
    """Return the files of a person.

    :param queries: the lists on the person's page.
    :param exports: the path of each list's files; the list of all that a person has
        published has the name of the page.
    """
    lists = (
        exports.get(number, '')
        for number, query in enumerate(queries)
        if query.kind == 'publication' and is_whole(query, person.ref)
    )
    files = PersonFiles(publications=next(filter(None, lists), ''))
    if person.name and not person.anonymous:
        name = _stem(person)
        files = files._replace(vcard=f'{name}{VCARD}', resume=f'{name}{RESUME}')
    return files


def _stem(record: Record) -> str:
    """Return the path of the files of an object: that of its page, but never "index"."""
    folder, slash, stem = record.docname.rpartition('/')
    return f'{folder}{slash}{record.id}' if stem == 'index' else record.docname


def find_exports(
    docname: str,
    listings: Mapping[str, Sequence[Query]],
    record: Record | None,
    selections: Selections,
) -> dict[int, str]:
    """Return the path of the files of each list on a page that offers them, without a suffix.

    The first list of a page has the page's name, the next ``-2`` behind it, and so on, but
    no name of another page; on a person's page the list of all that the person has
    published comes first.
    """
    exports = {}
    queries = listings.get(docname, ())
    stem = _stem(record) if record else docname
    paths = (path for path in numbered(stem) if path == docname or not listings.get(path))
    person = record.ref if isinstance(record, Person) else None
    wholes = [bool(person and is_whole(query, person)) for query in queries]
    for number in sorted(range(len(queries)), key=lambda number: not wholes[number]):
        query = queries[number]
        offers = query.kind == 'publication' and (query.style != 'compact' or wholes[number])
        if offers and selections.evaluate(query):
            exports[number] = next(paths)
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
        if len(anchors) == len(selections.graph.publications):
            break
    return anchors


def moved_to_pages(
    anchors: Mapping[str, Place], pages: Mapping[Place, Mapping[str, Cut]]
) -> dict[str, Place]:
    """Return where citations lead when the lists in *pages* are cut: to the page of its part.

    A page has one list, which is its first.
    """
    moved = {
        key: (name, 0)
        for place, cuts in pages.items()
        for name, cut in cuts.items()
        for key in cut.ids
        if anchors.get(key) == place
    }
    return {**anchors, **moved}


def follow_papers(anchors: dict[str, Place], papers: Mapping[str, str]) -> None:
    """Let citations of preprints lead to their papers, with which they stand as one item.

    :param papers: the paper of each preprint.
    """
    for preprint, paper in papers.items():
        if paper in anchors:
            anchors[preprint] = anchors[paper]
