"""How a list that is too long for one page is cut into several. Pure."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, get_args

from sphinx_folio.model import (
    PLURALS,
    DatedEntry,
    Kind,
    Person,
    Place,
    Project,
    ProjectType,
    Publication,
    Query,
    collation_key,
    latin_initial,
)
from sphinx_folio.util import numbered

from .graph import Graph
from .query import Selections

#: The last part of the name of the page of entries without a year.
NO_YEAR = 'undated'
#: The same of those that have not appeared.
FORTHCOMING = 'forthcoming'
#: The same of what begins with no Latin letter, or is of no group.
OTHER = 'other'
#: Stands before the word of a group, where it is a label.
GROUP = 'group:'
#: Stands before the type of projects, where it is a label.
TYPE = 'type:'
#: Stands before the number of one of several pages that share the same, where it is a label.
PART = 'part-'


class Cut(NamedTuple):
    """One of the pages that a list is cut into."""

    #: What all on the page share: a year, a type, a letter, a group; or a word from above.
    label: str
    ids: tuple[str, ...]
    #: The number of the page among those that share the same, from 1.
    part: int = 1
    #: The numbers of the entries, which are those of the whole list; none, if it shows none.
    numbers: tuple[int, ...] = ()
    #: The name that it has unless a page of the site has that.
    wanted: str = ''


def split_lists(
    listings: Mapping[str, Iterable[Query]],
    selections: Selections,
    documents: Container[str],
    *,
    publications_page: str,
    types: Sequence[str],
    publications: int,
    cards: int,
    entries: int,
) -> dict[Place, dict[str, Cut]]:
    """Return each list that is too long, with the pages that it is cut into, by their names.

    :param documents: the names that pages of the site have already.
    :param publications_page: the page whose lists are not named for what they list.
    :param types: the types of entries, in the order of groups.
    :param publications: entries that one page may list.
    :param cards: people, projects or topics that one page may show as cards.
    :param entries: dated entries that one page may list.
    """
    split: dict[Place, dict[str, Cut]] = {}
    taken: set[str] = set()
    for docname, queries in sorted(listings.items()):
        for number, query in enumerate(queries):
            is_cut = not query.limit and query.style != 'inline'
            limit = {'publication': publications, 'entry': entries}.get(query.kind, cards)
            if not is_cut or selections.at_most(query) <= limit:
                continue
            ids = selections.listed(query, docname)
            if len(ids) > limit:
                stem = _stem(docname, query.kind, publications_page)
                pages = {}
                for slug, cut in _cut(ids, query, selections, types, limit):
                    forms = numbered(f'{stem}{slug}')
                    name = next(x for x in forms if x not in documents and x not in taken)
                    taken.add(name)
                    pages[name] = cut._replace(wanted=stem + slug)
                split[docname, number] = pages
    return split


def _stem(docname: str, kind: Kind, publications_page: str) -> str:
    """Return what the names of all pages of a list begin with."""
    folder = f'{docname}/'.removesuffix('index/')
    if kind != 'publication':
        return f'{folder}{PLURALS[kind]}-'
    return folder if docname == publications_page else f'{folder}publications-'


def _cut(
    ids: Sequence[str], query: Query, selections: Selections, types: Sequence[str], limit: int
) -> Iterator[tuple[str, Cut]]:
    """Yield the end of the name of each page, and the page."""
    table: Mapping[str, Any] = selections.graph.table(query.kind)
    label_of, order = _rule(query, types, selections.graph)
    by_label: dict[str, list[str]] = {}
    for name in ids:
        by_label.setdefault(label_of(table[name]), []).append(name)
    labels = sorted(by_label, key=order) if order else list(by_label)
    numbers: dict[str, int] = {}
    if query.style == 'numbered':
        is_by_type = query.group_by == 'type'  # the only rule by which a whole list is ordered
        whole = [name for label in labels for name in by_label[label]] if is_by_type else ids
        numbers = {name: len(ids) - place for place, name in enumerate(whole)}
    for label in labels:
        names = by_label[label]
        for part, start in enumerate(range(0, len(names), limit), start=1):
            chosen = tuple(names[start : start + limit])
            slug = label.removeprefix(GROUP).removeprefix(TYPE).lower() + (
                f'-{part}' if part > 1 else ''
            )
            yield slug, Cut(label, chosen, part, tuple(numbers[name] for name in chosen if numbers))


def _rule(
    query: Query, types: Sequence[str], graph: Graph
) -> tuple[Callable[[Any], str], Callable[[str], Any] | None]:
    """Return what all on a page of a list share, and its order; None for that of the list."""
    if query.kind == 'entry':
        return _year, _newest_first if query.sort != 'oldest' else _last_undated
    if query.kind != 'publication':
        return _rule_of_cards(query, graph)
    if query.group_by == 'type':
        return _type, types.index
    if query.sort == 'title' and not query.group_by:
        return _title_letter, _last_other
    return year_of, None


def _rule_of_cards(
    query: Query, graph: Graph
) -> tuple[Callable[[Any], str], Callable[[str], Any] | None]:
    """Return the same for people, projects and topics."""
    if query.kind == 'project' and query.group_by == 'type':
        return _project_type, _PROJECT_LABELS.index
    if 'group' in {query.sort, query.group_by}:
        return partial(_group, graph), None
    return partial(_letter, by_family=query.sort == 'family'), _last_other


def first_of(cuts: Iterable[Cut], limit: int) -> Cut:
    """Return what the page of a list of publications shows itself, which is its beginning.

    Whole years, types or letters are shown as long as they fit; one that does not is begun
    only where the page would otherwise be less than half full.

    :param limit: entries that one page may list.
    """
    ids: list[str] = []
    numbers: list[int] = []
    for cut in cuts:
        room = limit - len(ids)
        if len(cut.ids) > room and len(ids) * 2 >= limit:
            break
        ids += cut.ids[:room]
        numbers += cut.numbers[:room]
    return Cut('', tuple(ids), numbers=tuple(numbers))


def year_of(item: Publication) -> str:
    """Return the year of a publication, or the word for those that have none (yet)."""
    return str(item.year or (FORTHCOMING if item.state else NO_YEAR))


def _year(item: DatedEntry) -> str:
    return str(item.year or NO_YEAR)


def _newest_first(label: str) -> tuple[bool, int]:
    return label == NO_YEAR, -int(label) if label != NO_YEAR else 0


def _last_undated(label: str) -> tuple[bool, str]:
    return label == NO_YEAR, label


#: The labels of the types of projects, in the order of their groups.
_PROJECT_LABELS = (*(f'{TYPE}{name}' for name in get_args(ProjectType)), OTHER)


def _project_type(item: Project) -> str:
    return f'{TYPE}{item.type}' if item.type else OTHER


def _group(graph: Graph, item: Person) -> str:
    group = graph.group(item.id)
    return f'{GROUP}{group}' if group else OTHER


def _type(item: Publication) -> str:
    return item.type


def _last_other(label: str) -> tuple[bool, str]:
    return label == OTHER, label


def _title_letter(item: Publication) -> str:
    """Return the Latin letter that a title is sorted under."""
    return latin_initial(collation_key(item.title)) or OTHER


def _letter(item: Any, *, by_family: bool) -> str:
    """Return the Latin letter that a name is sorted under."""
    return latin_initial(item.sort_key(by_family=by_family)) or OTHER
