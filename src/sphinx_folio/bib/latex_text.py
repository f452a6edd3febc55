"""LaTeX in bibliography fields to plain Unicode text. Pure."""

import re
from functools import cache
from itertools import accumulate

from pybtex.database import Entry

from .addresses import SAID, VENUES, other_words, without_addresses
from .latex_macros import BROKEN, converter, grammar, quiet
from .markup import NEEDS, set_aside, settle

_MARKUP = re.compile(r"[\\{}$~]|--|``|''|[!?]`")
#: What is more than a dash or a quote.
_LATEX = re.compile(r'[\\{}$]')
_ALONE = re.compile(r'[\s{}]*\\([A-Za-z]+)[\s{}]*')
#: A formula in a text; the group is what stands between the signs.
_FORMULA = re.compile(r'\$([^$]+)\$')
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


def decode(text: str) -> str:
    r"""Return *text* with accents, symbols and braces resolved; ``$math$`` stays as it is.

    A bare ``%`` is kept as text, as biber and reference managers treat it.
    """
    if not _MARKUP.search(text):
        return ' '.join(text.split())
    if not _LATEX.search(text):
        return ' '.join(_with_signs(text).split())
    escaped = re.sub(r'(?<!\\)%', r'\\%', text)
    plain = _decode_simple(escaped)
    return ' '.join((_decode_any(escaped, text) if plain is None else plain).split())


def marked(latex: str) -> str:
    r"""Return *latex* decoded, with its formulas, looks and addresses as `markup` marks them."""
    if not NEEDS.search(latex):
        return decode(latex)
    text, aside = set_aside(latex)
    return settle(decode(text), aside)


def text_of(entry: Entry, *fields: str) -> str:
    """Return the first of some fields that says something, as marked text; or nothing.

    An address among its words is no part of them: it is a link of the entry.
    """
    return next(
        filter(None, (_words_of(entry, name) for name in fields if name in entry.fields)), ''
    )


def _words_of(entry: Entry, name: str) -> str:
    latex = other_words(entry.fields, name) if name in SAID else entry.fields[name]
    return marked(without_addresses(latex, is_venue=name in VENUES))


def _decode_any(text: str, otherwise: str) -> str:
    """Return LaTeX as text, or *otherwise* where it is broken."""
    alone = _ALONE.fullmatch(text)
    if alone and converter().latex_context.get_macro_spec(alone[1]).macroname != alone[1]:
        return alone[1]  # its name is all that there is to show
    # only ASCII letters are part of a command, which the library forgets
    apart = re.sub(r'(\\[A-Za-z]+)(?=[^\x00-\x7f])', r'\1 ', text)
    with quiet():
        try:
            plain: str = converter().latex_to_text(apart, latex_context=grammar())
        except BROKEN:
            plain = otherwise
    return plain


def _decode_simple(text: str) -> str | None:
    """Return LaTeX as text without a parser, or None where it takes one."""
    parts = _FORMULA.split(text)
    words = [_without_pieces(part) for part in parts[::2]]
    rest = ''.join(words)
    if '\\' in rest or '$' in rest or '\\$' in text or not _is_balanced(rest):
        return None
    words = list(map(_with_signs, words))
    parts[1::2] = [f'${formula}$' for formula in parts[1::2]]
    parts[::2] = [part.replace('{', '').replace('}', '') for part in words]
    return ''.join(parts)


def _with_signs(text: str) -> str:
    for signs, sign in _SIGNS.items():
        text = text.replace(signs, sign)
    return text


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


#: Commands for the look of what follows, which loses nothing without them.
_LOOKS = re.compile(
    r'em|bf|it|sc|tt|rm|sf|sl|(?:it|sc|sl|up)shape|(?:bf|md)series|(?:tt|rm|sf)family'
    r'|normalfont|normalsize|small|footnotesize|large|Large|relax|protect|unskip|newline'
    r'|(?:no)?linebreak|allowbreak|space|thinspace|text(?:md|up|superscript|subscript)|enquote'
    r'|[/@!;:>\s]'
)
_MATH = re.compile(r'(?<!\\)(\$\$?).*?(?<!\\)\1|\\\(.*?\\\)|\\\[.*?\\\]', re.DOTALL)


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
