"""Helpers that know nothing of portfolios: errors, files, XML, scripts of Unicode, suggestions."""

from __future__ import annotations

from .errors import CommandError
from .files import digest, digest_of_bytes, write_bytes, write_if_changed
from .scripts import Run, script_runs
from .suggest import did_you_mean, nearest
from .xml import element, plain, xml_file

__all__ = [
    'CommandError',
    'Run',
    'did_you_mean',
    'digest',
    'digest_of_bytes',
    'element',
    'nearest',
    'plain',
    'script_runs',
    'write_bytes',
    'write_if_changed',
    'xml_file',
]
