"""Markdown as Pandoc and Quarto read it becomes that of MyST. Pure.

Divs, attributes, citations, cross-references and cells of code are what both of them have beside
the Markdown of everybody; a cell is never run.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, Protocol

#: Fills the div of an id, as a listing does; None where it is an ordinary one.
Fill = Callable[[str], str | None]
_ATTRIBUTE = re.compile(
    r'#(?P<id>[\w:.-]+)|\.(?P<class>[\w-]+)|(?P<name>[\w-]+)=(?:"(?P<double>[^"]*)"'
    r"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'}]+))"
)
_ATTRIBUTES = r'\{(?=[#.\w-])[^{}\n]{0,500}\}'
_OPENING = re.compile(
    r'(?P<indent> {0,3}):{3,}[ \t]*(?:(?P<braces>\{[^{}\n]{0,500}\})|(?P<word>[\w.-]+))[ \t]*:*[ \t]*'
)
_CLOSING = re.compile(r' {0,3}:{3,}[ \t]*')
_HEADING = re.compile(r' {0,3}(?P<level>#{1,6})[ \t]+(?P<words>\S.{0,1000})')
_TO_HEADING = re.compile(r'(?<!!)\[(?P<words>[^\[\]]{0,600})\]\(#(?P<name>[\w:.-]{1,200})\)')
_EQUATION = re.compile(
    r'(?<![\\$])\$\$(?!\$)([^$]{1,4000}?)\$\$[ \t]*\{#(?P<id>eq-[\w:.-]+)[^{}\n]{0,200}\}'
)
#: A picture that is a paragraph of its own.
_FIGURE = re.compile(
    r'^(?P<indent> {0,3})!\[(?P<caption>(?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,500}\))?){0,2000})\]'
    rf'\((?P<address>[^()\n]{{1,1000}}?)(?:[ \t]+"[^"\n]{{0,300}}")?\)(?P<attributes>{_ATTRIBUTES})?[ \t]*$',
    re.MULTILINE,
)
_TABLE_CAPTION = re.compile(r'(?:Table)?:[ \t]+(?P<words>.*)')
_GRID_ROW = re.compile(r' {0,3}\+(?:[-=:]+\+)+[ \t]*')
_KEY = r'(?:\{[^{}\s]{1,200}\}|[\w](?:\w|[:.#$%&+?<>~/-](?=\w)){0,200})'
_GROUP = re.compile(r'(?<![\\!\]])\[((?:[^\[\]\n]|\n(?!\n)){1,1000})\](?![(\[{:])')
_CITED = re.compile(
    rf'(?P<before>.*?)(?<![\w@\\])(?P<minus>-?)@(?P<key>{_KEY})(?P<after>.*)', re.DOTALL
)
_IN_TEXT = re.compile(
    rf'(?<![\w@./\\\[-])@(?P<key>{_KEY})(?:[ \t]\[(?P<after>[^\[\]@\n]{{1,200}})\](?![(\[{{]))?'
)
_SPAN = re.compile(rf'(?<![!\\])\[([^\[\]]{{0,1000}})\]({_ATTRIBUTES})')
_NOTE = re.compile(r'\^\[((?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]{0,300}\]){1,3000})\]')
_RAISED = re.compile(r'(?<=[\w)])\^([^\s^~\[\]`]{1,60})\^')
_LOWERED = re.compile(r'(?<=\w)(?<!~)~([^\s~^`]{1,60})~(?!~)')
#: A directive that is made here, when nothing is left of what it held.
_EMPTY = re.compile(
    r'^(?P<marks>:{4,})\{[\w-]+\}[^\n]*\n(?:[ \t]*:\w+:[^\n]*\n|[ \t]*\n)*(?P=marks)[ \t]*$',
    re.MULTILINE,
)
_PAGE_BREAK = re.compile(r'^[ \t]*\\(?:newpage|pagebreak|clearpage)(?:\{\})?[ \t]*$', re.MULTILINE)
_CELL_OPTION = re.compile(r'\s*(?:#|//|%%|--)\|\s?([\w.-]+)\s*:\s*(.*)')
_INLINE_CELL = re.compile(r'(`+) ?(?:r[ \t]|\{(?:r|python|julia|ojs)\}[ \t])')
#: What a cross-reference says before its number.
_WORDS = {
    'fig': 'Figure', 'tbl': 'Table', 'lst': 'Listing', 'thm': 'Theorem', 'lem': 'Lemma',
    'cor': 'Corollary', 'prp': 'Proposition', 'cnj': 'Conjecture', 'def': 'Definition',
    'exm': 'Example', 'exr': 'Exercise', 'sol': 'Solution', 'rem': 'Remark', 'alg': 'Algorithm',
    'nte': 'Note', 'tip': 'Tip', 'wrn': 'Warning', 'imp': 'Important', 'cau': 'Caution',
}  # fmt: skip
_REFERRED = re.compile(rf'({"|".join((*_WORDS, "sec", "eq"))})-.+', re.IGNORECASE)
_DEFINED = re.compile(rf'\{{[^{{}}\n]{{0,300}}?#((?:{"|".join(_WORDS)})-[\w:.-]+)')
_CALLOUTS = {f'callout-{kind}': kind for kind in ('note', 'tip', 'warning', 'important', 'caution')}
#: Divs that say how their text looks or where it stands.
_ASIDE = frozenset({'column-margin', 'aside', 'margin-caption'})
#: How deep divs may lie in each other; some become two directives.
_DEEPEST = 12
_LANGUAGES = {
    'r': 'r',
    'ojs': 'javascript',
    'bash': 'bash',
    'observable': 'javascript',
    'dot': 'mermaid',
}


@dataclass(frozen=True)
class Pandoc:
    """What a text in Pandoc's Markdown knows beside itself."""

    #: The citation keys that a text may name; a mapping says what they are now.
    keys: Collection[str] = ()
    #: Begins the labels of a page, which are those of the whole site in MyST.
    prefix: str = 'page'
    fill: Fill = lambda _name: None
    #: Begins the names of footnotes, where the text will stand beside others.
    notes: str = ''


class Tools(Protocol):
    """What a conversion offers."""

    def tell(self, fate: str, value: str, advice: str) -> None:
        """Tell of what is lost or changed."""

    def keep(self, text: str) -> str:
        """Return what stands for a text until all is converted."""

    def with_kept(self, text: str, change: Callable[[str, str], str | None]) -> str:
        """Return a text without the braces behind what is kept, which may change by them."""

    def figure(
        self, address: str, alt: str, caption: str, options: tuple[tuple[str, str], ...] = ()
    ) -> str:
        """Return a figure."""

    def formula(self, formula: str, *, is_block: bool = False, label: str = '') -> str:
        """Return a formula."""


class Attributes(NamedTuple):
    """What stands in the braces behind something."""

    id: str = ''
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return a value, or nothing."""
        return dict(self.values).get(name, '')


def read_attributes(text: str) -> Attributes:
    """Return what attributes say.

    >>> read_attributes('{#fig-a .wide width="50%"}')
    Attributes(id='fig-a', classes=('wide',), values=(('width', '50%'),))
    """
    found = list(_ATTRIBUTE.finditer(text))
    named = [match for match in found if match['name']]
    return Attributes(
        next((match['id'] for match in found if match['id']), ''),
        tuple(match['class'] for match in found if match['class']),
        tuple((match['name'], match['double'] or match['single'] or match['bare'] or '')
              for match in named),
    )  # fmt: skip


class Code(NamedTuple):
    """A fence of code."""

    language: str
    lines: list[str]
    caption: str = ''


@dataclass
class _Div:
    """A div that is open, or has been read."""

    attributes: Attributes
    parts: list['str | _Div'] = field(default_factory=list)


class PandocText:
    """One text on its way."""

    def __init__(self, how: Pandoc, tools: Tools) -> None:
        self.how = how
        self.tools = tools
        #: The number of each thing that can be referred to, by its id.
        self.numbers: dict[str, int] = {}
        #: The words that a reference to an id shows.
        self.words_of: dict[str, str] = {}
        #: The ids that a label stands for already.
        self.placed: set[str] = set()
        self.notes: list[str] = []

    # -- code

    def code(self, info: str, lines: list[str]) -> Code | str:
        """Return a fence of code as it shall be shown, or the text that stands in its place."""
        if raw := re.fullmatch(r'\{=(\w+)\}', info):
            return self._raw(raw[1].lower(), '\n'.join(lines))
        cell = re.fullmatch(r'\{([\w.+-]+)(?:[ ,]+([^{}]*))?\}', info)
        if cell and not cell[1].startswith('.'):
            return self._cell(cell[1].lower(), cell[2] or '', lines)
        if not info.startswith('{'):
            return Code(
                info.split('{', maxsplit=1)[0].split(maxsplit=1)[0]
                if info.split('{', maxsplit=1)[0].split()
                else '',
                lines,
            )
        attributes = read_attributes(info)
        caption = attributes.get('lst-cap') or attributes.get('filename')
        if attributes.id:
            self._define(attributes.id, caption)
            caption = self._captioned(attributes.id, caption)
        return Code(next(iter(attributes.classes), ''), lines, caption)

    def _raw(self, form: str, text: str) -> str:
        if form in {'html', 'html5', 'markdown', 'md'}:
            return f'\n\n{text}\n\n'
        self.tools.tell('lost', text, f'a web page shows nothing of "{form}"')
        return ''

    def _cell(self, language: str, said: str, lines: list[str]) -> Code | str:
        """Return a cell: its code, as nothing is run."""
        options = dict(re.findall(r'([\w.-]+)\s*=\s*["\']?([^,"\']*)', said))
        body = list(lines)
        while body and (option := _CELL_OPTION.match(body[0])):
            options[option[1]] = option[2].strip().strip('"\'')
            body.pop(0)
        first = next((line for line in body if line.strip()), '')
        if language in {'css', 'scss'}:
            self.tools.tell('lost', first, 'looks are those of the theme')
            return ''
        if options.get('include', '').lower() == 'false':
            self.tools.tell('skipped', first, 'a hidden cell, which prepares others; none is run')
            return ''
        if language in {'mermaid', 'dot'}:
            return Code('mermaid', body)
        advice = 'nothing is run: the code stands there; put what it showed in its place'
        self.tools.tell('lost', first, advice)
        return Code(_LANGUAGES.get(language, language), body)

    # -- blocks

    def blocks(self, text: str) -> str:
        """Return a text without divs, attributes of headings and pictures, and labels."""
        text = self.tools.with_kept(text, self._inline_code)
        text = _PAGE_BREAK.sub('', text)
        for name in dict.fromkeys(_DEFINED.findall(text)):
            self._define(name, '')
        text = _EQUATION.sub(self._equation, text)
        text = self._without_grids(text)
        text = self._headings(text)
        text = self._divs(text)
        return self._table_captions(text)

    def _inline_code(self, code: str, braces: str) -> str | None:
        """Return what stands in the place of code within a line; None where it stays."""
        if _INLINE_CELL.match(code):
            self.tools.tell('lost', code, 'nothing is run: the code stands there; write its value')
        raw = re.fullmatch(r'\{=(\w+)\}', braces)
        if raw and raw[1] in {'html', 'html5'}:
            return code.strip('`')
        if raw:
            self.tools.tell('lost', code.strip('`'), f'a web page shows nothing of "{raw[1]}"')
        return '' if raw else None

    def _define(self, name: str, words: str) -> None:
        """Count what can be referred to."""
        kind = name.partition('-')[0]
        if name not in self.numbers:
            same = sum(1 for other in self.numbers if other.partition('-')[0] == kind)
            self.numbers[name] = same + 1
        title = _WORDS.get(kind)
        self.words_of.setdefault(name, f'{title} {self.numbers[name]}' if title else words or name)

    def _label(self, name: str) -> str:
        return f'{self.how.prefix}-{name}'.lower()

    def _captioned(self, name: str, caption: str) -> str:
        """Return a caption with the number that references say."""
        if name.partition('-')[0] not in _WORDS:
            return caption
        return f'{self.words_of[name]}: {caption}' if caption else self.words_of[name]

    def _place(self, name: str) -> bool:
        """Tell whether an id is used for the first time, as a label must be."""
        is_new = name not in self.placed
        self.placed.add(name)
        return is_new

    def _target(self, name: str) -> str:
        return '' if not self._place(name) else f'{self.tools.keep(f"({self._label(name)})=")}\n\n'

    def _equation(self, match: re.Match[str]) -> str:
        name = match['id']
        self.words_of[name] = ''
        label = self._label(name) if self._place(name) else ''
        return self.tools.formula(match[1], is_block=True, label=label)

    def _headings(self, text: str) -> str:
        """Return a text with a target before each heading that something refers to."""
        wanted = {match['name'].lower() for match in _TO_HEADING.finditer(text)}
        lines = text.split('\n')
        for at, line in enumerate(lines):
            match = _HEADING.fullmatch(line) if line.lstrip(' ')[:1] == '#' else None
            if match is None:
                continue
            words, attributes = _apart(match['words'].rstrip('# \t'))
            name = attributes.id or (slug if (slug := _slug(words)) in wanted else '')
            lines[at] = f'{match["level"]} {words}'
            if name and name not in self.words_of:
                self.words_of[name] = words
                lines[at] = f'{self._target(name)}{lines[at]}'
        return '\n'.join(lines)

    def _without_grids(self, text: str) -> str:
        """Return a text in which tables drawn with lines are code, as no table is like them."""
        if '+--' not in text and '+==' not in text:
            return text
        lines, out, at = text.split('\n'), list[str](), 0
        while at < len(lines):
            end = at
            if _GRID_ROW.fullmatch(lines[at]):
                while end < len(lines) and lines[end].lstrip()[:1] in {'+', '|'}:
                    end += 1
            if end - at > 2:
                self.tools.tell(
                    'changed',
                    lines[at + 1],
                    'a table drawn with + stands as it is; draw it with | alone',
                )
                grid = '\n'.join(lines[at:end])
                out += ['', self.tools.keep(f'```text\n{grid}\n```'), '']
                at = end
            else:
                out.append(lines[at])
                at += 1
        return '\n'.join(out)

    def _table_captions(self, text: str) -> str:
        """Return a text in which the captions of tables are paragraphs below them."""
        lines = text.split('\n')
        for at, line in enumerate(lines):
            match = _TABLE_CAPTION.fullmatch(line) if line.startswith((':', 'Table:')) else None
            before = at
            while match and before and not lines[before - 1].strip():
                before -= 1
            if match is None or not before or '|' not in lines[before - 1]:
                continue
            words, attributes = _apart(match['words'].rstrip())
            if attributes.id:
                self._define(attributes.id, words)
                words = self._captioned(attributes.id, words)
                start = before - 1
                while start and '|' in lines[start - 1]:
                    start -= 1
                lines[start] = f'{self._target(attributes.id)}{lines[start]}'
            lines[at] = f'\n{words}\n'
        return '\n'.join(lines)

    # -- divs

    def _divs(self, text: str) -> str:
        if ':::' not in text:
            return text
        root = _Div(Attributes())
        opened = [root]
        for line in text.split('\n'):
            if _CLOSING.fullmatch(line):
                if len(opened) > 1:
                    opened.pop()
                opened[-1].parts.append('')
                continue
            match = _OPENING.fullmatch(line)
            if match is None or len(opened) > _DEEPEST:
                opened[-1].parts.append(line)
                continue
            div = _Div(_attributes_of(match))
            opened[-1].parts.append(div)
            opened.append(div)
        return self._rendered(root.parts)[0]

    def _rendered(self, parts: list['str | _Div']) -> tuple[str, int]:
        """Return parts as a text, and how many fences stand in each other in it."""
        out, height = [], 0
        for part in parts:
            if isinstance(part, str):
                out.append(part)
            else:
                text, inner = self._div(part)
                out += ['', text, '']
                height = max(height, inner)
        return '\n'.join(out), height

    def _div(self, div: _Div) -> tuple[str, int]:
        attributes = div.attributes
        if self._is_hidden(attributes):
            text = self._rendered(div.parts)[0]
            self.tools.tell('skipped', text.strip(), 'a web page does not show it')
            return '', 0
        if make := self._maker_of(attributes):
            return make(div)
        text, height = self._rendered(div.parts)
        if attributes.id and (filled := self.how.fill(attributes.id)) is not None:
            return f'{text}\n\n{self.tools.keep(filled) if filled else ""}', max(height, 1)
        if attributes.id in self.numbers:
            return self._captioned_div(attributes, text), height
        if (
            attributes.get('layout-ncol')
            or attributes.get('layout')
            or attributes.get('layout-nrow')
        ):
            self.tools.tell(
                'changed', text.strip(), 'what stood side by side stands below each other'
            )
        return text, height

    def _maker_of(self, attributes: Attributes) -> Callable[[_Div], tuple[str, int]] | None:
        """Return what makes a directive of a div, if it becomes one."""
        classes, kind = set(attributes.classes), attributes.id.partition('-')[0]
        if attributes.id == 'refs':
            return lambda _div: ('', 0)
        if callouts := classes & _CALLOUTS.keys():
            return partial(self._callout, kind=_CALLOUTS[min(callouts)])
        if kind in _WORDS and kind not in {'fig', 'tbl', 'lst'}:
            return self._theorem
        if classes & {'panel-tabset', 'tabset'}:
            return self._tabs
        return self._grid if classes & {'grid', 'columns'} else None

    @staticmethod
    def _is_hidden(attributes: Attributes) -> bool:
        classes = set(attributes.classes)
        shown, unless = attributes.get('when-format'), attributes.get('unless-format')
        is_web = shown.startswith('html') if shown else not unless.startswith('html')
        if 'content-visible' in classes:
            return not is_web
        if 'content-hidden' in classes:
            return is_web
        return bool(classes & {'hidden', 'notes', 'd-none'})

    def _captioned_div(self, attributes: Attributes, text: str) -> str:
        """Return what a div with a number holds; its last paragraph is its caption."""
        body, _gap, caption = text.strip().rpartition('\n\n')
        caption = caption.strip()
        is_caption = bool(body) and not re.match(r'!\[|\||[-*+] |#|:::', caption)
        if not is_caption:
            body, caption = text.strip(), ''
        words = self._captioned(attributes.id, caption)
        return f'{self._target(attributes.id)}{body}\n\n{words}'

    def _fence(self, name: str, title: str, inner: str, height: int) -> str:
        marks = ':' * (3 + height)
        head = self.tools.keep(f'{marks}{{{name}}} ' if title else f'{marks}{{{name}}}')
        return f'{head}{title}\n{inner}\n{self.tools.keep(marks)}'

    def _title_of(self, div: _Div) -> str:
        """Return the heading that a div begins with, which is taken out of it."""
        for at, part in enumerate(div.parts):
            if isinstance(part, str) and not part.strip():
                continue
            match = _HEADING.fullmatch(part) if isinstance(part, str) else None
            if match:
                div.parts[at] = ''
                return match['words']
            break
        return ''

    def _callout(self, div: _Div, kind: str) -> tuple[str, int]:
        title = div.attributes.get('title') or self._title_of(div)
        inner, height = self._rendered(div.parts)
        before = self._target(div.attributes.id) if div.attributes.id else ''
        if div.attributes.id:
            self._define(div.attributes.id, title or kind.capitalize())
        inner = inner.strip('\n')
        if div.attributes.get('collapse').lower() == 'true':
            made = self._fence('dropdown', title or kind.capitalize(), inner, height + 1)
        elif title:
            option = self.tools.keep(f':class: {kind}')
            made = self._fence('admonition', title, f'{option}\n\n{inner}', height + 1)
        else:
            made = self._fence(kind, '', inner, height + 1)
        return before + made, height + 1

    def _theorem(self, div: _Div) -> tuple[str, int]:
        name = div.attributes.id
        title = div.attributes.get('name') or self._title_of(div)
        inner, height = self._rendered(div.parts)
        head = f'{self.words_of[name]} ({title})' if title else self.words_of[name]
        made = self._fence('admonition', head, f'\n{inner.strip(chr(10))}', height + 1)
        return self._target(name) + made, height + 1

    def _tabs(self, div: _Div) -> tuple[str, int]:
        """Return tabs, of which each heading of the first one's level begins one."""
        before, tabs = list['str | _Div'](), list[tuple[str, list['str | _Div']]]()
        level = 0
        for part in div.parts:
            match = _HEADING.fullmatch(part) if isinstance(part, str) else None
            if match and len(match['level']) == (level or len(match['level'])):
                level = len(match['level'])
                tabs.append((match['words'], []))
            else:
                (tabs[-1][1] if tabs else before).append(part)
        text = self._rendered(before)[0]
        if not tabs:
            return text, 0
        made = [(title, *self._rendered(parts)) for title, parts in tabs]
        height = max(inner for _title, _text, inner in made) + 1
        items = '\n\n'.join(self._fence('tab-item', title or 'Tab', inner.strip('\n'), height)
                            for title, inner, _height in made)  # fmt: skip
        return f'{text}\n\n{self._fence("tab-set", "", items, height + 1)}', height + 1

    def _grid(self, div: _Div) -> tuple[str, int]:
        """Return columns side by side; what is in none of them stands before them."""
        columns = [part for part in div.parts if isinstance(part, _Div)]
        others = [part for part in div.parts if isinstance(part, str)]
        text = self._rendered(list(others))[0].strip('\n')
        made = [self._rendered([column]) for column in columns]
        made = [(inner.strip('\n'), height) for inner, height in made if inner.strip()]
        if len(made) < 2:
            return '\n\n'.join([text, *(inner for inner, _height in made)]), max((height for _inner, height in made), default=0)  # fmt: skip
        height = max(inner for _text, inner in made) + 1
        items = '\n\n'.join(self._fence('grid-item', '', inner, height) for inner, _height in made)
        most = min(len(made), 4)
        return (
            f'{text}\n\n{self._fence("grid", f"1 1 {min(most, 2)} {most}", items, height + 1)}',
            height + 1,
        )

    # -- pictures and words

    def pictures(self, text: str) -> str:
        """Return a text in which a picture that is a paragraph is a figure with its caption."""
        text = _FIGURE.sub(self._figure, text) if '![' in text else text
        return _TO_HEADING.sub(self._inner_link, text)

    def _inner_link(self, match: re.Match[str]) -> str:
        """Return a link within the page, which leads to a label here."""
        target = self.target_of(match['name'])
        ends = self.tools.keep('['), self.tools.keep(f']({target})')
        return f'{ends[0]}{match["words"]}{ends[1]}' if target else match[0]

    def _figure(self, match: re.Match[str]) -> str:
        text, end = match.string, match.end()
        above = text[text.rfind('\n', 0, max(match.start() - 1, 0)) + 1 : match.start()]
        below = text[
            end + 1 : text.find('\n', end + 1) if '\n' in text[end + 1 : end + 500] else None
        ]
        if above.strip() or below[:500].strip():
            return match[0]
        attributes = read_attributes(match['attributes'] or '')
        caption = ' '.join(match['caption'].split())
        alt = attributes.get('fig-alt') or attributes.get('alt') or _unmarked(caption)
        options, before = [], ''
        if attributes.id:
            self._define(attributes.id, caption)
            caption = self._captioned(attributes.id, caption)
            before = self._target(attributes.id)
        if re.fullmatch(
            r'\d{1,4}(?:\.\d+)?(?:%|px|em|rem|in|cm|mm|pt)?', width := attributes.get('width')
        ):
            options.append(('width', width if re.search(r'[%a-z]', width) else f'{width}px'))
        if not caption and not attributes.id:
            return match[0]
        return before + self.tools.figure(
            match['address'].strip('<> '), alt, caption, tuple(options)
        )

    def words(self, text: str) -> str:
        """Return a text whose citations, references, spans and notes are those of MyST."""
        if '^[' in text:
            text = _NOTE.sub(self._note, text)
            text = '\n\n'.join((text, *self.notes))
        if '@' in text:
            text = _GROUP.sub(self._group, text)
            text = _IN_TEXT.sub(self._in_text, text)
        for _depth in range(3):
            text, count = _SPAN.subn(r'\1', text)
            if not count:
                break
        text = _RAISED.sub(lambda match: self.tools.keep(f'{{sup}}`{match[1]}`'), text)
        return _LOWERED.sub(lambda match: self.tools.keep(f'{{sub}}`{match[1]}`'), text)

    def finished(self, text: str) -> str:
        """Return a text that is converted, without directives that hold nothing."""
        for _depth in range(_DEEPEST if '::::' in text else 0):
            text, count = _EMPTY.subn('', text)
            if not count:
                break
        return text

    def _note(self, match: re.Match[str]) -> str:
        name = f'inline-{len(self.notes) + 1}'
        self.notes.append(f'[^{name}]: {" ".join(match[1].split())}')
        return f'[^{name}]'

    def target_of(self, name: str) -> str:
        """Return the address of something on the page that a link names by its id; or nothing."""
        return f'#{self._label(name)}' if name in self.placed and self.words_of.get(name) else ''

    def _reference(self, name: str, *, is_short: bool = False) -> str:
        """Return a cross-reference; its words alone, where nothing has the id."""
        known = name if name in self.words_of else name[:1].lower() + name[1:]
        if known not in self.words_of:
            word = _WORDS.get(known.partition('-')[0], '')
            self.tools.tell(
                'lost', f'@{name}', 'nothing on the page has this id; write what is meant'
            )
            return word or self.tools.keep(f'`{name}`')
        words = self.words_of[known]
        if known not in self.placed:
            self.tools.tell(
                'lost', f'@{name}', 'what has this id can be linked no more; write what is meant'
            )
            return words
        if not words:
            return self.tools.keep(f'{{eq}}`{self._label(known)}`')
        words = str(self.numbers[known]) if is_short and known in self.numbers else words
        return f'{self.tools.keep("[")}{words}{self.tools.keep(f"](#{self._label(known)})")}'

    def _group(self, match: re.Match[str]) -> str:
        """Return what a citation in brackets says."""
        if '@' not in match[1]:
            return match[0]
        parts = [_CITED.fullmatch(part) for part in match[1].split(';')]
        found = [part for part in parts if part]
        if len(found) < len(parts):
            return match[0]
        if all(
            _REFERRED.fullmatch(_bare(part['key'])) and _bare(part['key']) not in self.how.keys
            for part in found
        ):
            made = [
                self._reference(_bare(part['key']), is_short=bool(part['minus'])) for part in found
            ]
            before = found[0]['before'].strip()
            return f'{before} {", ".join(made)}'.strip()
        cited, others = list[str](), list[str]()
        for part in found:
            if (key := _bare(part['key'])) in self.how.keys:
                cited.append(_target(part['before'], self._now(key), part['after']))
            else:
                self.tools.tell('lost', f'@{key}', 'no .bib file of the site has this key')
                others.append(self.tools.keep(f'`@{_plain(key)}`'))
        role = 'yearpar' if all(part['minus'] for part in found) else 'p'
        if cited:
            others.insert(0, self.tools.keep(f'{{cite:{role}}}`{",".join(cited)}`'))
        return ', '.join(others)

    def _now(self, key: str) -> str:
        """Return the citation key that a known one is now."""
        return str(self.how.keys[key]) if isinstance(self.how.keys, Mapping) else key

    def _in_text(self, match: re.Match[str]) -> str:
        key = _bare(match['key'])
        if key in self.how.keys:
            return self.tools.keep(
                f'{{cite:t}}`{_target("", self._now(key), match["after"] or "")}`'
            )
        if _REFERRED.fullmatch(key):
            after = f' [{match["after"]}]' if match['after'] else ''
            return self._reference(key) + after
        if self.how.keys and re.search(r'\d', key):
            self.tools.tell('lost', match[0], 'no .bib file of the site has this key')
        return match[0]


def _apart(text: str) -> tuple[str, Attributes]:
    """Return words without the attributes behind them, and these."""
    start = text.rfind('{') if text.endswith('}') else -1
    if start < 0 or not re.fullmatch(_ATTRIBUTES, text[start:]):
        return text, Attributes()
    return text[:start].rstrip(), read_attributes(text[start:])


def _slug(words: str) -> str:
    """Return the id that Pandoc gives to a heading by itself."""
    bare = re.sub(r'[^\w\s.-]', '', words.lower())
    return re.sub(r'^[^a-z]+', '', re.sub(r'\s+', '-', bare.strip()))


def _attributes_of(match: re.Match[str]) -> Attributes:
    if match['braces']:
        return read_attributes(match['braces'])
    return Attributes(classes=(match['word'].strip('.'),))


def _unmarked(text: str) -> str:
    """Return a caption without links, citations and marks."""
    bare = re.sub(r'\[([^\[\]]*)\]\([^()]*\)|\[[^\[\]]*@[^\[\]]*\]', r'\1', text)
    return ' '.join(re.sub(r'[*_`$]', '', bare).split())


def _bare(key: str) -> str:
    return key.strip('{}')


def _plain(text: str) -> str:
    return ' '.join(re.sub(r'[{}`,*_\ue000-\uf8ff]', '', text).split())


def _target(before: str, key: str, after: str) -> str:
    """Return one of the papers that a role names, with the words around it."""
    before, after = _plain(before).strip(' ,'), _plain(after).strip(' ,')
    return (f'{{{before}}}' if before else '') + key + (f'{{{after}}}' if after else '')
