"""Citations by sphinxcontrib-bibtex's roles, led to the one anchor of each entry.

The cite domain resolves a role to a ``{bibliography}`` directive's entry. Folio hands it
its own lists in the same form, so that its roles and styles work unchanged, and keeps it
from looking at all citations of the site for each role.
"""

import ast
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

from docutils import nodes
from pybtex.database import BibliographyData
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.bibfile import BibData, BibFile
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.directives import BibliographyKey, BibliographyValue
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.roles import CiteRole

from sphinx_folio.bib import BibliographyCache, citation_targets, cited_keys
from sphinx_folio.graph import Site
from sphinx_folio.model import Problem, Subtype
from sphinx_folio.util import numbered

from .folio import folio_domain

_BACKENDS = 'pybtex.backends'


class GuardedCiteRole(CiteRole):
    """sphinxcontrib-bibtex's role, which a malformed text must not stop."""

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: Any,
        is_ref: bool,  # noqa: FBT001  (Sphinx's signature)
    ) -> Any:
        """Return the pending citation, or the text as it stands with a problem noted."""
        if citation_targets(self.target):
            noted: Any = super()
            return noted.result_nodes(document, env, node, is_ref)
        domain = folio_domain(env)
        message = (
            f'"{self.target}" is no citation; write keys apart by commas, '
            'such as {cite:p}`doe2024,roe2025`'
        )
        docname = env.current_document.docname
        problem = Problem(Subtype.REFERENCE, docname, node.line or 1, message)
        domain.add_facts(docname, problems=[problem])
        return [nodes.inline('', self.target)], []


class ListCitations(NamedTuple):
    """Citations of the entries that stand on Folio's lists, as the cite domain has them."""

    #: The label of each citation key.
    labels: dict[str, str]
    citations: tuple[Citation, ...]
    #: The lists that they lead to; no `bibliography` directive is theirs.
    lists: dict[BibliographyKey, BibliographyValue]


def make_citations(cite: BibtexDomain, cited: set[str], site: Site) -> ListCitations:
    """Return a citation for each of the keys in *cited* that a Folio list anchors.

    An entry that a ``{bibliography}`` directive lists keeps the citation of that one.
    """
    own = {citation.key for citation in cite.citations}
    keys = [key for key in sorted(cited) if key in site.anchors and key not in own]
    entries = [cite.bibdata.data.entries[key] for key in keys]
    style = find_plugin('pybtex.style.formatting', cite.env.config.bibtex_default_style)()
    ordered = style.sort(entries)
    labels = {
        entry.key: label for entry, label in zip(ordered, style.format_labels(ordered), strict=True)
    }
    listed = _empty_bibliography()
    citations = []
    for key, entry in zip(keys, entries, strict=True):
        docname, number = site.anchors[key]
        publication = site.graph.publications[key]
        parts = (publication.title, publication.venue, publication.dated)
        summary = f'{". ".join(filter(None, parts))}.'
        formatted = FormattedEntry(key, Text(summary), labels[key])
        citation = Citation(
            citation_id=site.ids[key],
            bibliography_key=BibliographyKey(docname, f'folio-{number}'),
            key=key,
            entry=entry,
            formatted_entry=formatted,
            tooltip_entry=formatted if cite.env.config.bibtex_tooltips else None,
        )
        citations.append(citation)
    lists = {citation.bibliography_key: listed for citation in citations}
    return ListCitations(labels, tuple(citations), lists)


def _empty_bibliography() -> BibliographyValue:
    """Return a bibliography that itself adds no entry."""
    return BibliographyValue(
        line=0,
        bibfiles=[],
        style='plain',
        list_='citation',
        enumtype='arabic',
        start=1,
        labelprefix='',
        keyprefix='',
        filter_=ast.parse('False'),
        citation_nodes={},
        keys=[],
    )


class DropUnknownCitations(SphinxPostTransform):
    """Leave unknown keys, already reported, as text; let the rest be resolved."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Rewrite each citation role that names an unknown key."""
        cite: Any = self.env.domains['cite']
        for node in list(self.document.findall(pending_xref)):
            if node['refdomain'] != 'cite':
                continue
            targets = citation_targets(node['reftarget'])
            kept = [part for part in targets if cite.knows(part.key)]
            if not kept:
                text = ', '.join(part.key for part in targets)
                node.replace_self(nodes.inline('', f'[{text}]'))
            elif len(kept) < len(targets):
                node['reftarget'] = ','.join(_written(part) for part in kept)


def _written(part: CitationTarget) -> str:
    before = f'{{{part.pre}}}' if part.pre else ''
    after = f'{{{part.post}}}' if part.post else ''
    return f'{before}{part.key}{after}'


def setup_citations(app: Sphinx) -> None:
    """Guard the roles of the cite domain and the resolution of their keys."""
    # otherwise pybtex looks through all installed packages for it at each citation
    register_plugin(_BACKENDS, 'plaintext', find_plugin(_BACKENDS, 'plaintext'), force=True)
    for name in BibtexDomain.roles:
        app.add_role_to_domain('cite', name, GuardedCiteRole(), override=True)
    app.add_role('cite', GuardedCiteRole(), override=True)
    app.add_post_transform(DropUnknownCitations)


class ShelvedData(BibData):
    """The entries of the bibliography, which are read from the cache when asked for."""

    def __new__(
        cls, encoding: str, bibfiles: dict[Path, BibFile], shelf: BibliographyCache
    ) -> Self:
        """Take the place of a `BibData` that has its entries at hand."""
        made = super().__new__(cls, encoding, bibfiles, BibliographyData())
        made.shelf = shelf
        return made

    shelf: BibliographyCache

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
        #: The citations of Folio's lists, with the site that they are of.
        self._of_lists: tuple[Site | None, ListCitations] = (None, ListCitations({}, (), {}))
        #: All citations by their keys, with the number that there are.
        self._index: tuple[int, dict[str, list[tuple[int, Citation]]]] = (0, {})
        self._narrowed: list[Citation] | None = None

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
        """The citations of ``{bibliography}``; while a role is resolved, those it names."""
        return self._citations if self._narrowed is None else self._narrowed

    @property
    def bibliographies(self) -> dict[BibliographyKey, BibliographyValue]:
        """The lists of ``{bibliography}``; while a role is resolved, all lists."""
        bibliographies: dict[BibliographyKey, BibliographyValue] = self.data['bibliographies']
        if self._narrowed is None:
            return bibliographies
        return {**bibliographies, **self.list_citations().lists}

    def list_citations(self) -> ListCitations:
        """Return the citations of the entries on Folio's lists, made once for a build."""
        folio = folio_domain(self.env)
        if self._of_lists[0] is not folio.site:
            references = (item for facts in folio.pages.values() for item in facts.references)
            cited = {item.id for item in references if item.kind == 'publication'}
            self._of_lists = (folio.site, make_citations(self, cited, folio.site))
            self._index = (0, {})
        return self._of_lists[1]

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
        contnode: nodes.Element,
    ) -> Any:
        """Return the references that a citation role becomes."""
        index = self._by_key()
        named = (item for key in {*cited_keys(target)} for item in index.get(key, ()))
        self._narrowed = [found for _number, found in sorted(named, key=itemgetter(0))]
        try:
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        finally:
            self._narrowed = None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> Any:
        """Resolve ``[text](#key)``, but for an entry on a list of Folio, whose domain does."""
        found = self._by_key().get(target)
        if found is None or target in folio_domain(env).site.anchors:
            return []
        if not node.get('refexplicit'):
            return super().resolve_any_xref(env, fromdocname, builder, target, node, contnode)
        citation = found[0][1]
        place = citation.bibliography_key.docname, citation.citation_id
        return [('cite:p', make_refnode(builder, fromdocname, *place, contnode))]

    def knows(self, key: str) -> bool:
        """Tell whether a citation of *key* leads somewhere."""
        return key in self._by_key()

    def _by_key(self) -> dict[str, list[tuple[int, Citation]]]:
        of_lists = self.list_citations().citations
        count = len(self._citations) + len(of_lists)
        if self._index[0] != count:
            by_key: dict[str, list[tuple[int, Citation]]] = {}
            for number, citation in enumerate([*self._citations, *of_lists]):
                by_key.setdefault(citation.key, []).append((number, citation))
            self._index = (count, by_key)
        return self._index[1]


def make_ids(keys: Iterable[str]) -> dict[str, str]:
    """Return a permanent id for each citation key: the key, as far as an id may hold it."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(keys, key=lambda key: (nodes.make_id(key) != key, key)):
        forms = numbered(nodes.make_id(key) or nodes.make_id(f'entry-{key}'))
        ids[key] = next(form for form in forms if form not in taken)
        taken.add(ids[key])
    return ids
