"""Pictures and downloads of strangers: what a browser would run is not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from acting import DOWNLOADS, FINE, NO_PICTURES, ORDINARY, POLYGLOT, SVGS, svg
from support import PNG, front

from sphinx_folio.gate import download_flaw, picture_flaw

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite, Site


def write(path: Path, data: str | bytes) -> Path:
    """Return a file that holds *data*."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize('name', SVGS)
def test_svg_that_acts_is_no_picture(tmp_path: Path, name: str) -> None:
    data, told = SVGS[name]
    path = write(tmp_path / 'a.svg', data)
    assert told in picture_flaw(path)
    assert 'a browser would run' in download_flaw(path)


@pytest.mark.parametrize('name', ORDINARY)
def test_svg_of_an_editor_is_a_picture(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / 'a.svg', ORDINARY[name])
    assert picture_flaw(path) == download_flaw(path) == ''


@pytest.mark.parametrize('name', NO_PICTURES)
def test_what_is_called_a_picture_is_looked_at(tmp_path: Path, name: str) -> None:
    data, told = NO_PICTURES[name]
    assert told in picture_flaw(write(tmp_path / name, data))


@pytest.mark.parametrize('name', DOWNLOADS)
def test_what_a_browser_runs_is_not_copied(tmp_path: Path, name: str) -> None:
    assert 'a browser would run' in download_flaw(write(tmp_path / name, DOWNLOADS[name]))


@pytest.mark.parametrize('name', FINE)
def test_what_a_reader_saves_is_copied(tmp_path: Path, name: str) -> None:
    assert download_flaw(write(tmp_path / name, FINE[name])) == ''


EVIL = svg('<script>x</script>')
FIELDS = ('pdf', 'html', 'slides', 'poster', 'supp', 'video')
#: Each way by which a file of the site is shown or copied.
WAYS = {
    'picture': ('![words](evil.svg)', 'evil.svg'),
    'figure': ('```{figure} evil.svg\nwords\n```', 'evil.svg'),
    'pattern': ('![words](evil.*)', 'evil.*'),
    'card': (':::{card} words\n:img-top: evil.svg\na\n:::', 'evil.svg'),
    'link': ('[words](evil.html)', 'evil.html'),
    'path': ('[words](path:evil.html)', 'evil.html'),
    'role': ('{download}`words <evil.html>`', 'evil.html'),
    'role from the root': ('{download}`words </pages/evil.html>`', '/pages/evil.html'),
    'picture that is a page': ('![words](page.png)', 'page.png'),
    'picture of rst': ('```{eval-rst}\n.. image:: evil.svg\n   :alt: words\n```', 'evil.svg'),
}
FILES: dict[str, str | bytes] = {
    **{f'pages/{name}.md': f'# {name}\n\n{text}\n' for name, (text, _file) in WAYS.items()},
    'pages/evil.svg': EVIL,
    'pages/evil.html': '<script>x</script>',
    'pages/page.png': '<script>x</script>',
    'pages/both.gif': POLYGLOT,
    'pages/fine.md': '# Fine\n\n![words](fine.svg) ![words](fine.png) [words](fine.svg)\n',
    'pages/fine.svg': ORDINARY['inkscape'],
    'pages/fine.png': PNG,
    'people/jane.md': front('person', name='Jane', photo='../pages/evil.svg')
    + '\n```{profile}\n```\n',
    'projects/log.md': front('project', name='Log', image='../pages/evil.html')
    + '\n```{profile}\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': ''.join(
        f'@misc{{{field}, title = {{T {field}}}, author = {{A, B}}, year = 2024,\n'
        f'{field} = {{{file}}}}}\n'
        for field, file in zip(FIELDS, ['pages/evil.html', 'pages/evil.svg'] * 3, strict=True)
    ),
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build pages that name such files in each way."""
    return make_shared_site(FILES)


@pytest.mark.parametrize('name', WAYS)
def test_each_way_is_told_of(site: Site, name: str) -> None:
    found = [warned for warned in site.warnings if warned.file == f'pages/{name}.md']
    assert [warned.line for warned in found] == [4 if 'rst' in name else 3]
    assert f'"{WAYS[name][1]}"' in found[0].message
    assert 'words' in site.main(f'pages/{name}').get_text()
    assert not site.main(f'pages/{name}').select('img, .download')


def test_facts_and_entries_are_told_of(site: Site) -> None:
    told = {(warned.file, warned.line) for warned in site.warnings}
    assert {('people/jane.md', 2), ('projects/log.md', 2)} <= told
    lines = [warned.line for warned in site.warnings if warned.file == 'references.bib']
    assert sorted(lines) == [2, 4, 6, 8, 10, 12]


def test_none_of_them_is_copied(site: Site) -> None:
    published = {name for name in site.output() if name.startswith(('_images', '_downloads'))}
    assert {name.rpartition('/')[2] for name in published} == {'fine.svg', 'fine.png'}
    assert not [name for name, data in site.output().items() if b'<script>x</script>' in data]
