"""Which former address leads where, and which of them cannot. Pure."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from .former import redirect_file
from .model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


class Plan(NamedTuple):
    """The redirects of a site."""

    #: The document that each file leads to, by the name of the file.
    files: dict[str, str]
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
    for docname, address, line in _sorted(former):
        file = redirect_file(address)
        holder = next((taken[name] for name in _with_folders(file) if name in taken), '')
        if holder:
            why = f'is the address of {holder}; remove it, as nothing can lead away from there'
        elif files.setdefault(file, docname) != docname:
            other = path_of(files[file])
            why = f'is a former address of {other} too; keep it at one of the two pages'
        else:
            continue
        problems.append(Problem('redirect', docname, line, f'"redirect-from": "{address}" {why}'))
    return Plan(files, tuple(problems))


def _sorted(former: Mapping[str, Iterable[tuple[str, int]]]) -> Iterator[tuple[str, str, int]]:
    for docname in sorted(former):
        for address, line in former[docname]:
            yield docname, address, line


def _with_folders(file: str) -> Iterator[str]:
    """Yield a file, and the folders around it: a file may have the name of one."""
    yield file
    yield from map(str, PurePosixPath(file).parents)
