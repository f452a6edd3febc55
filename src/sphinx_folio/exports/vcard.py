r"""A person as a vCard, which address books read. Pure.

The version is 3.0 (RFC 2426, with RFC 2425): many address books refuse version 4.0 or
misread it, and all read this one. Labels of links are Apple's ``X-ABLabel``, which others
know or pass over.
"""

import re
from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from sphinx_folio.model import Person, name_parts, parse_titles

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
    properties = (f'{name}:{value}' for name, value in _properties(facts, email=email) if value)
    lines = ('BEGIN:VCARD', 'VERSION:3.0', *properties, 'END:VCARD')
    return ''.join(f'{fold_line(line)}\r\n' for line in lines)


def _properties(facts: PersonFacts, *, email: bool) -> Iterator[tuple[str, str]]:
    """Yield name and value of each property; those without a value are left out."""
    person, addresses = facts.person, facts.addresses
    parts, said = name_parts(person.name, person.names), parse_titles(person.name)
    suffixes = filter(None, (parts.suffix, *said.suffix.split(', ')))
    family, given, prefix = map(_escape, (parts.family, parts.given, said.prefix))
    yield 'FN', _escape(person.name)
    yield 'N', ';'.join((family, given, '', prefix, _listed(suffixes)))
    # version 3.0 has no place of its own for a name in another script
    others = dict.fromkeys((person.native_name, *said.others))
    yield 'NICKNAME', _listed(name for name in others if name not in {'', person.name, said.name})
    for item in person.affiliation:
        yield 'ORG', _structured(*filter(None, (item.name, item.department)))
    yield 'TITLE', _escape(person.role)
    if person.location:
        yield 'ADR;TYPE=WORK', _structured('', '', '', person.location, '', '', '')
    for mail in _mail(person) if email else ():
        yield 'EMAIL;TYPE=INTERNET', _escape(mail)
    yield 'URL', addresses.page.translate(_IN_ADDRESS)
    links = (link for link in person.links if not link.is_mail and not link.is_file)
    for number, link in enumerate(links, start=1):
        yield f'item{number}.URL', link.url.translate(_IN_ADDRESS)
        yield f'item{number}.X-ABLabel', _escape(link.label)
    yield 'PHOTO;VALUE=uri', addresses.photo.translate(_IN_ADDRESS)
    yield 'NOTE', _escape(person.summary)
    yield 'CATEGORIES', _listed(facts.topics)
    yield 'UID', uuid5(NAMESPACE_URL, addresses.page).urn if addresses.page else ''
    yield 'SOURCE', addresses.vcard.translate(_IN_ADDRESS)
    yield 'REV', person.updated.isoformat() if person.updated and person.updated.day else ''


def _mail(person: Person) -> Iterator[str]:
    """Yield each e-mail address once."""
    links = (link.url for link in person.links if link.is_mail)
    linked = (url[len('mailto:') :].partition('?')[0] for url in links)
    yield from dict.fromkeys(filter(None, (person.email, *linked)))


def _listed(values: Iterable[str]) -> str:
    return ','.join(map(_escape, values))


def _structured(*components: str) -> str:
    return ';'.join(map(_escape, components))


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
