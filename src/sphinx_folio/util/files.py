"""Files that are whole whenever a build is stopped, and digests of plain data. Pure."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Any


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file by *content* in one step, with its folder if that is missing.

    :raises OSError: if the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(f'{path}.{os.getpid()}.new')
    beside.write_bytes(content)
    beside.replace(path)


def digest(shown: Any) -> str:
    """Return a digest of plain data, the same in every run."""
    return digest_of_bytes(repr(shown).encode())


def digest_of_bytes(content: bytes) -> str:
    """Return a digest of the content of a file."""
    return blake2b(content, digest_size=12).hexdigest()


def write_if_changed(path: Path, text: str) -> None:
    """Write *text* as UTF-8 unless the file holds these bytes already.

    :raises OSError: if the file cannot be written.
    """
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
