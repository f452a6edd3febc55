"""Links in print: each leads to a place that is printed, or out with its address, or is text."""

import re
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote, unquote, urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex.nodes import captioned_literal_block, math_reference
from sphinx.domains.math import MathDomain

from sphinx_folio.model import SERVICES, short_address
from sphinx_folio.nodes import ancestors, by_document

from .nodes import anchor, environment, macro, printed_address

#: An address longer than this is cut in print; the link itself stays whole.
ADDRESS_LENGTH = 72
_PRINTED_SCHEME = re.compile(r'^(?:mailto:|https?://(?:www\.)?)', re.IGNORECASE)
_HEADINGS = (nodes.title, nodes.rubric, nodes.caption)
#: What may stand in the address of a link as it is; TeX takes other signs for its own.
_SAFE = "%#?&=/:;,+@!$*'()~-._"


def cut_address(uri: str) -> str:
    """Return an address as print shows it."""
    short = short_address(uri)
    return short if len(short) <= ADDRESS_LENGTH else f'{short[: ADDRESS_LENGTH - 1]}…'


def print_addresses(document: nodes.document) -> None:
    """Print the address of each link that leads out, after its text or in its place."""
    for link in list(document.findall(nodes.reference)):
        uri = link.get('refuri', '')
        if _PRINTED_SCHEME.match(uri):
            link['refuri'] = quote(uri, safe=_SAFE)
            if not link.get('internal'):
                _print_address(link, uri)
        if 'sd-btn' in link['classes']:
            link[:] = [macro('', '', *link.children, name='foliobutton')]


def _print_address(link: nodes.reference, uri: str) -> None:
    short = cut_address(uri)
    if unquote(link.astext()).rstrip('/') in {unquote(uri).rstrip('/'), unquote(short)}:
        shown = uri if 'folio-cited' in link['classes'] else short  # as its style prints it
        link[:] = [printed_address('', shown, name='folioaddress')]
    elif not in_heading(link):
        link.replace_self([link, printed_address('', short, name='foliolinkaddress')])


def is_service(link: nodes.Element) -> bool:
    """Tell whether a link is of a service whose address says what it is."""
    return any(name.removeprefix('folio-link-') in SERVICES for name in link['classes'])


def link_text(link: nodes.Element, *, named: bool) -> list[nodes.Node]:
    """Return a link as print shows it: its name, if asked for, and its address."""
    uri = link.get('refuri', '')
    name = link.astext().strip()
    address = printed_address('', cut_address(uri), name='folioaddress')
    printed = nodes.reference('', '', address, refuri=uri, internal=True)
    return [nodes.Text(f'{name} '), printed] if named and name not in uri else [printed]


def in_heading(node: nodes.Node) -> bool:
    """Tell whether *node* stands where neither address nor page number may follow it."""
    return any(isinstance(around, _HEADINGS) for around in ancestors(node))


#: What Sphinx's writer writes the label of as it stands; other labels it escapes.
_LABELS_AS_WRITTEN = (
    nodes.math_block, math_reference, nodes.citation, nodes.citation_reference,
)  # fmt: skip
_SIGNS_OF_LABELS = re.compile('[^A-Za-z0-9/:._-]')
#: What Sphinx's writer, or ours, writes a label for.
_LABELLED = (
    nodes.table, nodes.literal_block, captioned_literal_block, nodes.term, nodes.field_name,
    nodes.reference, nodes.citation, nodes.footnote, addnodes.desc_signature, environment,
)  # fmt: skip
#: Targets that Sphinx's writer leaves out by their names.
_SILENT = ('equation-', 'index-')
#: Nodes between whose parts no anchor may stand, so that it goes into the last of them.
_ROWS = (nodes.definition_list_item, nodes.field, nodes.option_list_item, nodes.row)
#: Nodes that must follow one another.
_ITEMS = (
    nodes.list_item, nodes.definition, nodes.field_body, nodes.description, nodes.entry,
    nodes.figure, addnodes.start_of_file,
)  # fmt: skip
_SCHEME = re.compile(r'[a-z][a-z0-9+.-]*:', re.IGNORECASE)


def label_of(link: nodes.Element, docname: str) -> str:
    """Return the label that Sphinx's writer gives to the target of a link inside."""
    uri = link.get('refuri', '')
    if uri.startswith('%'):
        target, _hash, anchor = uri[1:].partition('#')
        return f'{target}:{anchor}' if anchor else f'{target}::doc'
    anchor = uri[1:] if uri.startswith('#') else link.get('refid', '')
    return f'{docname}:{anchor}' if anchor else ''


def settle_targets(tree: nodes.document, site: str, equations: MathDomain) -> None:
    """Give each target of a link a label, and let what leads nowhere be text.

    :param site: the address of the website, or nothing if that is not known.
    """
    elements = list(by_document(tree))
    docnames = {docname for _element, docname in elements}
    labels = {
        (block.get('docname'), block.get('label')) for block in tree.findall(nodes.math_block)
    }
    for link, docname in elements:
        if isinstance(link, math_reference) and (link['docname'], link['target']) not in labels:
            number = equations.equations.get(link['target'], ('', '?'))[1]
            link.replace_self(nodes.inline('', f'({number})'))
        elif isinstance(link, nodes.citation_reference) and link['docname'] not in docnames:
            link.replace_self(nodes.inline('', f'[{link.astext()}]'))
        elif isinstance(link, nodes.reference):
            _settle_uri(link, docname, site)
    places = _places(tree)
    wanted: set[str] = set()
    for link, docname in list(by_document(tree)):
        if isinstance(link, nodes.reference):
            label = label_of(link, docname)
            wanted.add(label)
            if label and label not in places:
                unlink(link)
    _add_labels(tree, places, wanted)
    _write_plain_labels(tree)


def _write_plain_labels(tree: nodes.document) -> None:
    """Leave no sign of TeX in labels, which stay as different as they were."""
    for node in tree.findall(nodes.Element):
        if isinstance(node, _LABELS_AS_WRITTEN):
            for part in {'docname', 'label', 'target'} & node.attributes.keys():
                plain = _SIGNS_OF_LABELS.sub(lambda sign: f'+{ord(sign[0]):x}+', str(node[part]))
                node[part] = plain


def _settle_uri(link: nodes.reference, docname: str, site: str) -> None:
    """Lead a link that is relative on the website there, or nowhere."""
    uri = link.get('refuri', '')
    if not uri or uri.startswith(('%', '#')):
        return
    if isinstance(link, addnodes.number_reference):
        # of a figure elsewhere, which no label here can number
        plain = nodes.reference('', '', *link.children, refuri=uri)
        link.replace_self(plain)
        link = plain
    if not _SCHEME.match(uri):
        if site:
            link['refuri'] = urljoin(f'{site.rstrip("/")}/{docname}', uri)
        else:
            unlink(link)


def _places(tree: nodes.document) -> dict[str, nodes.Element]:
    """Return what each label is of, as far as it is in this document."""
    places: dict[str, nodes.Element] = {}
    for node, docname in by_document(tree):
        if isinstance(node, nodes.document | addnodes.start_of_file):
            places[f'{docname}::doc'] = node
        for name in node['ids']:
            places.setdefault(f'{docname}:{name}', node)
    return places


def _add_labels(
    tree: nodes.document, places: Mapping[str, nodes.Element], wanted: set[str]
) -> None:
    """Write labels where the writer would write none, and none of them twice."""
    targets = {
        f'{docname}:{name}': node
        for node, docname in by_document(tree)
        if isinstance(node, nodes.target)
        for name in (node.get('refid'), *node['ids'])
        if name and not name.startswith(_SILENT)
    }
    title = next(tree.findall(nodes.section), None)
    for label, node in places.items():
        name = label.partition(':')[2] if not label.endswith('::doc') else ':doc'
        has_label = isinstance(node, _LABELLED) or _is_titled(node, title)
        if isinstance(node, environment) and label in targets:
            target = targets[label]
            if target in target.parent.children:  # it may have two names
                target.parent.remove(target)
        elif has_label or label not in wanted:
            continue
        elif label not in targets or isinstance(node, nodes.figure):
            _insert_anchor(node, name)


def _is_titled(node: nodes.Element, first: nodes.section | None) -> bool:
    """Tell whether a node has a title or a caption that carries its label."""
    match node:
        case addnodes.start_of_file():
            return any(True for _ in node.findall(nodes.section))
        case nodes.section():
            return node is not first and any(True for _ in node.findall(nodes.title))
        case nodes.figure():
            return any(isinstance(child, nodes.caption) for child in node)
    return isinstance(node, nodes.document)


def _insert_anchor(node: nodes.Element, name: str) -> None:
    """Put an anchor before what a link leads to, or into it where nothing may come before."""
    while isinstance(node, _ROWS):
        node = cast('nodes.Element', node[-1])
    if isinstance(node, nodes.section):
        node.insert(1, anchor(name=name))
    elif isinstance(node, _ITEMS):
        node.insert(0, anchor(name=name))
    else:
        node.parent.insert(node.parent.index(node), anchor(name=name))


def unlink(link: nodes.Element) -> None:
    """Leave the words of a link."""
    link.replace_self(list(link.children))
