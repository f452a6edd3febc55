"""The command `import`: into a new site and one that is there, what it refuses and never does."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from imports import bring, build_strictly, notes_of, write

from sphinx_folio.__main__ import main
from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources
from sphinx_folio.importing import Item, Origin, Report, Site, Source

if TYPE_CHECKING:
    from pathlib import Path

RESUME: dict[str, Any] = {
    'basics': {'name': 'Jane Doe', 'email': 'jane@example.org', 'label': 'Researcher'},
    'work': [{'name': 'Labs', 'position': 'Engineer', 'startDate': '2020', 'endDate': '2021'}],
    'publications': [
        {'name': 'Logs', 'releaseDate': '2020', 'authors': ['J. Doe', 'Joan Roe']},
        {'name': 'Sets', 'releaseDate': '2021', 'authors': ['Joan Roe', 'Joan B. Roe']},
    ],
    'projects': [{'name': 'QuickLog', 'description': 'A log.'}],
}
CONF = """\
extensions = ['sphinx_folio']
bibtex_bibfiles = ['papers.bib']
exclude_patterns = ['_build']
nitpicky = True
html_theme = 'basic'
"""
SITE = {
    'conf.py': CONF,
    'index.md': '# Lab\n\n```{people}\n```\n\n```{publications}\n```\n',
    'people/index.md': '# People\n\n```{people}\n```\n',
    'people/jdoe.md': '---\nperson:\n  email: jane@example.org\n---\n\n# Jane M. Doe\n',
    'people/joan-roe.md': '---\nperson: {names: [Joan B. Roe]}\n---\n\n# Joan Roe\n',
    'papers.bib': '@misc{sets, title = {Sets}, author = {Roe, Joan}, year = {2021}}',
}


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text('utf-8', errors='replace')
        for path in sorted(folder.rglob('*'))
        if path.is_file()
    }


def resume(folder: Path, data: Any = RESUME, name: str = 'resume.json') -> Path:
    write(folder, {name: json.dumps(data, indent=1)})
    return folder / name


# -- a site that is there ---------------------------------------------------------------------


def test_pages_and_entries_join_a_site_and_nothing_is_overwritten(tmp_path: Path) -> None:
    site = write(tmp_path / 'site', SITE)
    bring(tmp_path / 'source', {'resume.json': json.dumps(RESUME)}, into=site)
    found = files_of(site)
    assert {name: found[name] for name in SITE if name != 'papers.bib'} == {
        name: text for name, text in SITE.items() if name != 'papers.bib'
    }
    assert sorted(set(found) - set(SITE)) == [
        'import-report.md', 'imported-jdoe.md', 'projects/index.md', 'projects/quicklog.md',
    ]  # fmt: skip
    assert found['imported-jdoe.md'] == (
        '# More of Jane M. Doe\n\n## Experience\n\n::::{timeline}\n:kind: experience\n\n'
        ':::{entry} Engineer\n:organisation: Labs\n:dates: 2020 to 2021\n:people: jdoe\n:::\n::::\n'
    )
    assert '  people:\n  - jdoe\n' in found['projects/quicklog.md']
    assert found['papers.bib'] == SITE['papers.bib'] + (
        '\n\n@misc{doe2020logs,\n  title = {Logs},\n  author = {J. Doe and Joan Roe},\n'
        '  date = {2020},\n  author+an = {1=jdoe},\n}\n'
    )
    assert {note[1:] for note in notes_of(site, 'resume.json')} == {
        ('changed', 'name', 'Jane Doe'),
        ('skipped', 'role', 'Researcher'),
        ('skipped', 'email', 'jane@example.org'),
        ('skipped', 'paper', 'Sets'),
        ('changed', 'author', 'J. Doe'),
    }
    out = build_strictly(site, tmp_path / 'out')
    assert not list(out.rglob('*import-report*'))


def test_the_same_once_more_is_nothing_new(tmp_path: Path, capsys: Any) -> None:
    source, site = resume(tmp_path / 'source'), tmp_path / 'site'
    assert main(['import', str(source), '--into', str(site)]) == 0
    before = files_of(site)
    assert main(['import', str(source), '--into', str(site)]) == 1
    assert 'nothing was written' in capsys.readouterr().out
    assert files_of(site) == before


def test_what_is_there_is_kept_in_a_folder_that_is_no_site(tmp_path: Path, capsys: Any) -> None:
    site = write(tmp_path / 'site', {'index.md': '# Mine\n', 'README.md': 'Mine.\n'})
    assert main(['import', str(resume(tmp_path)), '--into', str(site)]) == 0
    assert 'left as they are, as they exist: README.md, index.md' in capsys.readouterr().out
    assert (site / 'index.md').read_text() == '# Mine\n'
    assert ('lost', 'page', 'index.md') in {note[1:] for note in notes_of(site, 'resume.json')}


def test_person_names_the_one_who_is_meant(tmp_path: Path) -> None:
    site = write(tmp_path / 'site', SITE)
    data = {'basics': {'name': 'J. Smith'}, 'work': RESUME['work']}
    bring(tmp_path / 'source', {'resume.json': json.dumps(data)}, into=site, person='joan-roe')
    assert ':people: joan-roe' in (site / 'imported-joan-roe.md').read_text()
    other = bring(tmp_path / 'other', {'resume.json': json.dumps(data)}, person='jsm')
    assert '  id: jsm\n' in (other / 'index.md').read_text()


def test_sources_may_come_one_after_the_other(tmp_path: Path) -> None:
    """What the first one brought is the site's, and its former addresses and names stay its own."""
    head = '---\nlayout: page\ntitle: {}\npermalink: /old/\nredirect_from: [/older/]\n---\n\n{}\n'
    config = 'title: Lab\nfirst_name: {}\nlast_name: {}\nscholar:\n  source: /_bibliography/\n'

    def source(first: str, last: str, text: str) -> dict[str, str]:
        return {
            '_config.yml': config.format(first, last),
            '_pages/about.md': '---\nlayout: about\npermalink: /\n---\n\nI work.\n',
            f'_pages/{text}.md': head.format(text.title(), f'All of {text}.'),
            '_bibliography/papers.bib': f'@misc{{{text}, title={{{text}}}, author={{Roe, J. and {last}, {first[0]}.}}, year=2020}}\n',
        }  # fmt: skip

    site = bring(tmp_path / 'one', source('Jane', 'Roe', 'rivers'), into=tmp_path / 'site')
    bring(tmp_path / 'two', source('Joan', 'Doe', 'lakes'), into=site)
    (site / 'import-report.md').unlink()
    bring(tmp_path / 'three', source('Jane', 'Roe', 'seas'), into=site)
    pages = {path.name: path.read_text('utf-8') for path in site.glob('[!i]*.md')}
    assert [name for name, text in pages.items() if '/older/' in text] == ['rivers.md']
    assert ('lost', 'redirect-from', '/older/') in {
        note[1:] for note in notes_of(site, '_pages/seas.md')
    }
    build_strictly(site, tmp_path / 'out')


# -- a new site --------------------------------------------------------------------------------


def test_init_from_a_source_is_the_same(tmp_path: Path, capsys: Any) -> None:
    source = resume(tmp_path / 'source')
    assert main(['import', str(source), '--into', str(tmp_path / 'one')]) == 0
    arguments = ['--host', 'none', '--domain', 'jane.example.org', '--language', 'de']
    assert main(['init', str(tmp_path / 'two'), '--from', str(source), *arguments]) == 0
    one, two = files_of(tmp_path / 'one'), files_of(tmp_path / 'two')
    assert one['index.md'] == two['index.md']
    assert "html_baseurl = 'https://jane.example.org/'" in two['conf.py']
    assert "language = 'de'" in two['conf.py']
    assert 'Example University' not in ''.join(one.values())
    capsys.readouterr()
    assert main(['init', str(tmp_path / 'two'), '--from', str(source)]) == 1
    assert 'so this is a site; bring more into it' in capsys.readouterr().err


def test_several_sources_become_one_site_of_several_people(tmp_path: Path) -> None:
    second = {'basics': {'name': 'Joan Roe'}, 'publications': RESUME['publications']}
    sources = [resume(tmp_path / 'a'), resume(tmp_path / 'b', second)]
    outcome = import_sources(sources, tmp_path / 'site', ImportOptions())
    assert outcome.exit_code == 0
    found = files_of(tmp_path / 'site')
    assert {'people/jane-doe.md', 'people/joan-roe.md', 'people/index.md'} <= set(found)
    assert '# Site\n\n## People\n' in found['index.md']
    assert '## resume.json\n' in found['import-report.md']
    assert '## resume.json 2/resume.json\n' in found['import-report.md']
    assert '- 2 files = 2 imported + 0 skipped + 0 lost\n' in found['import-report.md']
    assert found['references.bib'].count('title = {Logs}') == 1
    build_strictly(tmp_path / 'site', tmp_path / 'out')


def test_the_head_names_near_misses_and_people_without_papers(tmp_path: Path) -> None:
    second = {'basics': {'name': 'Max Mou'}}
    papers = [{'name': 'Third', 'releaseDate': '2022', 'authors': ['Jane X. Doe', 'A. Doe']}]
    sources = [resume(tmp_path / 'a', RESUME | {'publications': papers})]
    sources.append(resume(tmp_path / 'b', second))
    text = import_sources(sources, tmp_path / 'site', ImportOptions()).text
    assert 'people without papers: Jane Doe, Max Mou\n' in text
    assert 'perhaps the same: "Jane X. Doe", an author of 1 paper, and Jane Doe\n' in text


def test_settings_and_the_menu_come_along(tmp_path: Path, monkeypatch: Any) -> None:
    """A source that is a whole site, as those of Jekyll and Hugo are."""
    here = Origin('site.yml')
    found = Site(
        settings={
            'project': 'Log Group',
            'folio_description': 'We "log".',
            'html_title': 'Logs',
            'html_baseurl': 'https://logs.example.org/x/',
            'source_repository': 'https://github.com/logs/site',
            'language': 'de',
            'folio_groups': {'boss': 'Heads'},
            'os.system': 'x',
        },
        items=[
            Item(None, 'join', 'Join us', here, body='Do.', order=2),
            Item(None, 'about', 'About', here, redirects=['/a/'], order=1),
            Item(None, 'imprint', 'Imprint', here),
            Item('person', 'jd', 'Jane Doe', here, {'group': 'boss'}),
        ],
    )

    def read(_root: Path, report: Report, **_options: object) -> Site:
        report.files['site.yml'] = 'imported'
        return found

    source = Source('made', 'Made', lambda _root: True, read)
    monkeypatch.setattr('sphinx_folio.cli.importer.load_sources', lambda: (source,))
    site = tmp_path / 'site'
    assert (
        import_sources([tmp_path], site, ImportOptions(), SiteOptions(kind='group')).exit_code == 0
    )
    conf = (site / 'conf.py').read_text('utf-8')
    settings: dict[str, Any] = {}
    exec(conf, settings)  # noqa: S102  (as Sphinx does)
    assert settings['project'] == 'Log Group'
    assert settings['folio_description'] == 'We "log".'
    assert settings['html_title'] == 'Logs'
    assert settings['language'] == 'de'
    assert settings['html_theme_options']['source_repository'] == 'https://github.com/logs/site'
    assert 'os.system' not in conf
    assert {note[1:] for note in notes_of(site, 'site.yml')} == {('lost', 'os.system', 'x')}
    assert (site / 'CNAME').read_text().strip() == 'logs.example.org'
    assert (site / 'index.md').read_text('utf-8') == (
        '# Log Group\n\nWe "log".\n\n## People\n\n```{people}\n:sort: group\n```\n\n'
        '```{toctree}\n:hidden:\n\nabout\njoin\nimprint\n```\n'
    )
    assert '  group: boss\n' in (site / 'people/jd.md').read_text()
    assert '  redirect-from:\n  - /a/\n' in (site / 'about.md').read_text()
    build_strictly(site, tmp_path / 'out')


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: Any) -> None:
    source = resume(tmp_path / 'source')
    assert main(['import', str(source), '--into', str(tmp_path / 'site'), '--dry-run']) == 0
    assert 'would write projects/quicklog.md\n' in capsys.readouterr().out
    assert not (tmp_path / 'site').exists()


class Terminal(io.StringIO):
    """What looks like a screen to a program."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True


@pytest.mark.parametrize('command', [['import'], ['init', '--from']])
def test_progress_is_shown_on_a_terminal_alone(
    command: list[str], tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    source = write(
        tmp_path / 'source',
        {'_quarto.yml': 'website: {title: Logs}', 'posts/a.qmd': '---\ntitle: A\n---\n![x](y.png)'},
        ['posts/y.png'],
    )

    def run(name: str) -> str:
        into = ['--into'] if command == ['import'] else []
        words = [command[0], *command[1:], str(source), *into, str(tmp_path / name)]
        assert main(words) == 0
        return str(capsys.readouterr().out).replace(str(tmp_path / name), 'SITE')

    piped = run('one')
    assert capsys.readouterr().err == ''
    monkeypatch.setattr(sys, 'stderr', screen := Terminal())
    assert run('two') == piped
    lines = [re.sub(r'\x1b\[[\d;]*m', '', line) for line in screen.getvalue().split('\x1b[2K')]
    assert 'reading... posts/a.qmd\r' in lines
    assert 'writing... [100%] images/posts/y.png\r' in lines
    assert lines[-2].startswith('checking... ')
    assert lines[-1] == ''  # nothing is left


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('arguments', 'code', 'told'),
    [
        ([], 2, 'required: SOURCE'),
        (['nowhere'], 2, 'nowhere does not exist; name a folder or a file'),
        (
            ['resume.json', '--as', 'json'],
            2,
            '"json" is no kind of source; write one of: academicpages',
        ),
        (['resume.json', '--person', 'Jane Doe'], 2, '--person: "Jane Doe" is no id'),
        (['resume.json', '--into', 'resume.json'], 2, 'resume.json is a file; name a folder'),
        (['text.txt'], 1, 'text.txt is a plain text ("Hello"), without headings or fields'),
        (['broken.json', '--as', 'json-resume'], 1, 'broken.json cannot be read: '),
        (['empty'], 1, 'looks like none of the sources'),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    arguments: list[str], code: int, told: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.chdir(write(tmp_path, {'text.txt': 'Hello', 'broken.json': '{"basics": {'}))
    (tmp_path / 'empty').mkdir()
    resume(tmp_path)
    try:
        found = main(['import', *arguments])
    except SystemExit as stopped:
        found = int(str(stopped.code))
    assert found == code
    error = capsys.readouterr().err
    assert told in error
    assert error.count('\n') == 1
    assert not (tmp_path / 'conf.py').exists()


def test_a_package_that_is_missing_is_told_of(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.delitem(sys.modules, 'sphinx_folio.importing.sources', raising=False)
    monkeypatch.setitem(sys.modules, 'sphinx_folio.importing.sources.rendercv', None)
    assert main(['import', str(resume(tmp_path)), '--into', str(tmp_path / 'site')]) == 1
    assert 'python3 -m pip install "sphinx-folio[import]"' in capsys.readouterr().err


# -- a hostile source --------------------------------------------------------------------------

HOSTILE: dict[str, Any] = {
    'basics': {
        'name': '../../x</script>{{ 7*7 }}\n# Title',
        'image': 'link.png',
        'url': 'javascript:alert(1)',
        'summary': '---\nperson: {name: Other}\n---',
        'profiles': [{'network': 'a: b, c', 'url': 'https://e.org/", ::: '}],
    },
    'work': [
        {
            'position': ':::{include} /etc/passwd',
            'name': '{download}`/etc/passwd`\n:links: x: javascript:1',
            'summary': '```{raw} html\n<script>alert(1)</script>\n```\n:::\n::::\n# Out',
            'highlights': ['::::::{include} /etc/passwd', '<script>', '$$\\input{/etc/passwd}$$'],
            'startDate': '9' * 500,
        }
    ],
    'projects': [{'name': '/etc/passwd', 'keywords': ['$x$'], 'url': 'file:///etc/passwd'}],
    'publications': [
        {
            'name': '\\input{/etc/passwd} } @misc{other, title = {Other}}',
            'authors': ['} and {', '\\write18{x}'],
            'releaseDate': '2020',
            'url': 'https://doi.org/} @x{',
        }
    ],
    'skills': [{'name': '\u202e\ud83d', 'keywords': ['\x00', '[a](javascript:1)']}],
}


def test_a_hostile_source_is_only_data(tmp_path: Path) -> None:
    secret = write(tmp_path, {'secret.txt': 'root:x:0:0'}, ['outside.png'])
    write(tmp_path / 'source', {})
    (tmp_path / 'source').mkdir(exist_ok=True)
    (tmp_path / 'source' / 'link.png').symlink_to(secret / 'outside.png')
    site = bring(tmp_path / 'source', {'resume.json': json.dumps(HOSTILE)})
    assert not list(site.rglob('*.png'))
    assert {path.parent for path in tmp_path.iterdir()} == {tmp_path}
    out = build_strictly(site, tmp_path / 'out')
    page = (out / 'index.html').read_text('utf-8')
    assert '<script>alert' not in page
    assert 'root:' not in page
    assert 'href="javascript' not in page


def test_a_bomb_of_aliases_is_refused(tmp_path: Path, capsys: Any) -> None:
    bomb = 'cv:\n  a0: &a0 [x, x]\n' + ''.join(
        f'  a{n}: &a{n} [{", ".join([f"*a{n - 1}"] * 9)}]\n' for n in range(1, 30)
    )
    write(tmp_path, {'cv.yaml': bomb})
    assert main(['import', str(tmp_path / 'cv.yaml'), '--into', str(tmp_path / 'site')]) == 1
    assert 'cv.yaml holds more than 100000 values' in capsys.readouterr().err
