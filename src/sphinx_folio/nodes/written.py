"""Parts of web pages that are the same wherever they stand, each written once for a build.

A part is made of nodes, and the writer of the pages writes it. One leaf with what it has written
then stands in every page that shows the part, so that nothing walks through it again.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import new_document
from sphinx.writers.html5 import HTML5Translator

#: What of a page is kept: what it depends on, and how it is made.
Keep = Callable[[Hashable, Callable[[], list[nodes.Node]]], list[nodes.Node]]
#: What a page has to know that it shows: its pictures are copied, its formulas need a script.
_OF_PAGES = (nodes.image, nodes.math)
#: What is written around the content does not depend on that, and on classes alone.
_SHELLS = (nodes.paragraph, nodes.list_item, nodes.container)
_GAP = '\N{REPLACEMENT CHARACTER}'


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


class _OfPageError(Exception):
    """Something must be written by the page that it stands on."""


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
        #: What stands before and after the content of elements, by their kind and classes.
        self._shells: dict[Hashable, tuple[str, str]] = {}
        #: What stands between names, as it is written.
        self._signs: dict[str, str] = {}

    def press(self, node: nodes.Element) -> nodes.Element:
        """Return a leaf with all that a node is, or the node where the page has to write it."""
        part = self._write([node])
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
                kept = here if any(map(_leads_on, content)) else anywhere
                part = self._write(content)
                if part is None:
                    return content
                kept[key] = part
            return [_leaf(*part)] if part[0] else []

        return keep

    def _write(self, content: Sequence[nodes.Node]) -> tuple[str, str] | None:
        """Return HTML and words of nodes, or None where a page has to write them itself."""
        try:
            html = ''.join(map(self._html, content))
        except _OfPageError:
            return None
        words = ' '.join(map(_words, content))
        for node in content:
            _let_go(node)
        return html, words

    def _html(self, node: nodes.Node) -> str:
        if isinstance(node, written):
            html: str = node['html']
            return html
        if isinstance(node, nodes.Text) and len(node) < 3:
            if node not in self._signs:
                self._signs[str(node)] = self._walk(node)
            return self._signs[node]
        if isinstance(node, _SHELLS) and not node['ids'] and len(node.attributes) == _BARE:
            key = (type(node), *node['classes'])
            if key not in self._shells:
                shell: nodes.Element = type(node)('', classes=node['classes'])
                shell += nodes.Text(_GAP)
                before, _gap, after = self._walk(shell).partition(_GAP)
                self._shells[key] = before, after
            before, after = self._shells[key]
            return ''.join((before, *map(self._html, node.children), after))
        return self._walk(node)

    def _walk(self, node: nodes.Node) -> str:
        """Return what the writer writes of a node."""
        if any(isinstance(each, _OF_PAGES) for each in _all_in(node)):
            raise _OfPageError
        if node.parent is None:
            is_inline = isinstance(node, nodes.Inline | nodes.Text)
            node.parent = nodes.inline() if is_inline else nodes.container()
        self._writer.body = []
        try:
            node.walkabout(self._writer)
        except Exception as error:
            vars(self).pop('_writer')  # which has stopped amid an element
            raise _OfPageError from error  # the page tells of it
        return ''.join(self._writer.body)

    @cached_property
    def _writer(self) -> HTML5Translator:
        document = new_document('<part>')
        document.settings = self._builder.docsettings
        return cast('HTML5Translator', self._builder.create_translator(document, self._builder))


#: The number of attributes that each element has.
_BARE = len(nodes.Element().attributes)


def _leaf(html: str, words: str) -> written:
    return written('', html=html, words=words)


def _all_in(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all in it; `findall` takes twice as long for so few."""
    yield node
    for child in node.children:
        if child.children:
            yield from _all_in(child)
        else:
            yield child


def _let_go(node: nodes.Node) -> None:
    """Let all in a node forget what is around it, so that it is garbage at once, not in time."""
    for child in node.children:
        child.parent = None
        _let_go(child)


def _leads_on(node: nodes.Node) -> bool:
    """Tell whether a node has a link whose address is another one in another folder."""
    return any(
        isinstance(each, written)
        or (isinstance(each, nodes.reference) and not urlsplit(each.get('refuri', '')).scheme)
        for each in _all_in(node)
    )


def _words(node: nodes.Node) -> str:
    """Return the words of a node that the search is to find."""
    if isinstance(node, nodes.Text | written):
        return node.astext()
    if 'no-search' in cast('nodes.Element', node)['classes']:
        return ''
    return ' '.join(map(_words, node.children))


def setup_written(app: Sphinx) -> None:
    """Register the leaf."""
    visit: Any = (visit_written_html, None)
    app.add_node(written, html=visit)
