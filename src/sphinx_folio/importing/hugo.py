"""What all sites of Hugo have in common: configuration, bundles, languages, addresses, menus."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sphinx_folio.model import PLURALS, PageKind, kebab

from .dates import read_day, read_moment
from .documents import Fields, Value, read_data, read_head
from .front_matter import FrontMatter
from .liquid import Answer
from .neutral import Facts, Item, Origin
from .page_text import Text, plain_text, to_myst
from .pandoc import Pandoc
from .report import Report
from .samples import is_sample, phrases_in
from .web_site import WebSite

#: Files that make a theme work.
MACHINERY = re.compile(
    r'(?:archetypes|layouts|themes|resources|public|i18n|scripts|_vendor|docs|tests?|cypress|bin)/'
    r'|assets/(?:css|scss|sass|js|jsx|fonts|icons|dist|media/icons)/|static/(?:admin|css|js|fonts|webfonts)/'
    r'|data/(?:fonts|themes|i18n|icons|page_sharer|address_formats|languages|assets|theme)\b'
    r'|(?:LICENSE|README|CONTRIBUTING|CHANGELOG|CODE_OF|Makefile|Dockerfile|Gemfile|CNAME|netlify|package|'
    r'hugoblox|hugo_stats|theme\.toml|pnpm|yarn|postcss|tailwind|vercel|academic\.Rproj|update_)'
    r'|(?:go\.(?:mod|sum|work)|.*/robots\.txt|.*/favicon\.\w+|.*/_redirects|.*/_headers)$'
    r'|.*\.(?:scss|css|js|jsx|ts|py|sh|R|Rproj|lock|woff2?|ttf|eot|map|xml|webmanifest|ico)$'
)
#: Keys that say how a page looks, or that Hugo needs.
LOOKS = frozenset(
    'draft type layout widget headless active weight design advanced view toc show_date reading_time share '
    'profile pager commentable editable comments math diagram highlight highlight_languages markup '
    'publishDate lastmod expiryDate build _build cascade outputs header cms_exclude private show_breadcrumb '
    'show_related sidebar banner backgrounds hide_title css_class css_style linkTitle menu url_code_icon '
    'autoplay image_preview gallery_item isCJKLanguage output keywords sitemap all_day event_all_day '
    'sharing_image icon icon_pack date_format subtitle_class columns spacing showtoc slides_theme reveal_hugo '
    'preview_only focal_point placement summaryLength nested sections_pager content_meta featured_image_style '
    'image_caption schema gravatar highlight_name email_public selected_only show_skill_percentage'.split()
)
_CONFIG = re.compile(
    r'(?:config/(?P<folder>[\w-]+)/)?(?P<name>[\w-]+)(?:\.(?P<language>[\w-]+))?\.(?:toml|ya?ml|json)'
)
_ROOTS = frozenset({'hugo', 'config'})
_FOREIGN = 'of another language than that of the new site'
_TOKEN = re.compile(r':(\w+)')
_PICTURES = ('.jpg', '.jpeg', '.png', '.webp', '.gif', '.svg', '.avif')
_R_MARKDOWN = ('.rmd', '.rmarkdown')


@dataclass
class Page:
    """A page of the source, read but not converted."""

    path: str
    #: Its path below the folder of the content, without what it ends in: ``post/x/index``.
    name: str
    fields: Fields
    body: str
    line: int
    title: str
    #: The title that its front matter states; others are made.
    stated: str = ''
    addresses: list[str] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The first folder that it is in; empty for a page right in the content."""
        first, slash, _rest = self.name.partition('/')
        return first if slash else ''

    @property
    def is_bundle(self) -> bool:
        """Whether the files beside it are its own."""
        return PurePosixPath(self.name).name in {'index', '_index'}

    @property
    def is_branch(self) -> bool:
        """Whether it is the page of a folder with pages."""
        return PurePosixPath(self.name).name == '_index'

    @property
    def bundle(self) -> str:
        """The folder below the content that is the page; that of a single file is its name."""
        return str(PurePosixPath(self.name).parent) if self.is_bundle else self.name

    @property
    def stem(self) -> str:
        """What it is called by others."""
        return PurePosixPath(self.bundle).name

    @property
    def origin(self) -> Origin:
        """Where its body begins."""
        return Origin(self.path, self.line)


class Hugo(WebSite):
    """A site of Hugo that is read.

    :param keep_samples: whether examples of the template are taken as well.
    """

    suffixes = ('.md', '.markdown', '.mdown', '.rmd', '.rmarkdown', '.html', '.htm')
    folders = ('static', 'assets/media', 'static/media', 'static/img', 'assets/images', 'assets',
               'static/files', 'static/uploads', 'static/images')  # fmt: skip

    def __init__(self, root: Path, report: Report, *, keep_samples: bool = False) -> None:
        super().__init__(root, report, keep_samples=keep_samples)
        #: Answers shortcodes, when all is known that they may name.
        self.answer: Answer = lambda _kind, _word, _options: None
        #: The citation keys of the site.
        self.keys: Collection[str] = ()
        self.roots: list[Fields] = []
        self._named: dict[str, list[tuple[str, Fields]]] = defaultdict(list)
        self._read_config()
        self._languages = list(self._of_languages())
        self.language = self._default_language()
        self._own = [said for code, said in self._languages if code == self.language]
        self.content = self._content_folder()
        address = self.setting('baseURL', 'baseurl', 'baseUrl').strip()
        match = re.match(r'(https?://[^/\s]+)(/[^\s?#]*)?$', address)
        self.url, self.baseurl = (match[1], (match[2] or '').rstrip('/')) if match else ('', '')
        self.permalinks = self._permalinks()

    # -- the configuration

    def _read_config(self) -> None:
        for path in self.files.paths:
            match = _CONFIG.fullmatch(path)
            if match is None or (match['folder'] is None and match['name'] not in _ROOTS):
                continue
            if match['folder'] not in {None, '_default'}:
                self.files.skip(path, 'settings of another environment than that of the website')
                continue
            fields = self.data_fields(path)
            if match['name'] in _ROOTS:
                self.roots.append(fields)
            else:
                name = {'menus': 'menu'}.get(match['name'], match['name'])
                self._named[name].append((match['language'] or '', fields))

    def data_fields(self, path: str) -> Fields:
        """Return the keys of a file of data in YAML, TOML or JSON."""
        value, flaw = read_data(self.files.text(path), path)
        if flaw:
            advice = f'{flaw}; read as far as possible'
            self.report.note('changed', Origin(path), 'file', path, advice)
        return Fields.of_document(value, path, self.report)

    def _of_languages(self) -> Iterator[tuple[str, Fields]]:
        """Yield the settings of each language of the site."""
        tables = [said for _language, said in self._named.get('languages', ())]
        tables += [root.part('languages') for root in self.roots]
        for table in tables:
            for code in table:
                if isinstance(table.peek(code), dict):
                    yield code.lower(), table.part(code)

    def _default_language(self) -> str:
        said = next((root.text('defaultContentLanguage') for root in self.roots
                     if 'defaultContentLanguage' in root), '')  # fmt: skip
        codes = [code for code, _said in self._languages]
        first = 'en' if 'en' in codes or not codes else codes[0]
        return said.lower() or first

    def _content_folder(self) -> str:
        said = next(filter(None, (own.text('contentDir') for own in self._own)), '')
        said = said or self.setting('contentDir')
        by_language = f'content/{self.language}'
        if not said and len(self._languages) > 1 and self.files.below(by_language):
            said = by_language
        return said.strip('/') or 'content'

    def setting(self, *names: str) -> str:
        """Take a setting by any of its names; that of the language comes first."""
        found = ''
        for fields in (*self._own, *self.roots):
            for name in names:
                if isinstance(fields.peek(name), str) and name in fields:
                    said = fields.text(name)
                    found = found or said
        return found

    def parts(self, name: str) -> list[Fields]:
        """Return all that is set below a name, in files of their own and in others."""
        language = {'', self.language}
        found = [said for code, said in self._named.get(name, ()) if code in language]
        names = ('menu', 'menus') if name == 'menu' else (name,)
        found += [table.part(each) for table in (*self._own, *self.roots) for each in names]
        return found

    def _permalinks(self) -> dict[str, str]:
        """Return the patterns of addresses by section."""
        found: dict[str, str] = {}
        for table in self.parts('permalinks'):
            for fields in (table, *(table.part(kind) for kind in ('page', 'section', 'term'))):
                for name in fields:
                    if pattern := fields.text(name):
                        found.setdefault(name, pattern)
        return found

    def close_config(self) -> None:
        """Report the settings that nobody has taken: they make the theme work."""
        why = 'a setting of the template'
        others = [said for code, said in self._languages if code != self.language]
        for said in others:
            said.pass_over_all(_FOREIGN)
        for code, said in (pair for pairs in self._named.values() for pair in pairs):
            said.pass_over_all(why if code in {'', self.language} else _FOREIGN)
        for fields in self.roots:
            fields.pass_over_all(why)

    def menu(self) -> Iterator[tuple[float, str, str, Origin]]:
        """Yield weight, words and address of each entry of the main menu."""
        for table in self.parts('menu'):
            for number, entry in enumerate(table.parts('main')):
                words, address = entry.text('name') or entry.text('title'), entry.text('url')
                address = address or entry.text('pageRef')
                weight = entry.text('weight')
                is_number = re.fullmatch(r'-?\d{1,6}(?:\.\d{1,3})?', weight)
                yield (
                    (float(weight) if is_number else 1000.0 + number),
                    words,
                    address,
                    entry.origin(),
                )

    # -- pages

    def pages(self) -> list[Page]:
        """Return the pages of the language of the site, but drafts and examples of the template."""
        found = []
        codes = {code for code, _said in self._languages} | {self.language}
        others = {f'content/{code}' for code in codes if len(codes) > 1} - {self.content}
        others |= {said.text('contentDir').strip('/') for code, said in self._languages
                   if code != self.language and 'contentDir' in said}  # fmt: skip
        why = f'it is in another language than {self.language}, that of the site; give each a site'
        for path in self.files.paths:
            if not path.lower().endswith(self.suffixes):
                continue
            if any(path.startswith(f'{folder}/') for folder in others if folder):
                self.files.skip(path, why)
                continue
            if not path.startswith(f'{self.content}/'):
                continue
            name = path.removeprefix(f'{self.content}/').rpartition('.')[0]
            name, code = self._language_of(path, name, codes)
            if code != self.language:
                self.files.skip(path, why)
            elif path.lower().endswith(_R_MARKDOWN) and self.files.find(
                f'{self.content}/{name}.md'
            ):
                self.files.skip(path, 'the .md file of the same name is made of it, and was read')
            elif page := self.page(path, name):
                found.append(page)
        return found

    def _language_of(self, path: str, name: str, codes: Collection[str]) -> tuple[str, str]:
        """Return the name of a page without its language, and that."""
        bare, dot, code = name.rpartition('.')
        if not dot or '/' in code:
            return name, self.language
        code = code.lower()
        plain = path[: -len(path.rpartition('.')[2]) - len(code) - 1]
        is_beside = re.fullmatch(r'[a-z]{2}(?:-[a-z]{2,4})?', code) and any(
            self.files.find(f'{plain}{end}') for end in ('md', f'{self.language}.md')
        )
        return (bare, code) if code in codes or is_beside else (name, self.language)

    def page(self, path: str, name: str) -> Page | None:
        """Return a page, unless it is a draft or an example of the template, which is reported."""
        if self.is_example(path):
            return None
        text = self.files.text(path)
        if self.report.files.get(path) == 'lost':
            return None
        value, head = read_head(text, path)
        data = value.data if isinstance(value.data, dict) else {}
        if head.flaw:
            advice = f'{head.flaw}; read as far as possible'
            self.report.note('changed', Origin(path), 'front matter', path, advice)
        title = plain_text(_said(data, 'title'))
        if why := self._unwanted(path, title, value, head):
            self.files.skip(path, why)
            return None
        fields = Fields.of_document(Value(value.line, data), path, self.report)
        fields.text('title')
        body = re.sub(r'<!--\s*more\s*-->', '', head.body)
        page = Page(path, name, fields, body, head.body_line, title, title)
        page.title = page.title or _heading(body) or _words(page.stem)
        self._note_addresses(page)
        return page

    def _unwanted(self, path: str, title: str, value: Value, head: FrontMatter) -> str:
        data = value.data if isinstance(value.data, dict) else {}
        if _said(data, 'draft').lower() == 'true':
            return 'it is a draft'
        if self.keep_samples:
            return ''
        # sections of a page are looked at one by one
        said = [
            text for at, _line, text in value.leaves() if not at.startswith(('sections.', 'title'))
        ]
        if is_sample(title, [head.body, *said]):
            return 'it is an example of the template; --keep-samples takes it'
        if 'widget' in data:  # blocks are looked at one by one as well
            return ''
        if found := phrases_in('\n'.join([head.body, *said])):
            advice = 'an example of the template says so too; remove it if it is none of yours'
            self.report.note('changed', Origin(path), 'text', found[0], advice)
        return ''

    def _note_addresses(self, page: Page) -> None:
        fields = page.fields
        url = fields.text('url')
        own = url if url and '://' not in url else self._address(page)
        others = [text for text in fields.texts('aliases') if '://' not in text]
        base = f'/{PurePosixPath(page.bundle).parent}' if page.name != '_index' else '/'
        others = [text if text.startswith('/') else f'{base.rstrip(".")}/{text}' for text in others]
        for at, address in enumerate(others):
            others[at] = re.sub(r'/{2,}', '/', address)
        page.addresses = self.keep_addresses(own, others, page.path, fields.origin('aliases'))
        for address in (page.name, page.bundle, own.lower()):
            self.also_at(f'/{address}', page.addresses[0] if page.addresses else '/')

    def _address(self, page: Page) -> str:
        """Return where a page stood by the rules of the site."""
        slug = page.fields.text('slug')
        parent, name = PurePosixPath(page.bundle).parent.as_posix(), slug or page.stem
        pattern = '' if page.is_branch else self.permalinks.get(page.section, '')
        if not pattern:
            place = page.bundle if not slug else f'{parent}/{slug}'
            return f'/{_urlized(place)}/' if place not in {'.', ''} else '/'
        date = read_moment(page.fields.peek('date')).text or read_day(page.stem)
        year, month, day = (*date[:10].split('-'), '', '', '')[:3]
        words = {
            'year': year, 'month': month, 'day': day, 'section': page.section, 'sections': parent,
            'title': kebab(page.title), 'slug': slug or kebab(page.title), 'filename': page.stem,
            'slugorfilename': name, 'contentbasename': page.stem, 'slugorcontentbasename': name,
        }  # fmt: skip
        address = _TOKEN.sub(lambda token: words.get(token[1], ''), pattern)
        return re.sub(r'/{2,}', '/', f'/{_urlized(address)}/')

    def bases(self, page: str) -> Iterator[str]:
        """Yield the addresses that paths in a page may be meant from."""
        path = page.removeprefix(f'{self.content}/')
        folder = str(PurePosixPath(path).parent)
        stem = PurePosixPath(path).name.split('.')[0]
        yield folder if stem in {'index', '_index'} else f'{folder}/{stem}'
        yield folder

    # -- texts

    def text(self, page: Page, body: str | None = None, *, origin: Origin | None = None,
             title: str = '', top: int = 2) -> str:  # fmt: skip
        """Return the body of a page, or another text in it, as MyST reads it."""
        how = Text(
            origin or page.origin, self.report,
            link=lambda address, place: self.link(address, place, page.path),
            picture=lambda address, place: self.picture(address, place, page.path),
            answer=self.answering(page), title=title or page.title, top=top, has_liquid=False,
        )  # fmt: skip
        if page.path.lower().endswith(_R_MARKDOWN):
            how.pandoc = Pandoc(self.keys, prefix=kebab(page.bundle) or 'page')
        return to_myst(page.body if body is None else body, how)

    def answering(self, page: Page) -> Answer:
        """Return what answers the shortcodes of a page."""

        def answer(kind: str, name: str, options: dict[str, str]) -> str | None:
            return self.answer(kind, name, {**options, 'page': page.path})

        return answer

    def line(self, page: Page, words: str, origin: Origin) -> str:
        """Return words of a page that may hold Markdown as one line of MyST."""
        return ' '.join(self.text(page, words, origin=origin).split())

    # -- what pages say

    def date(self, fields: Fields, key: str = 'date') -> str:
        """Take a date; nothing, where there is none."""
        said = fields.text(key)
        moment = read_moment(said)
        if moment.flaw and moment.text:
            fields.change(key, said, moment.flaw)
        elif moment.flaw:
            fields.uncarried(key, said, moment.flaw)
        return moment.text

    def picture_of(self, page: Page, *words: str) -> str:
        """Return the picture in the folder of a page whose name holds one of some words."""
        if not page.is_bundle:
            return ''
        folder = PurePosixPath(page.path).parent.as_posix()
        return self.picture_in(folder, words, page.fields.origin())

    def picture_in(self, folder: str, words: Iterable[str], origin: Origin) -> str:
        """Return the first picture right in a folder whose name holds one of some words."""
        paths = [PurePosixPath(path) for path in self.files.below(folder, *_PICTURES)]
        for word in words:
            for path in paths:
                if word in path.stem.lower() and path.parent.as_posix() == folder:
                    return f'/{asset}' if (asset := self.files.asset(
                        path.as_posix(), origin, is_picture=True)) else ''  # fmt: skip
        return ''

    def image(self, page: Page) -> str:
        """Return the picture of a page; how it is cut is left out."""
        fields = page.fields
        image = fields.part('image')
        said = fields.text('image') if isinstance(fields.peek('image'), str) else ''
        name = image.text('filename') or said
        if caption := image.text('caption'):
            why = 'the picture of a page has no caption; write it into the text'
            image.uncarried('caption', caption, why)
        image.pass_over_all("about the source's own theme")
        if found := self.picture_of(page, 'featured'):
            return found
        found = self.picture(name, fields.origin('image'), page.path) if name else ''
        if name and not found:
            (image if image.had('filename') else fields).uncarried(
                'filename' if image.had('filename') else 'image', name,
                'it is no picture of the site; name another',
            )  # fmt: skip
        return found

    def item(
        self, kind: PageKind | None, page: Page, facts: Facts, body: str, slug: str = ''
    ) -> Item:
        """Add a page of the new site."""
        facts = {key: value for key, value in facts.items() if value not in (None, '', [], {})}
        slug = slug or kebab(page.stem) or 'page'
        item = Item(kind, slug, page.title, page.fields.origin(), facts, body)
        item.redirects = list(page.addresses)
        item.aliases = [page.stem] if page.stem != slug else []
        self.site.items.append(item)
        self.report.found[PLURALS[kind] if kind else 'pages'] += 1
        return item


def _said(data: dict[str, Value], key: str) -> str:
    value = data[key].data if key in data else ''
    return value if isinstance(value, str) else ''


def _heading(body: str) -> str:
    match = re.search(r'^ {0,3}# +(.+)|^([^\n]+)\n=+ *$', body, re.MULTILINE)
    return plain_text(match[1] or match[2]) if match else ''


def _words(stem: str) -> str:
    return re.sub(r'[-_]+', ' ', stem).strip().capitalize()


def _urlized(path: str) -> str:
    """Return a path as Hugo writes it in addresses."""
    return re.sub(r'\s+', '-', path.strip('/')).lower()
