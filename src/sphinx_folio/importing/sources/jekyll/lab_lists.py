"""Lists of people, papers, posts and projects in the pages of greenelab's template."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from sphinx_folio.importing.files.front_matter import Fields
from sphinx_folio.importing.neutral import Item, Origin, Paper, own_address
from sphinx_folio.importing.texts.plain import plain_line
from sphinx_folio.model import FORMER, GROUPS, parse_titles

from .filters import Test, read_filter
from .lab_papers import LabPapers
from .site import Jekyll, Page

Shown = TypeVar('Shown')

#: What lists are called in includes and loops of any version.
_LISTS = {
    'team-list': 'members', 'research-list': 'citations', 'resource-list': 'resources',
    'blog-list': 'posts',
}  # fmt: skip
#: Data whose items are projects, and whether they are software.
PROJECTS = {
    'projects': '',
    'tools': 'software',
    'software': 'software',
    'resources': '',
    'portfolio': '',
}
#: What includes show of an item of a list of data.
_SAID = (
    'title', 'name', 'link', 'url', 'image', 'description', 'text', 'content', 'subtitle', 'caption',
    'tooltip', 'type', 'repo', 'author', 'authors', 'publisher', 'affiliation', 'excerpt',
)  # fmt: skip
#: So many links a page may hold in the place of a list.
_MOST_BY_HAND = 30


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


class LabLists:
    """What pages list, each with what its file says of it: filters ask that."""

    def __init__(self, jekyll: Jekyll) -> None:
        self.jekyll = jekyll
        self.report = jekyll.report
        self.site = jekyll.site
        self.people: list[tuple[Mapping[str, Any], Item]] = []
        self.posts: list[tuple[Mapping[str, Any], Item]] = []
        self.projects: dict[str, list[tuple[Mapping[str, Any], Item]]] = {}
        #: Lists of data by their names; only includes show them.
        self.others: dict[str, list[Fields]] = {}
        self.papers = LabPapers(jekyll, ())
        #: The page whose text is read, and the person whose it is.
        self._page: Page | None = None
        self._member: Item | None = None
        jekyll.rows = self._rows

    def text(self, page: Page, member: Item | None = None) -> str:
        """Return the body of a page, with its lists.

        :param member: whose page it is.
        """
        self._page, self._member = page, member
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
        if name in PROJECTS and name not in self.others:
            return self._listed(self.projects.get(name, []), options, self._project_list)
        return None

    def _asked(self, options: Mapping[str, str]) -> _Asked:
        """Return what a list asks for; all, if nobody knows what its filter means."""
        assert self._page is not None
        said = options.get('filter') or options.get('filters', '')
        test = read_filter(said, is_old=not options.get('filter'))
        if test is None:
            advice = (
                'this filter is not known, and all are listed; choose by the options of the list'
            )
            self.report.note('changed', self._place(said), 'filter', said, advice)
        find = ':filter:\n' if 'search-box' in self._page.body else ''
        return _Asked(said, test or (lambda _item: True), find, options.get('data', ''))

    def _place(self, said: str) -> Origin:
        """Return where the page says something."""
        assert self._page is not None
        lines = self._page.body[: max(self._page.body.find(said), 0)].count('\n')
        return self._page.origin._replace(line=self._page.origin.line + lines)

    def _listed(
        self,
        shown: list[tuple[Mapping[str, Any], Shown]] | list[tuple[dict[str, Any], Shown]],
        options: Mapping[str, str],
        make: Callable[[list[Shown], list[Shown], _Asked], str],
    ) -> str:
        """Return a list of what a filter lets through.

        :param make: returns it of what is chosen, of what there is, and of what was asked for.
        """
        asked = self._asked(options)
        chosen = [item for data, item in shown if asked.test(data)]
        is_of_member = self._member is not None and shown is not self.people
        if not chosen and not (is_of_member and shown):
            said = asked.said or asked.data
            advice = 'there is nothing that it shows'
            self.report.note('skipped', self._place(said), 'list', said, advice)
            return '\n\n'
        return make(chosen, [item for _data, item in shown], asked)

    def _people_list(self, chosen: list[Item], everybody: list[Item], asked: _Asked) -> str:
        if len(chosen) == len(everybody):
            return asked.directive('people')
        groups = _values(_listed_in, chosen, everybody) if asked.is_about('role', 'group') else ()
        if groups:
            order = [*self.site.settings.get('folio_groups', {}), *GROUPS]
            return asked.directive('people', f':group: {" ".join(sorted(groups, key=order.index))}')
        return self._by_hand(asked, map(_link, chosen), asked.directive('people'))

    def _paper_list(self, chosen: list[Paper], everything: list[Paper], asked: _Asked) -> str:
        if self._member:
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

    def _post_list(self, chosen: list[Item], everything: list[Item], asked: _Asked) -> str:
        if len(chosen) == len(everything) or self._member:
            return asked.directive('entries', ':kind: news')
        return self._by_hand(asked, map(_link, chosen), asked.directive('entries', ':kind: news'))

    def _project_list(self, chosen: list[Item], _everything: list[Item], asked: _Asked) -> str:
        all_of_them = [item for item in self.site.items if item.kind == 'project']
        if len(chosen) == len(all_of_them) or self._member:
            return asked.directive('projects')
        of_type = _values(lambda item: str(item.facts.get('type', '')), chosen, all_of_them)
        if of_type and (not asked.said or asked.is_about('type', 'tags')):
            return asked.directive('projects', f':type: {" ".join(sorted(of_type))}')
        lines = (
            ': '.join(filter(None, (_link(item), plain_line(item.facts.get('summary', '')))))
            for item in chosen
        )
        return self._by_hand(asked, lines, asked.directive('projects'))

    def _by_hand(self, asked: _Asked, lines: Iterable[str], everything: str) -> str:
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


def _listed_in(person: Item) -> str:
    """Return the group that lists have a person in."""
    return FORMER if person.facts.get('left') else str(person.facts.get('group', ''))


def _link(item: Item) -> str:
    address = next(iter(item.redirects), '') or own_address(item.kind or 'project', item.slug)
    title = parse_titles(item.title).name if item.kind == 'person' else item.title
    return f'[{plain_line(title)}]({address})'


def _year(paper: Paper) -> str:
    return str(paper.fields.get('year') or paper.fields.get('date') or '')[:4]
