"""The writer of the LaTeX of PDFs: Sphinx's own, with fonts for each script everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.latex import LaTeXTranslator

from sphinx_folio.util import script_runs

from .documents import SCRIPTS_LINE
from .nodes import run_tex

if TYPE_CHECKING:
    from collections.abc import Callable


_SCRIPT = re.compile(r'\\folioscript\{([a-z-]+)\}')
#: Control characters, at which TeX stops, and marks that no font has a glyph for.
_UNPRINTABLE = dict.fromkeys([
    *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x200B, 0x200E, 0x200F,
    *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x20E3, 0xFE0E, 0xFE0F, 0xFEFF,
    *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
]) | dict.fromkeys([0x2028, 0x2029], '\n')  # fmt: skip


class PdfTranslator(LaTeXTranslator):
    """Writes one document."""

    def astext(self) -> str:
        """Return the document, which loads the fonts of the scripts that it sets."""
        text = super().astext().translate(_UNPRINTABLE)
        labels = ''.join(self.config.numfig_format.values()) if r'\caption' in text else ''
        found = {*_SCRIPT.findall(text), *_SCRIPT.findall(in_scripts(labels, self._language))}
        line = rf'\folioscripts{{{",".join(sorted(found))}}}' if found else ''
        return text.replace(SCRIPTS_LINE, line, 1)

    @property
    def _language(self) -> str:
        return str(self.config.language)

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Set code; what the font of code lacks comes from the font of its script."""
        self._set_in_scripts(super().visit_literal_block, node)

    visit_doctest_block = visit_literal_block

    def visit_title(self, node: nodes.Element) -> None:
        """Begin a title; one with a picture has a short form for the contents."""
        self._set_in_scripts(super().visit_title, node)

    def visit_seealso(self, node: nodes.Element) -> None:
        """Begin a box whose label is in the language of the site."""
        self._set_in_scripts(super().visit_seealso, node)

    def _visit_named_admonition(self, node: nodes.Element) -> None:
        self._set_in_scripts(super()._visit_named_admonition, node)

    visit_attention = _visit_named_admonition
    visit_caution = _visit_named_admonition
    visit_danger = _visit_named_admonition
    visit_error = _visit_named_admonition
    visit_hint = _visit_named_admonition
    visit_important = _visit_named_admonition
    visit_note = _visit_named_admonition
    visit_tip = _visit_named_admonition
    visit_warning = _visit_named_admonition

    def visit_number_reference(self, node: nodes.Element) -> None:
        """Set the label and the number of a figure or a table."""
        self._set_in_scripts(super().visit_number_reference, node)

    def _set_in_scripts(self, visit: Callable[[Any], None], node: nodes.Element) -> None:
        start = len(self.body)
        try:
            visit(node)
        finally:
            self.body[start:] = [in_scripts(part, self._language) for part in self.body[start:]]

    def visit_math(self, node: nodes.math) -> None:
        """Set a formula; a comment at its end must not take what follows."""
        _end_comment(node)
        super().visit_math(node)

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Set a formula of its own line."""
        _end_comment(node)
        super().visit_math_block(node)


def _end_comment(node: nodes.Element) -> None:
    if '%' in node.astext():
        node.children = [nodes.Text(f'{node.astext()}\n')]


def in_scripts(tex: str, language: str) -> str:
    """Return LaTeX code with each run of another script in its font."""
    return ''.join(run_tex(run, str) for run in script_runs(tex, language))
