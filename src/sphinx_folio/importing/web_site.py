"""What sites of every generator have in common: addresses of pages, links, pictures, files."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from sphinx_folio.model import ContentError, redirect_file

from .neutral import INTERNAL, Item, Origin, Site
from .page_text import CITED
from .report import Report
from .source_files import SourceFiles

_SCHEME = re.compile(r'[a-z][a-z0-9+.-]*:', re.IGNORECASE)
_HOME = frozenset({'/', '/index.html'})


class WebSite:
    """A site that is read.

    :param keep_samples: whether examples of the template are taken as well.
    """

    #: How the names of files end that are pages, and no files to be copied.
    suffixes: tuple[str, ...] = ('.md', '.markdown', '.html', '.htm', '.mdown')
    #: Where files lie that are named without their folder.
    folders: tuple[str, ...] = ()

    def __init__(self, root: Path, report: Report, *, keep_samples: bool = False) -> None:
        self.files = SourceFiles(root, report)
        self.report = report
        self.site = Site()
        self.keep_samples = keep_samples
        self.url, self.baseurl = '', ''
        self._addresses: dict[str, str] = {}
        #: The citation keys of papers by the addresses of their pages.
        self.papers: dict[str, str] = {}

    def keep_addresses(
        self, own: str, others: Iterable[str], path: str, origin: Origin
    ) -> list[str]:
        """Keep where a page stood, and return the addresses that can lead on to the new one.

        :param own: its address, with which it is found again.
        :param path: the file that it is made of.
        """
        kept: list[str] = []
        others = list(others)
        for address in (f'/{each.lstrip("/")}' for each in (own, *others)):
            try:
                redirect_file(address)
            except ContentError as error:
                if address not in _HOME:
                    advice = f'{error.message}; set up the redirect at your host'
                    self.report.note('lost', origin, 'address', address, advice)
            else:
                if address not in kept:
                    kept.append(address)
        key = kept[0] if kept else '/'
        for address in ('/' if own in _HOME else own, *others, path):
            self._addresses.setdefault(_address_key(address), key)
        return kept

    def also_at(self, address: str, known: str) -> None:
        """Keep another address, which nobody outside knows, of a page by its first one."""
        self._addresses.setdefault(_address_key(address), known)

    def local(self, address: str) -> str | None:
        """Return the path of an address within the site; None for one of another site."""
        if self.url and (address == self.url or address.startswith(f'{self.url}/')):
            address = address[len(self.url) :] or '/'
        if _SCHEME.match(address) or address.startswith('//'):
            return None
        if self.baseurl and (address + '/').startswith(f'{self.baseurl}/'):
            address = address[len(self.baseurl) :] or '/'
        return re.split(r'[?#]', address)[0]

    def link(self, address: str, origin: Origin, page: str = '') -> str:
        """Return the address that a link has in the new site; nothing, if it leads nowhere."""
        address = address.strip()
        path = self.local(address)
        if path is None:
            address = f'https:{address}' if address.startswith('//') else address
            if re.match(r'(?:https?|ftp)://\S+$|(?:mailto|tel):\S+$', address, re.IGNORECASE):
                return address
            self.report.note('lost', origin, 'link', address[:200], 'a page has no such links')
            return ''
        if not path:
            return address if address.startswith('#') and len(address) > 1 else ''
        new = self.page_at(path, page) or self._asset(path, origin, page)
        if new:
            return new if new.startswith((INTERNAL, CITED)) else f'/{new}'
        self.report.note('lost', origin, 'link', address[:200], 'the site has no such page or file')
        return ''

    def bases(self, page: str) -> Iterator[str]:
        """Yield the addresses that paths in a page may be meant from."""
        folder = str(PurePosixPath(page).parent)
        yield from (folder, folder.lstrip('_'))

    def page_at(self, path: str, page: str = '') -> str:
        """Return the link to the page that had an address; nothing, if there is none."""
        beside = [f'{base}/{path}' for base in self.bases(page)]
        for place in (path, *beside) if path.startswith('/') else (*beside, path):
            if found := self._addresses.get(_address_key(place)):
                key = self.papers.get(found)
                return f'{CITED}{key}' if key else f'{INTERNAL}{found}'
        return f'{INTERNAL}/' if _address_key(path) == '' else ''

    def picture(self, address: str, origin: Origin, page: str = '') -> str:
        """Return the address of a picture in the new site; nothing, if it is not one of it."""
        path = self.local(address.strip())
        if path is None or not path:
            return ''
        asset = self._asset(path, origin, page, is_picture=True)
        if not asset and not self.files.find(unquote(path)):
            self.report.note('lost', origin, 'picture', address[:200], 'the site has no such file')
        return f'/{asset}' if asset else ''

    def _asset(self, path: str, origin: Origin, page: str, *, is_picture: bool = False) -> str:
        found = self.find_asset(path, page)
        return self.files.asset(found, origin, is_picture=is_picture) if found else ''

    def find_asset(self, path: str, page: str = '') -> str:
        """Return the file that a path in a page means, if it is no page; nothing, if none is."""
        folder = PurePosixPath(page).parent
        for name in dict.fromkeys((path, unquote(path))):
            near = () if name.startswith('/') else (f'{folder}/{name}',)
            places = (f'{each}/{name}' for each in self.folders)
            for place in (*near, name.lstrip('/'), f'{folder}/{name}', *places):
                found = self.files.find(place)
                if found and not found.endswith(self.suffixes):
                    return found
        return ''

    def items_at(self, address: str) -> list[Item]:
        """Return the pages of the new site that had an address."""
        key = _address_key(self.local(address) or '')
        return [
            item for item in self.site.items if key and key in map(_address_key, item.redirects)
        ]

    def is_example(self, path: str) -> bool:
        """Tell whether a file is an unchanged example of a template, which is reported."""
        name = '' if self.keep_samples else self.files.template_of(path)
        if name:
            why = f'it is an unchanged example of the template {name}; --keep-samples takes it'
            self.files.skip(path, why)
        return bool(name)

    def finish(self, machinery: re.Pattern[str]) -> Site:
        """Return the site, when all is read.

        :param machinery: which files make its theme work.
        """
        self.files.finish(machinery)
        self.site.assets = self.files.assets
        return self.site


def _address_key(address: str) -> str:
    """Return an address in the form that is compared."""
    bare = unquote(address).strip().lower()
    if '/.' in bare or bare.startswith('.'):
        bare = _without_dots(bare)
    bare = bare.strip('/')
    bare = re.sub(r'(?:^|/)index\.html?$', '', bare)
    return re.sub(r'\.(?:html?|md)$', '', bare)


def _without_dots(address: str) -> str:
    """Return an address without steps to where it is, and up."""
    parts: list[str] = []
    for part in address.split('/'):
        if part == '..' and parts:
            parts.pop()
        elif part not in {'.', '..', ''}:
            parts.append(part)
    return '/'.join(parts)
