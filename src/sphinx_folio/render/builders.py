"""What a document needs in builders that make no pages for a browser.

The nodes are the same for all builders. Here goes what only a screen has use for, and what a
writer would print wrongly or not at all.
"""

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_design.shared import is_component

from sphinx_folio.domains import folio_domain
from sphinx_folio.nodes import ancestors, bibtex_fold, cite_fold, phrase, screen_node
from sphinx_folio.shared import is_for_browsers
from sphinx_folio.util import xhtml

#: What e-books and help files can show too: readers unfold it without a script.
_UNFOLDED = (bibtex_fold, cite_fold)
_OUTSIDE = re.compile(r'(?:https?|mailto):', re.IGNORECASE)


class LeaveOutScreenNodes(SphinxPostTransform):
    """Take out what only a page for a browser has use for, and what is empty then."""

    default_priority = 250  # once links are resolved, before the documents for LaTeX (300)

    def run(self, **kwargs: Any) -> None:
        """Take it out of one document."""
        builder = folio_domain(self.env).builder
        if is_for_browsers(builder):
            return
        kept = _UNFOLDED if builder.format == 'html' else ()
        for node in list(self.document.findall(screen_node)):
            if isinstance(node, kept):
                continue
            empty: nodes.Element = node
            while len(empty.parent) == 1 and _is_removed_when_empty(empty.parent):
                empty = empty.parent
            empty.parent.remove(empty)
        if builder.name != 'gettext':
            self._leave_out_words_of_translators()

    def _leave_out_words_of_translators(self) -> None:
        """Leave nothing of what is for translators, as it is no element of docutils."""
        for words in list(self.document.findall(addnodes.translatable)):
            if isinstance(words, nodes.comment):
                words.parent.remove(words)
        for given in list(self.document.findall(phrase)):
            given.replace_self(given.children)


def _is_removed_when_empty(node: nodes.Element) -> bool:
    """Tell whether a node says nothing without content, and no link leads to it."""
    return isinstance(node, nodes.paragraph | nodes.container) and not node['ids']


class TabsOneAfterAnother(SphinxPostTransform):
    """Show tabs as headings with what stands under them, where nothing opens one."""

    default_priority = 190  # before sphinx-design makes buttons of them (200)
    formats = ('html',)

    def run(self, **kwargs: Any) -> None:
        """Replace the tabs of one document, those around others first."""
        if is_for_browsers(folio_domain(self.env).builder):
            return
        for tabs in list(self.document.findall(nodes.container)):
            if not is_component(tabs, 'tab-set'):
                continue
            level = 1 + sum(isinstance(around, nodes.section) for around in ancestors(tabs))
            for item in list(tabs.findall(nodes.container)):
                if not is_component(item, 'tab-item') or item.parent is not tabs:
                    continue
                for label in item.findall(nodes.rubric):
                    if label.parent is item:
                        label['heading-level'] = min(level, 6)
                        label['classes'] = []
                item['classes'] = []
                for content in item.findall(nodes.container):
                    if is_component(content, 'tab-content'):
                        content['classes'] = []
            tabs['classes'] = []
            del tabs['design_component']  # sphinx-design takes it for tabs no more


class RawHtmlAsXml(SphinxPostTransform):
    """Write the raw HTML of a page as XML, which the files of an e-book are."""

    default_priority = 900  # when all is made
    builders = ('epub',)

    def run(self, **kwargs: Any) -> None:
        """Rewrite what is HTML alone."""
        for raw in self.document.findall(nodes.raw):
            if 'html' in raw.get('format', '').split():
                raw[:] = [nodes.Text(xhtml(raw.astext()))]


class PrintAddresses(SphinxPostTransform):
    """Print the address of each link that Folio makes, of which plain text shows the words."""

    default_priority = 300
    formats = ('text',)

    def run(self, **kwargs: Any) -> None:
        """Write the address behind the words that do not say it."""
        for link in list(self.document.findall(nodes.reference)):
            uri = link.get('refuri', '')
            is_ours = any(
                name.startswith('folio-')
                for around in (link, *ancestors(link))
                if isinstance(around, nodes.Element)
                for name in around['classes']
            )
            address = re.sub('^mailto:', '', uri, flags=re.IGNORECASE)
            if is_ours and _OUTSIDE.match(uri) and address not in link.astext():
                link.replace_self([link, nodes.Text(f' <{address}>')])


class UnlinkInManuals(SphinxPostTransform):
    """Let links between pages be words in a manual page, which is one text.

    docutils 0.22 prints an empty address behind each (sphinx-doc/sphinx#14427).
    """

    default_priority = 300
    builders = ('man',)

    def run(self, **kwargs: Any) -> None:
        """Unlink what leads to a place within."""
        for link in list(self.document.findall(nodes.reference)):
            if not link.get('refuri', '').partition('#')[0]:
                link.replace_self(link.children)
