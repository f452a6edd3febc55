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
from .entry_types import GENRES, LISTED_TYPES
from .identifiers import arxiv_number, date_parts
from .latex_text import decode, text_of
from .markup import plain
from .name_lists import words_of
from .writer import unmarked

#: Types that appear in a volume whose ``number`` is not their own.
_IN_VOLUMES = frozenset({'article', 'inproceedings', 'incollection', 'book'})
_PUBLISHERS = ('publisher', 'school', 'institution', 'organization')
_PROCEEDINGS = re.compile(r'^(?:in:?\s+)?proceedings\s+of\s+(?:the\s+)?', re.IGNORECASE)


def csl_item(entry: Entry, publication: Publication) -> dict[str, Any]:
    """Return an entry as one item of CSL-JSON, without empty values, in a fixed order.

    :param entry: the entry with all that it inherits.
    :param publication: what `publications` has read of it.
    """
    kind = publication.type
    arxiv = arxiv_number(entry.fields) if kind == 'preprint' else ''
    said = _said(entry, 'type')
    genre = GENRES.get((said or entry.original_type).lower(), said)
    item = {
        'id': publication.key,
        'type': LISTED_TYPES[kind].csl,
        'title': publication.title,
        'author': _names(entry, 'author'),
        'editor': _names(entry, 'editor'),
        'issued': _issued(entry, publication),
        'container-title': _container(entry, kind),
        'collection-title': _said(entry, 'series') if kind != 'article' else '',
        'event-title': _event(entry) if kind == 'inproceedings' else '',
        'genre': genre if kind in {'thesis', 'report'} else '',
        'publisher': 'arXiv' if arxiv else _said(entry, *_PUBLISHERS),
        'publisher-place': _said(entry, 'address', 'location'),
        'edition': _said(entry, 'edition'),
        'version': _said(entry, 'version'),
        'volume': _said(entry, 'volume'),
        **_numbers(entry, kind, arxiv),
        # plain hyphens; an article may have a number instead
        'page': re.sub(r'\s*[-–—]+\s*', '-', _said(entry, 'pages', 'eid')),
        # bare, be it given bare, after "doi:" or as a URL
        'DOI': doi_of(entry.fields),
        'URL': own_url(publication.links, without=('doi', 'pmid')),
        'ISBN': _said(entry, 'isbn'),
        'ISSN': _said(entry, 'issn'),
        'abstract': publication.abstract,
        'note': publication.note,
    }
    return filled(**item)


def csl_text(entry: Entry, publication: Publication) -> str:
    """Return an entry as JSON, indented as an item of an array and without its brackets."""
    item = csl_item(entry, publication)
    return json.dumps([item], ensure_ascii=False, indent=1)[2:-2]


def _said(entry: Entry, *fields: str) -> str:
    return plain(text_of(entry, *fields))


def _names(entry: Entry, role: str) -> list[dict[str, str]]:
    """Return the people of a role; CSL has no way to say "and others"."""
    people = entry.persons.get(role, [])
    return [name for name in map(_name, people) if name and name != {'family': 'others'}]


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
    """Return the date as precisely as it is known."""
    if publication.year is None:
        return {}
    parts = [publication.year]
    if 1 <= publication.month <= 12:
        parts.append(publication.month)
        *_, day = date_parts(entry.fields.get('date', ''))
        if day and 1 <= int(day) <= 31:
            parts.append(int(day))
    return {'date-parts': [parts]}


def _container(entry: Entry, kind: str) -> str:
    if kind in {'book', 'preprint'}:  # they are whole; a preprint's "journal" says what it is
        return ''
    names = ('booktitle', 'journal')
    return _said(entry, *(names if kind in {'inproceedings', 'incollection'} else names[::-1]))


def _event(entry: Entry) -> str:
    """Return the name of a conference, for which BibTeX has only that of the proceedings."""
    return _said(entry, 'eventtitle') or _PROCEEDINGS.sub('', _said(entry, 'booktitle'))


def _numbers(entry: Entry, kind: str, arxiv: str) -> dict[str, str]:
    """Return ``number`` under the name that CSL has for it in an entry of this type."""
    number = _said(entry, 'number', 'issue')
    if arxiv or kind not in _IN_VOLUMES:
        return {'number': arxiv or number}
    in_series = kind == 'book' or (kind != 'article' and 'series' in entry.fields)
    return {'collection-number': number} if in_series else {'issue': number}
