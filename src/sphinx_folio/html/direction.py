"""The direction of pages: from right to left in Arabic, Hebrew and others.

No theme says it, and none leaves a place for it: Furo, alabaster and their kin write the tag
``<html>`` outright. So the templates add the attribute to the tag of the page that they made.
"""

import re
from typing import Any

from sphinx_folio.shared import is_right_to_left

from .templates import WholeHead

#: All before the attributes of the element that a page is.
_ROOT = re.compile(
    r'\s*(?:<!doctype\b[^>]*>|<\?.*?\?>|<!--.*?-->|\s+)*<html\b(?P<told>[^>]*)',
    re.DOTALL | re.IGNORECASE,
)
_SAYS_DIRECTION = re.compile(r'\sdir\s*=', re.IGNORECASE)


class DirectedTemplates(WholeHead):
    """Sphinx's templates; a page in a language from right to left says so."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return a page with its direction."""
        page = super().render(template, context)
        if not is_right_to_left(str(context.get('language') or '')):
            return page
        return with_direction(page, 'rtl')


def with_direction(page: str, direction: str) -> str:
    """Return a page whose first tag says a direction, unless a theme has it there."""
    root = _ROOT.match(page)
    if not root or _SAYS_DIRECTION.search(root['told']):
        return page
    return f'{page[: root.end()]} dir="{direction}"{page[root.end() :]}'
