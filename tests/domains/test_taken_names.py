"""Ids, labels and addresses that two claim: whose they are, and who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

JANE = front('person', name='Jane Doe')
BIB = '@misc{doe2024, title = {A paper}, author = {Doe, Jane}, year = 2024}\n'
FILES: dict[str, str | bytes] = {
    'references.bib': BIB,
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'people/jane.md': f'{JANE}\n(jane)=\n\nHere.\n',
    'people/bob.md': front('person', name='Bob')
    + '\n[see Jane](#jane), [](#jane "hers"), {any}`jane`, [the paper](#doe2024), [mine](#mine)\n',
    # what a stranger adds
    'people/aaa.md': front('person', name='Aaa')
    + '\n(jane)=\n\n(doe2024)=\n\n(twice)=\n\n(search)=\n\n(jane-notes)=\n\nText\n',
    'people/zzz.md': front('person', name='Zzz') + '\n(twice)=\n\n## A title\n',
    'topics/jane.md': front('topic', name='Another Jane'),
    'people/a/bob.md': front('person', name='Another Bob'),
    'people/Zoe.md': front('person', name='Not Zoe'),
    'people/zoe.md': front('person', name='Zoe'),
    'people/b/eve.md': front('person', name='Eve'),
    'people/c/eve.md': front('person', name='Another Eve'),
    'topics/links.md': front('topic', name='Links')
    + '\n[to](#twice) {person}`bob`, {person}`zoe`, {person}`eve`\n\n(mine)=\n\nMine\n',
}
TOLD = [
    ('people/aaa.md', 7, 'the label "jane" is the id of people/jane.md; write another one, such as "jane-here" [folio.id]'),
    ('people/aaa.md', 9, 'the label "doe2024" is the citation key "doe2024"; write another one, such as "doe2024-here" [folio.id]'),
    ('people/aaa.md', 11, 'the label "twice" stands in people/zzz.md:7 too; write another one, such as "twice-here" [folio.id]'),
    ('people/zzz.md', 7, 'the label "twice" stands in people/aaa.md:11 too; write another one, such as "twice-here" [folio.id]'),
    ('topics/jane.md', 1, 'the id "jane" is also the id of people/jane.md, to which links of that name lead; rename this file [folio.id]'),
    ('people/a/bob.md', 1, 'the id "bob" is taken by people/bob.md; rename this file, as the id of a page is its file name [folio.id]'),
    ('people/Zoe.md', 1, 'the id "zoe" is taken by people/zoe.md; rename this file, as the id of a page is its file name [folio.id]'),
    ('people/c/eve.md', 1, 'the id "eve" is taken by people/b/eve.md; rename this file, as the id of a page is its file name [folio.id]'),
    ('people/b/eve.md', 1, 'the id "eve" is also that of people/c/eve.md; rename this file, as the id of a page is its file name, or that one [folio.id]'),
]  # fmt: skip


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    return look_at(FILES)


@pytest.mark.parametrize('told', TOLD, ids=lambda told: f'{told[0]}:{told[1]}')
def test_the_one_who_takes_a_name_is_told(site: Site, told: tuple[str, int, str]) -> None:
    assert told in [tuple(warned) for warned in site.warnings]


def test_nobody_else_is_told(site: Site) -> None:
    known = {told[:2] for told in TOLD}
    # the name of its own search is told of by Sphinx
    known |= {('people/aaa.md', 17)}
    assert {(file, line) for file, line, _message in site.warnings} <= known


def test_links_lead_to_objects(site: Site) -> None:
    bob = site.main('people/bob')
    links = {link.get_text(): link['href'] for link in bob.select('section a:not(.headerlink)')}
    assert links['see Jane'] == links['Jane Doe'] == 'jane.html'
    assert links['the paper'].startswith('../publications.html#')
    assert links['mine'] == '../topics/links.html#mine'
    assert bob.select_one('a[title=hers]').get_text() == 'Jane Doe'
    assert {'../people/bob.html', '../people/zoe.html', '../people/b/eve.html'} <= site.links(
        'topics/links'
    )


LABELS: dict[str, str | bytes] = {
    'a.md': '# A\n\n(twice)=\n\n## First\n',
    'b.md': '# B\n\n(twice)=\n\n## Second\n',
    'c.md': '# C\n\n[](#twice), [to](#twice), [see](#jane)\n\n(jane)=\n\n## Here\n',
    'people/jane.md': JANE,
    'd.md': '# D\n\n[see](#jane)\n',
}
EDITS: dict[str, dict[str, str | bytes | None]] = {
    'the second page': {'b.md': '# B\n\n(twice)=\n\n## Second, again\n'},
    'the first page': {'a.md': '# A\n\nWords.\n\n(twice)=\n\n## First, again\n'},
    'without the first': {'a.md': '# A\n'},
    'without the second': {'b.md': '# B\n'},
    'without the person': {'people/jane.md': None},
}


@pytest.mark.parametrize('edit', EDITS)
def test_an_edit_leads_to_what_a_clean_build_leads_to(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], edit: str
) -> None:
    site = begin_with(LABELS, confoverrides={'suppress_warnings': ['toc']})
    site.build_again(EDITS[edit])
    clean = clean_build(site)
    assert site.output() == clean.output()
    own = [warned for warned in clean.warnings if '[folio.' in warned.message]
    assert [warned for warned in site.warnings if '[folio.' in warned.message] == own


def test_reading_in_parallel_leads_to_the_same(make_site: MakeSite) -> None:
    plain = make_site(LABELS, folder='plain')
    parallel = make_site(LABELS, folder='parallel', parallel=2)
    assert parallel.main('c') == plain.main('c')
    assert [w for w in parallel.warnings if 'folio.' in w.message] == [
        w for w in plain.warnings if 'folio.' in w.message
    ]
    assert plain.links('c') >= {'a.html#twice', '#jane'}
    assert plain.links('d') == {'people/jane.html'}
