"""Placeholders become nodes: cards, profiles, publications."""

from sphinx.application import Sphinx

from .builders import (
    LeaveOutScreenNodes,
    PrintAddresses,
    RawHtmlAsXml,
    TabsOneAfterAnother,
    UnlinkInManuals,
)
from .cards import render_cards
from .dated import DatedEntries
from .math import marked_nodes
from .mathml import to_mathml
from .parts import Parts, empty_list, line
from .placeholders import (
    FillLists,
    FillPlaceholders,
    make_last_parts,
    make_parts,
    render_publication_page,
    render_publications,
)
from .publications import STYLED_LISTS
from .remote_pictures import LinkRemotePictures
from .tabs import DropInvalidTabAria, NameTabs
from .words import count_text, entry_word, kind_title, label_text, page_title, project_type_name

__all__ = [
    'STYLED_LISTS', 'DatedEntries', 'Parts', 'count_text', 'empty_list', 'entry_word', 'kind_title',
    'label_text', 'line', 'make_last_parts', 'make_parts', 'marked_nodes', 'page_title',
    'project_type_name', 'render_cards', 'render_publication_page', 'render_publications',
    'setup', 'to_mathml',
]  # fmt: skip


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(NameTabs)
    for transform in (
        *(LinkRemotePictures, DropInvalidTabAria, FillPlaceholders, FillLists),
        *(LeaveOutScreenNodes, TabsOneAfterAnother, PrintAddresses, UnlinkInManuals, RawHtmlAsXml),
    ):
        app.add_post_transform(transform)
