"""The names of a person in every spelling that a reader may search for.

Sphinx's search compares words as they are written. It takes the words of
``<meta name="keywords">`` into its index as well, so a node of that kind stands in each
person's page while the page is indexed, and leaves nothing in the page itself.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .list_pages import is_website
from .model import Person
from .names import fold, is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from .domain import FolioDomain

#: How accented letters are written in two (ICAO Doc 9303, part 3, section 6; for đ, common
#: use); `names.fold` leaves the accent out, which is as common.
_IN_TWO = str.maketrans({'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'å': 'aa', 'ø': 'oe', 'đ': 'dj'})
#: How the search cuts a text into words, here and in the browser.
_WORD = re.compile(r'\w+')


class search_words(nodes.meta):
    """Words, and titles as children, that the search finds a page by without being seen."""


class NameWords(SphinxPostTransform):
    """Add the spellings of a person's names to their page on its way to the index."""

    default_priority = 860  # when all else is in place
    formats = ('html',)

    def run(self, **kwargs: Any) -> None:
        """Add the node to the page of a person who has a name."""
        domain = cast('FolioDomain', self.env.domains['folio'])
        person = domain.records.get(self.env.current_document.docname)
        is_site = domain.builder is not None and is_website(domain.builder)
        if is_site and isinstance(person, Person) and not person.anonymous:
            node = search_words(name='keywords', content=','.join(words_of(person)))
            if person.native_name not in {'', person.name}:
                # the name counts as a title, so that the page stands before those that cite it
                node += nodes.title('', person.native_name)
            self.document += node


def words_of(person: Person) -> list[str]:
    """Return each word of a person's names, in each of its spellings, once."""
    names = (person.name, person.native_name, *person.names)
    return sorted({word for name in names for word in _spelled(name) if word})


def _spelled(name: str) -> Iterator[str]:
    """Yield the words of *name*: as it stands, without accents, and with letters for them.

    A word with a hyphen or an apostrophe is also one without.
    """
    plain = unicodedata.normalize('NFC', name).lower()
    for form in (plain, fold(plain), fold(plain.translate(_IN_TWO))):
        yield from _WORD.findall(form)
    for word in plain.split():
        for form in (fold(word), fold(word.translate(_IN_TWO))):
            yield ''.join(_WORD.findall(form))
    for word in _WORD.findall(plain):
        if is_east_asian(word):
            yield from _cut(word)


def _cut(name: str) -> Iterator[str]:
    """Yield what may be the family name and the given name of a name without spaces.

    The search finds words of one or two signs only where they stand alone.
    """
    for size in (1, 2):
        if len(name) > size:
            yield name[:size]
        if len(name) > size + 1:
            yield name[size:]


def skip(self: HTML5Translator, node: search_words) -> None:
    """Write nothing."""
    raise nodes.SkipNode


def setup_searchable(app: Sphinx) -> None:
    """Register the node, and what adds it."""
    app.add_node(search_words, html=(skip, None))
    app.add_post_transform(NameWords)
