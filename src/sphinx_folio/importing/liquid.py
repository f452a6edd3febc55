"""Liquid, the language of Jekyll's templates, in the text of pages. Pure.

Nothing of it is run: tags are recognised one by one, and each becomes what MyST has for it,
or is left out with a note.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
#: Tags that say nothing to a reader.
_SILENT = frozenset({'increment', 'decrement', 'break', 'continue', ''})
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
    return _Reading(variables, answer, tell).of(_tokens(text, keep))


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


class _Reading:
    """A text of which the tags are read one by one."""

    def __init__(self, variables: Mapping[str, Any], answer: Answer, tell: Tell) -> None:
        self.variables = variables
        self.answer = answer
        self.tell = tell
        self.parts = [_Part('', '')]
        self.named = _Named(tell)

    def of(self, tokens: Iterable[tuple[str, str]]) -> str:
        """Return the text without Liquid."""
        for kind, token in tokens:
            part = self.parts[-1]
            if kind == '{{':
                if not part.is_dead and not self._is_in_loop():
                    part.out.append(self._value(token))
            elif kind == '{%':
                self._tag(token)
            elif not part.is_dead:
                part.out.append(token)
        while len(self.parts) > 1:
            part = self.parts.pop()
            self.parts[-1].out += part.out
        self.named.tell_of()
        return ''.join(self.parts[0].out)

    def _is_in_loop(self) -> bool:
        """Tell whether what comes says how a loop shows each item."""
        return any(part.tag == 'for' for part in self.parts)

    def _tag(self, said: str) -> None:
        name, *more = said.split(None, 1) or ['']
        rest = ''.join(more)
        part = self.parts[-1]
        if name in _PARTS and len(self.parts) < _DEEPEST:
            self.parts.append(_Part(name, rest.strip(), is_dead=part.is_dead))
        elif name.startswith('end'):
            if len(self.parts) > 1 and name[3:] == part.tag:
                self.parts.pop()
                self.parts[-1].out.append(self._closed(part))
        elif name in {'else', 'elsif', 'when'}:
            if part.tag == 'case' and not ''.join(part.out).strip():
                part.out.clear()
            elif part.tag in {'if', 'unless', 'case', 'for'}:
                part.is_dead = True
        elif not part.is_dead:
            self._add(name, said, rest)

    def _add(self, name: str, said: str, rest: str) -> None:
        """Add what a tag becomes that holds no part of the text."""
        out = self.parts[-1].out
        if name == 'assign':
            if match := _LITERAL.fullmatch(rest):
                text = match['double'] if match['double'] is not None else match['single']
                self.named.keep(match['name'], text, is_told=False)
        elif name in {'link', 'post_url'}:
            out.append(f'/{rest.strip().lstrip("/")}' if name == 'link' else rest.strip())
        elif name not in _SILENT and not self._is_in_loop():
            out.append(self._answered(name, said, rest))

    def _answered(self, name: str, said: str, rest: str) -> str:
        """Return what a tag becomes; of one that nobody knows, the texts in it."""
        word, options = options_of(_filled(rest, self.variables), self.named)
        made = self.answer(name, word, options | {'': rest})
        if made is None:
            self.tell('lost', f'{{% {said} %}}', 'write what it showed')
            texts = [text for text in options.values() if '\n' in text]
            return '\n\n'.join(['', *texts, '']) if texts else ''
        return made

    def _closed(self, part: _Part) -> str:
        """Return what a loop, a condition or a capture becomes."""
        inner = ''.join(part.out)
        if part.tag == 'capture':
            if not (part.is_dead or self._is_in_loop()):
                self.named.keep(part.said, inner)
            return ''
        if part.tag == 'tablerow':
            return inner
        if part.tag == 'for':
            match = _LOOP.match(f'for {part.said}')
            what = match['what'] if match else part.said
            limit = _LIMIT.search(part.said)
            made = self.answer('for', what, {'limit': limit[1] if limit else '', '': part.said})
            if made is None:
                self.tell('lost', f'{{% for {part.said} %}}', 'write what the loop showed')
            return made or ''
        if inner.strip() and not part.said.startswith(('site.', 'page.')):
            said = f'{{% {part.tag} {part.said} %}}'
            self.tell('changed', said, 'the first case stays; check it')
        return inner

    def _value(self, said: str) -> str:
        """Return what ``{{ … }}`` stands for."""
        first, *filters = (part.strip() for part in said.split('|'))
        text = self._text_of(first)
        if text is None:
            made = self.answer('value', first, {})
            if made is None:
                self.tell('lost', f'{{{{ {said} }}}}', 'write the value')
            return made or ''
        for name in filters:
            word, _colon, argument = name.partition(':')
            argument = argument.strip().strip('"\'')
            if word.strip() == 'append':
                text += '' if argument.startswith('site.') else argument
            elif word.strip() == 'prepend':
                text = ('' if argument.startswith('site.') else argument) + text
            elif word.strip() not in _FILTERS:
                advice = f'"{word.strip()}" is left out; check the text'
                self.tell('changed', f'{{{{ {said} }}}}', advice)
        if any(name.startswith(('relative_url', 'absolute_url')) for name in filters):
            text = text if '://' in text else f'/{text.lstrip("/")}'
        return text

    def _text_of(self, name: str) -> str | None:
        """Return what a name stands for; None, if nobody has said it."""
        if quoted := re.fullmatch(r'"([^"]*)"|\'([^\']*)\'', name):
            return quoted[1] if quoted[1] is not None else quoted[2]
        if name in {'site.baseurl', 'site.url', 'base_path'}:
            return ''
        if name in self.variables:
            return str(self.variables[name])
        return self.named.show(name) if name in self.named else None


def _filled(text: str, variables: Mapping[str, Any]) -> str:
    """Return the options of a tag with the plain values of variables."""

    def value(match: re.Match[str]) -> str:
        name = match[2]
        return f'{match[1]}"{variables[name]}"' if name in variables else match[0]

    return re.sub(r'(=\s*)((?:site|page)\.[\w.]+)', value, text)
