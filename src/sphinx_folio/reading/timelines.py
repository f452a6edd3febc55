"""Timelines: what authors write as the directives ``timeline`` and ``entry``, kept as facts.

Each entry notes the words of its options while it is parsed; when the whole page is read
they become facts together with its title and its body. Files beside the pages are made of
those, without a second look at the page.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from sphinx_folio.domains import folio_domain
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

from .directive import FolioDirective, choice_of, note_problem

#: The attribute of an entry's node that holds what its options say until the page is read.
_OPTIONS = 'facts'
#: The options that say where something was, of one or the other spelling.
_PLACES = ('organisation', 'organization', 'place')
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
            message = (
                'a timeline holds entry directives and nothing else; write each record as '
                '"::::{entry} Title", and other text above or below the timeline'
            )
            note_problem(self.env, Subtype.PLACE, self.lineno, message)
        captions = [self.inline(text, self.lineno) for text in self.arguments]
        result = [*(nodes.rubric('', '', *caption) for caption in captions), *others]
        if entries:
            result.append(make_timeline(self.options.get('kind', 'other'), entries))
        return result


class Entry(FolioDirective):
    """One record of a timeline."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys((*_PLACES, 'dates'), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return one list item."""
        item = nodes.list_item(classes=[ENTRY_CLASS])
        self.set_source_info(item)
        item[_OPTIONS] = {}
        item += self._dates(item[_OPTIONS])
        title = self.inline(self.arguments[0], self.lineno)
        item += nodes.paragraph('', '', nodes.strong('', '', *title), classes=['folio-entry-title'])
        item += self._place(item[_OPTIONS])
        if body := self.parse_content_to_nodes():
            item += nodes.container('', *body, classes=['folio-entry-body'])
        return [item]

    def _place(self, options: dict[str, Any]) -> list[nodes.Node]:
        """Return where something was, and note the words of each option in *options*."""
        content: list[nodes.Node] = []
        for option in _PLACES:
            if text := self.options.get(option):
                inline = self.inline(text, self.option_line(option))
                options[option] = plain_words(inline)
                content += [nodes.Text(' · ')] if content else []
                content += inline
        return [nodes.paragraph('', '', *content, classes=['folio-entry-place'])] if content else []

    def _dates(self, options: dict[str, Any]) -> list[nodes.Node]:
        """Return when something was, and note the period in *options* if it is right."""
        text = self.options.get('dates')
        if not text:
            return []
        try:
            options['period'] = Period.parse(text)
            content = period_nodes(options['period'], self.config.language)
        except ContentError as error:
            note_problem(self.env, error.subtype, self.option_line('dates'), f':dates: {error}')
            content = [nodes.Text(text)]
        return [nodes.paragraph('', '', *content, classes=['folio-entry-dates'])]


def keep_timeline(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the entries of a person's page in the domain; take their notes out of any page."""
    domain, docname = folio_domain(app.env), app.env.docname
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


def _entry(kind: str, item: nodes.list_item, options: dict[str, Any]) -> TimelineEntry[Words]:
    children = cast('list[nodes.Element]', item.children)
    content = {name: child.children for child in children for name in child['classes']}
    texts = list(_texts(content.get('folio-entry-body', ()), is_item=False))
    return TimelineEntry(
        kind,
        title=plain_words(content.get('folio-entry-title', ())),
        organisation=options.get('organisation') or options.get('organization') or (),
        place=options.get('place', ()),
        period=options.get('period'),
        paragraphs=tuple(words for is_item, words in texts if not is_item),
        items=tuple(words for is_item, words in texts if is_item),
    )


def _texts(content: Iterable[nodes.Node], *, is_item: bool) -> Iterator[tuple[bool, Words]]:
    """Yield each text of a body, and whether it stands in a list."""
    for node in content:
        if isinstance(node, _BESIDE):
            continue
        if isinstance(node, nodes.TextElement):
            if words := plain_words(node.children):
                yield is_item, words
        elif isinstance(node, nodes.Element):
            yield from _texts(node.children, is_item=is_item or isinstance(node, _LISTS))
