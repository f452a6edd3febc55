"""The folder that visitors see: what builds have written whole, copied there file by file.

Sphinx writes into its files where they are, so that one may be half written when it is asked
for, and a build that fails leaves some pages new and some old.
"""

import mimetypes
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sphinx_folio.shared import files_below
from sphinx_folio.util import write_atomic

#: What pages load to look as they do; scripts have another name in each version of Python.
_LOADED = (
    *('application/javascript', 'audio/', 'font/', 'image/'),
    *('text/css', 'text/javascript', 'video/'),
)
#: What only a search loads.
_SEARCHED = 'searchindex.js'


class ShownPages:
    """The copy of a site that is shown.

    :param work: the folder that Sphinx writes into.
    :param folder: that of the copy.
    """

    def __init__(self, work: Path, folder: Path) -> None:
        self._work, self.folder = work, folder
        #: How each file looked when it was copied.
        self._known: dict[str, tuple[int, int]] = {}
        #: How often something has changed that any page may load.
        self._loaded = 0
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def is_empty(self) -> bool:
        """Whether no build has come to its end yet."""
        return next(self.folder.iterdir(), None) is None

    def take(self, names: Iterable[str]) -> None:
        """Show some files as they are now; pages come after what they load."""
        for name in sorted(names, key=lambda name: (name.endswith('.html'), name)):
            with suppress(FileExistsError, IsADirectoryError, NotADirectoryError):
                self._take(name)  # what is in the way is removed with the rest

    def take_all(self) -> None:
        """Show all files as they are now, and nothing else."""
        names = set(files_below(self._work))
        for name in set(files_below(self.folder)) - names:
            self._known.pop(name, None)
            self._remove(name)
        self.take(names)

    def _take(self, name: str) -> None:
        state = os.stat(f'{self._work}/{name}')  # noqa: PTH116  (a `Path` takes longer than that)
        look = (state.st_mtime_ns, state.st_size)
        if self._known.get(name) == look:
            return
        content, target = (self._work / name).read_bytes(), self.folder / name
        if not target.is_file() or target.read_bytes() != content:
            write_atomic(target, content)
            self._note(name)
        self._known[name] = look

    def _remove(self, name: str) -> None:
        path = self.folder / name
        path.unlink()
        self._note(name)
        with suppress(OSError):  # the first folder that is not empty
            for folder in path.parents:
                if folder == self.folder:
                    break
                folder.rmdir()

    def _note(self, name: str) -> None:
        kind = mimetypes.guess_type(name)[0] or ''
        if kind.startswith(_LOADED) and name != _SEARCHED:
            self._loaded += 1

    def find(self, address: str) -> Path | None:
        """Return the page at an address, which is a path below the root of the site."""
        path = (self.folder / address.strip('/')).resolve()
        if not path.is_relative_to(self.folder):
            return None
        pages = (page for page in (path, path / 'index.html') if page.is_file())
        return next(pages, None)

    def version(self, address: str) -> str:
        """Return what changes when the page at an address looks different."""
        page = self.find(address)
        state = page.stat() if page else None
        return f'{state.st_mtime_ns if state else 0}-{self._loaded}'
