"""Read ``.bib`` files so that a defect costs at most the entry that it stands in.

`scanner` finds where each block begins and ends, and goes on after an error; `parser`
lets pybtex, which sphinxcontrib-bibtex uses too, read each sound block.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from pathlib import Path

from pybtex.database import Entry

from sphinx_folio.model import Problem, Subtype
from sphinx_folio.util import digest_of_bytes, read_start

from .blocks import Bibliography, BlockRecord, SourceEntry, own_entry, parents_of
from .dates import issued
from .identifiers import is_on_arxiv
from .parser import BlockReader, ParsedBlock, head_of
from .scanner import Block, Stray, split

#: Bytes of one file: a hundred thousand entries and more.
MAX_FILE = 64 << 20
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


class EntryCollection:
    """The entries of all files, read in order, with their places.

    :param cached: what an earlier load has returned; a block that stands in it is not parsed.
    """

    def __init__(self, cached: Bibliography | None = None) -> None:
        self.entries: dict[str, SourceEntry] = {}
        self.problems: list[Problem] = []
        #: What reading the block of each entry showed, by its citation key.
        self.records: dict[str, BlockRecord] = {}
        #: What each entry inherits from, as `blocks.parents_of` yields it, if from anything.
        self.parents: dict[str, tuple[tuple[str, str], ...]] = {}
        self._cached = cached or Bibliography()
        self._cached_keys = {record.digest: key for key, record in self._cached.records.items()}
        #: Keys of entries that come from the cache with all that they inherit.
        self._reused: set[str] = set()
        self._reader = BlockReader()
        self._first_lines: dict[str, tuple[str, int]] = {}

    def read(self, path: Path, encoding: str, root: Path | None = None) -> list[str]:
        """Add the entries of the file at *path*; return their keys in order.

        :param root: the folder of the site, if it is of one; no link may lead out of that.
        """
        file = str(path)
        if root and path.is_relative_to(root) and not path.resolve().is_relative_to(root.resolve()):
            message = (
                'this file is a symbolic link that leads out of the site; name the file itself '
                'in bibtex_bibfiles in conf.py'
            )
            self.problems.append(Problem(Subtype.BIBFILE, file, 1, message))
            return []
        try:
            content = read_start(path, MAX_FILE + 1)
        except OSError:
            message = (
                'cannot open this file; create it, even an empty one, or correct '
                'bibtex_bibfiles in conf.py'
            )
            self.problems.append(Problem(Subtype.BIBFILE, file, 1, message))
            return []
        if len(content) > MAX_FILE:
            message = (
                f'this file has more than {MAX_FILE >> 20} MiB and is not read; '
                'cut it into smaller ones, and name them all in bibtex_bibfiles in conf.py'
            )
            self.problems.append(Problem(Subtype.BIBFILE, file, 1, message))
            return []
        return self.read_bytes(content, encoding, file)

    def read_bytes(self, content: bytes, encoding: str, file: str) -> list[str]:
        """Add the entries of a file that is read already; return their keys in order."""
        text, problem = decoded(content, encoding, file)
        self.problems += problem
        self._reader.add_room(len(text))
        count = len(self.entries)
        for item in split(text):
            if isinstance(item, Stray):
                self._report([(1, item.problem)], file, item.line)
            else:
                self._read_block(item, file)
        return list(self.entries)[count:]

    def _read_block(self, block: Block, file: str) -> None:
        if block.problem:
            self._report([(1, f'{_what(block)} {block.problem}')], file, block.line, block.key)
        elif block.kind in {'string', 'preamble'}:
            messages = _messages(self._reader.read(block.text), f'@{block.kind}')
            self._report(messages, file, block.line)
        elif block.kind != 'comment':
            digest = digest_of_bytes(block.text.encode(errors='surrogatepass'))
            if not self._reuse_entry(digest, block.line, file):
                self._read_entry(block, digest, file)

    def _reuse_entry(self, digest: str, line: int, file: str) -> bool:
        """Take the entry of a block from the cache; return whether that can be done."""
        key = self._cached_keys.get(digest)
        if key is None or key.lower() in self._first_lines:
            return False
        record = self._cached.records[key]
        if not self._reader.reuse(record.macros, record.grown):
            return False
        self._reused.add(key)
        added = frozenset(self._cached.added_fields.get(key, ()))
        self._add(self._cached.of_key[key], added, record, file, line)
        return True

    @property
    def room(self) -> int:
        """How many characters may still be added to what the files say."""
        return self._reader.room

    def take_finished(self) -> set[str]:
        """Return the keys of entries that are complete, as the cache had them.

        All others, and those that others inherit from, are as they stand in their files.
        """
        unfinished = {
            name
            for key, ties in self.parents.items()
            for _field, parent in ties
            for name in (key, parent)
        }
        for key in self._reused & unfinished:
            source = self.entries[key]
            own = own_entry(source.entry, source.added)
            self.entries[key] = source._replace(entry=own, added=frozenset())
        return self._reused - unfinished

    def _add(
        self, entry: Entry, added: frozenset[str], record: BlockRecord, file: str, line: int
    ) -> None:
        """Add an entry that begins at *line*, and report what is wrong in its block."""
        key = entry.key
        if record.problems:
            self._report(record.problems, file, line, key)
        self._first_lines[key.lower()] = (file, line)
        self.entries[key] = SourceEntry(entry, file, line, added, record.lines, record.misnamed)
        self.records[key] = record
        if parents := (*parents_of(entry),):
            self.parents[key] = parents

    def _read_entry(self, block: Block, digest: str, file: str) -> None:
        key, problem, mended = head_of(block.text)
        what = f'the entry "{key}"'
        problems = [(1, f'{what} {problem}' if mended else problem)] if problem else []
        is_duplicate = key.lower() in self._first_lines
        is_readable = not is_duplicate and (mended or not problem)
        parsed = self._reader.read(block.text) if is_readable else None
        problems += _messages(parsed, what) if parsed else []
        if parsed is None or parsed.error:
            self._report(problems, file, block.line, key)
            if is_duplicate:
                self._report_duplicate(key, file, block.line)
            return
        kind = re.split(r'[\s{(]', block.text[1:].lstrip(), maxsplit=1)[0]
        entry, twice, misnamed = self._reader.entry(kind, parsed)
        entry.key = key
        for name in twice:
            message = f'has the field "{name}" twice, and the first is shown; remove the wrong one'
            problems.append((parsed.again[name.lower()], f'{what} {message}'))
        macros = tuple(parsed.macros.items())
        record = BlockRecord(
            digest, macros, parsed.grown, tuple(problems), parsed.lines, tuple(misnamed)
        )
        self._add(entry, frozenset(), record, file, block.line)

    def _report(
        self, problems: Iterable[tuple[int, str]], file: str, line: int, key: str = ''
    ) -> None:
        """Report what is wrong in a block that begins at *line*."""
        for in_block, message in problems:
            shared = message.removeprefix(f'the entry "{key}"')
            place = (file, line + in_block - 1)
            self.problems.append(Problem(Subtype.BIBFILE, *place, message, key, shared))

    def _report_duplicate(self, key: str, file: str, line: int) -> None:
        first_file, first_line = self._first_lines[key.lower()]
        place = f'line {first_line}' if first_file == file else f'{first_file}:{first_line}'
        hint = 'that entry is kept, so give this one a key of its own or remove it'
        message = f'duplicate key "{key}", first at {place}; {hint}'
        self.problems.append(Problem(Subtype.DUPLICATE, file, line, message))


def missing_fields(source: SourceEntry) -> list[str]:
    """Return what the entry's type demands and the entry does not give."""
    entry = source.entry
    kind = str(entry.original_type).lower()
    present = {name.lower() for name in [*entry.fields, *entry.persons]}
    lacks_parent = present & {'crossref', 'xdata'} and not source.added  # which is reported
    if kind in {'xdata', 'set'} or lacks_parent:
        return []
    if TIED_BY in present:
        present.add('author')
    if 'collaboration' in present:
        present.add('author')
    if is_on_arxiv(entry.fields):
        present.add('journal')  # as archives and reference managers write a preprint
    if not present & {'year', 'date'} and issued(entry.fields).state:
        present.add('year')
    return [
        field.replace('|', ' or ')
        for field in REQUIRED_FIELDS.get(kind, ('title',))
        if not present.intersection(field.split('|'))
    ]


def decoded(content: bytes, encoding: str, file: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, and a problem where it is not in *encoding*.

    ISO-2022-JP is told by its escape sequence, UTF-16 by its first two bytes; what else is
    no UTF-8 is mostly Latin-1 or the code page that Windows took for it.
    """
    guess, text = _guessed(content, encoding)
    text = text.replace('\r\n', '\n').replace('\r', '\n').removeprefix('\ufeff')
    if guess == encoding:
        return text, []
    lines = enumerate(content.splitlines(), start=1)
    strange = (
        number
        for number, line in lines
        if b'\x1b' in line or line.decode('utf-8', 'ignore').encode() != line
    )
    message = f'this line is not UTF-8 and was read as {guess}; save the file as UTF-8'
    return text, [Problem(Subtype.BIBFILE, file, next(strange, 1), message)]


def _guessed(content: bytes, encoding: str) -> tuple[str, str]:
    """Return the encoding that a file seems to be in, and its text."""
    guesses = [encoding, 'cp1252']
    if b'\x1b$' in content:
        guesses.insert(0, 'iso2022_jp_ext')
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        guesses.insert(0, 'utf-16')
    for guess in guesses:
        try:
            return guess, content.decode(guess)
        except (UnicodeDecodeError, LookupError):
            continue
    return 'latin-1', content.decode('latin-1')


def _what(block: Block) -> str:
    if block.kind in {'string', 'preamble', 'comment'}:
        return f'this @{block.kind}'
    return f'the entry "{block.key}"' if block.key else 'this entry'


def _messages(parsed: ParsedBlock, what: str) -> list[tuple[int, str]]:
    """Return what pybtex said of a block, with the line in it."""
    if parsed.error:
        line, message = parsed.error
        return [(line, f'{what}: {message}')]
    return [
        (line, f'{what}: undefined string: {name}; write it in braces, or define it with @string')
        for name, line in parsed.undefined.items()
    ]
