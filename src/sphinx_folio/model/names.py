"""Person names: one normal form for every spelling, and the parts of a name. Pure.

Compared by identity, case, accents, hyphens, apostrophes and the order of "Last, First" do
not count; every letter, every initial and the order of words do. A name does not say which
of its words are which: what people write themselves decides, then the script, then what
BibTeX's rule makes of particles.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from sphinx_folio.util import script_runs

from .titles import is_generation, parse_titles

#: Family names of two characters: of China in both its scripts, and of Korea.
_COMPOUND = re.compile(
    '欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|尉遲|公孙|公孫|慕容|司徒|令狐'
    '|夏侯|长孙|長孫|宇文|独孤|獨孤|南宫|南宮|轩辕|軒轅|端木|百里|呼延|闻人|聞人|司空|澹台'
    '|澹臺|公冶|申屠|太叔|钟离|鍾離|濮阳|濮陽|淳于|单于|單于|第五|梁丘|左丘|西门|西門|拓跋'
    '|完颜|完顏|耶律|남궁|황보|제갈|사공|선우|서문|독고|동방'
)
#: Words that join two family names, as in "Ortega y Gasset".
_JOINING = frozenset({'y', 'e', 'i'})


class Name(NamedTuple):
    """A full name in its parts, of which all but one may be empty."""

    given: str
    family: str
    suffix: str = ''  #: "Jr.", "III".

    @property
    def key(self) -> str:
        """The normal form by which names are compared.

        A name that is all in Chinese, Japanese or Korean script is written without spaces
        and family name first, so its form is too.
        """
        given, family, suffix = (fold(part) for part in self)
        if is_east_asian(f'{given} {family}'):
            return f'{family}{given}{suffix}'.replace(' ', '')
        return ' '.join(part for part in (given, family, suffix) if part)

    @property
    def shown(self) -> str:
        """The name as it is printed."""
        if self.given and self.family and is_east_asian(f'{self.given} {self.family}'):
            return (' ' if _KANA.search(self.given) else '').join((self.family, self.given))
        return ' '.join(part for part in (self.given, self.family, self.suffix) if part)


def name_parts(name: str, spellings: Iterable[str] = ()) -> Name:
    """Return the parts of *name*, which are words of it in its own spelling.

    :param name: a full name as it is shown, or as "Last, First".
    :param spellings: other spellings; one that is the same name as "Last, First" decides.
    """
    shown = parse_titles(' '.join(unicodedata.normalize('NFC', name).split())).name
    if ',' not in shown and is_east_asian(shown):
        return _east_asian(shown)
    for spelling in (shown, *spellings):
        if ',' in spelling and name_key(spelling) == name_key(shown):
            parts = read_name(parse_titles(spelling).name)
            given, family, suffix = (' '.join(part.split()) for part in parts)
            if given or ' ' not in family:
                return Name(given, family, suffix)
            return _by_words(family.split())._replace(suffix=suffix)  # "Martin King, Jr."
    return _by_words(shown.split())


def _east_asian(name: str) -> Name:
    """Return the parts of a name in Chinese, Japanese or Korean script, family name first."""
    family, _space, given = name.partition(' ')
    if given:
        return Name(given, family)
    if len(name) > 2 and _COMPOUND.match(name):
        return Name(name[2:], name[:2])
    kana = _KANA.search(name)
    if kana and kana.start() > 0:  # 山田はなこ
        return Name(name[kana.start() :], name[: kana.start()])
    if kana or len(name) == 1:
        return Name(name, '')
    size = 2 if len(name) > 3 else 1
    return Name(name[size:], name[:size])


def _by_words(words: list[str]) -> Name:
    """Return the parts of a name whose family name comes last, with its particles."""
    suffix = ''
    if len(words) > 2 and fold(words[-1]) in _SUFFIXES:
        suffix = words.pop()
    if len(words) < 2:
        return Name(' '.join(words), '', suffix)
    bare = (word.lstrip("'’") for word in words[1:-1])  # 't Hooft
    particles = (number for number, word in enumerate(bare, start=1) if word[:1].islower())
    begin = next(particles, len(words) - 1)
    if 1 < begin < len(words) - 1 and words[begin] in _JOINING:
        begin -= 1
    return Name(' '.join(words[:begin]), ' '.join(words[begin:]), suffix)


#: Letters that have no decomposition in Unicode, above what is written for them where they
#: cannot be (ICAO Doc 9303, part 3, section 6; for ø, common use): Latin, African, and the
#: letters of the Arabic script that have two codes.
_LETTERS = str.maketrans(
    'łøđðıħŋŧəĸȷ' 'ɓɖɗǝɛƒǥɣɨɩƙɲɔɵʉʋƴƶ' 'یىک',
    'loddihnteqj' 'bddeefggiiknoouvyz' 'ييك',
)  # fmt: skip
_LIGATURES = str.maketrans({'æ': 'ae', 'œ': 'oe', 'þ': 'th'})
#: Signs inside a word that writers leave out or write in another way: apostrophes, the
#: okina and its like, middle dots, the Arabic stretcher.
_LEFT_OUT = str.maketrans('', '', "'’‘‛`´ʹʻʼʽʾʿˈ′ꞌ՚׳״·•‧・ـ")
_SIMPLER = _LETTERS | _LIGATURES | _LEFT_OUT
#: Accents, and the points of Hebrew and Arabic. Marks of other scripts tell words apart.
_ACCENTS = re.compile(
    r'[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f'
    r'\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]'
)
_LEADING = re.compile(r'^\W+')
_APART = re.compile(r'[\s.,_~\-\u058a\u05be\u2010-\u2015\u2212\u301c\u3030\u30a0]+')
_EAST_ASIAN = re.compile(
    r'[\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]'
)
_KANA = re.compile(r'[\u3040-\u30ff]')
#: Suffixes in their normal form, which many write last.
_SUFFIXES = frozenset({'jr', 'sr', 'ii', 'iii', 'iv'})
#: Those, other ordinals, and titles, as they stand between commas.
_SUFFIX = re.compile(
    r'(?:jr|sr|junior|senior|filho|neto|(?-i:[IVX]{1,4})|\d[a-z]{2}'
    r'|sir|dame|dr|prof|esq|ph\.?\s?d|m\.?\s?d|[mb]\.?\s?sc)\.?',
    re.IGNORECASE,
)

#: What a family name of several words begins with, in capitals too.
_PARTICLES = frozenset(
    """
    abd abdel abdul abou abu al ap au ben bin da dal das de degli del dela della delos den der di
    do dos du el ibn la las le lo los mac mc o ould saint san santa santo st ten ter van vom von zu
    zum zur
    """.split()
)
#: The commonest family names of Spain, Portugal and the Americas, beside those in -ez.
_FAMILIES_OF_TWO = frozenset(
    """
    aguilar almeida alonso andrade barbosa blanco cabrera calvo campos cano cardoso carvalho
    castillo castro correia cortes costa cruz delgado dias diaz fernandes ferreira flores freitas
    gallego garcia garrido gil gomes goncalves guerrero herrera iglesias leon lima lopes lozano
    machado marin marques martin martins medina mendes molina morales moreira moreno munoz
    nascimento navarro nunes oliveira ortega ortiz pena pereira pinto prieto ramos reyes ribeiro
    rocha rojas romero rubio ruiz santana santos sanz serrano silva soares sousa souza teixeira
    torres vargas vega vidal vieira
    """.split()
)

#: Signs that authors hang at a word of their name, to refer to a note about them.
MARKS = '*∗⁎＊✱†‡§¶‖#✉'
#: Those that are one only where they follow a letter.
RAISED_MARKS = '&^¹²³⁰⁴⁵⁶⁷⁸⁹'
_FORMULA = (
    rf'\$[{{}}\s]*(?:\^[^$]*|[{MARKS}]+[{{}}\s]*'
    r'|\\(?:d?dagger|ddag|ast|star|bullet|circ|sharp|(?:diamond|club|heart|spade)\w*|S|P)[^$]*)\$'
)
_MARKS = re.compile(
    rf'(?:[{MARKS}]|{_FORMULA}|(?<=\S)[{RAISED_MARKS}])+(?=\s|$)|(?:^|(?<=\s))(?:[{MARKS}]|{_FORMULA})+'
)
_MARK_SIGNS = re.compile(rf'[${MARKS}{RAISED_MARKS}]')
#: What a mark says of its author, where all use it for the same.
_SAID = {'equal': re.compile(r'[*∗⁎＊✱]|\\(?:ast|star)\b'), 'corresponding': re.compile('✉')}


def fold(text: str) -> str:
    """Return *text* in lower case, without accents, its words apart by one space."""
    plain = text.lower() if text.isascii() else _without_accents(text)
    return _APART.sub(' ', plain.translate(_SIMPLER)).strip()


def _without_accents(text: str) -> str:
    """Return *text* in lower case, each character in its simplest form."""
    lowered = unicodedata.normalize('NFKD', text.replace('´', '')).casefold()
    bare = _ACCENTS.sub('', unicodedata.normalize('NFKD', lowered))
    visible = ''.join(char for char in bare if unicodedata.category(char) != 'Cf')
    return unicodedata.normalize('NFC', visible)


def read_name(text: str) -> Name:
    """Return the parts of ``First Last``, ``Last, First`` or ``Last, Jr., First``."""
    family, *rest = text.split(',')
    if not rest:
        return Name(text, '')
    *suffix, given = rest
    return in_order(Name(given, family, ' '.join(suffix)))


def in_order(name: Name) -> Name:
    """Return a name with its suffix in its place, which many write last."""
    given = name.given.strip()
    is_alone = not name.suffix.strip()
    may_be_initials = is_alone and ' ' not in name.family.strip() and given.isupper()
    if fold(given) not in _SUFFIXES or may_be_initials or (is_alone and not is_generation(given)):
        return name
    return Name(name.suffix, name.family, name.given)


def is_suffix(part: str) -> bool:
    """Tell whether a part of a name, which may stand in braces, is one such as "Jr." or "III"."""
    return _SUFFIX.fullmatch(part.strip('{} ')) is not None


def are_whole_names(one: str, other: str) -> bool:
    """Tell whether both parts of "X Y, Z W" look like whole names of two or three words."""
    for words in (one.split(), other.split()):
        is_short = len(words) in {2, 3}
        if not is_short or any(word[:1].islower() or fold(word) in _PARTICLES for word in words):
            return False
        if '{' in words[0] or _is_initial(words[-1]) or all(map(_is_initial, words)):
            return False
    return True


def is_compound(family: str) -> bool:
    """Tell whether one of several words is a common family name where people have two."""
    words = fold(family).split()
    return any(word in _FAMILIES_OF_TWO or word.endswith('ez') for word in words)


def _is_initial(word: str) -> bool:
    return len(fold(word)) < 2 or (word.isupper() and len(word) < 4)


def sort_form(name: str) -> str:
    """Return a name as an index lists it: in the Latin alphabet the family name first."""
    name = parse_titles(name).name
    words = name.split()
    if ',' in name or len(words) < 2 or any(run.script for run in script_runs(name)):
        return name
    particles = (place for place, word in enumerate(words) if place and word.islower())
    start = next(particles, len(words) - 1)
    return f'{" ".join(words[start:])}, {" ".join(words[:start])}'


def name_key(name: str) -> str:
    """Return the normal form of a full *name* (see `Name.key`), without titles and degrees."""
    return read_name(parse_titles(name).name).key


def collation_key(text: str) -> str:
    """Return what a title or a name is sorted by: no accent and no sign before it counts."""
    return _LEADING.sub('', fold(text)) or text


def name_order(name: str, spellings: Iterable[str] = (), *, by_family: bool = False) -> str:
    """Return what the name of a person is sorted by, without titles.

    :param by_family: sort by the family name, with its particles, and then by the others.
    """
    if not by_family:
        return collation_key(parse_titles(name).name)
    given, family, suffix = name_parts(name, spellings)
    return collation_key(' '.join(filter(None, (family, given, suffix))))


def latin_initial(key: str) -> str:
    """Return the Latin letter that a text in its order of sorting begins with, or nothing."""
    first = key[:1].upper()
    return first if 'A' <= first <= 'Z' else ''


def split_marks(text: str) -> tuple[str, frozenset[str]]:
    """Return a part of a name without marks such as ``*``, and what these say of the author."""
    marks = ''.join(_MARKS.findall(text)) if _MARK_SIGNS.search(text) else ''
    if not marks:
        return text, frozenset()
    said = {word for word, signs in _SAID.items() if signs.search(marks)}
    return _MARKS.sub('', text).strip(), frozenset(said)


def is_east_asian(text: str) -> bool:
    """Tell whether every word of *text* is in Chinese, Japanese or Korean script."""
    words = unicodedata.normalize('NFKC', text).split()
    return bool(words) and all(_EAST_ASIAN.search(word) for word in words)


def initials(name: str) -> str:
    """Return the one or two letters of a monogram, or an empty string."""
    name = parse_titles(name).name
    if match := _EAST_ASIAN.search(name):
        return match.group()
    words = [word for word in _APART.split(name) if word[:1].isalpha()]
    letters = [word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)]
    return ''.join(letters).upper()
