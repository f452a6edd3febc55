"""The card at the head of a person's, project's or topic's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from docutils import nodes
from support import PNG, front

if TYPE_CHECKING:
    from support import MakeSite, Site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n'
BODY = '\n```{profile}\n```\n'


def card(site: Site, docname: str) -> Any:
    """Return the profile card of a page."""
    (found,) = site.main(docname).select('.folio-profile')
    return found


def elements(document: nodes.document) -> list[nodes.Element]:
    return list(document.findall(nodes.Element))


def facts(site: Site, docname: str) -> dict[str, str]:
    """Return what the card lists as names and values."""
    names = card(site, docname).select('dt')
    return {
        ' '.join(name.get_text().replace(':', '').split()): ' '.join(
            name.find_next_sibling('dd').get_text().split()
        )
        for name in names
    }


def profile_of(make_site: MakeSite, **person: Any) -> Site:
    site = make_site({'people/jane-doe.md': front('person', name='Jane Doe', **person) + BODY})
    assert site.warnings == []
    return site


def test_a_person_shows_who_they_are(make_site: MakeSite) -> None:
    site = profile_of(
        make_site,
        native_name='简',
        pronouns='she/her',
        role='Ph.D. student',
        location='Zürich, Switzerland',
        status='Looks for an internship',
        summary='Works on C* logs & <data>.',
    )
    text = card(site, 'people/jane-doe').get_text()
    for shown in (
        '简',
        'she/her',
        'Ph.D. student',
        'Zürich, Switzerland',
        'Looks for an internship',
        'Works on C* logs & <data>.',
    ):
        assert shown in text


def test_a_profile_leaves_a_place_that_knows_its_object(make_site: MakeSite) -> None:
    site = make_site(
        {'people/jane-doe.md': front('person', name='Jane Doe', role='PhD') + BODY},
        buildername='dummy',
    )
    (place,) = (node for node in elements(site.doctree('people/jane-doe')) if 'object' in node)
    assert place['object'] == ('person', 'jane-doe')
    resolved = site.resolved('people/jane-doe')
    assert not [node for node in elements(resolved) if 'object' in node]
    (shown,) = (node for node in elements(resolved) if 'folio-profile' in node['classes'])
    assert shown.astext().split() == ['PhD']


@pytest.mark.parametrize(
    ('affiliation', 'shown'),
    [
        ('University of Logs', ['University of Logs']),
        (
            {'name': 'University of Logs', 'department': 'Systems'},
            ['Systems', 'University of Logs'],
        ),
        (['One', {'name': 'Two'}], ['One', 'Two']),
    ],
)
def test_an_affiliation_is_a_name_or_a_list(
    make_site: MakeSite, affiliation: Any, shown: list[str]
) -> None:
    text = card(profile_of(make_site, affiliation=affiliation), 'people/jane-doe').get_text()
    places = [text.index(word) for word in shown]
    assert places == sorted(places)


def test_an_organisation_leads_to_its_website_or_to_the_registry(make_site: MakeSite) -> None:
    ror, url = 'https://ror.org/03yrm5c26', 'https://example.org/'
    places = [
        {'name': 'One', 'department': 'Logs', 'ror': ror, 'url': url},
        {'name': 'Two', 'ror': ror},
        {'name': 'Three', 'department': 'Data'},
    ]
    shown = card(profile_of(make_site, affiliation=places), 'people/jane-doe')
    links = shown.select('.folio-profile-place a')
    assert {link.get_text(): link['href'] for link in links} == {'One': url, 'Two': ror}
    lines = [place.get_text() for place in shown.select('.folio-profile-place')]
    assert lines == ['Logs, One', 'Two', 'Data, Three']


@pytest.mark.parametrize(
    ('updated', 'shown', 'dates', 'others'),
    [
        ('2025-11-10', 'Seeks a job as of November 10, 2025', ['2025-11-10'], {}),
        ('2025', 'Seeks a job as of 2025', ['2025'], {}),
        (None, 'Seeks a job', [], {}),
    ],
)
def test_a_status_has_its_date(
    make_site: MakeSite, updated: str | None, shown: str, dates: list[str], others: dict[str, str]
) -> None:
    known = {'updated': updated} if updated else {}
    site = profile_of(make_site, status='Seeks a job', **known)
    status = card(site, 'people/jane-doe').select_one('.folio-profile-status')
    assert status.get_text() == shown
    assert [date['datetime'] for date in status.select('time')] == dates
    assert facts(site, 'people/jane-doe') == others


@pytest.mark.parametrize(
    ('name', 'language'),
    [
        ('王梓人', 'zh-Hans'),
        ('山田 たろう', 'ja'),
        ('김철수', 'ko'),
        ('محمد علي', 'ar'),
        ('דוד כהן', 'he'),
        ('Łukasz', None),
    ],
)
def test_a_native_name_tells_its_language_and_keeps_its_direction(
    make_site: MakeSite, name: str, language: str | None
) -> None:
    site = profile_of(make_site, native_name=name, pronouns='they/them')
    (shown,) = card(site, 'people/jane-doe').select('bdi')
    assert (shown.get_text(), shown.get('lang')) == (name, language)


def test_an_address_is_hidden_from_harvesters_but_not_from_readers(make_site: MakeSite) -> None:
    site = profile_of(make_site, email='jane@mail.example.org')
    assert 'jane@' not in site.text('people/jane-doe.html')
    link = card(site, 'people/jane-doe').select_one('a.folio-link-email')
    assert unquote(link['href']) == 'mailto:jane@mail.example.org'
    assert link.get_text() == 'jane@mail.example.org'


def test_icons_stand_beside_words_and_say_nothing(make_site: MakeSite) -> None:
    links = {'github': 'jane-doe', 'linkedin': 'jane', 'My blog': 'https://example.org/'}
    site = profile_of(make_site, links=links, email='jane@example.org', location='Zürich')
    shown = card(site, 'people/jane-doe')
    assert len(shown.select('a > svg[aria-hidden=true], p > svg.folio-icon[aria-hidden=true]')) == 5
    names = [link.get_text() for link in shown.select('a:has(svg)')]
    assert names[1:] == ['GitHub: Jane Doe', 'LinkedIn: Jane Doe', 'My blog: Jane Doe']


def test_links_stand_in_the_order_of_the_front_matter(make_site: MakeSite) -> None:
    links = {
        'website': 'https://example.org/',
        'github': 'jane-doe',
        'orcid': '0000-0002-1825-0097',
        'My blog': 'https://blog.example.org/',
    }
    site = profile_of(make_site, links=links, email='jane@example.org')
    row = card(site, 'people/jane-doe').select('.folio-links a')
    shown = {link.get_text(): link['href'] for link in row}
    assert unquote(shown.pop('jane@example.org')) == 'mailto:jane@example.org'
    titles = {title.partition(' of ')[0].partition(' (')[0].strip() for title in shown}
    assert len(titles) == 4
    assert list(shown.values()) == [
        'https://example.org/',
        'https://github.com/jane-doe',
        'https://orcid.org/0000-0002-1825-0097',
        'https://blog.example.org/',
    ]


@pytest.mark.parametrize(
    ('name', 'initials'),
    [('Jane Doe', 'JD'), ('Ó Sé', 'ÓS'), ('王梓人', '王'), ('<&', ''), ('Madonna', 'M')],
)
def test_without_a_photo_there_is_a_monogram(make_site: MakeSite, name: str, initials: str) -> None:
    site = make_site({'people/x.md': front('person', name=name) + BODY})
    (drawing,) = card(site, 'people/x').select('svg')
    assert drawing['aria-hidden'] == 'true'
    assert drawing.get_text().strip() == initials
    assert drawing.select('text' if initials else 'path')


def test_an_anonymous_person_has_a_neutral_glyph(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/someone.md': front('person', name='Researcher at a Place', anonymous=True)
            + BODY,
        }
    )
    (drawing,) = card(site, 'people/someone').select('svg')
    assert drawing.get_text().strip() == ''
    assert drawing.select('path')


def test_the_colour_of_a_monogram_stays(make_site: MakeSite) -> None:
    one = profile_of(make_site, role='one')
    look = card(one, 'people/jane-doe').svg['class']
    two = one.build_again({'people/joan-roe.md': front('person', name='Joan Roe') + BODY})
    assert card(two, 'people/jane-doe').svg['class'] == look


@pytest.mark.parametrize(
    ('file', 'content', 'photo'),
    [
        ('people/jane.png', PNG, 'jane.png'),
        ('_static/people/jane.png', PNG, '/_static/people/jane.png'),
        ('people/img/jane doe.PNG', PNG, 'img/jane doe.PNG'),
        ('people/jane.svg', SVG, './jane.svg'),
    ],
)
def test_a_photo_is_copied_and_shown(
    make_site: MakeSite, file: str, content: str | bytes, photo: str
) -> None:
    site = make_site(
        {
            file: content,
            'people/jane-doe.md': front('person', name='Jane Doe', photo=photo) + BODY,
            'all.md': '# All\n\n```{people}\n```\n',
        }
    )
    assert site.warnings == []
    for docname in ('people/jane-doe', 'all'):
        main = site.main(docname)
        (picture,) = main.select('img')
        assert picture['alt'] == 'Jane Doe'
        assert main.find('svg') is None
        path = (site.outdir / docname).parent / picture['src'].replace('%20', ' ')
        assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)


def test_a_person_shows_when_they_came_and_went(make_site: MakeSite) -> None:
    site = profile_of(make_site, joined='2020-09', left='2024', updated='2025-11-10')
    text = ' '.join(card(site, 'people/jane-doe').get_text().split())
    assert 'September 2020 – 2024' in text
    assert 'November 10, 2025' in text


def test_a_member_who_stays_is_shown_since_they_came(make_site: MakeSite) -> None:
    text = card(profile_of(make_site, joined='2020-09'), 'people/jane-doe').get_text()
    assert 'since September 2020' in ' '.join(text.split())


def test_a_person_without_facts_has_a_card_all_the_same(make_site: MakeSite) -> None:
    site = profile_of(make_site)
    assert card(site, 'people/jane-doe').find('svg')
    assert facts(site, 'people/jane-doe') == {}


def test_a_project_shows_its_facts(make_site: MakeSite) -> None:
    project = front(
        'project',
        name='QuickLog',
        summary='A fast log.',
        status='finished',
        period='2022-06 to 2023-04',
        people=[{'id': 'jane-doe', 'role': 'lead'}, 'joan-roe'],
        topics=['storage'],
        links={'code': 'https://example.org/code'},
        funding=['Grant 1', 'Grant 2'],
        updated='2024',
    )
    site = make_site(
        {
            'projects/quicklog.md': project + BODY,
            'people/jane-doe.md': front('person', name='Jane Doe'),
            'people/joan-roe.md': front('person', name='Joan Roe'),
            'topics/storage.md': front('topic', name='Storage'),
        }
    )
    assert site.warnings == []
    assert 'A fast log.' in card(site, 'projects/quicklog').get_text()
    assert 'https://example.org/code' in site.links('projects/quicklog')
    assert card(site, 'projects/quicklog').select_one('.folio-counts').get_text() == '2 people'
    people = site.main('projects/quicklog').select('.folio-person-list .folio-card')
    assert [' '.join(person.get_text().split()) for person in people] == [
        'JD Jane Doe lead',
        'JR Joan Roe',
    ]
    assert facts(site, 'projects/quicklog') == {
        'Period': 'June 2022 – April 2023',
        'Status': 'Finished',
        'Topics': 'Storage',
        'Funding': 'Grant 1; Grant 2',
        'Updated': '2024',
    }
    dates = [date['datetime'] for date in card(site, 'projects/quicklog').select('time')]
    assert dates[:2] == ['2022-06', '2023-04']


@pytest.mark.parametrize(
    ('period', 'shown', 'dates'),
    [
        ('2024-07 to present', 'since July 2024', ['2024-07']),
        ('2024', '2024', ['2024']),
        ('2022 to 2024-05', '2022 – May 2024', ['2022', '2024-05']),
        ('2024-05 to 2024-05', 'May 2024', ['2024-05']),
    ],
)
def test_a_period_is_shown_as_far_as_it_is_known(
    make_site: MakeSite, period: str, shown: str, dates: list[str]
) -> None:
    site = make_site({'projects/x.md': front('project', name='X', period=period) + BODY})
    assert facts(site, 'projects/x') == {'Period': shown}
    assert [date['datetime'] for date in card(site, 'projects/x').select('time')] == dates


def test_a_project_shows_its_picture(make_site: MakeSite) -> None:
    site = make_site(
        {
            'projects/log.png': PNG,
            'projects/x.md': front('project', name='X', image='log.png') + BODY,
        }
    )
    (picture,) = card(site, 'projects/x').select('img')
    assert picture['alt'] == 'X'
    assert card(site, 'projects/x').find('svg') is None


def test_a_topic_shows_its_place_among_topics(make_site: MakeSite) -> None:
    site = make_site(
        {
            'topics/storage.md': front(
                'topic', name='Storage', summary='Where data stay.', aliases=['Disks']
            )
            + BODY,
            'topics/logs.md': front('topic', name='Logs', broader=['storage']) + BODY,
        }
    )
    assert site.warnings == []
    assert 'Where data stay.' in card(site, 'topics/storage').get_text()
    assert facts(site, 'topics/storage') == {'Also called': 'Disks', 'Includes': 'Logs'}
    assert facts(site, 'topics/logs') == {'Part of': 'Storage'}


def test_the_card_speaks_the_language_of_the_site(make_site: MakeSite) -> None:
    site = make_site(
        {'projects/x.md': front('project', name='X', period='2024-07') + BODY},
        confoverrides={'language': 'fr'},
    )
    assert 'juillet 2024' in card(site, 'projects/x').get_text()


@pytest.mark.parametrize(
    ('title', 'facts_of_page', 'shown'),
    [
        ('My page', {'name': 'Jane Doe'}, 'Jane Doe'),
        ('My page', {'name': 'Jane Doe', 'pronouns': 'she/her'}, 'Jane Doe · she/her'),
        ('Dr. Jane Doe', {'name': 'Jane Doe'}, 'Jane Doe'),
        ('Jane Doe', {'name': 'Jane Doe'}, ''),
        ('Jane "JD" Doe', {'name': 'Jane "JD" Doe'}, ''),
        ('Jane Doe', {}, ''),
        ('Somebody', {'name': 'Jane Doe', 'anonymous': True}, ''),
    ],
)
def test_a_name_that_is_no_title_stands_on_the_card(
    make_site: MakeSite, title: str, facts_of_page: dict[str, Any], shown: str
) -> None:
    before, _title, _rest = front('person', role='x', **facts_of_page).partition('# ')
    page = f'{before}# {title}\n{BODY}'
    site = make_site({'people/jane-doe.md': page})
    assert site.warnings == []
    lines = card(site, 'people/jane-doe').select('.folio-profile-name')
    assert [line.get_text() for line in lines] == [shown] * bool(shown)


@pytest.mark.parametrize('kind', ['project', 'topic'])
def test_so_does_the_name_of_a_project_or_a_topic(make_site: MakeSite, kind: str) -> None:
    page = f'---\n{kind}:\n  name: QuickLog\n---\n\n# The log of the group\n{BODY}'
    site = make_site({f'{kind}s/log.md': page})
    assert site.warnings == []
    (line,) = card(site, f'{kind}s/log').select('.folio-profile-name')
    assert line.get_text() == 'QuickLog'


def test_pages_of_people_with_titles_have_their_papers(make_site: MakeSite) -> None:
    titles = {
        'Jane Doe, PhD': 'Doe, Jane',
        'Dr. Joan Roe': 'Roe, Joan',
        'Prof. Dr. Xaver Huber': 'Huber, Xaver',
        'Elizabeth (Liz) Gray': 'Gray, Elizabeth',
        'Robert "Bob" Stone': 'Stone, Robert',
        '王小明 (Xiaoming Wang)': 'Wang, Xiaoming',
        'Sam Poe (they/them)': 'Poe, Sam',
        'Pia Lund 🇩🇰': 'Lund, Pia',
    }
    pages = {
        f'people/p{number}.md': f'---\nperson:\n  role: x\n---\n\n# {title}\n{BODY}'
        for number, title in enumerate(titles)
    }
    bib = f'@misc{{k, title = {{T}}, year = 2020, author = {{{" and ".join(titles.values())}}}}}'
    site = make_site({'references.bib': bib, **pages})
    assert site.warnings == []
    assert site.graph.authors['k'] == tuple(f'p{number}' for number in range(len(titles)))
