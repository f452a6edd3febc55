"""The command line: `check` and `new`."""

from .check import check
from .new_page import write_page

__all__ = ['check', 'write_page']
