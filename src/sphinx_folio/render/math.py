"""Formulas in titles and abstracts: ``$E = mc^2$`` as nodes that every writer knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_folio.bib import FORMULA, math_to_text

if TYPE_CHECKING:
    from collections.abc import Callable


_SCRIPT = re.compile(r'([\^_])(?:\{([^{}]*)\}|(\w))')


def text_with_math(text: str) -> list[nodes.Node]:
    """Return *text* with its ``$math$`` set; what is beyond sub- and superscripts as math."""
    return _split(text, FORMULA, nodes.Text, lambda match: _formula_nodes(match[1]))


def _formula_nodes(formula: str) -> list[nodes.Node]:
    symbols = math_to_text(formula)
    if '\\' in symbols:
        return [nodes.math(formula, formula)]
    return _split(symbols, _SCRIPT, lambda text: nodes.emphasis('', text), _script_nodes)


def _script_nodes(match: re.Match[str]) -> list[nodes.Node]:
    kind = nodes.superscript if match[1] == '^' else nodes.subscript
    return [kind('', match[2] if match[2] is not None else match[3])]


def _split(
    text: str,
    pattern: re.Pattern[str],
    plain: Callable[[str], nodes.Node],
    special: Callable[[re.Match[str]], list[nodes.Node]],
) -> list[nodes.Node]:
    """Return what *special* makes of each match, and *plain* of the text around them."""
    result: list[nodes.Node] = []
    end = 0
    for match in pattern.finditer(text):
        result += [plain(text[end : match.start()])] if match.start() > end else []
        result += special(match)
        end = match.end()
    return [*result, plain(text[end:])] if end < len(text) else result
