"""Fingerprints of pages: what each states for the rest of the site, and what each shows of it.

The fingerprint of what a page shows is the digest of the very views that are rendered.
As long as no page states anything else, none but the pages that were read has changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
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
    view_beside,
    view_cut,
    view_line,
    view_list,
    view_profile,
    view_publication,
)
from sphinx_folio.html import Navigation, shown_in_head
from sphinx_folio.shared import is_website
from sphinx_folio.util import digest

from .xrefs import link_state

# -- what a page shows ---------------------------------------------------------------------


class ShownFingerprints:
    """Fingerprints of what pages show of other pages and of entries.

    An entry or a card is the same on every list, so that it is digested once.

    :param navigation: the side bar of a website.
    """

    def __init__(self, domain: FolioDomain, navigation: Navigation) -> None:
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

    def pages(self) -> dict[str, str]:
        """Return the fingerprint of each document."""
        return {name: digest(self._shown(name)) for name in sorted(self._domain.env.found_docs)}

    def lists(self) -> dict[str, str]:
        """Return the fingerprint of each page that a long list is cut into."""
        fingerprints = {}
        for place, pages in self._site.pages.items():
            query = self._domain.facts(place[0]).listings[place[1]]
            title = self._domain.env.titles[place[0]].astext()
            for name in pages:
                view = view_cut(query, self._site, place, name)
                beside = view_beside(self._site, place, name)
                shown = [query, title, beside, pages[name].label, self._list(view)]
                fingerprints[name] = digest([shown, *self._around(name)])
        return fingerprints

    def publications(self) -> dict[str, str]:
        """Return the fingerprint of the page of each entry that has one."""
        fingerprints = {}
        for key, name in self._site.publication_pages.items():
            view = view_publication(self._site, key)
            items = (view.item, *view.versions)
            shown = [(self._entry(item.entry), *item[1:]) for item in items]
            fingerprints[name] = digest([shown, view.full_list, *self._around(name)])
        return fingerprints

    def _shown(self, docname: str) -> list[Any]:
        """Return everything of other pages and entries that one page shows."""
        domain, site = self._domain, self._site
        facts = domain.facts(docname)
        shown: list[Any] = [site.is_of_one]
        shown += [
            (query, self._list(view_list(query, site, (docname, number))))
            for number, query in enumerate(facts.listings)
        ]
        shown += [view_diagram(query, site.selections) for query in facts.diagrams]
        here = domain.object_of(docname)
        shown += [view_line(site, docname, number) for number in range(len(facts.entries))]
        if here and site.graph.table(here.kind).get(here.id) is facts.record:
            shown.append(view_profile(here, site))
        for item in facts.references:
            shown.append(domain.shown_of(item.kind, item.id))
            if item.kind == 'publication':  # of which a citation may show everything
                entry = site.graph.publications.get(item.id)
                shown += [domain.citation_labels.get(item.id), entry and entry.digest]
                shown += self._citations.get(('publication', item.id), ())
        shown += self._citations.get(('page', docname), ())
        shown += [link_state(link, domain) for link in facts.links]
        shown += sorted(self._images.get(docname, ()))
        return [shown, *self._around(docname)]

    def _around(self, pagename: str) -> list[Any]:
        """Return what stands around the text of a page."""
        if not is_website(self._domain.builder):
            return []
        head = shown_in_head(self._domain, self._navigation, pagename)
        return [self._navigation.shown(pagename), head]

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
