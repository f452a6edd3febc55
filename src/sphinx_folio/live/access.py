"""Which files a process opens and which folders it lists: what its work depends on, and makes."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

#: What tells one state of a file or a folder from another.
Stamp = tuple[int, int] | frozenset[str] | None

_NOTED = frozenset({'open', 'os.listdir', 'os.rename', 'os.scandir'})
_WRITING = os.O_WRONLY | os.O_RDWR
#: What is no file, and never looks the same twice.
_OF_THE_SYSTEM = ('/dev/', '/proc/', '/sys/')


class FileAccess:
    """Notes each file that this process opens from now on, as Python itself tells of it.

    Nothing that is imported or called can go round it, but for other programs. It stays to the
    end of the process (https://peps.python.org/pep-0578/), so there should be one of them.
    """

    def __init__(self) -> None:
        #: What was read, as it was before.
        self._read: dict[str, Stamp] = {}
        self._written: set[str] = set()
        self._is_noting = True
        self._is_reading = True
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_noting or event not in _NOTED:
            return
        path = arguments[1] if event == 'os.rename' else arguments[0]
        if not isinstance(path, str | bytes | os.PathLike):
            return  # the number of a file that is open
        with suppress(OSError, ValueError):  # who asks for it is told
            name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  (a link stays one)
            is_opened_to_write = event == 'open' and (arguments[2] or 0) & _WRITING
            if is_opened_to_write or event == 'os.rename':
                self._written.add(name)
            elif self._is_reading:
                self._keep(name)

    def _keep(self, name: str) -> None:
        if not (name in self._read or name in self._written or name.startswith(_OF_THE_SYSTEM)):
            self._is_noting = False  # to look at a folder is told of too
            try:
                self._read[name] = stamp_of(name)
            finally:
                self._is_noting = True

    def is_ready(self) -> None:
        """Note from now on only what is written."""
        self._is_reading = False
        self._written.clear()

    def changed(self) -> list[str]:
        """Return the files and folders that are not what they were when they were read."""
        self._is_noting = False
        try:
            return [
                name
                for name, stamp in self._read.items()
                if name not in self._written and stamp_of(name) != stamp
            ]
        finally:
            self._is_noting = True

    def written(self) -> list[str]:
        """Return the files that were opened to write into them, or put in the place of others."""
        return sorted(self._written)


def stamp_of(name: str) -> Stamp:
    """Return what a file or a folder looks like from outside; nothing if there is none."""
    with suppress(OSError, ValueError):
        state = os.stat(name)  # noqa: PTH116  (for hundreds, a `Path` each takes longer)
        if os.path.isdir(name):  # noqa: PTH112  (as above)
            return frozenset(os.listdir(name))  # noqa: PTH208  (as above)
        return (state.st_mtime_ns, state.st_size)
    return None


def newer_than(moment: int, names: Iterable[str]) -> list[str]:
    """Return the files that were written or put in their place since a moment, or are gone.

    :param moment: as `time.time_ns` gives it.
    """
    found = []
    for name in names:
        try:
            state = os.stat(name)  # noqa: PTH116  (as in `stamp_of`)
        except OSError:
            found.append(name)
        else:
            if max(state.st_mtime_ns, state.st_ctime_ns) > moment:
                found.append(name)
    return found


def files_of_modules() -> list[str]:
    """Return the files of all modules that this process has loaded."""
    files = {getattr(module, '__file__', None) for module in list(sys.modules.values())}
    return sorted(name for name in files if name and Path(name).suffix != '.pyc')
