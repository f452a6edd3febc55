r"""Formulas as MathML, made while the site is built.

By default Sphinx has the reader's browser fetch MathJax from another host. Every browser
shows MathML by itself, and docutils, which is there anyway, turns LaTeX into it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from sphinx_folio.domains import folio_domain
from sphinx_folio.gate import shown_formula
from sphinx_folio.model import Problem, Publication, Subtype, of_entry
from sphinx_folio.nodes import line_of
from sphinx_folio.render import marked_nodes, to_mathml
from sphinx_folio.shared import _

#: The name to give as ``html_math_renderer``.
RENDERER = 'folio_mathml'


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
