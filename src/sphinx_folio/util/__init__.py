"""Helpers that know nothing of portfolios: errors, files, lines, quoting, values, XML, scripts."""

from .errors import CommandError, FolioError, missing_extra
from .files import (
    digest,
    digest_of_bytes,
    digest_of_file,
    digest_of_records,
    read_start,
    replacing,
    write_atomic,
    write_if_changed,
)
from .garbage import look_less_often, not_looking
from .lines import message_line, safe_line, workflow_command
from .pickled import PickledDict
from .quoting import markdown_text, tex_text
from .scripts import Run, language_of, script_runs
from .suggest import did_you_mean, nearest, seen, unseen
from .values import filled, numbered
from .version import __version__
from .xml import element, plain, xhtml, xml_file

__all__ = [
    'CommandError', 'FolioError', 'PickledDict', 'Run', '__version__', 'did_you_mean', 'digest',
    'digest_of_bytes', 'digest_of_file', 'digest_of_records', 'element', 'filled',
    'language_of', 'look_less_often', 'markdown_text', 'message_line', 'missing_extra',
    'nearest', 'not_looking', 'numbered', 'plain', 'read_start', 'replacing', 'safe_line',
    'script_runs', 'seen', 'tex_text', 'unseen', 'workflow_command', 'write_atomic',
    'write_if_changed', 'xhtml', 'xml_file',
]  # fmt: skip
