"""What a message proposes is right in its place, near, and never the text as it stands."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from support import PNG, front

from sphinx_folio.bib import TYPES
from sphinx_folio.gate import gate_of
from sphinx_folio.model import (
    ENTRY_KINDS,
    GROUPINGS,
    SERVICES,
    SORTS,
    STYLES,
    check_id,
    check_url,
    kebab,
    make_link,
)
from sphinx_folio.reading import choices_of, entry_types, ids, positive_number, years
from sphinx_folio.reading.directive import choice_of
from sphinx_folio.reading.front_matter import read_front_matter
from sphinx_folio.reading.images import find_picture
from sphinx_folio.reading.pages import page_id_of
from sphinx_folio.util import did_you_mean, seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite

_PROPOSED = re.compile(
    r'(?:did you mean|write(?: one date:)?|rename it to) "?([^"?;]+?)"?(?:\?| anew|;|$)'
)


def proposed(message: str) -> str:
    """Return what a message proposes to write."""
    found = _PROPOSED.findall(message)
    assert found, message
    return str(found[-1])


#: A line below a kind, and what of it is wrong.
LINES = [
    ('person', 'rol: PhD', 'rol'),
    ('person', 'Name: Jane', 'Name'),
    ('person', 'native_name: J', 'native_name'),
    ('person', 'affilation: X', 'affilation'),
    ('person', 'foto: jane.png', 'foto'),
    ('person', 'ro\u200ble: PhD', 'ro\u200ble'),
    ('person', 'group: PhD', 'PhD'),
    ('person', 'group: postdocs', 'postdocs'),
    ('person', 'group: undergrad', 'undergrad'),
    ('person', 'group: phd\u200b', 'phd\u200b'),
    ('person', 'topics: [Storage Systems]', 'Storage Systems'),
    ('person', 'topics: [Größe]', 'Größe'),
    ('person', 'topics: [stor\u200bage]', 'stor\u200bage'),
    ('person', 'joined: 2024 (expected)', '2024 (expected)'),
    ('person', 'links: {githb: jane}', 'githb'),
    ('person', 'links: {orchid: 0000-0002-1825-0097}', 'orchid'),
    ('person', 'links: {website: example.org}', 'example.org'),
    ('person', 'links: {website: www.example.org/a}', 'www.example.org/a'),
    ('person', 'links: {website: jane@example.org}', 'jane@example.org'),
    ('person', 'links: {github: github.com/jane}', 'github.com/jane'),
    ('person', 'links: {Lab: example.org/lab}', 'example.org/lab'),
    ('person', 'affiliation: {name: X, ror: 02nr0ka47}', '02nr0ka47'),
    ('person', 'affiliation: {name: X, url: example.org}', 'example.org'),
    ('project', 'status: activ', 'activ'),
    ('project', 'period: 2024 to 2020', '2024 to 2020'),
    ('project', 'period: ca. 2019', 'ca. 2019'),
    ('project', 'summry: x', 'summry'),
    ('topic', 'alias: [x]', 'alias'),
]

#: What is asked of a configuration here.
CONFIG: Any = SimpleNamespace(folio_folders={})


@pytest.mark.parametrize(('kind', 'line', 'wrong'), LINES)
def test_a_proposal_for_front_matter_is_right(kind: Any, line: str, wrong: str) -> None:
    def problems(text: str) -> list[str]:
        source = f'---\n{kind}:\n  {text}\n---\n'
        page = read_front_matter(source, docname='x', page_id='x', expected=None)
        return [problem.message for problem in page.problems]

    (message,) = problems(line)
    better = proposed(message)
    assert better != wrong
    assert problems(line.replace(wrong, better)) == []


@pytest.mark.parametrize(
    ('check', 'wrong'),
    [
        (check_id, 'Jane Doe'),
        (check_id, "Seán O'Brien"),
        (check_url, 'example.org/x'),
        (check_url, '//example.org'),
        (choice_of(*ENTRY_KINDS), 'eduction'),
        (choice_of(*SORTS['publication']), 'Newest'),
        (choice_of(*STYLES['person']), 'card'),
        (choice_of(*GROUPINGS['publication']), 'years'),
        (choices_of('phd', 'postdoc'), 'postdocs'),
        (entry_types, 'artcle'),
        (ids, 'Jane'),
        (years, '2025-2020'),
    ],
)
def test_a_proposal_for_a_value_is_right(check: Callable[[str], Any], wrong: str) -> None:
    with pytest.raises(ValueError, match='did you mean') as caught:
        check(wrong)
    better = proposed(str(caught.value))
    assert better != wrong
    assert check(better)


@pytest.mark.parametrize('wrong', ['', '王', 'a b', 'hello!', 'https//x', 'example.org/a b', 'a@b'])
def test_nothing_is_proposed_that_would_be_refused(wrong: str) -> None:
    for check in (check_id, check_url, lambda value: make_link('My page', value)):
        with pytest.raises(ValueError, match=r'no|mal') as caught:
            check(wrong)
        for better in re.findall(r'did you mean "([^"]*)"', str(caught.value)):
            assert check(better)


@pytest.mark.parametrize('value', ['jane', '12/34', 'talks/a', '~Jane_Doe1'])
def test_a_service_is_proposed_that_takes_the_value(value: str) -> None:
    for key in ('githb', 'orchid', 'dblpp', 'openrevew', 'websit', 'paperr'):
        with pytest.raises(ValueError, match='is no URL') as caught:
            make_link(key, value)
        for better in re.findall(r'did you mean "([^"]*)"', str(caught.value)):
            assert better in SERVICES
            assert make_link(better, value)


@pytest.mark.parametrize('wrong', ['three', '0', '-1'])
def test_a_number_is_no_word(wrong: str) -> None:
    with pytest.raises(ValueError, match='write 1, 2, 3 or more'):
        positive_number(wrong)


@pytest.mark.parametrize('name', sorted(TYPES))
def test_every_type_that_may_be_proposed_is_taken(name: str) -> None:
    assert entry_types(name)


@pytest.mark.parametrize(
    ('stem', 'better'),
    [
        ('jörg', 'jorg'),
        ('José Luis', 'jose-luis'),
        ('Sam_Example', 'sam-example'),
        ('Łukasz', 'lukasz'),
        ("o'brien", 'obrien'),
        ('jane\u200b-doe', 'jane-doe'),
    ],
)
def test_a_file_is_to_be_renamed_as_a_new_page_would_be_called(stem: str, better: str) -> None:
    page_id, (problem,) = page_id_of(f'people/{stem}', CONFIG)
    assert page_id == better == kebab(stem)
    assert f'rename it to "{better}.md"' in problem.message
    assert page_id_of(f'people/{better}', CONFIG) == (better, [])


def test_a_name_in_another_script_is_to_be_written_in_latin_letters() -> None:
    _page_id, (problem,) = page_id_of('people/王梓人', CONFIG)
    assert problem.message.endswith('rename it in Latin letters, such as "wang-ziren.md"')


def test_a_key_that_is_there_is_not_proposed() -> None:
    source = '---\nperson:\n  role: x\n  rol: y\n---\n'
    page = read_front_matter(source, docname='x', page_id='x', expected=None)
    assert 'did you mean "role"' not in page.problems[0].message


def test_a_service_in_the_place_of_a_key_belongs_under_links() -> None:
    source = '---\nperson:\n  github: jane\n---\n'
    page = read_front_matter(source, docname='x', page_id='x', expected=None)
    assert page.problems[0].message.endswith('indent it under "links:"')


@pytest.mark.parametrize('sign', ['\u200b', '\u00ad', '\ufeff', '\u2060', '\u00a0'])
def test_a_text_that_looks_the_same_is_not_proposed(sign: str) -> None:
    for word in (f'{sign}role', f'role{sign}', f'ro{sign}le' if sign != '\u00a0' else 'role\u00a0'):
        assert seen(word) == 'role'
        hint = did_you_mean(word, ['role'])
        assert hint == did_you_mean(word, ['role', 'group'])
        assert f'U+{ord(sign):04X}' in hint
        assert 'did you mean' not in hint


def test_a_picture_is_proposed_with_its_folder(tmp_path: Path) -> None:
    (tmp_path / 'people/img').mkdir(parents=True)
    (tmp_path / 'people/img/jane.png').write_bytes(PNG)
    (tmp_path / 'people/img/janes.png').write_text('no picture')
    gate = gate_of(tmp_path, [])
    for written, better in [
        ('img/janes.jpg', 'img/jane.png'),
        ('/people/img/jane.jpg', '/people/img/jane.png'),
    ]:
        _file, flaw = find_picture(gate, 'people/jane-doe', written)
        assert proposed(flaw) == better
        assert find_picture(gate, 'people/jane-doe', better) == ('people/img/jane.png', '')


def test_a_topic_is_not_proposed_as_a_part_of_itself(make_site: MakeSite) -> None:
    files = {
        'topics/storages.md': front('topic', name='Storages', broader=['storage']),
        'topics/memory.md': front('topic', name='Memory'),
    }
    (warned,) = make_site(files, buildername='dummy').warnings
    assert warned.message.startswith('unknown topic "storage" in "broader"; write one of: memory')
