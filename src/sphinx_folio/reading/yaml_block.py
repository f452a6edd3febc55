"""The YAML at the head of a page, with the line of every key and item. Pure."""

import re
from collections.abc import Container, Iterable
from typing import Any, NamedTuple, Self

import yaml

_KIND_LINE = re.compile(r'(?:person|project|topic|folio)\s*:')
#: Characters that XML cannot hold (XML 1.0, §2.2), among them halves of a character, and
#: those that turn the text around them.
_NO_TEXT = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]')
_HINT = 'put quotes around a text that holds ":" or "#", and indent with spaces'

#: Keys and list positions that lead to a value.
Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a value stands."""

    line: int  #: 1-based line in the page.
    raw: str  #: The scalar as it was typed, to show how it would be quoted; empty for a collection.


class _Loader(yaml.SafeLoader):
    """YAML as MyST reads it, but dates stay text: an impossible one must not raise.

    An alias is refused, as a few of them can stand for more text than memory holds; so is
    a tag, as no value needs one, and a character that no page can show.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose the next node."""
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
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != 'tag:yaml.org,2002:timestamp']
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class YamlBlock:
    """The front matter of one page, read or found wanting."""

    def __init__(self, lines: list[str], end: int) -> None:
        self._lines = lines
        self._end = end
        self._places: dict[Path, Place] = {}
        #: The keys at the top, with the line of each, be it there twice.
        self._keys: list[tuple[str, int]] = []
        self.data: dict[Any, Any] = {}
        #: Keys that stand a second time, with the line of each.
        self.twice: list[tuple[str, int]] = []
        #: Line and message where the text is no YAML.
        self.error: tuple[int, str] | None = None

    @classmethod
    def read(cls, source: str) -> Self | None:
        """Return the block that *source* begins with, or None if there is none."""
        if not source.startswith('---'):
            return None
        first, *lines = source.splitlines(keepends=True)
        for index, line in enumerate(lines, start=1):
            if line.startswith(('---', '...')):  # as MyST finds the end
                block = cls([first, *lines], index)
                block._parse()
                return block
        if not any(map(_KIND_LINE.match, lines)):
            return None
        block = cls(['\n', *lines], 1)  # the dashes alone would be a rule without a text above
        block.error = (1, 'the front matter is not closed; write "---" on a line below it')
        return block

    def _parse(self) -> None:
        """Read the YAML, or note what is wrong with it."""
        try:
            loader = _Loader(''.join(self._lines[1 : self._end]))
            root = loader.get_single_node()
            data: Any = loader.construct_document(root) if root else {}
        except (yaml.YAMLError, ValueError, RecursionError, TypeError, OverflowError) as error:
            self.error = self._explain(error)
            return
        if data is not None and not isinstance(data, dict):
            written = self._lines[1].strip()
            message = f'the front matter holds no keys at "{written}"; write "key: value" lines'
            self.error = (2, message)
        elif root:
            self.data = data or {}
            self._walk(root, ())

    def _explain(self, error: Exception) -> tuple[int, str]:
        mark = getattr(error, 'problem_mark', None)
        reason = getattr(error, 'problem', None) or str(error)
        if 'end of stream' in reason or 'stream end' in reason:
            # the mistake is where the quote or bracket was opened
            mark = getattr(error, 'context_mark', None) or mark
        line = mark.line + 2 if mark else 1
        if isinstance(error, yaml.reader.ReaderError):
            text = ''.join(self._lines[1 : self._end])
            line = text.count('\n', 0, error.position) + 2
            reason = f'the character U+{ord(text[error.position]):04X} is not allowed'
        line = min(line, len(self._lines))
        written = self._lines[line - 1].strip()
        return line, f'the front matter is no YAML ({reason}) at "{written}"; {_HINT}'

    def _walk(self, node: yaml.Node, path: Path) -> None:
        """Note the places below *node*."""
        steps: list[tuple[str | int, yaml.Node, yaml.Node]] = []
        if isinstance(node, yaml.MappingNode):
            steps = [(str(key.value), key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            steps = [(index, item, item) for index, item in enumerate(node.value)]
        passed = set()
        for step, at, value in steps:
            line = at.start_mark.line + 2  # the block begins on the second line of the page
            if not path:
                self._keys.append((str(step), line))
            if step in passed:
                self.twice.append((str(step), line))
            passed.add(step)
            raw = value.value if isinstance(value, yaml.ScalarNode) else ''
            self._places[*path, step] = Place(line, raw)
            self._walk(value, (*path, step))

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
        if not any(line.strip() and not line.lstrip().startswith('#') for line in others):
            blank = range(self._end + 1)  # MyST takes empty front matter for a mistake
        return ''.join('\n' if number in blank else line for number, line in enumerate(self._lines))
