"""Fingerprints of pages: what each states for the rest of the site, and what each shows of it.

As long as no page states anything else, none but the pages that were read has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_folio.diagrams import view_diagram
from sphinx_folio.graph import extent_of, reference, view_card, view_pages, view_profile
from sphinx_folio.html import shown_in_head
from sphinx_folio.model import PAGE_KINDS, ObjectRef
from sphinx_folio.util import digest

from .xrefs import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.model import Place, Query


class Digests:
    """Digests of what pages show of other pages and of entries.

    What a list shows of one object is the same wherever it stands, but for what follows
    from the query; so it is worked out once for the object.
    """

    def __init__(self, domain: FolioDomain) -> None:
        self._domain = domain
        self._site = domain.site
        self._objects: dict[ObjectRef, str] = {}
        self._pictures: dict[str, list[str]] = {}
        for path, (docnames, name) in domain.env.images.items():
            for docname in docnames:
                self._pictures.setdefault(docname, []).append(f'{path} {name}')

    def pages(self) -> dict[str, str]:
        """Return a digest for each document."""
        return {name: digest(self._shown(name)) for name in sorted(self._domain.env.found_docs)}

    def lists(self) -> dict[str, str]:
        """Return a digest for each page that a long list is cut into."""
        found = {}
        for place, pages in self._site.pages.items():
            query = self._domain.listings[place[0]][place[1]]
            around = [(ref.id, ref.name) for ref in view_pages(self._site, place)]
            title = self._domain.env.titles[place[0]].astext()
            for name, cut in pages.items():
                shown = self._listed(query, (name, 0), cut.ids)
                parts = (self._navigation(name), shown_in_head(self._domain, name))
                found[name] = digest((cut.label, title, around, shown, *parts))
        return found

    def _shown(self, docname: str) -> list[Any]:
        """Return everything of other pages and entries that one page shows."""
        domain = self._domain
        shown: list[Any] = [
            self._list(query, (docname, number))
            for number, query in enumerate(domain.listings.get(docname, ()))
        ]
        shown += [view_diagram(query, domain.graph) for query in domain.drawings.get(docname, ())]
        here = domain.object_of(docname)
        if here and domain.graph.table(here.kind).get(here.id) is domain.records[docname]:
            shown.append(view_profile(here, self._site))
        for item in domain.references.get(docname, ()):
            label = self._site.labels.get(item.id) if item.kind == 'publication' else None
            shown.append((domain.find(item.kind, item.id), label))
        shown += [facts_of(link, domain) for link in domain.links.get(docname, ())]
        shown += sorted(self._pictures.get(docname, ()))
        return [shown, self._navigation(docname), shown_in_head(domain, docname)]

    def _navigation(self, pagename: str) -> list[Any]:
        return self._domain.navigation.shown(pagename) if self._domain.navigation else []

    def _list(self, query: Query, place: Place) -> list[Any]:
        extent = extent_of(query, self._site, place)
        around = extent._replace(ids=())
        if query.kind != 'publication':
            around = around._replace(total=0)  # only their lists tell how many there are
        return [query, around, self._listed(query, place, extent.ids)]

    def _listed(self, query: Query, place: Place, ids: tuple[str, ...]) -> list[Any]:
        graph, site = self._site.graph, self._site
        if query.kind == 'publication':
            anchored = [site.ids[key] for key in ids if site.anchors.get(key) == place]
            return [anchored, [self._object(ObjectRef('publication', key)) for key in ids]]
        refs = [reference(graph, query.kind, name, query.of) for name in ids]
        if query.style == 'inline':
            return refs
        return [(ref.detail, self._object(ObjectRef(query.kind, ref.id))) for ref in refs]

    def _object(self, node: ObjectRef) -> str:
        """Return a digest of an object as a list shows it."""
        if node not in self._objects:
            graph = self._site.graph
            shown: Any
            if node.kind == 'publication':
                shown = self._entry(node)
            else:
                shown = view_card(graph, reference(graph, node.kind, node.id))
                if shown.image in self._domain.env.images:
                    shown = (shown, self._domain.env.images[shown.image][1])
            self._objects[node] = digest(shown)
        return self._objects[node]

    def _entry(self, node: ObjectRef) -> list[Any]:
        """Return what decides how an entry is shown: all it states, and its neighbours."""
        graph = self._site.graph
        found: list[Any] = [graph.publications[node.id].digest, graph.authors[node.id]]
        for kind in PAGE_KINDS:
            found += [reference(graph, kind, name) for name in graph.neighbours(node, kind)]
        return found


#: What Folio keeps of each document; what it mentions is told apart from where.
_KEPT = ('records', 'listings', 'problems', 'links', 'hidden', 'redirects', 'unlisted', 'drawings')


def restate(env: BuildEnvironment, domain: FolioDomain, docnames: Iterable[str]) -> None:
    """Note anew what *docnames* state, and forget the documents that are gone."""
    pictures = _by_document((path, found[0]) for path, found in env.images.items())
    targets = _by_document(_targets(env))
    for docname in docnames:
        if docname in env.found_docs:
            own = [pictures.get(docname, []), targets.get(docname, [])]
            mentioned = domain.references.get(docname, ())
            shown = [own, _of_sphinx(env, docname), [item._replace(line=0) for item in mentioned]]
            shown += [domain.data[name].get(docname) for name in _KEPT]
            lines = [item.line for item in mentioned]
            domain.stated[docname] = (digest(shown), digest(lines))
    for docname in domain.stated.keys() - env.found_docs:
        del domain.stated[docname]


def all_stated(domain: FolioDomain, troubled: Iterable[str]) -> str:
    """Return a digest of what all pages state.

    :param troubled: documents of which there is something to tell, with its line.
    """
    lines = [domain.stated[name][1] for name in sorted(set(troubled)) if name in domain.stated]
    stated = [(name, domain.stated[name][0]) for name in sorted(domain.stated)]
    return digest((stated, lines))


def _of_sphinx(env: BuildEnvironment, docname: str) -> list[Any]:
    """Return what other pages may show of one: its titles, its tables, its headings' names."""
    metadata = env.metadata.get(docname, {})
    slugs: dict[str, Any] = metadata.get('myst_slugs', {})
    trees = (env.titles.get(docname), env.tocs.get(docname))
    return [
        *(tree.pformat() if tree else '' for tree in trees),
        env.toctree_includes.get(docname),
        metadata.get('tocdepth'),
        sorted((slug, found[1:]) for slug, found in slugs.items()),
    ]


def _targets(env: BuildEnvironment) -> Iterator[tuple[Any, list[str]]]:
    """Yield each target that Sphinx knows by name, with the document that it is in."""
    std: Any = env.domains['std']
    for store in (std.labels, std.anonlabels, std.objects):
        for name, found in store.items():
            yield (name, found), [found[0]]


def _by_document(found: Iterable[tuple[Any, Iterable[str]]]) -> dict[str, list[Any]]:
    """Return what belongs to each document, in the order of the names."""
    by_document: dict[str, list[Any]] = {}
    for item, docnames in sorted(found, key=repr):
        for docname in docnames:
            by_document.setdefault(docname, []).append(item)
    return by_document
