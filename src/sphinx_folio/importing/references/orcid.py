"""An ORCID record as the public API gives it in JSON (versions 2 and 3): a person and their works.

Names are those of the schema of ORCID's message format; what is in no group is read all the
same, so that a part of a record, such as its works alone, comes in too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sphinx_folio.importing.neutral import Item, Line, Origin, Paper
from sphinx_folio.importing.report import Report
from sphinx_folio.model import kebab

from .tex import name_of, one_line
from .works import Work, paper_of

_TYPES = {
    'annotation': 'document', 'artistic-performance': 'performance', 'blog-post': 'post-weblog',
    'book': 'book', 'book-chapter': 'chapter', 'book-review': 'review-book',
    'conference-abstract': 'paper-conference', 'conference-output': 'paper-conference',
    'conference-paper': 'paper-conference', 'conference-poster': 'speech',
    'conference-presentation': 'speech', 'conference-proceedings': 'book',
    'data-management-plan': 'report', 'data-set': 'dataset', 'dictionary-entry': 'entry-dictionary',
    'disclosure': 'document', 'dissertation': 'thesis', 'dissertation-thesis': 'thesis',
    'edited-book': 'book', 'encyclopedia-entry': 'entry-encyclopedia', 'image': 'graphic',
    'invention': 'patent', 'journal-article': 'article-journal', 'journal-issue': 'periodical',
    'learning-object': 'document', 'lecture-speech': 'speech', 'license': 'document',
    'magazine-article': 'article-magazine', 'manual': 'report', 'moving-image': 'motion_picture',
    'musical-composition': 'musical_score', 'newsletter-article': 'article-magazine',
    'newspaper-article': 'article-newspaper', 'online-resource': 'webpage', 'other': 'document',
    'patent': 'patent', 'physical-object': 'document', 'preprint': 'article',
    'public-speech': 'speech', 'registered-copyright': 'document', 'report': 'report',
    'research-technique': 'document', 'research-tool': 'document', 'review': 'review',
    'software': 'software', 'sound': 'song', 'spin-off-company': 'document',
    'standards-and-policy': 'standard', 'standards-policy': 'standard', 'supervised-student-publication': 'thesis',
    'teaching-material': 'document', 'technical-standard': 'standard', 'test': 'document',
    'trademark': 'document', 'transcription': 'document', 'translation': 'book',
    'website': 'webpage', 'working-paper': 'report',
}  # fmt: skip
_IDENTIFIERS = {
    'doi': 'DOI', 'pmid': 'PMID', 'pmc': 'PMCID', 'isbn': 'ISBN', 'issn': 'ISSN', 'uri': 'URL',
    'arxiv': 'number', 'other-id': 'call-number', 'handle': 'URL',
}  # fmt: skip
#: Groups of affiliations, and the kind of dated entries that they are.
_AFFILIATIONS = {
    'employments': 'experience', 'educations': 'education', 'qualifications': 'education',
    'distinctions': 'awards', 'invited-positions': 'experience', 'memberships': 'service',
    'services': 'service', 'editorial-services': 'service',
}  # fmt: skip
#: Links of a record by what its user calls them.
_HOSTS = {
    'github.com': 'github', 'gitlab.com': 'gitlab', 'linkedin.com': 'linkedin',
    'scholar.google.com': 'google-scholar', 'researchgate.net': 'researchgate', 'x.com': 'x',
    'twitter.com': 'x',
}  # fmt: skip


def is_record(value: Any) -> bool:
    """Tell whether JSON is a record of ORCID, or the works of one."""
    if not isinstance(value, Mapping):
        return False
    if 'orcid-identifier' in value or 'activities-summary' in value:
        return True
    groups = value.get('group')
    return isinstance(groups, list) and any('work-summary' in _map(group) for group in groups)


def read_orcid_works(text: str, file: str, report: Report) -> list[Paper]:
    """Return the papers of a record, which name their owner where they name nobody else.

    :raises ValueError: if the text is no JSON.
    """
    record = _map(json.loads(text))
    owner = _slug(record)
    activities = _map(record.get('activities-summary')) or record
    works = _map(activities.get('works')) or record
    papers = []
    for group in _list(works.get('group')):
        summaries = _list(_map(group).get('work-summary')) or _list(_map(group).get('work'))
        summaries.sort(key=lambda summary: -_number(_map(summary).get('display-index')))
        if summaries:
            best = _map(summaries[0])
            work = Work(Origin(file, _line(text, best.get('put-code'))))
            _fill(work, _map(group), best)
            if len(summaries) > 1:
                advice = 'ORCID has it from several sources, of which the preferred one is taken'
                report.note('skipped', work.origin, 'work-summary', len(summaries) - 1, advice)
            if owner and 'author' not in work.item:
                work.item['people'] = owner
                advice = 'ORCID does not name the co-authors; add author, or import BibTeX too'
                report.note('changed', work.origin, 'author', owner, advice)
            papers.append(paper_of(work, report))
    return papers


def read_orcid_person(text: str, file: str, report: Report) -> Item | None:
    """Return the person of a record, with employments and educations as lines.

    :raises ValueError: if the text is no JSON.
    """
    record = _map(json.loads(text))
    person, slug = _map(record.get('person')), _slug(record)
    if not slug:
        return None
    origin = Origin(file, 1)
    name = _full_name(person) or slug
    words = _texts(person, 'keywords', 'keyword')
    facts: dict[str, Any] = {
        'name': name,
        'names': [one for one in _texts(person, 'other-names', 'other-name') if one != name],
        'summary': _value(person.get('biography'), 'content'),
        'email': _first(_texts(person, 'emails', 'email', 'email'), 'email', origin, report),
        'links': _links(record, origin, report),
        'location': _first(
            _texts(person, 'addresses', 'address', 'country'), 'country', origin, report
        ),
    }
    facts = {key: value for key, value in facts.items() if value}
    if words:
        advice = 'they stand in the text; make topics of them'
        report.note('changed', origin, 'keywords', ', '.join(words), advice)
    report.carry(file, len(facts) + bool(words))
    report.found['people'] += 1
    body = f'Keywords: {", ".join(words)}.' if words else ''
    item = Item('person', slug, name, origin, facts, body, is_owner=True)
    item.lines = list(_lines(_map(record.get('activities-summary')), text, file, report))
    for line in item.lines:
        if line.kind == 'experience' and line.options.get('dates', '').endswith('present'):
            facts.setdefault('role', line.title)
            if organisation := line.options.get('organisation'):
                facts.setdefault('affiliation', organisation)
            advice = 'taken from what ORCID says is their employment now'
            report.note('changed', line.origin, 'role', line.title, advice)
            break
    return item


def _first(values: list[str], name: str, origin: Origin, report: Report) -> str:
    """Return the first of some values; the others are told of."""
    for value in values[1:]:
        report.note('lost', origin, name, value, 'a person has one; the first is taken')
    return values[0] if values else ''


def _links(record: Mapping[str, Any], origin: Origin, report: Report) -> dict[str, str]:
    person = _map(record.get('person'))
    links = {'orcid': _orcid(record)} if _orcid(record) else {}
    said = [
        (_value(one.get('url-name')), _value(one.get('url')))
        for one in _maps(person, 'researcher-urls', 'researcher-url')
    ]
    said += [
        (_value(one.get('external-id-type')), _value(one.get('external-id-url')))
        for one in _maps(person, 'external-identifiers', 'external-identifier')
    ]
    for title, address in said:
        host = re.match(r'https?://(?:www\.)?([^/\s]+\.[^/\s]+)', address)
        key = _HOSTS.get(host[1].lower(), title or host[1]) if host else ''
        if key and 'website' not in links and key.lower() in {'home', 'homepage', 'website'}:
            key = 'website'
        if not key or key in links:
            advice = 'it is no address of the web, or there is one of that name; add it to links'
            report.note('lost', origin, title or 'link', address, advice)
        else:
            links[key] = address
    return links


def _lines(activities: Mapping[str, Any], text: str, file: str, report: Report) -> Iterator[Line]:
    """Yield employments, educations and the like, fundings, and how often somebody reviewed."""
    for group, kind in _AFFILIATIONS.items():
        for summary in _summaries(_map(activities.get(group))):
            origin = Origin(file, _line(text, summary.get('put-code')))
            organisation = _map(summary.get('organization'))
            role, department = (
                _value(summary.get('role-title')),
                _value(summary.get('department-name')),
            )
            options = {
                'dates': _dates(summary),
                'organisation': ', '.join(
                    filter(None, (department, _value(organisation.get('name'))))
                ),
                'place': _place(organisation),
                'links': f'website: {url}' if (url := _value(summary.get('url'))) else '',
            }
            title = role or options.pop('organisation')
            yield _line_of(kind, title or group, origin, options, report)
    for group in _list(_map(activities.get('fundings')).get('group')):
        for summary in _list(_map(group).get('funding-summary'))[:1]:
            funding = _map(summary)
            origin = Origin(file, _line(text, funding.get('put-code')))
            options = {
                'dates': _dates(funding),
                'organisation': _value(_map(funding.get('organization')).get('name')),
                'links': f'website: {url}' if (url := _value(funding.get('url'))) else '',
            }
            title = _value(_map(funding.get('title')).get('title'))
            yield _line_of('grants', title or 'Grant', origin, options, report)
    reviews = _list(_map(activities.get('peer-reviews')).get('group'))
    if reviews:
        advice = 'ORCID keeps reviews under numbers of journals; write a line of service for them'
        report.note('lost', Origin(file), 'peer-reviews', len(reviews), advice)


def _line_of(
    kind: str, title: str, origin: Origin, options: dict[str, str], report: Report
) -> Line:
    said = {name: value for name, value in options.items() if value}
    report.carry(origin.file, len(said) + 1)
    report.found[f'lines of {kind}'] += 1
    return Line(kind, title, origin, said)


def _summaries(group: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the summaries of a group, as versions 3 and 2 have them."""
    for affiliation in _list(group.get('affiliation-group')):
        for summary in _list(_map(affiliation).get('summaries'))[:1]:
            yield from map(_map, _map(summary).values())
    for name, value in group.items():
        if name.endswith('-summary'):
            yield from map(_map, _list(value))


def _fill(work: Work, group: Mapping[str, Any], summary: Mapping[str, Any]) -> None:
    title = _map(summary.get('title'))
    said = str(summary.get('type') or '').lower().replace('_', '-')
    kind = _TYPES.get(said, 'document')
    work.put('type', said, 'type' if said in _TYPES else '', kind)
    work.item['type'] = kind
    main, sub = _value(title.get('title')), _value(title.get('subtitle'))
    work.put('title', main, 'title', f'{main}: {sub}' if sub else main)
    work.put('subtitle', sub, 'title', work.item.get('title'))
    work.put(
        'translated-title',
        _value(title.get('translated-title')),
        'reviewed-title' if kind == 'book' else 'annote',
    )
    work.put('journal-title', _value(summary.get('journal-title')), 'container-title')
    date = [
        _value(_map(summary.get('publication-date')).get(part)) for part in ('year', 'month', 'day')
    ]
    numbers = [part for part in date if part]
    work.put('publication-date', '-'.join(numbers), 'issued', {'date-parts': [numbers]})
    work.put('short-description', _value(summary.get('short-description')), 'abstract')
    work.put('language-code', _value(summary.get('language-code')), 'language')
    identifiers = [
        *_maps(summary, 'external-ids', 'external-id'),
        *_maps(group, 'external-ids', 'external-id'),
    ]
    seen = set()
    for one in identifiers:
        name = _value(one.get('external-id-type')).lower()
        value = _value(one.get('external-id-normalized')) or _value(one.get('external-id-value'))
        relation = str(one.get('external-id-relationship') or 'self').lower()
        if (name, value.lower()) in seen or not value:
            continue
        seen.add((name, value.lower()))
        variable = _IDENTIFIERS.get(name, '') if relation in {'self', 'part-of'} else ''
        if name == 'arxiv':
            value = f'arXiv:{re.sub("(?i)arxiv:", "", value)}'
        work.put(
            name or 'external-id',
            value,
            variable or ('URL' if value.startswith('http') else 'call-number'),
        )
    url = _value(summary.get('url'))
    if url and 'URL' not in work.item:
        work.put('url', url, 'URL')
    people = [
        _value(one.get('credit-name')) for one in _maps(summary, 'contributors', 'contributor')
    ]
    listed = [name_of(name) for name in people if name]
    work.put('contributors', '; '.join(filter(None, people)), 'author', listed)


# -- what JSON may hold ----------------------------------------------------------------


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []


def _maps(value: Mapping[str, Any], outer: str, inner: str) -> list[Mapping[str, Any]]:
    return [_map(one) for one in _list(_map(value.get(outer)).get(inner))]


def _texts(value: Mapping[str, Any], outer: str, inner: str, name: str = 'content') -> list[str]:
    return [text for one in _maps(value, outer, inner) if (text := _value(one.get(name)))]


def _value(value: Any, name: str = 'value') -> str:
    """Return a text that may stand in an object with the key ``value``."""
    if isinstance(value, Mapping):
        value = value.get(name, value.get('value', ''))
    return one_line(value) if isinstance(value, str | int) else ''


def _number(value: Any) -> int:
    return int(value) if re.fullmatch(r'\d{1,9}', str(value), re.ASCII) else 0


def _line(text: str, put_code: Any) -> int:
    """Return the line of a thing by its number in ORCID."""
    match = (
        re.search(rf'"put-code"\s*:\s*{_number(put_code)}\b', text) if _number(put_code) else None
    )
    return text.count('\n', 0, match.start()) + 1 if match else 1


def _full_name(person: Mapping[str, Any]) -> str:
    name = _map(person.get('name'))
    parts = (_value(name.get('given-names')), _value(name.get('family-name')))
    return _value(name.get('credit-name')) or ' '.join(filter(None, parts))


def _orcid(record: Mapping[str, Any]) -> str:
    path = _value(_map(record.get('orcid-identifier')).get('path'))
    return path if re.fullmatch(r'(?:\d{4}-){3}\d{3}[\dX]', path, re.ASCII) else ''


def _slug(record: Mapping[str, Any]) -> str:
    return kebab(_full_name(_map(record.get('person')))) or _orcid(record).lower()


def _place(organisation: Mapping[str, Any]) -> str:
    address = _map(organisation.get('address'))
    return ', '.join(filter(None, (_value(address.get(part)) for part in ('city', 'country'))))


def _dates(summary: Mapping[str, Any]) -> str:
    """Return a period as Folio writes it; without an end it is still going on."""
    begin, end = (_day(_map(summary.get(f'{name}-date'))) for name in ('start', 'end'))
    if not begin:
        return end
    return f'{begin} to {end or "present"}'


def _day(date: Mapping[str, Any]) -> str:
    parts = []
    for part in ('year', 'month', 'day'):
        value = _value(date.get(part))
        if not re.fullmatch(r'\d{1,4}', value, re.ASCII):
            break
        parts.append(value.zfill(4 if part == 'year' else 2))
    return '-'.join(parts)
