"""Authors who are probably a person of the site but are not matched. Pure.

No author is compared with every person: people are indexed by the ends of their names, by
the words of their names in any order, and by what is left of a name without one letter
("A hash code method for detecting and correcting spelling errors", Communications of the
ACM 25, 1982, pp. 935-938).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from sphinx_folio.model import (
    Author,
    Person,
    Publication,
    fold,
    is_east_asian,
    name_key,
    parse_titles,
)

from .graph import Graph

Kind = Literal['initials', 'one letter off', 'words in another order']
#: One letter makes another name of one that is shorter than this.
_SHORTEST = 6


class Hit(NamedTuple):
    """A person who may be meant by a name."""

    person: str
    kind: Kind


class NearMiss(NamedTuple):
    """An author of an entry who may be one of several people."""

    publication: Publication
    number: int  #: Position in the author list, from 1.
    hits: tuple[Hit, ...]


class Index:
    """The names of people, to be searched for those that are nearly another one."""

    def __init__(self, people: Iterable[Person]) -> None:
        #: Every name, in its normal form, that is matched as it is.
        self.exact: set[str] = set()
        self._by_ends: dict[tuple[str, str], dict[tuple[str, str], None]] = defaultdict(dict)
        self._by_words: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._by_rest: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        self._found: dict[str, tuple[Hit, ...]] = {}
        for person in people:
            names = () if person.anonymous else (person.name, person.native_name, *person.names)
            others = (other for name in names for other in parse_titles(name).others)
            for key in filter(None, map(name_key, (*names, *others))):
                self._add(key, person.id)

    def _add(self, key: str, person: str) -> None:
        self.exact.add(key)
        self._by_words[_words(key)][person] = None
        if ends := _ends(key):
            self._by_ends[ends][key, person] = None
        for rest in _rests(key):
            self._by_rest[rest][key, person] = None

    def find(self, key: str) -> tuple[Hit, ...]:
        """Return the people whom a name in its normal form nearly fits, each once.

        Every spelling is searched once, however many entries have it.
        """
        if key not in self._found:
            hits: dict[str, Hit] = {}
            for hit in self._search(key) if key and key not in self.exact else ():
                hits.setdefault(hit.person, hit)
            self._found[key] = tuple(hits.values())
        return self._found[key]

    def _search(self, key: str) -> Iterator[Hit]:
        for spelling in dict.fromkeys((key, _family_last(key))):
            ends = _ends(spelling)
            for other, person in self._by_ends.get(ends, ()) if ends else ():
                if are_alike(spelling, other):
                    yield Hit(person, 'initials')
        for person in self._by_words.get(_words(key), ()):
            yield Hit(person, 'words in another order')
        near = {item: None for rest in _rests(key) for item in self._by_rest.get(rest, ())}
        for other, person in near:
            if is_one_letter_off(key, other):
                yield Hit(person, 'one letter off')


def near_misses(graph: Graph) -> Iterator[NearMiss]:
    """Yield the authors who are matched with nobody but nearly are, in the order of entries."""
    index = Index(graph.people.values())
    for key, publication in graph.publications.items():
        matched = graph.authors[key]
        for number, author in enumerate(publication.authors, start=1):
            if not matched[number - 1] and (key, number) not in graph.authors_elsewhere:
                found = index.find(author.key) or index.find(_initials_apart(author))
                hits = [hit for hit in found if hit.person not in matched]
                if hits:
                    yield NearMiss(publication, number, tuple(hits))


def _initials_apart(author: Author) -> str:
    """Return the key of "Doe JR" or "JR Doe" as that of "J. R. Doe"; nothing for other names."""
    words = author.name.split() if author.key else []
    short = [word for word in words if word.isupper() and word.isalpha() and 1 < len(word) < 4]
    if len(short) != 1 or len(words) < 2:
        return ''
    rest = (word for word in words if word not in short)
    return ' '.join((*short[0].lower(), fold(' '.join(rest))))


def are_alike(one: str, other: str) -> bool:
    """Tell whether two names of one family name differ in nothing but initials.

    An initial stands for a name, and one in the middle may be left out.
    """
    first, second = sorted((one.split(), other.split()), key=len)
    if len(first) < 2 or first[-1] != second[-1]:
        return False
    given, longer = first[:-1], second[:-1]
    same = all(
        a == b or (a[0] == b[0] and 1 in {len(a), len(b)})
        for a, b in zip(given, longer, strict=False)
    )
    return same and all(len(word) == 1 for word in longer[len(given) :])


def is_one_letter_off(one: str, other: str) -> bool:
    """Tell whether one letter of two names is missing, wrong or has changed its place.

    Two different initials are no slip of the pen, and neither is a letter of a short name.
    """
    if one == other or min(len(one), len(other)) < _SHORTEST:
        return False
    letters = enumerate(zip(one, other, strict=False))
    start = next((number for number, (a, b) in letters if a != b), min(len(one), len(other)))
    rest, other_rest = one[start:], other[start:]
    if len(rest) != len(other_rest):
        return rest[1:] == other_rest or rest == other_rest[1:]
    if rest[:2] == other_rest[1::-1]:
        return rest[2:] == other_rest[2:]
    return rest[1:] == other_rest[1:] and not _is_initial(one, start)


def _is_initial(name: str, position: int) -> bool:
    return f' {name} '[position : position + 3 : 2] == '  '


def _ends(key: str) -> tuple[str, str] | None:
    """Return the family name and the first initial, as far as a normal form tells."""
    words = key.split()
    return (words[-1], words[0][0]) if len(words) > 1 else None


def _family_last(key: str) -> str:
    """Return "wang z r" as "z r wang"; another name as it is."""
    family, *rest = key.split()
    if rest and len(family) > 1 and all(len(word) == 1 for word in rest):
        return ' '.join([*rest, family])
    return key


def _words(key: str) -> tuple[str, ...]:
    """Return what a name is made of, in no order."""
    return tuple(sorted(key if is_east_asian(key) else key.split()))


def _rests(key: str) -> set[str]:
    """Return a name, and all that is left of it without one of its letters."""
    if len(key) < _SHORTEST - 1:
        return set()
    return {key, *(key[:n] + key[n + 1 :] for n in range(len(key)))}
