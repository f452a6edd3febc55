"""The domain of sphinxcontrib-bibtex, which must not look at all citations for each one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pybtex.database import BibliographyData
from sphinxcontrib.bibtex.bibfile import BibData
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation

from .citations import cited_keys

if TYPE_CHECKING:
    from pathlib import Path

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.bibfile import BibFile
    from sphinxcontrib.bibtex.directives import BibliographyKey, BibliographyValue

    from .shelf import Shelf


class ShelvedData(BibData):
    """The entries of the bibliography, which are read from the shelf when asked for."""

    def __new__(cls, encoding: str, bibfiles: dict[Path, BibFile], shelf: Shelf) -> Self:
        """Take the place of a `BibData` that has its entries at hand."""
        made = super().__new__(cls, encoding, bibfiles, BibliographyData())
        made.shelf = shelf
        return made

    shelf: Shelf

    @property
    def data(self) -> BibliographyData:
        """All sound entries."""
        return self.shelf.entries


class CiteDomain(BibtexDomain):
    """The cite domain, whose entries and citations are not part of the environment."""

    data_version = BibtexDomain.data_version + 100  # what it stores is not the same

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._bibdata: BibData | None = None
        self._citations: list[Citation] = []
        self._index: dict[str, list[tuple[int, Citation]]] = {}
        #: The list that the index is of, and how long it was.
        self._indexed: tuple[list[Citation], int] = ([], 0)
        self._narrowed: list[Citation] | None = None
        #: The lists of Folio that citations lead to; no `bibliography` directive is theirs.
        self._lists: dict[BibliographyKey, BibliographyValue] = {}

    @property
    def bibdata(self) -> BibData:
        """The entries of the bibliography."""
        found: BibData = self.data['bibdata']
        return self._bibdata or found

    def shelve(self) -> None:
        """Take the entries out of the data that Sphinx stores."""
        self._bibdata = self.data['bibdata']
        self.data['bibdata'] = self.initial_data['bibdata']

    @property
    def citations(self) -> list[Citation]:
        """All citations of the site; while a role is resolved, those that it names."""
        return self._citations if self._narrowed is None else self._narrowed

    @property
    def bibliographies(self) -> dict[BibliographyKey, BibliographyValue]:
        """The lists of the `bibliography` directive; while a role is resolved, all lists."""
        found: dict[BibliographyKey, BibliographyValue] = self.data['bibliographies']
        return found if self._narrowed is None else {**found, **self._lists}

    def add_citation(self, citation: Citation, listed: BibliographyValue) -> None:
        """Let citations of a key lead to a list that this domain does not make."""
        self._citations.append(citation)
        self._lists[citation.bibliography_key] = listed

    def clear_doc(self, docname: str) -> None:
        """Forget what *docname* cites and lists; its citations are found anew anyway."""
        super().clear_doc(docname)
        self.data['citations'] = []

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Any:
        """Return the references that a citation role becomes."""
        index = self._by_key()
        named = {key for key in cited_keys(target) if key in index}
        self._narrowed = [
            found
            for _, found in sorted(
                (item for key in named for item in index[key]), key=lambda item: item[0]
            )
        ]
        try:
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        finally:
            self._narrowed = None

    def knows(self, key: str) -> bool:
        """Tell whether a citation of *key* leads somewhere."""
        return key in self._by_key()

    def _by_key(self) -> dict[str, list[tuple[int, Citation]]]:
        folio: Any = self.env.domains['folio']
        _ = folio.site  # which tells this domain of its citations, once they are asked for
        citations = self._citations
        known, length = self._indexed
        if known is not citations or length != len(citations):
            self._index = {}
            for place, citation in enumerate(citations):
                self._index.setdefault(citation.key, []).append((place, citation))
            self._indexed = (citations, len(citations))
        return self._index
