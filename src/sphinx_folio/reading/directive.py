"""What all directives of Folio share: the domain, lines of options, and checks of options."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from sphinx_folio.bib import TYPES, canonical_type
from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.model import ContentError, Period, Problem, Subtype, check_any_id, check_id
from sphinx_folio.util import did_you_mean


def note_problem(
    env: BuildEnvironment, subtype: Subtype, line: int, message: str, source: str = ''
) -> None:
    """Keep a problem at a line of the page that is read.

    :param source: the file of the line, if it may be one that the page includes.
    """
    docname = env.current_document.docname
    place = docname
    if source and Path(source) != env.doc2path(docname):
        place = os.path.relpath(source, env.srcdir).replace(os.sep, '/')
    problem = Problem(subtype, place, line, message)
    folio_domain(env).add_facts(docname, problems=[problem])


class FolioDirective(SphinxDirective):
    """A directive that knows the domain and the line of each of its options."""

    @property
    def domain(self) -> FolioDomain:
        """The domain that keeps what the directive states."""
        return folio_domain(self.env)

    def option_line(self, option: str) -> int:
        """Return the line of *option* in the document, or the directive's own."""
        for offset, line in enumerate(self.block_text.splitlines()):
            if re.match(rf'\s*:?{re.escape(option)}:', line):
                return self.lineno + offset
        return self.lineno

    def inline(self, text: str, line: int) -> list[nodes.Node]:
        """Return the nodes of one line of markup that stands on *line*."""
        content, messages = self.parse_inline(text, lineno=line)
        for node in content:
            for element in node.findall(nodes.Element):
                element.line = line  # MyST counts an inline text from the line after
        return [*content, *messages]


def choice_of(*choices: str) -> Callable[[str | None], str]:
    """Return an option check that takes one of *choices* and hints at the nearest."""

    def check(value: str | None) -> str:
        word = (value or '').strip()
        if word not in choices:
            raise ValueError(f'unknown value "{word}"{did_you_mean(word, choices)}')
        return word

    return check


def choices_of(*choices: str) -> Callable[[str | None], tuple[str, ...]]:
    """Return an option check that takes some of *choices*."""
    check = choice_of(*choices)
    return lambda value: tuple(check(word) for word in words(value))


def ids(value: str | None) -> tuple[str, ...]:
    """Check an option that holds one or more ids, apart by spaces or commas."""
    return tuple(check_id(word) for word in words(value))


def any_ids(value: str | None) -> tuple[str, ...]:
    """Check an option that holds ids, which may be those of other sites."""
    return tuple(check_any_id(word) for word in words(value))


def years(value: str | None) -> tuple[int, int]:
    """Check an option that holds ``2025``, ``2020-2025`` or ``2020-``, in any form of a period."""
    text = (value or '').strip()
    error = ValueError(f'"{text}" is no year; write 2025, 2020-2025 or 2020-')
    if (turned := re.fullmatch(r'(\d{4})-(\d{4})', text)) and turned[2] < turned[1]:
        hint = f'did you mean {turned[2]}-{turned[1]}?'
        raise ValueError(f'"{text}" ends before it begins; {hint}')
    try:
        start, end, *more = Period.parse(text)
    except ContentError:
        raise error from None
    if start is None or start.month or (end and end.month) or any(more):
        raise error
    return start.year, end.year if end else 0


def positive_number(value: str | None) -> int:
    """Check an option that holds a whole number from 1."""
    text = (value or '').strip()
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f'"{text}" is no number of items; write 1, 2, 3 or more')
    return int(text)


def entry_types(value: str | None) -> tuple[str, ...]:
    """Check an option that holds entry types, such as ``article``."""
    types = []
    for word in words(value):
        name = word.lower().removeprefix('@')
        types.append(canonical_type(name))
        if name not in TYPES and types[-1] == 'misc':
            raise ValueError(f'unknown type "{word}"{did_you_mean(name, TYPES)}')
    return tuple(types)


def texts(value: str | None) -> tuple[str, ...]:
    """Check an option that holds one or more texts, apart by commas."""
    if found := [text.strip() for text in (value or '').split(',') if text.strip()]:
        return tuple(found)
    raise ValueError('must not be empty')


def words(value: str | None) -> list[str]:
    """Check an option that holds one or more words, apart by spaces or commas."""
    if found := re.findall(r'[^,\s]+', value or ''):
        return found
    raise ValueError('must not be empty')
