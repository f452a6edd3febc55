"""The front matter of pages as JSON Schemas, by which editors complete and check keys. Pure.

They follow from the records. A schema refuses nothing that a build takes; what only a build can
know, such as the last digit of an ORCID iD, it leaves to the build.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from .dates import PartialDate, Period
from .emails import check_email
from .groups import GROUPS, check_group
from .links import SERVICES, Service, check_ror, check_url
from .records import (
    PAGE_KINDS,
    RECORD_TYPES,
    PageKind,
    PlainPage,
    _as_list,
    _ids_with_roles,
    _one_or_many,
    check_id,
)

Schema = dict[str, Any]
#: The version that language servers of YAML read.
_DRAFT = 'http://json-schema.org/draft-07/schema#'
_DEFINITIONS = '#/definitions/{model}'
_URL = r'(?:[Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)\S+'
_FILE = r'[^:?#]+\.[A-Za-z0-9]{2,5}'
_ORCID = r'(?:https?://(?:www\.)?orcid\.org/)?\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx]/?'
#: A date holds a number, and is not one of a month that there is not.
_DATE: Schema = {
    'type': ['string', 'number'],
    'pattern': r'^(?!\s*\d{4}-(?:00?|1[3-9]|[2-9]\d)(?:-|\s*$)).*[0-9０-９]',
}
_ONE_PERIOD: Schema = {'type': ['string', 'number'], 'pattern': '[0-9０-９]'}
#: What each check asks of a text, as far as a pattern can say it.
_PATTERNS = dict[Any, str](
    [
        (check_id, '^[a-z0-9]+(?:-[a-z0-9]+)*$'),
        (check_url, f'^{_URL}$'),
        (check_ror, f'^{_URL}$'),
        (check_email, r'^[^@\s]+@[^@\s]+\.[^@\s]+$'),
    ]
)
#: What YAML 1.1, which Folio reads, takes for a boolean, and what pydantic takes for one.
_BOOLEANS = [True, False, *'yes no on off Yes No On Off YES NO ON OFF'.split()]


def front_matter_schema(
    keys_of: Callable[[PageKind], Iterable[str]],
    groups: Sequence[str] = GROUPS,
    person_fields: Mapping[str, str] | None = None,
) -> Schema:
    """Return the schema of a whole front matter, whose definitions are those of its parts.

    :param keys_of: returns the keys that a page of a kind may write.
    :param groups: the words that ``group`` takes.
    :param person_fields: the keys of people that only this site has, with their titles.
    """
    parts: dict[str, Schema] = {
        kind: kind_schema(kind, keys_of(kind), groups, person_fields) for kind in PAGE_KINDS
    }
    adapter = TypeAdapter(PlainPage)
    plain = adapter.json_schema(ref_template=_DEFINITIONS, schema_generator=_Generator)
    definitions: Schema = {}
    for name, part in {**parts, 'folio': _written(plain)}.items():
        part.pop('$schema', None)
        definitions |= {**part.pop('definitions', {}), name: part}
    two_kinds = ({'required': list(pair)} for pair in combinations((*parts, 'folio'), 2))
    return {
        '$schema': _DRAFT,
        'title': 'The front matter of a page of Folio',
        'type': 'object',
        'properties': {
            name: {'$ref': _DEFINITIONS.format(model=name)} for name in (*parts, 'folio')
        },
        'not': {'anyOf': list(two_kinds)},
        'definitions': definitions,
    }


def kind_schema(
    kind: PageKind,
    keys: Iterable[str],
    groups: Sequence[str] = GROUPS,
    person_fields: Mapping[str, str] | None = None,
) -> Schema:
    """Return the schema of what stands under the key of a kind, as `front_matter_schema` does."""

    class Generator(_Generator):
        words_of_groups = groups

    adapter = TypeAdapter(RECORD_TYPES[kind])
    schema = adapter.json_schema(ref_template=_DEFINITIONS, schema_generator=Generator)
    known = {key: schema['properties'][key] for key in keys}
    schema['properties'] = known
    del schema['required']  # of what a page does not write
    written = _written(schema)
    if 'links' in known:
        written['properties']['links'] = _links()
    if kind == 'person':
        written['properties'] |= {
            key: {'type': ['string', 'null'], 'title': title}
            for key, title in (person_fields or {}).items()
        }
    return {'$schema': _DRAFT, **written}


class _Generator(GenerateJsonSchema):
    """Says what the functions of the records take, which pydantic does not know."""

    words_of_groups: Sequence[str] = GROUPS

    def function_after_schema(self, schema: Any) -> Schema:
        check = schema['function']['function']
        if check is check_group:
            return {'enum': [*self.words_of_groups]}
        inner = super().function_after_schema(schema)
        return inner | ({'pattern': _PATTERNS[check]} if check in _PATTERNS else {})

    def function_plain_schema(self, schema: Any) -> Schema:
        parse = schema['function']['function']
        if parse == Period.parse:
            return {'anyOf': [_ONE_PERIOD, {'type': 'array', 'items': _ONE_PERIOD}]}
        if parse == PartialDate.parse:
            return {**_DATE}
        return super().function_plain_schema(schema)

    def function_before_schema(self, schema: Any) -> Schema:
        """Take one in the place of a list, and a text in the place of a mapping."""
        read, inner = schema['function']['function'], super().function_before_schema(schema)
        item = inner.get('items', {})
        if read is _as_list:
            return {'anyOf': [item, inner]}
        if read is _ids_with_roles:
            of_id = {'type': 'string', 'pattern': _PATTERNS[check_id]}
            return inner | {'items': {'anyOf': [of_id, item]}}
        if read is _one_or_many:
            one = [{'type': 'string'}, item]
            return {'anyOf': [*one, inner | {'items': {'anyOf': one}}]}
        return inner

    def bool_schema(self, schema: Any) -> Schema:
        return {'enum': _BOOLEANS}


def _links() -> Schema:
    """Return the schema of links: a user name or an address for each service, by any title."""
    named = {key: _link(key, service) for key, service in SERVICES.items()}
    others = {'type': ['string', 'null'], 'pattern': rf'^\s*(?:{_URL}|{_FILE})\s*$'}
    return {'type': ['object', 'null'], 'properties': named, 'additionalProperties': others}


def _link(key: str, service: Service) -> Schema:
    handle = r'[^\s?#:]+' if key == 'dblp' else r'[^\s/?#:]+'
    form = f'(?:{_URL}|{handle if service.template else _FILE})'
    pattern = rf'^\s*{_ORCID if key == "orcid" else form}\s*$'
    return {'type': ['string', 'null'], 'title': service.title, 'pattern': pattern}


def _written(schema: Schema) -> Schema:
    """Return a schema of keys as pages write them: a key without a value is as if not there."""
    tidy = _tidy_keys(schema)
    parts = {name: _tidy_keys(part) for name, part in tidy.pop('$defs', {}).items()}
    parts.pop('Link', None)  # which pages do not write so
    tidy['properties'] = {key: _or_nothing(value) for key, value in tidy['properties'].items()}
    tidy['type'] = ['object', 'null']
    return {**tidy, 'definitions': parts} if parts else tidy


def _tidy_keys(schema: Schema) -> Schema:
    """Return the schema of a mapping, its description left out, which some versions have."""
    kept = {name: value for name, value in schema.items() if name != 'description'}
    properties = schema.get('properties', {})
    return {**kept, 'properties': {key: _tidy(value) for key, value in properties.items()}}


def _tidy(schema: Schema) -> Schema:
    """Return the schema of a value without what Python alone knows: titles, defaults, None."""
    choices = [one for one in schema.get('anyOf', ()) if one != {'type': 'null'}]
    kept = {
        name: value for name, value in schema.items() if name not in {'anyOf', 'default', 'title'}
    }
    if len(choices) == 1:
        return {**kept, **choices[0]}
    return {**kept, 'anyOf': choices} if choices else kept


def _or_nothing(schema: Schema) -> Schema:
    """Return a schema that takes nothing as well."""
    if 'anyOf' in schema or '$ref' in schema:
        return {'anyOf': [*schema.get('anyOf', [schema]), {'type': 'null'}]}
    more = {'enum': [*schema['enum'], None]} if 'enum' in schema else {}
    types = schema.get('type', [])
    types = types if isinstance(types, list) else [types]
    if types and 'null' not in types:
        more['type'] = [*types, 'null']
    return schema | more
