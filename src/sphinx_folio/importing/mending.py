"""Entries of a source that a build would complain of are mended until it does not. Pure.

What is taken out of an entry stays above it as a comment, and is in the report.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sphinx_folio.bib import blocks_in, decode
from sphinx_folio.model import Problem
from sphinx_folio.util import tex_text

from .neutral import Origin
from .report import Report

#: Fields without which an entry cannot be shown, and whose words alone are kept.
_WORDS = frozenset({'author', 'booktitle', 'editor', 'journal', 'journaltitle', 'title'})
_RELATED = re.compile(r'write related = \{([^{}]+)\}')
_NAMES = re.compile(r'write (author|editor) = \{(.+)\}(?:,|;|$)')
_MISSING = re.compile(r'\) has no (.+?); add it')
#: What stands in the place of a good guess.
_NO_GUESS = 'Last, First and Last, First'


class _Field(NamedTuple):
    """A field of an entry, from its name to behind its comma."""

    name: str
    start: int
    end: int
    value: tuple[int, int]  #: Where the text between its delimiters stands.


def mend(
    text: str,
    problems: Iterable[Problem],
    origins: Mapping[str, Origin],
    report: Report,
) -> str:
    """Return the text of a ``.bib`` file with the first problem of each entry mended.

    :param problems: of the file, by their lines in it.
    :param origins: where each entry comes from, by its key; others are left as they are.
    """
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    by_line = sorted({problem.line: problem for problem in problems}.items(), reverse=True)
    edits: dict[int, tuple[int, str]] = {}
    for block in blocks_in(text):
        start = text.index('@', starts[block.line - 1])
        end = start + len(block.text)
        last = block.line + block.text.count('\n')
        found = [problem for line, problem in by_line if block.line <= line <= last]
        if found and block.key in origins:
            problem = found[-1]
            entry = _Entry(block.text, block.key, origins[block.key], report)
            edits[start] = end, entry.mended(problem, problem.line - block.line)
    for start, (end, new) in sorted(edits.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


class _Entry:
    def __init__(self, text: str, key: str, origin: Origin, report: Report) -> None:
        self.text = text
        self.key = key
        self.origin = origin
        self.report = report

    def mended(self, problem: Problem, line: int) -> str:
        """Return the entry without a problem.

        :param line: in the entry, from 0.
        """
        message = problem.message
        if related := _RELATED.search(message):
            self._note('changed', 'related', related[1], 'probably another version of it')
            return self._with('related', related[1])
        field = self._field_at(line)
        if missing := _MISSING.search(message):
            return self._without_demands(missing[1])
        if field is None:
            return self._as_comment(message)
        value = self.text[slice(*field.value)]
        if (names := _NAMES.search(message)) and names[2] != _NO_GUESS and names[1] == field.name:
            self._note('changed', field.name, value, f'its names are set apart: {names[2]}')
            return self._replaced(field, names[2])
        if field.name in _WORDS and (plain := tex_text(decode(value))) not in {value, ''}:
            self._note('changed', field.name, value, f'its words alone are kept: {message}')
            return self._replaced(field, plain)
        self._note('lost', field.name, value, f'a comment above the entry: {message}')
        shown = ' '.join(value.split())
        rest = self.text[: field.start].rstrip(' \t') + self.text[field.end :].lstrip(' \t')
        return f'% import: {self.key}: {field.name} = {shown}\n{rest.replace(chr(10) * 2, chr(10))}'

    def _without_demands(self, missing: str) -> str:
        """Return the entry as one of the type that demands a title alone."""
        head = re.compile(r'@[ \t]*(\w+)')
        kind = head.match(self.text)
        if missing == 'title' or kind is None or kind[1].lower() == 'misc':
            return self._as_comment(f'it has no {missing}')
        advice = f'@misc here, as it has no {missing}; add it, and write @{kind[1]} again'
        self._note('changed', 'type', kind[1], advice)
        return head.sub('@misc', self.text, count=1)

    def _as_comment(self, why: str) -> str:
        self.report.take_back(self.origin, 'paper', self.key, f'a comment: {why}')
        self.report.written['papers'] -= 1
        lines = self.text.replace('@', '(at) ').splitlines()
        return '\n'.join(f'% import: {line}' for line in lines)

    def _note(self, fate: str, name: str, value: str, advice: str) -> None:
        if fate == 'lost':
            self.report.take_back(self.origin, name, value, advice)
        else:
            self.report.note('changed', self.origin, name, value, advice)

    def _with(self, name: str, value: str) -> str:
        """Return the entry with a field, which it may have already."""
        for field in self._fields():
            if field.name == name:
                return self._replaced(field, value)
        body = self.text[:-1].rstrip()
        return (
            f'{body}{"" if body.endswith(",") else ","}\n  {name} = {{{value}}},\n{self.text[-1]}'
        )

    def _replaced(self, field: _Field, value: str) -> str:
        start, end = field.value
        return self.text[:start] + value + self.text[end:]

    def _field_at(self, line: int) -> _Field | None:
        """Return the field that stands in a line."""
        for field in self._fields():
            first = self.text.count('\n', 0, field.start)
            if first <= line <= self.text.count('\n', 0, field.end) and (line or not first):
                return field
        return None

    def _fields(self) -> Iterable[_Field]:
        """Yield the fields of the entry in their order."""
        position = self.text.find(',') + 1
        begin = re.compile(r'\s*,?\s*([^\W\d_][\w+:-]*)\s*=\s*')
        while position and (match := begin.match(self.text, position)):
            end = self._end_of_value(match.end())
            delimited = self.text[match.end()] in '{"'
            value = (match.end() + 1, end - 1) if delimited else (match.end(), end)
            comma = re.compile(r'\s*,').match(self.text, end)
            after = comma.end() if comma else end
            yield _Field(match[1].lower(), match.start(1), after, value)
            position = after

    def _end_of_value(self, start: int) -> int:
        opened, sign = 0, self.text[start]
        for position in range(start, len(self.text)):
            char = self.text[position]
            opened += {'{': 1, '}': -1}.get(char, 0)
            if sign == '{' and not opened:
                return position + 1
            if sign == '"' and not opened and char == '"' and position > start:
                return position + 1
            if sign not in '{"' and (char in ',\n' or opened < 0):
                return position
        return len(self.text)
