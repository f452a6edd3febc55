"""The head of a page: what it says of itself for previews and search engines.

The tags are those of Open Graph (ogp.me), which X reads too but for the kind of its card.
What is known of a page as JSON-LD stands there as well; that of the entries on it, which
may be many, at the end of its text, where it keeps no style sheet waiting.
"""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, cast

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from docutils import nodes

from sphinx_folio.graph import evaluate
from sphinx_folio.model import Person, Project, Topic
from sphinx_folio.nodes import plain_text
from sphinx_folio.render import page_title
from sphinx_folio.shared import (
    FEED,
    FEED_TYPE,
    NO_TITLE,
    NOT_FOUND_PAGE,
    Addresses,
    is_website,
    site_name,
)
from sphinx_folio.util import plain

from . import jsonld
from .description import (
    describe_ids,
    describe_list,
    describe_record,
    describe_tree,
    first_paragraph,
    shorten,
)
from .jsonld_publications import publication_node
from .preview_image import picture_url, preview_picture
from .site_defaults import TOUCH_ICON, has_default_icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.graph import Cut
    from sphinx_folio.model import Place, Record


def add_metadata(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add to a page of a website what is known of it; Furo, alabaster and basic print it.

    Pages that Sphinx makes, such as the search, are about nothing.
    """
    if not is_website(app.builder) or pagename == NOT_FOUND_PAGE:
        return
    head = PageHead(cast('FolioDomain', app.env.domains['folio']), pagename)
    if pagename not in app.env.found_docs and not head.cut:
        return
    own = dict(_own_tags(doctree)) if doctree else {}
    description = own.get('description') or _description(head, doctree)
    tags = [
        f'<meta {_attribute(name)}="{name}" content="{escape(content)}">'
        for name, content in _tags(head, description)
        if content and name not in own
    ]
    tags.append(jsonld.script(head.things(description)))
    before = (context.get('metatags') or '').rstrip()
    context['metatags'] = '\n'.join([before, *tags])
    body = context.get('body') or ''
    # with that of the entries, the text of a page at most doubles
    context['body'] = body + jsonld.script(head.publications(), limit=len(body))


def _own_tags(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield name and content of the tags that an author wrote, as in ``html_meta``."""
    for node in doctree.findall(nodes.meta):
        name = node.get('name') or node.get('property')
        if name:
            yield name.lower(), node.get('content', '')


def _description(head: PageHead, doctree: nodes.document | None) -> str:
    """Return the first that says something: facts, site's description, text, lists."""
    found = head.facts()
    if not found and head.pagename == head.config.root_doc:
        found = ' '.join(head.config.folio_description.split())
    if not found and doctree:
        found = first_paragraph(doctree)
    found = found or head.lists()
    if not found and doctree:
        pages = describe_tree(doctree)
        found = shorten(f'{head.title} – {pages}') if pages else ''
    return found


def _tags(head: PageHead, description: str) -> Iterator[tuple[str, str]]:
    """Yield name and content of each tag; those without a content are left out."""
    is_person = isinstance(head.record, Person) and not head.record.anonymous
    picture = preview_picture(
        head.domain, head.pagename, head.addresses, title=head.title, site=head.site
    )
    yield 'description', description
    yield 'og:title', head.title
    # names are not taken apart: which part is the family name, a page does not say
    yield 'og:type', 'profile' if is_person else 'website'
    yield 'og:url', head.url(head.pagename)
    yield 'og:site_name', head.site
    yield 'og:description', description
    yield 'og:locale', locale_tag(head.config.language)
    if picture:
        yield 'og:image', picture.url
        yield 'og:image:alt', picture.alt
    yield 'twitter:card', 'summary_large_image' if picture and picture.is_wide else 'summary'


def _attribute(name: str) -> str:
    """Return the attribute that names a tag: RDFa's for Open Graph, else HTML's."""
    return 'property' if name.startswith('og:') else 'name'


def locale_tag(language: str) -> str:
    """Return a language with the territory that it is most spoken in, as ``en_US``.

    Open Graph asks for a territory; one that ``conf.py`` names is kept.
    """
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return ''
    territory = locale.territory
    if not territory:
        likely = get_global('likely_subtags').get(locale.language, '')
        territory = str(likely).rpartition('_')[2]
    return f'{locale.language}_{territory}' if territory else ''


def setup_metadata(app: Sphinx) -> None:
    """Add it once the parts before have put theirs in, and before the themes (priority 500)."""
    app.connect('html-page-context', add_metadata, priority=450)


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
        if not domain.has_site:
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


def add_links(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Tell of the feed and of the icon in the head of each page."""
    if not is_website(app.builder):
        return
    pathto, links = context['pathto'], []
    if Addresses(app.builder).base:
        title = escape(plain(site_name(app.env)))
        uri = escape(pathto(FEED, resource=True))
        links.append(f'<link rel="alternate" type="{FEED_TYPE}" title="{title}" href="{uri}">')
    if has_default_icon(app.config):
        uri = escape(pathto(f'_static/{TOUCH_ICON}', resource=True))
        links.append(f'<link rel="apple-touch-icon" href="{uri}">')
    before = context.get('metatags') or ''
    context['metatags'] = before + ''.join(f'\n    {link}' for link in links)
