"""``folio.json``: a portfolio as JSON, and back. Pure."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sphinx_folio.model import PLURALS, Kind
from sphinx_folio.util import FolioError, filled

from .describe import Statements, Texts
from .records import Edge, Entry, Person, Portfolio, Project, Publication, Topic

#: The shape of the file. It grows when a field is renamed or removed, or means something else.
VERSION = 1
_LISTS: dict[str, type[Any]] = {
    'people': Person,
    'projects': Project,
    'topics': Topic,
    'publications': Publication,
    'entries': Entry,
    'edges': Edge,
}


def write_json(portfolio: Portfolio | Statements) -> bytes:
    r"""Return a portfolio as JSON, one object a line, without fields that say nothing.

    The sign of e-mail addresses is written as an escape of JSON, which every reader of JSON
    resolves and programs that look for addresses in text do not.
    """
    # a large site has some megabytes, of which there is not a second copy in between
    return b''.join(text.replace('@', r'\u0040').encode() for text in _parts(portfolio))


def _parts(portfolio: Portfolio | Statements) -> Iterator[str]:
    """Yield what a file begins with, each list, and its end."""
    head = {'version': VERSION, 'name': portfolio.name, 'address': portfolio.address}
    yield json.dumps(head, ensure_ascii=False)[:-1]
    is_plain = isinstance(portfolio, Statements)
    for name in _LISTS:
        items: Any = getattr(portfolio, name)
        texts: Iterable[str]
        if isinstance(items, str):
            texts = filter(None, [items])
        elif name == 'edges':
            texts = _edges(items if is_plain else map(_alone, items))
        else:
            said = items if is_plain else items.values()
            texts = (each if isinstance(each, str) else _ENCODER.encode(each) for each in said)
        yield f',\n"{name}": ['
        if lines := ',\n'.join(texts):
            yield '\n'
            yield lines
        yield ']'
    yield '\n}\n'


def texts_of(content: bytes) -> Texts:
    """Return what a file that `write_json` has made says of each object, and of its edges."""
    objects, _key, edges = content.decode().partition('\n"edges": [')
    texts: dict[Kind, dict[str, str]] = {}
    for line in objects.split('\n'):
        if found := _LIST.match(line):
            texts[_KINDS[found[1]]] = table = {}
        elif found := _OBJECT.match(line):
            name: str = json.loads(found[1]) if '\\' in found[1] else found[1][1:-1]
            table[name] = line[: line.rindex('}') + 1]
    return Texts(texts, edges[: edges.rindex(']')].removeprefix('\n'))


_KINDS = {plural: kind for kind, plural in PLURALS.items()}
#: What the lines of a list and of an object begin with.
_LIST = re.compile(r'"(\w+)": \[')
_OBJECT = re.compile(r'\{"id": ("(?:[^"\\]|\\.)*+")')


def _plain(record: Any) -> dict[str, Any]:
    """Return a record as a mapping, without what is empty; what it holds is as it was."""
    return filled(**vars(record))


#: It is in C, and comes back for records alone; they hold nothing that goes round.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain)


def _alone(edge: Edge) -> tuple[str, str, str, list[tuple[str, str]]]:
    return edge.source_kind, edge.source, edge.target_kind, [(edge.target, edge.role)]


def _edges(edges: Iterable[tuple[str, str, str, Iterable[tuple[str, str]]]]) -> Iterator[str]:
    """Yield edges as JSON, of which there are more than of all else."""
    encoded = cache(_ENCODER.encode)

    @cache
    def ending(role: str) -> str:
        return f', "role": {_ENCODER.encode(role)}}}' if role else '}'

    for source_kind, source, target_kind, targets in edges:
        start = (
            f'{{"source_kind": "{source_kind}", "source": {encoded(source)}, '
            f'"target_kind": "{target_kind}", "target": '
        )
        yield ',\n'.join([f'{start}{encoded(target)}{ending(role)}' for target, role in targets])


def read_json(text: bytes, source: str) -> Portfolio:
    """Return the portfolio that a ``folio.json`` holds; what it says beside is passed over.

    :param source: the file, for messages.
    :raises FolioError: for what is none, or of a later version.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FolioError(f'{source}: this is no JSON ({error})') from None
    version = found.get('version') if isinstance(found, dict) else None
    if not isinstance(version, int) or version < 1:
        message = 'this is no folio.json, as it has no "version"; name the one of a website'
        raise FolioError(f'{source}: {message}')
    if version > VERSION:
        message = f'its version is {version}, and {VERSION} is the last that is known here'
        raise FolioError(f'{source}: {message}; upgrade sphinx-folio')
    return Portfolio(
        name=str(found.get('name', '')),
        address=str(found.get('address', '')),
        **{name: _records(name, found.get(name, []), source) for name in _LISTS},
    )


def _records(name: str, items: Any, source: str) -> Any:
    try:
        records: tuple[Any, ...] = _adapter(name).validate_python(items)
    except ValidationError as error:
        first = error.errors()[0]
        place = '.'.join(map(str, (name, *first['loc'])))
        raise FolioError(f'{source}: {place}: {first["msg"]}') from None
    return records if name == 'edges' else {record.id: record for record in records}


@cache
def _adapter(name: str) -> TypeAdapter[tuple[Any, ...]]:
    record: Any = _LISTS[name]
    return TypeAdapter(tuple[record, ...])
