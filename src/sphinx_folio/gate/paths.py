"""Which files a page may name: plain files of the site, of a bounded size."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

#: The most bytes of a file that is put into a page, such as by ``include``.
MOST_OF_TEXT = 2**20
#: The most bytes of a file that is copied beside the pages; GitHub takes no larger ones.
MOST_OF_FILE = 100 * 2**20
#: Of a name, in bytes; a page has files of longer names beside it.
_LONGEST_NAME = 200
#: Control characters, bytes that are no UTF-8 (PEP 383), and signs of HTML, which not every
#: theme escapes in the addresses of pages.
_NO_NAME = re.compile('[\0-\x1f"<>\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_INSTEAD = 'put the file itself in its place, or name where it leads in folio_allow in conf.py'


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

        :param text: a path from the page, or from the source folder if it begins with a slash;
            with two slashes, it is one of the machine.
        """
        first, *rest = Path(text).parts or ('',)
        return self.root.joinpath(*rest) if first == os.sep else self.root / folder / text

    def refusal(self, path: Path, shown: str, most: int = MOST_OF_FILE) -> str:
        """Return why a file may not be read, with what to do; nothing, if it may.

        A file that does not exist is not refused, as nothing is read of it.

        :param shown: how the page names the file.
        :param most: the number of bytes that it may have.
        """
        flaw = next(self._flaws(path, most), '')
        return f'"{shown}" {flaw}' if flaw else ''

    def _flaws(self, path: Path, most: int) -> Iterator[str]:
        try:
            real = path.resolve()
            status = real.stat()
        except (OSError, ValueError, RuntimeError):  # no such path, or a circle of links
            real, status = Path(os.path.normpath(path)), None
        if not self._is_open(real):
            if Path(os.path.normpath(path)).is_relative_to(self.root):
                yield 'leads out of the site; put the file itself in its place'
            yield 'lies outside the site; copy the file into it'
        if status is None:
            return
        if S_ISDIR(status.st_mode):
            yield 'is a folder; name a file in it'
        elif not S_ISREG(status.st_mode):
            yield 'is no plain file; put a plain file in its place'
        if status.st_size > most:
            yield f'has more than {shown_size(most)}; make it smaller'
        if hidden := self._hidden(real):
            yield f'is hidden, as "{hidden}" begins with a dot; rename that'

    def _is_open(self, real: Path) -> bool:
        return real.is_relative_to(self.root) or any(
            real.is_relative_to(place) for place in self._opened
        )

    def _hidden(self, real: Path) -> str:
        """Return the first hidden part of a path within the site."""
        if not real.is_relative_to(self.root):
            return ''
        return next((part for part in real.relative_to(self.root).parts if part[0] == '.'), '')

    def unreadable(self, is_left_out: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Yield each file or folder of the site that no build can read, and why, with advice.

        They are symbolic links out of the site, and names that no page can show. What is
        hidden is passed over, as nobody reads it. The paths begin at the source folder.

        :param is_left_out: tells of a path whether to pass over it.
        """
        folders = ['']
        while folders:
            folder = folders.pop()
            with os.scandir(self.root / folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    path = f'{folder}/{entry.name}' if folder else entry.name
                    if entry.name.startswith('.'):
                        continue
                    # of the files, which are mostly sound, nothing more is asked
                    flaw = self._flaw_of_entry(entry)
                    is_folder = not flaw and entry.is_dir(follow_symlinks=False)
                    if (flaw or is_folder) and not is_left_out(path):
                        if flaw:
                            yield path, flaw
                        else:
                            folders.append(path)

    def _flaw_of_entry(self, entry: os.DirEntry[str]) -> str:
        if _NO_NAME.search(entry.name) or len(os.fsencode(entry.name)) > _LONGEST_NAME:
            return 'has a name that no page can have; rename it'
        if entry.is_symlink() and not self._is_open(Path(os.path.realpath(entry))):
            return f'is a symbolic link that leads out of the site; {_INSTEAD}'
        return ''


def shown_size(size: int) -> str:
    """Return a number of bytes as people write it, such as ``1 MB``."""
    return f'{size // 2**20} MB' if size >= 2**20 else f'{size // 2**10} kB'
