"""Files that are whole whenever a build is stopped, and digests of plain data. Pure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from json import JSONEncoder
from pathlib import Path
from typing import Any, BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write, which replaces that at *path* in one step, with its folder.

    :raises OSError: if it cannot be written; nothing is left beside it then, nor if the writing
        raises any other error.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(f'{path}.new')
    try:
        with beside.open('wb') as file:
            yield file
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_atomic(path: Path, content: bytes) -> None:
    """Replace a file by *content* in one step, as `replacing` does.

    :raises OSError: if the file cannot be written.
    """
    with replacing(path) as file:
        file.write(content)


def write_if_changed(path: Path, content: bytes) -> None:
    """Write *content* as `write_atomic` does, unless the file holds these bytes already.

    :raises OSError: if the file cannot be written.
    """
    if not path.is_file() or path.read_bytes() != content:
        write_atomic(path, content)


def read_start(path: Path, size: int) -> bytes:
    """Return the first bytes of a file, at most *size*; a device or a pipe may never end.

    :raises OSError: if it cannot be read, or is no regular file.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open('rb') as file:
        return file.read(size)


def digest(shown: Any) -> str:
    """Return a digest of plain data, the same in every run."""
    return digest_of_bytes(repr(shown).encode())


def digest_of_records(shown: Any) -> str:
    """Return the same of records of plain data, of which JSON is made sooner than `repr`."""
    return digest_of_bytes(_ENCODER.encode(shown).encode())


def _values(record: Any) -> list[Any]:
    return [getattr(record, name) for name in _names(record.__class__)]


@cache
def _names(record: Any) -> list[str]:
    """Return the fields of a dataclass that its `repr` shows."""
    return [each.name for each in fields(record) if each.repr]


#: It is in C, and comes back for each dataclass alone; records hold nothing that goes round.
_ENCODER = JSONEncoder(default=_values, check_circular=False)


def digest_of_bytes(content: bytes) -> str:
    """Return a digest of the content of a file."""
    return blake2b(content, digest_size=12).hexdigest()


def digest_of_file(path: Path, most: int = -1) -> str:
    """Return a digest of a file, or an empty string if there is none that can be read.

    :param most: the bytes to look at, from the first; all of them if negative.
    """
    try:
        return digest_of_bytes(read_start(path, most))
    except (OSError, ValueError):  # a path may hold what no system takes
        return ''
