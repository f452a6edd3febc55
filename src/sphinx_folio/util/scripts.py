"""Runs of text by script, for a typesetter that has one font for each; languages. Pure.

Latin, Greek and Cyrillic need no run: the main fonts have them.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_HAN = (  # with the middle dot 30FB, which Chinese has too
    '2E80-303F 30FB-30FB 3100-312F 3190-31EF 3200-9FFF F900-FAFF FE30-FE4F '
    'FF01-FF65 FFE0-FFEE 20000-3FFFF'
)
#: For each script the language that a screen reader takes for it (BCP 47): of a script of
#: many languages that of most of its readers; and the blocks of the Unicode Standard
#: (Blocks.txt) that its font has. Han is told apart by language: see `han_variant`.
_SCRIPTS = {
    'arabic': ('ar', '0600-06FF 0750-077F 0870-08FF FB50-FDFF FE70-FEFC'),
    'armenian': ('hy', '0530-058F FB13-FB17'),
    'bengali': ('bn', '0980-09FF'),
    'cherokee': ('', '13A0-13FF AB70-ABBF'),
    'devanagari': ('hi', '0900-097F 1CD0-1CFF A8E0-A8FF'),
    'ethiopic': ('am', '1200-139F 2D80-2DDF AB00-AB2F'),
    'georgian': ('ka', '10A0-10FF 1C90-1CBF 2D00-2D2F'),
    'gujarati': ('gu', '0A80-0AFF'),
    'gurmukhi': ('pa', '0A00-0A7F'),
    'han': ('', _HAN),
    'hangul': ('', '1100-11FF 3130-318F A960-A97F AC00-D7FF FFA0-FFDC'),
    'hebrew': ('he', '0590-05FF FB1D-FB4F'),
    'kana': ('', '3040-30FA 30FC-30FF 31F0-31FF FF66-FF9F 1B000-1B16F'),
    'kannada': ('kn', '0C80-0CFF'),
    'khmer': ('km', '1780-17FF 19E0-19FF'),
    'lao': ('lo', '0E80-0EFF'),
    'malayalam': ('ml', '0D00-0D7F'),
    'mongolian': ('mn', '1800-18AF'),
    'myanmar': ('my', '1000-109F A9E0-A9FF AA60-AA7F'),
    'nko': ('', '07C0-07FF'),
    'oriya': ('or', '0B00-0B7F'),
    'sinhala': ('si', '0D80-0DFF'),
    'symbol': ('', '2150-218F 2190-2BFF 1D400-1D7FF 1F000-1FAFF'),
    'syriac': ('syr', '0700-074F 0860-086F'),
    'tamil': ('ta', '0B80-0BFF'),
    'telugu': ('te', '0C00-0C7F'),
    'thaana': ('dv', '0780-07BF'),
    'thai': ('th', '0E00-0E7F'),
    'tibetan': ('bo', '0F00-0FFF'),
}
_HAN_LANGUAGES = {'han-jp': 'ja', 'han-kr': 'ko', 'han-sc': 'zh-Hans', 'han-tc': 'zh-Hant'}
#: First and last code point of each block, and its script.
_BLOCKS = sorted(
    (int(first, 16), int(last, 16), script)
    for script, (_language, blocks) in _SCRIPTS.items()
    for first, last in (block.split('-') for block in blocks.split())
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


def language_of(text: str, language: str) -> str:
    """Return the language tag that the script of *text* suggests, or an empty string.

    :param language: the language of the site, which decides between forms of Chinese.
    """
    script = next((run.script for run in script_runs(text, language) if run.script), '')
    return _HAN_LANGUAGES.get(script) or _SCRIPTS.get(script, ('', ''))[0]


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
    first, last, script = _BLOCKS[bisect_right(_STARTS, ord(char)) - 1]
    return script if first <= ord(char) <= last else ''
