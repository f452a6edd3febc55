"""How a list that is too long for one page is cut into several. Pure."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from sphinx_folio.model import FOLDERS, Place, Query, latin_initial
from sphinx_folio.util import numbered

from .query import Selections

#: The last part of the name of the page of entries without a year.
NO_YEAR = 'undated'
#: The same of objects whose name begins with no Latin letter, or that are of no group.
OTHER = 'other'


class Cut(NamedTuple):
    """One of the pages that a list is cut into."""

    #: What all on the page share: a year, a letter, a group; or one of the two words above.
    label: str
    ids: tuple[str, ...]
    #: The name that it has unless a page of the site has that.
    wanted: str = ''


def split_lists(
    listings: Mapping[str, Iterable[Query]],
    selections: Selections,
    documents: Container[str],
    *,
    publications_page: str,
    publications: int,
    cards: int,
) -> dict[Place, dict[str, Cut]]:
    """Return each list that is too long, with the pages that it is cut into, by their names.

    :param documents: the names that pages of the site have already.
    :param publications: entries that one page may list; the limit is for the list of all.
    :param cards: people, projects or topics that one page may show as cards.
    """
    split: dict[Place, dict[str, Cut]] = {}
    taken: set[str] = set()
    for docname, queries in sorted(listings.items()):
        for number, query in enumerate(queries):
            if query.kind == 'publication':
                wanted = docname == publications_page and not query.of
                limit, key_of, stem = publications, _year, f'{docname}/'
            else:
                wanted = query.style != 'inline'
                by_letter = partial(_letter, by_family=query.sort == 'family')
                limit, key_of = cards, _group if query.sort == 'group' else by_letter
                stem = f'{docname.removesuffix("/index")}/{FOLDERS[query.kind]}-'
            if not wanted or query.limit or selections.at_most(query) <= limit:
                continue
            ids = selections.evaluate(query)
            if len(ids) > limit:
                pages = {}
                for slug, cut in _cut(ids, selections.graph.table(query.kind), key_of, limit):
                    forms = numbered(f'{stem}{slug}')
                    name = next(x for x in forms if x not in documents and x not in taken)
                    taken.add(name)
                    pages[name] = cut._replace(wanted=stem + slug)
                split[docname, number] = pages
    return split


def _cut(
    ids: Iterable[str], table: Mapping[str, Any], key_of: Callable[[Any], str], limit: int
) -> Iterator[tuple[str, Cut]]:
    """Yield the end of the name of each page, and the page."""
    parts: dict[str, list[str]] = {}
    for name in ids:
        parts.setdefault(key_of(table[name]), []).append(name)
    by_letter = sorted(parts, key=lambda label: (label == OTHER, label))
    for label in parts if key_of in {_year, _group} else by_letter:
        names = parts[label]
        size = len(names) if key_of is _year else limit
        for count, start in enumerate(range(0, len(names), size), start=1):
            slug = label.lower() if count == 1 else f'{label.lower()}-{count}'
            yield slug, Cut(label, tuple(names[start : start + size]))


def _year(item: Any) -> str:
    return str(item.year or NO_YEAR)


def _group(item: Any) -> str:
    return getattr(item, 'group', None) or OTHER


def _letter(item: Any, *, by_family: bool) -> str:
    """Return the Latin letter that a name is sorted under."""
    return latin_initial(item.sort_key(by_family=by_family)) or OTHER
