"""The sites that ``init`` writes, in a browser: narrow and wide, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import IN_BROWSER, axe, serving, visiting

from sphinx_folio.cli.new_site import SITE_KINDS, SitePlan, site_files

if TYPE_CHECKING:
    from support import MakeSite

    from sphinx_folio.cli.new_site import SiteKind

pytestmark = IN_BROWSER


@pytest.mark.parametrize('kind', SITE_KINDS)
@pytest.mark.parametrize(('width', 'colours'), [(320, 'light'), (1280, 'dark')])
def test_a_new_site_shuts_nobody_out(
    browser: Any, look_at: MakeSite, kind: SiteKind, width: int, colours: str
) -> None:
    plan = SitePlan(kind, 'Storage Group', 'pages', 'octo-lab/website', '', 'en')
    site = look_at(dict(site_files(plan)))
    with (
        serving(site.outdir) as (address, _sent),
        visiting(browser, width=width, color_scheme=colours) as page,
    ):
        wrong = {}
        for docname in sorted(site.app.env.found_docs):
            page.goto(f'{address}/{docname}.html')
            found = [*axe(page), *page.evaluate('() => window.folioRefused')]
            if page.evaluate('() => document.documentElement.scrollWidth') > width:
                found.append('too wide')
            if found:
                wrong[docname] = found
        assert wrong == {}
