"""The command line: `check` and `new`."""

from __future__ import annotations

from .check import check
from .new_page import ScaffoldError, write_page
from .scan import SurveyError

__all__ = [
    'ScaffoldError',
    'SurveyError',
    'check',
    'write_page',
]
