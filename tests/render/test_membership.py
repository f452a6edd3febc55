"""Who is a member, who was one, and under which heading people stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

OWN = {
    'folio_groups': {'pi': 'Principal <i>nvestigators', 'phd': '', '2024': 'Class of 2024'},
    'folio_person_fields': {'phone': 'Phone', 'office': 'Office'},
}
PROFILE = '\n```{profile}\n```\n'


def listed(options: str = '', title: str = 'List') -> str:
    return f'# {title}\n\n```{{people}}\n{options}\n```\n'


FILES = {
    'people/ann.md': front('person', name='Ann', group='phd', left='2020', joined='2015') + PROFILE,
    'people/bea.md': front('person', name='Bea', group='alumni', next='Lecturer, Bern') + PROFILE,
    'people/cai.md': front(
        'person', name='Cai', group='phd', joined='2024-10', left='2027-06', updated='2026-01',
        next='Postdoc, Bern',
    ) + PROFILE,
    'people/dan.md': front('person', name='Dan', group='phd', left='2025-06', updated='2024')
    + PROFILE,
    'people/eve.md': front('person', name='Eve', group='faculty') + PROFILE,
    'people/fay.md': front(
        'person', name='Fay', group='pi', office='Room *3*', phone='+41 44', role='PI'
    ) + PROFILE,
    'people/gus.md': front('person', name='Gus') + PROFILE,
    'people/hal.md': front('person', name='Hal', group='2024', left='2026-01') + PROFILE,
    'projects/log.md': front('project', name='Log', people=['ann', 'eve'])
    + '\n## Now\n\n```{people}\n:status: current\n```\n'
    + '\n## Then\n\n```{people}\n:status: former\n```\n',
    'all.md': listed(),
    'by-group.md': listed(':group-by: group\n:filter:'),
    'names.md': listed(':group-by: group\n:style: inline'),
    'some.md': listed(':group: phd pi\n:group-by: group'),
    'was.md': listed(':group: phd\n:status: former\n:style: list'),
}  # fmt: skip


@pytest.fixture
def site(look_at: MakeSite) -> Site:
    return look_at(FILES, confoverrides=OWN)


def names(site: Site, docname: str) -> list[str]:
    return [title.get_text() for title in site.main(docname).select('.folio-card-title')]


def facts(site: Site, docname: str) -> dict[str, str]:
    """Return the lines of the card of a page."""
    card = site.main(docname).select_one('.folio-profile')
    return {
        row.get_text().replace(':', '').strip(): row.find_next_sibling('dd').get_text().strip()
        for row in card.select('dt')
    }


def headed(site: Site, docname: str) -> dict[str, list[str]]:
    """Return the names of a list by the headings above them."""
    found: dict[str, list[str]] = {}
    for node in site.main(docname).select('.folio-group, .folio-card-title, .folio-chips li'):
        text = ' '.join(node.get_text().split())
        if 'folio-group' in node['class'] if node.has_attr('class') else False:
            found[text] = []
        else:
            found[list(found)[-1]].append(text)
    return found


GROUPED = {
    'Principal <i>nvestigators': ['Fay'],
    'Ph.D. students': ['Cai'],
    'Faculty': ['Eve'],
    'Other': ['Gus'],
    'Alumni': ['Ann', 'Bea', 'Dan', 'Hal'],
}


def test_no_page_has_a_warning(site: Site) -> None:
    assert site.warnings == []


def test_former_members_come_last(site: Site) -> None:
    assert names(site, 'all') == ['Cai', 'Eve', 'Fay', 'Gus', 'Ann', 'Bea', 'Dan', 'Hal']


@pytest.mark.parametrize('docname', ['by-group', 'names'])
def test_each_group_has_its_heading_in_the_order_of_the_site(site: Site, docname: str) -> None:
    assert headed(site, docname) == GROUPED
    assert list(headed(site, docname)) == list(GROUPED)


def test_a_list_of_groups_has_their_members_alone(site: Site) -> None:
    assert headed(site, 'some') == {
        'Principal <i>nvestigators': ['Fay'],
        'Ph.D. students': ['Cai'],
    }
    assert names(site, 'was') == ['Ann', 'Dan']


def test_the_filter_knows_the_headings(site: Site) -> None:
    cards = site.main('by-group').select('li.folio-card')
    told = {
        card.select_one('.folio-card-title').get_text(): card.get('data-group') for card in cards
    }
    assert told['Fay'] == '["Principal <i>nvestigators"]'
    assert told['Ann'] == told['Hal'] == '["Alumni"]'


def test_two_lists_of_who_is_there_and_who_was_are_the_whole_one(site: Site) -> None:
    assert names(site, 'projects/log') == ['Eve', 'Ann']


def test_cards_say_what_became_of_former_members(site: Site) -> None:
    lines = {
        card.select_one('.folio-card-title').get_text(): [
            line.get_text() for line in card.select('.folio-card-line')
        ]
        for card in site.main('all').select('li.folio-card')
    }
    assert lines == {
        'Ann': ['2015 – 2020'],
        'Bea': ['Now: Lecturer, Bern'],
        'Cai': [],
        'Dan': ['until June 2025'],
        'Eve': [],
        'Fay': ['PI'],
        'Gus': [],
        'Hal': ['until January 2026'],
    }


def test_a_profile_says_since_when_and_until_when(site: Site) -> None:
    assert facts(site, 'people/ann') == {'Member': '2015 – 2020'}
    assert facts(site, 'people/bea') == {'Now': 'Lecturer, Bern'}
    assert facts(site, 'people/cai') == {
        'Member': 'since October 2024, until June 2027',
        'Next': 'Postdoc, Bern',
        'Updated': 'January 2026',
    }


def test_keys_of_the_site_are_lines_of_the_card(site: Site) -> None:
    assert list(facts(site, 'people/fay').items()) == [('Phone', '+41 44'), ('Office', 'Room *3*')]


def test_programs_are_told_of_former_members(site: Site) -> None:
    lines = {line for line in site.text('llms.txt').splitlines() if 'former member' in line}
    assert {line.split(']')[0].removeprefix('- [') for line in lines} == {
        'Ann',
        'Bea',
        'Dan',
        'Hal',
    }


# -- what changes --------------------------------------------------------------------------


def test_a_date_of_another_page_makes_a_date_past(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=OWN)
    log = FILES['projects/log.md'].replace('"name"', '"updated": "2027-07-01", "name"')
    site.build_again({'projects/log.md': log})
    assert headed(site, 'by-group')['Alumni'] == ['Ann', 'Bea', 'Cai', 'Dan', 'Hal']
    assert facts(site, 'people/cai')['Now'] == 'Postdoc, Bern'


def test_other_settings_change_all_that_shows_them(begin_with: MakeSite) -> None:
    cut = {'folio_cards_per_page': 3}
    files = FILES | {'long.md': listed(':group-by: group')}
    site = begin_with(files, confoverrides=OWN | cut)
    assert site.main('long/people-pi').h1.get_text().startswith('People: Principal <i>nv')
    assert names(site, 'long/people-alumni') == ['Ann', 'Bea', 'Dan']
    assert site.main('long/people-pi').select('.folio-group') == []
    other: dict[str, Any] = {
        'folio_groups': {
            'mascot': 'Mascots',
            'pi': 'PIs',
            '2024': '24',
            'alumni': 'Former members',
        },
        'folio_person_fields': {'office': 'Room', 'phone': 'Phone'},
    }
    site.build(confoverrides=other | cut)
    chips = [item.get_text() for item in site.main('long').select('.folio-chips li')]
    shown = 'Faculty (1)|Ph.D. students (1)|PIs (1)|Other (1)|Former members (4)'
    assert chips == shown.split('|')
    assert site.main('long/people-phd').select('.folio-chips')[0].get_text().count('PIs') == 1
    assert site.main('long/people-alumni').h1.get_text().startswith('People: Former members')
    assert list(facts(site, 'people/fay')) == ['Room', 'Phone']


def test_a_cv_has_the_keys_of_the_site_in_its_head(make_site: MakeSite) -> None:
    files = {'people/fay.md': FILES['people/fay.md']}
    site = make_site(files, buildername='folio-latex', confoverrides=OWN)
    text = site.text('cv-fay.tex')
    assert text.index('Phone: +41 44') < text.index('Office: Room *3*')


# -- what is wrong -------------------------------------------------------------------------


def test_a_word_that_is_neither_is_told_of(make_site: MakeSite) -> None:
    page = '---\nperson:\n  group: mascots\n  ofice: 3\n  phone: 0123\n---\n# Ann\n'
    own = {
        'folio_groups': {'mascot': 'Mascots'},
        'folio_person_fields': {'office': 'Office', 'phone': 'Phone'},
    }
    files = {'people/ann.md': page, 'list.md': listed(':group: masco')}
    site = make_site(files, buildername='dummy', confoverrides=own)
    assert [(file, line, message) for file, line, message in site.warnings] == [
        ('list.md', 4, '":group:": unknown value "masco"; did you mean "mascot"? [folio.value]'),
        (
            'people/ann.md',
            3,
            '"group": unknown value "mascots"; did you mean "mascot"? [folio.value]',
        ),
        (
            'people/ann.md',
            4,
            'unknown key "ofice" under "person:"; did you mean "office"? [folio.key]',
        ),
        (
            'people/ann.md',
            5,
            '"phone": YAML reads 0123 as 83, not as text; write phone: "0123" [folio.type]',
        ),
    ]


@pytest.mark.parametrize(
    ('setting', 'value', 'says'),
    [
        ('groups', ['mascot'], 'must map words to headings, such as {"mascot": "Mascots"}'),
        ('groups', {'mascot': 1}, 'must map words to headings, such as {"mascot": "Mascots"}'),
        (
            'groups',
            {'My group': 'G'},
            '"My group" is no id (lower-case words joined by hyphens); did you mean "my-group"?',
        ),
        ('groups', {'mascot': ''}, 'the group "mascot" has no heading; write one'),
        ('person_fields', {'office': ' '}, 'the key "office" has no title; write one'),
        ('person_fields', {'role': 'R'}, '"role" is a key of every person; choose another word'),
    ],
)
def test_a_wrong_setting(make_site: MakeSite, setting: str, value: Any, says: str) -> None:
    site = make_site({}, buildername='dummy', confoverrides={f'folio_{setting}': value})
    (told,) = [item for item in site.warnings if 'folio.config' in item.message]
    assert told == (
        'conf.py',
        1,
        f'folio_{setting}: {says}; the default is used [folio.config]',
    )
