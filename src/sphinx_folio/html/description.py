"""What a page is about, in a sentence or two: for search engines, previews and feeds.

What its author says comes first; else its facts say it, then its text, then its lists.
"""

import unicodedata
from collections.abc import Iterable
from itertools import islice

from docutils import nodes

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import affiliation_text, reference, references, view_pages
from sphinx_folio.model import DatedEntry, Kind, Person, Place, Publication, Record
from sphinx_folio.nodes import ancestors, details, plain_text, screen_only
from sphinx_folio.render import entry_word, label_text
from sphinx_folio.shared import localised_date

#: Characters that search engines show of a description.
USUAL_LENGTH = 160
#: Characters of a summary, which its author has made short; previews show no more.
MOST_LENGTH = 300
#: Names of a list that fit into a description, at the very most.
_MOST_NAMES = 40
#: Where a text that is in paragraphs may stand; elsewhere it is a note, a label, a record.
_AROUND_TEXT = (nodes.document, nodes.section, nodes.container, nodes.block_quote)
#: Containers that are not for every reader.
_FOLDED = (details, screen_only)
#: Containers that hold labels or facts, by how their classes begin.
_NO_TEXT = ('folio-', 'sd-card-title', 'sd-card-header', 'sd-card-footer')


def shorten(text: str, limit: int = USUAL_LENGTH) -> str:
    """Return *text* in one line of at most *limit* characters, cut after a word."""
    text = ' '.join(text.split())
    if len(text) <= limit:
        return text
    cut = text[:limit]  # one more than there will be, as it may end with a whole word
    head, _space, _rest = cut.rpartition(' ')
    if len(head) < limit // 2:  # scripts that are written without spaces
        end = limit - 1
        while end > 1 and _is_bound(text[end - 1], text[end]):
            end -= 1
        head = text[:end]
    return f'{head.rstrip(" .,;:–—-，。；：、")}…'


def _is_bound(before: str, char: str) -> bool:
    """Tell whether a character is drawn together with the one before it."""
    return '\u200d' in {before, char} or unicodedata.category(char).startswith('M')


def describe_record(record: Record, topics: Iterable[str]) -> str:
    """Return what the facts of an object say of it; nothing, if they say too little.

    :param topics: the names of its topics.
    """
    if record.summary:
        return shorten(record.summary, MOST_LENGTH)
    if not isinstance(record, Person):
        return ''
    who = ', '.join(filter(None, (record.role, affiliation_text(record.affiliation))))
    return shorten(' – '.join(filter(None, (who, ', '.join(topics))))) if who else ''


def describe_entry(domain: FolioDomain, entry: DatedEntry) -> str:
    """Return what the facts of a dated entry say: what it is, whose, where and when."""
    graph, config = domain.graph, domain.env.config
    what = entry.type or entry_word(entry.entry_kind, config.folio_entry_kinds)
    people = references(graph, entry.ref, 'person')
    names = ', '.join(ref.name for ref in people if not graph.people[ref.id].anonymous)
    when = localised_date(entry.moment, config.language) if entry.moment else ''
    said = (what, names, entry.organisation, entry.place, when)
    return shorten('. '.join(filter(None, said)))


def describe_lines(domain: FolioDomain, docname: str, count: int) -> str:
    """Return what the first lines of the timelines of a page are called."""
    lines = (domain.graph.lines.get((docname, number)) for number in range(count))
    return '; '.join(islice((line.name for line in lines if line and line.name), _MOST_NAMES))


def describe_publication(publication: Publication) -> str:
    """Return the abstract of an entry, else who wrote it, and where and when it appeared."""
    if publication.abstract:
        return shorten(publication.abstract, MOST_LENGTH)
    names = ', '.join(author.name for author in publication.authors[:_MOST_NAMES])
    return shorten('. '.join(filter(None, (names, publication.venue, publication.dated))))


def first_paragraph(doctree: nodes.document) -> str:
    """Return the beginning of the text of a page, or an empty string.

    :param doctree: the page as it is written, with its links resolved.
    """
    for paragraph in doctree.findall(nodes.paragraph):
        text = plain_text(paragraph) if _is_text(paragraph) else ''
        if any(map(str.isalnum, text)):
            return shorten(text.rstrip(' :：'))  # it may lead to a list
    return ''


def _is_text(paragraph: nodes.paragraph) -> bool:
    """Tell whether a paragraph is running text, and neither a button nor a label."""
    if paragraph['classes'] and _is_label(paragraph):
        return False
    for around in ancestors(paragraph):
        if not isinstance(around, _AROUND_TEXT) or isinstance(around, _FOLDED) or _is_label(around):
            return False
    alone = (nodes.reference, nodes.image)
    return any(not isinstance(child, alone) and child.astext().strip() for child in paragraph)


def _is_label(node: nodes.Element) -> bool:
    return any(name.startswith(_NO_TEXT) for name in node['classes'])


def describe_tree(doctree: nodes.document) -> str:
    """Return the titles of the pages in the tables of contents that a page shows."""
    items = doctree.findall(nodes.list_item)
    first = (item.children[0] for item in items if 'toctree-l1' in item['classes'])
    return shorten(', '.join(plain_text(title) for title in first))


def describe_list(domain: FolioDomain, place: Place) -> str:
    """Return the first names of a list, or of one of cards that of its pages."""
    query = domain.facts(place[0]).listings[place[1]]
    pages = view_pages(domain.site, place)
    if pages and query.kind not in {'publication', 'entry'}:
        groups = domain.env.config.folio_groups
        return ', '.join(label_text(page.name, groups) for page in islice(pages, _MOST_NAMES))
    ids = domain.site.selections.listed(query, place[0])[: query.limit or None]
    return describe_ids(domain, query.kind, ids)


def describe_ids(domain: FolioDomain, kind: Kind, ids: Iterable[str]) -> str:
    """Return the first names of what one page shows of a list of objects of a kind."""
    names = islice(ids, _MOST_NAMES)
    if kind == 'publication':
        return '; '.join(domain.publications[key].title for key in names)
    between = '; ' if kind == 'entry' else ', '
    return between.join(reference(domain.graph, kind, name).name for name in names)
