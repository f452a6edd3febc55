"""Former addresses of pages: what may be one, and which leads where. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from .problems import ContentError, Problem, Subtype, of_entry

#: Folders of the website that hold no pages.
SPHINX_FOLDERS = frozenset({'_downloads', '_images', '_sources', '_static'})
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
    if parts[0] in SPHINX_FOLDERS:
        raise _error(f'"{parts[0]}" holds no pages')
    names = (*parts[:-1], parts[-1].removesuffix('.html').removesuffix('.htm'))
    if file := next(filter(_SUFFIX.search, names), ''):
        raise _error(f'"{file}" in "{address}" is a file, and only a page can redirect')


class Holder(NamedTuple):
    """What a file of the website is already."""

    words: str
    docname: str = ''  #: The document whose page it is, or empty.


class Plan(NamedTuple):
    """The redirects of a site."""

    files: dict[str, str]  #: The document that each file leads to, by the name of the file.
    entries: dict[str, str]  #: The same of entries, by their citation keys.
    problems: tuple[Problem, ...]


class EntryClaim(NamedTuple):
    """A former address of an entry of the bibliography."""

    key: str  #: The citation key.
    address: str
    place: tuple[str, int]  #: File and line of the field that gives it.


class _Claim(NamedTuple):
    docname: str  #: Of a page; empty for an entry.
    address: str
    line: int
    file: str = ''
    entry: str = ''

    @property
    def owner(self) -> tuple[str, str]:
        return self.docname, self.entry

    def problem(self, why: str) -> Problem:
        if self.entry:
            text = f': redirect-from: "{self.address}" {why}'
            return of_entry(Subtype.REDIRECT, (self.file, self.line), self.entry, text)
        message = f'"redirect-from": "{self.address}" {why}'
        return Problem(Subtype.REDIRECT, self.docname, self.line, message)


def plan_redirects(
    former: Mapping[str, Iterable[tuple[str, int]]],
    taken: Mapping[str, Holder],
    path_of: Callable[[str], str],
    of_entries: Iterable[EntryClaim] = (),
) -> Plan:
    """Return where former addresses lead; of two pages that claim one, the first by name.

    Pages come before entries, and those stand in the order of their files.

    A page has its own address before any other that was moved from there. Of two that were,
    nobody can tell which is right, so that both are told. Not every host tells capitals
    apart.

    :param former: the former addresses of each document, with their lines.
    :param taken: what the files of the website are already.
    :param path_of: returns the path of a document's source.
    :param of_entries: the former addresses of entries.
    """
    files: dict[str, str] = {}
    entries: dict[str, str] = {}
    first: dict[str, _Claim] = {}
    problems: dict[Problem, None] = {}
    folded = {file.casefold(): holder for file, holder in taken.items()}
    ordered = [_Claim(docname, *item) for docname in sorted(former) for item in former[docname]]
    ordered += [_Claim('', address, line, file, key) for key, address, (file, line) in of_entries]
    for claim in ordered:
        file = redirect_file(claim.address)
        # a file may have the name of a folder around another one
        places = (file, *map(str, PurePosixPath(file).parents))
        held = [taken.get(place) or folded.get(place.casefold()) for place in places]
        holder = next(filter(None, held), None)
        if holder and claim.docname and holder.docname == claim.docname and file not in taken:
            holder = None  # its own address in other capitals
        other = first.setdefault(file.casefold(), claim)
        if holder:
            why = (
                f'is the address of {holder.words}; remove it, as nothing can lead away from there'
            )
            problems[claim.problem(why)] = None
        elif other.owner != claim.owner:
            both = 'two' if other.entry or claim.entry else 'two pages'
            for one, another in ((claim, other), (other, claim)):
                name = f'the entry "{another.entry}"' if another.entry else path_of(another.docname)
                why = f'is a former address of {name} too; keep it at one of the {both}'
                problems[one.problem(why)] = None
        elif claim.entry:
            entries[file] = claim.entry
        else:
            files[file] = claim.docname
    return Plan(files, entries, tuple(problems))
