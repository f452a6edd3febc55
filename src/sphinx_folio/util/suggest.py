"""The nearest right word for a wrong one. Pure, no Sphinx."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


#: More choices than this are not printed into a message.
MAX_CHOICES = 25


def did_you_mean(word: str, choices: Iterable[str], /) -> str:
    """Return the hint that ends a message about an unknown *word*.

    The hint names the nearest of *choices*, else all of them while they are few,
    and is empty where neither would help.
    """
    known = sorted(choices)
    by_folded = {choice.casefold(): choice for choice in reversed(known)}
    nearest = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    if nearest:
        return f'; did you mean "{by_folded[nearest[0]]}"?'
    if 0 < len(known) <= MAX_CHOICES:
        return f'; write one of: {", ".join(known)}'
    return ''
