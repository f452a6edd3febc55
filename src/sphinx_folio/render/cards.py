"""Lists of people, projects and topics, as cards, lines or names."""

from collections.abc import Sequence
from typing import get_args

from docutils import nodes

from sphinx_folio.graph import Card, Ref
from sphinx_folio.model import Kind, ProjectType, Query
from sphinx_folio.nodes import filtered_item, list_filter
from sphinx_folio.shared import _

from .parts import Parts, badge, counts_line, empty_list, filter_form, line
from .words import label_text, project_type_name

#: Topics that a card names before it says how many more there are.
CARD_TOPICS = 4
#: The types of projects in the order of their groups; what has none comes last.
_TYPES = (*get_args(ProjectType), '')


def render_cards(
    view: Sequence[Card] | Sequence[Ref], parts: Parts, query: Query
) -> list[nodes.Node]:
    """Return the list of objects that *view* holds, under a filter where *query* asks for one."""
    refs = [item for item in view if isinstance(item, Ref)]
    cards = [item for item in view if isinstance(item, Card)]
    if refs:
        is_cut = refs[0].kind == 'page'
        return parts.page_chips(refs) if is_cut else parts.chips(refs)
    if not cards:
        return empty_list()
    look = 'folio-list' if query.style == 'list' else 'folio-cards'
    looks = [look, f'folio-{query.kind}-list', 'no-search']
    form = (
        [_filter(query.kind, cards, by_type=query.group_by == 'type')]
        if query.filter and len(cards) > 1
        else []
    )
    content: list[nodes.Node] = [*form]
    for title, group in _grouped(cards, query.group_by):
        if title:
            content.append(nodes.rubric('', title, classes=['folio-group']))
        items = [_card(card, parts, query) for card in group]
        content.append(nodes.bullet_list('', *items, classes=looks))
    return content


def _grouped(cards: Sequence[Card], group_by: str) -> list[tuple[str, list[Card]]]:
    """Return the cards under the titles of their groups; ungrouped under an empty one."""
    if group_by != 'type':
        return [('', list(cards))]
    groups = {kind: [card for card in cards if card.type == kind] for kind in _TYPES}
    titles = {kind: project_type_name(kind) or str(_('Other')) for kind in _TYPES}
    titles[''] = titles[''] if len(list(filter(None, groups.values()))) > 1 else ''
    return [(titles[kind], group) for kind, group in groups.items() if group]


def _card(card: Card, parts: Parts, query: Query) -> nodes.list_item:
    item = filtered_item() if query.filter else nodes.list_item()
    item['classes'] = ['folio-card']
    if query.filter:
        item['group'] = label_text(card.group)
        item['topics'] = [topic.name for topic in card.topics]
    if query.style != 'list' and (card.image or card.portrait):
        name = '' if card.anonymous else card.ref.name
        item += parts.picture(card.image, name, seed=card.ref.id)
    body = nodes.container(classes=['folio-card-body'])
    type_badge = () if query.group_by == 'type' else badge('type', project_type_name(card.type))
    body += line('folio-card-title', parts.link(card.ref), *type_badge)
    body += line('folio-card-line', card.line)
    body += line('folio-card-place', card.place)
    body += line('folio-card-line', *parts.period(card.period))
    body += line('folio-card-summary', card.summary)
    body += counts_line(card.counts)
    more = len(card.topics) - CARD_TOPICS
    rest = ' ' + _('and %d more') % more if more > 0 else ''
    body += line('folio-card-topics', *parts.inline_refs(card.topics[:CARD_TOPICS]), rest)
    item += body
    return item


def _filter(kind: Kind, cards: Sequence[Card], *, by_type: bool) -> list_filter:
    labels = {
        'person': (_('Filter people'), _('{shown} of {all} people')),
        'project': (_('Filter projects'), _('{shown} of {all} projects')),
        'topic': (_('Filter topics'), _('{shown} of {all} topics')),
    }
    label, count = labels[kind]
    facets = {
        'group': (_('Group'), {label_text(card.group) for card in cards if card.group}),
        'type': (_('Type'), {card.type for card in cards if card.type and not by_type}),
        'topic': (_('Topic'), {topic.name for card in cards for topic in card.topics}),
    }
    return filter_form(label, _('Words'), count, facets)
