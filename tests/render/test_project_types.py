"""What a project is: told on cards and profiles, and what lists select and group by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from support import front

from sphinx_folio.model import ProjectType

if TYPE_CHECKING:
    from support import MakeSite, Site

TYPES = ('course', 'software', 'software', None)
LISTS = {
    'all': '',
    'chosen': ':type: software, course',
    'grouped': ':group-by: type\n:filter:',
    'filtered': ':filter:',
    'lines': ':style: list\n:type: software',
}
FILES = {
    **{
        f'projects/p{number}.md': front(
            'project', name=f'P{number}', people=['jane-doe'], **{'type': kind} if kind else {}
        )
        + '\n```{profile}\n```\n'
        for number, kind in enumerate(TYPES)
    },
    'people/jane-doe.md': front('person', name='Jane Doe'),
    **{
        f'{name}.md': f'# Lists\n\n```{{projects}}\n{options}\n```\n'
        for name, options in LISTS.items()
    },
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    made = make_shared_site(FILES)
    assert made.warnings == []
    return made


def cards(found: Any) -> dict[str, str]:
    """Return what the badge of each card says, by its name."""
    titles = (card.select_one('.folio-card-title') for card in found.select('.folio-card'))
    return {
        title.a.get_text(): ' '.join(badge.get_text() for badge in title.select('.folio-badge'))
        for title in titles
    }


def test_cards_and_profiles_tell_the_type(site: Site) -> None:
    expected = {'P0': 'Course', 'P1': 'Software', 'P2': 'Software', 'P3': ''}
    assert cards(site.main('all')) == expected
    badges = {
        number: [badge.get_text() for badge in site.main(f'projects/p{number}').select(
            '.folio-profile .folio-badge'
        )]
        for number in range(4)
    }  # fmt: skip
    assert badges == {0: ['Course'], 1: ['Software'], 2: ['Software'], 3: []}


def test_lists_select_by_type(site: Site) -> None:
    assert list(cards(site.main('chosen'))) == ['P0', 'P1', 'P2']
    assert cards(site.main('lines')) == {'P1': 'Software', 'P2': 'Software'}


def test_lists_are_grouped_by_type_in_the_order_of_the_types(site: Site) -> None:
    main = site.main('grouped')
    groups = {
        title.get_text(): cards(title.find_next_sibling('ul'))
        for title in main.select('.folio-group')
    }
    assert groups == {
        'Software': {'P1': '', 'P2': ''},
        'Course': {'P0': ''},
        'Other': {'P3': ''},
    }
    assert 'type' not in (main.select_one('.folio-filter').get('data-facets') or '')


def test_readers_narrow_a_list_by_type(site: Site) -> None:
    assert site.main('filtered').select_one('.folio-filter')['data-type'] == 'Type'


def test_a_resume_has_the_type(site: Site) -> None:
    resume = json.loads(site.text('people/jane-doe.resume.json'))
    assert {item['name']: item.get('type') for item in resume['projects']} == {
        'P0': 'course', 'P1': 'software', 'P2': 'software', 'P3': None,
    }  # fmt: skip


def test_language_models_are_told(site: Site) -> None:
    assert '): Software' in site.text('llms.txt')


@pytest.mark.parametrize('word', ['Software', 'sofware'])
def test_another_word_is_told_of(make_site: MakeSite, word: str) -> None:
    wrong = make_site(
        {
            'projects/p.md': front('project', name='P', type=word),
            'wrong.md': f'# Wrong\n\n```{{projects}}\n:type: {word}\n```\n',
        }
    )
    in_page, in_option = sorted(wrong.warnings)
    assert in_page.file == 'projects/p.md'
    assert f'"type": unknown value "{word}"; did you mean "software"?' in in_page.message
    assert in_option.file == 'wrong.md'
    assert f'unknown value "{word}"; did you mean "software"?' in in_option.message


def test_each_type_has_a_name(make_site: MakeSite) -> None:
    kinds = get_args(ProjectType)
    files = {f'projects/{kind}.md': front('project', name=kind, type=kind) for kind in kinds}
    site = make_site(
        files | {'all.md': '# L\n\n```{projects}\n```\n'}, confoverrides={'language': 'zh_CN'}
    )
    names = set(cards(site.main('all')).values())
    assert len(names) == len(kinds)
    assert all(any(ord(sign) > 0x4E00 for sign in name) for name in names)


def test_a_cv_names_the_type_behind_the_role(make_site: MakeSite) -> None:
    files = FILES | {
        'people/jane-doe.md': front('person', name='Jane Doe') + '\n```{projects}\n```\n',
        'projects/p1.md': front(
            'project', name='P1', type='software', people=[{'id': 'jane-doe', 'role': 'lead'}]
        ),
    }
    site = make_site(files, buildername='folio-latex')
    cv = site.text('cv-jane-doe.tex')
    assert 'lead · Software' in cv


def test_a_long_list_by_type_is_cut_by_type(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'folio_cards_per_page': 3})
    chips = {
        link.get_text(): link['href'] for link in site.main('grouped').select('.folio-chips a')
    }
    assert chips == {
        'Software': 'grouped/projects-software.html',
        'Course': 'grouped/projects-course.html',
        'Other': 'grouped/projects-other.html',
    }
    assert list(cards(site.main('grouped/projects-software'))) == ['P1', 'P2']
    assert site.main('grouped/projects-software').h1.get_text().startswith('Projects: Software')
