"""Nodes inside a line: names in another script than the text around, and icons beside links.

An icon is inline SVG, so that no font and no file is loaded. The marks of services in
``icons.json`` under ``filled`` are those of Simple Icons 16 (simpleicons.org), which its
authors have put into the public domain (CC0 1.0).
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator
from sphinx.writers.latex import LaTeXTranslator

from sphinx_folio.shared import is_right_to_left
from sphinx_folio.util import language_of

from .html5 import element_visitors, screen_node


class bidi_name(nodes.inline):
    """Text whose language is told by ``lang`` and whose direction is its own."""

    tagname = 'inline'


def make_bidi_name(name: str, language: str) -> bidi_name:
    """Return *name* so that it is read in its language and does not break the line."""
    return bidi_name('', name, lang=language_of(name, language))


def name_in_line(name: str, language: str) -> nodes.Node:
    """Return a name of a list; one of the other direction keeps its place among the others."""
    is_other = is_right_to_left(language)
    if not name.isascii() and any(bidirectional(char) in {'R', 'AL'} for char in name):
        is_other = not is_other
    return make_bidi_name(name, language) if is_other else nodes.Text(name)


_FILE = Path(__file__).with_name('icons.json')
#: Keys of links whose icon has another name; a service without a mark has that of any link.
_SHOWN_AS = {'demo': 'video', 'poster': 'slides'} | dict.fromkeys(
    ('cv', 'docs', 'paper', 'pdf', 'report'), 'document'
)


class icon(screen_node, nodes.inline):
    """A sign beside words that say the same: ``name`` is the key of a link."""


@cache
def _paths() -> dict[str, tuple[str, str]]:
    """Return look and path, on a ground of 24 x 24, of each icon."""
    looks: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding='utf-8'))
    return {name: (look, path) for look, paths in looks.items() for name, path in paths.items()}


def visit_icon_html(self: HTML5Translator, node: icon) -> None:
    """Draw the icon, which assistive tools skip."""
    paths = _paths()
    name = _SHOWN_AS.get(node['name'], node['name'])
    look, path = paths.get(name) or paths['link']
    self.body.append(
        f'<svg class="folio-icon folio-icon-{look}" viewBox="0 0 24 24" width="16" height="16" '
        f'aria-hidden="true" focusable="false"><path d="{path}"/></svg>'
    )
    raise nodes.SkipNode


class struck(nodes.inline):
    """Text that is struck out, as no longer right."""

    tagname = 'inline'


def visit_struck_latex(self: LaTeXTranslator, node: struck) -> None:
    """Set it in grey, as no line through it breaks with the text."""
    self.body.append(r'\foliostruck{')


def depart_struck_latex(self: LaTeXTranslator, node: struck) -> None:
    """End it."""
    self.body.append('}')


class phrase(nodes.Inline, nodes.TextElement):
    """Words that a directive was given, which Sphinx translates as it does a paragraph.

    It is no `nodes.inline`, which Sphinx takes away behind what follows it once it is translated.
    """


def make_phrase(text: str, content: Iterable[nodes.Node], source: str, line: int) -> phrase:
    """Return a text with its nodes, and the place in which it stands."""
    node = phrase(text, '', *content, translatable=True)
    node.source, node.line = source, line
    return node


def show_content(self: Any, node: phrase) -> None:
    """Write nothing around what is in a node."""


def setup_inline(app: Sphinx) -> None:
    """Register the icon, which only a web page shows, and what is an inline text elsewhere."""
    app.add_node(icon, html=(visit_icon_html, None))
    app.add_node(bidi_name, html=element_visitors('bdi', 'lang'))
    in_latex = (visit_struck_latex, depart_struck_latex)
    app.add_node(struck, html=element_visitors('s'), latex=in_latex)
    bare: Any = dict.fromkeys(
        ('html', 'latex', 'text', 'man', 'texinfo'), (show_content, show_content)
    )
    app.add_node(phrase, **bare)
