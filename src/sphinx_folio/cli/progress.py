"""How far a long command is, on a terminal; a pipe and a log get nothing of it."""

import shutil
from typing import Self, TextIO

from sphinx_folio.util import safe_line

#: Erases the line, as Sphinx does before each step.
_ERASE = '\x1b[2K'


class Progress:
    """One line that changes.

    :param stream: where it is shown, if that is a terminal; by default nowhere.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None

    def show(self, doing: str, item: str, done: int = 0, of: int = 0) -> None:
        """Say what is done to what.

        :param done: how many of the items there are, this one included.
        :param of: how many there are; 0 where nobody knows.
        """
        if self._stream is None:
            return
        share = f'[{done / of: >4.0%}] ' if of else ''
        room = shutil.get_terminal_size().columns - len(doing) - len(share) - 5
        shown = safe_line(item)[: max(room, 10)]
        self._stream.write(f'{_ERASE}{doing}... {share}{shown}\r')
        self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave nothing behind."""
        if self._stream is not None:
            self._stream.write(_ERASE)
            self._stream.flush()
