"""Links of a person or a project: known services, checked handles and URLs. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import HttpUrl, TypeAdapter, ValidationError

from sphinx_folio.util import nearest

from .problems import ContentError, Subtype

SCHEMES = ('https', 'http', 'mailto')
_HTTP_URL = TypeAdapter(HttpUrl)
_MAILTO = re.compile(r'mailto:[^\s@<>]+@[^\s@<>]+', re.IGNORECASE)
#: The path of a file: not what begins as the name of a host, or ends as one.
_FILE = re.compile(
    r'(?:(?:/(?!/)|\.{1,2}/|\.?[^/:?#.]+/)[^:?#]*|[^/:?#]+)'
    r'\.(?:pdf|pptx?|odp|key|zip|gz|tgz|docx?|odt|txt|md|bib|csv'
    r'|json|ipynb|tex|xlsx?|ods|png|jpe?g|svg|webp|gif|mp[34]|webm|epub|ics|vcf)',
    re.IGNORECASE,
)
_HANDLE = re.compile(r'[^\s/?#:]+')
_error = partial(ContentError, subtype=Subtype.LINK)
_ORCID = re.compile(r'(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])')


class Link(NamedTuple):
    """A link ready to be shown."""

    key: str  #: The key under which it was written, such as ``github``.
    title: str  #: What a reader sees, such as "GitHub".
    url: str

    @property
    def is_file(self) -> bool:
        """Whether it leads to a file of the site."""
        return not self.is_mail and '://' not in self.url

    @property
    def is_mail(self) -> bool:
        """Whether it leads to an address of e-mail."""
        return self.url.lower().startswith('mailto:')


class Service(NamedTuple):
    """A site that knows its users by a handle."""

    title: str
    #: URL with ``{}`` in the place of the handle; empty where only a URL is taken.
    template: str = ''


SERVICES = {
    'website': Service('Website'),
    'orcid': Service('ORCID', 'https://orcid.org/{}'),
    'google-scholar': Service('Google Scholar', 'https://scholar.google.com/citations?user={}'),
    'semantic-scholar': Service('Semantic Scholar', 'https://www.semanticscholar.org/author/{}'),
    'dblp': Service('DBLP', 'https://dblp.org/pid/{}'),
    'openreview': Service('OpenReview', 'https://openreview.net/profile?id={}'),
    'arxiv': Service('arXiv', 'https://arxiv.org/a/{}'),
    'github': Service('GitHub', 'https://github.com/{}'),
    'gitlab': Service('GitLab', 'https://gitlab.com/{}'),
    'codeberg': Service('Codeberg', 'https://codeberg.org/{}'),
    'huggingface': Service('Hugging Face', 'https://huggingface.co/{}'),
    'kaggle': Service('Kaggle', 'https://www.kaggle.com/{}'),
    'linkedin': Service('LinkedIn', 'https://www.linkedin.com/in/{}'),
    'bluesky': Service('Bluesky', 'https://bsky.app/profile/{}'),
    'mastodon': Service('Mastodon'),
    'x': Service('X', 'https://x.com/{}'),
    'youtube': Service('YouTube', 'https://www.youtube.com/@{}'),
    'code': Service('Code'),
    'paper': Service('Paper'),
    'pdf': Service('PDF'),
    'slides': Service('Slides'),
    'event': Service('Event'),
    'poster': Service('Poster'),
    'video': Service('Video'),
    'data': Service('Data'),
    'demo': Service('Demo'),
    'docs': Service('Documentation'),
    'report': Service('Report'),
}
#: The services at which an account is one person's.
ACCOUNTS = frozenset({
    'orcid', 'google-scholar', 'semantic-scholar', 'dblp', 'openreview', 'arxiv', 'github',
    'gitlab', 'codeberg', 'huggingface', 'linkedin',
})  # fmt: skip


def make_link(key: str, value: object, written: str = '') -> Link:
    """Return the link that *value* (a handle, a URL or the path of a file) means under *key*.

    :param written: how a value that is no text was written.
    :raises ContentError: for a malformed ORCID, handle or URL, with what to write.
    """
    if not isinstance(value, str):
        raise _error('must be text', f'write {key}: "{written or value}"')
    value = value.strip()
    service = SERVICES.get(key)
    if key == 'orcid':
        return Link(key, 'ORCID', f'https://orcid.org/{check_orcid(value)}')
    if service and service.template and '://' not in value:
        if not _HANDLE.fullmatch(value.replace('/', '') if key == 'dblp' else value):
            near = _near_url(value) or f'write {key}: <user name> or a full URL'
            raise _error(f'"{value}" is no user name', near)
        return Link(key, service.title, service.template.format(value.removeprefix('@')))
    if not (service and service.template) and _FILE.fullmatch(value):
        return Link(key, service.title if service else key, value)
    if service is None and not re.match(r'[a-z][a-z0-9+.-]*:', value, re.IGNORECASE):
        meant = nearest(key, _fitting(value))
        hint = f'; did you mean "{meant}"?' if meant else ''
        raise _error(f'"{value}" is no URL', f'{_near_url(value) or "write https://…"}{hint}')
    return Link(key, service.title if service else key, check_url(value))


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
        raise _error(f'"{value}" is no {wanted}', _near_url(value) or 'write https://…')
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


def _near_url(value: str) -> str:
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


def _fitting(value: str) -> Iterator[str]:
    """Yield the services that take a text."""
    for key in SERVICES:
        try:
            make_link(key, value)
        except ContentError:
            continue
        yield key


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
