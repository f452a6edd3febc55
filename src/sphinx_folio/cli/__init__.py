"""The command line: `check` and `new`."""

from __future__ import annotations

from .check import check
from .new_page import write_page

__all__ = ['check', 'write_page']
