"""The guide tells the truth: its examples build, its tables are whole, its messages real."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from dataclasses import fields
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from markdown_it import MarkdownIt
from pybtex.database import Entry, parse_string
from sphinxcontrib.bibtex.domain import BibtexDomain

from sphinx_folio.__main__ import main
from sphinx_folio.bib import TYPES, canonical_type, type_name
from sphinx_folio.bib.blocks import SourceEntry
from sphinx_folio.bib.entries import REQUIRED_FIELDS
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.config import SETTINGS
from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import (
    CV_SECTIONS,
    ENTRY_KINDS,
    ENTRY_STATUSES,
    GROUPINGS,
    GROUPS,
    MEMBERSHIPS,
    PAGE_KINDS,
    RECORD_TYPES,
    SERVICES,
    SORTS,
    STYLES,
    Affiliation,
    Period,
    Subtype,
)
from sphinx_folio.model.records import Member
from sphinx_folio.nodes import period_nodes
from sphinx_folio.pdf.advice import TEX_COMMANDS
from sphinx_folio.reading import years
from sphinx_folio.reading.front_matter import known_keys, read_front_matter
from sphinx_folio.render import kind_title
from sphinx_folio.shared import WARNING_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import MakeSite, Site

    from sphinx_folio.model import Kind, PageKind

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / 'guide'
EXAMPLES = GUIDE / 'examples'
SNIPPETS = sorted(EXAMPLES.glob('*.md'))
PAPERS = sorted(EXAMPLES.glob('*.bib'))
#: Whole pages, at the place that they have in a site.
PAGES = {
    path.relative_to(EXAMPLES / 'pages').as_posix(): path.read_text(encoding='utf-8')
    for path in sorted(EXAMPLES.glob('pages/**/*.md'))
}
TOCTREE = '```{toctree}\n:glob:\n\n*\n*/*\n```\n'
LISTINGS: dict[str, Kind] = {'people': 'person', 'projects': 'project', 'topics': 'topic'}


pytestmark = pytest.mark.filterwarnings('ignore:.*MystReferenceResolver')  # MyST's to mend

# -- reading the guide ---------------------------------------------------------------------


class Fence(NamedTuple):
    """A fenced block of a page, and the heading that it stands under."""

    heading: str
    #: Name of the directive in its first line, or empty.
    directive: str
    #: Argument of the directive, or the language of a plain block.
    argument: str
    options: dict[str, str]
    text: str


def read_page(name: str) -> str:
    return (GUIDE / name).read_text(encoding='utf-8')


def fences(name: str) -> Iterator[Fence]:
    heading = ''
    tokens = MarkdownIt('commonmark').parse(read_page(name))
    for number, token in enumerate(tokens):
        if token.type == 'heading_open':
            heading = tokens[number + 1].content
        elif token.type == 'fence':
            match = re.fullmatch(r'(?:\{([\w-]+)\})?\s*(.*)', token.info)
            assert match
            options, text = _split_options(token.content) if match[1] else ({}, token.content)
            yield Fence(heading, match[1] or '', match[2], options, text)


def _split_options(content: str) -> tuple[dict[str, str], str]:
    lines = content.split('\n')
    options = {}
    while match := re.fullmatch(r':([\w-]+): *(.*)', lines[0]):
        options[match[1]] = match[2]
        del lines[0]
    return options, '\n'.join(lines[1:] if options and not lines[0] else lines)


class Row(NamedTuple):
    """A row of a table: what its first cell names, and the other cells as they are typed."""

    name: str
    cells: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code in the last cell that is nothing but code: the example of the row."""
        codes = [match[2] for cell in self.cells if (match := _CODE.fullmatch(cell))]
        return codes[-1]


_CODE = re.compile(r'(`+) ?(.*?) ?\1')


def tables() -> dict[str, list[Row]]:
    """Return the rows of the reference by heading, the heads of the tables left out."""
    found: dict[str, list[Row]] = defaultdict(list)
    heading = ''
    for line in read_page('reference.md').splitlines():
        if line.startswith('#'):
            heading = line.lstrip('# ').replace('`', '')
        elif line.startswith('|') and not line.startswith('| ---'):
            name, *cells = (cell.strip() for cell in line.strip('|').split(' | '))
            match = _CODE.fullmatch(name)
            if match:
                found[heading].append(Row(match[2], tuple(cells)))
            elif heading == 'Dates' and name != 'Form':
                found[heading].append(Row(name, tuple(cells)))
    return found


TABLES = tables()


def documented(heading: str) -> set[str]:
    names = [row.name for row in TABLES[heading]]
    assert len(names) == len(set(names))
    return set(names)


def rows_of(heading: str) -> dict[str, Row]:
    return {row.name: row for row in TABLES[heading]}


# -- the examples --------------------------------------------------------------------------


def facts_of_the_site() -> dict[str, str]:
    """Return the pages of the real site, cut off below their titles but for people and news.

    Those hold the dated entries that the guide lists.
    """
    whole = {f'people/{path.name}': path for path in (ROOT / 'people').glob('*-*.md')}
    whole['news.md'] = ROOT / 'news.md'
    texts = {name: path.read_text(encoding='utf-8') for name, path in whole.items()}
    return texts | {
        path.relative_to(ROOT).as_posix(): head[0]
        for folder in ('projects', 'topics')
        for path in sorted((ROOT / folder).glob('*.md'))
        if path.stem != 'index'
        and (
            head := re.match(
                r'.*?^# .*?\n', path.read_text(encoding='utf-8'), re.DOTALL | re.MULTILINE
            )
        )
    }


def messages_of(site: Site) -> list[str]:
    return [f'{file}:{line}: WARNING: {message}' for file, line, message in site.warnings]


@pytest.fixture(scope='module')
def examples(make_shared_site: MakeSite) -> Site:
    """Return the facts of the real site with a page for each example."""
    return make_shared_site(
        {
            **facts_of_the_site(),
            'references.bib': (ROOT / 'references.bib').read_text(encoding='utf-8'),
            'publications.md': '# Publications\n\n```{publications}\n```\n',
            **{
                f'example-{path.name}': f'# Example\n\n{path.read_text(encoding="utf-8")}'
                for path in SNIPPETS
            },
        }
    )


@pytest.mark.parametrize('path', SNIPPETS, ids=lambda path: path.stem)
def test_an_example_builds_on_the_site(examples: Site, path: Path) -> None:
    told = [message for message in messages_of(examples) if path.name in message]
    assert told == []
    assert examples.main(f'example-{path.stem}').select('.folio-empty') == []


def test_the_site_of_the_examples_builds_without_a_warning(examples: Site) -> None:
    assert messages_of(examples) == []


@pytest.fixture(scope='module')
def example_site(make_shared_site: MakeSite) -> Site:
    """Return a site of nothing but the whole pages and the papers of the guide."""
    papers = '\n'.join(path.read_text(encoding='utf-8') for path in PAPERS)
    listed = {'publications.md': '# Publications\n\n```{publications}\n```\n'}
    files = {**PAGES, **listed, 'references.bib': papers}
    return make_shared_site(files, buildername='dummy')


def test_the_whole_pages_and_papers_build(example_site: Site) -> None:
    assert messages_of(example_site) == []
    domain = domain_of(example_site)
    assert domain.graph.authors['doe2025log'] == ('jane-doe', 'joan-roe')
    assert domain.graph.authors['roe2026index'] == ('joan-roe', 'jane-doe', '')
    kinds = {type(facts.record) for facts in domain.pages.values() if facts.record}
    assert kinds == set(RECORD_TYPES.values())


def domain_of(site: Site) -> FolioDomain:
    domain = site.app.env.domains['folio']
    assert isinstance(domain, FolioDomain)
    return domain


def test_every_example_is_shown_and_live_on_one_page() -> None:
    shown: dict[str, list[str]] = defaultdict(list)
    live: dict[str, list[str]] = defaultdict(list)
    for page in GUIDE.glob('*.md'):
        for fence in fences(page.name):
            if fence.directive == 'literalinclude' and fence.argument.startswith('examples/'):
                shown[fence.argument].append(page.name)
            elif fence.directive == 'include':
                live[fence.argument].append(page.name)
    assert set(shown) == {
        path.relative_to(GUIDE).as_posix() for path in EXAMPLES.glob('**/*') if path.is_file()
    }
    assert live == {
        path.relative_to(GUIDE).as_posix(): shown[f'examples/{path.name}'] for path in SNIPPETS
    }


# -- what stands in the reference ----------------------------------------------------------


@pytest.mark.parametrize('kind', PAGE_KINDS)
def test_every_key_of_the_front_matter(kind: PageKind) -> None:
    assert documented(f'Keys of {kind}') == set(known_keys(kind))


@pytest.mark.parametrize('kind', PAGE_KINDS)
def test_examples_of_keys_are_right(kind: PageKind) -> None:
    for row in TABLES[f'Keys of {kind}']:
        assert row.code.startswith(f'{row.name}: ')
        assert problems_of(kind, [row.code]) == ()


@pytest.mark.parametrize(
    ('heading', 'record', 'page'),
    [
        ('Keys of an affiliation', Affiliation, ('person', 'affiliation')),
        ('Keys of a member', Member, ('project', 'people')),
        ('Keys of a member', Member, ('entry', 'people')),
    ],
)
def test_every_key_of_an_item(heading: str, record: Any, page: tuple[PageKind, str]) -> None:
    assert documented(heading) == {field.name for field in fields(record)}
    kind, key = page
    lines = [row.code for row in TABLES[heading]]
    item = ['  - ' + lines[0], *('    ' + line for line in lines[1:])]
    assert problems_of(kind, [f'{key}:', *item]) == ()


def test_every_known_link() -> None:
    assert documented('Keys of links') == set(SERVICES)
    for row in TABLES['Keys of links']:
        assert row.cells[0] == SERVICES[row.name].title
        called = SERVICES[row.name].called
        takes_handles = SERVICES[row.name].template or row.name == 'mastodon'
        takes = f'{called} or URL' if takes_handles else 'URL'
        assert row.cells[1] == ('ORCID iD' if row.name == 'orcid' else takes)
        assert row.code.startswith(f'{row.name}: ')
        assert problems_of('person', ['links:', f'  {row.code}']) == ()


def problems_of(kind: PageKind, lines: list[str]) -> tuple[Any, ...]:
    body = '\n'.join(f'  {line}' for line in lines)
    source = f'---\n{kind}:\n{body}\n---\n'
    docname = 'talks/index' if kind == 'entry' else 'index'
    page = read_front_matter(
        source, docname=docname, page_id='', expected=kind, title_of=lambda _source: 'Page'
    )
    assert page.record is not None
    return page.problems


def test_every_directive_and_option(make_site: MakeSite) -> None:
    directives: dict[str, Any] = make_site({}).app.registry.domain_directives['folio']
    titles = re.findall(r'^### `(.*)`$', section('reference.md', 'Directives'), re.MULTILINE)
    assert sorted(titles) == sorted(directives)
    for name, directive in directives.items():
        assert documented(name) == set(directive.option_spec)
        for row in TABLES[name]:
            match = re.fullmatch(rf':{row.name}:(?: (.+))?', row.code)
            assert match
            directive.option_spec[row.name](match[1])


def section(page: str, title: str) -> str:
    """Return the text below a heading of the second level."""
    parts = re.split(r'^## (.*)\n', read_page(page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def choices(row: Row) -> set[str]:
    return set(re.findall(r'`([^`]+)`', row.cells[-1]))


def test_every_choice_of_an_option_and_a_key() -> None:
    lists: dict[str, Kind] = {**LISTINGS, 'publications': 'publication', 'entries': 'entry'}
    for name, kind in lists.items():
        rows = rows_of(name)
        assert choices(rows['sort']) == set(SORTS[kind])
        assert re.findall(r'`([^`]+)`', rows['sort'].cells[-1])[0] == SORTS[kind][0]
        assert choices(rows['style']) == set(STYLES[kind])
        assert re.findall(r'`([^`]+)`', rows['style'].cells[-1])[0] == STYLES[kind][0]
    assert choices(rows_of('publications')['group']) == set(GROUPINGS['publication'])
    assert choices(rows_of('people')['group-by']) == set(GROUPINGS['person'])
    assert choices(rows_of('people')['status']) == set(MEMBERSHIPS)
    assert choices(rows_of('entries')['group']) == set(GROUPINGS['entry'])
    for rows in (rows_of('entries'), rows_of('entry'), rows_of('Keys of entry')):
        assert choices(rows['status']) >= set(ENTRY_STATUSES)
    assert choices(rows_of('Keys of person')['group']) == set(GROUPS) | {'folio_groups'}
    assert choices(rows_of('Keys of project')['status']) == {'active', 'finished'}


def test_every_kind_of_dated_entries() -> None:
    rows = TABLES['Kinds of dated entries']
    assert [row.name for row in rows] == list(ENTRY_KINDS)
    for name, (shown, in_cv) in rows:
        assert shown == kind_title(name)
        assert in_cv == ('yes' if name in CV_SECTIONS else 'no')
    kinds = section('news-and-talks.md', 'Kinds')
    explained = re.findall(r'(?m)^\| (`.*?) \|', kinds)
    assert re.findall('`(.*?)`', ' '.join(explained)) == list(ENTRY_KINDS)


def test_every_role() -> None:
    ours = set(FolioDomain.roles)
    cite = {f'cite:{name}' for name in BibtexDomain.roles}
    assert ours <= documented('Roles') <= ours | cite
    for row in TABLES['Roles']:
        assert row.code.startswith(f'{{{row.name}}}`')


class Asked(dict[str, str]):
    """Fields of an entry that remember which of them were asked for."""

    def __init__(self, values: dict[str, str], asked: set[str]) -> None:
        super().__init__(values)
        self.asked = asked

    def get(self, key: str, default: Any = None) -> Any:
        """Return a field, and remember that it was asked for."""
        self.asked.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)


@pytest.mark.usefixtures('example_site')  # the names of types are in a language
def test_every_field_of_an_entry() -> None:
    read: set[str] = set()
    filled_in: set[str] = set()
    for kind in (*TYPES, *REQUIRED_FIELDS):
        for values in ({}, {'eprint': '2601.00001'}):
            read_publication(entry_that_remembers(kind, values, read), ROOT)
            complete({'key': entry_that_remembers(kind, values, filled_in)})
    assert read <= documented('Entries of a .bib file') <= read | filled_in


def entry_that_remembers(kind: str, values: dict[str, str], asked: set[str]) -> SourceEntry:
    entry = Entry(kind)
    entry.key = 'key'
    entry.fields = Asked(values, asked)
    entry.persons = Asked({}, asked)
    return SourceEntry(entry, 'references.bib', 1)


@pytest.mark.usefixtures('example_site')
def test_examples_of_fields_are_right() -> None:
    needed = {'title': 'title = {T}', 'author': 'author = {Doe, Jane and Roe, Joan}'}
    for row in TABLES['Entries of a .bib file']:
        assert row.code.startswith(f'{row.name} = ')
        written = ', '.join((needed | {row.name: row.code}).values())
        entry = parse_string(f'@misc{{key, {written} }}', 'bibtex').entries['key']
        assert row.name in {*entry.fields, *entry.persons}
        assert read_publication(SourceEntry(entry, 'references.bib', 1), ROOT)[1] == []


def test_every_type_of_entry() -> None:
    shown = {
        row.name: tuple(
            '|'.join(re.findall(r'`([^`]+)`', part)) for part in row.cells[0].split(', ')
        )
        for row in TABLES['What an entry must have']
    }
    assert shown == REQUIRED_FIELDS


@pytest.mark.usefixtures('example_site')
def test_every_type_of_publication() -> None:
    assert [row.name for row in TABLES['Types of publications']] == list(TYPES)
    for name, (shown, entries) in TABLES['Types of publications']:
        assert shown == type_name(name)
        for entry_type in re.findall(r'`@(.*?)`', entries):
            assert canonical_type(entry_type) == name


def test_every_setting() -> None:
    defaults = {row.name: row.cells[1].strip('`') for row in TABLES['Settings']}
    assert defaults == {f'folio_{setting.name}': repr(setting.default) for setting in SETTINGS}


def test_every_property_of_the_looks_and_every_theme() -> None:
    text = (GUIDE / 'theming.md').read_text(encoding='utf-8')
    style = (ROOT / 'src/sphinx_folio/static/folio.css').read_text(encoding='utf-8')
    body = re.search(r'^body \{(.*?)^\}', style, re.MULTILINE | re.DOTALL)
    assert body
    defaults = dict(re.findall(r'(--folio-[\w-]+): (.*);', body[1]))
    rows = dict(re.findall(r'^\| `(--folio-[\w-]+)` \| .* \| (.*) \|$', text, re.MULTILINE))
    assert rows.keys() == defaults.keys()
    assert {name for name, value in rows.items() if value.startswith('`')} == {
        name for name, value in defaults.items() if f'`{value}`' in rows[name]
    }
    themes = re.search(
        r'^THEMES = \((.*?)\)', (ROOT / 'noxfile.py').read_text('utf-8'), re.MULTILINE | re.DOTALL
    )
    assert themes
    visited = {'furo', 'alabaster', *re.findall(r"'(\w+)'", themes[1])}
    assert set(re.findall(r'^\| `(\w+)` \| [\d.]+ \|', text, re.MULTILINE)) == visited


def test_every_form_of_dates() -> None:
    for _form, (example, meaning) in TABLES['Dates']:
        text = example.strip('`')
        if text.startswith(':year:'):
            years(text.removeprefix(':year: '))
        else:
            shown = period_nodes(Period.parse(text), 'en')
            assert meaning == ''.join(node.astext() for node in shown)


# -- the messages --------------------------------------------------------------------------


class Case(NamedTuple):
    """Files with mistakes in them, and the messages that the guide promises."""

    heading: str
    files: dict[str, str]
    #: The lines that the guide marks, as "file:line".
    marked: set[str]
    messages: list[str]


def cases() -> Iterator[Case]:
    files: dict[str, str] = {}
    marked: set[str] = set()
    for fence in fences('messages.md'):
        name = fence.options.get('caption')
        if name:
            files[name] = fence.text
            lines = fence.options.get('emphasize-lines', '')
            marked |= {f'{name}:{line}' for line in re.findall(r'\d+', lines)}
        elif fence.argument == 'text':
            yield Case(fence.heading, files, marked, fence.text.splitlines())
            files, marked = {}, set()


CASES = [case for case in cases() if case.files]


@pytest.mark.parametrize(
    'case', CASES, ids=lambda case: re.sub(r'\W+', '-', case.heading).strip('-')
)
def test_a_message_is_printed_as_shown(make_site: MakeSite, case: Case) -> None:
    # where a case brings its own papers, those of the example pages stand in another file
    papers = 'more.bib' if 'references.bib' in case.files else 'references.bib'
    base = {
        'index.md': '# Our group\n',
        'list.md': f'# List\n\n```{{publications}}\n```\n\n{TOCTREE}',
        papers: (EXAMPLES / 'paper.bib').read_text(encoding='utf-8'),
    }
    settings = {'root_doc': 'list', 'bibtex_bibfiles': sorted({papers, 'references.bib'})}
    files = {**PAGES, **base, **case.files}
    site = make_site(files, buildername='dummy', confoverrides=settings)
    assert messages_of(site) == case.messages
    places = {f'{file}:{line}' for file, line, _message in site.warnings if file in case.files}
    assert case.marked == places
    for message in case.messages:
        if better := mended({**base, **case.files}, message):
            site.build_again(better)
            assert message not in messages_of(site)
            assert len(site.warnings) == len(case.messages) - 1, (better, site.warnings)
            site.write(files)


def mended(files: dict[str, str], message: str) -> dict[str, str | bytes | None]:
    """Return the file in which a message is followed; nothing, if it proposes no value."""
    match = re.match(r'(.*?):(\d+): WARNING: (.*) \[', message)
    assert match
    name, line, text = match.groups()
    lines = files.get(name, '').split('\n')
    at = int(line) - 1
    if better := re.search(r'did you mean "([^"]+)"\??', text):
        values = [*re.findall('"([^"]+)"', text[: better.start()]), *re.findall(r': (\S+):', text)]
        if there := [value for value in values if value in lines[at]]:
            old = max(there, key=lambda value: SequenceMatcher(None, value, better[1]).ratio())
            lines[at] = lines[at].replace(old, better[1])
    elif better := re.search(r'; write (\S+): (".*")$', text):
        lines[at] = re.sub(r'\S.*', lambda _found: f'{better[1]}: {better[2]}', lines[at])
    elif better := re.search(r'; write (\[.*\])$', text):
        lines[at] = re.sub(r': .*', lambda _found: f': {better[1]}', lines[at])
    elif better := re.search(r'; write ([\w+-]+ = \{.*\})$', text):
        lines.insert(at + 1, f'  {better[1]},')
    changed = '\n'.join(lines)
    return {name: changed} if changed != files.get(name, '') else {}


def test_messages_shown_by_the_way_are_real() -> None:
    real = {message for case in CASES for message in case.messages}
    by_the_way = [message for case in cases() if not case.files for message in case.messages]
    assert by_the_way
    assert set(by_the_way) <= real


def test_every_type_of_warning() -> None:
    shown = [
        heading.strip('`')
        for heading in dict.fromkeys(case.heading for case in CASES)
        if heading.startswith('`')
    ]
    assert sorted(shown) == sorted(f'{WARNING_TYPE}.{subtype.value}' for subtype in Subtype)
    for case in CASES:
        if case.heading.startswith('`'):
            assert any(
                message.endswith(f'[{case.heading.strip("`")}]') for message in case.messages
            )


# -- another site --------------------------------------------------------------------------


def test_the_first_site_builds(make_site: MakeSite) -> None:
    files = captioned('use-elsewhere.md', 'By hand') | {'references.bib': ''}
    site = make_site(files, buildername='dummy')
    commands = next(
        fence.text
        for fence in fences('use-elsewhere.md')
        if fence.heading == 'By hand' and fence.argument == 'sh'
    )
    for command in re.findall(r'^sphinx-folio (new .*)', commands, re.MULTILINE):
        assert main([*shlex.split(command), '--root', str(site.srcdir)]) == 0
    site.build()
    assert messages_of(site) == []
    assert {'people/jane-doe', 'projects/quicklog'} <= site.app.env.found_docs


def test_the_site_that_init_writes_is_as_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = next(fence.text for fence in fences('use-elsewhere.md') if fence.heading == 'Begin')
    for command in re.findall(r'^sphinx-folio (.*)|^cd (.*)', commands, re.MULTILINE):
        if command[1]:
            monkeypatch.chdir(command[1])
        else:
            assert main(shlex.split(command[0])) == 0
    assert (tmp_path / 'lab/people/joan-roe.md').is_file()
    table = read_page('use-elsewhere.md').partition('### What is written')[2].partition('###')[0]
    rows = re.findall(r'(?m)^\| (`.*?) \|', table)
    named = {name.strip('/') for row in rows for name in re.findall('`(.*?)`', row)}
    there = {path.name for path in (tmp_path / 'lab').iterdir()}
    assert there | {'.readthedocs.yaml', 'CNAME'} == named


def test_the_ways_online_that_the_guide_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = re.findall(r'(?m)^sphinx-folio (init .*)', read_page('put-it-online.md'))
    assert len(commands) == 4
    for number, command in enumerate(commands):
        (tmp_path / str(number)).mkdir()
        monkeypatch.chdir(tmp_path / str(number))
        assert main(shlex.split(command)) == 0
        assert Path('lab/conf.py').is_file()


def test_other_folders(make_site: MakeSite) -> None:
    people = {name.replace('people/', 'members/'): text for name, text in PAGES.items()}
    own = {
        'areas/storage-systems.md': people.pop('topics/storage-systems.md'),
        'areas/file-systems.md': people.pop('topics/file-systems.md'),
        'systems/quicklog.md': people.pop('projects/quicklog.md'),
        'papers.md': '# Papers\n\n```{publications}\n```\n',
        'references.bib': (EXAMPLES / 'paper.bib').read_text(encoding='utf-8'),
    }
    site = make_site(people | own | captioned('use-elsewhere.md', 'Settings'), buildername='dummy')
    assert messages_of(site) == []
    places = {name: docname for name, _, _, docname, _, _ in domain_of(site).get_objects()}
    assert places['doe2025log'] == 'papers'


def test_links_from_a_site_without_folio(make_site: MakeSite, tmp_path: Path) -> None:
    papers = {
        'publications.md': '# Publications\n\n```{publications}\n```\n',
        'references.bib': (EXAMPLES / 'paper.bib').read_text(encoding='utf-8'),
    }
    make_site(PAGES | papers, buildername='html').app.cleanup()
    links = [fence for fence in fences('other-sites.md') if 'inv:group' in fence.text]
    conf = 'extensions = ["myst_parser", "sphinx.ext.intersphinx"]\n'
    inventory = str(tmp_path / 'site/_build/html/objects.inv')
    site = make_site(
        {'conf.py': conf, 'index.md': f'# Other\n\n{links[0].text}'},
        confoverrides={'intersphinx_mapping': {'group': ('https://group.example.org/', inventory)}},
        folder='other',
    )
    assert messages_of(site) == []
    assert site.links('index') == {
        'https://group.example.org/people/jane-doe.html',
        'https://group.example.org/publications.html#doe2025log',
    }


def captioned(page: str, heading: str) -> dict[str, str]:
    """Return the files that stand under a heading, by their captions."""
    return {
        fence.options['caption']: fence.text
        for fence in fences(page)
        if fence.heading == heading and 'caption' in fence.options
    }


# -- the pages -----------------------------------------------------------------------------


def test_every_page_is_reachable() -> None:
    toctree = [fence for fence in fences('index.md') if fence.directive == 'toctree']
    reached = {line for fence in toctree for line in fence.text.split()}
    folders = {f'{path.parent.name}/index' for path in GUIDE.glob('*/index.md')}
    assert reached == {path.stem for path in GUIDE.glob('*.md')} - {'index'} | folders


def test_the_guide_installs_what_the_command_asks_for() -> None:
    page = read_page('pdf.md')
    for system in ('Debian/Ubuntu', 'Fedora', 'macOS'):
        assert f'`{TEX_COMMANDS[system]}`' in page
