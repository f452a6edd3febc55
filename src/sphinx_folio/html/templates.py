"""Sphinx's templates, which bring what belongs into the head of a page there in every theme."""

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_folio.model import Subtype
from sphinx_folio.shared import is_website, warn

#: Where the head begins; browsers look for the encoding in its first 1,024 bytes.
_HEAD = re.compile(r'<head\b[^>]*>(?:\s*<meta\s+charset\b[^>]*>)?', re.IGNORECASE)


class WholeHead(BuiltinTemplateLoader):
    """Sphinx's templates; what a theme leaves out of ``{{ metatags }}`` stands before its own.

    Shibuya and Material for Sphinx print none of it: no policy, no description, no feed.
    """

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return a page with all of its head."""
        page = super().render(template, context)
        tags = str(context.get('metatags') or '').strip()
        if not tags or tags in page:
            return page
        return _HEAD.sub(lambda begin: f'{begin[0]}\n{tags}', page, count=1)


def tell_of_other_templates(app: Sphinx) -> None:
    """Warn where pages are made by templates of the site's own make."""
    setting, config = 'folio_content_security_policy', app.config
    has_others = not isinstance(getattr(app.builder, 'templates', None), WholeHead)
    if is_website(app.builder) and has_others and getattr(config, setting) is not False:
        message = (
            f'template_bridge: "{config.template_bridge}" makes the pages, so that they have no '
            'policy, and that a theme without "{{ metatags }}" leaves out what they say of '
            f'themselves; leave the setting out, or write "{setting} = False" if it is meant'
        )
        warn(Subtype.CONFIG, '%s', message, location=f'{app.confdir / "conf.py"}:1')
