"""A person as JSON Resume, version 1.0.0 (https://jsonresume.org/schema). Pure."""

import json
import re
from typing import Any

from sphinx_folio.model import (
    DatedEntry,
    EntryText,
    Link,
    PartialDate,
    Period,
    Publication,
    own_url,
)
from sphinx_folio.util import filled

from .person import Involvement, PersonFacts

SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json'
#: The section that a timeline of each kind belongs to; there is none for what is "other".
SECTIONS = {
    'education': 'education',
    'experience': 'work',
    'teaching': 'work',
    'service': 'volunteer',
    'activities': 'volunteer',
    'awards': 'awards',
    'talks': 'projects',
    'skills': 'skills',
}
_SEPARATOR = re.compile(r'\s*[,;、，；]\s*')
#: A text that goes on after a full stop.
_SENTENCES = re.compile(r'[.!?]\s+\S|[。！？]\s*\S')


def resume_text(facts: PersonFacts) -> str:
    """Return the JSON Resume of a person, as text that ends with a newline.

    The sign of e-mail addresses is written as an escape of JSON, which every reader of
    JSON resolves and programs that look for addresses in text do not.
    """
    text = json.dumps(json_resume(facts), ensure_ascii=False, indent=2)
    return text.replace('@', r'\u0040') + '\n'


def json_resume(facts: PersonFacts) -> dict[str, Any]:
    """Return all that a person's page states and JSON Resume has a place for."""
    sections: dict[str, list[dict[str, Any]]] = {
        **{name: [] for name in ('work', 'volunteer', 'education', 'awards')},
        'publications': [_publication(item) for item in facts.publications],
        'skills': [{'name': topic} for topic in facts.topics],
        'projects': [_project(item) for item in facts.projects],
    }
    for entry, text in facts.records:
        if entry.entry_kind in SECTIONS:
            sections[SECTIONS[entry.entry_kind]].append(_record(entry, text))
    updated = facts.person.updated
    meta = filled(
        canonical=facts.addresses.resume,
        version='v1.0.0',
        lastModified=f'{updated.isoformat()}T00:00:00' if updated and updated.day else '',
    )
    return {'$schema': SCHEMA} | filled(basics=_basics(facts), **sections, meta=meta)


def _basics(facts: PersonFacts) -> dict[str, Any]:
    person, addresses = facts.person, facts.addresses
    links = [link for link in person.links if not link.is_mail and not link.is_file]
    own = next((link.url for link in links if link.key == 'website'), '')
    profiles = [_profile(link) for link in links if link.url != own]
    return filled(
        name=person.name,
        label=person.role,
        image=addresses.photo,
        email=person.email,
        url=own or addresses.page,
        summary=person.summary,
        location=filled(address=person.location),
        profiles=profiles,
    )


def _profile(link: Link) -> dict[str, Any]:
    """Return a link, with the user name that its service knows the person by."""
    network = link.title if link.account else link.label
    return filled(network=network, username=link.account, url=link.url)


def _record(entry: DatedEntry, text: EntryText) -> dict[str, Any]:
    title, organisation, dates = entry.name, entry.organisation, _dated(entry.when)
    where = ', '.join(filter(None, (organisation, entry.place)))
    summary, highlights = '\n'.join(text.paragraphs), list(text.items)
    match SECTIONS[entry.entry_kind]:
        case 'skills':
            return _skill(entry, text)
        case 'awards':
            summary = '\n'.join([*text.paragraphs, *text.items])
            date = dates.get('startDate')
            return filled(title=title, date=date, awarder=where, summary=summary)
        case 'projects':
            item = {'name': title, 'description': summary, 'highlights': highlights, **dates}
            return filled(**item, entity=where, type='talk')
        case 'education':
            head = {'institution': organisation, 'studyType': title}
        case 'work':
            head = {'name': organisation, 'position': title}
        case _:
            head = {'organization': organisation, 'position': title}
    place = entry.place
    return filled(**head, location=place, **dates, summary=summary, highlights=highlights)


def _skill(entry: DatedEntry, said: EntryText) -> dict[str, Any]:
    """Return a skill; of a text that is a list apart by commas, each part is a keyword."""
    keywords = list(said.items)
    for text in said.paragraphs:
        keywords += [text] if _SENTENCES.search(text) else _SEPARATOR.split(text.rstrip('.。'))
    return filled(name=entry.name, keywords=[word for word in keywords if word])


def _project(project: Involvement) -> dict[str, Any]:
    return filled(
        name=project.name,
        description=project.summary,
        keywords=list(project.topics),
        **_dated(project.period),
        url=project.url,
        roles=[project.role] if project.role else [],
        type=project.type,
    )


def _publication(publication: Publication) -> dict[str, Any]:
    """Return a publication; its authors are more than the schema asks for."""
    return filled(
        name=publication.title,
        publisher=publication.venue,
        releaseDate=_date(publication.date),
        url=own_url(publication.links),
        summary=publication.abstract,
        authors=[author.name for author in publication.authors],
    )


def _dated(period: Period | None) -> dict[str, str]:
    """Return the first and the last date; an open period has no last one, nor what is to come."""
    if period is None:
        return {}
    end = None if period.expected else period.end
    start = None if period.expected and period.start == period.end else period.start
    return {'startDate': _date(start) if start else '', 'endDate': _date(end) if end else ''}


def _date(moment: PartialDate) -> str:
    """Return a date as far as it is known, if the schema's pattern takes its year."""
    return moment.isoformat() if 1000 <= moment.year < 3000 else ''
