"""Inline Markdown in a text that is shown as it is written. Pure, no Sphinx."""

import re
from functools import cache

from markdown_it import MarkdownIt

_MARKUP = frozenset({'code_inline', 'em_open', 'image', 'link_open', 'strong_open'})
_SIGNS = re.compile(r'[*_`<\[]')
_ROLE = re.compile(r'\{[\w:-]+\}(?=\w)')
#: Longer texts are not looked at.
_LONGEST_TEXT = 2000


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt('commonmark')


def without_markup(text: str) -> str:
    """Return the words of a text that holds inline Markdown; nothing for one that holds none."""
    if not _SIGNS.search(text) or len(text) > _LONGEST_TEXT:
        return ''
    (token,) = _markdown().parseInline(text)
    pieces = token.children or []
    if not any(piece.type in _MARKUP for piece in pieces):
        return ''
    words = ''.join(piece.content or ' ' for piece in pieces if not piece.nesting)
    return _ROLE.sub('', ' '.join(words.split()))
