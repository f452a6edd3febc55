"""Author lists as people write them, in the form that BibTeX reads: names apart by "and". Pure.

In BibTeX a comma stands inside a name: ``Last, First`` or ``Last, Jr., First`` (Patashnik,
BibTeXing, §4, "Names"). Where it stands between names, or another sign does, the list is
read as it is meant if that is certain, and its author is told what to write.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from pybtex.bibtex.utils import split_tex_string
from pybtex.database import Person
from pybtex.errors import capture

from sphinx_folio.model import (
    Name,
    are_whole_names,
    is_compound,
    is_degree,
    is_east_asian,
    is_suffix,
    without_titles,
)

_INITIALS = re.compile(r'(?:[^\W\d_]\.?[-~\s]*){1,4}')
_INITIAL_AND_NAME = re.compile(r'(?:[^\W\d_]\.[-~\s]*)+(?![^\W\d_]\.)\S{2}.*', re.DOTALL)
#: "J. R. van Doe"; no person has the initials of a state.
_INITIALS_FIRST = re.compile(
    r'(?!U\.\s?[SKN]\.|E\.\s?U\.)(?:[^\W\d_]\.[-~\s]*){1,4}(?:[a-z]{1,3}\s){0,2}[^\W\d_][^\s,.]+'
)
#: "Doe JM", as PubMed writes it, or "Doe J. M."
_NAME_AND_INITIALS = re.compile(
    r'([^\W\d_][^\s,.{}\\]+)\s+([^\W\d_]{1,3}|[^\W\d_]\.(?:[\s~-]*[^\W\d_]\.)*)'
)
#: What may stand before a name or behind it in a list that is set apart by other signs.
_JOINT = re.compile(r'^(?:and\b|\\?&)\s*|[\s,]+$')
#: What people write for "and", but for "et al."; in Spanish it may join two family names.
_PLUS = re.compile(r'(?<=\s)(?:\\?&|\+|und|et|y|и)(?=\s)(?!\s+al\b)')
#: What stands between names, and never in one.
_BETWEEN = re.compile('[;；、，]')
_SEPARATOR = re.compile(rf'[,;；、，]|{_PLUS.pattern}')
#: Words of organisations that may stand on both sides of an "&".
_NO_NAMES = frozenset(
    """
    academy agency association center centre college company consortium corporation department
    development engineering faculty foundation gmbh group inc institut institute laboratories
    laboratory labs ltd ministry project research school science sciences services society
    solutions systems team technologies technology university
    """.split()
)
#: What may be more than one name: of those with one comma, two words on either side of it.
_SUSPECT = re.compile(
    r'^\{.*\sand\s|[;&；、，+]|,[^,]*,|\s(?:und|et|y|и)\s|[^\s~][\s~]+[^\s~,]+\s*,\s*[^\s~]+[\s~]+[^\s~]|\.\w[^\s,]+,'
)


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


def is_corporate(person: Person) -> bool:
    """Tell whether a name is in braces, as those of organisations are."""
    family = person.last_names
    if len(family) != 1 or family[0][0] != '{' or family[0][-1] != '}':
        return False
    return not (person.first_names or person.middle_names or person.prelast_names)


def is_others(person: Person) -> bool:
    """Tell whether a name is the "others" at the end of a list that goes on."""
    return person.last_names == [OTHERS] and not (person.first_names or person.prelast_names)


class NameList(NamedTuple):
    """A list of authors or editors."""

    names: tuple[str, ...]  #: Each as it stands there; `written` returns it for BibTeX.
    #: The list to write, where its names are not set apart by "and"; "?" without a good guess.
    better: str = ''
    #: A name that an "&" makes one of no person.
    organisation: str = ''
    #: True where braces make one name of a list.
    in_braces: bool = False

    def flaw(self, role: str) -> str:
        """Return what is wrong with the list, and what to write; or nothing."""
        if self.better:
            guess = 'Last, First and Last, First' if self.better == '?' else self.better
            what, otherwise = 'the word "and" is missing between names', ''
            if self.in_braces:
                what = 'braces make one name of a list of names'
                otherwise = ', or one more pair of braces for one name'
            return f'{role}: {what}; write {role} = {{{guess}}}{otherwise}'
        if self.organisation:
            name = self.organisation
            apart = ' and '.join(split_tex_string(name, _PLUS))
            return (
                f'{role}: "{name}" is no person; write {{{name}}} for an organisation, or {apart}'
            )
        return ''


def read_list(text: str) -> NameList:
    """Return the names of a list, set apart as they are meant to be.

    >>> read_list('Jane Doe; Joan Roe').names
    ('Jane Doe', 'Joan Roe')
    """
    items = _inverted(split_list(text))
    if not any(map(_may_be_several, items)):
        return NameList(tuple(items))
    given_first = any(_is_given_first(item) for item in items)
    parted = [_apart(item, given_first=given_first) for item in items]
    names = [name for item, apart in zip(items, parted, strict=True) for name in apart or (item,)]
    better = ''
    if () in parted:
        better = '?'
    elif len(names) > len(items):
        better = ' and '.join(names)
    joined = (item for item in items if '&' in item and (item,) in parted)
    organisation = next((item for item in joined if len(split_tex_string(item, _PLUS)) > 1), '')
    in_braces = any(item not in names and _list_in_braces(item) for item in items)
    return NameList(tuple(names), better, organisation, in_braces)


def _inverted(items: list[str]) -> list[str]:
    """Return a list whose names are all as PubMed writes them, "Doe JM", with commas in them.

    "Malcolm X" alone has his family name last, and "Hao XU" may have his in capitals.
    """
    people = [name for name in items if name[0] != '{' and name != OTHERS]
    if len(people) < 2 or any(',' in name for name in people):
        return items
    inverted = {name: _initials_last(name) for name in people}
    ends = [name.rpartition(' ')[2] for name in inverted]
    are_initials = any(
        len(end) == 1 or not re.search('[AEIOUY]', end) or '.' in end for end in ends
    )
    if not (are_initials and all(inverted.values())):
        return items
    return [inverted.get(name, name) for name in items]


@lru_cache(maxsize=65_536)  # a name stands in many lists
def _may_be_several(item: str) -> bool:
    return _SUSPECT.search(item) is not None


def _is_given_first(item: str) -> bool:
    words = item.split()
    return len(words) > 1 and not (_SEPARATOR.search(item) or item[0] == '{' or is_east_asian(item))


def _apart(item: str, *, given_first: bool) -> tuple[str, ...]:
    """Return the names that stand in one item of a list; none, if there is no good guess.

    :param given_first: whether other names of the list stand there without a comma.
    """
    if listed := _list_in_braces(item):
        return listed
    joins_families = re.search(r'\sy\s', item) is not None
    for separator in (_BETWEEN, _PLUS):
        parts = _parts(item, separator)
        is_list = separator is _BETWEEN or _are_names(parts, joins_families=joins_families)
        if len(parts) > 1 and is_list:
            given_first = given_first or any(map(_is_given_first, parts))
            parted = [_apart(part, given_first=given_first) for part in parts]
            return () if () in parted else tuple(name for names in parted for name in names)
    written_parts = [] if is_extended(item) else _parts(item, ',')
    bare = [part for part in written_parts if not is_degree(part)]
    if len(written_parts) > 3 and 1 < len(bare) < len(written_parts):  # "A B, MD, C D, PhD"
        return _by_commas(bare)
    parts = _parts(without_titles(item), ',') if written_parts else []
    is_sound = len(parts) < 2
    if len(parts) == 3:
        is_sound = is_suffix(parts[1]) or is_suffix(parts[2])
    elif len(parts) == 2:
        is_sound = is_sound or not (
            are_two_names(*parts)
            or all(map(_initials_last, parts))
            or (given_first and _INITIAL_AND_NAME.fullmatch(parts[0]) and parts[1][0] == '{')
            or (given_first and are_whole_names(*parts) and not is_compound(parts[0]))
        )
    return (item,) if is_sound else _by_commas(parts)


def _list_in_braces(item: str) -> tuple[str, ...]:
    """Return the names of "{Doe, Jane and Roe, John}"; none where it may be an organisation.

    First names in full do not tell, as in "{General Motors and Rolls Royce}"; what others
    are called may (`graph.joined_names`).
    """
    names = names_in_braces(item)
    for is_one in (_is_last_first, _is_initials_first):
        if all(map(is_one, names)):
            return names
    return ()


def names_in_braces(item: str) -> tuple[str, ...]:
    """Return what "and" parts in a name that is all in braces; nothing if it does not."""
    inner = item[1:-1]
    if not _IN_ONE_PAIR.fullmatch(item) or _IN_ONE_PAIR.fullmatch(inner):
        return ()
    names = read_list(inner).names
    return names if len(names) > 1 and OTHERS not in names else ()


def _is_last_first(name: str) -> bool:
    family, comma, given = name.partition(',')
    is_short = all(0 < len(part.split()) < 4 for part in (family, given))
    is_abbreviation = re.fullmatch(r'\s*[^\W\d_]{3,}\s*', given) and given.isupper()  # "LLP"
    if not comma or not is_short or is_abbreviation or is_suffix(given) or ',' in given:
        return False
    return not any(map(_is_no_name, re.split(r'[\s.,-]+', name)))


def _is_initials_first(name: str) -> bool:
    return _INITIALS_FIRST.fullmatch(name) is not None


def _parts(text: str, separator: str | re.Pattern[str]) -> list[str]:
    """Return what stands apart outside of braces."""
    items = split_tex_string(text, separator, filter_empty=True)
    return [part for item in items if (part := _JOINT.sub('', item))]


def _are_names(parts: list[str], *, joins_families: bool = False) -> bool:
    """Tell whether all that stands between "&" and the like is a whole name, or a list."""
    if joins_families:
        return all(_has_words(part) and part.istitle() and ',' not in part for part in parts)
    return all(
        part[0] == '{'
        or ',' in part
        or (_has_words(part) and not any(map(_is_no_name, part.split())))
        for part in parts
    )


def _is_no_name(word: str) -> bool:
    """Tell whether a word is no part of a name, as "for" in that of a ministry."""
    is_common = word.isalpha() and word.islower() and word not in _PARTICLES
    return is_common or word.lower() in _NO_NAMES


_PARTICLES = frozenset(
    'af da dal de del della den der di do dos du la le ten ter van von zu'.split()
)


def are_two_names(family: str, given: str) -> bool:
    """Tell whether "A. Smith, B. Jones" was read as one name; whole first names leave a doubt."""
    return bool(_INITIAL_AND_NAME.fullmatch(family) and _INITIAL_AND_NAME.fullmatch(given))


def _initials_last(part: str) -> str:
    """Return "Doe JM" as "Doe, JM"; an empty string of another name."""
    match = _NAME_AND_INITIALS.fullmatch(part)
    is_inverted = match and match[2].isupper() and not match[1].isupper()
    return f'{match[1]}, {match[2]}' if match and is_inverted else ''


def is_extended(text: str) -> bool:
    """Tell whether a name says what its parts are (biblatex manual, "Extended Name Format")."""
    return re.match(r'(?:family|given|prefix|suffix)(?:-i)?\s*=', text) is not None


def _by_commas(parts: list[str]) -> tuple[str, ...]:
    """Return the names of which *parts* stand between commas; none without a good guess."""
    if any(is_suffix(part) and not _is_initials(part) for part in parts):
        return ()
    inverted = tuple(map(_initials_last, parts))
    if all(inverted):
        return inverted
    families, givens = parts[::2], parts[1::2]
    pairs = len(families) == len(givens)
    if pairs and (all(map(_is_initials, givens)) or not any(map(_has_words, families))):
        return tuple(f'{one}, {other}' for one, other in zip(families, givens, strict=True))
    if len(parts) > 2 and all(map(is_east_asian, parts)):
        return tuple(parts)
    if all(map(_has_words, parts)) and not any(map(_is_initials, parts)):
        return tuple(parts)
    return ()


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
_ET_AL = re.compile(r'(?:and )?(?:others|et\.? al\.?|et alii|u\.[ ~]?a\.)', re.IGNORECASE)
_GOES_ON = re.compile(rf'(?:\s*[,;])?\s+(?:{_ET_AL.pattern})$', re.IGNORECASE)
#: ADS writes "A.~-M.", where no space stands in the name.
_SPACED_HYPHEN = re.compile(r'(?<=\.)[\s~]+-(?=[^\W\d_])')
_NAMED_PART = re.compile(r'(family|given|prefix|suffix)\s*=\s*(.+)', re.IGNORECASE | re.DOTALL)


#: Commands for the look of a name, and braces for the same; and notes that hang at it.
_IN_BRACES = r'\{((?:[^{}]|\{[^{}]*\})*)\}'
_IN_ONE_PAIR = re.compile(_IN_BRACES)
_LOOK = re.compile(
    rf'\\(?:text(?:bf|it|sl|sc|rm|up)|emph|underline|uline|ul|mkbib(?:bold|emph))\s*{_IN_BRACES}'
    r'|\{\s*\\(?:bf|it|em|sl|sc|bfseries|itshape|slshape)\b\s*((?:[^{}]|\{[^{}]*\})*)\}'
    r'|(?<![\w\\])(?P<sign>\*{1,3}|_{1,3})(?=\w)((?:(?!\sand\s)[^*_])*[\w.])(?P=sign)(?!\w)'
    r'|</?(?:b|strong|u|i|em|span|mark)\b[^<>]*>'
)
_NOTE = re.compile(
    rf'\\(?:thanks|inst|corref|fnref|orcidlink|orcidID|IEEEmembership|footnote)\s*{_IN_BRACES}'
    r'|\\footnotemark(?:\[\d*\])?|\\textsuperscript\{[\d,\s]*\}|<sup>[\d,\s]*</sup>'
)
_RAISED = re.compile(r'<sup>([^<>]*)</sup>|\\textsuperscript\s*\{([^{}]*)\}')
#: What refers to a note, raised or not.
_SIGNS = re.compile(
    r'(?:[\d,;\s*∗†‡§¶✉$^]|\\(?:text)?(?:dag(?:ger)?|ddag|daggerdbl|ast|star)\b(?:\{\})?)+'
)
_LETTERS = re.compile(r'[a-h](?:[,\s]*[a-h*\d])*')
#: What is said of an author in words, and the sign for it.
_SAID = (
    (re.compile(r'\s*\((?:equal(?:ly)?\b[^()]*|co-?first[^()]*)\)', re.IGNORECASE), '*'),
    (re.compile(r'\s*\(correspond[^()]*\)', re.IGNORECASE), '✉'),
)
#: An accent on an i without its dot, and the rest of the name without a space between.
_DOTLESS = re.compile(r'(\\[\'`^"~=.])\s*\\([ij])(?=[A-Za-z])')
#: A backslash before what needs none.
_NEEDLESS = re.compile(r'\\(?=[^\x00-\x7f])')
_MARKED_UP = re.compile(
    r'[*_<&(]|\\(?:text|emph|u|mkbib|thanks|inst|corref|fnref|orcid|IEEE|footnote|[^\x00-\x7f])'
    r'|\{\s*\\(?:bf|it|em|s)|\\[ij][A-Za-z]'
)


def _without_markup(text: str) -> str:
    """Return a list of names without what makes one bold or hangs a note at it."""
    if not _MARKED_UP.search(text):
        return text
    text = unescape(text) if '&' in text and ';' in text else text
    text = _NEEDLESS.sub('', _DOTLESS.sub(r'\1{\\\2}', text))
    for pattern, sign in _SAID:
        text = pattern.sub(sign, text)
    text = _RAISED.sub(_raised, _NOTE.sub('', text))
    return _LOOK.sub(lambda match: match[1] or match[2] or match[4] or '', text)


def _raised(match: re.Match[str]) -> str:
    """Return what is raised behind a name as a formula, of which names are rid."""
    signs = match[1] if match[2] is None else match[2]
    # a single letter abbreviates, as in "M\\textsuperscript{a} José"
    hangs = f' {match.string[: match.start()]}'[-2:].isalpha()
    if match[1] or _SIGNS.fullmatch(signs) or (hangs and _LETTERS.fullmatch(signs)):
        return f'$^{{{re.sub("[$^]", "", signs)}}}$'
    return match[0]


def split_list(text: str) -> list[str]:
    """Return the names of a list as they stand there, without markup."""
    plain = f' {_TEX_SPACE.sub(" ", _without_markup(text))} '
    plain = _SPACED_HYPHEN.sub('-', plain) if '-' in plain else plain
    names = []
    for item in split_tex_string(plain, _AND, filter_empty=True):
        name = _GOES_ON.sub('', item)
        names += [name.rstrip(', ')] if name == item else [name, OTHERS]
    return [name for name in names if name]


def written(name: str) -> str:
    """Return one name as ``First Last``, ``Last, First`` or ``Last, Jr., First``.

    It is an empty string where nothing but commas is left.

    >>> written('family=Berg, given=Jan, prefix=van der')
    'van der Berg, Jan'
    >>> written('王 梓人')
    '王, 梓人'
    """
    if _ET_AL.fullmatch(name):
        return OTHERS
    name = name if is_extended(name) else without_titles(name)
    if ',' not in name:
        if name.endswith(')') and name.rpartition('(')[0].endswith(' '):
            return f'{name},'  # or the end of a second spelling would be the family name
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


def read_people(text: str) -> list[Person]:
    """Return the people of a list in a field that pybtex does not know to hold names."""
    names = filter(None, map(written, read_list(text).names))
    with capture():  # of too many commas
        return [Person(name) for name in names]
