"""The Sphinx domain: facts stored by document, objects resolved, the graph derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from sphinx_folio.bib import BibliographyCache
from sphinx_folio.graph import Graph, Placement
from sphinx_folio.model import KIND_OF, PAGE_KINDS, ObjectRef, Problem, Reference
from sphinx_folio.shared import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_folio.build import Written
    from sphinx_folio.html import Navigation
    from sphinx_folio.model import DatedRecord, MapQuery, PageLink, Publication, Query, Record


#: What is stored by document.
_BUCKETS = (
    'records',
    'references',
    'listings',
    'problems',
    'links',
    'hidden',
    'timelines',
    'redirects',
    'unlisted',
    'drawings',
)


class FolioDomain(Domain):
    """People, projects, topics and publications.

    Stored facts are kept in buckets by document, so that purging is one ``pop`` and
    merging one copy. What follows from all of them, `graph`, is derived when reading
    has ended and never stored.
    """

    name = 'folio'
    label = 'Folio'
    object_types: ClassVar[dict[str, ObjType]] = {
        'person': ObjType(_('person'), 'person'),
        'project': ObjType(_('project'), 'project'),
        'topic': ObjType(_('topic'), 'topic'),
        'publication': ObjType(_('publication')),
    }
    roles: ClassVar[dict[str, Any]] = {
        kind: XRefRole(innernodeclass=nodes.inline) for kind in PAGE_KINDS
    }
    initial_data: ClassVar[dict[str, Any]] = {
        'records': {},
        'references': {},
        'listings': {},
        'problems': {},
        'links': {},
        'hidden': {},
        'timelines': {},
        'redirects': {},
        'unlisted': {},
        'drawings': {},
        'stated': {},
    }
    data_version = 10

    def __init__(self, env: BuildEnvironment) -> None:
        self._graph: Graph | None = None
        #: What was read of the ``.bib`` files; filled in by `library`.
        self.shelf = BibliographyCache()
        super().__init__(env)
        #: What the build makes; told by `update`.
        self.builder: Builder | None = None
        #: Derives the site when it is first asked for; told by `update`.
        self.describe: Callable[[], Placement] | None = None
        self._site: Placement | None = None
        #: The side bar of a website; told by `update`.
        self.navigation: Navigation | None = None
        #: What the last build into the same folder has written, and what this one writes.
        self.before: Written
        self.written: Written
        #: The documents that this build reads, and that it then has to write for what they show.
        self.read: frozenset[str] = frozenset()
        self.changed: frozenset[str] = frozenset()
        #: The documents that are being written.
        self.resolved: set[str] = set()
        #: Whether a page was read or is gone, and whether all are read for new settings.
        self.is_changed = False
        self.is_configured_anew = False
        #: Whether the last build into the same folder was stopped.
        self.is_stopped = False

    @property
    def records(self) -> dict[str, Record]:
        """The record that each document declares."""
        records: dict[str, Record] = self.data['records']
        return records

    @property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """What each document mentions: in its front matter, options, roles and citations."""
        references: dict[str, tuple[Reference, ...]] = self.data['references']
        return references

    @property
    def listings(self) -> dict[str, tuple[Query, ...]]:
        """The queries of each document's lists."""
        listings: dict[str, tuple[Query, ...]] = self.data['listings']
        return listings

    @property
    def links(self) -> dict[str, tuple[PageLink, ...]]:
        """The links of each document that Sphinx resolves."""
        links: dict[str, tuple[PageLink, ...]] = self.data['links']
        return links

    @property
    def hidden(self) -> dict[str, tuple[str, ...]]:
        """The pages that each document lists in a table of contents, but does not show."""
        hidden: dict[str, tuple[str, ...]] = self.data['hidden']
        return hidden

    @property
    def timelines(self) -> dict[str, tuple[DatedRecord, ...]]:
        """The dated records of each person's page."""
        timelines: dict[str, tuple[DatedRecord, ...]] = self.data['timelines']
        return timelines

    @property
    def redirects(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """The former addresses of each document, with their lines."""
        redirects: dict[str, tuple[tuple[str, int], ...]] = self.data['redirects']
        return redirects

    @property
    def drawings(self) -> dict[str, tuple[MapQuery | Query, ...]]:
        """The queries of each document's pictures."""
        drawings: dict[str, tuple[MapQuery | Query, ...]] = self.data['drawings']
        return drawings

    @property
    def unlisted(self) -> dict[str, bool]:
        """The documents that refuse search engines."""
        unlisted: dict[str, bool] = self.data['unlisted']
        return unlisted

    @property
    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """What is wrong in each document, told in every build until it is mended."""
        problems: dict[str, tuple[Problem, ...]] = self.data['problems']
        return problems

    @property
    def stated(self) -> dict[str, tuple[str, str]]:
        """Digests of what each document states for others, and of the lines it stands on."""
        stated: dict[str, tuple[str, str]] = self.data['stated']
        return stated

    @property
    def publications(self) -> dict[str, Publication]:
        """The entries of the bibliography by citation key, in the order of the files."""
        return self.shelf.publications

    @property
    def graph(self) -> Graph:
        """The graph of all that is stored; derived once after reading."""
        if self._graph is None:
            self._graph = Graph(
                (self.records[docname] for docname in sorted(self.records)), self.publications
            )
        return self._graph

    @property
    def is_html(self) -> bool:
        """Whether the build makes web pages, in whatever files."""
        return self.builder is not None and self.builder.format == 'html'

    @property
    def site(self) -> Placement:
        """What lists show of the site around the graph; derived once after reading."""
        if self._site is None:
            if self.describe is None:
                return Placement(self.graph, {}, {}, {}, None, {})
            self._site = self.describe()
        return self._site

    @property
    def has_site(self) -> bool:
        """Whether `site` is derived already."""
        return self._site is not None

    def forget_graph(self) -> None:
        """Have the graph and all that follows from it derived anew."""
        self._graph = None
        self._site = None

    def note_problems(self, docname: str, problems: Iterable[Problem]) -> None:
        """Keep problems of a document until the next time that it is read."""
        self.problems[docname] = (*self.problems.get(docname, ()), *problems)

    def note_references(self, docname: str, references: Iterable[Reference]) -> None:
        """Keep what a document mentions."""
        self.references[docname] = (*self.references.get(docname, ()), *references)

    def note_links(self, docname: str, links: Iterable[PageLink]) -> None:
        """Keep the links of a document that Sphinx resolves."""
        found = tuple(links)
        if found:
            self.links[docname] = found

    def note_listing(self, docname: str, query: Query) -> int:
        """Keep the query of a list, so that its page is written again when it changes.

        :returns: the number of the list on its page, from 0.
        """
        before = self.listings.get(docname, ())
        self.listings[docname] = (*before, query)
        return len(before)

    def note_drawing(self, docname: str, query: MapQuery | Query) -> None:
        """Keep the query of a picture, so that its page is written again when it changes."""
        self.drawings[docname] = (*self.drawings.get(docname, ()), query)

    def object_of(self, docname: str) -> ObjectRef | None:
        """Return the object that a document declares, if it does."""
        record = self.records.get(docname)
        return ObjectRef(KIND_OF[type(record)], record.id) if record else None

    def clear_doc(self, docname: str) -> None:
        """Forget all that *docname* stated."""
        for store in (self.data[name] for name in _BUCKETS):
            store.pop(docname, None)
        self.is_changed = True
        self.forget_graph()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader stored for *docnames*."""
        for name in _BUCKETS:
            for docname in docnames & otherdata[name].keys():
                self.data[name][docname] = otherdata[name][docname]
        self.is_changed = True
        self.forget_graph()

    def find(self, kind: str, name: str) -> tuple[str, str, str] | None:
        """Return document, anchor and display name of an object, or None."""
        if kind == 'publication':
            if name not in self.site.anchors:
                return None
            docname = self.site.anchors[name][0]
            return docname, self.site.ids[name], self.publications[name].title
        record = self.graph.table(kind).get(name)  # type: ignore[arg-type]
        return (record.docname, '', record.name) if record else None  # type: ignore[union-attr]

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link that a role becomes, under the display name of its target."""
        if typ in {'page', 'file'}:
            return _link_to_site(builder, fromdocname, typ, target, contnode)
        found = self.find(typ, target)
        if found is None:
            return None
        docname, anchor, name = found
        if node.get('refexplicit'):
            content: Element = contnode.deepcopy()
        else:
            content = nodes.inline('', name)
        content['classes'] = [f'folio-{typ}']
        return make_refnode(builder, fromdocname, docname, anchor, content)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``[text](#id)`` and ``{any}`` to each kind of object of that id."""
        results = []
        for kind in self.object_types:
            resolved = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if resolved is not None:
                results.append((f'{self.name}:{kind}', resolved))
        return results

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all objects for ``objects.inv`` and the search."""
        seen: set[ObjectRef] = set()
        for docname in sorted(self.records):
            record, here = self.records[docname], self.object_of(docname)
            if here and here not in seen:
                seen.add(here)
                yield here.id, record.name, here.kind, docname, '', 1
        for key, title, docname, anchor in self.written.objects:
            yield key, title, 'publication', docname, anchor, -1

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Return the name under which intersphinx knows a target."""
        name: str | None = node.get('reftarget')
        return name


def _link_to_site(
    builder: Builder, fromdocname: str, typ: str, target: str, contnode: Element
) -> nodes.reference | None:
    """Return a link to a page, or to a file that only a built website has."""
    if typ == 'page':
        return make_refnode(builder, fromdocname, target, '', contnode.deepcopy())
    if hasattr(builder, 'site_uri'):  # a PDF knows at most where the website is
        uri = builder.site_uri(target)
        return nodes.reference('', '', contnode.deepcopy(), refuri=uri) if uri else None
    if builder.format != 'html' or getattr(builder, 'embedded', False):
        return None
    here = builder.get_target_uri(fromdocname)
    uri = relative_uri(here, quote(target))
    return nodes.reference('', '', contnode.deepcopy(), internal=True, refuri=uri)
