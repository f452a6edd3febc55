"""What themes of Jekyll include in the text of pages, and what MyST has for it.

An include that shows what the site holds elsewhere, such as its members, is left to the reader.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Protocol

from sphinx_folio.model import SERVICES, make_link

from .handles import read_account
from .text import safe_address

_SUFFIX = re.compile(r'\.(?:html|liquid|md|bib)$')
_EMBEDDED = re.compile(r'//www\.youtube(?:-nocookie)?\.com/embed/([\w-]{1,40}).*')
#: Includes that make a theme work, or that a site of Folio has by itself.
_SILENT = frozenset(
    'base_path toc section-break gallery-init search-box search-info site-search '
    'post-info post-nav pagination scripts styles fonts favicons meta head header footer '
    'analytics verification fallback centerer card-search item-search'.split()
)
_FIGURES = frozenset({'figure', 'picture', 'image', 'img', 'banner'})
_BUTTONS = frozenset({'button', 'link', 'big-link', 'social-link', 'paper-link'})
#: The kinds of alerts, and the admonitions of MyST that say the same.
_ALERTS = {
    'tip': 'tip', 'help': 'hint', 'info': 'note', 'success': 'tip', 'warning': 'warning',
    'error': 'danger', 'danger': 'danger', 'important': 'important', 'caution': 'caution',
}  # fmt: skip
#: Addresses that a word and a value mean, beside those of services that Folio knows.
_ADDRESSES = {
    'email': 'mailto:$VALUE',
    'phone': 'tel:$VALUE',
    'github': 'https://github.com/$VALUE',
}
_VALUE = re.compile(r'\$(?:VALUE|LINK)')
_MOST_COLUMNS = 4
#: What a page says of somebody or something, beside its title.
_ABOUT = ('description', 'affiliation', 'authors', 'author', 'publisher', 'date', 'excerpt')
#: How many lists one text may show, and how many items of data.
_MOST_LISTS = 500
_MOST_ROWS = 2000

#: Options of an include by their names; the whole of them under the empty one.
Options = Mapping[str, str]
#: What a site says of types of buttons, alerts and people.
Types = Mapping[str, Mapping[str, str]]


class Page(Protocol):
    """The text that includes stand in."""

    def figure(
        self, address: str, alt: str, caption: str, options: Iterable[tuple[str, str]] = ()
    ) -> str:
        """Return a figure."""

    def words(self, text: str) -> str:
        """Return what a text says in plain words, on one line."""

    def target(self, address: str) -> str:
        """Return where a picture leads to; nothing, if that is no page or file."""

    def picture(self, address: str) -> str:
        """Return the new address of a picture; nothing, if it cannot be shown."""

    def directive(self, name: str, title: str, options: Options, body: str) -> str:
        """Return a directive around a text that is read further."""

    def blocks(self, text: str) -> list[str]:
        """Return the parts of a text that blank lines set apart, each directive whole."""

    def tell(self, fate: str, value: str, advice: str) -> None:
        """Tell of what is lost or changed."""


class Includes:
    """The includes of one text.

    :param types: what the site says of types of buttons and people: ``text``, ``tooltip``, and
        ``link`` with ``$VALUE`` in it.
    :param ask: answers what only the reader knows; None means that it knows no answer.
    :param rows: returns the options of each item of a list of data; None where there is no such.
    """

    def __init__(
        self,
        page: Page,
        types: Types,
        ask: Callable[[str, Options], str | None],
        rows: Callable[[Options], list[dict[str, str]] | None],
    ) -> None:
        self.page = page
        self._types = types
        self._ask = ask
        self._rows = rows
        self._lists = 0
        self._items = 0
        self._known: dict[str, Callable[[Options], str | None]] = {
            **dict.fromkeys(_SILENT, lambda _options: '\n\n'),
            **dict.fromkeys(_FIGURES, self._figure),
            **dict.fromkeys(_BUTTONS, self._button),
            **dict.fromkeys(('cols', 'two-col'), self._columns),
            **dict.fromkeys(('grid', 'gallery'), self._gallery),
            **{word: partial(_video, word) for word in ('video', 'youtube', 'audio')},
            'icon': lambda _options: '', 'icons': lambda _options: '', 'section': self._section,
            'tags': self._section, 'feature': self._feature, 'card': self._card,
            'alert': self._alert, 'float': lambda options: f'\n\n{options.get("content", "")}\n\n',
        }  # fmt: skip

    def answer(self, word: str, options: Options) -> str | None:
        """Return what an include becomes; None, if nobody knows it."""
        stem = _SUFFIX.sub('', word.rpartition('/')[2])
        if stem == 'list' or stem.endswith('-list'):
            self._lists += 1
            if self._lists > _MOST_LISTS:
                return None
        known = self._known.get(stem)
        made = known(options) if known else None
        if made is None:
            made = self._ask(stem, options)
        if made is None and stem == 'list':
            made = self._list(options)
        return self._by_hand(stem, options) if made is None else made

    def _section(self, options: Options) -> str:
        for name in ('background', 'tags', 'repo'):
            value = options.get(name, '')
            if value and not value.startswith(('site.', 'page.')):
                self.page.tell('skipped', value, "about the source's own theme")
        return '\n\n'

    def _alert(self, options: Options) -> str:
        kind = _ALERTS.get(options.get('type', '').lower(), 'note')
        return self.page.directive(kind, '', {}, options.get('content', ''))

    def _columns(self, options: Options) -> str | None:
        columns = [text for name, text in options.items() if name.startswith('col')]
        return self._grid(columns) if columns else None

    def _figure(self, options: Options) -> str:
        address = _first(options, 'path', 'src', 'image', 'url')
        caption = _first(options, 'caption', 'title')
        return self._linked(address, options.get('alt', ''), caption, options.get('link', ''))

    def _linked(self, address: str, alt: str, caption: str, link: str) -> str:
        """Return a figure that leads somewhere."""
        return self.page.figure(address, alt, caption, [('target', self.page.target(link))])

    def _button(self, options: Options) -> str:
        kind = options.get('type', '')
        known = self._types.get(kind, {})
        words = _first(options, 'text') or known.get('text', '') or _first(options, 'tooltip')
        service = SERVICES[kind].title if kind in SERVICES else kind.replace('-', ' ').capitalize()
        words = words or known.get('tooltip') or service or 'More'
        address = address_of(kind, _first(options, 'link', 'url'), self._types)
        return f'\n\n{self._link(words, address)}\n\n'

    def _link(self, words: str, address: str) -> str:
        """Return words that lead somewhere; strong ones, where there is no address."""
        plain = self.page.words(words)
        if address:
            return f'[{plain or "More"}]({safe_address(address)})'
        return f'**{plain}**' if plain else ''

    def _feature(self, options: Options) -> str:
        """Return a picture with words beside it."""
        address, image = _first(options, 'link', 'url'), options.get('image', '')
        words = _first(options, 'title', 'name')
        title = f'**{self._link(words, address).strip("*")}**' if words or address else ''
        text = options.get('text', '') or options.get('description', '')
        picture = self._linked(image, self.page.words(words), '', address) if image else ''
        return self._grid((picture, '\n\n'.join(filter(None, (title, text.strip())))))

    def _card(self, options: Options) -> str:
        address, image = _first(options, 'link', 'url'), options.get('image', '')
        parts = [options.get('text', ''), options.get('description', '')]
        if subtitle := self.page.words(options.get('subtitle', '')):
            parts.insert(0, f'*{subtitle}*')
        repository = options.get('repo', '')
        if re.fullmatch(r'[\w.-]+/[\w.-]+', repository):
            parts.append(f'[{repository}](https://github.com/{repository})')
        body = '\n\n'.join(part.strip() for part in parts if part.strip())
        words = _first(options, 'title', 'tooltip', 'name')
        title = self._link(words, address) if address else self.page.words(words)
        picture = self.page.picture(image) if image else ''
        if not (picture or body):
            return f'\n\n{self._link(words, address)}\n\n' if title else ''
        return self.page.directive('card', title, {'img-top': picture} if picture else {}, body)

    def _grid(self, parts: Iterable[str]) -> str:
        """Return texts side by side."""
        cells = [part.strip('\n') for part in parts if part.strip()]
        if len(cells) < 2:
            return f'\n\n{"".join(cells)}\n\n'
        columns = min(len(cells), _MOST_COLUMNS)
        items = [self.page.directive('grid-item', '', {}, cell) for cell in cells]
        return self.page.directive('grid', f'1 1 {columns} {columns}', {}, '\n\n'.join(items))

    def _gallery(self, options: Options) -> str | None:
        numbers = range(1, 101)
        figures = [
            self._linked(image, '', options.get(f'tooltip{number}', ''), options.get(f'link{number}', ''))
            for number in numbers
            if (image := options.get(f'image{number}', ''))
        ]  # fmt: skip
        content = options.get('content', '')
        blocks = self.page.blocks(content)
        if not (figures or blocks):
            return None
        are_pictures = all(re.match(r'\[?!\[|\ue0f0', block) for block in blocks)
        if blocks and not are_pictures:
            return f'\n\n{content}\n\n'
        return self._grid([*figures, *blocks])

    def _list(self, options: Options) -> str | None:
        """Return the items of a list of data, each as the include that shows it."""
        rows = self._rows(options)
        if rows is None or self._items + len(rows) > _MOST_ROWS:
            return None
        self._items += len(rows)
        made = [self.answer(options.get('component', 'card'), row) or '' for row in rows]
        cards = [each.strip() for each in made if each.strip()]
        return self._grid(cards) if len(cards) > 1 else f'\n\n{"".join(cards)}\n\n'

    def _by_hand(self, stem: str, options: Options) -> str | None:
        """Return a person, a paper or a post that a page describes itself."""
        if 'lookup' in options or stem not in {'portrait', 'citation', 'post-excerpt', 'author-excerpt', 'role'}:  # fmt: skip
            return None
        if stem == 'role':
            kind = options.get('type', '')
            words = self._types.get(kind, {}).get('text', '') or kind
            return ' '.join(filter(None, (words, options.get('description', ''))))
        title, address = _first(options, 'title', 'name'), _first(options, 'link', 'url')
        head = self._link(title, address) if title else ''
        rest = [self.page.words(options.get(name, '')) for name in _ABOUT]
        return '\n\n' + ', '.join(filter(None, (head, *rest))) + '\n\n'


def address_of(kind: str, value: str, types: Types) -> str:
    """Return the address that a type of button and its value mean."""
    if not value or re.match(r'(?:https?:|mailto:|tel:|/)', value, re.IGNORECASE):
        return value
    pattern = types.get(kind, {}).get('link', '')
    pattern = pattern if _VALUE.search(pattern) else _ADDRESSES.get(kind, '')
    if pattern:
        value = ''.join(value.split()) if kind == 'phone' else value
        return _VALUE.sub(lambda _sign: value, pattern)
    account = read_account(kind, value) if kind else None
    if account and account.key in SERVICES and not account.flaw:
        return make_link(account.key, account.value).url
    return value


def _video(stem: str, options: Options) -> str:
    address = _first(options, 'path', 'url', 'src', 'id')
    if re.fullmatch(r'[\w-]{11}', address):
        address = f'https://www.youtube.com/watch?v={address}'
    address = watched(address)
    words = _first(options, 'caption', 'title') or stem.capitalize()
    return f'[{words}]({address})' if address else ''


def watched(address: str) -> str:
    """Return the address where a video that a frame shows can be watched."""
    return _EMBEDDED.sub(r'//www.youtube.com/watch?v=\1', address)


def _first(options: Options, *names: str) -> str:
    return next((options[name] for name in names if options.get(name)), '')
