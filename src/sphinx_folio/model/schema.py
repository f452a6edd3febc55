"""The front matter of pages as JSON Schemas, by which editors complete and check keys. Pure.

They follow from the records. A schema refuses nothing that a build takes; what only a build can
know, such as the last digit of an ORCID iD, it leaves to the build.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from .dates import PartialDate, Period
from .emails import check_email
from .groups import Vocabulary, check_group
from .links import check_ror, check_url
from .records import (
    PAGE_KINDS,
    RECORD_TYPES,
    PageKind,
    PlainPage,
    _as_list,
    _ids_with_roles,
    _one_or_many,
    check_any_id,
    check_id,
)
from .services import SERVICES, Service
from .timeline import ENTRY_KINDS, check_entry_kind

Schema = dict[str, Any]
#: The version that language servers of YAML read.
_DRAFT = 'http://json-schema.org/draft-07/schema#'
_DEFINITIONS = '#/definitions/{model}'
_URL = r'(?:[Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)\S+'
_FILE = r'[^:?#]+\.[A-Za-z0-9]{2,5}'
_ORCID = r'(?:https?://(?:www\.)?orcid\.org/)?\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx]/?'
_LINK_FORMS = {
    'address-or-file': f'{_URL}|{_FILE}',
    'any-handle': rf'{_URL}|[^\s?#:\\]+',
    'handle': rf'{_URL}|[^\s/?#:\\]+',
    'mastodon': rf'{_URL}|{_FILE}|@?[^\s@]+@[^\s@]+',
    'orcid': _ORCID,
}
#: A date holds a number, and is not one of a month that there is not.
_DATE: Schema = {
    'type': ['string', 'number'],
    'pattern': r'^(?!\s*\d{4}-(?:00?|1[3-9]|[2-9]\d)(?:-|\s*$)).*[0-9０-９]',
}
_ONE_PERIOD: Schema = {'type': ['string', 'number'], 'pattern': '[0-9０-９]'}
#: The form of an id.
_ID = '[a-z0-9]+(?:-[a-z0-9]+)*'
#: What each check asks of a text, as far as a pattern can say it.
_PATTERNS = dict[Any, str](
    [
        (check_id, f'^{_ID}$'),
        (check_any_id, f'^(?:[^:]+:)?{_ID}$'),
        (check_url, f'^{_URL}$'),
        (check_ror, f'^{_URL}$'),
        (check_email, r'^[^@\s]+@[^@\s]+\.[^@\s]+$'),
    ]
)
#: What YAML 1.1, which Folio reads, takes for a boolean, and what pydantic takes for one.
_BOOLEANS = [True, False, *'yes no on off Yes No On Off YES NO ON OFF'.split()]


class OwnWords(NamedTuple):
    """What the front matter of a site may hold that is only its own."""

    vocabulary: Vocabulary = Vocabulary()
    #: The keys of people that only this site has, with their titles.
    person_fields: Mapping[str, str] = {}
    services: Mapping[str, Service] = SERVICES


_NONE = OwnWords()


def front_matter_schema(
    keys_of: Callable[[PageKind], Iterable[str]],
    own: OwnWords = _NONE,
) -> Schema:
    """Return the schema of a whole front matter, whose definitions are those of its parts.

    :param keys_of: returns the keys that a page of a kind may write.
    :param own: what the site has of its own.
    """
    parts: dict[str, Schema] = {kind: kind_schema(kind, keys_of(kind), own) for kind in PAGE_KINDS}
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
        'properties': {name: _ref(name) for name in (*parts, 'folio')},
        'not': {'anyOf': list(two_kinds)},
        'definitions': definitions,
    }


def kind_schema(
    kind: PageKind,
    keys: Iterable[str],
    own: OwnWords = _NONE,
) -> Schema:
    """Return the schema of what stands under the key of a kind, as `front_matter_schema` does."""

    class Generator(_Generator):
        vocabulary = own.vocabulary

    adapter = TypeAdapter(RECORD_TYPES[kind])
    schema = adapter.json_schema(ref_template=_DEFINITIONS, schema_generator=Generator)
    known = {key: schema['properties'][key] for key in keys}
    schema['properties'] = known
    del schema['required']  # of what a page does not write
    if 'links' in known:
        known['links'] = {}
    written = _written(schema)
    if 'links' in known:
        written['properties']['links'] = _ref('links')
        written['definitions'] = {**written.get('definitions', {}), **_links(own.services)}
    if kind == 'person':
        written['properties'] |= {
            key: {'type': ['string', 'null'], 'title': title}
            for key, title in own.person_fields.items()
        }
    return {'$schema': _DRAFT, **written}


class _Generator(GenerateJsonSchema):
    """Says what the functions of the records take, which pydantic does not know."""

    vocabulary = Vocabulary()

    def function_after_schema(self, schema: Any) -> Schema:
        check = schema['function']['function']
        if check is check_group:
            return {'enum': [*self.vocabulary.groups]}
        if check is check_entry_kind:
            return {'enum': [*(self.vocabulary.entry_kinds or ENTRY_KINDS)]}
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
            of_id = {'type': 'string', 'pattern': _PATTERNS[check_any_id]}
            return inner | {'items': {'anyOf': [of_id, item]}}
        if read is _one_or_many:
            one = [{'type': 'string'}, item]
            return {'anyOf': [*one, inner | {'items': {'anyOf': one}}]}
        return inner

    def bool_schema(self, schema: Any) -> Schema:
        return {'enum': _BOOLEANS}


def _links(services: Mapping[str, Service]) -> dict[str, Schema]:
    """Return the definition of links: for each service, and for any other title, one or several.

    With it come those of the forms that a link may have.
    """
    named = {
        key: {'title': service.title, 'allOf': [_ref(_form_of(key, service))]}
        for key, service in services.items()
    }
    links = {
        'type': ['object', 'null'],
        'properties': named,
        'additionalProperties': _ref('address-or-file'),
    }
    return {'links': links, **{name: _some(form) for name, form in _LINK_FORMS.items()}}


def _ref(name: str) -> Schema:
    return {'$ref': _DEFINITIONS.format(model=name)}


def _form_of(key: str, service: Service) -> str:
    """Return the name of the form of an address or of a handle, as far as all of them go."""
    if key in {'mastodon', 'orcid'}:
        return key
    if not service.template:
        return 'address-or-file'
    # the handles of one may have letters in either case, which no pattern of JSON Schema can say
    return 'handle' if service.handle == Service('').handle else 'any-handle'


def _some(form: str) -> Schema:
    """Return the schema of one value of a form, or of a list of them."""
    types = ['string'] if form == _ORCID else ['string', 'integer']
    one: Schema = {'type': types, 'pattern': rf'^\s*(?:{form})\s*$'}
    return {'anyOf': [one, {'type': 'array', 'items': one}, {'type': 'null'}]}


def _written(schema: Schema) -> Schema:
    """Return a schema of keys as pages write them: a key without a value is as if not there."""
    tidy = _tidy_keys(schema)
    parts = {
        name: _tidy_keys(part)
        for name, part in tidy.pop('$defs', {}).items()
        if _DEFINITIONS.format(model=name) in json.dumps(tidy['properties'])
    }
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
