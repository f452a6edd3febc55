"""A made-up community of N people, as a Folio site and as the same words without Folio.

Each person has five publications, three topics, two projects and three dated entries: a
degree on their own page, a talk that has a page, and a line of news; there is a topic for ten
people, a project for three, and a page of news for thirty. The *dense* one has no talks and
no news, but authors who are all of the community, and each paper names a project and a topic,
so that a person has fifteen papers and a topic fifty. The same N gives the same bytes. The
second form is the floor that a build is compared with: the same pages in plain Markdown, the
theme ``basic``, no citations.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: The kinds of communities; only the second is dense.
COMMUNITIES = ('loose', 'dense')
PAPERS = 5
TOPICS = 3
PROJECTS = 2
#: How many of a person's papers name a project and a topic.
TIED = 2
#: People whose news stand on one page.
NEWS_A_PAGE = 30
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
    authors: tuple[str, ...]
    #: The first of the authors, who are people of the community.
    people: tuple[int, ...]
    #: Its project and its topic, or None.
    project: int | None
    topic: int | None
    venue: str
    year: int

    @property
    def person(self) -> int:
        """The person whose paper it is first of all."""
        return self.people[0]


class Talk(NamedTuple):
    """A talk that has a page."""

    title: str
    summary: str
    person: int
    topic: int
    #: The citation key of the paper that it is about.
    paper: str
    date: str


class Community:
    """The facts that both forms of the site are written from.

    :param size: the number of people.
    :param dense: whether each paper is of three people, of a project and of a topic.
    """

    def __init__(self, size: int, *, dense: bool = False) -> None:
        self.dense = dense
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
        tied = PAPERS if dense else TIED
        self.papers = [
            Paper(
                f'paper{person}x{k}',
                words(8).capitalize(),
                *self._authors(person, k),
                self.projects_of(person)[k % PROJECTS] if k < tied else None,
                self.topics_of(person)[k % TOPICS] if k < tied else None,
                f'Journal of {words(1).title()} Systems',
                1996 + (person * PAPERS + k) % 30,
            )
            for person in range(size)
            for k in range(PAPERS)
        ]

        self.degrees = [f'Degree of {words(2)}' for _ in range(size)]
        #: Those who speak, and of whom there is news.
        self.speakers = range(0 if dense else size)
        self.news = [f'{words(8).capitalize()}.' for _ in self.speakers]
        self.talks = [
            Talk(
                words(6).capitalize(),
                f'{words(10).capitalize()}.',
                person,
                self.topics_of(person)[0],
                f'paper{person}x1',
                date_of(person),
            )
            for person in self.speakers
        ]

    def _authors(self, person: int, k: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return the authors of a paper, and the numbers of those who have a page."""
        if not self.dense:
            return (self.people[person], f'Ann Lee{person % 97}', f'Richard Roe{k}'), (person,)
        people = tuple((person + step) % len(self.people) for step in (0, k + 1, 2 * k + 7))
        return tuple(self.people[n] for n in people), people

    def topics_of(self, person: int) -> list[int]:
        """Return the numbers of a person's topics."""
        return spread(person, TOPICS, len(self.topics))

    def projects_of(self, person: int) -> list[int]:
        """Return the numbers of a person's projects."""
        return spread(person, PROJECTS, len(self.projects))


def date_of(person: int) -> str:
    """Return a day for each person, of which each year has as many."""
    return f'{2000 + person % 25}-{1 + person % 12:02}-{1 + person % 28:02}'


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
    latest = '' if community.dense else '```{entries}\n:kind: news talks\n:limit: 5\n```\n\n'
    yield 'index.md', f'# Community\n\n{latest}{hidden_toctree(sections(community))}'
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
    if not community.dense:
        yield from dated_pages(community)
    yield 'publications.md', '# Publications\n\n```{publications}\n```\n'
    yield 'references.bib', '\n'.join(map(entry, community.papers))


def dated_pages(community: Community) -> Iterator[tuple[str, str]]:
    """Yield path and text of the pages of talks and of news, and of their lists."""
    for number, talk in enumerate(community.talks):
        yield f'talks/talk-{number}.md', talk_page(talk)
    for page, people in news_pages(community):
        lines = ''.join(
            f':::{{entry}}\n:dates: {date_of(n)}\n:people: person-{n}\n{community.news[n]}\n:::\n'
            for n in people
        )
        timeline = f'::::{{timeline}}\n:kind: news\n{lines}::::\n'
        yield f'bulletins/{page}.md', f'# {page.title()}\n\n{timeline}'
    for folder, kind in (('talks', 'talks'), ('bulletins', 'news')):
        listed = f'```{{entries}}\n:kind: {kind}\n```\n\n{hidden_toctree(["*"])}'
        yield f'{folder}/index.md', f'# {folder.title()}\n\n{listed}'


def sections(community: Community) -> tuple[str, ...]:
    """Return the pages that a reader finds first."""
    dated = () if community.dense else ('talks/index', 'bulletins/index')
    return ('people/index', 'projects/index', 'topics/index', *dated, 'publications')


def news_pages(community: Community) -> Iterator[tuple[str, range]]:
    """Yield the name of each page of news, and whose news stand there."""
    size = len(community.news)
    for start in range(0, size, NEWS_A_PAGE):
        yield f'bulletin-{start // NEWS_A_PAGE}', range(start, min(start + NEWS_A_PAGE, size))


def talk_page(talk: Talk) -> str:
    """Return the page of a talk."""
    return f"""---
entry:
  type: Keynote
  date: {talk.date}
  people: [{{id: person-{talk.person}, role: speaker}}]
  organisation: Example University
  topics: [topic-{talk.topic}]
  publications: [{talk.paper}]
  links: {{slides: https://example.org/{talk.paper}}}
  summary: {talk.summary}
---

# {talk.title}

{talk.summary}
"""


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

:::::{{tab-set}}

::::{{tab-item}} About

{community.texts[number]}
Most of it is in {{project}}`project-{community.projects_of(number)[0]}` {{cite:p}}`paper{number}x0`.
::::

::::{{tab-item}} Publications

```{{publications}}
```
::::

::::{{tab-item}} Education

```{{timeline}}
:kind: education

:::{{entry}} {community.degrees[number]}
:organisation: Example University
:dates: {1990 + number % 30} to {1994 + number % 30}
:::
```
::::

:::::
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
PAPERS_A_PAGE = ENTRIES_A_PAGE = 50
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
            for n in paper.people:
                self.papers_of['person'][n].append(paper)
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
        yield 'index.md', f'# Community\n\n{hidden_toctree(sections(community))}'
        for n, name in enumerate(community.people):
            yield f'people/person-{n}.md', self.person(n, name)
        for n, name in enumerate(community.projects):
            people = self.links('person', self.people_of_project[n])
            head = f'# {name}\n\nWhat {name} is about.\n\nPeople: {people}\n\n'
            yield f'projects/project-{n}.md', f'{head}{self.papers("project", n)}'
        for n, name in enumerate(community.topics):
            cards = unsearched(map(self.card, self.people_of_topic[n]))
            head = f'# {name}\n\nWhat {name} is about.\n\nPeople\n\n{cards}'
            talks = [talk for talk in community.talks if talk.topic == n]
            yield f'topics/topic-{n}.md', f'{head}{self.papers("topic", n)}{self.talks(talks)}'
        cards = unsearched(map(self.card, range(len(community.people))))
        yield 'people/index.md', f'# People\n\n{cards}\n{hidden_toctree(["*"])}'
        for kind, names in (('project', community.projects), ('topic', community.topics)):
            items = self.summaries(kind, range(len(names)))
            yield f'{kind}s/index.md', f'# {kind.title()}s\n\n{items}\n{hidden_toctree(["*"])}'
        for n, talk in enumerate(community.talks):
            who = self.link('person', talk.person)
            head = f'# {talk.title}\n\n{talk.date} Keynote\n\n{who} (speaker)\n\n'
            about = f'Example University\n\n{talk.summary}\n\n{talk.summary}\n\n'
            papers = list(self.papers_of['person'][talk.person])
            items = [self.paper(paper, 'talk') for paper in papers if paper.key == talk.paper]
            yield f'talks/talk-{n}.md', f'{head}{about}{"".join(items)}'
        for page, people in news_pages(community):
            items = unsearched(self.news_line(n) for n in people)
            yield f'bulletins/{page}.md', f'# {page.title()}\n\n{items}'
        if community.speakers:
            yield from self.lists_of_entries()
        yield from self.publications()

    def lists_of_entries(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of the lists of all talks and news, and of the pages of years."""
        people = sorted(range(len(self.community.people)), key=date_of, reverse=True)
        years: dict[str, list[int]] = {}
        for n in people if len(people) > ENTRIES_A_PAGE else ():
            years.setdefault(date_of(n)[:4], []).append(n)
        pages = {'index': people[:ENTRIES_A_PAGE]}
        pages |= {f'entries-{year}': found for year, found in years.items()}
        listed = hidden_toctree(['*'])
        for name, found in pages.items():
            end = f'\n{listed}' if name == 'index' else ''
            talks = self.talks([self.community.talks[n] for n in found])
            yield f'talks/{name}.md', f'# Talks\n\n{talks}{end}'
            news = unsearched(map(self.news_line, found))
            yield f'bulletins/{name}.md', f'# Bulletins\n\n{news}{end}'

    def news_line(self, n: int) -> str:
        """Return a line of news."""
        return f'- {date_of(n)}\n\n  {self.community.news[n]}\n\n  {self.link("person", n)}\n\n'

    def paper_of(self, talk: Talk) -> Paper:
        """Return the paper that a talk is about."""
        papers = self.papers_of['person'][talk.person]
        return next(paper for paper in papers if paper.key == talk.paper)

    def talks(self, talks: Iterable[Talk]) -> str:
        """Return a list of talks under its heading."""
        items = ''.join(
            f'- [{talk.title}](/talks/talk-{talk.person}.md) Keynote {talk.date}\n\n'
            f'  {self.link("person", talk.person)} (speaker)\n\n  Example University\n\n'
            f'  {talk.summary}\n\n  [Slides](https://example.org/{talk.paper})\n\n'
            f'  {self.paper_of(talk).title}\n\n  {self.link("topic", talk.topic)}\n\n'
            for talk in talks
        )
        return f'Talks\n\n{unsearched([items])}' if items else ''

    def publications(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of the page of all publications, and of the pages of years."""
        papers = sorted(self.community.papers, key=lambda paper: -paper.year)
        years: dict[str, list[Paper]] = {}
        for paper in papers:
            years.setdefault(self.page_of(paper), []).append(paper)
        if len(years) == 1:
            items = unsearched(self.paper(paper, 'home') for paper in papers)
            yield 'publications.md', f'# Publications\n\n{items}{DOWNLOAD}'
            return
        for page, found in years.items():
            items = unsearched(self.paper(paper, 'home') for paper in found)
            yield page[1:], f'# Publications of {found[0].year}\n\n{items}'
        chips = ''.join(
            f'- [{found[0].year}]({page}) ({len(found)})\n' for page, found in years.items()
        )
        listed = hidden_toctree(['publications/*'])
        newest = unsearched(self.paper(paper, 'newest') for paper in papers[:PAPERS_A_PAGE])
        yield 'publications.md', f'# Publications\n\n{chips}\n{newest}{DOWNLOAD}\n{listed}'

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

:::{{tab-item}} Education

- {1990 + n % 30} – {1994 + n % 30}

  {community.degrees[n]}

  Example University

:::

::::

{self.dated(n)}Projects

{self.summaries('project', projects)}"""

    def dated(self, n: int) -> str:
        """Return what a person's page says of their talks and news."""
        if n not in self.community.speakers:
            return ''
        return f'{self.talks([self.community.talks[n]])}\n\nNews\n\n{self.news_line(n)}\n\n'

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
        return f'{head}\n{unsearched(self.paper(paper, kind, n) for paper in papers)}{DOWNLOAD}'

    def paper(self, paper: Paper, kind: str, n: int = 0) -> str:
        """Return a publication in a list; the page's own object, number *n*, is not linked.

        Its BibTeX stands on its people's pages, and in the list where it is at home.
        """
        linked = {
            person: f'**{name}**'
            if (kind, n) == ('person', person)
            else self.link('person', person)
            for person, name in zip(paper.people, paper.authors, strict=False)
        }
        names = ', '.join([*linked.values(), *paper.authors[len(linked) :]])
        related = []
        if paper.project is not None and paper.topic is not None:
            related += [self.link('project', paper.project)] if kind != 'project' else []
            related += [self.link('topic', paper.topic)] if kind != 'topic' else []
        source = f'  BibTeX\n\n{source_of(paper)}'
        if kind not in {'person', 'home'}:
            source = f'  [Details]({self.page_of(paper)})\n'
        about = ''
        if paper.person in self.community.speakers:
            talk = self.community.talks[paper.person]
            slides = f'[Slides](https://example.org/{talk.paper})'
            about = f'  Keynote: [{talk.title}](/talks/talk-{talk.person}.md), {slides}\n\n'
            about = about if talk.paper == paper.key else ''
        return (
            f'- {paper.title}\n\n  {names}\n\n'
            f'  *{paper.venue}*, {paper.year} Journal article\n\n'
            f'  [DOI](https://doi.org/10.1000/{paper.key})\n\n'
            f'{about}{source}\n  {", ".join(related)}\n\n'
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
