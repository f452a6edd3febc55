"""Links as sources write them become those of the front matter. Pure."""

import re
from typing import Any, get_args

from sphinx_folio.model import SERVICES, ContentError, ProjectType, fold, make_link

#: What else services are called, folded.
_OTHER_NAMES = {
    'bsky': 'bluesky', 'google scholar': 'google-scholar', 'homepage': 'website',
    'hugging face': 'huggingface', 'scholar': 'google-scholar', 'site': 'website',
    'stackoverflow': 'stackoverflow', 'twitter': 'x', 'web': 'website',
}  # fmt: skip
_BY_TITLE = {fold(SERVICES[key].title): key for key in SERVICES} | {
    fold(key): key for key in SERVICES
}
#: The groups by the words of what sources call theirs; the first that fits.
_GROUPS = (
    ('alumni', r'alum(?:n|s?\b)|former|past\b|ehemalig'),
    ('undergraduate', r'under-?grad|bachelor|\bb\.?\s?sc\b|^ug$'),
    ('postdoc', r'post-?\s?doc'),
    ('phd', r'ph\.?[\s-]?d\b|predoc|doctora|(?<!under)grad(?:uate)?\b.*student|^grads?$|graduate'),
    ('master', r'master|\bm\.?[\s-]?sc\b|\bm\.?eng\b'),
    ('visitor', r'visit|guest|\binterns?\b'),
    (
        'faculty',
        r'faculty|principal|professor|\bpis?\b|investigator|\blead(?!\W+(?:engineer|programmer|developer|software))|director|lecturer|head\b',
    ),
    ('engineer', r'engineer|programmer|developer|^software$'),
    (
        'staff',
        r'staff|researcher|scientist|admin|manager|technician|analyst|assistant|research[\s-]associate|coordinat|fellow',
    ),
)
#: The types of projects.
PROJECT_TYPES = frozenset(get_args(ProjectType))
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
        if SERVICES[key].account_of(address):
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
    """Return the group of every site that a word of a source means; nothing, if there is none."""
    found = (
        group for group, pattern in _GROUPS if re.search(pattern, words.strip(), re.IGNORECASE)
    )
    return next(found, '')
