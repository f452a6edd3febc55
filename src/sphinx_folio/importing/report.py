"""What became of each file and field of a source: nothing is lost without a word. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .neutral import Origin

#: What can happen to a value: there is no place for it; it was guessed, merged or shortened; it
#: is a sample, a draft or there twice.
Fate = Literal['lost', 'changed', 'skipped']
FATES: tuple[Fate, ...] = ('lost', 'changed', 'skipped')


class Note(NamedTuple):
    """What became of a value that is not carried over as it is."""

    fate: Fate
    origin: Origin
    #: The key of the source, or what else it calls the thing.
    field: str
    value: str
    #: What to do, or why.
    advice: str


@dataclass
class Report:
    """Gathers the notes, and counts what came in and what went out."""

    notes: list[Note] = field(default_factory=list)
    #: Files of the source by their fate: ``imported``, ``skipped`` or ``lost``.
    files: dict[str, str] = field(default_factory=dict)
    #: Fields that were read, and those that were carried over, by the file they stand in.
    fields_in: Counter[str] = field(default_factory=Counter)
    fields_carried: Counter[str] = field(default_factory=Counter)
    #: Objects of each kind that were found, and that were written.
    found: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)

    def note(self, fate: Fate, origin: Origin, field: str, value: object, advice: str) -> None:
        """Note what became of a value."""
        self.notes.append(Note(fate, origin, field, str(value), advice))
