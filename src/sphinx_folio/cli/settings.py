"""What ``conf.py`` says, and which pages a build would read by it, without an application."""

import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.config import CONFIG_FILENAME, Config
from sphinx.errors import SphinxError
from sphinx.project import Project
from sphinx.util.tags import Tags

from sphinx_folio.config import SETTINGS, checked, displaced_files, style_problems
from sphinx_folio.model import Problem
from sphinx_folio.reading import usual_excludes
from sphinx_folio.util import CommandError

#: Settings that are registered by what Sphinx would load, with their defaults.
_OTHER_SETTINGS: dict[str, Any] = {
    'bibtex_bibfiles': None,
    'bibtex_encoding': 'utf-8-sig',
    'html_baseurl': '',
    'html_extra_path': [],
    'html_math_renderer': None,
    'html_static_path': [],
    'html_title': None,
    'intersphinx_mapping': {},
}


def read_config(root: Path) -> tuple[Config, list[Problem]]:
    """Return what ``conf.py`` in the folder *root* sets, and what is wrong in Folio's part.

    :raises CommandError: if there is no ``conf.py``, or Python cannot run it.
    """
    if not (root / CONFIG_FILENAME).is_file():
        advice = 'go to the folder of the site, or use --root'
        raise CommandError(f"{root.resolve()} doesn't contain a conf.py file; {advice}", 2)
    try:
        config = Config.read(root, overrides={}, tags=Tags())
    except SphinxError as error:
        raise CommandError(f'conf.py cannot be run: {_reason(error)}', 2) from error
    settings = {f'folio_{setting.name}': setting.default for setting in SETTINGS}
    for name, default in (_OTHER_SETTINGS | settings).items():
        config.add(name, default, 'env', ())
    config.exclude_patterns = [*config.exclude_patterns, *usual_excludes(root, config)]
    problems = [*checked(config), *style_problems(root, config), *displaced_files(root, config)]
    return config, problems


def _reason(error: SphinxError) -> str:
    """Return in one line why ``conf.py`` has failed."""
    cause = error.__cause__
    if isinstance(cause, Exception) and not isinstance(cause, SyntaxError):
        frames = traceback.extract_tb(cause.__traceback__)
        lines = [each.lineno for each in frames if Path(each.filename).name == CONFIG_FILENAME]
        said = traceback.format_exception_only(cause)[-1]
        return f'line {lines[-1]}: {said.strip()}' if lines else said.strip()
    return ' '.join(str(error).split())


def pages_of(root: Path, config: Config, exclude: Iterable[str] = ()) -> dict[str, Path]:
    """Return the path of every Markdown page that a build would read, by its docname.

    The paths begin in the folder *root*.

    :param exclude: patterns of what to leave out too.
    """
    project = Project(root, _markdown_suffixes(config))
    docnames = project.discover((*left_out(config), *exclude), config.include_patterns)
    return {name: Path(project.doc2path(name, absolute=False)) for name in sorted(docnames)}


def source_of(page: Path) -> str:
    """Return the text of a page; Sphinx is as lenient about bytes that are no UTF-8."""
    return page.read_text('utf-8-sig', errors='replace')


def left_out(config: Config) -> tuple[str, ...]:
    """Return the patterns of what a website's build does not read."""
    others = (*config.templates_path, *config.html_extra_path, *config.html_static_path)
    return (*config.exclude_patterns, *others)


def _markdown_suffixes(config: Config) -> list[str]:
    suffixes = config.source_suffix if isinstance(config.source_suffix, dict) else {}
    types = {'.md': 'markdown'} | suffixes
    return [
        suffix
        for suffix, filetype in types.items()
        if filetype == 'markdown' or (suffix, filetype) == ('.md', 'myst-nb')
    ]
