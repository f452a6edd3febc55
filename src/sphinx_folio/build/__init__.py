"""One build: what has changed, what is written, what is removed, what is wrong."""

from __future__ import annotations

from .gc import setup_collector
from .pipeline import Build, setup_update

__all__ = ['Build', 'setup_collector', 'setup_update']
