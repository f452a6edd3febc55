"""Which changes of files are an author's: not those of tools, of editors beside a file, of builds."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter

#: What editors, browsers and the system write beside a file, for a moment or as a copy.
_BESIDE = re.compile(
    '|'.join([
        *DefaultFilter.ignore_entity_patterns,
        r'^4913$|^\#.*\#$|^~\$|\.(bak|crdownload|new|orig|part|temp|tmp)$',
    ])
)  # fmt: skip
#: Folders of tools, beside those that are hidden.
_OF_TOOLS = frozenset({'__pycache__', '_build', 'node_modules'})
#: How a folder is known in which Python packages are installed (PEP 405).
_ENVIRONMENT = 'pyvenv.cfg'


class AuthorsChanges:
    """Tells which changes count; what `watchfiles` asks of each of them.

    :param roots: the folders that are watched.
    :param out: the folder that the preview writes into.
    """

    def __init__(self, roots: Iterable[Path], out: Path) -> None:
        self._roots = tuple(roots)
        self._out = out

    def __call__(self, change: Change, name: str) -> bool:
        """Tell whether the change of a file or a folder counts."""
        path = Path(name)
        root = next((root for root in self._roots if path.is_relative_to(root)), path.parent)
        *folders, last = path.relative_to(root).parts or ('',)
        return not (
            _BESIDE.search(last)
            or path.is_relative_to(self._out)
            or any(part.startswith('.') or part in _OF_TOOLS for part in (*folders, last))
            or any(
                (root / Path(*folders[: n + 1]) / _ENVIRONMENT).is_file()
                for n in range(len(folders))
            )
        )


class OwnChanges:
    """Knows the files that builds have written themselves, as long as nobody else has."""

    def __init__(self) -> None:
        self._looks: dict[str, tuple[int, int]] = {}

    def note(self, names: Iterable[str]) -> None:
        """Remember how files look that a build has written."""
        self._looks |= {name: look for name in names if (look := _look(name))}

    def without(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of some files that look otherwise than builds have left them."""
        return frozenset(
            name for name in names if name not in self._looks or self._looks[name] != _look(name)
        )


def _look(name: str) -> tuple[int, int] | None:
    try:
        state = os.stat(name)  # noqa: PTH116
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
