"""Links as sources write them become those of the front matter. Pure."""

import re
from typing import Any

from sphinx_folio.model import SERVICES, ContentError, fold, make_link

#: What else services are called, folded.
_OTHER_NAMES = {
    'bsky': 'bluesky', 'google scholar': 'google-scholar', 'homepage': 'website',
    'hugging face': 'huggingface', 'scholar': 'google-scholar', 'site': 'website',
    'stackoverflow': 'stackoverflow', 'twitter': 'x', 'web': 'website',
}  # fmt: skip
_BY_TITLE = {fold(SERVICES[key].title): key for key in SERVICES} | {
    fold(key): key for key in SERVICES
}
#: Groups by words of roles and headings; the first that fits decides.
_GROUPS = (
    (r'alum|former|past\b', 'alumni'), (r'post-?\s?doc', 'postdoc'),
    (r'ph\.?\s?d|doctoral|grad(?:uate)? student', 'phd'), (r'undergrad|bachelor', 'undergraduate'),
    (r'master|m\.?sc', 'master'), (r'faculty|\bpi\b|investigator|professor|lecturer|\bheads?\b|director', 'faculty'),
    (r'engineer|developer|programmer', 'engineer'), (r'visit|guest|intern', 'visitor'),
    (r'staff|manager|technician|scientist|admin|coordinator|assistant', 'staff'),
)  # fmt: skip
#: Icons and words of a page of one's own.
_OWN = re.compile(
    r'globe|house|home(?:page)?|website|web ?site|personal page|link(?:-45deg)?', re.IGNORECASE
)


def service_of(name: str) -> str:
    """Return the key of a service by its name; a name of none as it is."""
    plain = fold(name)
    return _OTHER_NAMES.get(plain) or _BY_TITLE.get(plain) or name.strip()


def add_link(links: dict[str, Any], key: str, *values: str) -> str:
    """Add the first of several values that Folio reads under a key; return why none is.

    A second link of a service goes beside the first.
    """
    why = ''
    for value in filter(None, values):
        try:
            link = make_link(key, value)
        except ContentError as error:
            why = why or str(error)
            continue
        kept = link.account if key in SERVICES and link.account else value
        try:
            kept = kept if make_link(key, kept).url == link.url else value
        except ContentError:
            kept = value
        first = links.get(key)
        if first is None:
            links[key] = kept
        elif kept not in (first if isinstance(first, list) else [first]):
            links[key] = [*(first if isinstance(first, list) else [first]), kept]
        return ''
    return why or 'it is empty'


def account_key(address: str, *words: str) -> str:
    """Return the key of a link by its address, else by what it is called; nothing, if that is no account.

    :param words: names of icons and texts of the link, the best first.
    """
    for key in SERVICES:
        if key != 'website' and SERVICES[key].account_of(address):
            return key
    for word in words:
        bare = (
            re.sub(r'^.*[:\s]|^fa-', '', word.strip())
            if ':' in word or word.startswith('fa')
            else word.strip()
        )
        if (service := service_of(bare)) in SERVICES:
            return service
        if _OWN.fullmatch(bare):
            return 'website'
    return ''


def group_of(words: str) -> str:
    """Return the group of people that words of a role or a heading mean, or nothing."""
    return next(
        (group for pattern, group in _GROUPS if re.search(pattern, words, re.IGNORECASE)), ''
    )
