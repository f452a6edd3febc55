"""Read ``.bib`` files so that a defect costs at most the entry that it stands in.

bibtexparser finds where each block begins and ends, and goes on after an error; pybtex,
which sphinxcontrib-bibtex uses too, reads each sound block. This is, with `citations`,
the only importer of either.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, NamedTuple

from bibtexparser import model as blocks
from bibtexparser.splitter import Splitter
from pybtex import errors as pybtex_errors
from pybtex.database import BibliographyData, InvalidNameString
from pybtex.database.input.bibtex import DuplicateField, Parser, UndefinedMacro
from pybtex.exceptions import PybtexError

from .model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pybtex.database import Entry

#: Fields that BibTeX and biblatex both demand (biblatex manual §2.1.1, BibTeX's
#: btxdoc §3.1); alternatives are joined by a bar.
REQUIRED_FIELDS: dict[str, tuple[str, ...]] = {
    'article': ('author', 'title', 'journal|journaltitle', 'year|date'),
    'book': ('author|editor', 'title', 'year|date'),
    'booklet': ('title',),
    'inbook': ('author|editor', 'title', 'year|date'),
    'incollection': ('author|editor', 'title', 'booktitle', 'year|date'),
    'inproceedings': ('author|editor', 'title', 'booktitle', 'year|date'),
    'conference': ('author|editor', 'title', 'booktitle', 'year|date'),
    'manual': ('title',),
    'mastersthesis': ('author', 'title', 'school|institution', 'year|date'),
    'phdthesis': ('author', 'title', 'school|institution', 'year|date'),
    'thesis': ('author', 'title', 'school|institution', 'year|date'),
    'techreport': ('author', 'title', 'institution', 'year|date'),
    'report': ('author', 'title', 'institution', 'year|date'),
    'proceedings': ('title', 'year|date'),
    'unpublished': ('author', 'title'),
    'online': ('title', 'url|doi|eprint'),
}
#: Entries that name no author but are tied to people by this private field are whole.
TIED_BY = 'people'

_SET_APART = frozenset({'xdata', 'set'})


class Located(NamedTuple):
    """A pybtex entry and the place where it begins."""

    entry: Entry
    file: str
    line: int


class BibFile(NamedTuple):
    """What could be read of one ``.bib`` file."""

    entries: dict[str, Located]
    problems: tuple[Problem, ...]


class Library:
    """The entries of all files, read in order, as pybtex data with their places."""

    def __init__(self) -> None:
        self.entries: dict[str, Located] = {}
        self.problems: list[Problem] = []
        self._parser = Parser()
        self._first_lines: dict[str, tuple[str, int]] = {}

    @property
    def data(self) -> BibliographyData:
        """Return the data in the form that sphinxcontrib-bibtex keeps."""
        data: BibliographyData = self._parser.data
        return data

    def read(self, path: Path, encoding: str) -> list[str]:
        """Add the entries of the file at *path*; return their keys in order."""
        file = str(path)
        try:
            text = path.read_text(encoding=encoding)
        except OSError:
            message = 'cannot open this file; create it, or correct bibtex_bibfiles in conf.py'
            self.problems.append(Problem('bibfile', file, 1, message))
            return []
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b'\n') + 1
            message = f'this line is not {encoding}; save the file as UTF-8'
            self.problems.append(Problem('bibfile', file, line, message))
            text = path.read_text(encoding=encoding, errors='replace')
        before = len(self.entries)
        for block in _split(text):
            self._read_block(block, file)
        return list(self.entries)[before:]

    def _read_block(self, block: blocks.Block, file: str) -> None:
        line = (block.start_line or 0) + 1
        if isinstance(block, blocks.DuplicateFieldKeyBlock):
            block = block.ignore_error_block or block
        if isinstance(block, blocks.DuplicateBlockKeyBlock):
            self._report_duplicate(str(block.key), file, line)
        elif isinstance(block, blocks.Entry):
            self._read_entry(block, file, line)
        elif isinstance(block, blocks.ParsingFailedBlock):
            self._report_unreadable(block, file, line)
        elif isinstance(block, blocks.String | blocks.Preamble):
            self._parse(block.raw or '', file, line, '@string')

    def _read_entry(self, block: blocks.Entry, file: str, line: int) -> None:
        key = block.key
        if not key:
            message = (
                'this entry has no key; write one before its first comma, such as @article{doe2025,'
            )
            self.problems.append(Problem('bibfile', file, line, message))
            return
        if key.lower() in self._first_lines:
            self._report_duplicate(key, file, line)
            return
        if not self._parse(block.raw or '', file, line, f'the entry "{key}"'):
            return
        entry = self.data.entries.get(key)
        if entry is not None:
            self._first_lines[key.lower()] = (file, line)
            self.entries[key] = Located(entry, file, line)

    def _parse(self, raw: str, file: str, line: int, what: str) -> bool:
        """Let pybtex read one block; report what it says, and whether it could."""
        with pybtex_errors.capture() as captured:
            try:
                self._parser.parse_string(raw)
            except PybtexError as stopped:
                captured.append(stopped)
        readable = True
        for error in captured:
            at = line + max((getattr(error, 'lineno', None) or 1) - 1, 0)
            readable = readable and isinstance(
                error, DuplicateField | UndefinedMacro | InvalidNameString
            )
            message = f'{what}: {_reason(error)}'
            self.problems.append(Problem('bibfile', file, at, message))
        return readable

    def _report_duplicate(self, key: str, file: str, line: int) -> None:
        first_file, first_line = self._first_lines.get(key.lower(), (file, line))
        place = f'line {first_line}' if first_file == file else f'{first_file}:{first_line}'
        message = (
            f'duplicate key "{key}", first at {place}; that entry is kept, '
            'so give this one a key of its own or remove it'
        )
        self.problems.append(Problem('duplicate', file, line, message))

    def _report_unreadable(self, block: blocks.ParsingFailedBlock, file: str, line: int) -> None:
        raw = block.raw or ''
        key = re.match(r'@\w+\s*[{(]\s*([^,\s]*)', raw)
        what = f'the entry "{key[1]}"' if key and key[1] else 'this entry'
        surplus = _brace_surplus(raw)
        if surplus > 0:
            reason = f'an unbalanced brace: {surplus} "{{" too many, so write the missing "}}"'
        elif surplus < 0:
            reason = f'an unbalanced brace: {-surplus} "}}" too many, so remove it'
        else:
            reason = 'it cannot be read; check its quotes, commas and braces'
        self.problems.append(Problem('bibfile', file, line, f'{what} has {reason}'))


def missing_fields(located: Located) -> list[str]:
    """Return what the entry's type demands and the entry does not give."""
    entry = located.entry
    kind = str(entry.type).lower()
    if kind in _SET_APART:
        return []
    present = {name.lower() for name in entry.fields} | {role.lower() for role in entry.persons}
    if 'crossref' in present or 'xdata' in present:
        return []
    if TIED_BY in present:
        present.add('author')
    return [
        field.replace('|', ' or ')
        for field in REQUIRED_FIELDS.get(kind, ('title',))
        if not present.intersection(field.split('|'))
    ]


def _split(text: str) -> Iterable[blocks.Block]:
    """Return the blocks of a file; what bibtexparser logs about them we report ourselves."""
    logger = logging.getLogger(Splitter.__module__)
    was_disabled, logger.disabled = logger.disabled, True
    try:
        library = Splitter(text).split()
    finally:
        logger.disabled = was_disabled
    return library.blocks


def _brace_surplus(raw: str) -> int:
    bare = re.sub(r'\\[{}]', '', raw)
    return bare.count('{') - bare.count('}')


def _reason(error: PybtexError) -> str:
    # pybtex counts lines from the start of the block; ours is the place in the file
    said = re.sub(r' in line \d+', '', str(error))
    if isinstance(error, DuplicateField):
        return f'{said}; its first value is kept, so remove one of them'
    if isinstance(error, UndefinedMacro):
        return f'{said}; write it in braces, or define it with @string'
    if isinstance(error, InvalidNameString):
        return f'{said}; write "Last, First and Last, First"'
    return f'{said}; check its commas, quotes and braces'
