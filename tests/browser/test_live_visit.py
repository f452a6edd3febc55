"""The preview in a browser: a page loads itself again, and shows what a build has said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import IN_BROWSER, axe, visiting
from previewing import preview

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = IN_BROWSER
CONF = "extensions = ['sphinx_folio']\nhtml_theme = '{}'\n"


@pytest.mark.parametrize('theme', ['furo', 'alabaster'])
def test_a_page_keeps_itself_up_to_date(browser: Any, tmp_path: Path, theme: str) -> None:
    site, page = tmp_path / 'site', tmp_path / 'site/index.md'
    site.mkdir()
    (site / 'conf.py').write_text(CONF.format(theme), encoding='utf-8')
    page.write_text('# Site\n\nWelcome.\n', encoding='utf-8')
    with preview(site, '-j', '1') as seen, visiting(browser) as window:
        seen.wait_for_build()
        window.goto(f'{seen.address}/')
        assert window.locator('.live-notice').count() == 0
        page.write_text('# Site\n\nGood day.\n\n{person}`nobody`\n', encoding='utf-8')
        window.get_by_text('Good day.').wait_for()
        notice = window.locator('.live-notice')
        notice.wait_for()
        assert notice.locator('summary').inner_text() == 'The last build has one warning.'
        assert f'{page}:5: WARNING: ' in notice.locator('pre').text_content()
        assert not [fault for fault in axe(window) if 'live-' in fault]
        (site / 'conf.py').write_text('1 / 0\n', encoding='utf-8')
        window.locator('.live-failed').wait_for()
        assert 'ZeroDivisionError' in window.locator('.live-failed pre').inner_text()
        assert window.get_by_text('Good day.').count() == 1
        assert not [fault for fault in axe(window) if 'live-' in fault]
        page.write_text('# Site\n\nAt last.\n', encoding='utf-8')
        (site / 'conf.py').write_text(CONF.format(theme), encoding='utf-8')
        window.get_by_text('At last.').wait_for()
        notice.wait_for(state='detached')
        assert window.evaluate('folioRefused') == []
