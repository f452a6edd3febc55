# /// script
# dependencies = ["nox>=2025.5.1"]
# ///
"""The tasks of this repository; ``nox -l`` lists them.

With uv installed, the sessions install what ``uv.lock`` says.
Without it, pip installs the same files, only more slowly.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import nox

if TYPE_CHECKING:
    from collections.abc import Iterator

nox.needs_version = '>=2025.5.1'
nox.options.default_venv_backend = 'uv|virtualenv'
nox.options.reuse_venv = 'yes'

BUILD = Path('_build')
#: On all processors; the tests of a file stay together, as they share sites, and the files
#: come in the order that tests/conftest.py gives them. (With pytest 9.2, xdist 3.8 takes no
#: notice of "xdist_group", so "--dist loadgroup" would tear them apart.)
TOGETHER = ('-n', 'auto', '--dist', 'loadfile', '--no-loadscope-reorder')
#: What a change must pass; `-m ""` after `--` adds the tests that run each night.
NOT_SLOW = ('-m', 'not slow')
#: What needs nothing but Python, and takes two minutes.
FAST = ('-m', 'not (slow or tex or browser)')
#: Themes to look at each night beside Furo and alabaster, as people install them on that day.
#: They are not of the lock: some hold docutils back, or ask for one version of another.
THEMES = (
    'pydata_sphinx_theme',
    'sphinx_book_theme',
    'sphinx_rtd_theme',
    'shibuya',
    'sphinx_immaterial',
    'piccolo_theme',
)
PYPROJECT = nox.project.load_toml('pyproject.toml')
WORKFLOWS = sorted(str(path) for path in Path('.github/workflows').glob('*.yml'))
ISSUE_FORMS = sorted(
    str(path) for path in Path('.github/ISSUE_TEMPLATE').glob('*.yml') if path.stem != 'config'
)


@nox.session
def build(session: nox.Session) -> None:
    """Build the site into _build/html; a warning is an error."""
    install(session, 'site')
    build_html(session)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, without the slow ones; `-- -m "not (slow or tex or browser)"` is fast."""
    install(session, 'test')
    session.run('pytest', *TOGETHER, *NOT_SLOW, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the code, the prose and the settings of other tools."""
    install(session, 'lint')
    schemas = {
        'readthedocs': ['.readthedocs.yaml'],
        'github-workflows': WORKFLOWS,
        'github-issue-forms': ISSUE_FORMS,
        'github-issue-config': ['.github/ISSUE_TEMPLATE/config.yml'],
        'dependabot': ['.github/dependabot.yml'],
        'citation-file-format': ['CITATION.cff'],
    }
    commands = [
        ['ruff', 'check'],
        ['ruff', 'format', '--check'],
        ['mypy'],
        ['lint-imports'],
        ['codespell'],
        ['rumdl', 'check', '.'],
        *(
            ['check-jsonschema', '--builtin-schema', f'vendor.{name}', *paths]
            for name, paths in schemas.items()
        ),
        ['zizmor', '--offline', '--no-progress', '.github'],
    ]
    failed = [command for command in commands if not passes(session, command)]
    if failed:
        session.error('failed: ' + ', '.join(' '.join(command) for command in failed))


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """Run the same tests, and print what they cover."""
    install(session, 'test')
    options = ('--cov', '--cov-report=term')
    session.run('pytest', *TOGETHER, *NOT_SLOW, *options, *session.posargs)


@nox.session(default=False)
def nightly(session: nox.Session) -> None:
    """Run all tests, the slow ones too: all edits, all stopped builds, all broken files."""
    install(session, 'test', 'ecosystem')
    session.run('pytest', *TOGETHER, *session.posargs)


@nox.session(default=False)
@nox.parametrize('theme', THEMES, ids=THEMES)
def themes(session: nox.Session, theme: str) -> None:
    """Look at pages in the themes of others, in a browser; `nox -s "themes(shibuya)"` at one."""
    install(session, 'test')
    session.install(theme)
    session.run('pytest', 'tests/browser/test_themes.py', env={'FOLIO_THEMES': theme})


@nox.session(default=False)
def live(session: nox.Session) -> None:
    """Show the site, built again whenever a file is saved; `-- --open-browser` opens it."""
    install(session, 'live')
    session.run('python', '-m', 'sphinx_folio', 'live', '-n', *session.posargs)


@nox.session(default=False)
def new(session: nox.Session) -> None:
    """Write the first version of a page: `-- person "Jane Doe"`."""
    install(session)
    session.run('python', '-m', 'sphinx_folio', 'new', *session.posargs)


@nox.session(default=False)
def check(session: nox.Session) -> None:
    """Tell whose papers are found and what is wrong, without a build; `-- --fix` mends."""
    install(session)
    session.run('python', '-m', 'sphinx_folio', 'check', *session.posargs)


@nox.session(default=False)
def pdf(session: nox.Session) -> None:
    """Make the PDFs into _build/pdf; `-- ziren-wang` makes one CV."""
    install(session, 'site')
    make_pdfs(session, *session.posargs)


@nox.session(default=False)
def site(session: nox.Session) -> None:
    """Make the PDFs, then build the site that links to them."""
    install(session, 'site')
    make_pdfs(session)
    build_html(session)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure how long builds take; `-- scale --json FILE` measures websites alone."""
    install(session, 'live')
    chosen, *options = session.posargs or ['']
    if chosen == 'peers':
        session.install('mkdocs-material', 'zensical')
    for name in [chosen] if chosen else ['scale', 'bibliography', 'pdfs']:
        session.run('python', f'benchmarks/{name}.py', *options)


@nox.session(default=False)
def soak(session: nox.Session) -> None:
    """Make 2,000 random edits and compare each build with a clean one; FOLIO_SEED repeats a run."""
    install(session, 'test')
    session.env['FOLIO_SOAK'] = '1'
    session.run('pytest', '-n', 'auto', '-s', '-k', 'test_edits', '-m', 'slow', *session.posargs)


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Build random sites and print what does not hold; `-- --rounds 100 --seed 7` makes others."""
    install(session, 'test')
    session.run('python', 'tests/fuzzing.py', *session.posargs)


@nox.session(default=False)
def messages(session: nox.Session) -> None:
    """Bring the translations up to date with the code, compile them, and name what is empty."""
    install(session, 'test')
    folder, name = 'src/sphinx_folio/locale', 'sphinx_folio'
    template = str(Path(session.create_tmp(), f'{name}.pot'))
    what = ('-k', 'counted:1,2', '--no-location', '--sort-output')
    session.run('pybabel', 'extract', *what, '-o', template, 'src/sphinx_folio')
    options = ('--no-fuzzy-matching', '--ignore-obsolete', '--ignore-pot-creation-date')
    session.run('pybabel', 'update', '-i', template, '-d', folder, '-D', name, *options)
    session.run('pybabel', 'compile', '-d', folder, '-D', name)
    session.run('pytest', '-q', '--no-header', '--tb=line', 'tests/shared/test_catalogues.py')


@nox.session(default=False)
def linkcheck(session: nox.Session) -> None:
    """Follow every external link of the site (needs the network)."""
    install(session, 'site')
    sphinx_build(session, 'linkcheck', '-j', 'auto')


@nox.session(default=False, python='3.11', reuse_venv=False)
def minimums(session: nox.Session) -> None:
    """Run the fast tests with the oldest versions that pyproject.toml allows (needs uv)."""
    if session.venv_backend != 'uv':
        session.error('only uv can install the oldest versions; python3 -m pip install uv')
    session.install('--resolution=lowest-direct', '-e', '.', *requirements('test'))
    # Old versions use what newer Sphinx has deprecated; their authors know.
    quiet = ('-Wignore::DeprecationWarning', '-Wignore::PendingDeprecationWarning')
    session.run('pytest', *TOGETHER, *FAST, *quiet, *session.posargs)


def make_pdfs(session: nox.Session, *arguments: str) -> None:
    """Make the PDFs of the site; a warning is an error."""
    session.run('python', '-m', 'sphinx_folio', 'pdf', '--strict', *arguments)


def build_html(session: nox.Session) -> None:
    """Build the site into _build/html; a warning is an error."""
    doctrees = BUILD / 'doctrees'
    strict = ('-n', '-W', '--keep-going', '-j', 'auto')
    try:
        sphinx_build(session, 'html', *strict, f'-d={doctrees}')
    except BaseException:
        # Sphinx says nothing again about a page that it has read before:
        # with the doctrees kept, the next run would pass.
        shutil.rmtree(doctrees, ignore_errors=True)
        raise


def sphinx_build(session: nox.Session, builder: str, *options: str) -> None:
    """Build the site with one of Sphinx's builders, into a folder of that name."""
    out = BUILD / builder
    session.run('sphinx-build', '-b', builder, *options, *session.posargs, '.', str(out))


def passes(session: nox.Session, command: list[str]) -> bool:
    """Run a check to its end and say whether it found nothing."""
    try:
        session.run(*command)
    except nox.command.CommandFailed:
        return False
    return True


def install(session: nox.Session, *groups: str) -> None:
    """Install dependency groups as uv.lock has them, then this package, editable.

    What builds the package is of the lock too, and every file is held to its hash.
    """
    if session.venv_backend == 'uv':
        venv = session.virtualenv.location
        sync = (
            'uv', 'sync', '--locked', f'--python={venv}',
            *(f'--group={group}' for group in ('build', *groups)),
        )  # fmt: skip
        env = {'UV_PROJECT_ENVIRONMENT': venv}
        session.run_install(*sync, '--no-install-project', env=env)
        session.run_install(*sync, '--no-build-isolation-package=sphinx-folio', env=env)
    else:
        locked = session.cache_dir / 'locked.txt'
        locked.write_text('\n'.join(locked_requirements('build', *groups)), encoding='utf-8')
        session.install('--require-hashes', '--no-deps', '-r', str(locked))
        session.install('--no-deps', '--no-build-isolation', '-e', '.')


def requirements(*groups: str) -> tuple[str, ...]:
    """Return what dependency groups of pyproject.toml ask for."""
    return nox.project.dependency_groups(PYPROJECT, *groups)


def locked_requirements(*groups: str) -> Iterator[str]:
    """Yield what this package and dependency groups need, as uv.lock has it, for pip."""
    lock = tomllib.loads(Path('uv.lock').read_text(encoding='utf-8'))['package']
    (own,) = (package for package in lock if 'registry' not in package['source'])
    todo = [
        *own['dependencies'],
        *(need for name in groups for need in own['dev-dependencies'][name]),
    ]
    markers: dict[str, set[str]] = {}
    while todo:
        need = todo.pop()
        if need['name'] not in markers:
            for package in lock:
                if package['name'] == need['name']:
                    todo += package.get('dependencies', ())
        markers.setdefault(need['name'], set()).add(need.get('marker', ''))
    for package in lock:
        if package['name'] in markers:
            places = markers[package['name']] if '' not in markers[package['name']] else ()
            either = [
                ' or '.join(sorted(places)),
                ' or '.join(package.get('resolution-markers', ())),
            ]
            marker = ' and '.join(f'({text})' for text in either if text)
            files = [package[kind] for kind in ('sdist',) if kind in package] + package['wheels']
            hashes = ' '.join(f'--hash={file["hash"]}' for file in files)
            pin = f'{package["name"]}=={package["version"]}'
            yield f'{pin} ; {marker} {hashes}' if marker else f'{pin} {hashes}'


if __name__ == '__main__':
    nox.main()
