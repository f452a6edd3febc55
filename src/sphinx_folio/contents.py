"""Tables of contents of a Markdown page, as text. Pure file work, no Sphinx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WHOLE_FOLDER = '```{toctree}\n:hidden:\n:glob:\n\n*\n```'
_TOCTREE = re.compile(r'(?P<indent>\s*)(?P<fence>`{3,}|:{3,})\{toctree\}\s*')
_WILDCARD = re.compile(r'(\*\*/?|\*|\?)')
_WILDCARDS = {'*': '[^/]*', '**': '.*', '**/': '(?:.*/)?', '?': '[^/]'}


def list_in_index(index: Path, page_id: str) -> str:
    """Add a page to the first toctree of *index* unless one has it; say what was done."""
    try:
        text = index.read_bytes().decode(errors='surrogateescape')
    except FileNotFoundError:
        return f'there is no {index}; write one that holds these lines:\n{_WHOLE_FOLDER}'
    lines = text.splitlines(keepends=True)
    trees = list(_toctrees(lines))
    if not trees:
        return f'{index} has no toctree; add these lines to it:\n{_WHOLE_FOLDER}'
    if any(tree.lists(page_id, index.parent.name) for tree in trees):
        return f'{index} lists it already'
    trees[0].append(page_id, lines)
    index.write_bytes(''.join(lines).encode(errors='surrogateescape'))
    return f'added to {index}'


class _Toctree(NamedTuple):
    """A toctree of a Markdown page, by the numbers of its lines."""

    #: The line after the opening fence, and that of the closing one.
    start: int
    stop: int
    indent: str
    glob: bool
    entries: tuple[str, ...]

    def lists(self, page_id: str, folder: str) -> bool:
        """Whether an entry names or matches the page."""
        docnames = (page_id, f'/{folder}/{page_id}')
        return any(_matches(entry, docnames, glob=self.glob) for entry in self.entries)

    def append(self, page_id: str, lines: list[str]) -> None:
        """Write the page behind the last entry."""
        end = self.stop
        while end > self.start and not lines[end - 1].strip():
            end -= 1
        newline = '\r\n' if lines[0].endswith('\r\n') else '\n'
        apart = newline if end > self.start and not self.entries else ''
        lines[end : self.stop] = [f'{apart}{self.indent}{page_id}{newline}']


def _toctrees(lines: list[str]) -> Iterator[_Toctree]:
    for start, line in enumerate(lines, start=1):
        if not (match := _TOCTREE.fullmatch(line)):
            continue
        closing = re.compile(rf'\s*{match["fence"][0]}{{{len(match["fence"])},}}\s*')
        stop = next((n for n in range(start, len(lines)) if closing.fullmatch(lines[n])), None)
        if stop is not None:
            options, entries = _split_options([text.strip() for text in lines[start:stop]])
            glob = any(re.match(r':?glob:', option) for option in options)
            yield _Toctree(start, stop, match['indent'], glob, tuple(filter(None, entries)))


def _split_options(body: list[str]) -> tuple[list[str], list[str]]:
    """Split what a directive holds into its options, in either form, and the rest."""
    if body and body[0] == '---' and '---' in body[1:]:
        end = body.index('---', 1)
        return body[1:end], body[end + 1 :]
    end = next((n for n, line in enumerate(body) if not line.startswith(':')), len(body))
    return body[:end], body[end:]


def _matches(entry: str, docnames: tuple[str, ...], *, glob: bool) -> bool:
    """Whether an entry of a toctree, ``docname`` or ``Title <docname>``, means a page."""
    titled = re.fullmatch(r'.*<(.+)>', entry)
    target = (titled[1] if titled else entry).removesuffix('.md')
    if titled or not glob:
        return target in docnames
    parts = _WILDCARD.split(target)
    pattern = ''.join(_WILDCARDS.get(part, re.escape(part)) for part in parts)
    return any(re.fullmatch(pattern, docname) for docname in docnames)
