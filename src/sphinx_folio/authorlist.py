"""Author lists that were set apart by commas, where BibTeX wants the word "and". Pure.

In BibTeX a comma stands inside a name: ``Last, First`` or ``Last, Jr., First`` (Patashnik,
BibTeXing, §4, "Names").
"""

from __future__ import annotations

import re

_SUFFIX = re.compile(
    r'(?:jr|sr|junior|senior|filho|neto|(?-i:[IVX]{1,4})|\d[a-z]{2}'
    r'|sir|dame|dr|prof|esq|ph\.?\s?d|m\.?\s?d|[mb]\.?\s?sc)\.?',
    re.IGNORECASE,
)
_INITIALS = re.compile(r'(?:[^\W\d_]\.?[-~\s]*){1,4}')
_INITIAL_AND_NAME = re.compile(r'(?:[^\W\d_]\.[-~\s]*)+(?![^\W\d_]\.)\S{2}.*', re.DOTALL)
_JOINT = re.compile(r'^(?:and\b|\\?&)\s*')


def is_suffix(part: str) -> bool:
    """Tell whether a part of a name is one such as "Jr." or "III"."""
    return _SUFFIX.fullmatch(part.strip('{} ')) is not None


def are_two_names(family: str, given: str) -> bool:
    """Tell whether "A. Smith, B. Jones" was read as one name; whole first names leave a doubt."""
    return bool(_INITIAL_AND_NAME.fullmatch(family) and _INITIAL_AND_NAME.fullmatch(given))


def is_extended(text: str) -> bool:
    """Tell whether a name says what its parts are (biblatex manual, "Extended Name Format")."""
    return re.match(r'(?:family|given|prefix|suffix)(?:-i)?\s*=', text) is not None


def with_and(text: str) -> str:
    """Return a list of names with "and" between them, or an empty string without a good guess.

    >>> with_and('A. Smith, B. Jones, C. Wu')
    'A. Smith and B. Jones and C. Wu'
    >>> with_and('Smith, A., Jones, B.')
    'Smith, A. and Jones, B.'
    """
    apart = ';' if ';' in re.sub(r'\{[^{}]*\}', '', text) else ','
    parts = [_JOINT.sub('', part, count=1) for part in split_outside_braces(text, apart)]
    parts = [part for part in parts if part]
    if apart == ';':
        whole = all(len(split_outside_braces(part, ',')) <= 3 for part in parts)
        return ' and '.join(parts) if whole else ''
    if len(parts) < 2 or is_extended(text) or any(is_suffix(part) for part in parts):
        return ''
    families, givens = parts[::2], parts[1::2]
    pairs = len(families) == len(givens)
    if pairs and (all(map(_is_initials, givens)) or not any(map(_has_words, families))):
        return ' and '.join(f'{one}, {other}' for one, other in zip(families, givens, strict=True))
    if all(map(_has_words, parts)) and not any(map(_is_initials, parts)):
        return ' and '.join(parts)
    return ''


def split_outside_braces(text: str, sign: str) -> list[str]:
    """Return what stands between the *sign* where it is not in braces."""
    parts = ['']
    depth = 0
    for char in text:
        depth += {'{': 1, '}': -1}.get(char, 0)
        if char == sign and depth == 0:
            parts.append('')
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def _is_initials(part: str) -> bool:
    return part.isupper() and _INITIALS.fullmatch(part) is not None


def _has_words(part: str) -> bool:
    """Tell whether a part may be a whole name: two words or more, or a name in braces."""
    return part.startswith('{') or re.search(r'[\s~]', part) is not None
