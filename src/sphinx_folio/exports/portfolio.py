"""``folio.json``: all that a site says of its objects, with their addresses, for programs.

The same is told to those who listen to the event `GRAPH_READY`.
"""

from dataclasses import replace
from functools import cache

from sphinx.application import Sphinx

from sphinx_folio.api import Portfolio, Surroundings, Texts, describe, state, write_json
from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import Kind
from sphinx_folio.shared import DOWNLOADS, Addresses, has, is_website, site_name
from sphinx_folio.util import plain


def portfolio_of(app: Sphinx, domain: FolioDomain) -> Portfolio:
    """Return what pages show that search engines may show too.

    Only a website has addresses; they are relative where its own is not known.
    """
    return describe(domain.graph, _surroundings(app, domain))


def portfolio_file(app: Sphinx, domain: FolioDomain, texts: Texts) -> bytes:
    """Return the file, of which no records need be made.

    :param texts: what it says of objects that is known already.
    """
    return write_json(state(domain.graph, _surroundings(app, domain), texts))


def _surroundings(app: Sphinx, domain: FolioDomain) -> Surroundings:
    is_public = cache(domain.is_public)  # a page may have many objects

    def places_of(kind: Kind) -> dict[str, tuple[str, str]]:
        places = domain.places(kind)
        return {name: place for name, place in places.items() if is_public(place[0])}

    around = Surroundings(
        name=plain(site_name(app.env)),
        email=app.config.folio_vcard_email and has(app.config, 'vcard'),
        places_of=places_of,
    )
    if not is_website(app.builder):
        return around
    addresses = Addresses(app.builder)

    def picture_of(path: str) -> str:
        _docnames, name = domain.env.images.get(path, ((), ''))
        return addresses.file(f'_images/{name}') if name else ''

    return replace(
        around,
        address=addresses.base,
        url_of=addresses.url,
        picture_of=picture_of,
        file_of=lambda path: addresses.file(f'{DOWNLOADS}/{path}'),
    )
