"""What CI tells a maintainer of a pull request."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from sphinx_folio.cli.check import CLAIMS
from sphinx_folio.model import Subtype
from sphinx_folio.shared import WARNING_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope='module')
def summary() -> Any:
    spec = importlib.util.spec_from_file_location('summary', ROOT / '.ci/summary.py')
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules['summary'] = module
    spec.loader.exec_module(module)
    return module


CONTENT = ['people/a.md', 'people/sub/b.JPG', 'index.md', 'references.bib', 'guide/x.md']
MORE = {
    'conf.py': 'runs in each build',
    'people/conf.py': 'lies outside the content',
    'people/a.html': 'lies outside the content',
    'noxfile.py': 'runs on each machine that builds',
    'pyproject.toml': 'says what is installed',
    'uv.lock': 'says what is installed, and from where',
    '.github/workflows/ci.yml': 'says what CI runs',
    '.ci/run': 'runs in CI',
    '.gitattributes': 'lies outside the content',
    '_templates/page.html': 'is part of each page',
    '_static/folio.js': 'is part of each page',
    'src/sphinx_folio/x.py': 'is the extension, which runs in each build',
    'sitecustomize.py': 'lies outside the content',
    'README.md': 'lies outside the content',
}


@pytest.mark.parametrize('path', [*CONTENT, *MORE])
def test_what_is_more_than_content(summary: Any, path: str) -> None:
    assert summary.concern(summary.Change(path, '100644', is_removed=False)) == MORE.get(path, '')


def test_modes_are_told_in_content_too(summary: Any) -> None:
    for mode, why in summary.MODES.items():
        assert summary.concern(summary.Change('people/a.md', mode, is_removed=False)) == why
    removed = summary.Change('conf.py', '100644', is_removed=True)
    assert summary.concern(removed) == 'runs in each build; removed'


def test_the_titles_are_those_of_the_command(summary: Any) -> None:
    assert summary.CLAIMS == CLAIMS
    assert f' [{WARNING_TYPE}.{Subtype.CLAIM}]' == summary.CLAIM


@pytest.mark.parametrize(
    'value',
    [
        '</code><script>alert(1)</script>', '`a` **b** _c_ ~~d~~', '[a](https://example.org)',
        'https://example.org www.example.org a@example.org', '![x](y.png)', '| a | b |', '# h',
        '@maintainers #1', '<!-- ', '&lt;', '\\*', '$x$', ':tada:',
    ],
)  # fmt: skip
def test_nothing_is_markdown(summary: Any, value: str) -> None:
    markdown = MarkdownIt('gfm-like', {'linkify': False}).parseInline(summary.shown(value))
    tokens = markdown[0].children or []
    assert [token.type for token in tokens if not token.type.startswith('text')] == [
        'html_inline', 'html_inline',
    ]  # fmt: skip
    assert ''.join(token.content for token in tokens[1:-1]) == value
    assert '@' not in summary.shown(value)


def test_what_cannot_be_seen_is_shown_and_what_is_long_is_cut(summary: Any) -> None:
    assert summary.shown('a\nb\u202ec\udcff') == '<code>a&#92;u000ab&#92;u202ec&#92;udcff</code>'
    assert len(summary.shown('a' * 1000)) < 250


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that runs git in a new repository, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    for name in ('AUTHOR', 'COMMITTER'):
        monkeypatch.setenv(f'GIT_{name}_NAME', 'A')
        monkeypatch.setenv(f'GIT_{name}_EMAIL', 'a@example.org')

    def git(*arguments: str) -> str:
        command = ['git', '-c', 'init.defaultBranch=main', *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git('init', '-q')
    return git


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding='utf-8')


def test_a_pull_request(
    repository: Callable[..., str], summary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = '---\nperson:\n  name: {}\n  names: [{}]\n---\n'
    write({
        'conf.py': "extensions = ['sphinx_folio']\n",
        'index.md': '# Site\n',
        'people/jane.md': page.format('Jane Doe', '"Roe, Jane"'),
    })  # fmt: skip
    repository('add', '-A')
    repository('commit', '-qm', 'base')
    write({
        'people/jane.md': page.format('Jane Doe', '"Roe, Jane"').replace('person:', 'person:\n'),
        'people/eve.md': page.format('Eve Adams', '"Knuth, <b>Donald</b>"'),
        'people/bob.md': page.format('Bob Roe', '"Roe, B.", "Doe, Jane"'),
        'people/run.md': 'x',
        'people/a|b`.py': '',
        '_static/folio.js': '',
    })  # fmt: skip
    Path('people/link.md').symlink_to('/etc/passwd')
    Path('people/run.md').chmod(0o755)
    repository('add', '-A')
    repository('commit', '-qm', 'head')
    monkeypatch.setenv('PYTHONPATH', os.pathsep.join(sys.path))
    text = summary.show_changes('HEAD^', 'HEAD')
    text += summary.show_claims('HEAD^', 'HEAD', sys.executable)
    rows = [line for line in text.splitlines() if line.startswith('| <code>')]
    assert rows == [
        f'| {summary.shown(path)} | {why} |'
        for path, why in (
            ('_static/folio.js', 'is part of each page'),
            ('people/a|b`.py', 'lies outside the content'),
            ('people/link.md', 'a symbolic link, which may lead anywhere'),
            ('people/run.md', 'an executable file'),
        )
    ]
    new = [line for line in text.splitlines() if line.startswith('- ')]
    assert len(new) == 3, text
    assert 'Knuth' in ''.join(new)
    assert not [line for line in new if 'people/jane' in line.partition('&#58;')[0]]
    assert '<b>' not in text
    assert repository('worktree', 'list').count('\n') == 1


def test_a_site_that_cannot_be_read_is_told(
    repository: Callable[..., str], summary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({'conf.py': 'nothing here', 'index.md': '# Site\n'})
    repository('add', '-A')
    repository('commit', '-qm', 'base')
    monkeypatch.setenv('PYTHONPATH', os.pathsep.join(sys.path))
    assert 'None: only pages, pictures and papers.' in summary.show_changes('HEAD', 'HEAD')
    text = summary.show_claims('HEAD', 'HEAD', sys.executable)
    assert 'They cannot be told: <code>check&#58; conf&#46;py cannot be run' in text


def test_broken_links(summary: Any, tmp_path: Path) -> None:
    output = tmp_path / 'output.txt'
    output.write_text('a.md:1: [ok] x\na.md:2: [broken] https://x/[a](b): 404\n', encoding='utf-8')
    text = summary.show_links(str(output))
    assert text.count('<code>') == 1
    assert '](' not in text
