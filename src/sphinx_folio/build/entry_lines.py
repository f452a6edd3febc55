"""The lines of timelines become dated entries, like those that have a page."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, cast

from sphinx_folio.domains import FolioDomain, name_of_mention
from sphinx_folio.graph import find_elsewhere
from sphinx_folio.model import (
    DatedEntry,
    EntryLine,
    Kind,
    Member,
    ObjectRef,
    PageFacts,
    Record,
    Words,
    claim_order,
)
from sphinx_folio.nodes import said


def entries_of_lines(domain: FolioDomain, pages: Mapping[str, PageFacts]) -> Iterator[DatedEntry]:
    """Yield a record for each line, once the names of what it mentions are known.

    :param pages: what each document states, in the order of their names.
    """
    records = [facts.record for facts in pages.values() if facts.record]
    names: dict[tuple[str, str], str] = {}
    for record in sorted(records, key=claim_order):
        names.setdefault((record.kind, record.id), record.name)

    def name_of_object(kind: str, name: str) -> str | None:
        if kind == 'publication':
            publication = domain.publications.get(name)
            if publication:
                return publication.title
        elsewhere = find_elsewhere(domain.other_sites, ObjectRef(cast('Kind', kind), name))
        return names.get((kind, name)) or (elsewhere.name if elsewhere else None)

    def say(words: Words) -> str:
        name_of = partial(name_of_mention, domain.env, name_of_object=name_of_object)
        return said(words, name_of)

    return entries_as_said(pages, say)


def entries_as_said(
    pages: Mapping[str, PageFacts], say: Callable[[Words], str]
) -> Iterator[DatedEntry]:
    """Yield a record for each line.

    :param say: returns a text with the names of what it mentions.
    """
    for docname, facts in pages.items():
        for number, line in enumerate(facts.entries):
            yield _entry(docname, number, line, facts.record, say)


def _entry(
    docname: str, number: int, line: EntryLine, page: Record | None, say: Callable[[Words], str]
) -> DatedEntry:
    implied = page.ref if page and page.kind != 'entry' else None
    return DatedEntry(
        id=line.id or f'{docname}#{number}',
        docname=docname,
        name=say(line.title),
        entry_kind=line.kind,
        type=line.type,
        period=line.period,
        people=tuple(Member(id=name, role=role) for name, role in line.people),
        organisation=say(line.organisation),
        place=say(line.place),
        projects=line.projects,
        topics=line.topics,
        publications=line.publications,
        links=line.links,
        status=cast('Any', line.status or None),
        anchor=line.anchor,
        implied=implied,
        line=line.line,
        number=number,
    )
