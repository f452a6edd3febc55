"""What people write around a name: titles, degrees, nicknames, pronouns, flags. Pure.

None of it is a part of the name: papers leave it out, and no index sorts by it.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

#: Titles, without their points: academic ones, and those by which people are addressed.
_TITLES = frozenset(
    """
    prof professor professorin profa profssa dr doctor dra drs dott dottssa dr-ing dring dipl-ing
    dipl-inf dipl-phys dipl-math dipl-chem dipl-kfm univ-prof privdoz priv-doz rndr mudr phdr judr
    mr mrs ms mx miss mme mlle herr frau sir dame проф д-р доц
    """.split()
)
#: Titles that only a point tells from a name or an initial.
_WITH_POINT = frozenset(
    'adv arch assoc asst bc doc eng engr hon ing inż lic mag mgr rev sra'.split()
)
#: What stands before a title or after it.
_BESIDE = frozenset(
    """
    adjunct apl assistant assoc associate asst distinguished em emer emerita emeritus full hab
    habil hc honorary pd visiting university
    """.split()
)
_LOWER = re.compile(r'[a-z]{2,}\.|(?:[a-z]\.)+')
#: Degrees that are no name and no initials.
_DEGREES = re.compile(
    r'ph\.?\s?d|d\.?\s?phil|m\.?\s?phil|[mb]\.?\s?sc|[mb]\.?eng|d\.?sc|sc\.?d|ed\.?d'
    r'|dr\.?-?ing|m\.?b\.?a|m\.?p\.?h|ll\.?[bmd]|fr(?:se?|cp|cs|eng)|fieee|facm',
    re.IGNORECASE,
)
#: What stands after a comma alone.
_AFTER_COMMA = re.compile(
    r'dr|dipl\.?-?[a-z]+|esq|cfa|cpa|habil|candidate|cand|hons|emerit(?:us|a)|ieee|acm'
    r'|(?:(?:graduate|life|senior|student)\s)*(?:member|fellow)',
    re.IGNORECASE,
)
#: Degrees that look like initials: they are degrees after a comma and a whole name alone.
_SHORT_DEGREES = re.compile(r'm\.?d|[mb]\.?a|[mb]\.?s|j\.?d|r\.?n|p\.?e|d\.?d\.?s|[ocm]\.?b\.?e')
#: Of these, what is hardly ever initials.
_NO_INITIALS = re.compile(r'md|rn|dds')
_GENERATION = re.compile(r'(?:[Jj]r|[Ss]r|II|III|IV)\.?')
#: Titles behind a name in Chinese, Japanese or Korean script.
_BEHIND = re.compile(
    r'(?<=[^\x00-\u2fff]{2})\s?(?:助理教授|副教授|准教授|教授|院士|博士|先生|女士|老师|老師|さん'
    r'|교수님?|박사님?)$'
)
#: Flags, faces and other pictures, with what steers how they are drawn.
_PICTURES = re.compile(
    '[\u2300-\u23ff\u2600-\u2708\u270a-\u2730\u2732-\u27bf\u2b00-\u2bff\u200d\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]'
)
_ASIDE = re.compile(r'\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*')
_QUOTED = re.compile(r'(?:(?<=\s)|^)["“”„«‘\'»]([^"“”„«»‘’\']+)["“”»«’\'](?=\s|$|,)')
_PRONOUN = re.compile(
    r"(?:she|he|they|it|her|him|them|hers|his|theirs|xe|xem|ze|hir|zir|any|all|ask|pronouns?"
    r"|sie|ihr|er|ihn|ihm|dey|elle|elles|il|lui|ella|él|ella|ele|ela|iel)",
    re.IGNORECASE,
)  # fmt: skip
_FORMERLY = re.compile(r'(?:née?|nee|geb\.?|geborene?r?|born|formerly|früher)\s+', re.IGNORECASE)
#: The number by which DBLP tells namesakes apart.
_NAMESAKE = re.compile(r'\s+\d{4}$')
#: Degrees and memberships without their points, as far as the patterns above know them.
_SUFFIX_WORDS = frozenset(
    """
    acm ba bba beng bs bsc cand candidate cbe cfa cpa dds dphil dr-ing dring dsc edd emerita
    emeritus esq facm fellow fieee frcp frcs freng frs frse habil hons ieee jd llb lld llm ma mba
    mbe md member meng mph mphil ms msc obe pe ph phd rn scd
    """.split()
)
_WORDS = _TITLES | _WITH_POINT | _BESIDE | _SUFFIX_WORDS | {'dipl'}
_SIGNS = re.compile(
    rf"""(?<!\\)"|[“”„«»(（\[【/]|\s['‘]|(?<![^\s,])\d{{4}}\b|{_PICTURES.pattern}"""
    rf'|{_BEHIND.pattern}'
)
_ASCII_SIGNS = re.compile(r"""(?<!\\)"|[(\[/]|\s'|(?<![^\s,])\d{4}\b""")
_TO_WORDS = str.maketrans({',': ' ', '~': ' ', '.': None})


def _is_plain(text: str) -> bool:
    """Tell at once of most names that nothing stands around them."""
    lowered = text.lower()
    words = lowered.translate(_TO_WORDS).split()
    signs = _ASCII_SIGNS if text.isascii() else _SIGNS
    return _WORDS.isdisjoint(words) and 'dipl' not in lowered and not signs.search(text)


class TitledName(NamedTuple):
    """A name, and what stands around it."""

    name: str
    prefix: str = ''  #: "Prof. Dr."
    suffix: str = ''  #: "PhD"
    #: Other names of the same person: with the nickname, in another script.
    others: tuple[str, ...] = ()


def is_title(word: str) -> bool:
    """Tell whether a word is a title; a short one in capitals is taken for initials."""
    bare = word.rstrip('.').replace('.-', '-').replace('.ssa', 'ssa')
    if bare.isupper() and len(bare) < 4:
        return False
    bare = bare.lower()
    return bare in _TITLES or (word.endswith('.') and bare in _WITH_POINT)


def _split_titles(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the titles that words begin with, and the rest, which is never empty."""
    end = 0
    for place, word in enumerate(words[:-1], start=1):
        goes_on = word.replace('.', '').lower() in _BESIDE or _LOWER.fullmatch(word)
        if is_title(word) or (end and goes_on and not word.istitle()):
            end = place
        elif not goes_on:
            break
    return words[:end], words[end:]


def is_degree(part: str) -> bool:
    """Tell whether all of a part between commas is degrees that no initials look like."""
    items = [part, *part.split()]
    whole, *words = (_is_degree(item) or _is_beside(item) for item in items)
    return whole or (bool(words) and all(words))


def _is_degree(word: str) -> bool:
    """Tell whether a word is a degree; a name such as "Beng" has one capital, or all."""
    bare = word.strip(' .')
    has_form = '.' in bare or (sum(map(str.isupper, bare)) > 1 and bare not in {'BENG', 'MENG'})
    return bool((has_form or bare.lower() == 'phd') and _DEGREES.fullmatch(bare))


def _is_beside(words: str) -> bool:
    bare = words.strip(' .')
    is_short = bare.isupper() and _NO_INITIALS.fullmatch(bare.replace('.', '').lower())
    return bool(is_short or _AFTER_COMMA.fullmatch(bare))


def _split_degrees(words: list[str]) -> tuple[list[str], list[str]]:
    """Return words without the degrees that they end in, and these; one word is left."""
    end = len(words)
    while end > 1:
        if _is_degree(words[end - 1]):
            end -= 1
        elif end > 2 and _is_degree(' '.join(words[end - 2 : end])):
            end -= 2
        else:
            break
    return words[:end], words[end:]


@lru_cache(maxsize=4096)
def parse_titles(text: str) -> TitledName:
    """Return the name in *text*, and what stands around it.

    >>> parse_titles('Prof. Dr. Jane "Jenny" Doe, PhD (she/her)')
    TitledName(name='Jane Doe', prefix='Prof. Dr.', suffix='PhD', others=('Jenny Doe',))
    """
    if _is_plain(text):
        return TitledName(' '.join(text.split()))
    bare = unicodedata.normalize('NFC', text)
    asides = [aside.strip() for aside in _ASIDE.findall(bare)]
    nicknames = [name.strip() for name in _QUOTED.findall(bare)]
    bare = _ASIDE.sub(' ', _QUOTED.sub(' ', bare))
    parts, prefixes, suffixes = _take_off(bare, _SHORT_DEGREES)
    if not parts:
        return TitledName(' '.join(text.split()))
    name = ', '.join(parts)
    suffixes += filter(is_degree, asides)
    others = [*_nicknamed(name, nicknames), *_said_beside(name, filter(None, asides))]
    return TitledName(name, ' '.join(prefixes), ', '.join(suffixes), tuple(dict.fromkeys(others)))


def without_titles(text: str) -> str:
    """Return a name, maybe as "Last, First", without titles, degrees and numbers of namesakes.

    What stands in brackets or in quotes is left, but for pronouns.
    """
    if _is_plain(text) or any(part.count('{') != part.count('}') for part in text.split(',')):
        return text
    bare = _ASIDE.sub(lambda aside: '' if _are_pronouns(aside[1]) else aside[0], text)
    bare = bare.replace('~', ' ') if '\\' not in bare else bare
    parts, _prefixes, _suffixes = _take_off(bare, _NO_INITIALS)
    return ', '.join(parts) or text


def _take_off(text: str, short_degrees: re.Pattern[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the parts of a name between its commas; then its titles, and its degrees."""
    bare = _PICTURES.sub('', text)
    parts = [part for part in (' '.join(part.split()) for part in bare.split(',')) if part]
    prefixes: list[str] = []
    suffixes: list[str] = []
    while len(parts) > 1 and _ends_in_degree(parts, short_degrees):
        suffixes.insert(0, parts.pop())
    if len(parts) > 1 and '/' in parts[-1] and _are_pronouns(parts[-1]):
        parts.pop()
    kept: list[str] = []
    for place, part in enumerate(parts):
        before, words = _split_titles(part.split())
        words, after = _split_degrees(words)
        if 0 < place < len(parts) - 1 and (is_degree(part) or is_title(part)):  # "Roe, PhD, Joan"
            (suffixes if is_degree(part) else prefixes).append(part)
        else:
            prefixes += before
            suffixes[:0] = [' '.join(after)] if after else []
            kept.append(_NAMESAKE.sub('', _BEHIND.sub('', ' '.join(words))))
    if len(kept) > 1 and kept[0].isdecimal():  # "0001, Jane Doe"
        kept.pop(0)
    return kept or parts, prefixes, suffixes


def _ends_in_degree(parts: list[str], short_degrees: re.Pattern[str]) -> bool:
    """Tell whether the last part is degrees, and not the initials before a family name."""
    last = parts[-1]
    words = last.lower().replace('.', '').split()
    if len(parts) > 2 or ' ' in parts[0]:
        return is_degree(last) or (last.isupper() and all(map(short_degrees.fullmatch, words)))
    return all(map(_is_degree, last.split())) and not last.isupper()


def _nicknamed(name: str, nicknames: Iterable[str]) -> list[str]:
    """Return a name with each nickname for the given names."""
    family, comma, _given = name.partition(',')
    words = name.split()
    if not comma and len(words) < 2:
        return [*nicknames]
    last = family if comma else words[-1]
    return [f'{nickname} {last}' for nickname in nicknames]


def _said_beside(name: str, asides: Iterable[str]) -> list[str]:
    """Return the names that stand in brackets: a nickname, or a whole name."""
    names = []
    for aside in asides:
        if _are_pronouns(aside) or is_degree(aside) or '/' in aside:
            continue
        former = _FORMERLY.match(aside)
        said = aside[former.end() :] if former else aside
        if former and ' ' not in said:
            names.append(f'{name.partition(" ")[0]} {said}')
        elif ' ' in said or _script_of(said) != _script_of(name):
            names.append(said)
        else:
            names += _nicknamed(name, [said])
    return names


def _are_pronouns(text: str) -> bool:
    words = re.split(r'[\s/,;]+', text.strip())
    return ('/' in text or text.islower()) and all(map(_PRONOUN.fullmatch, words))


def _script_of(text: str) -> str:
    """Return the name of the script of the first letter, as Unicode calls it."""
    letter = next(filter(str.isalpha, text), '')
    return unicodedata.name(letter, '').partition(' ')[0] if letter else ''


def is_generation(part: str) -> bool:
    """Tell whether a part of a name is "Jr." or "III", not initials such as "JR"."""
    return _GENERATION.fullmatch(part.strip('{} ')) is not None
