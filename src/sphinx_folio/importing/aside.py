"""What is put aside while a text is read, as nothing may change it, and the directives in it. Pure.

A sign with its number stands in the text for each. A directive around words that are read further
is put aside in parts: its head, its options, and its end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

#: Stand around the number of what is put aside; no text holds these characters.
OPEN, CLOSE = '\ue0f0', '\ue0f1'
HELD = re.compile(f'{OPEN}(\\d+){CLOSE}')
#: What no text holds that comes in.
_SIGNS = re.compile(f'[{OPEN}{CLOSE}\0-\x08\x0b-\x1f]')
_MARKS = re.compile(r'(:{3,})(?:\{([\w-]+)\})?')
_FENCE = re.compile(r'^ *(:{3,})', re.MULTILINE)
_CODE = re.compile(r'(`{3,}|~{3,})[^\n]*\n(.*?)\n?[ >]*\1', re.DOTALL)
_DEEPEST = 40
_MAY_BE_EMPTY = frozenset(
    {'card', 'dropdown', 'figure', 'grid', 'grid-item', 'tab-item', 'tab-set'}
)


def without_signs(text: str) -> str:
    """Return a text that may come in: without the signs of what is put aside, and of control."""
    return _SIGNS.sub('', text)


@dataclass
class _Part:
    """A directive that has begun."""

    at: int  #: The line of its head.
    marks: str
    name: str
    outer: '_Part | None'
    end: int | None = None  #: The line of its end.

    @property
    def is_sound(self) -> bool:
        """Tell whether it has ended, and stands where it may."""
        if self.end is None:
            return False
        of_grid = self.outer is not None and self.outer.name == 'grid' and self.outer.is_sound
        return self.name != 'grid-item' or of_grid


class Aside:
    """The texts that are put aside."""

    def __init__(self) -> None:
        self.held: list[str] = []
        #: The colons of the longest fence in each of them.
        self._fences: list[int] = []

    def keep(self, text: str) -> str:
        """Return what stands for a text until all is converted."""
        self.held.append(text)
        self._fences.append(self._longest_fence(text))
        return f'{OPEN}{len(self.held) - 1}{CLOSE}'

    def of(self, match: re.Match[str]) -> str:
        """Return what a sign stands for."""
        return self.held[int(match[1])]

    def put_back(self, text: str) -> str:
        """Return a text with all that was put aside."""
        for _depth in range(_DEEPEST):
            if OPEN not in text:
                break
            text = HELD.sub(self.of, text)
        return text

    def _longest_fence(self, text: str) -> int:
        own = (len(match[1]) for match in _FENCE.finditer(text))
        inner = (self._fences[int(match[1])] for match in HELD.finditer(text))
        return max((*own, *inner), default=0)

    def directive(self, name: str, title: str, options: Mapping[str, str], body: str) -> str:
        """Return a directive around a text that is read further, and may hold others."""
        marks = ':' * max(3, self._longest_fence(body) + 1)
        is_plain = not re.search(r'[^\w ]', title)
        space = ' ' if title else ''
        head = self.keep(f'{marks}{{{name}}}{space}{title if is_plain else ""}')
        shown = ''.join(f'\n{self.keep(f":{key}: {value}")}' for key, value in options.items())
        rest = '' if is_plain else title
        return f'\n\n{head}{rest}{shown}\n\n{body.strip()}\n{self.keep(marks)}\n\n'

    def without_blocks(self, text: str) -> str:
        """Return a text without directives, code and formulas on lines of their own."""

        def inline(match: re.Match[str]) -> str:
            held = self.of(match)
            return ' ' if '\n' in held or held.startswith((':', '$$')) else match[0]

        return HELD.sub(inline, text)

    def depths(self, lines: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Yield lines with the number of directives that each stands in."""
        depth = 0
        for line in lines:
            match = HELD.match(line)
            kind, _marks, _name = self._kind(match)
            depth -= kind == 'end'
            yield line, max(depth, 0)
            depth += kind == 'head'

    def blocks(self, text: str) -> list[str]:
        """Return the parts of a text that blank lines set apart, each directive whole."""
        parts: list[list[str]] = [[]]
        for line, depth in self.depths(text.split('\n')):
            if not line.strip() and not depth:
                parts.append([])
            parts[-1].append(line)
        return [text for part in parts if (text := '\n'.join(part).strip())]

    def _kind(self, match: re.Match[str] | None) -> tuple[str, str, str]:
        """Return what of a directive is put aside, its colons, and its name."""
        held = self.of(match) if match else ''
        marks = _MARKS.match(held)
        if marks is None:
            return ('option' if re.match(r':[\w-]+:', held) else ''), '', ''
        if marks[0] == held:
            return ('head' if marks[2] else 'end'), marks[1], marks[2] or ''
        is_whole = '\n' in held and held.endswith(f'\n{marks[1]}')
        return ('whole' if is_whole else 'head'), marks[1], marks[2] or ''

    def sound(self, text: str) -> str:
        """Return a text in which each directive begins and ends on lines of its own.

        A whole one that has come into a cell of a table, or into the middle of a line, stands
        below; of what is torn apart, the words stay. Code in a cell becomes code in a line.
        """
        lines: list[str] = []
        parts: list[_Part] = []
        opened: list[_Part] = []
        for line in text.split('\n'):
            below: list[str] = []
            rest = HELD.sub(self._in_line, line) if line.lstrip(' >').startswith('|') else line
            for match in list(HELD.finditer(rest)):
                kind, marks, name = self._kind(match)
                is_first, is_alone = rest.lstrip().startswith(match[0]), rest.strip() == match[0]
                if kind == 'head' and is_first:
                    parts.append(_Part(len(lines), marks, name, opened[-1] if opened else None))
                    opened.append(parts[-1])
                elif kind == 'end' and is_alone and opened and opened[-1].marks == marks:
                    opened.pop().end = len(lines)
                elif kind == 'whole' and not is_alone:
                    below += ['', match[0], '']
                    rest = rest.replace(match[0], ' ')
                elif kind in {'head', 'end'} or (kind == 'option' and not is_alone):
                    rest = rest.replace(match[0], ' ')
            lines += [rest, *below]
        for part in parts:
            if not part.is_sound or self._lacks_words(part, lines):
                self._take_out(part, lines)
        return '\n'.join(lines)

    @staticmethod
    def _lacks_words(part: _Part, lines: list[str]) -> bool:
        """Tell whether a directive holds nothing that must hold something."""
        if part.name in _MAY_BE_EMPTY or part.end is None:
            return False
        return not any(line.strip() for line in lines[part.at + 1 : part.end])

    def _in_line(self, match: re.Match[str]) -> str:
        """Return what stands in the line of a table for what has lines of its own."""
        code = _CODE.fullmatch(self.of(match))
        if code is None:
            return match[0]
        words = ' '.join(self.put_back(code[2]).split()).replace('`', "'").replace('|', '\\|')
        return self.keep(f'`{words}`') if words else ' '

    def _take_out(self, part: _Part, lines: list[str]) -> None:
        """Leave the words of a directive alone."""
        lines[part.at] = HELD.sub('', lines[part.at], count=1)
        at = part.at + 1
        while at < len(lines) and self._kind(HELD.fullmatch(lines[at].strip()))[0] == 'option':
            lines[at] = ''
            at += 1
        if part.end is not None:
            lines[part.end] = ''
