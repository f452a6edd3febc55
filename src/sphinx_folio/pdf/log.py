"""What XeLaTeX and latexmk say of a run, read from the log and from what they print."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

#: Where TeX breaks lines if nobody forbids it; MiKTeX cannot be told by the environment.
_WRAP = 79
_ERROR = re.compile(r'(?:! |(?P<file>(?:[A-Za-z]:)?[^:]+\.\w+):(?P<line>\d+): )(?P<message>\S.*)')
#: Where TeX was when it stopped: ``l.5 Some text \undefined``.
_CONTEXT = re.compile(r'l\.(?P<line>\d+) (?P<text>.*)')
_CHARACTER = re.compile(
    r'Missing character: There is no (?P<text>.+?)(?: \((?:U\+|")(?P<code>[0-9A-F]+)\))?'
    # what is set in no font at all is not meant to be seen: pictures are drawn in it
    r' in font (?!nullfont!)"?(?P<font>[^!/:;"]+)'
)
_REFERENCE = re.compile(
    r"(?:LaTeX|Package \S+) Warning: (?:Hyper )?(?P<kind>reference|citation) [`'](?P<name>.+?)'"
    r'(?: on page \S+)? undefined(?: on input line (?P<line>\d+))?',
    re.IGNORECASE,
)
_OVERFULL = re.compile(
    r'Overfull \\[hv]box \((?P<excess>[\d.]+)pt too (?P<side>wide|high)\)'
    r'(?:.*? at lines? (?P<first>\d+)(?:--(?P<last>\d+))?)?'
)
#: A font as TeX names it within the text of an overfull line.
_FONT_SWITCH = re.compile(r'\\[A-Z]+[A-Z\d]*/\S+ ')
_PAGES = re.compile(r'Output written on .*\((?P<pages>\d+) pages?\b')
#: What latexmk prints is in no log: what it could not do, and what its helpers said.
_PRINTED = re.compile(
    r'Index style file .+ not found\.?|'
    r'xdvipdfmx:fatal: .+|'
    r'libpng error: .+|'
    r'.+?: Command for \S+.* gave return code \d+|'
    r'\S+ needed too many passes|'
    r'.*Could not find file .+'
)
_REJECTED = re.compile(
    r'Scanning input file (?P<file>.+?)\.+done \(.*?, (?P<count>[1-9]\d*) rejected'
)
#: A picture that TeX knows the size of, and that is not in the PDF all the same.
_NO_PICTURE = re.compile(r'xdvipdfmx:warning: (?P<message>Image inclusion failed.*)')


class Error(NamedTuple):
    """What made TeX stop."""

    message: str
    file: str = ''  #: Empty if TeX did not say.
    line: int = 0  #: 0 if TeX did not say.
    text: str = ''  #: What TeX had read of that line.


class MissingCharacter(NamedTuple):
    """A character that is not in the font in which it should be set."""

    text: str
    code: str  #: The code point, such as ``7B11``; empty if TeX did not say.
    font: str


class UndefinedReference(NamedTuple):
    """A reference or citation that leads nowhere."""

    name: str
    line: int  #: 0 if TeX did not say.


class Overfull(NamedTuple):
    """Something that does not fit where it stands."""

    excess: float  #: In points.
    side: str  #: ``wide`` or ``high``.
    first: int  #: Lines of the source; 0 if TeX did not say.
    last: int
    text: str  #: The beginning of the line, as far as TeX shows it.


class Log(NamedTuple):
    """What is to be known of one run."""

    errors: tuple[Error, ...] = ()
    characters: tuple[MissingCharacter, ...] = ()
    undefined: tuple[UndefinedReference, ...] = ()
    overfull: tuple[Overfull, ...] = ()
    #: What is wrong with the index or a picture, though no program calls it an error.
    losses: tuple[str, ...] = ()
    #: What latexmk says that went wrong: not for people if TeX itself named an error.
    printed: tuple[str, ...] = ()
    pages: int = 0


def read_log(log: str, output: str = '') -> Log:
    """Return what stands in a log of XeLaTeX and in the *output* of latexmk.

    It trusts no line: errors count only where the run has failed, because a paragraph that
    is cited in the log may look like one.
    """
    lines = _unwrapped(log.splitlines())
    # a program that dies says so in the middle of what it was saying
    whole = re.sub('(?=libpng error: )', '\n', output)
    printed = [line.strip() for line in whole.splitlines()]
    pages = [int(match['pages']) for match in _matches(_PAGES, lines)]
    characters = [
        MissingCharacter(match['text'], match['code'] or '', match['font'].strip())
        for match in _matches(_CHARACTER, lines)
    ]
    undefined = [
        UndefinedReference(match['name'], int(match['line'] or 0))
        for match in _matches(_REFERENCE, lines)
    ]
    return Log(
        errors=tuple(_merged(_errors(lines))),
        characters=tuple(dict.fromkeys(characters)),
        undefined=tuple(dict.fromkeys(undefined)),
        overfull=tuple(dict.fromkeys(_overfull(lines))),
        losses=tuple(dict.fromkeys(_losses(printed))),
        printed=tuple(dict.fromkeys(filter(_PRINTED.fullmatch, printed))),
        pages=pages[-1] if pages else 0,
    )


def _unwrapped(lines: list[str]) -> list[str]:
    """Return lines without the breaks of TeX."""
    if any(len(line) > _WRAP for line in lines):
        return lines
    return ''.join(line if len(line) == _WRAP else f'{line}\n' for line in lines).splitlines()


def _matches(pattern: re.Pattern[str], lines: Iterable[str]) -> Iterator[re.Match[str]]:
    return filter(None, map(pattern.match, lines))


def _errors(lines: list[str]) -> Iterator[Error]:
    for number, line in enumerate(lines):
        if match := _ERROR.fullmatch(line):
            message = ' '.join([match['message'], *_continued(lines, number)])
            place = (match['file'] or '').removeprefix('./'), int(match['line'] or 0)
            yield Error(message.strip(), *place, _context(lines[number + 1 :]))


def _continued(lines: list[str], number: int) -> Iterator[str]:
    """Yield the further lines of a message that begins in line *number*: ``(folio)   more``."""
    if package := re.match(r'.*(?:Package|Class|Module) (\S+) Error: ', lines[number]):
        start = f'({package[1]})'
        further = takewhile(lambda line: line.startswith(start), lines[number + 1 :])
        yield from (line.removeprefix(start).strip() for line in further)


def _context(lines: Iterable[str]) -> str:
    """Return what TeX had read of the line where it stopped, if it shows it before all else."""
    for line in lines:
        if match := _CONTEXT.match(line):
            return match['text'].strip()
        if _ERROR.fullmatch(line) or line.startswith('Here is how much of'):
            break
    return ''


def _merged(errors: Iterable[Error]) -> list[Error]:
    """Return errors; one that only says that TeX stops gives its place to the one before it."""
    merged: list[Error] = []
    for error in errors:
        if not merged or not error.message.startswith(('Emergency stop', '==> Fatal error')):
            merged.append(error)
        elif not merged[-1].line:
            merged[-1] = merged[-1]._replace(file=error.file, line=error.line)
    return merged


def _overfull(lines: list[str]) -> Iterator[Overfull]:
    for line, shown in pairwise([*lines, '']):
        if match := _OVERFULL.match(line):
            first = int(match['first'] or 0)
            text = _FONT_SWITCH.sub('', shown).replace('[]', '').strip()
            last = int(match['last'] or first)
            yield Overfull(float(match['excess']), match['side'], first, last, text)


def _losses(printed: Iterable[str]) -> Iterator[str]:
    for line in printed:
        if match := _NO_PICTURE.match(line):
            yield match['message']
        elif match := _REJECTED.match(line):
            yield f'makeindex has left {match["count"]} entries out of the index ({match["file"]})'
