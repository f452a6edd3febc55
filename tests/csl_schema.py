"""The rules of CSL-JSON that Folio's items are held to (CSL 1.0.2, ``csl-data.json``)."""

from __future__ import annotations

from typing import Any

_TEXT = {'type': 'string', 'minLength': 1}
_NUMBER = {'type': ['string', 'number']}
_NAME = {
    'type': 'object',
    'properties': dict.fromkeys(
        ('family', 'given', 'non-dropping-particle', 'suffix', 'literal'), _TEXT
    ),
    'additionalProperties': False,
    'oneOf': [{'required': ['family']}, {'required': ['literal'], 'maxProperties': 1}],
}
_NAMES = {'type': 'array', 'items': _NAME, 'minItems': 1}
_DATE = {
    'type': 'object',
    'properties': {
        'date-parts': {
            'type': 'array',
            'items': {
                'type': 'array',
                'prefixItems': [
                    {'type': 'integer'},
                    {'type': 'integer', 'minimum': 1, 'maximum': 12},
                    {'type': 'integer', 'minimum': 1, 'maximum': 31},
                ],
                'minItems': 1,
                'maxItems': 3,
            },
            'minItems': 1,
            'maxItems': 2,
        },
        'season': {'type': 'integer', 'minimum': 1, 'maximum': 4},
    },
    'required': ['date-parts'],
    'additionalProperties': False,
}
_TEXTS = (
    *(
        'title',
        'container-title',
        'container-title-short',
        'collection-title',
        'event-title',
        'genre',
        'publisher',
    ),
    *('publisher-place', 'version', 'status', 'ISBN', 'ISSN', 'PMID', 'PMCID', 'abstract', 'note'),
)
_NUMBERS = (
    *('volume', 'issue', 'number', 'collection-number', 'page', 'edition', 'chapter-number'),
    *('number-of-pages', 'number-of-volumes'),
)

#: An array of items. Stricter than the schema of CSL: nothing is empty, numbers of dates
#: are numbers, and a name is either in parts or literal.
SCHEMA: dict[str, Any] = {
    '$schema': 'https://json-schema.org/draft/2020-12/schema',
    'type': 'array',
    'items': {
        'type': 'object',
        'properties': {
            'id': _TEXT,
            'type': {
                'enum': (
                    'article article-journal article-magazine article-newspaper book chapter'
                    ' dataset document graphic legal_case legislation manuscript motion_picture'
                    ' paper-conference patent performance periodical personal_communication report'
                    ' review software song speech standard thesis treaty webpage'
                ).split()
            },
            'author': _NAMES,
            'editor': _NAMES,
            'translator': _NAMES,
            'compiler': _NAMES,
            'organizer': _NAMES,
            'contributor': _NAMES,
            'issued': _DATE,
            'accessed': _DATE,
            'DOI': {'type': 'string', 'pattern': r'^10(\.\d{4,9}(\.\d+)*)?/\S+$'},
            'URL': {'type': 'string', 'pattern': '^https?://'},
            **dict.fromkeys(_TEXTS, _TEXT),
            **dict.fromkeys(_NUMBERS, _NUMBER),
        },
        'required': ['id', 'type', 'title'],
        'additionalProperties': False,
    },
}
