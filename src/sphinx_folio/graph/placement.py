"""Where things stand: what citations lead to, the files of lists and people. Pure."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from sphinx_folio.model import (
    EVENT_KINDS,
    DatedEntry,
    Person,
    Place,
    Query,
    Record,
    is_whole,
    kebab,
)
from sphinx_folio.util import numbered

from .pagination import FORTHCOMING, NO_YEAR, OTHER, Cut
from .query import Selections
from .site import PersonFiles

#: Endings of the files, which otherwise have the name of the page.
VCARD, RESUME, FEED, CALENDAR = '.vcf', '.resume.json', '.xml', '.ics'
#: Names that a page beside the list of publications has, or may have one day.
_RESERVED = ('index', NO_YEAR, FORTHCOMING, OTHER)
#: Characters of the name of a page, which is that of a file.
_LONGEST_NAME = 80


def find_files(
    person: Person,
    queries: Sequence[Query],
    exports: Mapping[int, str],
    *,
    feed: bool = False,
    calendar: bool = False,
) -> PersonFiles:
    """Return the files of a person.

    :param queries: the lists on the person's page.
    :param exports: the path of each list's files; the list of all that a person has
        published has the name of the page.
    :param feed: whether there is something to follow, and *calendar* something to go to.
    """
    lists = (
        exports.get(number, '')
        for number, query in enumerate(queries)
        if query.kind == 'publication' and is_whole(query, person.ref)
    )
    files = PersonFiles(publications=next(filter(None, lists), ''))
    if person.name and not person.anonymous:
        name = _stem(person)
        files = files._replace(
            vcard=f'{name}{VCARD}',
            resume=f'{name}{RESUME}',
            feed=f'{name}{FEED}' if feed else '',
            calendar=f'{name}{CALENDAR}' if calendar else '',
        )
    return files


def is_followed(entry: DatedEntry, kinds: Container[str]) -> bool:
    """Tell whether a feed of these kinds holds an entry: an opening that is closed is no news."""
    return entry.entry_kind in kinds and entry.moment is not None and entry.status != 'closed'


def is_event(entry: DatedEntry) -> bool:
    """Tell whether a calendar holds an entry: one that begins on a day that is known."""
    days = (span.start and span.start.day for span in entry.spans)
    return entry.entry_kind in EVENT_KINDS and any(days)


def find_feeds(entries: Iterable[DatedEntry], kinds: Sequence[str]) -> dict[str, str]:
    """Return the path of the feed of each kind that has an entry, by the kind."""
    found = {entry.entry_kind for entry in entries if is_followed(entry, kinds)}
    return {kind: f'feed-{kind}{FEED}' for kind in kinds if kind in found}


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


def follow_papers(places: dict[str, Place], papers: Mapping[str, str]) -> None:
    """Let citations of preprints lead to their papers, with which they stand as one item.

    :param papers: the paper of each preprint.
    """
    for preprint, paper in papers.items():
        if paper in places:
            places[preprint] = places[paper]


def publication_address(key: str, publications_page: str) -> str:
    """Return the name that the page of an entry has unless another page has it.

    It lies in the folder of *publications_page*. It is the key in ASCII and lower case, as
    a file system may not tell cases apart, and has a letter, unlike a page of a year.

    >>> publication_address('DBLP:conf/Müller', 'publications')
    'publications/dblp-conf-muller'
    >>> publication_address('2024', 'papers/index')
    'papers/entry-2024'
    """
    slug = kebab(key)[:_LONGEST_NAME].rstrip('-')
    if not any(map(str.isalpha, slug)):
        slug = f'entry-{slug}'.rstrip('-')
    above, _slash, name = publications_page.rpartition('/')
    folder = publications_page if name != 'index' else above or 'publications'
    return f'{folder}/{slug}'


def find_publication_pages(
    keys: Iterable[str], taken: Iterable[str], publications_page: str
) -> dict[str, str]:
    """Return the name of the page of each entry; of two entries the plainer key has the name.

    :param taken: the names that pages have already, whatever their case.
    """
    addresses = {key: publication_address(key, publications_page) for key in keys}
    held = {name.casefold().removesuffix('/index') for name in taken}
    folders = {address.rpartition('/')[0] for address in addresses.values()}
    held |= {f'{folder}/{name}' for folder in folders for name in _RESERVED}
    forms: dict[str, Iterator[str]] = {}
    pages: dict[str, str] = {}
    for key in sorted(addresses, key=lambda key: (not addresses[key].endswith(f'/{key}'), key)):
        free = forms.setdefault(addresses[key], numbered(addresses[key]))
        pages[key] = next(name for name in free if name.casefold() not in held)
        held.add(pages[key].casefold())
    return pages
