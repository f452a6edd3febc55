"""Lists of publications: items, groups, numbers, marks and what readers take along.

The page of a publication is made of the same parts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, groupby

from docutils import nodes

from sphinx_folio.bib import TYPES, Run, editor_sign, plain, runs, type_name
from sphinx_folio.graph import AuthorView, Cited, Item, PublicationView, Ref, year_of
from sphinx_folio.model import Link
from sphinx_folio.nodes import (
    aside_text,
    bibtex_fold,
    cite_fold,
    details,
    filtered_item,
    list_filter,
    name_in_line,
    screen_only,
    summary,
)
from sphinx_folio.shared import _, counted

from .dated import mention_lines
from .math import marked_nodes, run_nodes
from .parts import Parts, badge, empty_list, filter_form, heading, joined, line
from .words import label_text

#: Whose lists may be printed in the citation style of a site.
STYLED_LISTS = ('pages', 'cv', 'portfolio')
_MARK_SIGNS = {'equal': '*', 'corresponding': '†'}


@dataclass(frozen=True, kw_only=True)
class PublicationList:
    """Builds one list.

    :param view: what the list shows.
    :param style: ``list``, ``compact``, ``numbered``, or ``cv``: numbered, without what
        leads on to other pages; or ``page``, which shows one entry whole.
    :param in_style: whether entries are printed in the citation style of the site.
    :param author_limit: authors that are shown before the rest is folded away.
    :param bibtex: returns the BibTeX text of a citation key.
    """

    view: PublicationView
    parts: Parts
    style: str
    in_style: bool
    author_limit: int
    bibtex: Callable[[str], str]

    def render(self) -> list[nodes.Node]:
        """Return the nodes of the list, its groups, its legend and its footer."""
        if not self.view.items:
            return self._elsewhere() or empty_list()
        result = self._pages()
        # numbered lists count down to the oldest
        numbers = iter(self.view.numbers) if self.view.numbers else count(self.view.total, -1)
        if self.view.filter and len(self.view.items) > 1:
            result.append(_filter(self.view))
        for title, items in _grouped(self.view.items, self.view.group_by):
            if title and not self.view.is_titled:
                result.append(nodes.rubric('', title, classes=['folio-group']))
            result.append(self._list(items, numbers))
        # at the end of a list on paper it would often stand alone on a page
        place = 0 if self.style == 'cv' else len(result)
        result[place:place] = self._legend()
        return result + self._elsewhere() + self._footer()

    def page(self) -> list[nodes.Node]:
        """Return what stands below the title on the page of the one entry of the list."""
        (item,) = self.view.items
        content = [*self._authors(item), *self._legend(), *_venue(item, with_type=True)]
        content += [*self._noted(item), *mention_lines(item.entry.dated, self.parts)]
        looks, picture = ['folio-publication'], self.parts.preview(item.entry)
        if picture:
            looks.append('folio-with-preview')
            body = nodes.container('', *content, classes=['folio-publication-body'])
            content = [*picture, body]
        result: list[nodes.Node] = [nodes.container('', *content, classes=looks)]
        if item.publication.abstract:
            abstract = self._marked(item, 'abstract')
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
        used = {mark for item in self.view.items for mark in self._marks(item)}
        return line('folio-legend', _legend(used)) if used else []

    def _pages(self) -> list[nodes.Node]:
        """Return what a list that is cut begins with: how much is here, and where all is."""
        if not self.view.pages:
            return []
        shown, total = len(self.view.items), self.view.total
        text = _('The first %(shown)d of %(total)d publications; all of them:')
        said = str(text) % {'shown': shown, 'total': total}
        return [*line('folio-list-part', said), *self.parts.page_chips(self.view.pages)]

    def _list(self, items: Sequence[Item], numbers: Iterator[int]) -> nodes.bullet_list:
        looks = ['folio-publications']
        if self._with_previews:
            looks.append('folio-previews')
        if self.style != 'list':
            looks.append(f'folio-{self.style}')
        if not any(item.anchor and not item.page for item in self.view.items):
            looks.append('no-search')  # the search finds each where citations lead
        return nodes.bullet_list('', *map(self._item, items, numbers), classes=looks)

    def _elsewhere(self) -> list[nodes.Node]:
        """Return the publications that other sites list: title and site are known of them."""
        items = [
            nodes.list_item(
                '',
                *line('folio-publication-title', self.parts.link(ref)),
                *line('folio-publication-venue', ref.site),
                classes=['folio-publication'],
            )
            for ref in self.view.elsewhere
        ]
        looks = ['folio-publications', 'no-search']
        return [nodes.bullet_list('', *items, classes=looks)] if items else []

    def _item(self, item: Item, number: int) -> nodes.Element:
        ids = [item.anchor, *item.further_anchors] if item.anchor else []
        node = self._open(item)
        node['classes'], node['ids'] = ['folio-publication'], ids
        picture = self.parts.preview(item.entry) if self._with_previews else []
        body: nodes.Element = node
        if picture:
            node['classes'].append('folio-with-preview')
        if self._with_previews:
            body = nodes.container(classes=['folio-publication-body'])
            node += [*picture, body]
        with_type = self.view.group_by != 'type'
        begin: list[nodes.Node] = []
        if self.style in {'numbered', 'cv'}:
            begin = [nodes.inline('', f'{number}. ', classes=['folio-number'])]
        if self._is_styled(item):
            body += line('folio-publication-reference', *begin, *self._reference(item))
            body += self._tied(item)
            badges = _badges(item, with_type=with_type)
            if item.page:
                more = nodes.Text(_('Details'))
                badges += [nodes.Text(' '), self.parts.page_link(item.page, more)]
            body += line('folio-publication-venue', *badges[1:])
        else:
            title = partial(self._title, item, *begin)
            # a number is that of the list
            body += title() if begin else self._kept(item, ('title', item.page), title)
            body += self._authors(item)
            venue = partial(_venue, item, with_type=with_type)
            body += self._kept(item, ('venue', with_type), venue)
        if self.style != 'compact':
            body += self._kept(item, ('noted',), partial(self._noted, item))
        if self.style not in {'compact', 'cv'}:
            body += mention_lines(item.entry.dated, self.parts, item.of)
            if item.home and self.parts.resolve:
                body += self._home(item)
            else:
                body += self._kept(item, ('folded',), partial(self._folded, item))
            body += self.parts.refs_line('folio-publication-related', item.related)
        return self.parts.press(node)

    def _kept(
        self, item: Item, what: tuple[str | bool, ...], make: Callable[[], list[nodes.Node]]
    ) -> list[nodes.Node]:
        """Return a part of an item that is the same wherever its entry stands.

        An entry that cites others may lead to one that stands on the same page.
        """
        if item.entry.cited:
            return make()
        return self.parts.kept((*what, self.style, item.publication.key), make)

    def _title(self, item: Item, *begin: nodes.Node) -> list[nodes.Node]:
        title = self._marked(item, 'title')
        if item.page:
            title = [self.parts.page_link(item.page, *_unlinked(title))]
        in_language = nodes.inline('', '', *title, classes=self._in_its_language(item))
        shown = [in_language] if in_language['classes'] else title
        return line('folio-publication-title', *begin, *shown)

    @property
    def _with_previews(self) -> bool:
        """Whether it shows the pictures of its entries, which only the web does."""
        return self.view.with_previews and self.parts.resolve is not None

    def _marked(self, item: Item, field: str) -> list[nodes.Node]:
        """Return a text of an entry, with what it cites as links."""
        cited = {each.key: each for each in item.entry.cited}

        def cite(key: str, is_textual: bool) -> nodes.Node:  # noqa: FBT001  (`marked_nodes` calls it)
            entry = cited[key]
            if not entry.families:
                return nodes.Text(key)
            year = entry.year or str(_('n.d.'))
            label = f'{_families(entry)} ({year})' if is_textual else f'{_families(entry)}, {year}'
            if not entry.place:
                return nodes.Text(label)
            return self.parts.link(Ref('publication', key, entry.place[0], label), label)

        return marked_nodes(item.publication.marked_text(field), cite)

    def _noted(self, item: Item) -> list[nodes.Node]:
        # the search would find "DOI" in each entry
        links = self.parts.links(self._links(item), item.publication.title, 'no-search')
        return [*line('folio-publication-note', *self._marked(item, 'note')), *links]

    def _home(self, item: Item) -> list[nodes.Node]:
        """Return a link to what this list leaves out, unless the title leads there."""
        if item.page:
            return []
        title = item.publication.title

        def label() -> list[nodes.Node]:
            return [nodes.Text(_('Details')), aside_text('', f': {title}')]

        words = self._kept(item, ('details',), label)
        home = Ref('publication', item.publication.key, item.home, title)
        found = nodes.paragraph('', '', self.parts.link(home, '', *words))
        found['classes'] = ['folio-publication-home', 'no-search']
        return [found]

    def _in_its_language(self, item: Item) -> list[str]:
        """Return what marks a text in another language than the page's, as docutils has it."""
        language = item.publication.language
        ours = self.parts.language.partition('_')[0]
        return [f'language-{language}'] if language and language.split('-')[0] != ours else []

    # -- authors -------------------------------------------------------------------

    def _authors(self, item: Item) -> list[nodes.Node]:
        everybody = item.authors
        if not everybody:
            return self._tied(item)
        authors, rest = everybody[: self.author_limit], everybody[self.author_limit :]
        if len(rest) == 1:  # one name takes no more room than the words about it
            authors, rest = everybody, ()
        content = self._names(authors)
        for author in rest:
            if author.is_self:
                content += [nodes.Text(', …, '), *self._name(author)]
        et_al: list[nodes.Node] = []
        if item.publication.et_al:
            et_al = [nodes.Text(' '), nodes.emphasis('', _('et al.'))]
        folded: list[nodes.Node] = []
        edited = item.publication.edited
        more = _and_more(len(rest), edited=edited)
        if not rest:
            content += et_al
        elif self.style == 'cv':
            content.append(nodes.Text(f' {more}'))
        else:
            names = nodes.paragraph('', '', *self._names(rest), *et_al)
            folded.append(details('', summary('', more), names, classes=['folio-more-authors']))
        if group := item.publication.collaboration:
            content.append(nodes.Text(f' ({group})'))
        if edited:
            of_all = len(everybody) + item.publication.et_al
            content.append(nodes.Text(f' {editor_sign(of_all, item.publication.editor_type)}'))
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
        person = author.person
        if person is None or person.docname == self.parts.docname:
            return _shown(author, name_in_line(author.name, self.parts.language))
        return self.parts.kept(author, lambda: _shown(author, self.parts.link(person, author.name)))

    # -- in the citation style of the site -----------------------------------------

    def _is_styled(self, item: Item) -> bool:
        return self.in_style and bool(item.entry.reference)

    def _open(self, item: Item) -> nodes.list_item:
        """Return an empty item; a form finds in a reference neither whole names nor the year."""
        if not (self.view.filter and self._is_styled(item)):
            return nodes.list_item()
        publication = item.publication
        known = [author.name for author in item.authors if author.person or author.is_self]
        return filtered_item(year=publication.years or publication.status, people=known)

    def _links(self, item: Item) -> Sequence[Link]:
        """Return the links of an entry; a CV prints no address twice."""
        links = item.entry.links
        if self.style != 'cv' or not self._is_styled(item):
            return links
        printed = {run.url for run in runs(item.entry.reference)}
        return [link for link in links if link.url not in printed]

    def _marks(self, item: Item) -> Iterator[str]:
        """Yield the marks of the authors that are shown."""
        authors = item.publication.authors
        shown: Iterable[int] = range(len(authors))
        if self._is_styled(item):
            numbers = {run.author for run in runs(item.entry.reference)}
            shown = (number for number in numbers if number is not None)
        for number in shown:
            yield from authors[number].marks

    def _reference(self, item: Item) -> Iterator[nodes.Node]:
        """Yield an entry as the style prints it, with names and marks as in every list."""
        for number, pieces in groupby(runs(item.entry.reference), key=lambda run: run.author):
            if number is None:
                for node in chain.from_iterable(map(run_nodes, pieces)):
                    if isinstance(node, nodes.reference):
                        node['classes'].append('folio-cited')  # printed whole
                    yield node
            else:
                yield from self._printed_name(item.authors[number], list(pieces))

    def _printed_name(self, author: AuthorView, pieces: list[Run]) -> list[nodes.Node]:
        """Return a name in the form that the style gives it."""
        content = [node for piece in pieces for node in run_nodes(piece)]
        name: nodes.Node = nodes.inline('', '', *content)
        if author.person and author.person.docname != self.parts.docname:
            name = self.parts.link(author.person, '', *content)
        elif len(content) == 1:
            is_plain = isinstance(content[0], nodes.Text)
            name = name_in_line(pieces[0].text, self.parts.language) if is_plain else content[0]
        return _shown(author, name)

    # -- what readers take along ---------------------------------------------------

    def _folded(self, item: Item) -> list[nodes.Node]:
        """Return abstract, reference and BibTeX, each behind its summary; print needs no BibTeX."""
        found: list[nodes.Node] = []
        about = aside_text('', f': {item.publication.title}')
        if item.publication.abstract and self.style != 'page':
            text = nodes.paragraph('', '', *self._marked(item, 'abstract'))
            label = summary('', '', nodes.Text(_('Abstract')), about.deepcopy())
            found.append(details('', label, text, classes=['folio-abstract']))
        words = {'copy': _('Copy'), 'copied': _('Copied'), 'failed': _('Press Ctrl+C')}
        if reference := item.entry.reference:
            whole = nodes.paragraph('', '', *marked_nodes(reference))
            said = {'label': _('Cite'), 'about': item.publication.title, 'text': plain(reference)}
            found.append(cite_fold('', whole, **said, words=words, classes=['no-search']))
        if source := self.bibtex(item.publication.key):
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
        return [screen_only('', *footer, classes=['no-search'])] if footer else []


def _families(entry: Cited) -> str:
    """Return one or two family names, or the first of more, as citations do."""
    if len(entry.families) > 2 or entry.et_al:
        return f'{entry.families[0]} {_("et al.")}'
    return str(_(' and ')).join(entry.families)


def _and_more(count: int, *, edited: bool) -> str:
    if edited:
        return counted('and %(count)d more editor', 'and %(count)d more editors', count)
    return counted('and %(count)d more author', 'and %(count)d more authors', count)


def _unlinked(content: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return nodes for the inside of a link, which can hold no other."""
    inner = nodes.inline('', '', *content)
    for link in list(inner.findall(nodes.reference)):
        link.replace_self(link.children)
    return inner.children


def _venue(item: Item, *, with_type: bool) -> list[nodes.Node]:
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
    paragraph += _badges(item, with_type=with_type)
    return [paragraph]


def _badges(item: Item, *, with_type: bool) -> list[nodes.Node]:
    """Return badges, each behind a space."""
    publication = item.publication
    badges = {
        'abbr': publication.abbr,
        'type': type_name(publication.type) if with_type else '',
        'award': publication.award,
        'selected': _('Selected') if publication.selected else '',
    }
    return list(chain.from_iterable(badge(look, text) for look, text in badges.items()))


def _shown(author: AuthorView, name: nodes.Node) -> list[nodes.Node]:
    """Return a name, strong on its own page, with the signs of its marks."""
    if author.is_self:
        name = nodes.strong('', '', name, classes=['folio-self'])
    return [name, *_signs(author)]


def _signs(author: AuthorView) -> list[nodes.Node]:
    """Return the signs of an author's marks, or nothing."""
    signs = ''.join(_MARK_SIGNS[mark] for mark in author.marks)
    return [nodes.superscript('', signs)] if signs else []


def _grouped(items: Sequence[Item], group_by: str) -> list[tuple[str, list[Item]]]:
    """Return the items under the titles of their groups; ungrouped under an empty one."""
    if group_by == 'year':
        by_year = groupby(items, key=lambda item: year_of(item.publication))
        return [(label_text(label, {}), list(group)) for label, group in by_year]
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
        # a script knows of no other page
        _('{shown} of the {all} publications on this page')
        if view.pages
        else _('{shown} of {all} publications'),
        {
            'year': (_('Year'), {item.publication.dated for item in items}),
            'type': (_('Type'), types),
            'topic': (_('Topic'), topics),
            'person': (_('Person'), people),
        },
    )
