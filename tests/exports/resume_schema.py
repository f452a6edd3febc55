"""What JSON Resume 1.0.0 asks of a file, as a JSON Schema (draft 4).

The names and the types are those of schema.json of jsonresume/resume-schema, tag v1.0.0.
The original lets other names pass inside an item; here they must be known to us, so that
a misspelt name is found.
"""

from __future__ import annotations

from typing import Any

TEXT = {'type': 'string', 'minLength': 1}
URI = {**TEXT, 'format': 'uri'}
TEXTS = {'type': 'array', 'items': TEXT, 'minItems': 1}
#: A year, a month or a day.
DATE = {
    'type': 'string',
    'pattern': '^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$',
}
_SPAN = {'startDate': DATE, 'endDate': DATE}
_TOLD = {'url': URI, **_SPAN, 'summary': TEXT, 'highlights': TEXTS}


def _object(**properties: Any) -> dict[str, Any]:
    return {'type': 'object', 'additionalProperties': False, 'properties': properties}


def _list(**properties: Any) -> dict[str, Any]:
    return {'type': 'array', 'minItems': 1, 'items': _object(**properties)}


_LOCATION = ('address', 'postalCode', 'city', 'countryCode', 'region')
SCHEMA = {
    '$schema': 'http://json-schema.org/draft-04/schema#',
    **_object(
        **{'$schema': URI},
        basics=_object(
            name=TEXT,
            label=TEXT,
            image=URI,
            email={**TEXT, 'format': 'email'},
            phone=TEXT,
            url=URI,
            summary=TEXT,
            location=_object(**dict.fromkeys(_LOCATION, TEXT)),
            profiles=_list(network=TEXT, username=TEXT, url=URI),
        ),
        work=_list(name=TEXT, location=TEXT, description=TEXT, position=TEXT, **_TOLD),
        # "location" here, and "location", "summary" and "highlights" of an education, are more
        # than the schema names
        volunteer=_list(organization=TEXT, location=TEXT, position=TEXT, **_TOLD),
        education=_list(
            institution=TEXT,
            area=TEXT,
            studyType=TEXT,
            score=TEXT,
            courses=TEXTS,
            location=TEXT,
            **_TOLD,
        ),
        awards=_list(title=TEXT, date=DATE, awarder=TEXT, summary=TEXT),
        certificates=_list(name=TEXT, date=DATE, issuer=TEXT, url=URI),
        # "authors" is more than the schema names
        publications=_list(
            name=TEXT, publisher=TEXT, releaseDate=DATE, url=URI, summary=TEXT, authors=TEXTS
        ),
        skills=_list(name=TEXT, level=TEXT, keywords=TEXTS),
        languages=_list(language=TEXT, fluency=TEXT),
        interests=_list(name=TEXT, keywords=TEXTS),
        references=_list(name=TEXT, reference=TEXT),
        projects=_list(
            name=TEXT,
            description=TEXT,
            highlights=TEXTS,
            keywords=TEXTS,
            url=URI,
            roles=TEXTS,
            entity=TEXT,
            type=TEXT,
            **_SPAN,
        ),
        meta=_object(canonical=URI, version=TEXT, lastModified=TEXT),
    ),
    'required': ['$schema', 'basics', 'meta'],
}
