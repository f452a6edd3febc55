"""The same site in other languages: each page names its translations to search engines.

A site and its translations have the same pages, as sphinx-intl and Read the Docs build them.
"""

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from sphinx_folio.domains import folio_domain
from sphinx_folio.shared import Addresses, is_language, is_website

#: Stands for readers of any other language (Google's documentation of localized versions).
_OTHERS = 'x-default'


def translations_flaw(value: Any) -> str:
    """Return what is wrong with ``folio_translations``, or an empty string."""
    example = '{"de": "https://example.org/de/"}'
    if not isinstance(value, dict) or not all(
        isinstance(text, str) for item in value.items() for text in item
    ):
        return f'must map languages to addresses, such as {example}'
    for language, address in value.items():
        if language != _OTHERS and not is_language(language):
            return f'"{language}" is no code of a language; write one such as "de" or "pt_BR"'
        parts = urlsplit(address)
        if parts.scheme not in {'http', 'https'} or not parts.netloc:
            return f'"{address}" is no whole address of a site; write one as in {example}'
    return ''


def _links(app: Sphinx, pagename: str) -> Iterator[tuple[str, str]]:
    """Yield language tag and address of a page in each language, its own among them."""
    config = app.config
    bases = {
        language.replace('_', '-'): base for language, base in config.folio_translations.items()
    }
    own = Addresses(app.builder).base
    if own:
        bases = {config.language.replace('_', '-'): own} | bases
    for language, base in bases.items():
        yield language, Addresses(app.builder, base).url(pagename)


def add_translations(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Tell in the head of a page where it is in other languages."""
    if not app.config.folio_translations or not is_website(app.builder):
        return
    papers = folio_domain(app.env).site.publication_pages.values()
    if pagename not in app.env.found_docs and pagename not in papers:
        return  # the lists of another language may be cut otherwise
    links = (
        f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(url)}">'
        for language, url in _links(app, pagename)
    )
    before = context.get('metatags') or ''
    context['metatags'] = before + ''.join(f'\n    {link}' for link in links)


def setup_translations(app: Sphinx) -> None:
    """Stand beside the other links in the head of a page."""
    app.connect('html-page-context', add_translations)
