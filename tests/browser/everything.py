"""A site with everything of Folio that a theme may spoil: cards, forms, badges, pictures."""

from __future__ import annotations

from support import front

#: Who works on what; in other themes than Furo a name of many letters is what overflows.
_PEOPLE = {
    'jane-doe': {
        'name': 'Jane Doe',
        'native_name': '杜簡',
        'pronouns': 'she/her',
        'role': 'Ph.D. student',
        'group': 'phd',
        'affiliation': 'Example University',
        'location': 'Zürich, Switzerland',
        'status': 'Looking for an internship',
        'email': 'jane@example.org',
        'links': {
            'github': 'octocat',
            'website': 'https://example.org/',
            'orcid': '0000-0002-1825-0097',
            'Blog of the group': 'https://blog.example.org/',
        },
        'topics': ['storage', 'networks'],
        'updated': '2026-02-01',
    },
    'joan-roe': {
        'name': 'Joan Roe-Featherstonehaugh',
        'role': 'Professor',
        'group': 'faculty',
        'summary': 'Reads logs, writes fewer, and asks everybody to do the same.',
        'topics': ['storage'],
    },
    'sam-example': {'name': 'Sam Example', 'role': 'Engineer', 'topics': ['networks']},
    'kim-old': {
        'name': 'Kim Old',
        'group': 'phd',
        'joined': '2018-09',
        'left': '2023-06',
        'next': 'Researcher at Example Inc.',
    },
}
_TABS = """
```{profile}
```

:::::{tab-set}

::::{tab-item} About
Works on {project}`quicklog` with {person}`joan-roe`; see {cite:p}`log2024`, and `code`.
::::

::::{tab-item} Experience
```{timeline}
:kind: experience

:::{entry} Research intern
:organisation: Example Laboratory
:place: Zürich, Switzerland
:dates: 2025-06 to present

Measured what nobody reads, with {topic}`storage` in mind.

- a list
- of two
:::

:::{entry} Engineer
:organisation: Example Inc.
:dates: 2020 to 2023
:::
```
::::

::::{tab-item} Publications
```{publications}
```

```{publications-per-year}
```
::::

:::::
"""
_PROJECT = """
```{profile}
```

```{people}
```

```{publications}
:style: compact
```
"""
_LISTS = """
# All of it

Words, a [link](https://example.org/), `code`, and {person}`jane-doe`.

## People

```{people}
:filter:
:group-by: group
```

## Names

```{people}
:style: inline
```

```{people}
:style: list
```

## Projects

```{projects}
```

## Topics

```{topics}
```

```{topics}
:style: inline
```

## Map

```{research-map}
```

## Chart

```{publications-per-year}
```
"""
_PAPERS = """
# Publications

```{publications}
:filter:
:group: year
:preview:
```
"""
_NEWS = """
# News

```{entries}
:filter:
:group: year
```
"""
_BIB = """
@article{log2024, author = {Doe, Jane and Roe-Featherstonehaugh, Joan and Other, Ann},
  author+an = {1=equal; 2=equal; 3=corresponding}, title = {Fast Logs}, journal = {Systems},
  year = {2024}, volume = {3}, pages = {1--14}, topics = {storage}, projects = {quicklog},
  abstract = {All about logs, with $x^2$.}, doi = {10.1000/182}, arxiv = {2401.00001},
  code = {https://example.org/code}, selected = {true}, note = {Best paper of the year.}}
@inproceedings{net2023, author = {Example, Sam and Doe, Jane}, title = {Networks of Logs},
  booktitle = {Proceedings of the Conference on Everything that is Logged}, year = {2023},
  topics = {networks}}
@phdthesis{old2023, author = {Old, Kim}, title = {Old Logs}, school = {Example University},
  year = {2023}}
@book{book2021, author = {Roe-Featherstonehaugh, Joan}, title = {A Book of Logs},
  publisher = {Example Press}, year = {2021}}
"""
_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180" viewBox="0 0 320 180">\
<rect width="320" height="180" fill="#69c"/></svg>
"""

FILES = {
    'references.bib': _BIB,
    'all.md': _LISTS,
    'publications.md': _PAPERS,
    'news.md': _NEWS,
    'talks/keynote.md': front(
        'entry',
        name='Logs for everybody',
        type='Keynote',
        date='2026-03-02',
        place='Paris, France',
        people=['jane-doe', 'joan-roe'],
        topics=['storage'],
        projects=['quicklog'],
        publications=['log2024'],
        links={'slides': 'https://example.org/slides'},
        summary='What a log is for.',
    ),
    'talks/tutorial.md': front(
        'entry', name='Logs by hand', date='2025-05', people=['sam-example']
    ),
    **{f'people/{name}.md': front('person', **facts) for name, facts in _PEOPLE.items()},
    'people/jane-doe.md': front('person', **_PEOPLE['jane-doe']) + _TABS,
    'projects/picture.svg': _PICTURE,
    'projects/quicklog.md': front(
        'project',
        name='QuickLog',
        summary='A log that is quick.',
        status='active',
        type='software',
        period='2023 to present',
        image='picture.svg',
        people=['jane-doe', {'id': 'joan-roe', 'role': 'lead'}],
        topics=['storage'],
        links={'code': 'https://example.org/quicklog'},
        funding='Example Foundation, grant 123',
    )
    + _PROJECT,
    'projects/slowlog.md': front('project', name='SlowLog', people=['sam-example']),
    'topics/storage.md': front('topic', name='Storage systems', summary='Where data stays.')
    + _PROJECT,
    'topics/networks.md': front('topic', name='Networks', broader='storage'),
}
