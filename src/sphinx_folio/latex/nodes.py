"""Nodes that only LaTeX meets, with their visitors; `PrepareForLatex` makes them.

Each stands for an environment or a macro of ``texinputs/folio.sty``.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import texescape
from sphinx.writers.latex import LaTeXTranslator

from sphinx_folio.util import Run, script_runs

Write = Callable[[LaTeXTranslator, Any], str]

#: Signs that Sphinx draws by a formula; the fonts of symbols have them.
_DRAWN = re.compile('([✓✔✕✖])')
#: Points that may stand inside a run, and that the fonts of most scripts lack.
_POINTS = re.compile("([.,;:/'’·-]+)")
_WITH_POINTS = ('han-', 'symbol')
#: What makeindex takes for its own (its manual, §3).
_INDEX_SIGNS = re.compile(r'(["!@])')


class environment(nodes.General, nodes.Element):
    r"""``\begin{name}{…}…\end{name}``: its `argument` children, then its content."""


class argument(nodes.TextElement):
    """One argument in braces."""


class line_break(nodes.inline):
    """A new line within a paragraph, or at its start."""


class macro(nodes.inline):
    r"""``\name{content}``."""


class styled_line(nodes.TextElement):
    r"""``\folioline{look}{content}``: one paragraph, styled by its ``look``."""


class script_run(nodes.inline):
    r"""``\folioscript{script}{text}``: text that needs the font of its script."""


class printed_address(nodes.inline):
    """The short address of a link, which may break; ``name`` is the macro that sets it."""


class page_number(nodes.inline):
    r"""``\foliopage{label}``: the page that a link leads to, for readers on paper."""


class anchor(nodes.inline):
    """A place that links lead to: ``name``, in the document around."""


class index_mention(nodes.inline):
    """An entry of the index of people: ``name``, ``sort_key`` and ``is_main``."""


def make_environment(
    name: str, *arguments: Iterable[nodes.Node], content: Iterable[nodes.Node]
) -> environment:
    """Return an environment with the nodes of each of its arguments, and its content."""
    braces = (argument('', '', *words) for words in arguments)
    return environment('', *braces, *content, name=name)


def replace(node: nodes.Element, *new: nodes.Node) -> None:
    """Replace *node*; its ids go to the first new node, its looks have been seen to."""
    node['classes'] = []
    if node['ids'] and not (new and isinstance(new[0], nodes.Element)):
        new = (nodes.target('', '', ids=node['ids']), *new)
    node.replace_self(list(new))


def escaped(text: str) -> str:
    """Return *text* with what means something to TeX escaped."""
    return ''.join(
        part if _DRAWN.fullmatch(part) else texescape.escape(part, 'xelatex')
        for part in _DRAWN.split(text)
    )


def tex_of(text: str, language: str) -> str:
    """Return plain text as LaTeX sets it, each script in its font."""
    return ''.join(run_tex(run, escaped) for run in script_runs(text, language))


def run_tex(run: Run, write: Callable[[str], str]) -> str:
    """Return a run in the font of its script, and its points in the font around it.

    :param write: makes LaTeX of text.
    """
    if not run.script:
        return write(run.text)
    if run.script.startswith(_WITH_POINTS):
        return rf'\folioscript{{{run.script}}}{{{write(run.text)}}}'
    pieces = _POINTS.split(run.text)
    pieces[::2] = map(write, pieces[::2])
    pieces[1::2] = (rf'\foliolatin{{{write(point)}}}' for point in pieces[1::2])
    return rf'\folioscript{{{run.script}}}{{{"".join(pieces)}}}'


def _begin_environment(writer: LaTeXTranslator, node: environment) -> str:
    has_arguments = any(isinstance(child, argument) for child in node)
    return f'\n\\begin{{{node["name"]}}}{"" if has_arguments else _end_arguments(writer, node)}'


def _end_argument(writer: LaTeXTranslator, node: argument) -> str:
    is_last = node.next_node(argument, descend=False, siblings=True) is None
    return f'}}{_end_arguments(writer, node.parent) if is_last else ""}'


def _end_arguments(writer: LaTeXTranslator, node: nodes.Element) -> str:
    """Return what begins the content: a label for each id lets links find it."""
    return f'%\n{writer.hypertarget_to(node, anchor=True)}%\n' if node['ids'] else '%\n'


def _address(writer: LaTeXTranslator, node: printed_address) -> str:
    """Return the address, escaped as Sphinx escapes addresses."""
    runs = script_runs(node.astext(), writer.config.language)
    text = ''.join(run_tex(run, escaped if run.script else writer.encode_uri) for run in runs)
    return f'\\{node["name"]}{{{text}}}'


def _index_mention(writer: LaTeXTranslator, node: index_mention) -> str:
    """Return an entry for makeindex: its signs are quoted, its braces in pairs."""
    macro_name = 'foliomainindex' if node['is_main'] else 'folioindex'
    name = tex_of(node['name'], writer.config.language)
    name = name.replace(r'\{', r'\sphinxleftcurlybrace{}')
    name = name.replace(r'\}', r'\sphinxrightcurlybrace{}')
    name = _INDEX_SIGNS.sub(r'"\1', name)
    name = name.replace('|', r'\textbar{}')  # hyperref knows no quoted one
    return f'\\{macro_name}{{{node["sort_key"]}}}{{{name}}}'


#: What stands before and after the content of a node.
_AROUND: dict[type[nodes.Element], tuple[Write, Write]] = {
    environment: (_begin_environment, lambda _, node: f'\n\\end{{{node["name"]}}}\n'),
    argument: (lambda *_: '{', _end_argument),
    styled_line: (lambda _, node: f'\n\\folioline{{{node["look"]}}}{{', lambda *_: '}\n'),
    macro: (lambda _, node: f'\\{node["name"]}{{', lambda *_: '}'),
}
#: What stands in the place of a node.
_INSTEAD: dict[type[nodes.Element], Write] = {
    script_run: lambda _, node: run_tex(Run(node.astext(), node['script']), escaped),
    line_break: lambda *_: r'\leavevmode\newline{}',
    printed_address: _address,
    # a label is written as the link before it writes it
    page_number: lambda writer, node: f'\\foliopage{{{writer.idescape(node["label"])}}}',
    anchor: lambda writer, node: f'{writer.hypertarget(node["name"])}%\n',
    index_mention: _index_mention,
}


def _visitor(write: Write, *, is_whole: bool = False) -> Callable[[LaTeXTranslator, Any], None]:
    def visit(self: LaTeXTranslator, node: nodes.Element) -> None:
        self.body.append(write(self, node))
        if is_whole:
            raise nodes.SkipNode

    return visit


def setup_latex_nodes(app: Sphinx) -> None:
    """Register the nodes; other writers never meet them."""
    for node, (before, after) in _AROUND.items():
        app.add_node(node, latex=(_visitor(before), _visitor(after)))
    for node, write in _INSTEAD.items():
        app.add_node(node, latex=(_visitor(write, is_whole=True), None))
