"""Helpers that know nothing of portfolios: files, XML, scripts of Unicode, suggestions."""

from __future__ import annotations

from .files import digest, digest_of_bytes, write_atomic, write_if_changed
from .scripts import Run, script_runs
from .suggest import did_you_mean
from .version import __version__
from .xml import element, plain, xml_file

__all__ = [
    'Run',
    '__version__',
    'did_you_mean',
    'digest',
    'digest_of_bytes',
    'element',
    'plain',
    'script_runs',
    'write_atomic',
    'write_if_changed',
    'xml_file',
]
