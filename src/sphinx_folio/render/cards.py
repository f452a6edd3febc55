"""Lists of people, projects and topics, as cards, lines or names."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import get_args

from docutils import nodes

from sphinx_folio.graph import OTHER, Card, Ref
from sphinx_folio.model import ProjectType, Query
from sphinx_folio.nodes import filtered_item, list_filter
from sphinx_folio.shared import _

from .parts import Parts, badge, counts_line, empty_list, filter_form, line
from .words import group_title, label_text, project_type_name

#: Topics that a card names before it says how many more there are.
CARD_TOPICS = 4
#: The types of projects in the order of their groups; what has none comes last.
_TYPES = (*get_args(ProjectType), '')


def render_cards(view: Sequence[Card | Ref], parts: Parts, query: Query) -> list[nodes.Node]:
    """Return the list of objects that *view* holds, under a filter where *query* asks for one."""
    refs = [item for item in view if isinstance(item, Ref)]
    cards = [item for item in view if isinstance(item, Card)]
    result = parts.page_chips(ref for ref in refs if ref.kind == 'page')
    result += parts.chips(ref for ref in refs if ref.kind != 'page')
    if not cards:
        return result or empty_list()
    if query.filter and len(cards) > 1:
        result.append(_filter(query, cards, parts))
    for title, items in _grouped(cards, parts, query):
        if title:
            result.append(nodes.rubric('', title, classes=['folio-group']))
        result += _list(items, parts, query)
    return result


def _grouped(
    cards: Sequence[Card], parts: Parts, query: Query
) -> Iterator[tuple[str, Sequence[Card]]]:
    """Yield the cards of each group under its heading; an empty one where there is only one.

    Those of other sites stand behind them, under the name of their site.
    """
    by_type = query.group_by == 'type'
    if by_type:
        cards = sorted(cards, key=lambda card: (bool(card.ref.site), _TYPES.index(card.type)))

    def word_of(card: Card) -> tuple[str, str]:
        return card.ref.site, card.type if by_type else card.group

    if not (query.group_by and any(word for _site, word in map(word_of, cards))):
        yield '', cards
        return
    for (site, word), items in groupby(cards, word_of):
        title = project_type_name(word) if by_type else group_title(word, parts.groups)
        yield site or (title if word else label_text(OTHER, {})), list(items)


def _list(cards: Sequence[Card], parts: Parts, query: Query) -> list[nodes.Node]:
    if query.style == 'inline':
        return parts.chips(card.ref for card in cards)
    look = 'folio-list' if query.style == 'list' else 'folio-cards'
    looks = [look, f'folio-{query.kind}-list', 'no-search']
    items = [_card(card, parts, query) for card in cards]
    return [nodes.bullet_list('', *items, classes=looks)]


def _card(card: Card, parts: Parts, query: Query) -> nodes.Element:
    item = filtered_item() if query.filter else nodes.list_item()
    item['classes'] = ['folio-card']
    if query.filter:
        item['group'] = group_title(card.group, parts.groups)
        item['topics'] = [topic.name for topic in card.topics]
    name = '' if card.anonymous else card.ref.name
    if query.style != 'list' and (card.image or card.portrait):
        item += parts.picture(card.image, name, seed=card.ref.id)
    body = nodes.container(classes=['folio-card-body'])
    by_type = query.group_by == 'type'
    if card.ref.docname == parts.docname:
        body += _facts(card, parts, by_type=by_type)
    else:
        body += parts.kept((card, by_type), partial(_facts, card, parts, by_type=by_type))
    more = len(card.topics) - CARD_TOPICS
    rest = ' ' + _('and %d more') % more if more > 0 else ''
    body += line('folio-card-topics', *parts.inline_refs(card.topics[:CARD_TOPICS]), rest)
    item += body
    return parts.press(item)


def _facts(card: Card, parts: Parts, *, by_type: bool) -> list[nodes.Node]:
    """Return all lines of a card but for its topics, of which one may be that of the page."""
    type_badge = () if by_type else badge('type', project_type_name(card.type))
    return [
        *line('folio-card-title', parts.link(card.ref), *type_badge),
        *line('folio-card-line', card.line),
        *line('folio-card-place', card.place),
        *line('folio-card-line', *parts.period(card.period)),
        *line('folio-card-line', *parts.membership(*card.membership, is_former=True)),
        *line('folio-card-line', _('Now: %s') % card.next if card.next else ''),
        *line('folio-card-summary', card.summary),
        *counts_line(card.counts),
    ]


def _filter(query: Query, cards: Sequence[Card], parts: Parts) -> list_filter:
    labels = {
        'person': (_('Filter people'), _('{shown} of {all} people')),
        'project': (_('Filter projects'), _('{shown} of {all} projects')),
        'topic': (_('Filter topics'), _('{shown} of {all} topics')),
    }
    label, count = labels[query.kind]
    groups = {card.group for card in cards if card.group}
    types = {card.type for card in cards if card.type and query.group_by != 'type'}
    facets = {
        'group': (_('Group'), {group_title(group, parts.groups) for group in groups}),
        'type': (_('Type'), types),
        'topic': (_('Topic'), {topic.name for card in cards for topic in card.topics}),
    }
    return filter_form(label, _('Words'), count, facets)
