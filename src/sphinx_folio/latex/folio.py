"""What Folio builds, for paper: records, cards, profiles and lists of publications."""

from collections.abc import Callable, Iterable
from functools import partial

from docutils import nodes

from sphinx_folio.model import PartialDate
from sphinx_folio.nodes import details, summary, time
from sphinx_folio.shared import localised_date

from .design import unwrap
from .links import is_service, link_text
from .nodes import environment, macro, make_environment, replace, styled_line

#: The macro of a photo.
_PICTURE = 'foliopicture'


def _rename(node: nodes.Element, name: str) -> None:
    """Let a node be an environment without arguments."""
    replace(node, make_environment(name, content=node.children))


def _line(node: nodes.Element) -> None:
    look = next(name for name in node['classes'] if name.startswith('folio-'))
    replace(node, styled_line('', '', *node.children, look=look.removeprefix('folio-')))


def _entry(node: nodes.Element) -> None:
    """Give the parts of a record as arguments; the title's look is the style's affair."""
    dates = _taken(node, 'entry-dates')
    title = _taken(node, 'entry-title')
    if len(title) == 1 and isinstance(title[0], nodes.strong):
        title = title[0].children
    elif not title and node.children and isinstance(node[0], nodes.paragraph):
        # a line without a title begins with what it says
        text = node.pop(0)
        title = [macro('', '', *text.children, name='folioplain')]
    if title and node['ids']:
        # a label is written there where a link leads to it, as it would begin a body
        title = [nodes.inline('', '', *title, ids=node['ids'])]
        node['ids'] = []
    arguments = dates, title, _taken(node, 'entry-place')
    replace(node, make_environment('folioentry', *arguments, content=node.children))


def shorten_dates(document: nodes.document, language: str) -> None:
    """Abbreviate the months of records, whose dates stand in a narrow column."""
    for entry in document.findall(environment):
        if entry['name'] == 'folioentry':
            for moment in entry[0].findall(time):
                date = PartialDate.parse(moment['datetime'])
                if date.month:  # a year may be that of a term, which the text names
                    moment[:] = [nodes.Text(localised_date(date, language, brief=True))]


def _taken(node: nodes.Element, look: str) -> list[nodes.Node]:
    """Take the line of a look, or the photo, out of *node* and return its content."""
    for child in node.children:
        if isinstance(child, styled_line | macro) and child.get('look', child.get('name')) == look:
            node.remove(child)
            return list(child.children)
    return []


def _object_card(node: nodes.Element) -> None:
    if 'folio-list' in node.parent['classes']:
        _rename(node, 'folioitem')
    else:
        replace(node, make_environment('foliocard', (), content=node.children))


def _profile(node: nodes.Element) -> None:
    """Frame the card of an object, if it holds anything at all."""
    picture = _taken(node, _PICTURE)
    if picture or node.children:
        replace(node, make_environment('folioprofile', picture, content=node.children))
    else:
        replace(node)


def _picture(node: nodes.Element) -> None:
    """Keep a photo."""
    replace(node, macro('', '', *node.findall(nodes.image), name=_PICTURE))


def _head(node: nodes.Element) -> None:
    """Give the head of a CV its name, native name and photo as arguments."""
    arguments = _taken(node, 'head-name'), _taken(node, 'head-native'), _taken(node, _PICTURE)
    replace(node, make_environment('foliohead', *arguments, content=node.children))


def _publication(node: nodes.Element) -> None:
    """Give the number of a publication, where it has one, as an argument."""
    number: list[nodes.Node] = []
    for line in list(node.findall(nodes.inline)):
        if 'folio-number' in line['classes']:
            line.parent.remove(line)
            number = [nodes.Text(line.astext().strip().rstrip('.'))]
    replace(node, make_environment('foliopublication', number, content=node.children))


def _details(node: nodes.Element) -> None:
    label = node[0].children if isinstance(node[0], summary) else []
    body = node.children[1:] if label else node.children
    replace(node, make_environment('foliodetails', label, content=body))


def _chips(node: nodes.Element) -> None:
    items = [item.children[0].children for item in node.children if item.children]
    replace(node, _row(items, 'chips'))


def _row(items: Iterable[Iterable[nodes.Node]], look: str) -> styled_line:
    line = styled_line(look=look)
    for item in items:
        line += [nodes.Text(' · '), *item] if line.children else [*item]
    return line


def _links(node: nodes.Element) -> None:
    """Print a row of links as names and short addresses; a file of the website has none."""
    look = node['classes'][0].removeprefix('folio-')
    items = [
        link_text(link, named=look == 'links' or not is_service(link))
        for link in node.findall(nodes.reference)
    ]
    if items:
        replace(node, _row(items, look))
    else:
        node.parent.remove(node)


def _facts(node: nodes.Element) -> None:
    rows = []
    for name, body in (field.children for field in node.children):
        values = (nodes.inline('', '', *paragraph.children) for paragraph in body.children)
        rows.append(make_environment('foliofact', name.children, content=values))
    replace(node, make_environment('foliofacts', content=rows))


#: What becomes of each look; only of the type of node that Folio gives it, since authors
#: may give any class to anything.
FOLIO_REWRITES: dict[str, tuple[type[nodes.Element], Callable[[nodes.Element], None]]] = {
    'folio-timeline': (nodes.bullet_list, partial(_rename, name='folioentries')),
    'folio-entry': (nodes.list_item, _entry),
    'folio-entry-body': (nodes.container, unwrap),
    'folio-entry-ends': (nodes.container, unwrap),
    'folio-cards': (nodes.bullet_list, partial(_rename, name='foliocards')),
    'folio-list': (nodes.bullet_list, partial(_rename, name='foliolist')),
    'folio-card': (nodes.list_item, _object_card),
    'folio-card-body': (nodes.container, unwrap),
    'folio-picture': (nodes.container, _picture),
    'folio-profile': (nodes.container, _profile),
    'folio-profile-body': (nodes.container, unwrap),
    'folio-facts': (nodes.field_list, _facts),
    'folio-chips': (nodes.bullet_list, _chips),
    'folio-links': (nodes.bullet_list, _links),
    'folio-publications': (nodes.bullet_list, partial(_rename, name='foliopublications')),
    'folio-publication': (nodes.list_item, _publication),
    'folio-group': (nodes.rubric, _line),
    'folio-head': (nodes.container, _head),
    'folio-head-contact': (nodes.bullet_list, _links),
}


def rewrite_folio(node: nodes.Element) -> None:
    """Rewrite what Folio has built; leave everything else."""
    look = next((name for name in node['classes'] if name.startswith('folio-')), '')
    kind, rewrite = FOLIO_REWRITES.get(look, (nodes.paragraph, _line))
    if isinstance(node, details):
        _details(node)
    elif look and isinstance(node, kind):
        rewrite(node)
