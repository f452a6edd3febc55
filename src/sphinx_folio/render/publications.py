"""Lists of publications: items, groups, numbers, marks and what readers take along."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_folio.bib import FORMULA, TYPES, math_to_text, type_name
from sphinx_folio.nodes import (
    aside_text,
    bibtex_fold,
    details,
    list_filter,
    name_in_line,
    screen_only,
    summary,
)
from sphinx_folio.shared import _

from .parts import Parts, empty_list, line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx_folio.graph import AuthorView, Item, PublicationView


_MARK_SIGNS = {'equal': '*', 'corresponding': '†'}
_SCRIPT = re.compile(r'([\^_])(?:\{([^{}]*)\}|(\w))')


class PublicationList:
    """Builds one list.

    :param view: what the list shows.
    :param style: ``list``, ``compact``, ``numbered``, or ``cv``: numbered, without what
        leads on to other pages.
    :param author_limit: authors that are shown before the rest is folded away.
    :param bibtex: returns the BibTeX text of a citation key.
    """

    def __init__(
        self,
        view: PublicationView,
        parts: Parts,
        *,
        style: str,
        author_limit: int,
        bibtex: Callable[[str], str],
    ) -> None:
        self.view = view
        self.parts = parts
        self.style = style
        self.author_limit = author_limit
        self.bibtex = bibtex
        #: The number of the next item; numbered lists count down to the oldest.
        self.number = view.total

    def render(self) -> list[nodes.Node]:
        """Return the nodes of the list, its groups, its legend and its footer."""
        if self.view.pages:
            return [self.parts.page_chips(self.view.pages), *self._footer()]
        if not self.view.items:
            return [empty_list()]
        result: list[nodes.Node] = []
        if self.view.filter and len(self.view.items) > 1:
            result.append(_filter(self.view))
        for title, items in _grouped(self.view.items, self.view.group_by):
            result += [nodes.rubric('', title, classes=['folio-group'])] if title else []
            result.append(self._list(items))
        used = {
            mark for item in self.view.items for author in item.authors for mark in author.marks
        }
        if used:
            # at the end of a list on paper it would often stand alone on a page
            place = 0 if self.style == 'cv' else len(result)
            result.insert(place, line('folio-legend', _legend(used)))
        return result + self._footer()

    def _list(self, items: Sequence[Item]) -> nodes.bullet_list:
        looks = ['folio-publications']
        if self.style != 'list':
            looks.append(f'folio-{self.style}')
        if not any(item.anchor for item in self.view.items):
            looks.append('no-search')  # the search finds each where citations lead
        return nodes.bullet_list('', *map(self._item, items), classes=looks)

    def _item(self, item: Item) -> nodes.list_item:
        node = nodes.list_item(classes=['folio-publication'])
        if item.anchor:
            node['ids'].append(item.anchor)
        node += self._title(item)
        node += self._authors(item)
        node += _venue(item, with_type=self.view.group_by != 'type')
        self.number -= 1
        if self.style == 'compact':
            return node
        brief = self.style == 'cv'
        if item.note:
            node += line('folio-publication-note', item.note)
        if item.links:
            node += self.parts.links(item.links, item.title)
        node += [] if brief else self._folded(item)
        related = (*item.projects, *item.topics)
        if related and not brief:
            node += self.parts.joined('folio-publication-related', related)
        return node

    def _title(self, item: Item) -> nodes.paragraph:
        paragraph = nodes.paragraph(classes=['folio-publication-title'])
        if self.style in {'numbered', 'cv'}:
            paragraph += nodes.inline('', f'{self.number}. ', classes=['folio-number'])
        paragraph += title_nodes(item.title)
        return paragraph

    # -- authors -------------------------------------------------------------------

    def _authors(self, item: Item) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        if item.authors:
            shown = item.authors[: self.author_limit]
            rest = item.authors[self.author_limit :]
            if len(rest) == 1:  # one name takes no more room than the words about it
                shown, rest = item.authors, ()
            paragraph = nodes.paragraph(classes=['folio-publication-authors'])
            paragraph += self._names(shown)
            for author in rest:
                if author.is_self:
                    paragraph += [nodes.Text(', …, '), *self._name(author)]
            result.append(paragraph)
            if item.et_al and not rest:
                paragraph += [nodes.Text(' '), nodes.emphasis('', _('et al.'))]
            if rest and self.style == 'cv':
                paragraph += nodes.Text(f' {_more_label(len(rest))}')
            elif rest:
                result.append(self._more_authors(rest, et_al=item.et_al))
        return [*result, *self._tied(item)]

    def _tied(self, item: Item) -> list[nodes.Node]:
        """Return who is tied to a publication without an author list; a CV is one's own."""
        if not item.tied:
            return []
        # without an author list the entry's note may say why
        said = [] if item.authors or item.note else [_('Author list not given.')]
        others = [
            ref for ref in item.tied if self.style != 'cv' or ref.docname != self.parts.docname
        ]
        if others:
            label = ' '.join([*said, _('In this portfolio:')])
            return [self.parts.joined('folio-publication-authors', others, label)]
        return [line('folio-publication-authors', text) for text in said]

    def _more_authors(self, rest: Sequence[AuthorView], *, et_al: bool) -> details:
        paragraph = nodes.paragraph('', '', *self._names(rest))
        if et_al:
            paragraph += [nodes.Text(' '), nodes.emphasis('', _('et al.'))]
        label = _more_label(len(rest))
        return details('', summary('', label), paragraph, classes=['folio-more-authors'])

    def _names(self, authors: Iterable[AuthorView]) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for author in authors:
            found += [nodes.Text(', ')] if found else []
            found += self._name(author)
        return found

    def _name(self, author: AuthorView) -> list[nodes.Node]:
        if author.is_self:
            name: nodes.Node = nodes.strong('', author.name, classes=['folio-self'])
        elif author.person:
            name = self.parts.link(author.person, author.name)
        else:
            name = name_in_line(author.name, self.parts.language)
        signs = ''.join(_MARK_SIGNS[mark] for mark in author.marks)
        return [name, nodes.superscript('', signs)] if signs else [name]

    # -- what readers take along ---------------------------------------------------

    def _folded(self, item: Item) -> list[nodes.Node]:
        """Return abstract and BibTeX, each behind its summary; print needs no BibTeX."""
        found: list[nodes.Node] = []
        about = aside_text('', f': {item.title}')
        if item.abstract:
            text = nodes.paragraph('', '', *title_nodes(item.abstract))
            label = summary('', '', nodes.Text(_('Abstract')), about.deepcopy())
            found.append(details('', label, text, classes=['folio-abstract']))
        source = self.bibtex(item.key)
        if source:
            words = {'copy': _('Copy'), 'copied': _('Copied'), 'failed': _('Press Ctrl+C')}
            texts = {'label': _('BibTeX'), 'about': item.title, 'source': source}
            found.append(bibtex_fold(**texts, words=words))
        return found

    def _footer(self) -> list[nodes.Node]:
        paragraph = nodes.paragraph(classes=['folio-list-footer'])
        if self.view.more:
            text = _('All %d publications') % self.view.total
            paragraph += self.parts.link(self.view.more, text)
        if self.view.export and self.style != 'compact':
            paragraph += [nodes.Text(' · ')] if len(paragraph) else []
            paragraph += nodes.Text(_('Download as') + ' ')
            paragraph += self.parts.file_link(f'{self.view.export}.bib', nodes.Text('BibTeX'))
            paragraph += nodes.Text(', ')
            paragraph += self.parts.file_link(f'{self.view.export}.json', nodes.Text('CSL-JSON'))
        return [screen_only('', paragraph)] if len(paragraph) else []


def _more_label(count: int) -> str:
    return _('and %d more authors') % count


def title_nodes(text: str) -> list[nodes.Node]:
    """Return *text* with its ``$math$`` set; what is beyond sub- and superscripts as math."""
    found: list[nodes.Node] = []
    end = 0
    for match in FORMULA.finditer(text):
        found += [nodes.Text(text[end : match.start()])] if match.start() > end else []
        found += _math_nodes(match[1])
        end = match.end()
    return [*found, nodes.Text(text[end:])] if end < len(text) else found


def _math_nodes(formula: str) -> list[nodes.Node]:
    plain = math_to_text(formula)
    if '\\' in plain:
        return [nodes.math(formula, formula)]
    found: list[nodes.Node] = []
    end = 0
    for match in _SCRIPT.finditer(plain):
        found += [nodes.emphasis('', plain[end : match.start()])] if match.start() > end else []
        kind = nodes.superscript if match[1] == '^' else nodes.subscript
        found.append(kind('', match[2] if match[2] is not None else match[3]))
        end = match.end()
    return [*found, nodes.emphasis('', plain[end:])] if end < len(plain) else found


def _venue(item: Item, *, with_type: bool) -> nodes.paragraph:
    """Return venue, year and badges; under the heading of its type it needs none for that."""
    paragraph = nodes.paragraph(classes=['folio-publication-venue'])
    kind = type_name(item.type) if with_type else ''
    badges = [('abbr', item.abbr), ('type', kind), ('award', item.award)]
    if item.selected:
        badges.append(('selected', _('Selected')))
    year = nodes.inline('', str(item.year) if item.year else _('n.d.'), classes=['folio-year'])
    if item.venue:
        paragraph += [nodes.emphasis('', item.venue), nodes.Text(', ')]
    paragraph += year
    for look, text in badges:
        if text:
            classes = ['folio-badge', f'folio-badge-{look}']
            paragraph += [nodes.Text(' '), nodes.inline('', text, classes=classes)]
    return paragraph


def _grouped(items: Sequence[Item], group_by: str) -> list[tuple[str, list[Item]]]:
    """Return the items under the titles of their groups; ungrouped under an empty one."""
    if group_by == 'year':
        years = groupby(items, key=lambda item: str(item.year) if item.year else _('No date'))
        return [(title, list(found)) for title, found in years]
    if group_by == 'type':
        by_type = {kind: [item for item in items if item.type == kind] for kind in TYPES}
        return [(type_name(kind), found) for kind, found in by_type.items() if found]
    return [('', list(items))]


def _legend(used: Iterable[str]) -> str:
    meanings = {'equal': _('equal contribution'), 'corresponding': _('corresponding author')}
    return ' · '.join(f'{_MARK_SIGNS[mark]} {meanings[mark]}' for mark in meanings if mark in used)


def _filter(view: PublicationView) -> list_filter:
    """Return the place of the filter, which a script builds where scripts run."""
    values: dict[str, set[object]] = {
        'year': {item.year for item in view.items},
        'type': {item.type for item in view.items if view.group_by != 'type'},
        'topic': {topic.id for item in view.items for topic in item.topics},
        'person': {
            who.name for item in view.items for who in item.authors if who.person or who.is_self
        },
    }
    names = {'year': _('Year'), 'type': _('Type'), 'topic': _('Topic'), 'person': _('Person')}
    facets = [name for name in names if len(values[name]) > 1]
    words = {
        'label': _('Filter publications'),
        'text': _('Words in title, authors or venue'),
        **{name: names[name] for name in facets},
        'any': _('any'),
        'reset': _('Show all'),
        'count': _('{shown} of {all} publications'),
    }
    return list_filter(facets=facets, **words)
