"""Lists of people, projects and topics, as cards, lines or names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .i18n import _
from .nodes import period_nodes
from .parts import Parts, empty_list, line
from .views import Card, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Topics that a card names before it says how many more there are.
CARD_TOPICS = 4


def render_cards(
    view: Sequence[Card] | Sequence[Ref], parts: Parts, style: str
) -> list[nodes.Node]:
    """Return the list of objects that *view* holds."""
    refs = [item for item in view if isinstance(item, Ref)]
    cards = [item for item in view if isinstance(item, Card)]
    if refs:
        is_cut = refs[0].kind == 'page'
        return [parts.page_chips(refs) if is_cut else parts.chips(refs)]
    if not cards:
        return [empty_list()]
    look = 'folio-list' if style == 'list' else 'folio-cards'
    items = [_card(card, parts, with_picture=style != 'list') for card in cards]
    kind = cards[0].ref.kind
    return [nodes.bullet_list('', *items, classes=[look, f'folio-{kind}-list', 'no-search'])]


def _card(card: Card, parts: Parts, *, with_picture: bool) -> nodes.list_item:
    item = nodes.list_item(classes=['folio-card'])
    if with_picture and (card.image or card.portrait):
        name = '' if card.anonymous else card.ref.name
        item += parts.picture(card.image, name, seed=card.ref.id)
    body = nodes.container(classes=['folio-card-body'])
    body += nodes.paragraph('', '', parts.link(card.ref), classes=['folio-card-title'])
    if card.line:
        body += line('folio-card-line', card.line)
    if card.place:
        body += line('folio-card-place', card.place)
    if card.period:
        content = period_nodes(card.period, parts.language)
        body += nodes.paragraph('', '', *content, classes=['folio-card-line'])
    if card.summary:
        body += line('folio-card-summary', card.summary)
    if card.topics:
        body += _few_topics(card.topics, parts)
    item += body
    return item


def _few_topics(topics: Sequence[Ref], parts: Parts) -> nodes.paragraph:
    paragraph = parts.joined('folio-card-topics', topics[:CARD_TOPICS])
    more = len(topics) - CARD_TOPICS
    if more > 0:
        paragraph += nodes.Text(' ' + _('and %d more') % more)
    return paragraph
