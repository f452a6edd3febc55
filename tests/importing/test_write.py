"""What a reader has made becomes pages that build: ids, links, addresses, entries; sums add up."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_folio.bib import load
from sphinx_folio.importing import (
    Place,
    Report,
    Site,
    compose,
    front_matter,
    match_papers,
    mend,
    settle_people,
)
from sphinx_folio.importing.documents import Fields, read_document
from sphinx_folio.importing.neutral import Asset, Item, Line, Origin, Paper
from sphinx_folio.util import CommandError

HERE = Origin('source.md', 3)


def person(name: str, slug: str = '', **facts: Any) -> Item:
    return Item('person', slug or name.lower().replace(' ', '-'), name, HERE, facts)


def paper(title: str, authors: str, **fields: str) -> Paper:
    return Paper('misc', {'title': title, 'author': authors, 'year': '2020', **fields}, HERE)


def composed(
    *items: Item, papers: tuple[Paper, ...] = (), assets: tuple[Asset, ...] = (), **place: Any
) -> tuple[dict[str, str], str, Report]:
    report = Report(files={'source.md': 'imported'})
    report.carry('source.md', 100)
    site = Site(items=list(items), papers=list(papers), assets=list(assets))
    settle_people(site, report)
    match_papers(site, report)
    written = compose(site, Place(**place), report)
    assert [*report.sums()] == []
    return written.pages, written.bib, report


def told(report: Report) -> set[tuple[str, str, str]]:
    return {(note.fate, note.field, note.value) for note in report.notes}


# -- pages ---------------------------------------------------------------------------------------


def test_names_that_are_taken_get_a_number_and_mentions_follow() -> None:
    items = (
        person('Jane Doe', 'people/Jane_Doé'),
        Item('project', 'log', 'Quick Log', HERE, {'people': ['Jane Doe', 'Nobody Known']}),
        Item('project', 'log', 'Slow Log', HERE, {'topics': ['Log Sets', 'none']}),
        Item('topic', 'log-sets', 'Log sets', HERE),
        Item(None, 'Über uns', 'Us', HERE),
    )
    pages, _bib, report = composed(*items, pages={'uber-uns'})
    assert sorted(pages) == [
        'people/people-jane-doe.md', 'projects/log-2.md', 'projects/log.md', 'topics/log-sets.md',
        'uber-uns-2.md',
    ]  # fmt: skip
    assert '  people:\n  - people-jane-doe\n' in pages['projects/log.md']
    assert pages['projects/log.md'].endswith('# Quick Log\n\nWith Nobody Known.\n')
    assert '  topics:\n  - log-sets\n' in pages['projects/log-2.md']
    assert pages['projects/log-2.md'].endswith('Topics: none\n')
    assert told(report) == {
        ('changed', 'people', 'Nobody Known'),
        ('changed', 'id', 'log'),
        ('changed', 'topics', 'none'),
    }


def test_what_the_front_matter_refuses_is_taken_out_alone() -> None:
    links = {'github': 'jane doe', 'orcid': '0000-0002-1825-0097', 'Lab': 'lab'}
    facts = {'email': 'jane', 'group': 'boss', 'links': links, 'shoe-size': '40', 'photo': 'x.png'}
    pages, _bib, report = composed(person('Jane Doe', role='**Chair**, NO', **facts))
    assert pages['people/jane-doe.md'].partition('\n\n')[0] == (
        '---\nperson:\n  name: Jane Doe\n  role: Chair, NO\n'
        '  links:\n    orcid: 0000-0002-1825-0097\n---'
    )
    assert told(report) == {
        ('lost', 'email', 'jane'),
        ('lost', 'group', 'boss'),
        ('lost', 'links: github', 'jane doe'),
        ('lost', 'links: Lab', 'lab'),
        ('lost', 'shoe-size', '40'),
        ('lost', 'photo', 'x.png'),
        ('changed', 'role', '**Chair**, NO'),
    }


def test_lines_keep_what_is_right() -> None:
    options = {
        'dates': '2020', 'id': 'A b', 'status': 'maybe', 'people': 'Jane Doe (chair), Nobody',
        'links': 'slides: https://e.org/a, code: ftp://e.org', 'colour': 'red', 'place': 'A\nB',
    }  # fmt: skip
    item = person('Jane Doe')
    item.lines = [
        Line('talks', 'On *logs*', HERE, options, '::::{note}\nA\n::::'),
        Line('dances', '', HERE, {'dates': 'never'}),
    ]
    pages, _bib, report = composed(item)
    assert pages['people/jane-doe.md'].partition('## Talks\n\n')[2] == (
        '::::::{timeline}\n:kind: talks\n\n:::::{entry} On *logs*\n:dates: 2020\n'
        ':people: jane-doe (chair)\n:links: slides: https://e.org/a\n:place: A B\n\n'
        '::::{note}\nA\n::::\n:::::\n::::::\n\n'
        '## Other\n\n::::{timeline}\n:kind: other\n\n:::{entry}\n\nUntitled\n:::\n::::\n'
    )
    assert told(report) == {
        ('lost', 'id', 'A b'),
        ('lost', 'status', 'maybe'),
        ('lost', 'people', 'Nobody'),
        ('lost', 'links: code', 'ftp://e.org'),
        ('lost', 'colour', 'red'),
        ('lost', 'dates', 'never'),
        ('changed', 'kind', 'dances'),
    }


def test_former_addresses_lead_on_and_links_follow() -> None:
    jane = person('Jane Doe')
    jane.redirects = ['/members/jane.html', '/x?y=1', '/../up']
    about = Item(None, 'about', 'About', HERE, redirects=['/about/', '/members/jane.html'])
    about.body = 'See [Jane [D.]](import:/members/jane), [us](import:/about/#top), [x](import:/y/).'
    jane.body = '[Home](import:/) and [us](import:/about)'
    pages, _bib, report = composed(jane, about)
    assert '  redirect-from:\n  - /members/jane.html\n' in pages['people/jane-doe.md']
    assert '[Home](../index.md) and [us](../about.md)' in pages['people/jane-doe.md']
    assert pages['about.md'] == (
        '---\nfolio:\n  redirect-from:\n  - /about/\n---\n\n'
        '# About\n\nSee [Jane [D.]](people/jane-doe.md), [us](about.md), x.\n'
    )
    assert told(report) == {
        ('lost', 'redirect-from', '/x?y=1'),
        ('lost', 'redirect-from', '/../up'),
        ('lost', 'redirect-from', '/members/jane.html'),
        ('lost', 'link', '/y/'),
    }


def test_an_entry_stands_in_the_folder_of_its_kind() -> None:
    items = (
        Item('entry', '2024-a-talk', 'A talk', HERE, {'kind': 'talks', 'date': '2024'}),
        Item('entry', 'grant', 'A grant', HERE, {'kind': 'grants', 'summary': 'Yes'}),
        Item('entry', 'x', 'Odd', HERE, {'kind': 'talk', 'date': '2024'}),
    )
    pages, _bib, _report = composed(*items)
    assert pages == {
        'talks/2024-a-talk.md': "---\nentry:\n  date: '2024'\n---\n\n# A talk\n",
        'grants/grant.md': "---\nentry:\n  summary: 'Yes'\n  kind: grants\n---\n\n# A grant\n",
        'other/x.md': "---\nentry:\n  kind: other\n  date: '2024'\n---\n\n# Odd\n",
    }


# -- people --------------------------------------------------------------------------------------


def test_two_records_of_a_person_are_one() -> None:
    orcid = {'orcid': '0000-0002-1825-0097'}
    items = (
        person('Prof. Dr. Jane Doe', 'jane', email='j@e.org', links=orcid),
        person('Jane M. Doe', 'jmd', links={**orcid, 'github': 'jd'}, role='Chair'),
        person('Janet Doe', email='J@E.org', role='Other'),
        person('王梓人 (Wang Ziren)', 'wang'),
        person('Joan Roe'),
        person('J. Roe', 'jr'),
        person('Your Name'),
        Item('entry', 'n', 'News', HERE, {'kind': 'news', 'people': ['jmd', 'Doe, Janet', 'WZ']}),
    )
    pages, _bib, report = composed(*items)
    assert sorted(pages) == [
        'news/n.md', 'people/jane.md', 'people/joan-roe.md', 'people/jr.md', 'people/wang.md',
    ]  # fmt: skip
    assert pages['people/jane.md'].partition('\n\n')[0] == (
        '---\nperson:\n  name: Jane Doe\n  role: Prof. Dr.\n  email: j@e.org\n  links:\n'
        '    orcid: 0000-0002-1825-0097\n    github: jd\n'
        '  names:\n  - Jane M. Doe\n  - Janet Doe\n---'
    )
    assert '  people:\n  - jane\n' in pages['news/n.md']
    assert {
        ('changed', 'role', 'Chair'),
        ('changed', 'role', 'Other'),
        ('changed', 'name', 'J. Roe'),
        ('skipped', 'name', 'Your Name'),
    } <= told(report)


def test_own_papers_are_found_by_marks_and_by_the_only_bearer_of_a_name() -> None:
    owner = person('Jane Doe')
    owner.is_owner = True
    source = '@misc{kept,\n  title = {D},\n  author = {Roe, Joan and Doe, J},\n}\n'
    papers = (
        paper('A', 'Joan Roe and **J. M. Doe**'),
        paper('B', 'Roe, Joan and Doe, J.'),
        paper('C', 'J. Doe and John Doe'),
        Paper('misc', {'title': 'D', 'author': 'Roe, Joan and Doe, J'}, HERE, 'kept', source),
        paper('E', 'Max Doe'),
    )
    _pages, bib, _report = composed(owner, papers=papers)
    entries = bib.split('\n\n')
    assert ['author+an' in entry for entry in entries] == [True, True, False, True, False]
    assert 'author = {Joan Roe and J. M. Doe}' in entries[0]
    assert 'author+an = {2=jane-doe}' in entries[0]
    assert entries[3] == source.replace('J},\n', 'J},\n  author+an = {2=jane-doe},\n')[:-1]


def test_in_a_group_a_spelling_that_fits_one_member_becomes_a_name() -> None:
    people = (person('Jane Doe'), person('Joan Roe'), person('Max Li'), person('Mia Li'))
    papers = (paper('A', 'J. Doe and R. Roe and M. Li'), paper('B', 'Joan Roe'))
    pages, bib, report = composed(*people, papers=papers)
    assert '  names:\n  - J. Doe\n' in pages['people/jane-doe.md']
    assert all('names:' not in pages[f'people/{name}.md'] for name in ('joan-roe', 'max-li'))
    assert 'author+an' not in bib
    assert told(report) == {('changed', 'author', 'J. Doe')}


# -- the bibliography ------------------------------------------------------------------------------


def test_keys_are_made_where_they_are_missing_and_are_unique() -> None:
    papers = (
        paper('The Log', 'van der Berg, Jan'),
        paper('Another Log', r'M{\"u}ller, J\"org', doi='10.1/2'),
        Paper('misc', {'title': 'X'}, HERE, 'doe 2020,a'),
        Paper('misc', {'title': 'Y'}, HERE, 'TAKEN'),
        Paper('misc', {'title': 'Z } {'}, Origin('source.md', 9), ''),
    )
    _pages, bib, report = composed(papers=papers, keys={'taken'})
    keys = [line.partition('{')[2].rstrip(',') for line in bib.splitlines() if line[:1] == '@']
    assert keys == ['vanderberg2020log', 'muller2020another', 'doe2020a', 'TAKEN-2', 'z']
    assert '  title = {Z  },' in bib or '  title = {Z},' in bib
    assert ('changed', 'key', 'TAKEN') in told(report)


def test_entries_are_mended_until_nothing_is_wrong(tmp_path: Any) -> None:
    report = Report(files={'source.md': 'imported'})
    report.carry('source.md', 50)
    papers = [
        Paper('article', {'title': 'No year', 'author': 'A B', 'journal': 'J'}, HERE),
        paper('Bad doi', 'A B', doi='x', url='https://e.org/'),
        paper('Semicolons', 'Jane Doe; Joan Roe'),
        paper('Dollar $ alone', 'A B'),
        Paper('misc', {'author': 'A B', 'year': '2020'}, HERE, 'untitled'),
        Paper('misc', {'title': 'One work', 'year': '2021', 'author': 'A B'}, HERE, 'one'),
        Paper('book', {'title': 'One work', 'year': '2021', 'author': 'A B'}, HERE, 'two'),
    ]
    written = compose(Site(papers=papers), Place(), report)
    file = tmp_path / 'references.bib'
    text = written.bib
    for _round in range(9):
        file.write_text(text, encoding='utf-8')
        problems = load([file], 'utf-8', tmp_path).problems
        text = mend(text, problems, written.origins, report)
    assert [problem.message for problem in problems] == []
    publications = load([file], 'utf-8', tmp_path).publications
    assert [entry.title for entry in publications.values()] == [
        'No year', 'Bad doi', 'Semicolons', 'Dollar $ alone', 'One work', 'One work',
    ]  # fmt: skip
    assert '% import: b2020bad: doi = x\n@misc{b2020bad,' in text
    assert '% import: (at) misc{untitled,' in text
    assert len(publications['roe2020semicolons'].authors) == 2
    assert report.written['papers'] == 6
    assert [*report.sums()] == []


# -- the sums --------------------------------------------------------------------------------------


def test_a_field_of_a_page_that_a_reader_forgets_is_found() -> None:
    """Whatever else is told of the file: a note of its text is not one of its fields."""
    report = Report(files={'a.md': 'imported'})
    data = {'title': 'A', 'date': '2020', 'layout': 'x', 'roles': [{'name': 'Tutor', 'term': '1'}]}
    fields = front_matter.Fields(data, 'a.md', report)
    for number in range(5):
        report.note('lost', Origin('a.md'), 'text', f'{number}', 'write what it showed')
    fields.text('title')
    (role,) = fields.parts('roles')
    role.text('name')
    fields.close(('layout',))
    assert [*report.sums()] == ['a.md: 4 fields = 2 carried over + 1 reported']
    role.close()
    assert [*report.sums()] == []


def test_a_field_of_a_document_that_a_reader_forgets_is_found() -> None:
    report = Report(files={'a.json': 'imported'})
    text = '{"name": "A", "work": [{"title": "B", "dates": ["2020", "2021"]}], "x": ""}'
    fields = Fields.of_document(read_document(text, 'a.json'), 'a.json', report)
    report.note('lost', Origin('a.json'), 'text', 'x', 'a note of something else')
    fields.text('name')
    (work,) = fields.parts('work')
    work.text('title')
    assert [*report.sums()] == ['a.json: 4 fields = 2 carried over + 0 reported']
    fields.finish()
    assert [*report.sums()] == []


def test_a_field_that_nobody_tells_of_does_not_add_up() -> None:
    report = Report(files={'a.yml': 'imported', 'b.yml': 'gone'})
    report.fields_in['a.yml'] = 3
    report.carry('a.yml')
    report.drop('lost', Origin('a.yml'), 'x', '1', 'no place')
    report.fields_in['c.yml'] = 1
    report.note('changed', Origin('d.yml'), 'x', '', 'guessed')
    assert [*report.sums()] == [
        'b.yml: nobody knows what became of it ("gone")',
        'a.yml: 5 fields = 1 carried over + 1 reported',
        'c.yml: its fields were read, and nobody knows what became of the file',
        'c.yml: 1 fields = 0 carried over + 0 reported',
        'd.yml: it is reported on, and nobody knows what became of it',
    ]


def test_what_is_not_taken_out_of_a_document_is_reported() -> None:
    text = '{"a": "1", "b": ["2", {"c": "3"}], "d": {"e": null, "f": "4"}, "g": "\\ud83d\\ude00"}'
    report = Report(files={'a.json': 'imported'})
    fields = Fields.of_document(read_document(text, 'a.json'), 'a.json', report)
    assert fields.text('a') == '1'
    assert fields.texts('b') == ['2']
    assert fields.part('d').text('e') == ''
    assert fields.text('g') == '😀'
    fields.finish()
    assert {(note.field, note.value) for note in report.notes} == {('b.1.c', '3'), ('d.f', '4')}
    assert (report.fields_in['a.json'], report.fields_carried['a.json']) == (5, 3)
    assert [*report.sums()] == []


@pytest.mark.parametrize('text', ['{"a": 1', '[' * 5000, 'a: [', 'a: &a [*a]', '\tb: c: d'])
def test_what_is_no_document_is_told(text: str) -> None:
    with pytest.raises(CommandError, match=r'^a (cannot be read|holds more than)'):
        read_document(text, 'a')


def test_a_tag_of_yaml_makes_nothing() -> None:
    value = read_document('a: !!python/object/apply:os.system ["exit 1"]', 'a')
    assert [*value.leaves()] == [('a.1', 1, 'exit 1')]


def test_two_kinds_share_no_id_and_names_of_nobody_are_words() -> None:
    jane = person('Jane Doe', 'logs')
    project = Item('project', 'logs', 'Logs', HERE, {'people': ['![x](y.png)', '# No *one*']})
    pages, _bib, _report = composed(jane, project)
    assert sorted(pages) == ['people/logs.md', 'projects/logs-2.md']
    assert pages['projects/logs-2.md'].endswith('With !\\[x\\](y.png), \\# No \\*one\\*.\n')
