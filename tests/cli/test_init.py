"""The command that writes a site: what it writes, that it builds, and what it refuses."""

from __future__ import annotations

import json
import os
import pty
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from markdown_it import MarkdownIt

from sphinx_folio.__main__ import COMMANDS, main
from sphinx_folio.cli import SiteOptions, check, write_site
from sphinx_folio.cli.new_site import (
    FURO,
    HOSTS,
    SITE_KINDS,
    SitePlan,
    checked_domain,
    checked_language,
    checked_repository,
    next_steps,
    requirement,
    settle,
    site_files,
)
from sphinx_folio.reading.front_matter import read_front_matter
from sphinx_folio.util import CommandError, __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite

    from sphinx_folio.cli.new_site import Host, SiteKind

ROOT = Path(__file__).parents[2]
WORKFLOW = '.github/workflows/site.yml'
NAMES = (
    'Storage Group',
    '"; import os; os.abort() #',
    'O\'Brien: the #1 \\ "x"',
    "''' + str(1/0) + '''",
    '{{ x }} [[ x ]] [% if x %] ${{ x }}',
    '*_[b](c)$`d`</script> & &amp; ~e~',
    'No',
    '- x',
    '王梓人 🦉 Groß',
    '$(reboot) %s @x',
    '# x',
    '::: x #',
    '% 1. x ---',
)


def planned(kind: SiteKind = 'group', host: Host = 'both', **said: str) -> SitePlan:
    default = {'name': 'Storage Group', 'repository': '', 'domain': '', 'language': 'en'}
    return SitePlan(kind=kind, host=host, **(default | said))


def written(kind: SiteKind = 'group', host: Host = 'both', **said: str) -> dict[str, str]:
    return dict(site_files(planned(kind, host, **said)))


# -- every site builds ---------------------------------------------------------------------------


@pytest.mark.parametrize(('kind', 'host'), list(product(SITE_KINDS, HOSTS)))
def test_every_site_builds_without_a_warning(
    kind: SiteKind, host: Host, make_site: MakeSite
) -> None:
    site = make_site(written(kind, host), buildername='dummy')
    assert site.warnings == []
    assert site.app.config.nitpicky
    outcome = check(site.srcdir)
    assert outcome.exit_code == 0, outcome.text


@pytest.mark.parametrize('kind', SITE_KINDS)
@pytest.mark.parametrize('name', [' '.join(NAMES), NAMES[-1]])
def test_every_name_builds(kind: SiteKind, name: str, make_site: MakeSite) -> None:
    site = make_site(written(kind, name=name), buildername='dummy')
    assert site.warnings == []
    # Sphinx prints typographical quotes and dashes
    shown = site.app.env.titles['index'].astext()
    assert re.sub('[‘’“”—]', '.', shown) == re.sub('[\'"]|---', '.', name)


def test_a_site_in_another_language_builds(make_site: MakeSite) -> None:
    site = make_site(written(language='zh_CN', name='存储组'))
    assert site.warnings == []
    assert site.html('index').html['lang'] == 'zh-CN'


@pytest.mark.parametrize('kind', SITE_KINDS)
def test_every_page_is_in_the_navigation(kind: SiteKind, look_at: MakeSite) -> None:
    site = look_at(written(kind))
    reached = {
        'index',
        *(page for pages in site.app.env.toctree_includes.values() for page in pages),
    }
    assert reached == set(site.app.env.found_docs)
    assert 'README' not in reached


def test_the_first_page_of_a_group_shows_its_people(look_at: MakeSite) -> None:
    site = look_at(written('group'))
    links = site.links('index')
    assert {'people/jane-doe.html', 'people/index.html', 'publications.html'} <= links


def test_the_first_page_of_a_group_shows_its_news(look_at: MakeSite) -> None:
    site = look_at(written('group'))
    (news,) = site.graph.dated.values()
    assert (news.entry_kind, news.docname) == ('news', 'news')
    assert {f'news.html#{news.anchor}', 'news.html'} <= site.links('index')


def test_news_and_talks_of_a_person_are_theirs(look_at: MakeSite) -> None:
    site = look_at(written('person', name='Jane Doe'))
    (person,) = site.graph.people.values()
    entries = {entry.entry_kind: entry for entry in site.graph.dated.values()}
    assert set(entries) == {'news', 'education', 'talks'}
    assert {entry.implied for entry in entries.values()} == {person.ref}
    assert entries['talks'].links


def test_the_first_page_of_a_person_is_theirs(look_at: MakeSite) -> None:
    site = look_at(written('person', name='Jane Doe'))
    (person,) = site.graph.people.values()
    assert person.name == 'Jane Doe'


@pytest.mark.parametrize('kind', SITE_KINDS)
def test_the_example_is_a_publication_once_uncommented(kind: SiteKind, make_site: MakeSite) -> None:
    files = written(kind, name='Jane Doe')
    comments, _, entry = files['references.bib'].partition('%\n% @')
    assert comments
    files['references.bib'] = re.sub('(?m)^% ', '', f'% @{entry}')
    site = make_site(files, buildername='dummy')
    assert site.warnings == []
    assert list(site.graph.publications) == ['doe2026log']
    assert site.graph.authors['doe2026log'][0]


def test_the_commented_keys_are_right_once_uncommented() -> None:
    head, hint, keys = written('person')['index.md'].partition('to use it.\n')
    source = head + hint + re.sub(r'(?m)^  # ', '  ', keys)
    page = read_front_matter(source, docname='index', page_id='index', expected=None)
    assert page.problems == ()
    assert page.record is not None
    assert len(page.record.links) == 2


def test_the_commented_settings_are_right_once_uncommented(make_site: MakeSite) -> None:
    files = written('group')
    settings = re.findall(r"(?m)^# (\w+) = '(.*)'", files['conf.py'])
    assert settings
    files['conf.py'] = re.sub(r'(?m)^# (\w+ = )', r'\1', files['conf.py'])
    pictures = {value: '<svg xmlns="http://www.w3.org/2000/svg"/>' for _name, value in settings}
    site = make_site(files | pictures | {'drafts/page.md': 'No title'}, buildername='dummy')
    assert site.warnings == []
    assert 'drafts/page' not in site.app.env.found_docs


def test_the_site_builds_without_its_example(make_site: MakeSite) -> None:
    files = written('group')
    del files['people/jane-doe.md']
    assert make_site(files, buildername='dummy').warnings == []


def test_the_page_that_a_link_begins_builds(make_site: MakeSite) -> None:
    files = written('group', repository='octo-lab/website')
    (link,) = re.findall(
        r'\((https://github.com/octo-lab/website/new/\S+)\)', files['CONTRIBUTING.md']
    )
    asked = parse_qs(urlsplit(link).query)
    assert asked['filename'] == ['people/your-name.md']
    (source,) = asked['value']
    (pasted,) = re.findall(r'   ````markdown\n(.*?)   ````', files['CONTRIBUTING.md'], re.DOTALL)
    assert re.sub('(?m)^   ', '', pasted) == source
    site = make_site(files | {'people/jane-doe.md': source}, buildername='dummy')
    assert site.warnings == []


# -- what the user says is data ------------------------------------------------------------------


@pytest.mark.parametrize('kind', SITE_KINDS)
@pytest.mark.parametrize('name', NAMES)
def test_a_name_is_data_wherever_it_stands(kind: SiteKind, name: str, tmp_path: Path) -> None:
    files = written(kind, name=name)
    (tmp_path / 'conf.py').write_text(files['conf.py'], encoding='utf-8')
    settings = runpy.run_path(str(tmp_path / 'conf.py'))
    assert settings['project'] == settings['author'] == name
    assert settings['copyright'] == f'%Y, {name}'
    assert settings['folio_description'].endswith(f' {name}.')
    for path, text in files.items():
        if path.endswith(('.yml', '.yaml')):
            assert isinstance(yaml.safe_load(text), dict)
    page = 'index.md' if kind == 'person' else 'people/jane-doe.md'
    read = read_front_matter(files[page], docname=page, page_id='x', expected='person')
    assert read.problems == ()
    assert read.record is not None
    assert name in {read.record.name, *(place.name for place in read.record.affiliation)}
    assert first_heading(files['README.md']) == name


def first_heading(source: str) -> str:
    tokens = MarkdownIt().parse(source)
    (inline,) = [
        token.children
        for token, before in zip(tokens[1:], tokens, strict=False)
        if before.tag == 'h1' and before.nesting == 1
    ]
    return ''.join(token.content for token in inline or ())


@pytest.mark.parametrize(
    ('name', 'read'), [('Storage\nGroup', 'Storage Group'), ('  a\t\u2028b ', 'a b')]
)
def test_a_name_is_one_line(name: str, read: str) -> None:
    assert settle(SiteOptions(name=name), Path()).name == read


@pytest.mark.parametrize('name', ['', ' ', 'a\x00b', 'a\x1b[31m', '\udc80'])
def test_a_name_that_no_page_can_show_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match=r'the name .*(remove|write)'):
        settle(SiteOptions(name=name), Path())


@pytest.mark.parametrize(
    ('folder', 'kind', 'name'),
    [
        ('storage-group', 'group', 'Storage Group'),
        ('DBLab_2', 'group', 'DBLab 2'),
        ('jane-doe.github.io', 'person', 'Jane Doe'),
        ('---', 'group', 'Our group'),
        ('...', 'person', 'Jane Doe'),
        ('王 实验室', 'group', '王 实验室'),
    ],
)
def test_the_folder_proposes_a_name(folder: str, kind: str, name: str, tmp_path: Path) -> None:
    assert settle(SiteOptions(kind=kind), tmp_path / folder).name == name


@pytest.mark.parametrize(
    ('url', 'repository'),
    [
        ('git@github.com:octo-lab/website.git', 'octo-lab/website'),
        ('https://github.com/octo-lab/octo-lab.github.io', 'octo-lab/octo-lab.github.io'),
        ('https://git.example.org/octo-lab/website.git', ''),
        ("https://github.com/a'b/c", ''),
    ],
)
def test_a_clone_knows_its_repository(url: str, repository: str, tmp_path: Path) -> None:
    (tmp_path / '.git').mkdir()
    config = f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n'
    (tmp_path / '.git/config').write_text(config, encoding='utf-8')
    assert settle(SiteOptions(), tmp_path).repository == repository
    assert settle(SiteOptions(repository='a/b'), tmp_path).repository == 'a/b'


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('text', 'meant'),
    [
        ('https://github.com/octo-lab/website', 'octo-lab/website'),
        ('https://github.com/octo-lab/website.git', 'octo-lab/website'),
        ('git@github.com:octo-lab/website.git', 'octo-lab/website'),
        ('octo-lab/website/', 'octo-lab/website'),
        ('octo-lab/website/tree/main', 'octo-lab/website'),
        ('octo-lab', 'octo-lab/website'),
        ('-a/b', 'octo-lab/website'),
        ('a/..', 'octo-lab/website'),
        ('a/b\n', 'a/b'),
        ("a/b'; import os", 'a/b'),
        ('a/ b', 'octo-lab/website'),
        ('ä/b', 'octo-lab/website'),
    ],
)
def test_what_is_no_repository_is_told_with_one(text: str, meant: str) -> None:
    with pytest.raises(CommandError, match=rf'; write OWNER/NAME, such as "{re.escape(meant)}"'):
        checked_repository(text)
    assert checked_repository(meant) == meant


@pytest.mark.parametrize('text', ['', 'a/b', 'Octo-Lab/octo-lab.github.io', 'a/.github', 'a1/_-.'])
def test_a_repository_is_taken(text: str) -> None:
    assert checked_repository(text) == text


@pytest.mark.parametrize(
    ('text', 'meant'),
    [
        ('https://lab.example.org/', 'lab.example.org'),
        ('http://Lab.Example.org:80/a?b#c', 'lab.example.org'),
        ('lab.example.org.', 'lab.example.org'),
        ('LAB.example.org', 'lab.example.org'),
        ('lab.example.org\n', 'lab.example.org'),
        ('bücher.example', 'xn--bcher-kva.example'),
        ('lab', 'lab.example.org'),
        ('127.0.0.1', 'lab.example.org'),
        ('a..b', 'lab.example.org'),
        ('-a.example', 'lab.example.org'),
        ('a.example-', 'lab.example.org'),
        (f'{"a" * 64}.example', 'lab.example.org'),
        ("x.example'; import os", 'lab.example.org'),
    ],
)
def test_what_is_no_domain_is_told_with_one(text: str, meant: str) -> None:
    with pytest.raises(CommandError, match=rf'; write one such as "{re.escape(meant)}"'):
        checked_domain(text)
    assert checked_domain(meant) == meant


@pytest.mark.parametrize(
    ('text', 'hint'),
    [
        ('english', 'write one such as "en" or "zh_CN"'),
        ('zh-cn', 'did you mean "zh_CN"?'),
        ('EN', 'did you mean "en"?'),
        ('zh-hans', 'did you mean "zh_Hans"?'),
        ("en'\nimport os", 'write one such as "en" or "zh_CN"'),
        ('qq', 'write one such as "en" or "zh_CN"'),
        ('', 'write one such as "en" or "zh_CN"'),
    ],
)
def test_what_is_no_language_is_told_with_one(text: str, hint: str) -> None:
    with pytest.raises(CommandError, match=re.escape(f'is no code of a language; {hint}')):
        checked_language(text)
    for proposed in re.findall('"([^"]+)"', hint):
        assert checked_language(proposed) == proposed


@pytest.mark.parametrize(
    ('option', 'value', 'says'),
    [
        ('kind', 'persn', '"persn" is no kind of site; did you mean "person"?'),
        ('host', 'github', '"github" is no host; write one of: both, none, pages, readthedocs'),
        ('repository', 'lab', '"lab" is no repository; write OWNER/NAME, such as '),
        ('domain', 'lab', '"lab" is no domain; write one such as "lab.example.org"'),
        ('language', 'xx', '"xx" is no code of a language; write one such as '),
        ('name', '', 'the name is empty; write it in quotes, such as "Jane Doe"'),
    ],
)
def test_what_is_unfit_is_one_line_and_nothing_is_written(
    option: str, value: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['init', str(tmp_path / 'lab'), f'--{option}', value]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f'init: {says}')
    assert not (tmp_path / 'lab').exists()


def test_a_site_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'conf.py').symlink_to('nowhere.py')
    assert main(['init', str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f'init: {tmp_path}/conf.py exists, so this is a site; ')
    assert [path.name for path in tmp_path.iterdir()] == ['conf.py']


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'lab').touch()
    assert main(['init', str(tmp_path / 'lab')]) == 1
    assert (
        capsys.readouterr().err
        == f'init: {tmp_path}/lab is a file; name a folder, be it a new one\n'
    )


def test_every_other_file_is_left_as_it_is_and_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / 'people').mkdir()
    (tmp_path / 'people/index.md').write_text('mine', encoding='utf-8')
    (tmp_path / 'README.md').write_text('mine too', encoding='utf-8')
    assert main(['init', str(tmp_path), '--name', 'Lab']) == 0
    first, second, *_rest = capsys.readouterr().out.splitlines()
    assert (
        first
        == f'wrote {len(written("group", "pages")) - 2} files into {tmp_path} (Lab, a group; host: pages)'
    )
    assert second == 'left as they are, as they exist: README.md, people/index.md'
    assert (tmp_path / 'people/index.md').read_text(encoding='utf-8') == 'mine'
    assert (tmp_path / 'README.md').read_text(encoding='utf-8') == 'mine too'
    assert (tmp_path / 'conf.py').is_file()


def test_what_stops_midway_can_be_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / 'topics').touch()
    assert main(['init', str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / 'conf.py').exists()
    (tmp_path / 'topics').unlink()
    assert main(['init', str(tmp_path)]) == 0


# -- questions -----------------------------------------------------------------------------------


def answering(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    left, asked = list(answers), list[str]()

    def ask(question: str) -> str:
        asked.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    return ask, asked


def test_what_is_missing_is_asked(tmp_path: Path) -> None:
    ask, asked = answering('person', 'Joan Roe', 'both', 'joan/joan.github.io')
    plan = settle(SiteOptions(), tmp_path / 'lab', ask)
    assert plan == ('person', 'Joan Roe', 'both', 'joan/joan.github.io', '', 'en')
    assert [question.partition(' [')[2] for question in asked] == [
        'group]: ',
        'Lab]: ',
        'pages]: ',
        'may be empty]: ',
    ]


def test_nothing_is_asked_that_was_said(tmp_path: Path) -> None:
    ask, asked = answering()
    options = SiteOptions('group', 'Lab', 'pages', 'a/b')
    assert settle(options, tmp_path, ask)[:4] == options[:4]
    assert asked == []


def test_what_was_said_is_checked_before_anything_is_asked(tmp_path: Path) -> None:
    ask, asked = answering()
    with pytest.raises(CommandError, match='"lab" is no repository'):
        settle(SiteOptions(repository='lab'), tmp_path, ask)
    assert asked == []


def test_an_empty_answer_takes_the_default_and_a_wrong_one_is_asked_again(tmp_path: Path) -> None:
    ask, asked = answering('gropp', '', '', 'nowhere', 'none')
    plan = settle(SiteOptions(), tmp_path / 'lab', ask)
    assert plan == ('group', 'Lab', 'none', '', '', 'en')
    assert asked[1].startswith('"gropp" is no kind of site; did you mean "group"?\n')
    assert asked[4].startswith('"nowhere" is no host; ')
    assert len(asked) == 6


def test_no_more_answers_mean_the_defaults(tmp_path: Path) -> None:
    ask, _asked = answering('person')
    assert settle(SiteOptions(), tmp_path / 'lab', ask) == ('person', 'Lab', 'pages', '', '', 'en')


@pytest.mark.slow
def test_a_terminal_is_asked(tmp_path: Path) -> None:
    terminal, end = pty.openpty()
    command = [sys.executable, '-m', 'sphinx_folio', 'init', 'lab', '--host', 'none']
    with subprocess.Popen(command, cwd=tmp_path, stdin=end, stdout=end, stderr=end) as started:
        os.write(terminal, b'person\nJoan Roe\n\n')
        try:
            assert started.wait(60) == 0
        finally:
            started.kill()
        os.close(end)
        said = os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert 'Whose site, group or person [group]: ' in said
    assert 'Your name [Lab]: ' in said
    assert 'name: Joan Roe\n' in (tmp_path / 'lab/index.md').read_text(encoding='utf-8')


# -- what comes next -----------------------------------------------------------------------------


@pytest.mark.parametrize(('kind', 'host'), list(product(SITE_KINDS, HOSTS)))
def test_five_lines_say_what_comes_next(kind: SiteKind, host: Host) -> None:
    steps = list(next_steps(planned(kind, host), Path('my lab')))
    assert len(steps) == 5
    assert steps[0].startswith("cd 'my lab' && python3 -m pip install -r requirements.txt")
    assert next(next_steps(planned(kind, host), Path())).startswith('python3 ')


@pytest.mark.parametrize('kind', SITE_KINDS)
def test_every_command_that_is_written_exists(kind: SiteKind) -> None:
    text = '\n'.join([*written(kind).values(), *next_steps(planned(kind), Path())])
    assert set(re.findall(r'sphinx-folio (\w+)', text)) <= COMMANDS.keys()


def test_requirements_are_those_of_this_package() -> None:
    project = tomllib.loads((ROOT / 'pyproject.toml').read_text(encoding='utf-8'))
    assert project['dependency-groups']['site'] == [f'furo{FURO}']
    asked = written()['requirements.txt'].splitlines()
    assert asked == [f'sphinx-folio=={project["project"]["version"]}', f'furo{FURO}']
    assert project['project']['scripts'] == {'sphinx-folio': 'sphinx_folio.__main__:main'}


def test_what_came_from_git_is_asked_for_there_again() -> None:
    url = 'https://github.com/sphinx-folio/sphinx-folio'
    vcs = {'vcs': 'git', 'requested_revision': 'main', 'commit_id': '0' * 40}
    origin = json.dumps({'url': url, 'vcs_info': vcs})
    assert requirement(origin) == f'sphinx-folio @ git+{url}@{"0" * 40}'
    here = json.dumps({'url': 'file:///tmp/sphinx-folio', 'dir_info': {'editable': True}})
    assert requirement(here) == requirement(None) == f'sphinx-folio=={__version__}'


# -- the host ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('host', 'said', 'there', 'missing'),
    [
        ('pages', {}, {WORKFLOW, '.github/dependabot.yml'}, {'.readthedocs.yaml', 'CNAME'}),
        ('pages', {'domain': 'lab.example.org'}, {'CNAME'}, set()),
        ('readthedocs', {'domain': 'lab.example.org'}, {'.readthedocs.yaml'}, {WORKFLOW, 'CNAME'}),
        ('both', {}, {WORKFLOW, '.readthedocs.yaml'}, set()),
        ('none', {}, {'README.md'}, {WORKFLOW, '.github/dependabot.yml', '.readthedocs.yaml'}),
        ('none', {'repository': 'a/b'}, {'.github/dependabot.yml'}, {WORKFLOW}),
    ],
)
def test_a_host_has_its_files(
    host: Host, said: dict[str, str], there: set[str], missing: set[str]
) -> None:
    files = written('group', host, **said)
    assert there <= files.keys()
    assert not missing & files.keys()


@pytest.mark.parametrize(
    ('host', 'said', 'environment', 'url'),
    [
        ('pages', {}, {'FOLIO_URL': 'https://a.github.io/b/'}, 'https://a.github.io/b/'),
        ('pages', {}, {}, ''),
        (
            'readthedocs',
            {},
            {'READTHEDOCS_CANONICAL_URL': 'https://r.example/'},
            'https://r.example/',
        ),
        ('both', {}, {'READTHEDOCS_CANONICAL_URL': 'https://r.example/'}, 'https://r.example/'),
        ('both', {}, {'FOLIO_URL': 'https://a.github.io/b/'}, 'https://a.github.io/b/'),
        ('none', {}, {'FOLIO_URL': 'https://x.example/'}, 'https://x.example/'),
        ('none', {'domain': 'lab.example.org'}, {}, 'https://lab.example.org/'),
    ],
)
def test_the_environment_of_a_host_says_where_the_site_is(
    host: Host, said: dict[str, str], environment: dict[str, str], url: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name in ('FOLIO_URL', 'READTHEDOCS_CANONICAL_URL'):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (tmp_path / 'conf.py').write_text(written('group', host, **said)['conf.py'], encoding='utf-8')
    assert runpy.run_path(str(tmp_path / 'conf.py'))['html_baseurl'] == url


def test_pages_lead_to_where_they_are_edited(look_at: MakeSite) -> None:
    site = look_at(written('group', repository='octo-lab/website'))
    edit = site.html('people/jane-doe').select_one('.edit-this-page a')
    assert edit['href'] == 'https://github.com/octo-lab/website/edit/main/people/jane-doe.md'
    assert look_at(written('group')).html('index').select('.edit-this-page a') == []


# -- the workflow --------------------------------------------------------------------------------


def steps_of(files: dict[str, str]) -> list[dict[str, Any]]:
    return list(yaml.safe_load(files[WORKFLOW])['jobs']['build']['steps'])


def commands_of(files: dict[str, str]) -> dict[str, str]:
    return {step.get('name', ''): step['run'] for step in steps_of(files) if 'run' in step}


def test_the_workflow_has_no_rights_that_it_does_not_need() -> None:
    workflow = yaml.safe_load(written()[WORKFLOW])
    assert workflow['permissions'] == {}
    jobs = workflow['jobs']
    assert jobs['build']['permissions'] == {'contents': 'read'}
    assert jobs['deploy']['permissions'] == {'pages': 'write', 'id-token': 'write'}
    assert jobs['deploy']['if'] == "github.ref == 'refs/heads/main'"


def test_actions_are_pinned_as_those_of_this_repository() -> None:
    own = '\n'.join(path.read_text('utf-8') for path in (ROOT / '.github/workflows').glob('*.yml'))
    uses = re.findall(r'uses: (.*)', written()[WORKFLOW])
    assert all(re.fullmatch(r'actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+', use) for use in uses)
    assert [use.partition('@')[0] for use in uses if use not in own] == [
        'actions/upload-pages-artifact', 'actions/deploy-pages',
    ], 'the workflow that init writes has older pins than those in .github/workflows'  # fmt: skip


@pytest.mark.parametrize(
    ('repository', 'domain', 'url'),
    [
        ('octo-lab/website', '', 'https://octo-lab.github.io/website/'),
        ('Octo-Lab/Octo-Lab.github.io', '', 'https://octo-lab.github.io/'),
        ('octo-lab/other.github.io', '', 'https://octo-lab.github.io/other.github.io/'),
        ('octo-lab/website', 'lab.example.org', 'https://lab.example.org/'),
    ],
)
def test_the_workflow_tells_where_the_site_will_be(
    repository: str, domain: str, url: str, tmp_path: Path
) -> None:
    files = written('group', 'pages', domain=domain)
    if domain:
        (tmp_path / 'CNAME').write_text(files['CNAME'], encoding='utf-8')
    done = run(commands_of(files)['Tell where the site will be'], tmp_path, repository)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / 'environment').read_text(encoding='utf-8') == f'FOLIO_URL={url}\n'


def run(
    command: str, folder: Path, repository: str = 'octo-lab/website', **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub runs it, with the commands of this package."""
    programs = folder.parent / 'programs'
    programs.mkdir(exist_ok=True)
    for name, module in (('sphinx-folio', 'sphinx_folio'), ('sphinx-build', 'sphinx')):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m {module} "$@"\n', encoding='utf-8')
        program.chmod(0o755)
    surroundings = os.environ | {
        'PATH': f'{programs}{os.pathsep}{os.environ["PATH"]}',
        'GITHUB_REPOSITORY': repository,
        'GITHUB_REPOSITORY_OWNER': repository.partition('/')[0],
        'GITHUB_ENV': str(folder / 'environment'),
    }
    return subprocess.run(
        ['/bin/bash', '-e', '-c', command], cwd=folder, env=surroundings | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Write a site of the kind that a test is given."""
    options = SiteOptions(request.param, 'Storage Group', 'both', 'octo-lab/website')
    write_site(tmp_path / 'lab', options)
    return tmp_path / 'lab'


@pytest.mark.slow
@pytest.mark.tex
@pytest.mark.parametrize('folder', SITE_KINDS, indirect=True)
def test_what_the_workflow_runs_makes_the_site_with_its_cvs(folder: Path) -> None:
    files = {WORKFLOW: (folder / WORKFLOW).read_text(encoding='utf-8')}
    ran = []
    for name, command in commands_of(files).items():
        if not re.match(r'python -m pip install|sudo apt-get', command):
            done = run(command, folder, FOLIO_URL='https://octo-lab.github.io/website/')
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            ran.append(name)
    assert ran == [
        'Tell where the site will be',
        'Make the CVs',
        'Build the site',
        'Tell what is wrong beside its lines',
    ]
    pages = folder / '_build/html'
    assert list(pages.glob('cv/*.pdf'))
    text = (pages / 'index.html').read_text(encoding='utf-8')
    assert 'href="https://octo-lab.github.io/website/' in text


@pytest.mark.parametrize('folder', ['group'], indirect=True)
def test_a_preview_on_read_the_docs_goes_without_pdfs(folder: Path) -> None:
    settings = yaml.safe_load((folder / '.readthedocs.yaml').read_text(encoding='utf-8'))
    (command,) = settings['build']['jobs']['pre_build']
    assert 'sphinx-folio pdf' in command
    done = run(command, folder, READTHEDOCS_VERSION_TYPE='external')
    assert (done.returncode, done.stdout, done.stderr) == (0, '', '')
    done = run(command, folder, READTHEDOCS_VERSION_TYPE='branch', PATH='/bin')
    assert done.returncode


@pytest.mark.parametrize('kind', SITE_KINDS)
def test_hosts_understand_their_files(
    kind: SiteKind, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_site(tmp_path, SiteOptions(kind, '"; x: # {{ y }}', 'both', 'octo-lab/website'))
    forms = tmp_path / '.github/ISSUE_TEMPLATE'
    schemas = {
        'readthedocs': tmp_path / '.readthedocs.yaml',
        'github-workflows': tmp_path / WORKFLOW,
        'dependabot': tmp_path / '.github/dependabot.yml',
    }
    if kind == 'group':
        schemas |= {
            'github-issue-forms': forms / 'add-yourself.yml',
            'github-issue-config': forms / 'config.yml',
        }
    for name, path in schemas.items():
        with pytest.raises(SystemExit) as left:
            check_jsonschema(['--builtin-schema', f'vendor.{name}', str(path)])
        assert left.value.code == 0, capsys.readouterr().out
    zizmor = shutil.which(
        'zizmor', path=f'{Path(sys.executable).parent}{os.pathsep}{os.environ["PATH"]}'
    )
    assert zizmor
    audit = subprocess.run(
        [zizmor, '--offline', '--no-progress', '--pedantic', str(tmp_path / '.github')],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert audit.returncode == 0, audit.stdout
