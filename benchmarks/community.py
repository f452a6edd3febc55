"""A made-up community of N people, as a Folio site and as the same words without Folio.

Each person has five publications, three topics and two projects; there is a topic for ten
people and a project for three. The same N gives the same bytes. The second form is the
floor that a build is compared with: the same pages in plain Markdown, the theme ``basic``,
no citations.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PAPERS = 5
TOPICS = 3
PROJECTS = 2
#: How many of a person's papers name a project and a topic.
TIED = 2
WORDS_OF_PAGE = 120
WORDS_IN_ALL = 3_000

CONF = """extensions = ['sphinx_folio']
bibtex_bibfiles = ['references.bib']
html_theme = 'furo'
"""
FLOOR_CONF = """extensions = ['myst_parser', 'sphinx_design']
myst_enable_extensions = ['attrs_block', 'colon_fence']
html_theme = 'basic'
"""


class Paper(NamedTuple):
    """One entry of the bibliography."""

    key: str
    title: str
    #: Names of the authors; the first is a person of the community.
    authors: tuple[str, ...]
    person: int
    #: Its project and its topic, or None.
    project: int | None
    topic: int | None
    venue: str
    year: int


class Community:
    """The facts that both forms of the site are written from.

    :param size: the number of people.
    """

    def __init__(self, size: int) -> None:
        chance = random.Random(size)  # noqa: S311  (no secrets here)
        vocabulary = [word(chance) for _ in range(WORDS_IN_ALL)]
        weights = [1 / (rank + 10) for rank in range(WORDS_IN_ALL)]

        def words(count: int) -> str:
            return ' '.join(chance.choices(vocabulary, weights, k=count))

        self.people = [f'{word(chance).title()} {word(chance).title()}{n}' for n in range(size)]
        self.topics = [f'{words(2).capitalize()} {n}' for n in range(max(size // 10, TOPICS))]
        self.projects = [f'{words(2).title()} {n}' for n in range(max(size // 3, PROJECTS))]
        self.texts = [
            f'{words(WORDS_OF_PAGE // 2).capitalize()}.\n{words(WORDS_OF_PAGE // 2).capitalize()}.'
            for _ in range(size)
        ]
        self.papers = [
            Paper(
                f'paper{person}x{k}',
                words(8).capitalize(),
                (self.people[person], f'Ann Lee{person % 97}', f'Richard Roe{k}'),
                person,
                self.projects_of(person)[k] if k < TIED else None,
                self.topics_of(person)[k] if k < TIED else None,
                f'Journal of {words(1).title()} Systems',
                1996 + (person * PAPERS + k) % 30,
            )
            for person in range(size)
            for k in range(PAPERS)
        ]

    def topics_of(self, person: int) -> list[int]:
        """Return the numbers of a person's topics."""
        return spread(person, TOPICS, len(self.topics))

    def projects_of(self, person: int) -> list[int]:
        """Return the numbers of a person's projects."""
        return spread(person, PROJECTS, len(self.projects))


def spread(person: int, count: int, size: int) -> list[int]:
    """Return *count* different numbers below *size*, each for as many people as any other."""
    return [(person + k * (size // count)) % size for k in range(count)]


def word(chance: random.Random) -> str:
    """Return a word that can be spoken."""
    syllables = chance.choices(('ba', 'de', 'ki', 'lo', 'mu', 'na', 'ri', 'so', 'te', 'vu'), k=3)
    return ''.join(syllables) + chance.choice('lmnrst')


# -- with Folio ----------------------------------------------------------------------


def folio_site(community: Community) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the site."""
    yield 'conf.py', CONF
    yield 'index.md', f'# Community\n\n{hidden_toctree(SECTIONS)}'
    for number, name in enumerate(community.people):
        yield f'people/person-{number}.md', person_page(community, number, name)
    for number, name in enumerate(community.projects):
        front = f'---\nproject:\n  name: {name}\n  summary: What {name} is about.\n---\n'
        yield f'projects/project-{number}.md', f'{front}\n# {name}\n\n```{{profile}}\n```\n'
    for number, name in enumerate(community.topics):
        front = f'---\ntopic:\n  name: {name}\n  summary: What {name} is about.\n---\n'
        yield f'topics/topic-{number}.md', f'{front}\n# {name}\n\n```{{profile}}\n```\n'
    for kind in ('people', 'projects', 'topics'):
        yield (
            f'{kind}/index.md',
            f'# {kind.title()}\n\n```{{{kind}}}\n```\n\n{hidden_toctree(["*"])}',
        )
    yield 'publications.md', '# Publications\n\n```{publications}\n```\n'
    yield 'references.bib', '\n'.join(map(entry, community.papers))


SECTIONS = ('people/index', 'projects/index', 'topics/index', 'publications')


def hidden_toctree(pages: Iterable[str]) -> str:
    """Return a table of contents that only the navigation shows."""
    listed = '\n'.join(pages)
    return f'```{{toctree}}\n:hidden:\n:glob:\n\n{listed}\n```\n'


def person_page(community: Community, number: int, name: str) -> str:
    """Return the page of a person, as its author writes it."""
    projects = ', '.join(f'project-{n}' for n in community.projects_of(number))
    topics = ', '.join(f'topic-{n}' for n in community.topics_of(number))
    return f"""---
person:
  name: {name}
  role: Researcher
  affiliation: Example University
  email: person{number}@example.org
  summary: Works on {community.topics[community.topics_of(number)[0]]}.
  topics: [{topics}]
  projects: [{projects}]
---

# {name}

```{{profile}}
```

::::{{tab-set}}

:::{{tab-item}} About

{community.texts[number]}
Most of it is in {{project}}`project-{community.projects_of(number)[0]}` {{cite:p}}`paper{number}x0`.
:::

:::{{tab-item}} Publications

```{{publications}}
```
:::

::::
"""


def entry(paper: Paper) -> str:
    """Return an entry of the bibliography."""
    tied = ''
    if paper.project is not None:
        tied = f'  projects = {{project-{paper.project}}},\n  topics = {{topic-{paper.topic}}},\n'
    return f"""@article{{{paper.key},
  author = {{{' and '.join(paper.authors)}}},
  title = {{{paper.title}}},
  journal = {{{paper.venue}}},
  year = {{{paper.year}}},
  doi = {{10.1000/{paper.key}}},
{tied}}}
"""


# -- the floor -----------------------------------------------------------------------

#: As ``folio_publications_per_page``: more have a page for each year.
PAPERS_A_PAGE = 50
#: What Folio writes below a list; here it leads nowhere.
DOWNLOAD = 'Download as BibTeX, CSL-JSON\n'


def floor_site(community: Community) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the same site without Folio."""
    yield 'conf.py', FLOOR_CONF
    yield from Floor(community).files()


class Floor:
    """Writes out in Markdown what Folio would derive."""

    def __init__(self, community: Community) -> None:
        self.community = community
        people, projects, topics = community.people, community.projects, community.topics
        self.papers_of: dict[str, dict[int, list[Paper]]] = {
            'person': {n: [] for n in range(len(people))},
            'project': {n: [] for n in range(len(projects))},
            'topic': {n: [] for n in range(len(topics))},
        }
        for paper in sorted(community.papers, key=lambda paper: -paper.year):
            self.papers_of['person'][paper.person].append(paper)
            if paper.project is not None and paper.topic is not None:
                self.papers_of['project'][paper.project].append(paper)
                self.papers_of['topic'][paper.topic].append(paper)
        self.people_of_project: dict[int, list[int]] = {n: [] for n in range(len(projects))}
        self.people_of_topic: dict[int, list[int]] = {n: [] for n in range(len(topics))}
        for n in range(len(people)):
            for project in community.projects_of(n):
                self.people_of_project[project].append(n)
            for topic in community.topics_of(n):
                self.people_of_topic[topic].append(n)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each page."""
        community = self.community
        yield 'index.md', f'# Community\n\n{hidden_toctree(SECTIONS)}'
        for n, name in enumerate(community.people):
            yield f'people/person-{n}.md', self.person(n, name)
        for n, name in enumerate(community.projects):
            people = self.links('person', self.people_of_project[n])
            head = f'# {name}\n\nWhat {name} is about.\n\nPeople: {people}\n\n'
            yield f'projects/project-{n}.md', f'{head}{self.papers("project", n)}'
        for n, name in enumerate(community.topics):
            cards = unsearched(map(self.card, self.people_of_topic[n]))
            head = f'# {name}\n\nWhat {name} is about.\n\nPeople\n\n{cards}'
            yield f'topics/topic-{n}.md', f'{head}{self.papers("topic", n)}'
        cards = unsearched(map(self.card, range(len(community.people))))
        yield 'people/index.md', f'# People\n\n{cards}\n{hidden_toctree(["*"])}'
        for kind, names in (('project', community.projects), ('topic', community.topics)):
            items = self.summaries(kind, range(len(names)))
            yield f'{kind}s/index.md', f'# {kind.title()}s\n\n{items}\n{hidden_toctree(["*"])}'
        yield from self.publications()

    def publications(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of the page of all publications, and of the pages of years."""
        papers = sorted(self.community.papers, key=lambda paper: -paper.year)
        years: dict[str, list[Paper]] = {}
        for paper in papers:
            years.setdefault(self.page_of(paper), []).append(paper)
        if len(years) == 1:
            items = unsearched(self.paper(paper, '') for paper in papers)
            yield 'publications.md', f'# Publications\n\n{items}{DOWNLOAD}'
            return
        for page, found in years.items():
            items = unsearched(self.paper(paper, '') for paper in found)
            yield page[1:], f'# Publications of {found[0].year}\n\n{items}'
        chips = ''.join(
            f'- [{found[0].year}]({page}) ({len(found)})\n' for page, found in years.items()
        )
        listed = hidden_toctree(['publications/*'])
        yield 'publications.md', f'# Publications\n\n{chips}\n{DOWNLOAD}\n{listed}'

    def page_of(self, paper: Paper) -> str:
        """Return the path of the page of all publications that shows a paper."""
        many = len(self.community.papers) > PAPERS_A_PAGE
        return f'/publications/{paper.year}.md' if many else '/publications.md'

    def summaries(self, kind: str, numbers: Iterable[int]) -> str:
        """Return a list of projects or topics, each with its summary."""
        return unsearched(
            f'- {self.link(kind, n)}\n\n  What {self.names(kind)[n]} is about.\n\n' for n in numbers
        )

    def names(self, kind: str) -> list[str]:
        """Return the names of all people, projects or topics."""
        community = self.community
        return {
            'person': community.people,
            'project': community.projects,
            'topic': community.topics,
        }[kind]

    def person(self, n: int, name: str) -> str:
        """Return the page of a person."""
        community = self.community
        projects, topics = community.projects_of(n), community.topics_of(n)
        first = community.papers[n * PAPERS]
        return f"""# {name}

Researcher

Example University

Works on {community.topics[topics[0]]}.

- person{n}@example.org

Topics: {self.links('topic', topics)}

::::{{tab-set}}

:::{{tab-item}} About

{community.texts[n]}
Most of it is in {self.link('project', projects[0])} [[{first.key}]({self.page_of(first)})].
:::

:::{{tab-item}} Publications
{self.papers('person', n)}
:::

::::

Projects

{self.summaries('project', projects)}"""

    def link(self, kind: str, n: int) -> str:
        """Return a link to a page."""
        folder = 'people' if kind == 'person' else f'{kind}s'
        return f'[{self.names(kind)[n]}](/{folder}/{kind}-{n}.md)'

    def links(self, kind: str, numbers: Iterable[int]) -> str:
        """Return links apart by commas."""
        return ', '.join(self.link(kind, n) for n in numbers)

    def card(self, n: int) -> str:
        """Return a person in a list of people."""
        topics = self.community.topics_of(n)
        summary = f'Works on {self.community.topics[topics[0]]}.'
        return (
            f'- {self.link("person", n)}\n\n  Researcher\n\n  Example University\n\n'
            f'  {summary}\n\n  {self.links("topic", topics)}\n\n'
        )

    def papers(self, kind: str, n: int) -> str:
        """Return the heading and the list of a page's publications, if it has any."""
        papers = self.papers_of[kind][n]
        if not papers:
            return ''
        head = '' if kind == 'person' else 'Publications\n'
        return f'{head}\n{unsearched(self.paper(paper, kind) for paper in papers)}{DOWNLOAD}'

    def paper(self, paper: Paper, kind: str) -> str:
        """Return a publication in a list; the page's own object is not linked."""
        name = f'**{paper.authors[0]}**' if kind == 'person' else self.link('person', paper.person)
        related = []
        if paper.project is not None and paper.topic is not None:
            related += [self.link('project', paper.project)] if kind != 'project' else []
            related += [self.link('topic', paper.topic)] if kind != 'topic' else []
        source = source_of(paper)
        return (
            f'- {paper.title}\n\n  {name}, {", ".join(paper.authors[1:])}\n\n'
            f'  *{paper.venue}*, {paper.year} Journal article\n\n'
            f'  [DOI](https://doi.org/10.1000/{paper.key})\n\n'
            f'  BibTeX\n\n{source}\n  {", ".join(related)}\n\n'
        )


def unsearched(items: Iterable[str]) -> str:
    """Return a list; search leaves it out, as it does with the lists of Folio."""
    # An attribute without a list behind it would be a word.
    text = ''.join(items)
    return f'{{.no-search}}\n{text}' if text else ''


def source_of(paper: Paper) -> str:
    """Return an entry as Folio shows it, inside an item of a list."""
    given = (name.rpartition(' ') for name in paper.authors)
    authors = ' and '.join(f'{last}, {first}' for first, _, last in given)
    bare = entry(paper._replace(authors=(authors,), project=None, topic=None))
    # Without a language, Sphinx would try to read it as Python.
    return ''.join(f'  {line}\n' for line in f'```none\n{bare}```'.splitlines())


def write_site(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write the files of a site below *folder*."""
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
