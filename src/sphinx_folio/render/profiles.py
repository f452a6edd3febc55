"""The card at the head of an object's page, with the links to a person's files."""

from itertools import chain

from docutils import nodes

from sphinx_folio.graph import DatedView, PersonView, Profile, ProjectView, TopicView
from sphinx_folio.model import Affiliation, Link, Person, Record
from sphinx_folio.nodes import aside_text, icon, make_bidi_name, screen_only, time
from sphinx_folio.pdf import cv_path
from sphinx_folio.shared import _, localised_date

from .dated import people_line, place_line, status_word
from .parts import Parts, badge, counts_line, facts, joined, line, row
from .words import entry_word, project_type_name


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
        ('atom', files.feed, 'Atom'),
        ('icalendar', files.calendar, 'iCalendar'),
    ]
    about = f': {view.person.name}'
    links: list[list[nodes.Node]] = [
        [parts.file_link(path, nodes.Text(title), aside_text('', about), look=f'folio-file-{key}')]
        for key, path, title in paths
        if path
    ]
    return [screen_only('', *row(links, 'folio-machines', 'no-search'))] if links else []


def render_profile(view: Profile, parts: Parts) -> nodes.container:
    """Return the profile card that *view* holds."""
    if isinstance(view, PersonView):
        return _person(view, parts)
    if isinstance(view, ProjectView):
        return _project(view, parts)
    if isinstance(view, DatedView):
        return _dated(view, parts)
    return _topic(view, parts)


def _framed(kind: str, picture: list[nodes.Node], *rows: list[nodes.Node]) -> nodes.container:
    """Return a card: a picture, if there is one, and beside it one row below the other."""
    body = nodes.container('', *chain(*rows), classes=['folio-profile-body'])
    return nodes.container('', *picture, body, classes=['folio-profile', f'folio-profile-{kind}'])


def _person(view: PersonView, parts: Parts) -> nodes.container:
    person = view.person
    name = '' if person.anonymous else person.name
    place = [icon('', name='place'), nodes.Text(person.location)] if person.location else []
    cv = cv_path(person.id) if view.has_cv else ''
    return _framed(
        'person',
        [parts.picture(person.photo, name, seed=person.id)],
        line('folio-profile-name', *_names(person, parts.language)),
        line('folio-profile-role', person.role),
        *map(_organisation, person.affiliation),
        line('folio-profile-place', *place),
        _status(person, parts),
        line('folio-profile-summary', person.summary),
        contact_links(person, parts, look='folio-links', cv=cv),
        facts(
            *((title, parts.text(text)) for title, text in person.fields),
            (_('Topics'), parts.inline_refs(view.topics)),
            (_('Member'), parts.membership(person.joined, person.left, is_former=view.is_former)),
            (_('Now') if view.is_former else _('Next'), parts.text(person.next)),
            (_('Updated'), [] if person.status else parts.moment(person.updated)),
        ),
        download_links(view, parts),
    )


def _names(person: Person, language: str) -> list[nodes.Node]:
    """Return what stands beside the title of the page: other names, the pronouns."""
    native = [make_bidi_name(person.native_name, language)] if person.native_name else []
    pronouns = [nodes.Text(person.pronouns)] if person.pronouns else []
    name = [] if person.anonymous else _name(person)
    return joined([name, native, pronouns], ' · ')


def _name(record: Record) -> list[nodes.Node]:
    """Return a name that the title of the page does not say."""
    return [nodes.Text(record.name)] if record.page_title else []


def _organisation(affiliation: Affiliation) -> list[nodes.Node]:
    """Return an organisation, linked to its website, or to what the registry says of it."""
    name: nodes.Node | str = affiliation.name
    if uri := affiliation.url or affiliation.ror:
        name = nodes.reference('', affiliation.name, refuri=uri, internal=False)
    before = f'{affiliation.department}, ' if affiliation.department else ''
    return line('folio-profile-place', before, name)


def _status(person: Person, parts: Parts) -> list[nodes.Node]:
    """Return what a person is looking for, and since when that is known."""
    if not person.status:
        return []
    content: list[nodes.Node] = [nodes.strong('', person.status)]
    if person.updated:
        said = _('as of %s') % localised_date(person.updated, parts.language)
        shown = time('', said, datetime=person.updated.isoformat())
        content += [nodes.Text(' '), nodes.inline('', '', shown, classes=['folio-as-of'])]
    return line('folio-profile-status', *content)


def contact_links(person: Person, parts: Parts, *, look: str, cv: str = '') -> list[nodes.Node]:
    """Return the address and the links of a person as one row, or nothing.

    :param look: the class of the row.
    :param cv: path of the CV as PDF in the website, if there is one.
    """
    links: list[nodes.Node] = []
    if person.email:
        address = Link('email', person.email, f'mailto:{person.email}')
        links.append(parts.link_to(address, '', with_icon=True))
    if cv:
        said = [icon('', name='cv'), nodes.Text(_('CV (PDF)')), aside_text('', f': {person.name}')]
        links.append(parts.file_link(cv, *said, look='folio-link-cv'))
    links += [parts.link_to(link, person.name, with_icon=True) for link in person.links]
    return row(([link] for link in links), look)


def _project(view: ProjectView, parts: Parts) -> nodes.container:
    project = view.project
    image = project.image
    statuses = {'active': _('Active'), 'finished': _('Finished')}
    return _framed(
        'project',
        [parts.picture(image, project.name, seed=project.id)] if image else [],
        line('folio-profile-name', *_name(project)),
        line('folio-profile-type', *badge('type', project_type_name(project.type))[1:]),
        line('folio-profile-summary', project.summary),
        parts.links(project.links, project.name, with_icons=True),
        counts_line(view.counts),
        facts(
            (_('Period'), parts.period(project.period)),
            (_('Status'), [nodes.Text(statuses[project.status])] if project.status else []),
            (_('Topics'), parts.inline_refs(view.topics)),
            (_('Funding'), [nodes.Text('; '.join(project.funding))] if project.funding else []),
            (_('Updated'), parts.moment(project.updated)),
        ),
    )


def _dated(view: DatedView, parts: Parts) -> nodes.container:
    item, entry = view.item, view.item.entry
    what = entry.type or entry_word(entry.entry_kind, parts.entry_kinds)
    badges = [*badge('type', what), *badge('status', status_word(item))]
    return _framed(
        'entry',
        [parts.picture(entry.image, entry.name, seed=entry.id)] if entry.image else [],
        line('folio-profile-name', *_name(entry)),
        line('folio-entry-dates', *joined([parts.period(entry.when), badges[1:]], ' ')),
        people_line(item, parts),
        place_line(item),
        line('folio-profile-summary', entry.summary),
        parts.links(entry.links, entry.name, with_icons=True),
        facts(
            (_('Projects'), parts.inline_refs(item.projects)),
            (_('Topics'), parts.inline_refs(item.topics)),
            (_('Updated'), parts.moment(entry.updated)),
        ),
    )


def _topic(view: TopicView, parts: Parts) -> nodes.container:
    topic = view.topic
    return _framed(
        'topic',
        [],
        line('folio-profile-name', *_name(topic)),
        line('folio-profile-summary', topic.summary),
        counts_line(view.counts),
        facts(
            (_('Also called'), [nodes.Text(', '.join(topic.aliases))] if topic.aliases else []),
            (_('Part of'), parts.inline_refs(view.broader)),
            (_('Includes'), parts.inline_refs(view.narrower)),
        ),
    )
