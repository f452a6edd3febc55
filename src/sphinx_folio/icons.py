"""Icons beside links, as inline SVG; no font, no file to load.

The marks of services in ``icons.json`` under ``filled`` are those of Simple Icons 16
(simpleicons.org), which its authors have put into the public domain (CC0 1.0).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .nodes import skip

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_FILE = Path(__file__).with_name('icons.json')
#: Keys of links whose icon has another name; a service without a mark has that of any link.
_SHOWN_AS = {
    'cv': 'document',
    'demo': 'video',
    'docs': 'document',
    'paper': 'document',
    'pdf': 'document',
    'poster': 'slides',
    'report': 'document',
}


class icon(nodes.inline):
    """A sign beside words that say the same: ``name`` is the key of a link."""


@cache
def _paths() -> dict[str, tuple[str, str]]:
    """Return look and path, on a ground of 24 x 24, of each icon."""
    looks: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding='utf-8'))
    return {name: (look, path) for look, paths in looks.items() for name, path in paths.items()}


def visit_icon_html(self: HTML5Translator, node: icon) -> None:
    """Draw the icon, which assistive tools skip."""
    paths = _paths()
    name = _SHOWN_AS.get(node['name'], node['name'])
    look, path = paths.get(name) or paths['link']
    self.body.append(
        f'<svg class="folio-icon folio-icon-{look}" viewBox="0 0 24 24" width="16" height="16" '
        f'aria-hidden="true" focusable="false"><path d="{path}"/></svg>'
    )
    raise nodes.SkipNode


def setup_icons(app: Sphinx) -> None:
    """Register the node; only a web page shows it."""
    unseen: Any = dict.fromkeys(('latex', 'text', 'man', 'texinfo'), (skip, None))
    app.add_node(icon, html=(visit_icon_html, None), **unseen)
