"""Random sites of everything that pages may hold, and what must hold whatever they are made of.

``python tests/fuzzing.py --rounds 20 --seed 1`` makes and builds sites, each in a process of
its own, and prints the smallest site that it finds for each fault.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils.parsers.rst import directives, roles
from sphinx.testing.util import SphinxTestApp
from support import CONF, PNG, Site, index_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: Stands in a file that no page may show.
SECRET = 'qxsecretqx'  # noqa: S105  (of nobody)
#: Words whose places are known.
_MARK = re.compile(r'qx\d+z')
#: Seconds that a page may take, on a slow machine; a build takes some more to begin.
PATIENCE = 2
#: What hides all else that is wrong with a site.
ENDS = ('error', 'time')
#: The builders that a random site is made with after the website, in turn.
OTHERS = ('latex', 'text', 'epub', 'man', 'folio-latex')

#: What other extensions or docutils show elsewhere, or not at all.
_UNSEEN = frozenset(
    [
        *('meta', 'index', 'only', 'toctree', 'tabularcolumns', 'default-role', 'title'),
        *('sectionauthor', 'codeauthor', 'moduleauthor', 'highlight', 'replace', 'date'),
        *('unicode', 'bibliography', 'footbibliography', 'contents', 'acks', 'hlist'),
        *('restructuredtext-test-directive', 'default-domain', 'currentmodule', 'module'),
        *('sectnum', 'section-numbering', 'target-notes', 'role', 'raw', 'div', 'math'),
    ]
)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
#: Files that pages name.
FILES: dict[str, str | bytes] = {
    'pic.png': PNG,
    'pic.svg': _SVG,
    'bad.svg': _SVG.replace('<rect', '<script>1</script><rect'),
    'evil.js': 'alert(1)',
    'words.txt': 'Some words.\n',
    'part.md': '## Part\n\n- a\n- b\n\n```{note}\nNote.\n```\n',
    'again.md.txt': '```{include} /again.md.txt\n```\n',
    'rows.csv': 'a,b\nc,"d\ne"\n',
    'latin.txt': 'caf\xe9'.encode('latin-1'),
    'empty.txt': '',
}
_PATHS = [
    *FILES, '/pic.png', '../pic.png', 'missing.png', '../secret.txt', '../../secret.txt',
    '/etc/hostname', '/dev/zero', 'people', '.', '', 'file:///etc/hostname', '//x.org/a.png',
    'http://127.0.0.1:9/x.png', 'a b.png', 'pic.*', '%2e%2e/secret.txt', 'p\u0301.png', 'x' * 300,
    'index', 'page-1', '/index.md', 'people/person-1', '#frag', 'page-2.md#x', '~', '\0', '*',
]  # fmt: skip
_WORDS = [
    'left', 'center', '1', '0', '-1', '50%', '300%', '2em', '10px', 'true', 'auto', 'a', 'a b',
    'name', 'html', 'latex', 'python', 'none', '1-3', '3-1', '1,2,', '1-99999999999', '١', 'x,y',
    '"', "'", '`', '``', 'x\\', '{', '}', '{{ a }}', '{% x %}', 'x%s', 'x%(x)s', '|', '||', '|x|',
    '_', '__', 'x_', '`x`_', '[x]_', '[#]_', '[1]_', '[*]_', '*', '**', '<', '>', '&', '&amp;',
    '<b>', '<!--', '-->', '$', '$$', '$x$', '$\\frac{$', '#', '##', ':', '::', ':a:', ':a: b',
    '.. x', '=', '===', '---', '--', '...', '- a', '1. a', '> a', '~~~', '```', ':::', '(x)=',
    '\t', '\x0b', '\x0c', '\x1c', '\x85', '\u2028', '\u2029', '\xa0', '\u200b', '\u202e', '\ufeff',
    '\ufffd', '王', 'é', '\U0001f600', '\ufdd0', '\x1b[31m', '\x7f', 'javascript:alert(1)',
    'https://example.org', 'mailto:a@b', 'doe2024', 'person-1', 'qxnot', 'a <b>', 'x <y> z',
    '!a', '!doe2024', '~a.b', 'a;b', 'a=b', '3/4', 'index', 'page-1', '9' * 50, '1e999', 'nan',
    'single: a; b', 'pair: a; b', 'see: a; b', 'triple: a', '!x', ';', 'f(a, *, b=[1])', 'A<B>',
    'int f(int)', 'template<class T> X', 'a -> b', '()', '(', '[', ']', 'a[', '0' , 'a.b.c', '$x',
]  # fmt: skip
_BIB = """\
@article{doe2024, author = {Doe, Jane and Roe, Joan}, title = {Fast logs of $x^2$},
  journal = {Logs}, year = 2024, doi = {10.1000/x}, topics = {topic-1}, pdf = {/pic.png}}
@inproceedings{roe2023, author = {Roe, Joan}, title = {{Slow} logs}, booktitle = {Proc},
  year = {2023}, crossref = {book}, author+an = {1=equal}}
@book{book, editor = {Poe, Ann}, title = {All \\emph{logs} \\& more}, publisher = {P}, date = {2022-03}}
@string{logs = "Logs"}
@misc{poe, author = {{The Team} and others}, title = logs # { again}, url = {https://x.org/%7B}, eprint = {2401.00001}}
@phdthesis{phd, author = {王, 梓人}, title = {T}, school = {S}, year = {2020}, month = mar, abstract = {A.
B.}}
"""


class Known(NamedTuple):
    """What pages may name: directives with what each accepts, and roles."""

    directives: dict[str, Any]
    roles: list[str]


def known(app: Any) -> Known:
    """Return all directives and roles that an application has registered."""
    registry: Any = directives
    found = {name: item for name, item in registry._directives.items() if isinstance(item, type)}
    names = [*roles._roles, *roles._role_registry]  # type: ignore[attr-defined]
    for domain in app.env.domains.sorted():
        for name, item in domain.directives.items():
            found[f'{domain.name}:{name}'] = item
            if domain.name in {'folio', 'std'}:
                found[name] = item
        names += [f'{domain.name}:{name}' for name in domain.roles]
    names = sorted({name for name in names if name and not re.search(r'\s', name)})
    return Known(dict(sorted(found.items())), names)


@dataclass
class Block:
    """A part of a page at its top, with the words that must be seen of it."""

    text: str
    marks: set[str] = field(default_factory=set)


class Writer:
    """Writes random pages."""

    def __init__(self, chance: random.Random, names: Known, first: int = 1) -> None:
        self._chance = chance
        self._known = names
        self._number = first * 1_000_000
        self._marks: set[str] = set()
        self._is_seen = True

    def page(self, blocks: int) -> list[Block]:
        """Return the blocks of a page."""
        made = [Block(f'# Title {self._mark()}', set())]
        self._marks.clear()
        for _ in range(blocks):
            text = self._block(0)
            made.append(Block(text, {mark for mark in self._marks if mark in text}))
            self._marks.clear()
        return made

    def _pick(self, choices: Any) -> Any:
        return self._chance.choice(choices)

    def _maybe(self, share: float) -> bool:
        return self._chance.random() < share

    def _mark(self) -> str:
        self._number += 1
        word = f'qx{self._number}z'
        if self._is_seen:
            self._marks.add(word)
        return word

    def _block(self, depth: int) -> str:
        kinds: list[Callable[[int], str]] = [
            self._paragraph, self._directive, self._directive, self._directive, self._directive,
            self._list, self._quote, self._table, self._rst, self._html, self._definition,
            self._heading, self._colon, self._math, self._noise, self._footnote, self._code,
        ]  # fmt: skip
        if depth > 3:
            return self._paragraph(depth)
        return str(self._pick(kinds)(depth))

    def _blocks(self, depth: int) -> str:
        count = self._pick([0, 1, 1, 1, 2, 3])
        return '\n\n'.join(self._block(depth + 1) for _ in range(count))

    def _paragraph(self, depth: int) -> str:
        return ' '.join(self._inline() for _ in range(self._pick([1, 2, 3])))

    def _inline(self) -> str:
        kinds = [
            self._role, self._role, self._role, self._role, self._link, self._image, self._tag,
            self._mixture, lambda: f'{self._mark()}[^{self._pick(["1", "x", *_WORDS])}]',
            lambda: f'**{self._mark()} *{self._mark()}***',
            lambda: f'{self._mark()} {self._pick(_WORDS)}', self._mark, self._mark, self._mark,
        ]  # fmt: skip
        return str(self._pick(kinds)())

    def _role(self) -> str:
        path, word = self._pick(_PATHS), self._pick(_WORDS)
        name = self._pick(self._known.roles)
        shown = [self._hidden(self._mark), word, path, f'{word} <{path}>', f'a <{word}>']
        text = self._pick(shown)
        fence = '`' if '`' not in text else '```'
        return f'{self._mark()} {{{name}}}{fence}{text}{fence} {self._mark()}'

    def _link(self) -> str:
        path, word = self._pick(_PATHS), self._pick(_WORDS)
        return f'[{self._mark()}]({self._pick([path, f"<{path}>", f"#{word}", word])})'

    def _image(self) -> str:
        path, word = self._pick(_PATHS), self._pick(_WORDS)
        return f'{self._mark()} ![{word}]({self._pick([path, f"<{path}>"])})'

    def _tag(self) -> str:
        names = ['b', 'span x=1', '/p', 'script', '!--', self._pick(_WORDS)]
        return f'{self._mark()} <{self._pick(names)}>'

    def _mixture(self) -> str:
        word = self._pick(_WORDS)
        return f'{self._mark()} $x_{word}$ {{{{ {word} }}}} [{self._mark()}][{word}]'

    def _hidden(self, make: Callable[[], str]) -> str:
        """Return a word that nobody must see."""
        seen, self._is_seen = self._is_seen, False
        word = make()
        self._is_seen = seen
        return word

    def _directive(self, depth: int) -> str:
        name = self._pick(list(self._known.directives))
        item = self._known.directives[name]
        short = name.rpartition(':')[2]
        seen, self._is_seen = self._is_seen, self._is_seen and short not in _UNSEEN
        required = getattr(item, 'required_arguments', 0)
        optional = getattr(item, 'optional_arguments', 0)
        count = self._pick([required, required, optional + required, 1])
        pool = self._pick([_WORDS, _PATHS, ['page-1', 'qxa', 'pic.png', 'python', 'a', '1']])
        argument = ' '.join(str(self._pick(pool)) for _ in range(count)).replace('\n', ' ')
        options = [*(getattr(item, 'option_spec', None) or {})]
        if self._maybe(0.9) and 'no-typesetting' in options:
            options.remove('no-typesetting')  # it hides what it stands in
        chosen = self._chance.sample(options, min(len(options), self._pick([0, 0, 0, 1, 2, 4])))
        lines = [f':{key}: {self._pick(self._pick([_WORDS, _PATHS]))}'.rstrip() for key in chosen]
        if self._maybe(0.05):
            lines.append(f':{self._pick(_WORDS)}: {self._pick(_WORDS)}')
        body = '' if self._maybe(0.15) else self._body(depth)
        fence = self._pick(['`', '`', ':']) * (9 - depth)
        if 'no-typesetting' in chosen:
            self._marks.difference_update(re.findall(r'qx\d+z', body))
        self._is_seen = seen
        head = f'{fence}{{{name}}} {argument}'.rstrip()
        return '\n'.join([head, *lines, *([''] if lines else []), body, fence])

    def _body(self, depth: int) -> str:
        if self._maybe(0.5):
            return self._blocks(depth)
        mark, word = self._mark, self._pick(_WORDS)
        kinds: list[Callable[[], str]] = [
            lambda: f'- - {mark()}\n  - {word}\n- - {mark()}\n  - b',
            lambda: f'{word},{mark()}\n"a,{mark()}',
            lambda: f'{self._hidden(mark)}: {word}\na: [b, {{c: d}}]',
            lambda: f'{mark()}\n  {mark()}\n\n    {word}\n{word}',
            lambda: f'{word}: {mark()}\n: {mark()}\n  : {word}',
            lambda: word,
        ]
        return str(self._pick(kinds)())

    def _list(self, depth: int) -> str:
        sign = self._pick(['- ', '* ', '1. ', '7) ', '- [ ] '])
        return '\n'.join(
            _indented(self._blocks(depth) or self._mark(), sign) for _ in range(self._pick([1, 3]))
        )

    def _quote(self, depth: int) -> str:
        return '\n'.join(f'> {line}' for line in self._blocks(depth).splitlines() or [''])

    def _table(self, depth: int) -> str:
        width = self._pick([1, 2, 3])
        row = ['|'.join(self._inline() for _ in range(width)) for _ in range(3)]
        return '\n'.join([f'|{row[0]}|', '|' + '--|' * width, f'|{row[1]}|', f'|{row[2]}'])

    def _html(self, depth: int) -> str:
        tag = self._pick(
            ['div', 'p', 'table', 'details', 'script', 'style', 'svg', 'textarea', 'a']
        )
        if tag in {'script', 'style'}:
            return f'<{tag}>{self._hidden(self._mark)}</{tag}>'
        inner = self._pick(['', '\n\n']) + self._mark() + self._pick(['', '\n\n'])
        return f'<{tag}>{inner}{self._pick([f"</{tag}>", "", "</main>"])}'

    def _definition(self, depth: int) -> str:
        return f'{self._inline()}\n: {self._inline()}\n: {self._inline()}'

    def _heading(self, depth: int) -> str:
        target = self._pick(['', f'({self._pick(["x", "page-1", "a b"])})=\n'])
        return f'{target}{"#" * self._pick([1, 2, 3, 6])} {self._inline()}'

    def _colon(self, depth: int) -> str:
        name = self._pick(
            ['tab-set', 'grid', 'card', 'dropdown', 'tab-item', 'grid-item', 'timeline']
        )
        return f'{":" * (9 - depth)}{{{name}}} {self._pick(["", "A"])}\n{self._blocks(depth)}\n{":" * (9 - depth)}'

    def _math(self, depth: int) -> str:
        body = self._pick(
            ['x', '\\frac', '\\text{\\input{/etc/hostname}}', '\\def\\x{\\x}\\x', '&']
        )
        return str(
            self._pick([f'$$\n{body}\n$$', f'$$ {body} $$ (a b)', f'\\begin{{align}}{body}'])
        )

    def _noise(self, depth: int) -> str:
        text = ' '.join(self._pick(_WORDS) for _ in range(self._pick([1, 3, 8])))
        return f'{self._mark()} {text}'

    def _footnote(self, depth: int) -> str:
        name = self._pick(['1', 'x', self._pick(_WORDS)])
        return f'[^{name}]: {self._hidden(self._mark)}'

    def _code(self, depth: int) -> str:
        return f'````{self._pick(_WORDS)}\n{self._mark()}\n````'

    def _rst(self, depth: int) -> str:
        parts = [self._rst_block() for _ in range(self._pick([1, 2, 3]))]
        body = '\n\n'.join(parts)
        return f'{"`" * (9 - depth)}{{eval-rst}}\n{body}\n{"`" * (9 - depth)}'

    def _rst_block(self) -> str:
        mark, word, path = self._mark, self._pick(_WORDS), self._pick(_PATHS)
        name = self._pick(list(self._known.directives))
        role = self._pick(self._known.roles)
        kind = self._chance.randrange(13)
        if kind <= 3:
            item = self._known.directives[name]
            options = list(getattr(item, 'option_spec', None) or {})
            chosen = self._chance.sample(options, min(len(options), self._pick([0, 1, 2])))
            lines = [f'   :{key}: {self._pick(_WORDS)}' for key in chosen]
            inner = self._hidden(self._rst_block) if self._maybe(0.5) else word
            return '\n'.join([f'.. {name}:: {word}', *lines, '', _indented(inner, '   ')])
        if kind == 4:
            return f'{mark()} :{role}:`{word}` :{role}:`a <{path}>`'
        return str(
            self._pick(
                [
                    f'{mark()}\n====\n\n{mark()}',
                    f'* {mark()}\n\n  * {mark()}',
                    f'| {mark()}\n|   {word}',
                    f'.. |{word}| replace:: {self._hidden(mark)}\n\n|{word}| {mark()}',
                    f'.. [#x] {self._hidden(mark)}\n\n[#x]_ [#]_ [*]_ {mark()}',
                    f'.. _{word}: {path}\n\n`{word}`_ {mark()}',
                    f'== ==\n{mark()}  b\n== ==',
                    f':{word}: {self._hidden(mark)}',
                    f'+--+\n|{mark()}|\n+--+',
                    f'-{word}  {mark()}\n--long=X  {mark()}',
                    f'>>> {mark()}\n{word}',
                    f'.. |a| image:: {path}\n\n|a| {mark()}',
                    f'::\n\n  {mark()}',
                ]
            )
        )

    # -- front matter --------------------------------------------------------------------

    def front_matter(self, kind: str, keys: Iterable[str]) -> str:
        """Return random front matter of a kind of page."""
        self._is_seen = False
        names = list(keys)
        chosen = self._chance.choices(names, k=self._pick([1, 2, 4, 8]))
        lines = [f'  {key}: {self._value(0)}' for key in chosen]
        if self._maybe(0.2):
            lines.insert(self._chance.randrange(len(lines) + 1), f'  {self._junk()}')
        others = ['myst:', 'html_meta: {a: b}', 'orphan: true', 'tocdepth: x', 'nosearch: [1]',
                  'substitutions: {a: b}', '<<: {a: b}', self._junk(), f'{self._pick(names)}: 1',
                  'no-search: {}', 'tocdepth: -1', 'title: {a: [b]}', 'date: 2024-13-45']  # fmt: skip
        top = [self._pick(others) for _ in range(self._pick([0, 0, 1, 3]))]
        if 'myst:' in top:
            top.append(f'  {self._pick(["html_meta", "enable_extensions", "x"])}: {self._value(1)}')
        self._is_seen = True
        return '\n'.join(['---', *top, f'{kind}:', *lines, '---', ''])

    def _junk(self) -> str:
        return str(self._pick([
            '&a [*a]', '? [a, b]\n  : c', '- a', '<<: *x', '%YAML 1.1', '!!python/name:os.system x',
            '"\\ud800": a', "'", '{a: b, a: c}', '\t- a', 'a: |\n    b\n   c', '? !!set {a}',
            '[[[[', '1: 2', 'null: ~', 'true: false', '"\\0": 1', '\u2028a: b', 'a:b:c: d', '...',
            '"\\e[31m": x', '=: 1', '!!binary aGk=: x', f'{"[" * 300}', '0x1F: 1', '~', '? a',
        ]))  # fmt: skip

    def _value(self, depth: int) -> str:
        kind = self._chance.randrange(8)
        if kind == 0 and depth < 4:
            return (
                '[' + ', '.join(self._value(depth + 1) for _ in range(self._pick([0, 1, 3]))) + ']'
            )
        if kind == 1 and depth < 4:
            keys = [
                *('id', 'role', 'from', 'to', 'title', 'github', 'a', '1', 'orcid', 'email'),
                '"\\0"',
            ]
            inner = ', '.join(f'{self._pick(keys)}: {self._value(depth + 1)}' for _ in range(2))
            return f'{{{inner}}}'
        return str(self._pick([
            'a', '1', '1.5', '-0', '1e400', '.nan', '.inf', 'true', 'no', 'null', '~', '""', "' '",
            '2024-01-01', '2024-13', '0000', '99999-01', '2024-01-01T00:00:00+99:00', '0o17', '1:30:00',
            'jane@example.org', 'a@b', '"\\ud800"', '"\\x00"', '"\\u2028x"', '"a\\n::error::x"',
            '"\\e[31m"', '"\\ud83d\\ude00"', '!!bool x', '!!int ""', '!!timestamp x', '!x y', '&a b',
            '*a', '"<script>"', 'https://example.org', 'javascript:x', '"https://[x"', '"//"', '"\\\\"',
            'pic.png', '../secret.txt', 'bad.svg', '/etc/hostname', 'person-1', 'topic-1', 'doe2024',
            'phd', 'lead', '王梓人', '"A & B <c>"', f'"{"x" * 3000}"', f'"{"9" * 5000}"', '9' * 5000,
            '0000-0002-1825-0097', '"people/../x.html"', '"%00"', '/', '"a/b/"', '"\\t"', 'Doe, Jane',
            '"{{ a }}"', '"$x$"', '"`a`"', '"*a*"', '"\\f"', '- a', ': ', '|', '>-', '? a', '%a', '@a',
        ]))  # fmt: skip


def _indented(text: str, sign: str) -> str:
    first, *rest = text.split('\n')
    space = ' ' * len(sign)
    return '\n'.join([f'{sign}{first}', *(f'{space}{line}' if line else '' for line in rest)])


def mutated(text: str, chance: random.Random) -> str:
    """Return a bibliography with a few mistakes made in it."""
    for _ in range(chance.choice([0, 1, 2, 4])):
        at = chance.randrange(len(text))
        piece = chance.choice(['{', '}', '"', ',', '=', '@', '\\', '$', '\n', '\0', *_WORDS])
        text = text[:at] + piece + text[at + chance.choice([0, 1, 5]) :]
    return text


# -- sites -------------------------------------------------------------------------------


@dataclass
class Pages:
    """A random site: each page by its name, with its blocks."""

    blocks: dict[str, list[Block]]
    bib: str

    def files(self) -> dict[str, str | bytes]:
        """Return all files of the site."""
        pages = {
            f'{name}.md': '\n\n'.join(block.text for block in blocks) + '\n'
            for name, blocks in self.blocks.items()
        }
        # a lone half of a character has no bytes
        encoded = {name: text.encode('utf-8', 'replace') for name, text in pages.items()}
        return {'index.md': index_of(pages), **FILES, 'references.bib': self.bib, **encoded}

    def without(self, names: Iterable[str]) -> Pages:
        """Return the site without some pages."""
        left_out = set(names)
        kept = {name: item for name, item in self.blocks.items() if name not in left_out}
        return Pages(kept, self.bib)

    def places(self) -> Iterator[tuple[str, int, int, set[str]]]:
        """Yield each page with the lines of a block, and the words that stand there."""
        for name, blocks in self.blocks.items():
            line = 1
            for block in blocks:
                last = line + block.text.count('\n')
                yield name, line, last, block.marks
                line = last + 2


def random_site(seed: int, names: Known, pages: int) -> Pages:
    """Return a random site; the same for the same numbers."""
    from sphinx_folio.model import PAGE_KINDS  # noqa: PLC0415
    from sphinx_folio.reading.front_matter import known_keys  # noqa: PLC0415

    chance = random.Random(seed)  # noqa: S311  (no secret)
    blocks: dict[str, list[Block]] = {}
    folders = dict(zip(PAGE_KINDS, ('people', 'projects', 'topics', 'news'), strict=True))
    for number in range(pages):
        writer = Writer(chance, names, number + 1)
        made = writer.page(chance.choice([1, 1, 2, 4]))
        name = f'page-{number}'
        if number % 3 == 2:
            kind = chance.choice(PAGE_KINDS)
            name = f'{folders[kind]}/{kind}-{number // 3}'
            made.insert(0, Block(writer.front_matter(kind, known_keys(kind))))
        blocks[name] = made
    return Pages(blocks, mutated(_BIB, chance))


class Fault(NamedTuple):
    """What does not hold of a site."""

    kind: str
    page: str
    what: str


def faults(site: Site, pages: Pages) -> list[Fault]:
    """Return what does not hold of a site that was built as a website."""
    told: dict[str, list[int]] = {}
    for warned in site.warnings:
        told.setdefault(warned.file.removesuffix('.md'), []).append(warned.line)
    texts: dict[str, str] = {}
    found = []
    for name, first, last, marks in pages.places():
        path = site.outdir / f'{name}.html'
        if name not in texts:
            texts[name] = path.read_text(encoding='utf-8') if path.is_file() else ''
        lost = {mark for mark in marks if mark not in texts[name]}
        lines = told.get(name, [])
        if lost and not any(first <= line <= last + 1 for line in lines):
            near = f'(messages at {sorted(set(lines))})' if lines else ''
            found.append(Fault('lost', name, f'{sorted(lost)} of lines {first}-{last} {near}'))
    found += secrets(site)
    return found


def secrets(site: Site) -> list[Fault]:
    """Return each file of a built site that holds the secret."""
    return [
        Fault('secret', str(path.relative_to(site.outdir)), 'holds a file outside of the site')
        for path in site.outdir.rglob('*')
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ]


def check(folder: Path, pages: Pages, builders: Iterable[str] = ()) -> list[Fault]:
    """Build a site, as a website and otherwise; return what does not hold.

    :raises Exception: what ends a build.
    """
    (folder.parent / 'secret.txt').write_text(SECRET, encoding='utf-8')
    settings = {'bibtex_bibfiles': ['references.bib']}
    last: list[SphinxTestApp] = []

    def make(**options: Any) -> SphinxTestApp:
        for app in last:
            app.cleanup()
        last[:] = [SphinxTestApp(status=StringIO(), warning=StringIO(), **options)]
        return last[0]

    site = Site(make, folder, {'confoverrides': settings, 'buildername': 'html'})
    site.write({'conf.py': CONF, **pages.files()})
    found = faults(site.build(), pages)
    before = site.output()
    site.build()
    after = site.output()
    found += [
        Fault('changed', name, 'is not what the build before has made of the same')
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]
    for builder in builders:
        other = Site(make, folder, {'confoverrides': settings, 'buildername': builder})
        try:
            found += secrets(other.build())
        except Exception as error:
            error.add_note(f'with the builder "{builder}"')
            raise
    for app in last:
        app.cleanup()
    return found


def _check_in_child(folder: str, pages: Pages, builders: Iterable[str], end: Any) -> None:
    import faulthandler  # noqa: PLC0415

    limit = 30 + PATIENCE * len(pages.blocks) * (1 + len(list(builders)))
    with (Path(folder).parent / 'stacks.txt').open('w') as stacks:
        faulthandler.dump_traceback_later(limit - 5, file=stacks)
        try:
            end.send(check(Path(folder), pages, builders))
        except Exception as error:  # noqa: BLE001
            lines = traceback.format_exception(error)
            place = [line.strip() for line in ''.join(lines).splitlines() if 'File "' in line][-1]
            what = f'{type(error).__name__}: {str(error)[:300]} ({place})'
            end.send([Fault('error', '', f'{what}\n{"".join(lines)[-6000:]}')])


def check_apart(pages: Pages, builders: Iterable[str] = ()) -> list[Fault]:
    """Do what `check` does in a process of its own, for a bounded time."""
    builders = tuple(builders)
    context = multiprocessing.get_context('fork')
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = context.Pipe()
        arguments = (f'{folder}/in/site', pages, builders, theirs)
        process = context.Process(target=_check_in_child, args=arguments)
        Path(folder, 'in').mkdir()
        process.start()
        theirs.close()
        limit = 30 + PATIENCE * len(pages.blocks) * (1 + len(builders))
        try:
            if ours.poll(limit):
                return list(ours.recv())
            stacks = (Path(folder) / 'in' / 'stacks.txt').read_text()
            return [Fault('time', '', f'takes more than {limit} seconds\n{stacks[:3000]}')]
        except EOFError:
            return [Fault('error', '', 'the process has ended')]
        finally:
            process.kill()
            process.join()


def smallest(pages: Pages, fails: Callable[[Pages], bool]) -> Pages:
    """Return a part of a site that fails as the whole does: few pages, of few blocks."""
    names = list(pages.blocks)
    size = max(len(names) // 2, 1)
    while True:  # leave out ever smaller parts
        for start in range(0, len(names), size):
            fewer = pages.without(set(pages.blocks) & set(names[start : start + size]))
            if len(fewer.blocks) < len(pages.blocks) and fails(fewer):
                pages = fewer
        names = list(pages.blocks)
        if size == 1:
            break
        size = min(max(size // 2, 1), max(len(names) // 2, 1))
    for name in list(pages.blocks):
        for block in list(pages.blocks[name]):
            kept = [item for item in pages.blocks[name] if item is not block]
            fewer = Pages(pages.blocks | {name: kept}, pages.bib)
            if fails(fewer):
                pages = fewer
    return pages


def known_apart() -> Known:
    """Return what a site of Folio knows, asked of one in another process."""
    context = multiprocessing.get_context('fork')
    ours, theirs = context.Pipe()

    def ask() -> None:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, 'site')
            source.mkdir()
            (source / 'conf.py').write_text('extensions = ["sphinx_folio"]')
            (source / 'index.md').write_text('# Site\n')
            app = SphinxTestApp(srcdir=source, status=StringIO(), warning=StringIO())
            found = known(app)
            theirs.send(
                Known({name: _Spec(item) for name, item in found.directives.items()}, found.roles)
            )

    process = context.Process(target=ask)
    process.start()
    found: Known = ours.recv()
    process.join()
    return found


class _Spec:
    """What a directive accepts."""

    def __init__(self, item: Any) -> None:
        self.required_arguments = item.required_arguments
        self.optional_arguments = item.optional_arguments
        self.option_spec = dict.fromkeys(item.option_spec or {})


def faults_apart(pages: Pages, builders: Iterable[str] = ()) -> Iterator[tuple[Fault, Pages]]:
    """Yield each fault of a site with the smallest site that shows it.

    What ends a build hides what else is wrong, so the site is built again without its pages.
    """
    while found := check_apart(pages, builders):
        ends = [fault for fault in found if fault.kind in ENDS]
        if not ends:
            for fault in found:
                yield fault, _only(pages, fault)
            return
        part = smallest(pages, _Fails(ends[0], builders))
        yield ends[0], part
        if not part.blocks or len(part.blocks) == len(pages.blocks):
            return
        pages = pages.without(part.blocks)


def _only(pages: Pages, fault: Fault) -> Pages:
    """Return the blocks that lost the words of a fault, or the page that it is of."""
    blocks = pages.blocks.get(fault.page, [])
    losing = [block for block in blocks if any(mark in fault.what for mark in block.marks)]
    return Pages({fault.page: losing or blocks}, pages.bib)


class _Fails:
    """Tells whether a site fails as one that is known."""

    def __init__(self, fault: Fault, builders: Iterable[str]) -> None:
        self._end, self._builders = self._place(fault), builders

    def __call__(self, pages: Pages) -> bool:
        found = check_apart(pages, self._builders)
        return bool(found) and self._place(found[0]) == self._end

    @staticmethod
    def _place(fault: Fault) -> str:
        return fault.what.splitlines()[0][-60:]


def shown(fault: Fault, part: Pages) -> str:
    """Return a fault, with the site that shows it, as text."""
    lines = [f'{fault.kind}: {fault.page}: {fault.what}', '-- of:']
    for name, blocks in part.blocks.items():
        lines += [f'--- {name}', '\n\n'.join(block.text for block in blocks)]
    if not part.blocks:
        lines.append(part.bib)
    return '\n'.join(lines)


def main() -> int:
    """Make random sites; return 1 if something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--rounds', type=int, default=20, help='sites to make')
    parser.add_argument('--seed', type=int, default=1, help='the number of the first site')
    parser.add_argument('--pages', type=int, default=60, help='pages of each site')
    options = parser.parse_args()
    names = known_apart()
    met: set[tuple[str, str]] = set()
    for number in range(options.seed, options.seed + options.rounds):
        begun = time.perf_counter()
        builders = [OTHERS[number // 10 % len(OTHERS)]] if number % 10 == 0 else []
        pages = random_site(number, names, options.pages)
        for fault, part in faults_apart(pages, builders):
            what = fault.kind, fault.what.splitlines()[0]
            if what not in met:
                print(f'== {number}: {shown(fault, part)}')
            met.add(what)
        print(f'-- site {number}: {time.perf_counter() - begun:.1f} s', flush=True)
    return 1 if met else 0


if __name__ == '__main__':
    sys.exit(main())
