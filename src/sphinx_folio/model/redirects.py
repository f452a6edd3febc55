"""Former addresses of pages: what may be one, and which leads where. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from .problems import ContentError, Problem, Subtype

#: Folders of the website that hold no pages.
_FOLDERS_OF_SPHINX = frozenset({'_downloads', '_images', '_sources', '_static'})
_PAGE_SUFFIXES = ('.html', '.htm')
_ELSEWHERE = re.compile(r'[a-z][a-z0-9+.-]*:|//', re.IGNORECASE)
_UNSAFE = re.compile(r'[\\\x00-\x1f\x7f]')
_SUFFIX = re.compile(r'\.[A-Za-z]{2,5}$')
_ADVICE = 'write the path of a page below the site, such as /cv/ or /about.html'
_error = partial(ContentError, hint=_ADVICE, subtype=Subtype.REDIRECT)
#: What every file system allows in one part of a path.
_LONGEST_PART = 200


def redirect_file(address: str) -> str:
    """Return the file of the website that answers at a former address.

    ``/about.html`` is that file. Anything else, such as ``/cv/`` or ``cv``, is a folder
    with an ``index.html``, which hosts find with and without the slash at the end.

    :raises ContentError: if it is empty, leaves the site or is the address of no page.
    """
    text = address.strip()
    if not text:
        raise _error('it is empty')
    if _ELSEWHERE.match(text):
        raise _error(f'"{address}" leaves the site')
    if '?' in text or '#' in text:
        path = re.split(r'[?#]', text)[0]
        message = f'"{address}" holds more than a path, which a redirect cannot tell'
        raise _error(message, hint=f'write "{path}"')
    parts = [part for part in unquote(text).split('/') if part]
    _check_parts(address, parts)
    return '/'.join(parts if parts[-1].endswith(_PAGE_SUFFIXES) else [*parts, 'index.html'])


def _check_parts(address: str, parts: list[str]) -> None:
    if not parts:
        raise _error(f'"{address}" is the home page')
    if '..' in parts or '.' in parts:
        raise _error(f'"{address}" may leave the site', hint='write the path without ".."')
    if any(_UNSAFE.search(part) or len(part.encode()) > _LONGEST_PART for part in parts):
        raise _error(f'"{address}" is no path')
    if parts[0] in _FOLDERS_OF_SPHINX:
        raise _error(f'"{parts[0]}" holds no pages')
    names = (*parts[:-1], parts[-1].removesuffix('.html').removesuffix('.htm'))
    if file := next(filter(_SUFFIX.search, names), ''):
        raise _error(f'"{file}" in "{address}" is a file, and only a page can redirect')


class Plan(NamedTuple):
    """The redirects of a site."""

    files: dict[str, str]  #: The document that each file leads to, by the name of the file.
    problems: tuple[Problem, ...]


def plan_redirects(
    former: Mapping[str, Iterable[tuple[str, int]]],
    taken: Mapping[str, str],
    path_of: Callable[[str], str],
) -> Plan:
    """Return where former addresses lead; of two pages that claim one, the first by name.

    :param former: the former addresses of each document, with their lines.
    :param taken: what the files of the website are already, in words.
    :param path_of: returns the path of a document's source.
    """
    files: dict[str, str] = {}
    problems = []
    ordered = ((docname, *item) for docname in sorted(former) for item in former[docname])
    for docname, address, line in ordered:
        file = redirect_file(address)
        # a file may have the name of a folder around another one
        places = (file, *map(str, PurePosixPath(file).parents))
        holder = next((taken[name] for name in places if name in taken), '')
        if holder:
            why = f'is the address of {holder}; remove it, as nothing can lead away from there'
        elif files.setdefault(file, docname) != docname:
            other = path_of(files[file])
            why = f'is a former address of {other} too; keep it at one of the two pages'
        else:
            continue
        message = f'"redirect-from": "{address}" {why}'
        problems.append(Problem(Subtype.REDIRECT, docname, line, message))
    return Plan(files, tuple(problems))
