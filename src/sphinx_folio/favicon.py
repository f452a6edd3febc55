"""The icon of the site in tabs and on home screens, where ``conf.py`` names none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Both are among the static files of the extension.
ICON = 'folio-icon.svg'
TOUCH_ICON = 'folio-touch-icon.png'
_ICON_PATH = str(Path(__file__).parent / 'static' / ICON)


def choose_icon(app: Sphinx, config: Config) -> None:
    """Give a site without an icon the default one."""
    if not config.html_favicon:
        config.html_favicon = _ICON_PATH


def has_default_icon(config: Config) -> bool:
    """Tell whether the icons are Folio's own; another icon does not go with them."""
    return bool(config.html_favicon == _ICON_PATH)


def setup_favicon(app: Sphinx) -> None:
    """Choose before Sphinx checks that the file exists (priority 800)."""
    app.connect('config-inited', choose_icon)
