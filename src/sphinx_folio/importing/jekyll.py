"""What all sites of Jekyll have in common: a configuration, collections, addresses, assets."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_folio.model import PLURALS, PageKind, kebab

from .dates import read_day, read_moment
from .front_matter import (
    Fields,
    FrontMatter,
    read_front_matter,
    read_yaml,
    text_of,
    texts_of,
)
from .handles import OF_TEMPLATE, add_link, read_account, read_email
from .includes import Options
from .liquid import Answer
from .neutral import Facts, Item, Origin
from .page_text import Text, plain_text, to_myst
from .report import Report
from .samples import (
    TEMPLATE_PAGES,
    is_list_page,
    is_placeholder,
    is_sample,
    phrases_in,
    without_filler,
)
from .web_site import WebSite

#: Files that make a theme work.
MACHINERY = re.compile(
    r'(?:_layouts|_includes|_sass|_plugins|_drafts|_scripts|_styles|_cite|auto-cite|bin|test|tests|docs|scripts|lighthouse_results'
    r'|assets/(?:css|js|fonts|webfonts|libs|video|audio|plotly|html|jupyter)|assets/bibliography)/'
    r'|(?:Gemfile|Rakefile|Dockerfile|LICENSE|CNAME|README|CONTRIBUTING|CHANGELOG|CITATION|CODE_OF|package|'
    r'docker|gulpfile|purgecss|requirements|robots|favicon|feed|sitemap|404|search|news\.html$|\w+\.gemspec)'
    r'|.*\.(?:scss|css|js|rb|py|sh|lock|toml|ipynb|woff2?|ttf|eot|map|xml|webmanifest|ico|liquid)$',
    re.IGNORECASE,
)
#: Keys that say how a page looks.
LOOKS = frozenset(
    'layout author_profile comments share related read_time classes header sidebar toc pretty_table '
    'nav nav_order nav_rank dropdown children pagination giscus_comments disqus_comments scholar display_categories '
    'horizontal thumbnail featured code_diff mermaid chart tikzjax typograms map echarts vega_lite '
    'tabs pseudocode enable_math math chart_js social display_order images author_footer inline entries_layout '
    'sort_by sort_order taxonomy search sitemap hide_title show_date excerpt_separator lang-ref cv_format '
    '_styles distill bib_search blog_name blog_description related_posts related_publications_heading '
    'announcements latest_posts news newsletter_form limit scrollable cvs format mathjax katex'.split()
)
#: Where a post stands, if the site does not say it.
_BY_DAY = '/:categories/:year/:month/:day/:title'


@dataclass
class Page:
    """A page of the source, read but not converted."""

    path: str
    fields: Fields
    body: str
    line: int
    title: str
    collection: str = ''
    addresses: list[str] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The name of its file without date and suffix."""
        name = PurePosixPath(self.path)
        stem = (
            name.parent.name if name.stem in {'index', '_index'} and name.parent.name else name.stem
        )
        return re.sub(r'^\d{4}-\d{1,2}-\d{1,2}-(?=.)', '', stem)

    @property
    def origin(self) -> Origin:
        """Where its body begins."""
        return Origin(self.path, self.line)


class Jekyll(WebSite):
    """A site of Jekyll that is read.

    :param keep_samples: whether examples of the template are taken as well.
    """

    folders = ('images', 'assets/img', 'files', 'assets/pdf')

    def __init__(self, root: Path, report: Report, *, keep_samples: bool = False) -> None:
        super().__init__(root, report, keep_samples=keep_samples)
        self.config = self._read_config()
        self.data = self.config.data
        self.baseurl = text_of(self.data.get('baseurl')).rstrip('/')
        self.url = text_of(self.data.get('url')).rstrip('/')
        #: What includes of a theme say of their types, and show of lists of data: `Includes`.
        self.types: dict[str, dict[str, str]] = {}
        self.rows: Callable[[Options], list[dict[str, str]] | None] = lambda _options: None

    # -- reading

    def pages(self, folder: str, collection: str = '') -> list[Page]:
        """Return the pages below a folder, of a collection if it is one's."""
        paths = self.files.below(folder, *self.suffixes)
        return [page for path in paths if (page := self.page(path, collection))]

    def root_pages(self, left_out: re.Pattern[str]) -> list[Page]:
        """Return the pages of the top folder, but for those whose names begin so."""
        paths = (path for path in self.files.paths if '/' not in path)
        wanted = [
            path for path in paths if path.endswith(self.suffixes) and not left_out.match(path)
        ]
        return [page for path in wanted if (page := self.page(path))]

    def _read_config(self) -> Fields:
        for name in ('_config.yml', '_config.yaml'):
            if name in self.files:
                return self.data_fields(name)
        return Fields({}, '_config.yml', self.report)

    def data_file(self, path: str) -> Any:
        """Return what a YAML file of the source holds."""
        data, lines, flaw = read_yaml(self.files.text(path))
        if flaw:
            self.report.note('changed', Origin(path), 'file', path, f'{flaw}; read line by line')
        self._lines = lines
        return data

    def data_fields(self, path: str) -> Fields:
        """Return the keys of a YAML file."""
        data = self.data_file(path)
        return Fields(data if isinstance(data, dict) else {}, path, self.report, self._lines)

    def data_rows(self, path: str) -> list[Fields]:
        """Return the mappings that the list in a YAML file holds."""
        data = self.data_file(path)
        lines = self._lines
        rows = []
        for number, row in enumerate(data if isinstance(data, list) else []):
            if isinstance(row, dict):
                own = {key: lines.get(f'{number}.{key}', 1) for key in row}
                rows.append(Fields(row, path, self.report, own, lines.get(str(number), 1)))
            elif row is not None:
                origin = Origin(path, lines.get(str(number), 1))
                self.report.drop('lost', origin, 'item', text_of(row), 'it is no record with keys')
        return rows

    def _include(self, path: str) -> Callable[[str], Any]:
        def include(name: str) -> Any:
            found = self.files.find(f'{PurePosixPath(path).parent}/{name}')
            if not found:
                self.report.note('lost', Origin(path), '!include', name, 'there is no such file')
                return None
            return read_yaml(self.files.text(found))[0]

        return include

    def page(self, path: str, collection: str = '') -> Page | None:
        """Return a page, unless it is a draft or an example of the template, which is reported."""
        text = self.files.text(path)
        if self.report.files.get(path) == 'lost':
            return None
        head = read_front_matter(text, self._include(path))
        if head.flaw:
            advice = f'{head.flaw}; read as far as possible'
            self.report.note('changed', Origin(path), 'front matter', path, advice)
        title = plain_text(text_of(head.data.get('title')))
        if why := self._unwanted(path, title, head.data, head.body, collection):
            self.files.skip(path, why)
            return None
        body = head.body if self.keep_samples else self._without_samples(path, head)
        fields = Fields(head.data, path, self.report, head.lines)
        fields.take('title')
        page = Page(path, fields, body, head.body_line, title, collection)
        if not page.title:
            heading = re.search(r'^ {0,3}# +(.+)|^([^\n]+)\n=+ *$', page.body, re.MULTILINE)
            words = plain_text(heading[1] or heading[2]) if heading else ''
            page.title = words or page.stem.replace('-', ' ').replace('_', ' ').strip().capitalize()
        for key in ('published', 'draft', 'hide'):
            if not read_moment(fields.look(key)).text:
                fields.take(key)
        self._note_addresses(page)
        return page

    def _unwanted(
        self, path: str, title: str, data: dict[str, Any], body: str, collection: str
    ) -> str:
        if data.get('published') is False or data.get('draft') is True or data.get('hide') is True:
            return 'it is a draft or hidden'
        if self.keep_samples:
            return ''
        is_list = not (collection or data.get('profiles')) and is_list_page(body)
        if (name := self.files.template_of(path)) and not is_list:
            return f'it is an unchanged example of the template {name}; --keep-samples takes it'
        stem = PurePosixPath(path).stem
        if stem in TEMPLATE_PAGES and not data.get('dropdown'):
            return 'it is a page of the template; --keep-samples takes it'
        texts = [body, *_said_in(data)]
        first = next((line for line in body.split('\n') if line.strip()), '')
        if is_sample(title or first, texts):
            return 'it is an example of the template; --keep-samples takes it'
        return ''

    def _without_samples(self, path: str, head: FrontMatter) -> str:
        """Return the body of a page without filler; tell of that, and of what may be an example."""
        body, fillers = without_filler(head.body)
        for filler in fillers:
            line = head.body_line + head.body[: head.body.find(filler[:20])].count('\n')
            self.report.note(
                'skipped', Origin(path, line), 'text', filler, 'it is filler; write your own'
            )
        if found := phrases_in('\n'.join([body, *_said_in(head.data)])):
            advice = (
                'an example of the template says so too; remove the page if it is none of yours'
            )
            self.report.note('changed', Origin(path), 'text', found[0], advice)
        return body

    def _note_addresses(self, page: Page) -> None:
        """Keep where a page stood."""
        own = text_of(page.fields.take('permalink')) or self._default_address(page)
        others = [text_of(item) for item in texts_of(page.fields.take('redirect_from'))]
        origin = page.fields.origin('permalink')
        page.addresses = self.keep_addresses(own, others, page.path, origin)

    def _default_address(self, page: Page) -> str:
        stem = PurePosixPath(page.path).stem
        said = text_of(self.data.get('permalink'))
        # pages and collections end as the addresses of posts do
        end = '/' if said == 'pretty' or said.endswith('/') else '.html'
        if not page.collection:
            where = PurePosixPath(page.path).parent
            folder = '/'.join(
                part for part in where.parts if not part.startswith('_') and part != '.'
            )
            if stem == 'index':
                return f'/{folder}/' if folder else '/'
            return f'/{folder}/{stem}{end}' if folder else f'/{stem}{end}'
        collections = self.data.get('collections')
        known = collections.get(page.collection) if isinstance(collections, dict) else None
        pattern = text_of(known.get('permalink')) if isinstance(known, dict) else ''
        if page.collection == 'posts':
            named = {'': _BY_DAY, 'date': _BY_DAY, 'pretty': _BY_DAY, 'none': '/:categories/:title'}
            pattern = f'{named[said]}{end}' if said in named else said
        elif not pattern:
            pattern = f'/:collection/:path{end}'
        year, month, day = (
            *(read_day(PurePosixPath(page.path).name) or '').split('-'),
            '',
            '',
            '',
        )[:3]
        inner = page.path.split('/', 1)[-1].rsplit('.', 1)[0]
        words = {
            'collection': page.collection, 'path': page.stem if page.collection == 'posts' else inner,
            'name': page.stem, 'title': page.stem, 'slug': page.stem, 'year': year, 'month': month,
            'day': day, 'categories': '', 'output_ext': '.html', 'i_month': month.lstrip('0'),
            'i_day': day.lstrip('0'), 'short_year': year[-2:],
        }  # fmt: skip
        address = re.sub(r':(\w+)', lambda word: words.get(word[1], ''), pattern)
        return re.sub(r'/{2,}', '/', f'/{address}')

    # -- texts

    def variables(self, page: Page | None = None) -> dict[str, Any]:
        """Return the plain values that Liquid may ask for."""
        found: dict[str, Any] = {}
        for name, data in (('site', self.data), ('page', page.fields.data if page else {})):
            for key, value in data.items():
                if isinstance(value, str | int | float) and not isinstance(value, bool):
                    found[f'{name}.{key}'] = value
                elif isinstance(value, dict):
                    inner = (
                        (below, item) for below, item in value.items() if isinstance(item, str)
                    )
                    found |= {f'{name}.{key}.{below}': item for below, item in inner}
        return found

    def text(self, page: Page, answer: Answer, body: str | None = None, *, top: int = 2) -> str:
        """Return the body of a page as MyST reads it."""
        how = Text(
            page.origin, self.report,
            link=lambda address, origin: self.link(address, origin, page.path),
            picture=lambda address, origin: self.picture(address, origin, page.path),
            answer=answer, variables=self.variables(page), title=page.title, top=top,
            types=self.types, rows=self.rows,
        )  # fmt: skip
        return to_myst(page.body if body is None else body, how)

    # -- items

    def item(self, kind: PageKind | None, page: Page, facts: Facts, body: str) -> Item:
        """Add a page of the new site."""
        facts = {key: value for key, value in facts.items() if value not in (None, '', [], {})}
        slug = kebab(page.stem) or 'page'
        item = Item(kind, slug, page.title, page.fields.origin(), facts, body)
        item.redirects = list(page.addresses)
        item.aliases = [page.stem] if page.stem != slug else []
        menu = page.fields.take('nav')
        order = page.fields.take('nav_order')
        if order is None and isinstance(menu, dict):
            order = menu.get('order')
        is_number = isinstance(order, int | float) and not isinstance(order, bool)
        if menu is not False and is_number:
            item.order = float(order)
        self.site.items.append(item)
        self.report.found[PLURALS[kind] if kind else 'pages'] += 1
        return item

    def date(self, page: Page, key: str = 'date') -> str:
        """Return the date of a page, or that in the name of its file."""
        said = page.fields.take(key)
        moment = read_moment(said)
        if moment.flaw:
            page.fields.changed(key, said, moment.flaw)
        return moment.text or read_day(PurePosixPath(page.path).name)

    def links(self, fields: Fields, keys: Iterable[str], page: str = '') -> dict[str, Any]:
        """Return the links of accounts, and report those that are none."""
        links: dict[str, Any] = {}
        for key in keys:
            if key not in fields or isinstance(fields.look(key), dict | bool):
                continue
            for value in texts_of(fields.look(key)):
                if is_placeholder(value):
                    fields.drop(key, 'the template has this in its place', 'skipped')
                    continue
                account = read_account(key, value)
                if account.flaw:
                    fields.drop(key, account.flaw)
                else:
                    fields.take(key)
                    add_link(links, account.key, account.value)
        return links

    def email(self, fields: Fields, key: str = 'email') -> str:
        """Return an e-mail address, also of one that is written for people."""
        email = read_email(fields.text(key))
        if email.flaw:
            fields.drop(key, email.flaw, 'skipped' if email.flaw == OF_TEMPLATE else 'lost')
        return email.value

    def photo(self, fields: Fields, key: str, page: str = '') -> str:
        """Return the path of a picture in the new site that a key names."""
        value = fields.text(key)
        if not value:
            return ''
        path = self.find_asset(self.local(value) or '', page)
        if path and self.is_example(path):
            fields.drop(key, 'it is a picture of the template', 'skipped')
            return ''
        found = self.picture(value, fields.origin(key), page)
        if not found:
            fields.drop(key, 'it is no picture of the site; name another')
        return found


def _said_in(data: Mapping[str, Any]) -> list[str]:
    """Return the words of a front matter that may be those of an example."""
    return [text_of(data.get(key)) for key in ('excerpt', 'venue', 'citation', 'description')]
