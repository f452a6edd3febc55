"""Tabs of sphinx-design that a link can lead to, under ids that stay.

sphinx-design opens the tab that an address names, or that holds what the address names,
but gives its tabs numbers, which change when a tab is added before them.
"""

import itertools
import re
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_design.shared import is_component
from sphinx_design.tabs import sd_tab_label

from sphinx_folio.util import numbered

_NO_WORD = re.compile(r'[^\w-]+')


class NameTabs(SphinxTransform):
    """Give each tab an id made of its label, unless the author has given it a name."""

    default_priority = 750  # after all other ids are given, before MyST resolves links (879)

    def apply(self, **kwargs: Any) -> None:
        """Name the tabs of one page, from the top."""
        taken = self.document.ids
        rubrics = self.document.findall(nodes.rubric)
        labels = (node for node in rubrics if is_component(node.parent, 'tab-item'))
        for number, label in enumerate(labels, 1):
            if label['ids']:
                continue
            text = label.astext()
            base = nodes.make_id(text) or _NO_WORD.sub('-', text.lower()).strip('-')
            base = base or f'tab-{number}'
            # a heading may have taken some of them
            forms = itertools.chain([base], numbered(f'{base}-tab'))
            name = next(form for form in forms if form not in taken)
            label['ids'].append(name)
            taken[name] = label
            self._let_links_find(name, text, label.line or 0)

    def _let_links_find(self, name: str, text: str, line: int) -> None:
        """Note a tab among the headings that Markdown links such as ``[…](#about)`` find."""
        slugs: dict[str, tuple[int, str, str]] | None = getattr(self.document, 'myst_slugs', None)
        if slugs is not None and name not in slugs:
            slugs[name] = (line, name, text)
            self.env.metadata[self.env.current_document.docname]['myst_slugs'] = slugs


class DropInvalidTabAria(SphinxPostTransform):
    """Take from labels what HTML does not allow there.

    "The aria-controls attribute must not be used on any label element that is associated
    with a labelable element" (ARIA in HTML); the radio button in front of it is the control.
    """

    default_priority = 210  # after sphinx-design has made them (200)
    formats = ('html',)

    def run(self, **kwargs: Any) -> None:
        """Mend the labels of one page."""
        for label in self.document.findall(sd_tab_label):
            label.attributes.pop('aria_controls', None)
