"""What one build leaves for the next, what it leaves alone, and what it removes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from support import front

from sphinx_folio.graph import views
from sphinx_folio.util import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite, Site

#: An extension that puts files where Sphinx puts its own, at each moment before it does.
GUEST = """
from pathlib import Path
from sphinx.util.fileutil import copy_asset

def put(app, moment):
    for folder in ('_static', '_images', '_downloads', '_sources'):
        path = Path(app.outdir, folder, 'guest', f'{moment}.txt')
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():  # as copy_asset leaves a file with the same content
            path.write_text(moment)

def setup(app):
    app.connect('config-inited', lambda app, config: put(app, 'config'))
    app.connect('builder-inited', lambda app: put(app, 'builder'))
    app.connect('env-updated', lambda app, env: put(app, 'updated'))
    return {'parallel_read_safe': True}
"""
JANE = front('person', name='Jane Doe', topics=['storage']) + '\n```{publications}\n```\n'
FILES = {
    'guest.py': GUEST,
    'conf.py': """
        import sys, pathlib
        sys.path.insert(0, str(pathlib.Path(__file__).parent))
        extensions = ['sphinx_folio', 'guest']
        html_theme = 'alabaster'
        """,
    'people/jane-doe.md': JANE,
    'topics/storage.md': front('topic', name='Storage') + '\n```{people}\n```\n',
    'topics/networks.md': front('topic', name='Networks'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': """
        @article{logs, author = {Doe, Jane}, title = {Logs}, journal = {J}, year = 2024}
        """,
}
GUESTS = [
    f'{folder}/guest/{moment}.txt'
    for folder in ('_downloads', '_images', '_sources', '_static')
    for moment in ('builder', 'config', 'updated')
]


def guests_in(site: Site) -> list[str]:
    """Return the files that the other extension has put, as far as they are there."""
    return [name for name in GUESTS if (site.outdir / name).is_file()]


def test_files_of_other_extensions_stay(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert guests_in(site) == GUESTS, 'in a fresh folder'
    site.build_again({'people/jane-doe.md': JANE + '\nMore.\n'})
    assert guests_in(site) == GUESTS, 'after an edit'
    settings = {'html_title': 'Another', 'bibtex_bibfiles': ['references.bib']}
    site.build_again({}, confoverrides=settings)
    assert guests_in(site) == GUESTS, 'with another setting'
    site.build_again({}, confoverrides=settings, freshenv=True)
    assert guests_in(site) == GUESTS, 'with all read anew'


def test_what_sphinx_copied_goes_with_its_original(make_site: MakeSite) -> None:
    static = {'html_static_path': ['own'], 'bibtex_bibfiles': ['references.bib']}
    site = make_site({**FILES, 'own/a.css': 'a {}', 'own/b.css': 'b {}'}, confoverrides=static)
    assert (site.outdir / '_static/b.css').is_file()
    site.build_again({'own/b.css': None})
    assert not (site.outdir / '_static/b.css').exists()
    assert (site.outdir / '_static/a.css').is_file()
    assert guests_in(site) == GUESTS


#: Files of the site's own by the names of files that Folio would make.
OWN = {
    'extra/publications.bib': 'own list',
    'extra/people/jane-doe.vcf': 'own card',
    'extra/people/jane-doe.resume.json': 'own resume',
    'extra/llms.txt': 'own words',
    'extra/robots.txt': 'own rules',
    'extra/404.html': 'own page',
}


def test_a_file_of_the_sites_own_wins(make_site: MakeSite) -> None:
    settings = {'html_extra_path': ['extra'], 'bibtex_bibfiles': ['references.bib']}
    site = make_site({**FILES, **OWN}, confoverrides=settings)

    def kept() -> dict[str, str]:
        return {name: site.text(name.removeprefix('extra/')) for name in OWN}

    assert kept() == OWN
    site.build_again({'people/jane-doe.md': JANE.replace('Jane Doe', 'Jane A. Doe')})
    assert kept() == OWN
    site.build_again({'references.bib': FILES['references.bib'].replace('Logs', 'Blogs')})
    assert kept() == OWN


def test_a_file_of_the_sites_own_may_come_later_and_go(make_site: MakeSite) -> None:
    settings = {'html_extra_path': ['extra'], 'bibtex_bibfiles': ['references.bib']}
    site = make_site({**FILES, 'extra/other.txt': 'x'}, confoverrides=settings)
    assert 'Jane' in site.text('people/jane-doe.vcf')
    site.build_again({'extra/people/jane-doe.vcf': 'own card'})
    assert site.text('people/jane-doe.vcf') == 'own card'
    site.build_again({'extra/people/jane-doe.vcf': None})
    assert 'Jane' in site.text('people/jane-doe.vcf')


@pytest.mark.parametrize(
    'damage',
    [
        lambda _content: b'',
        lambda content: content[: len(content) // 2],
        lambda _content: b'{"pages": ["a list"], "version": "0.1.0"}',
        lambda _content: b'{"version": "0.1.0", "unheard-of": 1}',
        lambda _content: b'[]',
        lambda _content: b'\x80\x04garbage',
        lambda content: content.replace(b'"version": "', b'"version": "0.0'),
    ],
    ids=['empty', 'cut', 'other types', 'other names', 'a list', 'no text', 'other version'],
)
def test_a_record_that_cannot_be_used_is_made_anew(
    make_site: MakeSite, damage: Callable[[bytes], bytes]
) -> None:
    site = make_site(FILES)
    (record,) = site.app.doctreedir.glob('folio-build-*.json')
    before = site.output()
    record.write_bytes(damage(record.read_bytes()))
    site.build()
    assert site.warnings == []
    assert site.output() == before
    assert json.loads(record.read_bytes())['pages'].keys() >= {'index'}


def test_a_build_leaves_five_files_of_state_at_most(make_site: MakeSite) -> None:
    site = make_site(FILES)
    state = [path.name for path in site.app.doctreedir.iterdir() if path.suffix != '.doctree']
    files = [name for name in state if (site.app.doctreedir / name).is_file()]
    assert len([name for name in files if not name.endswith('.lock')]) <= 4, files


def test_a_new_field_of_a_view_writes_the_pages_that_show_it(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    before = site.written()
    extended: Any = NamedTuple('Card', [(name, Any) for name in (*views.Card._fields, 'mood')])
    extended.__new__.__defaults__ = (*views.Card._field_defaults.values(), 'glad')
    monkeypatch.setattr(views, 'Card', extended)
    # a fact of a page that shows no card has the site looked at anew
    site.build_again({'topics/networks.md': front('topic', name='Networks', summary='Wires.')})
    after = site.written()
    rewritten = {name for name in after if after[name] != before.get(name)}
    assert 'topics/storage' in rewritten
    assert 'people/jane-doe' not in rewritten


def test_a_file_that_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / 'page.html'
    (target / 'full').mkdir(parents=True)  # a folder in its place stands for a full disk
    with pytest.raises(IsADirectoryError):
        write_atomic(target, b'content')
    assert [path.name for path in tmp_path.iterdir()] == ['page.html']


def test_a_build_that_is_broken_off_before_it_begins_says_why(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)

    def refuse(*_arguments: object) -> None:
        raise RuntimeError('no pages to be found')

    monkeypatch.setattr('sphinx.environment.BuildEnvironment.find_files', refuse)
    with pytest.raises(RuntimeError, match='no pages to be found'):
        site.build()
