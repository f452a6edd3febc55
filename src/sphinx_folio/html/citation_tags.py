"""The ``citation_*`` tags of a publication's page, by which Google Scholar and Zotero read it.

Which there are, and in which form, say Google Scholar's "Inclusion Guidelines for
Webmasters" (scholar.google.com/intl/en/scholar/inclusion.html#indexing); the names are
those of Highwire Press, which the guidelines recommend. Those of DOI, arXiv, publisher,
editors and of the book that a chapter is in stand in no guideline, and are read
by Zotero.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pybtex.database import Entry

from sphinx_folio.bib import csl_item, pages_of
from sphinx_folio.model import Publication
from sphinx_folio.shared import Addresses

#: The title of what a work of some type appeared in.
_CONTAINERS = {
    'article': 'citation_journal_title',
    'inproceedings': 'citation_conference_title',
    'incollection': 'citation_inbook_title',
}
#: The name of the institution at which a work of some type was written.
_INSTITUTIONS = {
    'thesis': 'citation_dissertation_institution',
    'report': 'citation_technical_report_institution',
}
#: What stands before the number of a preprint in a link to it.
_ARXIV = 'https://arxiv.org/abs/'
#: Pages and ranges of them, as `pages_of` writes them; not "14 pages".
_PAGES = re.compile(r'[\w.:/*-]+(?:(?:–|, ?)[\w.:/*-]+)*')
_BETWEEN = re.compile(r'–|, ?')


def citation_tags(
    entry: Entry, publication: Publication, addresses: Addresses
) -> Iterator[tuple[str, str]]:
    """Yield name and content of each tag, without what nothing is known of.

    :param entry: the entry with all that it inherits.
    :param addresses: where files of the site are; those are left out if that is not known.
    """
    item, kind = csl_item(entry, publication), publication.type
    role = 'editor' if publication.edited else 'author'
    yield 'citation_title', publication.title
    for person in item.get(role, ()):
        yield f'citation_{role}', _name(person)
    yield 'citation_publication_date', _date(publication)
    if container := _CONTAINERS.get(kind):
        yield container, item.get('container-title', '')
        yield 'citation_volume', item.get('volume', '')
        yield 'citation_issue', item.get('issue', '')
        first, last = _first_and_last(entry)
        yield 'citation_firstpage', first
        yield 'citation_lastpage', last
    yield 'citation_issn', item.get('ISSN', '')
    yield 'citation_isbn', item.get('ISBN', '')
    yield _INSTITUTIONS.get(kind, 'citation_publisher'), item.get('publisher', '')
    if kind == 'report':
        yield 'citation_technical_report_number', item.get('number', '')
    yield 'citation_doi', item.get('DOI', '')
    for link in publication.links:
        if link.key == 'arxiv':
            yield 'citation_arxiv_id', link.url.removeprefix(_ARXIV)
        if link.key == 'pdf' or (link.key == 'url' and _ends_as_pdf(link.url)):
            is_whole = '://' in link.url
            yield 'citation_pdf_url', link.url if is_whole else addresses.linked_file(link.url)


def _ends_as_pdf(url: str) -> bool:
    return urlsplit(url).path.lower().endswith('.pdf')


def _name(person: dict[str, str]) -> str:
    """Return a name as "Last, First"; one of an organisation, or of one word, as it is."""
    family = [person.get(part, '') for part in ('non-dropping-particle', 'family', 'suffix')]
    names = (' '.join(filter(None, family)), person.get('given', ''), person.get('literal', ''))
    return ', '.join(filter(None, names))


def _date(publication: Publication) -> str:
    """Return the whole date in the form "2010/5/12", or else the year alone."""
    date = publication.date
    if not date.year:
        return ''
    return f'{date.year}/{date.month}/{date.day}' if date.day else str(date.year)


def _first_and_last(entry: Entry) -> tuple[str, str]:
    """Return the first and the last page; the number of an article stands for the first."""
    pages = pages_of(entry)
    if not pages and (number := entry.fields.get('eid', '').strip()):
        pages = number
    if not _PAGES.fullmatch(pages):
        return '', ''
    first, *others = _BETWEEN.split(pages)
    return first, others[-1] if others else ''
