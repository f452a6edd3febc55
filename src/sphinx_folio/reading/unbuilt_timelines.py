"""The lines of timelines as the text of a page has them, without a build.

Of the Markdown only the fences are read that directives stand in, and of each entry its
options, its title and its place, by the same rules as in a build. What only a build knows is
not there: files that a page includes, substitutions, reStructuredText.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from sphinx.config import Config
from sphinx.util import docname_join
from sphinx.util.nodes import explicit_title_re

from sphinx_folio.bib import plain_formula
from sphinx_folio.gate import gate_of
from sphinx_folio.model import (
    OTHER_KIND,
    PAGE_KINDS,
    ContentError,
    EntryLine,
    Mention,
    Period,
    Subtype,
    Words,
    entry_kinds,
    services_of,
)
from sphinx_folio.nodes import GAP, cited_words

from .file_flaws import find_linked
from .near_markup import gather_options
from .timelines import Entry, Timeline, first_sentence, read_options

#: What of MyST decides where a fence begins, and what is no word.
_EXTENSIONS = ('colon_fence', 'deflist', 'dollarmath', 'strikethrough')
#: Directives whose content is no Markdown.
_LITERAL = frozenset(
    'code code-block code-cell sourcecode literalinclude parsed-literal highlight raw math '
    'eval-rst comment graphviz mermaid'.split()
)
_NAMED = re.compile(r'\{(?:folio:)?([^}\s]+)\}\s*(.*)', re.DOTALL)
#: What an abbreviation stands for.
_IN_BRACKETS = re.compile(r'\s*\([^()]*\)$')
#: How deep directives are looked for in each other.
_DEEPEST = 30
#: Characters of a text that markup is looked for in; pairing it may take their square.
_LONGEST = 4000
_GONE = frozenset({'footnote_ref', 'html_inline', 'image'})


def lines_of_text(text: str, docname: str, config: Config, srcdir: Path) -> Iterator[EntryLine]:
    """Yield the entries of a page's timelines, in their order.

    :param text: the page without its front matter.
    """
    if '{entry}' in text or '{folio:entry}' in text:
        yield from _Reader(docname, config, srcdir).lines(text)


@cache
def _parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """Return the parser of blocks alone, and that of the words in them."""
    settings = MdParserConfig(enable_extensions=set(_EXTENSIONS))
    blocks, inline = (create_md_parser(settings, RendererHTML) for _each in range(2))
    blocks.core.ruler.enableOnly(['normalize', 'block'])
    return blocks, inline


class _Reader:
    """Reads the timelines of one page."""

    def __init__(self, docname: str, config: Config, srcdir: Path) -> None:
        self._docname = docname
        self._kinds = entry_kinds(config.folio_entry_kinds)
        self._services = services_of(config.folio_link_services)
        gate = gate_of(srcdir, config.folio_allow)
        self._find_file = partial(find_linked, gate, config.folio_allow, docname)
        self._blocks, self._inline = _parsers()
        self._count = 0

    def lines(self, text: str, kind: str = OTHER_KIND, depth: int = 0) -> Iterator[EntryLine]:
        """Yield the entries of a text.

        :param kind: that of the timeline whose content the text is.
        """
        for token in self._blocks.parse(text):
            named = _NAMED.fullmatch(token.info.strip())
            is_fence = token.type in {'fence', 'colon_fence'}
            if not is_fence or depth > _DEEPEST or not (named or token.type == 'colon_fence'):
                continue
            name, argument = named.groups() if named else ('', '')
            if name == 'entry':
                yield self._line(argument, token.content, OTHER_KIND if token.level else kind)
            elif name == 'timeline':
                yield from self._timeline(argument, token.content, depth)
            elif name not in _LITERAL:
                yield from self.lines(token.content, depth=depth + 1)

    def _timeline(self, argument: str, content: str, depth: int) -> Iterator[EntryLine]:
        content = gather_options(content, Timeline.option_spec)[0]
        found = parse_directive_text(Timeline, argument, content)
        kind = found.options.get('kind', '').strip()
        is_known = kind in self._kinds
        yield from self.lines('\n'.join(found.body), kind if is_known else OTHER_KIND, depth + 1)

    def _line(self, argument: str, content: str, kind: str) -> EntryLine:
        self._count += 1
        content = gather_options(content, Entry.option_spec)[0]
        found = parse_directive_text(Entry, argument, content)
        options: dict[str, str] = found.options
        facts = read_options(options, self._services, self._find_file, _pass_over)
        title = self._words(' '.join(found.arguments))
        return EntryLine(
            kind,
            anchor=f'entry-{facts["id"] or self._count}',
            line=0,
            title=title or first_sentence(self._first_text('\n'.join(found.body))),
            organisation=self._words(options.get('organisation') or options.get('organization')),
            place=self._words(options.get('place')),
            period=_period(options.get('dates') or ''),
            type=(options.get('type') or '').strip(),
            **facts,
        )

    def _first_text(self, text: str) -> Words:
        tokens = self._blocks.parse(text)
        return self._words(next((each.content for each in tokens if each.type == 'inline'), ''))

    def _words(self, text: str | None) -> Words:
        if not text or len(text) > _LONGEST:
            return (text,) if text else ()
        tokens = self._inline.parseInline(text)[0].children or ()
        return tuple(word for token in tokens for word in self._words_of(token))

    def _words_of(self, token: Token) -> Words:
        """Return the words of a piece of a text."""
        match token.type:
            case 'myst_role':
                return self._words_of_role(token.meta['name'], token.content)
            case 'math_inline' | 'math_inline_double':
                return (plain_formula(token.content.strip('`')),)
            case 'softbreak' | 'hardbreak':
                return (' ',)
            case name if name in _GONE:
                return (GAP,)
            case _:
                return (token.content,) if token.content else ()

    def _words_of_role(self, name: str, content: str) -> Words:
        domain, _colon, role = name.rpartition(':')
        explicit = explicit_title_re.match(content)
        target = explicit[2] if explicit else content
        if domain == 'cite':
            return cited_words(role, target)
        if explicit and role != 'math':
            return (explicit[1],)
        match role:
            case 'math':
                return (plain_formula(content),)
            case 'doc':
                return (Mention('page', docname_join(self._docname, target)),)
            case 'abbr' | 'abbreviation':
                return (_IN_BRACKETS.sub('', content),)
            case _:
                is_object = role in PAGE_KINDS and domain in {'', 'folio'}
                return (Mention(role, target) if is_object else content,)


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except ContentError:
        return None


def _pass_over(_subtype: Subtype, _option: str, _message: str) -> None:
    """Leave what is wrong in a text to the build, which tells it with its line."""
