"""The one page of the builder ``singlehtml``: each id at one place, and links that lead there.

Pages that are joined have headings, notes and tabs of the same names. Sphinx 8.2 to 9.1 write
a link to a place on another page with two fragments (sphinx-doc/sphinx#14221), which leads
nowhere, but says of which page the place is.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_folio.nodes import by_document
from sphinx_folio.util import numbered

_BUILDER = 'singlehtml'
#: Attribute of the joined document: the id at each place, by its page and its id there.
_IDS = 'folio-ids'
_TWO_FRAGMENTS = re.compile(r'#document-(?P<page>[^#"]+)#(?P<id>[^#"]+)')


class OneIdEach(SphinxPostTransform):
    """Rename the ids of pages that a page before has, and lead links there."""

    default_priority = 900  # when all ids and links are made
    builders = (_BUILDER,)

    def run(self, **kwargs: Any) -> None:
        """Settle the ids of the joined document."""
        ids: dict[tuple[str, str], str] = {}
        taken: set[str] = set()
        places = list(by_document(self.document))
        home = f'#document-{self.config.root_doc}'  # which Sphinx makes no place for
        for node, docname in places:
            for number, old in enumerate(node['ids']):
                new = old
                if old in taken:
                    forms = numbered(f'{nodes.make_id(docname)}-{old}')
                    new = next(form for form in forms if form not in taken)
                    self._keep_number(node, docname, old)
                taken.add(new)
                node['ids'][number] = ids[docname, old] = new
        for node, docname in places:
            if 'refid' in node:
                node['refid'] = ids.get((docname, node['refid']), node['refid'])
            if 'backrefs' in node:
                node['backrefs'] = [ids.get((docname, name), name) for name in node['backrefs']]
            if 'refuri' in node:
                node['refuri'] = '#top' if node['refuri'] == home else _led(ids, node['refuri'])
        self.document[_IDS] = ids

    def _keep_number(self, node: nodes.Element, docname: str, old: str) -> None:
        """Keep the number of a section, which Sphinx's writer looks up by its id."""
        number = self.env.toc_secnumbers.get(docname, {}).get(f'#{old}')
        for title in node.findall(nodes.title):
            if number and title.parent is node:
                title['secnumber'] = number


def _led(ids: Mapping[tuple[str, str], str], text: str) -> str:
    """Return a text with addresses, each with the one fragment that it leads to."""
    return _TWO_FRAGMENTS.sub(
        lambda link: f'#{ids.get((link["page"], link["id"]), link["id"])}', text
    )


def mend_navigation(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Lead the links of the table of contents to their places, and show no form of the search.

    The one page has no search but that of the browser. Furo's form would ask a page that is
    not there; those of Sphinx are left out by their own templates.
    """
    if app.builder.name != _BUILDER:
        return
    context['sidebars'] = [name for name in context['sidebars'] if name != 'sidebar/search.html']
    if doctree is not None and _IDS in doctree:
        context['toc'] = _led(doctree[_IDS], context['toc'])
        context['toctree'] = partial(_toctree, doctree[_IDS], context['toctree'])


def _toctree(ids: Mapping[tuple[str, str], str], toctree: Callable[..., str], **wanted: Any) -> str:
    return _led(ids, toctree(**wanted))


def setup_one_page(app: Sphinx) -> None:
    """Mend the page before a theme takes its navigation (priority 500)."""
    app.add_post_transform(OneIdEach)
    app.connect('html-page-context', mend_navigation, priority=450)
