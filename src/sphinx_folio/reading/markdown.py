"""Markdown as MyST reads it, held to what content may do and to bounds.

A fault of a directive, a role or the parser is told of at its place, and its text shown.
"""

import re
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, Self

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.transforms import Transform
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, token_line
from myst_parser.mdit_to_docutils.html_to_nodes import default_html
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import create_warning
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_folio.gate import substitute
from sphinx_folio.model import Subtype
from sphinx_folio.nodes import line_of, struck

from .directive import FolioDirective, note_problem
from .near_markup import (
    Known,
    add_flaw,
    gather_options,
    take_flaws,
    unknown,
    watch_near_markup,
)
from .raw_html import FROM_CONTENT

#: How deep lists and quotes may stand in each other, in the levels of the parser: two for
#: a list, one for a quote.
DEEPEST = 60
#: How many directives may stand in each other.
_DEEPEST_DIRECTIVE = 30
#: Pieces of markup in a page: paragraphs, items, cells and what stands in them.
_MOST_TOKENS = 100_000
#: Characters of one paragraph that could begin or end markup, and ends of lines; their pairing
#: takes the square.
_MOST_MARKS = 4000
#: What MyST may make nodes of.
_MORE_THAN_HTML = re.compile(r'<img\b|\badmonition\b', re.IGNORECASE)
#: The box of a task.
_TO_DO, _DONE = '☐ ', '☑ '
#: A formula in backticks.
_TICKED = re.compile(r'`(.+)`', re.DOTALL)
#: Languages that GitHub draws (GitHub Docs, "Creating diagrams").
_DRAWN = frozenset({'geojson', 'mermaid', 'stl', 'topojson'})
_MARK = re.compile(r'[!-/:-@\[-`{-~]')
_MARK_OR_END = re.compile(rf'{_MARK.pattern}|\n')


class Renderer(SphinxRenderer):
    """Makes docutils nodes of Markdown; what fails is shown as text, and told of."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for a page."""
        super().setup_render(options, env)
        self._tokens = 0
        self._directives = 0
        self._has_short_fence = False
        self._is_large = 'large' in self.sphinx_env.config.folio_allow

    def _render_tokens(self, tokens: list[Token]) -> None:
        for token in tokens:
            for flaw in take_flaws(token):
                if flaw.follows and self._has_short_fence:
                    continue
                line = (token.map[0] + 1 if token.map else 1) + flaw.offset
                self._note(flaw.subtype, flaw.message, line)
                is_fence = token.type in {'fence', 'colon_fence'}
                self._has_short_fence |= is_fence and not flaw.follows
        self._tokens += len(tokens) + sum(len(token.children or ()) for token in tokens)
        if self._tokens <= _MOST_TOKENS or self._is_large:
            super()._render_tokens(tokens)
            return
        line = next((token.map[0] for token in tokens if token.map), 0) + 1
        message = (
            f'the page holds more than {_MOST_TOKENS} pieces of markup, such as cells of a '
            'table; the rest is shown as text; divide the page'
        )
        self._note(Subtype.BOUND, message, line)
        self.current_node += _as_text('\n'.join(token.content for token in tokens))

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *args: Any, **options: Any
    ) -> list[nodes.Element]:
        """Run a directive."""
        run = super().run_directive
        text = '\n'.join(filter(None, [f'{{{name}}} {first_line}'.rstrip(), content.rstrip()]))
        if self._directives >= _DEEPEST_DIRECTIVE and not self._is_large:
            message = (
                f'more than {_DEEPEST_DIRECTIVE} directives stand in each other; take some out'
            )
            self._note(Subtype.BOUND, message, position)
            return [_as_text(text)]
        directive = directives.directive(name, self.language_module_rst, self.document)[0]
        if directive is None:
            message = unknown('directive', name, Known(self.sphinx_env).directives)
            self._note(Subtype.MARKUP, message, position)
            return [_as_text(text)]
        if issubclass(directive, FolioDirective) or _is_of_design(directive):
            content = self._gather_options(directive, content, position)
        self._directives += 1
        made = self._try(
            lambda: run(name, first_line, content, position, *args, **options),
            f'the directive "{name}"',
            position,
        )
        self._directives -= 1
        return [_as_text(text)] if made is None else made

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Render a directive or a division; a line before an inner one would move all lines."""
        name, _space, arguments = token.info.strip().partition(' ')
        if name.startswith('{') and name.endswith('}'):
            self.render_directive(token, name[1:-1], arguments.strip())
        else:
            super().render_colon_fence(token)

    def _gather_options(self, directive: type[Directive], content: str, position: int) -> str:
        """Return the content of a directive with its options first; tell of one that was not."""
        content, index, name = gather_options(content, (directive.option_spec or {}).keys())
        if name:
            message = f'":{name}:" stands below a blank line; remove that line'
            self._note(Subtype.MARKUP, message, position + 1 + index)
        return content

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run a role."""
        if not roles.role(
            token.meta['name'], self.language_module_rst, _line_of(token), self.reporter
        )[0]:
            message = unknown('role', token.meta['name'], Known(self.sphinx_env).roles)
            self._note(Subtype.MARKUP, message, _line_of(token))
            self.current_node += nodes.literal('', f'{{{token.meta["name"]}}}`{token.content}`')
            return
        role, line, start = super().render_myst_role, _line_of(token), len(self.current_node)
        around = self.current_node
        name = token.meta['name']
        if self._try(lambda: [role(token)], f'the role "{name}"', line) is None:
            del around[start:]
            around += nodes.literal('', f'{{{name}}}`{token.content}`')

    def render_myst_target(self, token: SyntaxTreeNode) -> None:
        """Keep a target; docutils looks through all that stands beside the message of a double."""
        beside = nodes.Element()
        with self.current_node_context(beside):
            super().render_myst_target(token)
        self.current_node += beside.children

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Read reStructuredText within the page."""
        read, around = super().render_restructuredtext, self.current_node
        start = len(around)
        if self._try(lambda: [read(token)], 'reStructuredText', _line_of(token)) is None:
            del around[start:]
            around += _as_text(token.content)

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Strike text out; MyST would do so with HTML alone."""
        node = struck()
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Begin a task with a box, in the place of a form without a label."""
        super().render_list_item(token)
        if 'checked' in token.meta:
            item: Any = self.current_node[-1]
            for box in item.findall(nodes.raw):
                box.replace_self(nodes.Text(_DONE if token.meta['checked'] else _TO_DO))
                break

    def render_math_inline(self, token: SyntaxTreeNode) -> None:
        """Read a formula, which may stand in backticks within its dollars, as on GitHub."""
        ticked = _TICKED.fullmatch(token.content)
        content = ticked[1] if ticked else token.content
        node = nodes.math(content, content)
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def render_math_inline_double(self, token: SyntaxTreeNode) -> None:
        """Set a formula in double dollars in its line, as no paragraph holds another block."""
        self.render_math_inline(token)

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Show code; tell of what GitHub makes a drawing of."""
        start = len(self.current_node)
        super().render_fence(token)
        for node in self.current_node[start:]:
            if isinstance(node, nodes.literal_block) and node.get('language') in _DRAWN:
                message = (
                    f'"{node["language"]}" is drawn by GitHub, and shown as text here; '
                    'put a picture in its place'
                )
                self._note(Subtype.MARKUP, message, _line_of(token))
                node['language'] = 'none'

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Keep raw HTML, which is cleaned when the page is whole; a picture alone is no HTML."""
        start = len(self.current_node)
        if _MORE_THAN_HTML.search(token.content):
            super().render_html_block(token)
        else:  # MyST would look for pictures, and complain of what it cannot read
            source, line = self.document['source'], _line_of(token)
            self.current_node.extend(default_html(token.content, source, line))
        for node in self.current_node[start:]:
            if isinstance(node, nodes.raw):
                node[FROM_CONTENT] = self.sphinx_env.current_document[FROM_CONTENT] = True

    def render_code_block(self, token: SyntaxTreeNode) -> None:
        """Show indented code; tell of HTML that goes on in it behind a blank line."""
        before = self.current_node[-1] if len(self.current_node) else None
        if isinstance(before, nodes.raw) and token.content.lstrip().startswith('<'):
            message = (
                'HTML behind a blank line is shown as code where it is indented by four spaces '
                'or more; remove the blank line or the spaces'
            )
            self._note(Subtype.MARKUP, message, _line_of(token))
        super().render_code_block(token)

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:  # noqa: FBT001
        """Put a value of ``conf.py`` into the page."""
        values, expression = self.md_config.substitutions, token.content.strip()
        if expression not in values:
            try:
                rendered = substitute(expression, values)
            except ValueError as error:
                message = (
                    f'the substitution "{expression}" cannot be made: {error}; '
                    'name a key of myst_substitutions in conf.py'
                )
                self._note(Subtype.MARKUP, message, _line_of(token))
                self.current_node += nodes.literal('', f'{{{{{token.content}}}}}')
                return
            values = {expression: rendered}
        config = self.md_config
        # MyST looks up a key that stands whole, and would run any other expression
        self.md_config = config.copy()
        self.md_config.substitutions = {expression: values[expression]}
        try:
            super().render_substitution(token, inline)
        finally:
            self.md_config = config

    @staticmethod
    def _parse_linenos(emphasize_lines: str, num_lines: int) -> list[int]:
        """Return the lines to emphasise, no more than there are."""
        if any(int(number) > num_lines for number in re.findall(r'\d+', emphasize_lines)):
            raise ValueError(f'there are only {num_lines} lines')
        return DocutilsRenderer._parse_linenos(emphasize_lines, num_lines)  # noqa: SLF001

    def _try(
        self, make: Callable[[], list[Any]], what: str, line: int
    ) -> list[nodes.Element] | None:
        """Return what *make* makes; if it fails, tell of it and return nothing."""
        state = self.current_node, self._level_to_section, self._heading_offset
        sections, source = dict(self._level_to_section), self.document['source']
        depth = self._directives
        try:
            return make()
        except Exception as error:  # noqa: BLE001  (of any extension, and any kind)
            self.current_node, self._level_to_section, self._heading_offset = state
            self._level_to_section, self._directives = sections, depth
            self.document['source'] = source
            self._note(Subtype.MARKUP, f'{what} cannot be read {fault(error)}', line)
            return None

    def _note(self, subtype: Subtype, message: str, line: int) -> None:
        note_problem(self.sphinx_env, subtype, line, message, self.document['source'])


class MarkdownParser(MystParser):
    """The parser of Markdown pages."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read a page; one that cannot be read is shown as text."""
        env = document.settings.env
        config = env.myst_config
        try:
            topmatter = read_topmatter(inputstring)
        except TopmatterReadError:
            topmatter = None  # told of when it is rendered
        if topmatter:

            def warn(kind: Any, message: str) -> None:
                create_warning(document, message, kind, line=1, append_to=document)

            config = merge_file_level(config, topmatter, warn)
        try:
            parser = create_md_parser(config, Renderer)
            parser.options['document'] = document
            _watch(parser, env)
            parser.render(inputstring)
        except Exception as error:  # noqa: BLE001  (of any parser, and any kind)
            note_problem(env, Subtype.MARKUP, 1, f'the page cannot be read {fault(error)}')
            _begin_anew(document)
            document += _as_text(inputstring)
        transformer: Any = document.transformer
        transformer.transforms = [
            (priority, _Tried(transform), *rest)
            for priority, transform, *rest in transformer.transforms
        ]


def guard_notebooks(app: Sphinx, config: Config) -> None:
    """Let pages that are no notebooks be read as all others are, where MyST-NB reads both.

    Its parser hands them on to the one that it is derived from.
    """
    theirs = app.registry.get_source_parsers().get('myst-nb')
    if theirs:
        app.add_source_parser(type('NotebookParser', (theirs, MarkdownParser), {}), override=True)


def _watch(parser: MarkdownIt, env: Any) -> None:
    """Tell of what the parser would drop, and of what is too much for it.

    The lines of a nested text are known when it is rendered, so a flaw waits in its token.
    """
    parser.core.ruler.after('block', 'lost_cells', _note_lost_cells)
    note_fences, note_roles = watch_near_markup(Known(env))
    parser.core.ruler.after('block', 'fences', note_fences)
    parser.core.ruler.after('inline', 'loose_roles', note_roles)
    if 'large' in env.config.folio_allow:
        parser.options['maxNesting'] = 1000
        return
    parser.options['maxNesting'] = DEEPEST
    parser.block.ruler.before(parser.block.ruler.get_active_rules()[0], 'too_deep', _keep_too_deep)
    parser.core.ruler.before('inline', 'too_many_marks', _keep_marks)


def _keep_too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Take the lines from the deepest level on as text."""
    if state.level < DEEPEST - 2 or silent:
        return False
    lines = state.getLines(start, end, state.blkIndent, keepLastLF=False)
    message = (
        'lists and quotes stand too deep in each other; the rest is shown as text; take some '
        'of them out'
    )
    token = state.push('code_block', 'code', 0)
    token.content, token.map = f'{lines}\n', [start, end]
    add_flaw(token, Subtype.BOUND, message)
    state.line = end
    return True


def _keep_marks(state: StateCore) -> None:
    """Take a paragraph of too many marks as text."""
    for token in state.tokens:
        if token.type == 'inline' and len(token.content) > _MOST_MARKS:
            count = len(_MARK_OR_END.findall(token.content))
            if count > _MOST_MARKS:
                message = (
                    f'a paragraph holds more than {_MOST_MARKS} marks or lines; it is shown as text; '
                    'divide it'
                )
                add_flaw(token, Subtype.BOUND, message)
                token.content = _MARK.sub(r'\\\g<0>', token.content).replace('\n', ' ')


def _note_lost_cells(state: StateCore) -> None:
    """Note the rows of tables with more cells than the head, which are dropped (GFM, §4.10)."""
    lines: list[str] = []
    columns = 0
    for token in state.tokens:
        if token.type == 'table_open':
            columns = 0
        columns += token.type == 'th_open'
        if token.type == 'tr_open' and token.map and columns:
            lines = lines or state.src.split('\n')
            row = lines[token.map[0]].strip(' \t>').removeprefix('|')
            cells = escapedSplit(row)
            if len(cells) - (not cells[-1].strip()) > columns:
                message = (
                    f'the row of a table has more cells than its head, which has {columns}; '
                    'the rest is not shown; write \\| for a line within a cell'
                )
                add_flaw(token, Subtype.MARKUP, message)


def fault(error: BaseException) -> str:
    """Return, in brackets, what has failed, with the package that it has failed in, and advice."""
    if isinstance(error, RecursionError):
        return '(it stands too deep in other markup); its text is shown; take some out'
    return (
        f'({_package(error.__traceback__)}: {type(error).__name__}: {error}); its text is shown; '
        'correct or remove it'
    )


def _package(traceback: TracebackType | None) -> str:
    """Return the name of the package that an error comes from."""
    name = ''
    while traceback:
        name = traceback.tb_frame.f_globals.get('__name__') or name
        traceback = traceback.tb_next
    return name.partition('.')[0]


class _Tried:
    """Makes transforms that tell of their failure, and leave the page as it is then."""

    def __init__(self, transform: type[Transform]) -> None:
        self._transform = transform
        self._made: Transform

    def __call__(self, document: nodes.document, startnode: nodes.Node | None = None) -> Self:
        """Make the transform, for a document."""
        self._made = self._transform(document, startnode=startnode)
        return self

    def apply(self, **options: Any) -> None:
        """Apply the transform."""
        try:
            self._made.apply(**options)
        except Exception as error:  # noqa: BLE001  (of any extension, and any kind)
            pending = self._made.startnode
            line = line_of(pending) if pending is not None else 1
            message = f'the page cannot be read whole {fault(error)}'
            note_problem(self._made.document.settings.env, Subtype.MARKUP, line, message)
            if getattr(self._transform, 'is_gate', False):  # what it keeps out must stay out
                text = self._made.document.astext()
                _begin_anew(self._made.document)
                self._made.document += _as_text(text)


def _begin_anew(document: nodes.document) -> None:
    """Forget all that was read of a page."""
    fresh = nodes.document(document.settings, document.reporter, source=document['source'])
    kept = document.transformer
    document.__dict__.update(vars(fresh))
    document.transformer = kept


def _is_of_design(directive: type[Directive]) -> bool:
    return any(base.__module__.startswith('sphinx_design.') for base in directive.__mro__)


def _as_text(text: str) -> nodes.literal_block:
    return nodes.literal_block(text, text, language='none')


def _line_of(token: SyntaxTreeNode) -> int:
    return token_line(token, 1)
