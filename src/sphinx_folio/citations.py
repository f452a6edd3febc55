"""Citations by sphinxcontrib-bibtex's roles, led to the one anchor of each entry.

The cite domain resolves a role to a ``{bibliography}`` directive's entry. Folio tells it
of its own lists in the same form, so that its roles and styles work unchanged.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey, BibliographyValue
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.roles import CiteRole

from .model import Problem
from .warnings import Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .model import Publication
    from .views import Site


#: What a `model.Reference` made by a citation role calls its source.
CITATION = 'a citation'
_BACKENDS = 'pybtex.backends'


def cited_keys(target: str) -> list[str]:
    """Return the citation keys of a role's text."""
    return [part.key for part in _targets(target)]


def _targets(target: str) -> list[CitationTarget]:
    try:
        return list(parse_citation_targets(target))
    except ValueError:
        return []


class GuardedCiteRole(CiteRole):
    """sphinxcontrib-bibtex's role, which a malformed text must not stop."""

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: Any,
        is_ref: bool,  # noqa: FBT001  (Sphinx's signature)
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the pending citation, or the text as it stands with a problem noted."""
        if _targets(self.target):
            noted: Any = super()
            result: tuple[list[nodes.Node], list[nodes.system_message]] = noted.result_nodes(
                document, env, node, is_ref
            )
            return result
        domain: Any = env.domains['folio']
        message = (
            f'"{self.target}" is no citation; write keys apart by commas, '
            'such as {cite:p}`doe2024,roe2025`'
        )
        docname = env.current_document.docname
        problem = Problem(Subtype.REFERENCE.value, docname, node.line or 1, message)
        domain.note_problems(docname, [problem])
        return [nodes.inline('', self.target)], []


def tell_cite_domain(
    cite: Any,
    cited: Iterable[str],
    site: Site,
) -> dict[str, str]:
    """Give the cite domain a citation for each cited entry that a Folio list anchors.

    :returns: the label of each, for pages to be written again when it changes.
    """
    own = {citation.key for citation in cite.citations}
    keys = [key for key in sorted(set(cited)) if key in site.anchors and key not in own]
    entries = [cite.bibdata.data.entries[key] for key in keys]
    style = find_plugin('pybtex.style.formatting', cite.env.config.bibtex_default_style)()
    ordered = style.sort(entries)
    labels = {
        entry.key: label for entry, label in zip(ordered, style.format_labels(ordered), strict=True)
    }
    listed = _empty_bibliography()
    for key, entry in zip(keys, entries, strict=True):
        docname, number = site.anchors[key]
        bibliography = BibliographyKey(docname, f'folio-{number}')
        formatted = FormattedEntry(key, Text(_summary(site.graph.publications[key])), labels[key])
        citation = Citation(
            citation_id=site.ids[key],
            bibliography_key=bibliography,
            key=key,
            entry=entry,
            formatted_entry=formatted,
            tooltip_entry=formatted if cite.env.config.bibtex_tooltips else None,
        )
        cite.add_citation(citation, listed)
    return labels


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


def _summary(publication: Publication) -> str:
    parts = [publication.title, publication.venue, str(publication.year or '')]
    return '. '.join(part for part in parts if part) + '.'


class DropUnknownCitations(SphinxPostTransform):
    """Leave unknown keys, already reported, as text; let the rest be resolved."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Rewrite each citation role that names an unknown key."""
        cite: Any = self.env.domains['cite']
        for node in list(self.document.findall(pending_xref)):
            if node['refdomain'] != 'cite':
                continue
            targets = _targets(node['reftarget'])
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
