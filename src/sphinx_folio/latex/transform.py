"""Neutral nodes to what LaTeX sets: sections for tabs, boxes for cards, addresses for links.

Runs in builders of the format ``latex`` only, once the references are resolved. No text
is dropped, but for what a node itself says is for screens.
"""

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex.nodes import footnotemark, footnotetext
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_folio.gate import brings_environment, without_labels
from sphinx_folio.nodes import ancestors
from sphinx_folio.util import Run, script_runs

from .design import rewrite_design
from .folio import rewrite_folio, shorten_dates
from .links import print_addresses
from .nodes import argument, printed_address, script_run

#: Text that is set letter by letter, or not set at all.
_VERBATIM = (
    nodes.FixedTextElement, nodes.raw, nodes.math, nodes.comment, nodes.substitution_definition,
    printed_address,
)  # fmt: skip
#: What a class may be called, in HTML too if docutils has made it.
_CLASS = re.compile(r'[\w-]+')
#: Headings, and arguments of environments.
_TITLES = (nodes.rubric, argument)
#: Code within a line.
_CODE = (nodes.literal, addnodes.literal_emphasis, addnodes.literal_strong)


class PrepareForLatex(SphinxPostTransform):
    """Rewrite a document for LaTeX."""

    default_priority = 300
    formats = ('latex',)

    def run(self, **kwargs: Any) -> None:
        """Rewrite from the inside out, then the links, then the runs of text."""
        for node in reversed(list(self.document.findall(nodes.Element))):
            rewrite_design(node)
            rewrite_folio(node)
            # the writer takes each name as it is
            node['classes'] = [name for name in node['classes'] if _CLASS.fullmatch(name)]
            if isinstance(node, nodes.math_block):
                _prepare_formula(node)
            if isinstance(node, nodes.transition) and 'footnotes' in node['classes']:
                node.parent.remove(node)  # the line above notes that stand on each page
        complete_tables(self.document)
        spell_out(self.document)
        shorten_dates(self.document, self.config.language)
        print_addresses(self.document)
        mark_scripts(self.document, self.config.language)


def _prepare_formula(block: nodes.math_block) -> None:
    """Write a formula that brings its own environment without another one around it."""
    formula = without_labels(block.astext())
    if brings_environment(formula) and not block.get('label'):
        block['no-wrap'] = True
    if block.get('no-wrap', block.get('nowrap')):
        formula = re.sub(r'\n\s*\n', '\n', formula)  # at which TeX would stop
    block[:] = [nodes.Text(formula)]


class MoveNotes(SphinxPostTransform):
    """Move the text of footnotes out of headings and titles, where LaTeX takes the mark only.

    Sphinx does so for the headings of sections; it has put the notes in their places.
    """

    default_priority = 650
    formats = ('latex',)

    def run(self, **kwargs: Any) -> None:
        """Leave the mark, and put the text behind the heading."""
        for note in list(self.document.findall(nodes.footnote)):
            heading = next((node for node in ancestors(note) if isinstance(node, _TITLES)), None)
            if heading is None:
                continue
            text = footnotetext('', *note.children, ids=note['ids'])
            note.replace_self(footnotemark('', text[0].astext(), refid=''))
            around = heading.parent
            place = around.first_child_not_matching_class(
                (argument, footnotetext), around.index(heading) + 1
            )
            around.insert(len(around) if place is None else place, text)


def complete_tables(document: nodes.document) -> None:
    """Let the head of a table that has nothing else be its body, as Sphinx's writer wants one."""
    for head in list(document.findall(nodes.thead)):
        if not any(isinstance(part, nodes.tbody) for part in head.parent.children):
            head.replace_self(nodes.tbody('', *head.children))


def spell_out(document: nodes.document) -> None:
    """Say what an abbreviation means where it stands first, as text that needs its fonts."""
    known: set[str] = set()
    for short in list(document.findall(nodes.abbreviation)):
        meaning = short.attributes.pop('explanation', '')
        if meaning and short.astext() not in known:
            known.add(short.astext())
            short.replace_self([short, nodes.Text(f' ({meaning})')])


def mark_scripts(document: nodes.document, language: str) -> None:
    """Wrap text that the main fonts do not have, so that each run gets its own."""
    for text in list(document.findall(nodes.Text)):
        if text.isascii() or any(isinstance(around, _VERBATIM) for around in ancestors(text)):
            continue
        runs = script_runs(text.astext(), language)
        if any(run.script for run in runs):
            code = text.parent if isinstance(text.parent, _CODE) else None
            parts = [_marked(run, code) for run in runs]
            if code is None:
                text.parent.replace(text, parts)
            elif len(code) == 1:
                code.replace_self(parts)


def _marked(run: Run, code: nodes.Element | None) -> nodes.Node:
    """Return a run as a node; in code, which TeX reads sign by sign, between pieces of code."""
    if run.script:
        return script_run('', run.text, script=run.script)
    if code is None:
        return nodes.Text(run.text)
    piece = code.copy()
    piece['classes'] = [name for name in code['classes'] if name != 'code']
    piece.append(nodes.Text(run.text))
    return piece
