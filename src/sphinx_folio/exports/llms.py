"""``llms.txt``: the site in one Markdown file for language models (llmstxt.org)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_folio.graph import affiliation_text
from sphinx_folio.model import PAGE_KINDS, Query
from sphinx_folio.render import kind_title, page_title
from sphinx_folio.shared import _, site_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.model import Kind, Place
    from sphinx_folio.shared import Addresses


NAME = 'llms.txt'
#: Objects of a kind that the file names; of more, it names the pages that list them.
LIMIT = 200
#: The newest publications, which are of interest even where there are many.
NEWEST = 50
_SPECIAL = re.compile(r'([\\\[\]`*_<>])')


def llms(domain: FolioDomain, addresses: Addresses, config: Config) -> bytes:
    """Return the file; addresses are relative where that of the site is not known."""
    lines = [f'# {_plain(site_name(domain.env))}', '']
    if config.folio_description:
        lines += [f'> {_plain(config.folio_description)}', '']
    writer = _Writer(domain, addresses)
    kinds: tuple[Kind, ...] = (*PAGE_KINDS, 'publication')
    for kind in kinds:
        items = [*writer.lists(kind), *writer.objects(kind)]
        if items:
            lines += [f'## {kind_title(kind)}', '', *items, '']
    return '\n'.join(lines).encode()


class _Writer:
    """Makes the sections of one file."""

    def __init__(self, domain: FolioDomain, addresses: Addresses) -> None:
        self._domain = domain
        self._addresses = addresses
        self._graph = domain.graph

    def lists(self, kind: Kind) -> Iterator[str]:
        """Yield the page that lists all of a kind, and the pages that its list is cut into."""
        place = self._place_of_all(kind)
        if place is None or not self._graph.table(kind):
            return
        docname = place[0]
        export = self._domain.site.exports.get(place)
        yield _item(
            self._domain.env.titles[docname].astext(),
            self._addresses.url(docname),
            _('the whole list'),
        )
        if export:
            yield _item('BibTeX', self._addresses.file(f'{export}.bib'), _('the same for machines'))
        for name, cut in self._domain.site.pages.get(place, {}).items():
            yield _item(page_title(kind, cut.label), self._addresses.url(name), '')

    def objects(self, kind: Kind) -> Iterator[str]:
        """Yield the objects of a kind; none, if they are too many and a page lists them."""
        ids = self._domain.site.selections.evaluate_all(Query(kind=kind))
        if kind == 'publication':
            ids = ids[:NEWEST]
        elif len(ids) > LIMIT:
            ids = () if self._place_of_all(kind) else ids[:LIMIT]
        for name in ids:
            found = self._domain.find(kind, name)
            if found and not self._domain.facts(found[0]).noindex:
                docname, anchor, title = found
                yield _item(
                    title or name, self._addresses.url(docname, anchor), self._note(kind, name)
                )

    def _place_of_all(self, kind: Kind) -> Place | None:
        """Return the list of everything of a kind; best on a page that is made for it."""
        env = self._domain.env
        sections = env.toctree_includes.get(env.config.root_doc, [])
        if kind == 'publication':
            sections = [env.config.folio_publications_page]
        places = [
            (docname, number)
            for docname, facts in self._domain.pages.items()
            for number, query in enumerate(facts.listings)
            if query.kind == kind and _is_whole(query) and not facts.noindex
        ]

        def rank(place: Place) -> tuple[bool, bool, Place]:
            return (place[0] not in sections, place[0] == env.config.root_doc, place)

        return min(places, key=rank, default=None)

    def _note(self, kind: Kind, name: str) -> str:
        graph = self._graph
        if kind == 'person':
            person = graph.people[name]
            parts = [person.role, affiliation_text(person.affiliation), person.summary]
        elif kind == 'publication':
            publication = graph.publications[name]
            authors = ', '.join(author.name for author in publication.authors[:3])
            more = ' et al.' if len(publication.authors) > 3 or publication.et_al else ''
            parts = [f'{authors}{more}', publication.venue, str(publication.year or '')]
        else:
            table = graph.projects if kind == 'project' else graph.topics
            parts = [table[name].summary]
        return '; '.join(part for part in parts if part.strip())


def _is_whole(query: Query) -> bool:
    """Tell whether a list holds everything of its kind."""
    narrow = (query.of, query.person, query.project, query.topic, query.year)
    return not any((*narrow, query.type, query.group, query.selected, query.limit))


def _item(title: str, url: str, note: str) -> str:
    text = f'- [{_plain(title)}]({url})'
    return f'{text}: {_plain(note)}' if note.strip() else text


def _plain(text: str) -> str:
    """Return *text* in one line that Markdown takes as it is."""
    return _SPECIAL.sub(r'\\\1', ' '.join(text.split()))
