r"""A person as a vCard, which address books read. Pure.

The version is 3.0 (RFC 2426, with RFC 2425): many address books refuse version 4.0 or
misread it, and all read this one. Labels of links are Apple's ``X-ABLabel``, which others
know or pass over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from sphinx_folio.model import name_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_folio.model import Link, Person

    from .person import PersonFacts


#: Octets of a line without its end (RFC 2426, section 2.6).
LINE_LENGTH = 75
_ESCAPED = str.maketrans({'\\': r'\\', ';': r'\;', ',': r'\,', '\n': r'\n'})
_CONTROL = re.compile(r'[\x00-\x09\x0b-\x1f\x7f]+')
#: What separates values; some readers take it for that in an address, too.
_IN_ADDRESS = str.maketrans({',': '%2C', ';': '%3B', '\\': '%5C'})


def vcard(facts: PersonFacts, *, email: bool = True) -> str:
    """Return the vCard of a person who has a name, with the line ends that it must have.

    :param email: whether it gives the e-mail address.
    """
    lines = ['BEGIN:VCARD', 'VERSION:3.0', *_properties(facts, email=email), 'END:VCARD']
    return ''.join(f'{fold_line(line)}\r\n' for line in lines)


def _properties(facts: PersonFacts, *, email: bool) -> Iterator[str]:
    person, addresses = facts.person, facts.addresses
    yield from _names(person)
    for item in person.affiliation:
        yield _structured('ORG', *filter(None, (item.name, item.department)))
    yield from _texts(TITLE=person.role)
    if person.location:
        yield _structured('ADR;TYPE=WORK', '', '', '', person.location, '', '', '')
    if email:
        yield from (f'EMAIL;TYPE=INTERNET:{_escape(item)}' for item in _mail(person))
    yield from _addresses(('URL', addresses.page))
    yield from _links(link for link in person.links if not _is_mail(link))
    yield from _addresses(('PHOTO;VALUE=uri', addresses.photo))
    yield from _texts(NOTE=person.summary)
    if facts.topics:
        yield f'CATEGORIES:{",".join(map(_escape, facts.topics))}'
    if addresses.page:
        yield f'UID:{uuid5(NAMESPACE_URL, addresses.page).urn}'
    yield from _addresses(('SOURCE', addresses.vcard))
    if person.updated and person.updated.day:
        yield f'REV:{person.updated.isoformat()}'


def _names(person: Person) -> Iterator[str]:
    """Yield the name, its parts, and the native name, which version 3.0 has no place for."""
    parts = name_parts(person.name, person.names)
    yield f'FN:{_escape(person.name)}'
    yield _structured('N', parts.family, parts.given, '', '', parts.suffix)
    if person.native_name != person.name:
        yield from _texts(NICKNAME=person.native_name)


def _mail(person: Person) -> Iterator[str]:
    """Yield each e-mail address once."""
    linked = (
        link.url[len('mailto:') :].partition('?')[0] for link in person.links if _is_mail(link)
    )
    yield from dict.fromkeys([*([person.email] if person.email else []), *linked])


def _is_mail(link: Link) -> bool:
    return link.url.lower().startswith('mailto:')


def _links(links: Iterable[Link]) -> Iterator[str]:
    for number, link in enumerate(links, start=1):
        yield f'item{number}.URL:{link.url.translate(_IN_ADDRESS)}'
        yield f'item{number}.X-ABLabel:{_escape(link.title)}'


def _addresses(*properties: tuple[str, str]) -> Iterator[str]:
    yield from (f'{name}:{url.translate(_IN_ADDRESS)}' for name, url in properties if url)


def _texts(**properties: str) -> Iterator[str]:
    yield from (f'{name}:{_escape(text)}' for name, text in properties.items() if text)


def _structured(name: str, *components: str) -> str:
    return f'{name}:{";".join(map(_escape, components))}'


def _escape(text: str) -> str:
    """Return a text value (RFC 2426, section 4), without control characters."""
    return _CONTROL.sub(' ', text.replace('\r\n', '\n')).strip().translate(_ESCAPED)


def fold_line(line: str) -> str:
    """Return *line* in pieces of at most `LINE_LENGTH` octets, none of which cuts a character.

    Each piece but the first begins with a space, which readers take out (RFC 2425,
    section 5.8.1).
    """
    pieces = ['']
    room = LINE_LENGTH
    for char in line:
        size = len(char.encode())
        if size > room:
            pieces.append('')
            room = LINE_LENGTH - 1
        pieces[-1] += char
        room -= size
    return '\r\n '.join(pieces)
