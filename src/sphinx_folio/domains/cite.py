"""Citations by sphinxcontrib-bibtex's roles, led to the one anchor of each entry.

The cite domain resolves a role to a ``{bibliography}`` directive's entry. Folio hands it
its own lists in the same form, so that its roles and styles work unchanged, and keeps it
from looking at all citations of the site for each role.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self, cast

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

from sphinx_folio.bib import BibliographyCache, citation_targets, cited_keys, values_of
from sphinx_folio.model import Problem, Subtype
from sphinx_folio.util import numbered

from .folio import folio_domain
from .reference_style import labels_of, register_styles

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


#: Stands for each of Folio's lists; no `bibliography` directive is theirs.
_LISTED = BibliographyValue(
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
        cite = cite_domain(self.env)
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
    register_styles()
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
        #: Each citation by its key, with its number, for the labels that it was made with.
        self._known: tuple[Mapping[str, str], dict[str, list[tuple[int, Citation]]]] = ({}, {})
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
        """The lists of ``{bibliography}``; while a role is resolved, those it leads to too."""
        bibliographies: dict[BibliographyKey, BibliographyValue] = self.data['bibliographies']
        if self._narrowed is None:
            return bibliographies
        lists = (citation.bibliography_key for citation in self._narrowed)
        return {**dict.fromkeys(lists, _LISTED), **bibliographies}

    def find_labels(self) -> dict[str, str]:
        """Return the label of each entry that is cited and that Folio has a place for.

        An entry that a ``{bibliography}`` directive lists keeps the citation of that one.
        """
        folio = folio_domain(self.env)
        references = (item for facts in folio.pages.values() for item in facts.references)
        cited = {item.id for item in references if item.kind == 'publication'}
        cited.difference_update(citation.key for citation in self._citations)
        keys = [key for key in sorted(cited) if key in folio.site.targets]
        style = find_plugin('pybtex.style.formatting', self.env.config.bibtex_default_style)
        return labels_of(folio.bibliography, keys, style)

    def stated(self) -> Iterator[tuple[str, ...]]:
        """Yield document, key and all that is shown of each citation of ``{bibliography}``."""
        for citation in self._citations:
            yield (
                citation.bibliography_key.docname,
                citation.key,
                citation.citation_id,
                str(values_of(citation.entry)),
                *(
                    f'{shown.label} {shown.text}'
                    for shown in (citation.formatted_entry, citation.tooltip_entry)
                    if shown
                ),
            )

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
        named = (item for key in {*cited_keys(target)} for item in self._citations_of(key))
        in_order = sorted(named, key=lambda item: (item[0], item[1].key))
        self._narrowed = [citation for _number, citation in in_order]
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
        found = self._citations_of(target)
        if not found or target in folio_domain(env).site.targets:
            return []
        if not node.get('refexplicit'):
            return super().resolve_any_xref(env, fromdocname, builder, target, node, contnode)
        citation = found[0][1]
        place = citation.bibliography_key.docname, citation.citation_id
        return [('cite:p', make_refnode(builder, fromdocname, *place, contnode))]

    def knows(self, key: str) -> bool:
        """Tell whether a citation of *key* leads somewhere."""
        labels, known = self._by_key()
        return key in labels or bool(known.get(key))

    def _by_key(self) -> tuple[Mapping[str, str], dict[str, list[tuple[int, Citation]]]]:
        """Return the labels of entries on Folio's lists, and the citations by their keys."""
        labels = folio_domain(self.env).citation_labels
        if self._known[0] is not labels:
            self._known = (labels, {})
            for number, citation in enumerate(self._citations):
                self._known[1].setdefault(citation.key, []).append((number, citation))
        return self._known

    def _citations_of(self, key: str) -> list[tuple[int, Citation]]:
        """Return the citations that a role of *key* may lead to, with their numbers."""
        labels, known = self._by_key()
        if key not in known:
            number = len(self._citations)
            known[key] = [(number, self._listed(key, labels[key]))] if key in labels else []
        return known[key]

    def _listed(self, key: str, label: str) -> Citation:
        """Return the citation of an entry that stands on one of Folio's lists."""
        site = folio_domain(self.env).site
        docname, anchor = site.targets[key]
        publication = site.graph.publications[key]
        parts = (publication.title, publication.venue, publication.dated)
        formatted = FormattedEntry(key, Text(f'{". ".join(filter(None, parts))}.'), label)
        return Citation(
            citation_id=anchor,
            bibliography_key=BibliographyKey(docname, 'folio'),
            key=key,
            entry=self.bibdata.data.entries[key],
            formatted_entry=formatted,
            tooltip_entry=formatted if self.env.config.bibtex_tooltips else None,
        )


def cite_domain(env: BuildEnvironment) -> CiteDomain:
    """Return the domain of citations of a site's environment."""
    return cast('CiteDomain', env.domains['cite'])


#: What docutils takes as an id as it stands, which most keys are.
_IS_ID = re.compile('[a-z](-?[a-z0-9]+)*')


def make_ids(keys: Iterable[str]) -> dict[str, str]:
    """Return a permanent id for each citation key: the key, as far as an id may hold it."""
    bases = {key: key if _IS_ID.fullmatch(key) else nodes.make_id(key) for key in keys}
    ids = {key: key for key, base in bases.items() if base == key}
    taken = set(ids)
    for key in sorted(bases.keys() - ids.keys()):
        forms = numbered(bases[key] or nodes.make_id(f'entry-{key}'))
        ids[key] = next(form for form in forms if form not in taken)
        taken.add(ids[key])
    return ids
