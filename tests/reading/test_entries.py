"""Dated entries as they are written: a page with ``entry:``, or a line of a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import front

from sphinx_folio.model import PartialDate

if TYPE_CHECKING:
    from support import MakeSite, Site

OWN = {
    'folio_entry_kinds': {'patents': 'Patents & <b>more</b>'},
    'folio_folders': {'people': 'person', 'talks': 'entry', 'blog': 'entry'},
}


def timeline(*options: str, kind: str = 'talks', body: str = '') -> str:
    lines = '\n'.join(options)
    return (
        f'# T\n\n:::::{{timeline}}\n:kind: {kind}\n\n::::{{entry}} A\n{lines}\n\n'
        f'{body}\n::::\n:::::\n'
    )


FILES = {
    'people/jane.md': front('person', name='Jane'),
    'people/bo.md': front('person', name='Bo'),
    'talks/a.md': front('entry', name='A', date='2026'),
    'talks/2025/b.md': front('entry', name='B', kind='news', period='2025-01 to 2025-03'),
    'awards/c.md': front('entry', name='C'),
    'x/patents/d.md': front('entry', name='D', date=2024),
    'blog/e.md': front('entry', name='E', kind='news', people='jane'),
    'bad.md': front(
        'entry', name='Bad', kind='talk', date='2025-13', period='2025', place=['a'],
        topics=['nope'], links={'slides': 'nope.pdf'}, image='no.png', status='opn', title='x',
    ),
    'no-kind.md': front('entry', name='No kind'),
    'line.md': timeline(
        ':id: On Logs', ':dates: 2025-13', ':people: bo (a', ':status: opn', ':topics: storages',
        ':projects: Quick Log', ':publications: doe', ':links: slides https://a, video: htp://y',
    ),
    'twice.md': timeline(':id: a', kind='newz'),
    'right.md': timeline(
        ':id: right', ':type: *Key* note', ':people: jane, bo (session chair)',
        ':links: slides: slides.pdf; Lecture notes: https://example.org/a,b',
        body='First *one*. Second.\n\n- item',
    ),
    'nested.md': timeline(body='- x\n\n  :::{timeline}\n  ```{entry} Inner\n  :people: bo\n  ```\n  :::'),
    'slides.pdf': b'%PDF-1.4\n',
    'empty.md': '# T\n\n```{timeline}\n```\n',
    'role.md': '# T\n\n{entry}`rights` {entry}`right`\n\n```{entries}\n:kind: patent\n```\n',
}  # fmt: skip


@pytest.fixture
def site(look_at: MakeSite) -> Site:
    return look_at(FILES, confoverrides=OWN)


KINDS = (
    'news, openings, education, experience, grants, teaching, supervision, awards, service, talks, '
    'press, certificates, languages, skills, activities, patents, other'
)


@pytest.mark.parametrize(
    ('docname', 'messages'),
    [
        ('talks/a', []),
        ('talks/2025/b', []),
        ('awards/c', []),
        ('x/patents/d', []),
        ('blog/e', [(2, '"people": must be a list; write [jane]')]),
        ('no-kind', [
            (2, ('nothing says what kind of entry this is; write "kind: news" under "entry:", or '
             f'one of: {KINDS}')),
        ]),
        ('bad', [
            (2, '"kind": unknown value "talk"; did you mean "talks"?'),
            (2, '"date" and "period" say the same; remove one of them'),
            (2, ('"date": "2025-13" is an impossible date (month must be in 1..12); write '
             '"2022-06 to 2023-04", "2024-07 to present" or one date')),
            (2, '"place": must be text, not a list or a mapping'),
            (2, ('"links: slides": "nope.pdf" does not exist; write the path from the page, or '
             'from the site with a "/" before it')),
            (2, ('"image": "no.png" does not exist; upload the picture to this place, or correct '
             'the path')),
            (2, '"status": unknown value "opn"; did you mean "open"?'),
        ]),
        ('line', [
            (7, ('":id:": "On Logs" is no id (lower-case words joined by hyphens); did you mean '
             '"on-logs"?')),
            (8, (':dates: "2025-13" is an impossible date (month must be in 1..12); write '
             '"2022-06 to 2023-04", "2024-07 to present" or one date')),
            (9, '":people:": "bo (a" names nobody; write jane-doe, or jane-doe (chair), john-roe'),
            (10, '":status:": unknown value "opn"; did you mean "open"?'),
            (11, 'unknown topic "storages" in ":topics:"; write a topic that exists'),
            (12, ('":projects:": "Quick" is no id (lower-case words joined by hyphens); did you '
             'mean "quick"?')),
            (13, 'unknown citation key "doe" in ":publications:"; write a citation key that exists'),
            (14, ('":links:": "slides https://a," is no link; write "slides: https://…", and a '
             'comma before the next')),
            (14, ('":links: video": the scheme "htp:" is not allowed; write a link with https, '
             'http or mailto')),
        ]),
        ('twice', [
            (4, '":kind:": unknown value "newz"; did you mean "news"?'),
            (6, 'the id "a" is taken by talks/a.md; write another ":id:"'),
        ]),
        ('right', []),
        ('nested', []),
        ('empty', [
            (3, ('a timeline holds entry directives and nothing else; write each record as '
             '"::::{entry} Title", and other text above or below the timeline; one with a '
             '":kind:" and nothing else lists all that is of that kind')),
        ]),
        ('role', [
            (3, 'unknown entry "rights" in the role {entry}; did you mean "right"?'),
            (6, '":kind:": unknown value "patent"; did you mean "patents"?'),
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line(
    site: Site, docname: str, messages: list[tuple[int, str]]
) -> None:
    told = [each for each in site.warnings if each.file == f'{docname}.md']
    found = [(each.line, each.message.rpartition(' [')[0]) for each in told]
    assert all(message in found for message in messages), found
    if not messages:
        assert found == []


def test_the_folder_says_the_kind_unless_the_page_does(site: Site) -> None:
    kinds = {entry.id: entry.entry_kind for entry in site.graph.dated.values() if not entry.is_line}
    assert kinds == {
        'a': 'talks', 'b': 'news', 'c': 'awards', 'd': 'patents', 'e': 'news', 'bad': 'other',
        'no-kind': 'other',
    }  # fmt: skip


def test_a_line_is_the_same_record_as_a_page(site: Site) -> None:
    entry = site.graph.dated['right']
    assert (entry.name, entry.type, entry.entry_kind) == ('A', '*Key* note', 'talks')
    assert [(who.id, who.role) for who in entry.people] == [('jane', ''), ('bo', 'session chair')]
    assert [(link.title, link.url) for link in entry.links] == [
        ('Slides', 'slides.pdf'), ('Lecture notes', 'https://example.org/a,b'),
    ]  # fmt: skip
    (slides, _notes) = site.main('right').select('.folio-links a')
    assert (site.outdir / slides['href']).read_bytes() == b'%PDF-1.4\n'


def test_a_record_within_a_record_is_part_of_it(site: Site) -> None:
    assert [entry.name for entry in site.graph.dated.values() if entry.docname == 'nested'] == ['A']


@pytest.mark.parametrize(
    ('period', 'moment'),
    [
        (['fall 2024', 'fall 2025'], PartialDate(2025, 9, term='autumn')),
        ('2020 to 2022', PartialDate(2020)),
        ('until 2022', PartialDate(2022)),
        (None, None),
    ],
)
def test_an_entry_is_sorted_by_when_it_last_began(
    make_site: MakeSite, period: object, moment: PartialDate | None
) -> None:
    facts = {'period': period} if period else {}
    site = make_site({'news/a.md': front('entry', name='A', **facts)})
    assert site.graph.dated['a'].moment == moment
