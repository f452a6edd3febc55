"""Timelines: what authors write as the directives ``timeline`` and ``entry``, kept as facts.

Each entry notes the words of its options while it is parsed; when the whole page is read
they become facts together with its title and its body. Files beside the pages are made of
those, without a second look at the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_folio.model import (
    TIMELINE_KINDS,
    ContentError,
    Period,
    Person,
    Subtype,
    TimelineEntry,
    Words,
)
from sphinx_folio.nodes import (
    ENTRY_CLASS,
    ancestors,
    is_entry,
    make_timeline,
    period_nodes,
    plain_words,
)

from .directive import FolioDirective, choice_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_folio.domains import FolioDomain


#: The attribute of an entry's node that holds the words of its options, by their names,
#: until the page is read.
_OPTIONS = 'facts'
_LISTS = (nodes.bullet_list, nodes.enumerated_list)
#: What is not part of what an entry says.
_BESIDE = (nodes.footnote, nodes.citation, nodes.Invisible, nodes.system_message)


class Timeline(FolioDirective):
    """A section of a CV, such as education or awards."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {'kind': choice_of(*TIMELINE_KINDS)}

    def run(self) -> list[nodes.Node]:
        """Gather the entries; other content is reported and kept before the list."""
        content = self.parse_content_to_nodes()
        entries = [node for node in content if is_entry(node)]
        others = [node for node in content if not is_entry(node)]
        is_reported = any(isinstance(node, nodes.system_message) for node in others)
        silent = (nodes.comment, nodes.system_message)
        if not (entries or is_reported) or any(not isinstance(node, silent) for node in others):
            self.note_problem(
                Subtype.PLACE,
                'a timeline holds entry directives and nothing else; write each record as '
                '"::::{entry} Title", and other text above or below the timeline',
            )
        result = self._caption() + others
        if entries:
            result.append(make_timeline(self.options.get('kind', 'other'), entries))
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
        item[_OPTIONS] = {'dates': (self.options.get('dates', ''),)}
        self.set_source_info(item)
        item += self._dates()
        title = self.inline(self.arguments[0], self.lineno)
        item += nodes.paragraph('', '', nodes.strong('', '', *title), classes=['folio-entry-title'])
        item += self._place(item[_OPTIONS])
        body = self.parse_content_to_nodes()
        if body:
            item += nodes.container('', *body, classes=['folio-entry-body'])
        return [item]

    def _place(self, options: dict[str, Words]) -> list[nodes.Node]:
        """Return where something was, and note the words of each option in *options*."""
        content: list[nodes.Node] = []
        for option in ('organisation', 'organization', 'place'):
            text = self.options.get(option)
            if text:
                inline = self.inline(text, self.option_line(option))
                options[option] = plain_words(inline)
                content += [nodes.Text(' · ')] if content else []
                content += inline
        return [nodes.paragraph('', '', *content, classes=['folio-entry-place'])] if content else []

    def _dates(self) -> list[nodes.Node]:
        text = self.options.get('dates')
        if not text:
            return []
        try:
            content = period_nodes(Period.parse(text), self.config.language)
        except ContentError as error:
            self.note_problem(error.subtype, f':dates: {error}', self.option_line('dates'))
            content = [nodes.Text(text)]
        return [nodes.paragraph('', '', *content, classes=['folio-entry-dates'])]


def keep_timeline(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the entries of a person's page in the domain; take their notes out of any page."""
    domain = cast('FolioDomain', app.env.domains['folio'])
    docname = app.env.current_document.docname
    entries = tuple(read_entries(doctree))
    if entries and isinstance(domain.facts(docname).record, Person):
        domain.set_facts(docname, timeline=entries)


def read_entries(doctree: nodes.document) -> Iterator[TimelineEntry[Words]]:
    """Yield the entries of a page's timelines; one inside another entry is part of that."""
    for item in list(doctree.findall(nodes.list_item)):
        options = item.attributes.pop(_OPTIONS, {}) if is_entry(item) else None
        if options is not None and not any(map(is_entry, ancestors(item))):
            kind = item.parent.get('kind', 'other') if item.parent else 'other'
            yield _entry(kind, item, options)


def _entry(kind: str, item: nodes.list_item, options: dict[str, Words]) -> TimelineEntry[Words]:
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
    organisation = options.get('organisation') or options.get('organization') or ()
    place, period = options.get('place') or (), _period(options.get('dates'))
    return TimelineEntry(kind, title, organisation, place, period, tuple(paragraphs), tuple(items))


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
    """Return a period, or None for one that the directive has reported as wrong."""
    try:
        return Period.parse(words[0]) if words else None
    except ContentError:
        return None
