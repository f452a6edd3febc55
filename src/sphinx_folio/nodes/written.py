"""Parts of web pages that are the same wherever they stand, each written once for a build.

A part is made of nodes, and the writer of the pages writes it. One leaf with what it has written
then stands in every page that shows the part, so that nothing walks through it again.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import new_document
from sphinx.writers.html5 import HTML5Translator

#: What a page has to know that it shows: its pictures are copied, its formulas need a script.
_OF_PAGES = (nodes.image, nodes.math)
#: What of a page is kept: what it depends on, and how it is made.
Keep = Callable[[Hashable, Callable[[], list[nodes.Node]]], list[nodes.Node]]


class written(nodes.General, nodes.Inline, nodes.Element):
    """A part of a page as ``html``, with the ``words`` that the search finds in it."""

    def astext(self) -> str:
        """Return its words."""
        words: str = self['words']
        return words


def visit_written_html(self: HTML5Translator, node: written) -> None:
    """Write what is written already."""
    self.body.append(node['html'])
    raise nodes.SkipNode


class WrittenParts:
    """Keeps what was written of parts; of those that link to other pages, for one folder.

    :param builder: writes the pages.
    """

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        #: The HTML and the words of each part.
        self._anywhere: dict[Hashable, tuple[str, str]] = {}
        self._folder = ''
        self._here: dict[Hashable, tuple[str, str]] = {}

    def press(self, node: nodes.Element) -> nodes.Element:
        """Return a leaf with all that a node is, or the node where the page has to know it."""
        part = self._write([node], [*node.findall()])
        return _leaf(*part) if part else node

    def on(self, pagename: str) -> Keep:
        """Return what keeps parts of a page.

        It takes all that a part depends on but for the folder of its page, and a function that
        makes it. A part must not link to its own page.
        """
        folder = self._builder.get_target_uri(pagename).rpartition('/')[0]
        if folder != self._folder:
            self._folder, self._here = folder, {}
        anywhere, here = self._anywhere, self._here

        def keep(key: Hashable, make: Callable[[], list[nodes.Node]]) -> list[nodes.Node]:
            part = anywhere.get(key) or here.get(key)
            if part is None:
                content = make()
                found = [node for item in content for node in item.findall()]
                part = self._write(content, found)
                if part is None:
                    return content
                leads_on = any(
                    isinstance(node, nodes.reference) and node.get('internal') for node in found
                )
                (here if leads_on else anywhere)[key] = part
            return [_leaf(*part)] if part[0] else []

        return keep

    def _write(
        self, content: Sequence[nodes.Node], found: Iterable[nodes.Node]
    ) -> tuple[str, str] | None:
        """Return HTML and words of nodes, or None where a page has to write them itself.

        :param found: all nodes in them.
        """
        if any(isinstance(node, _OF_PAGES) for node in found):
            return None
        if not content:
            return '', ''
        is_inline = isinstance(content[0], nodes.Inline | nodes.Text)
        around = nodes.inline('', '', *content) if is_inline else nodes.container('', *content)
        self._writer.body = []
        try:
            for node in around.children:
                node.walkabout(self._writer)
        except Exception:  # noqa: BLE001  (of any extension, and any kind)
            return None  # the page tells of it
        words = ('' if is_inline else ' ').join(_words(around))
        return ''.join(self._writer.body), words

    @cached_property
    def _writer(self) -> HTML5Translator:
        document = new_document('<part>')
        document.settings = self._builder.docsettings
        return cast('HTML5Translator', self._builder.create_translator(document, self._builder))


def _leaf(html: str, words: str) -> written:
    return written('', html=html, words=words)


def _words(node: nodes.Node) -> Iterator[str]:
    """Yield the texts of a node that the search is to find."""
    for child in node.children:
        if isinstance(child, nodes.Text | written):
            yield child.astext()
        elif 'no-search' not in cast('nodes.Element', child)['classes']:
            yield from _words(child)


def setup_written(app: Sphinx) -> None:
    """Register the leaf."""
    visit: Any = (visit_written_html, None)
    app.add_node(written, html=visit)
