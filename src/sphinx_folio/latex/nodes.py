"""Nodes that only LaTeX meets, with their visitors; `PrepareForLatex` makes them.

Each stands for an environment or a macro of ``texinputs/folio.sty``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import texescape

from sphinx_folio.util import Run, script_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.latex import LaTeXTranslator


#: Signs that Sphinx draws by a formula; the fonts of symbols have them.
_DRAWN = re.compile('([✓✔✕✖])')
#: Points that may stand inside a run, and that the fonts of most scripts lack.
_POINTS = re.compile("([.,;:/'’·-]+)")
_WITH_POINTS = ('han-', 'symbol')
#: What makeindex takes for its own (its manual, §3).
_INDEX_SIGNS = re.compile(r'(["!@|])')


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
    name: str,
    *arguments: Iterable[nodes.Node],
    content: Iterable[nodes.Node],
    ids: Sequence[str] = (),
) -> environment:
    """Return an environment with the nodes of each of its arguments, and its content."""
    braces = (argument('', '', *words) for words in arguments)
    return environment('', *braces, *content, name=name, ids=list(ids))


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


def visit_environment(self: LaTeXTranslator, node: environment) -> None:
    """Begin the environment; a label for each id lets links find it."""
    self.body.append(f'\n\\begin{{{node["name"]}}}')
    if not any(isinstance(child, argument) for child in node):
        _end_arguments(self, node)


def depart_environment(self: LaTeXTranslator, node: environment) -> None:
    """End the environment."""
    self.body.append(f'\n\\end{{{node["name"]}}}\n')


def visit_argument(self: LaTeXTranslator, node: argument) -> None:
    """Open a brace."""
    self.body.append('{')


def depart_argument(self: LaTeXTranslator, node: argument) -> None:
    """Close it; after the last argument the content begins."""
    self.body.append('}')
    if node.next_node(argument, descend=False, siblings=True) is None:
        _end_arguments(self, node.parent)


def _end_arguments(self: LaTeXTranslator, node: nodes.Element) -> None:
    self.body.append('%\n')
    if node['ids']:
        self.body.append(self.hypertarget_to(node, anchor=True) + '%\n')


def visit_line(self: LaTeXTranslator, node: styled_line) -> None:
    """Open the macro."""
    self.body.append(f'\n\\folioline{{{node["look"]}}}{{')


def depart_line(self: LaTeXTranslator, node: styled_line) -> None:
    """Close the macro."""
    self.body.append('}\n')


def visit_macro(self: LaTeXTranslator, node: macro) -> None:
    """Open the macro."""
    self.body.append(f'\\{node["name"]}{{')


def close_brace(self: LaTeXTranslator, node: nodes.Element) -> None:
    """Close a macro's brace."""
    self.body.append('}')


def visit_script_run(self: LaTeXTranslator, node: script_run) -> None:
    """Set the text in the font of its script."""
    self.body.append(run_tex(Run(node.astext(), node['script']), escaped))
    raise nodes.SkipNode


def visit_line_break(self: LaTeXTranslator, node: line_break) -> None:
    """Begin a new line."""
    self.body.append(r'\leavevmode\newline{}')
    raise nodes.SkipNode


def visit_address(self: LaTeXTranslator, node: printed_address) -> None:
    """Set the address, escaped as Sphinx escapes addresses."""
    runs = script_runs(node.astext(), self.config.language)
    text = ''.join(run_tex(run, escaped if run.script else self.encode_uri) for run in runs)
    self.body.append(f'\\{node["name"]}{{{text}}}')
    raise nodes.SkipNode


def visit_page_number(self: LaTeXTranslator, node: page_number) -> None:
    """Set the page of a label, which is written as the link before it writes it."""
    self.body.append(f'\\foliopage{{{self.idescape(node["label"])}}}')
    raise nodes.SkipNode


def visit_anchor(self: LaTeXTranslator, node: anchor) -> None:
    """Write the label."""
    self.body.append(self.hypertarget(node['name']) + '%\n')
    raise nodes.SkipNode


def visit_index_mention(self: LaTeXTranslator, node: index_mention) -> None:
    """Write an entry for makeindex: its signs are quoted, its braces in pairs."""
    macro_name = 'foliomainindex' if node['is_main'] else 'folioindex'
    name = tex_of(node['name'], self.config.language)
    name = name.replace(r'\{', r'\sphinxleftcurlybrace{}')
    name = name.replace(r'\}', r'\sphinxrightcurlybrace{}')
    name = _INDEX_SIGNS.sub(r'"\1', name)
    self.body.append(f'\\{macro_name}{{{node["sort_key"]}}}{{{name}}}')
    raise nodes.SkipNode


def setup_latex_nodes(app: Sphinx) -> None:
    """Register the nodes; other writers never meet them."""
    latex: Any = {
        environment: (visit_environment, depart_environment),
        argument: (visit_argument, depart_argument),
        styled_line: (visit_line, depart_line),
        line_break: (visit_line_break, None),
        macro: (visit_macro, close_brace),
        script_run: (visit_script_run, None),
        printed_address: (visit_address, None),
        page_number: (visit_page_number, None),
        anchor: (visit_anchor, None),
        index_mention: (visit_index_mention, None),
    }
    for node, visitors in latex.items():
        app.add_node(node, latex=visitors)
