"""Pages mended while they are read, so that no word is lost: no title, an entry on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_folio.model import Problem, Subtype
from sphinx_folio.nodes import LIST_CLASS, is_entry, make_timeline

if TYPE_CHECKING:
    from sphinx_folio.domains import FolioDomain


class WrapStrayEntries(SphinxTransform):
    """Tell of an ``entry`` outside a timeline, and give it a list to stand in."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Wrap each stray entry, so that no word and no valid markup is lost."""
        for item in list(self.document.findall(nodes.list_item)):
            if not is_entry(item) or LIST_CLASS in item.parent['classes']:
                continue
            domain = cast('FolioDomain', self.env.domains['folio'])
            message = 'an entry directive stands outside a timeline; put "{timeline}" around it'
            docname = self.env.docname
            problem = Problem(Subtype.PLACE, docname, item.line or 1, message)
            domain.add_facts(docname, problems=[problem])
            item.replace_self(make_timeline('other', [item.deepcopy()]))


class AddMissingTitle(SphinxTransform):
    """Put the text of an untitled object page into a section under the object's name.

    Sphinx would otherwise complain of the page once for each page that links it.
    """

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Wrap the page; without a name either, tell what to write."""
        domain = cast('FolioDomain', self.env.domains['folio'])
        docname = self.env.current_document.docname
        record = domain.facts(docname).record
        if record is None or next(self.document.findall(nodes.section), None) is not None:
            return
        if not record.name:
            message = 'the page has no title; write "# Name" below the front matter'
            problem = Problem(Subtype.KEY, docname, 1, message)
            domain.add_facts(docname, problems=[problem])
        title = record.name or record.id
        section = nodes.section(
            '', nodes.title('', title), names=[nodes.fully_normalize_name(title)]
        )
        section.source, section.line = self.document['source'], 1
        kept = (nodes.field_list, nodes.docinfo, nodes.comment)
        for child in list(self.document.children):
            if not isinstance(child, kept):
                self.document.remove(child)
                section.append(child)
        self.document.append(section)
        self.document.note_implicit_target(section)
