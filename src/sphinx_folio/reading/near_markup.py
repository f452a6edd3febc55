"""Markup that is nearly a directive or a role, and that a parser of Markdown would take for text.

What is wrong is noted in the tokens, and told of where they are rendered, as the lines of a nested
text are known only then.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from docutils.parsers.rst import directives, roles
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from sphinx.environment import BuildEnvironment

from sphinx_folio.model import Subtype
from sphinx_folio.util import nearest

#: Where a token keeps what is wrong with it, until it is rendered.
_FLAWS = 'folio_flaws'
#: How near a name must be to be proposed: one or two letters of those of a directive.
_NEAR = 0.7
_NAME = r'[a-zA-Z][\w+-]*(?::[a-zA-Z][\w+-]*)?'
_OPTION = re.compile(r'\s*:([\w-]+):(?:\s|$)')
_OPENING = re.compile(r' {0,3}(?P<marks>:{3,}|`{3,}|~{3,})\s*(?P<name>\{[^}\s]*\})')
_SPACED = re.compile(rf'\{{({_NAME})\}}\s+$')
_OF_REST = re.compile(rf'(?<![\w:]):({_NAME}):$')
_QUOTED = re.compile(
    rf'(?<![\w/}}])\{{(?P<name>{_NAME})\}}(?P<mark>["\'‘’“”´′(<\[]?)(?P<id>\w[\w.:,/-]+\w)'
)
_UNCLOSED = re.compile(rf'\{{(?P<name>{_NAME})\}}`+(?P<id>[\w.:,/-]*\w)')
_ON_ONE_LINE = re.compile(rf'\{{({_NAME})\}}(.*)', re.DOTALL)
_DIRECTIVE_OF_REST = re.compile(rf'\.\. ({_NAME})::(?:\s|$)')


class Flaw(NamedTuple):
    """What is wrong in a token."""

    subtype: Subtype
    message: str
    offset: int = 0  #: Lines from the beginning of the token.
    follows: bool = False  #: Whether it follows from a fence that is too short, if there is one.


def add_flaw(token: Token, subtype: Subtype, message: str, **place: Any) -> None:
    """Note what is wrong with a token."""
    token.meta.setdefault(_FLAWS, []).append(Flaw(subtype, message, **place))


def take_flaws(token: Token) -> list[Flaw]:
    """Return what is wrong with a token, once."""
    flaws: list[Flaw] = token.meta.pop(_FLAWS, [])
    return flaws


class Known:
    """The names of roles and directives that a page may use."""

    def __init__(self, env: BuildEnvironment) -> None:
        primary = env.config.primary_domain or ''
        self.roles, self.directives = set(_roles()), set(_directives())
        for domain in env.domains.sorted():
            prefixes = {f'{domain.name}:', *({''} if domain.name in {primary, 'std'} else ())}
            self.roles |= {f'{prefix}{name}' for prefix in prefixes for name in domain.roles}
            self.directives |= {
                f'{prefix}{name}' for prefix in prefixes for name in domain.directives
            }
        folio, cite = env.domains['folio'], env.domains['cite']
        #: The roles that are not written in texts about other things.
        self.own_roles = {
            *self.roles & {*folio.roles, *(f'folio:{name}' for name in folio.roles)},
            *(f'cite:{name}' for name in cite.roles),
        }
        self.own_directives = {name for name in folio.directives if name in self.directives}


def _roles() -> Iterator[str]:
    registry: Any = roles  # there is no public way to list what is registered
    yield from registry._roles  # noqa: SLF001
    yield from registry._role_registry  # noqa: SLF001


def _directives() -> Iterator[str]:
    registry: Any = directives  # as above
    yield from registry._directives  # noqa: SLF001
    yield from registry._directive_registry  # noqa: SLF001


def unknown(what: str, name: str, names: Collection[str]) -> str:
    """Return the message about a role or a directive of an unknown name.

    :param what: "role" or "directive".
    """
    meant = nearest(name, names, cutoff=_NEAR)
    hint = (
        f'did you mean "{meant}"?' if meant else 'write the name of one that there is, or remove it'
    )
    return f'there is no {what} "{name}"; {hint}'


def gather_options(content: str, known: Collection[str]) -> tuple[str, int, str]:
    """Return the content of a directive with all of its options at its beginning.

    The number of its lines and the place of its text stay.

    :param known: the names of options; what is nearly one is meant as one.
    :returns: also the index of the first line of an option below a blank line, and its name,
        which is empty if there is none.
    """
    lines = content.splitlines(keepends=True)
    options: list[str] = []
    blanks: list[str] = []
    index, name = 0, ''
    for number, line in enumerate(lines):
        option = _OPTION.match(line)
        if option and (not blanks or nearest(option[1], known, cutoff=_NEAR)):
            if blanks and not name:
                index, name = number, option[1]
            options.append(line)
        elif line.strip():
            break
        else:
            blanks.append(line)
    if not name:
        return content, 0, ''
    last = [line if line.endswith('\n') else f'{line}\n' for line in options]
    return ''.join([*last, *blanks, *lines[len(options) + len(blanks) :]]), index, name


def watch_near_markup(known: Known) -> tuple[Callable[[StateCore], None], ...]:
    """Return the rules that look at fences, after blocks are read, and at roles, after words are."""
    return (lambda state: _note_fences(state, known)), (lambda state: _note_roles(state, known))


def _note_fences(state: StateCore, known: Known) -> None:
    """Note directives whose fences end too early, or do not end."""
    lines: list[str] = []
    for token in state.tokens:
        if token.type not in {'fence', 'colon_fence'} or not token.map:
            continue
        info = token.info.strip()
        first = info.split(maxsplit=1)[0] if info else ''
        is_directive = first.startswith('{') and first.endswith('}')
        if first in known.own_directives:
            message = f'"{first}" without braces is no directive; write "{token.markup}{{{first}}}"'
            add_flaw(token, Subtype.MARKUP, message)
            token.info = 'none'
            continue
        if not is_directive and (first or token.type == 'fence'):
            continue
        inner = _inner_openings(token)
        lines = lines or state.src.split('\n')
        last = lines[token.map[1] - 1].strip(' \t>') if token.map[1] <= len(lines) else ''
        is_closed = last.startswith(token.markup) and not last.strip(token.markup[0])
        opening = f'{token.markup}{first}'
        if is_directive and inner:
            longer = token.markup[0] * (len(token.markup) + len(inner))
            message = (
                f'"{opening}" ends at the end of "{inner[0]}", which has as many signs; begin and '
                f'end it with "{longer}", or end it with "{token.markup}" above that'
            )
            add_flaw(token, Subtype.MARKUP, message)
        elif not (is_closed and token.map[1] - token.map[0] > 1):
            message = f'"{opening}" is not ended; write "{token.markup}" on a line below it'
            add_flaw(token, Subtype.MARKUP, message, follows=True)


def _inner_openings(token: Token) -> list[str]:
    """Return the directives that begin within a fence with as many signs as it has, or more."""
    found = map(_OPENING.match, token.content.splitlines())
    return [
        match['marks'] + match['name']
        for match in found
        if match and match['marks'].startswith(token.markup)
    ]


def _note_roles(state: StateCore, known: Known) -> None:
    """Note roles that the parser has taken for words."""
    for token in state.tokens:
        if token.type == 'inline' and token.children:
            for written, message in _loose_roles(token.children, known):
                place = max(token.content.find(written), 0)
                offset = token.content.count('\n', 0, place)
                add_flaw(token, Subtype.MARKUP, message, offset=offset)


def _loose_roles(pieces: list[Token], known: Known) -> Iterator[tuple[str, str]]:
    """Yield what is nearly a role or a directive, as it is written, with the message about it."""
    if len(pieces) == 1 and pieces[0].type == 'code_inline' and len(pieces[0].markup) > 2:
        marks, match = pieces[0].markup, _ON_ONE_LINE.match(pieces[0].content.strip())
        if match and match[1] in known.directives:
            where = f'"{marks}{{{match[1]}}}" is not ended on its own line'
            yield marks, f'{where}; write "{marks}" alone on the next'
    if len(pieces) == 1 and pieces[0].type == 'code_inline' and pieces[0].markup == '``':
        match = _SPACED.fullmatch(pieces[0].content)  # a line ends behind the braces
        if match and match[1] in known.own_directives:
            written = f'``{{{match[1]}}}'
            yield written, f'"{written}" begins with two signs; write "`{written}", and "```" below'
    for piece, behind in zip(pieces, [*pieces[1:], None], strict=True):
        if piece.type == 'text':
            yield from _in_words(piece.content, known)
            if behind and behind.type == 'code_inline':
                yield from _apart(piece.content, behind.content, known)


def _apart(before: str, text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Yield a role whose name stands before some code, but not as it should."""
    for pattern, said in (
        (_SPACED, 'a space stands before the text of the role'),
        (_OF_REST, 'the name of a role stands in braces'),
    ):
        if (match := pattern.search(before)) and match[1] in known.roles:
            yield match[0], f'{said}; write {{{match[1]}}}`{text}`'


def _in_words(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Yield roles and directives of which no sign has been understood."""
    for pattern, said in (
        (_QUOTED, 'stands without backquotes'),
        (_UNCLOSED, 'is not ended'),
    ):
        for match in pattern.finditer(text):
            if match['name'] in known.own_roles:
                right = f'{{{match["name"]}}}`{match["id"]}`'
                yield match[0], f'the text of the role "{match["name"]}" {said}; write {right}'
    if (rest := _DIRECTIVE_OF_REST.match(text)) and rest[1] in known.directives:
        right = f'"```{{{rest[1]}}}", and "```" below it'
        yield rest[0], f'"{rest[0].strip()}" is no Markdown; write {right}'
