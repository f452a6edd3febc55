"""A title for a page that has none: its object's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .model import Problem
from .warnings import Subtype

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .domain import FolioDomain


class TitlePage(SphinxTransform):
    """Put the text of an untitled object page into a section under the object's name.

    Sphinx would otherwise complain of the page once for each page that links it.
    """

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Wrap the page; without a name either, tell what to write."""
        domain = cast('FolioDomain', self.env.domains['folio'])
        docname = self.env.current_document.docname
        record = domain.records.get(docname)
        if record is None or next(self.document.findall(nodes.section), None) is not None:
            return
        if not record.name:
            message = 'the page has no title; write "# Name" below the front matter'
            problem = Problem(Subtype.KEY.value, docname, 1, message)
            domain.note_problems(docname, [problem])
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


def setup_titles(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(TitlePage)
