"""Addresses, as browsers read them: their scheme, and whether they lead elsewhere."""

import os
import re

from sphinx_folio.model import SCHEMES

#: What a link in the text of a page may lead to: beside addresses, numbers to call (RFC 3966).
LINKED = (*SCHEMES, 'tel')
_SCHEME = re.compile(r'([a-z][a-z0-9+.-]*):', re.IGNORECASE)
#: What a browser drops of an address before it reads it (URL Standard, §4.4).
_DROPPED = re.compile(r'\A[\0-\x20]+|[\t\n\r]+')


def scheme_of(address: str) -> str:
    r"""Return the scheme of an address in lower case, or nothing.

    >>> scheme_of(' Java\tScript:x')
    'javascript'
    """
    match = _SCHEME.match(_DROPPED.sub('', address))
    return match[1].lower() if match else ''


def is_elsewhere(address: str) -> bool:
    r"""Tell whether an address may lead to another host, such as ``/\example.org``."""
    seen = _DROPPED.sub('', address).replace('\\', '/')
    return '//' in seen or ':' in seen


def is_url(text: str) -> bool:
    """Tell whether a text names something by a scheme, such as ``file:///etc/passwd``."""
    return text.startswith('//') or (_SCHEME.match(text) is not None and not _is_drive(text))


def _is_drive(text: str) -> bool:
    return os.name == 'nt' and re.match(r'[a-z]:[\\/]', text, re.IGNORECASE) is not None
