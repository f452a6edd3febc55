"""Helpers that know nothing of portfolios: errors, files, lines, XML, scripts, suggestions."""

from __future__ import annotations

from .errors import CommandError
from .files import digest, digest_of_bytes, write_atomic, write_if_changed
from .lines import message_line, safe_line
from .scripts import Run, language_of, script_runs
from .suggest import did_you_mean, nearest
from .version import __version__
from .xml import element, plain, xml_file

__all__ = [
    'CommandError', 'Run', '__version__', 'did_you_mean', 'digest', 'digest_of_bytes', 'element',
    'language_of', 'message_line', 'nearest', 'plain', 'safe_line', 'script_runs', 'write_atomic',
    'write_if_changed', 'xml_file',
]  # fmt: skip
