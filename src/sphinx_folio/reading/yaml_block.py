"""The YAML at the head of a page, with the line of every key and item. Pure.

A line that is no YAML, or that YAML would read as something else than it seems to say, is told
of and read as it is meant, where that is certain.
"""

import json
import re
from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple, Self

import yaml

from sphinx_folio.util import seen, unseen

from .inline_markup import without_markup

_KIND_LINE = re.compile(r'(?:person|project|topic|folio)\s*:')
#: Characters that XML cannot hold (XML 1.0, §2.2), among them halves of a character, and
#: those that turn the text around them.
_NO_TEXT = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]')
_HINT = 'put quotes around a text that holds ":" or "#", and indent with spaces'
#: Signs that word processors make of three hyphens.
_DASHES = re.compile(r'(?:[-‐‑‒–—―−]{2,}|[–—―])\s*')
#: Words in a list or a mapping on one line that begin as none may.
_UNQUOTED = re.compile(r'(?<=[\[{,:\s])([@`%][^\s"\',\[\]{}]*)(?=\s*[,\]}])')
#: Spaces that YAML takes for text.
_ODD_INDENT = re.compile(
    r'[ \t]*[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff][^\S\r\n]*'
)
_PAIR = re.compile(r'(?P<before>\s*(?:- +)*[\w-]+)\s*[:：](?P<gap>\s*)(?P<value>\S.*?)\s*')
_ITEM = re.compile(r'(?P<before>\s*-)(?P<gap> +)(?P<value>\S.*?)\s*')
#: An anchor, an alias or a tag, which no value needs.
_SPECIAL = re.compile(r'[*&][\w-]+$|!')
_CLOSING = {'"': '"', "'": "'", '[': ']', '{': '}'}
#: How many lines of a page are mended; more are no front matter.
_MOST_REPAIRS = 10
#: Characters of front matter that is read again and again, to mend it.
_LONGEST_MENDED = 4_000
#: How many lists and mappings in brackets it may hold then.
_MOST_OPENED = 100

#: Keys and list positions that lead to a value.
Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a value stands."""

    line: int  #: 1-based line in the page.
    raw: str  #: The scalar as it was typed, to show how it would be quoted; empty for a collection.
    #: What stands behind a scalar without quotes, which YAML takes for a comment, from its spaces.
    dropped: str = ''
    plain: bool = False  #: Whether it is a scalar without quotes.


class _Loader(yaml.SafeLoader):
    """YAML as MyST reads it, but dates stay text: an impossible one must not raise.

    An alias is refused, as a few of them can stand for more text than memory holds; so is
    a tag, as no value needs one, and a character that no page can show.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.named: list[tuple[int, str]] = []

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose the next node; keep the name that YAML would give to it, and drop."""
        untyped: Any = self
        event = untyped.peek_event()
        problem = ''
        if isinstance(event, yaml.AliasEvent):
            problem = f'the alias "*{event.anchor}" is not allowed: write the value once more'
        elif getattr(event, 'tag', None) is not None:
            tag = event.tag.replace('tag:yaml.org,2002:', '!!')
            problem = f'the tag "{tag}" is not allowed: write the value alone'
        elif isinstance(event, yaml.ScalarEvent) and (match := _NO_TEXT.search(event.value)):
            problem = f'the character U+{ord(match[0]):04X} is not allowed: leave it out'
        if problem:
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        if anchor := getattr(event, 'anchor', None):
            self.named.append((event.start_mark.line, f'&{anchor}'))
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != 'tag:yaml.org,2002:timestamp']
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class YamlBlock:
    """The front matter of one page, read or found wanting."""

    def __init__(self, lines: list[str], start: int, end: int) -> None:
        self._lines = lines
        self._start = start
        self._end = end
        #: The lines between the fences as they are read.
        self._mended: list[str] = []
        self._places: dict[Path, Place] = {}
        #: The keys at the top, with the line of each, be it there twice.
        self._keys: list[tuple[str, int]] = []
        self.data: dict[Any, Any] = {}
        #: Keys that stand a second time, with the line of each, and what was typed at the first.
        self.twice: list[tuple[Path, int, str]] = []
        #: Lines that are no YAML, with what is told of each.
        self.flaws: list[tuple[int, str]] = []
        self._mended += [self._with_spaces(number) for number in range(start + 1, end)]

    @classmethod
    def read(cls, source: str) -> Self | None:
        """Return the block that *source* begins with, or None if there is none."""
        lines = source.splitlines(keepends=True)
        start = next((number for number, line in enumerate(lines) if line.strip()), 0)
        is_odd = not source.startswith('---')
        if is_odd and not (lines and _DASHES.fullmatch(lines[start].strip())):
            return None
        for index, line in enumerate(lines[start + 1 :], start=start + 1):
            # as MyST finds the end, or a word processor has made of it
            if line.startswith(('---', '...')) or _DASHES.fullmatch(line):
                if is_odd and not any(map(_KIND_LINE.match, lines[start:index])):
                    return None  # a line of the text
                block = cls(lines, start, index)
                block._check_fences()
                block._parse()
                return block
        if is_odd or not any(map(_KIND_LINE.match, lines)):
            return None
        end = next((number for number, line in enumerate(lines) if not line.strip()), 1)
        block = cls(lines, 0, end)
        block._parse()
        if not block.data or block.flaws:  # the dashes alone would be a rule without a text above
            block = cls(['\n', *lines[1:]], 0, 1)
        block.flaws = [(1, 'the front matter is not closed; write "---" on a line below it')]
        return block

    @property
    def _is_odd(self) -> bool:
        """Whether MyST would not find the block."""
        first, last = self._lines[self._start], self._lines[self._end]
        return self._start > 0 or not first.startswith('---') or not last.startswith(('---', '...'))

    def _check_fences(self) -> None:
        """Note what stands before the first of the two lines of hyphens, or in place of one."""
        first = self._lines[self._start]
        if self._start:
            message = 'the first line is blank; remove it, as front matter begins on the first line'
            self.flaws.append((1, message))
        elif first[0].isspace():
            message = 'the front matter begins with a space; remove it, so that "---" comes first'
            self.flaws.append((1, message))
        for number in (self._start, self._end):
            written = self._lines[number].strip()
            if not written.startswith(('---', '...')):
                message = f'"{written}" is no line of three hyphens; write "---"'
                self.flaws.append((number + 1, message))

    def _with_spaces(self, number: int) -> str:
        """Return a line with plain spaces at its beginning; tell of others."""
        line = self._lines[number]
        odd = _ODD_INDENT.match(line)
        if not odd or not line.strip():
            return line
        message = f'the line begins with {unseen(odd[0])}; write plain spaces in its place'
        self.flaws.append((number + 1, message))
        spaces = ''.join('  ' if sign in '\t\u3000' else ' ' for sign in odd[0] if sign.isspace())
        return spaces + line[odd.end() :]

    def _parse(self) -> None:
        """Read the YAML, and note what is wrong with it."""
        text = ''.join(self._mended)
        is_small = len(text) <= _LONGEST_MENDED and sum(map(text.count, '[{')) < _MOST_OPENED
        for _repair in range(_MOST_REPAIRS):
            try:
                loader, root, data = self._load(self._mended)
            except _ERRORS as error:
                line, reason = self._explain(error)
                repairs = self._repairs(line) if is_small else iter(())
                number, mended = next(repairs, (line, ''))
                written = self._lines[number - 1].strip()
                is_space = seen(written) == mended.strip()
                how = 'with plain spaces: ' if is_space else ''
                hint = f'write {how}{mended.strip()}' if mended else _HINT
                message = f'the front matter is no YAML ({reason}) at "{written}"; {hint}'
                self.flaws.append((number, message))
                if not mended:
                    return
                self._mended[number - self._start - 2] = mended
            else:
                for index, anchor in loader.named:
                    message = f'YAML drops "{anchor}"; put quotes around the whole text'
                    self.flaws.append((index + self._start + 2, message))
                self._take(root, data)
                return

    @staticmethod
    def _load(lines: list[str]) -> tuple[_Loader, yaml.Node | None, Any]:
        loader = _Loader(''.join(lines))
        root = loader.get_single_node()
        return loader, root, loader.construct_document(root) if root else {}

    def _take(self, root: yaml.Node | None, data: Any) -> None:
        """Take what was read, if it holds keys."""
        if data is not None and not isinstance(data, dict):
            number = self._start + 1
            written = self._lines[number].strip()
            message = f'the front matter holds no keys at "{written}"; write "key: value" lines'
            self.flaws.append((number + 1, message))
        elif root:
            self.data = data or {}
            self._walk(root, ())

    def _repairs(self, line: int) -> Iterator[tuple[int, str]]:
        """Yield lines, with the text of each, with which the reader comes further.

        A line without a space behind its colon is found wrong at the next one.
        """
        for number in (line, line - 1):
            index = number - self._start - 2
            if not 0 <= index < len(self._mended):
                continue
            for mended in _mended_forms(self._mended[index]):
                try:
                    self._load([*self._mended[:index], mended, *self._mended[index + 1 :]])
                except _ERRORS as error:
                    if self._explain(error)[0] <= line:
                        continue
                yield number, mended

    def _explain(self, error: Exception) -> tuple[int, str]:
        """Return the line of an error, and what the reader says of it."""
        mark = getattr(error, 'problem_mark', None)
        reason = getattr(error, 'problem', None) or str(error)
        if 'end of stream' in reason or 'stream end' in reason:
            # the mistake is where the quote or bracket was opened
            mark = getattr(error, 'context_mark', None) or mark
        line = mark.line + self._start + 2 if mark else 1
        if isinstance(error, yaml.reader.ReaderError):
            text = ''.join(self._mended)
            line = text.count('\n', 0, error.position) + self._start + 2
            reason = f'the character U+{ord(text[error.position]):04X} is not allowed'
        return min(line, len(self._lines)), reason

    def _walk(self, node: yaml.Node, path: Path) -> None:
        """Note the places below *node*."""
        steps: list[tuple[str | int, yaml.Node, yaml.Node]] = []
        if isinstance(node, yaml.MappingNode):
            steps = [(str(key.value), key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            steps = [(index, item, item) for index, item in enumerate(node.value)]
        passed = set()
        for step, at, value in steps:
            line = at.start_mark.line + self._start + 2  # the block begins below the first fence
            if not path:
                self._keys.append((str(step), line))
            if step in passed:
                self.twice.append(((*path, step), line, self._places[*path, step].raw))
            passed.add(step)
            raw = value.value if isinstance(value, yaml.ScalarNode) else ''
            self._places[*path, step] = Place(line, raw, self._dropped(value), _is_plain(value))
            self._walk(value, (*path, step))

    def _dropped(self, node: yaml.Node) -> str:
        """Return the comment that follows a scalar without quotes on its line."""
        if not _is_plain(node) or node.end_mark.line >= len(self._mended):
            return ''
        found = re.match(r'\s+#.*', self._mended[node.end_mark.line][node.end_mark.column :])
        return found[0].rstrip() if found else ''

    def places(self, path: Path) -> Iterator[tuple[Path, Place]]:
        """Yield what stands below *path*."""
        for inner, place in self._places.items():
            if inner[: len(path)] == path:
                yield inner, place

    def place(self, path: Path) -> Place:
        """Return the place of *path*, or of what is nearest around it."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(1, ''))

    def line_of_item(self, path: Path, item: str) -> int:
        """Return the line of the first scalar *item* below *path*."""
        below = (place for inner, place in self._places.items() if path == inner[: len(path)])
        return next((place.line for place in below if place.raw == item), self.place(path).line)

    def lines_of(self, path: Path, items: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """Return the items below *path*, each with its line."""
        return tuple((item, self.line_of_item(path, item)) for item in items)

    def without_all(self) -> str:
        """Return the page with its front matter emptied, lines kept."""
        return self._blanked(range(1, self._end))

    def without_keys(self, keys: Iterable[str]) -> str:
        """Return the page without some top-level keys of its front matter, lines kept."""
        blank: set[int] = set()
        for key in keys:
            starts = [line - 1 for name, line in self._keys if name == key]
            if not starts:  # it came by a merge, "<<"
                return self.without_all()
            for start in starts:
                later = (line - 1 for _name, line in self._keys if line - 1 > start)
                blank.update(range(start, min(later, default=self._end)))
        return self._blanked(blank)

    def _blanked(self, blank: Container[int]) -> str:
        others = (
            line for number, line in enumerate(self._lines[1 : self._end], 1) if number not in blank
        )
        if self._is_odd or not any(
            line.strip() and not line.lstrip().startswith('#') for line in others
        ):
            blank = range(self._end + 1)  # MyST takes empty front matter for a mistake
        return ''.join('\n' if number in blank else line for number, line in enumerate(self._lines))


def _is_plain(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and bool(node.value)


#: What the reader of YAML raises.
_ERRORS = (yaml.YAMLError, ValueError, RecursionError, TypeError, OverflowError)


def _mended_forms(line: str) -> Iterator[str]:
    """Yield a line with a space behind its colon, with what closes its value, and in quotes."""
    line = line.rstrip('\r\n')
    if line.startswith('\t'):
        yield f'{line.expandtabs(2)}\n'
    match = _PAIR.fullmatch(line)
    sign = ':' if match else ''
    match = match or _ITEM.fullmatch(line)
    if not match or _SPECIAL.match(match['value']):
        return
    before, value = f'{match["before"]}{sign} ', match['value']
    if match['gap'] != ' ' or f'{before}{value}' != line.rstrip():
        yield f'{before}{value}\n'
    opened = _CLOSING.get(value[0], '')
    if opened and (within := _UNQUOTED.sub(r'"\1"', value)) != value:
        yield f'{before}{within}\n'
    if opened and opened not in value[1:]:
        yield f'{before}{value}{opened}\n'
    if value[0] not in '[{' or not value.endswith(opened):  # a list or a mapping
        yield f'{before}{quoted(without_markup(value) or value)}\n'  # the signs would be shown


def quoted(text: str) -> str:
    """Return a text as YAML holds it in quotes."""
    return f"'{text}'" if '"' in text and "'" not in text else json.dumps(text, ensure_ascii=False)
