"""The names of an author list, as people write them, in the form that BibTeX reads. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .names import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The last name of a list that goes on.
OTHERS = 'others'

#: BibTeX sees the comma in ``J.\,R. Roe``, and pybtex stumbles over a lone backslash.
_TEX_SPACE = re.compile(r'(?<!\\)\\(?:[,\s]|$)')
_AND = re.compile(r'(?:^|(?<=\s))and(?=\s|$)', re.IGNORECASE)
_COMMA = re.compile(',')
_ET_AL = re.compile(r'(?:and )?(?:others|et\.? al\.?)', re.IGNORECASE)
_NAMED_PART = re.compile(r'(family|given|prefix|suffix)\s*=\s*(.+)', re.IGNORECASE | re.DOTALL)


def split_names(text: str) -> list[str]:
    """Return the names of a list, each as ``First Last``, ``Last, First`` or ``Last, Jr., First``.

    >>> split_names('family=Berg, given=Jan, prefix=van der and Doe, Jane and et al.')
    ['van der Berg, Jan', 'Doe, Jane', 'others']
    >>> split_names('王 梓人')
    ['王, 梓人']
    """
    return [name for name in map(_written, split_list(text)) if name]


def split_list(text: str) -> list[str]:
    """Return the names of a list as they stand there."""
    names = _split(_AND, _TEX_SPACE.sub(' ', text))
    return [name.strip() for name in names if name.strip()]


def _written(name: str) -> str:
    """Return one name; an empty string where nothing but commas is left."""
    if _ET_AL.fullmatch(name):
        return OTHERS
    if ',' not in name:
        return _family_first(name)
    parts = [part.strip() for part in _split(_COMMA, name)]
    named = {match[1].lower(): match[2] for match in map(_NAMED_PART.fullmatch, parts) if match}
    if 'family' in named or 'given' in named:
        return _from_named_parts(named)
    return ', '.join(part for part in parts if part)


def _from_named_parts(named: dict[str, str]) -> str:
    """Return a name given in biblatex's extended format (biblatex manual §3.4)."""
    values = {part: value.strip('" ') for part, value in named.items()}
    family = ' '.join(values[part] for part in ('prefix', 'family') if part in values)
    parts = (family, values.get('suffix', ''), values.get('given', ''))
    return ', '.join(part for part in parts if part)


def _family_first(name: str) -> str:
    """Return a name in Chinese, Japanese or Korean script with a comma after the family name."""
    words = name.split()
    if len(words) > 1 and is_east_asian(name):
        return f'{words[0]}, {" ".join(words[1:])}'
    return name


def _split(separator: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield what stands between separators that are outside of all braces."""
    if '{' not in text:
        yield from separator.split(text)
        return
    start = depth = 0
    for match in re.finditer(rf'[{{}}]|{separator.pattern}', text, separator.flags):
        if match[0] in '{}':
            depth += 1 if match[0] == '{' else -1
        elif depth == 0:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]
