r"""Formulas as MathML, made while the site is built.

By default Sphinx has the reader's browser fetch MathJax from another host. Every browser
shows MathML by itself, and docutils, which is there anyway, turns LaTeX into it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from docutils import nodes
from docutils.utils.math.latex2mathml import functions, tex2mathml
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from sphinx_folio.domains import folio_domain
from sphinx_folio.gate import shown_formula
from sphinx_folio.model import Problem, Publication, Subtype, of_entry
from sphinx_folio.nodes import line_of
from sphinx_folio.render import marked_nodes
from sphinx_folio.shared import _

#: The name to give as ``html_math_renderer``.
RENDERER = 'folio_mathml'

#: What docutils calls otherwise, or needs no word for in a formula that stands alone.
_ALIGNED = re.compile(r'\\(begin|end)\{(?:align|alignat|eqnarray|flalign|split)\*?\}')
_ALONE = re.compile(r'\\(?:begin|end)\{(?:equation|displaymath|gather|gathered|multline)\*?\}')
_COUNT = re.compile(r'(\\begin\{aligned\})\{\d+\}')
#: Between a function and what it is of; not seen.
_APPLY = '\u2061'
_NAME_OF_FUNCTION = re.compile(r'<mi[^>]*>[^<]{2,}</mi>')
_XMLNS = ' xmlns="http://www.w3.org/1998/Math/MathML"'
#: A thin space, and the elements whose children stand in a row.
_THIN = '0.167em'
_ROWS = frozenset({'math', 'mrow', 'mtd', 'mstyle', 'msqrt', 'mpadded', 'mphantom', 'menclose'})
_CLOSING = frozenset(')]}|!')
_BARE_NUMBER = re.compile(r'\\(?:nonumber|notag)\b|\\label\{[^}]*\}')


def to_mathml(formula: str, *, is_block: bool = False) -> str:
    r"""Return a formula in LaTeX as a ``<math>`` element.

    :param is_block: whether it stands on lines of its own, where an empty line, or ``\\``,
        begins another one.
    :raises ValueError: if docutils does not know a command, or cannot make sense of it.
    """
    lines = [part.strip() for part in formula.split('\n\n') if part.strip()]
    latex = _BARE_NUMBER.sub('', r' \\ '.join(lines))
    latex = _ALONE.sub('', _COUNT.sub(r'\1', _ALIGNED.sub(r'\\\1{aligned}', latex)))
    try:
        made = tex2mathml(latex.strip(), as_block=is_block)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError) as error:
        # docutils gets lost in some formulas, as "a & b" in a line of text
        raise ValueError('it is not complete, or "&" stands outside a table') from error
    if not is_block:  # docutils means every table to stand alone
        made = made.replace(' display="block"', '', 1)
    # the one character that is named; XML, and so EPUB, has no such name
    made = str(made).replace('&ApplyFunction;', _APPLY)
    return _with_spaces(made) if _NAME_OF_FUNCTION.search(made) else made


def _with_spaces(mathml: str) -> str:
    """Return a formula with the thin space that TeX sets beside "log" (The TeXbook, chapter 18).

    Browsers set one beside signs alone, and so "log log n" as "loglogn".
    """
    root = ET.fromstring(mathml.replace(_XMLNS, '', 1))  # noqa: S314  (docutils has made it)
    for row in list(root.iter()):
        if row.tag in _ROWS:
            children = list(row)
            for number in range(len(children) - 1, -1, -1):
                _add_spaces(row, children, number)
    made = ET.tostring(root, encoding='unicode', short_empty_elements=False)
    return made.replace('<math', f'<math{_XMLNS}', 1)


def _add_spaces(row: ET.Element, children: list[ET.Element], number: int) -> None:
    """Add the spaces around one child of a row, if it is a function."""
    last = number
    if [child.text for child in children[number + 1 : number + 2]] == [_APPLY]:
        last += 1
    if not _is_function(children[number], is_applied=last > number):
        return
    if last + 1 < len(children) and not _is_sign(children[last + 1], edge=0):
        row.insert(last + 1, ET.Element('mspace', width=_THIN))
    before = children[number - 1] if number else None
    if before is not None and before.text != _APPLY and not _is_sign(before, edge=-1):
        row.insert(number, ET.Element('mspace', width=_THIN))


def _is_function(element: ET.Element, *, is_applied: bool) -> bool:
    name = element
    if element.tag in {'msub', 'msup', 'msubsup'}:
        name = element[0]
    is_named = name.tag == 'mi' and len(name.text or '') > 1
    return is_named and (is_applied or name.text in functions)


def _is_sign(element: ET.Element, *, edge: int) -> bool:
    """Tell whether an element begins, or ends, with a sign other than a closing one."""
    while len(element):
        element = element[edge]
    return element.tag not in {'mi', 'mn', 'mtext'} and (edge == 0 or element.text not in _CLOSING)


def visit_math_html(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line of text."""
    self.body.append(self.starttag(node, 'span', '', CLASS='math notranslate nohighlight'))
    self.body.append(_markup(self, node, is_block=False))
    self.body.append('</span>')
    raise nodes.SkipNode


def visit_math_block_html(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on lines of its own, with its number if it has one."""
    self.body.append(self.starttag(node, 'div', CLASS='math notranslate nohighlight'))
    if node['number']:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _('Link to this equation'))
        self.body.append('</span>')
    self.body.append(_markup(self, node, is_block=True))
    self.body.append('</div>\n')
    raise nodes.SkipNode


def _markup(translator: HTML5Translator, node: nodes.Element, *, is_block: bool) -> str:
    """Return MathML, or the source of what cannot be set; that is told of elsewhere."""
    try:
        return to_mathml(node.astext(), is_block=is_block)
    except ValueError:
        return f'<code>{translator.encode(node.astext().strip())}</code>'


def note_formulas(app: Sphinx, doctree: nodes.document) -> None:
    """Keep a problem for each formula of a page that cannot be set."""
    if app.config.html_math_renderer != RENDERER:
        return
    docname = app.env.current_document.docname
    domain = folio_domain(app.env)
    problems = (
        Problem(Subtype.MATH, docname, line_of(node), message)
        for node in doctree.findall(_is_formula)
        if (message := _why_unset(node))
    )
    domain.add_facts(docname, problems=problems)


def find_unset(publications: Iterable[Publication]) -> Iterator[Problem]:
    """Yield a problem for each formula of a title or an abstract that cannot be set."""
    for publication in publications:
        for field, marked in publication.marked:
            found = (
                formula for node in marked_nodes(marked) for formula in node.findall(_is_formula)
            )
            for node in found:
                if message := _why_unset(node):
                    place = (publication.file, publication.line_of(field))
                    key, text = publication.key, f': {field}: {message}'
                    yield of_entry(Subtype.MATH, place, key, text, shared=text)


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def _why_unset(node: nodes.Node) -> str:
    """Return why a formula cannot be set, or an empty string."""
    try:
        to_mathml(node.astext(), is_block=isinstance(node, nodes.math_block))
    except ValueError as error:
        formula = shown_formula(node.astext())
        why = ' '.join(str(error).split()).rstrip('.')
        what = f'the formula "{formula}" cannot be set, and is shown as it is written'
        return f'{what}: {why}; write it with other commands'
    return ''


def choose_renderer(app: Sphinx, config: Config) -> None:
    """Set formulas as MathML, unless the site or one of its extensions says otherwise.

    Sphinx itself takes the one renderer that is there beside MathJax.
    """
    others = app.registry.html_inline_math_renderers.keys() - {'mathjax', RENDERER}
    if config.html_math_renderer is None and len(others) < 2:
        config.html_math_renderer = next(iter(others), RENDERER)


def setup_math_markup(app: Sphinx) -> None:
    """Register the renderer, and look at formulas as pages are read."""
    visitors: Any = ((visit_math_html, None), (visit_math_block_html, None))
    app.add_html_math_renderer(RENDERER, *visitors)
    app.connect('config-inited', choose_renderer, priority=900)
    app.connect('doctree-read', note_formulas, priority=600)
