"""The rules that Folio's JSON-LD is held to: schema.org's, and what Google asks for.

Google's are in "Structured data markup that Google Search supports": ProfilePage,
Breadcrumb, Site names, Dataset, Article, Event, Course, JobPosting.
"""

from __future__ import annotations

from typing import Any

_TEXT = {'type': 'string', 'minLength': 1}
_URL = {'type': 'string', 'pattern': r'^https?://[^/?#\s]+([/?#]\S*)?$'}
_DATE = {'type': 'string', 'pattern': r'^\d{4}(-\d{2}(-\d{2})?)?$'}
_DAY = {'type': 'string', 'pattern': r'^\d{4}-\d{2}-\d{2}$'}


def _many(items: dict[str, Any]) -> dict[str, Any]:
    return {'type': 'array', 'items': items, 'minItems': 1, 'uniqueItems': True}


def _thing(*kinds: str, needs: tuple[str, ...] = ('name',), **properties: Any) -> dict[str, Any]:
    """Return the schema of a node: nothing is empty, and nothing stands there unasked."""
    return {
        'type': 'object',
        'properties': {'@type': {'enum': list(kinds)}, '@id': _URL, **properties},
        'required': ['@type', *needs],
        'additionalProperties': False,
    }


_TERM = _thing('DefinedTerm', name=_TEXT, url=_URL, alternateName=_many(_TEXT), description=_TEXT)
_ORGANISATION = _thing(
    'Organization',
    name=_TEXT,
    url=_URL,
    sameAs={'type': 'string', 'pattern': r'^https://ror\.org/'},
    identifier={'type': 'string', 'pattern': r'^https://ror\.org/'},
    department=_thing('Organization', name=_TEXT),
)
_PERSON_REF = _thing('Person', name=_TEXT, url=_URL)
_ORCID = _thing(
    'PropertyValue',
    needs=('propertyID', 'value', 'url'),
    propertyID={'const': 'ORCID'},
    value={'type': 'string', 'pattern': r'^(\d{4}-){3}\d{3}[\dX]$'},
    url=_URL,
)
#: What is known of an organisation that stands in a line of text.
_NAMED_ORGANISATION = _thing('Organization', name=_TEXT)
_PLACE = _thing('Place', name=_TEXT, address=_TEXT)
#: What the dated entries of a person or a project add to it.
_GRANTS = _many(
    {
        'anyOf': [
            _thing('Grant', name=_TEXT),
            _thing('MonetaryGrant', name=_TEXT, url=_URL, funder=_NAMED_ORGANISATION),
        ]
    }
)
_ARTICLE: dict[str, Any] = {
    'headline': _TEXT,
    'url': _URL,
    'datePublished': _DATE,
    'publisher': _NAMED_ORGANISATION,
}
_ARTICLES = _many(_thing('NewsArticle', needs=('headline',), **_ARTICLE))
_CREDENTIAL: dict[str, Any] = {
    'name': _TEXT,
    'url': _URL,
    'credentialCategory': _TEXT,
    'recognizedBy': _NAMED_ORGANISATION,
}
_PERSON = _thing(
    'Person',
    name=_TEXT,
    alternateName=_many(_TEXT),
    description=_TEXT,
    image=_URL,
    url=_URL,
    jobTitle=_TEXT,
    affiliation=_many(_ORGANISATION),
    identifier=_ORCID,
    sameAs=_many(_URL),
    knowsAbout=_many(_TERM),
    award=_many(_TEXT),
    hasCredential=_many(_thing('EducationalOccupationalCredential', **_CREDENTIAL)),
    knowsLanguage=_many(_thing('Language', name=_TEXT)),
    funding=_GRANTS,
    subjectOf=_ARTICLES,
)
_PROJECT = _thing(
    'ResearchProject',
    name=_TEXT,
    description=_TEXT,
    image=_URL,
    url=_URL,
    sameAs=_many(_URL),
    member=_many(_PERSON_REF),
    keywords=_many(_TERM),
    funding=_GRANTS,
    subjectOf=_ARTICLES,
    foundingDate=_DATE,
    dissolutionDate=_DATE,
)
#: A project that is a work: what it is made by, and when it was begun.
_OF_PROJECT: dict[str, Any] = {
    'description': _TEXT,
    'image': _URL,
    'url': _URL,
    'sameAs': _many(_URL),
    'creator': _many(_PERSON_REF),
    'keywords': _many(_TERM),
    'funding': _GRANTS,
    'subjectOf': _ARTICLES,
    'dateCreated': _DATE,
}
_PROJECTS = [
    _PROJECT,
    _thing('SoftwareSourceCode', name=_TEXT, codeRepository=_URL, **_OF_PROJECT),
    _thing(
        'Dataset',
        needs=('name', 'description'),
        name=_TEXT,
        **_OF_PROJECT | {'description': {'type': 'string', 'minLength': 50, 'maxLength': 5000}},
    ),
    _thing('CreativeWork', 'Thesis', 'Book', 'Course', name=_TEXT, **_OF_PROJECT),
]
_PAGE = {
    'name': _TEXT,
    'url': _URL,
    'description': _TEXT,
    'inLanguage': {'type': 'string', 'pattern': r'^[a-z]{2,3}(-\w+)*$'},
    'dateModified': _DAY,
}
_STEP = _thing(
    'ListItem',
    needs=('position', 'name', 'item'),
    position={'type': 'integer', 'minimum': 1},
    name=_TEXT,
    item=_URL,
)
_PERIODICAL = _thing('Periodical', name=_TEXT, issn=_TEXT)
_VOLUME = _thing('PublicationVolume', needs=('isPartOf',), volumeNumber=_TEXT, isPartOf=_PERIODICAL)
_ISSUE = _thing(
    'PublicationIssue',
    needs=('isPartOf',),
    issueNumber=_TEXT,
    isPartOf={'anyOf': [_VOLUME, _PERIODICAL]},
)
_BOOK = _thing('Book', name=_TEXT, isbn=_TEXT)
_NAMED = {'anyOf': [_PERSON_REF, _thing('Organization', name=_TEXT)]}
_WORK = {
    'url': _URL,
    'author': {'type': 'array', 'items': _NAMED, 'minItems': 1},
    'editor': {'type': 'array', 'items': _NAMED, 'minItems': 1},
    'datePublished': _DATE,
    'creativeWorkStatus': _TEXT,
    'publisher': _thing('Organization', name=_TEXT),
    'pagination': _TEXT,
    'award': _TEXT,
    'abstract': _TEXT,
    'identifier': {'type': 'string', 'pattern': r'^doi:10\.\d{4,9}(\.\d+)*/\S+$'},
    'sameAs': _many(_URL),
}
_PART = {'isPartOf': {'anyOf': [_ISSUE, _VOLUME, _PERIODICAL, _BOOK]}}
_SCHOOL = {'sourceOrganization': _thing('Organization', name=_TEXT)}

#: The types that pages and entries may have, each with its schema.
TYPES: dict[str, dict[str, Any]] = {
    'ProfilePage': _thing('ProfilePage', needs=('name', 'mainEntity'), mainEntity=_PERSON, **_PAGE),
    'CollectionPage': _thing('CollectionPage', needs=('name', 'about'), about=_TERM, **_PAGE),
    'WebSite': _thing(
        'WebSite',
        needs=('name', 'url'),
        **{name: _PAGE[name] for name in ('name', 'url', 'description', 'inLanguage')},
    ),
    'BreadcrumbList': _thing(
        'BreadcrumbList',
        needs=('itemListElement',),
        itemListElement={**_many(_STEP), 'minItems': 2},
    ),
    'ScholarlyArticle': _thing(
        'ScholarlyArticle', needs=('headline',), headline=_TEXT, **_WORK, **_PART
    ),
    'Report': _thing('Report', needs=('headline',), headline=_TEXT, **_WORK, **_SCHOOL),
    'Thesis': _thing('Thesis', name=_TEXT, **_WORK, **_SCHOOL),
    'Book': _thing('Book', name=_TEXT, isbn=_TEXT, bookEdition=_TEXT, **_WORK),
    'PublicationIssue': _thing('PublicationIssue', name=_TEXT, issueNumber=_TEXT, **_WORK),
    'Chapter': _thing('Chapter', name=_TEXT, **_WORK, **_PART),
    'Dataset': _thing(
        'Dataset',
        needs=('name', 'description'),
        name=_TEXT,
        description={'type': 'string', 'minLength': 50, 'maxLength': 5000},
        **_WORK,
        **_PART,
    ),
    'SoftwareSourceCode': _thing('SoftwareSourceCode', name=_TEXT, **_WORK, **_PART),
    'CreativeWork': _thing('CreativeWork', name=_TEXT, **_WORK, **_PART),
}
#: What every dated entry says on its page.
_DATED: dict[str, Any] = {'url': _URL, 'description': _TEXT, 'image': _URL}
_PEOPLE = _many(_PERSON_REF)
_ABOUT = _many({'anyOf': [_PERSON_REF, _TERM, _thing('Thing', name=_TEXT, url=_URL)]})
_MENTIONED = _many(_thing(*(kind for kind in TYPES if 'Page' not in kind), name=_TEXT, url=_URL))
#: Dated entries on their own pages, with what Google asks of each.
DATED: dict[str, dict[str, Any]] = {
    'BlogPosting': _thing(
        'BlogPosting',
        needs=('headline',),
        headline=_TEXT,
        datePublished=_DATE,
        author=_PEOPLE,
        about=_ABOUT,
        mentions=_MENTIONED,
        **_DATED,
    ),
    'NewsArticle': _thing(
        'NewsArticle', needs=('headline',), sameAs=_URL, about=_ABOUT, **_DATED | _ARTICLE
    ),
    'Event': _thing(
        'Event',
        needs=('name', 'startDate'),
        name=_TEXT,
        startDate=_DATE,
        endDate=_DATE,
        location=_PLACE,
        performer=_PEOPLE,
        workFeatured=_MENTIONED,
        about=_ABOUT,
        **_DATED,
    ),
    'Course': _thing(
        'Course',
        name=_TEXT,
        provider=_NAMED_ORGANISATION,
        about=_many(_TERM),
        hasCourseInstance=_many(
            _thing(
                'CourseInstance',
                needs=('startDate',),
                name=_TEXT,
                startDate=_DATE,
                endDate=_DATE,
                location=_PLACE,
                instructor=_PEOPLE,
            )
        ),
        **_DATED,
    ),
    'JobPosting': _thing(
        'JobPosting',
        needs=('title', 'description', 'datePosted', 'hiringOrganization', 'jobLocation'),
        title=_TEXT,
        datePosted=_DAY,
        validThrough=_DAY,
        hiringOrganization=_NAMED_ORGANISATION,
        jobLocation=_PLACE,
        **_DATED,
    ),
    'MonetaryGrant': _thing(
        'MonetaryGrant', name=_TEXT, funder=_NAMED_ORGANISATION, fundedItem=_ABOUT, **_DATED
    ),
    'EducationalOccupationalCredential': _thing(
        'EducationalOccupationalCredential', **_DATED | _CREDENTIAL
    ),
}
_WORKS = [schema for schema in TYPES.values() if 'datePublished' in schema['properties']]
_ONLINE = _thing('WebPage', name=_TEXT, **_WORK, **_PART)
#: A page may be that of a project, of an entry or of nobody; an entry may be a page elsewhere.
TYPES['WebPage'] = {
    'anyOf': [
        _thing(
            'WebPage',
            mainEntity={'anyOf': [*_PROJECTS, _ONLINE, *_WORKS, *DATED.values()]},
            **_PAGE,
        ),
        _ONLINE,
    ]
}

#: What one script holds: a graph of nodes, each of a known type.
SCHEMA: dict[str, Any] = {
    '$schema': 'https://json-schema.org/draft/2020-12/schema',
    'type': 'object',
    'properties': {
        '@context': {'const': 'https://schema.org'},
        '@graph': {
            'type': 'array',
            'minItems': 1,
            'items': {
                'type': 'object',
                'properties': {'@type': {'enum': sorted(TYPES)}},
                'required': ['@type'],
                'allOf': [
                    {'if': {'properties': {'@type': {'const': kind}}}, 'then': schema}
                    for kind, schema in TYPES.items()
                ],
            },
        },
    },
    'required': ['@context', '@graph'],
    'additionalProperties': False,
}
