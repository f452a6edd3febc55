"""Sites made of the template academicpages."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx_folio.importing.bib_files import papers_of, set_field
from sphinx_folio.importing.citations import (
    authors_of_citation,
    entry_type,
    find_arxiv,
    find_doi,
    fold_find,
    read_names,
    same_title,
    tex,
    venue_fields,
    without_authors,
)
from sphinx_folio.importing.cv_text import read_cv
from sphinx_folio.importing.dates import read_moment
from sphinx_folio.importing.front_matter import Fields, text_of, texts_of
from sphinx_folio.importing.jekyll import LOOKS, MACHINERY, Jekyll, Page
from sphinx_folio.importing.neutral import INTERNAL, Facts, Item, Paper, Site
from sphinx_folio.importing.page_text import CITED, plain_text, unescaped
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.samples import is_placeholder
from sphinx_folio.model import fold, id_of_name, kebab, parse_titles

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
#: What links in the text of a paper lead to, by their words.
_CALLED = {
    'code|github': 'code',
    'slides': 'slides',
    'video|talk': 'video',
    'poster': 'poster',
    'data': 'data',
}
#: Keys that say what a paper is.
_CATEGORIES = ('category', 'pubtype', 'type')
_MOST = 5000
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
        #: The entries of the pages of papers, by their files.
        self.entries: dict[str, Paper] = {}

    def run(self) -> Site:
        """Read all; first which pages there are, as texts lead from one to another."""
        jekyll = self.jekyll
        people = self._co_authors()
        collections = {
            name: jekyll.pages(f'_{name}', name)
            for name in ('publications', 'talks', 'teaching', 'portfolio', 'posts')
        }
        pages = [*jekyll.pages('_pages'), *jekyll.root_pages(_NO_PAGES)]
        self.owner = self._read_owner()
        papers = self._bib_papers()
        self._keys_of(collections['publications'], papers)
        for page in collections['publications']:
            self._publication(page, people)
        jekyll.site.papers += papers
        for page in collections['talks']:
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
        self.report.found['papers'] += len(jekyll.site.papers)
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

    # -- publications

    def _co_authors(self) -> dict[str, str]:
        """Return the names behind the slugs of co-authors."""
        path = '_data/coauthors.yml'
        if path not in self.jekyll.files:
            return {}
        fields = self.jekyll.data_fields(path)
        names = {}
        for key in [*fields.data]:
            for one in fields.parts(key):
                names[key] = one.text('name') or key
                one.close((), f'{names[key]} has no page here; write it on one of their own')
        return names

    def _bib_papers(self) -> list[Paper]:
        """Return the entries of files that are none of the template's examples."""
        files = self.jekyll.files
        paths = [
            path
            for folder in ('_bibliography', 'files', 'markdown_generator')
            for path in files.below(folder, '.bib')
        ]
        papers: list[Paper] = []
        for path in paths:
            papers += papers_of(
                path, files.text(path), self.report, keep_samples=self.jekyll.keep_samples
            )
        return papers

    def _keys_of(self, pages: Iterable[Page], papers: list[Paper]) -> None:
        """Settle which entry each page is, and its key, as texts and talks name it."""
        keys = {paper.key.lower() for paper in papers}
        for page in pages:
            if _is_talk(page):
                continue
            said = [
                text_of(page.fields.look(key)) for key in ('doi', 'citation', 'paperurl', 'link')
            ]
            paper = self._known(papers, find_doi(*said, page.body), page.title)
            if paper is None:
                paper = self._own_bib(page) or Paper('', {}, page.fields.origin())
                papers.append(paper)
            wanted, number = paper.key or kebab(page.stem) or 'paper', 1
            while not paper.key:
                key = wanted if number == 1 else f'{wanted}-{number}'
                if key not in keys:
                    paper.key = key
                number += 1
            keys.add(paper.key.lower())
            self.entries[page.path] = paper
            self.jekyll.papers |= dict.fromkeys(page.addresses, paper.key)

    def _publication(self, page: Page, people: dict[str, str]) -> None:
        if _is_talk(page):
            self._talk(page)
            return
        fields, paper = page.fields, self.entries[page.path]
        fields.take('collection')
        citation = unescaped(fields.text('citation'))[:_MOST]
        body = self.jekyll.text(page, self._answer)
        links = ('paperurl', 'slidesurl', 'bibtexurl', 'link')
        urls = {key: unescaped(fields.text(key)) for key in links if key in fields}
        doi = find_doi(text_of(fields.take('doi')), citation, *urls.values(), body)
        before = set(paper.fields)
        if before:  # it is one of a .bib file, which knows better
            for key in ('venue', 'date', 'authors', 'coauthors', *_CATEGORIES):
                fields.take(key)
            advice = f'the entry of {paper.origin.file} says it'
            self.report.note('changed', fields.origin(), 'file', page.title, advice)
        else:
            self._new_entry(page, paper, citation)
            self._authors(page, paper, citation, people)
        self._paper_links(page, paper, urls, doi)
        self._abstract(page, paper, body)
        if tags := fields.texts('tags'):
            paper.fields.setdefault('keywords', tex(', '.join(tags)))
        if page.addresses:
            paper.fields.setdefault('redirect-from', ', '.join(page.addresses))
        if paper.source:
            for name in paper.fields.keys() - before:
                set_field(paper, name, paper.fields[name])
        fields.close(LOOKS)

    def _new_entry(self, page: Page, paper: Paper, citation: str) -> None:
        """Say in an entry what a page says of title, venue and date."""
        said = [page.fields.text(key) for key in _CATEGORIES]
        category, venue = next(filter(None, said), ''), plain_text(page.fields.text('venue'))
        paper.type = entry_type(category, venue or without_authors(citation))
        paper.fields['title'] = tex(page.title)
        paper.fields |= self._venue(venue, citation, page.title, category)
        date = self.jekyll.date(page)
        if found := re.search(r'\d{4}(?:-\d\d){0,2}', date):
            paper.fields.pop('year', None)
            paper.fields['date' if len(found[0]) > 4 else 'year'] = found[0]

    def _known(self, papers: Iterable[Paper], doi: str, title: str) -> Paper | None:
        for paper in papers:
            own = paper.fields.get('doi', '').lower()
            if (doi and own.endswith(doi.lower())) or same_title(
                paper.fields.get('title', ''), title
            ):
                return paper
        return None

    def _own_bib(self, page: Page) -> Paper | None:
        """Return the entry of the file that a page names for it."""
        address = unescaped(text_of(page.fields.look('bibtexurl')))
        found = self.jekyll.files.find((self.jekyll.local(address) or '').lstrip('/'))
        if not found.endswith('.bib'):
            return None
        papers = papers_of(found, self.jekyll.files.text(found), self.report, keep_samples=True)
        return papers[0] if len(papers) == 1 else None

    def _venue(self, venue: str, citation: str, title: str, category: str) -> dict[str, str]:
        behind = plain_text(without_authors(citation))
        at = fold_find(behind, title)
        behind = behind[at + len(title) :].strip(' .,"“”\'*&;') if at >= 0 and title else ''
        type_ = entry_type(category, venue or behind)
        fields = venue_fields(venue or behind, type_)
        if venue and behind:  # the citation has the numbers, and the venue the name
            more = venue_fields(behind, type_)
            fields |= {
                key: more[key]
                for key in ('volume', 'number', 'pages', 'year')
                if key in more and key not in fields
            }
        return fields

    def _authors(self, page: Page, paper: Paper, citation: str, people: dict[str, str]) -> None:
        fields = page.fields
        together = [people.get(slug, slug) for slug in texts_of(fields.take('coauthors'))]
        said = fields.take('authors')
        joined = (
            '; '.join(map(text_of, said))
            if isinstance(said, list) and len(said) > 1
            else unescaped(text_of(said))
        )
        if together:
            names = [*together]
            own = parse_titles(self.owner.title).name if self.owner else ''
            if own and fold(own) not in map(fold, names):
                names.append(own)
                advice = f'their order is not known; {own} stands last: put the names in order'
                self.report.note(
                    'changed', fields.origin('coauthors'), 'coauthors', ', '.join(together), advice
                )
            paper.fields['author'] = tex(' and '.join(names))
            return
        found = read_names(joined[:_MOST]) if joined else authors_of_citation(citation, page.title)
        if not found.is_certain and joined:
            found = authors_of_citation(citation, page.title)
        if found.names and found.is_certain:
            paper.fields['author'] = tex(found.joined())
            if found.own and self.owner:
                paper.fields['author+an'] = f'{found.own}={self.owner.slug}'
            return
        if self._me:
            paper.fields['people'] = ', '.join(self._me)
        if joined or citation:
            paper.fields['note'] = tex(plain_text(joined or citation))
            advice = 'its authors are not told apart; write them as author = {A and B}'
            self.report.note(
                'changed', fields.origin('citation'), 'citation', joined or citation, advice
            )

    def _paper_links(self, page: Page, paper: Paper, urls: dict[str, str], doi: str) -> None:
        if doi:
            paper.fields.setdefault('doi', tex(doi))
        if arxiv := find_arxiv(
            *urls.values(),
            text_of(page.fields.look('venue')),
            text_of(page.fields.look('citation')),
            page.body[:_MOST],
        ):
            paper.fields.setdefault('eprint', arxiv)
            paper.fields.setdefault('eprinttype', 'arxiv')
        for key, name in (('paperurl', 'pdf'), ('slidesurl', 'slides'), ('link', 'url')):
            address = urls.get(key, '')
            if address and not (doi and doi in address) and not (arxiv and arxiv in address):
                self._paper_link(page, paper, key, name, address)
        for words, address in _LINKS.findall(page.body[:_MOST]):
            for pattern, name in _CALLED.items():
                if re.search(rf'^\W*(?:{pattern})\b', words, re.IGNORECASE):
                    paper.fields.setdefault(name, address)

    def _paper_link(self, page: Page, paper: Paper, key: str, name: str, address: str) -> None:
        new = self.jekyll.link(address, page.fields.origin(key), page.path)
        is_elsewhere = new.startswith('http') and not new.lower().endswith('.pdf')
        if new and not new.startswith((INTERNAL, CITED)):
            paper.fields.setdefault(
                'url' if is_elsewhere and name == 'pdf' else name, new.lstrip('/')
            )
        elif key in page.fields.data:
            page.fields.drop(key, 'no such file is in the source')

    def _abstract(self, page: Page, paper: Paper, body: str) -> None:
        fields = page.fields
        said = plain_text(text_of(fields.take('abstract')))
        excerpt = plain_text(fields.text('excerpt'))
        if not said and len(excerpt.split()) > 20:
            said = excerpt
        elif excerpt and excerpt not in said:
            why = 'the entry has an abstract' if said else 'it is too short for an abstract'
            fields.drop('excerpt', why, 'skipped')
        kept = re.sub(r'^\W*(?:\[[^\]]*\]\([^)]*\)|Download .*|Recommended citation.*|Abstract:?|\|)\W*$', '', body,
                      flags=re.MULTILINE | re.IGNORECASE)  # fmt: skip
        text = plain_text(re.sub(r'^(?:#+|[-*+]) ', '', kept, flags=re.MULTILINE))
        if text and not said:
            said = text
        elif text and fold(text) != fold(said):
            self.report.note(
                'lost', page.origin, 'text', text, 'an entry has an abstract alone; it has one'
            )
        if re.search(r'^(?:#|[-*+] |:::|!\[)', kept, re.MULTILINE):
            self.report.note(
                'changed',
                page.origin,
                'text',
                text,
                'its headings, lists and pictures are left out',
            )
        if said:
            paper.fields.setdefault('abstract', tex(said))

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
        elif page.stem in _LISTS and len(re.sub(r':::\{\w+\}[^{}]*?:::', '', body).split()) < 30:
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
        cv = read_cv(body, page.origin, self.report, page.body)
        if self.owner is None:
            self.jekyll.item(None, page, {}, body)
            return
        for line in cv.lines:
            self.report.found[f'lines of {line.kind}'] += 1
        self.owner.lines += cv.lines
        self._add_to_owner(page, cv.body)

    def _data_files(self) -> None:
        """Report the data that pages show, and nothing here reads."""
        files = self.jekyll.files
        for path in files.below('_data', '.yml', '.yaml', '.json', '.csv'):
            name = path.rpartition('/')[2]
            if path in self.report.files or name == 'navigation.yml':
                continue
            if name == 'cv.json':
                files.skip(path, 'it is a JSON Resume; import it by itself')
            elif name.startswith(('ui-text', 'authors', 'comments')):
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
            address = self.jekyll.local(entry.text('url')) or ''
            entry.close(('target', 'description'))
            for item in self.jekyll.site.items:
                if any(
                    kebab(address) == kebab(former) for former in item.redirects
                ) and address.strip('/'):
                    item.order = float(number)
        fields.close()

    def _close_config(self) -> None:
        """Take what is said of the site, and report the rest."""
        config, settings = self.jekyll.config, self.jekyll.site.settings
        for key, name in (('title', 'html_title'), ('description', 'folio_description')):
            if key in config and not is_placeholder(value := plain_text(config.text(key))):
                settings[name] = value
        if self.jekyll.url.startswith(('http://', 'https://')):
            settings['html_baseurl'] = f'{self.jekyll.url}{self.jekyll.baseurl}/'
        if 'repository' in config:
            repository = config.text('repository')
            settings['source_repository'] = (
                repository if '://' in repository else f'https://github.com/{repository}'
            )
        for key in ('url', 'baseurl', 'collections', 'permalink', 'name'):
            config.take(key)
        config.close(_CONFIG_LOOKS, 'a setting of the template')


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
