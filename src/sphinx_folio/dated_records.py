"""The dated records of a person's page as facts, kept while the page is read.

Files for machines are made of them without looking at the page again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes

from .dates import Period
from .model import Person
from .nodes import ancestors
from .plain import Words, plain_words
from .timeline import LIST_CLASS, is_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from .domain import FolioDomain

_LISTS = (nodes.bullet_list, nodes.enumerated_list)
#: What is not part of what a record says.
_BESIDE = (nodes.footnote, nodes.citation, nodes.Invisible, nodes.system_message)


class DatedRecord(NamedTuple):
    """One entry of a timeline."""

    #: The kind of the timeline, one of `timeline.KINDS`.
    kind: str
    title: Words
    organisation: Words
    place: Words
    period: Period | None
    #: Paragraphs of the body, and items of its lists.
    paragraphs: tuple[Words, ...]
    items: tuple[Words, ...]


def read_records(doctree: nodes.document) -> Iterator[DatedRecord]:
    """Yield the entries of a page's timelines; one inside another entry is part of that."""
    for item in list(doctree.findall(nodes.list_item)):
        facts = item.attributes.pop('facts', {}) if is_entry(item) else None
        if facts is not None and not any(map(is_entry, ancestors(item))):
            kind = item.parent.get('kind', 'other') if item.parent else 'other'
            yield _record(kind, item, facts)


def _record(kind: str, item: nodes.list_item, facts: dict[str, Words]) -> DatedRecord:
    title: Words = ()
    paragraphs: list[Words] = []
    items: list[Words] = []
    for child in item.children:
        assert isinstance(child, nodes.Element)
        if 'folio-entry-title' in child['classes']:
            title = plain_words(child.children)
        elif 'folio-entry-body' in child['classes']:
            for is_item, words in _texts(child.children, is_item=False):
                (items if is_item else paragraphs).append(words)
    organisation = facts.get('organisation') or facts.get('organization') or ()
    period = _period(facts.get('dates'))
    place = facts.get('place') or ()
    return DatedRecord(kind, title, organisation, place, period, tuple(paragraphs), tuple(items))


def _texts(content: Iterable[nodes.Node], *, is_item: bool) -> Iterator[tuple[bool, Words]]:
    """Yield each text of a body, and whether it stands in a list."""
    for node in content:
        if isinstance(node, _BESIDE):
            continue
        if isinstance(node, nodes.TextElement):
            words = plain_words(node.children)
            if words:
                yield is_item, words
        elif isinstance(node, nodes.Element):
            yield from _texts(node.children, is_item=is_item or isinstance(node, _LISTS))


def _period(words: Words | None) -> Period | None:
    """Return a period that the directive has not told of as wrong."""
    try:
        return Period.parse(words[0]) if words else None
    except ValueError:
        return None


def keep_records(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the records of a person's page in the domain; take the facts out of any page."""
    domain = cast('FolioDomain', app.env.domains['folio'])
    docname = app.env.current_document.docname
    has_any = any(LIST_CLASS in node['classes'] for node in doctree.findall(nodes.bullet_list))
    records = tuple(read_records(doctree)) if has_any else ()
    if records and isinstance(domain.records.get(docname), Person):
        domain.timelines[docname] = records


def setup_dated_records(app: Sphinx) -> None:
    """Watch every page as it is read, after `collect`, which completes its record."""
    app.connect('doctree-read', keep_records, priority=610)
