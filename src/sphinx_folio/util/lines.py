"""Lines of a log or a terminal, which what a stranger wrote can neither break nor forge. Pure."""

import re

#: What ends a line or steers a terminal, turns the direction of what follows, or is half a
#: character. (Marks of direction, which names in Arabic and Hebrew hold, turn nothing else.)
_UNSEEN = re.compile(
    r'[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]'
)
#: What makes a line a command to the runner of a CI: ``::error``, ``##[error]``.
_COMMAND = re.compile(r'^(\s*):(?=:)|#(?=#\[)')
#: What stands for signs in a command of GitHub (actions/toolkit, "command.ts").
_IN_MESSAGE = str.maketrans({'%': '%25', '\r': '%0D', '\n': '%0A'})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({':': '%3A', ',': '%2C'})
_VALUE = re.compile(r'"([^"]*)"')
#: The longest value that a message repeats, and the longest message.
LONGEST_VALUE = 200
LONGEST_LINE = 2000


def safe_line(text: str) -> str:
    r"""Return *text* in one line, with an escape such as ``\n`` in the place of what is unseen."""
    shown = _UNSEEN.sub(lambda found: found[0].encode('unicode_escape').decode(), text)
    return _COMMAND.sub(lambda found: f'{found[0][:-1]}\\x{ord(found[0][-1]):x}', shown)


def workflow_command(name: str, message: str, **properties: str) -> str:
    """Return a command to the runner of GitHub, such as an annotation of a line.

    All of it but the name may be what a stranger wrote. The signs that end a line, a property or
    a message are written as GitHub's own toolkit writes them, and those of other commands as
    `safe_line` does.
    """
    told = ','.join(
        f'{key}={safe_line(value).translate(_IN_PROPERTY)}' for key, value in properties.items()
    )
    return f'::{name} {told}::{safe_line(message).translate(_IN_MESSAGE)}'


def message_line(text: str) -> str:
    """Return a message as `safe_line` does, its values in quotes cut where they are long."""
    line = safe_line(_VALUE.sub(lambda value: f'"{_cut(value[1], LONGEST_VALUE)}"', text))
    return _cut(line, LONGEST_LINE)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f'{text[:longest]}…'
