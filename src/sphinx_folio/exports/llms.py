"""``llms.txt``: the site in one Markdown file for language models (llmstxt.org)."""

import re
from collections.abc import Iterable, Iterator

from sphinx.config import Config

from sphinx_folio.bib import editor_sign
from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import affiliation_text
from sphinx_folio.model import (
    PAGE_KINDS,
    Kind,
    Person,
    Place,
    Project,
    Publication,
    Query,
    Record,
    feed_kinds,
    is_whole,
)
from sphinx_folio.render import entry_word, kind_title, page_title, project_type_name
from sphinx_folio.shared import Addresses, _, localised_date, site_name

from .entry_texts import place_of

NAME = 'llms.txt'
#: Objects of a kind that the file names; of more, it names the pages that list them.
LIMIT = 200
#: The newest publications and dated entries, which are of interest even where there are many.
NEWEST = 50
_SPECIAL = re.compile(r'([\\\[\]`*_<>])')


def llms(domain: FolioDomain, addresses: Addresses, config: Config) -> bytes:
    """Return the file; addresses are relative where that of the site is not known."""
    lines = [f'# {_plain(site_name(domain.env))}', '']
    if config.folio_description:
        lines += [f'> {_plain(config.folio_description)}', '']
    kinds: tuple[Kind, ...] = (*PAGE_KINDS, 'publication')
    whole_lists = list(_whole_lists(domain))
    for kind in kinds:
        places = [place for of_kind, place in whole_lists if of_kind == kind]
        place = _best_place(domain, kind, places)
        lists = _lists(domain, addresses, kind, place) if place else ()
        if items := [*lists, *_objects(domain, addresses, kind, are_listed=bool(place))]:
            lines += [f'## {kind_title(kind)}', '', *items, '']
    return '\n'.join(lines).encode()


def _lists(domain: FolioDomain, addresses: Addresses, kind: Kind, place: Place) -> Iterator[str]:
    """Yield the page that lists all of a kind, and the pages that its list is cut into."""
    title = domain.env.titles[place[0]].astext()
    yield _item(title, addresses.url(place[0]), _('the whole list'))
    if export := domain.site.exports_of(place[0]).get(place[1]):
        yield _item('BibTeX', addresses.file(f'{export}.bib'), _('the same for machines'))
    for name, cut in domain.site.pages.get(place, {}).items():
        yield _item(page_title(domain, place, cut), addresses.url(name), '')


def _objects(
    domain: FolioDomain, addresses: Addresses, kind: Kind, *, are_listed: bool
) -> Iterator[str]:
    """Yield the objects of a kind; none, if they are too many and a page lists them."""
    ids = domain.site.selections.evaluate_all(Query(kind=kind))
    if kind == 'publication':
        ids = ids[:NEWEST]
    elif kind == 'entry':
        followed = feed_kinds(domain.env.config.folio_entry_kinds)
        dated = domain.graph.dated
        ids = tuple(name for name in ids if dated[name].entry_kind in followed)[:NEWEST]
    elif len(ids) > LIMIT:
        ids = () if are_listed else ids[:LIMIT]
    for name in ids:
        docname, anchor, title = domain.find(kind, name) or ('', '', '')
        if docname and domain.is_public(docname):
            record = domain.graph.table(kind)[name]
            note = _note_of_entry(domain, name) if kind == 'entry' else _note(record)
            if kind == 'person' and name in domain.graph.former:
                note = '; '.join(filter(None, (str(_('former member')), note)))
            yield _item(title or name, addresses.url(docname, anchor), note)


def _whole_lists(domain: FolioDomain) -> Iterator[tuple[Kind, Place]]:
    """Yield the place of each list of everything of a kind."""
    for docname, facts in domain.pages.items():
        for number, query in enumerate(() if facts.noindex else facts.listings):
            if query.of is None and is_whole(query):
                yield query.kind, (docname, number)


def _best_place(domain: FolioDomain, kind: Kind, places: Iterable[Place]) -> Place | None:
    """Return one of the lists of everything of a kind; best on a page made for it."""
    env = domain.env
    sections = env.toctree_includes.get(env.config.root_doc, [])
    if kind == 'publication':
        sections = [env.config.folio_publications_page]

    def rank(place: Place) -> tuple[bool, bool, Place]:
        return (place[0] not in sections, place[0] == env.config.root_doc, place)

    return min(places, key=rank, default=None) if domain.graph.table(kind) else None


def _note(record: Record | Publication) -> str:
    match record:
        case Publication():
            authors = ', '.join(author.name for author in record.authors[:3])
            more = ' et al.' if len(record.authors) > 3 or record.et_al else ''
            of_all = (len(record.authors) + record.et_al, record.editor_type)
            sign = f' {editor_sign(*of_all)}' if record.edited else ''
            parts = [f'{authors}{more}{sign}', record.venue, record.dated]
        case Person():
            parts = [record.role, affiliation_text(record.affiliation), record.summary]
        case Project():
            parts = [project_type_name(record.type), record.summary]
        case _:
            parts = [record.summary]
    return '; '.join(part for part in parts if part.strip())


def _note_of_entry(domain: FolioDomain, name: str) -> str:
    """Return what a dated entry is, where and when, and what it says."""
    entry, config = domain.graph.dated[name], domain.env.config
    own = config.folio_entry_kinds
    when = localised_date(entry.moment, config.language) if entry.moment else ''
    what = entry.type or entry_word(entry.entry_kind, own)
    closed = str(_('Closed')) if entry.status == 'closed' else ''
    parts = [what, closed, place_of(entry), when, entry.summary]
    return '; '.join(part for part in parts if part.strip())


def _item(title: str, url: str, note: str) -> str:
    text = f'- [{_plain(title)}]({url})'
    return f'{text}: {_plain(note)}' if note.strip() else text


def _plain(text: str) -> str:
    """Return *text* in one line that Markdown takes as it is."""
    return _SPECIAL.sub(r'\\\1', ' '.join(text.split()))
