"""People whom an entry writes as one name: "Jane Doe, Joan Roe", "{Jane Doe and Joan Roe}". Pure.

To BibTeX the first is Joan Roe of the family Jane Doe, as "García Márquez, Gabriel José" is
one person, and the second is an organisation, as "{General Motors and Rolls Royce}" is. Names
alone do not tell; the people of the site and the names in all other entries do.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx_folio.model import (
    Problem,
    Publication,
    Subtype,
    are_whole_names,
    fold,
    is_compound,
    name_key,
    of_entry,
)


class JoinedNames(NamedTuple):
    """An author of an entry who is several people."""

    publication: Publication
    number: int  #: Position in the author list, from 1.

    @property
    def name(self) -> str:
        """All of them, as they stand there."""
        return self.publication.names[self.number - 1]

    @property
    def people(self) -> tuple[str, ...]:
        """Each of a list in braces; of two apart by a comma none is sure."""
        return _listed(self.name)

    @property
    def problem(self) -> Problem:
        """What to write."""
        names = list(self.publication.names)
        family, _comma, given = self.name.partition(', ')
        names[self.number - 1] = self.name[1:-1] if self.people else f'{family} and {given}'
        better = f'write author = {{{" and ".join(names)}}}'
        if self.people:
            text = f'braces make one name of a list of names; {better}, or {{{self.name}}} for one'
        else:
            what = f'"{self.name}" is probably two people'
            text = f'{what}; {better}, or {{{family}}}, {given} for one'
        paper = self.publication
        place = (paper.file, paper.line_of('author'))
        return of_entry(Subtype.FIELD, place, paper.key, f': author: {text}')


def joined_names(
    publications: Mapping[str, Publication], people: Container[str]
) -> Iterator[JoinedNames]:
    """Yield the authors who are probably several, in the order of entries.

    :param people: the names of the people of the site, in their normal form.
    """
    doubtful = [publication for publication in publications.values() if publication.names]
    evidence = _Evidence(publications, people) if doubtful else None
    for publication in doubtful:
        for number, name in enumerate(publication.names, start=1):
            is_joined = (
                evidence and _may_be_two(name) and evidence.speaks_for_two(*name.split(', '))
            )
            if is_joined or (evidence and evidence.speaks_for_list(_listed(name))):
                yield JoinedNames(publication, number)


def _listed(name: str) -> tuple[str, ...]:
    """Return the names that stand in one pair of braces."""
    return tuple(name[1:-1].split(' and ')) if name[0] == '{' and ' and ' in name else ()


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
                names = publication.names
                is_sure = not names or not (_may_be_two(names[number]) or _listed(names[number]))
                if len(words) > 1 and is_sure:
                    self._whole.add(author.key)
                    self._first.add(words[0])
                    self._last.add(words[-1])

    def speaks_for_list(self, names: Sequence[str]) -> bool:
        """Tell whether "{X Y and Z W}" is a list of people: some known, or all first names are."""
        keys = [name_key(name) for name in names]
        if any(key in self._whole or key in self._people for key in keys):
            return True
        first = {key.partition(' ')[0] for key in keys}
        return bool(first) and first <= self._first - self._last

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
