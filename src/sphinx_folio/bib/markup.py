r"""Marked text: words in which formulas, looks and addresses are marked by private signs. Pure.

A title may hold ``\emph{…}``, the ``<i>…</i>`` of Crossref, ``$…$`` and ``\url{…}``. All of
them become one form, which `runs` reads for a page and `plain` for all that knows words only.
"""

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import NamedTuple

from .addresses import ADDRESS, HAS_ADDRESS, address_of
from .formulas import SIGNS, plain_formula

#: Around a formula, in LaTeX.
_MATH, _END_MATH = '\U000f0000', '\U000f0001'
#: Around an address and the words that lead to it, which stand after `_WORDS`.
_LINK, _WORDS, _END_LINK = '\U000f0002', '\U000f0003', '\U000f0004'
#: A link in a marked text, as a pattern.
LINK = f'(?P<link>{_LINK}[^{_END_LINK}]*{_END_LINK})'
#: Around the keys that a citation names, between the words before and behind it.
_CITE, _END_CITE = '\U000f000f', '\U000f0010'
#: Signs that begin and end a look.
_LOOKS = {
    'i': ('\U000f0005', '\U000f0006'),
    'b': ('\U000f0007', '\U000f0008'),
    'sub': ('\U000f0009', '\U000f000a'),
    'sup': ('\U000f000b', '\U000f000c'),
    'sc': ('\U000f000d', '\U000f000e'),
}
_LOOK_OF = {begin: look for look, (begin, _end) in _LOOKS.items()}
_ENDS = {end for _begin, end in _LOOKS.values()}
#: Around the name of an author: the first sign tells which one, from 0.
_AUTHOR, _END_AUTHOR = 0x100000, '\U0010fffd'
_AUTHORS = '\U00100000-\U0010fffc'
#: The end of a part of a name, and the beginning of the next part of the same.
_PARTED = re.compile(
    rf'([{_AUTHORS}])([^{_AUTHORS}{_END_AUTHOR}]*){_END_AUTHOR}([^\w{_AUTHORS}{_END_AUTHOR}]*)\1'
)
#: Any sign that is no word.
SIGN = '[\U000f0000-\U000f0fff\U00100000-\U0010fffd]'
_PRIVATE = re.compile('[\U000f0000-\U0010ffff]')
#: The place of what stands aside while the rest is decoded.
_ASIDE = 0xF1000
_ASIDES = re.compile('[\U000f1000-\U000ffffd]')
_SPLIT = re.compile(
    f'({_MATH}[^{_END_MATH}]*{_END_MATH}|{_LINK}[^{_END_LINK}]*{_END_LINK}'
    f'|{_CITE}[^{_END_CITE}]*{_END_CITE}'
    f'|[{"".join(begin + end for begin, end in _LOOKS.values())}{_AUTHORS}{_END_AUTHOR}])'
)

#: What is more than words: only texts that hold it are looked at.
NEEDS = re.compile(r'[\\$<&`]|://|www\.')
_SIGN = re.compile(r'\$\\(' + '|'.join(SIGNS) + r')\$|\\(' + '|'.join(SIGNS) + r')(?![A-Za-z])\s?')
_FORMULA = re.compile(
    r'(?<!\\)\$\$(.+?)(?<!\\)\$\$|(?<!\\)\$((?:[^$\\]|\\.)+?)\$'
    r'|\\\(((?:(?!\\\().)+?)\\\)|\\\[((?:(?!\\\[).)+?)\\\]|\\ensuremath\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}',
    re.DOTALL,
)
#: The commands of LaTeX, natbib and biblatex.
_CITATION = re.compile(
    r'\\(?P<name>(?:text|paren|auto|smart|foot|full|no)?cite[a-z]{0,8}|Cite[a-z]{0,8}|[A-Z][a-z]{0,5}cite[a-z]{0,8})\*?'
    r'\s*(?:\[(?P<first>[^\[\]{}]*)\]\s*)?(?:\[(?P<last>[^\[\]{}]*)\]\s*)?'
    r'\{(?P<keys>[^{}\\$]*)\}'
)
#: Those after which a sentence goes on.
_TEXTUAL = frozenset({'citet', 'textcite', 'citeauthor', 'citealt'})
_COMMANDS = {
    'emph': 'i', 'textit': 'i', 'textsl': 'i', 'mkbibemph': 'i', 'textbf': 'b', 'mkbibbold': 'b',
    'textsubscript': 'sub', 'textsuperscript': 'sup', 'mkbibsuperscript': 'sup',
    'mkbibsubscript': 'sub',
    'em': 'i', 'it': 'i', 'itshape': 'i', 'sl': 'i', 'slshape': 'i', 'bf': 'b', 'bfseries': 'b',
}  # fmt: skip
_LOOK = re.compile(
    r'\\(emph|textit|textsl|textbf|text(?:sub|super)script|mkbib\w+)\s*\{'
    r'|\{\s*\\(em|it|itshape|sl|slshape|bf|bfseries)(?![A-Za-z])\s*'
)
_BRACE = re.compile(r'\\.|[{}]', re.DOTALL)
_QUOTED = re.compile(r"(?<![\w`\\])`(?!`)((?:[^`']|'(?=\w))+)'(?![\w'])")

_GUILLEMETS = re.compile(r'<<([^<>]+)>>')
#: A formula of a title that Zotero has taken for words, and escaped.
_ESCAPED = re.compile(r'\\\$((?:[^$\\]|\\[^$])+)\\\$')
_ESCAPED_SIGN = re.compile(r'\\text(backslash|asciicircum|underscore)(?:\{\})?\s?|\\([{}_&%#])')
_UNESCAPED = {'backslash': '\\', 'asciicircum': '^', 'underscore': '_'}

_ENTITY = re.compile(r'&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));')
_TAG = re.compile(r'<(/?)((?:[A-Za-z]+:)?)([A-Za-z][\w-]*)(?:\s[^<>]*)?/?>')
_TAGS = {
    'i': 'i', 'em': 'i', 'italic': 'i', 'b': 'b', 'strong': 'b', 'bold': 'b', 'sub': 'sub',
    'inf': 'sub', 'sup': 'sup',
}  # fmt: skip
_BLOCKS = frozenset({'p', 'br', 'div', 'sec', 'title', 'list', 'list-item', 'li', 'ul', 'ol'})
_DROPPED = frozenset(
    {'a', 'u', 'tt', 'sc', 'scp', 'span', 'font', 'small', 'big', 'underline', 'roman', 'monospace'}
    | {'inline-formula', 'tex-math', 'alternatives', 'math', 'abstract', 'label', 'styled-content'}
    | {'ext-link', 'xref', 'inline-graphic', 'disp-formula', 'nobr', 'strike', 'ref'}
)
_HEADING = re.compile(
    r'<(?:jats:)?title>\s*(?:Abstract|Summary)\s*</(?:jats:)?title>', re.IGNORECASE
)


class Run(NamedTuple):
    """A piece of marked text."""

    text: str
    #: Looks that it has, from the outside in: ``i``, ``b``, ``sub``, ``sup``, ``sc``.
    looks: tuple[str, ...] = ()
    is_formula: bool = False
    url: str = ''  #: Where the words lead, or empty.
    #: The author that the words are, by their place in the list from 0, or None.
    author: int | None = None
    cited: tuple[str, ...] = ()  #: The citation keys for which the text stands.
    is_textual: bool = False  #: True where these are a part of the sentence.


def set_aside(latex: str) -> tuple[str, list[str]]:
    """Return LaTeX with signs for what is no text, and what stands aside for it."""
    aside: list[str] = []

    def keep(marked: str) -> str:
        aside.append(marked)
        return chr(_ASIDE + len(aside) - 1) if len(aside) < 0xEFF0 else ''

    text = without_signs(latex)
    if '\\' in text:
        text = _SIGN.sub(lambda sign: SIGNS[sign[1] or sign[2]], text)
        if 'amp;' in text:
            text = re.sub(r'\{?\\&\}?(?=#?\w+;)', '&', text)
        text = _CITATION.sub(lambda found: _citation(found, keep), text)
    if r'\$' in text and r'\textbackslash' in text:
        text = _ESCAPED.sub(_unescaped, text)
    if '$' in text or r'\(' in text or r'\[' in text or r'\ensuremath' in text:
        text = _FORMULA.sub(
            lambda found: keep(
                f'{_MATH}{next(group for group in found.groups() if group is not None)}{_END_MATH}'
            ),
            text,
        )
    if HAS_ADDRESS.search(text):
        text = ADDRESS.sub(lambda found: _link(found, keep), text)
    if '\\' in text:
        text = _with_looks(text, keep)
    if '`' in text:
        text = _QUOTED.sub(r'‘\1’', text)
    if '<<' in text:
        text = _GUILLEMETS.sub(lambda words: f'«{words[1].strip(" ~")}»', text)
    return text, aside


def _unescaped(formula: re.Match[str]) -> str:
    """Return the formula that was escaped; braces around letters kept them from a style."""
    if r'\textbackslash' not in formula[1]:
        return formula[0]
    text = re.sub(r'(?<!\\)[{}]', '', formula[1])
    return f'${_ESCAPED_SIGN.sub(lambda sign: _UNESCAPED.get(sign[1], sign[2]), text)}$'


def _citation(found: re.Match[str], keep: Callable[[str], str]) -> str:
    """Return a citation aside, with the notes before and behind it as words."""
    keys = ','.join(filter(None, map(str.strip, found['keys'].split(','))))
    if found['name'] == 'nocite' or not keys:
        return ''
    first, last = found['first'] or '', found['last']
    before, behind = (first, last) if last is not None else ('', first)
    kind = '*' if found['name'].lower() in _TEXTUAL else ''
    shown = keep(f'{_CITE}{kind}{keys}{_END_CITE}')
    return f'{before} {shown}'.lstrip() + (f', {behind}' if behind else '')


def _link(found: re.Match[str], keep: Callable[[str], str]) -> str:
    """Return an address aside, between what it is not a part of."""
    address, rest = address_of(found)
    if not address:
        return found[0]
    if found[3]:  # the words of a \href are decoded with the rest
        return f'{keep(f"{_LINK}{address}{_WORDS}")}{found[3]}{keep(_END_LINK)}{rest}'
    shown = address if '://' in found[0] else address.removeprefix('https://')
    return f'{keep(f"{_LINK}{address}{_WORDS}{shown}{_END_LINK}")}{rest}'


def _with_looks(latex: str, keep: Callable[[str], str]) -> str:
    """Return LaTeX with its commands for looks set aside, where their braces are whole."""
    #: Where each sign goes: the end of what it replaces, and what stands there instead.
    signs: dict[int, tuple[int, str]] = {}
    closed = _braces(latex)
    for match in _LOOK.finditer(latex):
        look = _COMMANDS.get(match[1] or match[2], '')
        brace = match.start() + 1 if match[2] else match.end()
        end = closed.get(brace, -1) if look else -1
        if end >= 0:
            first, last = _LOOKS[look]
            signs[match.start()] = (match.end(), f'{{{keep(first)}')
            signs[end] = (end + 1, f'{keep(last)}}}')
    parts, position = [], 0
    for place in sorted(signs):
        end, sign = signs[place]
        parts += [latex[position:place], sign]
        position = end
    return ''.join([*parts, latex[position:]])


def _braces(latex: str) -> dict[int, int]:
    """Return where each brace that is closed ends, by the place after it."""
    opened: list[int] = []
    closed = {}
    for match in _BRACE.finditer(latex):
        if match[0] == '{':
            opened.append(match.end())
        elif match[0] == '}' and opened:
            closed[opened.pop()] = match.start()
    return closed


def settle(text: str, aside: list[str]) -> str:
    """Return decoded text with its HTML read, and with what stood aside."""
    if '&' in text:
        text = _ENTITY.sub(_character, _ENTITY.sub(_character, text))
    if '<' in text:
        text = _without_tags(text)
    return with_aside(text, aside)


def with_aside(text: str, aside: list[str]) -> str:
    """Return a text with what stood aside in the places of its signs."""
    if not aside:
        return text
    return _ASIDES.sub(lambda sign: aside[ord(sign[0]) - _ASIDE], text)


def _character(entity: re.Match[str]) -> str:
    try:
        if entity[1] or entity[2]:
            code = int(entity[1]) if entity[1] else int(entity[2], 16)
            return chr(code) if code >= 32 and not 0xD800 <= code < 0xE000 else ' '
    except (ValueError, OverflowError):
        return entity[0]
    return html5.get(f'{entity[3]};', entity[0])


def _without_tags(text: str) -> str:
    """Return *text* with tags for looks as signs, and without those that say nothing here."""
    text = _HEADING.sub(' ', text)
    pieces: list[str] = []
    opened: list[tuple[int, str]] = []
    position = 0
    for match in _TAG.finditer(text):
        name = match[3].lower()
        look = _TAGS.get(name)
        sign = match[0]
        if look and match[1]:
            if opened and opened[-1][1] == look:
                place, _look = opened.pop()
                pieces[place] = _LOOKS[look][0]
                sign = _LOOKS[look][1]
        elif name in _BLOCKS:
            sign = ' '
        elif not look and (match[2] or name in _DROPPED):
            sign = ''
        pieces += [text[position : match.start()], sign]
        if look and not match[1]:
            opened.append((len(pieces) - 1, look))
        position = match.end()
    return ' '.join(''.join([*pieces, text[position:]]).split())


def runs(marked: str) -> Iterator[Run]:
    """Yield the pieces of a marked text in their order."""
    looks: list[str] = []
    author: int | None = None
    for piece in filter(None, _SPLIT.split(marked)):
        if piece[0] == _MATH:
            yield Run(piece[1:-1], tuple(looks), is_formula=True)
        elif piece[0] == _LINK:
            url, _sign, words = piece[1:-1].partition(_WORDS)
            yield Run(plain(words), tuple(looks), url=url)
        elif piece[0] == _CITE:
            keys = tuple(piece[1:-1].lstrip('*').split(','))
            words = ', '.join(keys)
            yield Run(words, tuple(looks), cited=keys, is_textual=piece[1] == '*')
        elif piece in _LOOK_OF:
            looks.append(_LOOK_OF[piece])
        elif piece in _ENDS:
            if looks:
                looks.pop()
        elif ord(piece[0]) >= _AUTHOR:
            author = None if piece == _END_AUTHOR else ord(piece) - _AUTHOR
        else:
            yield Run(piece, tuple(looks), author=author)


def without_formulas(marked: str) -> tuple[str, list[str]]:
    """Return a marked text with the words of its links, and a sign for each formula; and these.

    What changes the case of letters leaves such signs as they are; `with_aside` puts the
    formulas back.
    """
    pieces, aside = [], []
    for run in runs(marked):
        text = run.text
        if run.is_formula:
            aside.append(f'{_MATH}{text}{_END_MATH}')
            text = chr(_ASIDE + len(aside) - 1)
        for look in reversed(run.looks):
            text = with_look(look, text)
        pieces.append(text)
    return ''.join(pieces), aside


def linked(url: str, words: str) -> str:
    """Return words that lead to an address."""
    return f'{_LINK}{url}{_WORDS}{words}{_END_LINK}'


def with_look(look: str, text: str) -> str:
    """Return a marked text that has a look: ``i``, ``b``, ``sub``, ``sup`` or ``sc``."""
    begin, end = _LOOKS[look]
    return f'{begin}{text}{end}'


def named(number: int, text: str) -> str:
    """Return the name, or a part of it, of the author of this number, from 0."""
    return f'{chr(_AUTHOR + number)}{text}{_END_AUTHOR}'


def whole_names(marked: str) -> str:
    """Return a text in which the parts of a name are one, with the signs between them."""
    before = ''
    while before != marked:
        before, marked = marked, _PARTED.sub(r'\1\2\3', marked)
    return marked


_RAISED = str.maketrans('0123456789+-−=()', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾')
_LOWERED = str.maketrans('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎')


def without_signs(text: str) -> str:
    """Return *text* without signs that would be taken for marks."""
    return text if text.isascii() else _PRIVATE.sub('', text)


def plain(marked: str) -> str:
    """Return the words of a marked text, with its formulas in Unicode."""
    if not _PRIVATE.search(marked):
        return marked
    return ' '.join(''.join(map(_plain_run, runs(marked))).split())


def _plain_run(run: Run) -> str:
    if run.is_formula:
        return plain_formula(run.text)
    for look, signs in (('sup', _RAISED), ('sub', _LOWERED)):
        raised = run.text.translate(signs)
        if look in run.looks and not re.search(r'[\w+=()-]', re.sub('[⁰¹²³⁴-⁾₀-₎]', '', raised)):
            return raised
    return run.text


def citations_of(marked: str) -> list[str]:
    """Return the citation keys that a marked text names."""
    return [key for run in runs(marked) for key in run.cited] if _CITE in marked else []


def formulas_of(marked: str) -> list[str]:
    """Return the formulas of a marked text."""
    return [run.text for run in runs(marked) if run.is_formula] if _MATH in marked else []
