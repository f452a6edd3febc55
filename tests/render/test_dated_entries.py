"""News, talks, teaching and the rest: each at both ends, in lists, and never twice on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx.util.inventory import InventoryFile
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

BIB = """\
@inproceedings{doe2025log, title = {Logs}, author = {Jane Doe and Bo Roe}, year = 2025,
  booktitle = {OSDI}}
@misc{doe2024pre, title = {Other}, author = {Jane Doe}, year = 2024}
"""
JANE = (
    front('person', name='Jane Doe', topics=['storage'])
    + """
```{profile}
```

```{timeline}
:kind: education

:::{entry} MSc
:organisation: ETH
:dates: 2020 to 2022
:::
```

```{timeline}
:kind: talks

:::{entry} On logs
:id: on-logs
:type: Keynote
:dates: 2024-05-01
:people: bo-roe (chair), cy-poe
:projects: quicklog
:publications: doe2025log
:links: slides: https://example.org/a.pdf, Lecture notes: https://example.org/n?a=1,2
Said with {person}`bo-roe`.
:::
```
"""
)
NEWS = """\
# News

```{timeline}
:kind: news

:::{entry}
:dates: 2026-01-02
:people: bo-roe
We welcome {person}`bo-roe`. He is new.
:::

:::{entry} A grant
:dates: 2025-11
:people: jane-doe
:topics: storage
:::
```

See {entry}`exc`, {entry}`a talk <on-logs>` and [](#on-logs).
"""
FILES = {
    'people/jane-doe.md': JANE,
    'people/bo-roe.md': front('person', name='Bo Roe') + '\n```{entries}\n:kind: news\n```\n',
    'people/cy-poe.md': front('person', name='Cy Poe')
    + '\n## Spoken\n\n```{timeline}\n:kind: talks\n```\n',
    'projects/quicklog.md': front('project', name='Quicklog', topics=['storage']),
    'topics/storage.md': front('topic', name='Storage'),
    'talks/exc.md': front(
        'entry', name='Logs that answer', type='Invited talk', date='2026-04-15',
        people=[{'id': 'jane-doe', 'role': 'speaker'}], organisation='Example University',
        place='Zürich', projects=['quicklog'], topics=['storage'], publications=['doe2025log'],
        links={'slides': 'https://example.org/s.pdf', 'event': 'https://example.org/e'},
        summary='One sentence.',
    ) + '\nWhat it was about.\n',
    'teaching/os.md': front(
        'entry', name='Operating systems', period=['fall 2024', 'fall 2025'], people=['jane-doe']
    ),
    'jobs.md': front('entry', name='Postdoc', kind='openings', status='closed', date='2023'),
    'news/index.md': NEWS,
    'latest.md': '# Latest\n\n```{entries}\n:kind: news talks\n:limit: 3\n```\n',
    'all.md': '# All\n\n```{entries}\n:kind: news talks\n:filter:\n```\n',
    'year.md': '# Year\n\n```{entries}\n:group: year\n:sort: oldest\n:style: list\n```\n',
    'kinds.md': '# Kinds\n\n```{entries}\n:group: kind\n:style: inline\n```\n',
    'cards.md': '# Cards\n\n```{entries}\n:type: keynote, Invited talk\n:style: cards\n```\n',
    'of.md': '# Of\n\n```{entries}\n:person: bo-roe\n:year: 2024\n```\n',
    'closed.md': '# Closed\n\n```{entries}\n:status: closed\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': BIB,
}  # fmt: skip


@pytest.fixture
def site(look_at: MakeSite) -> Site:
    return look_at(FILES, confoverrides={'html_baseurl': 'https://example.org/'})


def words(node: Any) -> str:
    return ' '.join(node.get_text().replace('¶', '').split())


def titles(site: Site, docname: str, selector: str = '.folio-entry-title') -> list[str]:
    found = site.main(docname).select(selector)
    return [words(node.find('a') or node) for node in found]


def headed(site: Site, docname: str, titled: str = 'p.rubric, h2, .rubric') -> dict[str, list[str]]:
    """Return the titles of entries by the headings above them."""
    main, found = site.main(docname), {'': []}
    for node in main.select(f'{titled}, .folio-entry-title, .folio-chips li, .folio-card-title'):
        if node.name != 'li' and 'title' not in ' '.join(node.get('class', [])):
            found[words(node)] = []
        else:
            found[list(found)[-1]].append(words(node.find('a') or node))
    return {title: names for title, names in found.items() if names}


def test_no_page_has_a_warning(site: Site) -> None:
    assert site.warnings == []


def test_the_page_of_an_entry_begins_with_what_its_front_matter_says(site: Site) -> None:
    card = site.main('talks/exc').select_one('.folio-profile')
    assert words(card.select_one('.folio-entry-dates')) == 'April 15, 2026 Invited talk'
    assert words(card.select_one('.folio-entry-people')) == 'Jane Doe (speaker)'
    assert words(card.select_one('.folio-entry-place')) == 'Example University · Zürich'
    assert [link['href'] for link in card.select('a')] == [
        '../people/jane-doe.html', 'https://example.org/s.pdf', 'https://example.org/e',
        '../projects/quicklog.html', '../topics/storage.html',
    ]  # fmt: skip
    assert card.find_previous(['h1', 'h2']).name == 'h1'


def test_the_page_of_an_entry_lists_its_papers(site: Site) -> None:
    papers = site.main('talks/exc').select('.folio-publication')
    assert [words(paper.select_one('.folio-publication-title')) for paper in papers] == ['Logs']
    mentions = [words(node) for node in papers[0].select('.folio-publication-dated')]
    assert mentions == ['Keynote: On logs, Slides: On logs, Lecture notes: On logs']


def test_a_line_shows_its_ends_where_it_stands(site: Site) -> None:
    line = site.main('people/jane-doe').select_one('#entry-on-logs')
    assert words(line.select_one('.folio-entry-title')) == 'On logs Keynote'
    # whose page it is need not be said
    assert words(line.select_one('.folio-entry-people')) == 'Bo Roe (chair), Cy Poe'
    assert [link['href'] for link in line.select('.folio-links a')] == [
        'https://example.org/a.pdf', 'https://example.org/n?a=1,2',
    ]  # fmt: skip
    related = [words(node) for node in line.select('.folio-entry-related')]
    assert related == ['Logs', 'Quicklog']


@pytest.mark.parametrize(
    ('docname', 'shown'),
    [
        # the lines of the page itself stand there already
        ('people/jane-doe', {'News': ['A grant'], 'Teaching': ['Operating systems'],
                             'Talks': ['Logs that answer']}),
        ('people/bo-roe', {'': ['We welcome Bo Roe.'], 'Talks': ['On logs']}),
        ('people/cy-poe', {'Spoken': ['On logs']}),
        ('projects/quicklog', {'Talks': ['Logs that answer', 'On logs']}),
        ('topics/storage', {'News': ['A grant'], 'Talks': ['Logs that answer']}),
        ('kinds', {'News': ['We welcome Bo Roe.', 'A grant'], 'Openings': ['Postdoc'],
                   'Education': ['MSc'], 'Teaching': ['Operating systems'],
                   'Talks': ['Logs that answer', 'On logs']}),
        ('year', {'2020': ['MSc'], '2023': ['Postdoc'], '2024': ['On logs'],
                  '2025': ['Operating systems', 'A grant'],
                  '2026': ['We welcome Bo Roe.', 'Logs that answer']}),
    ],
)  # fmt: skip
def test_each_end_shows_it_once(site: Site, docname: str, shown: dict[str, list[str]]) -> None:
    found = headed(site, docname)
    assert {title: found.get(title) for title in shown} == shown
    names = [name for of_title in found.values() for name in of_title]
    assert len(names) == len(set(names))


def test_lists_are_narrowed_sorted_and_limited(site: Site) -> None:
    assert titles(site, 'latest') == ['Logs that answer', 'We welcome Bo Roe.', 'A grant']
    (more,) = site.main('latest').select('.folio-list-footer a')
    assert (words(more), more['href']) == ('All 4 entries', 'all.html')
    assert titles(site, 'of') == ['On logs']
    assert titles(site, 'closed') == ['Postdoc']
    assert titles(site, 'cards', '.folio-card-title') == ['Logs that answer', 'On logs']


def test_in_a_mixed_list_each_says_what_it_is(site: Site) -> None:
    (first, *_others) = site.main('latest').select('.folio-entry-title')
    assert [words(badge) for badge in first.select('.folio-badge')] == ['Talk', 'Invited talk']
    (closed,) = site.main('closed').select('.folio-entry-title .folio-badge-status')
    assert words(closed) == 'Closed'


def test_a_paper_names_the_talks_about_it(site: Site) -> None:
    lines = [words(node) for node in site.main('publications').select('.folio-publication-dated')]
    assert lines == [
        'Invited talk: Logs that answer, Slides: Logs that answer, Event: Logs that answer',
        'Keynote: On logs, Slides: On logs, Lecture notes: On logs',
    ]


def test_roles_and_links_lead_to_pages_and_lines(site: Site) -> None:
    links = site.main('news/index').select('p > a')
    found = {(words(link), link['href']) for link in links}
    line = '../people/jane-doe.html#entry-on-logs'
    assert {
        ('Logs that answer', '../talks/exc.html'), ('a talk', line), ('On logs', line),
    } <= found  # fmt: skip


def test_others_find_the_entries_that_have_a_name(site: Site) -> None:
    inventory = InventoryFile.loads((site.outdir / 'objects.inv').read_bytes(), uri='').data
    assert {name: item.uri for name, item in inventory['folio:entry'].items()} == {
        'exc': 'talks/exc.html',
        'jobs': 'jobs.html',
        'os': 'teaching/os.html',
        'on-logs': 'people/jane-doe.html#entry-on-logs',
    }


def test_what_names_nobody_is_the_one_persons_whose_site_it_is(make_site: MakeSite) -> None:
    files = {
        'index.md': front('person', name='Jane Doe'),
        'talks/a.md': front('entry', name='A talk', date='2025'),
    }
    assert headed(make_site(files), 'index') == {'Talks': ['A talk']}
    files |= {'people/bo.md': front('person', name='Bo')}
    assert headed(make_site(files, folder='more'), 'index') == {}
