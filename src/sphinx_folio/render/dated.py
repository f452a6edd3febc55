"""Lists of dated entries, such as news and talks, and what one of them says of its ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes

from sphinx_folio.graph import NO_YEAR, OTHER, DatedItem, DatedList, DatedMention
from sphinx_folio.model import ObjectRef, PartialDate, Query
from sphinx_folio.nodes import ENTRY_CLASS, LIST_CLASS, filtered_item, list_filter, screen_only
from sphinx_folio.shared import _

from .parts import Parts, badge, empty_list, filter_form, joined, line
from .words import entry_word, kind_title, label_text


def status_word(item: DatedItem) -> str:
    """Return whether an opening is open; nothing for what nobody asks that of."""
    words = {'open': _('Open'), 'closed': _('Closed')}
    return words[item.entry.status] if item.entry.status else ''


def people_line(item: DatedItem, parts: Parts) -> list[nodes.Node]:
    """Return the people of an entry in a line of their own, or nothing."""
    return parts.refs_line('folio-entry-people', item.people)


def place_line(item: DatedItem) -> list[nodes.Node]:
    """Return where something was, or nothing."""
    where = ' · '.join(filter(None, (item.entry.organisation, item.entry.place)))
    return line('folio-entry-place', where)


def related_lines(item: DatedItem, parts: Parts) -> list[nodes.Node]:
    """Return the papers of an entry, and its projects and topics, each in a line."""
    related = (*item.projects, *item.topics)
    return [
        *parts.refs_line('folio-entry-related', item.publications),
        *parts.refs_line('folio-entry-related', related),
    ]


def render_line_ends(item: DatedItem, parts: Parts, *, on_paper: bool) -> list[nodes.Node]:
    """Return what a line of a timeline says of its ends, where it stands itself.

    :param on_paper: whether it stands in a CV, which leads nowhere.
    """
    related = [] if on_paper else related_lines(item, parts)
    links = parts.links(item.entry.links, item.entry.name)
    content = [*people_line(item, parts), *related, *links]
    return [nodes.container('', *content, classes=['folio-entry-ends'])] if content else []


def mention_lines(
    mentions: Sequence[DatedMention], parts: Parts, of: ObjectRef | None = None
) -> list[nodes.Node]:
    """Return the talks and the like that are about a paper, each in a line.

    :param of: what the list is of that the paper stands on, which is not named again.
    """
    result: list[nodes.Node] = []
    for mention in mentions:
        if of == (mention.ref.kind, mention.ref.id):
            continue
        what = mention.type or entry_word(mention.entry_kind, parts.entry_kinds)
        about = mention.ref.name
        links = ([parts.link_to(link, about, with_icon=False)] for link in mention.links)
        content = joined([[parts.link(mention.ref)], *links])
        result += line('folio-publication-dated', f'{what}: ', *content)
    return result


def join_by_date(
    lines: nodes.bullet_list,
    dates: Sequence[PartialDate | None],
    items: Sequence[nodes.Node],
    dates_of_items: Sequence[PartialDate | None],
) -> None:
    """Put items, the newest first, among lines that stand in the order of time, or behind them.

    :param dates: when each line was; an undated line stays where it is.
    :param dates_of_items: when each item was.
    """
    known = [date for date in dates if date]
    if known != sorted(known, reverse=True):
        lines += items
        return
    content = list(zip(lines.children, dates, strict=True))
    place = 0
    for item, date in zip(items, dates_of_items, strict=True):
        while place < len(content) and not _is_older(content[place][1], date):
            place += 1
        content.insert(place, (item, date))
        place += 1
    lines.children = []
    lines += [node for node, _date in content]


def _is_older(line: PartialDate | None, item: PartialDate | None) -> bool:
    return line is not None and item is not None and line < item


@dataclass(frozen=True, kw_only=True)
class DatedEntries:
    """Builds one list.

    :param view: what the list shows.
    :param query: what its directive asks for.
    :param on_paper: whether it stands in a CV, which leads nowhere.
    """

    view: DatedList
    query: Query
    parts: Parts
    on_paper: bool = False

    def render(self) -> list[nodes.Node]:
        """Return the nodes of the list, its groups, its filter and what leads to all of it."""
        view, parts = self.view, self.parts
        if not view.items:
            return empty_list()
        result: list[nodes.Node] = []
        if view.pages:
            text = _('The first %(shown)d of %(total)d; all of them:')
            said = str(text) % {'shown': len(view.items), 'total': view.total}
            result += [*line('folio-list-part', said), *parts.page_chips(view.pages)]
        if self.query.filter and len(view.items) > 1:
            result.append(self._filter())
        for title, items in self.groups():
            if title:
                result.append(nodes.rubric('', title, classes=['folio-group']))
            result += self.list_of(items)
        return result + ([] if self.on_paper else self._footer())

    def _footer(self) -> list[nodes.Node]:
        """Return what leads to the whole list, and to the files that one follows it by."""
        view, parts = self.view, self.parts
        text = str(_('All %d entries') % view.total)
        more: list[nodes.Node] = [parts.link(view.more, text)] if view.more else []
        files = [('Atom', view.feed), ('iCalendar', view.calendar)]
        links = [[parts.file_link(path, nodes.Text(title))] for title, path in files if path]
        footer = line('folio-list-footer', *joined([more, *links], ' · '))
        return [screen_only('', *footer)] if footer else []

    def groups(self) -> list[tuple[str, list[DatedItem]]]:
        """Return the items under the titles of their groups; ungrouped under an empty one."""
        groups: dict[str, list[DatedItem]] = {}
        for item in self.view.items:
            groups.setdefault(self._group_of(item), []).append(item)
        return list(groups.items())

    def _group_of(self, item: DatedItem) -> str:
        entry = item.entry
        match self.query.group_by:
            case 'year':
                return str(entry.year or label_text(NO_YEAR, {}))
            case 'kind':
                return kind_title(entry.entry_kind, self.parts.entry_kinds)
            case 'type':
                return entry.type or label_text(OTHER, {})
        return ''

    def list_of(self, items: Sequence[DatedItem]) -> list[nodes.Node]:
        """Return the list of the items of one group."""
        style = self.query.style or 'timeline'
        if style == 'inline':
            return self.parts.chips(item.ref for item in items)
        looks = {
            'timeline': [LIST_CLASS],
            'list': ['folio-list', 'folio-entry-list'],
            'cards': ['folio-cards', 'folio-entry-list'],
        }
        make = {'timeline': self._record, 'list': self._line, 'cards': self._card}
        content = [self._open(item) for item in items]
        for node, item in zip(content, items, strict=True):
            make[style](node, item)
        return [nodes.bullet_list('', *content, classes=[*looks[style], 'no-search'])]

    def _open(self, item: DatedItem) -> nodes.list_item:
        """Return an empty item, which a form finds by what it does not show as such."""
        if not self.query.filter:
            return nodes.list_item()
        return filtered_item(
            year=str(item.entry.year or ''),
            group=kind_title(item.entry.entry_kind, self.parts.entry_kinds),
            topics=[ref.name for ref in item.topics],
            people=[ref.name for ref in item.people],
        )

    def _record(self, node: nodes.list_item, item: DatedItem) -> None:
        """Fill in a record as the timelines of pages have it."""
        node['classes'] = [ENTRY_CLASS]
        node += line('folio-entry-dates', *self._dates(item))
        node += self._title(item, 'folio-entry-title')
        node += place_line(item)
        node += people_line(item, self.parts)
        node += line('folio-entry-summary', item.entry.summary)
        if not self.on_paper:
            node += related_lines(item, self.parts)
        node += self.parts.links(item.entry.links, item.entry.name)

    def _line(self, node: nodes.list_item, item: DatedItem) -> None:
        node['classes'] = ['folio-card']
        body = nodes.container(classes=['folio-card-body'])
        body += self._title(item, 'folio-card-title')
        body += line('folio-card-line', *joined([self._dates(item), *self._where(item)], ' · '))
        node += body

    def _card(self, node: nodes.list_item, item: DatedItem) -> None:
        node['classes'] = ['folio-card']
        if item.entry.image:
            node += self.parts.picture(item.entry.image, item.entry.name, seed=item.entry.id)
        body = nodes.container(classes=['folio-card-body'])
        body += self._title(item, 'folio-card-title')
        body += line('folio-card-line', *self._dates(item))
        body += line('folio-card-place', *joined(self._where(item), ' · '))
        body += line('folio-card-line', *self.parts.inline_refs(item.people))
        body += line('folio-card-summary', item.entry.summary)
        body += self.parts.links(item.entry.links, item.entry.name)
        topics = self.parts.inline_refs((*item.projects, *item.topics))
        body += line('folio-card-topics', *topics)
        node += body

    def _where(self, item: DatedItem) -> list[list[nodes.Node]]:
        return [self.parts.text(item.entry.organisation), self.parts.text(item.entry.place)]

    def _dates(self, item: DatedItem) -> list[nodes.Node]:
        return self.parts.period(item.entry.when)

    def _title(self, item: DatedItem, look: str) -> list[nodes.Node]:
        """Return the title with its badges; in a list of several kinds, the kind is one."""
        entry = item.entry
        is_mixed = len(self.query.entry_kind) != 1 and self.query.group_by != 'kind'
        kind = entry_word(entry.entry_kind, self.parts.entry_kinds) if is_mixed else ''
        title: nodes.Node = self.parts.link(item.ref)
        if look == 'folio-entry-title':
            title = nodes.strong('', '', title)
        by_type = self.query.group_by == 'type'
        badges = badge('kind', kind) + badge('type', '' if by_type else entry.type)
        return line(look, title, *badges, *badge('status', status_word(item)))

    def _filter(self) -> list_filter:
        items, own = self.view.items, self.parts.entry_kinds
        kinds = {kind_title(item.entry.entry_kind, own) for item in items}
        return filter_form(
            _('Filter entries'),
            _('Words'),
            _('{shown} of {all} entries'),
            {
                'year': (_('Year'), {item.entry.year for item in items}),
                'group': (_('Kind'), kinds),
                'topic': (_('Topic'), {ref.name for item in items for ref in item.topics}),
                'person': (_('Person'), {ref.name for item in items for ref in item.people}),
            },
        )
