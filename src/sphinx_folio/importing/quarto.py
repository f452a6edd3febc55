"""What all sites of Quarto have in common: settings that pages inherit, pages, data, texts."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx.util.matching import Matcher

from sphinx_folio.model import kebab

from .documents import Fields, Value, read_data, read_head
from .liquid import options_of
from .neutral import INTERNAL, Origin
from .page_text import CITED, Text, plain_text, to_myst
from .pandoc import Pandoc
from .report import Report
from .samples import is_sample, phrases_in
from .text import plain_line
from .web_site import WebSite

CONFIGS = ('_quarto.yml', '_quarto.yaml')
_PAGES = ('.qmd', '.md', '.markdown', '.Rmd', '.rmd', '.Rmarkdown', '.ipynb')
#: Pages that are about the repository, or that no reader is led to.
_NO_PAGES = re.compile(
    r'(?:.*/)?(?:README|LICENSE|CONTRIBUTING|CHANGELOG|CODE_OF|404)\b[^/]*$', re.IGNORECASE
)
_SILENT_CODES = frozenset(
    {
        'fa',
        'bi',
        'ai',
        'iconify',
        'lordicon',
        'pagebreak',
        'br',
        'lipsum',
        'placeholder',
        'contents',
    }
)
#: How many pages may hold each other.
_MOST_INCLUDES = 5


@dataclass
class Page:
    """A page of the source, or an item of a file of data, read but not converted."""

    path: str
    fields: Fields
    head: dict[str, Value]
    body: str
    line: int
    title: str
    #: "paper", "person", "project", a kind of dated entries, or nothing.
    kind: str = ''
    addresses: list[str] = field(default_factory=list)
    is_item: bool = False
    #: What stands before its text.
    lead: str = ''

    @property
    def stem(self) -> str:
        """The name of its file, or of its folder, without date and suffix."""
        if self.is_item:
            return kebab(self.title)
        name = PurePosixPath(self.path)
        stem = name.parent.name if name.stem == 'index' and name.parent.name else name.stem
        return re.sub(r'^\d{4}-\d{1,2}-\d{1,2}[-_](?=.)', '', stem)

    @property
    def origin(self) -> Origin:
        """Where its body begins."""
        return Origin(self.path, self.line)

    def data(self, key: str) -> Any:
        """Return what its front matter says under a key, taken or not."""
        value = self.head.get(key)
        return value.data if value else ''


class Quarto(WebSite):
    """The pages of a site, with what they inherit."""

    suffixes = _PAGES
    folders = ('images', 'img', 'files', 'assets')

    def __init__(self, root: Path, report: Report, *, keep_samples: bool = False) -> None:
        super().__init__(root, report, keep_samples=keep_samples)
        name = next((name for name in CONFIGS if name in self.files), '')
        self.config_head = self._data(name) if name else Value(1, {})
        self.config = (
            Fields.of_document(self.config_head, name, report)
            if name
            else Fields(Value(1, {}), '', report)
        )
        #: The citation keys that texts may name, and what they are now.
        self.keys: dict[str, str] = {}
        #: What folders say for all pages in them, by the folder.
        self.shared: dict[str, tuple[Value, Fields]] = {}
        for path in self.files.paths:
            if re.search(r'(?:^|/)_metadata\.ya?ml$', path):
                value = self._data(path)
                self.shared[path.rpartition('/')[0]] = (
                    value,
                    Fields.of_document(value, path, report),
                )
        project = self.part_of(self.config_head, 'project')
        self.output = said_in(project.get('output-dir')).strip('/') or '_site'
        rendered = project.get('render')
        globs = (
            [said_in(item) for item in rendered.data]
            if rendered and isinstance(rendered.data, list)
            else []
        )
        self._wanted = [matcher_of(glob) for glob in globs if glob and not glob.startswith('!')]
        self._unwanted = [matcher_of(glob[1:]) for glob in globs if glob.startswith('!')]
        website = self.part_of(self.config_head, 'website')
        self.url = said_in(website.get('site-url')).rstrip('/')

    @staticmethod
    def part_of(value: Value, key: str) -> dict[str, Value]:
        """Return a mapping below a key, or an empty one."""
        part = value.data.get(key) if isinstance(value.data, dict) else None
        return part.data if part and isinstance(part.data, dict) else {}

    def _data(self, path: str) -> Value:
        value, flaw = read_data(self.files.text(path), path)
        if flaw:
            self.report.note(
                'changed', Origin(path), 'file', path, f'{flaw}; read as far as possible'
            )
        return value

    def page_at(self, path: str, page: str = '') -> str:
        """Return the link to the page that had an address, which is meant from its own folder."""
        folder = str(PurePosixPath(page).parent)
        if (
            not path.startswith('/')
            and folder != '.'
            and (found := super().page_at(f'/{folder}/{path}'))
        ):
            return found if found != f'{INTERNAL}/' or '..' in path else super().page_at(path, page)
        return super().page_at(path, page)

    def inherited(self, path: str, key: str) -> Any:
        """Return what the folders of a page, or the site, say under a key."""
        folder = path.rpartition('/')[0]
        while True:
            value = self.shared.get(folder, (Value(1, {}),))[0].data
            if isinstance(value, dict) and key in value:
                return value[key].data
            if not folder:
                break
            folder = folder.rpartition('/')[0]
        value = self.config_head.data
        return value[key].data if isinstance(value, dict) and key in value else ''

    # -- pages

    def pages(self) -> list[Page]:
        """Return all pages that are rendered; of the others it is told why they are not."""
        found = []
        for path in self.files.paths:
            if not path.endswith(_PAGES) or path in self.report.files:
                continue
            parts = path.split('/')
            if (
                path.startswith(f'{self.output}/')
                or _NO_PAGES.match(path)
                or parts[0] in {'renv', 'node_modules'}
            ):
                continue
            if any(part.startswith('_') for part in parts):
                continue
            if not self._is_rendered(path):
                self.files.skip(path, 'the site does not render it')
            elif page := self._page(path):
                found.append(page)
        return found

    def _is_rendered(self, path: str) -> bool:
        if any(matcher(path) for matcher in self._unwanted):
            return False
        return not self._wanted or any(matcher(path) for matcher in self._wanted)

    def source_of(self, path: str) -> str:
        """Return the text of a page; that of a notebook as one of Quarto."""
        text = self.files.text(path)
        if not path.endswith('.ipynb') or not text:
            return text
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        if isinstance(data, dict) and isinstance(data.get('cells'), list):
            return _of_notebook(data)
        self.files.lose(path, 'it is no notebook, as it has no cells')
        return ''

    def _page(self, path: str) -> Page | None:
        text = self.source_of(path)
        if self.report.files.get(path) == 'lost':
            return None
        value, head = read_head(text, path)
        if head.flaw:
            advice = f'{head.flaw}; read as far as possible'
            self.report.note('changed', Origin(path), 'front matter', path, advice)
        data = value.data if isinstance(value.data, dict) else {}
        title = _without_citations(plain_text(said_in(data.get('title'))))
        if why := self._left_out(title, data, head.body):
            self.files.skip(path, why)
            return None
        fields = Fields.of_document(Value(value.line, data), path, self.report)
        for key in ('title', 'draft'):
            fields.text(key)
        page = Page(path, fields, data, head.body, head.body_line, title)
        if not title:
            heading = re.search(r'^ {0,3}# +(.+)', head.body, re.MULTILINE)
            words = re.sub(r'\s*\{[^{}]*\}\s*$', '', heading[1]) if heading else ''
            page.title = (
                _without_citations(plain_text(words))
                or page.stem.replace('-', ' ').replace('_', ' ').strip().capitalize()
            )
        if found := phrases_in(head.body):
            advice = 'an example of a template says so too; remove the page if it is none of yours'
            self.report.note('changed', Origin(path), 'text', found[0], advice)
        self._keep_addresses(page)
        return page

    def _left_out(self, title: str, data: dict[str, Value], body: str) -> str:
        if said_in(data.get('draft')).lower() == 'true':
            return 'it is a draft'
        if self.keep_samples:
            return ''
        texts = [body, *(said_in(data.get(key)) for key in ('author', 'description'))]
        if is_sample(title or body.strip()[:60], texts) or is_sample(
            body.strip()[:60] if len(body) < 60 else '', ()
        ):
            return 'it is an example of the template; --keep-samples takes it'
        return ''

    def _keep_addresses(self, page: Page) -> None:
        base = re.sub(r'\.\w+$', '', page.path)
        own = (
            f'/{base.removesuffix("index")}'
            if re.search(r'(?:^|/)index$', base)
            else f'/{base}.html'
        )
        folder = page.path.rpartition('/')[0]
        others = [
            each if each.startswith('/') else f'/{folder}/{each}'.replace('//', '/')
            for each in page.fields.texts('aliases')
        ]
        page.addresses = self.keep_addresses(own, others, page.path, page.fields.origin('aliases'))

    def data_items(self, path: str) -> list[Page]:
        """Return the items of a file of data that a listing shows."""
        value = self._data(path)
        items = value.data if isinstance(value.data, list) else []
        if not items:
            self.files.lose(path, 'a listing shows it, and it holds no list')
            return []
        return self.items_of(Value(value.line, items), path)

    def items_of(self, value: Value, path: str) -> list[Page]:
        """Return the items of a list, each with fields of its own."""
        found = []
        for item in value.data if isinstance(value.data, list) else ():
            fields = Fields.of_document(item, path, self.report)
            data = item.data if isinstance(item.data, dict) else {}
            title = plain_text(fields.text('title') or fields.text('name'))
            if title or data:
                found.append(
                    Page(path, fields, data, '', item.line, title or 'Untitled', is_item=True)
                )
        return found

    # -- texts

    def text(self, page: Page, fill: Callable[[str], str | None] = lambda _name: None) -> str:
        """Return the body of a page as MyST reads it."""
        return self.myst(page.body, page.path, page.origin, page, fill)

    def myst(self, text: str, path: str, origin: Origin, page: Page,
              fill: Callable[[str], str | None] = lambda _name: None, above: tuple[str, ...] = ()) -> str:  # fmt: skip
        """Return a text of a page as MyST reads it.

        :param path: the file that it stands in, and *origin* where in it.
        :param fill: fills the divs of listings.
        :param above: the files that hold this one.
        """

        def answer(kind: str, word: str, options: dict[str, str]) -> str | None:
            return (
                self._shortcode(word, options.get('', ''), page, path, origin, above)
                if kind == 'shortcode'
                else None
            )

        parts = [
            kebab(re.sub(r'(?:/index)?\.\w+$', '', each))
            for each in (page.path, *above[1:], *([path] if above else []))
        ]
        prefix = '-'.join(filter(None, parts)) or 'page'
        how = Text(
            origin, self.report,
            link=lambda address, place: self.link(address, place, path),
            picture=lambda address, place: self.picture(address, place, path),
            answer=answer, title=page.title, has_liquid=False,
            pandoc=Pandoc(self.keys, prefix, fill, f'{prefix}-' if above or page.kind == 'owner' or is_cv(page) else ''),
        )  # fmt: skip
        return to_myst(text, how)

    def _shortcode(
        self, name: str, said: str, page: Page, path: str, origin: Origin, above: tuple[str, ...]
    ) -> str | None:
        """Return what a shortcode shows."""
        first, options = options_of(said)
        if name in _SILENT_CODES:
            return ''
        if name == 'include' and len(above) < _MOST_INCLUDES:
            return self._included(first, page, (*above, path), origin)
        if name == 'video' and first:
            title = options.get('title') or options.get('aria-label') or 'Video'
            address = re.sub(
                r'//www\.youtube(?:-nocookie)?\.com/embed/([\w-]{1,40}).*',
                r'//www.youtube.com/watch?v=\1',
                first,
            )
            new = self.link(address, origin, path)
            return linked(plain_line(title), new)
        if name in {'meta', 'var'} and first:
            value = self._meta(first, page) if name == 'meta' else self._variable(first)
            return plain_line(value) if value else None
        return f'`{first.replace("`", "")}`' if name == 'kbd' and first else None

    def _included(self, name: str, page: Page, above: tuple[str, ...], origin: Origin) -> str:
        """Return the text of a file that a page holds."""
        found = self.files.find(path_from(above[-1].rpartition('/')[0], name))
        if not found or found in above:
            why = 'it holds itself' if found else 'the site has no such file'
            self.report.note('lost', origin, 'include', name, why)
            return ''
        inner = read_head(self.source_of(found), found)[1]
        return self.myst(inner.body, found, Origin(found, inner.body_line), page, above=above)

    def _meta(self, name: str, page: Page) -> str:
        first, *rest = name.split('.')
        value = page.data(first) or self.inherited(page.path, first)
        for part in rest:
            found = value.get(part) if isinstance(value, dict) else None
            value = found.data if found else ''
        if isinstance(value, list):
            return ', '.join(filter(None, map(said_in, value)))
        return value if isinstance(value, str) else ''

    def _variable(self, name: str) -> str:
        path = next(
            (path for path in ('_variables.yml', '_variables.yaml') if path in self.files),
            '',
        )
        value: Any = read_data(self.files.text(path), path)[0].data if path else ''
        for part in name.split('.'):
            found = value.get(part) if isinstance(value, dict) else None
            value = found.data if found else ''
        return value if isinstance(value, str) else ''


def is_cv(page: Page) -> bool:
    """Tell whether a page is a CV."""
    return page.stem.lower() in {
        'cv',
        'resume',
        'vita',
        'curriculum-vitae',
    } or page.title.lower() in {'cv', 'curriculum vitae', 'résumé', 'resume'}


def said_in(value: Value | None) -> str:
    """Return a text, or nothing where there is another value or none."""
    return value.data if value and isinstance(value.data, str) else ''


def joined_text(data: Any) -> str:
    """Return a text, or the texts of a list, as one."""
    return (
        data
        if isinstance(data, str)
        else ' '.join(map(said_in, data))
        if isinstance(data, list)
        else ''
    )


def _without_citations(title: str) -> str:
    """Return a title without what only a text can hold."""
    return ' '.join(re.sub(r'\[[^\[\]]*@[^\[\]]*\]', '', title).split())


def path_from(folder: str, path: str) -> str:
    """Return a path that is meant from a folder, from the top of the site."""
    return path.lstrip('/') if path.startswith('/') else f'{folder}/{path}'.lstrip('/')


def matcher_of(glob: str, *, anywhere: bool = True) -> Callable[[str], bool]:
    """Return what tells whether a pattern of Quarto is about a path.

    :param anywhere: whether a name alone is meant in all folders.
    """
    parts: list[str] = []
    for part in glob.strip('/').split('/'):
        if part == '..' and parts:
            parts.pop()
        elif part not in {'.', '..', ''}:
            parts.append(part)
    pattern = '/'.join(parts)
    if anywhere and len(parts) == 1:
        pattern = f'**/{pattern}'
    wanted = [pattern, f'{pattern}/**'] if not re.search(r'\.\w+$|\*$', pattern) else [pattern]
    return Matcher(wanted)


def _of_notebook(data: Any) -> str:
    """Return a notebook as a page of Quarto; what its cells have shown is not in it."""
    metadata = data.get('metadata')
    spec = metadata.get('kernelspec') if isinstance(metadata, dict) else {}
    language = spec.get('language', 'python') if isinstance(spec, dict) else 'python'
    language = (
        language
        if isinstance(language, str) and re.fullmatch(r'[\w+-]{1,20}', language)
        else 'python'
    )
    parts = []
    for cell in data['cells']:
        said = cell.get('source', '') if isinstance(cell, dict) else ''
        text = ''.join(map(str, said)) if isinstance(said, list) else str(said)
        kind = cell.get('cell_type') if isinstance(cell, dict) else ''
        if kind == 'code' and text.strip():
            sign = '`' * max(3, 1 + max(map(len, re.findall('`+', text)), default=0))
            parts.append(f'{sign}{{{language}}}\n{text}\n{sign}')
        elif text.strip():
            parts.append(text)
    return '\n\n'.join(parts)


def linked(words: str, address: str) -> str:
    """Return words as a link to an address of the new site, or to a paper."""
    if address.startswith(CITED):
        return f'{words} {{cite:p}}`{address.removeprefix(CITED)}`'
    safe = address.replace('(', '%28').replace(')', '%29')
    return f'[{words}]({safe})' if address else words
