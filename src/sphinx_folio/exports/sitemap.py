"""``sitemap.xml`` (sitemaps.org, protocol 0.9) and ``robots.txt`` (RFC 9309).

Both are made of what the whole site holds, and not of the pages that one build writes.
"""

from collections.abc import Callable
from functools import partial

from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import PartialDate
from sphinx_folio.shared import NOT_FOUND_PAGE, Addresses
from sphinx_folio.util import element, xml_file

NAME = 'sitemap.xml'
ROBOTS = 'robots.txt'
#: Pages that one file may list, by the protocol.
LIMIT = 50_000
_NAMESPACE = {'xmlns': 'http://www.sitemaps.org/schemas/sitemap/0.9'}


def public_pages(domain: FolioDomain) -> list[str]:
    """Return the pages that search engines should know: all but those that refuse it."""
    made = domain.site.owners.keys() | domain.site.paged.keys()
    return sorted(filter(domain.is_public, (domain.env.found_docs - {NOT_FOUND_PAGE}) | made))


def sitemap_files(domain: FolioDomain, addresses: Addresses) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file of the sitemap, by its name."""
    pages = public_pages(domain)
    if not addresses.base or not pages:  # the protocol asks for full addresses, and for one
        return {}
    parts = [pages[start : start + LIMIT] for start in range(0, len(pages), LIMIT)]
    if len(parts) == 1:
        return {NAME: partial(_pages, domain, addresses, pages)}
    files = {
        f'sitemap-{number}.xml': partial(_pages, domain, addresses, part)
        for number, part in enumerate(parts, start=1)
    }
    return {NAME: partial(_index, addresses, list(files)), **files}


def _pages(domain: FolioDomain, addresses: Addresses, pages: list[str]) -> bytes:
    entries = []
    for name in pages:
        entry = element('url', [element('loc', addresses.url(name))])
        updated: PartialDate | None = getattr(domain.facts(name).record, 'updated', None)
        if updated and updated.day:  # the schema takes nothing shorter than a day
            entry.append(element('lastmod', updated.isoformat()))
        entries.append(entry)
    return xml_file(element('urlset', entries, _NAMESPACE))


def _index(addresses: Addresses, names: list[str]) -> bytes:
    entries = (element('sitemap', [element('loc', addresses.file(name))]) for name in names)
    return xml_file(element('sitemapindex', entries, _NAMESPACE))


def robots(addresses: Addresses, sitemap: str) -> bytes:
    """Return a ``robots.txt`` that allows all, and says where the sitemap is.

    :param sitemap: the name of that file; empty, if there is none.
    """
    text = 'User-agent: *\nAllow: /\n'
    if sitemap:
        text += f'\nSitemap: {addresses.file(sitemap)}\n'
    return text.encode()
