"""The front matter of the pages of a source: YAML, TOML or JSON, with the line of each key. Pure.

Nothing of it stops an import: what is no YAML is read key by key, and the flaw is kept.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from .neutral import Origin
from .report import Fate, Report

#: How many values one front matter or data file may hold, and how deep; YAML lets a few aliases
#: stand for more than memory holds.
_MOST_VALUES = 200_000
_DEEPEST = 40
_MOST_ALIASES = 50
_MOST_MERGED = 10_000
_ALIAS = re.compile(r'(?:^|[\s\[{,:])\*\w')
_END = re.compile(r'(?:---|\.\.\.)\s*')
_PAIR = re.compile(r'(?P<key>[\w][\w .-]{0,80}?)[ \t]*:(?:[ \t]+(?P<value>.*))?')
_ODD_SPACE = re.compile('[\t\xa0\u2000-\u200b\u202f\u3000\ufeff]')

#: Reads the file that a tag such as ``!include`` names; returns None where there is none.
Include = Callable[[str], Any]


class FrontMatter(NamedTuple):
    """What the head of a page says, and the rest of the page."""

    data: dict[str, Any]
    lines: dict[str, int]  #: The line of each key at the top.
    body: str
    body_line: int = 1  #: The line that the body begins with.
    flaw: str = ''  #: Why it could be read only in part.


class TooLargeError(ValueError):
    """A value that holds more than any page needs."""


class _Loader(yaml.SafeLoader):
    """YAML whose dates stay text, and whose unknown tags leave the value that they stand before."""

    include: Include | None = None

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        if len(node.value) > _MOST_MERGED:
            raise TooLargeError('it merges too many keys')

    def construct_tagged(self, suffix: str, node: yaml.Node) -> Any:
        """Return the value behind an unknown tag, or what the file that it names holds."""
        if isinstance(node, yaml.ScalarNode):
            value = self.construct_scalar(node)
            return self.include(str(value)) if self.include and suffix == 'include' else value
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        assert isinstance(node, yaml.MappingNode)
        return self.construct_mapping(node, deep=True)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != 'tag:yaml.org,2002:timestamp']
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_multi_constructor('!', _Loader.construct_tagged)


def read_front_matter(text: str, include: Include | None = None) -> FrontMatter:
    """Return the front matter of a page, whatever it is written in, and the body below it."""
    lines = text.split('\n')
    first = lines[0].strip() if lines else ''
    if first == '+++':
        return _between(lines, re.compile(r'\+\+\+\s*'), read_toml)
    if first == '---':
        return _between(lines, _END, lambda head: read_yaml(head, include))
    if text.startswith('{'):
        try:
            data, end = json.JSONDecoder().raw_decode(text)
            data = plain_data(data)
        except (ValueError, RecursionError):
            return FrontMatter({}, {}, text)
        if isinstance(data, dict):
            line = text.count('\n', 0, end) + 1
            return FrontMatter(data, _lines_of(data, text[:end], '"'), text[end:], line)
    return FrontMatter({}, {}, text)


def _between(
    lines: list[str],
    fence: re.Pattern[str],
    read: Callable[[str], tuple[Any, dict[str, int], str]],
) -> FrontMatter:
    end = next((at for at, line in enumerate(lines[1:], 1) if fence.fullmatch(line)), None)
    if end is None:
        return FrontMatter({}, {}, '\n'.join(lines), flaw='the front matter is not closed')
    data, known, flaw = read('\n'.join(lines[1:end]))
    if not isinstance(data, dict):
        data, flaw = {}, flaw or 'the front matter holds no keys'
    places = {key: line + 1 for key, line in known.items()}
    return FrontMatter(data, places, '\n'.join(lines[end + 1 :]), end + 2, flaw)


def read_yaml(text: str, include: Include | None = None) -> tuple[Any, dict[str, int], str]:
    """Return what YAML says, the line of each key at its top, and what is wrong with it.

    Of a list, the line of each item is told under its number, from 0, and that of each key in it
    under both, such as ``0.title``.
    """
    text = '\n'.join(map(_with_plain_spaces, text.split('\n')))
    text = re.sub('[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]', '', text)
    loader = _Loader(text)
    loader.include = include
    try:
        if len(_ALIAS.findall(text)) > _MOST_ALIASES:
            raise TooLargeError('it holds too many aliases')
        root = loader.get_single_node()
        data = plain_data(loader.construct_document(root)) if root else {}
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        reason = getattr(error, 'problem', None) or (
            'it is too deep' if isinstance(error, RecursionError) else str(error)
        )
        data, lines = _by_lines(text)
        return data, lines, f'it is no YAML ({str(reason).splitlines()[0] if reason else "broken"})'
    return data, dict(_lines_in(root)), ''


def _lines_in(root: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Yield the keys of a mapping, or of the mappings of a list, with their lines."""
    if isinstance(root, yaml.MappingNode):
        yield from ((str(key.value), key.start_mark.line + 1) for key, _value in root.value)
    elif isinstance(root, yaml.SequenceNode):
        for number, item in enumerate(root.value):
            yield str(number), item.start_mark.line + 1
            if isinstance(item, yaml.MappingNode):
                inner = _lines_in(item)
                yield from ((f'{number}.{key}', line) for key, line in inner)


def _with_plain_spaces(line: str) -> str:
    """Return a line of YAML without tabs and no-break spaces before its value."""
    head, colon, rest = line.partition(':')
    if not _ODD_SPACE.search(line):
        return line
    if not colon:
        body = line.lstrip()
        indent = line[: len(line) - len(body)]
        return _ODD_SPACE.sub('  ', indent.replace('\ufeff', '')) + body
    body = head.lstrip('\t \xa0\u3000')
    indent = head[: len(head) - len(body)].replace('\t', '  ').replace('\u3000', '  ')
    body = _ODD_SPACE.sub(' ', body).rstrip()
    rest = re.sub('^[\t\xa0 \u3000]+', ' ', rest)
    return f'{indent}{body}{colon}{rest}'.replace('\xa0', ' ')


def _by_lines(text: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the pairs on single lines, and lists below a key, of what is no YAML."""
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    key = ''
    for number, line in enumerate(text.split('\n'), 1):
        if match := _PAIR.fullmatch(line.rstrip()):
            key = match['key']
            data[key] = _bare(match['value'] or '')
            lines[key] = number
        elif (item := re.match(r'\s*-\s+(.*)', line)) and key and isinstance(data[key], list):
            data[key].append(_bare(item[1]))
        elif item and key and not data[key]:
            data[key] = [_bare(item[1])]
        elif key and line.startswith(' ') and isinstance(data[key], str):
            data[key] = f'{data[key]} {line.strip()}'.strip('|> ')
    return data, lines


def _bare(value: str) -> Any:
    value = value.strip()
    if value[:1] in {'[', '{'} and '*' not in value:
        try:
            return plain_data(yaml.load(value, _Loader))  # noqa: S506  (it is a safe one)
        except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError):
            return value
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in '\'"'
    return value[1:-1] if quoted else value


def read_toml(text: str) -> tuple[Any, dict[str, int], str]:
    """Return what TOML says, the line of each key at its top, and what is wrong with it."""
    try:
        data = plain_data(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        found = re.findall(r'^[ \t]*([\w-]+)[ \t]*=[ \t]*(.*)$', text, re.MULTILINE)
        data = {key: _bare(value) for key, value in found}
        return data, _lines_of(data, text, ''), f'it is no TOML ({error})'
    return data, _lines_of(data, text, ''), ''


def _lines_of(data: Iterable[str], text: str, quote: str) -> dict[str, int]:
    """Return the line of each key as the text of TOML or JSON has it."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split('\n'), 1):
        # a longer line holds a text
        for match in re.finditer(rf'(?<![\w.-]){quote}([\w.-]+){quote}\s*[\]=:]', line[:2000]):
            lines.setdefault(match[1], number)
    return {key: lines[key] for key in data if key in lines}


def plain_data(value: Any, budget: list[int] | None = None, depth: int = 0) -> Any:
    """Return a copy of what was read that holds texts, numbers, lists and mappings alone.

    :raises TooLargeError: if it holds more than a page needs.
    """
    budget = [_MOST_VALUES] if budget is None else budget
    budget[0] -= 1
    if budget[0] < 0 or depth > _DEEPEST:
        raise TooLargeError('it holds too much')
    if isinstance(value, dict):
        return {str(key): plain_data(item, budget, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain_data(item, budget, depth + 1) for item in value]
    if value is None or isinstance(value, bool | str | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10**18 else hex(value)
    if isinstance(value, bytes):
        return value.decode('latin-1')
    return value.isoformat() if hasattr(value, 'isoformat') else str(value)


def text_of(value: Any) -> str:
    """Return a plain value as one line of text; a list is joined with commas."""
    if value is None or value is False:
        return ''
    if isinstance(value, list):
        return ', '.join(filter(None, map(text_of, value)))
    if isinstance(value, dict):
        return ', '.join(f'{key}: {text_of(item)}' for key, item in value.items() if text_of(item))
    return ' '.join(str(value).split())


def texts_of(value: Any) -> list[str]:
    """Return a value as a list of texts; a text with commas or spaces is not taken apart."""
    items = value if isinstance(value, list) else [value]
    return list(filter(None, map(text_of, items)))


@dataclass
class Fields:
    """The keys of one page or data file, of which each must be carried over or reported."""

    data: dict[str, Any]
    file: str
    report: Report
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 1
    #: What the key stands below, as messages name it.
    below: str = ''

    def __post_init__(self) -> None:
        self._open = {key for key, value in self.data.items() if value not in (None, '', [], {})}
        self._taken: set[str] = set()
        if self._open:  # a file that is not there has no sums
            self.report.fields_in[self.file] += len(self._open)

    def __contains__(self, key: str) -> bool:
        return key in self._open

    def origin(self, key: str = '') -> Origin:
        """Return where a key stands."""
        return Origin(self.file, self.lines.get(key, self.line))

    def look(self, key: str) -> Any:
        """Return a value that is decided about later."""
        return self.data.get(key)

    def take(self, key: str) -> Any:
        """Return a value that is carried over."""
        if key in self._open:
            self._open.discard(key)
            self._taken.add(key)
            self.report.fields_carried[self.file] += 1
        return self.data.get(key)

    def part(self, key: str) -> 'Fields':
        """Return a mapping whose own keys are counted in the place of this one, and closed."""
        return next(iter(self._parts(key, [self.data.get(key)])))

    def parts(self, key: str) -> list['Fields']:
        """Return the mappings of a list, as `part` does; a text in it is a ``name``."""
        value = self.data.get(key)
        if value in (None, '', [], {}):
            return []
        return self._parts(key, value if isinstance(value, list) else [value])

    def _parts(self, key: str, items: list[Any]) -> list['Fields']:
        line, below = self.lines.get(key, self.line), f'{self.below}{key}.'
        parts = []
        for item in items:
            said = {'name': item} if isinstance(item, str | int | float) else item
            data = said if isinstance(said, dict) else {}
            parts.append(Fields(data, self.file, self.report, {}, line, below))
        if key in self._open:
            self._open.discard(key)
            self.report.fields_in[self.file] -= 1
            for item in items:
                if isinstance(item, list) and item:
                    why = 'a list has no place here'
                    self.report.drop('lost', self.origin(key), self.below + key, text_of(item), why)
        return parts

    def text(self, key: str) -> str:
        """Return a value that is carried over, as one line of text."""
        return text_of(self.take(key))

    def texts(self, key: str) -> list[str]:
        """Return a value that is carried over, as a list of texts."""
        return texts_of(self.take(key))

    def changed(self, key: str, value: object, advice: str) -> None:
        """Note that a value was carried over as something else."""
        self.report.note('changed', self.origin(key), self.below + key, value, advice)

    def drop(self, key: str, advice: str, fate: Fate = 'lost') -> None:
        """Report a value that is not carried over; one that was taken counts as reported then."""
        value = self.data.get(key)
        if value in (None, '', [], {}):
            return
        shown = text_of(value) or value
        if key in self._open:
            self._open.discard(key)
            self.report.lose(fate, self.origin(key), self.below + key, shown, advice)
        elif key in self._taken:
            self._taken.discard(key)
            self.report.take_back(self.origin(key), self.below + key, shown, advice, fate)
        else:
            self.report.note(fate, self.origin(key), self.below + key, shown, advice)

    def leave_out(self) -> None:
        """Count nothing that nobody has taken, as the whole of it is reported."""
        self.report.fields_in[self.file] -= len(self._open)
        self._open.clear()

    def close(self, looks: Iterable[str] = (), advice: str = 'Folio has no place for it') -> None:
        """Report all that nobody asked for.

        :param looks: keys that say how the theme of the source looks and works.
        """
        passed = set(looks)
        keys = sorted(self._open, key=lambda key: (self.lines.get(key, 0), key))
        if about := [key for key in keys if key in passed]:
            # not counted, as they say nothing of anybody; a line for each would hide the others
            self.report.fields_in[self.file] -= len(about)
            names = self.below + ', '.join(about)
            why = "about the source's own theme"
            self.report.note('skipped', self.origin(about[0]), names, '', why)
            self._open -= passed
        for key in keys:
            if key in self._open:
                self.drop(key, advice)
