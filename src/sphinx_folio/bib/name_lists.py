"""Author lists as people write them, in the form that BibTeX reads: names apart by "and". Pure.

In BibTeX a comma stands inside a name: ``Last, First`` or ``Last, Jr., First`` (Patashnik,
BibTeXing, §4, "Names").
"""

import re
from typing import NamedTuple

from pybtex.bibtex.utils import split_tex_string
from pybtex.database import Person

from sphinx_folio.model import Name, is_east_asian, is_suffix

_INITIALS = re.compile(r'(?:[^\W\d_]\.?[-~\s]*){1,4}')
_INITIAL_AND_NAME = re.compile(r'(?:[^\W\d_]\.[-~\s]*)+(?![^\W\d_]\.)\S{2}.*', re.DOTALL)
_JOINT = re.compile(r'^(?:and\b|\\?&)\s*')


class NameWords(NamedTuple):
    """The words of a name, as pybtex has taken it apart."""

    given: list[str]
    particle: list[str]  #: "van der"
    family: list[str]
    suffix: list[str]  #: "Jr.", "III".


def words_of(person: Person) -> NameWords:
    """Return the words of a pybtex person; BibTeX takes middle names for first names."""
    given = person.first_names + person.middle_names
    return NameWords(given, person.prelast_names, person.last_names, person.lineage_names)


def name_of(person: Person) -> Name:
    """Return the name of a pybtex person in its own LaTeX."""
    given, particle, family, suffix = words_of(person)
    return Name(' '.join(given), ' '.join(particle + family), ' '.join(suffix))


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
    separator = ';' if ';' in re.sub(r'\{[^{}]*\}', '', text) else ','
    items = split_tex_string(text, separator)
    parts = [part for item in items if (part := _JOINT.sub('', item, count=1))]
    if separator == ';':
        whole = all(len(split_tex_string(part, ',')) <= 3 for part in parts)
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


def _is_initials(part: str) -> bool:
    return part.isupper() and _INITIALS.fullmatch(part) is not None


def _has_words(part: str) -> bool:
    """Tell whether a part may be a whole name: two words or more, or a name in braces."""
    return part.startswith('{') or re.search(r'[\s~]', part) is not None


#: The last name of a list that goes on.
OTHERS = 'others'

#: BibTeX sees the comma in ``J.\,R. Roe``, and pybtex stumbles over a lone backslash.
_TEX_SPACE = re.compile(r'(?<!\\)\\(?:[,\s]|$)')
_AND = re.compile(r'(?<=\s)and(?=\s)', re.IGNORECASE)
_ET_AL = re.compile(r'(?:and )?(?:others|et\.? al\.?)', re.IGNORECASE)
_NAMED_PART = re.compile(r'(family|given|prefix|suffix)\s*=\s*(.+)', re.IGNORECASE | re.DOTALL)


def split_names(text: str) -> list[str]:
    """Return the names of a list, each as ``First Last``, ``Last, First`` or ``Last, Jr., First``.

    >>> split_names('family=Berg, given=Jan, prefix=van der and Doe, Jane and et al.')
    ['van der Berg, Jan', 'Doe, Jane', 'others']
    >>> split_names('王 梓人')
    ['王, 梓人']
    """
    return [*filter(None, map(_written, split_list(text)))]


def split_list(text: str) -> list[str]:
    """Return the names of a list as they stand there."""
    names: list[str] = split_tex_string(f' {_TEX_SPACE.sub(" ", text)} ', _AND, filter_empty=True)
    return names


def _written(name: str) -> str:
    """Return one name; an empty string where nothing but commas is left."""
    if _ET_AL.fullmatch(name):
        return OTHERS
    if ',' not in name:
        words = name.split()
        is_family_first = len(words) > 1 and is_east_asian(name)
        return f'{words[0]}, {" ".join(words[1:])}' if is_family_first else name
    parts = split_tex_string(name, ',')
    matches = filter(None, map(_NAMED_PART.fullmatch, parts))
    named = {match[1].lower(): match[2].strip('" ') for match in matches}
    if 'family' in named or 'given' in named:  # biblatex's extended format (manual §3.4)
        family = ' '.join(named[part] for part in ('prefix', 'family') if part in named)
        parts = [family, named.get('suffix', ''), named.get('given', '')]
    return ', '.join(filter(None, parts))
