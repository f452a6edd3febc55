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
    spoken_languages,
)
from sphinx_folio.util import filled

from .person import Involvement, PersonFacts, RecordFacts

SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json'
#: The section that entries of each kind belong to; there is none for news and openings, for
#: what others write of somebody, and for what is "other".
SECTIONS = {
    'education': 'education',
    'experience': 'work',
    'teaching': 'work',
    'supervision': 'work',
    'service': 'volunteer',
    'activities': 'volunteer',
    'awards': 'awards',
    'certificates': 'certificates',
    'talks': 'projects',
    'grants': 'projects',
    'languages': 'languages',
    'skills': 'skills',
}
#: What an entry among the projects is.
_PROJECT_TYPES = {'talks': 'talk', 'grants': 'grant'}
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
        **{name: [] for name in ('work', 'volunteer', 'education', 'awards', 'certificates')},
        'publications': [_publication(item) for item in facts.publications],
        'skills': [{'name': topic} for topic in facts.topics],
        'languages': [],
        'projects': [_project(item) for item in facts.projects],
    }
    for record in facts.records:
        if section := SECTIONS.get(record.entry.entry_kind):
            sections[section] += _records(record, section)
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


def _records(record: RecordFacts, section: str) -> list[dict[str, Any]]:
    """Return the items of an entry: a line of languages may name several."""
    entry, text = record.entry, record.text
    if section == 'languages':
        said = (*text.paragraphs, *text.items)
        levels = (entry.type, entry.organisation, said[0] if len(said) == 1 else '')
        found = spoken_languages(entry.name, *levels)
        return [filled(language=language, fluency=fluency) for language, fluency in found]
    return [_record(record, section)]


def _record(record: RecordFacts, section: str) -> dict[str, Any]:
    entry, text, role = record.entry, record.text, record.role
    title, organisation, dates = entry.name, entry.organisation, _dated(entry.when)
    where = ', '.join(filter(None, (organisation, entry.place)))
    summary, highlights = '\n'.join(text.paragraphs), list(text.items)
    url = _url(record)
    match section:
        case 'skills':
            return _skill(entry, text)
        case 'awards':
            summary = '\n'.join([*text.paragraphs, *text.items])
            date = dates.get('startDate')
            return filled(title=title, date=date, awarder=where, summary=summary)
        case 'certificates':
            return filled(name=title, date=dates.get('startDate'), issuer=where, url=url)
        case 'projects':
            kind = _PROJECT_TYPES[entry.entry_kind]
            item = {'name': title, 'description': summary, 'highlights': highlights, **dates}
            roles = [role] if role else []
            return filled(**item, url=url, roles=roles, entity=where, type=kind)
        case 'education':
            head = {'institution': organisation, 'studyType': title}
        case _:
            name_key = 'name' if section == 'work' else 'organization'
            what = role or entry.type
            if what and not organisation:  # "Conference on Logs", of which somebody is a reviewer
                head = {name_key: title, 'position': what}
            else:
                position = f'{title} ({role})' if role else title
                head = {name_key: organisation, 'position': position}
    place = entry.place
    return filled(**head, location=place, url=url, **dates, summary=summary, highlights=highlights)


def _url(record: RecordFacts) -> str:
    """Return where an entry itself is to be read: elsewhere, or on a page of the site."""
    urls = (link.url for link in record.entry.links if '://' in link.url)
    return own_url(record.entry.links) or record.page or next(urls, '')


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
