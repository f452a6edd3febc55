"""The nearest right word for a wrong one. Pure, no Sphinx."""

from collections.abc import Iterable
from difflib import get_close_matches

#: More choices than this are not printed into a message.
MAX_CHOICES = 25


def nearest(word: str, choices: Iterable[str], /) -> str:
    """Return the one of *choices* that *word* probably means, or an empty string."""
    by_folded = {choice.casefold(): choice for choice in sorted(choices, reverse=True)}
    matches = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else ''


def did_you_mean(word: str, choices: Iterable[str], /) -> str:
    """Return the hint that ends a message about an unknown *word*.

    The hint names the nearest of *choices*, else all of them while they are few,
    and is empty where neither would help.
    """
    in_order = sorted(choices)
    if meant := nearest(word, in_order):
        return f'; did you mean "{meant}"?'
    return f'; write one of: {", ".join(in_order)}' if 0 < len(in_order) <= MAX_CHOICES else ''
