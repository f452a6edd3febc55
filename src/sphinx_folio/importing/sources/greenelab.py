"""Sites of labs that are made of greenelab's template."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args

from sphinx_folio.importing.dates import read_moment
from sphinx_folio.importing.filters import Test, read_filter
from sphinx_folio.importing.front_matter import Fields, text_of
from sphinx_folio.importing.jekyll import LOOKS, MACHINERY, Jekyll, Page
from sphinx_folio.importing.lab_papers import LabPapers, words_of
from sphinx_folio.importing.neutral import INTERNAL, Facts, Item, Origin, Paper, Site, own_address
from sphinx_folio.importing.page_text import CITED, Text, plain_text, to_myst
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.samples import (
    EXAMPLE_PEOPLE,
    is_placeholder,
    is_sample,
    phrases_in,
)
from sphinx_folio.importing.text import plain_line
from sphinx_folio.model import (
    FORMER,
    GROUPS,
    ProjectType,
    fold,
    id_of_name,
    kebab,
    make_link,
    name_key,
    parse_titles,
)

Shown = TypeVar('Shown')

_PROJECT_TYPES = frozenset(get_args(ProjectType))
#: What other templates have, which are not this one.
_OTHERS = ('_publications', '_talks', '_bibliography', '_pages')
_YAML = ('.yaml', '.yml', '.json')
#: Words for roles, and the groups of Folio that they mean; the first that fits counts.
_GROUPS = tuple(
    (re.compile(pattern), group)
    for pattern, group in (
        (r'alum|former|^past\b', FORMER),
        (r'principal|^pi$|professor|faculty|group-leader|^head$|lab-head|director', 'faculty'),
        (r'post-?doc', 'postdoc'),
        (r'under-?grad|bachelor|^ug$', 'undergraduate'),
        (r'phd|ph-d|doctoral|^grad|predoc', 'phd'),
        (r'master|^m-?sc$', 'master'),
        (r'programmer|engineer|developer|software', 'engineer'),
        (r'staff|technician|manager|researcher|research-a|scientist|admin|coordinat|analyst', 'staff'),
        (r'visit|intern\b|guest', 'visitor'),
    )
)  # fmt: skip
_FORMER = re.compile(r'^#+ .*\b(?:alumni|alumnae|former|past)\b', re.IGNORECASE | re.MULTILINE)
#: Keys of members that say since when, and until when.
_JOINED = ('joined', 'start', 'start-date', 'start_date')
_LEFT = ('left', 'end', 'end-date', 'end_date')
_ACCOUNTS = (
    'website', 'home-page', 'github', 'orcid', 'google-scholar', 'linkedin', 'twitter', 'bluesky',
    'instagram', 'facebook', 'youtube',
)  # fmt: skip
_LOOKS = LOOKS | frozenset(
    'footer header-dark footer-dark proofer style icon order weight width height flip tooltip '
    'button-text gallery'.split()
)
#: Pages of the top folder that are about the repository.
_NO_PAGES = re.compile(
    r'(?:README|LICENSE|CONTRIBUTING|CHANGELOG|404|CODE_|CITATION)', re.IGNORECASE
)
#: What data is about how the site looks, or in which order it stands.
_ABOUT = re.compile(r'(?:types|roles|links|team-order|nav\w*|palettes?)')
_PAPERS = re.compile(
    r'(?:citations|research-output|sources|research-input|orcid|pubmed|google-scholar)'
)
#: Data whose items are projects, and whether they are software.
_PROJECTS = {
    'projects': '',
    'tools': 'software',
    'software': 'software',
    'resources': '',
    'portfolio': '',
}
#: What lists are called in includes and loops of any version.
_LISTS = {
    'team-list': 'members', 'research-list': 'citations', 'resource-list': 'resources',
    'blog-list': 'posts',
}  # fmt: skip
_EXCERPT = re.compile(r'<!--\s*excerpt start\s*-->(.{0,2000}?)<!--\s*excerpt end\s*-->', re.DOTALL)
_SAMPLE = 'it is an example of the template; --keep-samples takes it'
_LONGEST_SUMMARY = 300
#: So many links a page may hold in the place of a list.
_MOST_BY_HAND = 30


def matches(root: Path) -> bool:
    """Tell whether a folder is such a site."""
    data = root / '_data'
    has_papers = any((data / f'{name}.{end}').is_file() for name in ('citations', 'sources') for end in ('yaml', 'yml'))  # fmt: skip
    if (root / '_config.yaml').is_file():
        return has_papers or (root / '_members').is_dir()
    if not (root / '_config.yml').is_file() or any((root / name).is_dir() for name in _OTHERS):
        return False
    return (root / '_members').is_dir() or (data / 'research-output.yml').is_file()


def read(root: Path, report: Report, *, keep_samples: bool = False) -> Site:
    """Read such a site.

    :param keep_samples: whether examples of the template are taken as well.
    """
    return _Reader(Jekyll(root, report, keep_samples=keep_samples)).run()


class _Asked(NamedTuple):
    """What a list asks for."""

    said: str
    test: Test
    #: The option for the search on its page, if that has one.
    find: str
    #: The data that it is of.
    data: str

    def is_about(self, *keys: str) -> bool:
        """Tell whether it asks for one of some keys."""
        return any(re.search(rf'(?<![\w-]){re.escape(key)}\b', self.said) for key in keys)

    def directive(self, name: str, *options: str) -> str:
        """Return a list of Folio."""
        lines = ''.join(f'{option}\n' for option in options if option)
        return f':::{{{name}}}\n{lines}{self.find}:::'


def _values(of: Callable[[Shown], str], chosen: list[Shown], everything: list[Shown]) -> set[str]:
    """Return what is said of all that is chosen and of nothing else; nothing, if something is not."""
    values = set(map(of, chosen))
    is_all = len(chosen) == sum(of(each) in values for each in everything)
    return values if is_all and '' not in values else set()


class _Reader:
    def __init__(self, jekyll: Jekyll) -> None:
        self.jekyll = jekyll
        self.report = jekyll.report
        self.site = jekyll.site
        self.site.is_group = True
        #: What pages list, each with what its file says of it: filters ask that.
        self.people: list[tuple[Mapping[str, Any], Item]] = []
        self.posts: list[tuple[Mapping[str, Any], Item]] = []
        self.projects: dict[str, list[tuple[Mapping[str, Any], Item]]] = {}
        self.others: dict[str, list[Fields]] = {}
        self.papers = LabPapers(jekyll, ())
        #: The page whose text is read, and the person whose it is.
        self.page: Page | None = None
        self.member: Item | None = None

    def run(self) -> Site:
        """Read all; first which pages there are, as texts lead from one to another."""
        jekyll = self.jekyll
        self._types()
        members = [*jekyll.pages('_members', 'members'), *jekyll.pages('_alumni', 'alumni')]
        posts = jekyll.pages('_posts', 'posts')
        resources = jekyll.pages('_resources', 'resources')
        pages = self._pages()
        kept = [(page, item) for page in members if (item := self._member(page))]
        self.papers = LabPapers(jekyll, [item for _data, item in self.people])
        self.site.papers = self.papers.read()
        self._data()
        for page in resources:
            self._resource(page)
        written = [(page, self._post(page)) for page in posts]
        jekyll.rows = self._rows
        for page, item in [*kept, *written]:
            item.body = self._text(page, item if item.kind == 'person' else None)
            page.fields.close(_LOOKS, _advice(item))
        for page in pages:
            self._page(page)
        self._close_data()
        self._close_config()
        return jekyll.finish(MACHINERY)

    # -- what is read first

    def _types(self) -> None:
        """Read what the site says of types of members, buttons and alerts."""
        for name in ('types', 'roles', 'links'):
            for path in (f'_data/{name}{end}' for end in _YAML):
                data = self.jekyll.data_file(path) if path in self.jekyll.files else None
                for word, said in data.items() if isinstance(data, dict) else ():
                    if isinstance(said, dict):
                        texts = {key: text_of(value) for key, value in said.items()}
                        self.jekyll.types[str(word)] = texts | self.jekyll.types.get(str(word), {})

    def _pages(self) -> list[Page]:
        """Return the pages that are in no collection."""
        paths = [
            path
            for path in self.jekyll.files.paths
            if path.endswith(self.jekyll.suffixes)
            and not path.startswith('_')
            and not MACHINERY.match(path)
        ]
        wanted = [path for path in paths if not _NO_PAGES.match(path)]
        return [page for path in wanted if (page := self.jekyll.page(path))]

    # -- members

    def _member(self, page: Page) -> Item | None:
        fields = page.fields
        name = plain_text(fields.text('name'))
        page.title = name or page.title
        is_example = fold(page.title) in EXAMPLE_PEOPLE and not self.jekyll.keep_samples
        if is_example and phrases_in(self.jekyll.files.text(page.path)):
            fields.leave_out()
            self.jekyll.files.skip(page.path, _SAMPLE)
            return None
        own = name_key(parse_titles(page.title).name)
        names = [
            each
            for each in map(
                plain_text, [*fields.texts('aliases'), *words_of(fields.take('search'))]
            )
            if name_key(each) != own
        ]
        data = {**fields.data, 'slug': page.stem}
        facts: Facts = {
            **self._role(page),
            'affiliation': self._affiliation(fields),
            'pronouns': plain_text(fields.text('pronouns')),
            'location': plain_text(fields.text('location')),
            'summary': plain_text(fields.text('summary') or fields.text('meta_description')),
            'photo': self.jekyll.photo(fields, 'image', page.path) if 'image' in fields else '',
            'names': list(dict.fromkeys(names)),
            **self._links(fields, page),
        }
        for fact, keys in (('joined', _JOINED), ('left', _LEFT)):
            if key := next((key for key in keys if key in fields), ''):
                facts[fact] = self.jekyll.date(page, key) if fields.look(key) else ''
        if facts.get('left') and facts['group'] == FORMER:
            facts['group'] = facts.pop('was', '')
        facts.pop('was', None)
        topics = [word for key in ('expertise', 'interests') for word in words_of(fields.take(key))]
        facts['topics'] = topics
        item = self.jekyll.item('person', page, facts, '')
        slug = id_of_name(item.title, 'person') or item.slug
        if slug != item.slug:
            item.aliases.append(item.slug)
            item.slug = slug
        self.people.append((data, item))
        return item

    def _role(self, page: Page) -> Facts:
        """Return the group and the role of a member."""
        fields = page.fields
        word, group = (kebab(text_of(fields.look(key))) for key in ('role', 'group'))
        keys = (
            'description',
            'job_title',
            'job-title',
            *(['title'] if 'name' in fields.data else []),
        )
        said = next((plain_text(text) for text in map(fields.text, keys) if text), '')
        known = self.jekyll.types.get(text_of(fields.take('role')), {})
        kind = known.get('description') or known.get('text') or ''
        role = (
            said
            or kind
            or ('' if _group_of(word) == FORMER else word.replace('-', ' ').capitalize())
        )
        former = page.collection == 'alumni' or FORMER in (_group_of(word), _group_of(group))
        mine = _group_of(word) or (_group_of(group) if not word else '') or word
        fields.take('group')
        if mine not in GROUPS and not re.fullmatch(r'[a-z0-9]+(?:-[a-z0-9]+)*', mine):
            mine = ''
        if former:
            was = '' if mine == FORMER or mine not in GROUPS else mine
            return {'role': role, 'group': FORMER, 'was': was}
        if mine and mine not in GROUPS:
            own = self.site.settings.setdefault('folio_groups', {})
            if mine not in own:
                own[mine] = kind or mine.replace('-', ' ').capitalize()
                advice = f'it is a group of this site alone: folio_groups in conf.py names it "{own[mine]}"'
                fields.changed('role', mine, advice)
        elif group and word and _group_of(group) != mine:
            fields.drop('group', 'a person is in one group, which is made of "role"')
        return {'role': role, 'group': mine}

    def _affiliation(self, fields: Fields) -> Any:
        said = plain_text(fields.text('affiliation'))
        name = plain_text(fields.text('organization') or fields.text('organisation'))
        department = plain_text(fields.text('department'))
        if not department:
            return [{'name': each} for each in (said, name)] if said and name else said or name
        if not name and not said:
            return department
        whole = {'name': name or said, 'department': department}
        return [{'name': said}, whole] if name and said and said != name else [whole]

    def _links(self, fields: Fields, page: Page) -> Facts:
        """Return the address and the links of a member."""
        below = fields.part('links')
        # the first versions have the accounts beside all else
        own = self.jekyll.links(fields, [key for key in _ACCOUNTS if key in fields], page.path)
        facts: Facts = {}
        for place, key in ((below, 'email'), (fields, 'email')):
            if key in place and not facts.get('email'):
                facts['email'] = self.jekyll.email(place, key)
        for key in ('phone', 'address'):
            below.drop(key, 'a person has no such key; write it into the text')
        files = {}
        for key, value in below.data.items():
            text = text_of(value)
            if key in below and self.jekyll.files.find(text.lstrip('/')) and '://' not in text:
                new = self.jekyll.link(text, below.origin(key), page.path)
                if new.startswith('/'):
                    below.take(key)
                    files[key.upper() if len(key) < 4 else key.replace('-', ' ').capitalize()] = new
        facts['links'] = own | self.jekyll.links(below, list(below.data), page.path) | files
        below.close()
        return facts

    # -- posts and projects

    def _post(self, page: Page) -> Item:
        fields = page.fields
        facts: Facts = {'kind': 'news', 'date': self.jekyll.date(page), 'type': 'Blog'}
        data = {**fields.data, 'slug': page.stem}
        writers = [words_of(fields.take(key)) for key in ('member-page', 'author', 'member')]
        facts['people'] = next(filter(None, writers), [])
        facts['updated'] = read_moment(fields.take('last_modified_at')).text
        if 'image' in fields:
            facts['image'] = self.jekyll.photo(fields, 'image', page.path)
        if match := _EXCERPT.search(page.body):
            page.body = page.body.replace(match[0], match[1])
            facts['summary'] = plain_text(match[1])[:_LONGEST_SUMMARY]
        said = plain_text(fields.text('description') or fields.text('excerpt'))
        facts['summary'] = said or facts.get('summary', '')
        facts['topics'] = [
            word for key in ('tags', 'categories') for word in words_of(fields.take(key))
        ]
        item = self.jekyll.item('entry', page, facts, '')
        self.posts.append((data, item))
        return item

    def _resource(self, page: Page) -> None:
        """Make a project of a page of the collection of resources."""
        facts = self._project_facts(page.fields, '')
        description = plain_text(page.fields.text('description'))
        facts['summary'] = facts['summary'] or description
        if facts['summary'] != description:
            page.fields.drop('description', 'it has a subtitle, which is its summary')
        item = self.jekyll.item('project', page, facts, self._text(page))
        self.projects.setdefault('resources', []).append((page.fields.data, item))
        page.fields.close(_LOOKS)

    def _project(self, row: Fields, name: str) -> None:
        """Make a project of an entry of a list."""
        title = plain_text(row.text('title') or row.text('name'))
        if is_sample(title, [text_of(row.look('description'))]) and not self.jekyll.keep_samples:
            self.report.note('skipped', row.origin(), 'project', title, _SAMPLE)
            row.leave_out()
            return
        if not title:
            row.close((), 'it has no title, so it is no project; write its page')
            return
        facts = self._project_facts(row, _PROJECTS[name])
        body = to_myst(
            str(row.take('description') or ''),
            Text(row.origin('description'), self.report, link=self.jekyll.link, picture=self.jekyll.picture),
        )  # fmt: skip
        if body and not facts['summary']:
            plain = plain_text(body)
            facts['summary'] = plain if len(plain) <= _LONGEST_SUMMARY else ''
            has_more = re.search(r'\]\(|[`\n$]', body)
            body = body if has_more or not facts['summary'] else ''
        facts = {key: value for key, value in facts.items() if value not in (None, '', [], {})}
        slug = id_of_name(title, 'project') or 'project'
        taken = {item.slug for item in self.site.items if item.kind == 'project'}
        number = 1
        while (unique := slug if number == 1 else f'{slug}-{number}') in taken:
            number += 1
        item = Item('project', unique, title, row.origin(), facts, body)
        self.site.items.append(item)
        self.report.found['projects'] += 1
        own = own_address('project', unique)
        self.jekyll.keep_addresses(own, (), own, item.origin)
        self.projects.setdefault(name, []).append((row.data, item))
        row.take('group')  # lists ask for it
        row.close(_LOOKS)

    def _project_facts(self, row: Fields, kind: str) -> Facts:
        links: dict[str, Any] = {}
        for key, name in (('repo', 'code'), ('link', 'website'), ('url', 'website')):
            value = row.text(key)
            if key == 'repo' and re.fullmatch(r'[\w.-]+/[\w.-]+', value):
                value = f'https://github.com/{value}'
            new = self.jekyll.link(value, row.origin(key)) if value else ''
            if new.startswith((INTERNAL, CITED)) or (value and not new):
                row.drop(key, 'a project has links to other sites and to files alone')
            elif new and new not in links.values():
                is_code = name == 'website' and 'code' not in links and 'github.com/' in new
                links.setdefault('code' if is_code else name, new)
        tags = words_of(row.take('tags'))
        types = [
            tag.lower()
            for tag in (*tags, text_of(row.look('type')))
            if tag.lower() in _PROJECT_TYPES
        ]
        if text_of(row.look('type')).lower() in _PROJECT_TYPES:
            row.take('type')
        facts: Facts = {
            'summary': plain_text(row.text('subtitle')),
            'type': kind or next(iter(types), ''),
            'links': links,
            'topics': [tag for tag in tags if tag.lower() != (kind or next(iter(types), ''))],
        }
        if 'image' in row:
            facts['image'] = self.jekyll.photo(row, 'image')
        return facts

    def _data(self) -> None:
        """Read the lists of data that are no papers."""
        for path in self.jekyll.files.below('_data', *_YAML):
            name = path.rpartition('/')[2].rpartition('.')[0]
            if path in self.report.files or _PAPERS.match(name):
                continue
            if _ABOUT.fullmatch(name):
                self.jekyll.files.skip(path, "it is about the source's own theme")
                continue
            rows = self.jekyll.data_rows(path)
            if name in _PROJECTS:
                for row in rows:
                    self._project(row, name)
            elif rows:
                self.others.setdefault(name, []).extend(rows)
            else:
                self.jekyll.files.lose(path, 'no page of Folio shows data; write what it says')

    def _close_data(self) -> None:
        for rows in self.others.values():
            for row in rows:
                row.close(_LOOKS, 'no page that was read lists it; write what it says')

    # -- texts

    def _text(self, page: Page, member: Item | None = None) -> str:
        self.page, self.member = page, member
        return self.jekyll.text(page, self._answer)

    def _answer(self, kind: str, word: str, options: dict[str, str]) -> str | None:
        """Answer what shows members, papers, projects and posts."""
        if kind == 'include':
            if word == 'list' or word in _LISTS:
                return self._included_list(word, options)
            return self._one(word, options.get('lookup') or options.get('id', ''))
        if kind == 'for' and word.startswith('site.'):
            return self._list(re.sub(r'^site\.(?:data\.)?', '', word), {})
        is_of_theme = kind == 'value' and word.startswith(('content', 'page.', 'site.data.types'))
        return '' if is_of_theme else None

    def _included_list(self, word: str, options: Mapping[str, str]) -> str | None:
        said = {'data': _LISTS.get(word, ''), **options}
        if word in _LISTS:  # those of the first versions have options for what they ask
            asked = [f'{key}: {said[key]}' for key in ('role', 'group', 'type') if key in said]
            said['filters'] = ', '.join(asked)
        return self._list(said['data'], said)

    def _one(self, word: str, lookup: str) -> str | None:
        """Return the member, the paper or the post that an include looks up."""
        if word == 'citation' and lookup:
            key = self.papers.find(lookup)
            return f'- {{publication}}`{key}` {{cite:p}}`{key}`' if key else None
        if word in {'portrait', 'post-excerpt'} and lookup:
            shown = self.people if word == 'portrait' else self.posts
            item = next((item for data, item in shown if lookup in (data['slug'], item.slug)), None)
            return f'\n\n{_link(item)}\n\n' if item else None
        return None

    def _list(self, name: str, options: Mapping[str, str]) -> str | None:
        """Return the list that an include or a loop shows."""
        if name in {'members', 'alumni', 'team'}:
            return self._listed(self.people, options, self._people_list)
        if name in {'citations', 'research-output', 'publications'}:
            return self._listed(self.papers.shown, options, self._paper_list)
        if name == 'posts':
            return self._listed(self.posts, options, self._post_list)
        if name in _PROJECTS and name not in self.others:
            return self._listed(self.projects.get(name, []), options, self._project_list)
        return None

    def _asked(self, options: Mapping[str, str]) -> '_Asked':
        """Return what a list asks for; all, if nobody knows what its filter means."""
        assert self.page is not None
        said = options.get('filter') or options.get('filters', '')
        test = read_filter(said, is_old=not options.get('filter'))
        if test is None:
            advice = (
                'this filter is not known, and all are listed; choose by the options of the list'
            )
            self.report.note('changed', self._place(said), 'filter', said, advice)
        find = ':filter:\n' if 'search-box' in self.page.body else ''
        return _Asked(said, test or (lambda _item: True), find, options.get('data', ''))

    def _place(self, said: str) -> Origin:
        """Return where the page says something."""
        assert self.page is not None
        lines = self.page.body[: max(self.page.body.find(said), 0)].count('\n')
        return self.page.origin._replace(line=self.page.origin.line + lines)

    def _listed(
        self,
        shown: list[tuple[Mapping[str, Any], Shown]] | list[tuple[dict[str, Any], Shown]],
        options: Mapping[str, str],
        make: Callable[[list[Shown], list[Shown], '_Asked'], str],
    ) -> str:
        """Return a list of what a filter lets through.

        :param make: returns it of what is chosen, of what there is, and of what was asked for.
        """
        asked = self._asked(options)
        chosen = [item for data, item in shown if asked.test(data)]
        is_of_member = self.member is not None and shown is not self.people
        if not chosen and not (is_of_member and shown):
            said = asked.said or asked.data
            advice = 'there is nothing that it shows'
            self.report.note('skipped', self._place(said), 'list', said, advice)
            return '\n\n'
        return make(chosen, [item for _data, item in shown], asked)

    def _people_list(self, chosen: list[Item], everybody: list[Item], asked: '_Asked') -> str:
        if len(chosen) == len(everybody):
            return asked.directive('people')
        groups = _values(_listed_in, chosen, everybody) if asked.is_about('role', 'group') else ()
        if groups:
            order = [*self.site.settings.get('folio_groups', {}), *GROUPS]
            return asked.directive('people', f':group: {" ".join(sorted(groups, key=order.index))}')
        return self._by_hand(asked, map(_link, chosen), asked.directive('people'))

    def _paper_list(self, chosen: list[Paper], everything: list[Paper], asked: '_Asked') -> str:
        if self.member:
            return ':::{publications}\n:::'
        preview = ':preview:' if any('preview' in paper.fields for paper in everything) else ''
        tail = (':group: year', preview)
        if len(chosen) == len(everything):
            return asked.directive('publications', *tail)
        if asked.is_about('date', 'year') and (years := _values(_year, chosen, everything)):
            return asked.directive('publications', f':year: {", ".join(sorted(years))}', *tail)
        if asked.is_about('type', 'publisher', 'id') and (
            types := _values(lambda paper: paper.type, chosen, everything)
        ):
            return asked.directive('publications', f':type: {" ".join(sorted(types))}', *tail)
        lines = (f'{{publication}}`{paper.key}`' for paper in chosen)
        return self._by_hand(asked, lines, asked.directive('publications', *tail))

    def _post_list(self, chosen: list[Item], everything: list[Item], asked: '_Asked') -> str:
        if len(chosen) == len(everything) or self.member:
            return asked.directive('entries', ':kind: news')
        return self._by_hand(asked, map(_link, chosen), asked.directive('entries', ':kind: news'))

    def _project_list(self, chosen: list[Item], _everything: list[Item], asked: '_Asked') -> str:
        all_of_them = [item for item in self.site.items if item.kind == 'project']
        if len(chosen) == len(all_of_them) or self.member:
            return asked.directive('projects')
        of_type = _values(lambda item: str(item.facts.get('type', '')), chosen, all_of_them)
        if of_type and (not asked.said or asked.is_about('type', 'tags')):
            return asked.directive('projects', f':type: {" ".join(sorted(of_type))}')
        lines = (
            ': '.join(filter(None, (_link(item), plain_line(item.facts.get('summary', '')))))
            for item in chosen
        )
        return self._by_hand(asked, lines, asked.directive('projects'))

    def _by_hand(self, asked: '_Asked', lines: Iterable[str], everything: str) -> str:
        """Return a list of links, as no option of a list says what it shows; of many, the whole.

        :param everything: the list without what was asked for.
        """
        text = '\n'.join(f'- {line}' for line in lines)
        is_long = text.count('\n') >= _MOST_BY_HAND
        what = 'all are listed' if is_long else 'each is named; add to them what comes'
        said = asked.said or asked.data
        advice = f'no option of a list shows just these, so {what}'
        self.report.note('changed', self._place(said), 'list', said, advice)
        return everything if is_long else f'\n\n{text}\n\n'

    def _rows(self, options: Mapping[str, str]) -> list[dict[str, str]] | None:
        """Return what includes are told of each item of a list of data."""
        rows = self.others.get(options.get('data', ''))
        if rows is None:
            return None
        asked = self._asked(options)
        shown = []
        for row in rows:
            if asked.test(row.data):
                shown.append(
                    {
                        key: str(row.look(key))
                        for key in _SAID
                        if row.look(key) not in (None, '', [])
                    }
                )
                for key in row.data:
                    if key in _SAID or key == 'date' or asked.is_about(key):
                        row.take(key)
        return shown

    # -- pages

    def _page(self, page: Page) -> None:
        fields = page.fields
        is_home = page.path.rpartition('.')[0] == 'index'
        had_filler = any(
            note.origin.file == page.path and note.fate == 'skipped' for note in self.report.notes
        )
        body = self._text(page)
        said = plain_text(fields.text('description'))
        if said and said not in plain_text(body):
            body = f'{plain_line(said)}\n\n{body}'.strip()
        if had_filler and not _says_something(body):
            fields.leave_out()
            self.jekyll.files.leave(page.path)
            self.jekyll.files.skip(page.path, _SAMPLE)
            return
        fields.drop(
            'tags', 'topics are pages; write one for each that matters, and name it in topics'
        )
        if isinstance(menu := fields.look('nav'), dict) and (hint := text_of(menu.get('tooltip'))):
            self.report.note('skipped', fields.origin('nav'), 'nav.tooltip', hint, "about the source's own theme")  # fmt: skip
        if is_home:
            body = '\n\n'.join(filter(None, (self._subtitle(), body, self._site_links())))
        for match in _FORMER.finditer(body):
            below = re.split(r'^#+ ', body[match.end() :], maxsplit=1, flags=re.MULTILINE)[0]
            rows = re.findall(r'^\s*(?:\||[-*] ).*', below, re.MULTILINE)
            if any(INTERNAL not in row for row in rows):
                advice = (
                    'whoever has no page here stands as text; sphinx-folio new person writes a page'
                )
                self.report.note('changed', page.origin, 'text', match[0], advice)
        self.jekyll.item(None, page, {}, body)
        fields.close((*_LOOKS, 'image'))

    def _subtitle(self) -> str:
        """Return what stands under the title of the site, where that is not its description."""
        config = self.jekyll.config
        said = plain_text(config.text('subtitle')) if 'subtitle' in config else ''
        return '' if is_placeholder(said) else plain_line(said)

    def _site_links(self) -> str:
        """Return the accounts of the site in one line."""
        config = self.jekyll.config
        if 'links' not in config:
            return ''
        below = config.part('links')
        parts = []
        if 'email' in below and (email := self.jekyll.email(below)):
            parts.append(f'[{email}](mailto:{email})')
        for key, value in self.jekyll.links(below, list(below.data)).items():
            for each in value if isinstance(value, list) else [value]:
                link = make_link(key, each)
                parts.append(f'[{link.title}]({link.url})')
        below.close()
        return ' · '.join(parts)

    def _close_config(self) -> None:
        config, settings = self.jekyll.config, self.site.settings
        if subtitle := self._subtitle():
            settings['folio_description'] = subtitle  # there is no home page for it
        title = plain_text(config.text('title'))
        if not is_placeholder(title):
            settings['project'] = settings['html_title'] = title
        elif title:
            config.drop('title', 'the template has this in its place', 'skipped')
        description = plain_text(config.text('description'))
        if phrases_in(description):
            config.drop('description', 'the template has this in its place', 'skipped')
        elif description:
            settings['folio_description'] = description
        if self.jekyll.url.startswith(('http://', 'https://')):
            settings['html_baseurl'] = f'{self.jekyll.url}{self.jekyll.baseurl}/'
        if 'repository' in config:
            settings['source_repository'] = f'https://github.com/{config.text("repository")}'
        for key in ('url', 'baseurl', 'collections', 'permalink'):
            config.take(key)
        links = self._site_links()
        if links:  # no home page has taken them
            self.report.note(
                'lost', config.origin('links'), 'links', links, 'write them on the landing page'
            )
        config.close(_SETTINGS, 'a setting of the template')


#: Settings that make the template work.
_SETTINGS = frozenset(
    'header footer header-dark footer-dark proofer defaults plugins highlighter theme sass include '
    'exclude auto-cite logo logo-text show-title show-subtitle github google twitter instagram '
    'youtube last-modified-at feed kramdown markdown timezone paginate jekyll-spaceship image '
    'google_analytics analytics lang remote_theme'.split()
)
#: What includes show of an item of a list of data.
_SAID = (
    'title', 'name', 'link', 'url', 'image', 'description', 'text', 'content', 'subtitle', 'caption',
    'tooltip', 'type', 'repo', 'author', 'authors', 'publisher', 'affiliation', 'excerpt',
)  # fmt: skip


def _advice(item: Item) -> str:
    if item.kind == 'person':
        return 'a person has no such key; write it into the text, or see folio_person_fields'
    return 'Folio has no place for it'


def _group_of(word: str) -> str:
    """Return the group that a word for a role means; nothing, if it is none of Folio's."""
    return next((group for pattern, group in _GROUPS if word and pattern.search(word)), '')


def _listed_in(person: Item) -> str:
    """Return the group that lists have a person in."""
    return FORMER if person.facts.get('left') else str(person.facts.get('group', ''))


def _link(item: Item) -> str:
    address = next(iter(item.redirects), '') or own_address(item.kind or 'project', item.slug)
    title = parse_titles(item.title).name if item.kind == 'person' else item.title
    return f'[{plain_line(title)}]({address})'


def _year(paper: Paper) -> str:
    return str(paper.fields.get('year') or paper.fields.get('date') or '')[:4]


def _says_something(body: str) -> bool:
    """Tell whether a page has more than headings, rules, pictures and links to nowhere."""
    lines = (line.strip() for line in body.split('\n'))
    return (
        any(line and not re.match(r'#|---|:|!\[|\*\*', line) for line in lines)
        or '{p' in body
        or '{entries}' in body
    )
