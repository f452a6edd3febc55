"""What of all that Folio adds to pages and puts beside them a site does without."""

from typing import Literal, get_args

from sphinx.config import Config

#: A part of a site that can be left out.
Part = Literal[
    'calendar', 'downloads', 'feed', 'folio-json', 'json-ld', 'json-resume', 'llms', 'map',
    'not-found', 'open-graph', 'policy', 'robots', 'sitemap', 'vcard',
]  # fmt: skip
#: The words that ``folio_without`` takes.
PARTS: tuple[str, ...] = get_args(Part)
#: Extensions that do what a part of Folio does.
STAND_INS: dict[str, Part] = {
    'notfound.extension': 'not-found',
    'sphinx_sitemap': 'sitemap',
    'sphinxext.opengraph': 'open-graph',
}


def has(config: Config, part: Part) -> bool:
    """Tell whether Folio makes a part of a site: neither the site nor an extension replaces it."""
    return part not in config.folio_without
