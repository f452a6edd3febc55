"""Sites of HugoBlox, Wowchemy and Hugo Academic, and other academic sites of Hugo."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from sphinx_folio.importing.citations import same_title
from sphinx_folio.importing.dates import read_day, read_range
from sphinx_folio.importing.documents import Fields, Value
from sphinx_folio.importing.hugo import LOOKS, MACHINERY, Hugo, Page
from sphinx_folio.importing.hugo_blocks import FOLDERS, Blocks, list_slug
from sphinx_folio.importing.hugo_papers import Papers
from sphinx_folio.importing.hugo_people import People
from sphinx_folio.importing.neutral import INTERNAL, Facts, Item, Origin, Site
from sphinx_folio.importing.page_text import CITED, plain_text
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.samples import is_placeholder, is_sample, phrases_in
from sphinx_folio.importing.text import paragraphs, plain_line
from sphinx_folio.model import FOLDERS as PAGE_FOLDERS
from sphinx_folio.model import ProjectType, fold, kebab

_CONFIGS = (
    'config.toml',
    'config.yaml',
    'config.yml',
    'config.json',
    'hugo.toml',
    'hugo.yaml',
    'hugo.yml',
    'hugo.json',
)
_LINKS = {
    'pdf': 'paper', 'slides': 'slides', 'video': 'video', 'code': 'code', 'project': 'website',
    'dataset': 'data', 'poster': 'poster', 'site': 'website', 'source': 'code', 'github': 'code',
    'youtube': 'video', 'event': 'website', 'preprint': 'paper', 'docs': 'Documentation',
}  # fmt: skip
_NO_TOPICS = 'topics are pages; write one for each that matters, and name it in topics'
_SAMPLE = 'an example of the template; --keep-samples takes it'
#: The fields of a page that none is for.
_NOTHING = Value(1, {})
#: Folders whose pages the theme makes, or that hold the slides of talks.
_MADE = frozenset(
    {'categories', 'publication_types', 'publication-type', 'series', 'admin', 'search'}
)
#: Shortcodes that ask for something of the site, or list what it has.
_ANSWERED = frozenset('cite mention gallery table list_children list_tags list_categories'.split())
_REPOSITORIES = re.compile(
    r'github\.com/(?:gcushen|wowchemy|HugoBlox|sourcethemes)/', re.IGNORECASE
)
_ADDRESS = ('street', 'city', 'region', 'postcode', 'country')


def matches(root: Path) -> bool:
    """Tell whether a folder is such a site."""
    is_hugo = (root / 'config' / '_default').is_dir() or any(
        (root / name).is_file() for name in _CONFIGS
    )
    return is_hugo and (root / 'content').is_dir()


def read(root: Path, report: Report, *, keep_samples: bool = False) -> Site:
    """Read such a site.

    :param keep_samples: whether examples of the template are taken as well.
    """
    return _Reader(Hugo(root, report, keep_samples=keep_samples)).run()


class _Reader:
    def __init__(self, hugo: Hugo) -> None:
        self.hugo = hugo
        self.report = hugo.report
        self.site = hugo.site
        self.topics: dict[str, Item] = {}
        #: The pages of each folder of the content.
        self.sections: dict[str, list[Page]] = defaultdict(list)

    def run(self) -> Site:
        """Read all; first which pages there are, as texts lead from one to another."""
        hugo = self.hugo
        for page in hugo.pages():
            self.sections[page.section].append(page)
        for page in self._of('tags', 'tag'):
            self._topic(page)
        self.people = People(hugo, {name: item.slug for name, item in self.topics.items()})
        self._read_people()
        owners = [person for person in self.people.found.values() if person.is_owner]
        self.owner = owners[0] if len(owners) == 1 else None
        if self.owner is None and len(self.people.found) == 1:
            self.owner = next(iter(self.people.found.values()))
            self.owner.is_owner = True
        self.is_of_owner = self.owner is not None and len(self.people.found) == 1
        self.papers = Papers(hugo, self.people, self.topics)
        for page in self._of('publication', 'publications'):
            self.papers.read(page)
        self.papers.finish()
        hugo.answer = self._answer
        self.blocks = Blocks(
            hugo,
            self.people,
            self.owner,
            is_of_owner=self.is_of_owner,
            has_topics=bool(self.topics),
        )
        self._talks()
        self._projects()
        self._posts()
        self._courses()
        self._home()
        self._other_pages()
        self._lists()
        self._indexes()
        for page in (page for pages in self.sections.values() for page in pages):
            if not page.fields.is_finished:
                self._left_out(page, 'the theme makes a list of it', 'skipped')
        self.papers.tie(self.site.items)
        self._contact()
        self._menu()
        self._settings()
        hugo.close_config()
        return hugo.finish(MACHINERY)

    def _of(self, *sections: str) -> list[Page]:
        """Return the pages of some folders, but the page of the folder itself."""
        return [
            page for name in sections for page in self.sections.get(name, ()) if page.bundle != name
        ]

    # -- people and topics

    def _topic(self, page: Page) -> None:
        """Make a topic of the page of a tag."""
        facts = {
            'summary': plain_text(page.fields.text('summary') or page.fields.text('description'))
        }
        item = self.hugo.item('topic', page, facts, self.hugo.text(page))
        item.redirects += [f'/tag/{kebab(page.stem)}/']
        page.fields.finish(LOOKS)
        self.topics[fold(page.title)] = item
        self.topics.setdefault(fold(page.stem.replace('-', ' ')), item)

    def _read_people(self) -> None:
        hugo = self.hugo
        known: dict[str, Item] = {}
        for path in hugo.files.below('data/authors', '.yaml', '.yml', '.toml', '.json'):
            if hugo.is_example(path):
                continue
            stem = PurePosixPath(path).stem
            fields = hugo.data_fields(path)
            said = fields.text('slug') or stem
            if not hugo.keep_samples and is_sample('', [fields.words()]):
                hugo.files.skip(path, _SAMPLE)
                fields.pass_over_all(_SAMPLE)
                continue
            page = Page(path, f'authors/{said}/_index', fields, '', 1, '')
            page.addresses = hugo.keep_addresses(f'/authors/{said}/', (), path, Origin(path))
            if person := self.people.read(page):
                known[said] = person
        for page in self._of('authors', 'author'):
            self.people.read(page, known.get(page.stem))

    @property
    def _me(self) -> list[str]:
        return [self.owner.slug] if self.owner and self.is_of_owner else []

    def _members(self, fields: Fields, *keys: str) -> list[str]:
        """Return who takes part, by the names that they have."""
        said = [text for key in keys for text in fields.texts(key)]
        return self.people.names(said) or self._me

    # -- what pages of all kinds say

    def _links(self, page: Page) -> dict[str, Any]:
        """Return the links of a page."""
        fields = page.fields
        links: dict[str, Any] = {}
        for key in [
            key for key in fields if key.startswith('url_') and isinstance(fields.peek(key), str)
        ]:
            if address := fields.text(key):
                kind = key.removeprefix('url_')
                self._link(page, fields, (key, address), links, _LINKS.get(kind, kind.capitalize()))
        for key, name in (
            ('external_link', 'website'),
            ('event_url', 'website'),
            ('website', 'website'),
        ):
            if address := fields.text(key):
                self._link(page, fields, (key, address), links, name)
        for key in ('links', 'url_custom'):
            for item in fields.parts(key):
                words = plain_text(item.text('name') or item.text('label'))
                kind = item.text('type').lower()
                icon = item.text('icon').rpartition('/')[2].lower()
                at = 'url' if 'url' in item else 'link'
                if address := item.text(at):
                    name = _LINKS.get(kind) or words or _LINKS.get(icon) or 'website'
                    self._link(page, item, (at, address), links, name)
                item.finish(LOOKS | {'contexts', 'rel', 'icon_pack'})
        return links

    def _link(
        self, page: Page, fields: Fields, said: tuple[str, str], links: dict[str, Any], name: str
    ) -> None:
        key, address = said
        if address.lstrip('/').startswith('#'):
            fields.uncarried(key, address, 'it leads nowhere', 'skipped')
            return
        new = self.hugo.link(address, fields.origin(key), page.path)
        if not new or new.startswith((INTERNAL, CITED)):
            why = 'a page of the site; write it into the text' if new else 'it leads nowhere'
            fields.uncarried(key, address, why)
        elif name in links and links[name] != new:
            fields.uncarried(
                key, address, f'it has a link "{name}" already; write it into the text'
            )
        else:
            links[name] = new

    def _edges(self, page: Page, facts: Facts) -> None:
        """Take which topics and projects a page names."""
        fields = page.fields
        for key in ('tags', 'categories'):
            for word in fields.texts(key):
                if topic := self.topics.get(fold(word)):
                    facts.setdefault('topics', []).append(topic.slug)
                else:
                    fields.uncarried(key, word, _NO_TOPICS)
        projects = {
            name
            for page in self._of('project', 'projects', 'research')
            for name in (page.stem, kebab(page.stem))
        }
        for name in fields.texts('projects'):
            if name in projects:
                facts.setdefault('projects', []).append(name)
            else:
                fields.uncarried('projects', name, 'no project of the site has this name')
        if deck := fields.text('slides'):
            fields.uncarried(
                'slides', deck, 'slides of Markdown have no place here; save them as PDF'
            )

    @staticmethod
    def _summary(page: Page, body: str) -> tuple[str, str]:
        """Return the summary of a page, and its text with what else it says in short."""
        keys = ('summary', 'description', 'abstract_short', 'subtitle')
        said = list(filter(None, (plain_text(page.fields.text(key)) for key in keys)))
        first, others = next(iter(said), ''), dict.fromkeys(said[1:])
        above = [f'*{plain_line(text)}*' for text in others if text not in (first, body)]
        return first if first not in plain_text(body) else '', paragraphs(*above, body)

    def _entry(self, page: Page, kind: str, facts: Facts, body: str) -> Item:
        facts = {'kind': kind, **facts, 'links': self._links(page), 'image': self.hugo.image(page)}
        self._edges(page, facts)
        if not facts.get('date'):
            facts['date'] = self.hugo.date(page.fields) or read_day(page.stem)
        facts['summary'], body = self._summary(page, body)
        item = self.hugo.item('entry', page, facts, body)
        page.fields.finish(LOOKS | {'featured', 'date'})
        return item

    # -- talks

    def _talks(self) -> None:
        for page in self._of('event', 'events', 'talk', 'talks'):
            fields = page.fields
            start = next(
                (key for key in ('event_start', 'time_start', 'date') if fields.peek(key)), 'date'
            )
            end = next(
                (key for key in ('event_end', 'time_end', 'date_end') if fields.peek(key)),
                'date_end',
            )
            first, last = fields.text(start), fields.text(end)
            moment = read_range(first, last if last[:10] != first[:10] else '', is_open=False)
            if moment.flaw and moment.text:
                fields.change(start, first, moment.flaw)
            elif moment.flaw:
                fields.uncarried(start, first, moment.flaw)
                fields.uncarried(end, last, moment.flaw)
            place, where = self._place(fields)
            abstract = self.hugo.text(
                page, fields.text('abstract'), origin=fields.origin('abstract')
            )
            body = paragraphs(abstract, where, self.hugo.text(page))
            facts: Facts = {
                'date': moment.text, 'people': self._members(fields, 'authors', 'author', 'speaker'),
                'organisation': plain_text(fields.text('event') or fields.text('event_name')), 'place': place,
                'type': plain_text(fields.text('event_type')),
            }  # fmt: skip
            item = self._entry(page, 'talks', facts, body)
            if key := self._paper_of(page.title):
                item.facts['publications'] = [key]

    def _place(self, fields: Fields) -> tuple[str, str]:
        """Return where something is, and what stands in the text of its address."""
        address = fields.part('address')
        parts = [plain_text(address.text(key)) for key in _ADDRESS]
        address.finish(LOOKS | {'country_code', 'lat', 'lng'})
        whole = ', '.join(filter(None, parts)) or plain_text(fields.text('address'))
        place = plain_text(fields.text('location'))
        if not place or fold(place) in fold(whole):
            return whole or place, ''
        return place, f'Address: {plain_line(whole)}' if whole else ''

    def _paper_of(self, title: str) -> str:
        found = (
            paper.key
            for paper in self.site.papers
            if same_title(paper.fields.get('title', ''), title)
        )
        return next(found, '')

    # -- projects, posts, courses

    def _projects(self) -> None:
        for page in self._of('project', 'projects', 'research'):
            fields = page.fields
            if page.bundle.count('/') > 1:  # a page of a project
                self._plain(page)
                continue
            body = paragraphs(*self._sections_of(page), self.hugo.text(page))
            facts: Facts = {
                'people': self._members(fields, 'people', 'members', 'authors', 'author')
            }
            facts['links'], facts['image'] = self._links(page), self.hugo.image(page)
            for word in fields.texts('categories'):
                if word.lower() in get_args(ProjectType) and 'type' not in facts:
                    facts['type'] = word.lower()
                else:
                    fields.uncarried('categories', word, _NO_TOPICS)
            self._edges(page, facts)
            facts.pop('projects', None)
            status = fields.text('status').lower()
            if status in {'active', 'finished'}:
                facts['status'] = status
            elif status:
                fields.uncarried('status', status, 'write status: active or finished')
            ends = fields.text('date_start'), fields.text('date_end')
            facts['period'] = read_range(*ends).text if any(ends) else self.hugo.date(fields)
            facts['summary'], body = self._summary(page, body)
            self.hugo.item('project', page, facts, body)
            fields.finish(LOOKS | {'featured', 'date'})

    def _sections_of(self, page: Page) -> Iterator[str]:
        if 'sections' in page.fields:
            text, lines = self.blocks.of_page(page)
            yield text
            self._give(lines, None)

    def _posts(self) -> None:
        for name in ('post', 'posts', 'blog', 'news'):
            for page in self._of(name):
                facts: Facts = {'type': '' if name == 'news' else 'Blog'}
                facts['people'] = self._members(page.fields, 'authors', 'author')
                self._entry(page, 'news', facts, self.hugo.text(page))

    def _courses(self) -> None:
        for page in self._of('teaching', 'course', 'courses'):
            if page.bundle.count('/') > 1:  # a page of a course
                self._plain(page)
                continue
            fields = page.fields
            ends = fields.text('date_start'), fields.text('date_end')
            facts: Facts = {
                'date': read_range(*ends, is_open=False).text if any(ends) else '',
                'people': self._members(fields, 'authors', 'instructors', 'author'),
                'organisation': plain_text(fields.text('institution') or fields.text('university')),
                'type': plain_text(fields.text('role')), 'place': plain_text(fields.text('location')),
            }  # fmt: skip
            self._entry(page, 'teaching', facts, self.hugo.text(page))

    # -- pages

    def _give(self, lines: list[Any], item: Item | None) -> None:
        """Add the lines of a CV to the owner, else to the page that they stand on."""
        holder = self.owner or item
        if holder:
            holder.lines += lines

    def _home(self) -> None:
        """Make the home page, which is that of the owner of a site of one person."""
        hugo = self.hugo
        widgets = [page for page in self.sections.get('home', ()) if _is_block(page)]
        home = next((page for page in self.sections.get('', ()) if page.is_branch), None)
        for page in self.sections.get('home', ()):
            if page not in widgets:
                page.fields.finish(LOOKS)
                if page.body.strip():
                    widgets.append(page)
                else:
                    hugo.files.skip(page.path, 'it says that its folder holds blocks')
        text, lines = self.blocks.of_widgets(widgets)
        if home:
            above, more = self.blocks.of_page(home)
            text, lines = paragraphs(above, hugo.text(home), text), [*more, *lines]
            home.fields.texts('date')
            home.fields.finish(LOOKS)
        if self.is_of_owner and self.owner:
            self.owner.body = paragraphs(self.owner.body, text)
            self.owner.lines += lines
            return
        if not (text or lines):
            return
        title = (
            home.title if home and home.stem and home.title != 'Index' else ''
        ) or self._title()
        origin = home.fields.origin() if home else widgets[0].fields.origin()
        item = Item(None, 'index', title or 'Home', origin, body=text)
        self._give(lines, item)
        self.site.items.append(item)
        self.report.found['pages'] += 1

    def _title(self) -> str:
        for root in self.hugo.roots:
            if isinstance(root.peek('title'), str) and root.peek('title'):
                return plain_text(str(root.peek('title')))
        return ''

    def _other_pages(self) -> None:
        """Make pages of all that no list is of."""
        known = {*FOLDERS, 'home', 'tags', 'tag'}
        for section, pages in list(self.sections.items()):
            if section in known - {'people', 'members', 'team'}:
                continue
            widgets = [page for page in pages if _is_block(page)]
            for page in pages:
                if page in widgets or (not section and page.is_branch):
                    continue
                if section == 'slides':
                    self._left_out(
                        page, 'slides of Markdown have no place here; save them as PDF', 'lost'
                    )
                elif section in _MADE:
                    self._left_out(page, 'the theme makes a list of it', 'skipped')
                else:
                    self._plain(
                        page,
                        [
                            one
                            for one in widgets
                            if page.bundle == str(PurePosixPath(one.bundle).parent)
                        ],
                    )
            orphans = [page for page in widgets if _is_block(page)]
            if orphans:
                text, lines = self.blocks.of_widgets(orphans)
                if text or lines:
                    first = orphans[0]
                    item = Item(
                        None,
                        kebab(section) or 'home',
                        first.title,
                        first.fields.origin(),
                        body=text,
                    )
                    self._give(lines, item)
                    self.site.items.append(item)
                    self.report.found['pages'] += 1

    def _left_out(self, page: Page, why: str, fate: str) -> None:
        page.fields.pass_over_all(why)
        if fate == 'lost':
            self.hugo.files.lose(page.path, why)
        else:
            self.hugo.files.skip(page.path, why)

    def _plain(self, page: Page, widgets: list[Page] | None = None) -> None:
        """Make a page that is nobody's; one that only shows what others say is left out."""
        hugo, fields = self.hugo, page.fields
        summary = plain_text(
            fields.text('summary') or fields.text('description') or fields.text('subtitle')
        )
        above, lines = self.blocks.of_page(page)
        text, more = self.blocks.of_widgets(widgets or ())
        body = paragraphs(above, hugo.text(page), text)
        image = self.hugo.image(page)
        for key in ('date', 'authors', 'author'):
            fields.texts(key)
        fields.finish(LOOKS | {'tags', 'categories', 'featured', 'slides', 'projects', 'links'})
        if not body:
            self._give([*lines, *more], None)
            holder = self.owner if self.is_of_owner else None
            if holder:
                holder.redirects += page.addresses
            hugo.files.skip(page.path, 'it shows what the pages of people say already')
            return
        if summary and summary not in body:
            body = paragraphs(plain_line(summary), body)
        if image:
            body = paragraphs(f':::{{figure}} {image}\n:::', body)
        item = hugo.item(None, page, {}, body, self._slug(page) or 'page')
        self._give([*lines, *more], item)

    def _slug(self, page: Page) -> str:
        """Return the path of a page that is nobody's; those of a course lie in its folder."""
        first, _slash, rest = page.bundle.partition('/')
        if not rest and page.stem.lower() in FOLDERS:
            return list_slug(page)
        parts = [kebab(part) for part in (rest if first in FOLDERS else page.bundle).split('/')]
        has_pages = page.is_branch and any(
            other.bundle.startswith(f'{page.bundle}/') for other in self.sections[page.section]
        )
        return '/'.join(filter(None, [*parts, 'index' if has_pages else '']))

    def _indexes(self) -> None:
        """Give each folder of pages that are nobody's a page of its own, which leads to them."""
        plain = [item for item in self.site.items if item.kind is None]
        slugs = {item.slug for item in plain}
        for item in plain:
            folder = item.slug.removesuffix('/index').rpartition('/')[0]
            while folder and folder not in PAGE_FOLDERS and f'{folder}/index' not in slugs:
                slugs.add(f'{folder}/index')
                name = folder.rpartition('/')[2]
                about = next(
                    (one for one in self.site.items if one.kind and one.slug == name), None
                )
                body = ''
                if about and about.redirects:
                    body = f'[{plain_line(about.title)}]({INTERNAL}{about.redirects[0]})'
                title = about.title if about else name.replace('-', ' ').capitalize()
                self.site.items.append(Item(None, f'{folder}/index', title, item.origin, body=body))
                self.report.found['pages'] += 1
                folder = folder.rpartition('/')[0]

    def _lists(self) -> None:
        """Make the pages of folders, which lists and menus lead to."""
        taken = {item.slug for item in self.site.items if item.kind is None}
        kinds = {item.facts.get('kind', item.kind) for item in self.site.items}
        has = {'publications': bool(self.site.papers), 'people': len(self.people.found) > 1,
               'projects': 'project' in kinds, 'talks': 'talks' in kinds, 'news': 'news' in kinds,
               'teaching': 'teaching' in kinds}  # fmt: skip
        for section, kind in FOLDERS.items():
            page = next(
                (page for page in self.sections.get(section, ()) if page.bundle == section), None
            )
            if page is None and not (has[kind] and self.sections.get(section)):
                continue
            slug = 'publications' if kind == 'publications' else f'{kind}/index'
            body = self._list_body(page) if page else ''
            addresses = (
                page.addresses
                if page
                else self.hugo.keep_addresses(f'/{section}/', (), section, Origin(''))
            )
            known = next(
                (item for item in self.site.items if item.kind is None and item.slug == slug), None
            )
            if known:
                known.redirects += [one for one in addresses if one not in known.redirects]
                known.body = paragraphs(known.body, body)
                continue
            if page and not has[kind] and not body:
                self.hugo.files.skip(page.path, 'it lists a folder that holds nothing')
                continue
            title = page.title if page else kind.capitalize()
            options = '' if kind in {'publications', 'people', 'projects'} else f':kind: {kind}\n'
            name = kind if not options else 'entries'
            if f'{{{name}}}' not in body:
                body = paragraphs(body, f':::{{{name}}}\n{options}:::')
            origin = (
                page.fields.origin() if page else Origin(next(iter(self.sections[section])).path)
            )
            item = Item(None, slug, title, origin, body=body, redirects=list(addresses))
            self.site.items.append(item)
            self.report.found['pages'] += 1
            taken.add(slug)

    def _list_body(self, page: Page) -> str:
        text, lines = self.blocks.of_page(page)
        self._give(lines, None)
        body = paragraphs(text, self.hugo.text(page))
        for key in ('date', 'summary', 'description', 'subtitle'):
            if said := page.fields.text(key) if key != 'date' else '':
                body = paragraphs(plain_line(plain_text(said)), body)
        page.fields.texts('date')
        page.fields.finish(LOOKS | {'tags', 'view'})
        return body

    def _contact(self) -> None:
        """Make a page of how to reach the owner, where a block has asked for it."""
        blocks = self.blocks
        params = self.hugo.parts('params')
        if blocks.contact_origin:
            page = Page(
                blocks.contact_origin.file,
                'contact',
                Fields(_NOTHING, '', self.report),
                '',
                1,
                'Contact',
            )
            for table in params:
                for fields in (table, table.part('contact')):
                    if not self.hugo.keep_samples and phrases_in(fields.words()):
                        continue
                    blocks.reach(page, fields)
        if (text := blocks.contact_text()) and blocks.contact_origin:
            item = Item(
                None, 'contact', blocks.contact_title or 'Contact', blocks.contact_origin, body=text
            )
            self.site.items.append(item)
            self.report.found['pages'] += 1

    # -- shortcodes

    def _answer(self, kind: str, name: str, options: dict[str, str]) -> str | None:
        """Answer the shortcodes that ask for something of the site."""
        said, page = options.get('', ''), options.get('page', '')
        named = dict(re.findall(r'([\w-]+)\s*=\s*["\']?([^"\']*?)["\']?(?:\s|$)', said))
        bare = re.sub(r'[\w-]+\s*=\s*(?:"[^"]*"|\S+)', '', said).strip(' "\'`')
        if kind == 'cite':
            keys = options.get('', '').split()
            is_known = all(key in self.hugo.keys for key in keys)
            return f'{{cite:p}}`{",".join(keys)}`' if keys and is_known else None
        if kind != 'shortcode' or name not in _ANSWERED:
            return None
        made: str | None = ''
        match name:
            case 'cite':
                made = self._cite(bare, named.get('page', ''), page)
            case 'mention':
                person = self.people.found.get(bare)
                address = person.redirects[0] if person and person.redirects else ''
                made = (
                    f'[{self.people.names([bare])[0]}]({INTERNAL}{address})'
                    if person and address
                    else plain_line(bare)
                )
            case 'gallery':
                made = self._gallery(named.get('album', ''), page)
            case 'table':
                made = self._table(named['path'], page) if 'path' in named else None
        return made

    def _cite(self, said: str, address: str, page: str) -> str | None:
        """Return a citation of papers, by their keys or by the addresses of their pages."""
        keys = [key for key in re.split(r'[\s,;"\']+', said) if key in self.hugo.keys]
        new = self.hugo.page_at(address, page) if address else ''
        if new.startswith(CITED):
            keys.append(new.removeprefix(CITED))
        elif new and not keys:
            return f'[{plain_line(address.strip("/").rpartition("/")[2])}]({new})'
        return f'{{cite:p}}`{",".join(keys)}`' if keys else None

    def _gallery(self, album: str, page: str) -> str | None:
        """Return the pictures of a folder, side by side."""
        files, folder = self.hugo.files, PurePosixPath(page).parent
        places = (
            [f'assets/media/albums/{album}', f'assets/media/{album}', f'{folder}/{album}']
            if album
            else []
        )
        places.append(f'{folder}/gallery')
        for place in places:
            found = files.below(place, '.jpg', '.jpeg', '.png', '.webp', '.gif', '.svg')
            shown = [self.hugo.files.asset(path, Origin(page), is_picture=True) for path in found]
            items = [f':::{{grid-item}}\n![](/{path})\n:::' for path in shown if path]
            if items:
                return '\n\n::::{grid} 1 2 3 3\n:gutter: 2\n\n' + '\n\n'.join(items) + '\n::::\n\n'
        return None

    def _table(self, path: str, page: str) -> str | None:
        """Return a table of a file of data."""
        found = self.hugo.files.find(
            f'{PurePosixPath(page).parent}/{path}'
        ) or self.hugo.files.find(path)
        if not found.endswith(('.csv', '.tsv')):
            return None
        sign = '\t' if found.endswith('.tsv') else ','
        rows = list(csv.reader(self.hugo.files.text(found).splitlines()[:500], delimiter=sign))
        width = max(map(len, rows), default=0)
        if not width:
            return ''

        def line(cells: list[str]) -> str:
            words = [
                plain_line(cell).replace('|', r'\|')
                for cell in [*cells, *[''] * (width - len(cells))]
            ]
            return f'| {" | ".join(words)} |'

        return (
            '\n\n'
            + '\n'.join(
                [line(rows[0]), line(['---'] * width).replace('\\', ''), *map(line, rows[1:])]
            )
            + '\n\n'
        )

    # -- the menu and the settings

    def _menu(self) -> None:
        entries = sorted(self.hugo.menu(), key=lambda entry: entry[0])
        for number, (_weight, words, address, origin) in enumerate(entries, 1):
            if (
                address.startswith(('http://', 'https://', 'mailto:'))
                and self.hugo.local(address) is None
            ):
                advice = 'a link to another site; write it into a page'
                self.report.take_back(origin, f'menu: {words}', address, advice)
                continue
            path = (self.hugo.local(address) or '').strip('/')
            if not path:
                contact = next((item for item in self.site.items if item.slug == 'contact'), None)
                if address.endswith('#contact') and contact:
                    contact.order = float(number)
                continue
            new = self.hugo.page_at(f'/{path}')
            for item in self.site.items:
                if (
                    new
                    and any(f'{INTERNAL}{former}' == new for former in item.redirects)
                    and item.order is None
                ):
                    item.order = float(number)

    def _settings(self) -> None:
        """Take what is said of the site."""
        hugo, settings = self.hugo, self.site.settings
        title = plain_text(hugo.setting('title'))
        if title and not is_placeholder(title) and not phrases_in(title):
            settings['html_title'] = title
        if hugo.url and not hugo.url.endswith(('example.com', 'example.org/')):
            settings['html_baseurl'] = f'{hugo.url}{hugo.baseurl}/'
        code = hugo.setting('languageCode', 'locale') or hugo.language
        settings['language'] = code.partition('-')[0].lower() or 'en'
        if copyright_ := hugo.setting('copyright'):
            self._lose_setting('copyright', copyright_, 'write it as copyright in conf.py')
        for params in hugo.parts('params'):
            blox = params.part('hugoblox')
            identity = blox.part('identity')
            marketing = params.part('marketing').part('seo')
            self._describe(params, identity, marketing)
            for place in (params.part('edit_page'), params.part('features').part('repository'),
                          blox.part('repository')):  # fmt: skip
                url = place.text('repo_url') or place.text('url')
                if url.startswith('https://') and not _REPOSITORIES.search(url):
                    settings.setdefault('source_repository', url)
        if self.people.groups:
            settings['folio_groups'] = self.people.groups

    def _describe(self, params: Fields, *others: Fields) -> None:
        settings = self.site.settings
        for fields in (params, *others):
            for key in ('description', 'tagline'):
                said = plain_text(fields.text(key)) if isinstance(fields.peek(key), str) else ''
                if said and not phrases_in(said) and 'highly-customizable hugo' not in said.lower():
                    settings.setdefault('folio_description', said)
            for key in ('org_name', 'organization', 'name'):
                said = plain_text(fields.text(key)) if isinstance(fields.peek(key), str) else ''
                if said and not is_placeholder(said) and not self.is_of_owner:
                    settings.setdefault('project', said)

    def _lose_setting(self, key: str, value: str, advice: str) -> None:
        origin = next((root.origin(key) for root in self.hugo.roots if root.had(key)), Origin(''))
        if origin.file:
            self.report.take_back(origin, key, value, advice)


def _is_block(page: Page) -> bool:
    """Tell whether a page is a block of another one."""
    return bool(page.fields.peek('widget')) and isinstance(page.fields.peek('widget'), str)
