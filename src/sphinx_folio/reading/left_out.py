"""What no build can read: links out of the site, names no page can have, no landing page."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util.matching import Matcher

from sphinx_folio.gate import gate_of
from sphinx_folio.model import Problem, Subtype
from sphinx_folio.shared import warn

from .not_pages import exactly, misnamed_pages, usual_excludes

#: Settings of docutils, which Sphinx reads where `conf.py` is.
_DOCUTILS = 'docutils.conf'


def unreadable_files(
    srcdir: Path, config: Config, passed_over: Iterable[Path] = ()
) -> Iterator[Problem]:
    """Yield a problem for each file or folder of the site that no build can read.

    The file of the problem is its path from the source folder.

    :param passed_over: folders that are not looked at, beside those that are excluded.
    """
    gate = gate_of(srcdir, config.folio_allow)
    is_excluded = Matcher(config.exclude_patterns)
    own = frozenset(passed_over)
    for path, flaw in gate.unreadable(lambda name: is_excluded(name) or gate.root / name in own):
        yield Problem(Subtype.FILE, path, 1, f'"{path}" {flaw}')


def patterns_of(problem: Problem) -> tuple[str, str]:
    """Return the patterns that exclude what a problem of `unreadable_files` is about."""
    name = exactly(problem.file)
    return name, f'{name}/**'


def leave_out(app: Sphinx, config: Config) -> None:
    """Exclude what no build can read, and tell of it.

    :raises ConfigError: for a link in a folder of styles, templates or further files, which
        Sphinx copies or runs as they are, and for a file of settings that it reads unasked.
    """
    srcdir = Path(app.srcdir)
    config.exclude_patterns = [*config.exclude_patterns, *usual_excludes(srcdir, config)]
    if (app.confdir / _DOCUTILS).exists() and f'./{_DOCUTILS}' not in config.folio_allow:
        raise ConfigError(
            f'"{_DOCUTILS}" makes docutils read and write files that conf.py does not name; '
            f'remove it, or write folio_allow = ["./{_DOCUTILS}"] in conf.py'
        )
    trusted = [
        Path(app.confdir, entry).resolve()
        for entry in (*config.html_static_path, *config.html_extra_path, *config.templates_path)
    ]
    for problem in unreadable_files(srcdir, config, [Path(app.outdir), Path(app.doctreedir)]):
        place = srcdir / problem.file
        if any(place.is_relative_to(folder) for folder in trusted):
            raise ConfigError(problem.message)
        config.exclude_patterns = [*config.exclude_patterns, *patterns_of(problem)]
        # Sphinx compiles catalogues to where a link leads
        config.locale_dirs = [
            folder for folder in config.locale_dirs if not place.is_relative_to(srcdir / folder)
        ]
        warn(problem.subtype, '%s', problem.message, location=f'{place}:1')
    for problem in misnamed_pages(srcdir, config):
        warn(problem.subtype, '%s', problem.message, location=f'{srcdir / problem.file}:1')


def ask_for_landing_page(app: Sphinx, env: BuildEnvironment, *_docnames: set[str]) -> list[str]:
    """Say what to write where a site has no landing page, and read nothing more then.

    :raises SystemExit: if there is no file of its name; Sphinx would show any other error as
        one of its own, and ask for a report.
    """
    root, srcdir = app.config.root_doc, Path(app.srcdir)
    files = (srcdir / f'{root}{suffix}' for suffix in app.config.source_suffix)
    if root not in env.found_docs and not any(file.exists() for file in files):
        others = (file.name for file in sorted(srcdir.iterdir()) if file.is_file())
        near = next((name for name in others if Path(name).stem.lower() == root), '')
        how = (
            f'rename "{near}" to it'
            if Path(near).suffix.lower() in {'.md', '.markdown', '.txt'}
            else 'write it, of which a line such as "# Our group" is enough'
        )
        message = (
            f'there is no such file, and the site needs it: visitors see this page first; {how}'
        )
        warn(Subtype.FILE, '%s', message, location=f'{srcdir / root}.md:1')
        raise SystemExit(2)
    return []
