"""Entries as CSL-JSON, which reference managers and citation processors read. Pure.

Names of variables and types are those of the CSL 1.0.2 specification, appendices III and IV;
the schema is ``csl-data.json`` of citation-style-language/schema.
"""

import json
import re
from typing import Any

from pybtex.database import Entry, Person

from sphinx_folio.model import Publication, own_url
from sphinx_folio.util import filled

from .addresses import doi_of
from .contributors import Contribution, contributions_of, editor_type
from .dates import STATE_NAMES, range_end
from .entry_types import LISTED_TYPES
from .identifiers import arxiv_number
from .latex_text import decode, text_of
from .markup import plain
from .name_lists import words_of
from .venues import IN_BOOKS, book_of, genre_of, journal_of
from .writer import unmarked

#: Types that appear in a volume whose ``number`` is not their own.
_IN_VOLUMES = frozenset({'article', 'inproceedings', 'incollection', 'book', 'periodical'})
_PUBLISHERS = ('publisher', 'school', 'institution', 'organization')
_PROCEEDINGS = re.compile(r'^(?:in:?\s+)?proceedings\s+of\s+(?:the\s+)?', re.IGNORECASE)


def csl_item(entry: Entry, publication: Publication) -> dict[str, Any]:
    """Return an entry as one item of CSL-JSON, without empty values, in a fixed order.

    :param entry: the entry with all that it inherits.
    :param publication: what `publications` has read of it.
    """
    kind = publication.type
    arxiv = arxiv_number(entry.fields) if kind == 'preprint' else ''
    item = {
        'id': publication.key,
        'type': LISTED_TYPES[kind].csl,
        'title': publication.title,
        'author': _names(entry, 'author'),
        **_people(entry),
        'issued': _issued(entry, publication),
        'container-title': _container(entry, kind),
        'event-title': _event(entry) if kind == 'inproceedings' else '',
        'genre': genre_of(entry, kind) if kind in {'thesis', 'report', 'patent'} else '',
        'publisher': 'arXiv' if arxiv else text_of(entry, *_PUBLISHERS),
        'publisher-place': text_of(entry, 'address', 'location'),
        'edition': text_of(entry, 'edition'),
        'version': text_of(entry, 'version'),
        'status': STATE_NAMES.get(publication.state, ''),
        'chapter-number': text_of(entry, 'chapter'),
        **_numbers(entry, kind, arxiv),
        # plain hyphens; an article may have a number instead
        'page': re.sub(r'\s*[-–—]+\s*', '-', text_of(entry, 'pages', 'eid')),
        # bare, be it given bare, after "doi:" or as a URL
        'DOI': doi_of(entry.fields),
        **{name: found[1] for name, found in _numbers_of_pubmed(publication) if found},
        'URL': own_url(publication.links, without=('doi', 'pmid')),
        'ISBN': text_of(entry, 'isbn'),
        'ISSN': text_of(entry, 'issn'),
        'abstract': publication.abstract,
        'note': publication.note,
    }
    words = {name: plain(text) if isinstance(text, str) else text for name, text in item.items()}
    return filled(**words)


def _numbers_of_pubmed(publication: Publication) -> list[tuple[str, re.Match[str] | None]]:
    urls = {link.key: link.url for link in publication.links}
    return [
        ('PMID', re.search(r'/(\d+)/$', urls.get('pmid', ''))),
        ('PMCID', re.search(r'/(PMC\d+)/$', urls.get('pmcid', ''))),
    ]


def csl_text(entry: Entry, publication: Publication) -> str:
    """Return an entry as JSON, indented as an item of an array and without its brackets."""
    item = csl_item(entry, publication)
    return json.dumps([item], ensure_ascii=False, indent=1)[2:-2]


def _names(entry: Entry, role: str) -> list[dict[str, str]]:
    """Return the people of a role; CSL has no way to say "and others"."""
    people = entry.persons.get(role, [])
    return [name for name in map(_name, people) if name and name != {'family': 'others'}]


def _people(entry: Entry) -> dict[str, list[dict[str, str]]]:
    """Return editors and all others by their roles in CSL."""
    role = editor_type(entry)
    editors = Contribution('editor', role or 'editor', entry.persons.get('editor', []))
    found: dict[str, list[dict[str, str]]] = {}
    for each in (editors, *contributions_of(entry)):
        names = [name for name in map(_name, each.people) if name and name != {'family': 'others'}]
        found.setdefault(each.csl, []).extend(names)
    return found


def _name(person: Person) -> dict[str, str]:
    """Return one name; a corporate author, who is written in braces, is taken literally."""
    words = words_of(person)
    parts = {
        'family': words.family,
        'given': words.given,
        'non-dropping-particle': words.particle,
        'suffix': words.suffix,
    }
    name = filled(**{part: decode(' '.join(unmarked(words))) for part, words in parts.items()})
    if list(name) == ['given']:
        return {'literal': name['given']}
    alone = list(name) == ['family'] and len(words.family) == 1
    if alone and re.fullmatch(r'\{.*\}', words.family[0], re.DOTALL):
        return {'literal': name['family']}
    return name


def _issued(entry: Entry, publication: Publication) -> dict[str, list[list[int]]]:
    """Return the date, or the first and the last, as precisely as they are known."""
    if publication.year is None:
        return {}
    begin = [publication.year]
    begin += filter(None, (publication.month, publication.day))
    end = list(range_end(entry.fields))
    return {'date-parts': [begin, end] if end and end != begin else [begin]}


def _container(entry: Entry, kind: str) -> str:
    if kind in {'book', 'periodical', 'preprint'}:
        return ''  # they are whole; a preprint's "journal" says what it is
    if kind in IN_BOOKS:
        return book_of(entry) or journal_of(entry)
    return journal_of(entry) or book_of(entry)


def _event(entry: Entry) -> str:
    """Return the name of a conference, for which BibTeX has only that of the proceedings."""
    return text_of(entry, 'eventtitle') or _PROCEEDINGS.sub('', text_of(entry, 'booktitle'))


def _numbers(entry: Entry, kind: str, arxiv: str) -> dict[str, str]:
    """Return volume, series and ``number`` under the names that CSL has for them here."""
    number, volume = text_of(entry, 'number', 'issue'), text_of(entry, 'volume')
    series = text_of(entry, 'series') if kind != 'article' else ''
    if arxiv or kind not in _IN_VOLUMES:
        return {'collection-title': series, 'volume': volume, 'number': arxiv or number}
    if series:
        return {'collection-title': series, 'collection-number': number, 'volume': volume}
    if kind == 'book':
        return {'volume': volume, 'number': number}
    return {'volume': volume, 'issue': number, 'number': text_of(entry, 'articleno')}
