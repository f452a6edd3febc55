"""What is no page of a site: files about its repository, tools, and pages with another suffix."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.config import Config
from sphinx.util import docname_join
from sphinx.util.matching import Matcher
from sphinx.util.nodes import explicit_title_re

from sphinx_folio.model import Problem, Subtype
from sphinx_folio.shared import is_given

#: Folders of tools, and pages in hidden ones; of names alone, files beside the pages, which
#: Sphinx holds to the same patterns, would be left out too.
_NO_PAGES = (
    *('_build', '**/_build', 'node_modules', '**/node_modules'),
    *('.git', '.github', '.nox', '.tox', '.venv'),
    *(f'{start}.*{end}' for start in ('', '**/') for end in ('.md', '.rst', '/**.md', '/**.rst')),
)
#: Files that say something about a repository (GitHub, "default community health files").
_ABOUT_REPOSITORY = re.compile(
    r'((?i:readme)|CHANGELOG|CODE_OF_CONDUCT|CONTRIBUTING|GOVERNANCE|ISSUE_TEMPLATE|LICEN[CS]E'
    r'|PULL_REQUEST_TEMPLATE|SECURITY|SUPPORT)([-_.].*)?'
)
#: What the command `import` tells its user, and nobody else.
_REPORT = re.compile(r'import-report(-\d+)?\.md')
#: How a folder is known in which Python packages are installed (PEP 405).
_ENVIRONMENT = 'pyvenv.cfg'
#: Suffixes of Markdown elsewhere, in lower case.
_MARKDOWN = frozenset({'.markdown', '.md', '.mdown', '.mdwn', '.mkd', '.mkdn'})


def usual_excludes(srcdir: Path, config: Config) -> list[str]:
    """Return patterns of what is no page, if ``conf.py`` sets no ``exclude_patterns``.

    The report of an import is none in either case.
    A file that the toctree of the landing page, or of the index page beside it, names is a
    page, whatever its name.
    """
    reports = sorted(path.name for path in srcdir.iterdir() if _REPORT.fullmatch(path.name))
    if is_given(config, 'exclude_patterns'):
        return reports
    found = []
    is_passed_over = Matcher(_NO_PAGES)
    for folder, folders, files in os.walk(srcdir):
        here = Path(folder).relative_to(srcdir)
        if _ENVIRONMENT in files and here.parts:
            found.append(here.as_posix())
            folders.clear()
            continue
        folders[:] = sorted(
            name for name in folders if name[0] != '.' and not is_passed_over(f'{here / name}')
        )
        paths = ((here / name).as_posix() for name in sorted(files) if _is_about(name))
        found += [path for path in paths if not _is_named(path, srcdir, config)]
    return [*_NO_PAGES, *reports, *map(exactly, found)]


def _is_about(name: str) -> bool:
    return bool(_ABOUT_REPOSITORY.fullmatch(name))


def _is_named(path: str, srcdir: Path, config: Config) -> bool:
    """Tell whether a file is a page of the site because its author says so."""
    docname = str(Path(path).with_suffix(''))
    if docname == config.root_doc:
        return True
    above = {config.root_doc, docname_join(docname, 'index')}
    for page in sorted(above):
        for suffix in ('.md', '.rst'):
            source = srcdir / f'{page}{suffix}'
            text = source.read_text('utf-8-sig', errors='replace') if source.is_file() else ''
            if 'toctree' in text and docname in _entries(text, page):
                return True
    return False


def _entries(text: str, docname: str) -> Iterator[str]:
    """Yield the documents that the lines of a page may name in a toctree."""
    for line in map(str.strip, text.splitlines()):
        titled = explicit_title_re.match(line)
        entry = titled[2] if titled else line
        yield docname_join(docname, re.sub(r'\.(md|rst)$', '', entry))


def misnamed_pages(srcdir: Path, config: Config) -> Iterator[Problem]:
    """Yield a problem for each file that is meant as a page but has not its suffix.

    To be called when all is known that is excluded.
    """
    suffixes = {'.md', *(config.source_suffix or ())}
    copied = (*config.templates_path, *config.html_static_path, *config.html_extra_path)
    is_left_out = Matcher((*config.exclude_patterns, *copied))
    for folder, folders, files in os.walk(srcdir):
        here = Path(folder).relative_to(srcdir)
        folders[:] = sorted(
            name for name in folders if name[0] != '.' and not is_left_out((here / name).as_posix())
        )
        for name in sorted(name for name in files if not name.endswith('.md')):
            stem, suffix = Path(name).stem, Path(name).suffix
            if suffix == '.txt' and Path(stem).suffix == '.md':  # as editors of Windows name it
                stem, suffix = Path(stem).stem, '.md.txt'
            path = (here / name).as_posix()
            is_page = suffix in suffixes or suffix.lower() not in _MARKDOWN | {'.md.txt'}
            if not is_page and not is_left_out(path) and name[0] != '.' and not _is_about(name):
                message = f'no page is made of this file, as its name ends in "{suffix}"; '
                yield Problem(Subtype.FILE, path, 1, f'{message}rename it to "{stem}.md"')


def exactly(path: str) -> str:
    """Return the pattern that only a path matches."""
    # no name has a null, without which Python would take "[[" for a mistake
    return re.sub(r'[*?\[]', '[\0\\g<0>]', path)
