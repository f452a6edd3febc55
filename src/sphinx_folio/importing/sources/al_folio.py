"""Sites made of al-folio, and other sites of Jekyll-Scholar."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_folio.importing.cv_data import CvData
from sphinx_folio.importing.cv_text import read_cv, with_papers_of
from sphinx_folio.importing.dates import read_moment
from sphinx_folio.importing.front_matter import Fields, text_of, texts_of
from sphinx_folio.importing.jekyll import LOOKS, MACHINERY, Jekyll, Page
from sphinx_folio.importing.neutral import Facts, Item, Line, Site
from sphinx_folio.importing.page_text import Text, plain_text, to_myst
from sphinx_folio.importing.references import join
from sphinx_folio.importing.references.bibtex import read_bibtex
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.samples import is_placeholder, is_sample, phrases_in
from sphinx_folio.importing.scholar import NEWS_LIST, answer, mend
from sphinx_folio.importing.text import plain_line
from sphinx_folio.model import fold, id_of_name, kebab

from .cv_files import add_cv

_SCHOLAR = re.compile(r'^scholar\s*:', re.MULTILINE)
_PROJECT_TYPES = frozenset('software dataset benchmark study thesis course book'.split())
#: Keys of the configuration that are accounts, beside those that end in one of these.
_ACCOUNT = re.compile(
    r'\w+_(?:username|userid|user|id|url|profile)$|^(?:mastodon|bluesky|orcid|inspirehep|lattes|dblp|telegram|'
    r'research_gate|medium|quora|blogger|publons|acm|ieee|scopus|wikidata|wikipedia|strava|keybase|gitlab|hal)_?\w*$'
)
_NO_ACCOUNT = re.compile(r'google_analytics|cronitor|panelbear|pirsch|openpanel|google_site|bing|rss_|blog_|max_|last_'
                         r'|external|disqus|giscus|wechat|whatsapp|discord|work_url|icp')  # fmt: skip
_OWN_PDF = 'Folio makes the CV as a PDF; copy your own if you want both'
_NO_TOPICS = 'topics are pages; write one for each that matters, and name it in topics'


#: Pages of the top folder that are about the repository, or made by the theme.
_NO_PAGES = re.compile(
    r'(?:README|LICENSE|CONTRIBUTING|CHANGELOG|404|CODE_|INSTALL|CUSTOMIZE|FAQ|robots|search)',
    re.IGNORECASE,
)


def matches(root: Path) -> bool:
    """Tell whether a folder is such a site."""
    config = root / '_config.yml'
    if not config.is_file() or not (root / '_bibliography').is_dir():
        return False
    with config.open('rb') as file:
        return bool(_SCHOLAR.search(file.read(200_000).decode('utf-8', 'replace')))


def read(root: Path, report: Report, *, keep_samples: bool = False) -> Site:
    """Read such a site.

    :param keep_samples: whether examples of the template are taken as well.
    """
    return _Reader(Jekyll(root, report, keep_samples=keep_samples)).run()


class _Reader:
    def __init__(self, jekyll: Jekyll) -> None:
        self.jekyll = jekyll
        self.report = jekyll.report
        self.site = jekyll.site
        self.owner: Item | None = None
        self.keys: set[str] = set()

    def run(self) -> Site:
        """Read all; first which pages there are, as texts lead from one to another."""
        jekyll = self.jekyll
        names = ('news', 'posts', 'projects', 'teachings', 'courses', 'books')
        collections = {name: jekyll.pages(f'_{name}', name) for name in names}
        pages = [*jekyll.pages('_pages'), *jekyll.root_pages(_NO_PAGES)]
        self._papers()
        self._read_owner()
        profiles = self._profiles(pages)
        self._news(collections['news'])
        for page in collections['posts']:
            self._post(page)
        for page in collections['projects']:
            self._project(page)
        for page in (*collections['teachings'], *collections['courses']):
            self._course(page)
        for page in (*pages, *collections['books']):
            if page.path not in profiles and not page.fields.look('dropdown'):
                self._page(page)
        for page in pages:
            if page.fields.look('dropdown'):
                self._menu(page)
        self._data()
        self.site.papers = join(self.site.papers, self.report)
        self.report.found['papers'] = len(self.site.papers)
        self._close_config()
        return jekyll.finish(MACHINERY)

    # -- the bibliography

    def _papers(self) -> None:
        for path in self.jekyll.files.below('_bibliography', '.bib'):
            self._read_bib(path, keep_samples=self.jekyll.keep_samples)
        self.keys = {paper.key for paper in self.site.papers}

    def _read_bib(self, path: str, *, keep_samples: bool) -> None:
        if self.jekyll.is_example(path):
            return
        text = self.jekyll.files.text(path)
        papers = read_bibtex(text, path, self.report, keep_samples=keep_samples)
        self.site.papers += [mend(paper, self.jekyll) for paper in papers]

    # -- people

    def _read_owner(self) -> None:
        config = self.jekyll.config
        parts = [config.text(key) for key in ('first_name', 'middle_name', 'last_name')]
        name = ' '.join(filter(None, parts))
        if is_placeholder(name):
            if name:
                config.drop('first_name', 'the template has this in its place', 'skipped')
            name = ''
        name = name or plain_text(
            text_of(config.look('author')) if isinstance(config.look('author'), str) else ''
        )
        config.take('author')
        title = plain_text(text_of(config.look('title')))
        if (
            not name
            and len(title.split()) in {2, 3}
            and title.istitle()
            and not is_placeholder(title)
        ):
            name = title
            self.report.note(
                'changed', config.origin('title'), 'title', title, 'taken for the name of the owner'
            )
        facts: Facts = {'email': self.jekyll.email(config)} if 'email' in config else {}
        accounts = [
            key for key in config.data if _ACCOUNT.match(key) and not _NO_ACCOUNT.search(key)
        ]
        facts['links'] = self.jekyll.links(config, accounts)
        path = '_data/socials.yml'
        if path in self.jekyll.files and not self.jekyll.is_example(path):
            socials = self.jekyll.data_fields(path)
            for key in ('email', 'work_email'):
                if key in socials and not facts.get('email') and isinstance(socials.look(key), str):
                    facts['email'] = self.jekyll.email(socials, key)
            self._custom_link(socials.part('custom_social'), facts['links'])
            socials.drop('cv_pdf', _OWN_PDF)
            facts['links'] |= self.jekyll.links(socials, [*socials.data])
            socials.close(('rss_icon', 'work_url'), 'the address of this account is not known')
        if not name:
            if any(facts.values()):
                advice = 'nobody is named; write first_name and last_name in _config.yml'
                self.report.note('lost', config.origin('first_name'), 'first_name', '', advice)
            return
        facts = {key: value for key, value in facts.items() if value}
        self.owner = Item(
            'person',
            id_of_name(name, 'person') or 'owner',
            name,
            config.origin('first_name'),
            facts,
        )
        self.owner.is_owner = True
        self.site.items.append(self.owner)
        self.report.found['people'] += 1

    def _custom_link(self, custom: Fields, links: dict[str, Any]) -> None:
        """Take an account whose address is written out."""
        title, address = custom.text('title') or 'Link', custom.text('url')
        if address.startswith(('http://', 'https://')):
            links.setdefault(title, address)
        else:
            custom.drop('url', 'it is no web address')
        custom.close(('logo', 'img'))

    @property
    def _me(self) -> list[str]:
        return [self.owner.slug] if self.owner else []

    def _about(self, page: Page, body: str) -> None:
        """Add what the page about the owner says to them."""
        assert self.owner
        fields, facts = page.fields, self.owner.facts
        if subtitle := plain_text(
            text_of(to_myst(fields.text('subtitle'), Text(page.origin, self.report)))
        ):
            role, _comma, place = subtitle.partition(',')
            role, at, there = role.partition(' at ')
            facts.setdefault('role', role.strip(' .'))
            if affiliation := (there or place).strip(' .'):
                facts.setdefault(
                    'affiliation',
                    affiliation if not (at and place) else f'{there.strip()}, {place.strip(" .")}',
                )
            fields.changed('subtitle', subtitle, 'taken for role and affiliation; check them')
        if isinstance(fields.look('profile'), dict):
            self._take_profile(page, fields.part('profile'), facts)
        lists = []
        for key in ('selected_papers', 'news', 'announcements', 'latest_posts'):
            said = fields.take(key)
            enabled = said.get('enabled', True) if isinstance(said, dict) else said
            if not enabled:
                continue
            limit = text_of(said.get('limit')) if isinstance(said, dict) else ''
            if key == 'selected_papers':
                lists.append('## Selected publications\n\n:::{publications}\n:selected:\n:::')
            elif '## News' not in ''.join(lists):
                option = f':limit: {limit}\n' if limit.isdecimal() and int(limit) else ''
                lists.append(f'## News\n\n{NEWS_LIST}{option}:::')
        self.owner.body = '\n\n'.join(filter(None, (self.owner.body, body, *lists)))
        self.owner.redirects += page.addresses
        fields.take('social')
        fields.close(LOOKS)

    def _take_profile(self, page: Page, below: Fields, facts: Facts) -> None:
        if 'image' in below and (photo := self.jekyll.photo(below, 'image', page.path)):
            facts.setdefault('photo', photo)
        for key in ('address', 'more_info'):
            said = below.take(key)
            lines = [plain_text(part) for part in re.split(r'</p>|<br\s*/?>|\n', str(said or ''))]
            if words := ', '.join(filter(None, lines)):
                facts.setdefault('location', words)
                if facts['location'] != words:
                    below.drop(key, 'a person has one location', 'lost')
                else:
                    below.changed(key, words, 'taken for the location; check it')
        below.close(('align', 'image_circular', 'image_cicular', 'max-width'))

    def _profiles(self, pages: Iterable[Page]) -> set[str]:
        """Make a person of each of the profiles of a page; return the files that were read so."""
        used: set[str] = set()
        for page in pages:
            if not isinstance(page.fields.look('profiles'), list):
                continue
            for profile in page.fields.parts('profiles'):
                content = profile.text('content')
                found = next(
                    (p for p in pages if content and p.path.rpartition('/')[2] == content), None
                )
                text = self.jekyll.text(found, self._answer) if found else ''
                heading = re.match(r'\s*#+ (.+)', text)
                stem = (
                    PurePosixPath(content)
                    .stem.removeprefix('about_')
                    .replace('_', ' ')
                    .replace('-', ' ')
                )
                name = plain_text(heading[1]) if heading else stem.title()
                if found and re.match(r'\s*# ', found.body):  # it is the title of the page
                    name, heading = found.title, None
                if not name:
                    profile.close((), 'nobody is named; write content: with the page of a person')
                    continue
                facts: Facts = {}
                self._take_profile(page, profile, facts)
                body = text[heading.end() :].strip() if heading else text
                origin = found.origin if found else page.origin
                self.site.items.append(
                    Item(
                        'person',
                        id_of_name(name, 'person') or kebab(name),
                        name,
                        origin,
                        facts,
                        body,
                    )
                )
                self.report.found['people'] += 1
                if found:
                    used.add(found.path)
                    found.fields.close(LOOKS)
        return used

    # -- news, posts, projects, courses

    def _news(self, pages: Iterable[Page]) -> None:
        lines = []
        origin = None
        for page in pages:
            fields = page.fields
            body = self.jekyll.text(page, self._answer)
            if fields.look('inline') is not True:
                fields.take('inline')
                self._entry(page, 'news', {}, body)
                continue
            fields.take('inline')
            origin = origin or page.fields.origin()
            date = self.jekyll.date(page)
            options = {'dates': date} if date else {}
            title = '' if page.fields.look('title') in (None, '') else page.title
            lines.append(Line('news', title, page.origin, options, body))
            fields.take('related_posts')
            fields.close(LOOKS)
            self.report.found['lines of news'] += 1
        if origin:
            lines.sort(key=lambda line: line.options.get('dates', ''), reverse=True)
            self.site.items.append(Item(None, 'news', 'News', origin, lines=lines))
            self.report.found['pages'] += 1

    def _entry(self, page: Page, kind: str, facts: Facts, body: str) -> Item:
        fields = page.fields
        facts = {
            'kind': kind,
            'date': self.jekyll.date(page),
            'summary': plain_text(fields.text('description')),
            **facts,
        }
        facts['publications'] = self._related(page)
        for key in ('tags', 'categories'):
            fields.drop(key, _NO_TOPICS)
        if 'redirect' in fields and (
            new := self.jekyll.link(fields.text('redirect'), fields.origin('redirect'), page.path)
        ):
            facts['links'] = {'website': new} if new.startswith(('http', '/')) else {}
        facts.setdefault('people', self._me)
        for key in ('img', 'thumbnail', 'image'):
            if key in fields and isinstance(fields.look(key), str):
                facts['image'] = self.jekyll.photo(fields, key, page.path)
        item = self.jekyll.item('entry', page, facts, body)
        fields.close((*LOOKS, 'last_updated'))
        return item

    def _related(self, page: Page) -> list[str]:
        """Return the papers that a page names by their keys."""
        said = page.fields.look('related_publications')
        if isinstance(said, bool):
            page.fields.take('related_publications')
            return []
        named = [key.strip() for text in texts_of(said) for key in text.split(',') if key.strip()]
        for key in named:
            if key not in self.keys:
                self.report.note('lost', page.fields.origin('related_publications'), 'related_publications', key,
                                 'no entry of the bibliography has this key')  # fmt: skip
        page.fields.take('related_publications')
        return [key for key in named if key in self.keys]

    def _post(self, page: Page) -> None:
        fields = page.fields
        authors = fields.take('authors')
        people = []
        for author in authors if isinstance(authors, list) else texts_of(fields.take('author')):
            name = text_of(author.get('name')) if isinstance(author, dict) else text_of(author)
            if name:
                people.append(name)
        facts: Facts = {'type': 'Blog'}
        if people:
            facts['people'] = people
        if bibliography := fields.text('bibliography'):
            found = self.jekyll.files.find(
                f'assets/bibliography/{bibliography}'
            ) or self.jekyll.files.find(f'_bibliography/{bibliography}')
            if found and found not in self.report.files:
                self._read_bib(found, keep_samples=True)
                self.keys = {paper.key for paper in self.site.papers}
        page.body = re.sub(
            r'<d-cite\s+key\s*=\s*["\']([^"\'<>]{1,300})["\']\s*>\s*</d-cite>',
            self._d_cite,
            page.body,
        )
        page.body = re.sub(r'<d-math>([^<>$]{1,500})</d-math>', r'$\1$', page.body)
        page.body = re.sub(r'<d-footnote>([^<>]{1,2000})</d-footnote>', r' (\1)', page.body)
        page.body = re.sub(r'</?d-[a-z-]+[^<>]{0,300}>', '', page.body)
        self._entry(page, 'news', facts, self.jekyll.text(page, self._answer))

    def _d_cite(self, match: re.Match[str]) -> str:
        """Return a citation of distill as one that the answers below know."""
        return f'{{% cite {match[1].replace(",", " ")} %}}'

    def _project(self, page: Page) -> None:
        fields = page.fields
        category = fields.text('category').lower()
        facts: Facts = {'summary': plain_text(fields.text('description')), 'people': self._me}
        links: dict[str, Any] = {}
        if category in _PROJECT_TYPES:
            facts['type'] = category
        elif category:
            fields.drop(
                'category',
                'a project has a type of a closed set: ' + ', '.join(sorted(_PROJECT_TYPES)),
            )
        for key, name in (('redirect', 'website'), ('github', 'code'), ('url', 'website')):
            value = fields.text(key)
            if key == 'github' and value and '://' not in value:
                value = f'https://github.com/{value}'
            if value.startswith(('http://', 'https://')):
                links.setdefault(name, value)
            elif value:
                fields.drop(key, 'it is no web address')
        fields.drop('github_stars', 'it shows a number of another site', 'skipped')
        facts['links'] = links
        if 'img' in fields:
            facts['image'] = self.jekyll.photo(fields, 'img', page.path)
        facts['publications'] = self._related(page)
        if date := self.jekyll.date(page):
            facts['period'] = date
        self.jekyll.item('project', page, facts, self.jekyll.text(page, self._answer))
        fields.drop('importance', 'projects stand in the order of their names')
        fields.close(LOOKS)

    def _course(self, page: Page) -> None:
        fields = page.fields
        said = ' '.join(filter(None, (fields.text('term'), fields.text('year'))))
        moment = read_moment(said)
        if moment.flaw:
            fields.changed('term', said, moment.flaw)
        code = fields.text('course_id') or fields.text('course_code')
        parts = [self._instructors(fields), self._schedule(fields)]
        body = '\n\n'.join(filter(None, (*parts, self.jekyll.text(page, self._answer))))
        if code and not page.title.startswith(code):
            page.title = f'{code}: {page.title}'
        place = fields.text('location') or fields.text('institution')
        item = self._entry(page, 'teaching', {'organisation': plain_text(place)}, body)
        if moment.text:
            item.facts['date'] = moment.text

    def _instructors(self, fields: Fields) -> str:
        """Return who teaches, where it is not the owner alone."""
        said = plain_text(fields.text('instructor') or fields.text('instructors'))
        return (
            f'Instructor: {plain_line(said)}'
            if said and not (self.owner and fold(said) == fold(self.owner.title))
            else ''
        )

    def _schedule(self, fields: Fields) -> str:
        """Return the weeks of a course as a table."""
        said = fields.take('schedule')
        if not isinstance(said, list):
            return plain_line(plain_text(text_of(said)))
        rows = [row for row in said if isinstance(row, dict)]
        columns = list(dict.fromkeys(key for row in rows for key in row))
        if not columns:
            return ''

        def line(cells: Iterable[str]) -> str:
            return '| ' + ' | '.join(cell.replace('|', r'\|') for cell in cells) + ' |'

        table = [
            line(column.capitalize() for column in columns),
            line('---' for _column in columns),
        ]
        for row in rows:
            cells = (
                to_myst(text_of(row.get(column)), Text(fields.origin('schedule'), self.report))
                for column in columns
            )
            table.append(line(' '.join(cell.split()) for cell in cells))
        return '## Schedule\n\n' + '\n'.join(table)

    # -- pages

    def _answer(self, kind: str, word: str, options: dict[str, str]) -> str | None:
        """Answer the tags of the theme."""
        return answer(kind, word, options, self.site.papers)

    def _page(self, page: Page) -> None:
        address = text_of(page.addresses[0] if page.addresses else '/')
        body = self.jekyll.text(page, self._answer)
        if self.owner and (page.stem == 'about' or address == '/' or page.stem == 'index'):
            self._about(page, body)
            return
        if page.stem in {'cv', 'resume'} and self.owner:
            page.fields.drop('cv_pdf', _OWN_PDF)
            page.fields.take('description')
            page.fields.close(LOOKS)
            me = self.owner.slug
            cv = read_cv(body, page.origin, self.report, page.body, self.site, me)
            CvData(page.path, self.jekyll, self.owner).add(cv.lines)
            self.owner.body = '\n\n'.join(filter(None, (self.owner.body, cv.body)))
            self.owner.redirects += page.addresses
            return
        description = plain_text(page.fields.text('description'))
        page.fields.take('subtitle')
        body = with_papers_of(body, page, self.site, self.report, ''.join(self._me))
        text = re.sub(r':::\{\w+\}[^{}]*?:::', '', body)
        item_body = (
            body
            if not description or description in body
            else f'{plain_line(description)}\n\n{body}'.strip()
        )
        page.fields.close((*LOOKS, 'years', 'cv_pdf'))
        if not text.strip() and page.stem in {'projects', 'news', 'blog', 'people', 'profiles'}:
            self.jekyll.files.skip(
                page.path, 'it lists a collection, as a page of Folio does by itself'
            )
            return
        if page.stem == 'repositories':
            self.jekyll.files.skip(page.path, 'it shows what another site draws')
            return
        self.jekyll.item(None, page, {}, item_body)

    def _menu(self, page: Page) -> None:
        """Give the pages that a menu names their places, one after another where it stands."""
        fields = page.fields
        fields.take('nav')
        order = fields.take('nav_order')
        start = float(order) if isinstance(order, int | float) else 0.0
        children = fields.parts('children')
        for number, child in enumerate(children, 1):
            title, address = child.text('title'), child.text('permalink') or child.text('url')
            if title == 'divider' and not address:
                continue
            found = self.jekyll.items_at(address)
            for item in found:
                item.order = start + number / (len(children) + 1)
            if not found:
                shown = address or title
                advice = (
                    'no page that is written has been there; name it in the toctree of index.md'
                )
                self.report.note('changed', fields.origin('children'), 'children', shown, advice)
            child.close()
        if page.body.strip():
            self._page(page)
            return
        fields.close((*LOOKS, 'description'))
        self.jekyll.files.skip(page.path, 'it is a menu, whose pages stand in that of the site')

    # -- data

    def _data(self) -> None:
        files = self.jekyll.files
        for path in files.below('_data', '.yml', '.yaml', '.json', '.csv'):
            name = path.rpartition('/')[2]
            if path in self.report.files or self.jekyll.is_example(path):
                continue
            if name in {'cv.yml', 'cv.yaml'}:
                self._cv(path)
            elif name == 'coauthors.yml':
                self._co_authors(path)
            elif name == 'repositories.yml':
                self._repositories(path)
            elif name in {'venues.yml', 'socials.yml', 'citations.yml'}:
                files.skip(path, "it is about the source's own theme")
            elif name == 'teaching.yml':
                self._teaching(path)
            else:
                files.lose(path, 'no page of Folio shows data; write what it says')
        for path in files.below('assets/json', 'resume.json'):
            if not self.jekyll.is_example(path) and not add_cv(path, self.jekyll, self.owner):
                files.lose(path, 'no page of Folio shows data; write what it says')

    def _co_authors(self, path: str) -> None:
        fields = self.jekyll.data_fields(path)
        for key in [*fields.data]:
            if fields.look(key) in (None, '', []):
                continue
            sample = phrases_in(text_of(fields.look(key))) or key in {
                'adams',
                'podolsky',
                'rosen',
                'bach',
                'przibram',
                'schrödinger',
            }
            fields.drop(key, 'an example of the template' if sample else 'the address of somebody without a page here',
                        'skipped' if sample else 'lost')  # fmt: skip

    def _repositories(self, path: str) -> None:
        fields = self.jekyll.data_fields(path)
        fields.drop(
            'github_repos',
            'a project is a page; write one for each that matters, with links: {code: …}',
        )
        fields.drop('github_users', 'links of a person name their accounts')
        fields.close(('repo_trophies', 'repo_description_lines_max'))

    def _teaching(self, path: str) -> None:
        """Make lines of a list of courses."""
        data = self.jekyll.data_file(path)
        if not isinstance(data, list) or not self.owner:
            self.jekyll.files.lose(
                path, 'it is no list of courses, or nobody teaches them; write what it says'
            )
            return
        reader = CvData(path, self.jekyll, self.owner)
        items = (Fields({'name': item} if isinstance(item, str) else item, path, self.report)
                 for item in data if isinstance(item, dict | str))  # fmt: skip
        reader.add(reader.lines('teaching', items))

    def _cv(self, path: str) -> None:
        """Read the old form of the CV, which no other program has."""
        if add_cv(path, self.jekyll, self.owner):
            return
        data = self.jekyll.data_file(path)
        if is_sample('', [text_of(data)[:100_000]]) and not self.jekyll.keep_samples:
            self.jekyll.files.skip(
                path, 'it is an example of the template; --keep-samples takes it'
            )
        elif not isinstance(data, list) or self.owner is None:
            why = 'it is no list of sections, or nobody has the CV; write what it says'
            self.jekyll.files.lose(path, why)
        else:
            reader = CvData(path, self.jekyll, self.owner)
            reader.read(data)

    def _close_config(self) -> None:
        config, settings = self.jekyll.config, self.site.settings
        if 'title' in config:
            title = plain_text(config.text('title'))
            if not is_placeholder(title) and title != 'blank':
                settings['html_title'] = title
        if 'description' in config and not phrases_in(text_of(config.look('description'))):
            settings['folio_description'] = plain_text(config.text('description'))
        url = self.jekyll.url
        if url.startswith(('http://', 'https://')) and not phrases_in(url):
            settings['html_baseurl'] = f'{url}{self.jekyll.baseurl}/'
        if language := text_of(config.take('lang')):
            settings['language'] = language
        for key in ('url', 'baseurl', 'collections', 'permalink', 'scholar'):
            config.take(key)
        config.close(_everything(config), 'a setting of the template')


def _everything(config: Fields) -> Iterator[str]:
    """Yield the settings that make the theme work: all but words that a person may have written."""
    for key, value in config.data.items():
        if (
            not isinstance(value, str)
            or len(value) < 40
            or key in {'keywords', 'footer_text', 'contact_note', 'icon', 'max_width'}
        ):
            yield key
