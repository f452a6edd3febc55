"""Where the blocks of a ``.bib`` file begin and end, also in a broken one. Pure.

The rules are BibTeX's: a block is ``@type{…}`` or ``@type(…)``, braces count with a
backslash before them too, and what stands between blocks is a comment. Two rules are added.
A line that begins as entries do begins one, so a forgotten brace costs one entry only; and
between blocks ``%`` hides the rest of its line, as it does for biber.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator
from typing import NamedTuple

_OPENING = re.compile(r'@[ \t]*(?P<kind>[^\W\d_][^\s{}()@,="#%\\]*)?\s*(?P<brace>[{(])')
#: How a block begins that is meant to be one: a type, then a key and a comma, or a field.
_HEAD = r"""@[ \t]*
    (?:(?:comment|preamble|string)\s*[{(]
      |[^\W\d_][\w-]*\s*(?:
          \{\s*,                                                      # no key
         |\{[ \t]*[^\s{}()="](?:[^{}()="\n]*[^\s{}()="])?\s*[,=]
         |\(\s*[^\s{}()="]+\s*[,=]
       )
      |[^\W\d_][\w-]*[{(][^\s{}()="]*[})]?[ \t]*$                     # a key alone
    )"""
_FLAGS = re.IGNORECASE | re.MULTILINE | re.VERBOSE
_MEANT = re.compile(_HEAD, _FLAGS)
#: A block as nearly all are, with braces of three levels and blanks alone behind it.
_COMMON = re.compile(
    r"""(?P<block>@(?P<kind>[^\W\d_][\w-]*)\{
    (?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+
    \})\s*""",
    re.VERBOSE,
)
_BRACE = re.compile('[{}]')
_BRACE_OR_QUOTE = re.compile('[{}")]')
_COMMENT = re.compile('%.*')
_FIELDS = re.compile(r'[\s,})]*[^\W\d_][\w+-]*\s*=\s*["{\w]')
_KEY = re.compile(r'@[^{(]*[{(]\s*([^,\s{}()="]*)')


class Block(NamedTuple):
    """An entry, ``@string``, ``@preamble`` or ``@comment``, or what is left of one."""

    line: int
    kind: str  #: The type in lower case.
    text: str  #: From the ``@`` to the brace that closes it.
    problem: str = ''  #: Why it cannot be read, or empty.

    @property
    def key(self) -> str:
        """The key, as far as it can be told."""
        match = _KEY.match(self.text)
        return match[1] if match else ''


class Stray(NamedTuple):
    """Something between blocks that is no comment, and what to do about it."""

    line: int
    problem: str


def blocks_in(text: str) -> Iterator[Block]:
    """Yield the blocks of a file in order."""
    return (block for block in split(text) if isinstance(block, Block))


def split(text: str) -> Iterator[Block | Stray]:
    """Yield the blocks of a file in order, and what stands astray between them."""
    scanner = _Scanner(text)
    block: Block | None = None
    position = 0
    while True:
        opening = scanner.next_opening(position)
        gap = text[position : opening.start() if opening else None]
        block = scanner.look_at_gap(block, gap, position)
        if block:
            yield block
        yield from scanner.strays
        scanner.strays.clear()
        if opening is None:
            return
        position = yield from scanner.common_blocks(opening.start())
        opening = _OPENING.match(text, position)
        if opening is None:  # it was the last block
            return
        block, position = scanner.read(opening)


class _Scanner:
    """Finds the blocks of one file, and what stands astray before each."""

    def __init__(self, text: str) -> None:
        self._text = text
        #: A place, and the number of its line.
        self._place = (0, 1)
        #: Places where a block begins whatever is still open.
        self._starts = [
            match.start() for match in _MEANT.finditer(text) if self._begins_line(match.start())
        ]
        self.strays: list[Stray] = []
        self._comments_close = True

    def next_opening(self, position: int) -> re.Match[str] | None:
        """Return the next place where a block begins; note signs that begin none."""
        at = position
        while (at := self._text.find('@', at)) >= 0:
            before = self._text[max(self._text.rfind('\n', position, at) + 1, position) : at]
            if '%' in before:
                at = self._text.find('\n', at)
                if at < 0:
                    return None
                continue
            opening = _OPENING.match(self._text, at)
            if opening and (not before.strip() or self._is_meant(at)):
                return opening
            if not before.strip():
                message = 'this "@" begins no entry; write @article{key, or remove it'
                self.strays.append(Stray(self._line(at), message))
            at += 1
        return None

    def _is_meant(self, at: int) -> bool:
        """Tell an entry in the middle of a line from the address of someone."""
        return not re.match(r'[\w.+-]', self._text[at - 1]) and bool(_MEANT.match(self._text, at))

    def look_at_gap(self, block: Block | None, gap: str, position: int) -> Block | None:
        """Note what follows a block and is no comment; return the block, broken by it or not."""
        visible = _COMMENT.sub(lambda comment: ' ' * len(comment[0]), gap)
        bare = visible.strip()
        if not bare:
            return block
        line = self._line(position + visible.index(bare[0]))
        if _FIELDS.match(visible):
            is_of_block = block and not block.problem and _FIELDS.match(gap)
            if block and is_of_block and _surplus(block.text + gap) < 0:
                return _broken(block._replace(text=block.text + gap))
            message = 'these fields stand in no entry; look for a brace too many before them'
            self.strays.append(Stray(line, message))
        elif bare[0] in '})':
            self.strays.append(Stray(line, f'this "{bare[0]}" closes nothing; remove it'))
        return block

    def common_blocks(self, start: int) -> Generator[Block, None, int]:
        """Yield blocks as nearly all are, from the one at *start* on; return where they end."""
        number = bisect_left(self._starts, start)
        while number < len(self._starts) and self._starts[number] == start:
            number += 1
            end = self._starts[number] if number < len(self._starts) else len(self._text)
            match = _COMMON.fullmatch(self._text, start, end)
            if not match:
                break
            yield Block(self._line(start), match['kind'].lower(), match['block'])
            start = end
        return start

    def read(self, opening: re.Match[str]) -> tuple[Block, int]:
        """Return the block that begins at *opening*, and where it ends."""
        start = opening.start()
        following = bisect_right(self._starts, start)
        limit = self._starts[following] if following < len(self._starts) else len(self._text)
        kind = (opening['kind'] or '').lower()
        block = Block(self._line(start), kind, '')
        end = None
        if kind == 'comment' and self._comments_close:  # it may hold entries
            end = self._closing(opening, len(self._text))
            self._comments_close = end is not None
        end = end or self._closing(opening, limit)
        if end is None:
            return _broken(block._replace(text=self._text[start:limit].rstrip())), limit
        problem = '' if kind else 'has no type; write one, such as @article'
        return block._replace(text=self._text[start:end], problem=problem), end

    def _closing(self, opening: re.Match[str], limit: int) -> int | None:
        """Return the place after the brace that closes a block, if it stands before *limit*."""
        is_parenthesis = opening['brace'] == '('
        signs = _BRACE_OR_QUOTE if is_parenthesis else _BRACE
        depth, quoted = 0, False
        for sign in signs.finditer(self._text, opening.end(), limit):
            if sign[0] in '{}':
                depth += 1 if sign[0] == '{' else -1
                if depth < 0:
                    return None if is_parenthesis else sign.end()
            elif depth == 0 and sign[0] == '"':
                quoted = not quoted
            elif depth == 0 and not quoted:
                return sign.end()
        return None

    def _begins_line(self, at: int) -> bool:
        while at and self._text[at - 1] in ' \t':
            at -= 1
        return at == 0 or self._text[at - 1] == '\n'

    def _line(self, at: int) -> int:
        place, line = self._place
        if at >= place:
            line += self._text.count('\n', place, at)
        else:
            line -= self._text.count('\n', at, place)
        self._place = (at, line)
        return line


def _broken(block: Block) -> Block:
    """Say of a block why its braces do not match."""
    surplus = _surplus(block.text)
    if surplus > 0:
        problem = f'has an unbalanced brace: {surplus} "{{" too many, so write the missing "}}"'
    elif surplus == 0:
        problem = 'is not closed; write the missing ")"'
    elif re.match(r'@[^{(]*\(', block.text):
        problem = 'begins with "(" and ends with "}"; write ")"'
    else:
        problem = f'has an unbalanced brace: {-surplus} "}}" too many, so remove it'
    return block._replace(problem=problem)


def _surplus(text: str) -> int:
    return text.count('{') - text.count('}')
