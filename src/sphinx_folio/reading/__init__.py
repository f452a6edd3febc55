"""A page becomes its facts: front matter, directives, timelines, images, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .directive import choices_of, entry_types, ids, positive_number, years
from .images import find_mended
from .links import find_outdated, ignore_hidden_toctree_entries, purge_hidden, settle_labels
from .listings import Listing, People, Profile, Projects, Publications, Topics
from .pages import expected_kind, keep_front_matter, keep_text_facts, read_page
from .repairs import AddMissingTitle, DecodePictureNames, WrapStrayEntries
from .timelines import Entry, Timeline, keep_timeline

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    'Listing', 'choices_of', 'entry_types', 'expected_kind', 'ids', 'ignore_hidden_toctree_entries',
    'positive_number', 'read_page', 'settle_labels', 'setup', 'years',
]  # fmt: skip


def setup(app: Sphinx) -> None:
    """Register the directives, and watch every page as it is read."""
    app.connect('env-get-outdated', find_outdated)
    app.connect('env-get-outdated', find_mended)
    app.connect('env-purge-doc', purge_hidden, priority=400)  # before Sphinx forgets the rest
    app.connect('source-read', keep_front_matter)
    # after Sphinx's collectors, which find the title; an entry's page must have its record
    app.connect('doctree-read', keep_text_facts, priority=600)
    app.connect('doctree-read', keep_timeline, priority=610)
    app.add_transform(AddMissingTitle)
    app.add_transform(DecodePictureNames)
    app.add_transform(WrapStrayEntries)
    for directive in (Profile, People, Projects, Topics, Publications, Timeline, Entry):
        app.add_directive_to_domain('folio', directive.__name__.lower(), directive)
