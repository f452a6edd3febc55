"""JSON Resume comes in: the whole result, what is lost, and Folio's own files come back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from imports import bring, build_strictly, notes_of, page_of
from support import front

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite

RESUME: dict[str, Any] = {
    '$schema': 'https://example.org/schema.json',
    'basics': {
        'name': 'Dr. Jané Doe',
        'label': 'Researcher',
        'image': 'me.png',
        'email': 'jane@example.org',
        'phone': '+41 00 000',
        'url': 'https://jane.example.org/',
        'summary': 'Makes <logs> *fast*.',
        'location': {'address': 'Main street 1', 'city': 'Zürich', 'countryCode': 'CH'},
        'profiles': [
            {'network': 'GitHub', 'username': 'jane-doe', 'url': 'https://github.com/jane-doe'},
            {'network': 'Twitter', 'username': 'jdoe'},
            {'network': 'Club', 'username': 'jd', 'url': 'https://club.example.org/people/1'},
            {'network': 'Nowhere', 'username': 'jd'},
        ],
    },
    'work': [
        {
            'name': 'Example Labs',
            'position': 'Engineer',
            'location': 'Bern',
            'url': 'https://labs.example.org/',
            'startDate': '2020-01',
            'summary': '# Wrote logs\nand {read} them.',
            'highlights': ['Made *it* fast', '1. first'],
        },
        {'company': 'Old Firm', 'startDate': '2018-13', 'endDate': '2019-01-01'},
    ],
    'volunteer': [{'organization': 'Log Club', 'position': 'Chair', 'endDate': '2019'}],
    'education': [
        {
            'institution': 'Example University',
            'area': 'Computer Science',
            'studyType': 'PhD',
            'startDate': '2015-09',
            'endDate': '2019-06',
            'score': '1.0',
            'courses': ['Logs', 'Sets'],
        }
    ],
    'awards': [{'title': 'Best Log', 'date': '2021', 'awarder': 'LogConf', 'summary': 'Won.'}],
    'certificates': [{'name': 'Diving', 'date': 'once', 'issuer': 'Sea'}],
    'publications': [
        {
            'name': 'Logs & 100% more',
            'publisher': 'Journal of Logs',
            'releaseDate': '2024-05-06',
            'url': 'https://doi.org/10.1000/1',
            'summary': 'All of it.',
        }
    ],
    'skills': [
        {'name': 'Storage'},
        {'name': 'Programming', 'level': 'Master', 'keywords': ['C', 'Go']},
    ],
    'languages': [{'language': 'German', 'fluency': 'native'}],
    'interests': [{'name': 'Chess', 'keywords': ['openings']}],
    'references': [{'name': 'John Roe', 'reference': 'Very good.'}],
    'projects': [
        {
            'name': 'QuickLog',
            'description': 'A log.',
            'highlights': ['Fast'],
            'keywords': ['Storage', 'Go'],
            'startDate': '2024',
            'url': 'https://log.example.org/',
            'roles': ['lead', 'author'],
            'entity': 'Example Labs',
            'type': 'application',
        }
    ],
    'meta': {'version': 'v1.0.0', 'lastModified': '2025-11-10T00:00:00'},
    'own': {'deep': ['x', {'y': 1}]},
}
PAGE = r"""---
person:
  name: Jané Doe
  summary: Makes <logs> fast.
  role: Researcher
  location: Zürich, CH
  email: jane@example.org
  photo: /files/me.png
  links:
    website: https://jane.example.org/
    github: jane-doe
    x: jdoe
    Club: https://club.example.org/people/1
  topics:
  - storage
  updated: '2025-11-10'
---

# Jané Doe

```{profile}
```

## Interests

- Chess: openings

## Experience

::::{timeline}
:kind: experience

:::{entry} Engineer
:organisation: Example Labs
:place: Bern
:dates: 2020-01 to present
:links: website: https://labs.example.org/

\# Wrote logs

and \{read} them.

- Made \*it\* fast
- 1\. first
:::

:::{entry} Old Firm
:dates: 2018 to 2019
:::
::::

## Activities

::::{timeline}
:kind: activities

:::{entry} Chair
:organisation: Log Club
:dates: until 2019
:::
::::

## Education

::::{timeline}
:kind: education

:::{entry} PhD in Computer Science
:organisation: Example University
:dates: 2015-09 to 2019-06

Score: 1.0

- Logs
- Sets
:::
::::

## Awards

::::{timeline}
:kind: awards

:::{entry} Best Log
:organisation: LogConf
:dates: 2021

Won.
:::
::::

## Certificates

::::{timeline}
:kind: certificates

:::{entry} Diving
:organisation: Sea
:::
::::

## Skills

::::{timeline}
:kind: skills

:::{entry} Programming
:type: Master

C, Go
:::
::::

## Languages

::::{timeline}
:kind: languages

:::{entry} German
:type: native
:::
::::

## Publications

```{publications}
```
"""
PROJECT = """---
project:
  summary: A log.
  period: 2024 to present
  people:
  - id: jane-doe
    role: lead, author
  topics:
  - storage
  links:
    website: https://log.example.org/
---

# QuickLog

Type: application

Keywords: Go

At Example Labs.

- Fast
"""
BIB = r"""@misc{2024logs,
  title = {Logs \& 100\% more},
  people = {jane-doe},
  howpublished = {Journal of Logs},
  date = {2024-05-06},
  doi = {10.1000/1},
  abstract = {All of it.},
}
"""
#: Fate, field and value of all that is reported, by the line.
NOTES = {
    ('skipped', '$schema', 'https://example.org/schema.json'),
    ('changed', 'name', 'Dr. Jané Doe'),
    ('lost', 'basics.phone', '+41 00 000'),
    ('lost', 'basics.location.address', 'Main street 1'),
    ('changed', 'summary', 'Makes ‹logs› *fast*.'),
    ('lost', 'basics.profiles.3.username', 'jd'),
    ('lost', 'basics.profiles.4.network', 'Nowhere'),
    ('lost', 'basics.profiles.4.username', 'jd'),
    ('changed', 'work.2.dates', '2018-13 – 2019-01-01'),
    ('lost', 'certificates.1.date', 'once'),
    ('changed', 'publications', 'Logs & 100% more'),
    ('changed', 'keywords', 'Storage'),
    ('lost', 'references.1.name', 'John Roe'),
    ('lost', 'references.1.reference', 'Very good.'),
    ('skipped', 'meta.version', 'v1.0.0'),
    ('lost', 'own.deep.1', 'x'),
    ('lost', 'own.deep.2.y', '1'),
}


@pytest.fixture(scope='module')
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp('source')
    return bring(source, {'resume.json': json.dumps(RESUME, indent=2)}, pictures=['me.png'])


def test_the_whole_result(imported: Path) -> None:
    assert page_of(imported, 'index.md') == PAGE
    assert page_of(imported, 'projects/quicklog.md') == PROJECT
    assert (imported / 'references.bib').read_text('utf-8') == BIB
    assert (imported / 'topics/storage.md').read_text('utf-8').endswith('# Storage\n')
    assert (imported / 'files/me.png').is_file()


def test_all_that_is_not_carried_over_is_told_with_its_line(imported: Path) -> None:
    found = notes_of(imported, 'resume.json')
    assert {note[1:] for note in found} == NOTES
    lines = json.dumps(RESUME, indent=2).splitlines()
    lost = [note for note in found if note[1] == 'lost']
    assert all(note[3] in lines[note[0] - 1] for note in lost)


def test_the_result_builds_strictly(imported: Path, tmp_path: Path) -> None:
    build_strictly(imported, tmp_path)


# -- there and back --------------------------------------------------------------------------

OWN = {
    'references.bib': r"""
        @article{log, author = {Doe, Jane and M{\"u}ller, J{\"o}rg}, title = {Logs in {$O(n^2)$}},
          journal = {Journal of {\O}}, date = {2024-05-06}, doi = {10.1000/1},
          abstract = {All of it.}}
        @misc{note, author = {Jane Doe}, title = {A Note}, year = {2020}}
        """,
    'projects/quicklog.md': front(
        'project',
        name='QuickLog',
        summary='A log.',
        people=[{'id': 'jane-doe', 'role': 'lead'}],
        topics=['logs'],
        period='2024-02 to present',
        links={'website': 'https://log.example.org/'},
        type='software',
    ),
    'topics/logs.md': front('topic', name='Logs'),
}
HEAD = front(
    'person',
    name='Jane Doe',
    role='Ph.D. student',
    location='Zürich, Switzerland',
    summary='Makes <logs> & "answers".',
    email='jane@example.org',
    links={
        'website': 'https://jane.example.org/',
        'github': 'jane-doe',
        'orcid': '0000-0002-1825-0097',
        'dblp': '12/345',
        'Lab': 'https://lab.example.org/',
    },
    topics=['logs'],
    updated='2025-11-10',
)
WHOLE = """\
:organisation: Place A
:place: Zürich
:dates: 2020-01-02 to 2021-03
:links: website: https://a.example.org/

Words & *signs*.

- One
- 2. Two"""
SHORT = ':organisation: Place A\n:dates: 2020 to present\n\nWords.'
KINDS = {
    **dict.fromkeys(('education', 'experience', 'teaching', 'service', 'activities'), WHOLE),
    **dict.fromkeys(('awards', 'certificates'), ':organisation: Place A\n:dates: 2021-05'),
    'talks': f'{SHORT}\n\n- One',
    'grants': SHORT.replace(':dates', ':people: jane-doe (lead)\n:dates'),
    'skills': 'C, Go',
    'languages': ':type: native',
}


def timelines() -> str:
    return '\n'.join(
        f'::::{{timeline}}\n:kind: {kind}\n\n:::{{entry}} Title of {kind}\n'
        f'{text if text.startswith(":") else chr(10) + text}\n:::\n::::\n'
        for kind, text in KINDS.items()
    )


def test_what_folio_exports_comes_back_as_it_went(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({**OWN, 'people/jane-doe.md': HEAD + timelines()})
    assert site.warnings == []
    went = site.text('people/jane-doe.resume.json')
    assert set(json.loads(went)) >= {'work', 'volunteer', 'awards', 'publications', 'languages'}
    imported = bring(tmp_path / 'source', {'jane-doe.resume.json': went})
    out = build_strictly(imported, tmp_path / 'out')
    assert json.loads((out / 'jane-doe.resume.json').read_text('utf-8')) == json.loads(went)
    assert {note[1:3] for note in notes_of(imported, 'jane-doe.resume.json')} == {
        ('skipped', '$schema'), ('skipped', 'meta.version'), ('changed', 'keywords'),
    }  # fmt: skip
