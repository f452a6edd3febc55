"""A person's page arranged as a CV: the same nodes, in the order that committees read.

The page is taken apart into blocks: its tabs, its sections, and what stands between them.
Its lists are still placeholders then, so that nothing is rendered twice.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_folio.model import Query, is_whole
from sphinx_folio.nodes import LIST_CLASS, ancestors, diagram, listing, profile
from sphinx_folio.render import kind_title
from sphinx_folio.shared import _

from .design import design_component

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_folio.model import ObjectRef


#: What helps to find one's way on a screen only.
_NAVIGATION = (addnodes.toctree, profile, diagram)
#: What stands at the end of a page and belongs to text anywhere in it.
_NOTES = (nodes.footnote, nodes.citation)


class Section(NamedTuple):
    """A section of the CV in the making."""

    #: One of `CV_SECTIONS`.
    name: str
    title: tuple[nodes.Node, ...]
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
) -> None:
    """Turn the doctree of a person's page into that of a CV, in place.

    :param order: names of `CV_SECTIONS`; what is not named is left out.
    :param is_empty: tells of a query whether it selects nothing.
    """
    notes = _take_notes(document)
    page, content = _content_of(document)
    sections: list[Section] = []
    listed: set[str] = set()
    for block in list(blocks_of(content)):
        of_block = _sections_of(block, person, is_empty)
        # a list that stands twice on the page is printed once
        sections += [section for section in of_block if not _is_repeated(section, listed)]
    page += profile(docname=document['docname'], object=person, layout='cv')
    for name in dict.fromkeys(order):
        page += _section_nodes([section for section in sections if section.name == name])
    page += notes
    document.children = []
    document += page


def _take_notes(document: nodes.document) -> list[nodes.Node]:
    """Take out what is for screens, and footnotes, which text of any section may need."""
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, _NAVIGATION):
            node.parent.remove(node)
    notes: list[nodes.Node] = [
        node for node in document.findall(nodes.Element) if isinstance(node, _NOTES)
    ]
    for note in notes:
        assert note.parent is not None
        note.parent.remove(note)
    return notes


def _content_of(document: nodes.document) -> tuple[nodes.section, list[nodes.Node]]:
    """Return the page's section, bare but for its title, and all that it held."""
    page = nodes.section('', nodes.title())
    content: list[nodes.Node] = []
    is_first = True
    for child in document.children:
        if isinstance(child, nodes.section) and is_first:
            page['ids'] = child['ids']
            page.source, page.line = child.source, child.line  # for what is reported of its content
            page.children[0] = child[0]
            content += child.children[1:]
            is_first = False
        else:
            content.append(child)
    return page, content


def _is_repeated(section: Section, listed: set[str]) -> bool:
    """Tell whether a list was met before, and remember it."""
    lists = [node for node in section.content if isinstance(node, listing)]
    if not any(node.get('layout') == 'cv' for node in lists):
        return False
    is_known = section.name in listed
    listed.add(section.name)
    return is_known


def _section_nodes(sections: Iterable[Section]) -> list[nodes.section]:
    """Return a node for each section; sections under the same title share one."""
    by_heading: dict[str, nodes.section] = {}
    for section in sections:
        if section.heading not in by_heading:
            by_heading[section.heading] = nodes.section('', nodes.title('', '', *section.title))
        by_heading[section.heading] += section.content
        by_heading[section.heading]['ids'] += section.ids
    return list(by_heading.values())


# -- the sections of a block -------------------------------------------------------------


def _sections_of(
    block: Block, person: ObjectRef, is_empty: Callable[[Query], bool]
) -> list[Section]:
    """Take timelines and lists out of a block; what is left is a section of its own."""
    records = [node for node in block.body.findall(nodes.Element) if _is_record(node)]
    is_alone = len(records) == 1 and not _has_more(block.body, records[0])
    sections: list[Section] = []
    for record in records:
        heading = block.heading if is_alone else ()
        if isinstance(record, listing):
            sections += _list_section(record, block.body, heading, person, is_empty)
        else:
            kind: str = record['kind']
            title = take_out(record, block.body) or heading or (nodes.Text(kind_title(kind)),)
            sections.append(Section(kind, title, [record]))
    if has_content(block.body):
        rest = Section('about', block.heading or (nodes.Text(_('About')),), block.body.children)
        same = next((section for section in sections if section.heading == rest.heading), None)
        # what an author says of a list under the list's own title stays with it
        sections.insert(0, rest._replace(name=same.name) if same else rest)
    if sections:
        sections[0] = sections[0]._replace(ids=block.ids)
    return sections


def _is_record(node: nodes.Element) -> bool:
    """Tell whether a node is a list, or a timeline that is not part of another one's entry."""
    if isinstance(node, listing):
        return True
    return _is_timeline(node) and not any(map(_is_timeline, ancestors(node)))


def _is_timeline(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Element) and LIST_CLASS in node.get('classes', ()) and 'kind' in node
    )


def _has_more(body: nodes.Element, record: nodes.Element) -> bool:
    """Tell whether a block holds more than one record and the headings above that."""
    for child in body.children:
        if child is record:
            continue
        if isinstance(child, nodes.Element) and record in child.findall(type(record)):
            if _has_more(child, record):
                return True
        elif has_content(child):
            return True
    return False


def _list_section(
    record: listing,
    body: nodes.Element,
    heading: tuple[nodes.Node, ...],
    person: ObjectRef,
    is_empty: Callable[[Query], bool],
) -> Iterator[Section]:
    """Yield the section of a list of one's own publications or projects.

    A list of some of them would say the same twice, and topics stand in the head; lists
    of other things stay where they are.
    """
    query: Query = record['query']
    is_own = query.of == person or query.person == (person.id,)
    if not is_own or query.kind not in {'publication', 'project', 'topic'}:
        return
    heading = take_out(record, body) or heading
    if query.kind == 'topic' or not is_whole(query, person) or is_empty(query):
        return
    record['query'] = replace(query, style='')
    record['layout'], record['related'] = 'cv', False
    yield Section(f'{query.kind}s', heading or (nodes.Text(kind_title(query.kind)),), [record])


#: What a reader sees of a page whose lists are not filled in yet.
_SEEN = (nodes.Text, nodes.image, listing)
#: What is nothing without the content below it, or is not seen at all.
_HOLLOW = (nodes.title, nodes.rubric, nodes.Invisible, nodes.system_message)
_TAG = re.compile(r'<[^>]*>')


class Block(NamedTuple):
    """A piece of a page: a tab, a section, or what stands between them without a heading."""

    heading: tuple[nodes.Node, ...]
    body: nodes.container
    ids: tuple[str, ...] = ()


def blocks_of(content: Iterable[nodes.Node]) -> Iterator[Block]:
    """Cut a page at its tabs and sections."""
    loose: list[nodes.Node] = []
    for node in content:
        headed = list(_headed(node))
        if not headed:
            loose.append(node)
            continue
        if loose:
            yield Block((), nodes.container('', *loose))
            loose = []
        yield from headed
    if loose:
        yield Block((), nodes.container('', *loose))


def _headed(node: nodes.Node) -> Iterator[Block]:
    """Yield the blocks of a set of tabs or of a section, else nothing."""
    if isinstance(node, nodes.section):
        yield _block(node)
    elif design_component(node) == 'tab-set':
        assert isinstance(node, nodes.Element)
        for item in node.children:
            if design_component(item) == 'tab-item':
                assert isinstance(item, nodes.Element)
                yield _block(item)


def _block(node: nodes.Element) -> Block:
    heading = heading_of(node)
    label = next(iter(node.children), None)
    has_label = isinstance(label, nodes.title | nodes.rubric)
    rest = node.children[1:] if has_label else node.children
    ids = [*node['ids'], *(label['ids'] if has_label else [])]  # type: ignore[index]
    return Block(heading, nodes.container('', *_opened(rest)), tuple(ids))


def _opened(content: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield the content of a tab without the box around it."""
    for node in content:
        if design_component(node) == 'tab-content':
            yield from node.children
        else:
            yield node


def heading_of(node: nodes.Element) -> tuple[nodes.Node, ...]:
    """Return the title of a section, a tab, a card or a dropdown."""
    for child in node.children:
        if isinstance(child, nodes.title | nodes.rubric):
            return tuple(child.children)
    for title in node.findall(nodes.container):
        if design_component(title) == 'card-title':
            assert isinstance(title[0], nodes.Element)
            return tuple(title[0].children)
    return ()


def take_out(record: nodes.Element, body: nodes.Element) -> tuple[nodes.Node, ...]:
    """Take a record out of a block; return the heading that has nothing below it then."""
    heading = _take_rubric(record)
    parent = record.parent
    assert parent is not None
    parent.remove(record)
    while parent is not body and not isinstance(parent, nodes.entry) and not has_content(parent):
        heading = heading or heading_of(parent)
        emptied, parent = parent, parent.parent
        assert parent is not None
        parent.remove(emptied)
    return heading


def _take_rubric(record: nodes.Element) -> tuple[nodes.Node, ...]:
    """Take the heading right above a timeline, or above a list that nothing follows."""
    parent = record.parent
    assert parent is not None
    index = parent.index(record)
    before = parent[index - 1] if index else None
    after = parent[index + 1] if index + 1 < len(parent) else None
    is_last = after is None or isinstance(after, nodes.rubric)
    if not isinstance(before, nodes.rubric) or (isinstance(record, listing) and not is_last):
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
