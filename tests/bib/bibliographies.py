"""Read a .bib file as far as the graph, and find out whether all of it arrived."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_folio.bib.entries import EntryCollection, decoded
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.bib.scanner import Block, split
from sphinx_folio.graph import Graph

if TYPE_CHECKING:
    from sphinx_folio.model import Problem, Publication

FOLDER = Path(__file__).parent / 'files'

#: How an entry begins that nobody would take for anything else.
_START = re.compile(r'[ \t]*@[ \t]*(?P<kind>[A-Za-z][\w-]*)[ \t]*\{[ \t]*[\w:./-]+[ \t]*,')
_NO_ENTRIES = {'comment', 'preamble', 'string'}


class Read(NamedTuple):
    """A file, read as far as the graph."""

    library: EntryCollection
    publications: dict[str, Publication]
    problems: list[Problem]

    @property
    def told(self) -> list[tuple[int, str]]:
        """The line and the words of each problem, in the order of lines."""
        return sorted((problem.line, problem.message) for problem in self.problems)


def read(content: bytes) -> Read:
    """Return what the pure part of the extension makes of a file."""
    library = EntryCollection()
    library.read_bytes(content, 'utf-8-sig', 'references.bib')
    problems = [*library.problems, *complete(library.entries)]
    publications = {}
    for key, located in library.entries.items():
        publications[key], wrong = read_publication(located, FOLDER)
        problems += wrong
    problems += Graph([], publications).problems
    return Read(library, publications, problems)


def lost(content: bytes, found: Read) -> list[str]:
    """Return the lines that begin like an entry but led to no entry and no message."""
    text, _problems = decoded(content, 'utf-8-sig', '')
    lines = text.split('\n')
    starts = [number for number, line in enumerate(lines, start=1) if _begins_entry(line)]
    accounted = {located.line for located in found.library.entries.values()}
    accounted |= set(_lines_of_comments(text))
    told = {line for line, _message in found.told}
    return [
        f'{start}: {lines[start - 1]}'
        for start, end in pairwise([*starts, len(lines) + 1])
        if start not in accounted and not told.intersection(range(start, end))
    ]


def _begins_entry(line: str) -> bool:
    match = _START.match(line)
    return match is not None and match['kind'].lower() not in _NO_ENTRIES


def _lines_of_comments(text: str) -> list[int]:
    """Return the lines that stand in ``@comment{…}``, where nothing is an entry."""
    return [
        block.line + offset
        for block in split(text)
        if isinstance(block, Block) and block.kind == 'comment' and not block.problem
        for offset in range(block.text.count('\n') + 1)
    ]
