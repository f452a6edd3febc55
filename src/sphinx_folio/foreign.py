"""Names in another script than the text around: their language, and their own direction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import bidirectional

from docutils import nodes

from .scripts import script_runs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

#: Language tags (BCP 47) by script. A script of many languages has that of most of its
#: readers, so that a screen reader finds a voice.
_LANGUAGES = {
    'arabic': 'ar',
    'armenian': 'hy',
    'bengali': 'bn',
    'devanagari': 'hi',
    'ethiopic': 'am',
    'georgian': 'ka',
    'gujarati': 'gu',
    'gurmukhi': 'pa',
    'han-jp': 'ja',
    'han-kr': 'ko',
    'han-sc': 'zh-Hans',
    'han-tc': 'zh-Hant',
    'hebrew': 'he',
    'kannada': 'kn',
    'khmer': 'km',
    'lao': 'lo',
    'malayalam': 'ml',
    'mongolian': 'mn',
    'myanmar': 'my',
    'oriya': 'or',
    'sinhala': 'si',
    'syriac': 'syr',
    'tamil': 'ta',
    'telugu': 'te',
    'thaana': 'dv',
    'thai': 'th',
    'tibetan': 'bo',
}


class foreign(nodes.inline):
    """Text whose language is told by ``lang`` and whose direction is its own."""


def language_of(text: str, language: str) -> str:
    """Return the language tag that the script of *text* suggests, or an empty string.

    :param language: the language of the site, which decides between forms of Chinese.
    """
    scripts = (run.script for run in script_runs(text, language) if run.script)
    return _LANGUAGES.get(next(scripts, ''), '')


def foreign_name(name: str, language: str) -> foreign:
    """Return *name* so that it is read in its language and does not break the line."""
    return foreign('', name, lang=language_of(name, language))


def name_in_line(name: str, language: str) -> nodes.Node:
    """Return a name of a list; one from right to left keeps its place among the others."""
    if name.isascii() or not any(bidirectional(char) in {'R', 'AL'} for char in name):
        return nodes.Text(name)
    return foreign_name(name, language)


def visit_foreign_html(self: HTML5Translator, node: foreign) -> None:
    """Open ``<bdi>``."""
    named = {'lang': node['lang']} if node['lang'] else {}
    self.body.append(self.starttag(node, 'bdi', '', **named))


def depart_foreign_html(self: HTML5Translator, node: foreign) -> None:
    """Close ``<bdi>``."""
    self.body.append('</bdi>')


def setup_foreign(app: Sphinx) -> None:
    """Register the node; other writers take it for an inline text."""
    app.add_node(foreign, html=(visit_foreign_html, depart_foreign_html))
