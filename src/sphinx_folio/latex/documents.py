"""The PDFs of a site: which there are, their file names, and what each says of itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from docutils import nodes
from sphinx.config import Config

from sphinx_folio.graph import Graph
from sphinx_folio.model import Kind, Person
from sphinx_folio.pdf import PORTFOLIO, cv_name
from sphinx_folio.render import count_text
from sphinx_folio.shared import _, given_name, localised_date

from .nodes import escaped, tex_of

_SAFE_NAME = re.compile(r'[A-Za-z0-9][A-Za-z0-9.-]*')
#: The name of a picture that was renamed.
_SAFE_PDF = re.compile(r'[a-z0-9-]*-[0-9a-f]{8}-file\.pdf')


class PdfDocument(NamedTuple):
    """What a PDF is made of."""

    docname: str  #: The page that it begins with.
    title: str
    author: str
    person: Person | None = None  #: Whose CV it is; nobody's is the portfolio.


def all_documents(config: Config, graph: Graph, landing: str) -> dict[str, PdfDocument]:
    """Return every PDF that the site has, by name.

    :param landing: the title of the landing page, which is the site's if it has no other.
    """
    title, author = map(given_name, (config.project, config.author))
    documents = {PORTFOLIO: PdfDocument(config.root_doc, title or landing, author)}
    for person in graph.people.values():
        author = '' if person.anonymous else person.name
        documents[cv_name(person.id)] = PdfDocument(person.docname, person.name, author, person)
    return documents


def safe_name(name: str) -> str:
    """Return the name of a picture without signs of TeX; a PDF gets one that no document has."""
    stem, dot, suffix = name.rpartition('.')
    if _SAFE_PDF.fullmatch(name) or (_SAFE_NAME.fullmatch(stem) and suffix != 'pdf'):
        return name
    # every document asks for the names of all pictures: a name that was given must be kept
    plain = nodes.make_id(stem) or 'picture'
    return f'{plain}-{crc32(name.encode()):08x}-file{dot}{suffix}'


#: Where the scripts are named whose fonts the document needs, once all of it is written.
SCRIPTS_LINE = r'\folioscripts{}'


class Preamble:
    """Writes the lines of LaTeX preambles.

    :param graph: all that the site holds.
    """

    def __init__(self, config: Config, graph: Graph) -> None:
        self._config = config
        self._graph = graph

    def lines(self, document: PdfDocument) -> Iterator[str]:
        """Yield the lines for a CV or the portfolio."""
        person = document.person
        about = person.summary if person else self.subtitle()
        title = document.title
        if person and not person.anonymous:
            title = _('CV of %s') % title
        facts = {
            'pdftitle': title,
            'pdfauthor': document.author,
            'pdflang': self._config.language.replace('_', '-'),
            'pdfsubject': about,
        }
        values = ','.join(f'{key}={{{escaped(text)}}}' for key, text in facts.items())
        yield rf'\hypersetup{{{values}}}'
        yield self._footer(person)
        if not person:
            yield rf'\foliosubtitle{{{self.tex(about)}}}'
        yield SCRIPTS_LINE

    def tex(self, text: str) -> str:
        """Return plain text as LaTeX sets it."""
        return tex_of(text, self._config.language)

    def subtitle(self) -> str:
        """Return in a line how much the portfolio holds."""
        graph = self._graph
        others = [each for each in graph.people.values() if each.docname != self._config.root_doc]
        counts: dict[Kind, int] = {
            'person': len(graph.people) if others else 0,
            'project': len(graph.projects),
            'publication': len(graph.publications),
        }
        return ', '.join(count_text(kind, count) for kind, count in counts.items() if count)

    def date(self) -> str:
        """Return ``today`` where it is set, else the newest date that the pages give.

        The day of the build would make another PDF of the same content each day.
        """
        if self._config.today:
            return self.tex(str(self._config.today))
        dates = [person.updated for person in self._graph.people.values() if person.updated]
        dates += [project.updated for project in self._graph.projects.values() if project.updated]
        newest = max(dates, default=None)
        return self.tex(localised_date(newest, self._config.language)) if newest else ''

    def _footer(self, person: Person | None) -> str:
        said = ''
        if person and person.updated:
            said = _('Last updated %s') % localised_date(person.updated, self._config.language)
        before, between, after = map(self.tex, _('Page %s of %s').split('%s'))
        page = rf'{before}\foliothispage{{}}{between}\foliolastpage{{}}{after}'
        return rf'\foliofootertexts{{{self.tex(said)}}}{{{page}}}'
