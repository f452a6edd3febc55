"""The text of a page of another program becomes Markdown as MyST reads it. Pure.

What stays as it is, such as code and formulas, is put aside first, and so is each directive that
is made here; what is left when all is converted cannot mean more to MyST than to the source.
"""

import html
import re
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag
from markdownify import MarkdownConverter
from pygments.filters import ErrorToken
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from sphinx_folio.gate import formula_refusal
from sphinx_folio.importing.neutral import Origin
from sphinx_folio.importing.report import Fate, Report
from sphinx_folio.reading import citations_in
from sphinx_folio.render import to_mathml

from .aside import CLOSE, HELD, OPEN, Aside, without_signs
from .emoji import with_emoji
from .includes import Includes, Options, watched
from .liquid import Answer, without_liquid
from .pandoc import Code, Pandoc, PandocText
from .plain import safe_address
from .shortcodes import with_alerts, without_shortcodes

#: Begins the address of a link to a paper, as `Text.link` returns it; its citation key follows.
CITED = 'cite:'
_HELD_WITH_BRACES = re.compile(f'{OPEN}(\\d+){CLOSE}(\\{{(?=[#.=\\w-])[^{{}}\\n]{{0,500}}\\}})?')
_FENCE = re.compile(
    r'(?P<indent>[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*)(?P<sign>`{3,}|~{3,})(?P<info>[^`\n]*)'
)
#: Where a text of one block ends, and with it what is between signs of code.
_APART = re.compile(
    r'(\n[ \t]*\n|\n(?=[ \t]*(?:[-*+#>|:%=]|\d{1,9}[.)]))|(?<=\n)[ \t]*#[^\n]*\n|^[ \t]*#[^\n]*\n)'
)
#: An entity, be it escaped twice, and signs that would be markup where one stood.
_ENTITY = re.compile(r'&(?:amp;){0,4}(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});')
_MARKUP = frozenset('#*_`[]|$\\~')
#: Signs that mean themselves.
_ESCAPES = re.compile(r'(?:\\[^\w\s])*')
_BAR = re.compile(r'(?<!\\)\|')
_TICKS = re.compile(r'(?<!\\)`+')
_COMMENT = re.compile(r'<!--')
_BLOCKS = (
    'table ul ol dl details figure iframe video audio form script style noscript svg pre '
    'blockquote h1 h2 h3 h4 h5 h6 hr p center object embed button select textarea picture'
).split()
_BLOCK_START = re.compile(rf'\s*<({"|".join(_BLOCKS)})\b', re.IGNORECASE)
#: Elements whose tags alone are taken out, as Markdown may stand in them.
_WRAPPER = re.compile(
    r'</?(?:div|section|article|main|header|footer|nav|aside|center|span|font|small|big|u|ins|'
    r'abbr|time|label|address|html|body|head|main|mark|picture|source|wbr|nobr|tt)\b[^<>]{0,2000}>',
    re.IGNORECASE,
)
_OPENS = re.compile(
    r'<(?:div|section|article|main|header|footer|nav|aside|center)\b', re.IGNORECASE
)
_CLOSES = re.compile(
    r'</(?:div|section|article|main|header|footer|nav|aside|center)\b', re.IGNORECASE
)
_SILENT = re.compile(
    r'<(script|style|form|noscript|svg|object|template|textarea|select|canvas)\b', re.IGNORECASE
)
_TAG = re.compile(r'</?[a-zA-Z][^<>\n]{0,2000}>')
_LINK = re.compile(
    r'(?P<image>!?)\[(?P<text>[^\[\]]{0,600})\]\([ \t]*<?(?P<address>[^()\s<>]{0,2000}'
    r'(?:\([^()\s]{0,200}\)[^()\s<>]{0,500})?)>?(?:\s+(?:"(?P<title>[^"\n]{0,300})"'
    r"|'[^'\n]{0,300}'))?[ \t]*\)"
    r'(?:\{:?[^{}\n]{0,300}\})?'
)
#: The path of a file with spaces in it, which Markdown would not take.
_SPACED = re.compile(r'(?<=\]\()[^()\s"\'<>][^()\n"\'<>]{0,300}\.\w{2,5}(?=\))')
_REFERENCE = re.compile(r'^ {0,3}\[(?P<name>[^\]\n^][^\]\n]{0,200})\]:[ \t]*<?(?P<address>\S{1,2000}?)>?'
                        r'(?P<title>[ \t]+["\'(].{0,300})?$', re.MULTILINE)  # fmt: skip
#: A picture whose address is defined elsewhere.
_NAMED_PICTURE = re.compile(r'!\[(?P<text>[^\[\]]{0,600})\]\[(?P<name>[^\[\]]{0,200})\]')
_AUTOLINK = re.compile(r'<((?:https?://|mailto:)[^\s<>]{1,2000})>')
_MAIL = re.compile(r'<([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)>')
_SETEXT = re.compile(
    r'^(?! {0,3}(?:[-*+>#|]|\d+\.)[ \t])(?P<title> {0,3}\S[^\n]*)\n {0,3}(?P<sign>=+|-+)[ \t]*$',
    re.MULTILINE,
)
_DELIMITERS = re.compile(r'\s*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*')
_RULE = re.compile(r' {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*')
_NOTE = re.compile(r'^ {0,3}\[\^([^\]\[\s]{1,80})\]:[ \t]*')
_NOTE_MARK = re.compile(r'(?<!\\)\[\^([^\]\[\s]{1,80})\]')
#: The same within lists and quotes, where a page has none.
_INNER_RULE = re.compile(
    r'(?P<before>[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)*(?:>|[-*+]|\d{1,9}[.)])[ \t]*)'
    r'(?P<sign>[-*_])(?:[ \t]*(?P=sign)){2,}[ \t]*'
)
_LIQUID_TAG = re.compile(r'\{%.{0,500}?%\}')
_ITEM_START = re.compile(r'[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)+')
_ITEM = re.compile(r'[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$))')
_HEADING = re.compile(r'^ {0,3}(#{1,6})(?:[ \t]+|$)(.*?)[ \t]*#*[ \t]*(?:\{[:#][^{}\n]*\})?[ \t]*$')
_DISPLAY = re.compile(r'(?<![\\$])\$\$(?!\$)(.{1,4000}?)(?<![\\$])\$\$', re.DOTALL)
_INLINE_MATH = re.compile(r'(?<![\\$])\$(?![\s$])([^$\n]{1,1000}?)(?<![\s\\])\$(?![\d$])')
_PARENS = re.compile(r'\\\\?\((.{1,1000}?)\\\\?\)', re.DOTALL)
_BRACKETS = re.compile(r'\\\\\[(.{1,4000}?)\\\\\]', re.DOTALL)
_ATTRIBUTES = re.compile(r'[ \t]*\{:[^{}\n]{0,500}\}')
#: Behind list markers and quotes, what begins something else than words to MyST.
_BEGINNING = re.compile(
    r'^([ \t]*(?:(?:>|[-*+:~](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\[\s]{1,80}\]:)[ \t]*)*)'
    r'(%|:{3,}|\+\+\+|`{3,}|~{3,}|\((?=[^()\n]{1,200}\)=[ \t]*$))',
    re.MULTILINE,
)
#: What is told of as a link that nobody may follow, though it is none.
_NO_LINK = re.compile(r'((?:\]\(|\]:|<)\s*<?)((?:javascript|vbscript|file|data):)', re.IGNORECASE)
#: A box of a list of tasks without words of a task behind it.
_BARE_TASK = re.compile(
    r'^((?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*(?:[-*+]|\d{1,9}[.)])[ \t]+)'
    r'\[(?=[ xX]\](?:[ \t]*$|[ \t]+(?:[-*+>#|]|\d+[.)])))',
    re.MULTILINE,
)
_NO_FIGURE = re.compile(r'\.(?:mp4|webm|mov|avi|mp3|wav)$', re.IGNORECASE)
#: Languages of fences that draw in a browser.
_DRAWN = frozenset(
    'mermaid markmap chart echarts vega vega_lite tikz geojson plotly typograms'.split()
)
#: Directives, roles, and lists of roles that a reader has made.
_ANSWER = re.compile(r'\s*(?:- )?(?::::|\{)')
_LARGEST_HTML = 200_000
_MOST_CELLS = 100
_DOLLAR = '\\$'
#: Elements of a line, with the sign that Markdown has for them.
_EMPHASIS = (
    ('b|strong', '**'), ('i|em|cite|dfn|var', '*'), ('del|s|strike', '~~'), ('code|kbd|samp', '`'),
)  # fmt: skip


@dataclass
class Text:
    """How the texts of one page are read.

    :param link: returns the new address of one that the text names; nothing, to keep only the
        words.
    :param picture: returns the new address of a picture; nothing, where it cannot be shown.
    """

    origin: Origin
    report: Report
    link: Callable[[str, Origin], str] = lambda address, _origin: address
    picture: Callable[[str, Origin], str] = lambda _address, _origin: ''
    answer: Answer = lambda _kind, _word, _options: None
    variables: dict[str, Any] = field(default_factory=dict)
    title: str = ''
    #: The level of the highest heading.
    top: int = 2
    #: Whether Liquid is read; another program's braces are text.
    has_liquid: bool = True
    #: What is known of a text in Markdown of Pandoc; None for one in that of everybody.
    pandoc: Pandoc | None = None
    #: What the site says of types of buttons and of people, and its lists of data: `Includes`.
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Callable[[Options], list[dict[str, str]] | None] = lambda _options: None


def to_myst(text: str, how: Text) -> str:
    """Return the text of a page as MyST reads it."""
    how.report.watch(how.origin.file)
    return _Conversion(text, how).run()


def plain_text(text: str) -> str:
    """Return a title, a venue or a name without markup and entities, on one line."""
    text = unescaped(text)
    text = re.sub(r'!?\[([^\[\]]{0,600})\]\([^()\s]{0,2000}\)', r'\1', text)
    text = re.sub(r'</?[a-zA-Z][^<>]{0,2000}>', '', text)
    text = re.sub(r'(\*{1,3}|_{2,3})(?=\S)([^*\n]{1,600}?)(?<=\S)\1', r'\2', text)
    text = re.sub(r'(?<![\w\\])_(?=[^\s_])([^_\n]{1,600}?)(?<=\S)_(?!\w)', r'\1', text)
    text = re.sub(r'\{[{%][^{}]{0,2000}[%}]\}', '', text)
    return ' '.join(re.sub(r'\\([\\`*_{}\[\]()#+.!-])', r'\1', text).split())


def unescaped(text: str) -> str:
    """Return a text without HTML entities, be they escaped twice."""
    for _time in range(5):
        bare = html.unescape(text)
        if bare == text:
            break
        text = bare
    return text.replace('\xa0', ' ')


class _Conversion:
    """One text on its way."""

    def __init__(self, text: str, how: Text) -> None:
        self.source = text
        self.how = how
        self.aside = Aside()
        self.held, self.keep = self.aside.held, self.aside.keep
        self.pandoc = PandocText(how.pandoc, self) if how.pandoc else None
        self.includes = Includes(self, how.types, self._ask, self._rows)

    def _ask(self, stem: str, options: Options) -> str | None:
        """Return what the reader knows of an include, put aside where nothing may change it."""
        made = self.how.answer('include', stem, dict(options))
        return self._directives(without_signs(made)) if made else made

    def _rows(self, options: Options) -> list[dict[str, str]] | None:
        rows = self.how.rows(options)
        if rows is None:
            return None
        return [{key: without_signs(value) for key, value in row.items()} for row in rows]

    def run(self) -> str:
        text = without_signs(self.source.replace('\xa0', ' ').expandtabs(4))
        text = self._without_code(text)
        text = self._without_comments(text)
        if '{{' in text:
            text = without_shortcodes(text, self.figure, self._shortcode, self.keep, self.tell)
            text = self._without_code(text)  # which some of them are
        text = with_alerts(text)
        if self.how.has_liquid and ('{%' in text or '{{' in text):
            text = without_liquid(text, self.how.variables, self._answer, self.keep, self.tell)
            text = self._without_code(text)
        if self.pandoc:
            text = self.pandoc.blocks(text)
        text = self._without_math(text)
        text = self._without_html(text)
        if self.pandoc:
            text = self.pandoc.pictures(text)
        text = self.aside.sound(self._links(text))
        if self.pandoc:
            text = self.pandoc.words(text)
        text = self._notes(text)
        text = self._headings(_with_whole_heads(_ATTRIBUTES.sub('', text)))
        text = with_emoji(_ENTITY.sub(self._entity, text))
        text = self._escaped(self._citations(text))
        lines = (
            line.rstrip() + ('  ' if line.endswith('  ') and line.strip() else '')
            for line in text.split('\n')
        )
        text = re.sub(r'\n{3,}', '\n\n', '\n'.join(lines)).strip('\n')
        text = self.aside.put_back(text)
        return self.pandoc.finished(text) if self.pandoc else text

    def directive(self, name: str, title: str, options: Options, body: str) -> str:
        """Return a directive around a text that is read further, and may hold others."""
        # what is not ended in it ends with it
        whole = self._without_comments(self._without_code(body))
        return self.aside.directive(name, title, options, whole)

    def blocks(self, text: str) -> list[str]:
        """Return the parts of a text that blank lines set apart, each directive whole."""
        return self.aside.blocks(text)

    def held_in(self, text: str) -> Iterator[str]:
        """Yield what is put aside of a text."""
        return (self.held[int(match[1])] for match in HELD.finditer(text))

    def typed(self, text: str) -> str:
        """Return a text with what is put aside of it, escaped signs as they were typed."""

        def sign(match: re.Match[str]) -> str:
            held = self.held[int(match[1])]
            return held.replace('\\', '') if _ESCAPES.fullmatch(held) else held

        return HELD.sub(sign, text)

    def _entity(self, match: re.Match[str]) -> str:
        """Return what an entity of HTML stands for, which is no markup."""
        sign = unescaped(match[0])
        return self.keep(f'\\{sign}') if sign in _MARKUP and sign != match[0] else sign

    def in_line(self, text: str) -> str:
        """Return a text in which nothing that is put aside is more than a line."""

        def shorter(match: re.Match[str]) -> str:
            held = self.held[int(match[1])]
            if held.startswith('$$'):
                return self.keep(f'${" ".join(held.strip("$").split())}$')
            if found := re.match(r':::\{figure\} (\S+)(?:\n:alt: (.*))?', held):
                return self.keep(f'![{found[2] or ""}]({found[1]})')
            if held.startswith(':::'):
                return ''
            held = held if '\n' not in held else _code(_fenced(held))
            return self.keep(_BAR.sub(r'\\|', held))

        return _BAR.sub(r'\\|', HELD.sub(shorter, text))

    def place(self, value: str) -> Origin:
        """Return where a text stood."""
        words = value.split('\n', maxsplit=1)[0][:60]
        at = self.source.find(words) if words else -1
        at = self.source.find(words.replace('%20', ' ')) if at < 0 else at
        lines = self.source.count('\n', 0, at) if at > 0 else 0
        return self.how.origin._replace(line=self.how.origin.line + lines)

    def tell(self, fate: str, value: str, advice: str) -> None:
        known: dict[str, Fate] = {'lost': 'lost', 'changed': 'changed', 'skipped': 'skipped'}
        value = ' '.join(HELD.sub('…', value).split())[:200]
        self.how.report.note(known[fate], self.place(value), 'text', value, advice)

    # -- code, comments and formulas

    def _without_code(self, text: str) -> str:
        out: list[str] = []
        code: list[str] | None = None
        sign = info = indent = within = ''
        for line in text.split('\n'):
            match = _FENCE.fullmatch(line)
            if code is not None and _ends_container(line, within):
                out.append(f'{indent}{self._fence(sign, info, indent, code)}')
                code = None
            if code is None:
                if not match:
                    out.append(line)
                    continue
                sign, info, indent = match['sign'], match['info'].strip(), match['indent']
                within = indent if indent.strip() else _item_above(out, len(indent))
                code = []
            elif match and not match['info'].strip() and match['sign'].startswith(sign):
                out.append(f'{indent}{self._fence(sign, info, indent, code)}')
                code = None
            else:
                code.append(line)
        if code is not None:  # it is not closed, and goes on to the end
            out.append(f'{indent}{self._fence(sign, info, indent, code)}')
        text = '\n'.join(out)
        return ''.join(map(self._without_inline_code, _APART.split(text)))

    def _without_inline_code(self, text: str) -> str:
        """Return a text of one block without code, as CommonMark finds it, and no sign of it."""
        if '`' not in text:
            return text
        runs = list(_TICKS.finditer(text))
        places: dict[int, list[int]] = {}
        for number, run in enumerate(runs):
            places.setdefault(len(run[0]), []).append(number)
        out, position, number = [], 0, 0
        while number < len(runs):
            run, same = runs[number], places[len(runs[number][0])]
            out.append(text[position : run.start()])
            position, behind = run.end(), bisect_right(same, number)
            if behind < len(same):
                number = same[behind]
                position = runs[number].end()
                out.append(self.keep(_code(self.typed(text[run.end() : runs[number].start()]))))
            else:
                out.append(self.keep('\\`' * len(run[0])))
            number += 1
        return ''.join(out) + text[position:]

    def _fence(self, sign: str, info: str, indent: str, code: list[str]) -> str:
        caption = ''
        if self.pandoc:
            made = self.pandoc.code(info, code)
            if not isinstance(made, Code):
                return made
            word, code, caption = made
        else:
            language = re.match(r'[A-Za-z][\w+#-]*', info)
            word = language[0] if language else ''
        if word.lower() in _DRAWN:
            self.tell('lost', info, f'the code stands there; draw "{word}" as a picture')
            word = 'text'
        elif word.lower() == 'math':
            word = 'latex'
        indent = re.sub(r'[^\s>]', ' ', indent)  # the marker of a list stands once
        body = '\n'.join(line if line.startswith(indent) or not line.strip() else indent + line.lstrip(' >')
                         for line in code)  # fmt: skip
        if word and not _is_code(word, body):
            word = 'text'
        before = f'{caption}\n\n{indent}' if caption else ''
        return before + self.keep(f'{sign}{word}\n{body}\n{indent}{sign}')

    def with_kept(self, text: str, change: Callable[[str, str], str | None]) -> str:
        """Return a text without the braces behind code in a line, which may change by them.

        :param change: returns what stands in the place of code; None where it stays.
        """

        def changed(match: re.Match[str]) -> str:
            code = self.held[int(match[1])]
            if not code.startswith('`') or '\n' in code:
                return match[0]
            made = change(code, match[2] or '')
            return match[0].removesuffix(match[2] or '') if made is None else made

        return _HELD_WITH_BRACES.sub(changed, text)

    def _without_comments(self, text: str) -> str:
        out: list[str] = []
        position = 0
        while (start := text.find('<!--', position)) >= 0:
            end = text.find('-->', start + 4)
            if end < 0:
                break
            out.append(text[position:start])
            words = text[start + 4 : end].strip()
            if words:
                self.tell('skipped', words, 'it is a comment')
            position = end + 3
        return ''.join(out) + text[position:]

    def _without_math(self, text: str) -> str:
        def display(match: re.Match[str]) -> str:
            if '\n\n' in match[1] or not match[1].strip():
                return match[0]
            start = source.rfind('\n', 0, match.start()) + 1
            end = source.find('\n', match.end())
            around = source[start : match.start()] + source[match.end() : end if end >= 0 else None]
            # within a line, it is a formula of the line (kramdown)
            return self.formula(match[1], is_block=not around.strip(' >'))

        source = text
        if text.count('$$') > 1:
            text = _DISPLAY.sub(display, text)
        if '\\\\]' in text:
            text = _BRACKETS.sub(lambda match: self.formula(match[1], is_block=True), text)
        if '\\)' in text:
            text = _PARENS.sub(self._parenthesised, text)
        text = _INLINE_MATH.sub(self._dollars, text)
        return re.sub(r'(?<!\\)\$', lambda _sign: self.keep('\\$'), text)

    def formula(self, formula: str, *, is_block: bool = False, label: str = '') -> str:
        """Return a formula; one that no page may hold stands there as it is written."""
        formula = self.typed(formula)
        line = ' '.join(formula.split())
        why = _why_unfit(formula if is_block else line, is_block=is_block)
        if why:
            self.tell('lost', formula, f'it is shown as it is written: {why}')
        if not is_block:
            return self.keep(f'`{line.replace("`", " ")}`' if why else f'${line}$')
        fences = ('```text', '```') if why else ('$$', '$$')
        inner = formula.strip().replace('```', '` ` `') if why else formula.strip()
        end = f'{fences[1]} ({label})' if label and not why else fences[1]
        return '\n\n' + self.keep('\n'.join((fences[0], inner, end))) + '\n\n'

    def _dollars(self, match: re.Match[str]) -> str:
        """Return what stands between two dollars: a formula, or words about money."""
        is_words = '\\' not in self.typed(match[1])
        if HELD.search(match[1]) or (is_words and _why_unfit(match[1])):
            return f'{self.keep(_DOLLAR)}{match[1]}{self.keep(_DOLLAR)}'
        return self.keep(match[0]) if is_words else self.formula(match[1])

    def _parenthesised(self, match: re.Match[str]) -> str:
        is_math = match[0].startswith('\\\\') or re.search(r'[\\^_=]', match[1])
        return self.formula(match[1]) if is_math and match[1].strip() else match[0]

    # -- HTML

    def _without_html(self, text: str) -> str:
        if '<' not in text:
            return text
        text = self._without_silent(text)
        lines: list[str] = []
        depth = 0
        rest = text.split('\n')
        at = 0
        while at < len(rest):
            line = rest[at]
            before = depth
            depth = max(depth + len(_OPENS.findall(line)) - len(_CLOSES.findall(line)), 0)
            bare = _WRAPPER.sub('', line)
            if bare != line and not bare.strip():
                lines.append('')
                at += 1
                continue
            if before or depth or (bare != line and line.lstrip().startswith('<')):
                bare = bare.lstrip()
            match = _BLOCK_START.match(bare)
            if match:
                end = self._end_of_block(rest, at, match[1].lower())
                block = '\n'.join([bare, *rest[at + 1 : end]])
                for inner in rest[at + 1 : end]:
                    depth = max(depth + len(_OPENS.findall(inner)) - len(_CLOSES.findall(inner)), 0)
                lines += ['', *self._block(block).split('\n'), '']
                at = end
                continue
            lines.append(bare)
            at += 1
        return self._inline_html('\n'.join(lines))

    def _without_silent(self, text: str) -> str:
        """Return a text without scripts, styles and forms, and what is in them."""
        out: list[str] = []
        position = 0
        lowered = text.lower()
        missing: set[str] = set()
        for match in _SILENT.finditer(text):
            name = match[1].lower()
            if match.start() < position or name in missing:
                continue
            end = lowered.find(f'</{name}', match.end())
            if end < 0:
                missing.add(name)
                continue
            stop = text.find('>', end)
            out.append(text[position : match.start()])
            if name not in {'svg', 'noscript'}:
                self.tell('lost', text[match.start() : end][:120], f'a page holds no <{name}>')
            position = stop + 1 if stop >= 0 else len(text)
        return ''.join(out) + text[position:]

    @staticmethod
    def _end_of_block(lines: list[str], start: int, name: str) -> int:
        """Return the line behind a block element."""
        opens, closes = (
            re.compile(rf'<{name}\b', re.IGNORECASE),
            re.compile(rf'</{name}\s*>', re.IGNORECASE),
        )
        depth = 0
        for at in range(start, len(lines)):
            depth += len(opens.findall(lines[at])) - len(closes.findall(lines[at]))
            if depth <= 0:
                return at + 1
            if not lines[at].strip() and name in {'p', 'hr', 'embed', 'center', 'button'}:
                return at
        blank = (at for at in range(start, len(lines)) if not lines[at].strip())
        return next(blank, len(lines))

    def _block(self, fragment: str) -> str:
        if len(fragment) > _LARGEST_HTML:
            self.tell('changed', fragment[:80], 'it is too large; its words alone are kept')
            return _TAG.sub(' ', fragment)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter('ignore', MarkupResemblesLocatorWarning)
                soup = BeautifulSoup(fragment, 'html.parser')
            made = _Converter(self).convert_soup(soup)
        except (RecursionError, ValueError, AssertionError):
            self.tell('changed', fragment[:80], 'it is no sound HTML; its words alone are kept')
            return _TAG.sub(' ', fragment)
        text = '\n'.join(line.rstrip() for line in str(made).split('\n')).strip('\n')
        return re.sub(r'\n{3,}', '\n\n', text)

    def _inline_html(self, text: str) -> str:
        if '<' not in text:
            return text
        text = _AUTOLINK.sub(lambda match: self._autolink(match[1]), text)
        text = _MAIL.sub(lambda match: self.keep(f'<mailto:{match[1]}>'), text)
        text = re.sub(
            r'<a\b([^<>]{0,2000})>([^<]{0,600}(?:<(?!/a)[^<]{0,600}){0,8})</a>',
            self._anchor, text, flags=re.IGNORECASE,
        )  # fmt: skip
        text = re.sub(r'<img\b([^<>]{0,2000})>', self._image, text, flags=re.IGNORECASE)
        for names, sign in _EMPHASIS:
            pattern = rf'<({names})\b[^<>]{{0,300}}>([^<]{{1,2000}})</(?:{names})>'
            text = re.sub(pattern, partial(_around, sign), text, flags=re.IGNORECASE)
        text = re.sub(
            r'<(sub|sup)>([^<`\n]{1,300})</\1>',
            lambda match: self.keep(f'{{{match[1].lower()}}}`{match[2]}`'), text, flags=re.IGNORECASE,
        )  # fmt: skip
        text = re.sub(r'[ \t]*<br\s*/?>[ \t]*\n?', '  \n', text, flags=re.IGNORECASE)
        text = re.sub(
            r'^[ \t]*<hr\s*/?>[ \t]*$', '\n---\n', text, flags=re.IGNORECASE | re.MULTILINE
        )
        return _TAG.sub('', text)

    def _anchor(self, match: re.Match[str]) -> str:
        address = _attribute(match[1], 'href')
        words = ' '.join(match[2].split())
        if not address:
            return words
        return f'[{words}]({safe_address(address)})' if words else ''

    def _image(self, match: re.Match[str]) -> str:
        address = _attribute(match[1], 'src')
        return f'![{_attribute(match[1], "alt")}]({safe_address(address)})' if address else ''

    def _autolink(self, address: str) -> str:
        new = self.how.link(address, self.place(address))
        return (
            self.keep(f'<{new}>')
            if new == address
            else self.keep(f'[{address}]({new})' if new else address)
        )

    # -- links and pictures

    def figure(
        self, address: str, alt: str, caption: str, options: Iterable[tuple[str, str]] = ()
    ) -> str:
        """Return a figure, or a link to what cannot be shown as one.

        :param options: of the directive, beside its alternative text.
        """
        caption = ' '.join(caption.split())
        words = ' '.join((alt or plain_text(caption)).split())
        if not address:
            return caption
        new = self.picture(address)
        if not new:
            return (
                f'\n\n[{words or "Picture"}]({safe_address(address)})\n\n'
                if self._is_url(address)
                else f'\n\n{caption}\n\n'
            )
        said = [('alt', _plain_words(words)), *options]
        lines = [f':::{{figure}} {new}', *(f':{name}: {value}' for name, value in said if value)]
        head = self.keep('\n'.join(lines))
        return (
            f'\n\n{head}\n\n{caption}\n{self.keep(":::")}\n\n'
            if caption
            else f'\n\n{head}\n{self.keep(":::")}\n\n'
        )

    @staticmethod
    def _is_url(address: str) -> bool:
        return address.startswith(('http://', 'https://'))

    def words(self, text: str) -> str:
        """Return what a text says in plain words, on one line."""
        plain = plain_text(self.aside.without_blocks(text))
        return plain.replace('[', '(').replace(']', ')')

    def target(self, address: str) -> str:
        """Return where a picture leads to; nothing, if that is no page or file."""
        new = self.how.link(address, self.place(address)) if address else ''
        return '' if new.startswith(CITED) else safe_address(new)

    def picture(self, address: str) -> str:
        """Return the new address of a picture; tell, if it cannot be shown."""
        if _NO_FIGURE.search(address):
            return ''
        new = self.how.picture(address, self.place(address))
        if not new and self._is_url(address):
            self.tell(
                'changed', address, 'a picture of another site becomes a link; copy it into yours'
            )
        return new

    def _links(self, text: str) -> str:
        text = _SPACED.sub(lambda match: match[0].replace(' ', '%20'), text)
        if '![' in text:
            named = {
                match['name'].casefold(): match['address'] for match in _REFERENCE.finditer(text)
            }
            text = _NAMED_PICTURE.sub(lambda match: _written_out(match, named), text)
        text = _REFERENCE.sub(self._reference, text)
        for _round in range(2):  # the picture of a link stands inside it
            text = _LINK.sub(self._link, text)
        return text

    def _reference(self, match: re.Match[str]) -> str:
        new = self.how.link(unescaped(match['address']), self.place(match['address']))
        new = '' if new.startswith(CITED) else new
        return self.keep(f'[{match["name"]}]: {new}') if new else ''

    def _link(self, match: re.Match[str]) -> str:
        address, words = unescaped(match['address']), match['text']
        if match['image']:
            new = self.picture(address) if address else ''
            if new:
                return f'!{self.keep("[")}{words}{self.keep(f"]({safe_address(new)})")}'
            words = words or 'Picture'
            if not self._is_url(address):
                return '' if words == 'Picture' else words
        if len(address) > 1 and address.startswith('#'):  # headings have other names here
            self.tell('lost', match[0], 'a link within the page; write [words](#heading)')
        if not address or not words.strip() or address.startswith('#'):
            return words
        new = self.how.link(address, self.place(match['address']))
        if not new:
            return words
        if new.startswith(CITED):
            return f'{words} {self.keep(f"{{cite:p}}`{new.removeprefix(CITED)}`")}'
        return f'{self.keep("[")}{words}{self.keep(f"]({safe_address(new)})")}'

    # -- notes, headings, and what is left

    def _notes(self, text: str) -> str:
        """Return a text in which each mark has its footnote, at the end, and each footnote a mark."""
        if '[^' not in text:
            return text
        parts = list(_with_notes(text.split('\n')))
        marks = {name for _name, part in parts for name in _NOTE_MARK.findall(_NOTE.sub('', part))}
        kept: list[str] = []
        notes: dict[str, str] = {}
        for name, part in parts:
            if name in marks and name not in notes:
                notes[name] = part
            elif name:
                self.tell('changed', f'[^{name}]:', 'no mark leads to this footnote; it is text')
                kept.append(_NOTE.sub('', part))
            else:
                kept.append(part)

        def mark(match: re.Match[str]) -> str:
            return match[0] if match[1] in notes else f'\\{match[0]}'

        named = self.how.pandoc.notes if self.how.pandoc else ''
        text = '\n\n'.join(
            _NOTE_MARK.sub(mark, part) for part in ('\n'.join(kept), *notes.values())
        )
        return re.sub(r'(?<!\\)\[\^(?=[^\]\[\s]{1,80}\])', f'[^{named}', text) if named else text

    def _with_signs(self, match: re.Match[str]) -> str:
        """Return a heading that begins with signs for one that is underlined."""
        title = match['title'].strip()
        first = HELD.match(title)
        if first and self.aside.of(first).startswith(':::'):  # the line is no words
            return f'{title}\n'
        return f'{"#" if match["sign"][0] == "=" else "##"} {title}\n'

    def _headings(self, text: str) -> str:
        text = _SETEXT.sub(self._with_signs, text)
        lines = text.split('\n')
        found = []
        for at, (line, depth) in enumerate(self.aside.depths(lines)):
            match = _HEADING.match(line)
            if match and not match[2].strip():
                lines[at] = ''
            elif match and depth:  # a directive holds no headings
                lines[at] = f'**{match[2].strip()}**'
            elif match:
                found.append((at, match))
        title = plain_text(self.how.title).casefold()
        if found and len(found[0][1][1]) == 1 and plain_text(found[0][1][2]).casefold() == title:
            lines[found[0][0]] = ''
            found = found[1:]
        levels: list[int] = []
        for at, match in found:
            level, words = len(match[1]), match[2].strip()
            if not words:
                lines[at] = ''
                continue
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
            new = min(self.how.top - 1 + len(levels), 6)
            lines[at] = f'{"#" * new} {words}'
        headings = {at for at, _match in found}
        return '\n'.join(self._spaced(self._without_rules(lines, headings), headings))

    def _without_rules(self, lines: list[str], headings: set[int]) -> list[str]:
        """Return lines with rules between texts alone; docutils takes none elsewhere."""
        inside = [depth > 0 for _line, depth in self.aside.depths(lines)]
        lines = [
            '' if inside[at] and _RULE.fullmatch(line) else line for at, line in enumerate(lines)
        ]
        kept = [_without_inner_rule(lines, at) for at in range(len(lines))]
        filled = [at for at, line in enumerate(lines) if re.search(r'[^\s>]', line)]
        before = None
        for place, at in enumerate(filled, 1):
            ends = (before, filled[place] if place < len(filled) else None)
            if not _RULE.fullmatch(lines[at]):
                before = at
            elif any(end is None or end in headings or _RULE.fullmatch(lines[end]) for end in ends):
                kept[at] = ''
            else:
                kept[at], before = '\n---\n', at
        return kept

    @staticmethod
    def _spaced(lines: list[str], headings: set[int]) -> Iterable[str]:
        for at, line in enumerate(lines):
            if at in headings and at and lines[at - 1].strip():
                yield ''
            yield line
            if at in headings and at + 1 < len(lines) and lines[at + 1].strip():
                yield ''

    def _citations(self, text: str) -> str:
        """Return a text whose citations of Pandoc and LaTeX are those of MyST, or code."""
        out, position = [], 0
        for start, found, role, keys in sorted(citations_in(text)):
            typed = self.typed(found)
            if start < position or not _ESCAPES.fullmatch(''.join(self.held_in(found))):
                continue
            made = self.how.answer('cite', keys, {'': keys.replace(',', ' ')})
            if not made:
                advice = f'it stands there as it is typed; write {{cite:{role}}}`key`'
                self.tell('changed', found, advice)
            made = made.replace('{cite:p}', f'{{cite:{role}}}') if made else _code(typed)
            out += [text[position:start].removesuffix('\\'), self.keep(made)]
            position = start + len(found)
        return ''.join(out) + text[position:]

    def _escaped(self, text: str) -> str:
        """Return a text in which nothing is a directive, a role, a comment or a target of MyST."""
        text = re.sub(rf'\{{(?=[^{{}}\n]{{1,80}}\}}(?:`|{OPEN}))', r'\\{', text)
        text = _BEGINNING.sub(r'\1\\\2', text)
        text = _NO_LINK.sub(lambda match: match[1] + self.keep(f'`{match[2]}`'), text)
        text = _BARE_TASK.sub(r'\1\\[', text)
        return re.sub(r'<(?=[a-zA-Z/!?])', r'\\<', text)

    def _answer(self, kind: str, word: str, options: dict[str, str]) -> str | None:
        """Answer the tags that mean the same in every site; ask the reader for the rest."""
        if kind == 'include':
            return self.includes.answer(word, options)
        made = self.how.answer(kind, word, options)
        return self._directives(without_signs(made)) if made else made

    def _shortcode(self, name: str, said: str) -> str | None:
        """Answer a shortcode of the source's own; what it becomes is Markdown of MyST."""
        made = self.how.answer('shortcode', name, {'': said})
        is_block = '\n' in (made or '').strip()
        return (
            f'\n\n{self.keep(made.strip())}\n\n' if made and is_block else made and self.keep(made)
        )

    def _directives(self, made: str) -> str:
        """Return what a reader has made, with its directives and roles put aside."""
        if not _ANSWER.match(made):
            return made
        is_block = not made.lstrip().startswith('{')
        return f'\n\n{self.keep(made.strip())}\n\n' if is_block else self.keep(made)


class _Converter(MarkdownConverter):
    """HTML as Markdown, in which Markdown may stand."""

    def __init__(self, conversion: _Conversion) -> None:
        super().__init__(
            heading_style='atx', bullets='-', escape_asterisks=False, escape_underscores=False,
            escape_misc=False, newline_style='spaces', sub_symbol='', sup_symbol='',
        )  # fmt: skip
        self.conversion = conversion

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return what unfolds as a dropdown."""
        summary = el.find('summary')
        title = ' '.join(summary.get_text(' ').split()) if isinstance(summary, Tag) else ''
        body = text.strip()
        body = body.removeprefix(title).strip() if title else body
        return self.conversion.directive('dropdown', title or 'More', {}, body)

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the words of a summary alone."""
        return ' '.join(el.get_text(' ').split()) + '\n\n'

    def convert_iframe(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a link to what a frame showed."""
        address = str(el.get('src', ''))
        words = str(el.get('title', '')) or (
            'Video' if 'you' in address or 'vimeo' in address else 'Open'
        )
        self.conversion.tell('changed', address, 'a frame becomes a link')
        address = watched(address)
        address = f'https:{address}' if address.startswith('//') else address
        return f'\n\n[{words}]({safe_address(address)})\n\n' if address else ''

    convert_embed = convert_video = convert_audio = convert_iframe

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a picture."""
        address = str(el.get('src', ''))
        alt = ' '.join(str(el.get('alt', '')).split()).replace('[', '(').replace(']', ')')
        return f'![{alt}]({safe_address(address)})' if address else ''

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a figure with its caption."""
        picture, caption = el.find('img'), el.find('figcaption')
        words = ' '.join(caption.get_text(' ').split()) if isinstance(caption, Tag) else ''
        if not isinstance(picture, Tag):
            return f'\n\n{text.strip()}\n\n'
        return self.conversion.figure(
            str(picture.get('src', '')), str(picture.get('alt', '')), words
        )

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a link."""
        address, words = str(el.get('href', '')), ' '.join(text.split())
        return f'[{words}]({safe_address(address)})' if address and words else words

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a cell, which holds what a line may hold."""
        span = str(el.get('colspan', ''))
        columns = min(int(span), _MOST_CELLS) if span.isdecimal() else 1
        return f' {" ".join(self.conversion.in_line(text).split())}' + ' |' * max(columns, 1)

    convert_th = convert_td

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return code as it is."""
        code = el.get_text().strip('\n')
        if '_inline' in parent_tags:
            return self.conversion.keep(_code(code)) if code else ''
        sign = '`' * max(3, 1 + max(map(len, re.findall('`+', code)), default=0))
        return f'\n\n{self.conversion.keep(f"{sign}text{chr(10)}{code}{chr(10)}{sign}")}\n\n'

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a text below the line."""
        words = el.get_text().replace('`', '').strip()
        return self.conversion.keep(f'{{{el.name}}}`{words}`') if words else ''

    convert_sup = convert_sub


def _code(text: str) -> str:
    """Return code within a line, in signs that begin no block wherever it stands."""
    text = ' '.join(text.split('\n'))
    runs = set(map(len, re.findall('`+', text)))
    sign = next((sign for sign in ('`', '``') if len(sign) not in runs), '')
    if not sign:
        return text.replace('`', "'").join(('`', '`'))
    return f'{sign} {text.strip()} {sign}' if runs else f'{sign}{text}{sign}'


def _with_notes(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of a text, and each footnote as a whole with its name."""
    at, begins = 0, True
    while at < len(lines):
        match = _NOTE.match(lines[at]) if begins else None
        end = at + 1
        if match is None:
            begins = not lines[at].strip()
            yield '', lines[at]
        else:
            while end < len(lines) and not _NOTE.match(lines[end]):
                is_below = lines[end].startswith('    ')
                if not (is_below or (lines[end].strip() and lines[end - 1].strip())) and not (
                    not lines[end].strip()
                    and lines[end + 1 : end + 2]
                    and lines[end + 1].startswith('    ')
                ):
                    break
                end += 1
            yield match[1], '\n'.join(lines[at:end])
        at = end


def _item_above(lines: list[str], indent: int) -> str:
    """Return what begins the item of a list that a line of some indentation is in, or nothing."""
    for said in reversed(lines):
        line = _LIQUID_TAG.sub('', said) if '{%' in said else said
        start = _ITEM_START.match(line)
        if start and '>' not in start[0] and start.end() <= indent:
            return start[0]
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            return ''
    return ''


def _ends_container(line: str, start: str) -> bool:
    """Tell whether a line stands outside the quote or the item of a list that a fence is in."""
    if '>' in start:
        return not line.lstrip().startswith('>')
    return bool(start.strip() and line.strip()) and len(line) - len(line.lstrip()) < len(start)


def _why_unfit(formula: str, *, is_block: bool = False) -> str:
    """Return why no page may hold a formula, or no build can set it."""
    if why := formula_refusal(formula, is_block=is_block):
        return why
    try:
        to_mathml(formula, is_block=is_block)
    except ValueError as error:
        return ' '.join(str(error).split()).rstrip('.')
    return ''


def _written_out(match: re.Match[str], addresses: Mapping[str, str]) -> str:
    """Return a picture with its address."""
    address = addresses.get((match['name'] or match['text']).casefold(), '')
    return f'![{match["text"]}]({safe_address(address)})' if address else match[0]


def _fenced(block: str) -> str:
    """Return the code in a fence."""
    return '\n'.join(block.split('\n')[1:-1]).strip()


def _without_inner_rule(lines: list[str], at: int) -> str:
    """Return a line without a rule in a list or a quote, which docutils has at the top alone."""
    line = lines[at]
    if match := _INNER_RULE.fullmatch(line):
        return line if _RULE.fullmatch(line) else match['before'].rstrip()
    if not line.startswith(('    ', '\t')) or not _RULE.fullmatch(line.strip()):
        return line
    above = (before for before in reversed(lines[:at]) if before.strip())
    first = next(
        (before for before in above if not before.startswith('    ') or _ITEM.match(before)), ''
    )
    return '' if _ITEM.match(first) else line


def _with_whole_heads(text: str) -> str:
    """Return a text in whose tables the head has a cell for each column."""
    lines = text.split('\n')
    at = 1
    while at < len(lines):
        if not _DELIMITERS.fullmatch(lines[at]) or '|' not in lines[at - 1]:
            at += 1
            continue
        end = next((row for row in range(at + 1, len(lines)) if '|' not in lines[row]), len(lines))
        widest = max(map(_cells, lines[at - 1 : end]))
        for row, cell in ((at - 1, '   |'), (at, ' --- |')):
            missing = min(widest, _MOST_CELLS) - _cells(lines[row])
            if missing > 0:
                bare = lines[row].rstrip()
                lines[row] = bare + ('' if bare.endswith('|') else ' |') + cell * missing
        at = end + 1
    return '\n'.join(lines)


def _cells(row: str) -> int:
    return len(re.findall(r'(?<!\\)\|', row.strip().strip('|'))) + 1


def _is_code(language: str, code: str) -> bool:
    """Tell whether code is of a language that Pygments knows; a build tells of each that is not."""
    try:
        lexer = get_lexer_by_name(language)
        lexer.add_filter('raiseonerror')
        for _token in lexer.get_tokens(code):
            pass
    except (ClassNotFound, ErrorToken, ValueError):
        return False
    return True


def _attribute(text: str, name: str) -> str:
    match = re.search(
        rf'\b{name}\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s"\'>]+))', text, re.IGNORECASE
    )
    value = next((group for group in match.groups() if group is not None), '') if match else ''
    return ' '.join(unescaped(value).split())


def _plain_words(text: str) -> str:
    return ' '.join(re.sub(f'[{OPEN}{CLOSE}]', '', text).split())


def _around(sign: str, match: re.Match[str]) -> str:
    """Return the text of an element with a sign around it, and its spaces outside."""
    text = match[2]
    bare = text.strip()
    if not bare or '\n\n' in bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f'{before}{sign}{bare}{sign}{after}'
