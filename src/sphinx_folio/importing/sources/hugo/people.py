"""Profiles of people, as HugoBlox and its predecessors have them, become persons with a CV."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from sphinx_folio.importing.files.documents import Fields
from sphinx_folio.importing.files.samples import is_placeholder, phrases_in
from sphinx_folio.importing.neutral import Facts, Item, Line
from sphinx_folio.importing.texts.cv_text import kind_of_section
from sphinx_folio.importing.texts.page_text import plain_text
from sphinx_folio.importing.texts.plain import paragraphs, plain_line
from sphinx_folio.importing.values.dates import read_moment, read_range
from sphinx_folio.importing.values.facts import account_key, add_link, group_of
from sphinx_folio.importing.values.handles import OF_TEMPLATE, read_account, read_email
from sphinx_folio.model import (
    GROUPS,
    SERVICES,
    fold,
    id_of_name,
    is_east_asian,
    kebab,
    parse_titles,
)

from .site import LOOKS, Hugo, Page

_HOMES = frozenset(
    {'globe', 'home', 'house', 'link', 'globe-alt', 'browser', 'earth-americas', 'website'}
)
_MAILS = frozenset(
    {'envelope', 'at-symbol', 'at', 'mail', 'email', 'paper-plane', 'inbox', 'envelope-open'}
)
_PAPERS = frozenset(
    {'cv', 'file', 'file-pdf', 'file-lines', 'file-alt', 'document', 'document-text', 'resume'}
)
_PHONES = frozenset({'phone', 'phone-alt', 'mobile', 'skype', 'whatsapp', 'comment'})
_ICON = re.compile(r'^(?:.*/)?(?:fa-|square-)?(.*?)(?:-square|-alt|-in|-plain)?$')
#: What a button or a bar looks like.
_BARS = LOOKS | frozenset(
    'level percent icon icon_pack color color_border logo company_logo image'.split()
)
_OWNERS = frozenset({'admin', 'me'})
_SECTIONS = {
    'education': 'education', 'experience': 'experience', 'work': 'experience', 'awards': 'awards',
    'grants': 'grants', 'fellowships': 'awards', 'certifications': 'certificates',
    'certificates': 'certificates', 'service': 'service', 'teaching': 'teaching', 'talks': 'talks',
}  # fmt: skip
_TITLES = ('position', 'title', 'role', 'degree', 'course', 'name', 'area')
_PLACES = ('company_name', 'company', 'organization', 'org', 'institution', 'school', 'awarder',
           'organisation', 'issuer', 'employer')  # fmt: skip
_URLS = (
    'url',
    'certificate_url',
    'company_url',
    'org_url',
    'organization_url',
    'institution_url',
    'awarder_url',
)
_ONE = 'a person is in one group; write the others into the text'
_NO_CV = 'Folio makes the CV as a PDF; copy your own if you want both'


class People:
    """Reads the profiles of a site.

    :param topics: the ids of topics by their folded names.
    """

    def __init__(self, hugo: Hugo, topics: Mapping[str, str]) -> None:
        self.hugo = hugo
        self.report = hugo.report
        self.topics = topics
        #: The headings of groups that only this site has.
        self.groups: dict[str, str] = {}
        #: Those that have a profile, by their folders.
        self.found: dict[str, Item] = {}

    def group(self, words: str) -> str:
        """Return the group that a word of the source means, be it one of the site's own."""
        if known := group_of(words):
            return known
        own = kebab(plain_text(words))
        if own and own not in GROUPS:
            self.groups.setdefault(own, plain_text(words))
        return own

    def read(self, page: Page, known: Item | None = None) -> Item | None:
        """Add the person of a profile; one that the template brings is reported.

        :param known: the person whose facts stand in another file, and who gets what is said here.
        """
        fields, slug = page.fields, page.stem
        names = self._names(fields, page.title)
        name = next(iter(names), '')
        if is_placeholder(name) and known is None:
            if name:
                fields.uncarried('title', name, OF_TEMPLATE, 'skipped')
            self.hugo.files.skip(page.path, 'it stands in the place of a person')
            fields.pass_over_all(OF_TEMPLATE)
            return None
        item = known or Item(
            'person', id_of_name(name, 'person') or kebab(slug), name, fields.origin()
        )
        if known is None:
            self.hugo.site.items.append(item)
            self.report.found['people'] += 1
            self.found.setdefault(slug, item)
        item.facts = {**self._facts(page, names), **item.facts}
        item.aliases = [*item.aliases, slug, *names[1:], *fields.texts('authors')]
        item.redirects = list(dict.fromkeys([*item.redirects, *self._addresses(page, item.title)]))
        for address in item.redirects:
            self.hugo.also_at(address, item.redirects[0])
        item.is_owner |= (
            fields.is_true('superuser') | fields.is_true('is_owner') | (slug in _OWNERS)
        )
        own = self.hugo.text(page)
        item.body = paragraphs(own, item.body, self._interests(page, item.facts))
        lines: list[Line] = []
        for key, kind in _SECTIONS.items():
            lines += self._lines(page, fields, key, kind)
        lines += self._skills(page)
        for language in fields.parts('languages'):
            level = language.text('label') or language.text('description')
            options = {'type': plain_line(level)} if level else {}
            lines.append(
                Line('languages', plain_line(language.text('name')), language.origin(), options)
            )
        for line in lines:
            self.report.found[f'lines of {line.kind}'] += 1
        item.facts = {key: value for key, value in item.facts.items() if value}
        item.lines += lines
        fields.finish(_BARS)
        return item

    def _names(self, fields: Fields, title: str) -> list[str]:
        """Return what a person is called, first as it shall be shown."""
        names = fields.part('name')
        shown = names.text('display') or fields.text('name') or title
        family = ' '.join(filter(None, (
            names.text('given') or fields.text('first_name'), names.text('middle'),
            names.text('family') or fields.text('last_name'),
        )))  # fmt: skip
        found = [plain_text(name) for name in (shown, family, names.text('alternate')) if name]
        for fields_ in (fields, names):
            for key in ('name_pronunciation', 'pronunciation'):
                fields_.lose(key, 'a person has no such key; write it into the text')
        self._pronouns = names.text('pronouns') or fields.text('pronouns')
        return list({fold(name): name for name in found}.values())

    def _facts(self, page: Page, names: list[str]) -> Facts:
        fields = page.fields
        facts: Facts = {'pronouns': self._pronouns, 'role': plain_text(fields.text('role'))}
        for other in names[1:]:
            if is_east_asian(other) and not is_east_asian(names[0]):
                facts.setdefault('native-name', other)
            else:
                facts.setdefault('names', []).append(other)
        if titles := ', '.join(fields.texts('postnominals')):
            if facts['role']:
                fields.uncarried('postnominals', titles, 'titles stand in the role; add them there')
            else:
                facts['role'] = titles
        facts['affiliation'] = self._affiliations(fields)
        facts['summary'] = plain_text(fields.text('bio') or fields.text('summary'))
        facts['location'] = plain_text(fields.text('location'))
        status = fields.part('status')
        status.pass_over({'icon'}, "about the source's own theme")
        facts['status'] = plain_text(
            status.text('text') or status.text('message') or fields.text('status')
        )
        facts['links'], facts['email'] = self._links(page)
        self._group(fields, facts)
        facts['photo'] = self._photo(page)
        return facts

    @staticmethod
    def _affiliations(fields: Fields) -> list[Any] | str:
        found: list[Any] = []
        for key in ('organizations', 'affiliations', 'organization', 'affiliation', 'organisation'):
            if isinstance(fields.peek(key), str):
                found += [plain_text(text) for text in fields.texts(key)]
                continue
            for place in (*fields.parts(key), *([fields.part(key)] if key in fields else [])):
                name, url = plain_text(place.text('name')), place.text('url')
                department = plain_text(place.text('department'))
                if url and not url.startswith(('http://', 'https://')):
                    place.uncarried('url', url, 'it is no web address')
                    url = ''
                said = {'name': name, 'department': department, 'url': url}
                known = {key: value for key, value in said.items() if value}
                if name:
                    found.append(known if len(known) > 1 else name)
        return found[0] if len(found) == 1 and isinstance(found[0], str) else found

    def _group(self, fields: Fields, facts: Facts) -> None:
        for said in fields.texts('user_groups'):
            group = self.group(said)
            if facts.setdefault('group', group) != group:
                fields.uncarried('user_groups', said, _ONE)
            elif kebab(said) not in {group, f'{group}s'} and group in GROUPS:
                fields.change('user_groups', said, f'taken for the group "{group}"')

    def _photo(self, page: Page) -> str:
        fields, hugo = page.fields, self.hugo
        for key in ('avatar_filename', 'avatar', 'photo'):
            said = fields.text(key)
            if said and (found := hugo.picture(said, fields.origin(key), page.path)):
                return found
            if said and said != 'avatar.jpg':  # which old sites say and need not have
                fields.uncarried(key, said, 'it is no picture of the site; name another')
        fields.part('image').pass_over_all("about the source's own theme")
        if found := hugo.picture_of(page, 'avatar', 'featured'):
            return found
        for folder in ('assets/media/authors', 'static/media/authors', 'static/img'):
            for path in hugo.files.below(folder, '.jpg', '.jpeg', '.png', '.webp', '.svg', '.gif'):
                if path.rpartition('/')[2].rpartition('.')[0].lower() == page.stem.lower():
                    asset = hugo.files.asset(path, fields.origin(), is_picture=True)
                    return f'/{asset}' if asset else ''
        return ''

    @staticmethod
    def _addresses(page: Page, name: str) -> list[str]:
        stem = kebab(page.stem) if not page.stem.isascii() else page.stem.lower()
        found = [*page.addresses]
        for slug in (stem, id_of_name(name, 'person')):
            found += [f'/{folder}/{slug}/' for folder in ('authors', 'author') if slug]
        return list(dict.fromkeys(found))

    def _interests(self, page: Page, facts: Facts) -> str:
        """Return the interests that are no topics as text."""
        fields = page.fields
        others = []
        for said in fields.texts('interests'):
            if topic := self.topics.get(fold(said)):
                facts.setdefault('topics', []).append(topic)
            else:
                others.append(f'- {self.hugo.line(page, said, fields.origin("interests"))}')
        return '## Interests\n\n' + '\n'.join(others) if others else ''

    # -- links

    def _links(self, page: Page) -> tuple[dict[str, Any], str]:
        """Return the links of a person, and the address of e-mail."""
        fields = page.fields
        links: dict[str, Any] = {}
        emails: list[str] = []
        if said := fields.text('email'):
            self._email(fields, 'email', said, emails)
        for key in ('social', 'profiles', 'links'):
            for item in fields.parts(key):
                self._link(page, item, links, emails)
                item.finish(LOOKS | {'display', 'label', 'name', 'icon', 'icon_pack', 'aria_label'})
        ids = fields.part('ids')
        for key in ids:
            value = ids.text(key)
            account = read_account(key, value)
            if account.flaw:
                ids.uncarried(key, value, account.flaw)
            else:
                add_link(links, account.key, account.value)
        if said := fields.text('external_link'):
            account = read_account('website', said)
            if account.flaw:
                fields.uncarried('external_link', said, account.flaw)
            else:
                add_link(links, 'website', said)
        return links, next(iter(emails), '')

    @staticmethod
    def _email(fields: Fields, key: str, said: str, emails: list[str]) -> None:
        email = read_email(said)
        if email.flaw:
            fields.uncarried(
                key, said, email.flaw, 'skipped' if email.flaw == OF_TEMPLATE else 'lost'
            )
        elif emails and email.value not in emails:
            fields.uncarried(key, said, 'a page has one address; write it into the text')
        else:
            emails.append(email.value)

    def _link(self, page: Page, item: Fields, links: dict[str, Any], emails: list[str]) -> None:
        key = 'link' if 'link' in item else 'url'
        address = item.text(key)
        match = _ICON.match(item.text('icon').lower())
        icon = match[1] if match else ''
        label = plain_text(item.text('label') or item.text('name'))
        if address.startswith('mailto:') or (
            icon in _MAILS and '@' in address and '//' not in address
        ):
            self._email(item, key, address, emails)
            return
        if not address or address.lstrip('/').startswith('#'):
            item.uncarried(key, address, 'it leads to a part of the page', 'skipped')
            return
        path = self.hugo.local(address)
        if path is not None and re.match(r'(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/', address):
            address, path = f'https://{address}', None
        if path is not None:
            self._local_link(page, item, (key, address, icon, label), links)
            return
        if icon in _PHONES or address.startswith(('tel:', 'skype:')):
            item.uncarried(
                key,
                address,
                'a website tells it to everybody; write it into the page if you want that',
            )
            return
        service = account_key(address)
        host = urlsplit(address)
        is_root = host.path in {'', '/'} and not host.query
        name = service or ('website' if icon in _HOMES else icon)
        account = read_account(name or 'website', address)
        if is_placeholder(address) or (
            is_root and account.key in SERVICES and SERVICES[account.key].template
        ):
            item.uncarried(key, address, OF_TEMPLATE, 'skipped')
        elif account.flaw:
            item.uncarried(key, address, account.flaw)
        else:
            title = account.key if account.key in SERVICES or not label else label
            add_link(links, title, account.value)

    def _local_link(
        self, page: Page, item: Fields, said: tuple[str, str, str, str], links: dict[str, Any]
    ) -> None:
        """Add a link to a file of the site; a CV is made of the page itself."""
        key, address, icon, label = said
        said_of = f'{icon} {label} {address}'
        is_cv = re.search(r'(?<![a-z])cv(?![a-z])|resume|résumé', said_of, re.IGNORECASE)
        if is_cv or (icon in _PAPERS and not label):
            item.uncarried(key, address, _NO_CV)
            return
        new = self.hugo.link(address, item.origin(key), page.path)
        if new.startswith('/'):
            add_link(links, label or icon.replace('-', ' ').capitalize() or 'Link', new)
        elif new:
            item.uncarried(key, address, 'a link to a page of the site; write it into the text')
        else:
            item.uncarried(key, address, 'no such file is in the source; copy it, and name it')

    # -- the CV

    def _lines(self, page: Page, fields: Fields, key: str, kind: str) -> list[Line]:
        """Return the entries of a section of a profile."""
        items = fields.parts(key)
        inner = fields.part(key)
        for name in ('courses', 'items'):
            items += inner.parts(name)
        found = []
        for item in items:
            found += self.lines_of(page, item, kind)
        return found

    def lines_of(self, page: Page, item: Fields, kind: str, heading: str = '') -> list[Line]:
        """Return the entry that an item is, or the entries of an employer."""
        if not self.hugo.keep_samples and phrases_in(item.words()):
            item.lose_all(OF_TEMPLATE, 'skipped')
            return []
        place = next(filter(None, map(item.text, _PLACES)), '')
        held = item.parts('positions')
        if held:
            lines = [self._line(page, each, kind, heading, place) for each in held]
        else:
            lines = [self._line(page, item, kind, heading, place)]
        item.finish(_BARS)
        return lines

    def _line(self, page: Page, item: Fields, kind: str, heading: str, place: str) -> Line:
        origin = item.origin()
        words = {key: item.text(key) for key in _TITLES if key in item}
        named = list(filter(None, words.values()))
        title = (
            f'{named[0]} in {words["area"]}'
            if words.get('area') and len(named) > 1
            else (named or [''])[0]
        )
        rest = [text for text in named[1:] if text != words.get('area')]
        if not title:
            title, place = place, ''
        links: list[str] = []
        for key in _URLS:
            url = item.text(key)
            if not url:
                continue
            new = self.hugo.link(url, item.origin(key), page.path)
            name = {'url': 'website', 'certificate_url': 'Certificate'}.get(key, 'website')
            if new.startswith(('http', '/')) and not any(
                link.startswith(f'{name}:') for link in links
            ):
                links.append(f'{name}: {new}')
            else:
                item.uncarried(key, url, 'an entry has one website; write it into the text')
        if kind == 'awards' and any(link.startswith('Certificate') for link in links):
            kind = 'certificates'
        options = {
            'dates': self._dates(item, is_open=kind in {'education', 'experience'}),
            'organisation': self.hugo.line(page, place, origin), 'links': ', '.join(links),
            'place': self.hugo.line(page, item.text('location'), origin),
        }  # fmt: skip
        body = [self.hugo.line(page, text, origin) for text in rest]
        said = [key for key in ('summary', 'description', 'text', 'bio') if item.peek(key)]
        body += [
            self.hugo.text(page, item.text(key), origin=item.origin(key), title=title, top=4)
            for key in said
        ]
        body.append(button(self.hugo, page, item.part('button')))
        kept = {key: value for key, value in options.items() if value}
        return Line(
            kind, self.hugo.line(page, title, origin), origin, kept, paragraphs(*body), heading
        )

    @staticmethod
    def _dates(item: Fields, *, is_open: bool) -> str:
        starts, ends = ('date_start', 'start', 'startDate'), ('date_end', 'end', 'endDate')
        has_start = any(key in item for key in starts)
        start = next(filter(None, map(item.text, starts)), '')
        end = next(filter(None, map(item.text, ends)), '')
        single = next(filter(None, map(item.text, ('date', 'year', 'years', 'dates'))), '')
        moment = (
            read_range(start, end, is_open=is_open) if has_start or end else read_moment(single)
        )
        shown = ' – '.join(filter(None, (start, end))) or single
        key = next((key for key in (*starts, *ends, 'date', 'year') if item.had(key)), 'date')
        if moment.flaw and moment.text:
            item.change(key, shown, moment.flaw)
        elif moment.flaw:
            for each, value in ((key, start or single), (key, end)):
                item.uncarried(each, value, moment.flaw)
        return moment.text

    def _skills(self, page: Page) -> list[Line]:
        """Return a line for each group of skills, or for each of those in no group."""
        found = []
        for group in page.fields.parts('skills'):
            found.append(self.skill(page, group))
            group.finish(_BARS)
        return found

    def skill(self, page: Page, group: Fields, kind: str = 'skills', heading: str = '') -> Line:
        """Return the line of a skill, or of a group of them."""
        names = []
        for item in group.parts('items'):
            name, more = item.text('name') or item.text('label'), item.text('description')
            names.append(f'{name} ({more})' if more else name)
            item.finish(_BARS)
        origin = group.origin()
        body = paragraphs(
            self.hugo.line(page, ', '.join(filter(None, names)), origin),
            self.hugo.line(page, group.text('description'), origin),
        )
        title = self.hugo.line(page, group.text('name') or group.text('label'), origin)
        return Line(kind, title, origin, {}, body, heading)

    def of_sections(self, heading: str, default: str) -> str:
        """Return the kind of entries below a heading of the source."""
        return kind_of_section(heading).replace('publications', '') or default

    def names(self, mentions: Iterable[str]) -> list[str]:
        """Return authors, of whom some are named by their folders, by their names."""
        titles = (
            self.found[each].title if each in self.found else plain_text(each) for each in mentions
        )
        return [parse_titles(title).name for title in titles]


def button(hugo: Hugo, page: Page, said: Fields) -> str:
    """Return the link that a button is."""
    address = said.text('url') or said.text('link')
    words = said.text('text') or said.text('label') or said.text('name')
    if not address:
        return plain_line(words)
    new = hugo.link(address, said.origin(), page.path)
    said.finish(_BARS | {'new_tab', 'style'})
    if not new:
        return plain_line(words)
    return (
        f'[{plain_line(words or "More")}]({new})'
        if not new.startswith('cite:')
        else plain_line(words)
    )
