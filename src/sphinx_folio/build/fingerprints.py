"""Fingerprints of pages: what each states for the rest of the site, and what each shows of it.

The fingerprint of what a page shows is the digest of the very views that are rendered.
As long as no page states anything else, none but the pages that were read has changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from sphinx.environment import BuildEnvironment

from sphinx_folio.diagrams import view_diagram
from sphinx_folio.domains import FolioDomain, cite_domain
from sphinx_folio.graph import (
    Card,
    DatedItem,
    DatedList,
    EntryView,
    ListView,
    PublicationView,
    Ref,
    forms,
    list_frame,
    view_beside,
    view_cut,
    view_line,
    view_list,
    view_profile,
    view_publication,
)
from sphinx_folio.html import Navigation, shown_in_head
from sphinx_folio.model import Kind, PageFacts, Place, Query
from sphinx_folio.shared import is_website, site_name
from sphinx_folio.util import digest

from .stale import Known, Touched, objects_of
from .xrefs import link_state

# -- what a page shows ---------------------------------------------------------------------


#: Some objects of a kind.
_Shown = tuple[Kind, Iterable[str]]


class ShownFingerprints:
    """Fingerprints of what pages show of other pages and of entries.

    An entry or a card is the same on every list, so that it is digested once. A page that
    stands as it did, with nothing touched that it could show, has the fingerprint it had.

    :param navigation: the side bar of a website.
    :param settings: fingerprint of all settings and files that decide what pages show.
    :param before: what the last build into the same folder knew.
    :param known: the fingerprints that it has left, by the names of pages.
    """

    def __init__(
        self,
        domain: FolioDomain,
        navigation: Navigation,
        settings: str = '',
        before: Known | None = None,
        known: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._domain = domain
        self._site = domain.site
        self._navigation = navigation
        self._entries: dict[str, str] = {}
        self._cards: dict[Ref, str] = {}
        self._dated_entries: dict[str, str] = {}
        #: The citations of ``{bibliography}``, by their document and by their key.
        self._citations: dict[tuple[str, str], list[Any]] = {}
        for stated in cite_domain(domain.env).stated():
            for place in (('page', stated[0]), ('publication', stated[1])):
                self._citations.setdefault(place, []).append(stated)
        self._images: dict[str, list[str]] = {}
        for path, (docnames, name) in domain.env.images.items():
            for docname in docnames:
                self._images.setdefault(docname, []).append(f'{path} {name}')
        around, objects = self._of_site(settings), objects_of(domain)
        lists = digest(sorted((name, each[3]) for name, each in domain.fingerprints.items()))
        is_usable = before is not None and before.around == around
        #: What this build knows, for the next one.
        self.now = before if before and is_usable else Known(around=around)
        self._known = known if is_usable else {}
        #: The objects that may be shown as others than they were.
        self.touched = Touched(domain, objects, self.now.objects)
        self.now.follow(objects, self.touched.changed)
        self._has_same_lists, self.now.lists = self.now.lists == lists, lists
        of_pages = stated_fingerprint(domain, ())
        #: Whether all objects but publications have the names and the places that they had.
        self.has_same_objects = self.now.stated == of_pages and not self.touched.changed['entry']
        self.now.stated = of_pages
        #: The pages of which nothing can be another.
        self._settled: set[str] = set()

    def pages(self) -> dict[str, str]:
        """Return the fingerprint of each document."""
        return {name: self._page(name) for name in sorted(self._domain.env.found_docs)}

    def lists(self) -> dict[str, str]:
        """Return the fingerprint of each page that a long list is cut into."""
        fingerprints = {}
        for place, pages in self._site.pages.items():
            query = self._domain.facts(place[0]).listings[place[1]]
            title = self._domain.env.titles[place[0]].astext()
            around = (self._domain.fingerprints[place[0]][0], self._tree(place[0]))
            for name, cut in pages.items():
                beside = view_beside(self._site, place, name)
                told = [query, title, beside, cut.label, self._tree(name)]
                state = [*around, cut, self._domain.is_public(name)]
                views = partial(self._cut, query, place, name)
                shown: list[_Shown] = [(query.kind, cut.ids)]
                fingerprints[name] = self._unless_same(name, told, state, shown, views)
        return fingerprints

    def publications(self) -> dict[str, str]:
        """Return the fingerprint of the page of each entry that has one."""
        fingerprints = {}
        for key, name in self._site.publication_pages.items():
            told, state = [self._tree(name)], [key, self._tree(self._navigation.owner(name))]
            views = partial(self._publication, key)
            shown: list[_Shown] = [('publication', [key])]
            fingerprints[name] = self._unless_same(name, told, state, shown, views)
        return fingerprints

    def forget_exports(self) -> None:
        """Forget the files beside pages that may be made of something else than they were."""
        now, graph, bibliography = self.now, self._site.graph, self._domain.bibliography
        inherited = (bibliography.parents, sorted(bibliography.added_fields.items()))
        beside = digest((inherited, timeline_fingerprint(self._domain)))
        settled = self._settled if now.beside == beside else set()
        now.beside = beside
        for docname in now.list_exports.keys() - settled:
            del now.list_exports[docname]

        def is_settled(name: str) -> bool:
            person = graph.people.get(name)
            return (
                person is not None
                and person.docname in settled
                and not any(
                    self.touched.has_any(kind, graph.neighbours(person.ref, kind))
                    for kind in ('project', 'entry')
                )
            )

        for name in [name for name in now.person_exports if not is_settled(name)]:
            del now.person_exports[name]

    def _of_site(self, settings: str) -> str:
        """Return the fingerprint of what any page may show, and that is the same for all."""
        site, env = self._site, self._domain.env
        facts = (site.owner, site.is_of_one, site.full_list, site.feeds, site.calendar)
        pictures = sorted((path, name) for path, (_docnames, name) in env.images.items())
        elsewhere = (self._domain.other_sites, site.graph.authors_elsewhere)
        hidden = sorted(name for name, facts in self._domain.pages.items() if facts.noindex)
        return digest((settings, forms(), site_name(env), facts, pictures, elsewhere, hidden))

    def _unless_same(
        self,
        name: str,
        told: list[Any],
        state: list[Any],
        shown: Iterable[_Shown],
        views: Callable[[], list[Any]],
        frame: Callable[[], list[Any]] = list,
    ) -> str:
        """Return the fingerprint of a page: the one it had, if nothing of it can be another.

        :param told: what the page shows beside its views.
        :param state: what decides on its views, but for the objects that they show.
        :param shown: these objects, of which the views show what is beside them too.
        :param views: returns the views.
        :param frame: returns what decides on them too, but is the same while they are, and
            as long as there are the same lists on all pages.
        """
        decided, known = digest((told, state)), self._known.get(name)
        before, framed = now = self.now.pages.whole.get(name, ('', ''))
        is_same = known and before == decided
        is_same = is_same and not any(self.touched.has_any(*each) for each in shown)
        if not (is_same and self._has_same_lists):
            is_framed, framed = framed, digest(frame())
            is_same = is_same and is_framed == framed
        if now != (decided, framed):
            self.now.pages[name] = (decided, framed)
        if known and is_same:
            self._settled.add(name)
            return known
        return digest([told, *views(), *self._head(name)])

    def _page(self, docname: str) -> str:
        domain, site = self._domain, self._site
        facts = domain.facts(docname)
        told = [site.is_of_one, self._tree(docname), *self._referred_to(facts)]
        told += self._citations.get(('page', docname), ())
        told += [link_state(link, domain) for link in facts.links]
        told += sorted(self._images.get(docname, ()))
        # a diagram shows objects at any distance
        told += [view_diagram(query, site.selections) for query in facts.diagrams]
        state: list[Any] = [domain.fingerprints[docname][0], self._is_first(facts)]
        shown: list[_Shown] = []
        for query in facts.listings:
            if query.of:  # whatever it selects is beside that object
                shown.append((query.of.kind, [query.of.id]))
                shown.append((query.kind, site.graph.neighbours(query.of, query.kind)))
            else:
                state.append(ids := site.selections.listed(query, docname))
                shown.append((query.kind, ids))
            shown += query.named.items()
        lines = (site.graph.lines.get((docname, number)) for number in range(len(facts.entries)))
        shown.append(('entry', [line.id for line in lines if line]))
        if here := domain.object_of(docname):
            shown.append((here.kind, [here.id]))
        views, frame = partial(self._views, docname), partial(self._frame, docname)
        return self._unless_same(docname, told, state, shown, views, frame)

    def _frame(self, docname: str) -> list[Any]:
        """Return what the lists of a page hold, and what stands around them."""
        site, listings = self._site, self._domain.facts(docname).listings
        frame: list[Any] = [site.selections.listed(query, docname) for query in listings]
        frame += [list_frame(query, site, (docname, n)) for n, query in enumerate(listings)]
        here = self._domain.object_of(docname)
        if here and here.kind == 'person' and here in site.graph:
            frame.append(site.files_of(here.id))
        return frame

    def _is_first(self, facts: PageFacts) -> bool:
        """Tell whether no other page has the id of the object of a page."""
        record = facts.record
        if record is None:
            return False
        return self._site.graph.table(record.kind).get(record.id) == record

    def _referred_to(self, facts: PageFacts) -> Iterator[Any]:
        """Yield what the references of a page show and lead to."""
        domain, site = self._domain, self._site
        for item in facts.references:
            yield domain.shown_of(item.kind, item.id)
            if item.kind == 'publication':  # of which a citation may show everything
                entry = site.graph.publications.get(item.id)
                yield domain.citation_labels.get(item.id)
                yield entry and entry.digest
                yield from self._citations.get(('publication', item.id), ())

    def _views(self, docname: str) -> list[Any]:
        """Return what a page shows of objects."""
        domain, site = self._domain, self._site
        facts = domain.facts(docname)
        views: list[Any] = [
            self._list(view_list(query, site, (docname, number)))
            for number, query in enumerate(facts.listings)
        ]
        views += [view_line(site, docname, number) for number in range(len(facts.entries))]
        here = domain.object_of(docname)
        if here and self._is_first(facts):
            views.append(view_profile(here, site))
        return views

    def _cut(self, query: Query, place: Place, name: str) -> list[Any]:
        """Return what a page shows that a long list is cut into."""
        return [self._list(view_cut(query, self._site, place, name))]

    def _publication(self, key: str) -> list[Any]:
        """Return what the page of an entry shows."""
        view = view_publication(self._site, key)
        items = (view.item, *view.versions)
        # the search finds it by these names
        names = self._site.names_of_authors(key)
        return [[(self._entry(item.entry), *item[1:]) for item in items], view.full_list, names]

    def _tree(self, pagename: str) -> list[Any]:
        """Return what a page shows of the tree of a website."""
        return self._navigation.shown(pagename) if is_website(self._domain.builder) else []

    def _head(self, pagename: str) -> list[Any]:
        """Return what the head of a page of a website shows of others."""
        if not is_website(self._domain.builder):
            return []
        return shown_in_head(self._domain, self._navigation, pagename)

    def _list(self, view: ListView) -> Any:
        """Return a view with fingerprints in the place of what is the same on other lists."""
        if isinstance(view, PublicationView):
            items = [(self._entry(item.entry), *item[1:]) for item in view.items]
            return (view._replace(items=()), items)
        if isinstance(view, DatedList):
            return (view._replace(items=()), [self._dated(item) for item in view.items])
        return [self._card(item) if isinstance(item, Card) else item for item in view]

    def _dated(self, item: DatedItem) -> list[Any]:
        """Return a dated entry, of which one list may leave out what another one names."""
        _docnames, name = self._domain.env.images.get(item.entry.image, ((), ''))
        if item.ref.id not in self._dated_entries:
            self._dated_entries[item.ref.id] = digest(item.entry)
        return [self._dated_entries[item.ref.id], name, item[1:]]

    def _entry(self, entry: EntryView) -> str:
        key = entry.publication.key
        if key not in self._entries:
            self._entries[key] = digest(entry)
        return self._entries[key]

    def _card(self, card: Card) -> str:
        if card.ref not in self._cards:
            _docnames, name = self._domain.env.images.get(card.image, ((), ''))
            self._cards[card.ref] = digest((card, name))
        return self._cards[card.ref]


# -- what a page states --------------------------------------------------------------------


def restate(env: BuildEnvironment, domain: FolioDomain, docnames: Iterable[str]) -> None:
    """Keep anew the fingerprints of what *docnames* state, and drop those of what is gone."""
    images = _by_document((path, found[0]) for path, found in env.images.items())
    targets = _by_document(_targets(env))
    for docname in docnames:
        if docname in env.found_docs:
            facts = domain.facts(docname)
            placed = {name: getattr(facts, name) for name in ('references', 'labels', 'identity')}
            without_lines: dict[str, Any] = {
                name: tuple(item._replace(line=0) for item in items)
                for name, items in placed.items()
            }
            lines_of_page = tuple(each._replace(line=0) for each in facts.entries)
            shared = replace(facts, bodies=(), entries=lines_of_page, **without_lines)
            own = [images.get(docname, []), targets.get(docname, []), _of_sphinx(env, docname)]
            lines = [item.line for items in (*placed.values(), facts.entries) for item in items]
            domain.fingerprints[docname] = (
                digest((shared, own)),
                digest(lines),
                digest(facts.bodies),
                digest((facts.listings, domain.object_of(docname))),
            )
    for docname in domain.fingerprints.keys() - env.found_docs:
        del domain.fingerprints[docname]


def stated_fingerprint(domain: FolioDomain, troubled: Iterable[str]) -> str:
    """Return a fingerprint of what all pages state.

    :param troubled: documents about which there is a problem, reported with its line.
    """
    fingerprints = domain.fingerprints
    lines = [fingerprints[name][1] for name in sorted(set(troubled)) if name in fingerprints]
    stated = [(name, fingerprints[name][0]) for name in sorted(fingerprints)]
    return digest((stated, lines))


def timeline_fingerprint(domain: FolioDomain) -> str:
    """Return a fingerprint of the bodies of all lines, which no page shows, but files do."""
    return digest([(name, domain.fingerprints[name][2]) for name in sorted(domain.fingerprints)])


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


#: Domains whose objects are known from what pages state, and by the stores below.
_KNOWN_BY_FACTS = frozenset({'folio', 'std'})


def _targets(env: BuildEnvironment) -> Iterator[tuple[Any, list[str]]]:
    """Yield each target that Sphinx knows by name, with the document that it is in."""
    std: Any = env.domains['std']
    for store in (std.labels, std.anonlabels, std.objects, std.progoptions):
        for name, found in store.items():
            yield (name, found), [found[0]]
    for domain in env.domains.sorted():
        if domain.name not in _KNOWN_BY_FACTS:
            for found in domain.get_objects():
                yield found, [found[3]]


def _by_document(found: Iterable[tuple[Any, Iterable[str]]]) -> dict[str, list[Any]]:
    """Return what belongs to each document, in the order of the names."""
    by_document: dict[str, list[Any]] = {}
    for item, docnames in sorted(found, key=repr):
        for docname in docnames:
            by_document.setdefault(docname, []).append(item)
    return by_document
