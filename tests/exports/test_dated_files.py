"""What machines get of dated entries beside the pages: feeds, calendars, llms.txt, sitemap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar
from support import front

from sphinx_folio.exports import calendars, feed

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BASE = 'https://example.org/base/'
KNOWN = {
    'html_baseurl': BASE,
    'html_title': 'Group',
    'folio_entry_kinds': {'events': 'Events', 'software': 'Software'},
}
PROFILE = '\n```{profile}\n```\n'
HIDE = ('---\n', '---\nmyst: {html_meta: {robots: noindex}}\n')


def timeline(kind: str, *entries: str) -> str:
    """Return a timeline of entries, each of them its title, its options and its body."""
    shown = '\n'.join(f':::{{entry}} {entry}\n:::\n' for entry in entries)
    return f'\n::::{{timeline}}\n:kind: {kind}\n{shown}::::\n'


MOVED = 'We moved\n:dates: 2026-03-02\n\nTo a house of {person}`jane-doe`.'
PAPER = '\n:dates: 2025-12\n:people: jane-doe\n:topics: storage\n\nA paper is out. It is good.'
LATE = r'Late; and, "odd" \\ \<b>' '\n:dates: 2024-05-06 to 2024-05-08, 2024-06-01\n:place: Zürich'
FILES: dict[str, str | bytes] = {
    'index.md': '# Group\n\n```{toctree}\n:hidden:\n\nnews\njobs\nmore\ntalks/index\n```\n',
    'news.md': '# News\n' + timeline('news', MOVED, PAPER),
    'talks/index.md': '# Talks\n\n```{entries}\n:kind: talks\n```\n',
    'talks/exc.md': front(
        'entry',
        date='2026-04-15',
        type='Keynote',
        people=[{'id': 'jane-doe', 'role': 'speaker'}, 'student'],
        organisation='Example University',
        place='Zürich',
        publications=['log'],
        topics=['storage'],
        summary='On logs; and,\n  more.',
        updated='2026-04-20',
    ).replace('# Untitled', '# Logs that answer'),
    'talks/vague.md': front('entry', date='2026-05').replace('# Untitled', '# Vague'),
    'talks/hidden.md': front('entry', date='2026-06-01', people=['jane-doe']).replace(*HIDE, 1),
    'people/jane-doe.md': front('person', name='Jane Doe', updated='2025-11-10')
    + PROFILE
    + timeline('talks', LATE)
    + timeline('skills', 'C\n:dates: 2020'),
    'people/quiet.md': front('person', name='Quiet One') + PROFILE,
    'people/student.md': front('person', name='A student', anonymous=True),
    'topics/storage.md': front('topic', name='Storage'),
    'jobs.md': '# Jobs\n'
    + timeline(
        'openings',
        'Join us\n:id: join\n:dates: 2026-01-01',
        'Too late\n:dates: 2025-01-01\n:status: closed',
    ),
    'more.md': '# More\n'
    + timeline('software', 'Tool\n:dates: 2023-01-01')
    + timeline('events', 'Open day\n:dates: 2026-07-01')
    + timeline('education', 'School\n:dates: 1999-01-01'),
    'references.bib': '@article{log, author={Doe, Jane}, title={Logs}, journal={J}, year=2024}',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
}


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    """Return the site above, which nothing is wrong with."""
    site = look_at(FILES, confoverrides=KNOWN)
    assert site.warnings == []
    return site


def read_feed(site: Site, name: str) -> Any:
    """Return a feed that a reader of feeds can read."""
    found = feedparser.parse(site.text(name))
    assert not found.bozo
    assert found.version == 'atom10'
    updated = [entry.updated for entry in found.entries]
    assert updated == sorted(updated, reverse=True)
    assert len({entry.id for entry in found.entries}) == len(updated)
    return found


def titles(site: Site, name: str) -> list[str]:
    return [entry.title for entry in read_feed(site, name).entries]


def calendar(site: Site, name: str) -> list[dict[str, Any]]:
    """Return the events of a calendar, each by its properties as they are read."""
    text = (site.outdir / name).read_bytes()
    assert all(len(line) <= 75 for line in text.split(b'\r\n'))
    read = Calendar.from_ical(text)
    assert (str(read['VERSION']), read.errors) == ('2.0', [])
    events = []
    for event in read.walk('VEVENT'):
        assert event.errors == []
        dates = {key: event[key].dt for key in ('DTSTART', 'DTEND', 'DTSTAMP') if key in event}
        texts = {key: str(event[key]) for key in event if key not in {*dates, 'CATEGORIES'}}
        events.append(texts | {key: str(moment) for key, moment in dates.items()})
    return events


def leads_somewhere(site: Site, url: str) -> bool:
    path, anchor = unquote(urlsplit(url).path).removeprefix('/base/'), urlsplit(url).fragment
    page = BeautifulSoup(site.text(path or 'index.html'), 'html.parser')
    return not anchor or page.find(id=unquote(anchor)) is not None


# -- feeds -----------------------------------------------------------------------------


def test_the_feed_holds_news_openings_and_talks(site: Site) -> None:
    found = read_feed(site, 'feed.xml')
    assert [(entry.title, entry.updated[:10]) for entry in found.entries] == [
        ('Vague', '2026-05-01'),
        ('Logs that answer', '2026-04-20'),
        ('We moved', '2026-03-02'),
        ('Join us', '2026-01-01'),
        ('A paper is out.', '2025-12-01'),
        ('Updated: Jane Doe', '2025-11-10'),
        ('Late; and, “odd” \\ <b>', '2024-06-01'),
        ('Logs', '2024-01-01'),
    ]
    assert all(leads_somewhere(site, entry.link) for entry in found.entries)
    talk = found.entries[1]
    assert talk.id == f'{BASE}#entry/exc'
    assert talk.link == f'{BASE}talks/exc.html'
    assert talk.published[:10] == '2026-04-15'
    assert talk.summary == 'Keynote. Example University, Zürich. On logs; and, more.'
    assert [(author.name, author.href) for author in talk.authors] == [
        ('Jane Doe', f'{BASE}people/jane-doe.html')
    ]
    assert [(tag.term, tag.label) for tag in talk.tags] == [
        ('talks', 'Talks'),
        ('storage', 'Storage'),
    ]
    assert found.entries[2].summary == 'To a house of Jane Doe.'
    assert found.entries[2].link == f'{BASE}news.html#entry-1'
    assert found.entries[3].id == f'{BASE}#entry/join'
    assert found.entries[4].summary == 'A paper is out. It is good.'


def test_each_kind_that_is_followed_has_a_feed(site: Site) -> None:
    names = {name for name in site.output() if re.fullmatch(r'feed-.*\.xml', name)}
    assert names == {
        f'feed-{kind}.xml' for kind in ('news', 'openings', 'talks', 'software', 'events')
    }
    assert titles(site, 'feed-news.xml') == ['We moved', 'A paper is out.']
    assert titles(site, 'feed-openings.xml') == ['Join us']
    assert titles(site, 'feed-talks.xml') == [
        'Vague',
        'Logs that answer',
        'Late; and, “odd” \\ <b>',
    ]
    about = {name: read_feed(site, name).feed for name in names}
    assert about['feed-talks.xml'].title == 'Group – Talks'
    assert about['feed-talks.xml'].link == f'{BASE}talks/index.html'
    assert about['feed-news.xml'].link == f'{BASE}news.html'
    assert about['feed-software.xml'].title == 'Group – Software'
    assert len({feed.id for feed in about.values()}) == len(names)


def test_each_person_with_something_new_has_a_feed(site: Site) -> None:
    assert titles(site, 'people/jane-doe.xml') == [
        'Logs that answer',
        'A paper is out.',
        'Late; and, “odd” \\ <b>',
        'Logs',
    ]
    about = read_feed(site, 'people/jane-doe.xml').feed
    assert (about.title, about.author) == ('Jane Doe – Group', 'Jane Doe')
    assert about.link == f'{BASE}people/jane-doe.html'
    row = site.main('people/jane-doe').select('.folio-machines a')
    assert {link['href'] for link in row} >= {'jane-doe.xml', 'jane-doe.ics'}
    for name in ('quiet', 'student'):
        assert not {f'people/{name}.xml', f'people/{name}.ics'} & site.output().keys()
        assert 'jane-doe.xml' not in str(site.html(f'people/{name}').head)


@pytest.mark.parametrize(
    ('page', 'expected'),
    [
        ('index', ['feed.xml', 'folio.json']),
        ('news', ['feed.xml', 'feed-news.xml']),
        ('talks/index', ['feed.xml', 'feed-talks.xml', 'calendar.ics']),
        ('talks/exc', ['feed.xml']),
        ('more', ['feed.xml', 'feed-software.xml', 'feed-events.xml', 'calendar.ics']),
        ('people/jane-doe', ['feed.xml', 'people/jane-doe.xml', 'people/jane-doe.ics']),
        ('people/quiet', ['feed.xml']),
    ],
)
def test_the_head_of_a_page_tells_of_what_it_shows(
    site: Site, page: str, expected: list[str]
) -> None:
    links = site.html(page).head.select('link[rel=alternate]')
    here = f'{BASE}{page}.html'
    assert [urljoin(here, link['href']) for link in links] == [f'{BASE}{each}' for each in expected]
    kinds = {'xml': 'application/atom+xml', 'ics': 'text/calendar', 'son': 'application/json'}
    assert [link['type'] for link in links] == [kinds[each[-3:]] for each in expected]
    assert links[0]['title'] == 'Group'
    if page == 'people/jane-doe':
        assert links[1]['title'] == 'Group – Jane Doe'


def test_a_list_of_all_of_a_kind_leads_to_its_feed(make_site: MakeSite) -> None:
    lists = (':kind: news', ':kind: talks', ':kind: talks\n:limit: 1', ':kind: talks news', '')
    pages = {
        f'list-{number}.md': f'# L\n\n```{{entries}}\n{options}\n```\n'
        for number, options in enumerate(lists)
    }
    site = make_site({**FILES, **pages}, confoverrides=KNOWN)
    found = [
        [link['href'] for link in site.main(f'list-{number}').select('.folio-list-footer a')]
        for number in range(len(lists))
    ]
    assert found == [
        ['feed-news.xml'],
        ['feed-talks.xml', 'calendar.ics'],
        ['talks/index.html'],
        [],
        [],
    ]


def test_each_page_of_a_long_list_tells_of_its_feed(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=KNOWN | {'folio_entries_per_page': 1})
    (name,) = (name for name in site.output() if re.fullmatch(r'talks/.*2024.*\.html', name))
    links = site.html(name.removesuffix('.html')).head.select('link[rel=alternate]')
    assert [link['href'] for link in links][1:] == ['../feed-talks.xml', '../calendar.ics']
    index = site.search_index()
    found = {index['docnames'][number] for number in _numbers(index['terms'].get('zürich'))}
    assert name.removesuffix('.html') in found


def _numbers(found: Any) -> list[int]:
    return found if isinstance(found, list) else [found]


def test_a_feed_has_an_end(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, 'LIMIT', 1)
    monkeypatch.setattr(calendars, 'LIMIT', 1)
    site = make_site(FILES, confoverrides=KNOWN)
    assert titles(site, 'feed.xml') == ['Vague', 'Updated: Jane Doe', 'Logs']
    assert titles(site, 'people/jane-doe.xml') == ['Logs that answer', 'Logs']
    assert [event['SUMMARY'] for event in calendar(site, 'calendar.ics')] == ['Open day']


def ids(site: Site) -> dict[str, str]:
    """Return the ids of the feed, and those of the calendar, by their titles."""
    events = {event['SUMMARY']: event['UID'] for event in calendar(site, 'calendar.ics')}
    return events | {entry.title: entry.id for entry in read_feed(site, 'feed.xml').entries}


def test_an_id_stays_when_something_is_written_above_it(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=KNOWN)
    before = ids(site)
    page = str(FILES['people/jane-doe.md'])
    talks = timeline('talks', 'New\n:dates: 2026-09-09')
    site.build_again(
        {
            'news.md': '# News\n' + timeline('news', 'New\n:dates: 2026-03-03', MOVED, PAPER),
            'people/jane-doe.md': page.replace(PROFILE, talks),
        }
    )
    after = ids(site)
    assert {title: after[title] for title in before} == before
    assert len(set(after.values())) == len(after)


def test_lines_that_are_the_same_have_ids_of_their_own(make_site: MakeSite) -> None:
    news = 'We moved\n:dates: 2026-03-02'
    page = front('person', name='Jane Doe') + timeline('news', news)
    files = {'news.md': '# News\n' + timeline('news', news, news), 'people/jane-doe.md': page}
    found = read_feed(make_site(files, confoverrides=KNOWN), 'feed-news.xml')
    assert [entry.title for entry in found.entries] == ['We moved'] * 3


@pytest.mark.parametrize('base', ['', '/base/', 'example.org'])
def test_without_a_full_address_there_is_none(look_at: MakeSite, base: str) -> None:
    site = look_at(FILES, confoverrides=KNOWN | {'html_baseurl': base})
    assert [name for name in site.output() if name.endswith(('.xml', '.ics'))] == []
    assert site.html('talks/index').select('link[rel=alternate]') == []
    row = site.main('people/jane-doe').select('.folio-machines a')
    assert [link.get_text() for link in row if 'Atom' in link.get_text()] == []


# -- calendars -------------------------------------------------------------------------


def test_the_calendar_holds_what_begins_on_a_day(site: Site) -> None:
    found = calendar(site, 'calendar.ics')
    assert [(event['SUMMARY'], event['DTSTART'], event.get('DTEND')) for event in found] == [
        ('Late; and, “odd” \\ <b>', '2024-05-06', '2024-05-09'),
        ('Late; and, “odd” \\ <b>', '2024-06-01', None),
        ('Logs that answer', '2026-04-15', None),
        ('Open day', '2026-07-01', None),
    ]
    assert found[2] == {
        'SUMMARY': 'Logs that answer',
        'UID': 'entry-exc@example.org',
        'DTSTART': '2026-04-15',
        'DTSTAMP': '2026-04-20 00:00:00+00:00',
        'LOCATION': 'Example University, Zürich',
        'DESCRIPTION': 'Keynote\nJane Doe\nOn logs; and, more.',
        'URL': f'{BASE}talks/exc.html',
        'TRANSP': 'TRANSPARENT',
    }
    assert all(leads_somewhere(site, event['URL']) for event in found)
    assert len({event['UID'] for event in found}) == len(found)
    assert found[0]['DTSTAMP'] == '2024-05-06 00:00:00+00:00'


def test_each_person_has_a_calendar_of_their_own(site: Site) -> None:
    found = calendar(site, 'people/jane-doe.ics')
    assert [event['DTSTART'] for event in found] == ['2024-05-06', '2024-06-01', '2026-04-15']


HOSTILE = [
    'A\\nEND:VEVENT\\r\\nBEGIN:VALARM',
    'x' * 300 + 'ü' * 100,
    'Never ends\n:dates: 9999-12-31',
    'First\n:dates: 0001-01-01 to 9999-12-31',
]


def test_nothing_in_an_entry_makes_a_line_of_its_own(make_site: MakeSite) -> None:
    entries = [each if ':dates:' in each else f'{each}\n:dates: 2026-01-01' for each in HOSTILE]
    place = '\n:place: a:"b";c,d\\\\\n:type: ATTENDEE:mailto:x@example.org'
    page = '# Talks\n' + ''.join(timeline('talks', entry + place) for entry in entries)
    summary = r'"A\r\nEND:VEVENT\u2028\nATTACH:file:///etc/passwd"'
    own = f'---\nentry:\n  kind: talks\n  date: 2026-02-02\n  summary: {summary}\n---\n\n# Own\n'
    site = make_site({'list.md': page, 'own.md': own}, confoverrides=KNOWN)
    found = calendar(site, 'calendar.ics')
    assert len(found) == len(HOSTILE) + 1
    names = {'SUMMARY', 'UID', 'DTSTART', 'DTEND', 'DTSTAMP', 'LOCATION', 'DESCRIPTION', 'URL'}
    assert {name for event in found for name in event} <= names | {'TRANSP'}
    lines = re.findall(r'^[A-Z-]+', site.text('calendar.ics'), re.MULTILINE)
    assert lines.count('END') == len(found) + 1
    assert 'ATTACH' not in lines
    texts = [event['DESCRIPTION'] for event in found if event['SUMMARY'] == 'Own']
    assert texts == ['A END:VEVENT ATTACH:file:///etc/passwd']
    read_feed(site, 'feed-talks.xml')


# -- llms.txt and the sitemap ------------------------------------------------------------


def test_llms_txt_names_the_newest(site: Site) -> None:
    part = site.text('llms.txt').partition('## Entries\n\n')[2].partition('\n\n')[0]
    assert part.replace(BASE, '').splitlines() == [
        '- [Open day](more.html#entry-2): Events; July 1, 2026',
        '- [Vague](talks/vague.html): Talk; May 2026',
        '- [Logs that answer](talks/exc.html): Keynote; Example University, Zürich; April 15, 2026; On logs; and, more.',
        '- [We moved](news.html#entry-1): News; March 2, 2026',
        '- [Join us](jobs.html#entry-join): Opening; January 1, 2026',
        '- [A paper is out.](news.html#entry-2): News; December 2025',
        '- [Too late](jobs.html#entry-2): Opening; Closed; January 1, 2025',
        '- [Late; and, “odd” \\\\ \\<b\\>](people/jane-doe.html#entry-1): Talk; Zürich; June 1, 2024',
        '- [Tool](more.html#entry-1): Software; January 1, 2023',
    ]


def test_the_sitemap_has_the_pages_of_entries(site: Site) -> None:
    root = ET.fromstring(site.text('sitemap.xml'))  # noqa: S314  (our own output)
    space = {'': 'http://www.sitemaps.org/schemas/sitemap/0.9'}
    found = {
        url.findtext('loc', '', space): url.findtext('lastmod', '', space)
        for url in root.findall('url', space)
    }
    assert found[f'{BASE}talks/exc.html'] == '2026-04-20'
    assert found[f'{BASE}talks/vague.html'] == ''
    assert f'{BASE}talks/hidden.html' not in found


# -- again -------------------------------------------------------------------------------

EDITS: dict[str, dict[str, str | bytes | None]] = {
    'a body': {'news.md': str(FILES['news.md']).replace('a house', 'a palace')},
    'a name': {'people/jane-doe.md': str(FILES['people/jane-doe.md']).replace('Jane', 'Janet')},
    'a topic': {'topics/storage.md': front('topic', name='Keeping')},
    'a talk is gone': {'talks/exc.md': None},
    'a kind is gone': {'news.md': None},
    'a talk is hidden': {'talks/exc.md': str(FILES['talks/exc.md']).replace(*HIDE, 1)},
    'a person is hidden': {
        'people/jane-doe.md': str(FILES['people/jane-doe.md']).replace(*HIDE, 1)
    },
    'an opening is closed': {
        'jobs.md': str(FILES['jobs.md']).replace(':id: join', ':id: join\n:status: closed')
    },
    'no talk of hers': {'people/jane-doe.md': front('person', name='Jane Doe') + PROFILE},
    'a paper': {'references.bib': str(FILES['references.bib']).replace('Logs', 'Log')},
    'the first of a kind': {'prizes.md': '# P\n' + timeline('awards', 'Prize\n:dates: 2020')},
}


@pytest.mark.parametrize('name', EDITS)
def test_an_incremental_build_equals_a_clean_one(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], name: str
) -> None:
    changes = EDITS[name]
    site = begin_with(FILES, confoverrides=KNOWN)
    before = site.output()
    output, expected = site.build_again(changes).output(), clean_build(site).output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []
    assert output != before
    site.write({name: None for name in changes if name not in FILES and changes[name]})
    assert site.build_again(FILES).output() == before


def test_what_has_not_changed_is_not_made_again(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES, confoverrides=KNOWN)
    asked: list[str] = []
    atom = feed._atom
    monkeypatch.setattr(
        feed, '_atom', lambda head, *rest: asked.append(head.path) or atom(head, *rest)
    )
    site.build_again({'talks/vague.md': front('entry', date='2026-05-03')})
    assert sorted(asked) == ['feed-talks.xml', 'feed.xml']
    assert 'Untitled' in site.text('calendar.ics')


@pytest.mark.parametrize(
    'name', ['feed-talks.xml', 'calendar.ics', 'people/jane-doe.xml', 'people/jane-doe.ics']
)
def test_a_file_of_the_site_s_own_wins(make_site: MakeSite, name: str) -> None:
    files = {**FILES, f'extra/{name}': b'own'}
    site = make_site(files, confoverrides=KNOWN | {'html_extra_path': ['extra']})
    assert site.output()[name] == b'own'


def test_a_page_in_the_place_of_a_feed_is_told_of(make_site: MakeSite) -> None:
    files = {**FILES, 'feed-talks.xml/page.md': '---\norphan: true\n---\n\n# Page\n'}
    site = make_site(files, buildername='dirhtml', confoverrides=KNOWN)
    assert [(told.file, 'is a file of the website' in told.message) for told in site.warnings] == [
        ('feed-talks.xml/page.md', True)
    ]
