"""What the front matter says, in the catalogues of translators and in other languages."""

from __future__ import annotations

import gettext
import json
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

FILES = {
    'people/jane-doe.md': front(
        'person',
        name='Jane Doe',
        native_name='王梓人',
        role='Ph.D. student',
        group='phd',
        affiliation=[{'name': 'University of Logs', 'department': 'Computing'}],
        location='Cologne',
        status='Looks for a job',
        summary='Makes logs.',
        office='Room 5',
        email='jane.doe@example.org',
        topics=['logs'],
    )
    + """
```{profile}
```

Some words.

:::::{timeline}
:kind: experience

::::{entry} Intern of {topic}`logs`
:organization: Log *Works*
:place: Venice
:dates: 2023
::::
:::::
""",
    'people/joan-roe.md': front('person', name='Joan Roe', role='Ph.D. student')
    + '\n```{profile}\n```\n',
    'projects/quicklog.md': front(
        'project',
        name='QuickLog',
        summary='A fast log.',
        people=[{'id': 'jane-doe', 'role': 'lead'}],
        funding=['Log Fund'],
    )
    + '\n```{profile}\n```\n',
    'topics/logs.md': front('topic', name='Logs', aliases=['journals']) + '\n```{profile}\n```\n',
}
SETTINGS = {
    'folio_person_fields': {'office': 'Office'},
    'locale_dirs': ['locale'],
    'gettext_compact': False,
}
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
WORDS = {
    'people/jane-doe': {
        'Ph.D. student': 'Doktorandin',
        'University of Logs': 'Universität der Logbücher',
        'Computing': 'Informatik',
        'Cologne': 'Köln',
        'Looks for a job': 'Sucht eine Stelle',
        'Makes logs.': 'Führt Logbücher.',
        'Room 5': 'Raum 5',
        'Office': 'Büro',
        'Intern of {topic}`logs`': 'Praktikum in {topic}`logs`',
        'Log *Works*': '*Werk* der Logbücher',
        'Venice': 'Venedig',
    },
    'projects/quicklog': {'A fast log.': 'Ein schnelles Logbuch.', 'lead': 'Leitung'},
    'topics/logs': {'Logs': 'Logbücher', 'journals': 'Journale'},
}


def translations(words: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the catalogues of pages."""
    return {
        f'locale/de/LC_MESSAGES/{page}.po': HEAD
        + ''.join(f'msgid "{key}"\nmsgstr "{text}"\n\n' for key, text in said.items())
        for page, said in words.items()
    }


def test_the_texts_stand_in_the_catalogue_of_their_page(make_site: MakeSite) -> None:
    site = make_site(FILES, buildername='gettext', confoverrides=SETTINGS)
    assert site.warnings == []
    for page, said in WORDS.items():
        with (site.outdir / f'{page}.pot').open('rb') as file:
            found = {message.id for message in read_po(file) if message.id}
        assert set(said) <= found
        # neither names of people nor what no reader sees
        assert not found & {'王梓人', 'jane.doe@example.org', 'phd', 'logs', 'Joan Roe'}


@pytest.fixture
def german(make_site: MakeSite) -> Site:
    return make_site({**FILES, **translations(WORDS)}, confoverrides={**SETTINGS, 'language': 'de'})


def test_a_page_and_others_show_them_in_the_language(german: Site) -> None:
    assert german.warnings == []
    person = german.main('people/jane-doe').get_text()
    for said, shown in WORDS['people/jane-doe'].items():
        if '`' not in said:
            assert shown.replace('*', '') in person
            assert said.replace('*', '') not in person
    entry = german.main('people/jane-doe').select_one('.folio-entry')
    assert entry.select_one('.folio-entry-title strong').get_text() == 'Praktikum in Logbücher'
    assert entry.select_one('.folio-entry-place').get_text() == 'Werk der Logbücher · Venedig'
    assert entry.select_one('.folio-entry-place em').get_text() == 'Werk'
    resume = json.loads((german.outdir / 'people/jane-doe.resume.json').read_text('utf-8'))
    (work,) = resume['work']
    assert work['position'] == 'Praktikum in Logbücher'
    assert work['name'] == 'Werk der Logbücher'
    assert 'Logbücher' in person  # a topic, whose page says it
    assert 'Ph.D. student' in german.main('people/joan-roe').get_text()
    project = german.main('projects/quicklog').get_text()
    for shown in ('QuickLog', 'Ein schnelles Logbuch.', 'Leitung'):
        assert shown in project
    assert 'Journale' in german.main('topics/logs').get_text()


def test_another_translation_is_shown_as_in_a_clean_build(
    german: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {'topics/logs': {'Logs': 'Protokolle', 'journals': 'Journale'}}
    german.write(translations(words))
    monkeypatch.setattr(gettext, '_translations', {})  # what a process has read once
    german.build()
    assert 'Protokolle' in german.main('topics/logs').get_text()
    assert 'Protokolle' in german.main('people/jane-doe').get_text()


@pytest.mark.parametrize('builder', ['text', 'man', 'latex', 'singlehtml', 'dummy'])
def test_no_writer_shows_them_where_they_stand(builder: str, make_site: MakeSite) -> None:
    site = make_site(FILES, buildername=builder, confoverrides=SETTINGS)
    assert site.warnings == []
    if builder == 'text':
        text = (site.outdir / 'people/jane-doe.txt').read_text(encoding='utf-8')
        assert text.count('Cologne') == 1
