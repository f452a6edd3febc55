"""What pages of every kind say, as far as Folio has it: dates, links, pictures."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from sphinx_folio.importing.files.documents import Fields, Value
from sphinx_folio.importing.neutral import INTERNAL, Facts, Item
from sphinx_folio.importing.texts.citations import link_field
from sphinx_folio.importing.texts.page_text import CITED, plain_text
from sphinx_folio.importing.values.dates import read_day, read_moment
from sphinx_folio.importing.values.facts import account_key, add_link
from sphinx_folio.model import PLURALS, PageKind, kebab

from .site import Page, Quarto, said_in

VENUES = (
    'container-title',
    'publication',
    'journal',
    'venue',
    'pub',
    'conference',
    'booktitle',
    'event',
    'outlet',
)
#: Words of links that say no more than that they are links.
_ANY_LINK = frozenset(
    {'url', 'href', 'link', 'path', 'site', 'website', 'homepage', 'project', 'html'}
)
_LINK_KEYS = (
    'url', 'href', 'link', 'website', 'code', 'github', 'pdf', 'slides', 'video', 'poster', 'data', 'dataset',
    'preprint', 'repo', 'demo', 'osf', 'supplement', 'paper',
)  # fmt: skip
FORMER = re.compile(r'former|alumni|past', re.IGNORECASE)


def date_of(page: Page) -> str:
    """Return the date of a page, or that in the name of its file."""
    fields = page.fields
    for key in ('date', 'year'):
        if (said := fields.text(key)) and said.lower() not in {'today', 'now', 'last-modified'}:
            moment = read_moment(said)
            if moment.flaw:
                fields.change(key, said, moment.flaw)
            return moment.text
        if said:
            fields.uncarried(key, said, 'it is the day of the build; write a date')
    name = PurePosixPath(page.path)
    return '' if page.is_item else read_day(name.name) or read_day(name.parent.name)


def addresses_in(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the address and the key of each link of a page."""
    fields = page.fields
    for key in fields:
        bare = re.sub(r'^(?:url|link)[-_](?=.)', '', key)
        if (
            (bare != key or key in _LINK_KEYS)
            and isinstance(fields.peek(key), str)
            and (said := fields.text(key))
        ):
            yield bare, said, key
    for holder in (
        fields,
        fields.part('pub-info') if isinstance(fields.peek('pub-info'), dict) else fields,
    ):
        for link in holder.parts('links') if isinstance(holder.peek('links'), list) else ():
            names = [link.text(key) for key in ('name', 'text', 'label', 'aria-label', 'icon')]
            name, said = next(filter(None, names), ''), link.text('href') or link.text('url')
            for key in ('local', 'target', 'rel'):
                link.text(key)
            if said:
                yield name, said, 'links'
        if holder is not fields:
            for key in ('reference', 'extra'):
                holder.lose(key, 'the entry says it in its fields; add what is missing there')
    said = fields.text('path') if page.is_item else ''
    if said:
        yield 'website', said, 'path'


def links_of(quarto: Quarto, page: Page) -> dict[str, Any]:
    """Return the links of a page, by the keys of the front matter."""
    links: dict[str, Any] = {}
    for name, address, key in addresses_in(page):
        new = quarto.link(address, page.fields.origin(key), page.path)
        title = plain_text(name).capitalize()
        called = link_field(name) or ('website' if title.lower() in _ANY_LINK else title)
        called = {'pdf': 'paper', 'supp': 'Supplement'}.get(called, called) or 'website'
        is_page = not new or new.startswith((INTERNAL, CITED))
        if why := 'write the link into the text' if is_page else add_link(links, called, new):
            quarto.report.take_back(page.fields.origin(key), key, address, why)
    return links


def picture_of(quarto: Quarto, page: Page) -> str:
    """Return where the picture of a page stands in the new site."""
    said = page.fields.text('image')
    if not said:
        return ''
    found = quarto.picture(said, page.fields.origin('image'), page.path)
    if not found:
        page.fields.uncarried('image', said, 'it is no picture of the site; copy it, and name it')
    return found


def add_item(
    quarto: Quarto, kind: PageKind | None, page: Page, facts: Facts, body: str, slug: str = ''
) -> Item:
    """Add a page of the new site."""
    facts = {key: value for key, value in facts.items() if value not in (None, '', [], {})}
    item = Item(
        kind, slug or kebab(page.stem) or 'page', page.title, page.fields.origin(), facts, body
    )
    item.redirects = list(page.addresses)
    if page.stem != item.slug and kind:
        item.aliases = [page.stem]
    quarto.site.items.append(item)
    quarto.report.found[PLURALS[kind] if kind else 'pages'] += 1
    return item


def first_of(fields: Fields, key: str, facts: dict[str, Any], name: str) -> None:
    """Take a fact, unless it is known already, which is told then."""
    said = plain_text(fields.text(key))
    if said and facts.setdefault(name, said) != said:
        fields.uncarried(key, said, f'it says "{facts[name]}" already')


def parts_of(fields: Fields, key: str) -> list[Fields]:
    """Return the mappings of a list, or the one that stands in its place."""
    return [fields.part(key)] if isinstance(fields.peek(key), dict) else fields.parts(key)


def called_account(icon: str, text: str, address: str) -> str:
    """Return the key of a link by its address, its words or its icon; its words, if it has none."""
    title = plain_text(text) or re.sub(r'^.*[:\s]|^fa-', '', icon).replace('-', ' ').capitalize()
    return account_key(address, text, icon) or title or 'website'


def name_in(value: Value) -> str:
    """Return the name that an author of the settings has."""
    data = value.data
    if isinstance(data, list):
        return name_in(data[0]) if data else ''
    if isinstance(data, dict):
        return (
            name_in(data['name'])
            if 'name' in data
            else ' '.join(filter(None, (said_in(data.get('given')), said_in(data.get('family')))))
        )
    return plain_text(data)
