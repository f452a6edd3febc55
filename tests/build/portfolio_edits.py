"""A small portfolio, the edits that its authors make, and what two builds of it differ in.

A portfolio is rendered to files as a whole, so that an edit is a change of one fact and
never has to find its place in a text. Each edit takes two numbers, which choose among
what there is to choose from at that moment: any numbers will do.
"""

from __future__ import annotations

import difflib
import json
import shutil
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Any

from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.testing.util import SphinxTestApp
from support import PNG, Site

from sphinx_folio.build.fingerprints import ShownFingerprints
from sphinx_folio.build.record import RecordFile
from sphinx_folio.domains import folio_domain
from sphinx_folio.html import Navigation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from support import Warned

Files = dict[str, str | bytes]

#: Pages that Sphinx makes anew in each build.
MADE = {'genindex', 'search'}
#: Stamps of Sphinx, which say how a folder was built and are no part of the site.
STAMPS = {'.buildinfo', '.buildinfo.bak'}

WORDS = ['quokka', 'zephyr', 'logging', 'logged', 'the']
NAMES = ['Jane Doe', 'Joan Roe', 'Ann Poe', 'J. Doe', '王梓人', 'A & B <c>']
TITLES = ['Notes', 'Old notes', 'Site', 'Jane Doe', 'Quokkas & *co*']
ROLES = ['lead', 'helper', '']
PEOPLE = ['jane-doe', 'joan-roe', 'ann-poe', 'bob-poe']
PROJECTS = ['quicklog', 'slowlog', 'nolog']
TOPICS = ['storage', 'logs', 'serving']
DATED = ['a-talk', 'course', 'a-prize']
KEYS = ['doe2024', 'roe2023', 'poe2022', 'doe2021', 'wang2020']
AUTHORS = ['Doe, Jane', 'Roe, Joan', 'Poe, Ann', '王, 梓人', 'Someone Else']
PICTURES = ['pictures/one/pic.png', 'pictures/two/pic.png']
LABELS = ['first-label', 'second-label']
HEADINGS = ['Sub heading', 'Other heading']
PROFILE = '```{profile}\n```'

#: What a page may hold beside its own text; most of it names another page.
BLOCKS = [
    'See {doc}`/notes`.',
    'See {doc}`/people/jane-doe` and {doc}`in other words </people/joan-roe>`.',
    '[](/people/jane-doe.md)',
    '[in other words](/projects/quicklog.md)',
    '[](#first-label) and [some text](#first-label)',
    '{ref}`first-label` and {ref}`in words <second-label>`',
    '[](/notes.md#sub-heading)',
    '[](/notes.md#other-heading)',
    '{person}`jane-doe`, {project}`quicklog`, {topic}`storage`',
    '{person}`her <joan-roe>` and {topic}`logs`',
    '{cite:p}`doe2024`',
    '{cite:t}`roe2023` and {cite:p}`doe2024,poe2022`',
    '![](/pictures/one/pic.png)',
    '![one](/pictures/one/pic.png) ![two](/pictures/two/pic.png)',
    '{download}`/pictures/two/pic.png`',
    '```{index} Marsupials\n```\n\nOf marsupials.',
    '```{index} single: Marsupials; quokka\n```\n\nOf quokkas.',
    '```{glossary}\nQuokka\n  An animal.\n```',
    'A {term}`Quokka`.',
    '```{include} /snippet.txt\n```',
    '```{include} /late/part.txt\n```',
    '```{literalinclude} /late/part.txt\n```',
    '```{csv-table}\n:file: /late/part.txt\n```',
    '![late](/late/pic.svg) {download}`the same </late/pic.svg>`',
    '{download}`/late/part.txt`',
    '<div onclick="x()">Raw</div>\n\n<script>1</script>\n\nAfter <b>it</b>.',
    '```{raw} html\n<p>Refused\n```',
    '```{eval-rst}\nA footnote [#]_ of nothing.\n```',
    '```{eval-rst}\n.. include:: /late/part.txt\n```',
    '## A section\n\nWith text.\n\n### And one below\n\nWith more.',
    '```{people}\n```',
    '```{people}\n:style: inline\n:limit: 1\n:sort: group\n```',
    '```{people}\n:topic: storage\n:style: list\n```',
    '```{people}\n:project: quicklog\n```',
    '```{people}\n:group: phd postdoc\n```',
    '```{people}\n:group-by: group\n:filter:\n```',
    '```{people}\n:group: phd\n:status: former\n```',
    '```{projects}\n:style: list\n:sort: name\n```',
    '```{projects}\n:topic: storage\n:limit: 1\n```',
    '```{projects}\n:person: jane-doe\n```',
    '```{topics}\n:style: inline\n```',
    '```{topics}\n:person: jane-doe\n```',
    '```{publications}\n```',
    '```{publications}\n:limit: 1\n:style: compact\n```',
    '```{publications}\n:selected:\n```',
    '```{publications}\n:group: type\n:sort: oldest\n```',
    '```{publications}\n:filter:\n:style: numbered\n```',
    '```{publications}\n:topic: storage\n:sort: title\n```',
    '```{publications}\n:person: jane-doe\n:year: 2022-\n```',
    '```{research-map}\n```',
    '```{research-map}\n:topic: storage\n:limit: 3\n```',
    '```{publications-per-year}\n:person: jane-doe\n```',
    '```{projects}\n:group-by: type\n:filter:\n```',
    '```{projects}\n:type: software study\n```',
    '```{publications}\n:preview:\n```',
    '{entry}`a-talk`, {entry}`the course <course>` and [](#on-logs)',
    '```{entries}\n```',
    '```{entries}\n:kind: news talks\n:limit: 1\n```',
    '```{entries}\n:group: kind\n:style: cards\n:filter:\n```',
    '```{entries}\n:person: jane-doe\n:group: year\n:sort: oldest\n:style: list\n```',
    '```{entries}\n:topic: storage\n:style: inline\n:type: Keynote\n```',
    '```{timeline}\n:kind: talks\n```',
    (
        '::::{timeline}\n:kind: talks\n\n:::{entry} On logs\n:id: on-logs\n:dates: 2024-05\n'
        ':people: joan-roe (chair)\n:projects: quicklog\n:publications: doe2024\n'
        ':links: slides: https://example.org/s.pdf\n\nSaid *so*.\n:::\n::::'
    ),
    (
        '::::{timeline}\n:kind: news\n\n:::{entry}\n:dates: 2025\n:topics: storage\n'
        'We thank {person}`jane-doe`. And more.\n:::\n\n:::{entry} Moved\n:::\n\n'
        ':::{entry} On {publication}`doe2024` and {topic}`logs`\n:people: joan-roe\n:::\n::::'
    ),
]

_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
#: What strangers put into the place of a file, and take away again: `None` for no file.
LATE: dict[str, list[str | bytes | None]] = {
    'late/part.txt': [None, 'Late.', 'Later, *late*', b'caf\xe9', f'Long.{" " * 2**20}'],
    'late/pic.svg': [None, _SVG, _SVG.replace('<rect', '<script>1</script><rect'), b'\xff', PNG],
}

#: Each setting that changes, with its values; the first is that of the start.
SETTINGS: dict[str, list[Any]] = {
    'folio_publications_page': ['publications', 'notes', 'index'],
    'folio_author_limit': [20, 1],
    'folio_publications_per_page': [50, 3],
    'folio_publication_pages': [False, True],
    'folio_entries_per_page': [50, 1],
    'folio_entry_kinds': [{}, {'patents': 'Patents'}],
    'folio_navigation_limit': [30, 1],
    'folio_groups': [{}, {'mascot': 'Mascots', 'alumni': 'Former members'}],
    'folio_person_fields': [{}, {'office': 'Office'}],
    'folio_link_services': [{}, {'wiki': 'https://wiki.example.org/{}'}],
    'html_title': ['Site', 'Other site'],
    'html_theme': ['basic', 'furo'],
    'language': ['en', 'de'],
}


@dataclass
class Page:
    """One page: what it is, its facts, its title, and the blocks of its text."""

    kind: str = ''
    facts: dict[str, Any] = field(default_factory=dict)
    title: str = ''
    blocks: list[str] = field(default_factory=list)
    is_broken: bool = False
    is_latin: bool = False
    myst: str = ''
    former: str = ''

    def text(self) -> str:
        """Return the page as its file."""
        facts = {
            name: value for name, value in self.facts.items() if value not in ('', [], {}, None)
        }
        shown = json.dumps(facts, ensure_ascii=False)
        myst = f'myst: {{{self.myst}}}\n' if self.myst else ''
        front = f'---\n{myst}{self.kind}: {shown[: -3 if self.is_broken else None]}\n---\n\n'
        if not self.kind:
            former = f'folio: {{redirect-from: [{self.former}]}}'
            front = f'---\n{former}\n---\n\n' if self.former else ''
        return '\n\n'.join([f'{front}# {self.title}', *self.blocks]) + '\n'


@dataclass
class Portfolio:
    """All sources of a site."""

    settings: dict[str, Any]
    pages: dict[str, Page]
    entries: dict[str, dict[str, str]]
    pictures: dict[str, bytes]
    #: The label and the heading of a section of the page of notes.
    label: str = LABELS[0]
    heading: str = HEADINGS[0]
    snippet: str = 'Included.'
    late: dict[str, str | bytes | None] = field(default_factory=lambda: dict.fromkeys(LATE))
    #: The files that stand outside the site, behind a link.
    linked: list[str] = field(default_factory=list)
    is_bib_broken: bool = False
    has_bib: bool = True

    def files(self) -> Files:
        """Return all files, each path with its content."""
        settings = {'project': 'Site', 'extensions': ['sphinx_folio'], 'nitpicky': True}
        settings |= {'bibtex_bibfiles': ['references.bib'], 'myst_heading_anchors': 3}
        lines = [f'{name} = {value!r}\n' for name, value in (settings | self.settings).items()]
        files: Files = {'conf.py': ''.join(lines), 'snippet.txt': f'{self.snippet}\n'}
        files |= {f'{name}.md': page.text() for name, page in self.pages.items()}
        if 'notes' in self.pages:
            section = f'\n({self.label})=\n\n## {self.heading}\n\nText below.\n'
            files['notes.md'] = self.pages['notes'].text() + section
        if self.has_bib:
            broken = '@article{broken,\n  title = {T,\n}\n' if self.is_bib_broken else ''
            files['references.bib'] = ''.join(map(_entry, self.entries.items())) + broken
        latin = [name for name, page in self.pages.items() if page.is_latin]
        files |= {
            f'{name}.md': f'{files[f"{name}.md"]}\n\nCafé.\n'.encode('latin-1', 'replace')
            for name in latin
        }
        late = {name: text for name, text in self.late.items() if text is not None}
        late |= {name: Link(name) for name in self.linked}
        return files | self.pictures | late

    def of_kind(self, kind: str) -> list[str]:
        """Return the pages of one kind."""
        return [name for name, page in self.pages.items() if page.kind == kind]


def _entry(item: tuple[str, dict[str, str]]) -> str:
    key, fields = item
    kind = 'article' if 'journal' in fields else 'misc'
    lines = [f'  {name} = {{{value}}},\n' for name, value in fields.items() if value]
    return ''.join([f'@{kind}{{{key},\n', *lines, '}\n'])


def _toctree(*pages: str, options: Iterable[str] = ()) -> str:
    return '\n'.join(['```{toctree}', *options, '', *pages, '```'])


def start(**settings: Any) -> Portfolio:
    """Return the portfolio that every test begins with."""
    jane = {'name': 'Jane Doe', 'group': 'phd', 'topics': ['storage'], 'photo': f'/{PICTURES[0]}'}
    joan = {'name': 'Joan Roe', 'photo': f'/{PICTURES[1]}', 'publications': ['poe2022']}
    quick = {'name': 'QuickLog', 'topics': ['logs'], 'people': [{'id': 'jane-doe', 'role': 'lead'}]}
    talk = {'name': 'A talk', 'date': '2025-03', 'people': ['jane-doe'], 'topics': ['logs']}
    top = [
        _toctree('notes', 'links', 'publications', options=[':hidden:']),
        _toctree('people/index', 'projects/index', 'topics/index', options=[':maxdepth: 2']),
        _toctree('extra/*', options=[':glob:', ':caption: More']),
    ]
    entries = [('Fast logs', '2024', 'storage'), ('Slow logs', '2023', ''), ('Logs', '2022', '')]
    return Portfolio(
        settings={name: values[0] for name, values in SETTINGS.items()} | settings,
        pages={
            'index': Page(title='Site', blocks=top),
            'notes': Page(title='Notes', blocks=[*BLOCKS[8:11], *BLOCKS[12:19]]),
            'links': Page(title='Links', blocks=BLOCKS[:6]),
            'publications': Page(title='Publications', blocks=['```{publications}\n```']),
            'people/index': Page(
                title='People', blocks=['```{people}\n```', _toctree('*', options=[':glob:'])]
            ),
            'people/jane-doe': Page('person', jane, 'Jane Doe', [PROFILE, 'She logs.']),
            'people/joan-roe': Page('person', joan, 'Joan Roe', [PROFILE]),
            'projects/index': Page(
                title='Projects', blocks=['```{projects}\n```', _toctree('quicklog')]
            ),
            'projects/quicklog': Page('project', quick, 'QuickLog', [PROFILE]),
            'topics/index': Page(
                title='Topics',
                blocks=['```{topics}\n```', _toctree('*', options=[':glob:', ':hidden:'])],
            ),
            'topics/storage': Page('topic', {'name': 'Storage'}, 'Storage', [PROFILE]),
            'topics/logs': Page('topic', {'name': 'Logs'}, 'Logs', [PROFILE]),
            'extra/more': Page(title='More', blocks=['More text.']),
            'talks/a-talk': Page('entry', talk, 'A talk', ['Of logs.']),
            'talks/index': Page(title='Talks', blocks=['```{entries}\n:kind: talks\n```']),
        },
        entries={
            key: {
                'author': f'{AUTHORS[number]} and {AUTHORS[number + 1]}',
                'title': title,
                'journal': 'Logs',
                'year': year,
                'topics': topics,
            }
            for number, (key, (title, year, topics)) in enumerate(zip(KEYS, entries, strict=False))
        },
        pictures={PICTURES[0]: PNG, PICTURES[1]: PNG + b'two'},
    )


#: All edits by what they are called.
EDITS: dict[str, Callable[[Portfolio, int, int], None]] = {}


def _edit(
    function: Callable[[Portfolio, int, int], None],
) -> Callable[[Portfolio, int, int], None]:
    EDITS[function.__name__] = function
    return function


def _pick(choices: Sequence[Any], number: int) -> Any:
    return choices[number % len(choices)]


def _page(site: Portfolio, number: int) -> Page:
    page: Page = site.pages[_pick(list(site.pages), number)]
    return page


def _toggle(values: list[Any], value: Any) -> None:
    if value in values:
        values.remove(value)
    else:
        values.append(value)


def _put(values: dict[str, Any], name: str, choices: Sequence[Any], number: int) -> None:
    """Give a name one of the values that it does not have."""
    values[name] = _pick([value for value in choices if value != values.get(name)], number)


@_edit
def add_or_remove_a_word(site: Portfolio, one: int, two: int) -> None:
    _toggle(_page(site, one).blocks, f'About {_pick(WORDS, two)}.')


@_edit
def add_or_remove_a_block(site: Portfolio, one: int, two: int) -> None:
    _toggle(_page(site, one).blocks, _pick(BLOCKS, two))


@_edit
def add_or_remove_a_block_of_the_notes(site: Portfolio, one: int, two: int) -> None:
    page = site.pages.get('notes') or _page(site, one)
    _toggle(page.blocks, _pick(BLOCKS, one * 12 + two))


@_edit
def swap_two_blocks(site: Portfolio, one: int, two: int) -> None:
    blocks = _page(site, one).blocks
    if len(blocks) > 1:
        blocks.insert(0, blocks.pop(1 + two % (len(blocks) - 1)))


@_edit
def change_a_title(site: Portfolio, one: int, two: int) -> None:
    page = _page(site, one)
    page.title = _pick([title for title in TITLES if title != page.title], two)


@_edit
def change_a_display_name(site: Portfolio, one: int, two: int) -> None:
    named = [page for page in site.pages.values() if page.kind]
    if named:
        page = _pick(named, one)
        _put(page.facts, 'name', NAMES, two)
        page.title = page.facts['name']


@_edit
def change_a_fact_of_a_person(site: Portfolio, one: int, two: int) -> None:
    people = site.of_kind('person')
    facts: dict[str, list[Any]] = {
        'group': ['phd', 'postdoc', 'alumni', 'mascot', ''],
        'left': ['2020', '2026-06', ''],
        'updated': ['2019', '2026-05', '2026-07', ''],
        'next': ['Lecturer', ''],
        'office': ['Room 3', ''],
        'links': [{'github': ['jane', 'lab']}, {'wiki': 'jane', 'github': 'lab'}, {}],
        'role': ['PhD student', 'Guest', ''],
        'names': [['Doe, Jane'], ['Poe, A.'], []],
        'topics': [['storage', 'logs'], ['x'], []],
    }
    if people:
        name = _pick(list(facts), two)
        _put(site.pages[_pick(people, one)].facts, name, facts[name], one + two)


@_edit
def add_a_page(site: Portfolio, one: int, two: int) -> None:
    folder, kind, ids = _pick(
        [
            ('people', 'person', PEOPLE),
            ('projects', 'project', PROJECTS),
            ('topics', 'topic', TOPICS),
            ('talks', 'entry', DATED),
            ('news', 'entry', DATED),
            ('extra', '', WORDS),
        ],
        one,
    )
    taken = {name.rpartition('/')[2] for name in site.pages}
    free = [name for name in ids if name not in taken]
    if free:
        name = _pick(free, two)
        title = name.title()
        facts = {'name': title} if kind else {}
        site.pages[f'{folder}/{name}'] = Page(kind, facts, title, [PROFILE] if kind else ['New.'])


@_edit
def remove_a_page(site: Portfolio, one: int, two: int) -> None:
    names = [name for name in site.pages if name != 'index']  # without it, Sphinx stops
    if names:
        del site.pages[_pick(names, one)]


@_edit
def rename_a_page(site: Portfolio, one: int, two: int) -> None:
    name = _pick([name for name in site.pages if name != 'index'] or ['index'], one)
    folder, _, last = name.rpartition('/')
    new = f'{folder}/{last.removesuffix("-2") if last.endswith("-2") else f"{last}-2"}'.lstrip('/')
    if name != 'index' and new not in site.pages:
        site.pages[new] = site.pages.pop(name)


@_edit
def move_a_page(site: Portfolio, one: int, two: int) -> None:
    name = _pick([name for name in site.pages if not name.endswith('index')] or ['index'], one)
    folder, _, last = name.rpartition('/')
    new = f'{_pick([f"{folder}/former", folder.partition("/")[0], "extra"], two)}/{last}'.lstrip(
        '/'
    )
    if name != 'index' and new not in site.pages:
        site.pages[new] = site.pages.pop(name)


@_edit
def list_a_page_in_a_toctree(site: Portfolio, one: int, two: int) -> None:
    names = [f'/{name}' for name in [*site.pages, 'gone'] if name != 'index']
    options = _pick([(), (':hidden:',), (':caption: Listed',)], two)
    inner = _pick([name for name in ('index', 'notes', 'people/index') if name in site.pages], two)
    _toggle(site.pages[inner].blocks, _toctree(_pick(names, one), options=options))


@_edit
def take_a_page_out_of_a_toctree(site: Portfolio, one: int, two: int) -> None:
    with_tree = [page for page in site.pages.values() if any('{toctree}' in b for b in page.blocks)]
    if with_tree:
        page = _pick(with_tree, one)
        trees = [block for block in page.blocks if '{toctree}' in block]
        page.blocks.remove(_pick(trees, two))


@_edit
def add_or_remove_a_topic(site: Portfolio, one: int, two: int) -> None:
    pages = [page for page in site.pages.values() if page.kind in {'person', 'project'}]
    if pages:
        page = _pick(pages, one)
        page.facts['topics'] = list(page.facts.get('topics', []))
        _toggle(page.facts['topics'], _pick(TOPICS, two))


@_edit
def add_or_remove_an_end_of_a_topic(site: Portfolio, one: int, two: int) -> None:
    topics = site.of_kind('topic')
    name, ids = _pick(
        [('people', PEOPLE), ('projects', PROJECTS), ('broader', TOPICS), ('publications', KEYS)],
        two,
    )
    if topics:
        facts = site.pages[_pick(topics, one)].facts
        facts[name] = list(facts.get(name, []))
        _toggle(facts[name], _pick(ids, two // 4))


@_edit
def change_the_members_of_a_project(site: Portfolio, one: int, two: int) -> None:
    projects = site.of_kind('project')
    if projects:
        facts = site.pages[_pick(projects, one)].facts
        members = [{'id': name, 'role': role} for name in PEOPLE[:3] for role in ROLES if role]
        who = [*[[member] for member in members], [], PEOPLE[:2], PEOPLE[1:3]]
        _put(facts, 'people', who, two)


@_edit
def change_the_type_of_a_project(site: Portfolio, one: int, two: int) -> None:
    projects = site.of_kind('project')
    if projects:
        types = ['software', 'study', '', 'dataset', 'sofware']
        _put(site.pages[_pick(projects, one)].facts, 'type', types, two)


@_edit
def change_a_fact_of_a_dated_entry(site: Portfolio, one: int, two: int) -> None:
    dated = site.of_kind('entry')
    facts: dict[str, list[Any]] = {
        'kind': ['news', 'patents', 'awards', ''],
        'type': ['Keynote', ''],
        'date': ['2024', '2025-03', '2026-13', ''],
        'people': [[{'id': name, 'role': role}] for name in PEOPLE[:2] for role in ROLES] + [[]],
        'projects': [['quicklog'], []],
        'topics': [['storage', 'logs'], ['x'], []],
        'publications': [['doe2024'], ['roe2023', 'poe2022'], []],
        'links': [{'slides': 'https://example.org/s'}, {'slides': '/late/part.txt'}, {}],
        'image': [f'/{PICTURES[0]}', ''],
        'summary': ['Said so.', ''],
        'status': ['open', 'closed', ''],
    }
    if dated:
        name = _pick(list(facts), two)
        _put(site.pages[_pick(dated, one)].facts, name, facts[name], one + two)


@_edit
def change_the_former_address_of_a_page(site: Portfolio, one: int, two: int) -> None:
    former = _pick(['/old/', '/before.html', '', '/old/, /notes/', '../x/'], two)
    page = _page(site, one)
    if page.kind:
        page.facts['redirect-from'] = former and [former.partition(',')[0]]
    else:
        page.former = former


@_edit
def change_the_publications_of_a_page(site: Portfolio, one: int, two: int) -> None:
    pages = [page for page in site.pages.values() if page.kind]
    if pages:
        _put(_pick(pages, one).facts, 'publications', [[], [KEYS[0]], KEYS[1:3], ['no-key']], two)


@_edit
def change_a_picture(site: Portfolio, one: int, two: int) -> None:
    _put(site.pictures, _pick(PICTURES, one), [PNG, PNG + b'two', PNG + b'three'], two)


@_edit
def change_a_photo(site: Portfolio, one: int, two: int) -> None:
    people = site.of_kind('person')
    photos = [*(f'/{name}' for name in PICTURES), '', 'missing.png']
    if people:
        _put(site.pages[_pick(people, one)].facts, 'photo', photos, two)


@_edit
def swap_the_photos(site: Portfolio, one: int, two: int) -> None:
    people = [site.pages[name].facts for name in site.of_kind('person')]
    if len(people) > 1:
        first, second = _pick(people, one), _pick(people, one + 1)
        first['photo'], second['photo'] = second.get('photo'), first.get('photo')


@_edit
def add_or_remove_an_entry(site: Portfolio, one: int, two: int) -> None:
    key = _pick(KEYS, one)
    if site.entries.pop(key, None) is None:
        author = ' and '.join([_pick(AUTHORS, two), 'others'][: 1 + one % 2])
        site.entries[key] = {'author': author, 'title': f'On {key}', 'year': f'20{20 + two}'}


@_edit
def change_a_field_of_an_entry(site: Portfolio, one: int, two: int) -> None:
    if site.entries:
        name, values = _pick(
            [
                ('title', ['Fast logs', 'Logs {of} $x^2$', 'Running & logging']),
                ('author', [' and '.join(AUTHORS), 'Roe, Joan and Doe, Jane', 'Poe, Ann']),
                ('year', ['2019', '2024', '2025', '']),
                ('topics', ['', 'storage', 'logs, storage', 'unknown']),
                ('selected', ['true', '']),
                ('projects', ['quicklog', '']),
                ('people', ['joan-roe', '']),
                ('abstract', ['Quokkas are logged.', '']),
                ('related', ['roe2023', 'doe2024, nothing', '']),
                ('preview', [f'/{PICTURES[0]}', '/late/pic.svg', 'missing.png', '']),
                ('redirect-from', ['/old/', '/older/, /notes.html', '']),
            ],
            two,
        )
        _put(site.entries[_pick(list(site.entries), one)], name, values, one)


@_edit
def change_the_key_of_an_entry(site: Portfolio, one: int, two: int) -> None:
    free = [key for key in [*KEYS, 'Key:A', 'key-a'] if key not in site.entries]
    if site.entries:
        fields = site.entries.pop(_pick(list(site.entries), one))
        site.entries[_pick(free, two)] = fields


@_edit
def reverse_the_entries(site: Portfolio, one: int, two: int) -> None:
    site.entries = dict(reversed(site.entries.items()))


@_edit
def break_or_mend_the_bib_file(site: Portfolio, one: int, two: int) -> None:
    site.is_bib_broken = not site.is_bib_broken


@_edit
def delete_or_restore_the_bib_file(site: Portfolio, one: int, two: int) -> None:
    site.has_bib = not site.has_bib


@_edit
def break_or_mend_front_matter(site: Portfolio, one: int, two: int) -> None:
    pages = [page for page in site.pages.values() if page.kind]
    if pages:
        page = _pick(pages, one)
        page.is_broken = not page.is_broken


@_edit
def change_the_label(site: Portfolio, one: int, two: int) -> None:
    site.label = _pick([label for label in LABELS if label != site.label], two)


@_edit
def change_the_heading(site: Portfolio, one: int, two: int) -> None:
    site.heading = _pick([heading for heading in HEADINGS if heading != site.heading], two)


@_edit
def change_the_included_text(site: Portfolio, one: int, two: int) -> None:
    site.snippet = _pick([text for text in ('Included.', 'Other.') if text != site.snippet], two)


@_edit
def put_another_file_in_the_place_of_a_file(site: Portfolio, one: int, two: int) -> None:
    _put(site.late, _pick(list(LATE), one), LATE[_pick(list(LATE), one)], two)


@_edit
def put_a_link_out_of_the_site_in_the_place_of_a_file(site: Portfolio, one: int, two: int) -> None:
    _toggle(site.linked, _pick([*LATE, 'people/linked.md'], one))


@_edit
def show_a_file_that_may_be_refused(site: Portfolio, one: int, two: int) -> None:
    page = site.pages.get('notes') or _page(site, one)
    _toggle(page.blocks, _pick([block for block in BLOCKS if '/late/' in block], two))


@_edit
def set_the_parser_in_front_matter(site: Portfolio, one: int, two: int) -> None:
    page = _page(site, one)
    settings = ['', 'enable_extensions: [substitution]', 'html_meta: {author: A}', 'x: [y']
    page.myst = _pick([item for item in settings if item != page.myst], two)


@_edit
def write_a_page_in_another_encoding(site: Portfolio, one: int, two: int) -> None:
    page = _page(site, one)
    page.is_latin = not page.is_latin


@_edit
def change_a_setting(site: Portfolio, one: int, two: int) -> None:
    name = _pick(list(SETTINGS), one)
    _put(site.settings, name, SETTINGS[name], two)


@_edit
def touch_nothing(site: Portfolio, one: int, two: int) -> None:
    """Build again all the same."""


class Link(str):
    """A file that is a symbolic link to another of that name, which lies outside the site."""

    __slots__ = ()


def write(site: Site, changed: dict[str, str | bytes | None]) -> None:
    """Write files, and make links; nothing is written through a link."""
    outside = site.srcdir.parent / 'outside'
    for name, text in changed.items():
        place = site.srcdir / name
        if place.is_symlink():
            place.unlink()
            if text is None:
                continue
        if isinstance(text, Link):
            (outside / name).parent.mkdir(parents=True, exist_ok=True)
            (outside / name).write_text('# Outside\n', encoding='utf-8')
            place.unlink(missing_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(outside / name)
        else:
            site.write({name: text})


def changes(before: Files, after: Files) -> dict[str, str | bytes | None]:
    """Return what has to be written to turn some files into others."""
    written = {name: text for name, text in after.items() if before.get(name) != text}
    return {**dict.fromkeys(before.keys() - after.keys()), **written}


class Maker:
    """Makes one application after the other, each as the first one of a process."""

    def __init__(self) -> None:
        self._last: SphinxTestApp | None = None

    def __call__(self, **options: Any) -> SphinxTestApp:
        """Return a new application; the one before must no longer be used."""
        self.clean_up()
        self._last = SphinxTestApp(status=StringIO(), warning=StringIO(), **options)
        return self._last

    def clean_up(self) -> None:
        """Take back what the last application has told docutils and Sphinx."""
        if self._last:
            self._last.cleanup()  # Sphinx complains of nodes that are known already
        _file_checksum_inner.cache_clear()  # it is by path, and themes write other files there
        self._last = None


@dataclass(frozen=True)
class Built:
    """What a build has left and told."""

    files: dict[str, bytes] = field(repr=False)
    warnings: list[str]


def published(outdir: Path) -> dict[str, bytes]:
    """Return every file that a builder has written for readers, to the byte."""
    return {
        path.relative_to(outdir).as_posix(): path.read_bytes()
        for path in sorted(outdir.rglob('*'))
        if path.is_file() and path.name not in STAMPS and '.doctrees' not in path.parts
    }


def built(site: Site) -> Built:
    """Return what the last build of a site has left and told."""
    told = [_told(site, item) for item in site.warnings]
    return Built(published(site.outdir), told)


def looked_at_anew(site: Site) -> Iterable[str]:
    """Yield the pages that show something else than the build has taken them to show."""
    app = site.app
    record, navigation = RecordFile(app).record, Navigation()
    navigation.begin(app)
    anew = ShownFingerprints(folio_domain(app.env), navigation)
    shown = anew.pages() | anew.lists() | anew.publications()
    for name, fingerprint in (record.pages | record.lists).items():
        if fingerprint and shown.get(name) != fingerprint:  # one is left out to be written again
            yield f'shows something else than it was taken to: {name}'


def differences(left: dict[str, bytes], clean: dict[str, bytes]) -> str:
    """Return what of a site is not as a clean build makes it, to be read by people."""
    return '\n'.join(_file_differences(left, clean))


def _told(site: Site, item: Warned) -> str:
    return f'{item.file}:{item.line}: {item.message}'.replace(str(site.srcdir), '')


def _file_differences(left: dict[str, bytes], clean: dict[str, bytes]) -> Iterable[str]:
    yield from (f'stale: {name}' for name in sorted(left.keys() - clean.keys()))
    yield from (f'missing: {name}' for name in sorted(clean.keys() - left.keys()))
    for name in sorted(left.keys() & clean.keys()):
        if left[name] != clean[name]:
            yield f'differs: {name}'
            yield from _first_lines(_lines(name, left[name]), _lines(name, clean[name]))


def _lines(name: str, content: bytes) -> list[str]:
    """Return what a file holds, one thing a line."""
    text = content.decode('utf-8', 'replace')
    if name != 'searchindex.js':
        return text.splitlines()
    index = json.loads(text[text.index('(') + 1 : text.rindex(')')])
    return [
        f'{part}: {item}'
        for part, found in index.items()
        for item in (found.items() if isinstance(found, dict) else [found])
    ]


def _first_lines(left: list[str], clean: list[str]) -> Iterable[str]:
    """Yield the first lines that differ, each with `-` (is) or `+` (should be)."""
    for line in list(difflib.unified_diff(left, clean, n=0, lineterm=''))[2:10]:
        if not line.startswith('@@'):
            yield f'    {line[:300]}'


class EditedSite:
    """A portfolio on disk that is edited and built, time after time.

    :param folder: holds the site, and the clean copy that it is compared with.
    :param stands_by: whether applications are ready before the edits, as those of the preview.
    """

    def __init__(
        self,
        maker: Maker,
        folder: Path,
        portfolio: Portfolio,
        *,
        parallel: int = 0,
        stands_by: bool = False,
    ) -> None:
        self._options = {'parallel': parallel}
        self._stands_by = stands_by
        #: How many builds an application has made that was ready before.
        self.waited = 0
        self._maker = maker
        self._folder = folder
        self._portfolio = portfolio
        self._site = Site(maker, folder / 'site', self._options)
        self._written: Files = {}
        self._clean = Built({}, [])

    def build_first(self) -> None:
        """Write all sources and build them, in an empty folder."""
        shutil.rmtree(self._site.srcdir, ignore_errors=True)
        self._written = self._portfolio.files()
        write(self._site, {**self._written})
        self._clean = built(self._site.build())
        self._make_ready()

    def _make_ready(self) -> None:
        if self._stands_by:
            self._site.stand_by()

    def _build(self, changed: dict[str, str | bytes | None]) -> Site:
        """Build, with an application that was ready before if none but pages have changed."""
        are_pages = all(
            name.endswith('.md') and text is not None and name in self._written
            for name, text in changed.items()
        )
        if not (self._stands_by and are_pages):
            return self._site.build()
        self._site.app.build()
        self.waited += 1
        return self._site

    def edit(self, name: str, one: int, two: int) -> bool:
        """Make an edit; return whether a file has changed, which is written later."""
        before = self._portfolio.files()
        EDITS[name](self._portfolio, one, two)
        return self._portfolio.files() != before

    def compare(self) -> str:
        """Build what was edited; return what a clean build makes otherwise, and what it tells.

        A build after it must find nothing to do.
        """
        now = self._portfolio.files()
        changed = changes(self._written, now)
        write(self._site, changed)
        left, found = built(self._build(changed)), [*looked_at_anew(self._site)]
        told_before = set(self._clean.warnings)
        if changed:
            self._written = now
            self._clean = self._build_clean()
        found += _file_differences(left.files, self._clean.files)
        found += _untold(left.warnings, self._clean.warnings, told_before)
        # only now: to build again might mend what was wrong
        found += self._written_for_nothing()
        self._make_ready()
        return '\n'.join([*found, *_listing(changed)] if found else [])

    def _build_clean(self) -> Built:
        """Build the sources in another folder, from nothing."""
        copy = self._folder / 'clean'
        shutil.rmtree(copy, ignore_errors=True)
        passed_over = shutil.ignore_patterns('_build')
        shutil.copytree(self._site.srcdir, copy, symlinks=True, ignore=passed_over)
        return built(Site(self._maker, copy, self._options).build())

    def _written_for_nothing(self) -> Iterable[str]:
        before = self._site.written()
        left = built(self._site.build())
        after = self._site.written()
        again = {name for name, at in after.items() if before.get(name) != at} - MADE
        if self._site.app.env.reread_always:
            # a table of contents names a missing page, for which Sphinx looks in each build;
            # with the table, it writes the pages that lead to it
            again = set()
        yield from (f'written although nothing has changed: {name}' for name in sorted(again))
        for line in _file_differences(left.files, self._clean.files):
            yield f'after another build, {line}'


def _untold(told: list[str], clean: list[str], told_before: set[str]) -> Iterable[str]:
    """Yield warnings that should not have been told, or should have been.

    Folio tells what is wrong in each build. Sphinx and MyST tell it when they read or
    write the page, and need not tell it again of a page that has not changed.
    """
    ours = [[item for item in items if '[folio.' in item] for items in (told, clean)]
    if ours[0] != ours[1] and set(ours[0]) == set(ours[1]):
        yield f'told in another order, or another number of times: {ours[0]}, not {ours[1]}'
    yield from (f'told wrongly: {item}' for item in sorted(set(told) - set(clean)))
    missed = {
        item for item in set(clean) - set(told) if '[folio.' in item or item not in told_before
    }
    yield from (f'not told: {item}' for item in sorted(missed))


def _listing(changed: dict[str, str | bytes | None]) -> Iterable[str]:
    """Yield what was edited last, as files."""
    for name, text in changed.items():
        yield f'edited: {name}{" (removed)" if text is None else ""}'
        if isinstance(text, str):
            yield from (f'    {line}' for line in text.splitlines())
