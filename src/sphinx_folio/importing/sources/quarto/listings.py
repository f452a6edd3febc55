"""The listings of pages: which pages and items they show, and of which kind those are."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from sphinx_folio.importing.files.documents import Value

from .page_facts import FORMER
from .site import Page, Quarto, matcher_of, path_from, said_in

#: The kinds of pages by the folder that they are in; "paper" is an entry of the bibliography.
_FOLDERS = {
    **dict.fromkeys(('posts', 'post', 'blog', 'blogs', 'blogposts', 'news', 'updates', 'notes'), 'news'),
    **dict.fromkeys(('publications', 'publication', 'papers', 'pubs', 'articles', 'preprints',
                     'working-papers', 'chapters'), 'paper'),
    **dict.fromkeys(('talks', 'talk', 'presentations', 'slides', 'events'), 'talks'),
    **dict.fromkeys(('teaching', 'courses', 'course', 'classes'), 'teaching'),
    **dict.fromkeys(('projects', 'project', 'software', 'portfolio', 'research'), 'project'),
    **dict.fromkeys(('people', 'person', 'team', 'members', 'staff', 'authors', 'profiles'), 'person'),
}  # fmt: skip
LISTS = {
    'news': ':::{entries}\n:kind: news', 'talks': ':::{entries}\n:kind: talks',
    'teaching': ':::{entries}\n:kind: teaching', 'project': ':::{projects}',
    'person': ':::{people}\n:sort: group', 'paper': ':::{publications}',
}  # fmt: skip


class Listings:
    """The listings of a site.

    :param pages: those of the site; what kinds they are of is settled here.
    """

    def __init__(self, quarto: Quarto, pages: list[Page]) -> None:
        self.quarto = quarto
        self.pages = pages
        #: What files of data hold, and the listings themselves.
        self.items: dict[str, list[Page]] = {}

    def settle_kinds(self) -> None:
        """Say of each page of what kind it is, by its folder, its keys and the lists that show it."""
        for page in self.pages:
            parts = [part.lower() for part in page.path.split('/')]
            is_index = parts[-1].startswith('index.') and (
                'listing' in page.head or (parts[-2:-1] and parts[-2] in _FOLDERS)
            )
            folders = parts[:-2] if is_index else parts[:-1]
            kinds = [_FOLDERS[part] for part in folders if part in _FOLDERS]
            page.kind = kinds[-1] if kinds else ''
            if (
                page.kind in {'', 'project', 'news'}
                and not is_index
                and len(parts) > 1
                and _is_paper(page)
            ):
                page.kind = 'paper'
            if page.kind == 'paper' and 'articles' in folders and not _is_paper(page):
                page.kind = 'news'
            if page.kind == 'paper' and 'listing' in page.head:
                page.kind = ''
        for page in self.pages:
            for listing in self.of_page(page):
                kind = _kind_of_words(f'{listing.get("id", "")} {page.stem} {page.title}')
                for other in self.listed(page, listing):
                    if (
                        not other.kind
                        and other is not page
                        and '/' in other.path
                        and 'listing' not in other.head
                    ):
                        other.kind = kind

    def of_page(self, page: Page) -> list[dict[str, Any]]:
        """Return what the listings of a page say, as plain data."""
        said = page.data('listing')
        if isinstance(said, str):
            return [{'contents': []}] if said else []
        found = []
        for one in said if isinstance(said, list) else [Value(1, said)]:
            data = one.data
            if isinstance(data, dict):
                contents = data.get('contents')
                listed = contents.data if contents else ''
                globs = listed if isinstance(listed, list) else [contents] if listed else []
                found.append({
                    'id': said_in(data.get('id')), 'contents': globs,
                    'limit': said_in(data.get('max-items')),
                    'filter': said_in(data.get('filter-ui')).lower() not in {'', 'false'},
                    'is_former': bool(FORMER.search(f'{said_in(data.get("id"))} {" ".join(map(said_in, globs))}')),
                })  # fmt: skip
        return found

    def listed(self, page: Page, listing: dict[str, Any]) -> list[Page]:
        """Return the pages and items that a listing shows."""
        folder = page.path.rpartition('/')[0]
        found: list[Page] = []
        wanted, unwanted = list[Callable[[str], bool]](), list[Callable[[str], bool]]()
        for content in listing['contents']:
            glob = said_in(content)
            if not glob:
                continue
            path = path_from(folder, glob.lstrip('!'))
            if re.search(r'\.(?:ya?ml|json)$', glob):
                found += self.items.get(self.quarto.files.find(path), [])
            else:
                (unwanted if glob.startswith('!') else wanted).append(
                    matcher_of(path, anywhere=False)
                )
        if not listing['contents']:
            wanted.append(matcher_of(f'{folder}/**' if folder else '**', anywhere=False))
        for other in self.pages:
            is_named = any(matcher(other.path) for matcher in wanted) and other is not page
            if is_named and not any(matcher(other.path) for matcher in unwanted):
                found.append(other)
        return found + self.items.get(f'{page.path} {listing.get("id", "")}', [])

    def read_data(self) -> None:
        """Read the files of data that listings show, and the items that they hold themselves."""
        for page in self.pages:
            for listing in self.of_page(page):
                for content in listing['contents']:
                    self._read_content(page, listing, content)

    def _read_content(self, page: Page, listing: dict[str, Any], content: Value) -> None:
        glob = said_in(content)
        words = f'{listing["id"]} {page.stem} {page.title}'
        if isinstance(content.data, dict):
            key = f'{page.path} {listing["id"]}'
            items = self.quarto.items_of(Value(content.line, [content]), page.path)
        elif re.search(r'\.(?:ya?ml|json)$', glob):
            key = self.quarto.files.find(path_from(page.path.rpartition('/')[0], glob))
            if not key or key in self.items:
                return
            items = self.quarto.data_items(key)
            words = f'{PurePosixPath(key).stem} {words}'
        else:
            return
        for item in items:
            item.kind = _kind_of_item(item, _kind_of_words(words))
        self.items.setdefault(key, []).extend(items)

    def kind_of(self, page: Page, listing: dict[str, Any]) -> str:
        """Return of what kind most are that a listing shows; of an empty one, what its words say."""
        kinds = [other.kind for other in self.listed(page, listing) if other.kind in LISTS]
        if kinds:
            return max(dict.fromkeys(kinds), key=kinds.count)
        return (
            _kind_of_words(f'{listing.get("id", "")} {page.stem}')
            if not self.listed(page, listing)
            else ''
        )

    def account(self, page: Page) -> None:
        """Count what listings say: they have become directives."""
        fields = page.fields
        if isinstance(fields.peek('listing'), list):
            parts = fields.parts('listing')
        else:
            parts = [fields.part('listing')] if isinstance(fields.peek('listing'), dict) else []
        fields.text('listing')
        for part in parts:
            for key in ('include', 'exclude'):
                if (
                    page.kind in {'person', 'owner'}
                    and isinstance(part.peek(key), dict)
                    and 'author' in part.peek(key)
                ):
                    part.part(key).text('author')  # a list on the page of a person is theirs
                part.lose(key, 'a list is narrowed by its options; see guide/lists-and-links.md')
            part.hand_over('contents')
            for key in ('id', 'max-items', 'categories', 'fields', 'filter-ui'):
                part.texts(key)


def _kind_of_words(words: str) -> str:
    parts = re.split(r'[^a-z]+', words.lower())
    return next((_FOLDERS[part] for part in parts if part in _FOLDERS), '')


def _kind_of_item(item: Page, kind: str) -> str:
    if kind:
        return kind
    if {'doi', 'journal', 'container-title', 'pub'} & item.head.keys():
        return 'paper'
    return 'person' if 'name' in item.head and {'role', 'image', 'links'} & item.head.keys() else ''


def _is_paper(page: Page) -> bool:
    if {'journal', 'container-title', 'pub-info'} & page.head.keys():
        return True
    citation = page.data('citation')
    said = citation.keys() if isinstance(citation, dict) else set()
    return bool({'container-title', 'journal', 'volume'} & said) or (
        not page.kind and 'doi' in {*page.head, *said}
    )
