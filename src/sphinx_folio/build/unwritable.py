"""What cannot be written is shown as text, and told of, whatever the builder is.

Extensions make doctrees that a translator, or what prepares them for it, fails at. A page
is then written again with the words of what has failed.
"""

from __future__ import annotations

from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinx_folio.model import Subtype
from sphinx_folio.nodes import ancestors, line_of
from sphinx_folio.reading import fault
from sphinx_folio.shared import warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

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
    members = {'__module__': translator.__module__, 'note': staticmethod(note)}
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

    def __init__(self, document: nodes.document, builder: Any, *others: Any) -> None:
        super().__init__(document, builder, *others)  # type: ignore[call-arg]
        self._made_of = (document, builder, *others)
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
        failed = document if whole else _failed(error, document)
        env = self._made_of[1].env
        source = next(filter(None, (item.source for item in (failed, *ancestors(failed)))), '')
        docname = env.path2doc(source or document['source']) or env.config.root_doc
        line, message = line_of(failed), f'something cannot be written {fault(error)}'
        if (docname, line, message) not in self._told:
            self._told.add((docname, line, message))
            warn(Subtype.MARKUP, '%s', message, location=(docname, line))
            self.note(docname)
        _put_text(failed)


def _failed(error: Exception, document: nodes.document) -> Any:
    """Return the innermost node that was walked through when an error came."""
    walk = nodes.Node.walkabout.__code__
    frames = (frame for frame, _line in walk_tb(error.__traceback__) if frame.f_code is walk)
    failed: list[Any] = [frame.f_locals['self'] for frame in frames]
    return next((node for node in reversed(failed) if document in ancestors(node)), document)


def _put_text(failed: Any) -> None:
    """Put the text of a node in its place, or in that of the block that it is a part of."""
    if isinstance(failed, nodes.Element) and failed.get(_AS_TEXT):
        failed = failed.parent
    if isinstance(failed, nodes.document):
        text = failed.astext()
        failed[:] = [nodes.literal_block(text, text, language='none')]
        return
    parent = failed.parent
    if isinstance(parent, nodes.TextElement) and not isinstance(failed, nodes.Text):
        text = failed.astext()
        failed.replace_self(nodes.inline('', text, **{_AS_TEXT: True}))
        return
    while not isinstance(failed.parent, _HOLDERS):
        failed = failed.parent
    text = failed.astext()
    failed.replace_self(nodes.literal_block(text, text, language='none', **{_AS_TEXT: True}))
