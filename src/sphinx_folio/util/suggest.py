"""The nearest right word for a wrong one, and the characters that nobody sees. Pure, no Sphinx."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

#: More choices than this are not printed into a message.
MAX_CHOICES = 25


def nearest(word: str, choices: Iterable[str], /, *, cutoff: float = 0.6) -> str:
    """Return the one of *choices* that *word* probably means, or an empty string.

    :param cutoff: how much the two have in common, from 0 to 1, as `difflib` counts it.
    """
    by_folded = {choice.casefold(): choice for choice in sorted(choices, reverse=True)}
    matches = get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[matches[0]] if matches else ''


def did_you_mean(word: str, choices: Iterable[str], /, *, cutoff: float = 0.6) -> str:
    """Return the hint that ends a message about an unknown *word*.

    The hint names the nearest of *choices*, else all of them while they are few,
    and is empty where neither would help.

    :param cutoff: as that of `nearest`.
    """
    in_order = sorted(choices)
    if meant := nearest(word, in_order, cutoff=cutoff):
        if (hidden := unseen(word)) and seen(word) == seen(meant):
            return f'; it holds {hidden}: write "{meant}" anew'
        return f'; did you mean "{meant}"?'
    return f'; write one of: {", ".join(in_order)}' if 0 < len(in_order) <= MAX_CHOICES else ''


def seen(text: str) -> str:
    """Return what a reader sees of a text: plain spaces, and no characters without a picture."""
    spaced = ''.join(' ' if unicodedata.category(sign) == 'Zs' else sign for sign in text)
    return ' '.join(''.join(sign for sign in spaced if not _is_unseen(sign)).split())


def unseen(text: str) -> str:
    """Return the first character of a text that looks like a space or like nothing, in words.

    It is empty where there is none.
    """
    found = next((sign for sign in text if sign != ' ' and _looks_like_none(sign)), '')
    name = unicodedata.name(found, 'no name').lower() if found else ''
    return f'the character U+{ord(found):04X} ({name})' if found else ''


def _looks_like_none(sign: str) -> bool:
    return unicodedata.category(sign) == 'Zs' or _is_unseen(sign)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in {'Cf', 'Cc'}
