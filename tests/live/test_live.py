"""The preview: what an author sees after a save, with the command as it is run."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from previewing import preview
from support import PNG, front
from websockets.sync.client import connect

from sphinx_folio.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from previewing import Preview

#: What a build does is written down, by the process that does it; a page may ask for trouble.
CONF = """\
import json
import os
import sys
import time
from pathlib import Path

here = Path(__file__).parent
sys.path.insert(0, str(here / '_ext'))
extensions = ['sphinx_folio', 'said']
html_static_path = ['_static']
html_css_files = ['own.css']
templates_path = ['_templates']
html_theme = 'basic'
bibtex_bibfiles = ['references.bib']


def note(what, **more):
    row = {'what': what, 'pid': os.getpid(), 'modules': len(sys.modules), **more}
    with (here.parent / 'noted').open('a') as file:
        file.write(json.dumps(row) + '\\n')


def begin(app, env, docnames):
    note('begun', read=list(docnames))
    (here / 'made.txt').write_text(f'At {time.time_ns()}')


def read(app, docname, text):
    note('read', page=docname)


def hold(app, env):
    if (here.parent / 'wait').exists():
        note('held')
    while (here.parent / 'wait').exists():
        time.sleep(0.01)


def finish(app, error):
    note('finished')


def show(app, page, *others):
    if page == 'trouble' and 'trouble' in (here / 'trouble.md').read_text():
        raise ValueError('so much trouble')


def setup(app):
    note('ready')
    app.connect('folio-stand-by', lambda app: note('waits'))
    app.connect('env-before-read-docs', begin)
    app.connect('source-read', read)
    app.connect('env-updated', hold)
    app.connect('build-finished', finish)
    app.connect('html-page-context', show)
"""
FILES: dict[str, str | bytes] = {
    'conf.py': CONF,
    'references.bib': '@misc{doe,\n author = {Doe, Jane},\n title = {Fast logs},\n year = 2024}\n',
    'index.md': '# Site\n\nWelcome.\n',
    'trouble.md': '# Quiet\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe', photo='photo.png')
    + '\n```{profile}\n```\n',
    'people/photo.png': PNG,
    '_ext/said.py': 'def setup(app):\n    app.config.html_title = "First title"\n',
    '_static/own.css': 'p { color: red }',
    '_templates/layout.html': '{% extends "!layout.html" %}{% block footer %}At first{% endblock %}',
}


class Running:
    """A site, its preview, and what its builds have noted."""

    def __init__(self, folder: Path, seen: Preview) -> None:
        self.folder, self.seen = folder, seen
        self.site = folder / 'site'

    def write(self, name: str, text: str | bytes) -> None:
        """Save a file as editors do: another one takes its place."""
        path = self.site / name
        path.parent.mkdir(exist_ok=True)
        beside = path.with_name(f'{path.name}~')
        beside.write_bytes(text if isinstance(text, bytes) else text.encode())
        beside.replace(path)

    def noted(self, what: str = '') -> list[dict[str, Any]]:
        """Return what the builds have noted so far."""
        rows = map(json.loads, (self.folder / 'noted').read_text(encoding='utf-8').splitlines())
        return [row for row in rows if what in {row['what'], ''}]

    def wait_until_ready(self) -> None:
        """Wait until the process of the next build has worked out what it can before."""
        wait_until(lambda: self.noted()[-1]['what'] == 'waits')


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait until something is so; a test that waits in vain fails."""
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def write_site(folder: Path, files: dict[str, str | bytes] = FILES) -> Path:
    """Write a site, and return its folder."""
    for name, text in files.items():
        path = folder / 'site' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / 'site'


@pytest.fixture(scope='module')
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a preview that the tests of this module share; each edits a page of its own."""
    folder = tmp_path_factory.mktemp('live')
    with preview(write_site(folder), '-j', '1') as seen:
        seen.wait_for_build()
        yield Running(folder, seen)


def test_a_saved_page_is_loaded_again(running: Running) -> None:
    status, page = running.seen.get('index.html')
    assert (status, 'Welcome.' in page) == (200, True)
    running.wait_until_ready()
    with running.seen.browser('index') as browser:
        running.write('index.md', '# Site\n\nGood day.\n')
        browser.wait_to_load()
    _status, page = running.seen.get('index.html')
    assert 'Good day.' in page
    assert 'Welcome.' not in page


def test_a_build_after_a_save_loads_nothing(running: Running) -> None:
    """The process that builds has loaded the code, and begun with ``conf.py``, before the save."""
    for turn in range(2):  # what a first save loads is loaded in advance for the next
        running.wait_until_ready()
        ready = running.noted('ready')[-1]
        with running.seen.browser('publications') as browser:
            running.write('publications.md', f'{FILES["publications.md"]!s}\nAgain {turn}.\n')
            browser.wait_to_load()
            browser.wait_for_rest()
    begun, finished = running.noted('begun')[-1], running.noted('finished')[-1]
    assert begun['pid'] == finished['pid'] == ready['pid']
    assert begun['read'] == ['publications']
    assert begun['modules'] == finished['modules']


def test_a_page_that_did_not_change_is_not_loaded_again(running: Running) -> None:
    with running.seen.browser('people/jane-doe') as browser:
        running.write('index.md', '# Site\n\nNothing of Jane.\n')
        browser.wait_for_build()
        assert browser.told['version'] == browser.version


def test_a_warning_is_shown_beside_the_page(running: Running) -> None:
    with running.seen.browser('trouble') as browser:
        running.write('trouble.md', '# Loud\n\nBy {person}`nobody`.\n')
        browser.wait_to_load()
        browser.wait_for_rest()
        assert not browser.told['failure']
        place = f'{running.site / "trouble.md"}:3: WARNING: '
        assert [line.startswith(place) for line in browser.told['warnings']] == [True]
        assert 'Loud' in running.seen.get('trouble.html')[1]
        running.write('trouble.md', '# Quiet\n')
        browser.wait_to_load()
        browser.wait_for_rest()
        assert browser.told['warnings'] == []


def test_a_build_that_fails_leaves_the_pages_as_they_are(running: Running) -> None:
    """It fails while it writes; the next one reads again what has changed, and no more."""
    before = running.seen.get('trouble.html')[1]
    with running.seen.browser('trouble') as browser:
        running.write('trouble.md', '# Some trouble\n')
        browser.wait_for_build()
        assert browser.told['version'] == browser.version
        line = CONF.splitlines().index("        raise ValueError('so much trouble')") + 1
        assert f'{running.site / "conf.py"}:{line}: ' in browser.told['failure']
        assert 'so much trouble' in browser.told['failure']
        assert running.seen.get('trouble.html')[1] == before
        running.write('trouble.md', '# Mended\n')
        browser.wait_to_load()
        browser.wait_for_rest()
        assert not browser.told['failure']
    assert 'Mended' in running.seen.get('trouble.html')[1]
    assert running.noted('begun')[-1]['read'] == ['trouble']


def test_conf_py_is_read_again(running: Running) -> None:
    with running.seen.browser('index') as browser:
        running.write('conf.py', f'{CONF}\nlanguage = \n')
        browser.wait_for_build()
        assert browser.told['version'] == browser.version
        place = f'{running.site / "conf.py"}:{len(CONF.splitlines()) + 2}: SyntaxError: '
        assert browser.told['failure'].startswith(place)
        assert running.seen.get('index.html')[0] == 200
        running.write('conf.py', f'{CONF}\nlanguage = "de"\n')
        browser.wait_to_load()
        browser.wait_for_rest()
        assert not browser.told['failure']
        assert '<html lang="de"' in running.seen.get('index.html')[1]
        running.write('conf.py', CONF)
        browser.wait_to_load()
        browser.wait_for_rest()


@pytest.mark.parametrize(
    ('name', 'before', 'after'),
    [
        ('_ext/said.py', 'First title', 'Second title'),
        ('_static/own.css', 'red', 'green'),
        ('_templates/layout.html', 'At first', 'Then'),
    ],
)
def test_code_styles_and_templates_count(
    running: Running, name: str, before: str, after: str
) -> None:
    shown = name if name.startswith('_static') else 'people/jane-doe.html'
    assert after not in running.seen.get(shown)[1]
    running.wait_until_ready()
    with running.seen.browser('people/jane-doe') as browser:
        running.write(name, str(FILES[name]).replace(before, after))
        browser.wait_to_load()
        browser.wait_for_rest()
    assert after in running.seen.get(shown)[1]
    read = {'index', 'trouble', 'publications', 'people/jane-doe'}
    assert set(running.noted('begun')[-1]['read']) == (read if name.endswith('.py') else set())


def test_pages_come_and_go(running: Running) -> None:
    assert running.seen.get('people/joan-roe.html')[0] == 404
    with running.seen.browser('people/joan-roe') as browser:
        running.write('people/joan-roe.md', front('person', name='Joan Roe'))
        browser.wait_to_load()
        browser.wait_for_rest()
        assert 'Joan Roe' in running.seen.get('people/joan-roe.html')[1]
        (running.site / 'people/joan-roe.md').rename(running.site / 'people/joan-poe.md')
        browser.wait_to_load()
        browser.wait_for_rest()
        assert running.seen.get('people/joan-roe.html')[0] == 404
        assert 'Joan Roe' in running.seen.get('people/joan-poe.html')[1]
    with running.seen.browser('people/joan-poe') as browser:
        (running.site / 'people/joan-poe.md').unlink()
        browser.wait_to_load()
    assert running.seen.get('people/joan-poe.html')[0] == 404


def test_entries_and_pictures_count(running: Running) -> None:
    with running.seen.browser('publications') as browser:
        running.write('references.bib', str(FILES['references.bib']).replace('Fast', 'Slow'))
        browser.wait_to_load()
        browser.wait_for_rest()
    assert 'Slow logs' in running.seen.get('publications.html')[1]
    with running.seen.browser('people/jane-doe') as browser:
        running.write('people/photo.png', PNG + b'other')
        browser.wait_to_load()
    copies = list((running.site / '_build/live/html/_images').glob('photo.*'))
    assert [path.read_bytes() for path in copies] == [PNG + b'other']


def test_what_no_author_writes_begins_no_build(running: Running) -> None:
    """Nor does what a build writes itself: each of these writes the time into a file."""
    running.wait_until_ready()
    builds = len(running.noted('begun'))
    for name in ('4913', '#index.md#', '.#index.md', '.index.md.swp', 'index.md~', '.git/HEAD'):
        path = running.site / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('Not yet', encoding='utf-8')
    (running.site / '_build/html').mkdir()
    (running.site / '_build/html/index.html').write_text('Elsewhere', encoding='utf-8')
    with running.seen.browser('index') as browser:
        running.write('index.md', '# Site\n\nThis counts.\n')
        browser.wait_to_load()
        browser.wait_for_rest()
    running.wait_until_ready()
    assert len(running.noted('begun')) == builds + 1


def test_what_is_saved_during_a_build_is_built_after_it(running: Running) -> None:
    running.wait_until_ready()
    builds = len(running.noted('begun'))
    (running.folder / 'wait').touch()
    with running.seen.browser('index') as browser:
        running.write('index.md', '# Site\n\nFirst.\n')
        wait_until(lambda: running.noted('held'))  # it has read the page
        for text in ('Second.', 'Third.'):
            running.write('index.md', f'# Site\n\n{text}\n')
            running.write('trouble.md', f'# Quiet\n\n{text}\n')
        (running.folder / 'wait').unlink()
        while 'Third.' not in running.seen.get('index.html')[1]:
            browser.wait_to_load()
        browser.wait_for_rest()
    running.wait_until_ready()
    assert len(running.noted('begun')) == builds + 2
    assert 'Third.' in running.seen.get('trouble.html')[1]


def test_only_the_preview_has_its_script(running: Running) -> None:
    """The policy of a page allows it, as it comes from the same server."""
    page = running.seen.get('index.html')[1]
    assert '<script defer src="/-live-/live.js"' in page
    assert "script-src 'self'" in page
    assert "default-src 'self'" in page  # what it may connect to
    for name in ('live.js', 'live.css'):
        assert running.seen.get(f'-live-/{name}')[0] == 200
    written = [*(running.site / '_build/live/html').rglob('*.html')]
    assert written
    assert not [path for path in written if '-live-' in path.read_text('utf-8')]


def test_pages_of_other_sites_are_told_nothing(running: Running) -> None:
    address = f'{running.seen.address.replace("http", "ws", 1)}/-live-/socket?page=/'
    with pytest.raises(Exception, match='403'), connect(address, origin='https://example.org'):
        pass


def test_pages_of_a_folder_each_and_a_folder_outside(tmp_path: Path) -> None:
    conf = "extensions = ['sphinx_folio']\nhtml_theme = 'basic'\nhtml_static_path = ['../shared']\n"
    page = FILES['people/jane-doe.md']
    files = {'conf.py': conf, 'index.md': '# Site\n', 'people/jane-doe.md': page}
    site, style = write_site(tmp_path, files | {'people/photo.png': PNG}), 'p { color: red }'
    write_site(tmp_path, {'../shared/own.css': style})
    options = ('-j', '1', '-b', 'dirhtml', '--watch', str(tmp_path / 'shared'))
    with preview(site, *options) as seen:
        seen.wait_for_build()
        with seen.browser('people/jane-doe', '/') as browser:
            (tmp_path / 'shared/own.css').write_text(style.replace('red', 'green'), 'utf-8')
            browser.wait_to_load()
            browser.wait_for_rest()
            (site / 'people/jane-doe.md').write_text(f'{page!s}\nGood day.\n', 'utf-8')
            browser.wait_to_load()
        assert 'Good day.' in seen.get('people/jane-doe/')[1]
        assert 'green' in seen.get('_static/own.css')[1]


def test_a_site_that_cannot_be_built_at_first(tmp_path: Path) -> None:
    conf = "extensions = ['sphinx_folio']\n"
    site = write_site(tmp_path, {'conf.py': f'{conf}1 / 0\n', 'index.md': '# Site\n'})
    with preview(site, '-j', '1') as seen:
        seen.wait_for_build()
        status, page = seen.get('index.html')
        assert (status, 'No build of the site has come to its end yet.' in page) == (503, True)
        with seen.browser('index') as browser:
            said = f'{site / "conf.py"}:2: ZeroDivisionError: division by zero'
            assert browser.told['failure'].startswith(said)
            (site / 'conf.py').write_text(conf, 'utf-8')
            browser.wait_to_load()
        assert seen.get('index.html')[0] == 200


def test_the_process_that_has_waited_reads_what_was_saved(tmp_path: Path) -> None:
    """Another one would have to send all that it knows back, for a page or two."""
    with preview(write_site(tmp_path), '-j', '2') as seen:
        seen.wait_for_build()
        running = Running(tmp_path, seen)
        running.wait_until_ready()
        with seen.browser('index') as browser:
            running.write('index.md', '# Site\n\nGood day.\n')
            browser.wait_to_load()
            browser.wait_for_rest()
        rows = [*running.noted('read'), *running.noted('begun'), *running.noted('waits')]
        waited = running.noted('begun')[-1]['pid']
        assert [row['what'] for row in rows if row['pid'] == waited] == ['read', 'begun', 'waits']
        assert running.noted('read')[-1]['page'] == 'index'


def test_what_it_cannot_do_is_one_line(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / 'conf.py').touch()
    taken = running.seen.address.rpartition(':')[2]
    for words, says in {
        f'live {tmp_path / "nothing"}': f"{tmp_path / 'nothing'} doesn't contain a conf.py file; ",
        f'live {tmp_path} --port {taken}': f'port {taken} of 127.0.0.1 cannot be used: ',
        f'live {tmp_path} --watch {tmp_path / "conf.py"}': '--watch: ',
    }.items():
        assert main(words.split(' ')) == 1
        assert capsys.readouterr().err.startswith(f'live: {says}')


@pytest.mark.parametrize(
    ('number', 'is_building'), [(signal.SIGINT, True), (signal.SIGTERM, False)]
)
def test_nothing_is_left_when_it_ends(
    tmp_path: Path,
    number: signal.Signals,
    is_building: bool,  # noqa: FBT001
) -> None:
    with preview(write_site(tmp_path), '-j', '1') as seen:
        seen.wait_for_build()
        running = Running(tmp_path, seen)
        running.wait_until_ready()
        with seen.browser('index'):
            if is_building:
                (tmp_path / 'wait').touch()
                running.write('index.md', '# Site\n\nNever shown.\n')
                wait_until(lambda: running.noted('held'))
            os.killpg(seen.process.pid, number)  # as a terminal does
            code = seen.process.wait(60)
    assert code == (0 if number == signal.SIGINT else -number)
    for pid in {row['pid'] for row in running.noted('ready')}:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(EOFError) as said:
        seen.wait_for('Traceback (.*)')
    assert 'Error' not in str(said.value)
