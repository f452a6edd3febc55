"""JSON, YAML and TOML of a source, as texts with their lines, of which nothing is passed over.

A reader takes what it knows out of a mapping. What it leaves there is reported as lost, so that
no field can be forgotten.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from typing import Any, NamedTuple, Self

import yaml

from sphinx_folio.util import CommandError

from .front_matter import FrontMatter, read_front_matter, read_toml, read_yaml
from .neutral import Origin
from .report import Fate, Report

#: The most values of a document; an alias of YAML can stand for any number of them.
_MOST_VALUES = 100_000
#: How deep lists and mappings may lie in each other.
_DEEPEST = 40
_LOOKS = "about the source's own theme"
#: What no page can show (XML 1.0, section 2.2), and what turns the text around it.
_NO_TEXT = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]')


class Value(NamedTuple):
    """A value of a document, and the line that it begins on."""

    line: int
    #: A text as it was typed, a list, or a mapping.
    data: 'str | list[Value] | dict[str, Value]'

    def leaves(self, path: str = '') -> Iterator[tuple[str, int, str]]:
        """Yield the path, the line and the text of each value that is not empty."""
        if isinstance(self.data, str):
            if self.data:
                yield path, self.line, self.data
            return
        items = self.data.items() if isinstance(self.data, dict) else enumerate(self.data, 1)
        for key, value in items:
            yield from value.leaves(f'{path}.{key}' if path else str(key))


class _Loader(yaml.SafeLoader):
    """Composes nodes, and knows no tag but those of plain values."""


def read_document(text: str, file: str) -> Value:
    """Return what a text in YAML, of which JSON is a part, says.

    :raises CommandError: if it is neither, or stands for more than memory should hold.
    """
    is_json = text.lstrip('\ufeff \t\r\n')[:1] in {'{', '['}
    try:
        if is_json:
            json.loads(text.removeprefix('\ufeff'))
            # tabs stand between the values alone, where YAML has none
            text = text.replace('\t', ' ')
        node = yaml.compose(text.removeprefix('\ufeff'), Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = ' '.join(str(error).split())
        raise CommandError(f'{file} cannot be read: {said}') from error
    if node is None:
        return Value(1, {})
    return _Walk(file).value(node, 0)


class _Walk:
    """Turns nodes into values, up to a bound."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.left = _MOST_VALUES

    def value(self, node: yaml.Node, depth: int) -> Value:
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            raise CommandError(f'{self.file} holds more than {_MOST_VALUES} values, or too deep')
        line = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return Value(line, [self.value(item, depth + 1) for item in node.value])
        if isinstance(node, yaml.MappingNode):
            found: dict[str, Value] = {}
            for key, item in node.value:
                name = _text(key.value) if isinstance(key, yaml.ScalarNode) else '?'
                found[name] = self.value(item, depth + 1)._replace(line=key.start_mark.line + 1)
            return Value(line, found)
        return Value(line, '' if node.tag.endswith(':null') else _text(node.value))


def read_head(text: str, file: str) -> tuple[Value, FrontMatter]:
    """Return the front matter of a page, in YAML, TOML or JSON, and the page below it.

    What is none of them is read key by key, and its flaw is kept.
    """
    page = read_front_matter(text)
    above = text.split('\n')[: page.body_line - 1]
    if page.flaw or not text.startswith(('---', '{')):
        return value_of(page.data, '\n'.join(above)), page
    if text.startswith('{'):
        inner = text[: len(text) - len(page.body)]
    else:  # an empty line keeps the numbers of the others
        inner = '\n'.join(['', *above[1:-1]])
    try:
        return read_document(inner, file), page
    except CommandError:  # as with tabs, which the other reader mends
        return value_of(page.data, '\n'.join(above)), page


def read_data(text: str, file: str) -> tuple[Value, str]:
    """Return what a file of data says, and what is wrong with it."""
    if file.lower().endswith('.toml'):
        data, _lines, flaw = read_toml(text)
        return value_of(data, text), flaw
    try:
        return read_document(text, file), ''
    except CommandError:
        data, _lines, flaw = read_yaml(text)
        return value_of(data, text), flaw or 'it is broken'


def value_of(data: Any, text: str = '') -> Value:
    """Return plain data as texts with the lines of their keys.

    :param text: what it was read from, in which keys stand in the same order.
    """
    return _Places(text).value(data, '')


class _Places:
    """Finds keys in a text, each below the one before it."""

    _KEY = re.compile(r'(?<![\w-])([\w-]+)["\']?[ \t]*[=:\]]')
    #: A key that comes later in a line is in a text.
    _LATEST = 1000

    def __init__(self, text: str) -> None:
        self.at = (1, -1)  #: The line, and the place in it.
        self.places: dict[str, list[tuple[int, int]]] = {}
        for number, line in enumerate(text.split('\n'), 1):
            for match in self._KEY.finditer(line[: self._LATEST]):
                self.places.setdefault(match[1], []).append((number, match.start()))

    def value(self, data: Any, key: str) -> Value:
        found = self.places.get(key, ())
        following = bisect_right(found, self.at)
        if following < len(found):
            self.at = found[following]
        line = self.at[0]
        if isinstance(data, dict):
            items = {_text(str(name)): self.value(item, str(name)) for name, item in data.items()}
            return Value(line, items)
        if isinstance(data, list):
            return Value(line, [self.value(item, '') for item in data])
        if isinstance(data, bool):
            return Value(line, str(data).lower())
        return Value(line, '' if data is None else _text(str(data)))


def _text(text: str) -> str:
    """Return a text with whole characters, of which JSON may have written halves."""
    whole = text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')
    return _NO_TEXT.sub('', whole).strip()


def _plain(value: Value) -> Any:
    """Return a value as plain data, without the lines."""
    if isinstance(value.data, dict):
        return {key: _plain(item) for key, item in value.data.items()}
    if isinstance(value.data, list):
        return [_plain(item) for item in value.data]
    return value.data


class Fields:
    """A mapping of a document; what is taken is carried over, and the rest will be reported."""

    def __init__(
        self,
        value: Value,
        file: str,
        report: Report,
        path: str = '',
        top: 'Fields | None' = None,
    ) -> None:
        self.line = value.line
        self.file = file
        self.report = report
        self._path = path
        self._values: dict[str, Value] = dict(value.data) if isinstance(value.data, dict) else {}
        self._lines = {key: value.line for key, value in self._values.items()}
        self._parts: list[Fields] = []
        self._top = top or self
        #: What was passed over in the document, by the reason; told of when it is finished.
        self._passed: dict[str, list[tuple[int, str]]] = {}
        self._is_finished = False

    @classmethod
    def of_document(cls, value: Value, file: str, report: Report) -> Self:
        """Return the fields at the top of a document, all of which are counted as read."""
        report.fields_in[file] += sum(1 for _leaf in value.leaves())
        fields = cls(value, file, report)
        if not isinstance(value.data, dict):
            fields._lose('', value, 'lost', 'only a mapping has a place here')
        return fields

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def is_finished(self) -> bool:
        """Whether the rest has been reported."""
        return self._is_finished

    def __iter__(self) -> Iterator[str]:
        """Yield the keys of what nobody has taken yet; it may be taken meanwhile."""
        return iter(list(self._values))

    def had(self, key: str) -> bool:
        """Tell whether the mapping has a key, be it taken already."""
        return key in self._lines

    def words(self) -> str:
        """Return all texts that nobody has taken yet."""
        values = self._values.values()
        return '\n'.join(text for value in values for _path, _line, text in value.leaves())

    def origin(self, key: str = '') -> Origin:
        """Return where a field stands, be it taken already, or the mapping."""
        return Origin(self.file, self._lines.get(key, self.line))

    def peek(self, key: str) -> Any:
        """Return what a field holds, and leave it there."""
        value = self._values.get(key)
        return value.data if value else ''

    def text(self, key: str) -> str:
        """Take a text; one that is none is left for the report."""
        value = self._values.get(key)
        if value is None or not isinstance(value.data, str):
            return ''
        del self._values[key]
        if value.data:
            self.report.fields_carried[self.file] += 1
        return value.data

    def texts(self, key: str) -> list[str]:
        """Take a list of texts, or one text."""
        value = self._values.get(key)
        if value is None or isinstance(value.data, dict):
            return []
        if isinstance(value.data, str):
            return [text] if (text := self.text(key)) else []
        found = [item.data for item in value.data if isinstance(item.data, str)]
        others = [item for item in value.data if not isinstance(item.data, str)]
        self.report.fields_carried[self.file] += sum(map(bool, found))
        if others:
            self._values[key] = Value(value.line, others)
        else:
            del self._values[key]
        return [text for text in found if text]

    def is_true(self, key: str) -> bool:
        """Take a switch, and tell whether it is on."""
        return self.text(key).lower() in {'true', 'yes', 'on', '1'}

    def part(self, key: str) -> 'Fields':
        """Take a mapping, whose own rest will be reported with that of this one."""
        value = self._values.get(key)
        if value is None or not isinstance(value.data, dict):
            value = Value(self.line, {})
        else:
            del self._values[key]
        return self._part(value, key)

    def parts(self, key: str) -> list['Fields']:
        """Take a list of mappings, each of which reports its own rest; a text is a ``name``."""
        value = self._values.get(key)
        if value is None or not isinstance(value.data, list):
            return []
        del self._values[key]
        found = []
        for number, item in enumerate(value.data, 1):
            data = {'name': item} if isinstance(item.data, str) else item.data
            if isinstance(data, dict):
                found.append(self._part(Value(item.line, data), f'{key}.{number}'))
            else:
                self._lose(f'{key}.{number}', item, 'lost', 'a list has no place here')
        return found

    def _part(self, value: Value, key: str) -> 'Fields':
        part = Fields(value, self.file, self.report, self._full(key), self._top)
        self._parts.append(part)
        return part

    def _full(self, key: str) -> str:
        return f'{self._path}.{key}' if self._path else key

    def lose(self, key: str, advice: str, fate: Fate = 'lost') -> None:
        """Report a field, and all that it holds, as not carried over."""
        if value := self._values.pop(key, None):
            self._lose(key, value, fate, advice)

    def _lose(self, key: str, value: Value, fate: Fate, advice: str) -> None:
        for path, line, text in value.leaves(self._full(key)):
            self.report.lose(fate, Origin(self.file, line), path, text, advice)

    def hand_over(self, key: str) -> Any:
        """Take a value out, as plain data, that somebody else counts and reports."""
        value = self._values.pop(key, Value(self.line, ''))
        self.report.fields_in[self.file] -= sum(1 for _leaf in value.leaves())
        return _plain(value)

    def lose_all(self, advice: str, fate: Fate = 'lost') -> None:
        """Report all that nobody has taken yet as not carried over."""
        for key in self:
            self.lose(key, advice, fate)

    def change(self, key: str, value: str, advice: str) -> None:
        """Report that what a field says was guessed, merged or shortened."""
        self.report.note('changed', self.origin(key), self._full(key), value, advice)

    def uncarried(self, key: str, value: str, advice: str, fate: Fate = 'lost') -> None:
        """Report that a text that was taken, if it says something, has found no place after all."""
        if value:
            self.report.take_back(self.origin(key), self._full(key), value, advice, fate)

    def pass_over(self, keys: Container[str], why: str) -> None:
        """Leave out keys that say how the theme of the source looks and works.

        They are not counted, as they say nothing of anybody; those of a document have one note.
        """
        for key in [key for key in self if key in keys]:
            value = self._values.pop(key)
            if size := sum(1 for _leaf in value.leaves()):
                self.report.fields_in[self.file] -= size
                name = re.sub(r'\.\d+(?=\.|$)', '', self._full(key))
                self._top.add_passed(why, value.line, name)

    def add_passed(self, why: str, line: int, name: str) -> None:
        """Remember what was passed over, for the one note of a document; see `pass_over`."""
        self._passed.setdefault(why, []).append((line, name))
        if self._is_finished:
            self._tell_passed()

    def _tell_passed(self) -> None:
        for why, places in self._passed.items():
            names = ', '.join(dict.fromkeys(name for _line, name in places))
            origin = Origin(self.file, min(line for line, _name in places))
            self.report.note('skipped', origin, names, '', why)
        self._passed = {}

    def pass_over_all(self, why: str) -> None:
        """Leave out all that nobody has taken, here and in the parts."""
        for part in self._parts:
            part.pass_over_all(why)
        self.pass_over(list(self), why)
        self._is_finished = True
        self._tell_passed()

    def finish(self, looks: Container[str] = (), why: str = _LOOKS) -> None:
        """Report all that nobody has taken.

        :param looks: keys that are about the theme, here and in the parts.
        """
        for part in self._parts:
            part.finish(looks, why)
        self.pass_over(looks, why)
        for key in self:
            self.lose(key, 'Folio has no place for it')
        self._is_finished = True
        self._tell_passed()
