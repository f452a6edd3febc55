"""Readers narrow cards of people, projects and topics in place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from browser import needs_browser, serving, visiting
from playwright.sync_api import expect
from support import front

if TYPE_CHECKING:
    from support import MakeSite

    from sphinx_folio.model import PageKind

PEOPLE = """# People

```{people}
:filter:
```
"""
FILES = {
    'people/index.md': PEOPLE,
    'people/jane.md': front(
        'person', name='Jane Doe', group='phd', topics=['logs', 'disks', 'ram', 'nets', 'zeta']
    ),
    'people/joan.md': front('person', name='Joan Roe', group='faculty', topics=['logs']),
    'people/joel.md': front('person', name='Joël Poe', summary='Builds <fast> things.'),
    'topics/logs.md': front('topic', name='Logs, and more'),
    'topics/disks.md': front('topic', name='Disks'),
    'topics/ram.md': front('topic', name='Memory'),
    'topics/nets.md': front('topic', name='Networks'),
    'topics/zeta.md': front('topic', name='Zeta'),
}


def test_an_item_tells_its_group_and_all_its_topics(look_at: MakeSite) -> None:
    site = look_at(FILES)
    assert site.warnings == []
    told = {
        item.select_one('.folio-card-title').get_text(): (
            json.loads(item.get('data-group', '[]')),
            json.loads(item.get('data-topics', '[]')),
        )
        for item in site.main('people/index').select('li.folio-card')
    }
    topics = ['Disks', 'Logs, and more', 'Memory', 'Networks', 'Zeta']
    assert {name: (group, sorted(found)) for name, (group, found) in told.items()} == {
        'Jane Doe': (['Ph.D. students'], topics),
        'Joan Roe': (['Faculty'], ['Logs, and more']),
        'Joël Poe': ([], []),
    }


def test_a_list_without_a_filter_tells_nothing(look_at: MakeSite) -> None:
    site = look_at(FILES | {'people/index.md': PEOPLE.replace(':filter:\n', '')})
    assert not site.main('people/index').select('[data-topics], [data-group], .folio-filter')


@pytest.mark.parametrize('kind', ['person', 'project', 'topic'])
def test_each_kind_of_cards_has_the_words_of_its_form(look_at: MakeSite, kind: PageKind) -> None:
    plural = {'person': 'people', 'project': 'projects', 'topic': 'topics'}[kind]
    files = {f'{plural}/{name}.md': front(kind, name=name.title()) for name in ('one', 'two')} | {
        'all.md': f'# All\n\n```{{{plural}}}\n:filter:\n:style: list\n```\n'
    }
    site = look_at(files)
    assert site.warnings == []
    (form,) = site.main('all').select('.folio-filter[hidden]')
    assert form['data-label'] == f'Filter {plural}'
    assert len(site.main('all').select('.folio-list > li')) == 2


def shown(page: Any) -> list[str]:
    titles = page.locator('.folio-card-title')
    return [title.inner_text() for title in titles.all() if title.is_visible()]


@needs_browser
def test_people_are_narrowed_by_words_group_and_topic(browser: Any, look_at: MakeSite) -> None:
    outdir = look_at(FILES).outdir
    with serving(outdir) as (address, _), visiting(browser) as page:
        page.goto(f'{address}/people/index.html')
        assert shown(page) == ['Jane Doe', 'Joan Roe', 'Joël Poe']
        page.get_by_role('searchbox', name='Words').fill('joel')
        assert shown(page) == ['Joël Poe']
        expect(page.get_by_role('status')).to_have_text('1 of 3 people')
        page.get_by_role('button', name='Show all').click()
        page.get_by_role('combobox', name='Topic').select_option('Zeta')
        assert shown(page) == ['Jane Doe']
        page.get_by_role('combobox', name='Topic').select_option('Logs, and more')
        assert shown(page) == ['Jane Doe', 'Joan Roe']
        page.get_by_role('combobox', name='Group').select_option('Faculty')
        assert shown(page) == ['Joan Roe']
        page.reload()
        assert shown(page) == ['Joan Roe']


@needs_browser
def test_without_a_script_all_are_shown(browser: Any, look_at: MakeSite) -> None:
    outdir = look_at(FILES).outdir
    plain = {'java_script_enabled': False}
    with serving(outdir) as (address, _), visiting(browser, **plain) as page:
        page.goto(f'{address}/people/index.html')
        assert shown(page) == ['Jane Doe', 'Joan Roe', 'Joël Poe']
        assert not page.locator('.folio-filter').is_visible()
