"""What a CV shows in another form than the page: its head, and projects as records."""

from collections.abc import Iterable

from docutils import nodes

from sphinx_folio.graph import Card, PersonView, Ref, affiliation_text
from sphinx_folio.nodes import ENTRY_CLASS, make_timeline
from sphinx_folio.shared import _

from .parts import Parts, line
from .profiles import contact_links
from .words import project_type_name


def render_cv_head(view: PersonView, parts: Parts) -> nodes.container:
    """Return name, place, contact, summary and topics of a person."""
    person = view.person
    head = nodes.container(classes=['folio-head'])
    head += line('folio-head-name', person.name)
    beside = ' · '.join(part for part in (person.native_name, person.pronouns) if part)
    head += nodes.paragraph('', beside, classes=['folio-head-native'])
    if person.photo:
        head += parts.picture(person.photo, person.name, seed=person.id)
    place = ' · '.join(
        part for part in (affiliation_text(person.affiliation), person.location) if part
    )
    texts = {'role': person.role, 'place': place, 'status': person.status}
    for look, text in texts.items():
        head += line(f'folio-head-{look}', text)
    head += [
        paragraph
        for title, text in person.fields
        for paragraph in line('folio-head-place', f'{title}: {text}')
    ]
    head += contact_links(person, parts, look='folio-head-contact')
    head += line('folio-head-summary', person.summary)
    head += parts.refs_line('folio-head-topics', view.topics, _('Topics:'))
    return head


def render_cv_projects(view: Iterable[Card | Ref], parts: Parts) -> nodes.bullet_list:
    """Return projects as the dated records that a CV is made of."""
    cards = [item for item in view if isinstance(item, Card)]
    return make_timeline('projects', (_project(card, parts) for card in cards))


def _project(card: Card, parts: Parts) -> nodes.list_item:
    item = nodes.list_item(classes=[ENTRY_CLASS])
    item += line('folio-entry-dates', *parts.period(card.period))
    item += line('folio-entry-title', parts.link(card.ref))
    kind = project_type_name(card.type)
    item += line('folio-entry-place', ' · '.join(filter(None, (card.line, card.place, kind))))
    if card.summary:
        item += nodes.container('', nodes.paragraph('', card.summary), classes=['folio-entry-body'])
    return item
