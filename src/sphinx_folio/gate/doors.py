"""The doors that ``conf.py`` may open for authors whom a site trusts."""

from collections.abc import Iterable
from pathlib import Path

from sphinx_folio.util import did_you_mean

from .paths import Gate

#: What each door lets through; the guide describes them.
DOORS = {
    'html': 'raw HTML as it stands, with scripts, forms, frames and styles',
    'raw': 'the directive and the role "raw"',
    'myst': 'all settings of MyST in the front matter of a page',
    'active-files': 'pictures and downloads that a browser runs, such as HTML and SVG with scripts',
    'large': 'pages, files and nesting of any size',
}


def door_flaw(item: str) -> str:
    """Return what is wrong with an item of ``folio_allow``, or nothing.

    It is the name of a door, or the path of a file or folder outside the site.
    """
    if item in DOORS or _is_path(item):
        return ''
    return f'"{item}" is no door{did_you_mean(item, DOORS)}; a path begins with ./, ../ or /'


def _is_path(item: str) -> bool:
    return item.startswith(('./', '../', '/')) or item == '..'


def gate_of(srcdir: Path, allowed: Iterable[str]) -> Gate:
    """Return the gate of a site, with the paths that ``folio_allow`` opens.

    :param allowed: the setting; its paths are relative to the source folder.
    """
    return Gate(srcdir, [srcdir / item for item in allowed if _is_path(item)])
