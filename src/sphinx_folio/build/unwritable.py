"""What cannot be written is shown as text, and told of, whatever the builder is.

Extensions make doctrees that a translator, or what prepares them for it, fails at. A page
is then written again with the words of what has failed.
"""

from collections.abc import Callable, Sequence
from traceback import walk_tb
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_folio.model import Subtype
from sphinx_folio.reading import fault
from sphinx_folio.shared import warn

#: Places of one page that may fail; then all of it is shown as text.
_MOST_FAULTS = 50
#: What may hold a block of text in the place of another block.
_HOLDERS = (
    nodes.document, nodes.section, nodes.list_item, nodes.entry, nodes.block_quote,
    nodes.container, nodes.Admonition, nodes.definition, nodes.field_body,
    addnodes.desc_content, addnodes.start_of_file,
)  # fmt: skip
_AS_TEXT = 'folio_as_text'


def guard_translator(app: Sphinx, note: Callable[[str], None]) -> None:
    """Let the translator of a builder survive what it cannot write.

    :param note: called with the document of each failure, in the process that writes it.
    """
    try:
        translator = app.registry.get_translator_class(app.builder)
    except AttributeError:
        return  # a builder that writes no doctrees
    members = {'__module__': translator.__module__, 'note': staticmethod(note), 'site': app.env}
    guarded = type(translator.__name__, (Guarded, translator), members)
    app.set_translator(app.builder.name, guarded, override=True)


def guard_transforms(app: Sphinx, note: Callable[[str], None]) -> None:
    """Let a page be written that a transform fails at, after all pages are read.

    :param note: called with the document of each failure, in the process that writes it.
    """
    registered = app.registry.get_post_transforms()
    members = {'note': staticmethod(note)}
    registered[:] = [
        type(item.__name__, (Tried, item), members | {'__module__': item.__module__})
        for item in registered
    ]


class Tried:
    """A transform that leaves a page as it is when it fails; mixed into that of an extension."""

    note: Any
    env: BuildEnvironment
    document: nodes.document

    def apply(self, **options: Any) -> None:
        """Apply the transform, or tell why not."""
        try:
            super().apply(**options)  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001  (of any extension, and any kind)
            docname = self.env.docname
            message = f'something cannot be prepared for writing {fault(error)}'
            warn(Subtype.MARKUP, '%s', message, location=(docname, 1))
            self.note(docname)


class Guarded:
    """A translator that begins anew when it fails; mixed into that of a builder."""

    note: Any
    site: BuildEnvironment

    def __init__(self, *made_of: Any) -> None:
        super().__init__(*made_of)
        self._made_of = made_of
        self._is_within = False
        self._told: set[tuple[str, int, str]] = set()

    def visit_document(self, node: nodes.document) -> None:
        """Write a whole document."""
        if self._is_within:
            super().visit_document(node)  # type: ignore[misc]
            return
        begin: Any = type(self)
        for number in range(_MOST_FAULTS + 1):
            self._is_within = True
            try:
                node.walkabout(self)  # type: ignore[arg-type]
                break
            except Exception as error:
                if number == _MOST_FAULTS:
                    raise
                self._leave_out(node, error, whole=number == _MOST_FAULTS - 1)
                told = self._told
                begin.__init__(self, *self._made_of)
                self._told = told
        raise nodes.SkipNode

    def _leave_out(self, document: nodes.document, error: Exception, *, whole: bool) -> None:
        """Tell of what has failed, and put its text in its place."""
        way = _way_to_failure(document, error)[: 1 if whole else None]
        docname, line = _place(way, self.site)
        message = f'something cannot be written {fault(error)}'
        if (docname, line, message) not in self._told:
            self._told.add((docname, line, message))
            warn(Subtype.MARKUP, '%s', message, location=(docname, line))
            self.note(docname)
        _put_text(way)


def _way_to_failure(document: nodes.document, error: Exception) -> list[nodes.Element]:
    """Return the nodes from a document down to the one that was walked through in vain.

    Of a document that is put together of pages, the nodes do not know what is around them.
    """
    walk = nodes.Node.walkabout.__code__
    walked = [
        frame.f_locals['self']
        for frame, _line in walk_tb(error.__traceback__)
        if frame.f_code is walk
    ]
    way: list[nodes.Element] = [document]
    for node in walked[1:]:
        if isinstance(node, nodes.Text) or all(node is not child for child in way[-1].children):
            break
        way.append(node)
    return way


def _place(way: Sequence[nodes.Element], env: BuildEnvironment) -> tuple[str, int]:
    """Return the page that the last of some nodes is a part of, and its line."""
    docname, line = '', 0
    for node in reversed(way):
        line = line or node.line or 0
        docname = docname or node.get('docname') or env.path2doc(node.source or '') or ''
        if docname and line:
            break
        if isinstance(node, addnodes.start_of_file):
            break  # what is around it is of another page
    return docname or env.path2doc(way[0]['source']) or env.config.root_doc, line or 1


def _put_text(way: list[nodes.Element]) -> None:
    """Put the text of a node in its place, or in that of the block that it is a part of."""
    *around, failed = way
    if around and failed.get(_AS_TEXT):
        *around, failed = around
    if around and isinstance(around[-1], nodes.TextElement):
        text = failed.astext()
        instead: nodes.Element = nodes.inline('', text)
    else:
        while around and not isinstance(around[-1], _HOLDERS):
            *around, failed = around
        text = failed.astext()
        instead = nodes.literal_block(text, text, language='none')
    if not around:
        failed[:] = [instead]
        return
    instead[_AS_TEXT] = True
    children = around[-1].children
    around[-1][next(number for number, child in enumerate(children) if child is failed)] = instead
