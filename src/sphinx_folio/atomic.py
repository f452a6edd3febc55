"""Files that are whole whenever a build is stopped."""

from __future__ import annotations

import os
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file by *content* in one step, with its folder if that is missing.

    :raises OSError: if the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(f'{path}.{os.getpid()}.new')
    beside.write_bytes(content)
    beside.replace(path)
