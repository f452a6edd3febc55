"""Lists of publications: items, groups, numbers, marks and what readers take along.

The page of a publication is made of the same parts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from docutils import nodes

from sphinx_folio.bib import TYPES, editor_sign, type_name
from sphinx_folio.graph import AuthorView, Item, PublicationView, year_of
from sphinx_folio.model import Publication
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

from .math import marked_nodes
from .parts import Parts, empty_list, filter_form, heading, joined, line
from .words import label_text

_MARK_SIGNS = {'equal': '*', 'corresponding': '†'}


@dataclass(frozen=True, kw_only=True)
class PublicationList:
    """Builds one list.

    :param view: what the list shows.
    :param style: ``list``, ``compact``, ``numbered``, or ``cv``: numbered, without what
        leads on to other pages; or ``page``, which shows one entry whole.
    :param author_limit: authors that are shown before the rest is folded away.
    :param bibtex: returns the BibTeX text of a citation key.
    """

    view: PublicationView
    parts: Parts
    style: str
    author_limit: int
    bibtex: Callable[[str], str]

    def render(self) -> list[nodes.Node]:
        """Return the nodes of the list, its groups, its legend and its footer."""
        if self.view.pages:
            return [*self.parts.page_chips(self.view.pages), *self._footer()]
        if not self.view.items:
            return empty_list()
        result: list[nodes.Node] = []
        numbers = count(self.view.total, -1)  # numbered lists count down to the oldest
        if self.view.filter and len(self.view.items) > 1:
            result.append(_filter(self.view))
        for title, items in _grouped(self.view.items, self.view.group_by):
            result += [nodes.rubric('', title, classes=['folio-group'])] if title else []
            result.append(self._list(items, numbers))
        # at the end of a list on paper it would often stand alone on a page
        place = 0 if self.style == 'cv' else len(result)
        result[place:place] = self._legend()
        return result + self._footer()

    def page(self) -> list[nodes.Node]:
        """Return what stands below the title on the page of the one entry of the list."""
        (item,) = self.view.items
        publication = item.publication
        content = [*self._authors(item), *self._legend(), _venue(item, with_type=True)]
        content += self._noted(publication)
        result: list[nodes.Node] = [nodes.container('', *content, classes=['folio-publication'])]
        if publication.abstract:
            abstract = marked_nodes(publication.marked_text('abstract'))
            result += [heading(_('Abstract'), on_web=True), nodes.paragraph('', '', *abstract)]
        more = [*self._folded(item)]
        for label, refs in (
            (_('Projects:'), item.entry.projects),
            (_('Topics:'), item.entry.topics),
        ):
            more += self.parts.refs_line('folio-publication-related', refs, label)
        if more:
            result.append(nodes.container('', *more, classes=['folio-publication']))
        return result

    def _legend(self) -> list[nodes.Node]:
        used = {
            mark for item in self.view.items for author in item.authors for mark in author.marks
        }
        return line('folio-legend', _legend(used)) if used else []

    def _list(self, items: Sequence[Item], numbers: Iterator[int]) -> nodes.bullet_list:
        looks = ['folio-publications']
        if self.style != 'list':
            looks.append(f'folio-{self.style}')
        if not any(item.anchor and not item.page for item in self.view.items):
            looks.append('no-search')  # the search finds each where citations lead
        return nodes.bullet_list('', *map(self._item, items, numbers), classes=looks)

    def _item(self, item: Item, number: int) -> nodes.list_item:
        publication = item.publication
        ids = [item.anchor] if item.anchor else []
        node = nodes.list_item(classes=['folio-publication'], ids=ids)
        title = marked_nodes(publication.marked_text('title'))
        if item.page:
            title = [self.parts.page_link(item.page, *_unlinked(title))]
        if self.style in {'numbered', 'cv'}:
            title.insert(0, nodes.inline('', f'{number}. ', classes=['folio-number']))
        node += line('folio-publication-title', *title)
        node += self._authors(item)
        node += _venue(item, with_type=self.view.group_by != 'type')
        if self.style != 'compact':
            node += self._noted(publication)
        if self.style not in {'compact', 'cv'}:
            node += self._folded(item)
            node += self.parts.refs_line('folio-publication-related', item.related)
        return node

    def _noted(self, publication: Publication) -> list[nodes.Node]:
        note = marked_nodes(publication.marked_text('note'))
        links = self.parts.links(publication.links, publication.title)
        return [*line('folio-publication-note', *note), *links]

    # -- authors -------------------------------------------------------------------

    def _authors(self, item: Item) -> list[nodes.Node]:
        if not item.authors:
            return self._tied(item)
        authors, rest = item.authors[: self.author_limit], item.authors[self.author_limit :]
        if len(rest) == 1:  # one name takes no more room than the words about it
            authors, rest = item.authors, ()
        content = self._names(authors)
        for author in rest:
            if author.is_self:
                content += [nodes.Text(', …, '), *self._name(author)]
        et_al: list[nodes.Node] = []
        if item.publication.et_al:
            et_al = [nodes.Text(' '), nodes.emphasis('', _('et al.'))]
        folded: list[nodes.Node] = []
        edited = item.publication.edited
        more = str(_('and %d more editors') if edited else _('and %d more authors')) % len(rest)
        if not rest:
            content += et_al
        elif self.style == 'cv':
            content.append(nodes.Text(f' {more}'))
        else:
            names = nodes.paragraph('', '', *self._names(rest), *et_al)
            folded.append(details('', summary('', more), names, classes=['folio-more-authors']))
        if edited:
            content.append(
                nodes.Text(f' {editor_sign(len(item.authors) + item.publication.et_al)}')
            )
        return [*line('folio-publication-authors', *content), *folded, *self._tied(item)]

    def _tied(self, item: Item) -> list[nodes.Node]:
        """Return who is tied to a publication without an author list; a CV is one's own."""
        if not item.entry.tied:
            return []
        # without an author list the entry's note may say why
        said = [] if item.authors or item.publication.note else [_('Author list not given.')]
        others = [
            ref
            for ref in item.entry.tied
            if self.style != 'cv' or ref.docname != self.parts.docname
        ]
        if others:
            label = ' '.join([*said, _('In this portfolio:')])
            return self.parts.refs_line('folio-publication-authors', others, label)
        return line('folio-publication-authors', *said)

    def _names(self, authors: Iterable[AuthorView]) -> list[nodes.Node]:
        return joined(map(self._name, authors))

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
        about = aside_text('', f': {item.publication.title}')
        if item.publication.abstract and self.style != 'page':
            text = nodes.paragraph('', '', *marked_nodes(item.publication.marked_text('abstract')))
            label = summary('', '', nodes.Text(_('Abstract')), about.deepcopy())
            found.append(details('', label, text, classes=['folio-abstract']))
        if source := self.bibtex(item.publication.key):
            words = {'copy': _('Copy'), 'copied': _('Copied'), 'failed': _('Press Ctrl+C')}
            texts = {'label': _('BibTeX'), 'about': item.publication.title, 'source': source}
            found.append(bibtex_fold(**texts, words=words))
        return found

    def _footer(self) -> list[nodes.Node]:
        more: list[nodes.Node] = []
        if self.view.more:
            text = _('All %d publications') % self.view.total
            more.append(self.parts.link(self.view.more, text))
        files: list[nodes.Node] = []
        if self.view.export and self.style != 'compact':
            bibtex = self.parts.file_link(f'{self.view.export}.bib', nodes.Text('BibTeX'))
            csl = self.parts.file_link(f'{self.view.export}.json', nodes.Text('CSL-JSON'))
            files = [nodes.Text(_('Download as') + ' '), bibtex, nodes.Text(', '), csl]
        footer = line('folio-list-footer', *joined([more, files], ' · '))
        return [screen_only('', *footer)] if footer else []


def _unlinked(content: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return nodes for the inside of a link, which can hold no other."""
    inner = nodes.inline('', '', *content)
    for link in list(inner.findall(nodes.reference)):
        link.replace_self(link.children)
    return inner.children


def _venue(item: Item, *, with_type: bool) -> nodes.paragraph:
    """Return venue, year and badges; under the heading of its type it needs none for that."""
    publication = item.publication
    paragraph = nodes.paragraph(classes=['folio-publication-venue'])
    if publication.venue:
        venue = marked_nodes(publication.marked_text('venue'))
        paragraph += [nodes.emphasis('', '', *venue), nodes.Text(', ')]
    year = publication.years or publication.status or _('n.d.')
    paragraph += nodes.inline('', year, classes=['folio-year'])
    if publication.years and publication.status:
        paragraph += nodes.Text(f', {publication.status}')
    badges = {
        'abbr': publication.abbr,
        'type': type_name(publication.type) if with_type else '',
        'award': publication.award,
        'selected': _('Selected') if publication.selected else '',
    }
    for look, text in badges.items():
        if text:
            classes = ['folio-badge', f'folio-badge-{look}']
            paragraph += [nodes.Text(' '), nodes.inline('', text, classes=classes)]
    return paragraph


def _grouped(items: Sequence[Item], group_by: str) -> list[tuple[str, list[Item]]]:
    """Return the items under the titles of their groups; ungrouped under an empty one."""
    if group_by == 'year':
        by_year = groupby(items, key=lambda item: year_of(item.publication))
        return [(label_text(label), list(group)) for label, group in by_year]
    if group_by == 'type':
        in_order = sorted(items, key=lambda item: TYPES.index(item.publication.type))
        by_type = groupby(in_order, key=lambda item: item.publication.type)
        return [(type_name(kind), list(group)) for kind, group in by_type]
    return [('', list(items))]


def _legend(used: Iterable[str]) -> str:
    meanings = {'equal': _('equal contribution'), 'corresponding': _('corresponding author')}
    return ' · '.join(f'{_MARK_SIGNS[mark]} {meanings[mark]}' for mark in meanings if mark in used)


def _filter(view: PublicationView) -> list_filter:
    items = view.items
    people = {who.name for item in items for who in item.authors if who.person or who.is_self}
    types = {item.publication.type for item in items if view.group_by != 'type'}
    topics = {ref.id for item in items for ref in item.related if ref.kind == 'topic'}
    return filter_form(
        _('Filter publications'),
        _('Words in title, authors or venue'),
        _('{shown} of {all} publications'),
        {
            'year': (_('Year'), {item.publication.dated for item in items}),
            'type': (_('Type'), types),
            'topic': (_('Topic'), topics),
            'person': (_('Person'), people),
        },
    )
