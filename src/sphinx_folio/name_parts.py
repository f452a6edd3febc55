"""A name as it is shown, cut into given name and family name for address books. Pure.

A name does not say which of its words are which. What people write themselves decides,
then the script, then what BibTeX's rule makes of particles.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .names import Name, fold, is_east_asian, name_key, read_name

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Family names of two characters: of China in both its scripts, and of Korea.
_COMPOUND = frozenset(
    {'欧阳', '歐陽', '司马', '司馬', '上官', '诸葛', '諸葛', '东方'}
    | {'東方', '皇甫', '尉迟', '尉遲', '公孙', '公孫', '慕容', '司徒'}
    | {'令狐', '夏侯', '长孙', '長孫', '宇文', '独孤', '獨孤', '南宫'}
    | {'南宮', '轩辕', '軒轅', '端木', '百里', '呼延', '闻人', '聞人'}
    | {'司空', '澹台', '澹臺', '公冶', '申屠', '太叔', '钟离', '鍾離'}
    | {'濮阳', '濮陽', '淳于', '单于', '單于', '第五', '梁丘', '左丘'}
    | {'西门', '西門', '拓跋', '完颜', '完顏', '耶律', '남궁', '황보'}
    | {'제갈', '사공', '선우', '서문', '독고', '동방'}
)
_KANA = re.compile(r'[\u3041-\u30ff]')
_SUFFIXES = frozenset({'jr', 'sr', 'ii', 'iii', 'iv'})
#: Words that join two family names, as in "Ortega y Gasset".
_JOINING = frozenset({'y', 'e', 'i'})


def name_parts(name: str, spellings: Iterable[str] = ()) -> Name:
    """Return the parts of *name*, which are words of it in its own spelling.

    :param name: a full name as it is shown, or as "Last, First".
    :param spellings: other spellings; one that is the same name as "Last, First" decides.
    """
    shown = ' '.join(unicodedata.normalize('NFC', name).split())
    if ',' in shown:
        return _stripped(read_name(shown))
    if is_east_asian(shown):
        return _east_asian(shown)
    for spelling in spellings:
        if ',' in spelling and name_key(spelling) == name_key(shown):
            return _stripped(read_name(spelling))
    return _by_words(shown.split())


def _stripped(name: Name) -> Name:
    return Name(*(' '.join(part.split()) for part in name))


def _east_asian(name: str) -> Name:
    """Return the parts of a name in Chinese, Japanese or Korean script, family name first."""
    family, _space, given = name.partition(' ')
    if given:
        return Name(given, family)
    if name[:2] in _COMPOUND and len(name) > 2:
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
    begin = len(words) - 1
    for number, word in enumerate(words[1:-1], start=1):
        if word[0].islower():
            begin = number - 1 if word in _JOINING and number > 1 else number
            break
    return Name(' '.join(words[:begin]), ' '.join(words[begin:]), suffix)
