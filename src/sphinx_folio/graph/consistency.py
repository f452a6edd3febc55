"""References of entries, and ids and labels that two claim: what must be true of all pages. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from sphinx_folio.model import (
    AUTHOR_MARKS,
    PAGE_KINDS,
    Author,
    DatedEntry,
    Kind,
    Label,
    Problem,
    Publication,
    Record,
    Reference,
    Subtype,
    claim_order,
    split_id,
)
from sphinx_folio.util import nearest

from .graph import NAMING_FIELDS, Graph


def entry_references(graph: Graph) -> Iterator[Reference]:
    """Yield the ids that entries of the bibliography name, of what there is no object."""
    people, sites = graph.people, graph.sites
    for publication in graph.publications.values():
        file, what = publication.file, f'of the entry "{publication.key}"'
        for kind, field in NAMING_FIELDS.items():
            table = graph.table(kind)
            for name in getattr(publication, field):
                if name not in table:
                    where = f'the field "{field}" {what}'
                    yield Reference(kind, name, file, publication.line_of(field), where)
        for field, key in publication.cited:
            if key not in graph.publications:
                where = f'the field "{field}" {what}'
                yield Reference('publication', key, file, publication.line_of(field), where)
        for author in publication.authors:
            word = author.person
            if (word and word not in people) and (
                split_id(word)[0] in sites or _may_be_id(author, people)
            ):
                line = publication.line_of('author+an')
                yield Reference('person', word, file, line, f'author+an {what}')


def _may_be_id(author: Author, people: Collection[str]) -> bool:
    """Tell whether a word in ``author+an`` is wrong; biblatex leaves it to styles what one says."""
    word = author.person
    names_author = not set(word.split('-')).isdisjoint(author.key.split())
    return (
        names_author
        or bool(nearest(word, AUTHOR_MARKS))
        or ('-' in word and bool(nearest(word, people)))
    )


def duplicate_id(second: Record, first: Record) -> Iterator[Problem]:
    """Yield the problem of a page whose id another page has.

    Where nothing but the alphabet decides which of the two, both are told.
    """
    advice = 'rename this file, as the id of a page is its file name'
    if isinstance(second, DatedEntry) and second.is_line:
        yield _duplicate_line(second, first)
        return
    if second.docname.rpartition('/')[2] == 'index':
        advice = f'write another "id: …" under "{second.kind}:"'
    message = f'the id "{second.id}" is taken by {first.docname}.md; {advice}'
    yield Problem(Subtype.ID, second.docname, 1, message)
    if claim_order(first)[:2] == claim_order(second)[:2]:
        message = f'the id "{first.id}" is also that of {second.docname}.md; {advice}, or that one'
        yield Problem(Subtype.ID, first.docname, 1, message)


def _duplicate_line(second: DatedEntry, first: Record) -> Problem:
    place = f'{first.docname}.md'
    if isinstance(first, DatedEntry) and first.is_line:
        place += f':{first.line}'
    message = f'the id "{second.id}" is taken by {place}; write another ":id:"'
    return Problem(Subtype.ID, second.docname, second.line, message)


def taken_names(
    labels: Mapping[str, Iterable[Label]], linked: Iterable[str], graph: Graph
) -> Iterator[Problem]:
    """Yield what is wrong with the names that ``[text](#name)`` may mean.

    An object has its id before any label, and of two objects the one whose kind comes
    first: so a page changes nothing for the links of others.

    :param labels: the labels of each document.
    :param linked: the names that links somewhere in the site go to.
    """
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for docname, of_page in sorted(labels.items()):
        for label in of_page:
            places[label.name].append((docname, label.line))
    folded = {key.lower(): key for key in graph.publications}
    for name, found in places.items():
        kinds = [kind for kind in PAGE_KINDS if name in graph.table(kind)]
        key = folded.get(name, '')
        advice = f'write another one, such as "{name}-here"'
        for number, (docname, line) in enumerate(found):
            owner = kinds and cast('Record', graph.table(kinds[0])[name])
            if owner and owner.docname != docname:
                what = f'the label "{name}" is the id of {owner.docname}.md'
            elif key and not owner:
                what = f'the label "{name}" is the citation key "{key}"'
            elif len(found) > 1 and not owner:
                other, there = found[0 if number else 1]
                what = f'the label "{name}" stands in {other}.md:{there} too'
            else:
                continue
            yield Problem(Subtype.ID, docname, line, f'{what}; {advice}')
    kinds_of_all: tuple[Kind, ...] = (*PAGE_KINDS, 'publication')
    for name in sorted(set(linked)):
        holders = [graph.table(kind)[name] for kind in kinds_of_all if name in graph.table(kind)]
        for holder in holders[1:]:
            yield _ambiguous(name, holder, holders[0])


def _ambiguous(name: str, holder: Record | Publication, first: Record | Publication) -> Problem:
    owner = cast('Record', first).docname
    if isinstance(holder, Publication):
        file, line, what, mend = holder.file, holder.line, 'citation key', 'write another key'
    elif isinstance(holder, DatedEntry) and holder.is_line:
        file, line, what, mend = holder.docname, holder.line, 'id', 'write another ":id:"'
    else:
        file, line, what, mend = holder.docname, 1, 'id', 'rename this file'
    message = f'the {what} "{name}" is also the id of {owner}.md, to which links of that name lead'
    return Problem(Subtype.ID, file, line, f'{message}; {mend}')
