"""Entries as CSL-JSON, which reference managers and citation processors read. Pure.

Names of variables and types are those of the CSL 1.0.2 specification, appendices III and IV;
the schema is ``csl-data.json`` of citation-style-language/schema.
"""

import json
import re
from typing import Any

from pybtex.database import Entry, Person

from sphinx_folio.model import Publication, is_suffix, own_url, split_marks
from sphinx_folio.util import filled

from .addresses import doi_of
from .contributors import Contribution, contributions_of, editor_type
from .dates import STATE_NAMES, range_end
from .entry_types import LISTED_TYPES
from .identifiers import arxiv_number, date_parts
from .latex_text import decode, marked, text_of
from .markup import plain
from .name_lists import words_of
from .publications import collaboration_of
from .venues import (
    IN_BOOKS,
    archive_of,
    book_of,
    genre_of,
    journal_of,
    number_of,
    pages_of,
    patent_in,
    place_of,
    volume_of,
)
from .writer import unmarked

#: Types that appear in a volume whose ``number`` is not their own.
_IN_VOLUMES = frozenset({'article', 'inproceedings', 'incollection', 'book', 'periodical'})
#: Types that are of an event.
_EVENTS = frozenset({'inproceedings', 'unpublished'})
_PUBLISHERS = ('publisher', 'school', 'institution', 'organization')
#: Types of biblatex (manual §2.1.3) and of other programs for which CSL has its own.
_TYPES = {
    'artwork': 'graphic',
    'audio': 'song',
    'image': 'graphic',
    'jurisdiction': 'legal_case',
    'legal': 'treaty',
    'legislation': 'legislation',
    'letter': 'personal_communication',
    'magazine': 'article-magazine',
    'movie': 'motion_picture',
    'music': 'song',
    'newspaper': 'article-newspaper',
    'performance': 'performance',
    'review': 'review',
    'video': 'motion_picture',
}


def csl_item(entry: Entry, publication: Publication) -> dict[str, Any]:
    """Return an entry as one item of CSL-JSON, without empty values, in a fixed order.

    :param entry: the entry with all that it inherits.
    :param publication: what `publications` has read of it.
    """
    kind = publication.type
    arxiv = arxiv_number(entry.fields) if kind == 'preprint' else ''
    item = {
        'id': publication.key,
        'type': _type(entry, kind),
        'title': (kind == 'periodical' and text_of(entry, 'issuetitle')) or publication.title,
        'author': [*_names(entry, 'author'), *_groups(entry)],
        **_people(entry),
        'issued': _issued(entry, publication),
        'accessed': _accessed(entry),
        'container-title': _container(entry, publication),
        'container-title-short': text_of(entry, 'shortjournal'),
        # a name made of that of the proceedings would be printed beside it
        'event-title': text_of(entry, 'eventtitle') if kind in _EVENTS else '',
        'genre': genre_of(entry, kind) if kind in {'thesis', 'report', 'patent'} else '',
        'publisher': 'arXiv' if arxiv else _publisher(entry, kind),
        'publisher-place': text_of(entry, 'address', 'location'),
        'edition': text_of(entry, 'edition'),
        'version': text_of(entry, 'version'),
        'status': STATE_NAMES.get(publication.state, ''),
        'chapter-number': text_of(entry, 'chapter'),
        **_numbers(entry, kind, arxiv),
        **_pages(entry, kind, arxiv),
        # bare, be it given bare, after "doi:" or as a URL
        'DOI': doi_of(entry.fields),
        'PMID': _identifier(publication, 'pmid'),
        'PMCID': _identifier(publication, 'pmcid'),
        'URL': own_url(publication.links, without=('doi', 'pmid', 'pmcid')),
        'ISBN': text_of(entry, 'isbn'),
        'ISSN': text_of(entry, 'issn'),
        'abstract': publication.abstract,
        'note': publication.note,
    }
    words = {name: plain(text) if isinstance(text, str) else text for name, text in item.items()}
    return filled(**words)


def csl_text(entry: Entry, publication: Publication) -> str:
    """Return an entry as JSON, indented as an item of an array and without its brackets."""
    item = csl_item(entry, publication)
    return json.dumps([item], ensure_ascii=False, indent=1)[2:-2]


def _type(entry: Entry, kind: str) -> str:
    """Return the type, which CSL has for some entries that lists know by none of their own."""
    if kind == 'unpublished' and 'eventtitle' in entry.fields:
        return 'speech'
    name = entry.original_type.lower()
    own = _TYPES.get(name, '') if kind in {'misc', 'article', 'periodical'} else ''
    return own or LISTED_TYPES[kind].csl


def _identifier(publication: Publication, key: str) -> str:
    """Return the identifier that a link ends with, or an empty string."""
    url = next((link.url for link in publication.links if link.key == key), '')
    return url.rstrip('/').rpartition('/')[2]


def _publisher(entry: Entry, kind: str) -> str:
    said = archive_of(entry) if kind == 'preprint' else text_of(entry, *_PUBLISHERS)
    if not said and kind not in _IN_VOLUMES and 'eventtitle' not in entry.fields:
        said = place_of(entry, 'howpublished')
    return said.strip(' ,;')


def _hyphened(text: str) -> str:
    """Return a range as CSL has it, with a plain hyphen."""
    return re.sub(r'\s*[-–—]+\s*', '-', text)


def _pages(entry: Entry, kind: str, arxiv: str) -> dict[str, str]:
    """Return the pages that something stands on, or how many it has; a number may stand there."""
    pages = _hyphened(pages_of(entry))
    count = text_of(entry, 'pagetotal')
    if kind in {'thesis', 'book', 'report'} and pages.isdecimal():
        count, pages = count or pages, ''
    eid = text_of(entry, 'eid')
    where = '' if arxiv and 'arxiv' in f'{pages}{eid}'.lower() else pages or eid
    volumes = text_of(entry, 'volumes')
    return {'page': where, 'number-of-pages': count, 'number-of-volumes': volumes}


def _names(entry: Entry, role: str) -> list[dict[str, str]]:
    """Return the people of a role; CSL has no way to say "and others"."""
    people = entry.persons.get(role, [])
    return [name for name in map(_name, people) if name and name != {'family': 'others'}]


def _groups(entry: Entry) -> list[dict[str, str]]:
    return [{'literal': name} for name in collaboration_of(entry).split(', ') if name]


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
    texts = {part: decode(' '.join(unmarked(words))) for part, words in parts.items()}
    name = filled(**{part: split_marks(text)[0] for part, text in texts.items()})
    given, _space, family = name.get('given', '').rpartition(' ')
    if given and is_suffix(name.get('family', '')) and 'suffix' not in name:
        # BibTeX takes the last word of "Jane Doe Jr." for the family name
        name = {'family': family, 'given': given, 'suffix': name['family']}
    if list(name) == ['given']:
        return {'literal': name['given']}
    alone = list(name) == ['family'] and len(words.family) == 1
    if alone and re.fullmatch(r'\{.*\}', words.family[0], re.DOTALL):
        return {'literal': name['family']}
    return name


def _accessed(entry: Entry) -> dict[str, Any]:
    """Return the day on which an address was looked at."""
    parts = [int(part) for part in date_parts(entry.fields.get('urldate', '')) if part]
    return {'date-parts': [parts]} if parts else {}


def _issued(entry: Entry, publication: Publication) -> dict[str, Any]:
    """Return the date, or the first and the last, as precisely as they are known."""
    if publication.year is None:
        return {}
    begin = [publication.year]
    begin += filter(None, (publication.month, publication.day))
    end = list(range_end(entry.fields))
    dates = [begin, end] if end and end != begin else [begin]
    # biblatex counts seasons from 21, CSL from 1
    month = date_parts(entry.fields.get('date', ''))[1]
    season = int(month) - 20 if month in {'21', '22', '23', '24'} and len(dates) == 1 else 0
    return {'date-parts': dates, 'season': season} if season else {'date-parts': dates}


def _container(entry: Entry, publication: Publication) -> str:
    kind = publication.type
    if kind == 'periodical':
        return publication.title  # an issue is in it
    if kind in {'book', 'preprint'}:
        return ''  # they are whole; a preprint's "journal" says what it is
    if kind in IN_BOOKS:
        return book_of(entry) or journal_of(entry)
    return journal_of(entry) or book_of(entry)


def _numbers(entry: Entry, kind: str, arxiv: str) -> dict[str, str]:
    """Return volume, series and ``number`` under the names that CSL has for them here."""
    number, volume = _hyphened(number_of(entry)), _hyphened(volume_of(entry))
    series = text_of(entry, 'series') if kind != 'article' else ''
    if arxiv:  # DBLP has it as a volume too
        return {'collection-title': series, 'number': arxiv}
    if kind not in _IN_VOLUMES:
        own = text_of(entry, 'number', 'issue', 'reportnumber')
        if not own and kind == 'patent':
            own = marked(patent_in(entry.fields.get('note', '')))
        return {'collection-title': series, 'volume': volume, 'number': own}
    article = {'number': text_of(entry, 'articleno')}
    if series:
        place = {'collection-title': series, 'collection-number': number}
        return {**place, 'volume': volume, **article}
    if kind == 'book':
        return {'volume': volume, 'number': number}
    return {'volume': volume, 'issue': number, **article}
