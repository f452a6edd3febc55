"""Two people whom an entry writes as one name: "Jane Doe, Joan Roe". Pure.

To BibTeX that is Joan Roe of the family Jane Doe, as "García Márquez, Gabriel José" is one
person. Names alone do not tell the two apart; the people of the site and the names in all
other entries do.
"""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from sphinx_folio.model import (
    Problem,
    Publication,
    Subtype,
    are_whole_names,
    fold,
    is_compound,
    name_key,
)


class JoinedNames(NamedTuple):
    """An author of an entry who is two people."""

    publication: Publication
    number: int  #: Position in the author list, from 1.

    @property
    def name(self) -> str:
        """Both, as they stand there."""
        return self.publication.names[self.number - 1]

    @property
    def problem(self) -> Problem:
        """What to write."""
        names = list(self.publication.names)
        family, _comma, given = self.name.partition(', ')
        names[self.number - 1] = f'{family} and {given}'
        message = (
            f'the entry "{self.publication.key}": author: "{self.name}" is probably two people; '
            f'write author = {{{" and ".join(names)}}}, or {{{family}}}, {given} for one'
        )
        return Problem(Subtype.FIELD, self.publication.file, self.publication.line, message)


def joined_names(
    publications: Mapping[str, Publication], people: Container[str]
) -> Iterator[JoinedNames]:
    """Yield the authors who are probably two, in the order of entries.

    :param people: the names of the people of the site, in their normal form.
    """
    doubtful = [publication for publication in publications.values() if publication.names]
    evidence = _Evidence(publications, people) if doubtful else None
    for publication in doubtful:
        for number, name in enumerate(publication.names, start=1):
            if evidence and _may_be_two(name) and evidence.speaks_for_two(*name.split(', ')):
                yield JoinedNames(publication, number)


def _may_be_two(name: str) -> bool:
    parts = name.split(', ')
    return len(parts) == 2 and are_whole_names(*parts)


class _Evidence:
    """What first and last words the names of a bibliography have."""

    def __init__(self, publications: Mapping[str, Publication], people: Container[str]) -> None:
        self._people = people
        self._whole: set[str] = set()
        self._first: set[str] = set()
        self._last: set[str] = set()
        for publication in publications.values():
            for number, author in enumerate(publication.authors):
                words = author.key.split()
                is_sure = not publication.names or not _may_be_two(publication.names[number])
                if len(words) > 1 and is_sure:
                    self._whole.add(author.key)
                    self._first.add(words[0])
                    self._last.add(words[-1])

    def speaks_for_two(self, one: str, other: str) -> bool:
        """Tell whether "X Y, Z W" is X Y and Z W, rather than Z W of the family X Y."""
        keys = {name_key(one), name_key(other)}
        if not keys.isdisjoint(self._whole) or any(key in self._people for key in keys):
            return True
        words, others = fold(one).split(), fold(other).split()
        score = (
            (words[0] in self._first) + (words[-1] in self._last) + (others[-1] in self._last)
            - (words[0] in self._last) - (others[-1] in self._first)
        )  # fmt: skip
        # two words and two: as likely as not, but where people have two family names
        is_even = len(words) == len(others) == 2 and not is_compound(one)
        return score > (-1 if is_even else 1)
