"""Links as sources write them become those of the front matter. Pure."""

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
