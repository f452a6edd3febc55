"""The small parts that cards, profiles and publication lists are made of.

All are neutral docutils nodes. Links to objects are ``pending_xref`` nodes, which the
domain resolves for each builder, unless the parts are told how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinx_folio.model import initials
from sphinx_folio.nodes import aside_text, icon, list_filter, monogram
from sphinx_folio.shared import _, localised_date

from .words import count_text, label_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx_folio.graph import Counts, Ref
    from sphinx_folio.model import Link, PartialDate


class Parts:
    """Makes the parts of one page.

    :param docname: the page that the nodes are for.
    :param language: the language of dates.
    :param resolve: returns what a link becomes, or None to leave that for later.
    """

    def __init__(
        self,
        docname: str,
        language: str,
        resolve: Callable[[pending_xref], nodes.Element] | None = None,
    ) -> None:
        self.docname = docname
        self.language = language
        self.resolve = resolve

    def link(self, ref: Ref, text: str = '') -> nodes.Element:
        """Return a link to an object, under *text* or its display name."""
        content = nodes.inline('', text or ref.name)
        return self._xref(ref.kind, ref.id, content, explicit=bool(text))

    def file_link(self, path: str, *content: nodes.Node) -> nodes.Element:
        """Return a link to a file of the built site, *path* from its root."""
        return self._xref('file', path, nodes.inline('', '', *content), explicit=True)

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
        return with_commas(
            [self.link(ref), *([nodes.Text(f' ({ref.detail})')] if ref.detail else [])]
            for ref in refs
        )

    def joined(self, look: str, refs: Iterable[Ref], label: str = '') -> nodes.paragraph:
        """Return a paragraph of links, after *label* if there is one."""
        before = [nodes.Text(f'{label} ')] if label else []
        return nodes.paragraph('', '', *before, *self.inline_refs(refs), classes=[look])

    def chips(self, refs: Iterable[Ref]) -> nodes.bullet_list:
        """Return a row of names."""
        items = [nodes.list_item('', nodes.paragraph('', '', self.link(ref))) for ref in refs]
        return nodes.bullet_list('', *items, classes=['folio-chips', 'no-search'])

    def page_chips(self, refs: Iterable[Ref]) -> nodes.bullet_list:
        """Return links to the pages that a list is cut into, each with its detail."""
        items = []
        for ref in refs:
            count = [nodes.Text(f' ({ref.detail})')] if ref.detail else []
            label = label_text(ref.name)
            is_here = ref.docname == self.docname
            link = nodes.strong('', label) if is_here else self.link(ref, label)
            items.append(nodes.list_item('', nodes.paragraph('', '', link, *count)))
        return nodes.bullet_list('', *items, classes=['folio-chips', 'no-search'])

    def links(
        self, links: Iterable[Link], about: str, *, with_icons: bool = False
    ) -> nodes.bullet_list:
        """Return a row of links; each says to assistive tools what it is *about*.

        :param with_icons: whether the icon of its service stands before each.
        """
        items = [
            self.link_item(link, about, *([icon('', name=link.key)] if with_icons else []))
            for link in links
        ]
        return nodes.bullet_list('', *items, classes=['folio-links'])

    def link_item(self, link: Link, about: str, *before: nodes.Node) -> nodes.list_item:
        """Return one link of a row; one without a scheme leads to a file of the site.

        :param before: what stands in the link before its words, such as an icon.
        """
        said = [aside_text('', f': {about}')] if about else []
        content = [*before, nodes.Text(link_title(link)), *said]
        if '://' in link.url or link.url.startswith('mailto:'):
            target: nodes.Element = nodes.reference('', '', *content, refuri=link.url)
            target['internal'] = False
        else:
            target = self.file_link(f'_downloads/folio/{link.url.lstrip("/")}', *content)
        target['classes'] = [f'folio-link-{nodes.make_id(link.key) or "other"}']
        return nodes.list_item('', nodes.paragraph('', '', target))

    def cv_item(self, path: str, name: str) -> nodes.list_item:
        """Return the link of a row that leads to a CV, *path* from the root of the website."""
        said = [icon('', name='cv'), nodes.Text(_('CV (PDF)')), aside_text('', f': {name}')]
        link = self.file_link(path, *said)
        link['classes'] = ['folio-link-cv']
        return nodes.list_item('', nodes.paragraph('', '', link))

    def picture(self, image: str, name: str, *, seed: str) -> nodes.container:
        """Return a photo, or a monogram of *name* (a neutral figure where it is empty)."""
        if image:
            picture: nodes.Node = nodes.image(uri=image, candidates={'*': image}, alt=name)
        else:
            drawn = monogram(initials=initials(name), seed=seed)
            picture = nodes.paragraph('', '', drawn)
        return nodes.container('', picture, classes=['folio-picture'])

    def moment(self, moment: PartialDate | None) -> list[nodes.Node]:
        """Return a date in words, or nothing."""
        return [nodes.Text(localised_date(moment, self.language))] if moment else []


def link_title(link: Link) -> str:
    """Return what a link is called; the name of a service is the same in each language."""
    words = {
        'Website': _('Website'),
        'Code': _('Code'),
        'Paper': _('Paper'),
        'Slides': _('Slides'),
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


def line(look: str, text: str) -> nodes.paragraph:
    """Return a paragraph of plain text."""
    return nodes.paragraph('', text, classes=[look])


def with_commas(items: Iterable[list[nodes.Node]]) -> list[nodes.Node]:
    """Return the nodes of all items, each item apart from the next by a comma."""
    return [node for item in items for node in (nodes.Text(', '), *item)][1:]


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


def counts_line(counts: Counts) -> list[nodes.paragraph]:
    """Return how many objects belong to one, as "2 people · 5 publications", or nothing."""
    said = ' · '.join(count_text(kind, count) for kind, count in counts)
    return [line('folio-counts', said)] if said else []


def empty_list() -> nodes.paragraph:
    """Return what stands in the place of a list without items."""
    return line('folio-empty', _('None listed yet.'))
