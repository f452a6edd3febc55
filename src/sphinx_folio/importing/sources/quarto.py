"""Websites of Quarto: about pages, listings, posts, papers, talks, people, notebooks."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_folio.bib import decode
from sphinx_folio.importing.citations import (
    entry_type,
    find_arxiv,
    find_doi,
    known_paper,
    link_field,
    read_names,
)
from sphinx_folio.importing.cv_text import read_cv, with_papers_of
from sphinx_folio.importing.dates import read_day, read_moment
from sphinx_folio.importing.documents import Fields, Value, read_head
from sphinx_folio.importing.facts import account_key, add_link, group_of, service_of
from sphinx_folio.importing.handles import read_email
from sphinx_folio.importing.named import is_name, named_in
from sphinx_folio.importing.neutral import INTERNAL, Facts, Item, Line, Origin, Paper, Site
from sphinx_folio.importing.page_text import CITED, plain_text
from sphinx_folio.importing.quarto import (
    CONFIGS,
    Page,
    Quarto,
    is_cv,
    joined_text,
    linked,
    matcher_of,
    path_from,
    said_in,
)
from sphinx_folio.importing.references import bring_files, join, make_sound, with_changes
from sphinx_folio.importing.references.bibtex import read_bibtex
from sphinx_folio.importing.references.formats import FORMATS, format_of
from sphinx_folio.importing.references.tex import names_of, tex
from sphinx_folio.importing.references.works import Work, paper_of
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.samples import is_placeholder
from sphinx_folio.importing.text import plain_line
from sphinx_folio.model import (
    FOLDERS,
    PLURALS,
    SERVICES,
    PageKind,
    fold,
    id_of_name,
    kebab,
    make_link,
)
from sphinx_folio.util import read_start

#: Files that make a site work, and hold nothing of its own.
_MACHINERY = (
    r'(?:_extensions|_freeze|_site|site_libs|_book|renv|{})/'
    r'|(?:.*/)?(?:LICENSE|CNAME|README|CONTRIBUTING|CHANGELOG|CODE_OF|Makefile|Dockerfile|robots|favicon'
    r'|_publish|_brand|_variables|_metadata|_quarto|requirements|environment|netlify|package)[\w.-]*$'
    r'|.*\.(?:s?css|js|ejs|lua|csl|R|py|jl|Rproj|lock|toml|xml|ico|woff2?|ttf|sh|theme|map)$'
)
#: The kinds of pages by the folder that they are in; "paper" is an entry of the bibliography.
_FOLDERS = {
    **dict.fromkeys(('posts', 'post', 'blog', 'blogs', 'blogposts', 'news', 'updates', 'notes'), 'news'),
    **dict.fromkeys(('publications', 'publication', 'papers', 'pubs', 'articles', 'preprints',
                     'working-papers', 'chapters'), 'paper'),
    **dict.fromkeys(('talks', 'talk', 'presentations', 'slides', 'events'), 'talks'),
    **dict.fromkeys(('teaching', 'courses', 'course', 'classes'), 'teaching'),
    **dict.fromkeys(('projects', 'project', 'software', 'portfolio', 'research'), 'project'),
    **dict.fromkeys(('people', 'person', 'team', 'members', 'staff', 'authors', 'profiles'), 'person'),
}  # fmt: skip
_LISTS = {
    'news': ':::{entries}\n:kind: news', 'talks': ':::{entries}\n:kind: talks',
    'teaching': ':::{entries}\n:kind: teaching', 'project': ':::{projects}',
    'person': ':::{people}\n:sort: group', 'paper': ':::{publications}',
}  # fmt: skip
#: The page that stands for a list in the new site.
_INDEXES = {
    'news': 'news/index', 'talks': 'talks/index', 'teaching': 'teaching/index',
    'project': 'projects/index', 'person': 'people/index', 'paper': 'publications',
}  # fmt: skip
#: Keys that say how a page looks or is made.
LOOKS = frozenset(
    'format toc toc-depth toc-title toc-location toc-expand page-layout execute engine jupyter freeze editor '
    'editor_options comments title-block-banner title-block-style css theme lightbox citation-location '
    'link-citations link-bibliography csl number-sections number-offset date-format output-file resources '
    'include-in-header include-before-body include-after-body header-includes code-fold code-tools code-link '
    'code-copy code-overflow code-summary code-line-numbers html-math-method reference-location anchor-sections '
    'format-links canonical-url back-to-top-navigation params knitr crossref filters suppress-bibliography '
    'bread-crumbs pagetitle google-scholar sidebar order template template-partials image-height image-width '
    'image-shape image-alt image-title section grid fig-cap-location fig-align fig-width fig-height tbl-cap-location df-print smooth-scroll '
    'footnotes-hover citations-hover search aspect-ratio layout output mainfont fontsize linestretch '
    'highlight-style syntax-definitions echo warning message cache standalone embed-resources self-contained '
    'shortcodes pre-render post-render preview output-dir type render open-graph twitter-card favicon '
    'google-analytics cookie-consent page-navigation background foreground pinned logo logo-alt logo-href '
    'collapse collapse-below toggle-position tools-collapse tools style alignment border reader-mode '
    'announcement bread-crumbs repo-actions repo-branch repo-subdir issue-url site-path drafts draft-mode brand '
    'id sort sort-ui filter-ui categories-ui page-size image-align image-placeholder grid-columns '
    'grid-item-align table-striped table-hover max-description-length field-display-names field-types '
    'field-links field-required feed date-sort date-modified-format layout-ncol back-link language '
    'title-prefix metadata-files profile monorepo'.split()
)  # fmt: skip
_VENUES = (
    'container-title',
    'publication',
    'journal',
    'venue',
    'pub',
    'conference',
    'booktitle',
    'event',
    'outlet',
)
#: Variables of CSL by the keys of pages that say them.
_VARIABLES = {
    'volume': 'volume', 'issue': 'issue', 'number': 'issue', 'pages': 'page', 'page': 'page',
    'publisher': 'publisher', 'isbn': 'ISBN', 'issn': 'ISSN', 'pmid': 'PMID', 'status': 'status',
    'note': 'note', 'abstract': 'abstract', 'year': 'issued',
}  # fmt: skip
_OF_CITATION = {
    'doi': 'DOI', 'url': 'URL', 'issn': 'ISSN', 'isbn': 'ISBN', 'pmid': 'PMID', 'pmcid': 'PMCID',
    'pdf-url': 'pdf', 'citation-key': 'id', 'journal': 'container-title', 'date': 'issued', 'pages': 'page',
}  # fmt: skip
#: Types of CSL by those of BibTeX, where words of a venue decide.
_CSL_TYPES = {
    'article': 'article-journal', 'inproceedings': 'paper-conference', 'incollection': 'chapter',
    'book': 'book', 'techreport': 'report', 'phdthesis': 'thesis', 'dataset': 'dataset',
    'software': 'software', 'patent': 'patent',
}  # fmt: skip
#: Words of links that say no more than that they are links.
_ANY_LINK = frozenset(
    {'url', 'href', 'link', 'path', 'site', 'website', 'homepage', 'project', 'html'}
)
_LINK_KEYS = (
    'url', 'href', 'link', 'website', 'code', 'github', 'pdf', 'slides', 'video', 'poster', 'data', 'dataset',
    'preprint', 'repo', 'demo', 'osf', 'supplement', 'paper',
)  # fmt: skip
#: Facts of people by the keys that say them.
_FACTS = {
    'role': 'role', 'position': 'role', 'job-title': 'role', 'subtitle': 'role', 'pronouns': 'pronouns',
    'location': 'location', 'description': 'summary', 'bio': 'summary', 'status': 'status',
}  # fmt: skip
#: Names of .bib files that hold the papers of those whose site it is.
_OWN_PAPERS = re.compile(r'(?:^|/)[^/]*(?:pub|paper|my|cv)[^/]*\.bib$', re.IGNORECASE)
#: Formats beside BibTeX that Pandoc takes for a bibliography.
_REFERENCES = frozenset({'CSL-JSON', 'RIS'})
#: Types of CSL by the keys that only such works have.
_TYPES = {
    'journal': 'article-journal',
    'booktitle': 'paper-conference',
    'conference': 'paper-conference',
}
#: The most words of a description that is no abstract.
_SHORT = 20
_FORMER = re.compile(r'former|alumni|past', re.IGNORECASE)
_NO_TOPICS = 'topics are pages; write one for each that matters, and name it in topics'


def matches(root: Path) -> bool:
    """Tell whether a folder is such a site, or a file is one of its pages."""
    if root.is_dir():
        return any((root / name).is_file() for name in CONFIGS)
    if root.suffix != '.qmd' or not root.is_file():
        return False
    head = read_head(
        read_start(root, 8000).decode('utf-8', 'replace').replace('\r\n', '\n'), root.name
    )[0]
    return isinstance(head.data, dict) and bool(
        {'about', 'listing', 'title', 'format'} & head.data.keys()
    )


def read(root: Path, report: Report, *, keep_samples: bool = False) -> Site:
    """Read such a site.

    :param keep_samples: whether examples of a template are taken as well.
    """
    return _Reader(Quarto(root, report, keep_samples=keep_samples)).run()


class _Reader:
    def __init__(self, quarto: Quarto) -> None:
        self.quarto = quarto
        self.report = quarto.report
        self.site = quarto.site
        self.pages: list[Page] = []
        self.owner: Item | None = None
        self.entries: dict[int, Paper] = {}
        self.used_indexes: set[str] = set()
        self.items: dict[str, list[Page]] = {}
        #: The items of files of data that stand on a page already.
        self.shown: set[int] = set()
        self.website = Fields(Value(1, {}), '', self.report)

    def run(self) -> Site:
        """Read all; first which pages there are, as texts lead from one to another."""
        quarto = self.quarto
        self.pages = quarto.pages()
        self.website = self._website()
        self._kinds()
        self._listed_data()
        for page in self.pages:
            if page.kind == 'person':
                self._person(page)
        self._read_owner()
        self._bibliography()
        self._papers()
        for page in sorted(self.pages, key=lambda page: page.kind != 'owner'):
            self._read(page)
        self._menu()
        self._close()
        self.report.found['papers'] += len(self.site.papers)
        skip = re.escape(quarto.output) if quarto.output else '_site'
        assets, self.site.assets = self.site.assets, []
        for asset in assets:
            self.report.files[asset.source] = 'imported'
        site = quarto.finish(re.compile(_MACHINERY.format(skip)))
        known = {asset.target for asset in site.assets}
        site.assets += [asset for asset in assets if asset.target not in known]
        return site

    # -- what each page is

    def _kinds(self) -> None:
        for page in self.pages:
            parts = [part.lower() for part in page.path.split('/')]
            is_index = parts[-1].startswith('index.') and (
                'listing' in page.head or (parts[-2:-1] and parts[-2] in _FOLDERS)
            )
            folders = parts[:-2] if is_index else parts[:-1]
            kinds = [_FOLDERS[part] for part in folders if part in _FOLDERS]
            page.kind = kinds[-1] if kinds else ''
            if (
                page.kind in {'', 'project', 'news'}
                and not is_index
                and len(parts) > 1
                and _is_paper(page)
            ):
                page.kind = 'paper'
            if page.kind == 'paper' and 'articles' in folders and not _is_paper(page):
                page.kind = 'news'
            if page.kind == 'paper' and 'listing' in page.head:
                page.kind = ''
        for page in self.pages:
            for listing in self._listings(page):
                kind = _kind_of_words(f'{listing.get("id", "")} {page.stem} {page.title}')
                for other in self._listed(page, listing):
                    if (
                        not other.kind
                        and other is not page
                        and '/' in other.path
                        and 'listing' not in other.head
                    ):
                        other.kind = kind

    def _listings(self, page: Page) -> list[dict[str, Any]]:
        """Return what the listings of a page say, as plain data."""
        said = page.data('listing')
        if isinstance(said, str):
            return [{'contents': []}] if said else []
        found = []
        for one in said if isinstance(said, list) else [Value(1, said)]:
            data = one.data
            if isinstance(data, dict):
                contents = data.get('contents')
                listed = contents.data if contents else ''
                globs = listed if isinstance(listed, list) else [contents] if listed else []
                found.append({
                    'id': said_in(data.get('id')), 'contents': globs,
                    'limit': said_in(data.get('max-items')),
                    'filter': said_in(data.get('filter-ui')).lower() not in {'', 'false'},
                    'is_former': bool(_FORMER.search(f'{said_in(data.get("id"))} {" ".join(map(said_in, globs))}')),
                })  # fmt: skip
        return found

    def _listed(self, page: Page, listing: dict[str, Any]) -> list[Page]:
        """Return the pages and items that a listing shows."""
        folder = page.path.rpartition('/')[0]
        found: list[Page] = []
        wanted, unwanted = list[Callable[[str], bool]](), list[Callable[[str], bool]]()
        for content in listing['contents']:
            glob = said_in(content)
            if not glob:
                continue
            path = path_from(folder, glob.lstrip('!'))
            if re.search(r'\.(?:ya?ml|json)$', glob):
                found += self.items.get(self.quarto.files.find(path), [])
            else:
                (unwanted if glob.startswith('!') else wanted).append(
                    matcher_of(path, anywhere=False)
                )
        if not listing['contents']:
            wanted.append(matcher_of(f'{folder}/**' if folder else '**', anywhere=False))
        for other in self.pages:
            is_named = any(matcher(other.path) for matcher in wanted) and other is not page
            if is_named and not any(matcher(other.path) for matcher in unwanted):
                found.append(other)
        return found + self.items.get(f'{page.path} {listing.get("id", "")}', [])

    def _listed_data(self) -> None:
        """Read the files of data that listings show, and the items that they hold themselves."""
        for page in self.pages:
            for listing in self._listings(page):
                for content in listing['contents']:
                    self._read_content(page, listing, content)
        for item in (item for items in self.items.values() for item in items):
            if item.kind == 'person':
                self._person(item)

    def _read_content(self, page: Page, listing: dict[str, Any], content: Value) -> None:
        glob = said_in(content)
        words = f'{listing["id"]} {page.stem} {page.title}'
        if isinstance(content.data, dict):
            key = f'{page.path} {listing["id"]}'
            items = self.quarto.items_of(Value(content.line, [content]), page.path)
        elif re.search(r'\.(?:ya?ml|json)$', glob):
            key = self.quarto.files.find(path_from(page.path.rpartition('/')[0], glob))
            if not key or key in self.items:
                return
            items = self.quarto.data_items(key)
            words = f'{PurePosixPath(key).stem} {words}'
        else:
            return
        for item in items:
            item.kind = _kind_of_item(item, _kind_of_words(words))
        self.items.setdefault(key, []).extend(items)

    # -- people

    def _people_of(self, page: Page) -> list[Fields]:
        """Return the authors of a page, each with what is said of them."""
        fields = page.fields
        found = []
        for key in ('author', 'authors'):
            said = fields.peek(key)
            if isinstance(said, str) and said:
                names = read_names(fields.text(key)).names
                found += [_named(name, fields, self.report) for name in names if name != 'others']
            else:
                found += _parts(fields, key)
        return found

    def _names(self, page: Page) -> list[str]:
        """Return the names of the authors of a page; else of those of its folder or the site."""
        names = []
        for author in self._people_of(page):
            name = self._name(author)
            if name and name not in names:
                names.append(name)
            self._more_of(name, author)
        if names or page.is_item:
            return names
        said = self.quarto.inherited(page.path, 'author')
        items = said if isinstance(said, list) else [Value(1, said)] if said else []
        return [name for name in map(_name_in, items) if name]

    def _name(self, author: Fields) -> str:
        name = author.text('name')
        if not name:
            parts = author.part('name') if isinstance(author.peek('name'), dict) else author
            name = ' '.join(
                filter(None, (parts.text(key) for key in ('given', 'family', 'literal')))
            )
        return plain_text(name)

    def _more_of(self, name: str, author: Fields) -> None:
        """Take what a list of authors says of one who has a page; of others it has no place."""
        person = next(
            (
                item
                for item in self.site.items
                if item.kind == 'person' and fold(item.title) == fold(name)
            ),
            None,
        )
        if person is None:
            for key in author:
                author.lose(key, f'{name or "the author"} has no page; write one, and say it there')
            return
        facts = self._facts(author, '', person.facts.setdefault('links', {}))
        for key, value in facts.items():
            person.facts.setdefault(key, value)
        for key in ('corresponding', 'equal-contributor', 'id', 'roles', 'degrees'):
            author.lose(key, 'it is about one paper; write it into the text', 'skipped')

    def _facts(self, fields: Fields, path: str, links: dict[str, Any]) -> Facts:
        """Return what fields say of a person.

        :param path: the page whose pictures are meant; empty where there is none.
        """
        facts: Facts = {}
        for key, name in _FACTS.items():
            _first(fields, key, facts, name)
        places: list[str] = []
        for key in ('affiliation', 'affiliations', 'organization', 'institution'):
            places += [plain_text(fields.text(key)), *map(_affiliation, _parts(fields, key))]
        if places := list(filter(None, dict.fromkeys(places))):
            facts['affiliation'] = (
                places[0] if len(places) == 1 else [{'name': place} for place in places]
            )
        email = read_email(said := fields.text('email'))
        facts['email'] = email.value
        fields.uncarried('email', said if email.flaw else '', email.flaw)
        for key in (*SERVICES, 'homepage', 'twitter', 'url', 'scholar'):
            said = fields.text(key)
            if said and (
                why := add_link(links, service_of('website' if key == 'url' else key), said)
            ):
                fields.uncarried(key, said, why)
        for key in ('image', 'photo', 'avatar') if path else ():
            self._photo(fields, key, path, facts)
        return {key: value for key, value in facts.items() if value}

    def _photo(self, fields: Fields, key: str, path: str, facts: Facts) -> None:
        said = fields.text(key)
        found = self.quarto.picture(said, fields.origin(key), path) if said else ''
        if said and not found:
            fields.uncarried(key, said, 'it is no picture of the site; name another')
        elif found and facts.setdefault('photo', found) != found:
            fields.uncarried(key, said, 'a person has one photo')

    def _about(self, page: Page, facts: Facts, links: dict[str, Any]) -> None:
        """Take what the block about a person says."""
        fields = page.fields
        about = fields.part('about') if isinstance(fields.peek('about'), dict) else None
        if about is None:
            fields.text('about')
            return
        for key, value in self._facts(about, page.path, links).items():
            facts.setdefault(key, value)
        self._icons(about, facts, links)

    def _icons(self, fields: Fields, facts: Facts, links: dict[str, Any]) -> None:
        """Take the links that stand as icons below a person."""
        for link in fields.parts('links') if isinstance(fields.peek('links'), list) else ():
            icon, text, said = (
                link.text('icon'),
                link.text('text') or link.text('name'),
                link.text('href') or link.text('url'),
            )
            link.text('aria-label')
            if said.startswith('mailto:'):
                email = read_email(said)
                if email.flaw or facts.setdefault('email', email.value) != email.value:
                    link.uncarried('href', said, email.flaw or 'a person has one address')
                continue
            if '://' not in said:
                new = self.quarto.link(said, link.origin('href'), fields.file) if said else ''
                if new.startswith('/'):
                    links[plain_text(text) or 'Link'] = new
                elif said:
                    link.uncarried('href', said, 'write a link into the text')
                continue
            if why := add_link(links, _called_account(icon, text, said), said):
                link.uncarried('href', said, why)

    def _person(self, page: Page) -> None:
        fields = page.fields
        if 'listing' in page.head and not ('about' in page.head or is_name(page.title)):
            page.kind = ''
            return
        links: dict[str, Any] = {}
        facts = self._facts(fields, page.path, links)
        self._about(page, facts, links)
        self._icons(fields, facts, links)
        facts['links'] = links
        for key in ('people_group', 'group', 'category', 'team'):
            if isinstance(fields.peek(key), str) and (said := fields.text(key)):
                facts.setdefault('group', group_of(said))
                if not facts['group']:
                    fields.uncarried(key, said, 'no group has this name; see folio_groups')
        self._membership(fields, facts)
        if page.is_item and _FORMER.search(page.path):
            facts['group'] = 'alumni'
        if not facts.get('group') and (group := group_of(str(facts.get('role', '')))):
            facts['group'] = group
            fields.change('role', str(facts['role']), f'taken for the group "{group}"; check it')
        self._item('person', page, facts, '')

    @staticmethod
    def _membership(fields: Fields, facts: Facts) -> None:
        """Take from when until when somebody was a member."""
        for key in ('years', 'period', 'joined', 'left'):
            if not isinstance(fields.peek(key), str) or not (said := fields.text(key)):
                continue
            first, between, last = read_moment(said).text.partition(' to ')
            if key == 'left':
                facts['left'] = first
            elif first and ',' not in first:
                facts['joined'] = first
                if between and last != 'present':
                    facts['left'] = last
            if not first or ',' in first:
                fields.uncarried(key, said, 'write joined and left')

    def _read_owner(self) -> None:
        """Find out whose site it is, if it is that of one person."""
        people = [item for item in self.site.items if item.kind == 'person']
        abouts = [page for page in self.pages if 'about' in page.head and not page.kind]
        abouts.sort(key=lambda page: (page.path.count('/'), not page.path.startswith('index.')))
        home = (
            abouts[0]
            if abouts
            else next((page for page in self.pages if page.path.startswith('index.')), None)
        )
        website = said_in(self.quarto.part_of(self.quarto.config_head, 'website').get('title'))
        author = _name_in(Value(1, self.quarto.inherited('', 'author')))
        named = [home.title if home and 'title' in home.head else '', website, author]
        name = next(
            (each for each in map(plain_text, named) if is_name(each) and not is_placeholder(each)),
            '',
        )
        if home and not name and not people:
            name = named_in(home.body)
        is_member = any(fold(person.title) == fold(name) for person in people)
        if not home or not name or (people and 'about' not in home.head and not is_member):
            return
        home.kind = 'owner'
        links: dict[str, Any] = {}
        facts = self._facts(home.fields, home.path, links)
        self._about(home, facts, links)
        self._icons(home.fields, facts, links)
        for author_fields in self._people_of(home):
            self._name(author_fields)
            for key, value in self._facts(author_fields, home.path, links).items():
                facts.setdefault(key, value)
        for part in _parts(self.quarto.config, 'author'):
            if fold(self._name(part)) == fold(name):
                for key, value in self._facts(part, '', links).items():
                    facts.setdefault(key, value)
        facts['links'] = links
        if name != home.title:
            home.fields.change('title', name, 'taken for the name of the owner')
            home.title = name
        self.owner = self._item('person', home, facts, '')
        self.owner.slug = id_of_name(name, 'person') or 'owner'
        self.owner.aliases = []
        self.owner.is_owner = True

    # -- papers

    def _named_bibliographies(self) -> dict[str, bool]:
        """Return the .bib files that pages, folders or the site name, and which are shown whole."""
        quarto = self.quarto
        said = [('', quarto.inherited('', 'bibliography'), quarto.inherited('', 'nocite'))]
        for folder, (value, _fields) in quarto.shared.items():
            if isinstance(value.data, dict) and 'bibliography' in value.data:
                said.append((folder, value.data['bibliography'].data, ''))
        for page in self.pages:
            own, nocite = page.data('bibliography'), page.data('nocite')
            folder = page.path.rpartition('/')[0] if own else ''
            said.append(
                (
                    folder,
                    own or (quarto.inherited(page.path, 'bibliography') if nocite else ''),
                    nocite,
                )
            )
        named: dict[str, bool] = {}
        for folder, names, nocite in said:
            for name in names if isinstance(names, list) else [Value(1, names)]:
                found = quarto.files.find(path_from(folder, said_in(name)))
                if found.endswith(('.bib', '.json', '.ris')):
                    named[found] = named.get(found, False) or '@*' in joined_text(nocite)
        own_papers = (path for path in quarto.files.paths if _OWN_PAPERS.search(path))
        return named | dict.fromkeys(own_papers, True)

    def _bibliography(self) -> None:
        """Read the .bib files of the site."""
        quarto = self.quarto
        named = self._named_bibliographies()
        for fields in (
            quarto.config,
            *(each for _value, each in quarto.shared.values()),
            *(page.fields for page in self.pages),
        ):
            fields.texts('bibliography')
        quarto.config.texts('nocite')
        papers: list[Paper] = []
        for path, is_whole in named.items():
            text = quarto.files.text(path)
            kind = format_of(text)
            if path.endswith('.bib'):
                found = read_bibtex(text, path, self.report, keep_samples=quarto.keep_samples)
            elif kind in _REFERENCES:
                found = FORMATS[kind](text, path, self.report)
            else:
                quarto.files.lose(
                    path, 'pages cite it, and it holds no references; save it as BibTeX'
                )
                continue
            self.report.found['papers'] -= len(found)  # they are counted together
            papers += found
            if found and not is_whole:
                advice = 'its entries, which pages cite, stand among the publications; delete what is none of yours'
                self.report.note('changed', Origin(path), 'file', path, advice)
        papers, assets = bring_files(papers, quarto.files.root, self.report)
        self.site.assets += assets
        self.site.papers += papers

    def _papers(self) -> None:
        pages = [page for page in (*self.pages, *(item for items in self.items.values() for item in items))
                 if page.kind == 'paper']  # fmt: skip
        known = list(self.site.papers)
        for page in pages:
            paper = self._paper(page, known)
            if paper not in self.site.papers:
                self.site.papers.append(paper)
            self.entries[id(page)] = paper
        before = self.site.papers
        self.site.papers = make_sound(join(before, self.report), self.report)
        for paper in before:
            if paper.key:
                self.quarto.keys.setdefault(paper.key, self._now(paper).key)
        for page in pages:
            paper = self.entries[id(page)] = self._now(self.entries[id(page)])
            self.quarto.papers |= dict.fromkeys(page.addresses, paper.key)

    def _now(self, paper: Paper) -> Paper:
        """Return the entry that one has become, which may have been there twice."""
        papers = self.site.papers
        same = next((each for each in papers if each.origin == paper.origin), None)
        known = same or known_paper(
            papers, paper.fields.get('doi', ''), decode(paper.fields.get('title', ''))
        )
        return known or paper

    def _paper(self, page: Page, known: list[Paper]) -> Paper:
        """Return the entry that a page is about, be it one of a file."""
        fields = page.fields
        work = Work(fields.origin(), {'id': page.stem, 'title': page.title})
        marks = self._authors(page, work)
        if date := self._date(page):
            work.item['issued'] = date
        for key in _VENUES:
            _first(fields, key, work.item, 'container-title')
        for key, variable in _VARIABLES.items():
            _first(fields, key, work.item, variable)
        if keywords := fields.texts('keywords') + fields.texts('categories'):
            work.item['keyword'] = ', '.join(keywords)
        self._citation(page, work)
        addresses = list(self._addresses(page))
        said = (
            fields.text('doi'),
            str(work.item.get('DOI', '')),
            *(each for _name, each, _key in addresses),
        )
        if doi := find_doi(*said):
            work.item['DOI'] = doi
        self._type(page, work)
        self._description(page, work)
        paper = known_paper(known, doi, page.title)
        if paper is not None:
            why = f'the entry of {paper.origin.file} says it'
            self.report.note('changed', fields.origin(), 'file', page.title, why)
            self.report.carry(page.path, len(work.said))
        else:
            paper = paper_of(work, self.report)
            self.report.found['papers'] -= 1  # they are counted together
            paper.fields |= {'author+an': marks} if marks else {}
        self._add_addresses(page, paper, addresses, doi)
        return paper

    @staticmethod
    def _type(page: Page, work: Work) -> None:
        """Say of which type a work is, by its keys or by words."""
        words = f'{page.fields.text("type")} {page.fields.text("pub-type")} {joined_text(page.data("categories"))}'
        for key, kind in _TYPES.items():
            if key in page.head:
                work.item.setdefault('type', kind)
        found = entry_type(words.strip(), str(work.item.get('container-title', '')))
        work.item.setdefault('type', _CSL_TYPES.get(found, 'document'))

    @staticmethod
    def _description(page: Page, work: Work) -> None:
        """Take what is said in a sentence: an abstract, or where the work appeared."""
        said = plain_text(page.fields.text('description') or page.fields.text('summary'))
        if len(said.split()) > _SHORT:
            work.item.setdefault('abstract', said)
        elif said and 'container-title' not in work.item and page.is_item:
            work.item['container-title'] = said
            page.fields.change('description', said, 'taken for where it appeared; check it')
        elif said:
            why = 'it is too short for an abstract'
            page.fields.uncarried('description', said, why, 'skipped')

    def _authors(self, page: Page, work: Work) -> str:
        names, marks = [], []
        for author in self._people_of(page):
            name = self._name(author)
            if not name:
                continue
            names.append(name)
            for key, mark in (('corresponding', 'corresponding'), ('equal-contributor', 'equal')):
                if author.is_true(key):
                    marks.append(f'{len(names)}={mark}')
            self._more_of(name, author)
        if names:
            work.item['author'] = names_of(names)
        elif self.owner:
            work.item['people'] = self.owner.slug
        return '; '.join(marks)

    def _citation(self, page: Page, work: Work) -> None:
        """Take what a page says of how it is cited, in the variables of CSL."""
        fields = page.fields
        if not isinstance(fields.peek('citation'), dict):
            fields.text('citation')
            return
        part = fields.part('citation')
        for key in part:
            variable = _OF_CITATION.get(key.lower(), key)
            value = part.hand_over(key)
            if key in {'id', 'citation-key'} and isinstance(value, str):
                work.item['id'] = value
            if variable in work.item and key not in {
                'id',
                'citation-key',
            }:  # it is said of the paper itself
                del work.item[variable]
            if variable in {'author', 'editor'}:
                value = _csl_names(value)
            work.put(f'citation.{key}', value, variable)

    def _addresses(self, page: Page) -> Iterator[tuple[str, str, str]]:
        """Yield the name, the address and the key of each link of a page."""
        fields = page.fields
        for key in fields:
            bare = re.sub(r'^(?:url|link)[-_](?=.)', '', key)
            if (
                (bare != key or key in _LINK_KEYS)
                and isinstance(fields.peek(key), str)
                and (said := fields.text(key))
            ):
                yield bare, said, key
        for holder in (
            fields,
            fields.part('pub-info') if isinstance(fields.peek('pub-info'), dict) else fields,
        ):
            for link in holder.parts('links') if isinstance(holder.peek('links'), list) else ():
                names = [link.text(key) for key in ('name', 'text', 'label', 'aria-label', 'icon')]
                name, said = next(filter(None, names), ''), link.text('href') or link.text('url')
                for key in ('local', 'target', 'rel'):
                    link.text(key)
                if said:
                    yield name, said, 'links'
            if holder is not fields:
                for key in ('reference', 'extra'):
                    holder.lose(key, 'the entry says it in its fields; add what is missing there')
        said = fields.text('path') if page.is_item else ''
        if said:
            yield 'website', said, 'path'

    def _add_addresses(
        self, page: Page, paper: Paper, addresses: Iterable[tuple[str, str, str]], doi: str
    ) -> None:
        wanted: dict[str, str] = {}
        for name, address, key in addresses:
            if doi and doi.lower() in address.lower():
                continue
            if (arxiv := find_arxiv(address)) and paper.fields.get('eprint', arxiv) == arxiv:
                wanted |= {'eprint': arxiv, 'eprinttype': 'arxiv'}
                continue
            field_name = link_field(name) or 'website'
            new = self.quarto.link(address, page.fields.origin(key), page.path)
            if not new or new.startswith((INTERNAL, CITED)):
                self.report.take_back(
                    page.fields.origin(key), key, address, 'no such file is in the source'
                )
                continue
            if field_name == 'pdf' and '://' in new and not new.lower().endswith('.pdf'):
                field_name = 'url'
            if field_name in paper.fields or field_name in wanted:
                field_name = next(
                    (
                        each
                        for each in ('website', 'html', 'url')
                        if each not in {**paper.fields, **wanted}
                    ),
                    '',
                )
            if field_name:
                wanted[field_name] = new.lstrip('/')
            else:
                self.report.take_back(
                    page.fields.origin(key), key, address, 'an entry has no room for one more link'
                )
        if page.addresses and 'redirect-from' not in paper.fields:
            wanted['redirect-from'] = ', '.join(page.addresses)
        if 'image' in page.fields and (picture := self._picture(page)):
            wanted.setdefault('preview', picture.lstrip('/'))
        _fill(paper, {name: value for name, value in wanted.items() if name not in paper.fields})

    def _finish_paper(self, page: Page) -> None:
        """Take the text of a page that is an entry as its abstract."""
        paper = self.entries[id(page)]
        text = self.quarto.text(page)
        if not text.strip():
            return
        match = re.search(
            r'^#+ abstract\s*\n(.*?)(?=^#|\Z)', text, re.IGNORECASE | re.MULTILINE | re.DOTALL
        )
        said = _words_of(match[1] if match else text)
        if 'abstract' not in paper.fields and said and (match or len(said.split()) > 20):
            _fill(paper, {'abstract': tex(said)})
            rest = _words_of(text.replace(match[0], '') if match else '')
        else:
            rest = _words_of(text)
        if rest and fold(rest) != fold(paper.fields.get('abstract', '')):
            self.report.note('lost', page.origin, 'text', rest, 'an entry has an abstract alone')

    # -- items

    def _date(self, page: Page) -> str:
        """Return the date of a page, or that in the name of its file."""
        fields = page.fields
        for key in ('date', 'year'):
            if (said := fields.text(key)) and said.lower() not in {'today', 'now', 'last-modified'}:
                moment = read_moment(said)
                if moment.flaw:
                    fields.change(key, said, moment.flaw)
                return moment.text
            if said:
                fields.uncarried(key, said, 'it is the day of the build; write a date')
        name = PurePosixPath(page.path)
        return '' if page.is_item else read_day(name.name) or read_day(name.parent.name)

    def _item(
        self, kind: PageKind | None, page: Page, facts: Facts, body: str, slug: str = ''
    ) -> Item:
        """Add a page of the new site."""
        facts = {key: value for key, value in facts.items() if value not in (None, '', [], {})}
        item = Item(
            kind, slug or kebab(page.stem) or 'page', page.title, page.fields.origin(), facts, body
        )
        item.redirects = list(page.addresses)
        if page.stem != item.slug and kind:
            item.aliases = [page.stem]
        self.site.items.append(item)
        self.report.found[PLURALS[kind] if kind else 'pages'] += 1
        return item

    def _picture(self, page: Page) -> str:
        said = page.fields.text('image')
        if not said:
            return ''
        found = self.quarto.picture(said, page.fields.origin('image'), page.path)
        if not found:
            page.fields.uncarried(
                'image', said, 'it is no picture of the site; copy it, and name it'
            )
        return found

    def _links_of(self, page: Page) -> dict[str, Any]:
        links: dict[str, Any] = {}
        for name, address, key in self._addresses(page):
            new = self.quarto.link(address, page.fields.origin(key), page.path)
            title = plain_text(name).capitalize()
            called = link_field(name) or ('website' if title.lower() in _ANY_LINK else title)
            called = {'pdf': 'paper', 'supp': 'Supplement'}.get(called, called) or 'website'
            is_page = not new or new.startswith((INTERNAL, CITED))
            if why := 'write the link into the text' if is_page else add_link(links, called, new):
                self.report.take_back(page.fields.origin(key), key, address, why)
        return links

    def _read(self, page: Page) -> None:
        """Make of a page what it is."""
        fields = page.fields
        if page.kind == 'paper':
            self._finish_paper(page)
        elif page.kind in {'person', 'owner'}:
            self._finish_person(page)
        elif page.kind == 'project':
            self._project(page)
        elif page.kind in {'news', 'talks', 'teaching'}:
            self._entry(page)
        elif is_cv(page) and self.owner:
            self._cv(page)
        else:
            self._plain_page(page)
        fields.texts('nocite')
        if not (page.kind == 'paper' and page.is_item):
            fields.finish(LOOKS)

    def _finish_person(self, page: Page) -> None:
        person = next(
            item
            for item in self.site.items
            if item.kind == 'person' and item.origin.file == page.path
        )
        for key in ('education', 'interests', 'research'):
            if said := [plain_text(text) for text in page.fields.texts(key)]:
                listed = '\n'.join(f'- {plain_line(text)}' for text in said)
                page.body += f'\n\n## {key.capitalize()}\n\n{listed}\n'
        for key in ('first', 'last'):
            page.fields.lose(key, 'the name says it', 'skipped')
        page.fields.lose('categories', _NO_TOPICS)
        body = self._with_listings(page, person)
        self._dates(page)
        person.body = '\n\n'.join(filter(None, (person.body, body)))

    def _dates(self, page: Page) -> None:
        for key in ('date', 'date-modified'):
            page.fields.lose(key, 'a page of this kind has no date', 'skipped')

    def _facts_of(self, page: Page) -> Facts:
        """Return what projects and dated entries have in common."""
        said = [
            plain_text(page.fields.text(key))
            for key in ('description', 'summary', 'abstract', 'subtitle')
        ]
        summary, *others = [*filter(None, said), '']
        page.lead = '\n\n'.join(map(plain_line, filter(None, others)))
        facts: Facts = {'summary': summary}
        people = self._names(page)
        for key in ('people', 'members', 'team', 'speaker', 'instructor'):
            people += [name for name in page.fields.texts(key) if name not in people]
        people = people or ([self.owner.slug] if self.owner else [])
        facts['people'] = people
        facts['links'] = self._links_of(page)
        facts['image'] = self._picture(page)
        page.fields.lose('categories', _NO_TOPICS)
        page.fields.lose('date-modified', 'a build knows when a page was changed', 'skipped')
        page.fields.lose('keywords', _NO_TOPICS)
        return facts

    def _entry(self, page: Page) -> None:
        fields = page.fields
        facts: Facts = {'kind': page.kind, 'date': self._date(page)}
        for key in _VENUES:
            _first(fields, key, facts, 'organisation')
        facts['place'] = plain_text(fields.text('location') or fields.text('place'))
        facts['type'] = plain_text(fields.text('type') or fields.text('role')) or (
            'Blog' if 'blog' in page.path.lower() or 'post' in page.path.lower() else ''
        )
        facts |= self._facts_of(page)
        self._cited(page)
        self._item('entry', page, facts, self._with_listings(page))

    def _project(self, page: Page) -> None:
        facts = self._facts_of(page)
        facts['period'] = self._date(page)
        status = page.fields.peek('status')
        if isinstance(status, str) and status.lower() in {'active', 'finished'}:
            facts['status'] = page.fields.text('status').lower()
        self._cited(page)
        self._item('project', page, facts, self._with_listings(page))

    def _cited(self, page: Page) -> None:
        """Pass over how a page is cited that is no paper."""
        part = (
            page.fields.part('citation') if isinstance(page.fields.peek('citation'), dict) else None
        )
        if part is not None:
            for key in part:
                part.lose(
                    key,
                    'a page that is no paper is not cited so; write an entry of the .bib file',
                    'lost',
                )
        else:
            page.fields.text('citation')
        page.fields.lose(
            'doi', 'write an entry of the .bib file with it, and name it in publications'
        )

    def _cv(self, page: Page) -> None:
        """Make lines of the sections of a CV."""
        assert self.owner
        cv = read_cv(
            self.quarto.text(page), page.origin, self.report, page.body, self.site, self.owner.slug
        )
        for line in cv.lines:
            self.report.found[f'lines of {line.kind}'] += 1
        self.owner.lines += cv.lines
        self.owner.body = '\n\n'.join(filter(None, (self.owner.body, cv.body)))
        self.owner.redirects += page.addresses
        page.fields.text('description')

    def _plain_page(self, page: Page) -> None:
        fields = page.fields
        listings = self._listings(page)
        kinds = {self._kind_of(page, listing) for listing in listings} - {''}
        kind = next(iter(kinds)) if len(kinds) == 1 else ''
        links: dict[str, Any] = {}
        facts: Facts = {}
        if 'about' in page.head:
            self._about(page, facts, links)
        lead = plain_text(fields.text('subtitle')), plain_text(fields.text('description'))
        for author in self._people_of(page):
            self._more_of(self._name(author), author)
        fields.lose('date', 'a page of this kind has no date', 'skipped')
        fields.lose('date-modified', 'a page of this kind has no date', 'skipped')
        fields.lose('categories', _NO_TOPICS)
        picture = self._picture(page) or facts.get('photo', '')
        parts = [*map(plain_line, filter(None, lead))]
        if picture:
            parts.append(f'![]({picture})')
        slug = re.sub(r'\.\w+$', '', page.path).removesuffix('/index')
        is_home = slug == 'index' and not self.owner
        if (
            kind
            and (index := _INDEXES[kind]) not in self.used_indexes
            and slug.count('/') < 2
            and not is_home
        ):
            self.used_indexes.add(index)
            slug = index
        elif slug.partition('/')[0] in FOLDERS:  # where only pages of a kind stand
            slug = slug.replace('/', '-')
        item = self._item(None, page, {}, '', slug)
        body = with_papers_of(
            self._with_listings(page, item),
            page,
            self.site,
            self.report,
            self.owner.slug if self.owner else '',
        )
        contact = [f'- [{plain_line(key)}]({value})' for key, value in _addresses_of(links)]
        if email := facts.get('email'):
            contact.append(f'- <{email}>')
        item.body = '\n\n'.join(filter(None, (*parts, body, '\n'.join(contact))))

    # -- listings

    def _kind_of(self, page: Page, listing: dict[str, Any]) -> str:
        kinds = [other.kind for other in self._listed(page, listing) if other.kind in _LISTS]
        if kinds:
            return max(dict.fromkeys(kinds), key=kinds.count)
        return (
            _kind_of_words(f'{listing.get("id", "")} {page.stem}')
            if not self._listed(page, listing)
            else ''
        )

    def _with_listings(self, page: Page, item: Item | None = None) -> str:
        """Return the text of a page, with its listings where they stand, or at its end."""
        made = {
            str(listing.get('id', '')): self._directive(page, listing, item)
            for listing in self._listings(page)
        }
        self._account_listing(page)
        placed: set[str] = set()

        def fill(name: str) -> str | None:
            if name not in made:
                return None
            placed.add(name)
            return made[name]

        text = self.quarto.text(page, fill)
        rest = [directive for name, directive in made.items() if name not in placed and directive]
        is_whole = '@*' in joined_text(
            page.data('nocite')
        ) and '{publications}' not in text + ''.join(rest)
        if is_whole:
            rest.append(':::{publications}\n:::')
        return '\n\n'.join(filter(None, (page.lead, text, *rest)))

    def _account_listing(self, page: Page) -> None:
        """Count what listings say: they have become directives."""
        fields = page.fields
        if isinstance(fields.peek('listing'), list):
            parts = fields.parts('listing')
        else:
            parts = [fields.part('listing')] if isinstance(fields.peek('listing'), dict) else []
        fields.text('listing')
        for part in parts:
            for key in ('include', 'exclude'):
                if (
                    page.kind in {'person', 'owner'}
                    and isinstance(part.peek(key), dict)
                    and 'author' in part.peek(key)
                ):
                    part.part(key).text('author')  # a list on the page of a person is theirs
                part.lose(key, 'a list is narrowed by its options; see guide/lists-and-links.md')
            part.hand_over('contents')
            for key in ('id', 'max-items', 'categories', 'fields', 'filter-ui'):
                part.texts(key)

    def _directive(self, page: Page, listing: dict[str, Any], item: Item | None) -> str:
        """Return the list that a listing becomes; what has no page becomes lines of the page."""
        listed = self._listed(page, listing)
        kind = self._kind_of(page, listing)
        items = [
            other for other in listed if other.is_item and other.kind not in {'person', 'paper'}
        ]
        links = []
        for other in items:
            if id(other) in self.shown:
                continue
            self.shown.add(id(other))
            if other.kind in {'news', 'talks', 'teaching'} and item is not None:
                item.lines.append(self._line(other))
                self.report.found[f'lines of {other.kind}'] += 1
            elif other.kind == 'project':
                self._project(other)
            else:
                links.append(self._item_text(other))
            other.fields.finish(LOOKS)
        if not kind:
            links += [f'- [{plain_line(other.title)}]({INTERNAL}{other.addresses[0] if other.addresses else "/"})'
                      for other in listed if not other.is_item]  # fmt: skip
            return '\n'.join(links)
        if (
            kind in {'news', 'talks', 'teaching'}
            and item is not None
            and len(items) == len(listed)
            and items
        ):
            return '\n'.join(links)  # its lines say all
        limit = (
            f'\n:limit: {listing["limit"]}'
            if str(listing.get('limit', '')).isdecimal() and int(listing['limit'])
            else ''
        )
        narrow = '\n:filter:' if listing.get('filter') else ''
        if kind == 'person' and any(other.get('is_former') for other in self._listings(page)):
            narrow += '\n:status: former' if listing.get('is_former') else '\n:status: current'
        return '\n'.join(filter(None, (f'{_LISTS[kind]}{limit}{narrow}\n:::', *links)))

    def _line(self, page: Page) -> Line:
        fields = page.fields
        options: dict[str, str] = {}
        if date := self._date(page):
            options['dates'] = date
        for key in _VENUES:
            _first(fields, key, options, 'organisation')
        if place := plain_text(fields.text('location') or fields.text('place')):
            options['place'] = place
        if links := self._links_of(page):
            options['links'] = ', '.join(
                f'{key}: {value}' for key, value in links.items() if isinstance(value, str)
            )
        names = self._names(page)
        if self.owner:
            options['people'] = self.owner.slug
        parts = [fields.text('subtitle'), fields.text('description')]
        others = [name for name in names if not self.owner or fold(name) != fold(self.owner.title)]
        parts += [f'With {", ".join(others)}.'] if others else []
        fields.lose('categories', _NO_TOPICS)
        body = '\n\n'.join(
            self.quarto.myst(part, page.path, page.origin, page) for part in parts if part
        )
        return Line(page.kind, plain_line(page.title), page.origin, options, body)

    def _item_text(self, page: Page) -> str:
        """Return an item of a listing as an item of a list of Markdown."""
        said = page.fields.text('path') or page.fields.text('href') or page.fields.text('url')
        address = self.quarto.link(said, page.origin, page.path) if said else ''
        head = (
            linked(plain_line(page.title), address) if address else f'**{plain_line(page.title)}**'
        )
        words = [
            self._date(page),
            *(plain_text(page.fields.text(key)) for key in ('author', 'subtitle', 'description')),
        ]
        tail = ', '.join(plain_line(word) for word in words if word)
        return f'- {head}: {tail}' if tail else f'- {head}'

    # -- the site

    def _website(self) -> Fields:
        config, settings = self.quarto.config, self.site.settings
        website = (
            config.part('website')
            if isinstance(config.peek('website'), dict)
            else config.part('book')
        )
        for key, name in (('title', 'html_title'), ('description', 'folio_description')):
            said = plain_text(website.text(key))
            if said and not is_placeholder(said):
                settings[name] = said
        if 'site-url' in website and self.quarto.url.startswith(('http://', 'https://')):
            website.text('site-url')
            settings['html_baseurl'] = f'{self.quarto.url}/'
        if repository := website.text('repo-url'):
            settings['source_repository'] = repository
        project = config.part('project')
        for key in ('type', 'output-dir', 'render', 'title'):
            project.texts(key)
        language = config.text('lang') or website.text('lang')
        if language and not language.startswith('en'):
            settings['language'] = language.replace('-', '_')
        return website

    def _menu(self) -> None:
        """Give the pages their places in the menu, and the owner the links in it."""
        holders = [*_parts(self.website, 'navbar'), *_parts(self.website, 'sidebar')]
        entries: list[Fields] = []
        for holder in holders:
            holder.text('title')
            for key in ('left', 'right', 'contents'):
                entries += holder.parts(key)
        number = 0.0
        while entries:
            entry = entries.pop(0)
            entries[:0] = [*entry.parts('menu'), *entry.parts('contents')]
            said = entry.text('href') or entry.text('file') or entry.text('name')
            called = [entry.text(key) for key in ('icon', 'text', 'aria-label')]
            address = (
                self.quarto.page_at(re.split('[?#]', said)[0]).removeprefix(INTERNAL)
                if said
                else ''
            )
            pages = (
                item for item in self.site.items if item.kind is None and address in item.redirects
            )
            page = next(pages, None) if address and '://' not in said else None
            if page is not None:
                number += 1
                page.order = number
            elif '://' in said or said.startswith('mailto:'):
                self._menu_link(entry, said, called[0], called[1])

    def _menu_link(self, entry: Fields, said: str, icon: str, text: str) -> None:
        """Give the owner a link of the menu."""
        if not self.owner:
            entry.uncarried('href', said, 'the menu has pages alone; write the link on a page')
        elif said.startswith('mailto:'):
            email = read_email(said)
            if email.flaw or self.owner.facts.setdefault('email', email.value) != email.value:
                entry.uncarried('href', said, email.flaw or 'a person has one address')
        elif why := add_link(
            self.owner.facts.setdefault('links', {}), _called_account(icon, text, said), said
        ):
            entry.uncarried('href', said, why)

    def _close(self) -> None:
        """Report all that the settings say and nobody has asked for."""
        self.website.lose(
            'page-footer', "what stands at the foot is the theme's; set copyright in conf.py"
        )
        for key in ('image', 'chapters', 'author', 'date'):
            self.website.lose(key, 'it has no place in a site of Folio; write it on a page', 'lost')
        config = self.quarto.config
        config.lose('csl', 'copy the file, and write folio_citation_style in conf.py')
        for _value, fields in self.quarto.shared.values():
            fields.text('author')
            for part in _parts(fields, 'author'):
                self._more_of(self._name(part), part)
            for key in ('categories', 'date', 'description'):
                fields.lose(key, 'say it in the pages that it is about')
            fields.finish(LOOKS, 'how pages of the source look')
        config.text('author')
        for part in _parts(config, 'author'):
            self._more_of(self._name(part), part)
        config.finish(LOOKS, 'a setting of the template')
        for items in self.items.values():
            for item in items:
                item.fields.finish(LOOKS)


def _fill(paper: Paper, fields: dict[str, str]) -> None:
    """Add fields to an entry, and to the text that is kept of it."""
    made = with_changes(paper, fields)
    paper.fields, paper.source = made.fields, made.source


def _first(fields: Fields, key: str, facts: dict[str, Any], name: str) -> None:
    """Take a fact, unless it is known already, which is told then."""
    said = plain_text(fields.text(key))
    if said and facts.setdefault(name, said) != said:
        fields.uncarried(key, said, f'it says "{facts[name]}" already')


def _parts(fields: Fields, key: str) -> list[Fields]:
    """Return the mappings of a list, or the one that stands in its place."""
    return [fields.part(key)] if isinstance(fields.peek(key), dict) else fields.parts(key)


def _named(name: str, fields: Fields, report: Report) -> Fields:
    """Return a name that is taken already as the fields of an author."""
    part = Fields(Value(1, {'name': Value(1, name)}), fields.file, report)
    report.fields_in[fields.file] += 1
    return part


def _name_in(value: Value) -> str:
    """Return the name that an author of the settings has."""
    data = value.data
    if isinstance(data, list):
        return _name_in(data[0]) if data else ''
    if isinstance(data, dict):
        return (
            _name_in(data['name'])
            if 'name' in data
            else ' '.join(filter(None, (said_in(data.get('given')), said_in(data.get('family')))))
        )
    return plain_text(data)


def _csl_names(value: Any) -> Any:
    if isinstance(value, str):
        return names_of(list(read_names(value).names))
    if isinstance(value, list):
        return [
            name
            for each in value
            for name in (
                names_of([each])
                if isinstance(each, str)
                else [(each.get('name') and names_of([str(each['name'])])[0]) or each]
                if isinstance(each, dict)
                else []
            )
        ]
    return value


def _affiliation(part: Fields) -> str:
    names = [plain_text(part.text(key)) for key in ('department', 'name')]
    return ', '.join(filter(None, names))


def _addresses_of(links: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the titles of links, and where they lead."""
    pairs = [
        (key, each)
        for key, value in links.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return [(link.title, link.url) for link in (make_link(key, each) for key, each in pairs)]


def _called_account(icon: str, text: str, address: str) -> str:
    """Return the key of a link by its address, its words or its icon; its words, if it has none."""
    title = plain_text(text) or re.sub(r'^.*[:\s]|^fa-', '', icon).replace('-', ' ').capitalize()
    return account_key(address, text, icon) or title or 'website'


def _kind_of_words(words: str) -> str:
    parts = re.split(r'[^a-z]+', words.lower())
    return next((_FOLDERS[part] for part in parts if part in _FOLDERS), '')


def _kind_of_item(item: Page, kind: str) -> str:
    if kind:
        return kind
    if {'doi', 'journal', 'container-title', 'pub'} & item.head.keys():
        return 'paper'
    return 'person' if 'name' in item.head and {'role', 'image', 'links'} & item.head.keys() else ''


def _is_paper(page: Page) -> bool:
    if {'journal', 'container-title', 'pub-info'} & page.head.keys():
        return True
    citation = page.data('citation')
    said = citation.keys() if isinstance(citation, dict) else set()
    return bool({'container-title', 'journal', 'volume'} & said) or (
        not page.kind and 'doi' in {*page.head, *said}
    )


def _words_of(text: str) -> str:
    """Return a text as plain words in one line."""
    bare = re.sub(r'^(?:#+ |[-*+] |:{3,}.*|:\w+: .*|\|.*)', '', text, flags=re.MULTILINE)
    return plain_text(re.sub(r'!?\[([^\[\]]*)\]\([^()\s]*\)|\{[\w:]+\}`([^`]*)`', r'\1\2', bare))
