"""The writer of the LaTeX of PDFs: Sphinx's own, with fonts for each script everywhere."""

import re
from unicodedata import combining

from docutils import nodes
from sphinx import addnodes
from sphinx.writers.latex import LaTeXTranslator

from sphinx_folio.util import script_runs

from .documents import SCRIPTS_LINE
from .nodes import run_tex

#: What TeX finds no place in to break a line; of thousands of letters it cannot even tell
#: the width. Where scripts are written without spaces, it breaks between any two letters.
_LONG_WORD = re.compile(r'[^\s/\u2010-\u2015\u2e80-\U0003ffff-]{80,}')
_SCRIPT = re.compile(r'\\folioscript\{([a-z-]+)\}')
#: Control characters, at which TeX stops, and marks that no font has a glyph for.
_UNPRINTABLE = dict.fromkeys([
    *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x200B, 0x200E, 0x200F,
    *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x20E3, 0xFE0E, 0xFE0F, 0xFEFF,
    *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
]) | dict.fromkeys([0x2028, 0x2029], '\n')  # fmt: skip
#: Nodes that begin with text of Sphinx's or of their own: labels of boxes and of numbers, short
#: titles for the contents, code.
_WORDED = (
    nodes.literal_block, nodes.doctest_block, nodes.title, nodes.Admonition,
    addnodes.number_reference,
)  # fmt: skip


class PdfTranslator(LaTeXTranslator):
    """Writes one document."""

    #: Sphinx would write the path of a picture that is not there as the page has it.
    ignore_missing_images = True

    def astext(self) -> str:
        """Return the document, which loads the fonts of the scripts that it sets."""
        text = super().astext().translate(_UNPRINTABLE)
        labels = ''.join(self.config.numfig_format.values()) if r'\caption' in text else ''
        found = {*_SCRIPT.findall(text), *_SCRIPT.findall(in_scripts(labels, self.config.language))}
        line = rf'\folioscripts{{{",".join(sorted(found))}}}' if found else ''
        return text.replace(SCRIPTS_LINE, line, 1)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  (the name of the class)
        """Write text, whose long words may be broken anywhere."""
        text = node.astext()
        if self.in_parsed_literal or not _LONG_WORD.search(text):
            super().visit_Text(node)
            return
        start = 0
        for word in _LONG_WORD.finditer(text):
            super().visit_Text(nodes.Text(text[start : word.start()]))
            for sign in word[0]:
                if not combining(sign):
                    self.body.append(r'\allowbreak{}')
                super().visit_Text(nodes.Text(sign))
            start = word.end()
        super().visit_Text(nodes.Text(text[start:]))

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Begin a node; what the main font lacks of Sphinx's own words gets its font."""
        start = len(self.body)
        try:
            super().dispatch_visit(node)
        finally:
            if isinstance(node, _WORDED):
                self.body[start:] = [
                    in_scripts(text, self.config.language) for text in self.body[start:]
                ]


def in_scripts(tex: str, language: str) -> str:
    """Return LaTeX code with each run of another script in its font."""
    return ''.join(run_tex(run, str) for run in script_runs(tex, language))
