"""Links of people and projects: what is shown of one, and which addresses are right. Pure."""

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import HttpUrl, TypeAdapter, ValidationError

from .problems import ContentError, Subtype

SCHEMES = ('https', 'http', 'mailto')
_HTTP_URL = TypeAdapter(HttpUrl)
_MAILTO = re.compile(r'mailto:[^\s@<>]+@[^\s@<>]+', re.IGNORECASE)
_error = partial(ContentError, subtype=Subtype.LINK)
_ORCID = re.compile(r'(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])')


class Link(NamedTuple):
    """A link ready to be shown."""

    key: str  #: The key under which it was written, such as ``github``.
    title: str  #: What a reader sees, such as "GitHub".
    url: str
    #: What its service knows the owner by, such as a user name, where that is known.
    account: str = ''
    #: What tells it from an earlier link of the same title, such as the user name.
    detail: str = ''

    @property
    def label(self) -> str:
        """The title, with what tells it from others."""
        return f'{self.title}: {self.detail}' if self.detail else self.title

    @property
    def is_file(self) -> bool:
        """Whether it leads to a file of the site."""
        return not self.is_mail and '://' not in self.url

    @property
    def is_mail(self) -> bool:
        """Whether it leads to an address of e-mail."""
        return self.url.lower().startswith('mailto:')

    @property
    def identity(self) -> str:
        """What it has in common with each link of its key to the same account, or the same page."""
        return self.account.casefold() or short_address(self.url)


def short_address(url: str) -> str:
    """Return an address without what says nothing to a reader: scheme, ``www.``, last slash."""
    return re.sub(r'^(?:mailto:|https?://(?:www\.)?)', '', url, flags=re.IGNORECASE).rstrip('/')


def told_apart(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links, each with what tells it from an earlier one that is called the same.

    That is its account, else the host, or the name of the file; where several have the same,
    it is the whole address.
    """
    links = tuple(links)
    places = Counter((link.title, _place(link)) for link in links)
    titles: set[str] = set()
    shown = []
    for link in links:
        place = _place(link)
        if places[link.title, place] > 1:
            place = short_address(link.url)
        shown.append(link._replace(detail=link.account or place) if link.title in titles else link)
        titles.add(link.title)
    return tuple(shown)


def _place(link: Link) -> str:
    if link.is_file:
        return posixpath.basename(link.url)
    return short_address(link.url) if link.is_mail else short_address(link.url).partition('/')[0]


def check_url(value: str, *, wanted: str = 'URL') -> str:
    """Return *value* as it stands if it is a https, http or mailto URL (RFC 3986).

    :param wanted: what the message about a text without a scheme says that it is not.
    :raises ContentError: for another scheme or a malformed URL.
    """
    try:
        scheme = urlsplit(value).scheme
    except ValueError:
        raise _error(f'"{value}" is a malformed URL', 'write https://…') from None
    if not scheme:
        raise _error(f'"{value}" is no {wanted}', near_url(value) or 'write https://…')
    if scheme not in SCHEMES:
        wrong = f'the scheme "{scheme}:" is not allowed'
        raise _error(wrong, 'write a link with https, http or mailto')
    if scheme == 'mailto':
        if not _MAILTO.fullmatch(value):
            raise _error(f'"{value}" has no address', 'write mailto:name@example.org')
        return value
    try:
        _HTTP_URL.validate_python(value)
    except ValidationError as error:
        reason = error.errors()[0]['msg'].removeprefix('Input should be a valid URL, ')
        raise _error(f'"{value}" is a malformed URL ({reason})', 'write https://…') from None
    if not urlsplit(value).netloc:
        raise _error(f'"{value}" is a malformed URL (no host)', 'write https://…')
    if re.search(r'\s', value):
        raise _error(f'"{value}" has a space', 'write %20 in its place')
    return value


def near_url(value: str) -> str:
    """Return a hint for a text without a scheme that is meant as an address; else nothing."""
    bare = value.lstrip('/')
    if re.fullmatch(r'[^\s@/]+@[\w-]+(\.[\w-]+)+', bare):
        return f'did you mean "mailto:{bare}"?'
    if not re.match(r'[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?(?:[/?#]|$)', bare):
        return ''
    try:
        return f'did you mean "{check_url(f"https://{bare}")}"?'
    except ContentError:
        return ''


def check_ror(value: str) -> str:
    """Return the identifier of an organisation, a URL of the registry ROR.

    :raises ContentError: for another form; a bare identifier is answered with its URL.
    """
    if re.fullmatch(r'0[a-z0-9]{6}\d\d', value):
        raise _error(f'"{value}" is no URL', f'did you mean "https://ror.org/{value}"?')
    return check_url(value)


def check_orcid(value: str) -> str:
    """Return the ORCID iD as ``0000-0000-0000-0000``, given bare or as a URL.

    :raises ContentError: for a wrong shape or a wrong checksum (ISO 7064 MOD 11-2, see
        the ORCID documentation, "Structure of the ORCID Identifier").
    """
    bare = re.sub(r'^https?://(www\.)?orcid\.org/', '', value).rstrip('/').upper()
    match = _ORCID.fullmatch(bare)
    if match is None:
        raise _error(f'"{value}" is no ORCID iD', 'write 16 digits as 0000-0002-1825-0097')
    digits = ''.join(match.groups())
    total = sum(int(digit) << place for place, digit in enumerate(reversed(digits[:-1]), start=1))
    check = '0123456789X'[(12 - total % 11) % 11]
    if digits[-1] != check:
        message = f'the ORCID iD "{value}" has a wrong check digit ({digits[-1]}, not {check})'
        raise _error(f'{message}, so a digit is mistyped', 'copy it from orcid.org')
    return '-'.join(match.groups())


#: Links that a publication itself is found by, the lasting ones first.
_OWN = (
    'doi', 'url', 'html', 'website', 'arxiv', 'hal', 'jstor', 'hdl', 'ssrn', 'iacr', 'inspire',
    'pmid', 'pmcid', 'googlebooks', 'pdf',
)  # fmt: skip


def own_url(links: Iterable[Link], *, without: Collection[str] = ()) -> str:
    """Return where a publication itself is to be read, or nothing.

    :param without: keys of links that say it in another place already.
    """
    urls = {link.key: link.url for link in links if '://' in link.url}
    return next((urls[key] for key in _OWN if key in urls and key not in without), '')
