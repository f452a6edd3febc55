"""The head of a page: its description, and what previews and search engines ask for.

The tags are those of Open Graph (ogp.me), which X reads too but for the kind of its card.
What is told of a page as JSON-LD stands there as well; that of the entries on it, which
may be many, at the end of its text, where it keeps no style sheet waiting.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, cast

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from docutils import nodes

from . import jsonld
from .descriptions import describe_tree, first_paragraph, shorten
from .list_pages import is_website
from .model import Person
from .not_found import PAGE
from .page_head import PageHead
from .preview_pictures import preview_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from .domain import FolioDomain


def add_metadata(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add to a page of a website what is known of it; Furo, alabaster and basic print it.

    Pages that Sphinx makes, such as the search, are about nothing.
    """
    if not is_website(app.builder) or pagename == PAGE:
        return
    head = PageHead(cast('FolioDomain', app.env.domains['folio']), pagename)
    if pagename not in app.env.found_docs and not head.cut:
        return
    own = dict(_own_tags(doctree)) if doctree else {}
    description = own.get('description') or _description(head, doctree)
    tags = [
        f'<meta {_attribute(name)}="{name}" content="{escape(content)}">'
        for name, content in _tags(head, description)
        if content and name not in own
    ]
    tags.append(jsonld.script(head.things(description)))
    before = (context.get('metatags') or '').rstrip()
    context['metatags'] = '\n'.join([before, *tags])
    body = context.get('body') or ''
    # with that of the entries, the text of a page at most doubles
    context['body'] = body + jsonld.script(head.publications(), limit=len(body))


def _own_tags(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield name and content of the tags that an author wrote, as in ``html_meta``."""
    for node in doctree.findall(nodes.meta):
        name = node.get('name') or node.get('property')
        if name:
            yield name.lower(), node.get('content', '')


def _description(head: PageHead, doctree: nodes.document | None) -> str:
    """Return the first that says something: facts, site's description, text, lists."""
    found = head.facts()
    if not found and head.pagename == head.config.root_doc:
        found = ' '.join(head.config.folio_description.split())
    if not found and doctree:
        found = first_paragraph(doctree)
    found = found or head.lists()
    if not found and doctree:
        pages = describe_tree(doctree)
        found = shorten(f'{head.title} – {pages}') if pages else ''
    return found


def _tags(head: PageHead, description: str) -> Iterator[tuple[str, str]]:
    """Yield name and content of each tag; those without a content are left out."""
    is_person = isinstance(head.record, Person) and not head.record.anonymous
    picture = preview_picture(
        head.domain, head.pagename, head.addresses, title=head.title, site=head.site
    )
    yield 'description', description
    yield 'og:title', head.title
    # names are not taken apart: which part is the family name, a page does not say
    yield 'og:type', 'profile' if is_person else 'website'
    yield 'og:url', head.url(head.pagename)
    yield 'og:site_name', head.site
    yield 'og:description', description
    yield 'og:locale', locale_tag(head.config.language)
    if picture:
        yield 'og:image', picture.url
        yield 'og:image:alt', picture.alt
    yield 'twitter:card', 'summary_large_image' if picture and picture.is_wide else 'summary'


def _attribute(name: str) -> str:
    """Return the attribute that names a tag: RDFa's for Open Graph, else HTML's."""
    return 'property' if name.startswith('og:') else 'name'


def locale_tag(language: str) -> str:
    """Return a language with the territory that it is most spoken in, as ``en_US``.

    Open Graph asks for a territory; one that ``conf.py`` names is kept.
    """
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return ''
    territory = locale.territory
    if not territory:
        likely = get_global('likely_subtags').get(locale.language, '')
        territory = str(likely).rpartition('_')[2]
    return f'{locale.language}_{territory}' if territory else ''


def setup_metadata(app: Sphinx) -> None:
    """Add it once the parts before have put theirs in, and before the themes (priority 500)."""
    app.connect('html-page-context', add_metadata, priority=450)
