"""Toctrees of folders that hold no page yet."""

from docutils.statemachine import StringList
from sphinx.addnodes import toctree
from sphinx.directives.other import TocTree, glob_re
from sphinx.util import docname_join
from sphinx.util.matching import patfilter


class FolderTocTree(TocTree):
    """The toctree of Sphinx, which takes an empty folder of `folio_folders` as it is.

    Sphinx would tell of a pattern that nothing matches, in a way that no setting silences.
    """

    def parse_content(self, toctree: toctree) -> None:
        """Read the entries but for patterns of such folders that nothing matches."""
        if toctree['glob']:
            kept = [line for line in self.content if not self._is_of_empty_folder(line)]
            self.content = StringList(kept, self.get_source_info()[0])
        super().parse_content(toctree)

    def _is_of_empty_folder(self, entry: str) -> bool:
        pattern = docname_join(self.env.current_document.docname, entry)
        around = (folder.strip('/') for folder in self.config.folio_folders)
        return (
            glob_re.match(entry) is not None
            and any(pattern.startswith(f'{folder}/') for folder in around)
            and not patfilter(self.env.found_docs - {self.env.current_document.docname}, pattern)
        )
