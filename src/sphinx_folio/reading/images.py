"""Photos and project pictures: checked while a page is read, copied with the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.images import get_image_size

from sphinx_folio.model import Problem, Subtype
from sphinx_folio.util import did_you_mean

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_folio.domains import FolioDomain


_UPLOAD = '; upload the picture to this place, or correct the path'
_SUFFIXES = frozenset({'.jpg', '.jpeg', '.png', '.webp', '.gif', '.svg'})


def find_picture(
    env: BuildEnvironment, domain: FolioDomain, docname: str, key: str, value: str
) -> str:
    """Return the path of a picture relative to the source folder, or an empty string.

    :param key: the front-matter key, for the message.
    :param value: the path as written, relative to the page, or from the source folder
        when it begins with a slash.
    """
    wrong = ''
    relative, absolute = env.relfn2path(value, docname)
    path = Path(absolute)
    if '://' in value:
        wrong = f'"{value}" is not part of the site; save the picture beside the page'
    elif not path.resolve().is_relative_to(Path(env.srcdir).resolve()):
        wrong = f'"{value}" lies outside the site; copy the picture into it'
    elif not path.is_file():
        wrong = f'"{value}" does not exist{_nearest_file(path) or _UPLOAD}'
    elif not _is_image(path):
        wrong = f'"{value}" is no image; save it as JPEG, PNG, WebP or SVG'
    if wrong:
        line = _line_of_key(env, docname, key)
        domain.note_problems(docname, [Problem(Subtype.IMAGE, docname, line, f'"{key}": {wrong}')])
        return ''
    env.note_dependency(relative, docname=docname)
    env.images.add_file(docname, relative)
    return relative


def _is_image(path: Path) -> bool:
    """Tell by the content, not by the name alone."""
    if path.suffix.lower() not in _SUFFIXES:
        return False
    if path.suffix.lower() == '.svg':
        return re.search(rb'<svg[\s>]', path.read_bytes()) is not None
    try:
        return get_image_size(path) is not None
    except (ValueError, OSError):
        return False


def _nearest_file(path: Path) -> str:
    if not path.parent.is_dir():
        return '; write the path from the page, or from the site with a "/" before it'
    return did_you_mean(
        path.name, [file.name for file in path.parent.iterdir() if file.suffix.lower() in _SUFFIXES]
    )


def _line_of_key(env: BuildEnvironment, docname: str, key: str) -> int:
    """Return the line of a front-matter key; pictures are few, so the file is read again."""
    lines = env.doc2path(docname).read_text(encoding='utf-8').splitlines()
    for number, line in enumerate(lines, start=1):
        if line.strip().startswith(f'{key}:'):
            return number
    return 1
