"""Marked texts of entries as nodes that every writer knows: formulas, looks and links."""

from collections.abc import Callable

from docutils import nodes

from sphinx_folio.bib import Run, normal, runs, simple
from sphinx_folio.gate import formula_refusal
from sphinx_folio.shared import _

from .parts import joined

_LOOKS: dict[str, type[nodes.TextElement]] = {
    'i': nodes.emphasis,
    'b': nodes.strong,
    'sub': nodes.subscript,
    'sup': nodes.superscript,
    'letter': nodes.emphasis,
}
#: Returns the link to the entry of a citation key, as a part of a sentence or not.
Cite = Callable[[str, bool], nodes.Node]
#: The class of small capitals.
_SMALL_CAPS = 'folio-small-caps'


def marked_nodes(
    text: str, cite: Cite = lambda key, _is_textual: nodes.Text(key)
) -> list[nodes.Node]:
    """Return a marked text as nodes; what is beyond a letter or a plain script as math.

    A formula that is more than mathematics is shown as it is written.

    :param cite: makes the links to entries that the text cites; otherwise their keys are shown.
    """
    return [node for run in runs(text) for node in run_nodes(run, cite)]


def run_nodes(run: Run, cite: Cite = lambda key, _is_textual: nodes.Text(key)) -> list[nodes.Node]:
    """Return a piece of a marked text as nodes; *cite* is as in `marked_nodes`."""
    if run.cited:
        links = ([cite(key, run.is_textual)] for key in run.cited)
        inner = joined(links, ', ' if run.is_textual else str(_('; ')))
        if not run.is_textual:
            inner = [nodes.Text(_('(')), *inner, nodes.Text(_(')'))]
    elif run.is_formula:
        inner = _formula_nodes(run.text)
    elif run.url:
        inner = [nodes.reference('', run.text, refuri=run.url, internal=False)]
    else:
        inner = [nodes.Text(run.text)]
    for look in reversed(run.looks):
        if look == 'sc':
            inner = [nodes.inline('', '', *inner, classes=[_SMALL_CAPS])]
        else:
            inner = [_LOOKS[look]('', '', *inner)]
    return inner


def _formula_nodes(formula: str) -> list[nodes.Node]:
    if found := simple(formula):
        look, text = found
        return [_LOOKS[look]('', text) if look in _LOOKS else nodes.Text(text)]
    latex = normal(formula)
    if formula_refusal(latex):
        return [nodes.literal(formula, formula)]
    return [nodes.math(latex, latex)]
