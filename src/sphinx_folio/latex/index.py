"""What helps a reader on paper: the page that a link leads to, and an index of people."""

from collections.abc import Mapping

from docutils import nodes
from sphinx import addnodes

from sphinx_folio.model import Person, fold, sort_form
from sphinx_folio.nodes import by_document

from .links import in_heading, label_of
from .nodes import index_mention, page_number


def add_page_numbers(tree: nodes.document) -> None:
    """Put after each link inside the document the page that it leads to."""
    for link, docname in list(by_document(tree)):
        is_in_text = isinstance(link, nodes.reference) and not in_heading(link)
        if is_in_text and (label := label_of(link, docname)):
            link.replace_self([link, page_number(label=label)])


def add_index_of_people(tree: nodes.document, people: Mapping[str, Person]) -> None:
    """Enter into the index where each person's section is and where they are mentioned.

    :param people: the persons by the document of their page.
    """
    for entry in list(tree.findall(addnodes.index)):
        entry.parent.remove(entry)  # terms of a glossary are no people
    for start in list(tree.findall(addnodes.start_of_file)):
        if start['docname'] in people:
            mention = _mention(people[start['docname']], is_main=True)
            section = next(iter(start.findall(nodes.section)), start)
            section.insert(1 if isinstance(section, nodes.section) else 0, mention)
    for link, docname in list(by_document(tree)):
        target = link.get('refuri', '').removeprefix('%')
        if target in people and target != docname and not in_heading(link):
            link.replace_self([link, _mention(people[target], is_main=False)])


def _mention(person: Person, *, is_main: bool) -> index_mention:
    name = person.name if person.anonymous else sort_form(person.name)
    return index_mention(name=name, sort_key=sort_key(name, person.id), is_main=is_main)


def sort_key(name: str, person: str) -> str:
    """Return what an entry is sorted by: the name in plain letters, else the id."""
    key = ''.join(char for char in fold(name) if char.isalnum() or char == ' ').strip()
    return key if key and key.isascii() else person.replace('-', ' ')
