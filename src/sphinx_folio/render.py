"""Views to neutral docutils nodes, the same for every builder.

Lists are bullet lists with classes, so that HTML can style them as cards and print
stays linear. Links to objects are ``pending_xref`` nodes for the domain to resolve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from .dates import Period
from .i18n import _, localised_date
from .names import initials
from .nodes import monogram, period_nodes
from .views import Card, Item, PersonView, ProjectView, Ref, affiliation_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .dates import PartialDate
    from .links import Link
    from .model import Person
    from .views import AuthorView, ListView, Profile, TopicView

#: Topics that a card names before it says how many more there are.
CARD_TOPICS = 4

_MARK_SIGNS = {'equal': '*', 'corresponding': '†'}


class Renderer:
    """Builds the nodes of one page.

    :param docname: the page that the nodes are for.
    :param language: the language of dates.
    """

    def __init__(self, docname: str, language: str) -> None:
        self.docname = docname
        self.language = language

    # -- lists ---------------------------------------------------------------------

    def render_list(self, view: ListView, style: str) -> list[nodes.Node]:
        """Return the list that *view* holds, or a line that says it is empty."""
        if not view:
            return [_line('folio-empty', _('None listed yet.'))]
        first = view[0]
        if isinstance(first, Item):
            items = [item for item in view if isinstance(item, Item)]
            return self._publications(items, compact=style == 'compact')
        if isinstance(first, Ref):
            return [self._chips([ref for ref in view if isinstance(ref, Ref)])]
        cards = [card for card in view if isinstance(card, Card)]
        kind = first.ref.kind
        look = 'folio-list' if style == 'list' else 'folio-cards'
        items_of = [self._card(card, with_picture=style != 'list') for card in cards]
        return [nodes.bullet_list('', *items_of, classes=[look, f'folio-{kind}-list', 'no-search'])]

    def _chips(self, refs: Iterable[Ref]) -> nodes.bullet_list:
        items = [nodes.list_item('', nodes.paragraph('', '', self.link(ref))) for ref in refs]
        return nodes.bullet_list('', *items, classes=['folio-chips', 'no-search'])

    def _card(self, card: Card, *, with_picture: bool) -> nodes.list_item:
        item = nodes.list_item(classes=['folio-card'])
        if with_picture and (card.image or card.portrait):
            name = '' if card.anonymous else card.ref.name
            item += self._picture(card.image, name, seed=card.ref.id)
        body = nodes.container(classes=['folio-card-body'])
        body += nodes.paragraph('', '', self.link(card.ref), classes=['folio-card-title'])
        if card.line:
            body += _line('folio-card-line', card.line)
        if card.place:
            body += _line('folio-card-place', card.place)
        if card.period:
            content = period_nodes(card.period, self.language)
            body += nodes.paragraph('', '', *content, classes=['folio-card-line'])
        if card.summary:
            body += _line('folio-card-summary', card.summary)
        if card.topics:
            body += self._few_topics(card.topics)
        item += body
        return item

    def _few_topics(self, topics: Sequence[Ref]) -> nodes.paragraph:
        paragraph = self._joined('folio-card-topics', topics[:CARD_TOPICS])
        more = len(topics) - CARD_TOPICS
        if more > 0:
            paragraph += nodes.Text(' ' + _('and %d more') % more)
        return paragraph

    # -- publications --------------------------------------------------------------

    def _publications(self, items: Sequence[Item], *, compact: bool) -> list[nodes.Node]:
        searchable = [] if any(item.canonical for item in items) else ['no-search']
        look = ['folio-publications', *(['folio-compact'] if compact else []), *searchable]
        result: list[nodes.Node] = [
            nodes.bullet_list(
                '', *(self._publication(item, compact=compact) for item in items), classes=look
            )
        ]
        used = {mark for item in items for author in item.authors for mark in author.marks}
        if used:
            result.append(_line('folio-legend', _legend(used)))
        return result

    def _publication(self, item: Item, *, compact: bool) -> nodes.list_item:
        node = nodes.list_item(classes=['folio-publication'])
        if item.canonical:
            node['ids'].append(nodes.make_id(item.key))
        node += _line('folio-publication-title', item.title)
        if item.authors:
            node += self._authors(item)
        if item.tied:
            # without an author list the entry's note may say why
            unsaid = not (item.authors or item.note)
            label = (
                _('Author list not given. In this portfolio:')
                if unsaid
                else _('In this portfolio:')
            )
            node += self._joined('folio-publication-authors', item.tied, label)
        node += _line('folio-publication-venue', _venue(item))
        if compact:
            return node
        if item.note:
            node += _line('folio-publication-note', item.note)
        if item.links:
            node += self._links(item.links, item.title)
        related = (*item.projects, *item.topics)
        if related:
            node += self._joined('folio-publication-related', related)
        return node

    def _authors(self, item: Item) -> nodes.paragraph:
        paragraph = nodes.paragraph(classes=['folio-publication-authors'])
        for number, author in enumerate(item.authors):
            if number:
                paragraph += nodes.Text(', ')
            paragraph += self._author(author)
        if item.et_al:
            paragraph += [nodes.Text(' '), nodes.emphasis('', _('et al.'))]
        return paragraph

    def _author(self, author: AuthorView) -> list[nodes.Node]:
        if author.is_self:
            name: nodes.Node = nodes.strong('', author.name, classes=['folio-self'])
        elif author.person:
            name = self.link(author.person, author.name)
        else:
            name = nodes.Text(author.name)
        signs = ''.join(_MARK_SIGNS[mark] for mark in author.marks)
        return [name, nodes.superscript('', signs)] if signs else [name]

    # -- profiles ------------------------------------------------------------------

    def render_profile(self, view: Profile) -> nodes.container:
        """Return the card at the head of an object's page."""
        if isinstance(view, PersonView):
            return self._person(view)
        if isinstance(view, ProjectView):
            return self._project(view)
        return self._topic(view)

    def _person(self, view: PersonView) -> nodes.container:
        person = view.person
        name = '' if person.anonymous else person.name
        body = nodes.container(classes=['folio-profile-body'])
        if person.native_name or person.pronouns:
            shown = ' · '.join(part for part in (person.native_name, person.pronouns) if part)
            body += _line('folio-profile-name', shown)
        for text in (person.role, affiliation_text(person.affiliation), person.location):
            if text:
                body += _line('folio-profile-line', text)
        if person.status:
            body += _line('folio-profile-status', person.status)
        if person.summary:
            body += _line('folio-profile-summary', person.summary)
        contact = self._contact(person)
        if contact:
            body += contact
        body += self._facts(
            (_('Topics'), self._inline_refs(view.topics)),
            (_('Member'), _membership(person, self.language)),
            (_('Updated'), _moment(person.updated, self.language)),
        )
        return nodes.container(
            '',
            self._picture(person.photo, name, seed=person.id),
            body,
            classes=['folio-profile', 'folio-profile-person'],
        )

    def _contact(self, person: Person) -> nodes.bullet_list | None:
        links = list(person.links)
        items = [self._link_item(link.title, link.url, link.key, person.name) for link in links]
        if person.email:
            item = self._link_item(person.email, f'mailto:{person.email}', 'email', '')
            items.insert(0, item)
        return nodes.bullet_list('', *items, classes=['folio-links']) if items else None

    def _project(self, view: ProjectView) -> nodes.container:
        project = view.project
        body = nodes.container(classes=['folio-profile-body'])
        if project.summary:
            body += _line('folio-profile-summary', project.summary)
        statuses = {'active': _('Active'), 'finished': _('Finished')}
        period = period_nodes(project.period, self.language) if project.period else []
        if project.links:
            body += self._links(project.links, project.name)
        body += self._facts(
            (_('People'), self._inline_refs(view.people)),
            (_('Period'), period),
            (_('Status'), [nodes.Text(statuses[project.status])] if project.status else []),
            (_('Topics'), self._inline_refs(view.topics)),
            (_('Funding'), [nodes.Text('; '.join(project.funding))] if project.funding else []),
            (_('Updated'), _moment(project.updated, self.language)),
        )
        picture = (
            [self._picture(project.image, project.name, seed=project.id)] if project.image else []
        )
        return nodes.container(
            '', *picture, body, classes=['folio-profile', 'folio-profile-project']
        )

    def _topic(self, view: TopicView) -> nodes.container:
        body = nodes.container(classes=['folio-profile-body'])
        if view.topic.summary:
            body += _line('folio-profile-summary', view.topic.summary)
        aliases = view.topic.aliases
        body += self._facts(
            (_('Also called'), [nodes.Text(', '.join(aliases))] if aliases else []),
            (_('Part of'), self._inline_refs(view.broader)),
            (_('Includes'), self._inline_refs(view.narrower)),
        )
        return nodes.container('', body, classes=['folio-profile', 'folio-profile-topic'])

    # -- parts ---------------------------------------------------------------------

    def link(self, ref: Ref, text: str = '') -> pending_xref:
        """Return a link to an object, under *text* or its display name."""
        return pending_xref(
            '',
            nodes.inline('', text or ref.name),
            refdomain='folio',
            reftype=ref.kind,
            reftarget=ref.id,
            refdoc=self.docname,
            refexplicit=bool(text),
            refwarn=False,
        )

    def _inline_refs(self, refs: Iterable[Ref]) -> list[nodes.Node]:
        parts: list[nodes.Node] = []
        for ref in refs:
            parts += [nodes.Text(', ')] if parts else []
            parts.append(self.link(ref))
            if ref.detail:
                parts.append(nodes.Text(f' ({ref.detail})'))
        return parts

    def _joined(self, look: str, refs: Iterable[Ref], label: str = '') -> nodes.paragraph:
        before = [nodes.Text(f'{label} ')] if label else []
        return nodes.paragraph('', '', *before, *self._inline_refs(refs), classes=[look])

    def _facts(self, *facts: tuple[str, list[nodes.Node]]) -> list[nodes.Node]:
        fields = [
            nodes.field(
                '',
                nodes.field_name('', name),
                nodes.field_body('', nodes.paragraph('', '', *content)),
            )
            for name, content in facts
            if content
        ]
        return [nodes.field_list('', *fields, classes=['folio-facts'])] if fields else []

    def _links(self, links: Iterable[Link], about: str) -> nodes.bullet_list:
        items = [self._link_item(link.title, link.url, link.key, about) for link in links]
        return nodes.bullet_list('', *items, classes=['folio-links'])

    def _link_item(self, title: str, url: str, key: str, about: str) -> nodes.list_item:
        """Return one link; what it is about stands in its title for those who need it."""
        link = nodes.reference('', title, refuri=url, internal=False)
        link['classes'].append(f'folio-link-{nodes.make_id(key) or "other"}')
        if about:
            link['reftitle'] = f'{title}: {about}'
        return nodes.list_item('', nodes.paragraph('', '', link))

    def _picture(self, image: str, name: str, *, seed: str) -> nodes.container:
        if image:
            picture: nodes.Node = nodes.image(uri=image, candidates={'*': image}, alt=name)
        else:
            picture = monogram(initials=initials(name), seed=seed)
            picture = nodes.paragraph('', '', picture)
        return nodes.container('', picture, classes=['folio-picture'])


def _line(look: str, text: str) -> nodes.paragraph:
    return nodes.paragraph('', text, classes=[look])


def _venue(item: Item) -> str:
    year = str(item.year) if item.year else _('n.d.')
    return f'{item.venue}, {year}' if item.venue and year not in item.venue else item.venue or year


def _legend(used: Iterable[str]) -> str:
    meanings = {'equal': _('equal contribution'), 'corresponding': _('corresponding author')}
    return ' · '.join(f'{_MARK_SIGNS[mark]} {meanings[mark]}' for mark in meanings if mark in used)


def _moment(moment: PartialDate | None, language: str) -> list[nodes.Node]:
    return [nodes.Text(localised_date(moment, language))] if moment else []


def _membership(person: Person, language: str) -> list[nodes.Node]:
    if person.joined:
        return period_nodes(Period(person.joined, person.left), language)
    if person.left:
        return [nodes.Text(_('until %s') % localised_date(person.left, language))]
    return []
