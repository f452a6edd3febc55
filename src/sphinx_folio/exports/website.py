"""Files of the whole website that make it findable: sitemap, feed, redirects and the like.

They are made of what the domain knows, at the end of a build.
"""

from collections.abc import Iterator
from functools import partial

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.shared import FEED, NOT_FOUND_FILE, Addresses, Output

from . import llms, sitemap
from .feed import feed
from .redirects import plan, redirect_page

#: Without it, GitHub Pages leaves out what begins with "_", such as ``_static``.
_NO_JEKYLL = '.nojekyll'
#: The files at the top of a website that it may have beside its pages.
SITE_FILES = (sitemap.NAME, sitemap.ROBOTS, llms.NAME, FEED, NOT_FOUND_FILE)


def website_outputs(app: Sphinx, domain: FolioDomain, fingerprint: str) -> Iterator[Output]:
    """Yield the sitemap, ``robots.txt``, ``llms.txt``, the feed and the redirects.

    :param fingerprint: stands for all that the site is made of, as they are.
    """
    addresses, config = Addresses(app.builder), app.config
    files = sitemap.sitemap_files(domain, addresses)
    files[sitemap.ROBOTS] = partial(sitemap.robots, addresses, has_sitemap=bool(files))
    files[_NO_JEKYLL] = bytes
    files[llms.NAME] = partial(llms.llms, domain, addresses, config)
    if addresses.base:
        files[FEED] = partial(feed, domain, addresses, config)
    for name, docname in plan(app, domain, domain.site.owners).files.items():
        record = domain.facts(docname).record
        title = record.name if record else docname
        files[name] = partial(redirect_page, name, title, docname, addresses, config.language)
    for name, make in files.items():
        yield Output(name, fingerprint, make)
