"""What a PDF says of itself: title, author, language, footer, and the scripts that it sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .i18n import _, localised_date
from .latex_nodes import escaped, tex_of
from .parts import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config

    from .graph import Graph
    from .model import Kind, Person
    from .pdf_documents import PdfDocument

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
        yield _hypersetup(
            pdftitle=_cv_title(person) if person else document.title,
            pdfauthor=document.author,
            pdflang=self._config.language.replace('_', '-'),
            pdfsubject=about,
        )
        yield self._footer(person)
        if not person:
            yield rf'\foliosubtitle{{{self.tex(about)}}}'
        yield SCRIPTS_LINE

    def tex(self, text: str) -> str:
        """Return plain text as LaTeX sets it."""
        return tex_of(text, self._config.language)

    def subtitle(self) -> str:
        """Return in a line how much the portfolio holds."""
        counts: tuple[tuple[Kind, int], ...] = (
            ('person', len(self._graph.people)),
            ('project', len(self._graph.projects)),
            ('publication', len(self._graph.publications)),
        )
        return ', '.join(count_text(kind, count) for kind, count in counts if count)

    def date(self) -> str:
        """Return ``today`` where it is set, else the newest date that the pages give.

        The day of the build would make another PDF of the same content each day.
        """
        if self._config.today:
            return self.tex(str(self._config.today))
        known = [person.updated for person in self._graph.people.values() if person.updated]
        known += [item.updated for item in self._graph.projects.values() if item.updated]
        newest = max(known, key=lambda moment: moment.isoformat(), default=None)
        return self.tex(localised_date(newest, self._config.language)) if newest else ''

    def _footer(self, person: Person | None) -> str:
        said = ''
        if person and person.updated:
            said = _('Last updated %s') % localised_date(person.updated, self._config.language)
        before, between, after = map(self.tex, _('Page %s of %s').split('%s'))
        page = rf'{before}\foliothispage{{}}{between}\foliolastpage{{}}{after}'
        return rf'\foliofootertexts{{{self.tex(said)}}}{{{page}}}'


def _cv_title(person: Person) -> str:
    return person.name if person.anonymous else _('CV of %s') % person.name


def _hypersetup(**facts: str) -> str:
    values = ','.join(f'{key}={{{escaped(text)}}}' for key, text in facts.items())
    return rf'\hypersetup{{{values}}}'
