"""Runs of text by script, for a typesetter that has one font for each. Pure.

Latin, Greek and Cyrillic need no run: the main fonts have them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


#: Blocks of the Unicode Standard (Blocks.txt) by the font that has them, as first and last
#: code point. Han is told apart by language: see `han_variant`.
_BLOCKS = (
    (0x0530, 0x058F, 'armenian'),
    (0x0590, 0x05FF, 'hebrew'),
    (0x0600, 0x06FF, 'arabic'),
    (0x0700, 0x074F, 'syriac'),
    (0x0750, 0x077F, 'arabic'),
    (0x0780, 0x07BF, 'thaana'),
    (0x07C0, 0x07FF, 'nko'),
    (0x0860, 0x086F, 'syriac'),
    (0x0870, 0x08FF, 'arabic'),
    (0x0900, 0x097F, 'devanagari'),
    (0x0980, 0x09FF, 'bengali'),
    (0x0A00, 0x0A7F, 'gurmukhi'),
    (0x0A80, 0x0AFF, 'gujarati'),
    (0x0B00, 0x0B7F, 'oriya'),
    (0x0B80, 0x0BFF, 'tamil'),
    (0x0C00, 0x0C7F, 'telugu'),
    (0x0C80, 0x0CFF, 'kannada'),
    (0x0D00, 0x0D7F, 'malayalam'),
    (0x0D80, 0x0DFF, 'sinhala'),
    (0x0E00, 0x0E7F, 'thai'),
    (0x0E80, 0x0EFF, 'lao'),
    (0x0F00, 0x0FFF, 'tibetan'),
    (0x1000, 0x109F, 'myanmar'),
    (0x10A0, 0x10FF, 'georgian'),
    (0x1100, 0x11FF, 'hangul'),
    (0x1200, 0x139F, 'ethiopic'),
    (0x13A0, 0x13FF, 'cherokee'),
    (0x1780, 0x17FF, 'khmer'),
    (0x1800, 0x18AF, 'mongolian'),
    (0x19E0, 0x19FF, 'khmer'),
    (0x1C90, 0x1CBF, 'georgian'),
    (0x1CD0, 0x1CFF, 'devanagari'),
    (0x2150, 0x218F, 'symbol'),
    (0x2190, 0x2BFF, 'symbol'),
    (0x2D00, 0x2D2F, 'georgian'),
    (0x2D80, 0x2DDF, 'ethiopic'),
    (0x2E80, 0x303F, 'han'),
    (0x3040, 0x30FA, 'kana'),
    (0x30FB, 0x30FB, 'han'),  # the middle dot, which Chinese has too
    (0x30FC, 0x30FF, 'kana'),
    (0x3100, 0x312F, 'han'),
    (0x3130, 0x318F, 'hangul'),
    (0x3190, 0x31EF, 'han'),
    (0x31F0, 0x31FF, 'kana'),
    (0x3200, 0x9FFF, 'han'),
    (0xA8E0, 0xA8FF, 'devanagari'),
    (0xA960, 0xA97F, 'hangul'),
    (0xA9E0, 0xA9FF, 'myanmar'),
    (0xAA60, 0xAA7F, 'myanmar'),
    (0xAB00, 0xAB2F, 'ethiopic'),
    (0xAB70, 0xABBF, 'cherokee'),
    (0xAC00, 0xD7FF, 'hangul'),
    (0xF900, 0xFAFF, 'han'),
    (0xFB13, 0xFB17, 'armenian'),
    (0xFB1D, 0xFB4F, 'hebrew'),
    (0xFB50, 0xFDFF, 'arabic'),
    (0xFE30, 0xFE4F, 'han'),
    (0xFE70, 0xFEFC, 'arabic'),
    (0xFF01, 0xFF65, 'han'),
    (0xFF66, 0xFF9F, 'kana'),
    (0xFFA0, 0xFFDC, 'hangul'),
    (0xFFE0, 0xFFEE, 'han'),
    (0x1B000, 0x1B16F, 'kana'),
    (0x1D400, 0x1D7FF, 'symbol'),
    (0x1F000, 0x1FAFF, 'symbol'),
    (0x20000, 0x3FFFF, 'han'),
)
_STARTS = [first for first, _last, _script in _BLOCKS]
#: Signs that only steer how an emoji is drawn; fonts of symbols have no glyph for them.
INVISIBLE = frozenset({'\ufe0e', '\ufe0f', '\u200d', *map(chr, range(0xE0020, 0xE0080))})
_JOINERS = frozenset({'\u200c', '\u200d', '\u200e', '\u200f'})
#: What may stand between two words without ending the run. Where words run from right to
#: left, their order on the line depends on it; other fonts need not have the sign.
_POINTS = dict.fromkeys(
    ('arabic', 'hebrew', 'nko', 'syriac', 'thaana'), " .,:;/-\u00b7\u2019'"
) | dict.fromkeys(('han-sc', 'han-tc', 'han-jp', 'han-kr'), " .\u00b7\u2019'-")


class Run(NamedTuple):
    """A piece of text, and the script whose font it needs; empty for the main font."""

    text: str
    script: str


def script_runs(text: str, language: str = '') -> list[Run]:
    """Return *text* cut where the font changes; the pieces join to the whole.

    :param language: the language of the text around, which decides for Han characters
        that stand alone: ``ja``, ``ko``, ``zh_TW``; others read as simplified Chinese.
    """
    if text.isascii():
        return [Run(text, '')]
    fonts = {'han': han_variant(text, language), 'kana': 'han-jp', 'hangul': 'han-kr'}
    runs: list[Run] = []
    for piece, name in _pieces(text, fonts):
        if name == 'symbol':
            piece = ''.join(char for char in piece if char not in INVISIBLE)  # noqa: PLW2901
        if runs and runs[-1].script == name:
            runs[-1] = Run(runs[-1].text + piece, name)
        elif piece:
            runs.append(Run(piece, name))
    return runs


def han_variant(text: str, language: str = '') -> str:
    """Return whose forms of Han characters *text* is set in, by what stands beside them."""
    found = {_script_of(char) for char in text}
    if 'kana' in found:
        return 'han-jp'
    if 'hangul' in found:
        return 'han-kr'
    name, _dash, place = language.replace('-', '_').partition('_')
    if name == 'zh' and place in {'TW', 'HK', 'MO', 'Hant'}:
        return 'han-tc'
    return {'ja': 'han-jp', 'ko': 'han-kr'}.get(name, 'han-sc')


def _pieces(text: str, fonts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pieces of one font; what belongs to any script goes with its neighbours.

    Spaces and points between two words of one script stay in the run, so that a name
    written from right to left is one run; accents stay with their letter.
    """
    piece, script, pending = '', '', ''
    for char in text:
        own = _script_of(char)
        own = fonts.get(own, own)
        if char in INVISIBLE or char in _JOINERS or unicodedata.category(char)[0] == 'M':
            own = script
        if own == script:
            piece, pending = piece + pending + char, ''
        elif not own and script and char in _POINTS.get(script, ' '):
            pending += char
        else:
            if piece:
                yield piece, script
            if pending and own:
                yield pending, ''
                pending = ''
            piece, script, pending = pending + char, own, ''
    yield piece, script
    if pending:
        yield pending, ''


def _script_of(char: str) -> str:
    code = ord(char)
    if code < _STARTS[0]:
        return ''
    index = bisect_right(_STARTS, code) - 1
    _first, last, script = _BLOCKS[index]
    return script if code <= last else ''
