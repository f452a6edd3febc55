"""LaTeX in bibliography fields to plain Unicode text. Pure."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import accumulate
from unicodedata import combining

from pybtex.database import Entry
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

from .addresses import without_addresses
from .latex_macros import converter, grammar

_MARKUP = re.compile(r"[\\{}$~]|--|``|''|[!?]`")
_ALONE = re.compile(r'[\s{}]*\\([A-Za-z]+)[\s{}]*')
#: A formula in a text; the group is what stands between the signs.
FORMULA = re.compile(r'\$([^$]+)\$')
#: What most entries hold of LaTeX: an accent and its letter, a letter of its own, an
#: escaped sign. The library is asked once for each; the rest of a text needs no parser.
_PIECE = re.compile(
    r"""\\["'`^~=.]\s*(?:\{\s*(?:\\[ij]\s*|[^\W\d_])\}|\\[ij](?![A-Za-z\s])|[^\W\d_])"""
    r"""|\\[bcdGhHkruv](?:\s*\{\s*(?:\\[ij]\s*|[^\W\d_])\}|\s+[^\W\d_]|\\[ij](?![A-Za-z\s]))"""
    r"""|\\(?:aa|AA|ae|AE|oe|OE|ss|[oOlLij]|dh|DH|dj|DJ|th|TH|ng|NG)(?:\{\}|(?![A-Za-z])\s*)"""
    r"""|\\[&%#_]"""
)
#: An accent may stand on an accented letter, and not on more than that in any language.
_DEEPEST = 3
_SIGNS = {'---': '—', '--': '–', '!`': '¡', '?`': '¿', '``': '“', "''": '”', '~': ' '}
#: What the library raises for broken texts; all but the first are oversights of its own.
_BROKEN = (LatexWalkerError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def math_to_text(formula: str) -> str:
    """Return a formula with its symbols as Unicode; what is left unknown keeps its backslash."""
    return re.sub(r'\\[A-Za-z]+\s?', lambda symbol: _symbol(symbol[0].strip()), formula)


@cache
def _symbol(command: str) -> str:
    """Return what a command stands for; one that takes something, such as a root, stays."""
    with _quiet():
        try:
            text = LatexNodes2Text(math_mode='text').latex_to_text(command).strip()
        except _BROKEN:
            return command
    return command if not text or '%' in text or combining(text[0]) else text


def decode(text: str) -> str:
    r"""Return *text* with accents, symbols and braces resolved; ``$math$`` stays as it is.

    A bare ``%`` is kept as text, as biber and reference managers treat it.
    """
    if not _MARKUP.search(text):
        return ' '.join(text.split())
    escaped = re.sub(r'(?<!\\)%', r'\\%', text)
    plain = _decode_simple(escaped)
    return ' '.join((_decode_any(escaped, text) if plain is None else plain).split())


def text_of(entry: Entry, *fields: str) -> str:
    """Return the first of some fields that says something, decoded; or an empty string.

    An address among its words is no part of them: it is a link of the entry.
    """
    values = (
        decode(without_addresses(entry.fields[name])) for name in fields if name in entry.fields
    )
    return next(filter(None, values), '')


def _decode_any(text: str, otherwise: str) -> str:
    """Return LaTeX as text, or *otherwise* where it is broken."""
    alone = _ALONE.fullmatch(text)
    if alone and converter().latex_context.get_macro_spec(alone[1]).macroname != alone[1]:
        return alone[1]  # its name is all that there is to show
    # only ASCII letters are part of a command, which the library forgets
    apart = re.sub(r'(\\[A-Za-z]+)(?=[^\x00-\x7f])', r'\1 ', text)
    with _quiet():
        try:
            plain: str = converter().latex_to_text(apart, latex_context=grammar())
        except _BROKEN:
            plain = otherwise
    return plain


def _decode_simple(text: str) -> str | None:
    """Return LaTeX as text without a parser, or None where it takes one."""
    parts = FORMULA.split(text)
    words = [_without_pieces(part) for part in parts[::2]]
    rest = ''.join(words)
    if '\\' in rest or '$' in rest or '\\$' in text or not _is_balanced(rest):
        return None
    for signs, sign in _SIGNS.items():
        words = [part.replace(signs, sign) for part in words]
    parts[1::2] = [f'${formula}$' for formula in parts[1::2]]
    parts[::2] = [part.replace('{', '').replace('}', '') for part in words]
    return ''.join(parts)


def _without_pieces(text: str) -> str:
    """Resolve the accents, letters and escaped signs of *text*, inner ones first."""
    for _ in range(_DEEPEST):
        if '\\' not in text:
            break
        text = _PIECE.sub(lambda piece: _decode_piece(piece[0]), text)
    return text


@cache
def _decode_piece(piece: str) -> str:
    return _decode_any(piece, piece).strip()


def _is_balanced(text: str) -> bool:
    signs = (1 if brace == '{' else -1 for brace in re.findall('[{}]', text))
    depths = [*accumulate(signs, initial=0)]
    return min(depths) == depths[-1] == 0


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from telling on stderr of commands that lack an argument."""
    logger = logging.getLogger('pylatexenc')
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


#: Commands for the look of what follows, which loses nothing without them.
_LOOKS = re.compile(
    r'em|bf|it|sc|tt|rm|sf|sl|(?:it|sc|sl|up)shape|(?:bf|md)series|(?:tt|rm|sf)family'
    r'|normalfont|normalsize|small|footnotesize|large|Large|relax|protect|unskip|newline'
    r'|(?:no)?linebreak|allowbreak|space|thinspace|text(?:md|up|superscript|subscript)|enquote'
    r'|[/@!;:>\s]'
)
_MATH = re.compile(r'(?<!\\)(\$\$?).*?(?<!\\)\1', re.DOTALL)


def undecodable(text: str) -> str:
    r"""Return the first thing in *text* that `decode` cannot show, or an empty string.

    That is an unknown command, which would be lost, or a brace or a ``$`` without its
    partner. What stands in ``$math$`` is not looked at.
    """
    if '\\' not in text and '$' not in text:
        return ''
    bare = _MATH.sub('', text)
    for match in re.finditer(r'\\([A-Za-z]+|.?)|\$', bare, re.DOTALL):
        command = match[1]
        if command is None or not (_LOOKS.fullmatch(command) or _is_known(command)):
            return match[0]
    surplus = bare.count(r'\{') - bare.count(r'\}')
    return ('{' if surplus > 0 else '}') if surplus else ''


@cache
def _is_known(command: str) -> bool:
    spec = converter().latex_context.get_macro_spec(command)
    is_listed = spec is not None and spec.macroname == command
    return is_listed and rf'\{command}' not in decode(rf'\{command}{{x}}{{x}}')


def formulas_of(text: str) -> list[str]:
    """Return the formulas of a text that take a typesetter; symbols and scripts do not."""
    return [formula for formula in FORMULA.split(text)[1::2] if '\\' in math_to_text(formula)]


def without_math(text: str) -> str:
    """Return a text of an entry with its ``$math$`` as far as it can be written."""
    return FORMULA.sub(lambda match: math_to_text(match[1]), text)
