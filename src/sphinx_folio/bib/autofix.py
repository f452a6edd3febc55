"""Write what `lint` is sure of into ``.bib`` files, and leave every other byte alone. Pure.

A fix replaces one value that stands whole between braces or quotes. The outcome is read
again, and a file in which anything else has changed is not written.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import NamedTuple

from .blocks import SourceEntry
from .entries import EntryCollection, decoded
from .lint import findings

#: A value is looked for on so many lines from the one of its field's name.
_LINES_OF_A_FIELD = 3
_LINE_END = re.compile(rb'\r\n|\r|\n')


class Fix(NamedTuple):
    """A value to write in the place of another one."""

    key: str
    field: str
    line: int
    old: str
    new: str


class Fixed(NamedTuple):
    """A file before and after its fixes."""

    file: str
    before: bytes
    after: bytes
    values: int  #: How many values differ.
    encoding: str

    def diff(self, name: str) -> str:
        """Return what has changed, as a unified diff under *name*."""
        before, after = (
            decoded(content, self.encoding, self.file)[0].split('\n')
            for content in (self.before, self.after)
        )
        return '\n'.join(unified_diff(before, after, name, name, lineterm=''))


def fixes(entries: Iterable[SourceEntry]) -> dict[str, list[Fix]]:
    """Return the safe fixes of sound entries by file, in the order of their lines."""
    by_file: dict[str, list[Fix]] = defaultdict(list)
    for source in entries:
        for field, old, violation in findings(source):
            if violation.autofixable and field in source.lines:
                _file, line = source.place(field)
                fix = Fix(source.entry.key, field, line, old, violation.replacement)
                by_file[source.file].append(fix)
    return {file: sorted(of_file, key=lambda fix: fix.line) for file, of_file in by_file.items()}


def fix_file(file: str, content: bytes, encoding: str, wanted: Iterable[Fix]) -> Fixed:
    """Return a file with those of its fixes made that change nothing else.

    :param encoding: the encoding that ``bibtex_encoding`` names.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(content)), len(content)]
    spans: dict[tuple[int, int], Fix] = {}
    for fix in wanted:
        free = (span for span in _spans(content, starts, fix) if span not in spans)
        if span := next(free, None):
            spans[span] = fix
    parts, end = [], 0
    for (start, stop), fix in sorted(spans.items()):
        parts += [content[end:start], fix.new.encode('ascii')]
        end = stop
    after = b''.join([*parts, content[end:]])
    made = {(fix.key, fix.field): fix.new for fix in spans.values()}
    if dict(_stated(content, encoding)) | made != dict(_stated(after, encoding)):
        return Fixed(file, content, content, 0, encoding)
    return Fixed(file, content, after, len(spans), encoding)


def _spans(content: bytes, starts: list[int], fix: Fix) -> Iterator[tuple[int, int]]:
    """Yield where the value of a fix may stand between its delimiters.

    :param starts: where each line of the file begins, and its end.
    """
    if not fix.old.isascii():
        return
    old = re.escape(fix.old.encode('ascii'))
    value = rb'\s*(' + old + rb')\s*'
    name = rb'(?<![\w+:/.-])(?i:' + re.escape(fix.field.encode()) + rb')\s*=\s*'
    pattern = re.compile(name + rb'(?:\{' + value + rb'\}|"' + value + rb'")')
    last = min(fix.line + _LINES_OF_A_FIELD, len(starts)) - 1
    for match in pattern.finditer(content, starts[fix.line - 1], starts[last]):
        if match.start() < starts[fix.line]:
            yield match.span(1 if match[1] is not None else 2)


def _stated(content: bytes, encoding: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield all that the entries of a file state, and what is wrong in it."""
    library = EntryCollection()
    library.read_bytes(content, encoding, '')
    yield ('', 'problems'), '\n'.join(problem.message for problem in library.problems)
    for key, source in library.entries.items():
        yield (key, ''), f'{source.entry.original_type} {source.line}'
        yield from (((key, name.lower()), value) for name, value in source.entry.fields.items())
        for role, people in source.entry.persons.items():
            yield (key, role.lower()), ' and '.join(str(person) for person in people)
