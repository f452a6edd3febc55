"""LaTeX in bibliography fields to plain Unicode text. Pure."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

_MARKUP = re.compile(r"[\\{}$~%]|--|``|''")


@cache
def _converter() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode='verbatim', keep_comments=True, strict_latex_spaces=False)


def math_to_text(formula: str) -> str:
    """Return a formula with its symbols as Unicode; what is left unknown keeps its backslash."""
    if '\\' not in formula:
        return formula
    return re.sub(r'\\[A-Za-z]+\s?', lambda symbol: _symbol(symbol[0].strip()), formula)


@cache
def _symbol(command: str) -> str:
    return LatexNodes2Text(math_mode='text').latex_to_text(command).strip() or command


def decode(text: str) -> str:
    r"""Return *text* with accents, symbols and braces resolved; ``$math$`` stays as it is.

    A bare ``%`` is kept as text, as biber and reference managers treat it.
    """
    if not _MARKUP.search(text):
        return ' '.join(text.split())
    escaped = re.sub(r'(?<!\\)%', r'\\%', text)
    try:
        plain = _converter().latex_to_text(escaped)
    except (LatexWalkerError, ValueError, LookupError, AttributeError, RecursionError):
        plain = text
    return ' '.join(plain.split())
