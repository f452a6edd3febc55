"""How a build of Sphinx is measured: its time, its memory, and the files that it leaves."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import time
from hashlib import blake2b
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Sphinx makes these anew in each build.
MADE_ANEW = ('genindex.html', 'search.html')
#: Elements without an end.
VOID = frozenset({
    'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source',
    'track', 'wbr',
})  # fmt: skip
#: Elements that stand in a line: words go on through their ends.
INLINE = frozenset({
    'a', 'abbr', 'b', 'cite', 'code', 'em', 'i', 'kbd', 'mark', 'small', 'span', 'strong',
    'sub', 'sup', 'time',
})  # fmt: skip
SKIPPED = frozenset({'script', 'style', 'nav', 'svg'})
#: Text for screen readers only, and the sign behind a heading.
UNSEEN = frozenset({'folio-unseen', 'headerlink'})


class Build(NamedTuple):
    """What a build took."""

    seconds: float
    #: Seconds of all its processes; other programs on the machine count less here.
    cpu: float
    #: The most memory that one of its processes held, in bytes.
    memory: int


class Changes(NamedTuple):
    """The files that differ after a build, without those that are always made anew."""

    #: HTML pages that were written.
    pages: int
    #: Those of them with another content than before.
    differing: int
    #: All files that were written or removed.
    files: int
    #: How many of `MADE_ANEW` were written.
    anew: int


def build(source: Path, out: Path, jobs: int = 1) -> Build:
    """Build the site in *source* into *out*.

    :raises subprocess.CalledProcessError: if Sphinx fails.
    """
    return run(
        [
            *(sys.executable, '-m', 'sphinx', '-q', '-j', str(jobs)),
            *(str(source), str(out)),
        ]
    )


def run(command: list[str], **how: Any) -> Build:
    """Run a command, with the options of `subprocess.Popen`, and measure it.

    :raises subprocess.CalledProcessError: if it fails.
    """
    # With it, each run would compile whatever has no bytecode yet.
    environment = {k: v for k, v in os.environ.items() if k != 'PYTHONDONTWRITEBYTECODE'}
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, **how)
    # Linux counts the size of the starting process too, so this one has to stay small.
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == 'darwin' else 1024
    return Build(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def output_files(out: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name below *out* and the path of each file that a server would get."""
    for path in sorted(out.rglob('*')):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith('.doctrees/'):
            yield name, path


def snapshot(out: Path) -> dict[str, tuple[int, bytes]]:
    """Return when each file was written (in ns), and a digest of its content."""
    return {
        name: (path.stat().st_mtime_ns, blake2b(path.read_bytes(), digest_size=16).digest())
        for name, path in output_files(out)
    }


def compare(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> Changes:
    """Return how many files differ between two snapshots of a folder."""
    nothing = (0, b'')
    names = [name for name in before | after if before.get(name) != after.get(name)]
    anew = sum(name in MADE_ANEW for name in names)
    pages = [name for name in names if name.endswith('.html') and name not in MADE_ANEW]
    differing = sum(before.get(n, nothing)[1] != after.get(n, nothing)[1] for n in pages)
    return Changes(len(pages), differing, len(names) - anew, anew)


def different_files(one: Path, other: Path) -> list[str]:
    """Return the names of the files that two folders do not hold byte for byte alike."""
    first = {name: digest for name, (_, digest) in snapshot(one).items()}
    second = {name: digest for name, (_, digest) in snapshot(other).items()}
    return sorted(n for n in first | second if first.get(n) != second.get(n))


def growth(small: float, large: float, ratio: float) -> float | None:
    """Return k where a value grows as the size to the power of k; *ratio* is of the sizes."""
    if small <= 0 or large <= 0 or ratio == 1:
        return None
    return math.log(large / small) / math.log(ratio)


class Words(HTMLParser):
    """Collects the text of a page's ``<article>`` (Furo) or ``div.body`` (basic)."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._inside = 0
        self._skipped = 0
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag in VOID:
            self.pieces.append(' ')
            return
        classes = set((dict(attrs).get('class') or '').split())
        self._open.append(tag)
        if self._skipped or tag in SKIPPED or classes & UNSEEN:
            self._skipped = self._skipped or len(self._open)
        elif not self._inside and (tag == 'article' or 'body' in classes):
            self._inside = len(self._open)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those in it whose end is left out."""
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        depth = len(self._open)
        self._skipped = self._skipped if self._skipped <= depth else 0
        self._inside = self._inside if self._inside <= depth else 0
        self._part(tag)

    def handle_data(self, data: str) -> None:
        """Keep a text that a reader can see, or unfold."""
        if self._inside and not self._skipped:
            self.pieces.append(data)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append(' ')


def words_of(page: Path) -> int:
    """Return how many words a page shows, folded ones too, without its navigation."""
    parser = Words()
    parser.feed(page.read_text(encoding='utf-8'))
    parser.close()
    return len(re.findall(r'\S+', ''.join(parser.pieces)))


def pages_of(out: Path) -> list[Path]:
    """Return the pages of a built site that Sphinx does not make on its own account."""
    return [
        path for name, path in output_files(out) if path.suffix == '.html' and name not in MADE_ANEW
    ]
