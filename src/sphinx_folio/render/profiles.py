"""The card at the head of an object's page, with the links to a person's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_folio.graph import PersonView, ProjectView
from sphinx_folio.model import Link, Period
from sphinx_folio.nodes import aside_text, icon, make_bidi_name, period_nodes, screen_only, time
from sphinx_folio.pdf import cv_path
from sphinx_folio.shared import _, localised_date

from .parts import Parts, counts_line, facts, line

if TYPE_CHECKING:
    from sphinx_folio.graph import Profile, TopicView
    from sphinx_folio.model import Affiliation, Person


def download_links(view: PersonView, parts: Parts) -> list[nodes.Node]:
    """Return links to the machine-readable files of a person, or nothing where there are none.

    Each link says to assistive tools whose file it is. Print and the search leave them out.
    """
    files = view.files
    lists = files.publications
    paths = [
        ('vcard', files.vcard, 'vCard'),
        ('resume', files.resume, 'JSON Resume'),
        ('bibtex', f'{lists}.bib' if lists else '', 'BibTeX'),
        ('csl-json', f'{lists}.json' if lists else '', 'CSL-JSON'),
    ]
    items = [_item(parts, key, path, title, view.person.name) for key, path, title in paths if path]
    if not items:
        return []
    row = nodes.bullet_list('', *items, classes=['folio-machines', 'no-search'])
    return [screen_only('', row)]


def _item(parts: Parts, key: str, path: str, title: str, name: str) -> nodes.list_item:
    link = parts.file_link(path, nodes.Text(title), aside_text('', f': {name}'))
    link['classes'] = [f'folio-file-{key}']
    return nodes.list_item('', nodes.paragraph('', '', link))


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
    body += _names(person, parts.language)
    body += [line('folio-profile-role', person.role)] if person.role else []
    body += [_organisation(affiliation) for affiliation in person.affiliation]
    if person.location:
        place = [icon('', name='place'), nodes.Text(person.location)]
        body += nodes.paragraph('', '', *place, classes=['folio-profile-place'])
    body += _status(person, parts)
    if person.summary:
        body += line('folio-profile-summary', person.summary)
    body += contact_links(person, parts, cv=cv_path(person.id) if view.has_cv else '')
    body += facts(
        (_('Topics'), parts.inline_refs(view.topics)),
        (_('Member'), _membership(person, parts.language)),
        (_('Updated'), [] if person.status else parts.moment(person.updated)),
    )
    body += download_links(view, parts)
    return _framed('person', parts.picture(person.photo, name, seed=person.id), body)


def _names(person: Person, language: str) -> list[nodes.paragraph]:
    """Return what stands beside the title of the page: the native name, the pronouns."""
    content: list[nodes.Node] = []
    if person.native_name:
        content.append(make_bidi_name(person.native_name, language))
    if person.pronouns:
        content += [nodes.Text(' · ')] if content else []
        content.append(nodes.Text(person.pronouns))
    return [nodes.paragraph('', '', *content, classes=['folio-profile-name'])] if content else []


def _organisation(affiliation: Affiliation) -> nodes.paragraph:
    """Return an organisation, linked to its website, or to what the registry says of it."""
    name: nodes.Node = nodes.Text(affiliation.name)
    uri = affiliation.url or affiliation.ror
    if uri:
        name = nodes.reference('', affiliation.name, refuri=uri, internal=False)
    before = [nodes.Text(f'{affiliation.department}, ')] if affiliation.department else []
    return nodes.paragraph('', '', *before, name, classes=['folio-profile-place'])


def _status(person: Person, parts: Parts) -> list[nodes.paragraph]:
    """Return what a person is looking for, and since when that is known."""
    if not person.status:
        return []
    content: list[nodes.Node] = [nodes.strong('', person.status)]
    if person.updated:
        said = _('as of %s') % localised_date(person.updated, parts.language)
        shown = time('', said, datetime=person.updated.isoformat())
        content += [nodes.Text(' '), nodes.inline('', '', shown, classes=['folio-as-of'])]
    return [nodes.paragraph('', '', *content, classes=['folio-profile-status'])]


def contact_links(person: Person, parts: Parts, cv: str = '') -> list[nodes.bullet_list]:
    """Return the address and the links of a person as one row, or nothing.

    :param cv: path of the CV as PDF in the website, if there is one.
    """
    items = []
    if person.email:
        address = Link('email', person.email, f'mailto:{person.email}')
        items.append(parts.link_item(address, '', icon('', name='email')))
    items += [parts.cv_item(cv, person.name)] if cv else []
    items += [parts.link_item(link, person.name, icon('', name=link.key)) for link in person.links]
    return [nodes.bullet_list('', *items, classes=['folio-links'])] if items else []


def _project(view: ProjectView, parts: Parts) -> nodes.container:
    project = view.project
    body = nodes.container(classes=['folio-profile-body'])
    if project.summary:
        body += line('folio-profile-summary', project.summary)
    if project.links:
        body += parts.links(project.links, project.name, with_icons=True)
    body += counts_line(view.counts)
    statuses = {'active': _('Active'), 'finished': _('Finished')}
    period = period_nodes(project.period, parts.language) if project.period else []
    body += facts(
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
    body += counts_line(view.counts)
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
