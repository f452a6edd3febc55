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
    shown = ' '.join(unicodedata.normalize('NFC', name).split())
    if ',' not in shown and is_east_asian(shown):
        return _east_asian(shown)
    for spelling in (shown, *spellings):
        if ',' in spelling and name_key(spelling) == name_key(shown):
            return Name(*(' '.join(part.split()) for part in read_name(spelling)))
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
    particles = (number for number, word in enumerate(words[1:-1], start=1) if word[0].islower())
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

#: Signs that authors hang at a word of their name, to refer to a note about them.
MARKS = '*∗⁎＊✱†‡§¶‖#✉'
#: Those that are one only where they follow a letter.
RAISED_MARKS = '&^¹²³⁰⁴⁵⁶⁷⁸⁹'
_MARKS = re.compile(rf'(?:[{MARKS}]|\$[{{}}\s]*\^[^$]*\$|(?<=\S)[{RAISED_MARKS}])+(?=\s|$)')
_EQUAL = re.compile(r'[*∗⁎＊✱]|\\(?:ast|star)\b')


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
    has_suffix_last = fold(name.given) in _SUFFIXES
    return Name(name.suffix, name.family, name.given) if has_suffix_last else name


def is_suffix(part: str) -> bool:
    """Tell whether a part of a name, which may stand in braces, is one such as "Jr." or "III"."""
    return _SUFFIX.fullmatch(part.strip('{} ')) is not None


def sort_form(name: str) -> str:
    """Return a name as an index lists it: in the Latin alphabet the family name first."""
    words = name.split()
    if ',' in name or len(words) < 2 or any(run.script for run in script_runs(name)):
        return name
    particles = (place for place, word in enumerate(words) if place and word.islower())
    start = next(particles, len(words) - 1)
    return f'{" ".join(words[start:])}, {" ".join(words[:start])}'


def name_key(name: str) -> str:
    """Return the normal form of a full *name* (see `Name.key`)."""
    return read_name(name).key


def split_marks(text: str) -> tuple[str, bool]:
    """Return a part of a name without marks such as ``*``, and whether one says "equal"."""
    marks = ''.join(_MARKS.findall(text))
    if not marks:
        return text, False
    return _MARKS.sub('', text).strip(), bool(_EQUAL.search(marks))


def is_east_asian(text: str) -> bool:
    """Tell whether every word of *text* is in Chinese, Japanese or Korean script."""
    words = unicodedata.normalize('NFKC', text).split()
    return bool(words) and all(_EAST_ASIAN.search(word) for word in words)


def initials(name: str) -> str:
    """Return the one or two letters of a monogram, or an empty string."""
    if match := _EAST_ASIAN.search(name):
        return match.group()
    words = [word for word in _APART.split(name) if word[:1].isalpha()]
    letters = [word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)]
    return ''.join(letters).upper()
