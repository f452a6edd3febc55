"""Digests of plain data and of files. Pure."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any


def digest(shown: Any) -> str:
    """Return a digest of plain data, the same in every run."""
    return digest_of_bytes(repr(shown).encode())


def digest_of_bytes(content: bytes) -> str:
    """Return a digest of the content of a file."""
    return blake2b(content, digest_size=12).hexdigest()
