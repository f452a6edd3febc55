"""Lines of a log: what stands in a page neither ends one nor begins another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_folio.util import message_line, safe_line, workflow_command
from sphinx_folio.util.lines import LONGEST_LINE, LONGEST_VALUE

FORGED = [
    ('a\n::error file=conf.py::b', r'a\n::error file=conf.py::b'),
    ('a\r\nb', r'a\r\nb'),
    ('a\vb\fc\x1cd\x85e', r'a\x0bb\x0cc\x1cd\x85e'),
    ('a\u2028b\u2029c', r'a\u2028b\u2029c'),
    ('\x1b[2Kgone', r'\x1b[2Kgone'),
    ('\x9b2Kgone', r'\x9b2Kgone'),
    ('a\u202eb\u2066c\u2069', r'a\u202eb\u2066c\u2069'),
    ('\ud800', r'\ud800'),
    ('\ufeffa', r'\ufeffa'),
    ('::error::b', r'\x3a:error::b'),
    ('   ::add-mask::e', r'   \x3a:add-mask::e'),
    ('a ##[error]b', r'a \x23#[error]b'),
    ('###[error]b', r'#\x23#[error]b'),
]
HARMLESS = [
    'std::vector, a::b', 'http://[::1]/', ': a', '## [x]', 'José 王 مرحبا', 'a\u200fb', 'a\tb',
]  # fmt: skip


@pytest.mark.parametrize(('text', 'line'), FORGED)
def test_what_would_forge_a_line_is_shown(text: str, line: str) -> None:
    assert safe_line(text) == line


@pytest.mark.parametrize('text', HARMLESS)
def test_other_text_stays(text: str) -> None:
    assert safe_line(text) == text


@given(st.text() | st.text(alphabet=st.sampled_from('a:#[ \n\r\x1b"\u2028\u202e\ud800')))
def test_any_text_is_one_line_that_commands_nothing(text: str) -> None:
    for line in (safe_line(text), message_line(text)):
        assert len(line.splitlines()) <= 1
        assert not line.lstrip().startswith('::')
        assert '##[' not in line
        line.encode()


def test_long_values_are_cut() -> None:
    assert message_line(f'"{"a" * 300}" is long; write "b"') == (
        f'"{"a" * LONGEST_VALUE}…" is long; write "b"'
    )
    assert message_line('x' * 5000) == 'x' * LONGEST_LINE + '…'


@given(st.text(), st.text())
def test_a_command_of_github_holds_any_text(value: str, message: str) -> None:
    line = workflow_command('warning', message, file=value, line='3')
    assert len(line.splitlines()) == 1
    told, text = line.removeprefix('::warning ').split('::', 1)
    file, number = told.split(',')
    assert number == 'line=3'
    assert ':' not in file
    for escaped, plain in (('%3A', ':'), ('%2C', ','), ('%25', '%')):
        file, text = file.replace(escaped, plain), text.replace(escaped, plain)
    assert file == f'file={safe_line(value)}'
