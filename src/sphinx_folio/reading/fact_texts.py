"""Texts of the front matter that translators find in the catalogue of a page.

Sphinx takes them out of a page, and puts their translations into it, as it does with the text
of the page: each stands in the doctree, as a node that no writer shows.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from sphinx_folio.domains import folio_domain
from sphinx_folio.model import Affiliation, Member, Record

#: The keys of each kind whose values are words of a language. The name of a person is not
#: translated, as it says whose papers are theirs.
_KEYS = {
    'person': (
        'pronouns', 'role', 'affiliation', 'location', 'status', 'summary', 'next', 'fields',
    ),
    'project': ('name', 'summary', 'people', 'funding'),
    'topic': ('name', 'summary', 'aliases'),
    'entry': ('name', 'summary', 'type', 'people', 'organisation', 'place'),
}  # fmt: skip


class fact_text(nodes.comment, addnodes.translatable):
    """A text as the page has it, ``said``, and as it is to be shown, ``shown``."""

    def preserve_original_messages(self) -> None:
        """Keep the text, which is never written over."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Keep its translation."""
        self['shown'] = translated_message

    def extract_original_messages(self) -> list[str]:
        """Return the text."""
        return [self['said']]


def with_texts(record: Record, say: Callable[[str], str]) -> Record:
    """Return a record with what *say* makes of each of its texts."""
    shown = {name: _said(getattr(record, name), say) for name in _KEYS.get(record.kind, ())}
    return replace(record, **shown)


def _said(value: Any, say: Callable[[str], str]) -> Any:
    match value:
        case str():
            return say(value) if value else value
        case Affiliation():
            return replace(value, name=say(value.name), department=_said(value.department, say))
        case Member():
            return replace(value, role=_said(value.role, say))
    return tuple(_said(item, say) for item in value)


class AddFactTexts(SphinxTransform):
    """Put the texts of the front matter into the doctree, before Sphinx translates it."""

    default_priority = 5

    def apply(self, **_options: Any) -> None:
        """Add a node for each text, once."""
        record = folio_domain(self.env).facts(self.env.docname).record
        if record is None:
            return
        texts: list[str] = []

        def note(text: str) -> str:
            texts.append(text)
            return text

        with_texts(record, note)
        for text in dict.fromkeys(texts):
            node = fact_text('', said=text, shown=text)
            node.source, node.line = str(self.env.doc2path(self.env.docname)), 1
            self.document.append(node)


def translated(record: Record, doctree: nodes.document) -> Record:
    """Return a record in the language in which its page is shown."""
    words = {node['said']: node['shown'] for node in doctree.findall(fact_text)}
    return with_texts(record, lambda text: words.get(text, text))


def setup_fact_texts(app: Sphinx) -> None:
    """Register the node, which every writer passes over, and what adds it."""
    app.add_node(fact_text)
    app.add_transform(AddFactTexts)
