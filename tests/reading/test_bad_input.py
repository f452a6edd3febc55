"""Everything that a user may get wrong ends in one line: file, line, what, and what instead."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import PurePosixPath
from textwrap import indent
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from support import PNG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from support import MakeSite, Site

    Tell = Callable[['Table'], 'Told']

JANE = 'people/jane-doe.md'
LOG = 'projects/quicklog.md'
STORAGE = 'topics/storage.md'
BIB = 'references.bib'
NOTES = 'notes.md'


def page(kind: str, keys: str, body: str = '', title: str = 'Title') -> str:
    """Return a page whose front matter begins on line 3 and whose body has a title."""
    return f'---\n{kind}:\n{indent(keys, "  ")}\n---\n\n# {title}\n\n{body}\n'


def person(keys: str, body: str = '') -> str:
    """Return Jane's page."""
    return page('person', keys, body, 'Jane Doe')


def project(keys: str, body: str = '') -> str:
    """Return the page of a project."""
    return page('project', keys, body, 'QuickLog')


def topic(keys: str, body: str = '') -> str:
    """Return the page of a topic."""
    return page('topic', keys, body, 'Storage')


#: The line of a field that is added to a whole entry.
ADDED = 14


def entry(fields: str, kind: str = 'article', key: str = 'roe2023') -> str:
    """Return a whole article, then an entry with the given fields that begins on line 9."""
    return f'{GOOD_BIB}\n@{kind}{{{key},\n{indent(fields, "  ")}\n}}\n'


GOOD_BIB = """\
@article{doe2024,
  author = {Doe, Jane},
  title = {Fast logs},
  journal = {Journal of Logs},
  year = {2024},
  projects = {quicklog},
}
"""
BASE: dict[str, str | bytes] = {
    JANE: person('name: Jane Doe\ntopics: [storage]'),
    LOG: project('people: [jane-doe]'),
    STORAGE: topic('summary: Where data stay.'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    BIB: GOOD_BIB,
}
#: What stands beside the mistakes, and is right.
BESIDE: dict[str, str | bytes] = {
    'people/index.md': '# People\n',
    'people/same-name.md': page('person', '', title='a'),
    'people/jane.png': PNG,
    'people/notes.png': 'no picture',
    'people/jane.txt': PNG,
    'people/broken.svg': 'no picture',
    '../outside.png': PNG,
}
#: Fields of an article that lacks nothing.
WHOLE = 'author = {Roe, Joan},\ntitle = {T},\njournal = {J},\nyear = {2023},'

#: Where the entry begins.
AT = '@article{roe2023'

#: A file, what is written in it, the line that is told (or what stands there), and the words.
Case = tuple[str, str, str | int, str]
Table = dict[str, Case]


def slug(name: str) -> str:
    """Return an id for the name of a case."""
    return '-'.join(re.findall('[a-z0-9]+', name.lower()))


def apart(name: str, case: Case) -> Case:
    """Return a case with a file of its own, and with names that are its own too.

    Otherwise a person, a citation key or a title would stand twice in the site.
    """
    file, text, at, says = case
    if file not in {*BASE, NOTES}:
        return case
    path, own = PurePosixPath(file), slug(name)
    if file == BIB:
        text, says = own_keys(text, own), own_keys(says, own)
        return f'{own}.bib', re.sub('title = [{"]', rf'\g<0>{own} ', text), at, says
    folder = 'notes' if file == NOTES else str(path.parent)
    if file == JANE:
        text = text.replace('Jane Doe', f'Jane Doe of {own.title()}')
    return f'{folder}/{own}.md', text, at, says


def own_keys(text: str, own: str) -> str:
    """Return *text* with citation keys that stand in no other file."""
    return re.sub(r'\b[dpr]oe20\d\d\b', rf'\g<0>-{own}', text, flags=re.IGNORECASE)


def good_pages(table: Table) -> dict[str, str | bytes]:
    """Return the pages of the good site, which refer to those of the cases."""
    people, projects, topics = (
        [PurePosixPath(good).stem, *(slug(name) for name, case in table.items() if case[0] == good)]
        for good in (JANE, LOG, STORAGE)
    )
    return {
        **BASE,
        JANE: person(f'name: Jane Doe\ntopics: {json.dumps(topics)}'),
        LOG: project(f'people: {json.dumps(people)}'),
        BIB: GOOD_BIB.replace('{quicklog}', f'{{{", ".join(projects)}}}'),
    }


class Told(NamedTuple):
    """A site with all mistakes of a table, each in a file of its own."""

    site: Site
    cases: Table


@pytest.fixture(scope='module')
def tell(make_shared_site: MakeSite) -> Tell:
    """Return a function that builds the site of a table when it is first asked for.

    If that build ends in an exception, a note names the cases that do so alone.
    """
    built: dict[int, Told | Exception] = {}

    def build(cases: Table, others: Mapping[str, str | bytes]) -> Site:
        files = {**others, **BESIDE, **{file: text for file, text, _at, _says in cases.values()}}
        settings = {'bibtex_bibfiles': [name for name in files if name.endswith('.bib')]}
        return make_shared_site(files, buildername='dummy', confoverrides=settings)

    def build_all(table: Table) -> Told | Exception:
        cases = {name: apart(name, case) for name, case in table.items()}
        files = {file for file, *_rest in cases.values()}
        assert len(files) == len(cases), 'each case must have a file of its own'
        try:
            return Told(build(cases, good_pages(table)), cases)
        except Exception as error:  # noqa: BLE001  (whatever it is, its case is to be named)
            for name, case in cases.items():
                try:
                    build({name: case}, BASE)
                except Exception:  # noqa: BLE001  (as above)
                    error.add_note(f'The case "{name}" alone ends so, too.')
            return error

    def site_of(table: Table) -> Told:
        if id(table) not in built:
            built[id(table)] = build_all(table)
        told = built[id(table)]
        if isinstance(told, Exception):
            raise told
        return told

    return site_of


def line_of(at: str | int, text: str | bytes) -> int:
    """Return the number of the only line that holds *at*."""
    if isinstance(at, int):
        return at
    written = text.decode('latin-1') if isinstance(text, bytes) else text
    found = [number for number, line in enumerate(written.split('\n'), start=1) if at in line]
    assert len(found) == 1, f'the test must name one line by {at!r}, not {found}'
    return found[0]


def build(make_site: MakeSite, files: Mapping[str, str | bytes]) -> Site:
    """Build the good site with some files changed; read every page, write none."""
    return make_site({**BASE, **files}, buildername='dummy')


def assert_told(site: Site, case: Case) -> None:
    """Assert that a file has exactly one warning, at its place and with its words."""
    file, text, at, says = case
    told = [item for item in site.warnings if item.file == file]
    assert len(told) == 1, (file, told, site.warnings)
    (found,) = told
    assert found.line == line_of(at, text), found
    assert re.search(says, found.message), found.message


def assert_ours(site: Site, case: Case) -> None:
    """Assert the same, and that Folio says so in one line."""
    assert_told(site, case)
    (message,) = (item.message for item in site.warnings if item.file == case[0])
    assert re.search(r' \[folio\.[a-z]+\]$', message), message
    assert '\n' not in message


def cases(table: Iterable[str]) -> pytest.MarkDecorator:
    """Parametrise a test by the names of the cases of a table."""
    return pytest.mark.parametrize('name', list(table))


# -- what does not exist -----------------------------------------------------------

UNKNOWN_IN_FRONT_MATTER: Table = {
    'topic of a person': (
        JANE,
        person('topics: [storage, storaje]'),
        'storaje]',
        r'unknown topic "storaje" in "topics"; did you mean "storage"\?',
    ),
    'topic on a line of its own': (
        JANE,
        person('topics:\n  - storage\n  - storaje'),
        5,
        'unknown topic "storaje"',
    ),
    'project of a person': (
        JANE,
        person('projects: [quicklogs]'),
        'quicklogs',
        r'unknown project "quicklogs" in "projects"; did you mean "quicklog"\?',
    ),
    'publication of a person': (
        JANE,
        person('publications: [doe2042]'),
        'doe2042',
        r'unknown citation key "doe2042" in "publications"; did you mean "doe2024"\?',
    ),
    'person of a project': (
        LOG,
        project('people: [jane-do]'),
        'jane-do]',
        r'unknown person "jane-do" in "people"; did you mean "jane-doe"\?',
    ),
    'person with a role': (
        LOG,
        project('people:\n  - id: jane-doe\n    role: lead\n  - {id: jan-doe, role: author}'),
        'jan-doe',
        r'unknown person "jan-doe"',
    ),
    'topic of a project': (LOG, project('topics: [storaje]'), 'storaje', 'unknown topic "storaje"'),
    'publication of a project': (
        LOG,
        project('publications:\n  - doe2024\n  - "doe2025"'),
        'doe2025',
        r'unknown citation key "doe2025".*did you mean "doe2024"\?',
    ),
    'person of a topic': (STORAGE, topic('people: [jane]'), 'jane]', 'unknown person "jane"'),
    'project of a topic': (STORAGE, topic('projects: [qlog]'), 'qlog', 'unknown project "qlog"'),
    'publication of a topic': (
        STORAGE,
        topic('publications: [roe]'),
        'roe]',
        'unknown citation key "roe".*doe2024',
    ),
    'broader topic': (STORAGE, topic('broader: store'), 'store', 'unknown topic "store"'),
}


@cases(UNKNOWN_IN_FRONT_MATTER)
def test_an_unknown_object_in_front_matter(tell: Tell, name: str) -> None:
    site, table = tell(UNKNOWN_IN_FRONT_MATTER)
    assert_ours(site, table[name])


def note(body: str) -> str:
    """Return a page that is no object's; its body begins on line 3."""
    return f'# Notes\n\n{body}\n'


UNKNOWN_IN_OPTIONS: Table = {
    f'{kind} of {directive} with {signs}': (
        NOTES,
        note(f'{fence}{{{directive}}}\n:limit: 3\n:{kind}: {right} {wrong}\n{fence}'),
        f':{kind}:',
        f'unknown {kind} "{wrong}" in ":{kind}:"; did you mean "{right}"',
    )
    for signs, fence in (('backquotes', '```'), ('colons', ':::'))
    for directive, kind, right, wrong in (
        ('people', 'project', 'quicklog', 'quiklog'),
        ('people', 'topic', 'storage', 'storaje'),
        ('projects', 'person', 'jane-doe', 'jane-do'),
        ('projects', 'topic', 'storage', 'storaje'),
        ('topics', 'person', 'jane-doe', 'jane-do'),
        ('topics', 'project', 'quicklog', 'quiklog'),
        ('publications', 'person', 'jane-doe', 'jane-do'),
        ('publications', 'project', 'quicklog', 'quiklog'),
        ('publications', 'topic', 'storage', 'storaje'),
    )
} | {
    'topic of people below YAML fences': (
        NOTES,
        note('Text.\n\n```{people}\n---\nlimit: 3\ntopic: storaje\n---\n```'),
        'topic:',
        'unknown topic "storaje"',
    ),
}


@cases(UNKNOWN_IN_OPTIONS)
def test_an_unknown_object_in_an_option(tell: Tell, name: str) -> None:
    site, table = tell(UNKNOWN_IN_OPTIONS)
    assert_ours(site, table[name])


UNKNOWN_IN_ROLES: Table = {
    'person': (
        NOTES,
        note('Text.\n\nSee {person}`jane-do`.'),
        'jane-do',
        r'unknown person "jane-do" in the role \{person\}; did you mean "jane-doe"\?',
    ),
    'project': (NOTES, note('See {project}`quicklogg`.'), 3, r'did you mean "quicklog"\?'),
    'topic': (NOTES, note('See {topic}`storaje`.'), 3, r'did you mean "storage"\?'),
    'with a title': (NOTES, note('See {topic}`stores <storaje>`.'), 3, 'unknown topic "storaje"'),
    'with the domain': (NOTES, note('See {folio:topic}`storaje`.'), 3, 'unknown topic "storaje"'),
    'in the wrong role': (NOTES, note('See {project}`storage`.'), 3, 'unknown project "storage"'),
    'by name, not by id': (
        NOTES,
        note('See {person}`Jane Doe`.'),
        3,
        r'unknown person "Jane Doe".*did you mean "jane-doe"\?',
    ),
    'in a list': (NOTES, note('- one\n- see {topic}`storaje`\n- three'), 4, 'unknown topic'),
    'in a table': (
        NOTES,
        note('| a | b |\n|---|---|\n| x | {topic}`storaje` |'),
        'storaje',
        'unknown topic',
    ),
    'in a heading': (NOTES, note('## About {topic}`storaje`'), 3, 'unknown topic'),
    'in a card': (
        NOTES,
        note('::::{grid}\n\n:::{grid-item-card} Title\nSee {topic}`storaje`.\n:::\n::::'),
        'storaje',
        'unknown topic',
    ),
    'in a tab': (
        NOTES,
        note('::::{tab-set}\n\n:::{tab-item} Title\n\nSee {topic}`storaje`.\n:::\n::::'),
        'storaje',
        'unknown topic',
    ),
    'in the title of an entry': (
        NOTES,
        note(':::::{timeline}\n\n::::{entry} With {person}`jane-do`\n:dates: 2024\n::::\n:::::'),
        'jane-do',
        'unknown person',
    ),
    'in the place of an entry': (
        NOTES,
        note(
            ':::::{timeline}\n\n::::{entry} One\n:dates: 2024\n'
            ':place: With {person}`jane-do`\n::::\n:::::'
        ),
        'jane-do',
        'unknown person',
    ),
    'in the body of an entry': (
        NOTES,
        note(
            ':::::{timeline}\n\n::::{entry} One\n:dates: 2024\n\nBy {person}`jane-do`.\n::::\n:::::'
        ),
        'jane-do',
        'unknown person',
    ),
    'in the caption of a timeline': (
        NOTES,
        note(':::::{timeline} With {person}`jane-do`\n\n::::{entry} One\n::::\n:::::'),
        'jane-do',
        'unknown person',
    ),
    'citation': (
        NOTES,
        note('Text.\n\nAs in {cite:p}`doe2042`.'),
        'doe2042',
        r'unknown citation key "doe2042".*did you mean "doe2024"\?',
    ),
    'textual citation': (NOTES, note('As {cite:t}`doe2042` say.'), 3, 'unknown citation key'),
    'one citation of two': (
        NOTES,
        note('As in {cite:p}`doe2024,doe2042`.'),
        3,
        'unknown citation key "doe2042"',
    ),
    'citation with a page': (
        NOTES,
        note('As in {cite:p}`{see}doe2042{p. 3}`.'),
        3,
        'unknown citation key "doe2042"',
    ),
}


@cases(UNKNOWN_IN_ROLES)
def test_an_unknown_object_in_a_role(tell: Tell, name: str) -> None:
    site, table = tell(UNKNOWN_IN_ROLES)
    assert_ours(site, table[name])


@pytest.mark.parametrize('target', ['storaje', 'nowhere'])
def test_an_unknown_object_in_a_markdown_link(tell: Tell, target: str) -> None:
    site, table = tell(TOLD_BY_MYST)
    assert_told(site, table[f'link to {target}'])


def test_an_unknown_citation_where_there_is_no_bibliography(make_site: MakeSite) -> None:
    site = make_site({NOTES: note('As in {cite:p}`doe2024`.')}, buildername='dummy')
    (found,) = site.warnings
    assert (found.file, found.line) == (NOTES, 3)
    assert 'unknown citation key "doe2024"' in found.message


def test_an_entry_that_is_cited_but_stands_on_no_list(make_site: MakeSite) -> None:
    files = {BIB: '@misc{x, title = {T}, year = 2020, author = {A B}}', NOTES: note('{cite:p}`x`')}
    site = make_site(files, buildername='dummy')
    (found,) = site.warnings
    assert (found.file, found.line) == (NOTES, 3)
    assert 'put the publications directive on a page' in found.message


MALFORMED_CITATIONS: Table = {
    f'as {what}': (NOTES, note(f'Text.\n\nA citation of {body}.'), 5, 'is no citation; write keys')
    for what, body in {
        'nothing after a comma': '{cite:p}`doe2024,`',
        'a comma': '{cite:p}`,`',
        'a word without a key': '{cite:p}`{see}`',
        'a brace that is not closed': '{cite:t}`doe2024{p. 3`',
        'a brace that is not opened': '{cite:p}`doe 2024}`',
    }.items()
}


@cases(MALFORMED_CITATIONS)
def test_a_malformed_citation(tell: Tell, name: str) -> None:
    site, table = tell(MALFORMED_CITATIONS)
    assert_ours(site, table[name])


# -- front matter ------------------------------------------------------------------

KEYS: Table = {
    'misspelt': (
        JANE,
        person('name: Jane Doe\nrol: PhD'),
        'rol:',
        r'unknown key "rol" under "person:"; did you mean "role"\?',
    ),
    'misspelt in a project': (
        LOG,
        project('summry: x'),
        'summry',
        r'unknown key "summry" under "project:"; did you mean "summary"\?',
    ),
    'misspelt in a topic': (STORAGE, topic('alias: [x]'), 'alias', r'did you mean "aliases"\?'),
    'of another kind': (STORAGE, topic('email: a@example.org'), 'email', 'unknown key "email"'),
    'with an underscore': (
        JANE,
        person('native_name: 简'),
        'native_name',
        r'did you mean "native-name"\?',
    ),
    'in capitals': (JANE, person('Name: Jane'), 'Name:', r'did you mean "name"\?'),
    'no text': (JANE, person('42: x'), '42', 'unknown key "42"'),
    'misplaced at the top': (
        JANE,
        '---\nperson:\n  name: Jane\nrole: PhD\n---\n# J\n',
        'role:',
        'the key "role" is misplaced; indent it under "person:"',
    ),
    'misplaced above the kind': (
        JANE,
        '---\ntopics: [storage]\nperson:\n  name: Jane\n---\n# J\n',
        'topics:',
        'the key "topics" is misplaced; indent it under "person:"',
    ),
    'twice': (
        JANE,
        person('role: one\nname: Jane\nrole: two'),
        'role: two',
        'the key "role" stands twice; remove one',
    ),
    'kind twice': (
        JANE,
        '---\nperson:\n  name: Jane\nperson:\n  role: x\n---\n# J\n',
        4,
        'the key "person" stands twice',
    ),
    'kind misspelt': (
        JANE,
        '---\nperso:\n  name: Jane\n---\n# J\n',
        'perso:',
        r'unknown key "perso"; did you mean "person"\?',
    ),
    'two kinds': (
        JANE,
        '---\nperson:\n  name: Jane\ntopic:\n  name: T\n---\n# J\n',
        'topic:',
        'a page has one kind, and this one is a person; remove "topic:"',
    ),
    'unknown in an affiliation': (
        JANE,
        person('affiliation:\n  - name: A\n    town: B'),
        'town',
        'unknown key',
    ),
    'unknown in a member': (
        LOG,
        project('people:\n  - id: jane-doe\n    rolle: lead'),
        'rolle',
        'unknown key',
    ),
    'affiliation without a name': (
        JANE,
        person('role: x\naffiliation:\n  - department: B'),
        '- department',
        'the key "name" is missing; add it',
    ),
    'member without an id': (
        LOG,
        project('people:\n  - role: lead'),
        '- role',
        'the key "id" is missing; add it',
    ),
}
TYPES: Table = {
    'list for text': (JANE, person('role: [a, b]'), 'role', '"role": must be text'),
    'mapping for text': (JANE, person('role: {a: b}'), 'role', '"role": must be text'),
    'text for a list': (
        JANE,
        person('name: Jane Doe\ntopics: storage'),
        'topics',
        r'"topics": must be a list; write \[storage\]',
    ),
    'text for people': (LOG, project('people: jane-doe'), 'people', 'must be a list'),
    'mapping for a list': (
        JANE,
        person('topics: {storage: 1}'),
        'topics',
        '"topics": must be a list',
    ),
    'text for links': (JANE, person('links: https://example.org'), 'links', '"links" must hold'),
    'list for links': (JANE, person('links: [https://example.org]'), 'links', '"links" must hold'),
    'list for a link': (
        JANE,
        person('links:\n  website: [https://example.org, [https://example.org/a]]'),
        'website',
        '"links: website": must be text; write https://…',
    ),
    'text for yes or no': (
        JANE,
        person('anonymous: maybe'),
        'anonymous',
        '"anonymous": must be true or false, not "maybe"',
    ),
    'number for text': (JANE, person('name: 42'), 'name', r'YAML reads 42 as 42.*write name: "42"'),
    'number in a list': (
        JANE,
        person('names:\n  - Jane Do\n  - 42'),
        '- 42',
        r'YAML reads 42 .*write "42"',
    ),
    'text for a kind': (
        JANE,
        '---\nperson: Jane\n---\n# J\n',
        'person:',
        '"person:" must hold keys',
    ),
    'list for a kind': (
        JANE,
        '---\nperson: [a]\n---\n# J\n',
        'person:',
        '"person:" must hold keys',
    ),
    'list for a date': (JANE, person('updated: [2024]'), 'updated', 'is no date'),
    'unknown group': (
        JANE,
        person('group: phd-student'),
        'group',
        r'"group": unknown value "phd-student"; did you mean "phd"\?|write one of: alumni',
    ),
    'unknown status': (LOG, project('status: activ'), 'status', r'did you mean "active"\?'),
    'list for a group': (JANE, person('group: [phd]'), 'group', '"group"'),
    'no id': (
        JANE,
        person('topics: [Storage]'),
        'Storage',
        r'"Storage" is no id .*did you mean "storage"\?',
    ),
}
YAML: Table = {
    'colon in a text': (
        JANE,
        person('name: Jane Doe\nrole: Ph.D. student: storage'),
        'student: storage',
        r'is no YAML \(.*\) at "role: Ph.D. student: storage"; write role: "Ph.D. student: storage"',
    ),
    'tab': (JANE, '---\nperson:\n\tname: Jane\n---\n# J\n', 'name:', 'the front matter is no YAML'),
    'open quote': (
        JANE,
        person('name: Jane Doe\nrole: "PhD\nlocation: Bern'),
        'role',
        'the front matter is no YAML',
    ),
    'open bracket': (
        JANE,
        person('name: Jane Doe\ntopics: [storage'),
        'topics',
        'the front matter is no YAML',
    ),
    'wrong indent': (
        JANE,
        '---\nperson:\n  name: Jane\n role: x\n---\n# J\n',
        'role',
        'the front matter is no YAML',
    ),
    'asterisk': (JANE, person('name: Jane\nrole: *PhD*'), 'role', 'the front matter is no YAML'),
    'at sign within braces': (
        JANE,
        person('name: Jane\nlinks: {github: @jane, website: https://example.org/}'),
        'links',
        r'write links: \{github: "@jane", website: https://example.org/\}',
    ),
    'at sign': (
        JANE,
        person('name: Jane\nlinks: {x: @jane}'),
        'links',
        'the front matter is no YAML',
    ),
    'percent': (JANE, person('name: Jane\nrole: %x'), 'role', 'the front matter is no YAML'),
    'backquote': (JANE, person('name: Jane\nrole: `x`'), 'role', 'the front matter is no YAML'),
    'unknown tag': (JANE, person('name: !!python/none x'), 'name', 'the front matter is no YAML'),
    'not closed': (
        JANE,
        '---\nperson:\n  name: Jane\n\n# Jane\n',
        1,
        'the front matter is not closed; write "---"',
    ),
    'control character': (JANE, person('name: Ja\x07ne'), 'name', 'the front matter is no YAML'),
    'document end within': (
        JANE,
        '---\nperson:\n  name: Jane\n  role: &a\n    - *b\n---\n# J\n',
        '*b',
        'the front matter is no YAML',
    ),
}
YAML_SURPRISES: Table = {
    'Norway': (
        JANE,
        person('name: Jane\nlocation: NO'),
        'location',
        'YAML reads NO as False, not as text; write location: "NO"',
    ),
    'yes': (JANE, person('status: yes'), 'status', 'YAML reads yes as True.*write status: "yes"'),
    'octal': (
        JANE,
        person('name: Jane\nlinks:\n  github: 0123'),
        'github',
        'must be text; write github: "0123"',
    ),
    'octal text': (JANE, person('role: 0123'), 'role', 'YAML reads 0123 as 83.*write role: "0123"'),
    'exponent': (JANE, person('role: 1.5e+3'), 'role', r'YAML reads 1\.5e\+3 as 1500\.0'),
    'time': (
        JANE,
        person('status: 12:30'),
        'status',
        r'YAML reads 12:30 as 750.*write status: "12:30"',
    ),
    'off in a list': (JANE, person('names: [Off]'), 'names', 'YAML reads Off as False.*"Off"'),
    'name of an organisation': (
        JANE,
        person('affiliation:\n  - name: ON'),
        'ON',
        'YAML reads ON as True.*write name: "ON"',
    ),
    'citation key': (
        JANE,
        person('publications: [2024]'),
        'publications',
        'YAML reads 2024 as 2024.*write "2024"',
    ),
}
DATES: Table = {
    'impossible day': (
        JANE,
        person('name: Jane\nupdated: 2025-02-30'),
        'updated',
        '"updated": "2025-02-30" is an impossible date',
    ),
    'impossible month': (JANE, person('joined: 2025-13'), 'joined', 'is an impossible date'),
    'no date': (JANE, person('left: last year'), 'left', '"left": "last year" is no date; write'),
    'impossible period': (
        LOG,
        project('period: 2022-06 to 2023-13'),
        'period',
        '"period": "2023-13" is an impossible date',
    ),
    'backward period': (
        LOG,
        project('summary: x\nperiod: 2023-04 to 2022-06'),
        'period',
        'ends before it begins; did you mean "2022-06 to 2023-04"',
    ),
    'no period': (LOG, project('period: a while'), 'period', 'is no period; write'),
    'left before joined': (
        JANE,
        person('joined: 2025\nleft: 2020'),
        'left',
        'before',
    ),
    'entry with an impossible date': (
        NOTES,
        note(':::::{timeline}\n\n::::{entry} One\n:place: Bern\n:dates: 2024-13\n::::\n:::::'),
        ':dates:',
        '"2024-13" is an impossible date',
    ),
    'entry that ends before it begins': (
        NOTES,
        note(':::::{timeline}\n\n::::{entry} One\n:dates: 2024 to 2023\n::::\n:::::'),
        ':dates:',
        'ends before it begins; did you mean "2023 to 2024"',
    ),
    'second entry': (
        NOTES,
        note(
            ':::::{timeline}\n\n::::{entry} One\n:dates: 2024\n::::\n\n'
            '::::{entry} Two\n:place: Bern\n:dates: soon\n\nBody.\n::::\n:::::'
        ),
        'soon',
        'is no period; write',
    ),
    'entry in a tab': (
        NOTES,
        note(
            ':::::::{tab-set}\n\n::::::{tab-item} Tab\n\n:::::{timeline}\n\n::::{entry} One\n'
            ':dates: soon\n::::\n:::::\n::::::\n:::::::'
        ),
        'soon',
        'is no period; write',
    ),
}
CONTACTS: Table = {
    'orcid of a wrong shape': (
        JANE,
        person('links:\n  orcid: 0000-0002-1825'),
        'orcid',
        '"links: orcid": "0000-0002-1825" is no ORCID iD; write 16 digits',
    ),
    'orcid with a wrong check digit': (
        JANE,
        person('links:\n  github: jane\n  orcid: 0000-0002-1825-0098'),
        'orcid',
        'wrong check digit',
    ),
    'orcid without hyphens': (
        JANE,
        person('links:\n  orcid: 0000000121032345'),
        'orcid',
        'must be text; write orcid: "0000000121032345"',
    ),
    'e-mail without an at sign': (
        JANE,
        person('name: Jane\nemail: jane.example.org'),
        'email',
        '"jane.example.org" is no e-mail address',
    ),
    'e-mail without a domain': (JANE, person('email: jane@'), 'email', 'is no e-mail address'),
    'e-mail with a space': (
        JANE,
        person('email: jane doe@example.org'),
        'email',
        'is no e-mail address',
    ),
    'url without a scheme': (
        JANE,
        person('links:\n  website: example.org'),
        'website',
        r'"example.org" is no URL; did you mean "https://example.org"\?',
    ),
    'malformed url': (JANE, person('links:\n  website: https://'), 'website', 'is a malformed URL'),
    'url with a space': (
        JANE,
        person('links:\n  website: https://example.org/a b'),
        'website',
        'has a space',
    ),
    'no handle': (JANE, person('links:\n  github: jane doe'), 'github', 'is no user name'),
    'misspelt service': (
        JANE,
        person('links:\n  githb: jane'),
        'githb',
        r'did you mean "github"\?',
    ),
    'malformed url of a project': (
        LOG,
        project('links: {code: example.org}'),
        'links',
        'is no URL',
    ),
    'malformed url of an organisation': (
        JANE,
        person('affiliation:\n  - name: A\n    url: example.org'),
        'url',
        'is no URL',
    ),
    'malformed identifier of an organisation': (
        JANE,
        person('affiliation: {name: A, ror: 02nr0ka47}'),
        'affiliation',
        'is no URL',
    ),
}


def written_in(scheme: str) -> dict[str, tuple[str, str, str | int]]:
    """Return the places where a link may stand: file, text, line."""
    bad = f'{scheme}:alert(1)'
    return {
        'front matter': (JANE, person(f'links:\n  website: "{bad}"'), 'website'),
        'a titled link': (JANE, person(f'links:\n  "My site": "{bad}"'), 'My site'),
        'a reference file': (BIB, entry(f'{WHOLE}\nurl = {{{bad}}},'), ADDED),
        'an autolink': (NOTES, note(f'Text.\n\nSee <{bad}>.'), 5),
        'a Markdown link': (NOTES, note(f'Text.\n\nSee [this]({bad}).'), 5),
        'a link in a list': (NOTES, note(f'- one\n- [this]({bad})'), 4),
        'a definition': (NOTES, note(f'See [this].\n\n[this]: {bad}'), 5),
    }


SCHEMES: Table = {
    f'{scheme} in {place}': (file, text, at, f'{scheme}:?" .*is not allowed; write a link with')
    for scheme in ('javascript', 'data', 'file', 'vbscript', 'ftp', 'gopher')
    for place, (file, text, at) in written_in(scheme).items()
    # MyST takes a Markdown link of a scheme that it does not know for a target
    if scheme not in {'ftp', 'gopher'} or file != NOTES or place == 'an autolink'
}


@cases(KEYS)
def test_a_wrong_key(tell: Tell, name: str) -> None:
    site, table = tell(KEYS)
    assert_ours(site, table[name])


@cases(TYPES)
def test_a_wrong_value(tell: Tell, name: str) -> None:
    site, table = tell(TYPES)
    assert_ours(site, table[name])


@cases(YAML)
def test_front_matter_that_is_no_yaml(tell: Tell, name: str) -> None:
    site, table = tell(YAML)
    assert_ours(site, table[name])


@cases(YAML_SURPRISES)
def test_yaml_that_is_not_read_as_it_is_meant(tell: Tell, name: str) -> None:
    site, table = tell(YAML_SURPRISES)
    assert_ours(site, table[name])


@cases(DATES)
def test_a_wrong_date(tell: Tell, name: str) -> None:
    site, table = tell(DATES)
    assert_ours(site, table[name])


@cases(CONTACTS)
def test_a_malformed_address(tell: Tell, name: str) -> None:
    site, table = tell(CONTACTS)
    assert_ours(site, table[name])


@cases(SCHEMES)
def test_a_link_that_a_reader_should_not_follow(tell: Tell, name: str) -> None:
    site, table = tell(SCHEMES)
    assert_ours(site, table[name])


#: Schemes that MyST does not know: it tells of them as of a missing target.
UNKNOWN_SCHEMES = ['ftp', 'sms', 'gopher']


@pytest.mark.parametrize('scheme', UNKNOWN_SCHEMES)
def test_a_scheme_that_markdown_may_take_for_a_target(tell: Tell, scheme: str) -> None:
    site, table = tell(TOLD_BY_MYST)
    assert_told(site, table[f'link of {scheme}'])


# -- pages and ids -----------------------------------------------------------------

PAGES: Table = {
    'no front matter': (
        'people/ann-poe.md',
        '# Joan Roe\n\nText.\n',
        1,
        'stands in the folder of a person but has no "person:" front matter; begin the file with',
    ),
    'empty front matter': ('projects/one.md', '---\n---\n# One\n', 1, 'no "project:" front matter'),
    'other front matter': (
        'topics/one.md',
        '---\ntitle: One\n---\n# One\n',
        1,
        'no "topic:" front matter',
    ),
    'front matter that is a list': (
        'people/list.md',
        '---\n- a\n---\n# One\n',
        '- a',
        'the front matter holds no keys .*; write "key: value" lines',
    ),
    'another kind': (
        'people/topic.md',
        page('topic', 'name: One'),
        2,
        'a page with "topic:" stands in the folder of a person; move the file, or write "person:"',
    ),
    'below a subfolder': ('people/former/one.md', '# One\n', 1, 'stands in the folder of a person'),
    'capitals and spaces': (
        'people/Joan Roe.md',
        page('person', 'role: x'),
        1,
        r'the file name "Joan Roe" is no id .*; rename it to "joan-roe.md"',
    ),
    'underscore': (
        'projects/new_log.md',
        page('project', 'summary: x'),
        1,
        'the file name "new_log" is no id .*; rename it to "new-log.md"',
    ),
    'accents': ('people/josé.md', page('person', 'role: x'), 1, 'is no id .*rename it to ".+.md"'),
    'another script': (
        'people/王梓人.md',
        page('person', 'role: x'),
        1,
        'is no id .*rename it in Latin letters, such as "wang-ziren.md"',
    ),
    'no title and no name': (
        'people/joan-poe.md',
        '---\nperson:\n  role: x\n---\n\nText.\n',
        1,
        'the page has no title; write "# Name"',
    ),
    'duplicate id': (
        'topics/systems/storage.md',
        topic('summary: x'),
        1,
        'the id "storage" is taken by .*; rename this file',
    ),
    'duplicate id, of the page that is read last': (
        'people/b/same-name.md',
        page('person', '', title='b'),
        1,
        'is taken by people/same-name.md',
    ),
}


@cases(PAGES)
def test_a_page_that_is_no_object(tell: Tell, name: str) -> None:
    site, table = tell(PAGES)
    assert_ours(site, table[name])


# -- pictures ----------------------------------------------------------------------

PICTURES: Table = {
    'missing': (
        JANE,
        person('name: Jane\nphoto: jane-do.png'),
        'photo',
        r'"photo": "jane-do.png" does not exist; did you mean "jane.png"\?',
    ),
    'in a missing folder': (JANE, person('photo: img/jane.png'), 'photo', 'does not exist; write'),
    'no image': (JANE, person('photo: notes.png'), 'photo', '"notes.png" is no image; save it as'),
    'no image suffix': (JANE, person('photo: jane.txt'), 'photo', '"jane.txt" is no image'),
    'a folder': (JANE, person('photo: /people'), 'photo', 'is a folder; name a file in it'),
    'broken svg': (JANE, person('photo: broken.svg'), 'photo', 'is no SVG picture'),
    'outside the site': (
        JANE,
        person('photo: ../../outside.png'),
        'photo',
        'lies outside the site; copy the file into it',
    ),
    'outside the site, absolute': (
        JANE,
        person('photo: /../outside.png'),
        'photo',
        'lies outside the site',
    ),
    'a url': (
        JANE,
        person('photo: https://example.org/jane.png'),
        'photo',
        'is not part of the site; save the picture beside the page',
    ),
    'a data url': (
        JANE,
        person('photo: "data:image/png;base64,AAAA"'),
        'photo',
        'is not part of the site|does not exist',
    ),
    'of a project': (LOG, project('image: log.png'), 'image', '"image": "log.png" does not exist'),
    'below an alias of another key': (
        JANE,
        '---\n# photo: of nobody\nperson:\n  role: "photo: x"\n  photo: jane-do.png\n---\n# J\n',
        '  photo: jane',
        'does not exist',
    ),
}


@cases(PICTURES)
def test_a_wrong_picture(tell: Tell, name: str) -> None:
    site, table = tell(PICTURES)
    assert_ours(site, table[name])


def test_a_picture_that_leads_out_of_the_site(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'outside.png').write_bytes(PNG)
    (tmp_path / 'site/people').mkdir(parents=True)
    (tmp_path / 'site/people/jane.png').symlink_to(tmp_path / 'outside.png')
    text = person('photo: jane.png')
    site = make_site({**BASE, JANE: text}, buildername='dummy')
    assert_ours(site, (JANE, text, 'photo', 'leads out of the site; put the file itself'))
    assert [warned.file for warned in site.warnings] == ['people/jane.png', JANE]


# -- references.bib ----------------------------------------------------------------

ENTRIES: Table = {
    'missing brace': (
        BIB,
        GOOD_BIB
        + '\n@article{roe2023,\n  title = {T,\n  year = {2023},\n}\n\n'
        + GOOD_BIB.replace('doe2024', 'poe2024').replace('Fast', 'Other'),
        AT,
        'the entry "roe2023" has an unbalanced brace: 1 "{" too many, so write the missing "}"',
    ),
    'missing brace at the end': (
        BIB,
        GOOD_BIB + '\n@article{roe2023,\n  title = {T},\n',
        AT,
        'the entry "roe2023" has an unbalanced brace',
    ),
    'brace too many': (
        BIB,
        entry(WHOLE.replace('{T}', '{T}}')),
        AT,
        'the entry "roe2023"',
    ),
    'duplicate key': (
        BIB,
        f'{GOOD_BIB}\n{GOOD_BIB}',
        9,
        'duplicate key "doe2024", first at line 1; that entry is kept',
    ),
    'duplicate key in another case': (
        BIB,
        entry(WHOLE, key='DOE2024'),
        9,
        'duplicate key "DOE2024", first at line 1',
    ),
    'no title': (
        BIB,
        entry('author = {Roe, Joan},\njournal = {J},\nyear = {2023},'),
        AT,
        r'the entry "roe2023" \(article\) has no title; add it',
    ),
    'no author': (
        BIB,
        entry('title = {T},\njournal = {J},\nyear = {2023},'),
        AT,
        'has no author; add it',
    ),
    'no year': (
        BIB,
        entry('author = {Roe, Joan},\ntitle = {T},\njournal = {J},'),
        AT,
        'has no year or date; add it',
    ),
    'no book': (
        BIB,
        entry('author = {Roe, Joan},\ntitle = {T},\nyear = 2023,', 'inproceedings'),
        'roe2023',
        'has no booktitle; add it',
    ),
    'empty key': (
        BIB,
        f'{GOOD_BIB}\n@article{{,\n  title = {{T}},\n}}\n',
        9,
        'this entry has no key; write one before its first comma',
    ),
    'no key': (
        BIB,
        f'{GOOD_BIB}\n@article{{\n  title = {{T}},\n}}\n',
        9,
        'this entry has no key; write one before its first comma',
    ),
    'duplicate field': (
        BIB,
        entry(f'{WHOLE}\ntitle = {{Other}},'),
        ADDED,
        'the entry "roe2023" has the field "title" twice, and the first is shown; remove the wrong',
    ),
    'undefined macro': (
        BIB,
        entry(WHOLE.replace('{J}', 'tocs')),
        'tocs',
        'the entry "roe2023": .*tocs.*; write it in braces, or define it with @string',
    ),
    'too many commas': (
        BIB,
        entry(WHOLE.replace('Roe, Joan', 'Roe, Joan, Ann, Eve')),
        '  author = {Roe, Joan, Ann, Eve}',
        'the entry "roe2023": author: .*; write author = {Roe, Joan and Ann, Eve}',
    ),
    'missing comma': (
        BIB,
        entry(WHOLE.replace('{T},', '{T}')),
        8 + 4,
        'the entry "roe2023"',
    ),
    'missing equals sign': (
        BIB,
        entry(WHOLE.replace('title =', 'title')),
        9 + 2,
        'the entry "roe2023"',
    ),
    'open quote': (
        BIB,
        entry(WHOLE.replace('{T}', '"T')),
        9 + 2,
        'the entry "roe2023"',
    ),
    'malformed url': (
        BIB,
        entry(f'{WHOLE}\nurl = {{example.org}},'),
        ADDED,
        'the entry "roe2023": url: "example.org" is no URL; did you mean',
    ),
    'forbidden scheme': (
        BIB,
        entry(f'{WHOLE}\npdf = {{javascript:alert(1)}},'),
        ADDED,
        'the entry "roe2023": pdf: the scheme "javascript:" is not allowed',
    ),
    'author past the list': (
        BIB,
        entry(WHOLE + '\nauthor+an = {2=equal},'),
        ADDED,
        'author.an: there is no author 2, the list has 1',
    ),
    'author zero': (BIB, entry(WHOLE + '\nauthor+an = {0=equal},'), ADDED, 'there is no author 0'),
    'malformed annotation': (
        BIB,
        entry(WHOLE + '\nauthor+an = {equal},'),
        ADDED,
        'author.an: "equal" is no annotation; write 1=equal',
    ),
    'unknown person in an annotation': (
        BIB,
        entry(WHOLE + '\nauthor+an = {1=jane-do},'),
        ADDED,
        r'unknown person "jane-do" in author.an of the entry "roe2023"; did you mean "jane-doe"\?',
    ),
    'misspelt mark': (
        BIB,
        entry(WHOLE + '\nauthor+an = {1=eqal},'),
        ADDED,
        '"eqal" in author.an of the entry "roe2023"',
    ),
    'unknown person': (
        BIB,
        entry(WHOLE + '\npeople = {jane-doe, joan-roe},'),
        ADDED,
        'unknown person "joan-roe" in the field "people" of the entry "roe2023"',
    ),
    'unknown project': (
        BIB,
        entry(WHOLE + '\nprojects = {quicklogs},'),
        ADDED,
        r'unknown project "quicklogs" in the field "projects" .*; did you mean "quicklog"\?',
    ),
    'unknown topic': (
        BIB,
        entry(WHOLE + '\ntopics = {storaje},'),
        ADDED,
        r'unknown topic "storaje" in the field "topics" .*; did you mean "storage"\?',
    ),
}


@cases(ENTRIES)
def test_a_wrong_entry(tell: Tell, name: str) -> None:
    site, table = tell(ENTRIES)
    assert_ours(site, table[name])
    kept = site.graph.publications[f'doe2024-{slug(name)}']
    assert kept.file.endswith(table[name][0]), 'the good entry is lost'


WHOLE_ENTRIES = {
    'unpublished': 'title = {T},\nyear = 2023,\nnote = {x},\npeople = {jane-doe},',
    'article': 'author = {A B},\ntitle = {T},\njournaltitle = {J},\ndate = {2023-04-01},',
    'book': 'editor = {A B},\ntitle = {T},\npublisher = {P},\nyear = 2023,',
    'phdthesis': 'author = {A B},\ntitle = {T},\ninstitution = {U},\nyear = 2023,',
    'misc': 'author = {A B},\ntitle = {T},\nyear = 2023,',
    'preprint': 'author = {A B},\ntitle = {T},\nyear = 2023,',
    'online': 'author = {A B},\ntitle = {T},\nyear = 2023,\nurl = {https://x.org},',
}
MARKED = person('name: Ann Poe\nrole: PhD', '```{profile}\n```')


@pytest.fixture(scope='module')
def right(make_shared_site: MakeSite) -> Site:
    """Build a site in which all is right."""
    whole = {
        f'{kind}.bib': apart(kind, (BIB, entry(fields, kind), 0, ''))[1]
        for kind, fields in WHOLE_ENTRIES.items()
    }
    indexes = {f'{folder}/index.md': '# All\n' for folder in ('people', 'projects', 'topics')}
    files = {**BASE, **indexes, **whole, 'people/ann-poe.md': b'\xef\xbb\xbf' + MARKED.encode()}
    settings = {'bibtex_bibfiles': [BIB, *whole]}
    return make_shared_site(files, buildername='dummy', confoverrides=settings)


def test_the_good_site_is_silent(right: Site) -> None:
    assert right.warnings == []


@pytest.mark.parametrize('folder', ['people', 'projects', 'topics'])
def test_the_index_of_a_folder_needs_no_kind(right: Site, folder: str) -> None:
    assert [item for item in right.warnings if item.file == f'{folder}/index.md'] == []
    assert f'{folder}/index' in right.app.env.found_docs


@pytest.mark.parametrize('kind', WHOLE_ENTRIES)
def test_a_whole_entry_is_silent(right: Site, kind: str) -> None:
    assert [item for item in right.warnings if item.file == f'{kind}.bib'] == []
    assert f'roe2023-{kind}' in right.graph.publications


def test_a_byte_order_mark_is_no_mistake(right: Site) -> None:
    assert [item for item in right.warnings if item.file == 'people/ann-poe.md'] == []
    assert 'PhD' in right.resolved('people/ann-poe').astext()


NO_ENTRIES = {'empty': '', 'a line': '\n', 'a comment': '% nothing yet\n', 'words': 'Some words.\n'}


@pytest.fixture(scope='module')
def without_entries(make_shared_site: MakeSite) -> Site:
    """Build a site whose reference files hold no entries."""
    named = {f'{slug(name)}.bib': text for name, text in NO_ENTRIES.items()}
    files = {name: text for name, text in BASE.items() if name != BIB} | named
    settings = {'bibtex_bibfiles': [*named]}
    return make_shared_site(files, buildername='dummy', confoverrides=settings)


@pytest.mark.parametrize('name', NO_ENTRIES)
def test_a_file_without_entries_is_silent(without_entries: Site, name: str) -> None:
    told = [item for item in without_entries.warnings if item.file == f'{slug(name)}.bib']
    assert told == []


def test_a_site_without_entries_is_silent(without_entries: Site) -> None:
    assert without_entries.warnings == []
    assert dict(without_entries.graph.publications) == {}


LATIN = own_keys(entry(WHOLE.replace('Joan', 'José')), 'latin').replace('= {T}', '= {A}')
NAMESAKES = """\
@article{poe2023,
  author = {Poe, Ann and Zoe, Eve},
  title = {B}, journal = {J}, year = {2023},
}
"""
WRONG_FILES: Table = {
    'missing': (
        'missing.bib',
        '',
        1,
        'cannot open this file; create it, even an empty one, or correct',
    ),
    'not UTF-8': ('latin.bib', LATIN, 'Jos', 'not UTF-8.*; save the file as UTF-8'),
    'key of another file': (
        'more.bib',
        f'% More.\n{GOOD_BIB}',
        2,
        r'duplicate key "doe2024", first at .*references\.bib:1',
    ),
    'author who could be two people': (
        'namesakes.bib',
        NAMESAKES,
        2,
        'the author "Eve Zoe" of "poe2023" fits eve-zoe and joan-roe; write author.an = .2=eve-zoe.',
    ),
}


@pytest.fixture(scope='module')
def wrong_files(make_shared_site: MakeSite) -> Site:
    """Build a site of which whole reference files are wrong, or wrong for what stands elsewhere."""
    files: dict[str, str | bytes] = {
        **BASE,
        **{file: text for file, text, _at, _says in WRONG_FILES.values() if text},
        'latin.bib': LATIN.replace('Fast logs', 'Other logs').encode('latin-1'),
        'people/eve-zoe.md': page('person', 'names: ["Zoe, Eve"]', title='Evi Zoe'),
        'people/joan-roe.md': page('person', 'names: ["Zoe, Eve"]', title='Joan Roe'),
    }
    names = [file for file, *_rest in WRONG_FILES.values()]
    settings = {'bibtex_bibfiles': [BIB, *names]}
    return make_shared_site(files, buildername='dummy', confoverrides=settings)


@cases(WRONG_FILES)
def test_a_wrong_file(wrong_files: Site, name: str) -> None:
    assert_ours(wrong_files, WRONG_FILES[name])


def test_a_file_that_is_not_utf_8_is_read(wrong_files: Site) -> None:
    publications = wrong_files.graph.publications.values()
    keys = {item.key for item in publications if item.file.endswith('latin.bib')}
    assert keys == {'doe2024-latin', 'roe2023-latin'}


def test_no_other_file_is_told(wrong_files: Site) -> None:
    expected = {file for file, *_rest in WRONG_FILES.values()}
    assert {item.file for item in wrong_files.warnings} == expected


# -- directives --------------------------------------------------------------------

PLACES: Table = {
    'entry outside a timeline': (
        NOTES,
        note('Text.\n\n::::{entry} One\n:dates: 2024\n\nBody.\n::::'),
        '{entry}',
        r'an entry directive stands outside a timeline; put "\{timeline\}" around it',
    ),
    'text in a timeline': (
        NOTES,
        note(':::::{timeline}\n\nSome text.\n\n::::{entry} One\n::::\n:::::'),
        '{timeline}',
        'a timeline holds entry directives and nothing else; write each record as',
    ),
    'text after the entries': (
        NOTES,
        note(':::::{timeline}\n\n::::{entry} One\n::::\n\nSome text.\n:::::'),
        '{timeline}',
        'a timeline holds entry directives and nothing else',
    ),
    'empty timeline': (NOTES, note('```{timeline}\n```'), '{timeline}', 'a timeline holds entry'),
    'profile on a page with no object': (
        NOTES,
        note('Text.\n\n```{profile}\n```'),
        '{profile}',
        'stands on a page that is no person, project, topic or entry; move it there',
    ),
}


@cases(PLACES)
def test_a_directive_where_it_has_no_meaning(tell: Tell, name: str) -> None:
    site, table = tell(PLACES)
    assert_ours(site, table[name])


#: A directive, an option, and what is told of it.
OPTIONS = {
    'unknown option': ('people', ':topics: storage', 'topics'),
    'option of another list': ('topics', ':year: 2024', 'year'),
    'bad year': ('publications', ':year: 24', '"24" is no year; write 2025, 2020-2025 or 2020-'),
    'backward years': ('publications', ':year: 2025-2020', 'did you mean 2020-2025'),
    'limit in words': ('people', ':limit: three', 'limit'),
    'limit below one': ('people', ':limit: 0', 'limit'),
    'empty limit': ('people', ':limit:', 'limit'),
    'misspelt group': ('people', ':group: postdocs', 'did you mean "postdoc"'),
    'misspelt sort': ('projects', ':sort: nevest', 'did you mean "newest"'),
    'sort of another list': ('topics', ':sort: newest', 'write one of: name'),
    'misspelt style': ('people', ':style: card', 'did you mean "cards"'),
    'style of another list': ('topics', ':style: compact', 'write one of: cards, inline, list'),
    'empty target': ('people', ':topic:', 'must not be empty'),
    'target that is no id': ('people', ':topic: Storage', 'did you mean "storage"'),
    'argument': ('people', None, 'argument|content|Content'),
    'misspelt kind of a timeline': ('timeline', ':kind: eduction', 'did you mean "education"'),
}


def with_option(directive: str, option: str | None) -> str:
    """Return the page of a person with a directive that has a wrong option, or a wrong argument."""
    head = f'{{{directive}}}' + (' all' if option is None else f'\n{option}')
    body = '\n\n::::{entry} One\n::::' if directive == 'timeline' else ''
    return person('name: Jane Doe', f'Before.\n\n:::::{head}{body}\n:::::\n\nAfter.')


#: What MyST itself reports; Folio gives the words of the options.
TOLD_BY_MYST: Table = {
    name: (JANE, with_option(directive, option), option or '{people}', says)
    for name, (directive, option, says) in OPTIONS.items()
} | {
    **{
        f'link to {target}': (NOTES, note(f'See [text](#{target}).'), 3, target)
        for target in ('storaje', 'nowhere')
    },
    **{
        f'link of {scheme}': (NOTES, note(f'See [this]({scheme}://x.org).'), 3, f'{scheme}:')
        for scheme in UNKNOWN_SCHEMES
    },
    'entry with an unknown option': (
        NOTES,
        note(':::::{timeline}\n\n::::{entry} One\n:date: 2024\n::::\n:::::'),
        ':date:',
        'date',
    ),
}


@cases(OPTIONS)
def test_a_wrong_option(tell: Tell, name: str) -> None:
    """Nothing of the page is lost with it."""
    site, table = tell(TOLD_BY_MYST)
    assert_told(site, table[name])
    shown = site.resolved(table[name][0].removesuffix('.md')).astext()
    assert 'Before.' in shown
    assert 'After.' in shown


@cases(['entry with an unknown option'])
def test_a_wrong_entry_of_a_timeline(tell: Tell, name: str) -> None:
    site, table = tell(TOLD_BY_MYST)
    assert_told(site, table[name])


# -- all tables --------------------------------------------------------------------

TABLES: dict[str, Table] = {
    'unknown in front matter': UNKNOWN_IN_FRONT_MATTER,
    'unknown in options': UNKNOWN_IN_OPTIONS,
    'unknown in roles': UNKNOWN_IN_ROLES,
    'malformed citations': MALFORMED_CITATIONS,
    'keys': KEYS,
    'types': TYPES,
    'YAML': YAML,
    'YAML surprises': YAML_SURPRISES,
    'dates': DATES,
    'contacts': CONTACTS,
    'schemes': SCHEMES,
    'pages': PAGES,
    'pictures': PICTURES,
    'entries': ENTRIES,
    'places': PLACES,
    'told by MyST': TOLD_BY_MYST,
}


@pytest.mark.parametrize('title', TABLES)
def test_nothing_else_is_told(tell: Tell, title: str) -> None:
    """The good pages, which refer to those with mistakes, are told of nothing."""
    site, table = tell(TABLES[title])
    wrong = {file for file, *_rest in table.values()}
    assert [item for item in site.warnings if item.file not in wrong] == []


# -- conf.py -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ('setting', 'value', 'says'),
    [
        ('folio_folders', ['people'], 'folio_folders: must map folders to kinds'),
        ('folio_folders', {'people': 'persons'}, r'"persons" is no kind; did you mean "person"\?'),
        ('folio_publications_page', 3, 'folio_publications_page: '),
    ],
)
def test_a_wrong_setting(make_site: MakeSite, setting: str, value: Any, says: str) -> None:
    site = make_site(BASE, buildername='dummy', confoverrides={setting: value})
    found = [item for item in site.warnings if '[folio.config]' in item.message]
    assert [(item.file, item.line) for item in found] == [('conf.py', 1)]
    assert re.search(says, found[0].message)


# -- all of them -------------------------------------------------------------------

MANY = """\
---
person:
  name: Jane Doe
  rol: PhD
  group: phds
  email: jane
  topics: [storaje, Storage]
  joined: 2025-13
  photo: nobody.png
  links:
    orcid: 0000-0002-1825-0098
    website: javascript:alert(1)
    blog: example.org
location: Bern
---

# Jane Doe

See {project}`quicklogs` and {cite:p}`doe2042`.

[A link](javascript:alert(1))

```{publications}
:topic: storaje
```

::::{entry} First
:dates: 2024 to 2023
::::

## More

{topic}`storaje`
"""


MANY_PROBLEMS: dict[str, str | bytes] = {
    **BASE,
    'conf.py': (
        "extensions = ['sphinx_folio']\nnitpicky = True\n"
        f"bibtex_bibfiles = ['{BIB}']\nexclude_patterns = ['_build']\n"
    ),
    JANE: MANY,
    LOG: project('topics: [storaje]\nstatus: x'),
    BIB: entry('title = {T').replace('{2024}', '2024,\n  year = 2023'),
}


@pytest.fixture(scope='module')
def many(make_shared_site: MakeSite) -> Site:
    """Build the website of a page with many mistakes, beside others with some."""
    return make_shared_site(MANY_PROBLEMS)


def test_all_problems_of_a_page_appear_in_one_run(many: Site) -> None:
    ours = [item for item in many.warnings if item.file == JANE]
    assert [(item.line, item.message.rpartition(' [')[2]) for item in ours] == [
        (4, 'folio.key]'),
        (5, 'folio.value]'),
        (6, 'folio.email]'),
        (7, 'folio.value]'),
        (7, 'folio.reference]'),
        (8, 'folio.date]'),
        (9, 'folio.image]'),
        (11, 'folio.link]'),
        (12, 'folio.link]'),
        (13, 'folio.link]'),
        (14, 'folio.key]'),
        (19, 'folio.reference]'),
        (19, 'folio.reference]'),
        (21, 'folio.link]'),
        (24, 'folio.reference]'),
        (27, 'folio.place]'),
        (28, 'folio.date]'),
        (33, 'folio.reference]'),
    ]
    others = [item.file for item in many.warnings if item.file != JANE]
    assert sorted(others) == [LOG, LOG, BIB, BIB]


def test_a_strict_build_prints_one_line_a_problem_and_fails(many: Site, tmp_path: Path) -> None:
    """What `nox -s build` runs, as a user sees it."""
    options = ['-q', '-n', '-W', '--keep-going', '--no-color']
    run = subprocess.run(
        [sys.executable, '-m', 'sphinx', *options, '.', str(tmp_path / 'out')],
        cwd=many.srcdir,
        capture_output=True,
        text=True,
        encoding='utf-8',
        check=False,
        timeout=600,
    )
    assert run.returncode == 1
    lines = run.stderr.strip().splitlines()
    assert len(lines) == len(many.warnings)
    assert all(re.search(r'\.(md|bib):\d+: WARNING: .* \[folio\.[a-z]+\]$', line) for line in lines)
    assert 'Traceback' not in run.stdout + run.stderr
    assert 'report' not in run.stdout + run.stderr


def test_problems_are_sorted_by_file_and_line(many: Site) -> None:
    # the .bib files are told of before any page is read
    pages = [item for item in many.warnings if item.file != BIB]
    places = [(item.file, item.line) for item in pages]
    assert places == sorted(places)


def test_a_build_changes_no_source(many: Site) -> None:
    for name, text in MANY_PROBLEMS.items():
        written = (many.srcdir / name).read_bytes()
        assert written == (text if isinstance(text, bytes) else text.encode()), name
    sources = {path for path in many.srcdir.rglob('*') if '_build' not in path.parts}
    assert {path.relative_to(many.srcdir).as_posix() for path in sources if path.is_file()} == {
        *MANY_PROBLEMS,
        'index.md',
    }


BROKEN = person('name: Jane Doe\nrol: PhD', 'Text.\n\nSee {topic}`storaje`.')
ENDINGS = {'Windows': '\r\n', 'old Mac': '\r'}
WRITTEN = (
    'Role {person}`jane-do` and {project}`the log <quicklogs>`; cited {cite:p}`doe2042`, '
    'malformed {cite:p}`a b{c`; [a link](javascript:alert(1)).\n\n'
    ':::::{timeline} Caption\n\nStray text.\n\n::::{entry} Title\n:dates: a while ago\n\n'
    'Body.\n::::\n:::::\n\n::::{entry} Lonely\n\nLonely body.\n::::\n'
)


@pytest.fixture(scope='module')
def shown(make_shared_site: MakeSite) -> Site:
    """Build the website of pages that are wrong in part."""
    profile = '```{profile}\n```'
    files: dict[str, str | bytes] = {
        NOTES: note(WRITTEN),
        'people/joan-roe.md': page('person', 'name: Joan Roe\nrole: PhD\nemail: x', profile),
        'people/ann-poe.md': page('person', 'role: a: b', f'Her text.\n\n{profile}', 'Ann Poe'),
    }
    for name, ending in ENDINGS.items():
        text = BROKEN.replace('Jane Doe', name).replace('\n', ending)
        files[f'people/{slug(name)}.md'] = text.encode()
    return make_shared_site(BASE | files)


@pytest.mark.parametrize('name', ENDINGS)
def test_lines_are_counted_whatever_ends_them(shown: Site, name: str) -> None:
    told = [item for item in shown.warnings if item.file == f'people/{slug(name)}.md']
    assert [item.line for item in told] == [line_of('rol:', BROKEN), line_of('storaje', BROKEN)]


@pytest.mark.parametrize(
    'words',
    [
        'jane-do',
        'the log',
        'doe2042',
        'a b{c',
        'a link',
        'Caption',
        'Stray text.',
        'Title',
        'a while ago',
        'Body.',
        'Lonely',
        'Lonely body.',
    ],
)
def test_what_was_written_stays_on_the_page(shown: Site, words: str) -> None:
    assert [item for item in shown.warnings if item.file == NOTES]
    assert words in shown.main('notes').get_text(' ')


def test_what_is_right_in_front_matter_is_shown(shown: Site) -> None:
    assert len([item for item in shown.warnings if item.file == 'people/joan-roe.md']) == 1
    assert 'PhD' in shown.main('people/joan-roe').get_text()


def test_a_page_with_broken_yaml_is_still_a_page(shown: Site) -> None:
    assert len([item for item in shown.warnings if item.file == 'people/ann-poe.md']) == 1
    text = shown.main('people/ann-poe').get_text()
    assert 'Her text.' in text
    assert 'a: b' in text  # as the message says


def test_no_good_page_is_told(shown: Site) -> None:
    assert {item.file for item in shown.warnings} & BASE.keys() == set()


# -- a bounded fuzz ----------------------------------------------------------------

FULL_PAGE = """\
---
person:
  name: Jane Doe
  native-name: 简
  role: Ph.D. student
  group: phd
  affiliation:
    - name: University
      department: Systems
      url: https://example.org
  email: jane@example.org
  links: {github: jane-doe, orcid: 0000-0002-1825-0097, Blog: "https://example.org"}
  topics: [storage]
  projects:
    - quicklog
  names: ["Doe, J."]
  joined: 2020-09
  updated: 2025-11-10
---

# Jane Doe

Works on {project}`quicklog`, see {cite:p}`doe2024`.

::::{timeline} Education
:kind: education

:::{entry} MSc
:dates: 2018 to 2020

Body with {topic}`storage`.
:::
::::
"""
FULL_BIB = """\
@string{jol = "Journal of Logs"}

@article{doe2024,
  author = {Doe, Jane and Roe, Joan},
  author+an = {1=equal; 2=equal},
  title = {{Fast} logs, 100\\% faster},
  journal = jol,
  year = 2024,
  projects = {quicklog},
}

@inproceedings{roe2023,
  author = {Roe, Joan and {\\'E}mile Zola},
  title = "Slow logs",
  booktitle = {Proc. of {Logs}},
  date = {2023-05},
  url = {https://example.org/slow},
}

@misc{poe2022, author = {Poe, Ann}, title = {Notes}, year = {2022}}
"""


def mutations(text: str, count: int) -> list[str]:
    """Return variants of *text*, each with one to three characters changed, always the same."""
    chance = random.Random(text)  # noqa: S311
    variants = []
    for _number in range(count):
        changed = list(text)
        for _change in range(chance.randint(1, 3)):
            place = chance.randrange(len(changed))
            action = chance.choice(('delete', 'insert', 'double', 'swap'))
            if action == 'delete':
                del changed[place]
            elif action == 'insert':
                changed.insert(place, chance.choice('{}[]"\',:;#@=&*!|>%-~\\$\t\n\0\x07 é王0'))
            elif action == 'double':
                changed.insert(place, changed[place])
            else:
                changed[place - 1], changed[place] = changed[place], changed[place - 1]
        variants.append(''.join(changed))
    return variants


@pytest.mark.parametrize('count', [40, pytest.param(200, marks=pytest.mark.slow)])
def test_no_typing_mistake_in_a_page_ends_in_a_traceback(make_site: MakeSite, count: int) -> None:
    pages = {
        f'people/jane-{number}.md': text for number, text in enumerate(mutations(FULL_PAGE, count))
    }
    site = build(make_site, {**BASE, **pages})
    # Sphinx gives no place for a role of no domain; MyST tells of it again, with one
    ours = [item for item in site.warnings if not item.message.startswith('unknown role name')]
    assert {item.file for item in ours} <= pages.keys() | {BIB}
    assert all(item.line for item in ours)
    assert all('Traceback' not in item.message for item in ours)


def test_no_typing_mistake_in_a_reference_file_loses_an_entry_in_silence(
    make_site: MakeSite,
) -> None:
    files = {
        f'{number}.bib': re.sub(r'(?<=\{)([a-z]+20\d\d,)', rf'n{number}\1', text)
        for number, text in enumerate(mutations(FULL_BIB, 200))
    }
    site = make_site(
        {**BASE, **files}, buildername='dummy', confoverrides={'bibtex_bibfiles': [*files]}
    )
    told = {item.file for item in site.warnings}
    kept: dict[str, int] = dict.fromkeys(files, 0)
    for publication in site.graph.publications.values():
        kept[publication.file.rpartition('/')[2]] += 1
    for name, count in kept.items():
        assert count >= 3 or name in told, f'{name} lost an entry:\n{files[name]}'
    assert all(item.line for item in site.warnings if item.file in files)
