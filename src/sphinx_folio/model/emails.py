"""E-mail addresses, and what people write in their place. Pure."""

import re

from .problems import ContentError, Subtype

#: The syntax of a browser's field for e-mail addresses (HTML Living Standard, "valid e-mail
#: address"), with letters of all scripts (RFC 6531) and a domain of two parts or more.
_LABEL = r'[^\W_](?:[^\W_]|-(?!\.|$)){0,62}'
_ADDRESS = re.compile(
    rf"(?!\.)(?:[\w!#$%&'*+/=?^`{{|}}~-]|\.(?![.@])){{1,64}}@{_LABEL}(?:\.{_LABEL})+"
)
#: The longest one (RFC 5321, section 4.5.3.1).
_LONGEST = 254
#: What stands in the place of a sign, so that programs do not find it, or around an address.
_HIDDEN = re.compile(r'\s*[(\[{<\s]\s*(?P<word>at|dot)\s*[)\]}>\s]\s*', re.IGNORECASE)
_SIGNS = {'at': '@', 'dot': '.'}
_AROUND = re.compile(r'(?:[^<>]*<)?\s*(?:mailto:)?(?P<address>[^<>\s]+?)[\s>.,;]*', re.IGNORECASE)


def check_email(value: str) -> str:
    """Return *value* if it is an e-mail address.

    :raises ContentError: if it is none, with the address that is probably meant.
    """
    if _is_address(value):
        return value
    likely = _likely(value) if len(value) <= 2 * _LONGEST else ''
    hint = f'did you mean "{likely}"?' if likely else 'write name@example.org'
    raise ContentError(f'"{value}" is no e-mail address', hint, subtype=Subtype.EMAIL)


def _likely(value: str) -> str:
    """Return the address that is hidden in a text, or nothing."""
    plain = _HIDDEN.sub(lambda found: _SIGNS[found['word'].lower()], value)
    found = _AROUND.fullmatch(plain)
    return found['address'] if found and _is_address(found['address']) else ''


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None
