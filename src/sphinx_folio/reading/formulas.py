"""Formulas of pages are let through, or shown as they are written, for every writer alike."""

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_folio.gate import formula_refusal, is_column_spec, shown_formula
from sphinx_folio.model import Subtype
from sphinx_folio.nodes import line_of

from .directive import note_problem


class ShowRefusedFormulas(SphinxTransform):
    """Put its source in the place of a formula that is more than mathematics."""

    default_priority = 300

    def apply(self, **kwargs: Any) -> None:
        """Replace formulas, and the columns of tables in LaTeX, and tell why."""
        for node in list(self.document.findall(nodes.math)):
            if why := formula_refusal(node.astext()):
                self._tell(node, why)
                node.replace_self(nodes.literal('', node.astext()))
        for block in list(self.document.findall(nodes.math_block)):
            is_whole = bool(block.get('no-wrap') or block.get('nowrap'))
            if why := formula_refusal(block.astext(), is_block=True, is_whole=is_whole):
                self._tell(block, why)
                text = block.astext()
                shown = nodes.literal_block(text, text, language='none', ids=block['ids'])
                shown.source, shown.line = block.source, block.line
                block.replace_self(shown)
        for columns in list(self.document.findall(addnodes.tabular_col_spec)):
            if not is_column_spec(columns['spec']):
                message = (
                    f'tabularcolumns: "{shown_formula(columns["spec"])}" is more than columns; '
                    'write letters of columns alone, such as |l|p{4cm}|'
                )
                note_problem(self.env, Subtype.VALUE, line_of(columns), message)
                columns.parent.remove(columns)

    def _tell(self, node: nodes.Element, why: str) -> None:
        formula = shown_formula(node.astext())
        message = f'the formula "{formula}" is shown as it is written: {why}'
        note_problem(self.env, Subtype.MATH, line_of(node), message)
