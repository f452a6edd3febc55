"""A person's page arranged as a CV: the same nodes, in the order that committees read.

The page is taken apart into blocks: its tabs, its sections, and what stands between them.
Its lists are still placeholders then, so that nothing is rendered twice.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, cast

from docutils import nodes
from sphinx import addnodes

from sphinx_folio.model import ObjectRef, Query, entry_kinds, is_whole
from sphinx_folio.nodes import LIST_CLASS, ancestors, diagram, entry_ends, listing, profile
from sphinx_folio.render import kind_title
from sphinx_folio.shared import _

from .design import design_component

Heading = tuple[nodes.Node, ...]

#: What helps to find one's way on a screen only.
_NAVIGATION = (addnodes.toctree, profile, diagram)
#: What stands at the end of a page and belongs to text anywhere in it.
_NOTES = (nodes.footnote, nodes.citation)
_TAKEN_OUT = (*_NAVIGATION, *_NOTES)


class Part(NamedTuple):
    """A section of the CV in the making."""

    name: str  #: One of `CV_SECTIONS`.
    title: Heading
    content: list[nodes.Node]
    ids: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The words of the title."""
        return ''.join(node.astext() for node in self.title)


def arrange_cv(
    document: nodes.document,
    person: ObjectRef,
    order: Sequence[str],
    is_empty: Callable[[Query], bool],
    own_kinds: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Turn the doctree of a person's page into that of a CV, in place.

    :param order: the sections, of `cv_sections`; what is not named is left out.
    :param is_empty: tells of a query whether a list of it on the page shows nothing.
    :param own_kinds: the headings that a site gives its own kinds of entries.
    """
    notes = _take_notes(document)
    page, content = _content_of(document)
    find = partial(_parts_of, person=person, is_empty=is_empty, own_kinds=own_kinds)
    parts = [part for block in blocks_of(content) for part in find(block)]
    listed: set[str] = set()
    # a list that stands twice on the page is printed once
    parts = [part for part in parts if not _is_repeated(part, listed)]
    for ends in document.findall(entry_ends):
        ends['layout'] = 'cv'
    for kind in entry_kinds(own_kinds):
        query = _entries_of(person, kind)
        if kind not in listed and not is_empty(query):
            same = next((part.title for part in parts if part.name == kind), ())
            place = listing(query=query, docname=document['docname'], number=-1, related=False)
            place['layout'] = 'cv'
            parts.append(_part(kind, same, kind_title(kind, own_kinds), [place]))
    page += profile(docname=document['docname'], object=person, layout='cv')
    for name in dict.fromkeys(order):
        page += _sections([part for part in parts if part.name == name])
    page += notes
    document[:] = [page]


def _take_notes(document: nodes.document) -> Sequence[nodes.Element]:
    """Take out what is for screens, and footnotes, which text of any section may need."""
    taken = [node for node in document.findall(nodes.Element) if isinstance(node, _TAKEN_OUT)]
    for node in taken:
        node.parent.remove(node)
    return [node for node in taken if isinstance(node, _NOTES)]


def _content_of(document: nodes.document) -> tuple[nodes.section, list[nodes.Node]]:
    """Return the page's section, bare but for its title, and all that it held."""
    page = nodes.section('', nodes.title())
    content = list(document.children)
    index = document.first_child_matching_class(nodes.section)
    if index is not None:
        section = cast('nodes.section', content[index])
        page['ids'] = section['ids']
        page.source, page.line = section.source, section.line  # for what is told of its parts
        page[0] = section[0]
        content[index : index + 1] = section.children[1:]
    return page, content


def _is_repeated(part: Part, listed: set[str]) -> bool:
    """Tell whether a list was met before, and remember it."""
    lists = [node for node in part.content if isinstance(node, listing)]
    if not any(node.get('layout') == 'cv' for node in lists):
        return False
    is_known = part.name in listed
    listed.add(part.name)
    return is_known


def _sections(parts: Iterable[Part]) -> list[nodes.section]:
    """Return a section for each part; parts under the same title share one."""
    sections: dict[str, nodes.section] = {}
    for part in parts:
        if part.heading not in sections:
            sections[part.heading] = nodes.section('', nodes.title('', '', *part.title))
        sections[part.heading] += part.content
        sections[part.heading]['ids'] += part.ids
    return list(sections.values())


# -- the parts of a block ----------------------------------------------------------------


def _entries_of(person: ObjectRef, kind: str) -> Query:
    """Return the query of all dated entries of a kind that are a person's."""
    return Query(kind='entry', of=person, entry_kind=(kind,))


def _parts_of(
    block: 'Block',
    person: ObjectRef,
    is_empty: Callable[[Query], bool],
    own_kinds: Mapping[str, str],
) -> list[Part]:
    """Take timelines and lists out of a block; what is left is a part of its own."""
    places = [node for node in block.body.findall(nodes.Element) if _is_record(node)]
    is_alone = len(places) == 1 and not _has_more(block.body, places[0])
    parts: list[Part] = []
    for place in places:
        query: Query | None = place.get('query')
        if query and not _is_own(query, person):
            continue
        title = take_out(place, block.body) or (block.heading if is_alone else ())
        if query is None:
            words = kind_title(place['kind'], own_kinds)
            parts.append(_part(place['kind'], title, words, [place]))
        elif query.kind == 'entry':
            kind = query.entry_kind[0] if len(query.entry_kind) == 1 else ''
            whole = _entries_of(person, kind)
            if kind and not is_empty(whole):
                place.attributes |= {'query': whole, 'layout': 'cv', 'related': False}
                parts.append(_part(kind, title, kind_title(kind, own_kinds), [place]))
        elif _is_printed(query, person, is_empty):
            place.attributes |= {
                'query': replace(query, style=''),
                'layout': 'cv',
                'related': False,
            }
            parts.append(_part(f'{query.kind}s', title, kind_title(query.kind), [place]))
    if has_content(block.body):
        rest = _part('about', block.heading, _('About'), block.body.children)
        same = next((part for part in parts if part.heading == rest.heading), None)
        # what an author says of a list under the list's own title stays with it
        parts.insert(0, rest._replace(name=same.name) if same else rest)
    if parts:
        parts[0] = parts[0]._replace(ids=block.ids)
    return parts


def _is_record(node: nodes.Element) -> bool:
    """Tell whether a node is a list, or a timeline that is not part of another one's entry."""
    if isinstance(node, listing):
        return True
    return _is_timeline(node) and not any(map(_is_timeline, ancestors(node)))


def _is_timeline(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Element) and LIST_CLASS in node.get('classes', ()) and 'kind' in node
    )


def _has_more(body: nodes.Node, place: nodes.Element) -> bool:
    """Tell whether a block holds more than one record and the headings above that."""
    return body is not place and any(
        _has_more(child, place) if place in child.findall(type(place)) else has_content(child)
        for child in body.children
    )


def _is_own(query: Query, person: ObjectRef) -> bool:
    """Tell whether a list is of what belongs to a person; others stay where they are."""
    is_of = query.of == person or query.person == (person.id,)
    return is_of and query.kind in {'publication', 'project', 'topic', 'entry'}


def _is_printed(query: Query, person: ObjectRef, is_empty: Callable[[Query], bool]) -> bool:
    """Tell whether one's own list is a section; topics stand in the head of the CV.

    A list of part of one's publications or projects would say the same twice.
    """
    return query.kind != 'topic' and is_whole(query, person) and not is_empty(query)


def _part(name: str, heading: Heading, words: str, content: list[nodes.Node]) -> Part:
    """Return a part under a heading, or under these words if it has none."""
    return Part(name, heading or (nodes.Text(words),), content)


#: What a reader sees of a page whose lists are not filled in yet.
_SEEN = (nodes.Text, nodes.image, listing)
#: What is nothing without the content below it, or is not seen at all.
_HOLLOW = (nodes.title, nodes.rubric, nodes.Invisible, nodes.system_message)
_TAG = re.compile(r'<[^>]*>')


class Block(NamedTuple):
    """A part of a page: a tab, a section, or what stands between them without a heading."""

    heading: Heading
    body: nodes.container
    ids: tuple[str, ...] = ()


def blocks_of(content: Iterable[nodes.Node]) -> list[Block]:
    """Cut a page at its tabs and sections."""
    blocks = [Block((), nodes.container())]
    for node in content:
        headed: Sequence[nodes.Node] = [node] if isinstance(node, nodes.section) else []
        if design_component(node) == 'tab-set':
            headed = [item for item in node.children if design_component(item) == 'tab-item']
        if headed:
            blocks += [*map(_block, headed), Block((), nodes.container())]
        else:
            blocks[-1].body.append(node)
    return blocks


def _block(node: nodes.Node) -> Block:
    """Return the block of a section or of a tab."""
    assert isinstance(node, nodes.Element)
    heading, content, ids = heading_of(node), node.children, node['ids']
    if content and isinstance(label := content[0], nodes.title | nodes.rubric):
        content, ids = content[1:], [*ids, *label['ids']]
    body = nodes.container()
    for child in content:
        # the content of a tab without the box around it
        body += child.children if design_component(child) == 'tab-content' else [child]
    return Block(heading, body, tuple(ids))


def heading_of(node: nodes.Element) -> Heading:
    """Return the title of a section, a tab, a card or a dropdown."""
    for child in node.children:
        if isinstance(child, nodes.title | nodes.rubric):
            return tuple(child.children)
    for title in node.findall(nodes.container):
        if design_component(title) == 'card-title':
            return tuple(title[0].children)
    return ()


def take_out(place: nodes.Element, body: nodes.Element) -> Heading:
    """Take a record out of a block; return the heading that has nothing below it then."""
    heading = _take_rubric(place)
    parent = place.parent
    parent.remove(place)
    while parent is not body and not isinstance(parent, nodes.entry) and not has_content(parent):
        heading = heading or heading_of(parent)
        emptied, parent = parent, parent.parent
        parent.remove(emptied)
    return heading


def _take_rubric(place: nodes.Element) -> Heading:
    """Take the heading right above a timeline, or above a list that nothing follows."""
    parent, before = place.parent, place.previous_sibling()
    after = place.next_node(descend=False, siblings=True)
    is_last = after is None or isinstance(after, nodes.rubric)
    if not isinstance(before, nodes.rubric) or (isinstance(place, listing) and not is_last):
        return ()
    if 'sd-tab-label' in before['classes'] or parent.get('has_title'):
        return ()  # the heading of the tab or of the dropdown around it
    parent.remove(before)
    return tuple(before.children)


def has_content(node: nodes.Node) -> bool:
    """Tell whether a reader sees something of *node*, more than a heading without text."""
    if isinstance(node, _HOLLOW) or design_component(node) == 'card-title':
        return False
    if isinstance(node, nodes.raw):
        return bool(_TAG.sub('', node.astext()).strip())
    return isinstance(node, _SEEN) or any(has_content(child) for child in node.children)
