"""The head of a page: what it says of itself for previews and search engines.

The tags are those of Open Graph (ogp.me), which X reads too but for the kind of its card.
What is known of a page as JSON-LD stands there as well; that of the entries on it, which
may be many, at the end of its text, where it keeps no style sheet waiting.
"""

from collections.abc import Iterator
from functools import cached_property, partial
from html import escape
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from docutils import nodes
from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.graph import Ref
from sphinx_folio.model import EVENT_KINDS, DatedEntry, Person, Project, Record, Topic
from sphinx_folio.render import kind_title, page_title
from sphinx_folio.shared import (
    CALENDAR_TYPE,
    FEED,
    FEED_TYPE,
    NOT_FOUND_PAGE,
    PORTFOLIO,
    Addresses,
    has,
    is_data,
    is_website,
    site_name,
)
from sphinx_folio.util import filled, plain

from . import jsonld
from .citation_tags import citation_tags
from .dated_things import entry_page, things_of
from .description import (
    describe_entry,
    describe_ids,
    describe_lines,
    describe_list,
    describe_publication,
    describe_record,
    describe_tree,
    first_paragraph,
    shorten,
)
from .navigation import Navigation, words_of_title
from .preview_image import image_url, preview_tags
from .site_defaults import ICON, TOUCH_ICON

#: Beginnings of the names of tags for previews.
_OF_PREVIEWS = ('og:', 'twitter:')


def add_metadata(
    navigation: Navigation,
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: Any,
) -> None:
    """Add to a page of a website what is known of it; Furo, alabaster and basic print it.

    Pages that Sphinx makes, such as the search, are about nothing. Pages that are written as
    data are no website, and say what they are about alone.
    """
    as_data = is_data(app.builder)
    if not (as_data or is_website(app.builder)) or pagename == NOT_FOUND_PAGE:
        return
    page = PageInfo(folio_domain(app.env), navigation, pagename)
    if pagename not in app.env.found_docs and not page.cut and not page.key:
        return
    own = _own_tags(doctree) if doctree else {}
    description = own.get('description') or page.description(doctree)
    tags = []
    is_previewed, has_data = has(app.config, 'open-graph'), has(app.config, 'json-ld')
    for name, content in [('description', description)] if as_data else _tags(page, description):
        is_left = name.startswith(_OF_PREVIEWS) and not is_previewed
        if content and name not in own and not is_left:
            attribute = 'property' if name.startswith('og:') else 'name'  # RDFa's, HTML's
            tags.append(f'<meta {attribute}="{name}" content="{escape(content)}">')
    before = (context.get('metatags') or '').rstrip()
    context['metatags'] = '\n'.join([before, *tags])
    if has_data and not as_data:
        context['metatags'] += f'\n{jsonld.script(page.things(description))}'
        body = context.get('body') or ''
        # with that of the entries, the text of a page at most doubles
        context['body'] = body + jsonld.script(page.publications(), limit=len(body))


def _own_tags(doctree: nodes.document) -> dict[str, str]:
    """Return the content of the tags that an author wrote, as in ``html_meta``, by name."""
    named = {node.get('name') or node.get('property'): node for node in doctree.findall(nodes.meta)}
    return {name.lower(): node.get('content', '') for name, node in named.items() if name}


def _tags(page: 'PageInfo', description: str) -> Iterator[tuple[str, str]]:
    """Yield name and content of each tag; those without a content are left out."""
    is_person = isinstance(page.record, Person) and not page.record.anonymous
    if page.cut and not page.domain.is_public(page.name):
        yield 'robots', 'noindex'  # as the page whose list it continues
    yield 'description', description
    yield 'og:title', page.title
    # names are not taken apart: which part is the family name, a page does not say
    is_article = bool(page.key) or isinstance(page.record, DatedEntry)
    yield 'og:type', 'profile' if is_person else 'article' if is_article else 'website'
    yield 'og:url', page.url(page.name)
    yield 'og:site_name', page.site_name
    yield 'og:description', description
    yield 'og:locale', locale_tag(page.config.language)
    yield from preview_tags(
        page.domain, page.name, page.addresses, title=page.title, site=page.site_name
    )
    if page.key:
        entry = page.domain.bibliography.entries.entries[page.key]
        yield from citation_tags(entry, page.domain.publications[page.key], page.addresses)


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


def shown_in_head(domain: FolioDomain, navigation: Navigation, pagename: str) -> list[Any]:
    """Return what the head of a page shows of others; entries are digested with their lists."""
    page = PageInfo(domain, navigation, pagename)
    titles = [title for title, _url in page.breadcrumbs]
    things = page.breadcrumbs if page.key else page.things()
    is_public = domain.is_public(pagename)
    beside = [*page.feeds(), *page.calendars()]
    return [page.site_name, titles, things, page.anonymous_authors(), is_public, beside]


class PageInfo:
    """What is known of one page, which may have no source: of a long list, of a publication.

    :param name: the page's name, which is its docname where it has a source.
    """

    def __init__(self, domain: FolioDomain, navigation: Navigation, name: str) -> None:
        self.domain = domain
        self.navigation = navigation
        self.config = domain.env.config
        self.name = name
        #: The list that a page without a source is a part of, and that part.
        self.cut = navigation.cut_of(name)
        #: The citation key of the publication that it is about, or empty.
        self.key = navigation.publication_of(name)
        self.addresses = Addresses(domain.builder)
        self.site_name = site_name(domain.env)

    @cached_property
    def record(self) -> Record | None:
        """The object of the page, unless another page has its id."""
        here = self.domain.object_of(self.name)
        record = self.domain.facts(self.name).record
        is_first = here and self.domain.graph.table(here.kind).get(here.id) == record
        return record if is_first else None

    @cached_property
    def title(self) -> str:
        """What the page is called."""
        if self.cut:
            return page_title(self.domain, *self.cut)
        if self.key:
            return self.domain.publications[self.key].title
        # a page may have a longer title of its own, which others do not show
        own = self.domain.env.longtitles.get(self.name)
        return words_of_title(own) or self.navigation.title_of(self.name)

    @cached_property
    def breadcrumbs(self) -> list[tuple[str, str]]:
        """Title and address of each page from the landing page down to this one."""
        owner = self.navigation.owner(self.name)
        above = self.navigation.way_to(owner)
        way = [(self.navigation.title_of(name), self.url(name)) for name in above]
        return way if owner == self.name else [*way, (self.title, self.url(self.name))]

    def url(self, pagename: str, anchor: str = '') -> str:
        """Return the absolute address of a page, or nothing where it is not known."""
        return self.addresses.url(pagename, anchor) if self.addresses.base else ''

    def description(self, doctree: nodes.document | None) -> str:
        """Return the first that says something: facts, site's description, text, lists."""
        text = next(filter(None, self._texts(doctree)), '')
        names = '' if text else next(filter(None, self._names(doctree)), '')
        return shorten(f'{self.title} – {names}') if names else text

    def _texts(self, doctree: nodes.document | None) -> Iterator[str]:
        """Yield what stands for the page in sentences."""
        here = self.domain.object_of(self.name)
        if self.record and here:
            graph = self.domain.graph
            topics = graph.neighbours(here, 'topic')
            yield describe_record(self.record, [graph.topics[name].name for name in topics])
        if self.key:
            yield describe_publication(self.domain.graph.publications[self.key])
        if self.name == self.config.root_doc:
            yield ' '.join(self.config.folio_description.split())
        if doctree:
            yield first_paragraph(doctree)
        if isinstance(self.record, DatedEntry):
            yield describe_entry(self.domain, self.record)

    def _names(self, doctree: nodes.document | None) -> Iterator[str]:
        """Yield the first names of each of the page's lists, and of its tables of contents."""
        domain = self.domain
        if self.cut:
            (docname, number), cut = self.cut
            yield describe_ids(domain, domain.facts(docname).listings[number].kind, cut.ids)
        lines = domain.facts(self.name).entries
        if lines and not self.record:
            yield describe_lines(domain, self.name, len(lines))
        for number in range(len(domain.facts(self.name).listings)):
            yield describe_list(domain, (self.name, number))
        if doctree:
            yield describe_tree(doctree)

    def things(self, description: str = '') -> list[jsonld.Thing]:
        """Return what the page is about, and the way to it, in the words of schema.org."""
        about = jsonld.About(
            title=self.title,
            url=self.url(self.name),
            description=description,
            image=image_url(self.domain, self.name, self.addresses),
            language=(self.config.language or '').replace('_', '-'),
        )
        things = [self._object(about)]
        if self.name == self.config.root_doc:
            things.append(jsonld.website(self.site_name, about))
        things.append(jsonld.breadcrumbs(self.breadcrumbs))
        return [thing for thing in things if thing]

    def _object(self, about: jsonld.About) -> jsonld.Thing:
        graph, record = self.domain.graph, self.record
        if self.key:
            abstract = self.domain.publications[self.key].abstract
            return jsonld.publication_page(self._publication(self.key), abstract, about)
        site = self.domain.site
        match record:
            case DatedEntry():
                return entry_page(record, about, site, self.url)
            case Topic():
                return jsonld.topic_page(record, about)
            case Person():
                page = jsonld.person_page(record, about, graph, self.url)
            case Project():
                page = jsonld.project_page(record, about, graph, self.url)
            case _:
                return {}
        if 'mainEntity' in page:
            added = things_of(record.ref, site, self.url)
            added['funding'] = [*page['mainEntity'].get('funding', ()), *added.get('funding', ())]
            page['mainEntity'] |= filled(**added)
        return page

    def feeds(self) -> Iterator[tuple[str, str]]:
        """Yield path and title of each feed of what the page shows, but for that of the site."""
        site, own = self.domain.site, self.config.folio_entry_kinds
        if isinstance(self.record, Person) and (path := site.files_of(self.record.id).feed):
            yield path, self.record.name
        for kind in self._listed_kinds():
            if path := site.feeds.get(kind, ''):
                yield path, kind_title(kind, own)

    def calendars(self) -> Iterator[tuple[str, str]]:
        """Yield path and title of each calendar of what the page shows."""
        site, own = self.domain.site, self.config.folio_entry_kinds
        if isinstance(self.record, Person) and (path := site.files_of(self.record.id).calendar):
            yield path, self.record.name
        kind = next((kind for kind in self._listed_kinds() if kind in EVENT_KINDS), '')
        if kind and site.calendar:
            yield site.calendar, kind_title(kind, own)

    def _listed_kinds(self) -> list[str]:
        """Return the kinds of dated entries that the page lists, of whomever they are."""
        owner = self.cut[0][0] if self.cut else self.name
        facts = self.domain.facts(owner)
        if facts.record:
            return []
        listed = [kind for query in facts.listings for kind in query.entry_kind if not query.of]
        return list(dict.fromkeys([*listed, *(line.kind for line in facts.entries)]))

    def anonymous_authors(self) -> list[str]:
        """Return the people among the authors on this page whose page gives no name."""
        people, authors = self.domain.graph.people, self.domain.graph.authors
        keys = [self.key] if self.key else self._anchored()
        ids = {person for key in keys for person in authors[key] if person}
        return sorted(person for person in ids if people[person].anonymous)

    def publications(self) -> Iterator[jsonld.Thing]:
        """Yield the entries whose one place on the site is in a list on this page."""
        return map(self._publication, self._anchored())

    def _publication(self, key: str) -> jsonld.Thing:
        domain = self.domain
        urls = [self._author_url(ref) for ref in domain.site.entry(key).people]
        url = self.url(*domain.site.targets[key])
        entry = domain.bibliography.entries.entries[key]
        return jsonld.publication_node(entry, domain.graph.publications[key], urls, url)

    def _author_url(self, author: Ref | None) -> str:
        """Return the address of the page of an author, here or on another site, or nothing."""
        people = self.domain.graph.people
        if author is None or (author.id in people and people[author.id].anonymous):
            return ''
        return jsonld.url_of_ref(author, self.url)

    def _anchored(self) -> Iterator[str]:
        """Yield the citation keys that are led to a list on this page, in the order of its lists."""
        if self.domain.site.publication_pages:
            return
        anchors, evaluate = self.domain.site.anchors, self.domain.site.selections.evaluate
        if self.cut:
            yield from (key for key in self.cut[1].ids if anchors.get(key) == (self.name, 0))
        for number, query in enumerate(self.domain.facts(self.name).listings):
            if query.kind == 'publication':
                here = (self.name, number)
                yield from (key for key in evaluate(query) if anchors.get(key) == here)


def add_links(
    navigation: Navigation,
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: Any,
) -> None:
    """Tell of feeds, calendars and the icon in the head of a page, and what the first page leads to."""
    if not is_website(app.builder):
        return
    pathto, links = context['pathto'], []
    addresses = Addresses(app.builder)
    if addresses.base and pagename == app.config.root_doc:
        context['pageurl'] = addresses.url(pagename)  # of Sphinx, it ends with "index.html"
    if addresses.base:
        name = site_name(app.env)
        page = PageInfo(folio_domain(app.env), navigation, pagename)
        feeds = [(FEED, ''), *page.feeds()] if has(app.config, 'feed') else []
        beside = [*((FEED_TYPE, *each) for each in feeds)]
        beside += ((CALENDAR_TYPE, *each) for each in page.calendars())
        for kind, path, text in beside:
            title = escape(plain(' – '.join(filter(None, (name, text)))))
            uri = escape(pathto(path, resource=True))
            links.append(f'<link rel="alternate" type="{kind}" title="{title}" href="{uri}">')
    if pagename == app.config.root_doc and has(app.config, 'folio-json'):
        uri = escape(pathto(PORTFOLIO, resource=True))
        links.append(f'<link rel="alternate" type="application/json" href="{uri}">')
    if app.config.html_favicon == ICON:
        uri = escape(pathto(f'_static/{TOUCH_ICON}', resource=True))
        links.append(f'<link rel="apple-touch-icon" href="{uri}">')
    before = context.get('metatags') or ''
    context['metatags'] = before + ''.join(f'\n    {link}' for link in links)


def setup_head(app: Sphinx, navigation: Navigation) -> None:
    """Add it once the parts before have put theirs in, and before the themes (priority 500)."""
    app.connect('html-page-context', partial(add_metadata, navigation), priority=450)
    app.connect('html-page-context', partial(add_links, navigation))
