"""What a reader does with a list in a citation style, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser import IN_BROWSER, serving, visiting
from csl_styles import AUTHOR_DATE
from playwright.sync_api import expect

if TYPE_CHECKING:
    from typing import Any

    from support import MakeSite

FILES = {
    'people/jane-doe.md': '---\nperson:\n  name: Jane Doe\n---\n\n# Jane Doe\n',
    'people/joan-roe.md': '---\nperson:\n  name: Joan Roe\n---\n\n# Joan Roe\n',
    'publications.md': '# Publications\n\n```{publications}\n:filter:\n```\n',
    'style.csl': AUTHOR_DATE,
    'references.bib': """
@article{log, author = {Doe, Jane and Roe, Joan}, title = {Fast $x^2$ Logs}, journal = {Systems},
  year = {2024}}
@book{book, author = {Doe, Jane}, title = {A Book}, publisher = {Press}, year = {2022}}
""",
}
SETTINGS = {'folio_citation_style': 'style.csl', 'folio_citation_style_in': ['pages']}

pytestmark = IN_BROWSER


def test_a_reference_is_copied_by_keyboard_and_found_by_year_and_name(
    browser: Any, look_at: MakeSite
) -> None:
    site = look_at(FILES, confoverrides=SETTINGS)
    assert site.warnings == []
    allowed = ['clipboard-read', 'clipboard-write']
    with serving(site.outdir) as (address, _sent), visiting(browser, permissions=allowed) as page:
        page.goto(f'{address}/publications.html')
        fold = page.locator('details.folio-cite').first
        fold.locator('summary').focus()
        page.keyboard.press('Enter')
        expect(fold.locator('p')).to_be_visible()
        fold.get_by_role('button', name='Copy').press('Enter')
        expect(fold.get_by_role('button')).to_have_text('Copied')
        copied = page.evaluate('navigator.clipboard.readText()')
        assert copied == 'Doe, J., & Roe, J. (2024). Fast x² Logs. Systems.'

        items = page.locator('.folio-publication:visible')
        for facet, value, count in (('Year', '2022', 1), ('Person', 'Joan Roe', 1)):
            page.get_by_role('combobox', name=facet).select_option(value)
            expect(items).to_have_count(count)
            page.get_by_role('button', name='Show all').click()
        expect(items).to_have_count(2)
