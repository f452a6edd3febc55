"""Person names compared by identity: one normal form for every spelling. Pure."""

from __future__ import annotations

import re
import unicodedata

#: Latin letters that have no decomposition in Unicode but a plain spelling in use.
_PLAIN_LETTERS = str.maketrans(
    {'ł': 'l', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'æ': 'ae', 'œ': 'oe', 'ı': 'i', 'ħ': 'h'}
)
_APART = re.compile(r'[\s\-‐‑–.,_~]+')
_IGNORED = re.compile(r"['’‘`´ʼ]")
_EAST_ASIAN = re.compile(r'[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯]')


def fold(text: str) -> str:
    """Return *text* in lower case, without accents, its words apart by one space."""
    decomposed = unicodedata.normalize('NFKD', _IGNORED.sub('', text).casefold())
    bare = ''.join(char for char in decomposed if not unicodedata.combining(char))
    recomposed = unicodedata.normalize('NFC', bare.translate(_PLAIN_LETTERS))
    return _APART.sub(' ', recomposed).strip()


def name_key(name: str) -> str:
    """Return the normal form of a full *name*, ``First Last`` or ``Last, First``.

    A name in Chinese, Japanese or Korean script is written without spaces and family
    name first, so its form is too.
    """
    *family, given = name.split(',')  # "Last, Jr., First" has two commas
    return author_key(given, ' '.join(family))


def author_key(given: str, family: str) -> str:
    """Return the normal form of a name whose parts are known."""
    if _EAST_ASIAN.search(given + family):
        return fold(f'{family} {given}').replace(' ', '')
    return fold(f'{given} {family}')


def initials(name: str) -> str:
    """Return the one or two letters of a monogram, or an empty string."""
    if match := _EAST_ASIAN.search(name):
        return match.group()
    words = [word for word in _APART.split(name) if word[:1].isalpha()]
    letters = [word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)]
    return ''.join(letters).upper()
