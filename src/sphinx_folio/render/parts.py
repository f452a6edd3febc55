"""The small parts that cards, profiles and publication lists are made of.

All are neutral docutils nodes. Links to objects are ``pending_xref`` nodes, which the
domain resolves for each builder, unless the parts are told how.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinx_folio.graph import Counts, EntryView, Ref
from sphinx_folio.model import Link, PartialDate, Period, initials
from sphinx_folio.nodes import (
    Keep,
    aside_text,
    icon,
    link_detail,
    list_filter,
    monogram,
    period_nodes,
    preview,
)
from sphinx_folio.shared import DOWNLOADS, _, localised_date

from .words import count_text, label_text


@dataclass(frozen=True)
class Parts:
    """Makes the parts of one page.

    :param docname: the page that the nodes are for.
    :param language: the language of dates.
    :param resolve: returns what a link becomes, or None to leave that for later.
    :param groups: the headings that the site gives its groups.
    :param entry_kinds: the headings that the site gives its own kinds of entries.
    :param keep: what keeps parts that other pages show too, where they are for the writer alone.
    :param press: what makes a leaf of a node, there.
    """

    docname: str
    language: str
    resolve: Callable[[pending_xref], nodes.Element] | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    entry_kinds: Mapping[str, str] = field(default_factory=dict)
    keep: Keep | None = None
    press: Callable[[nodes.Element], nodes.Element] = lambda node: node

    def kept(self, key: Hashable, make: Callable[[], list[nodes.Node]]) -> list[nodes.Node]:
        """Return what *make* makes, or what was written of it before.

        :param key: all that it depends on, but for the folder of the page.
        """
        return self.keep(key, make) if self.keep else make()

    def link(self, ref: Ref, text: str = '', *content: nodes.Node) -> nodes.Element:
        """Return a link to an object, under *content*, *text* or its display name."""
        words = nodes.inline('', '', *content) if content else nodes.inline('', text or ref.name)
        return self._xref(ref.kind, ref.id, words, explicit=bool(text or content))

    def page_link(self, pagename: str, *content: nodes.Node) -> nodes.Element:
        """Return a link to a page of the site, which may have no source."""
        return self._xref('page', pagename, nodes.inline('', '', *content), explicit=True)

    def file_link(self, path: str, *content: nodes.Node, look: str = '') -> nodes.Element:
        """Return a link to a file of the built site, *path* from its root; *look* is its class."""
        link = self._xref('file', path, nodes.inline('', '', *content), explicit=True)
        if look:
            link['classes'] = [look]
        return link

    def _xref(
        self, kind: str, target: str, content: nodes.Node, *, explicit: bool
    ) -> nodes.Element:
        link = pending_xref(
            '',
            content,
            refdomain='folio',
            reftype=kind,
            reftarget=target,
            refdoc=self.docname,
            refexplicit=explicit,
            refwarn=False,
        )
        return self.resolve(link) if self.resolve else link

    def inline_refs(self, refs: Iterable[Ref]) -> list[nodes.Node]:
        """Return links apart by commas, each with its detail."""
        return joined(map(self._ref, refs))

    def _ref(self, ref: Ref) -> list[nodes.Node]:
        """Return a link with its detail."""

        def make() -> list[nodes.Node]:
            return [self.link(ref), *_detail(ref)]

        return make() if ref.docname == self.docname else self.kept(ref, make)

    def refs_line(self, look: str, refs: Iterable[Ref], label: str = '') -> list[nodes.Node]:
        """Return a paragraph of links, after *label* if there is one; nothing without links."""
        links = self.inline_refs(refs)
        return line(look, label and f'{label} ', *links) if links else []

    def chips(self, refs: Iterable[Ref]) -> list[nodes.Node]:
        """Return a row of names, those of other sites with their sites."""
        items = ([self.link(ref), *_detail(ref._replace(detail=''))] for ref in refs)
        return row(items, 'folio-chips', 'no-search')

    def page_chips(self, refs: Iterable[Ref], current: str = '') -> list[nodes.Node]:
        """Return links to the pages that a list is cut into, each with its detail.

        :param current: the name of the one that is shown, which is no link.
        """
        items: list[list[nodes.Node]] = []
        for ref in refs:
            label = label_text(ref.name, self.groups)
            link = nodes.strong('', label) if ref.name == current else self.link(ref, label)
            items.append([link, *_detail(ref)])
        return row(items, 'folio-chips', 'no-search')

    def links(
        self, links: Iterable[Link], about: str, *looks: str, with_icons: bool = False
    ) -> list[nodes.Node]:
        """Return a row of links; each says to assistive tools what it is *about*.

        :param looks: further classes of the row.
        :param with_icons: whether the icon of its service stands before each.
        """
        items = ([self.link_to(link, about, with_icon=with_icons)] for link in links)
        return row(items, 'folio-links', *looks)

    def link_to(self, link: Link, about: str, *, with_icon: bool) -> nodes.Element:
        """Return one link of a row; one without a scheme leads to a file of the site."""
        content: list[nodes.Node] = [icon('', name=link.key)] if with_icon else []
        content += [nodes.Text(link_title(link))]
        if link.detail:
            content += [link_detail('', f': {link.detail}')]
        content += [aside_text('', f': {about}')] if about else []
        look = f'folio-link-{nodes.make_id(link.key) or "other"}'
        if not link.is_file:
            uri = {'refuri': link.url, 'internal': False}
            return nodes.reference('', '', *content, **uri, classes=[look])
        return self.file_link(f'{DOWNLOADS}/{link.url.lstrip("/")}', *content, look=look)

    def preview(self, entry: EntryView) -> list[nodes.Node]:
        """Return the picture of an entry, or nothing where it has none; only the web shows it."""
        found = entry.preview
        if found is None or self.resolve is None:
            return []
        link = self.file_link(f'{DOWNLOADS}/{found.path}')
        if 'refuri' not in link:
            return []
        return [preview(uri=link['refuri'], width=found.width, height=found.height)]

    def picture(self, image: str, name: str, *, seed: str) -> nodes.container:
        """Return a photo, or a monogram of *name* (a neutral figure where it is empty)."""
        picture = (
            nodes.image(uri=image, candidates={'*': image}, alt=name)
            if image
            else nodes.paragraph('', '', monogram(initials=initials(name), seed=seed))
        )
        return nodes.container('', picture, classes=['folio-picture'])

    def text(self, text: str) -> list[nodes.Node]:
        """Return a text, or nothing."""
        return [nodes.Text(text)] if text else []

    def moment(self, moment: PartialDate | None) -> list[nodes.Node]:
        """Return a date in words, or nothing."""
        return [nodes.Text(localised_date(moment, self.language))] if moment else []

    def period(self, period: Period | None) -> list[nodes.Node]:
        """Return a period in words, or nothing."""
        return period_nodes(period, self.language) if period else []

    def membership(
        self, start: PartialDate | None, end: PartialDate | None, *, is_former: bool
    ) -> list[nodes.Node]:
        """Return in words since when somebody is a member, or was one, and until when."""
        if start and (end is None or is_former):
            return self.period(Period(start, end))
        until = _('until %s') % localised_date(end, self.language) if end else ''
        since = self.period(Period(start, None)) if start else []
        return joined([since, self.text(until)])


def link_title(link: Link) -> str:
    """Return what a link is called; the name of a service is the same in each language."""
    words = {
        'Website': _('Website'),
        'Code': _('Code'),
        'Paper': _('Paper'),
        'Slides': _('Slides'),
        'Event': _('Event'),
        'Poster': _('Poster'),
        'Video': _('Video'),
        'Data': _('Data'),
        'Demo': _('Demo'),
        'Documentation': _('Documentation'),
        'Report': _('Report'),
        'Link': _('Link'),
        'Blog': _('Blog'),
        'Supplement': _('Supplement'),
    }
    return words.get(link.title, link.title)


def heading(text: str, *, on_web: bool) -> nodes.rubric:
    """Return a title within a page; on the web it is one level below that of the page."""
    title = nodes.rubric('', text)
    if on_web:
        title['heading-level'] = 2
    return title


def line(look: str, *content: nodes.Node | str) -> list[nodes.Node]:
    """Return a paragraph of texts and nodes, or nothing where there are none."""
    # a text that is still to be translated is no `str`
    nodes_of = (item if isinstance(item, nodes.Node) else nodes.Text(item) for item in content)
    children = [node for node in nodes_of if not isinstance(node, nodes.Text) or node.astext()]
    return [nodes.paragraph('', '', *children, classes=[look])] if children else []


def badge(look: str, text: str) -> list[nodes.Node]:
    """Return a badge behind a space, or nothing without a text."""
    classes = ['folio-badge', f'folio-badge-{look}']
    return [nodes.Text(' '), nodes.inline('', text, classes=classes)] if text else []


def joined(items: Iterable[Sequence[nodes.Node]], sign: str = ', ') -> list[nodes.Node]:
    """Return the nodes of all items that have any, each item apart from the next by *sign*."""
    return [node for item in items if item for node in (nodes.Text(sign), *item)][1:]


def row(items: Iterable[Sequence[nodes.Node]], *looks: str) -> list[nodes.Node]:
    """Return a list of short items, which stand side by side; nothing without items."""
    entries = [nodes.list_item('', nodes.paragraph('', '', *item)) for item in items]
    return [nodes.bullet_list('', *entries, classes=[*looks])] if entries else []


def _detail(ref: Ref) -> list[nodes.Node]:
    """Return what stands behind a name: a role, a number, another site."""
    said = ', '.join(filter(None, (ref.detail, ref.site)))
    return [nodes.Text(f' ({said})')] if said else []


def filter_form(
    label: str, text: str, count: str, facets: Mapping[str, tuple[str, AbstractSet[object]]]
) -> list_filter:
    """Return the place of a list's filter, which a script builds where scripts run.

    :param label: what the form is called; *text* is the label of its field for words, and
        *count* says how many of the items are shown.
    :param facets: what a list may be narrowed by: its title, and the values of the items.
    """
    labels = {name: title for name, (title, values) in facets.items() if len(values) > 1}
    words = {'label': label, 'text': text, 'count': count, 'any': _('any'), 'reset': _('Show all')}
    return list_filter(facets=list(labels), **words, **labels)


def facts(*rows: tuple[str, list[nodes.Node]]) -> list[nodes.Node]:
    """Return a field list of the rows that have content, or nothing."""
    fields = [
        nodes.field(
            '',
            nodes.field_name('', name),
            nodes.field_body('', nodes.paragraph('', '', *content)),
        )
        for name, content in rows
        if content
    ]
    return [nodes.field_list('', *fields, classes=['folio-facts'])] if fields else []


def counts_line(counts: Counts) -> list[nodes.Node]:
    """Return how many objects belong to one, as "2 people · 5 publications", or nothing."""
    return line('folio-counts', ' · '.join(count_text(kind, count) for kind, count in counts))


def empty_list() -> list[nodes.Node]:
    """Return what stands in the place of a list without items."""
    return line('folio-empty', _('None listed yet.'))
