"""The directives: each checks what it was given, notes it, and leaves a node.

What a list holds is known only when every page is read, so lists and profiles leave
placeholders that `transforms` fills in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from .domain import FolioDomain
from .model import Group, Problem, Reference, check_id
from .nodes import listing, profile
from .query import GROUPINGS, SORTS, STYLES, Query
from .suggest import did_you_mean
from .venues import TYPES, canonical_type
from .warnings import Subtype

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from .model import Kind, PageKind

_SEPARATOR = re.compile(r'[,\s]+')


class FolioDirective(SphinxDirective):
    """A directive that knows the domain and the line of each of its options."""

    @property
    def domain(self) -> FolioDomain:
        """The domain that keeps what the directive states."""
        domain = self.env.domains['folio']
        assert isinstance(domain, FolioDomain)
        return domain

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

    def note_problem(self, subtype: Subtype, message: str, line: int | None = None) -> None:
        """Keep a problem at *line*, or at the directive."""
        docname = self.env.docname
        problem = Problem(subtype.value, docname, line or self.lineno, message)
        self.domain.note_problems(docname, [problem])


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
    return lambda value: tuple(check(word) for word in _words(value))


def ids(value: str | None) -> tuple[str, ...]:
    """Check an option that holds one or more ids, apart by spaces or commas."""
    return tuple(check_id(word) for word in _words(value))


def years(value: str | None) -> tuple[int, int]:
    """Check an option that holds ``2025``, ``2020-2025`` or ``2020-``."""
    match = re.fullmatch(r'(\d{4})\s*(?:(-)\s*(\d{4})?)?', (value or '').strip())
    if match is None:
        raise ValueError(f'"{value}" is no year; write 2025, 2020-2025 or 2020-')
    first = int(match[1])
    last = int(match[3] or 0) if match[2] else first
    if last and last < first:
        raise ValueError(f'"{value}" ends before it begins; did you mean {last}-{first}?')
    return first, last


def positive_number(value: str | None) -> int:
    """Check an option that holds a whole number from 1."""
    text = (value or '').strip()
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f'"{text}" is no number of items; write 1, 2, 3 or more')
    return int(text)


def entry_types(value: str | None) -> tuple[str, ...]:
    """Check an option that holds entry types, such as ``article``."""
    return tuple(canonical_type(_entry_type(word)) for word in _words(value))


def _entry_type(word: str) -> str:
    name = word.lower().removeprefix('@')
    if name not in TYPES and canonical_type(name) == 'misc':
        raise ValueError(f'unknown type "{word}"{did_you_mean(name, TYPES)}')
    return name


def _words(value: str | None) -> list[str]:
    words = [word for word in _SEPARATOR.split((value or '').strip()) if word]
    if not words:
        raise ValueError('must not be empty')
    return words


class Listing(FolioDirective):
    """A list of objects of one kind; on an object's page, of this object."""

    kind: ClassVar[Kind]
    #: The options that narrow what "of this object" means on an object's page.
    _targets: ClassVar[tuple[PageKind, ...]] = ('person', 'project', 'topic')

    def run(self) -> list[nodes.Node]:
        """Note the query and the ids that it names; leave its place."""
        here = self.domain.object_of(self.env.docname)
        narrowed = any(self.options.get(target) for target in self._targets)
        of = None if narrowed or (here and here.kind == self.kind == 'person') else here
        query = Query(kind=self.kind, of=of, **self._query_options())
        self._note_references()
        number = self.domain.note_listing(self.env.docname, query)
        node = listing(query=query, docname=self.env.docname, number=number, related=False)
        self.set_source_info(node)
        return [node]

    def _query_options(self) -> dict[str, Any]:
        options = dict(self.options)
        for flag in ('selected', 'filter'):
            options[flag] = flag in options
        if self.kind == 'publication' and 'group' in options:
            options['group_by'] = options.pop('group')
        return {name: value for name, value in options.items() if value is not None}

    def _note_references(self) -> None:
        docname = self.env.docname
        self.domain.note_references(
            docname,
            (
                Reference(target, name, docname, self.option_line(target), f'":{target}:"')
                for target in self._targets
                for name in self.options.get(target, ())
            ),
        )


def _listing_options(kind: Kind, **own: Any) -> dict[str, Any]:
    return {
        **own,
        'filter': directives.flag,
        'limit': positive_number,
        'sort': choice_of(*SORTS[kind]),
        'style': choice_of(*STYLES[kind]),
    }


class People(Listing):
    """Cards or names of people."""

    kind = 'person'
    option_spec: ClassVar[dict[str, Any]] = _listing_options(
        'person', project=ids, topic=ids, group=choices_of(*get_args(Group))
    )


class Projects(Listing):
    """Cards or names of projects."""

    kind = 'project'
    option_spec: ClassVar[dict[str, Any]] = _listing_options('project', person=ids, topic=ids)


class Topics(Listing):
    """Cards or names of topics."""

    kind = 'topic'
    option_spec: ClassVar[dict[str, Any]] = _listing_options('topic', person=ids, project=ids)


class Publications(Listing):
    """A list of publications."""

    kind = 'publication'
    option_spec: ClassVar[dict[str, Any]] = _listing_options(
        'publication',
        person=ids,
        project=ids,
        topic=ids,
        year=years,
        type=entry_types,
        group=choice_of(*GROUPINGS),
        selected=directives.flag,
    )


class Profile(FolioDirective):
    """The card of the object whose page this is."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the card, or tell that the page has no object."""
        here = self.domain.object_of(self.env.docname)
        if here is None:
            self.note_problem(
                Subtype.PLACE,
                'the profile directive stands on a page that is no person, project or topic; '
                'move it there, or list people with the people directive',
            )
            return []
        node = profile(docname=self.env.docname, object=here)
        self.set_source_info(node)
        return [node]


def setup_directives(app: Sphinx) -> None:
    """Register the directives of the domain."""
    for name, directive in (
        ('profile', Profile),
        ('people', People),
        ('projects', Projects),
        ('topics', Topics),
        ('publications', Publications),
    ):
        app.add_directive_to_domain(FolioDomain.name, name, directive)
