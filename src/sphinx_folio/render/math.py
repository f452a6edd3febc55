"""Formulas in titles and abstracts: ``$E = mc^2$`` as nodes that every writer knows."""

import re

from docutils import nodes

from sphinx_folio.bib import FORMULA, math_to_text
from sphinx_folio.gate import formula_refusal

_SCRIPT = re.compile(r'([\^_](?:\{[^{}]*\}|\w))')


def text_with_math(text: str) -> list[nodes.Node]:
    """Return *text* with its ``$math$`` set; what is beyond sub- and superscripts as math.

    What is more than mathematics is shown as it is written.
    """
    result: list[nodes.Node] = []
    for number, piece in enumerate(FORMULA.split(text)):  # texts and formulas in turn
        result += _formula_nodes(piece) if number % 2 else [nodes.Text(piece)] if piece else []
    return result


def _formula_nodes(formula: str) -> list[nodes.Node]:
    symbols = math_to_text(formula)
    if '\\' in symbols:
        kind = nodes.literal if formula_refusal(formula) else nodes.math
        return [kind(formula, formula)]
    pieces = enumerate(_SCRIPT.split(symbols))  # letters and scripts in turn
    return [
        _script(piece) if number % 2 else nodes.emphasis('', piece)
        for number, piece in pieces
        if piece
    ]


def _script(piece: str) -> nodes.Node:
    kind = nodes.superscript if piece[0] == '^' else nodes.subscript
    return kind('', piece[1:].strip('{}'))
