"""Text in pictures: how wide it is about, and where its lines break. Pure.

Nobody knows at build time in which font a reader sees the site; the widths are those of
Helvetica and its kin, on the generous side.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Widths of signs as parts of the size of the font, by Helvetica's metrics.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.24),
    **dict.fromkeys('fIt.,:;/!()[] ', 0.31),
    **dict.fromkeys('r-"', 0.36),
    **dict.fromkeys('ckszvxyJ', 0.52),
    **dict.fromkeys('mMW', 0.86),
    **dict.fromkeys('w', 0.74),
    **dict.fromkeys('ABEKPSVXYFTLZ', 0.67),
    **dict.fromkeys('CDGHNOQRU&', 0.75),
}
_OTHER = 0.57
_BOLD = 1.07
#: Where a line may end: after a space or a hyphen, and beside a sign as wide as high.
_BREAKS = re.compile(r'(?<=[\s\-‐–/])(?=\S)')
_MORE = '…'


class Label(NamedTuple):
    """The lines of a text, and the width of the longest one."""

    lines: tuple[str, ...]
    width: float


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide *text* is in a font of *size*."""
    width = sum(map(_sign_width, text)) * size
    return width * _BOLD if bold else width


def _sign_width(sign: str) -> float:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if unicodedata.combining(sign) or unicodedata.category(sign) == 'Cf':
        return 0
    if unicodedata.east_asian_width(sign) in 'WF':  # Unicode Standard Annex 11
        return 1
    base = unicodedata.normalize('NFKD', sign)[:1]
    return _WIDTHS.get(base, _OTHER)


def wrap(text: str, *, size: float, limit: float, lines: int, bold: bool = False) -> Label:
    """Return *text* in as few lines as fit *limit*, about equally long.

    :param lines: how many lines there may be; a longer text ends in dots.
    """
    pieces = list(_pieces(' '.join(text.split()), limit, size, bold=bold))
    widths = [text_width(piece, size, bold=bold) for piece in pieces]
    wanted = len(_fill(pieces, widths, limit))
    if wanted > lines:
        found = _fill(pieces, widths, limit)[:lines]
        found[-1] = _cut(found[-1], limit, size, bold=bold)
    else:
        low, high = max(widths, default=0), limit
        for _step in range(8):
            middle = (low + high) / 2
            if len(_fill(pieces, widths, middle)) <= wanted:
                high = middle
            else:
                low = middle
        found = _fill(pieces, widths, high)
    return Label(tuple(found), max((text_width(x, size, bold=bold) for x in found), default=0))


def _pieces(text: str, limit: float, size: float, *, bold: bool) -> Iterable[str]:
    """Yield the parts of *text* that stay in one line, none wider than *limit*."""
    for word in _BREAKS.split(text):
        piece = ''
        for sign in word:
            is_wide = unicodedata.east_asian_width(sign) in 'WF'
            fits = text_width(piece + sign, size, bold=bold) <= limit
            if piece and (is_wide or not fits) and not unicodedata.combining(sign):
                yield piece
                piece = ''
            piece += sign
        if piece:
            yield piece


def _fill(pieces: Iterable[str], widths: Iterable[float], limit: float) -> list[str]:
    """Return lines, each as full as *limit* allows."""
    found: list[str] = []
    left = -math.inf
    for piece, width in zip(pieces, widths, strict=True):
        if width > left + 1e-6:
            found.append('')
            left = limit
        found[-1] += piece
        left -= width
    return [line.strip() for line in found]


def _cut(line: str, limit: float, size: float, *, bold: bool) -> str:
    while line and text_width(line + _MORE, size, bold=bold) > limit:
        line = line[:-1]
    return line.rstrip() + _MORE
