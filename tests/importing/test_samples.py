"""What is byte for byte an example of a template stays behind, whatever its words."""

import hashlib
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from bundles import unpack

from sphinx_folio.importing import samples
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.sources import academicpages

SCRIPT = Path(__file__).parents[2] / '.ci/template_samples.py'
SITE = """
=== _config.yml
author: {name: Ada Example, avatar: me.png}
=== _talks/2020-example.md
---
title: Any words at all
---
Nothing here gives away that it is none of the owner's.
=== _pages/publications.md
---
title: Publications
permalink: /publications/
---
{% for post in site.publications %}{% include archive-single.html %}{% endfor %}
=== _pages/about.md
---
permalink: /
---
Whoever has written this page, it was not the one whose site this is, as it stands here.
=== _data/cv.json
{"basics": {"name": "Ada Example"}, "awards": [{"title": "A prize"}]}
=== _posts/2020-01-01-own.md
---
title: Own
---
The only page that somebody has written.
"""


def known(content: bytes) -> str:
    """Return what the table has for a file."""
    return hashlib.sha1(b'blob %d\0' % len(content) + content).hexdigest()[:12]  # noqa: S324


def test_unchanged_files_of_a_template_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpack(SITE, tmp_path, pictures=('images/me.png',))
    paths = [
        path for path in folder.rglob('*') if path.is_file() and path.name != '2020-01-01-own.md'
    ]
    table = {known(path.read_bytes()): 'academicpages' for path in paths}
    monkeypatch.setattr(samples, '_blob_ids', lambda: table)
    talk = folder / '_talks/2020-example.md'
    talk.write_bytes(talk.read_bytes().replace(b'\n', b'\r\n'))
    report = Report()
    site = academicpages.read(folder, report)
    assert [item.title for item in site.items] == ['Ada Example', 'Own']
    assert not site.items[0].lines
    assert 'photo' not in site.items[0].facts
    assert site.assets == []
    left = {path for path, fate in report.files.items() if fate == 'skipped'}
    assert left == {
        '_talks/2020-example.md', '_pages/about.md', '_pages/publications.md', '_data/cv.json',
        'images/me.png',
    }  # fmt: skip
    why = {note.origin.file: note.advice for note in report.notes if note.field == 'file'}
    assert why['_talks/2020-example.md'] == (
        'it is an unchanged example of the template academicpages; --keep-samples takes it'
    )
    # a page that shows a list is one, whoever wrote it
    assert why['_pages/publications.md'].startswith('it lists a collection')
    kept = academicpages.read(folder, Report(), keep_samples=True)
    assert 'Any words at all' in {item.title for item in kept.items}


def test_the_table_is_small_and_sound() -> None:
    text = files('sphinx_folio.importing').joinpath('template_samples.txt').read_text('ascii')
    assert len(text) < 40_000
    head, *lines = text.splitlines()
    assert head.startswith('# ')
    assert [line for line in lines if line.startswith('[')] == [
        '[HugoBlox]', '[academicpages]', '[al-folio]', '[greenelab]',
    ]  # fmt: skip
    ids = [word for line in lines if not line.startswith('[') for word in line.split()]
    assert len(ids) > 1000
    assert all(re.fullmatch('[0-9a-f]{12}', word) for word in ids)
    assert samples.template_of(b'what nobody has as an example') == ''


def test_the_table_is_made_of_the_commits_of_the_template_alone(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        command = [
            'git',
            '-C',
            str(tmp_path),
            '-c',
            'user.name=x',
            '-c',
            'user.email=x@example.org',
        ]
        run = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True)
        return run.stdout.strip()

    def commit(files: dict[str, str]) -> str:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(f'{text} and some more words, so that it is long enough')
        git('add', '.')
        git('commit', '-q', '-m', 'x')
        return git('rev-parse', 'HEAD')

    def id_of(commit: str, path: str) -> str:
        return git('rev-parse', f'{commit}:{path}')[:12]

    git('init', '-q')
    before = commit({'_posts/own.md': 'of the first author'})
    (tmp_path / '_posts/own.md').unlink()
    first = commit({'_posts/a.md': 'first', '_layouts/x.html': 'layout', '_posts/.gitkeep': 'none'})
    last = commit({'_posts/a.md': 'second', 'images/a.png': 'picture', 'assets/css/a.css': 'looks'})
    after = commit({'_posts/b.md': 'of somebody else'})
    table = tmp_path / 'table.txt'
    script = SCRIPT.read_text('utf-8')
    lines = re.sub(r'(?m)^TABLE = .*$', f'TABLE = Path({str(table)!r})', script)
    made = tmp_path / 'script.py'
    made.write_text(lines, 'utf-8')
    argument = f'template={tmp_path}/.git@{first}..{last}'
    subprocess.run([sys.executable, str(made), argument], check=True, capture_output=True)
    found = table.read_text('ascii').splitlines()
    assert found[1] == '[template]'
    assert set(found[2].split()) == {
        id_of(first, '_posts/a.md'), id_of(last, '_posts/a.md'), id_of(last, 'images/a.png'),
    }  # fmt: skip
    assert id_of(before, '_posts/own.md') not in found[2]
    assert id_of(after, '_posts/b.md') not in found[2]
