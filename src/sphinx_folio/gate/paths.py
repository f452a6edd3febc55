"""Which files a page may name: plain files of the site, of a bounded size."""

from __future__ import annotations

import os
import re
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The most bytes of a file that is put into a page, such as by ``include``.
MOST_OF_TEXT = 2**20
#: The most bytes of a file that is copied beside the pages; GitHub takes no larger ones.
MOST_OF_FILE = 100 * 2**20
_URL = re.compile(r'[a-z][a-z0-9+.-]*:', re.IGNORECASE)


def is_url(text: str) -> bool:
    """Tell whether a text names something by a scheme, such as ``file:///etc/passwd``."""
    return text.startswith('//') or (_URL.match(text) is not None and not _is_drive(text))


def _is_drive(text: str) -> bool:
    return os.name == 'nt' and re.match(r'[a-z]:[\\/]', text, re.IGNORECASE) is not None


class Gate:
    """Decides which files of the machine may be read for a page.

    :param root: the source folder, whose plain and visible files may be read.
    :param opened: files and folders outside it that ``conf.py`` opens.
    """

    def __init__(self, root: Path, opened: Iterable[Path] = ()) -> None:
        self.root = root.resolve()
        self._opened = tuple(path.resolve() for path in opened)

    def places(self, folder: str, text: str) -> Iterator[Path]:
        """Yield what the name of a file may stand for, as Sphinx and docutils read it.

        :param folder: the folder of the page, from the source folder.
        :param text: a path from the page, from the source folder or from the root of the
            file system.
        """
        yield self.root / folder / text  # a text that begins with a slash is what it says
        yield self.root / text.lstrip('/')

    def place(self, folder: str, text: str) -> Path:
        """Return what the name of a file stands for in a page, as Sphinx reads it.

        :param text: a path from the page, or from the source folder if it begins with a slash.
        """
        return self.root / (text.lstrip('/') if text.startswith('/') else f'{folder}/{text}')

    def refusal(self, path: Path, shown: str, most: int = MOST_OF_FILE) -> str:
        """Return why a file may not be read, with what to do; nothing, if it may.

        A file that does not exist is not refused, as nothing is read of it.

        :param shown: how the page names the file.
        :param most: the number of bytes that it may have.
        """
        try:
            real = path.resolve()
            status = real.stat()
        except (OSError, ValueError, RuntimeError):  # no such path, or a circle of links
            real, status = Path(os.path.normpath(path)), None
        if not self._is_open(real):
            if _through_link(path, self.root):
                return f'"{shown}" leads out of the site; put the file itself in its place'
            return f'"{shown}" lies outside the site; copy the file into it'
        if status is None:
            return ''
        if S_ISDIR(status.st_mode):
            return f'"{shown}" is a folder; name a file in it'
        if not S_ISREG(status.st_mode):
            return f'"{shown}" is no plain file; put a plain file in its place'
        if status.st_size > most:
            return f'"{shown}" has more than {shown_size(most)}; make it smaller'
        if hidden := self._hidden(real):
            return f'"{shown}" is hidden, as "{hidden}" begins with a dot; rename that'
        return ''

    def _is_open(self, real: Path) -> bool:
        return real.is_relative_to(self.root) or any(
            real.is_relative_to(place) for place in self._opened
        )

    def _hidden(self, real: Path) -> str:
        """Return the first hidden part of a path within the site."""
        if not real.is_relative_to(self.root):
            return ''
        return next((part for part in real.relative_to(self.root).parts if part[0] == '.'), '')

    def leading_out(self, is_left_out: Iterable[str] = ()) -> Iterator[str]:
        """Yield each symbolic link, from the source folder, that leads out of the site.

        Hidden folders are passed over, as nobody reads them.

        :param is_left_out: folders from the source folder to pass over.
        """
        passed_over = frozenset(is_left_out)
        folders = ['']
        while folders:
            folder = folders.pop()
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    path = f'{folder}/{entry.name}' if folder else entry.name
                    if entry.name.startswith('.') or path in passed_over:
                        continue
                    if entry.is_symlink():
                        if not self._is_open(Path(os.path.realpath(entry.path))):
                            yield path
                    elif entry.is_dir():
                        folders.append(path)


def _through_link(path: Path, root: Path) -> bool:
    """Tell whether a path stays within the site but for a symbolic link."""
    return Path(os.path.normpath(path)).is_relative_to(root)


def shown_size(size: int) -> str:
    """Return a number of bytes as people write it, such as ``1 MB``."""
    return f'{size // 2**20} MB' if size >= 2**20 else f'{size // 2**10} kB'
