"""Read one block of a ``.bib`` file with pybtex, which sphinxcontrib-bibtex uses too."""

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import NAME_CHARS, LowLevelParser, month_names
from pybtex.errors import capture
from pybtex.scanner import Pattern, PybtexSyntaxError, TokenRequired
from pybtex.textutils import normalize_whitespace
from pybtex.utils import CaseInsensitiveDict

from .blocks import made_person
from .name_lists import read_list, written

#: What a key cannot hold where it is written into another file, or shown.
_NO_KEY = re.compile(r'[{\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_HEAD = re.compile(r'@[^{(]*(?P<brace>[{(])\s*(?P<key>[^\s,}]*)\s*(?P<rest>.{0,200})', re.DOTALL)
#: Fields whose value pybtex's styles take for an address, not for LaTeX.
_ADDRESSES = frozenset({'doi', 'eprint', 'pubmed', 'url'})
#: What pybtex says of braces in more braces than it counts.
_TOO_DEEP = 'too many nested braces'
#: Characters that macros may make of one value: a chain of twenty that doubles each time would
#: have a million.
MAX_VALUE = 100_000
#: Characters that macros and parents may add, however short the files are, and to each of theirs.
FREE_ROOM, _ROOM = 1_000_000, 10
#: A name as most are, of which pybtex makes the same people, more slowly.
_PLAIN_NAME = re.compile(r"([A-Z][\w'-]*), ([\w'.-]+(?: [\w'.-]+)*)")
_BARE_PERCENT = re.compile(r'(?<!\\)((?:\\\\)*)%')
_FIELD = re.compile(r'[^\W\d_][\w+-]*\s*=')
_NAME = rf'[{re.escape(NAME_CHARS)}][{re.escape(NAME_CHARS)}0-9]*+'
#: A field as nearly all are: a number, or text with braces of two levels in it.
_COMMON_FIELD = re.compile(
    rf'({_NAME})\s*=\s*'
    r'(?:\{((?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+)\}|(\d+))(?=\s*[,})])'
)


class ParsedBlock(NamedTuple):
    """What one block says."""

    fields: list[tuple[str, str]]
    #: Line of each field, by its name in lower case; that of the block is 1.
    lines: Mapping[str, int]
    #: The same of each that stands again, of its second one.
    again: Mapping[str, int]
    #: Macros that are not defined, with the line of their first use.
    undefined: Mapping[str, int]
    #: What each macro in the block stood for; None where it was not defined.
    macros: Mapping[str, str | None]
    #: How many characters macros have added to it.
    grown: int
    #: The line of what pybtex could not read, and what is wrong there.
    error: tuple[int, str] | None


class _GrownError(Exception):
    """Macros make a value too long."""


class BlockReader:
    """The macros and the names that the blocks of all files share."""

    def __init__(self) -> None:
        #: How many characters macros may still add.
        self.room = FREE_ROOM
        self._macros: Any = CaseInsensitiveDict(month_names)
        self._people: dict[str, Person | None] = {}
        #: Where fields stand in their blocks: most entries of a program have the same ones.
        self._layouts: dict[tuple[tuple[str, int], ...], Mapping[str, int]] = {}

    def add_room(self, characters: int) -> None:
        """Let macros add to a file with so many characters."""
        self.room += _ROOM * characters

    def read(self, text: str) -> ParsedBlock:
        """Read an entry, ``@string`` or ``@preamble``; a macro is defined from here on.

        One that is not defined stands for its own name, which its author recognises.
        """
        parser = _Parser(text, self._macros, self.room)
        error = None
        try:
            parser.read()
        except PybtexSyntaxError as stopped:
            # what is not closed is noticed at the end, and begins in the last field
            line = stopped.lineno if isinstance(stopped, TokenRequired) else parser.field_line
            message = 'a quote or a brace is not closed; write the missing one'
            if isinstance(stopped, TokenRequired) or stopped.args[0] == _TOO_DEEP:
                # without pybtex's line, which counts from the start of the block
                reason = f'{stopped.error_type}: {stopped.args[0]}'
                message = f'{reason}; check its commas, quotes and braces'
            error = (line, message)
        except _GrownError as too_long:
            error = (parser.field_line, str(too_long))
        else:
            self._define(parser.used)
            self.room -= parser.grown
        fields = [(name, ''.join(parts)) for name, parts in parser.current_fields or ()]
        grown = parser.grown
        lines = self._layouts.setdefault(tuple(parser.lines.items()), parser.lines)
        macros = (parser.undefined, parser.used)
        return ParsedBlock(fields, lines, parser.again, *macros, grown, error)

    def reuse(self, macros: Collection[tuple[str, str | None]], grown: int) -> bool:
        """Tell whether macros still stand for the same, so that what was read of them holds.

        If they do, those that are not defined are from here on, as `read` defines them.
        """
        if not macros:  # as in most entries
            return True
        if grown > self.room or any(self._macros.get(name) != value for name, value in macros):
            return False
        self._define(dict(macros))
        self.room -= grown
        return True

    def _define(self, used: Mapping[str, str | None]) -> None:
        self._macros.update({name: name for name, value in used.items() if value is None})

    def entry(
        self, kind: str, parsed: ParsedBlock
    ) -> tuple[Entry, list[str], list[tuple[str, str]]]:
        """Return the entry of a block, its fields that stand twice, and its wrong lists of names.

        Of these, the role in lower case, and what is wrong.
        """
        entry = Entry(kind)
        seen: set[str] = set()
        twice: list[str] = []
        misnamed: list[tuple[str, str]] = []
        for name, value in parsed.fields:
            text = _for_tex(name, normalize_whitespace(value))
            if name.lower() in seen:
                twice.append(name)
            elif name.lower() in Person.valid_roles:
                names = read_list(text)
                for each in names.names:
                    if person := self._person(each):
                        entry.add_person(person, name)
                if flaw := names.flaw(name.lower()):
                    misnamed.append((name.lower(), flaw))
            else:
                entry.fields[name] = text
            seen.add(name.lower())
        return entry, twice, misnamed

    def _person(self, name: str) -> Person | None:
        """Return the person of a name, if it is one, and the same one each time."""
        if name not in self._people:
            text = written(name)
            if plain := _PLAIN_NAME.fullmatch(text):
                given = plain[2].split()
                self._people[name] = made_person(given[:1], given[1:], (), plain.groups()[:1], ())
            else:
                with capture():  # of too many commas, of which `read_list` tells
                    self._people[name] = Person(text) if text else None
        return self._people[name]


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """pybtex's parser, which notes lines, takes ``%`` for a comment and knows every macro."""

    WHITESPACE = Pattern(r'(?:\s|%[^\n]*)+', 'whitespace')

    def __init__(self, text: str, macros: Any, room: int) -> None:
        super().__init__(text, macros=macros)
        self._room = room
        #: How many characters macros have added to all values, and to the one that is read.
        self.grown = 0
        self._of_value = 0
        self.pos: int = 0
        self.lines: dict[str, int] = {}
        self.again: dict[str, int] = {}
        self.undefined: dict[str, int] = {}
        self.used: dict[str, str | None] = {}
        self.field_line = 1

    def read(self) -> None:
        """Read the one block of the text."""
        self.skip_to([self.AT])
        self.command_start = self.pos - 1
        self.parse_command()

    def parse_field(self) -> None:
        """Read one field, and note its line."""
        self.eat_whitespace()
        self.field_line = self.lineno
        self._of_value = 0
        if common := _COMMON_FIELD.match(self.text, self.pos):
            self.current_field_name = common[1]
            self.current_value = [common[2] if common[3] is None else common[3]]
            self.pos = common.end()
            self.update_lineno(common[0])
        else:
            super().parse_field()
        if self.current_field_name:
            name = self.current_field_name.lower()
            lines = self.again if name in self.lines else self.lines
            lines.setdefault(name, self.field_line)

    def substitute_macro(self, name: str) -> str:
        """Return what a macro stands for."""
        value: str | None = self.macros.get(name)
        self.used[name] = value
        if value is None:
            self.undefined.setdefault(name, self.lineno)
            return name
        self.grown += len(value)
        self._of_value += len(value)
        if self._of_value > MAX_VALUE:
            raise _GrownError(
                f'the string "{name}" makes a value of more than {MAX_VALUE:,} characters; '
                'write the words themselves'
            )
        if self.grown > self._room:
            raise _GrownError(
                f'the string "{name}" is used so often that it would make these files more than '
                f'{_ROOM} times as long; write the words themselves, or shorter ones'
            )
        return value


def _for_tex(name: str, value: str) -> str:
    """Return the value of a field in a form that no reader of LaTeX stumbles over.

    A bare ``%`` is meant as text, and would hide what follows it, closing braces too.
    """
    backslashes = len(value) - len(value.rstrip('\\'))
    value = value[:-1] if backslashes % 2 else value
    if '%' not in value or name.lower() in _ADDRESSES or re.fullmatch(r'\w+://[^\s{}]*', value):
        return value
    return _BARE_PERCENT.sub(r'\1\\%', value)


def head_of(text: str) -> tuple[str, str, bool]:
    """Return the key of an entry, what is wrong with it, and if the entry is whole all the same."""
    match = _HEAD.match(text)
    assert match, 'a block begins with its type and a brace'
    key, rest = match['key'], match['rest']
    if match['brace'] == '(':
        key = key.removesuffix(')')
    if not key or rest.startswith('=') or re.match(r'[\w+-]+=["{]', key):
        example = 'write one before its first comma, such as @article{doe2025,'
        return '', f'this entry has no key; {example}', False
    if sign := _NO_KEY.search(key):
        advice = 'write it in letters, digits and "-"'
        return (
            key,
            f'the key "{key}" holds "{sign[0]}", so that no program reads it; {advice}',
            False,
        )
    if rest[:1] in {',', '}', ')', ''}:
        return key, '', False
    if _FIELD.match(rest):
        return key, 'has no comma after its key; write one', True
    words = ' '.join(f'{key} {rest}'.partition(',')[0].split())
    return key, f'the key "{words}" holds a space; write it in one word', False
