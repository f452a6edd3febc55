"""A person as JSON Resume, version 1.0.0 (https://jsonresume.org/schema). Pure."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sphinx_folio.bib import without_math
from sphinx_folio.model import SERVICES, PartialDate, own_url

if TYPE_CHECKING:
    from sphinx_folio.model import Link, Period, Publication, TimelineEntry

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
        name: [] for name in ('work', 'volunteer', 'education', 'awards')
    }
    sections['publications'] = [_publication(item) for item in facts.publications]
    sections['skills'] = [{'name': topic} for topic in facts.topics]
    sections['projects'] = [_project(item) for item in facts.projects]
    for record in facts.records:
        if record.kind in SECTIONS:
            sections[SECTIONS[record.kind]].append(_record(record))
    updated = facts.person.updated
    meta = {
        'canonical': facts.addresses.resume,
        'version': 'v1.0.0',
        'lastModified': f'{updated.isoformat()}T00:00:00' if updated and updated.day else '',
    }
    found = {'$schema': SCHEMA, 'basics': _basics(facts), **sections, 'meta': _filled(meta)}
    return _filled(found)


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    """Return what is stated, in the order of the schema."""
    return {name: value for name, value in item.items() if value}


# -- who -----------------------------------------------------------------------------


def _basics(facts: PersonFacts) -> dict[str, Any]:
    person, addresses = facts.person, facts.addresses
    own = next((link.url for link in person.links if link.key == 'website'), '')
    profiles = [
        _profile(link)
        for link in person.links
        if link.url != own and not link.url.lower().startswith('mailto:')
    ]
    return _filled(
        {
            'name': person.name,
            'label': person.role,
            'image': addresses.photo,
            'email': person.email,
            'url': own or addresses.page,
            'summary': person.summary,
            'location': _filled({'address': person.location}),
            'profiles': profiles,
        }
    )


def _profile(link: Link) -> dict[str, Any]:
    """Return a link, with the user name that its service knows the person by."""
    template = SERVICES[link.key].template if link.key in SERVICES else ''
    before, _place, after = template.partition('{}')
    is_name = bool(template) and link.url.startswith(before) and link.url.endswith(after)
    name = link.url[len(before) : len(link.url) - len(after)] if is_name else ''
    return _filled({'network': link.title, 'username': name, 'url': link.url})


# -- what ----------------------------------------------------------------------------


def _record(record: TimelineEntry[str]) -> dict[str, Any]:
    summary, highlights = '\n'.join(record.paragraphs), list(record.items)
    where = ', '.join(filter(None, (record.organisation, record.place)))
    item: dict[str, Any]
    if record.kind == 'skills':
        return _skill(record)
    if record.kind == 'awards':
        summary = '\n'.join([*record.paragraphs, *record.items])
        item = {'title': record.title, 'date': _dated(record.period).get('startDate', '')}
        return _filled({**item, 'awarder': where, 'summary': summary})
    if record.kind == 'talks':
        item = {'name': record.title, 'description': summary, 'highlights': highlights}
        return _filled({**item, **_dated(record.period), 'entity': where, 'type': 'talk'})
    if record.kind == 'education':
        item = {'institution': record.organisation, 'studyType': record.title}
    elif SECTIONS[record.kind] == 'work':
        item = {'name': record.organisation, 'position': record.title}
    else:
        item = {'organization': record.organisation, 'position': record.title}
    item['location'] = record.place
    return _filled({**item, **_dated(record.period), 'summary': summary, 'highlights': highlights})


def _skill(record: TimelineEntry[str]) -> dict[str, Any]:
    """Return a skill; of a text that is a list apart by commas, each part is a keyword."""
    keywords = list(record.items)
    for text in record.paragraphs:
        is_list = not _SENTENCES.search(text)
        bare = text.rstrip('.。')
        keywords += _SEPARATOR.split(bare) if is_list else [text]
    return _filled({'name': record.title, 'keywords': [word for word in keywords if word]})


def _project(project: Involvement) -> dict[str, Any]:
    item = {
        'name': project.name,
        'description': project.summary,
        'keywords': list(project.topics),
        **_dated(project.period),
        'url': project.url,
        'roles': [project.role] if project.role else [],
    }
    return _filled(item)


def _publication(publication: Publication) -> dict[str, Any]:
    """Return a publication; its authors are more than the schema asks for."""
    item = {
        'name': without_math(publication.title),
        'publisher': without_math(publication.venue),
        'releaseDate': _date(PartialDate(publication.year or 0, publication.month)),
        'url': own_url(publication.links),
        'summary': without_math(publication.abstract),
        'authors': [author.name for author in publication.authors],
    }
    return _filled(item)


# -- when ----------------------------------------------------------------------------


def _dated(period: Period | None) -> dict[str, str]:
    """Return the first and the last date; an open period has no last one."""
    if period is None:
        return {}
    return {'startDate': _date(period.start), 'endDate': _date(period.end) if period.end else ''}


def _date(moment: PartialDate) -> str:
    """Return a date as far as it is known, if the schema's pattern takes its year."""
    return moment.isoformat() if 1000 <= moment.year < 3000 else ''
