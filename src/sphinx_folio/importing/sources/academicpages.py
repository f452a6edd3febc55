"""Sites made of the template academicpages."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx_folio.importing.citations import same_title
from sphinx_folio.importing.cv_text import read_cv, with_papers_of
from sphinx_folio.importing.dates import read_moment
from sphinx_folio.importing.front_matter import Fields, text_of, texts_of
from sphinx_folio.importing.jekyll import LOOKS, MACHINERY, Jekyll, Page
from sphinx_folio.importing.neutral import INTERNAL, Facts, Item, Site
from sphinx_folio.importing.page_text import CITED, plain_text, unescaped
from sphinx_folio.importing.paper_pages import PaperPages
from sphinx_folio.importing.references import join
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.samples import is_placeholder, phrases_in
from sphinx_folio.model import id_of_name

from .cv_files import add_cv

_DIRECTIVES = {
    'publications': ':::{publications}\n:::', 'talks': ':::{entries}\n:kind: talks\n:::',
    'teaching': ':::{entries}\n:kind: teaching\n:::', 'portfolio': ':::{projects}\n:::',
    'posts': ':::{entries}\n:kind: news\n:::',
}  # fmt: skip
#: Pages of the template that list a collection, and nothing else.
_LISTS = frozenset('publications talks teaching portfolio year-archive posts blog'.split())
_TALKS = frozenset({'talk', 'talks', 'invitedtalks', 'invited talk', 'press', 'poster'})
_LINKS = re.compile(r'\[([^\[\]]{0,200})\]\((https?://[^()\s]{1,1000})\)')
_VIDEO = re.compile(r'youtu\.?be|vimeo|bilibili|video', re.IGNORECASE)
_SLIDES = re.compile(r'slides?|speakerdeck|slideshare|\.pptx?$|keynote', re.IGNORECASE)
#: What `author:` says in words.
_WORDS = ('name', 'bio', 'location', 'employer', 'pronouns')
#: Data that may be the CV.
_CVS = ('cv.json', 'cv.yml', 'cv.yaml', 'resume.json')
_NO_TOPICS = 'topics are pages; write one for each that matters, and name it in topics'


#: Pages of the top folder that are about the repository.
_NO_PAGES = re.compile(r'(?:README|LICENSE|CONTRIBUTING|CHANGELOG|404|CODE_)', re.IGNORECASE)


def matches(root: Path) -> bool:
    """Tell whether a folder is such a site."""
    return (root / '_config.yml').is_file() and any(
        (root / folder).is_dir() for folder in ('_publications', '_talks', 'markdown_generator')
    )


def read(root: Path, report: Report, *, keep_samples: bool = False) -> Site:
    """Read such a site.

    :param keep_samples: whether examples of the template are taken as well.
    """
    return _Reader(Jekyll(root, report, keep_samples=keep_samples)).run()


class _Reader:
    def __init__(self, jekyll: Jekyll) -> None:
        self.jekyll = jekyll
        self.report = jekyll.report
        self.owner: Item | None = None

    def run(self) -> Site:
        """Read all; first which pages there are, as texts lead from one to another."""
        jekyll = self.jekyll
        collections = {
            name: jekyll.pages(f'_{name}', name)
            for name in ('publications', 'talks', 'teaching', 'portfolio', 'posts')
        }
        pages = [*jekyll.pages('_pages'), *jekyll.root_pages(_NO_PAGES)]
        self.owner = self._read_owner()
        papers = PaperPages(jekyll, self.owner, self._answer)
        mine = [page for page in collections['publications'] if not _is_talk(page)]
        entries = papers.settle(mine)
        for page in mine:
            papers.read(page)
        jekyll.site.papers += entries
        for page in (*filter(_is_talk, collections['publications']), *collections['talks']):
            self._talk(page)
        for page in collections['teaching']:
            self._course(page)
        for page in collections['portfolio']:
            self._project(page)
        for page in collections['posts']:
            self._post(page)
        for page in pages:
            self._page(page)
        self._data_files()
        self._order(pages)
        jekyll.site.papers = join(jekyll.site.papers, self.report)
        self.report.found['papers'] = len(jekyll.site.papers)
        self._close_config()
        return jekyll.finish(MACHINERY)

    # -- the owner

    def _read_owner(self) -> Item | None:
        config = self.jekyll.config
        if 'author' not in config:
            return None
        author = config.part('author')
        name, facts = self._facts_of(author)
        if not name:
            if facts:
                advice = (
                    'nobody is named; write author: name: in _config.yml, or the page of a person'
                )
                self.report.note('lost', author.origin(), 'author.name', '', advice)
            return None
        slug = id_of_name(name, 'person') or 'owner'
        owner = Item('person', slug, name, author.origin(), facts, is_owner=True)
        self.jekyll.site.items.append(owner)
        self.report.found['people'] += 1
        return owner

    def _facts_of(self, author: Fields) -> tuple[str, Facts]:
        """Return the name of the owner, and what else is said of them."""
        for key in [*author.data]:
            value = author.look(key)
            if key in author and isinstance(value, str) and is_placeholder(value):
                author.drop(key, 'the template has this in its place', 'skipped')
        said = {key: plain_text(author.text(key)) for key in _WORDS if key in author}
        bio = said.get('bio', '')
        facts: Facts = {
            'pronouns': said.get('pronouns'),
            'role' if len(bio.split()) <= 8 else 'summary': bio,
            'location': said.get('location'),
            'affiliation': said.get('employer'),
            'email': self.jekyll.email(author) if 'email' in author else '',
            'photo': self.jekyll.photo(author, 'avatar') if 'avatar' in author else '',
        }
        others = [key for key in author.data if key not in (*_WORDS, 'email', 'avatar')]
        facts['links'] = self.jekyll.links(author, others)
        author.close(('author_archive',))
        return said.get('name', ''), {key: value for key, value in facts.items() if value}

    @property
    def _me(self) -> list[str]:
        return [self.owner.slug] if self.owner else []

    # -- what has a date

    def _entry(self, page: Page, kind: str, facts: Facts) -> Item:
        """Add a dated entry; its text is that of the page."""
        fields = page.fields
        body = self.jekyll.text(page, self._answer)
        facts = {'kind': kind, 'date': self.jekyll.date(page), **facts}
        links: dict[str, Any] = {}
        for key, name in (
            ('link', 'website'),
            ('slidesurl', 'slides'),
            ('videourl', 'video'),
            ('paperurl', 'paper'),
        ):
            address = fields.text(key)
            new = self.jekyll.link(address, fields.origin(key), page.path) if address else ''
            if new and not new.startswith((INTERNAL, CITED)):
                links[name] = new
        for words, address in _LINKS.findall(body):
            if _VIDEO.search(f'{words} {address}'):
                links.setdefault('video', address)
            elif _SLIDES.search(f'{words} {address}'):
                links.setdefault('slides', address)
        excerpt = plain_text(fields.text('excerpt'))
        if excerpt and excerpt not in plain_text(body):
            facts['summary'] = excerpt
        facts['links'] = links
        facts['people'] = self._me
        for key in ('tags', 'categories'):
            fields.drop(key, _NO_TOPICS)
        fields.take('collection')
        item = self.jekyll.item('entry', page, facts, body)
        fields.close(LOOKS)
        return item

    def _talk(self, page: Page) -> None:
        fields = page.fields
        type_ = plain_text(fields.text('type'))
        facts = {
            'type': type_,
            'organisation': plain_text(fields.text('venue')),
            'place': plain_text(fields.text('location')),
        }
        item = self._entry(page, 'press' if type_.lower() == 'press' else 'talks', facts)
        for paper in self.jekyll.site.papers:
            if same_title(paper.fields.get('title', ''), page.title):
                item.facts['publications'] = [paper.key]

    def _course(self, page: Page) -> None:
        fields = page.fields
        venue, school = plain_text(fields.text('venue')), plain_text(fields.text('institution'))
        facts: Facts = {
            'type': plain_text(fields.text('type')),
            'organisation': ', '.join(filter(None, (venue, school))),
            'place': plain_text(fields.text('location')),
        }
        terms: list[tuple[str, str]] = []
        names: list[str] = []
        for role in fields.parts('roles'):
            names.append(role.text('name'))
            for term in role.parts('terms'):
                year = term.text('year')
                said = f'{term.text("semester") or term.text("name")} {year}'.strip()
                moment = read_moment(said)
                if moment.text:
                    terms.append((read_moment(year).text, moment.text))
                if moment.flaw:
                    term.changed('year', said, moment.flaw)
                term.drop('url', 'a course has one website; write the link into its text')
                term.close()
            role.close()
        if names := list(filter(None, dict.fromkeys(names))):
            facts['type'] = ', '.join(filter(None, (facts['type'], *names)))
        dates = ', '.join(dict.fromkeys(text for _year, text in sorted(terms)))
        item = self._entry(page, 'teaching', facts)
        if when := read_moment(dates).text:
            item.facts['date'] = when

    def _post(self, page: Page) -> None:
        self._entry(page, 'news', {'type': 'Blog'})

    def _project(self, page: Page) -> None:
        fields = page.fields
        excerpt = unescaped(fields.text('excerpt'))
        facts: Facts = {
            'summary': plain_text(re.sub(r'<[^<>]*>', ' ', excerpt)),
            'people': self._me,
        }
        if match := re.search(r'<img[^<>]*\bsrc\s*=\s*["\']([^"\']+)', excerpt):
            facts['image'] = self.jekyll.picture(match[1], fields.origin('excerpt'), page.path)
        elsewhere = fields.text('redirect_to') or fields.text('link')
        if elsewhere.startswith(('http://', 'https://')):
            facts['links'] = {'website': elsewhere}
        elif elsewhere:
            self.report.note(
                'lost',
                fields.origin('redirect_to'),
                'redirect_to',
                elsewhere,
                'it is no web address',
            )
        if date := self.jekyll.date(page):
            facts['period'] = date
        fields.drop('tags', _NO_TOPICS)
        fields.take('collection')
        self.jekyll.item('project', page, facts, self.jekyll.text(page, self._answer))
        fields.close(LOOKS)

    # -- pages

    def _answer(self, kind: str, word: str, options: dict[str, str]) -> str | None:
        """Answer the loops and includes of the template."""
        if kind == 'for':
            name = word.removeprefix('site.')
            directive = _DIRECTIVES.get(name)
            if directive and options.get('limit'):
                head, tail = directive.rsplit('\n', 1)
                directive = f'{head}\n:limit: {options["limit"]}\n{tail}'
            return directive if directive or not word.startswith('page.') else ''
        if kind == 'include' and word.startswith(('archive-single', 'group-by-array', 'comments', 'author-profile',
                                                  'cv-template', 'post_pagination', 'paginator')):  # fmt: skip
            return ''
        if kind == 'value' and word.startswith(('content', 'paginator', 'post.', 'page.')):
            return ''
        return None

    def _page(self, page: Page) -> None:
        body = self.jekyll.text(page, self._answer)
        body = with_papers_of(body, page, self.jekyll.site, self.report, ''.join(self._me))
        is_home = page.stem in {'about', 'index', 'home'} or '/' in {
            text_of(page.fields.look('permalink')), *texts_of(page.fields.look('redirect_from'))
        }  # fmt: skip
        if page.stem in {'cv', 'resume', 'cv-json'} or page.title.lower() in {
            'cv',
            'curriculum vitae',
        }:
            self._cv(page, body)
        elif is_home and self.owner:
            page.fields.close(LOOKS)
            self._add_to_owner(page, body)
        elif page.stem in _LISTS and _only_lists(body):
            page.fields.close((*LOOKS, 'excerpt'))
            self.jekyll.files.skip(
                page.path, 'it lists a collection, as a page of Folio does by itself'
            )
        else:
            page.fields.take('excerpt')
            page.fields.close(LOOKS)
            self.jekyll.item(None, page, {}, body)

    def _add_to_owner(self, page: Page, body: str) -> None:
        assert self.owner
        self.owner.body = '\n\n'.join(filter(None, (self.owner.body, body)))
        self.owner.redirects += [
            each for each in page.addresses if each not in self.owner.redirects
        ]

    def _cv(self, page: Page, body: str) -> None:
        """Make lines of the sections of a CV."""
        page.fields.close(LOOKS)
        if self.owner is None:
            self.jekyll.item(None, page, {}, body)
            return
        me, site = self.owner.slug, self.jekyll.site
        cv = read_cv(body, page.origin, self.report, page.body, site, me)
        for line in cv.lines:
            self.report.found[f'lines of {line.kind}'] += 1
        self.owner.lines += cv.lines
        self._add_to_owner(page, cv.body)

    def _data_files(self) -> None:
        """Read the CV, and report other data that pages show."""
        files = self.jekyll.files
        for path in files.below('_data', '.yml', '.yaml', '.json', '.csv'):
            name = path.rpartition('/')[2]
            if (
                path in self.report.files
                or name == 'navigation.yml'
                or self.jekyll.is_example(path)
            ):
                continue
            if name in _CVS and add_cv(path, self.jekyll, self.owner):
                continue
            if name.startswith(('ui-text', 'authors', 'comments')):
                files.skip(path, "it is about the source's own theme")
            else:
                files.lose(path, 'no page of Folio shows data; write what it says')

    def _order(self, pages: Iterable[Page]) -> None:
        """Give the pages their places in the menu."""
        del pages
        path = '_data/navigation.yml'
        if path not in self.jekyll.files:
            return
        fields = self.jekyll.data_fields(path)
        for number, entry in enumerate(fields.parts('main'), 1):
            entry.take('title')
            for item in self.jekyll.items_at(entry.text('url')):
                item.order = float(number)
            entry.close(('target', 'description'))
        fields.close()

    def _close_config(self) -> None:
        """Take what is said of the site, and report the rest."""
        config, settings = self.jekyll.config, self.jekyll.site.settings
        for key, name in (('title', 'html_title'), ('description', 'folio_description')):
            value = plain_text(config.text(key))
            if not is_placeholder(value) and not phrases_in(value):
                settings[name] = value
        url = self.jekyll.url
        if url.startswith(('http://', 'https://')) and not phrases_in(url):
            settings['html_baseurl'] = f'{url}{self.jekyll.baseurl}/'
        if (repository := config.text('repository')) and not phrases_in(repository):
            settings['source_repository'] = (
                repository if '://' in repository else f'https://github.com/{repository}'
            )
        for key in ('url', 'baseurl', 'collections', 'permalink', 'name'):
            config.take(key)
        config.close(_CONFIG_LOOKS, 'a setting of the template')


def _only_lists(body: str) -> bool:
    """Tell whether a page shows a collection, and says no more than a sentence about it."""
    text = re.sub(r':::\{\w+\}[^{}]*?:::', '', body)
    return len(text.split()) < 30 and not re.search(r'^\s*(?:[-*+#>|]|\d+\.)', text, re.MULTILINE)


def _is_talk(page: Page) -> bool:
    """Tell whether a page among the papers is none."""
    said = (text_of(page.fields.look(key)).lower() for key in ('collection', 'type'))
    return not _TALKS.isdisjoint(said)


#: Settings that make the template work.
_CONFIG_LOOKS = frozenset(
    'locale title_separator breadcrumbs words_per_minute future read_more comments disqus discourse '
    'staticman atom_feed teaser bing_site_verification alexa_site_verification google_site_verification '
    'yandex_site_verification social analytics include exclude keep_files encoding markdown_ext '
    'highlighter lsi excerpt_separator incremental markdown kramdown sass defaults permalink paginate '
    'paginate_path timezone plugins whitelist category_archive tag_archive compress_html '
    'site_theme publication_category talkmap_link pages archives author_profile minimal_mistakes_skin'
    ' remote_theme theme words_per_minute search mermaid og_image twitter facebook logo'.split()
)
