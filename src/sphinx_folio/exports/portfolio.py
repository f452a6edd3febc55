"""``folio.json``: all that a site says of its objects, with their addresses, for programs.

The same is told to those who listen to the event `GRAPH_READY`.
"""

from dataclasses import replace
from functools import partial

from sphinx.application import Sphinx

from sphinx_folio.api import Portfolio, Surroundings, describe, write_json
from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import ObjectRef
from sphinx_folio.shared import DOWNLOADS, Addresses, has, is_website, site_name
from sphinx_folio.util import plain


def portfolio_of(app: Sphinx, domain: FolioDomain) -> Portfolio:
    """Return what pages show that search engines may show too.

    Only a website has addresses; they are relative where its own is not known.
    """
    around = Surroundings(
        name=plain(site_name(app.env)),
        email=app.config.folio_vcard_email and has(app.config, 'vcard'),
        place_of=partial(_place_of, domain),
    )
    if is_website(app.builder):
        addresses = Addresses(app.builder)

        def picture_of(path: str) -> str:
            _docnames, name = domain.env.images.get(path, ((), ''))
            return addresses.file(f'_images/{name}') if name else ''

        around = replace(
            around,
            address=addresses.base,
            url_of=addresses.url,
            picture_of=picture_of,
            file_of=lambda path: addresses.file(f'{DOWNLOADS}/{path}'),
        )
    return describe(domain.graph, around)


def portfolio_file(app: Sphinx, domain: FolioDomain) -> bytes:
    """Return the file."""
    return write_json(portfolio_of(app, domain))


def _place_of(domain: FolioDomain, ref: ObjectRef) -> tuple[str, str] | None:
    found = domain.find(ref.kind, ref.id)
    return found[:2] if found and domain.is_public(found[0]) else None
