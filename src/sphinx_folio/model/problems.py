"""What is wrong in what a user wrote: a subtype, a place, and what to write instead. Pure."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import Any, NamedTuple, Self

#: Places that are named where one message is told of many entries.
PLACES = 3


class Subtype(StrEnum):
    """What a warning is about; the value is its subtype for ``suppress_warnings``."""

    YAML = 'yaml'  #: Front matter that is no YAML.
    KIND = 'kind'  #: A page without a kind, with two, or in the folder of another kind.
    KEY = 'key'  #: A misspelt, misplaced, missing or repeated key.
    TYPE = 'type'  #: A value of the wrong type.
    VALUE = 'value'  #: A value outside its closed set, or no id.
    DATE = 'date'  #: An impossible date, or a period that ends before it begins.
    EMAIL = 'email'  #: A malformed e-mail address.
    LINK = 'link'  #: A malformed URL or ORCID iD, or a scheme that is not allowed.
    REDIRECT = 'redirect'  #: A former address that cannot redirect, or that another page has.
    IMAGE = 'image'  #: A picture that is missing, is no image or lies outside the site.
    ID = 'id'  #: A page whose file name is no id, or two pages with one id.
    CLAIM = 'claim'  #: A page or an entry that claims what is somebody else's.
    REFERENCE = 'reference'  #: A person, project, topic or citation key that does not exist.
    PLACE = 'place'  #: A directive where it has no meaning.
    BIBFILE = 'bibfile'  #: A ``.bib`` file or an entry that cannot be read whole.
    DUPLICATE = 'duplicate'  #: A citation key that stands twice, or a work that probably does.
    FIELD = 'field'  #: A missing or wrong field of an entry.
    AMBIGUOUS = 'ambiguous'  #: An author who could be more than one person.
    MATH = 'math'  #: A formula that is more than mathematics, or cannot be set.
    REFUSED = 'refused'  #: Words that would act: run, load, hide or stand for something else.
    FILE = 'file'  #: A file that a page may not name.
    BOUND = 'bound'  #: A page, file or nesting that is too large.
    MARKUP = 'markup'  #: Markup that cannot be read, and is shown as text.
    CONFIG = 'config'  #: A wrong value in conf.py.


class Problem(NamedTuple):
    """Something wrong in what a user wrote, with its place and what to write instead."""

    subtype: Subtype
    file: str  #: A docname, or the path of a file that is no document.
    line: int
    message: str
    #: The key of the entry that it is about, if it is one.
    entry: str = ''
    #: What it says of any entry, without what is this one's alone: its key and its value.
    #: Those of one file with the same words are told as one; empty where it stands alone.
    shared: str = ''

    @classmethod
    def from_json(cls, values: Iterable[Any]) -> Self:
        """Return the problem whose values were stored as a list of JSON.

        :raises ValueError: for an unknown subtype or another number of values.
        """
        subtype, file, line, message, entry, shared = values
        return cls(Subtype(subtype), file, line, message, entry, shared)


def of_entry(
    subtype: Subtype, place: tuple[str, int], key: str, text: str, shared: str = ''
) -> Problem:
    """Return a problem of an entry; *text* goes on after its name."""
    return Problem(subtype, *place, f'the entry "{key}"{text}', key, shared)


def merged(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems, those that say the same of several entries of a file as one.

    It stands at the first of them, whose words it has, with how many there are, and where
    the first of the others are.
    """
    groups: dict[object, dict[Problem, None]] = {}
    for problem in sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line)):
        alike = (problem.subtype, problem.file, problem.shared) if problem.shared else problem
        groups.setdefault(alike, {})[problem] = None
    for group in groups.values():
        first = next(iter(group))
        lines: dict[object, int] = {}
        for problem in group:
            lines.setdefault(problem.entry or problem, problem.line)
        if len(lines) == 1:
            yield from group
            continue
        places = ', '.join(map(str, list(lines.values())[:PLACES]))
        where = f'{"first at " if len(lines) > PLACES else ""}{PurePath(first.file).name}:{places}'
        what = 'entries' if first.entry else 'places'
        yield first._replace(message=f'{first.message} ({len(lines)} {what}; {where})')


class ContentError(ValueError):
    """Something that a user wrote and that cannot be taken.

    Its text is the whole message, with the hint.

    :param message: what is wrong.
    :param hint: what to write instead; it follows the message after a semicolon.
    :param subtype: what a warning about it is about.
    """

    def __init__(self, message: str, hint: str = '', *, subtype: Subtype) -> None:
        super().__init__(f'{message}; {hint}' if hint else message)
        self.message = message
        self.subtype = subtype
        self.hint = hint
