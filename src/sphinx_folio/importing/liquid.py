"""Liquid, the language of Jekyll's templates, in the text of pages. Pure.

Nothing of it is run: tags are recognised one by one, and each becomes what MyST has for it,
or is left out with a note.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Tags between which nothing is read.
_VERBATIM = re.compile(r'(raw|comment|highlight)(?:\s+([\w+-]+))?')
_PAIR = re.compile(
    r'(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|\'(?P<single>[^\']*)\'|(?P<bare>\S+))'
)
_LOOP = re.compile(
    r'for\s+\w+\s+in\s+\(?(?P<what>site\.(?P<data>data\.)?(?P<collection>[\w-]+)|[\w.-]+)'
)
_LIMIT = re.compile(r'limit:\s*(\d+)')
_FILTERS = {'relative_url', 'absolute_url', 'escape', 'strip', 'markdownify', 'prepend', 'append'}
#: What opens a part that ends with "end" and its name.
_PARTS = frozenset({'for', 'if', 'unless', 'case', 'capture', 'tablerow'})
_DEEPEST = 50
_LONGEST = 4000
#: How much a page may say by the names of what it has captured; each name can stand for many.
_MOST_SHOWN = 2_000_000
_LITERAL = re.compile(r'(?P<name>[\w-]+)\s*=\s*(?:"(?P<double>[^"]*)"|\'(?P<single>[^\']*)\')\s*')

#: Answers a tag of a kind, such as ``include`` or ``for``; None means that it knows no answer.
Answer = Callable[[str, str, dict[str, str]], str | None]
#: Tells of what is lost or changed: the fate, what it was, and the advice.
Tell = Callable[[str, str, str], None]


@dataclass
class _Part:
    """A loop, a condition or a capture that is open."""

    tag: str
    said: str
    out: list[str] = field(default_factory=list)
    is_dead: bool = False  #: Whether what comes is of another branch than the first.


class _Named:
    """What a page has captured or assigned, by its names."""

    def __init__(self, tell: Tell) -> None:
        self._texts: dict[str, str] = {}
        self._unseen: dict[str, str] = {}
        self._left = _MOST_SHOWN
        self._tell = tell

    def keep(self, name: str, text: str, *, is_told: bool = True) -> None:
        """Keep a text under a name; of one that nothing has shown, tell."""
        self.tell_of(name)
        self._texts[name] = text
        if is_told and text.strip():
            self._unseen[name] = text

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def show(self, name: str) -> str:
        """Return a text, which is shown now; nothing, if a page shows too much in this way."""
        text = self._texts[name]
        self._unseen.pop(name, None)
        self._left -= len(text)
        if self._left < 0:
            self._tell('lost', name, 'the page repeats it too often; write it once')
            return ''
        return text

    def tell_of(self, *names: str) -> None:
        """Tell of texts that nothing shows."""
        for name in names or [*self._unseen]:
            if text := self._unseen.pop(name, ''):
                self._tell('lost', text, f'it is captured as "{name}", and nothing here shows it')


def options_of(text: str, named: '_Named | None' = None) -> tuple[str, dict[str, str]]:
    """Return the first word of what a tag says, and its options.

    :param named: the texts that a bare word may stand for.
    """
    word = text.split(None, 1)[0] if text.split() else ''
    options = {}
    for match in _PAIR.finditer(text):
        values = (match['double'], match['single'], match['bare'])
        value = next(value for value in values if value is not None)
        is_name = named is not None and match['bare'] is not None and value in named
        options[match['name']] = named.show(value) if named and is_name else value
    return word.strip('"\''), options


def without_liquid(
    text: str, variables: dict[str, Any], answer: Answer, keep: Callable[[str], str], tell: Tell
) -> str:
    """Return a text without Liquid.

    :param variables: the values of ``site`` and ``page`` by their dotted names.
    :param answer: what becomes of includes, loops over collections and other tags.
    :param keep: returns a text that stands for one that must stay as it is.
    :param tell: tells what is lost.
    """
    parts = [_Part('', '')]
    named = _Named(tell)
    for kind, token in _tokens(text, keep):
        part = parts[-1]
        if kind == '{{':
            if not part.is_dead and not any(outer.tag == 'for' for outer in parts):
                part.out.append(_value(token, variables, named, answer, tell))
        elif kind == '{%':
            _tag(token, parts, variables, named, answer, tell)
        elif not part.is_dead:
            part.out.append(token)
    while len(parts) > 1:
        part = parts.pop()
        parts[-1].out += part.out
    named.tell_of()
    return ''.join(parts[0].out)


def _tokens(text: str, keep: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield texts with an empty kind, and what stands in ``{{ }}`` and ``{% %}`` with theirs."""
    position, start = 0, 0
    missing: set[str] = set()  # what does not come any more, and is not looked for again
    while (start := text.find('{', start)) >= 0:
        kind = text[start : start + 2]
        closing = {'{{': '}}', '{%': '%}'}.get(kind)
        is_shortcode = text[start + 2 : start + 3] in {'<', '%'} and kind == '{{'
        end = -1 if closing is None or closing in missing else text.find(closing, start + 2)
        if closing is None or end < 0 or is_shortcode or end - start > _LONGEST:
            if closing and end < 0:
                missing.add(closing)
            start += 1 if kind != '{{' else 2
            continue
        yield '', text[position:start]
        said = text[start + 2 : end].strip('- \n\t')
        position = start = end + 2
        verbatim = _VERBATIM.fullmatch(said) if kind == '{%' else None
        if verbatim is None or verbatim[1] in missing:
            yield kind, said
            continue
        until = _end_of(verbatim[1], text, position)
        if until is None:
            missing.add(verbatim[1])
            continue
        inner = text[position : until[0]]
        position = start = until[1]
        if verbatim[1] == 'raw':
            yield '', re.sub(r'\{[{%]|[%}]\}', lambda sign: keep(sign[0]), inner)
        elif verbatim[1] == 'highlight':
            code = inner.strip('\n')
            yield '', f'\n\n```{verbatim[2] or ""}\n{code}\n```\n\n'
    yield '', text[position:]


def _end_of(name: str, text: str, position: int) -> tuple[int, int] | None:
    match = re.compile(rf'\{{%-?\s*end{name}\s*-?%\}}').search(text, position)
    return match.span() if match else None


def _tag(
    said: str,
    parts: list[_Part],
    variables: dict[str, Any],
    named: _Named,
    answer: Answer,
    tell: Tell,
) -> None:
    name, *more = said.split(None, 1) or ['']
    rest = ''.join(more)
    part = parts[-1]
    if name in _PARTS and len(parts) < _DEEPEST:
        parts.append(_Part(name, rest.strip(), is_dead=part.is_dead))
    elif name.startswith('end'):
        if len(parts) > 1 and name[3:] == part.tag:
            parts.pop()
            parts[-1].out.append(_closed(part, answer, tell))
            in_loop = any(outer.tag == 'for' for outer in parts)
            if part.tag == 'capture' and not (part.is_dead or in_loop):
                named.keep(part.said, ''.join(part.out))
    elif name in {'else', 'elsif', 'when'}:
        if part.tag == 'case' and not ''.join(part.out).strip():
            part.out.clear()
        elif part.tag in {'if', 'unless', 'case', 'for'}:
            part.is_dead = True
    elif name == 'assign' and (match := _LITERAL.fullmatch(rest)) and not part.is_dead:
        text = match['double'] if match['double'] is not None else match['single']
        named.keep(match['name'], text, is_told=False)
    elif part.is_dead or name in {'assign', 'increment', 'decrement', 'break', 'continue', ''}:
        pass
    elif name in {'link', 'post_url'}:
        part.out.append(f'/{rest.strip().lstrip("/")}' if name == 'link' else rest.strip())
    elif all(outer.tag != 'for' for outer in parts):  # in a loop it says how it shows each item
        part.out.append(_answered(name, said, rest, variables, named, answer, tell))


def _answered(
    name: str,
    said: str,
    rest: str,
    variables: Mapping[str, Any],
    named: _Named,
    answer: Answer,
    tell: Tell,
) -> str:
    """Return what a tag becomes that stands alone; of one that nobody knows, the texts in it."""
    word, options = options_of(_filled(rest, variables), named)
    made = answer(name, word, options | {'': rest})
    if made is None:
        tell('lost', f'{{% {said} %}}', 'write what it showed')
        texts = [text for text in options.values() if '\n' in text]
        return '\n\n'.join(['', *texts, '']) if texts else ''
    return made


def _closed(part: _Part, answer: Answer, tell: Tell) -> str:
    """Return what a loop, a condition or a capture becomes."""
    inner = ''.join(part.out)
    if part.tag in {'capture', 'tablerow'}:
        return '' if part.tag == 'capture' else inner
    if part.tag == 'for':
        match = _LOOP.match(f'for {part.said}')
        what = match['what'] if match else part.said
        limit = _LIMIT.search(part.said)
        made = answer('for', what, {'limit': limit[1] if limit else '', '': part.said})
        if made is None:
            tell('lost', f'{{% for {part.said} %}}', 'write what the loop showed')
        return made or ''
    if inner.strip() and not part.said.startswith(('site.', 'page.')):
        tell('changed', f'{{% {part.tag} {part.said} %}}', 'the first case stays; check it')
    return inner


def _filled(text: str, variables: Mapping[str, Any]) -> str:
    """Return the options of a tag with the plain values of variables."""

    def value(match: re.Match[str]) -> str:
        name = match[2]
        return f'{match[1]}"{variables[name]}"' if name in variables else match[0]

    return re.sub(r'(=\s*)((?:site|page)\.[\w.]+)', value, text)


def _value(
    said: str, variables: Mapping[str, Any], named: _Named, answer: Answer, tell: Tell
) -> str:
    """Return what ``{{ … }}`` stands for."""
    first, *filters = (part.strip() for part in said.split('|'))
    quoted = re.fullmatch(r'"([^"]*)"|\'([^\']*)\'', first)
    if quoted:
        text = quoted[1] if quoted[1] is not None else quoted[2]
    elif first in {'site.baseurl', 'site.url', 'base_path'}:
        text = ''
    elif first in variables:
        text = str(variables[first])
    elif first in named:
        text = named.show(first)
    else:
        made = answer('value', first, {})
        if made is None:
            tell('lost', f'{{{{ {said} }}}}', 'write the value')
        return made or ''
    for name in filters:
        word, _colon, argument = name.partition(':')
        argument = argument.strip().strip('"\'')
        if word.strip() == 'append':
            text += '' if argument.startswith('site.') else argument
        elif word.strip() == 'prepend':
            text = ('' if argument.startswith('site.') else argument) + text
        elif word.strip() not in _FILTERS:
            tell('changed', f'{{{{ {said} }}}}', f'"{word.strip()}" is left out; check the text')
    if any(name.startswith(('relative_url', 'absolute_url')) for name in filters):
        text = text if '://' in text else f'/{text.lstrip("/")}'
    return text
