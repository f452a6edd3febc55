"""Dated records: the ``timeline`` directive and the ``entry`` directives in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform

from .dates import Period
from .directives import FolioDirective, choice_of
from .domain import FolioDomain
from .model import Problem
from .nodes import period_nodes
from .plain import plain_words
from .warnings import Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from .plain import Words

KINDS = (
    'education',
    'experience',
    'teaching',
    'awards',
    'service',
    'talks',
    'skills',
    'activities',
    'other',
)


#: Classes that mark the list and the item; docutils' own visitors know no subclasses.
LIST_CLASS = 'folio-timeline'
ENTRY_CLASS = 'folio-entry'


def make_timeline(kind: str, items: Iterable[nodes.Node]) -> nodes.bullet_list:
    """Return the list that holds *items*; its attribute ``kind`` is one of `KINDS`."""
    classes = [LIST_CLASS, f'{LIST_CLASS}-{kind}']
    return nodes.bullet_list('', *items, kind=kind, classes=classes)


def is_entry(node: nodes.Node) -> bool:
    """Tell whether *node* is a record: its dates, title and place, then its body."""
    return isinstance(node, nodes.list_item) and ENTRY_CLASS in node['classes']


class Timeline(FolioDirective):
    """A section of a CV, such as education or awards."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {'kind': choice_of(*KINDS)}

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


class HouseEntries(SphinxTransform):
    """Tell of an ``entry`` outside a timeline, and give it a list to stand in."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Wrap each stray entry, so that no word and no valid markup is lost."""
        for item in list(self.document.findall(nodes.list_item)):
            if not is_entry(item) or LIST_CLASS in item.parent['classes']:
                continue
            domain = self.env.domains['folio']
            assert isinstance(domain, FolioDomain)
            message = 'an entry directive stands outside a timeline; put "{timeline}" around it'
            docname = self.env.docname
            problem = Problem(Subtype.PLACE.value, docname, item.line or 1, message)
            domain.note_problems(docname, [problem])
            item.replace_self(make_timeline('other', [item.deepcopy()]))


def setup_timeline(app: Sphinx) -> None:
    """Register the directives and the transform that guards them."""
    app.add_directive_to_domain('folio', 'timeline', Timeline)
    app.add_directive_to_domain('folio', 'entry', Entry)
    app.add_transform(HouseEntries)
