"""Timelines: the directives ``timeline`` and ``entry``, and their entries as facts.

The facts are kept while a page is read, so that files beside the pages are made of them
without looking at the page again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_folio.model import TIMELINE_KINDS, DatedRecord, Period, Person, Subtype, Words
from sphinx_folio.nodes import (
    ENTRY_CLASS,
    LIST_CLASS,
    ancestors,
    is_entry,
    make_timeline,
    period_nodes,
    plain_words,
)

from .directive import FolioDirective, choice_of
from .repairs import HouseEntries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_folio.domains import FolioDomain


_LISTS = (nodes.bullet_list, nodes.enumerated_list)
#: What is not part of what a record says.
_BESIDE = (nodes.footnote, nodes.citation, nodes.Invisible, nodes.system_message)


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
        domain.set_facts(docname, timeline=records)


def setup_dated_records(app: Sphinx) -> None:
    """Watch every page as it is read, after `collect`, which completes its record."""
    app.connect('doctree-read', keep_records, priority=610)


class Timeline(FolioDirective):
    """A section of a CV, such as education or awards."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {'kind': choice_of(*TIMELINE_KINDS)}

    def run(self) -> list[nodes.Node]:
        """Gather the entries; other content is told of and kept before the list."""
        content = self.parse_content_to_nodes()
        kind = self.options.get('kind', 'other')
        items = [node for node in content if is_entry(node)]
        others = [node for node in content if not is_entry(node)]
        told = any(isinstance(node, nodes.system_message) for node in others)
        silent = (nodes.comment, nodes.system_message)
        if not (items or told) or any(not isinstance(node, silent) for node in others):
            self.note_problem(
                Subtype.PLACE,
                'a timeline holds entry directives and nothing else; write each record as '
                '"::::{entry} Title", and other text above or below the timeline',
            )
        result = self._caption() + others
        if items:
            result.append(make_timeline(kind, items))
        return result

    def _caption(self) -> list[nodes.Node]:
        if not self.arguments:
            return []
        return [nodes.rubric('', '', *self.inline(self.arguments[0], self.lineno))]


class Entry(FolioDirective):
    """One record of a timeline."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        'organisation': directives.unchanged,
        'organization': directives.unchanged,
        'place': directives.unchanged,
        'dates': directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return one list item."""
        item = nodes.list_item(classes=[ENTRY_CLASS])
        # for `dated_records`, which takes it out again
        item['facts'] = {'dates': (self.options.get('dates', ''),)}
        self.set_source_info(item)
        item += self._dates()
        title = self.inline(self.arguments[0], self.lineno)
        item += nodes.paragraph('', '', nodes.strong('', '', *title), classes=['folio-entry-title'])
        item += self._place(item['facts'])
        body = self.parse_content_to_nodes()
        if body:
            item += nodes.container('', *body, classes=['folio-entry-body'])
        return [item]

    def _place(self, facts: dict[str, Words]) -> list[nodes.Node]:
        """Return where something was, and note the words of each option in *facts*."""
        parts: list[nodes.Node] = []
        for option in ('organisation', 'organization', 'place'):
            text = self.options.get(option)
            if text:
                content = self.inline(text, self.option_line(option))
                facts[option] = plain_words(content)
                parts += [nodes.Text(' · ')] if parts else []
                parts += content
        return [nodes.paragraph('', '', *parts, classes=['folio-entry-place'])] if parts else []

    def _dates(self) -> list[nodes.Node]:
        text = self.options.get('dates')
        if not text:
            return []
        try:
            content = period_nodes(Period.parse(text), self.config.language)
        except ValueError as error:
            self.note_problem(Subtype.DATE, f':dates: {error}', self.option_line('dates'))
            content = [nodes.Text(text)]
        return [nodes.paragraph('', '', *content, classes=['folio-entry-dates'])]


def setup_timeline(app: Sphinx) -> None:
    """Register the directives and the transform that guards them."""
    app.add_directive_to_domain('folio', 'timeline', Timeline)
    app.add_directive_to_domain('folio', 'entry', Entry)
    app.add_transform(HouseEntries)
