"""Websites of Quarto: about pages, listings, posts, papers, talks, people, notebooks."""

import re
from pathlib import Path
from typing import Any

from sphinx_folio.importing.files.documents import Fields, read_head
from sphinx_folio.importing.files.samples import is_placeholder
from sphinx_folio.importing.neutral import INTERNAL, Facts, Item, Line, Site
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.texts.cv_text import read_cv, with_papers_of
from sphinx_folio.importing.texts.page_text import plain_text
from sphinx_folio.importing.texts.plain import plain_line
from sphinx_folio.importing.values.facts import add_link
from sphinx_folio.importing.values.handles import read_email
from sphinx_folio.model import FOLDERS, fold, make_link
from sphinx_folio.util import read_start

from .listings import LISTS, Listings
from .page_facts import (
    VENUES,
    add_item,
    called_account,
    date_of,
    first_of,
    links_of,
    parts_of,
    picture_of,
)
from .papers import Papers
from .people import People
from .site import CONFIGS, Page, Quarto, is_cv, joined_text, linked

#: Files that make a site work, and hold nothing of its own.
_MACHINERY = (
    r'(?:_extensions|_freeze|_site|site_libs|_book|renv|{})/'
    r'|(?:.*/)?(?:LICENSE|CNAME|README|CONTRIBUTING|CHANGELOG|CODE_OF|Makefile|Dockerfile|robots|favicon'
    r'|_publish|_brand|_variables|_metadata|_quarto|requirements|environment|netlify|package)[\w.-]*$'
    r'|.*\.(?:s?css|js|ejs|lua|csl|R|py|jl|Rproj|lock|toml|xml|ico|woff2?|ttf|sh|theme|map)$'
)
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
        self.pages = quarto.pages()
        self.people = People(quarto)
        self.papers = Papers(quarto, self.people)
        self.listings = Listings(quarto, self.pages)
        self.used_indexes: set[str] = set()
        #: The items of files of data that stand on a page already.
        self.shown: set[int] = set()
        self.website = self._website()

    def run(self) -> Site:
        """Read all; first which pages there are, as texts lead from one to another."""
        quarto = self.quarto
        self.listings.settle_kinds()
        self.listings.read_data()
        items = [item for items in self.listings.items.values() for item in items]
        for page in (*items, *self.pages):
            if page.kind == 'person':
                self.people.read_person(page)
        self.people.read_owner(self.pages)
        self.papers.read_bibliography(self.pages)
        self.papers.read_pages([page for page in (*self.pages, *items) if page.kind == 'paper'])
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

    # -- what each page becomes

    def _read(self, page: Page) -> None:
        """Make of a page what it is."""
        fields = page.fields
        if page.kind == 'paper':
            self.papers.finish(page)
        elif page.kind in {'person', 'owner'}:
            self._finish_person(page)
        elif page.kind == 'project':
            self._project(page)
        elif page.kind in {'news', 'talks', 'teaching'}:
            self._entry(page)
        elif is_cv(page) and self.people.owner:
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
        people = self.people.names(page)
        for key in ('people', 'members', 'team', 'speaker', 'instructor'):
            people += [name for name in page.fields.texts(key) if name not in people]
        people = people or ([self.people.owner.slug] if self.people.owner else [])
        facts['people'] = people
        facts['links'] = links_of(self.quarto, page)
        facts['image'] = picture_of(self.quarto, page)
        page.fields.lose('categories', _NO_TOPICS)
        page.fields.lose('date-modified', 'a build knows when a page was changed', 'skipped')
        page.fields.lose('keywords', _NO_TOPICS)
        return facts

    def _entry(self, page: Page) -> None:
        fields = page.fields
        facts: Facts = {'kind': page.kind, 'date': date_of(page)}
        for key in VENUES:
            first_of(fields, key, facts, 'organisation')
        facts['place'] = plain_text(fields.text('location') or fields.text('place'))
        facts['type'] = plain_text(fields.text('type') or fields.text('role')) or (
            'Blog' if 'blog' in page.path.lower() or 'post' in page.path.lower() else ''
        )
        facts |= self._facts_of(page)
        self._cited(page)
        add_item(self.quarto, 'entry', page, facts, self._with_listings(page))

    def _project(self, page: Page) -> None:
        facts = self._facts_of(page)
        facts['period'] = date_of(page)
        status = page.fields.peek('status')
        if isinstance(status, str) and status.lower() in {'active', 'finished'}:
            facts['status'] = page.fields.text('status').lower()
        self._cited(page)
        add_item(self.quarto, 'project', page, facts, self._with_listings(page))

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
        assert self.people.owner
        cv = read_cv(
            self.quarto.text(page),
            page.origin,
            self.report,
            page.body,
            self.site,
            self.people.owner.slug,
        )
        for line in cv.lines:
            self.report.found[f'lines of {line.kind}'] += 1
        self.people.owner.lines += cv.lines
        self.people.owner.body = '\n\n'.join(filter(None, (self.people.owner.body, cv.body)))
        self.people.owner.redirects += page.addresses
        page.fields.text('description')

    def _plain_page(self, page: Page) -> None:
        fields = page.fields
        listings = self.listings.of_page(page)
        kinds = {self.listings.kind_of(page, listing) for listing in listings} - {''}
        kind = next(iter(kinds)) if len(kinds) == 1 else ''
        links: dict[str, Any] = {}
        facts: Facts = {}
        if 'about' in page.head:
            self.people.about(page, facts, links)
        lead = plain_text(fields.text('subtitle')), plain_text(fields.text('description'))
        for author in self.people.authors(page):
            self.people.more_of(self.people.name(author), author)
        fields.lose('date', 'a page of this kind has no date', 'skipped')
        fields.lose('date-modified', 'a page of this kind has no date', 'skipped')
        fields.lose('categories', _NO_TOPICS)
        picture = picture_of(self.quarto, page) or facts.get('photo', '')
        parts = [*map(plain_line, filter(None, lead))]
        if picture:
            parts.append(f'![]({picture})')
        slug = re.sub(r'\.\w+$', '', page.path).removesuffix('/index')
        is_home = slug == 'index' and not self.people.owner
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
        item = add_item(self.quarto, None, page, {}, '', slug)
        body = with_papers_of(
            self._with_listings(page, item),
            page,
            self.site,
            self.report,
            self.people.owner.slug if self.people.owner else '',
        )
        contact = [f'- [{plain_line(key)}]({value})' for key, value in _addresses_of(links)]
        if email := facts.get('email'):
            contact.append(f'- <{email}>')
        item.body = '\n\n'.join(filter(None, (*parts, body, '\n'.join(contact))))

    # -- listings

    def _with_listings(self, page: Page, item: Item | None = None) -> str:
        """Return the text of a page, with its listings where they stand, or at its end."""
        made = {
            str(listing.get('id', '')): self._directive(page, listing, item)
            for listing in self.listings.of_page(page)
        }
        self.listings.account(page)
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

    def _directive(self, page: Page, listing: dict[str, Any], item: Item | None) -> str:
        """Return the list that a listing becomes; what has no page becomes lines of the page."""
        listed = self.listings.listed(page, listing)
        kind = self.listings.kind_of(page, listing)
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
        if kind == 'person' and any(
            other.get('is_former') for other in self.listings.of_page(page)
        ):
            narrow += '\n:status: former' if listing.get('is_former') else '\n:status: current'
        return '\n'.join(filter(None, (f'{LISTS[kind]}{limit}{narrow}\n:::', *links)))

    def _line(self, page: Page) -> Line:
        fields = page.fields
        options: dict[str, str] = {}
        if date := date_of(page):
            options['dates'] = date
        for key in VENUES:
            first_of(fields, key, options, 'organisation')
        if place := plain_text(fields.text('location') or fields.text('place')):
            options['place'] = place
        if links := links_of(self.quarto, page):
            options['links'] = ', '.join(
                f'{key}: {value}' for key, value in links.items() if isinstance(value, str)
            )
        names = self.people.names(page)
        if self.people.owner:
            options['people'] = self.people.owner.slug
        parts = [fields.text('subtitle'), fields.text('description')]
        others = [
            name
            for name in names
            if not self.people.owner or fold(name) != fold(self.people.owner.title)
        ]
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
            date_of(page),
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
        holders = [*parts_of(self.website, 'navbar'), *parts_of(self.website, 'sidebar')]
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
        if not self.people.owner:
            entry.uncarried('href', said, 'the menu has pages alone; write the link on a page')
        elif said.startswith('mailto:'):
            email = read_email(said)
            if (
                email.flaw
                or self.people.owner.facts.setdefault('email', email.value) != email.value
            ):
                entry.uncarried('href', said, email.flaw or 'a person has one address')
        elif why := add_link(
            self.people.owner.facts.setdefault('links', {}), called_account(icon, text, said), said
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
            for part in parts_of(fields, 'author'):
                self.people.more_of(self.people.name(part), part)
            for key in ('categories', 'date', 'description'):
                fields.lose(key, 'say it in the pages that it is about')
            fields.finish(LOOKS, 'how pages of the source look')
        config.text('author')
        for part in parts_of(config, 'author'):
            self.people.more_of(self.people.name(part), part)
        config.finish(LOOKS, 'a setting of the template')
        for items in self.listings.items.values():
            for item in items:
                item.fields.finish(LOOKS)


def _addresses_of(links: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the titles of links, and where they lead."""
    pairs = [
        (key, each)
        for key, value in links.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return [(link.title, link.url) for link in (make_link(key, each) for key, each in pairs)]
