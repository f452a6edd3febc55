"""The card at the head of an object's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .cv_files import cv_path
from .dates import Period
from .i18n import _, localised_date
from .links import Link
from .nodes import period_nodes
from .parts import Parts, facts, line
from .views import PersonView, ProjectView, affiliation_text

if TYPE_CHECKING:
    from .model import Person
    from .views import Profile, TopicView


def render_profile(view: Profile, parts: Parts) -> nodes.container:
    """Return the profile card that *view* holds."""
    if isinstance(view, PersonView):
        return _person(view, parts)
    if isinstance(view, ProjectView):
        return _project(view, parts)
    return _topic(view, parts)


def _framed(kind: str, *content: nodes.Node) -> nodes.container:
    return nodes.container('', *content, classes=['folio-profile', f'folio-profile-{kind}'])


def _person(view: PersonView, parts: Parts) -> nodes.container:
    person = view.person
    name = '' if person.anonymous else person.name
    body = nodes.container(classes=['folio-profile-body'])
    if person.native_name or person.pronouns:
        shown = ' · '.join(part for part in (person.native_name, person.pronouns) if part)
        body += line('folio-profile-name', shown)
    for text in (person.role, affiliation_text(person.affiliation), person.location):
        if text:
            body += line('folio-profile-line', text)
    if person.status:
        body += line('folio-profile-status', person.status)
    if person.summary:
        body += line('folio-profile-summary', person.summary)
    body += contact_links(person, parts, cv=cv_path(person.id) if view.has_cv else '')
    body += facts(
        (_('Topics'), parts.inline_refs(view.topics)),
        (_('Member'), _membership(person, parts.language)),
        (_('Updated'), parts.moment(person.updated)),
    )
    return _framed('person', parts.picture(person.photo, name, seed=person.id), body)


def contact_links(person: Person, parts: Parts, cv: str = '') -> list[nodes.bullet_list]:
    """Return the address and the links of a person as one row, or nothing.

    :param cv: path of the CV as PDF in the website, if there is one.
    """
    address = Link('email', person.email, f'mailto:{person.email}') if person.email else None
    items = [parts.link_item(address, '')] if address else []
    items += [parts.cv_item(cv, person.name)] if cv else []
    items += [parts.link_item(link, person.name) for link in person.links]
    return [nodes.bullet_list('', *items, classes=['folio-links'])] if items else []


def _project(view: ProjectView, parts: Parts) -> nodes.container:
    project = view.project
    body = nodes.container(classes=['folio-profile-body'])
    if project.summary:
        body += line('folio-profile-summary', project.summary)
    if project.links:
        body += parts.links(project.links, project.name)
    statuses = {'active': _('Active'), 'finished': _('Finished')}
    period = period_nodes(project.period, parts.language) if project.period else []
    body += facts(
        (_('People'), parts.inline_refs(view.people)),
        (_('Period'), period),
        (_('Status'), [nodes.Text(statuses[project.status])] if project.status else []),
        (_('Topics'), parts.inline_refs(view.topics)),
        (_('Funding'), [nodes.Text('; '.join(project.funding))] if project.funding else []),
        (_('Updated'), parts.moment(project.updated)),
    )
    picture = []
    if project.image:
        picture.append(parts.picture(project.image, project.name, seed=project.id))
    return _framed('project', *picture, body)


def _topic(view: TopicView, parts: Parts) -> nodes.container:
    topic = view.topic
    body = nodes.container(classes=['folio-profile-body'])
    if topic.summary:
        body += line('folio-profile-summary', topic.summary)
    body += facts(
        (_('Also called'), [nodes.Text(', '.join(topic.aliases))] if topic.aliases else []),
        (_('Part of'), parts.inline_refs(view.broader)),
        (_('Includes'), parts.inline_refs(view.narrower)),
    )
    return _framed('topic', body)


def _membership(person: Person, language: str) -> list[nodes.Node]:
    if person.joined:
        return period_nodes(Period(person.joined, person.left), language)
    if person.left:
        return [nodes.Text(_('until %s') % localised_date(person.left, language))]
    return []
