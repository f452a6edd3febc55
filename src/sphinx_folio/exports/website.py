"""Files of the whole website that make it findable: sitemap, feeds, redirects and the like.

They are made of what the domain knows, at the end of a build.
"""

from collections.abc import Callable, Iterator
from functools import partial

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.shared import FEED, NOT_FOUND_FILE, PORTFOLIO, Addresses, Output, has

from . import llms, sitemap
from .calendars import calendar_outputs
from .feed import feed_outputs
from .redirects import plan, redirect_page

#: Without it, GitHub Pages leaves out what begins with "_", such as ``_static``.
_NO_JEKYLL = '.nojekyll'
#: The files at the top of a website that it may have beside its pages.
SITE_FILES = (sitemap.NAME, sitemap.ROBOTS, llms.NAME, FEED, PORTFOLIO, NOT_FOUND_FILE)


def website_outputs(
    app: Sphinx, domain: FolioDomain, fingerprint: str, portfolio: Callable[[], bytes]
) -> Iterator[Output]:
    """Yield the sitemap, ``robots.txt``, ``llms.txt``, ``folio.json``, feeds, calendars and the redirects.

    :param fingerprint: stands for all that the site is made of, as they are.
    :param portfolio: makes ``folio.json``.
    """
    addresses, config = Addresses(app.builder), app.config
    files = sitemap.sitemap_files(domain, addresses) if has(config, 'sitemap') else {}
    name = sitemap.NAME if files else _of_other_extension(app)
    if has(config, 'robots'):
        files[sitemap.ROBOTS] = partial(sitemap.robots, addresses, name)
    files[_NO_JEKYLL] = bytes
    if has(config, 'llms'):
        files[llms.NAME] = partial(llms.llms, domain, addresses, config)
    if has(config, 'folio-json'):
        files[PORTFOLIO] = portfolio
    redirects = plan(app, domain, domain.site.owners)
    places = {name: (docname, '') for name, docname in redirects.files.items()}
    titles = {name: _title(domain, docname) for name, docname in redirects.files.items()}
    for name, key in redirects.entries.items():
        docname, anchor, titles[name] = domain.find('publication', key) or ('', '', '')
        places[name] = (docname, anchor)
    for name, place in places.items():
        files[name] = partial(redirect_page, name, titles[name], place, addresses, config.language)
    for name, make in files.items():
        yield Output(name, fingerprint, make)
    if addresses.base and has(config, 'feed'):
        yield from feed_outputs(domain, addresses, config)
    if addresses.base and has(config, 'calendar'):
        yield from calendar_outputs(domain, addresses, config)


def _of_other_extension(app: Sphinx) -> str:
    """Return the name of the sitemap that sphinx-sitemap writes, if it does."""
    is_written = 'sphinx_sitemap' in app.extensions and Addresses(app.builder).base
    return str(app.config.sitemap_filename) if is_written else ''


def _title(domain: FolioDomain, docname: str) -> str:
    record = domain.facts(docname).record
    return record.name if record else domain.env.titles[docname].astext()
