"""Placeholders to nodes, before Sphinx resolves the links in them."""

from dataclasses import replace
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.graph import (
    DatedList,
    ListView,
    PersonView,
    PublicationPage,
    PublicationView,
    view_elsewhere,
    view_line,
    view_list,
    view_profile,
)
from sphinx_folio.model import PartialDate, Query
from sphinx_folio.nodes import entry_ends, listing, profile, screen_only
from sphinx_folio.shared import _, is_for_browsers, is_website

from .cards import render_cards
from .cv import render_cv_head, render_cv_projects
from .dated import DatedEntries, join_by_date, render_line_ends
from .math import marked_nodes
from .parts import Parts, heading, line
from .profiles import render_profile
from .publications import PublicationList
from .words import kind_title


class FillPlaceholders(SphinxPostTransform):
    """Fill in the profile cards and the lists of a document.

    It runs before the resolvers of MyST (priority 9) and Sphinx (10), which turn the
    links that it makes into references. In builders that write one big document, each
    placeholder still knows the page that it stands on.
    """

    default_priority = 6

    @property
    def _domain(self) -> FolioDomain:
        return folio_domain(self.env)

    def run(self, **kwargs: Any) -> None:
        """Replace each `profile` and each `listing`, where these cannot wait."""
        if not is_for_browsers(self._domain.builder):
            self._fill_lists()
        for place in list(self.document.findall(entry_ends)):
            if 'docname' not in place:  # on a page that could not be read whole
                place.parent.remove(place)
                continue
            parts = self._make_parts(place['docname'])
            item = view_line(self._domain.site, place['docname'], place['number'])
            on_paper = place.get('layout') == 'cv'
            place.replace_self(render_line_ends(item, parts, on_paper=on_paper) if item else [])
        for card in list(self.document.findall(profile)):
            parts = self._make_parts(card['docname'])
            view = view_profile(card['object'], self._domain.site)
            if card.get('layout') == 'cv' and isinstance(view, PersonView):
                card.replace_self(render_cv_head(view, parts))
            else:
                card.replace_self(render_profile(view, parts))

    def _fill_lists(self) -> None:
        for placeholder in list(self.document.findall(listing)):
            self._fill_list(placeholder)

    def _make_parts(self, docname: str) -> Parts:
        return make_parts(self._domain, docname)

    def _fill_list(self, placeholder: listing) -> None:
        domain = self._domain
        query = placeholder['query']
        view = view_list(query, domain.site, (placeholder['docname'], placeholder['number']))
        entries = view.items if isinstance(view, PublicationView | DatedList) else view
        is_known = query.kind == 'person' and domain.site.is_of_one and not view_elsewhere(view)
        is_known = is_known or self._is_page_of_some(placeholder, view)
        is_empty = not (entries or view_elsewhere(view))
        if placeholder['related'] and (is_known or is_empty):
            placeholder.parent.remove(placeholder)
            return
        parts = self._make_parts(placeholder['docname'])
        content = self._render(view, query, parts, placeholder.get('layout', ''))
        if placeholder['related'] and not isinstance(view, DatedList):
            # the title of a list that stands behind all that the author wrote
            title = heading(kind_title(query.kind), on_web=domain.builder.format == 'html')
            content.insert(0, title)
        if isinstance(view, DatedList) and placeholder.get('layout'):
            content = self._join_lines(placeholder, view, content)
        placeholder.replace_self(content)

    def _join_lines(
        self, placeholder: listing, view: DatedList, content: list[nodes.Node]
    ) -> list[nodes.Node]:
        """Put the entries of a CV among the lines of the same section; return what is left."""
        lines = placeholder.previous_sibling()
        if not (isinstance(lines, nodes.bullet_list) and 'kind' in lines):
            return content
        items = [item for node in content for item in node.children]
        moments = [item.entry.moment for item in view.items]
        join_by_date(lines, self._moments_of(lines, placeholder['docname']), items, moments)
        return []

    def _moments_of(self, lines: nodes.bullet_list, docname: str) -> list[PartialDate | None]:
        """Return the date of each line of a timeline."""
        known = self._domain.site.graph.lines
        numbers = range(len(self._domain.facts(docname).entries))
        entries = (known[docname, number] for number in numbers)
        moments = {entry.anchor: entry.moment for entry in entries}
        ids = (item['ids'] for item in lines.children if isinstance(item, nodes.Element))
        return [next((moments[name] for name in names if name in moments), None) for names in ids]

    def _is_page_of_some(self, placeholder: listing, view: ListView) -> bool:
        """Tell whether the page shows some papers of a website that another page shows all of."""
        domain, docname = self._domain, placeholder['docname']
        if domain.builder.format != 'html' or not isinstance(view, PublicationView):
            return False
        others = (
            query for query in domain.facts(docname).listings if query != placeholder['query']
        )
        return view.is_owners and any(
            query.kind == 'publication' and domain.site.selections.evaluate_all(query)
            for query in others
        )

    def _render(self, view: ListView, query: Query, parts: Parts, layout: str) -> list[nodes.Node]:
        if isinstance(view, PublicationView):
            if layout == 'cv':
                view = view.anchored(self._domain.site.ids)
            return render_publications(self._domain, parts, view, layout or query.style or 'list')
        if isinstance(view, DatedList):
            return self._render_dated(view, query, parts, layout)
        if layout == 'cv':
            return [render_cv_projects(view, parts)]
        return render_cards(view, parts, query)

    def _render_dated(
        self, view: DatedList, query: Query, parts: Parts, layout: str
    ) -> list[nodes.Node]:
        """Return the nodes of dated entries; what nobody has placed stands under headings."""
        entries = DatedEntries(view=view, query=query, parts=parts, on_paper=layout == 'cv')
        if not query.rest or layout:
            return entries.render()
        on_web = self._domain.builder.format == 'html'
        return [
            node
            for title, items in entries.groups()
            for node in (heading(title, on_web=on_web), *entries.list_of(items))
        ]


class FillLists(FillPlaceholders):
    """Fill in the lists of a web page.

    They are most of what a site shows, and have nothing for the transforms between.
    """

    default_priority = 850  # after all transforms of Sphinx and its themes
    formats = ('html',)

    def run(self, **kwargs: Any) -> None:
        """Replace each `listing` that is left."""
        self._fill_lists()

    def _make_parts(self, docname: str) -> Parts:
        return make_last_parts(self._domain, docname)


def make_last_parts(domain: FolioDomain, docname: str) -> Parts:
    """Return the maker of the parts of a web page that only the writer sees.

    Where all pages become one, Sphinx mends links when they are made.
    """
    parts = make_parts(domain, docname)
    if not is_website(domain.builder):
        return parts
    return replace(parts, keep=domain.written.on(docname), press=domain.written.press)


def make_parts(domain: FolioDomain, docname: str) -> Parts:
    """Return the maker of the parts of one page; for the web, with links that are made."""
    env, builder = domain.env, domain.builder
    own = {'groups': env.config.folio_groups, 'entry_kinds': env.config.folio_entry_kinds}
    if builder.format != 'html':
        return Parts(docname, env.config.language, **own)

    def resolve(link: pending_xref) -> nodes.Element:
        content = cast('nodes.Element', link.children[0])
        target = (link['reftype'], link['reftarget'], link, content)
        content.parent = None  # else each link waits for the collector of garbage
        return domain.resolve_xref(env, docname, builder, *target) or content

    return Parts(docname, env.config.language, resolve, **own)


def render_publications(
    domain: FolioDomain, parts: Parts, view: PublicationView, style: str = 'list'
) -> list[nodes.Node]:
    """Return the nodes of a list of publications."""
    return _publication_list(domain, parts, view, style).render()


def render_publication_page(
    domain: FolioDomain, parts: Parts, view: PublicationPage
) -> list[nodes.Node]:
    """Return what stands on the page of an entry: its title, and the nodes below."""
    title = nodes.title('', '', *marked_nodes(view.item.publication.marked_text('title')))
    whole = PublicationView((view.item,), 1, '', filter=False)
    content = _publication_list(domain, parts, whole, 'page').page()
    if view.versions:
        versions = PublicationView(view.versions, len(view.versions), '', filter=False)
        others = render_publications(domain, parts, versions, 'compact')
        content += [heading(_('Other versions and related works'), on_web=True), *others]
    if view.full_list:
        back = parts.link(view.full_list, _('All publications'))
        footer = line('folio-list-footer', back)
        content.append(screen_only('', *footer, classes=['no-search']))
    return [title, *content]


def _publication_list(
    domain: FolioDomain, parts: Parts, view: PublicationView, style: str
) -> PublicationList:
    paper = 'cv' if style == 'cv' else 'portfolio'
    place = paper if domain.builder.format == 'latex' else 'pages'
    return PublicationList(
        view=view,
        parts=parts,
        style=style,
        in_style=place in domain.env.config.folio_citation_style_in,
        author_limit=domain.env.config.folio_author_limit,
        bibtex=domain.bibliography.bibtex,
    )
