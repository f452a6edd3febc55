"""Pages mended while they are read, so that nothing is lost: a title, an entry, a picture."""

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import index, pending_xref
from sphinx.transforms import SphinxTransform

from sphinx_folio.domains import folio_domain
from sphinx_folio.model import Subtype
from sphinx_folio.nodes import LIST_CLASS, ancestors, is_entry, line_of, make_timeline

from .directive import note_problem

_LINKS = (nodes.reference, pending_xref)
#: How deep nodes may stand in each other; Python gives up at about eight times as many.
_DEEPEST_NODE = 120
#: How many targets and index entries may stand in a row.
_LONGEST_ROW = 100
_IN_ROWS = (nodes.target, index)


class WrapStrayEntries(SphinxTransform):
    """Tell of an ``entry`` outside a timeline, and give it a list to stand in."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Wrap each stray entry, so that no word and no valid markup is lost."""
        for item in list(self.document.findall(nodes.list_item)):
            if not is_entry(item) or LIST_CLASS in item.parent['classes']:
                continue
            message = 'an entry directive stands outside a timeline; put "{timeline}" around it'
            note_problem(self.env, Subtype.PLACE, item.line or 1, message)
            item.replace_self(make_timeline('other', [item.deepcopy()]))


class AddMissingTitle(SphinxTransform):
    """Put the text of an untitled object page into a section under the object's name.

    Sphinx would otherwise complain of the page once for each page that links it.
    """

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Wrap the page; without a name either, tell what to write."""
        record = folio_domain(self.env).facts(self.env.docname).record
        if record is None or next(self.document.findall(nodes.section), None) is not None:
            return
        if not record.name:
            message = 'the page has no title; write "# Name" below the front matter'
            note_problem(self.env, Subtype.KEY, 1, message)
        title = record.name or record.id
        names = [nodes.fully_normalize_name(title)]
        section = nodes.section('', nodes.title('', title), names=names)
        section.source, section.line = self.document['source'], 1
        kept = (nodes.field_list, nodes.docinfo, nodes.comment)
        for child in list(self.document.children):
            if not isinstance(child, kept):
                self.document.remove(child)
                section.append(child)
        self.document.append(section)
        self.document.note_implicit_target(section)


class UnnestLinks(SphinxTransform):
    """Tell of a link within a link, which no page can hold, and keep its words."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Put the words of each inner link in its place."""
        for link in list(self.document.findall(_is_link)):
            if any(map(_is_link, ancestors(link))):
                message = 'a link stands within a link; write one of them'
                note_problem(self.env, Subtype.PLACE, line_of(link), message, link.source or '')
                link.parent.replace(link, nodes.inline('', '', *link.children))


def _is_link(node: nodes.Node) -> bool:
    return isinstance(node, _LINKS)


class TellOfLooseFootnotes(SphinxTransform):
    """Tell of a reference to no footnote, which no writer can write, and show its label."""

    default_priority = 900  # when all footnotes are known

    def apply(self, **kwargs: Any) -> None:
        """Put text in the place of each reference that leads nowhere."""
        for reference in list(self.document.findall(nodes.footnote_reference)):
            if 'refid' not in reference:
                text = reference.astext() or reference.rawsource or '[*]_'
                message = (
                    f'"{text}" leads to no footnote; write [^name], and a line that begins with '
                    '[^name]: below'
                )
                line, source = line_of(reference), reference.source or ''
                note_problem(self.env, Subtype.MARKUP, line, message, source)
                reference.replace_self(nodes.inline('', text))


class CutRows(SphinxTransform):
    """Cut many targets and index entries in a row, which Sphinx sorts again for each of them."""

    default_priority = 3

    def apply(self, **kwargs: Any) -> None:
        """Leave out what is too much of a row, and tell of it; none of it is shown."""
        for parent in list(self.document.findall(nodes.Element)):
            kept: list[nodes.Node] = []
            row = 0
            for child in parent.children:
                if not isinstance(child, nodes.system_message):  # of a name that is there twice
                    row = row + 1 if isinstance(child, _IN_ROWS) else 0
                if row <= _LONGEST_ROW:
                    kept.append(child)
                elif row == _LONGEST_ROW + 1 and isinstance(child, _IN_ROWS):
                    message = (
                        f'more than {_LONGEST_ROW} targets or index entries stand in a row; the '
                        'rest leads nowhere; write text between them'
                    )
                    note_problem(self.env, Subtype.BOUND, line_of(child), message)
            if len(kept) < len(parent.children):
                parent[:] = kept


class FlattenDeep(SphinxTransform):
    """Tell of what stands too deep to be walked through, and keep its words."""

    default_priority = 2

    def apply(self, **kwargs: Any) -> None:
        """Put the text of all that is too deep in its place; nothing here may recurse."""
        if 'large' in self.config.folio_allow:
            return
        level: list[nodes.Node] = [self.document]
        for _depth in range(_DEEPEST_NODE):
            level = [child for node in level for child in node.children if child.children]
            if not level:
                return
        message = 'markup stands too deep in other markup; take some out'
        line = next((node.line for node in level if node.line), 1)
        note_problem(self.env, Subtype.BOUND, line, message)
        for node in level:
            if isinstance(node, nodes.Element):
                text = '\n'.join(_texts(node))
                is_inline = isinstance(node, nodes.TextElement)
                node[:] = [nodes.Text(text) if is_inline else nodes.paragraph('', text)]


def _texts(node: nodes.Element) -> Iterator[str]:
    """Yield the texts below a node, in their order, however deep they are."""
    found: list[nodes.Node] = [node]
    while found:
        current = found.pop()
        if isinstance(current, nodes.Text):
            yield str(current)
        found += reversed(current.children)
