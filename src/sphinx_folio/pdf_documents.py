"""Which PDFs a site has, and the names of their files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.config import Config

    from .graph import Graph
    from .model import Person

#: The name of the document that holds the whole site.
PORTFOLIO = 'portfolio'
#: What Sphinx says in the place of a setting that nobody made.
_NOT_SET = frozenset({'Project name not set', 'Author name not set'})
_SAFE_NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9.-]*')
#: The name of a picture that was renamed.
_SAFE_PDF = re.compile(r'[a-z0-9-]*-[0-9a-f]{8}-file\.pdf')


class PdfDocument(NamedTuple):
    """One PDF to be."""

    #: Its path without suffix: ``portfolio`` or ``cv/<person id>``.
    name: str
    docname: str
    title: str
    author: str
    #: Whose CV it is.
    person: Person | None = None

    @property
    def tex(self) -> str:
        """The name of its LaTeX file."""
        return f'{self.name.replace("/", "-")}.tex'


def all_documents(config: Config, graph: Graph, landing: str) -> dict[str, PdfDocument]:
    """Return every PDF that the site has, by name.

    :param landing: the title of the landing page, which is the site's if it has no other.
    """
    title, author = _if_set(config.project), _if_set(config.author)
    portfolio = PdfDocument(PORTFOLIO, config.root_doc, title or landing, author)
    found = {PORTFOLIO: portfolio}
    for name, person in graph.people.items():
        author = '' if person.anonymous else person.name
        found[f'cv/{name}'] = PdfDocument(f'cv/{name}', person.docname, person.name, author, person)
    return found


def _if_set(text: str) -> str:
    return '' if text in _NOT_SET else str(text)


def safe_name(name: str) -> str:
    """Return the name of a picture without signs of TeX; a PDF gets one that no document has."""
    stem, dot, suffix = name.rpartition('.')
    if _SAFE_PDF.fullmatch(name) or (_SAFE_NAME.fullmatch(stem) and suffix != 'pdf'):
        return name
    # every document asks for the names of all pictures: a name that was given must be kept
    plain = nodes.make_id(stem) or 'picture'
    return f'{plain}-{crc32(name.encode()):08x}-file{dot}{suffix}'
