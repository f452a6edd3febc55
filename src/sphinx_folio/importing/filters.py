"""The filters by which greenelab's template lists some of its data. Pure.

Nothing of them is run: there each is Ruby, or regular expressions, and here only what pages of
the template say with them is known: comparisons of a key with a text, and words within one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .front_matter import text_of

#: Tells whether a list shows an item.
Test = Callable[[Mapping[str, Any]], bool]

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*"|\'[^\']*\')|/(?P<regex>(?:[^/\\]|\\.)*)/(?P<flags>[a-z]*)'
    r'|(?P<sign>==|!=|=~|!~|&&|\|\||!(?!=)|[()])|(?P<word>[A-Za-z_][\w.]*\??|\d+))'
)
#: What a pattern may hold that has a plain meaning: words, "or", and its two ends.
_NOT = re.compile(r'\^?\(\?!(?P<words>[^()\\.*+?{}\[\]^$]+)\$?\)(?:\.\*)?\$?')
_PLAIN = re.compile(
    r'(?P<start>\^?)(?P<bracket>\(?)(?P<words>[^()\\*+?{}\[\]^$]+)(?(bracket)\)?)(?P<end>\$?)'
)
_LONGEST = 500
_DEEPEST = 20


def read_filter(said: str, *, is_old: bool = False) -> Test | None:
    """Return what a filter lets through; None, if its meaning is not known.

    :param is_old: whether it is one of version 1.2 and before: ``key: pattern, key: pattern``.
    """
    if len(said) > _LONGEST:
        return None
    if not said.strip():
        return lambda _item: True
    if is_old:
        return _all_of(_old(part) for part in said.split(',') if part.strip())
    try:
        return _Reader(said).whole()
    except _UnknownError:
        return None


def _all_of(tests: Iterable[Test | None]) -> Test | None:
    found = list(tests)
    known = [test for test in found if test is not None]
    if len(known) < len(found):
        return None
    return lambda item: all(test(item) for test in known)


def _old(said: str) -> Test | None:
    key, _colon, value = (part.strip() for part in said.partition(':'))
    if not value:
        return lambda item: not _texts(item, key)
    contained = value.removeprefix('~').strip() if value.startswith('~') else ''
    fits = (lambda text: contained in text) if contained else _pattern(value)
    return None if fits is None else lambda item: any(map(fits, _texts(item, key)))


def _texts(item: Mapping[str, Any], key: str) -> list[str]:
    """Return what an item says under a key; nothing is said by an empty one."""
    value = item.get(key, item.get(key.replace('_', '-')))
    values = value if isinstance(value, list) else [value]
    return [text for each in values if (text := text_of(each))]


def _pattern(pattern: str, flags: str = '') -> Callable[[str], bool] | None:
    """Return whether a text fits a pattern that has a plain meaning; no pattern is run."""
    no_case = 'i' in flags
    if match := _NOT.fullmatch(pattern):
        words = [_folded(word, no_case=no_case) for word in match['words'].split('|')]
        ends = '$' in match[0][: match[0].find(')')]
        return lambda text: not _fits(_folded(text, no_case=no_case), words, start=True, end=ends)
    match = _PLAIN.fullmatch(pattern)
    if match is None:
        return None
    words = [_folded(word, no_case=no_case) for word in match['words'].split('|')]
    start, end = bool(match['start']), bool(match['end'])
    if len(words) > 1 and (start or end) and not match['bracket']:
        return None  # the ends are those of the first and the last word alone
    return lambda text: _fits(_folded(text, no_case=no_case), words, start=start, end=end)


def _folded(text: str, *, no_case: bool) -> str:
    return text.casefold() if no_case else text


def _fits(text: str, words: Iterable[str], *, start: bool, end: bool) -> bool:
    if start and end:
        return text in words
    if start:
        return any(map(text.startswith, words))
    return any(map(text.endswith, words)) if end else any(word in text for word in words)


class _UnknownError(Exception):
    """What is said has no meaning that is known here."""


class _Reader:
    """Reads an expression: comparisons with "and", "or", "not" and brackets."""

    def __init__(self, said: str) -> None:
        self.tokens: list[tuple[str, str, str]] = []
        place = 0
        while said[place:].strip():
            match = _TOKEN.match(said, place)
            if match is None:
                raise _UnknownError
            place = match.end()
            kind = str(match.lastgroup) if match['regex'] is None else 'regex'
            self.tokens.append((kind, match[kind], match['flags'] or ''))
        self.at = 0
        self.depth = 0

    def whole(self) -> Test:
        test = self._either()
        if self.at < len(self.tokens):
            raise _UnknownError
        return test

    def _next(self, *words: str) -> str:
        """Return the next token if it is one of these."""
        kind, value, _flags = self.tokens[self.at] if self.at < len(self.tokens) else ('', '', '')
        if kind not in {'sign', 'word'} or value not in words:
            return ''
        self.at += 1
        return value

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next('or', '||'):
            tests.append(self._both())
        return (lambda item: any(test(item) for test in tests)) if len(tests) > 1 else tests[0]

    def _both(self) -> Test:
        tests = [self._one()]
        while self._next('and', '&&'):
            tests.append(self._one())
        return (lambda item: all(test(item) for test in tests)) if len(tests) > 1 else tests[0]

    def _one(self) -> Test:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _UnknownError
        try:
            if self._next('!', 'not'):
                test = self._one()
                return lambda item: not test(item)
            if self._next('('):
                test = self._either()
                if not self._next(')'):
                    raise _UnknownError
                return test
            return self._comparison()
        finally:
            self.depth -= 1

    def _take(self, *kinds: str) -> tuple[str, str]:
        if self.at >= len(self.tokens) or self.tokens[self.at][0] not in kinds:
            raise _UnknownError
        kind, value, flags = self.tokens[self.at]
        self.at += 1
        return (value[1:-1] if kind == 'text' else value), flags

    def _comparison(self) -> Test:
        key, _flags = self._take('word')
        asks, key = key.endswith('?'), key.removeprefix('item.')
        for method in ('.include?', '.nil?', '.empty?'):
            if asks and key.endswith(method):
                return self._method(key.removesuffix(method), method)
        if '.' in key or asks:
            raise _UnknownError
        if sign := self._next('==', '!='):
            return self._equal(key, is_same=sign == '==')
        if sign := self._next('=~', '!~'):
            fits = _pattern(*self._take('regex'))
            if fits is None:
                raise _UnknownError
            found = fits
            return lambda item: any(map(found, _texts(item, key))) is (sign == '=~')
        return lambda item: bool(_texts(item, key))

    def _method(self, key: str, method: str) -> Test:
        if method != '.include?':
            return lambda item: not _texts(item, key)
        bracket = self._next('(')
        value, _flags = self._take('text')
        if bracket and not self._next(')'):
            raise _UnknownError
        return lambda item: (
            value in _texts(item, key)
            if isinstance(item.get(key), list)
            else any(value in text for text in _texts(item, key))
        )

    def _equal(self, key: str, *, is_same: bool) -> Test:
        value, _flags = self._take('text', 'word')
        if value in {'nil', ''}:
            return lambda item: bool(_texts(item, key)) is not is_same
        wanted = {'true': 'True', 'false': ''}.get(value, value)
        return lambda item: (', '.join(_texts(item, key)) == wanted) is is_same
