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

_KEY = re.compile(r'@\w+\s*[{(]\s*([^,\s{}]*)')
_SET_APART = frozenset({'xdata', 'set'})


class Located(NamedTuple):
    """A pybtex entry and the place where it begins."""

    entry: Entry
    file: str
    line: int
    #: Names of fields that are not the entry's own but were filled in by `biblatex`.
    added: frozenset[str] = frozenset()


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
            content = path.read_bytes()
        except OSError:
            message = 'cannot open this file; create it, or correct bibtex_bibfiles in conf.py'
            self.problems.append(Problem('bibfile', file, 1, message))
            return []
        text, problem = _decoded(content, encoding, file)
        self.problems += problem
        before = len(self.entries)
        lines = text.split('\n')
        found = list(_split(text))
        ends = [block.start_line or 0 for block in found[1:]] + [len(lines)]
        for block, end in zip(found, ends, strict=True):
            source = '\n'.join(lines[block.start_line or 0 : end])
            self._read_block(block, source or block.raw or '', file)
        return list(self.entries)[before:]

    def _read_block(self, block: blocks.Block, source: str, file: str) -> None:
        """Read one block; *source* is its text up to the next one, for a closer look."""
        line = (block.start_line or 0) + 1
        if isinstance(block, blocks.DuplicateFieldKeyBlock):
            block = block.ignore_error_block or block
        if isinstance(block, blocks.DuplicateBlockKeyBlock):
            self._report_duplicate(str(block.key), file, line)
        elif isinstance(block, blocks.Entry):
            self._read_entry(block, file, line)
        elif isinstance(block, blocks.ParsingFailedBlock):
            self._report_unreadable(source, file, line)
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
        captured = self._parse_once(raw)
        undefined = {_macro(error) for error in captured if isinstance(error, UndefinedMacro)}
        if undefined:
            # shown by its name, which is what its author would recognise
            self._parser.macros.update({name: name for name in undefined})
            self._forget(raw)
            self._parse_once(raw)
        readable = True
        for error in captured:
            at = line + max((getattr(error, 'lineno', None) or 1) - 1, 0)
            readable = readable and isinstance(
                error, DuplicateField | UndefinedMacro | InvalidNameString
            )
            self.problems.append(Problem('bibfile', file, at, f'{what}: {_reason(error)}'))
        return readable

    def _parse_once(self, raw: str) -> list[PybtexError]:
        with pybtex_errors.capture() as captured:
            try:
                self._parser.parse_string(raw)
            except PybtexError as stopped:
                captured.append(stopped)
        errors: list[PybtexError] = captured
        return errors

    def _forget(self, raw: str) -> None:
        """Let pybtex read the entry of *raw* a second time."""
        key = _KEY.match(raw)
        if key and key[1] in self.data.entries:
            del self.data.entries[key[1]]

    def _report_duplicate(self, key: str, file: str, line: int) -> None:
        first_file, first_line = self._first_lines.get(key.lower(), (file, line))
        place = f'line {first_line}' if first_file == file else f'{first_file}:{first_line}'
        message = (
            f'duplicate key "{key}", first at {place}; that entry is kept, '
            'so give this one a key of its own or remove it'
        )
        self.problems.append(Problem('duplicate', file, line, message))

    def _report_unreadable(self, source: str, file: str, line: int) -> None:
        key = _KEY.match(source)
        what = f'the entry "{key[1]}"' if key and key[1] else 'this entry'
        surplus = _brace_surplus(source)
        if surplus > 0:
            reason = f'has an unbalanced brace: {surplus} "{{" too many, so write the missing "}}"'
        elif surplus < 0:
            reason = f'has an unbalanced brace: {-surplus} "}}" too many, so remove it'
        else:
            reason = 'cannot be read; check its quotes, commas and braces'
        self.problems.append(Problem('bibfile', file, line, f'{what} {reason}'))


def missing_fields(located: Located) -> list[str]:
    """Return what the entry's type demands and the entry does not give."""
    entry = located.entry
    kind = str(entry.original_type).lower()
    if kind in _SET_APART:
        return []
    present = {name.lower() for name in entry.fields} | {role.lower() for role in entry.persons}
    if present & {'crossref', 'xdata'} and not located.added:
        return []  # the missing parent is reported
    if TIED_BY in present:
        present.add('author')
    return [
        field.replace('|', ' or ')
        for field in REQUIRED_FIELDS.get(kind, ('title',))
        if not present.intersection(field.split('|'))
    ]


def _decoded(content: bytes, encoding: str, file: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, and a problem where it is not in *encoding*.

    ISO-2022-JP is told by its escape sequence; what else is no UTF-8 is mostly Latin-1 or
    the code page that Windows took for it.
    """
    guesses = ('iso2022_jp_ext', encoding) if b'\x1b$' in content else (encoding,)
    for guess in (*guesses, 'cp1252'):
        try:
            text = content.decode(guess)
        except UnicodeDecodeError:
            continue
        break
    else:
        guess, text = 'latin-1', content.decode('latin-1')
    text = text.replace('\r\n', '\n').replace('\r', '\n').removeprefix('\ufeff')
    if guess == encoding:
        return text, []
    at = next(
        (number for number, line in enumerate(content.splitlines(), start=1) if _is_strange(line)),
        1,
    )
    message = f'this line is not UTF-8 and was read as {guess}; save the file as UTF-8'
    return text, [Problem('bibfile', file, at, message)]


def _is_strange(line: bytes) -> bool:
    try:
        line.decode('utf-8')
    except UnicodeDecodeError:
        return True
    return b'\x1b' in line


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


def _macro(error: UndefinedMacro) -> str:
    return str(error).rpartition(' ')[2]


def _reason(error: PybtexError) -> str:
    # pybtex counts lines from the start of the block; ours is the place in the file
    said = re.sub(r' in line \d+', '', str(error))
    if isinstance(error, DuplicateField):
        return f'{said}; its first value is kept, so remove one of them'
    if isinstance(error, UndefinedMacro):
        return f'{said}; write it in braces, or define it with @string'
    if 'premature end' in said:
        return 'an unbalanced brace (BibTeX counts "\\{" too); write the missing "}"'
    if isinstance(error, InvalidNameString):
        return f'{said}; write "Last, First and Last, First"'
    return f'{said}; check its commas, quotes and braces'
