"""What YAML would silently drop or change is told of at its line, and read where that is certain."""

from __future__ import annotations

import pytest

from sphinx_folio.model import Person
from sphinx_folio.reading.front_matter import FrontMatter, read_front_matter

NBSP = '\u00a0'


def read(source: str) -> FrontMatter:
    """Return the front matter of a page of Jane's."""
    return read_front_matter(source, docname='people/x', page_id='x', expected='person')


def told(source: str) -> list[tuple[int, str]]:
    """Return what is told of a page, with the lines."""
    return [(problem.line, problem.message) for problem in read(source).problems]


def role_of(source: str) -> str:
    """Return the role that was read."""
    record = read(source).record
    assert isinstance(record, Person)
    return record.role


def page(*lines: str) -> str:
    """Return a page whose facts begin on line 3."""
    return '\n'.join(['---', 'person:', *lines, '---', '', '# Jane', ''])


#: Lines of a person, and the value that the message about the first of them proposes.
MENDED = {
    'role: C # programmer': 'role: "C # programmer"',
    'role: Professor #1': 'role: "Professor #1"',
    'summary: Works on C #.': 'summary: "Works on C #."',
    'names:\n    - Jane #2': '"Jane #2"',
    'affiliation: Lab #3': 'affiliation: "Lab #3"',
    'affiliation: {name: Lab #3\n    }': 'name: "Lab #3"',
    'role: PhD student: storage': 'role: "PhD student: storage"',
    'name: Jane\n  role:PhD': 'role: PhD',
    'name: Jane\n  role：PhD': 'role: PhD',
    f'name: Jane\n  role:{NBSP}PhD': 'with plain spaces: role: PhD',
    'role: @jane': 'role: "@jane"',
    'role: `code`': 'role: "code"',
    'role: %x': 'role: "%x"',
    'role: *PhD* student': 'role: "PhD student"',
    'role: **PhD** student': 'role: "PhD student"',
    'role: *PhD student': 'role: "*PhD student"',
    'role: [PhD] student': 'role: "[PhD] student"',
    'role: "PhD" student': 'role: \'"PhD" student\'',
    'role: - PhD': 'role: "- PhD"',
    'role: |PhD': 'role: "|PhD"',
    'role: >PhD': 'role: ">PhD"',
    'role: "PhD': 'role: "PhD"',
    'topics: [a, b': 'topics: [a, b]',
    '\trole: PhD': 'with plain spaces: role: PhD',
    'role: null': 'role: "null"',
    'role: Null': 'role: "Null"',
    'role: ~': 'role: "~"',
    'role: yes': 'role: "yes"',
    'role: 1_000': 'role: "1_000"',
    'role: 12:30': 'role: "12:30"',
    'role: “PhD”': '"PhD"',
    'native-name: „Jane“': '"Jane"',
    'role: &a b': 'put quotes around the whole text',
}


@pytest.mark.parametrize('written', MENDED)
def test_a_value_that_yaml_does_not_keep_is_told_with_the_line_to_write(written: str) -> None:
    lines = [
        line if line.startswith('\t') else f'  {line.removeprefix("  ")}'
        for line in written.split('\n')
    ]
    (problem, *others) = told(page(*lines))
    assert not others
    assert problem[0] == (3 if len(lines) == 1 or lines[-1].strip() == '}' else 4)
    assert MENDED[written] in problem[1]


@pytest.mark.parametrize('written', [line for line in MENDED if MENDED[line].startswith('role: ')])
def test_the_line_to_write_is_right(written: str) -> None:
    source = page(f'  {MENDED[written]}')
    assert told(source) == []
    assert role_of(source)


def test_one_wrong_line_costs_no_other_fact() -> None:
    source = page('  name: Jane: x', '  role: @y', '  location: Bern')
    record = read(source).record
    assert isinstance(record, Person)
    assert (record.name, record.role, record.location) == ('Jane: x', '@y', 'Bern')
    assert [line for line, _message in told(source)] == [3, 4]


@pytest.mark.parametrize(
    'line',
    [
        'group: phd # or master',
        'group: phd  # faculty, postdoc, phd, master',
        'role: PhD student  # since 2024',
        'role: "PhD student" # since 2024',
        'photo: jane.png # a JPEG or PNG file',
        'topics: [a] # ids',
        'updated: 2026-01-31 # today',
        '# role: PhD student',
        'role: C#',
        'role: C#/F# programmer',
        'status: “Hello”, she said',
        'summary: “I work on logs.”',
        "location: L'Aquila",
        'email: jane@example.org # work',
        'summary: >\n    Works on\n    C # things.',
        'role: R&D, * and more',
    ],
)
def test_what_is_right_is_not_told(line: str) -> None:
    assert told(page(f'  {line}')) == []


def test_indentation_of_other_spaces_is_told_at_each_line_and_read() -> None:
    source = page(f'{NBSP}{NBSP}role: PhD', f'{NBSP} group: phd', f'  {NBSP}location: Bern'[1:])
    message = 'the line begins with the character U+00A0 (no-break space); write plain spaces'
    assert [(line, text.startswith(message)) for line, text in told(source)] == [
        (3, True),
        (4, True),
        (5, True),
    ]
    assert role_of(source) == 'PhD'


@pytest.mark.parametrize('sign', ['\u3000', '\u2003\u2003', '\u200b  ', '\ufeff  ', '\u202f\u202f'])
def test_every_odd_space_is_named(sign: str) -> None:
    source = page(f'{sign}role: PhD')
    ((line, message),) = told(source)
    assert line == 3
    assert f'U+{ord(sign[0]):04X}' in message
    assert role_of(source) == 'PhD'


@pytest.mark.parametrize(
    ('line', 'message'),
    [
        (
            'Group: phd',
            'the key "Group" is misplaced; write "group", and indent it under "person:"',
        ),
        ('GROUP: phd', 'write "group", and indent it under "person:"'),
        ('native_name: J', 'write "native-name", and indent it under "person:"'),
        ('Native Name: J', 'write "native-name", and indent it under "person:"'),
        ('group: phd', 'the key "group" is misplaced; indent it under "person:"'),
        (f'group{NBSP}: phd', 'write "group", and indent it under "person:"'),
        ('tags: [a]', 'the key "tags" has no effect; write ids as "topics" under "person:"'),
        ('layout: about', 'the key "layout" has no effect; remove it'),
        ('permalink: /me', 'write the former address as "redirect-from" under "person:"'),
    ],
)
def test_a_fact_at_the_top_level_is_told(line: str, message: str) -> None:
    ((number, text),) = told(f'---\n{line}\nperson:\n  role: PhD\n---\n# J\n')
    assert number == 2
    assert message in text


@pytest.mark.parametrize('line', ['orphan: true', 'title: Jane', 'date: 2024', 'author: Jane'])
def test_keys_of_sphinx_and_others_are_not_told(line: str) -> None:
    assert told(f'---\n{line}\nperson:\n  role: PhD\n---\n# J\n') == []


def test_a_kind_in_capitals_is_told_in_any_folder() -> None:
    page = read_front_matter(
        '---\nPerson:\n  role: x\n---\n', docname='x', page_id='x', expected=None
    )
    (problem,) = page.problems
    assert problem.message == 'unknown key "Person"; did you mean "person"?'


@pytest.mark.parametrize(
    ('source', 'at', 'message'),
    [
        ('\n---\nperson:\n  role: x\n---\n# J\n', 1, 'the first line is blank; remove it'),
        ('\n \n---\nperson:\n  role: x\n---\n# J\n', 1, 'the first line is blank; remove it'),
        (' ---\nperson:\n  role: x\n---\n# J\n', 1, 'begins with a space; remove it'),
        (
            '–––\nperson:\n  role: x\n---\n# J\n',
            1,
            '"–––" is no line of three hyphens; write "---"',
        ),
        ('—\nperson:\n  role: x\n---\n# J\n', 1, '"—" is no line of three hyphens; write "---"'),
        ('--\nperson:\n  role: x\n---\n# J\n', 1, '"--" is no line of three hyphens; write "---"'),
        ('---\nperson:\n  role: x\n———\n# J\n', 4, '"———" is no line of three hyphens'),
        ('---\nperson:\n  role: x\n–-\n# J\n', 4, '"–-" is no line of three hyphens'),
    ],
)
def test_lines_of_hyphens_that_are_none(source: str, at: int, message: str) -> None:
    ((line, text),) = told(source)
    assert line == at
    assert message in text
    assert role_of(source) == 'x'
    rest = read(source).rest
    assert rest.lstrip('\n') == '# J\n'
    assert rest.count('\n') == source.count('\n')


def test_front_matter_that_is_not_closed_ends_at_a_blank_line() -> None:
    source = '---\nperson:\n  role: x\n  group: phd\n\n# J\n\nText.\n'
    assert told(source) == [(1, 'the front matter is not closed; write "---" on a line below it')]
    assert role_of(source) == 'x'
    assert read(source).rest == '\n\n\n\n\n# J\n\nText.\n'


def test_a_page_that_begins_with_a_rule_is_a_text() -> None:
    source = '---\nperson: of whom\nwe know [nothing\n\n# J\n'
    assert [line for line, _message in told(source)] == [1]
    assert read(source).rest.endswith('we know [nothing\n\n# J\n')


@pytest.mark.parametrize('ends', ['\n', '\r\n'])
@pytest.mark.parametrize(('first', 'last'), [('---', '---'), ('----', '---'), ('---', '...')])
def test_lines_of_hyphens_that_are_right(first: str, last: str, ends: str) -> None:
    source = f'{first}\nperson:\n  role: x\n{last}\n\n# J\n'.replace('\n', ends)
    assert told(source) == []
    assert role_of(source) == 'x'


@pytest.mark.parametrize('source', ['\n---\n\nText.\n\n---\n', '—\nText.\n—\n', '- \n---\n'])
def test_a_rule_in_a_text_is_no_front_matter(source: str) -> None:
    page = read_front_matter(source, docname='x', page_id='x', expected=None)
    assert page.problems == ()
    assert page.rest == source


def test_a_character_that_nobody_sees_is_named() -> None:
    ((line, message),) = told(page('  ro\u200ble: x'))
    assert line == 3
    assert message.endswith('it holds the character U+200B (zero width space): write "role" anew')


@pytest.mark.parametrize('sign', [':', '：', f':{NBSP}'])
def test_a_key_without_a_space_is_told_where_it_is_the_only_one(sign: str) -> None:
    ((line, message),) = told(page(f'  role{sign}PhD'))
    assert line == 2
    assert message.endswith('write "role: PhD", with a space')


@pytest.mark.parametrize(
    ('line', 'words'),
    [
        ('role: "**PhD** student with [Boris](boris.md)"', 'PhD student with Boris'),
        ('summary: Uses `code` and *stress*.', 'Uses code and stress.'),
        ('status: "Works with {person}`boris-x`"', 'Works with boris-x'),
        ('location: "![x](y.png) Bern"', 'x Bern'),
        ('summary: >\n    A\n    *b* c', 'A b c'),
    ],
)
def test_markdown_that_would_be_shown_with_its_signs(line: str, words: str) -> None:
    ((number, message),) = told(page(f'  {line}'))
    assert number == 3
    assert message.endswith(f'Markdown is shown with its signs here; write "{words}"')


@pytest.mark.parametrize(
    'text',
    ['C* and A* search', 'snake_case_name', '2 * 3 * 4', 'a < b [sic]', '<logs> & "x"', 'x [1]'],
)
def test_signs_that_are_no_markdown(text: str) -> None:
    assert told(page(f"  summary: '{text}'")) == []


def test_an_empty_item_is_told() -> None:
    assert told(page('  topics:', '    -', '    - a')) == [(4, '"topics": is empty; remove it')]
