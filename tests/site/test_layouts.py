"""Where pages lie: a folder of any name, none, or a folder for each page with its pictures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support import PNG, front, index_of

from sphinx_folio.__main__ import main
from sphinx_folio.model import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite, Site

    from sphinx_folio.model import PageKind

#: The paths of pages by the kind of each, and the settings of the site.
LAYOUTS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    'a file each': ({'person': 'people/jo.md', 'project': 'projects/log.md', 'topic': 'topics/ai.md'}, {}),
    'a folder each': (
        {'person': 'people/jo/index.md', 'project': 'projects/log/index.md', 'topic': 'topics/ai/index.md'},
        {},
    ),
    'all at the top': ({'person': 'jo.md', 'project': 'log.md', 'topic': 'ai.md'}, {}),
    'folders at the top': (
        {'person': 'jo/index.md', 'project': 'log/index.md', 'topic': 'ai/index.md'},
        {},
    ),
    'other folders': (
        {'person': 'team/jo.md', 'project': 'work/log/index.md', 'topic': 'areas/ai.md'},
        {'folio_folders': {'team': 'person', 'work': 'project', 'areas': 'topic'}},
    ),
    'within documentation': (
        {'person': 'docs/team/phd/2024/jo.md', 'project': 'docs/work/log.md', 'topic': 'docs/ai.md'},
        {'folio_folders': {'docs/team': 'person', 'docs/work': 'project'}},
    ),
}  # fmt: skip
IDS: dict[PageKind, str] = {'person': 'jo', 'project': 'log', 'topic': 'ai'}


def files_of(layout: str) -> dict[str, str | bytes]:
    """Return the pages of a layout, each with its edges, a former address and a picture."""
    places, _settings = LAYOUTS[layout]
    edges: dict[str, dict[str, Any]] = {
        'person': {'topics': ['ai'], 'photo': 'me.png'},
        'project': {'people': ['jo'], 'image': 'log.png'},
        'topic': {'projects': ['log']},
    }
    files: dict[str, str | bytes] = {}
    for kind, path in places.items():
        facts = {'name': kind.title(), 'redirect_from': [f'/old/{kind}.html'], **edges[kind]}
        files[path] = front(kind, **facts) + '\n```{profile}\n```\n\n{person}`jo` {topic}`ai`\n'
        for picture in (edges[kind].get(key) for key in ('photo', 'image')):
            if picture:
                files[f'{path.rpartition("/")[0]}/{picture}'.lstrip('/')] = PNG
    for folder in FOLDERS.values():  # the page of a section, if it has one
        if any(path.startswith(f'{folder}/') for path in files):
            files[f'{folder}/index.md'] = f'# All\n\n```{{{folder}}}\n```\n'
    return files | {'index.md': index_of(files)}


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
@pytest.mark.parametrize('layout', LAYOUTS)
def test_ids_edges_pictures_and_files_are_the_same_in_each(
    look_at: MakeSite, layout: str, builder: str
) -> None:
    places, settings = LAYOUTS[layout]
    known = settings | {'html_baseurl': 'https://example.org/'}
    site = look_at(files_of(layout), confoverrides=known, buildername=builder)
    assert site.warnings == []
    graph = site.graph
    assert {kind: [*graph.table(kind)] for kind in IDS} == {kind: [IDS[kind]] for kind in IDS}
    for kind, path in places.items():
        docname = path.removesuffix('.md')
        page = docname.removesuffix('/index') + '/index' if builder == 'dirhtml' else docname
        assert site.main(page).select('.folio-profile')
        former = site.text(f'old/{kind}.html')
        assert docname.removesuffix('/index').rpartition('/')[2] in former
        assert len(site.main(page).select('.folio-profile img')) == (kind != 'topic')
    folder, _slash, stem = places['person'].removesuffix('.md').rpartition('/')
    name = f'{folder}/jo'.lstrip('/')
    resume = json.loads(site.text(f'{name}.resume.json'))
    assert resume['basics']['name'] == 'Person'
    assert stem in {'jo', 'index'}


@pytest.mark.parametrize('layout', LAYOUTS)
def test_cvs_are_named_by_the_id(look_at: MakeSite, layout: str) -> None:
    site = look_at(files_of(layout), confoverrides=LAYOUTS[layout][1], buildername='folio-latex')
    assert (site.outdir / 'cv-jo.tex').is_file()


@pytest.mark.parametrize('layout', LAYOUTS)
def test_the_commands_know_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], layout: str
) -> None:
    settings = LAYOUTS[layout][1]
    lines = [f'{name} = {value!r}' for name, value in settings.items()]
    for name, text in {**files_of(layout), 'conf.py': '\n'.join(lines)}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert main(['check', '--root', str(tmp_path)]) == 0
    assert '1 person, 1 project, 1 topic' in capsys.readouterr().out
    # an id that is taken is not taken again, wherever its page lies
    assert main(['new', 'person', 'Jo', '--root', str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert 'exists and is left' in said or 'is a person with the id jo' in said
    assert main(['new', 'person', 'Jane Roe', '--root', str(tmp_path)]) == 0
    folder = next(
        (name for name, kind in settings.get('folio_folders', {}).items() if kind == 'person'),
        'people',
    )
    assert (tmp_path / folder / 'jane-roe.md').is_file()


def test_the_page_of_a_section_stays_one(look_at: MakeSite) -> None:
    files = {'people/index.md': '# People\n\n```{people}\n```\n', 'people/jo.md': front('person')}
    site = look_at(files)
    assert site.warnings == []
    assert {*site.graph.people} == {'jo'}


#: The page in a folder of its own, and what is said of it.
FOLDERS_OF_PAGES = {
    'in capitals': ('people/Jo_Doe', {}, 'the folder name "Jo_Doe" is no id', 'rename it to "jo-doe"'),
    'in another script': ('people/王', {}, 'the folder name "王" is no id', 'such as "wang-ziren"'),
    'with an id of its own': ('people/Jo_D', {'id': 'jo-doe'}, '', ''),
    'with another id': ('people/jo', {'id': 'jo-doe'}, '', ''),
}  # fmt: skip


@pytest.mark.parametrize('case', FOLDERS_OF_PAGES)
def test_the_name_of_a_folder_is_told_of_as_one(make_site: MakeSite, case: str) -> None:
    folder, facts, flaw, advice = FOLDERS_OF_PAGES[case]
    site = make_site({f'{folder}/index.md': front('person', name='Jo', **facts)})
    told = [warned.message for warned in site.warnings]
    assert len(told) == bool(flaw)
    assert all(flaw in message and advice in message for message in told)
    if facts:
        assert {*site.graph.people} == {'jo-doe'}


def test_what_is_said_of_two_pages_with_one_id_is_right(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    page = front('person', name='Jo')
    files = {'people/jo.md': page, 'people/former/jo/index.md': page}
    site = make_site(files)
    (told,) = site.warnings
    assert told.file == 'people/former/jo/index.md'
    assert 'write another "id: …" under "person:"' in told.message
    site.build_again({'people/former/jo/index.md': front('person', name='Jo', id='jo-roe')})
    assert site.warnings == []
    assert {*site.graph.people} == {'jo', 'jo-roe'}
    assert site.output() == clean_build(site).output()
