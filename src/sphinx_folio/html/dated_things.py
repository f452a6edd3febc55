"""Dated entries in the words of schema.org: on their own pages, and on those of people.

What a search engine asks of them stands in Google's "Structured data markup": Article, Event,
Course, JobPosting. Nothing is said that nobody has written: an opening of which the day, the
organisation or the place is not known is no ``JobPosting``.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sphinx_folio.bib import LISTED_TYPES
from sphinx_folio.graph import Ref, Site, references
from sphinx_folio.model import (
    DatedEntry,
    ObjectRef,
    PartialDate,
    Period,
    own_url,
    spoken_languages,
)
from sphinx_folio.shared import localised_date
from sphinx_folio.util import filled

from .jsonld import About, Thing, UrlOf, make_entity, make_page, make_thing, person_ref

#: Entries of each kind that the page of a person or a project tells of.
_LIMIT = 100


def entry_page(entry: DatedEntry, about: About, site: Site, url_of: UrlOf) -> Thing:
    """Return the page of a dated entry, with what it is about where schema.org has a type."""
    page = make_page('WebPage', about, entry.updated)
    kind, properties = _described(entry, about, _Ends(entry.ref, site, url_of))
    if kind:
        page['mainEntity'] = make_entity(kind, about, 'entry', **properties)
    return page


def things_of(node: ObjectRef, site: Site, url_of: UrlOf) -> Thing:
    """Return what the dated entries of a person or a project add to it, by property."""
    graph = site.graph
    by_kind: dict[str, list[DatedEntry]] = {}
    for name in graph.neighbours(node, 'entry'):
        entry = graph.dated[name]
        of_kind = by_kind.setdefault(entry.entry_kind, [])
        if len(of_kind) < _LIMIT:
            of_kind.append(entry)
    grants = (_grant(entry, url_of) for entry in by_kind.get('grants', ()))
    articles = (
        make_thing('NewsArticle', _elsewhere(entry), **_article(entry))
        for entry in by_kind.get('press', ())
    )
    found: Thing = {'funding': list(grants), 'subjectOf': list(articles)}
    if node.kind == 'person':
        found['award'] = list(dict.fromkeys(map(_award, by_kind.get('awards', ()))))
        found['hasCredential'] = [
            make_thing('EducationalOccupationalCredential', url_of_entry(entry, url_of), **said)
            for entry in by_kind.get('certificates', ())
            if (said := _credential(entry))['name']
        ]
        found['knowsLanguage'] = [
            make_thing('Language', name=name) for name in _languages(by_kind.get('languages', ()))
        ]
    return filled(**found)


def url_of_entry(entry: DatedEntry, url_of: UrlOf) -> str:
    """Return the address of the page of an entry, or of what a line leads to; or nothing."""
    return own_url(entry.links) if entry.is_line else url_of(entry.docname)


class _Ends:
    """What an entry names, as nodes."""

    def __init__(self, node: ObjectRef, site: Site, url_of: UrlOf) -> None:
        self._node = node
        self._site = site
        self._url_of = url_of

    def people(self) -> list[Thing]:
        """Return the people, but for those whose page gives no name."""
        graph = self._site.graph
        refs = references(graph, self._node, 'person')
        known = (ref for ref in refs if not graph.people[ref.id].anonymous)
        return [person_ref(ref.name, self._url_of(ref.docname)) for ref in known]

    def projects(self) -> list[Thing]:
        """Return the projects by their names, whatever each of them is."""
        return self._named('Thing', references(self._site.graph, self._node, 'project'))

    def topics(self) -> list[Thing]:
        """Return the topics."""
        return self._named('DefinedTerm', references(self._site.graph, self._node, 'topic'))

    def works(self) -> Iterator[Thing]:
        """Yield the publications that stand on a page."""
        for ref in self._site.dated(self._node.id).publications:
            if place := self._site.targets.get(ref.id):
                publication = self._site.graph.publications[ref.id]
                kind = LISTED_TYPES[publication.type].schema
                yield make_thing(kind, self._url_of(*place), name=ref.name)

    def _named(self, kind: str, refs: Iterable[Ref]) -> list[Thing]:
        return [make_thing(kind, self._url_of(ref.docname), name=ref.name) for ref in refs]


def _described(entry: DatedEntry, about: About, ends: _Ends) -> tuple[str, dict[str, Any]]:
    """Return the type of an entry and what it says, or an empty type."""
    name, topics = entry.name, ends.topics()
    start, end = _ends_of(entry.when)
    kind, said = '', dict[str, Any]()
    match entry.entry_kind:
        case 'news':
            kind, said = (
                'BlogPosting',
                {
                    'headline': name,
                    'datePublished': start,
                    'author': ends.people(),
                    'about': [*ends.projects(), *topics],
                    'mentions': list(ends.works()),
                },
            )
        case 'press':
            kind, said = (
                'NewsArticle',
                {
                    **_article(entry),
                    'sameAs': _elsewhere(entry),
                    'about': [*ends.people(), *ends.projects(), *topics],
                },
            )
        case 'talks' | 'events' if start:
            kind, said = (
                'Event',
                {
                    'name': name,
                    'startDate': start,
                    'endDate': end,
                    'location': _place(entry),
                    'performer': ends.people(),
                    'workFeatured': list(ends.works()),
                    'about': [*ends.projects(), *topics],
                },
            )
        case 'teaching':
            kind, said = (
                'Course',
                {
                    'name': name,
                    'provider': _organisation(entry),
                    'about': topics,
                    'hasCourseInstance': [
                        _term(span, entry, about.language, ends) for span in entry.spans
                    ],
                },
            )
        case 'openings' if _is_job(entry, about):
            day = entry.moment and entry.moment.isoformat()
            place = make_thing('Place', name=entry.place, address=entry.place)
            kind, said = (
                'JobPosting',
                {
                    'title': name,
                    'datePosted': day,
                    'validThrough': end if end != day else '',
                    'hiringOrganization': _organisation(entry),
                    'jobLocation': place,
                },
            )
        case 'grants':
            funded = [*ends.people(), *ends.projects()]
            kind, said = (
                'MonetaryGrant',
                {
                    'name': name,
                    'funder': _organisation(entry),
                    'fundedItem': funded,
                },
            )
        case 'certificates':
            kind, said = 'EducationalOccupationalCredential', _credential(entry)
    return kind, said


def _is_job(entry: DatedEntry, about: About) -> bool:
    """Tell whether all is known that makes an opening a posting, and it is open."""
    is_open = entry.status != 'closed'
    is_dated = entry.moment is not None and entry.moment.day > 0
    return is_open and is_dated and all((entry.organisation, entry.place, about.description))


def _article(entry: DatedEntry) -> dict[str, Any]:
    """Return what an article says that others have written."""
    start, _end = _ends_of(entry.when)
    return {'headline': entry.name, 'datePublished': start, 'publisher': _organisation(entry)}


def _elsewhere(entry: DatedEntry) -> str:
    """Return where an article of others is to be read, or nothing."""
    urls = (link.url for link in entry.links if '://' in link.url)
    return own_url(entry.links) or next(urls, '')


def _grant(entry: DatedEntry, url_of: UrlOf) -> Thing:
    url = url_of_entry(entry, url_of)
    return make_thing('MonetaryGrant', url, name=entry.name, funder=_organisation(entry))


def _credential(entry: DatedEntry) -> dict[str, Any]:
    return {
        'name': entry.name,
        'credentialCategory': entry.type,
        'recognizedBy': _organisation(entry),
    }


def _award(entry: DatedEntry) -> str:
    year = str(entry.year or '')
    return ', '.join(filter(None, (entry.name, entry.organisation, year)))


def _languages(entries: Iterable[DatedEntry]) -> list[str]:
    names = (name for entry in entries for name, _level in spoken_languages(entry.name))
    return list(islice(dict.fromkeys(names), _LIMIT))


def _term(span: Period, entry: DatedEntry, language: str, ends: _Ends) -> Thing:
    """Return one of the terms in which a course is held."""
    start, end = _ends_of(span)
    is_term = span.start and span.start.term
    return make_thing(
        'CourseInstance',
        name=localised_date(span.start, language) if span.start and is_term else '',
        startDate=start,
        endDate=end,
        location=_place(entry),
        instructor=ends.people(),
    )


def _organisation(entry: DatedEntry) -> Thing:
    return make_thing('Organization', name=entry.organisation) if entry.organisation else {}


def _place(entry: DatedEntry) -> Thing:
    """Return where something is, which is named for the organisation that one goes to."""
    name = entry.organisation or entry.place
    return make_thing('Place', name=name, address=entry.place) if name else {}


def _ends_of(when: Period | None) -> tuple[str, str]:
    """Return the first and the last date, as far as they are known; a date is a first one."""
    if when is None:
        return '', ''
    start = when.start or when.end
    end = when.end if when.end and when.end != start else None
    return _iso(start), _iso(end)


def _iso(moment: PartialDate | None) -> str:
    return moment.isoformat() if moment else ''
