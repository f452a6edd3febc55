"""One build: what has changed, what is written, what is removed, what is wrong."""

from __future__ import annotations

from .cleanup import setup_leftovers
from .gc import setup_collector
from .pipeline import setup_update
from .record import Written

__all__ = [
    'Written',
    'setup_collector',
    'setup_leftovers',
    'setup_update',
]
