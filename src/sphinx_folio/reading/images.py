"""Photos and project pictures: checked while a page is read, copied with the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.images import get_image_size

from sphinx_folio.domains import folio_domain
from sphinx_folio.util import did_you_mean

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_UPLOAD = '; upload the picture to this place, or correct the path'
_SUFFIXES = frozenset({'.jpg', '.jpeg', '.png', '.webp', '.gif', '.svg'})


def find_picture(srcdir: Path, docname: str, path: str) -> tuple[str, str]:
    """Return where a picture is, relative to the source folder, and why it cannot be shown.

    One of the two is empty.

    :param path: the path as written, relative to the page, or from the source folder
        when it begins with a slash.
    """
    try:
        # as `BuildEnvironment.relfn2path` has it
        folder = '' if path.startswith('/') else Path(docname).parent
        file = (srcdir / folder / path.removeprefix('/')).resolve()
        if '://' in path:
            return '', f'"{path}" is not part of the site; save the picture beside the page'
        if not file.is_relative_to(srcdir):
            return '', f'"{path}" lies outside the site; copy the picture into it'
        if not file.is_file():
            return '', f'"{path}" does not exist{_nearest_file(file)}'
    except (OSError, ValueError):  # no system has such a path
        return '', f'"{path}" does not exist{_UPLOAD}'
    if not _is_image(file):
        return '', f'"{path}" is no image; save it as JPEG, PNG, WebP or SVG'
    return file.relative_to(srcdir).as_posix(), ''


def _is_image(path: Path) -> bool:
    """Tell by the content, not by the name alone."""
    suffix = path.suffix.lower()
    try:
        if suffix == '.svg':
            return re.search(rb'<svg[\s>]', path.read_bytes()) is not None
        return suffix in _SUFFIXES and get_image_size(path) is not None
    except (ValueError, OSError):
        return False


def _nearest_file(path: Path) -> str:
    if not path.parent.is_dir():
        return '; write the path from the page, or from the site with a "/" before it'
    names = [file.name for file in path.parent.iterdir() if file.suffix.lower() in _SUFFIXES]
    return did_you_mean(path.name, names) or _UPLOAD


def find_mended(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages to read again, as something else is now to be said of their picture.

    Sphinx would look at the time of a file alone, and not at the files beside it.
    """
    unfit = {docname: facts.unfit_picture for docname, facts in folio_domain(env).pages.items()}
    return [
        docname
        for docname, picture in sorted(unfit.items())
        if picture and find_picture(Path(app.srcdir), docname, picture.path)[1] != picture.flaw
    ]
