"""One build: what has changed, what is written, what is removed, what is wrong."""

from __future__ import annotations

from .checks import Facts, find_problems
from .cleanup import setup_leftovers
from .gc import setup_collector
from .pipeline import setup_update
from .record import Written

__all__ = [
    'Facts',
    'Written',
    'find_problems',
    'setup_collector',
    'setup_leftovers',
    'setup_update',
]
