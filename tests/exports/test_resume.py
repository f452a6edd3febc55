"""The JSON Resume of a person: what the page, its timelines and the graph state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema
import pytest
from resume_schema import SCHEMA
from support import front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BIB = r"""
    @article{log, author = {Doe, Jane and M{\"u}ller, J{\"o}rg}, title = {Logs in {$O(n^2)$}},
      journal = {Journal of {\O}}, date = {2024-05-06}, doi = {10.1000/1}, abstract = {All of it.}}
    @misc{note, author = {Jane Doe}, title = {A Note}, year = {2020}}
    @misc{other, author = {Somebody Else}, title = {Not Hers}, year = {2021}}
    """
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
        'Work': 'mailto:work@example.org',
    },
    topics=['logs'],
    updated='2025-11-10',
)
FILES = {
    'references.bib': BIB,
    'people/jane-doe.md': HEAD,
    'projects/quicklog.md': front(
        'project',
        name='QuickLog',
        summary='A log.',
        people=[{'id': 'jane-doe', 'role': 'lead'}],
        topics=['logs'],
        period='2024-02 to present',
        links={'website': 'https://log.example.org/'},
    ),
    'topics/logs.md': front('topic', name='Logs'),
}


def timeline(kind: str, *entries: str) -> str:
    """Return a timeline of entries, each of them its title, its options and its body."""
    shown = '\n'.join(f':::{{entry}} {entry}\n:::\n' for entry in entries)
    return f'\n::::{{timeline}}\n:kind: {kind}\n{shown}::::\n'


def read(site: Site, name: str = 'jane-doe') -> dict[str, Any]:
    """Return a file that is right by the schema."""
    found: dict[str, Any] = json.loads(site.text(f'people/{name}.resume.json'))
    checker = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    checker.validate(found)
    return found


def of_page(make_site: MakeSite, *timelines: str, **files: str) -> dict[str, Any]:
    """Return the résumé of a page with *timelines*, which warns of nothing."""
    site = make_site({**FILES, **files, 'people/jane-doe.md': HEAD + '\n'.join(timelines)})
    assert site.warnings == []
    return read(site)


def test_the_head_of_the_page_is_the_head_of_the_resume(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'html_baseurl': 'https://example.org/'})
    found = read(site)
    assert found['basics'] == {
        'name': 'Jane Doe',
        'label': 'Ph.D. student',
        'email': 'jane@example.org',
        'url': 'https://jane.example.org/',
        'summary': 'Makes <logs> & "answers".',
        'location': {'address': 'Zürich, Switzerland'},
        'profiles': [
            {'network': 'GitHub', 'username': 'jane-doe', 'url': 'https://github.com/jane-doe'},
            {
                'network': 'ORCID',
                'username': '0000-0002-1825-0097',
                'url': 'https://orcid.org/0000-0002-1825-0097',
            },
            {'network': 'DBLP', 'username': '12/345', 'url': 'https://dblp.org/pid/12/345'},
            {'network': 'Lab', 'url': 'https://lab.example.org/'},
        ],
    }
    assert found['meta'] == {
        'canonical': 'https://example.org/people/jane-doe.resume.json',
        'version': 'v1.0.0',
        'lastModified': '2025-11-10T00:00:00',
    }
    assert '@' not in site.text('people/jane-doe.resume.json')


def test_the_graph_gives_publications_projects_and_topics(make_site: MakeSite) -> None:
    found = of_page(make_site)
    assert found['publications'] == [
        {
            'name': 'Logs in O(n²)',
            'publisher': 'Journal of Ø',
            'releaseDate': '2024-05-06',
            'url': 'https://doi.org/10.1000/1',
            'summary': 'All of it.',
            'authors': ['Jane Doe', 'Jörg Müller'],
        },
        {'name': 'A Note', 'releaseDate': '2020', 'authors': ['Jane Doe']},
    ]
    assert found['projects'] == [
        {
            'name': 'QuickLog',
            'description': 'A log.',
            'keywords': ['Logs'],
            'startDate': '2024-02',
            'url': 'https://log.example.org/',
            'roles': ['lead'],
        }
    ]
    assert found['skills'] == [{'name': 'Logs'}]


RECORD = 'Title\n:organisation: Place A\n:place: Zürich\n:dates: 2020-01-02 to 2021-03\n\nWords.'
WHEN = {'startDate': '2020-01-02', 'endDate': '2021-03'}


SECTIONS = [
    ('education', 'education', {'institution': 'Place A', 'studyType': 'Title'}),
    ('experience', 'work', {'name': 'Place A', 'position': 'Title'}),
    ('teaching', 'work', {'name': 'Place A', 'position': 'Title'}),
    ('supervision', 'work', {'name': 'Place A', 'position': 'Title'}),
    ('service', 'volunteer', {'organization': 'Place A', 'position': 'Title'}),
    ('activities', 'volunteer', {'organization': 'Place A', 'position': 'Title'}),
]
SKILLS = [
    ('C and C++, Python 3.11, CUDA.', ['C and C++', 'Python 3.11', 'CUDA']),
    ('- C\n- Go', ['C', 'Go']),
    ('I write C, and more. I like it.', ['I write C, and more. I like it.']),
    ('编程、写作', ['编程', '写作']),
]
#: An entry with a timeline of its own.
OUTER = """
:::::{timeline}
:kind: experience
::::{entry} Outer
:::{timeline}
```{entry} Inner
```
:::
::::
:::::
"""
#: What stands on the page of a person of its own, by the name of its file.
PAGES = {
    'plain': '',
    'other': timeline('other', RECORD),
    'outer': OUTER,
    **{f'of-{kind}': timeline(kind, RECORD) for kind, *_ in SECTIONS},
    **{
        f'skills-{number}': timeline('skills', f'Programming\n\n{body}')
        for number, (body, _) in enumerate(SKILLS)
    },
}


class Resumes(NamedTuple):
    """A site with a person for each of some texts."""

    site: Site

    def of(self, name: str) -> dict[str, Any]:
        """Return the résumé of a page that nothing is warned of."""
        others = {f'people/{other}.md' for other in PAGES if other != name}
        assert [told for told in self.site.warnings if told.file not in others] == []
        return read(self.site, name)


@pytest.fixture(scope='module')
def resumes(make_shared_site: MakeSite) -> Resumes:
    people = {
        f'people/{name}.md': front('person', name=f'Person {name}', topics=['logs']) + text
        for name, text in PAGES.items()
    }
    return Resumes(make_shared_site({**FILES, **people}))


@pytest.mark.parametrize(('kind', 'section', 'item'), SECTIONS)
def test_each_timeline_has_its_section(
    resumes: Resumes, kind: str, section: str, item: dict[str, str]
) -> None:
    found = resumes.of(f'of-{kind}')
    assert found[section] == [{**item, 'location': 'Zürich', **WHEN, 'summary': 'Words.'}]


def test_awards_and_talks_have_their_own_form(make_site: MakeSite) -> None:
    found = of_page(make_site, timeline('awards', RECORD), timeline('talks', RECORD))
    assert found['awards'] == [
        {'title': 'Title', 'date': '2020-01-02', 'awarder': 'Place A, Zürich', 'summary': 'Words.'}
    ]
    assert found['projects'][1] == {
        'name': 'Title',
        'description': 'Words.',
        **WHEN,
        'entity': 'Place A, Zürich',
        'type': 'talk',
    }


def test_certificates_grants_and_languages_have_their_own_form(make_site: MakeSite) -> None:
    links = '\n:links: website: https://a.example.org/'
    record = RECORD.replace('\n\n', f'{links}\n\n')
    languages = ('German (native), English (C2)', 'French\n:type: B1', 'Latin\n\nreading', '中文')
    kinds = {'certificates': [record], 'grants': [record], 'languages': languages}
    found = of_page(make_site, *(timeline(kind, *entries) for kind, entries in kinds.items()))
    assert found['certificates'] == [
        {
            'name': 'Title',
            'date': '2020-01-02',
            'issuer': 'Place A, Zürich',
            'url': 'https://a.example.org/',
        }
    ]
    assert found['projects'][1] == {
        'name': 'Title',
        'description': 'Words.',
        **WHEN,
        'url': 'https://a.example.org/',
        'entity': 'Place A, Zürich',
        'type': 'grant',
    }
    assert found['languages'] == [
        {'language': 'German', 'fluency': 'native'},
        {'language': 'English', 'fluency': 'C2'},
        {'language': 'French', 'fluency': 'B1'},
        {'language': 'Latin', 'fluency': 'reading'},
        {'language': '中文'},
    ]


def test_the_role_in_an_entry_is_part_of_it(make_site: MakeSite) -> None:
    service = (
        'Conference on Logs\n:people: jane-doe (chair)\n:dates: 2024',
        'Journal of Logs\n:type: Reviewer',
        'Open day\n:organisation: Place A\n:people: jane-doe (guide)',
    )
    found = of_page(make_site, timeline('service', *service))
    assert found['volunteer'] == [
        {
            'organization': 'Conference on Logs',
            'position': 'chair',
            'startDate': '2024',
            'endDate': '2024',
        },
        {'organization': 'Journal of Logs', 'position': 'Reviewer'},
        {'organization': 'Place A', 'position': 'Open day (guide)'},
    ]


def test_what_is_written_elsewhere_is_there_once(make_site: MakeSite) -> None:
    talk = front(
        'entry', date='2025-01', people=[{'id': 'jane-doe', 'role': 'speaker'}], summary='All.'
    ).replace('# Untitled', '# A talk')
    page = (
        HEAD
        + timeline('talks', 'Own\n:id: own\n:dates: 2026')
        + '\n```{timeline}\n:kind: talks\n```\n'
    )
    lines = '# Service\n' + timeline('service', 'Chair\n:people: jane-doe', 'Not hers')
    files = {'people/jane-doe.md': page, 'talks/a-talk.md': talk, 'service.md': lines}
    site = make_site({**FILES, **files}, confoverrides={'html_baseurl': 'https://example.org/'})
    assert site.warnings == []
    found = read(site)
    assert [item['name'] for item in found['projects']] == ['QuickLog', 'Own', 'A talk']
    assert found['projects'][2] == {
        'name': 'A talk',
        'description': 'All.',
        'startDate': '2025-01',
        'endDate': '2025-01',
        'url': 'https://example.org/talks/a-talk.html',
        'roles': ['speaker'],
        'type': 'talk',
    }
    assert found['volunteer'] == [{'position': 'Chair'}]


@pytest.mark.parametrize(
    ('number', 'keywords'), [(n, words) for n, (_, words) in enumerate(SKILLS)]
)
def test_a_list_of_skills_is_taken_apart(
    resumes: Resumes, number: int, keywords: list[str]
) -> None:
    found = resumes.of(f'skills-{number}')
    assert found['skills'][1:] == [{'name': 'Programming', 'keywords': keywords}]


def test_what_has_no_section_is_left_out(resumes: Resumes) -> None:
    plain, other = (
        json.loads(json.dumps(resumes.of(name)).replace(name, 'NAME'))
        for name in ('plain', 'other')
    )
    assert other == plain


def test_an_open_period_has_no_end_and_a_wrong_one_no_dates(make_site: MakeSite) -> None:
    entries = (
        'A\n:dates: 2020 to present',
        'B\n:dates: 2021',
        'C\n:dates: soon',
        'D\n:dates: 0999 to 2024',
        'E',
        'F\n:dates: Sep 2022 – June 2026 (expected)',
        'G\n:dates: expected 2026',
        'H\n:dates: Fall 2019, 2021',
        'I\n:dates: until March 2020',
    )
    page = HEAD + timeline('experience', *entries)
    site = make_site({**FILES, 'people/jane-doe.md': page})
    assert [
        (item['position'], item.get('startDate'), item.get('endDate'))
        for item in read(site)['work']
    ] == [
        ('A', '2020', None),
        ('B', '2021', '2021'),
        ('C', None, None),
        ('D', None, '2024'),
        ('E', None, None),
        ('F', '2022-09', None),
        ('G', None, None),
        ('H', '2019', '2021'),
        ('I', None, '2020-03'),
    ]
    assert [warned.message.partition(' ')[0] for warned in site.warnings] == [':dates:']


BODY = """
With {project}`quicklog`, {topic}`those <logs>` and *stress* {cite:p}`log`.
As {cite:t}`note` says {cite:p}`log,note`; see [the list](../notes.md), [](../notes.md),
{ref}`here` and {doc}`/notes`[^1].

- One **thing**,
  over two lines
  - and one below it
- {person}`jane-doe` & `code` <https://example.org>

1. First

> Quoted.

```{dropdown} More
Hidden.
```
"""


def test_a_body_is_told_in_plain_words(make_site: MakeSite) -> None:
    notes = '# Some notes\n\n(here)=\n## A part\n'
    entry = f'Work on {{project}}`quicklog`\n:organisation: A, [B](https://b.org) & {{topic}}`logs`\n{BODY}'
    body = timeline('experience', entry) + '\n[^1]: A note.\n'
    (item,) = of_page(make_site, body, **{'notes.md': notes})['work']
    assert item['position'] == 'Work on QuickLog'
    assert item['name'] == 'A, B & Logs'
    assert item['summary'] == (
        'With QuickLog, those and stress. As A Note says; see the list, Some notes, A part and '
        'Some notes.\nQuoted.\nMore\nHidden.'
    )
    assert item['highlights'] == [
        'One thing, over two lines',
        'and one below it',
        'Jane Doe & code https://example.org',
        'First',
    ]


def test_an_entry_inside_another_one_is_part_of_it(resumes: Resumes) -> None:
    assert resumes.of('outer')['work'] == [{'position': 'Outer', 'highlights': ['Inner']}]


# -- again ---------------------------------------------------------------------------

LINKED = HEAD + timeline('experience', 'Work on {project}`quicklog`')


@pytest.mark.parametrize(
    'edit',
    [
        {'people/jane-doe.md': LINKED.replace('Work on', 'Worked on')},
        {'people/jane-doe.md': HEAD},
        {'projects/quicklog.md': FILES['projects/quicklog.md'].replace('QuickLog', 'SlowLog')},
        {'references.bib': BIB.replace('All of it', 'Some of it')},
        {'references.bib': BIB.replace('Somebody Else', 'Doe, Jane')},
        {'topics/logs.md': front('topic', name='Journals')},
    ],
)
def test_an_incremental_build_equals_a_clean_one(
    make_site: MakeSite, clean_build: Callable[[Site], Site], edit: dict[str, str]
) -> None:
    site = make_site({**FILES, 'people/jane-doe.md': LINKED})
    before = site.text('people/jane-doe.resume.json')
    site.build_again(edit)
    incremental = site.text('people/jane-doe.resume.json')
    assert incremental != before
    assert clean_build(site).text('people/jane-doe.resume.json') == incremental


def test_timelines_are_kept_by_parallel_readers(make_site: MakeSite) -> None:
    pages = {
        f'people/p{number}.md': front('person', name=f'Person {number}')
        + timeline('awards', f'Award {number}')
        for number in range(12)
    }
    site = make_site({**FILES, **pages}, parallel=2)
    assert [read(site, f'p{number}')['awards'] for number in range(12)] == [
        [{'title': f'Award {number}'}] for number in range(12)
    ]


def test_no_fact_of_an_entry_is_left_in_the_page(make_site: MakeSite) -> None:
    site = make_site({**FILES, 'people/jane-doe.md': LINKED, 'notes.md': f'# N\n{LINKED[-80:]}'})
    for docname in ('people/jane-doe', 'notes'):
        assert 'facts=' not in site.doctree(docname).pformat()
