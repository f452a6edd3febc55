"""What the head of a page says of dated entries: JSON-LD, the description, the preview."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonld_schema import DATED, SCHEMA
from jsonschema import Draft202012Validator
from support import PNG, front

if TYPE_CHECKING:
    from support import MakeSite, Site

RIGHT = Draft202012Validator(SCHEMA)
BASE = 'https://example.org/'
#: People and projects that entries name, as JSON-LD names them.
JANE = {
    '@type': 'Person',
    '@id': f'{BASE}people/jane-doe.html#person',
    'name': 'Jane Doe',
    'url': f'{BASE}people/jane-doe.html',
}
LOG = {'@type': 'Thing', 'name': 'QuickLog', 'url': f'{BASE}projects/quicklog.html'}
TERM = {'@type': 'DefinedTerm', 'name': 'Storage', 'url': f'{BASE}topics/storage.html'}
WORK = {'@type': 'ScholarlyArticle', 'name': 'Logs', 'url': f'{BASE}publications.html#log'}
ALL: dict[str, Any] = {
    'people': [{'id': 'jane-doe', 'role': 'speaker'}, 'student'],
    'projects': ['quicklog'],
    'topics': ['storage'],
    'publications': ['log'],
    'organisation': 'Example University',
    'place': 'Zürich',
    'summary': 'All of it.',
    'links': {'website': 'https://elsewhere.example.org/', 'slides': 'https://example.org/s.pdf'},
    'image': '/own.png',
}
OPEN = {key: ALL[key] for key in ('organisation', 'place', 'summary')}
#: Pages of entries: their kinds, and what they state.
PAGES: dict[str, dict[str, Any]] = {
    'news': {'kind': 'news', 'date': '2026-01-02', **ALL},
    'press': {'kind': 'press', 'date': '2026-01', **ALL},
    'talk': {'kind': 'talks', 'period': '2026-01-02 to 2026-01-04', 'type': 'Keynote', **ALL},
    'undated': {'kind': 'talks', **ALL},
    'course': {'kind': 'teaching', 'period': ['Autumn 2025', '2026-02-01 to 2026-05-30'], **ALL},
    'grant': {'kind': 'grants', 'period': '2025 to 2027', **ALL},
    'certificate': {'kind': 'certificates', 'type': 'C2', 'date': '2020', **ALL},
    'award': {'kind': 'awards', 'date': '2025', **ALL},
    'job': {'kind': 'openings', 'period': '2026-01-02 to 2026-03-01', 'status': 'open', **OPEN},
    'closed': {'kind': 'openings', 'date': '2026-01-02', 'status': 'closed', **OPEN},
    'nowhere': {'kind': 'openings', 'date': '2026-01-02', **OPEN, 'place': ''},
    'some-day': {'kind': 'openings', 'date': '2026-01', **OPEN},
    'bare': {'kind': 'talks', 'type': 'Poster', 'date': '2026-01-02', 'people': ['jane-doe']},
}
LINES = """
::::{timeline}
:kind: awards
:::{entry} Best paper
:organisation: Conf
:dates: 2024
:::
::::

::::{timeline}
:kind: languages
:::{entry} German (native), English (C2)
:::
::::

::::{timeline}
:kind: certificates
:::{entry} First aid
:links: website: https://aid.example.org/
:::
::::
"""
FILES: dict[str, str | bytes] = {
    **{
        f'entries/{name}.md': front('entry', **facts).replace('# Untitled', f'# The {name}')
        + ('\nWhat was said.\n' if name == 'undated' else '')
        for name, facts in PAGES.items()
    },
    'people/jane-doe.md': front('person', name='Jane Doe') + LINES,
    'people/student.md': front('person', name='A student', anonymous=True),
    'projects/quicklog.md': front('project', name='QuickLog', funding=['Fund']),
    'topics/storage.md': front('topic', name='Storage'),
    'lines.md': '# Lines\n' + LINES,
    'lists.md': '# Lists\n\n```{entries}\n:kind: openings\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': '@article{log, author={Roe, R.}, title={Logs}, journal={J}, year=2024}',
    'own.png': PNG,
}
#: What stands on each page of an entry beside its name, its address, its text and its picture.
ENTITIES: dict[str, dict[str, Any]] = {
    'news': {
        '@type': 'BlogPosting',
        'headline': 'The news',
        'datePublished': '2026-01-02',
        'author': [JANE],
        'about': [LOG, TERM],
        'mentions': [WORK],
    },
    'press': {
        '@type': 'NewsArticle',
        'headline': 'The press',
        'datePublished': '2026-01',
        'publisher': {'@type': 'Organization', 'name': 'Example University'},
        'sameAs': 'https://elsewhere.example.org/',
        'about': [JANE, LOG, TERM],
    },
    'talk': {
        '@type': 'Event',
        'name': 'The talk',
        'startDate': '2026-01-02',
        'endDate': '2026-01-04',
        'location': {'@type': 'Place', 'name': 'Example University', 'address': 'Zürich'},
        'performer': [JANE],
        'workFeatured': [WORK],
        'about': [LOG, TERM],
    },
    'course': {
        '@type': 'Course',
        'name': 'The course',
        'provider': {'@type': 'Organization', 'name': 'Example University'},
        'about': [TERM],
        'hasCourseInstance': [
            {
                '@type': 'CourseInstance',
                'name': 'Autumn 2025',
                'startDate': '2025',
                'location': {'@type': 'Place', 'name': 'Example University', 'address': 'Zürich'},
                'instructor': [JANE],
            },
            {
                '@type': 'CourseInstance',
                'startDate': '2026-02-01',
                'endDate': '2026-05-30',
                'location': {'@type': 'Place', 'name': 'Example University', 'address': 'Zürich'},
                'instructor': [JANE],
            },
        ],
    },
    'grant': {
        '@type': 'MonetaryGrant',
        'name': 'The grant',
        'funder': {'@type': 'Organization', 'name': 'Example University'},
        'fundedItem': [JANE, LOG],
    },
    'certificate': {
        '@type': 'EducationalOccupationalCredential',
        'name': 'The certificate',
        'credentialCategory': 'C2',
        'recognizedBy': {'@type': 'Organization', 'name': 'Example University'},
    },
    'job': {
        '@type': 'JobPosting',
        'title': 'The job',
        'datePosted': '2026-01-02',
        'validThrough': '2026-03-01',
        'hiringOrganization': {'@type': 'Organization', 'name': 'Example University'},
        'jobLocation': {'@type': 'Place', 'name': 'Zürich', 'address': 'Zürich'},
    },
}


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    """Return the site above."""
    site = look_at(FILES, confoverrides={'html_baseurl': BASE, 'html_title': 'Group'})
    assert site.warnings == []
    return site


def page_thing(site: Site, docname: str) -> dict[str, Any]:
    """Return what the head of a page says of it, which is right by the schema."""
    element = site.html(docname).head.select_one('script[type="application/ld+json"]')
    data = json.loads(element.string)
    RIGHT.validate(data)
    found: dict[str, Any] = data['@graph'][0]
    return found


def tags(site: Site, docname: str) -> dict[str, str]:
    found = site.html(docname).head.select('meta[name], meta[property]')
    return {node.get('name') or node.get('property'): node['content'] for node in found}


@pytest.mark.parametrize('name', ENTITIES)
def test_the_page_of_an_entry_is_about_it(site: Site, name: str) -> None:
    page = page_thing(site, f'entries/{name}')
    url = f'{BASE}entries/{name}.html'
    assert (page['@type'], page['url'], page['name']) == ('WebPage', url, f'The {name}')
    has_image = 'image' in PAGES[name]
    (picture,) = (path for path in site.output() if path.startswith('_images/'))
    assert page['mainEntity'] == {
        **ENTITIES[name],
        '@id': f'{url}#entry',
        'url': url,
        'description': 'All of it.',
        **({'image': f'{BASE}{picture}'} if has_image else {}),
    }


def test_each_type_is_tried() -> None:
    assert {entity['@type'] for entity in ENTITIES.values()} == DATED.keys()


@pytest.mark.parametrize('name', ['undated', 'award', 'closed', 'nowhere', 'some-day'])
def test_nothing_is_made_up(site: Site, name: str) -> None:
    page = page_thing(site, f'entries/{name}')
    assert page['@type'] == 'WebPage'
    assert 'mainEntity' not in page


def test_a_person_has_what_their_entries_say(site: Site) -> None:
    person = page_thing(site, 'people/jane-doe')['mainEntity']
    assert person['award'] == ['The award, Example University, 2025', 'Best paper, Conf, 2024']
    assert [each['name'] for each in person['knowsLanguage']] == ['German', 'English']
    assert person['hasCredential'] == [
        {
            '@type': 'EducationalOccupationalCredential',
            'name': 'The certificate',
            'url': f'{BASE}entries/certificate.html',
            'credentialCategory': 'C2',
            'recognizedBy': {'@type': 'Organization', 'name': 'Example University'},
        },
        {
            '@type': 'EducationalOccupationalCredential',
            'name': 'First aid',
            'url': 'https://aid.example.org/',
        },
    ]
    grant = {
        '@type': 'MonetaryGrant',
        'name': 'The grant',
        'url': f'{BASE}entries/grant.html',
        'funder': {'@type': 'Organization', 'name': 'Example University'},
    }
    article = {
        '@type': 'NewsArticle',
        'headline': 'The press',
        'url': 'https://elsewhere.example.org/',
        'datePublished': '2026-01',
        'publisher': {'@type': 'Organization', 'name': 'Example University'},
    }
    assert person['funding'] == [grant]
    assert person['subjectOf'] == [article]
    project = page_thing(site, 'projects/quicklog')['mainEntity']
    assert project['funding'] == [{'@type': 'Grant', 'name': 'Fund'}, grant]
    assert project['subjectOf'] == [article]
    assert 'mainEntity' not in page_thing(site, 'people/student')


@pytest.mark.parametrize(
    ('page', 'expected'),
    [
        ('entries/talk', 'All of it.'),
        ('entries/bare', 'Poster. Jane Doe. January 2, 2026'),
        ('lines', 'Lines – Best paper; German (native), English (C2); First aid'),
        ('lists', 'Lists – The closed; The job; The nowhere; The some-day'),
    ],
)
def test_each_page_is_described(site: Site, page: str, expected: str) -> None:
    assert tags(site, page)['description'] == expected


def test_the_picture_of_an_entry_is_its_preview(site: Site) -> None:
    found = tags(site, 'entries/talk')
    assert found['og:image'].startswith(f'{BASE}_images/own')
    assert found['og:type'] == 'article'
    assert 'folio-preview' in tags(site, 'entries/bare')['og:image']
