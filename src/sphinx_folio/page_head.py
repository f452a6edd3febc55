"""What one page of a website says of itself, beside its own text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from . import jsonld
from .addresses import Addresses
from .descriptions import describe_ids, describe_list, describe_record, plain_text, shorten
from .jsonld_publications import publication_node
from .list_pages import is_website, page_title
from .model import Person, Project, Topic
from .preview_pictures import picture_url
from .query import evaluate
from .site_names import NO_TITLE, site_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from .domain import FolioDomain
    from .model import Record
    from .split import Cut, Place


def shown_in_head(domain: FolioDomain, pagename: str) -> list[Any]:
    """Return what the head of a page shows of others; entries are digested with their lists."""
    if domain.builder is None or not is_website(domain.builder):
        return []
    head = PageHead(domain, pagename)
    return [head.site, [title for title, _url in head.way], head.things(), head.nameless()]


class PageHead:
    """The head of one page, which may be one of those that a long list is cut into."""

    def __init__(self, domain: FolioDomain, pagename: str) -> None:
        assert domain.builder
        self.domain = domain
        self.config = domain.env.config
        self.pagename = pagename
        self.addresses = Addresses(domain.builder)

    @property
    def site(self) -> str:
        """What the site is called."""
        return site_name(self.domain.env)

    @cached_property
    def cut(self) -> tuple[Place, Cut] | None:
        """The list that a page without a source is a part of, and that part."""
        domain = self.domain
        if self.pagename in domain.env.found_docs:
            return None
        if not domain.has_site and self.pagename not in domain.written.lists:
            return None  # nothing has changed, so that the site need not be derived
        for place, cuts in domain.site.pages.items():
            if self.pagename in cuts:
                return place, cuts[self.pagename]
        return None

    @cached_property
    def record(self) -> Record | None:
        """The object of the page, unless another page has its id."""
        here = self.domain.object_of(self.pagename)
        record = self.domain.records.get(self.pagename)
        is_first = here and self.domain.graph.table(here.kind).get(here.id) is record
        return record if is_first else None

    @cached_property
    def title(self) -> str:
        """What the page is called."""
        if self.cut:
            (docname, number), cut = self.cut
            return page_title(self.domain.listings[docname][number].kind, cut.label)
        # a page may have a longer title of its own, which others do not show
        own = self.domain.env.longtitles.get(self.pagename)
        return _words(own) or self._title_of(self.pagename)

    @cached_property
    def way(self) -> list[tuple[str, str]]:
        """Title and address of each page from the landing page down to this one."""
        navigation = self.domain.navigation
        if navigation is None:
            return []
        docname = self.cut[0][0] if self.cut else self.pagename
        way = [(self._title_of(name), self.url(name)) for name in navigation.way_to(docname)]
        return [*way, (self.title, self.url(self.pagename))] if self.cut else way

    def url(self, pagename: str, anchor: str = '') -> str:
        """Return the absolute address of a page, or nothing where it is not known."""
        return self.addresses.url(pagename, anchor) if self.addresses.base else ''

    def _title_of(self, docname: str) -> str:
        return _words(self.domain.env.titles.get(docname))

    # -- what it is about ----------------------------------------------------------------

    def facts(self) -> str:
        """Return what the front matter says of the page, in a sentence or two."""
        if self.record is None:
            return ''
        graph = self.domain.graph
        here = self.domain.object_of(self.pagename)
        topics = graph.neighbours(here, 'topic') if here else ()
        return describe_record(self.record, [graph.topics[name].name for name in topics])

    def lists(self) -> str:
        """Return the page's title, and the first names of its first list."""
        names = ''
        if self.cut:
            place, cut = self.cut
            names = describe_ids(self.domain, place, cut.ids)
        for number in range(len(self.domain.listings.get(self.pagename, ()))):
            names = names or describe_list(self.domain, (self.pagename, number))
        return shorten(f'{self.title} – {names}') if names else ''

    def things(self, description: str = '') -> list[jsonld.Thing]:
        """Return what the page is about, and the way to it, in the words of schema.org."""
        about = jsonld.About(
            title=self.title,
            url=self.url(self.pagename),
            description=description,
            image=picture_url(self.domain, self.pagename, self.addresses),
            language=(self.config.language or '').replace('_', '-'),
        )
        found = [self._object(about)]
        if self.pagename == self.config.root_doc:
            found.append(jsonld.website(self.site, about))
        found.append(jsonld.breadcrumbs(self.way))
        return [thing for thing in found if thing]

    def _object(self, about: jsonld.About) -> jsonld.Thing:
        graph, record = self.domain.graph, self.record
        if isinstance(record, Person):
            return jsonld.person_page(record, about, graph, self.url)
        if isinstance(record, Project):
            return jsonld.project_page(record, about, graph, self.url)
        return jsonld.topic_page(record, about) if isinstance(record, Topic) else {}

    def nameless(self) -> list[str]:
        """Return the people among the authors on this page whose page gives no name."""
        people, authors = self.domain.graph.people, self.domain.graph.authors
        found = {name for key in self._anchored() for name in authors[key] if name}
        return sorted(name for name in found if people[name].anonymous)

    def publications(self) -> Iterator[jsonld.Thing]:
        """Yield the entries whose one place on the site is on this page."""
        domain = self.domain
        for key in self._anchored():
            people = (domain.graph.people.get(name) for name in domain.graph.authors[key])
            pages = [
                self.url(person.docname) if person and not person.anonymous else ''
                for person in people
            ]
            url = self.url(self.pagename, domain.site.ids[key])
            entry = domain.shelf.entries.entries[key]
            yield publication_node(entry, domain.publications[key], pages, url)

    def _anchored(self) -> Iterator[str]:
        """Yield the citation keys that are led to this page, in the order of its lists."""
        anchors, graph = self.domain.site.anchors, self.domain.graph
        if self.cut:
            yield from (key for key in self.cut[1].ids if anchors.get(key) == (self.pagename, 0))
        for number, query in enumerate(self.domain.listings.get(self.pagename, ())):
            if query.kind == 'publication':
                here = (self.pagename, number)
                yield from (key for key in evaluate(query, graph) if anchors.get(key) == here)


def _words(title: nodes.Element | None) -> str:
    """Return a title as plain text; nothing, where Sphinx has put something in its place."""
    text = plain_text(title) if title else ''
    return '' if text == NO_TITLE else text
