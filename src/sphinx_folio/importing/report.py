"""What became of each file and field of a source: nothing is lost without a word. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .neutral import Origin

#: What can happen to a value: there is no place for it; it was guessed, merged or shortened; it
#: is a sample, a draft or there twice.
Fate = Literal['lost', 'changed', 'skipped']
FATES: tuple[Fate, ...] = ('lost', 'changed', 'skipped')
#: What can happen to a file as a whole.
FILE_FATES = ('imported', 'skipped', 'lost')
#: The file that tells of an import; `reading.not_pages` knows it as none of the site's pages.
REPORT = 'import-report.md'
#: The most characters of a value that are shown.
_LONGEST = 200


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
    #: Fields that were read, by the file they stand in; each is carried over, or reported with a
    #: note of its own.
    fields_in: Counter[str] = field(default_factory=Counter)
    fields_carried: Counter[str] = field(default_factory=Counter)
    fields_reported: Counter[str] = field(default_factory=Counter)
    #: Objects of each kind that were found, and that were written.
    found: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    #: Is told of each file when it is read, and when its text is converted.
    watch: Callable[[str], None] = lambda _file: None

    def note(self, fate: Fate, origin: Origin, field: str, value: object, advice: str) -> None:
        """Note what became of a value; of a field that is not carried over, use `lose`."""
        self.notes.append(Note(fate, origin, field, str(value), advice))

    def carry(self, file: str, number: int = 1) -> None:
        """Count fields that were read and are carried over."""
        self.fields_in[file] += number
        self.fields_carried[file] += number

    def drop(self, fate: Fate, origin: Origin, field: str, value: object, advice: str) -> None:
        """Count a field that was read and is not carried over, and note why."""
        self.fields_in[origin.file] += 1
        self.lose(fate, origin, field, value, advice)

    def lose(self, fate: Fate, origin: Origin, field: str, value: object, advice: str) -> None:
        """Note why a field is not carried over that is counted as read already."""
        self.fields_reported[origin.file] += 1
        self.note(fate, origin, field, value, advice)

    def take_back(
        self, origin: Origin, field: str, value: object, advice: str, fate: Fate = 'lost'
    ) -> None:
        """Note that a field has found no place after all, which a reader has carried over."""
        if self.fields_carried[origin.file] > 0:  # the writer may take apart what was one field
            self.fields_carried[origin.file] -= 1
            self.fields_reported[origin.file] += 1
        self.note(fate, origin, field, value, advice)

    def sums(self) -> Iterator[str]:
        """Yield what does not add up, which is a mistake of the importer.

        Each file has one fate, and each field is carried over or has a note.
        """
        for file, fate in self.files.items():
            if fate not in FILE_FATES:
                yield f'{file}: nobody knows what became of it ("{fate}")'
        told = Counter(note.origin.file for note in self.notes if note.fate != 'changed')
        for file in sorted({*self.fields_in, *self.fields_carried, *self.fields_reported}):
            if file not in self.files:
                yield f'{file}: its fields were read, and nobody knows what became of the file'
            came, carried = self.fields_in[file], self.fields_carried[file]
            reported = self.fields_reported[file]
            if came != carried + reported or not 0 <= reported <= told[file] or carried < 0:
                said = f'{carried} carried over + {reported} reported'
                yield f'{file}: {came} fields = {said}'
        for file in sorted({note.origin.file for note in self.notes} - {*self.files}):
            yield f'{file}: it is reported on, and nobody knows what became of it'

    def summary(self) -> Iterator[str]:
        """Yield what came in and what went out, a line each."""
        fates = Counter(self.files.values())
        parts = (f'{fates[fate]} {fate}' for fate in FILE_FATES)
        yield f'{counted(len(self.files), "file")} = {" + ".join(parts)}'
        came, carried = self.fields_in.total(), self.fields_carried.total()
        reported = self.fields_reported.total()
        yield f'{counted(came, "field")} = {carried} carried over + {reported} reported'
        for kind in self.found | self.written:
            yield f'{kind}: {self.found[kind]} → {self.written[kind]}'

    def text(self, title: str, more: Iterable[str] = ()) -> str:
        """Return the report as Markdown.

        :param title: of what it is the report.
        :param more: further lines of its head.
        """
        head = [*self.summary(), *more]
        lines = [f'# Import of {_shown(title)}', '', 'This file is no page of the site.', '']
        lines += [f'- {_shown(line)}' for line in head]
        notes: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes:
            notes[note.origin.file].append(note)
        for file in sorted({*self.files, *notes}):
            lines += ['', f'## {_shown(file)}', '', f'{self.files.get(file, "imported")}.']
            for fate in FATES:
                found = sorted(
                    {note for note in notes[file] if note.fate == fate},
                    key=lambda note: (note.origin.line, note.field, note.value, note.advice),
                )
                if found:
                    lines += ['', f'### {fate}', '', *map(_line_of, found)]
        return '\n'.join(lines) + '\n'


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f'{number} {noun}' if number == 1 else f'{number} {noun}s'


def _line_of(note: Note) -> str:
    value = ' '.join(note.value.split())
    if len(value) > _LONGEST:
        value = f'{value[:_LONGEST]}…'
    said = f' "{_shown(value)}"' if value else ''
    return f'- line {note.origin.line}: {_shown(note.field)}{said}: {_shown(note.advice)}'


def _shown(text: str) -> str:
    """Return words of a source as one line in which nothing is markup of blocks."""
    return ' '.join(text.replace('<', '‹').replace('>', '›').split())
