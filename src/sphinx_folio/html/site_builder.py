"""The builders of a website, which leave alone what they would only write as it is.

In each build, Sphinx reads the index of the search, and names all objects of a site in its
inventory, be there no page to write.
"""

import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from types import MappingProxyType
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.config import Config

from .search import SiteIndex


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of pages; the build tells it what is as before, when all are read."""

    #: Whether all that pages state is what the pages of the last build have shown.
    is_as_before = False
    #: Whether the objects that the search finds by their names are those of the last build.
    has_same_objects = False
    #: The pages without a source that the index of the search may have as they are.
    unchanged_pages: frozenset[str] = frozenset()

    #: The index that the last build has left, by its text, if it was read before it is needed.
    known_indexes: Mapping[str, Any] = MappingProxyType({})

    @property
    def _has_index(self) -> bool:
        return (self.outdir / self.searchindex_filename).is_file()

    def read_ahead(self) -> None:
        """Read the index of the search before it is needed."""
        if self.search and self._has_index:
            text = (self.outdir / self.searchindex_filename).read_text(encoding='utf-8')
            self.known_indexes = {text: self.indexer_format.loads(text)}

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the pages to write: all, where the index is gone that they are to be fed to."""
        if self.search and not self._has_index:
            yield from {*super().get_outdated_docs(), *self.env.found_docs}
            return
        settled = self._time_of_settings()
        if settled is not None:
            templates = self.templates.newest_template_mtime()
            if templates <= settled:  # otherwise Sphinx tells of it
                yield from self._older_than_sources(templates)
                return
        yield from super().get_outdated_docs()

    def _time_of_settings(self) -> float | None:
        """Return when the settings were noted, if they are as they were.

        The builder of another extension may have a way of its own to find what is out of date.
        """
        own = getattr(super().get_outdated_docs, '__func__', None)
        if own is not StandaloneHTMLBuilder.get_outdated_docs:
            return None
        path = self.outdir / '.buildinfo'
        try:
            is_same = type(self.build_info).load(path) == self.build_info
            return path.stat().st_mtime if is_same else None
        except (OSError, ValueError):  # of which Sphinx tells
            return None

    def _older_than_sources(self, templates: float) -> Iterator[str]:
        """Yield the pages that are older than their files or than a template, or not there.

        Sphinx makes two paths for each page to find the same, which takes twice as long.

        :param templates: when the newest template was changed, in seconds.
        """
        folder = str(self.srcdir)
        known, file_of = self.env.all_docs, partial(self.env.project.doc2path, absolute=False)
        for docname in self.env.found_docs:
            try:
                changed = os.stat(f'{folder}/{file_of(docname)}').st_mtime  # noqa: PTH116
            except OSError:  # it is gone
                continue
            try:
                written = os.stat(self.get_output_path(docname)).st_mtime  # noqa: PTH116
            except OSError:
                written = 0
            if docname not in known or max(changed, templates) > written:
                yield docname

    def load_indexer(self, docnames: AbstractSet[str]) -> None:
        """Read what the index says of all but *docnames*, unless it stays as it is."""
        stays = self.is_as_before and not docnames and self._has_index
        # its language is asked for in any case
        if self.indexer is not None and not stays:
            self.indexer = SiteIndex.made_of(
                self.indexer,
                self.env,
                self.unchanged_pages,
                known=self.known_indexes,
                has_same_objects=self.has_same_objects,
            )
            super().load_indexer(docnames)

    def dump_search_index(self) -> None:
        """Write the index, if it was read."""
        if isinstance(self.indexer, SiteIndex):
            super().dump_search_index()

    def dump_inventory(self) -> None:
        """Write the inventory, unless it is there and would be the same."""
        if not (self.is_as_before and (self.outdir / INVENTORY_FILENAME).is_file()):
            super().dump_inventory()


def take_place(app: Sphinx, config: Config) -> None:
    """Build on the builders that there are, which may be those of other extensions."""
    known = app.registry.builders
    for name in ('html', 'dirhtml'):
        if issubclass(known[name], StandaloneHTMLBuilder):
            app.add_builder(
                type(SiteBuilder.__name__, (SiteBuilder, known[name]), {}), override=True
            )


def setup_site_builders(app: Sphinx) -> None:
    """Take their place once all extensions are set up."""
    app.connect('config-inited', take_place, priority=900)
