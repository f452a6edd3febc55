"""The people of a site of Quarto: whose it is, its members, and the authors of its pages."""

from typing import Any

from sphinx_folio.importing.files.documents import Fields, Value
from sphinx_folio.importing.files.samples import is_placeholder
from sphinx_folio.importing.neutral import Facts, Item
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.texts.citations import read_names
from sphinx_folio.importing.texts.page_text import plain_text
from sphinx_folio.importing.values.dates import read_moment
from sphinx_folio.importing.values.facts import add_link, group_of, service_of
from sphinx_folio.importing.values.handles import read_email
from sphinx_folio.importing.values.named import is_name, named_in
from sphinx_folio.model import SERVICES, fold, id_of_name

from .page_facts import FORMER, add_item, called_account, first_of, name_in, parts_of
from .site import Page, Quarto, said_in

#: Facts of people by the keys that say them.
_FACTS = {
    'role': 'role', 'position': 'role', 'job-title': 'role', 'subtitle': 'role', 'pronouns': 'pronouns',
    'location': 'location', 'description': 'summary', 'bio': 'summary', 'status': 'status',
}  # fmt: skip


class People:
    """The people of a site."""

    def __init__(self, quarto: Quarto) -> None:
        self.quarto = quarto
        self.report = quarto.report
        self.site = quarto.site
        #: Whose site it is, if it is that of one person.
        self.owner: Item | None = None

    def authors(self, page: Page) -> list[Fields]:
        """Return the authors of a page, each with what is said of them."""
        fields = page.fields
        found = []
        for key in ('author', 'authors'):
            said = fields.peek(key)
            if isinstance(said, str) and said:
                names = read_names(fields.text(key)).names
                found += [_named(name, fields, self.report) for name in names if name != 'others']
            else:
                found += parts_of(fields, key)
        return found

    def names(self, page: Page) -> list[str]:
        """Return the names of the authors of a page; else of those of its folder or the site."""
        names = []
        for author in self.authors(page):
            name = self.name(author)
            if name and name not in names:
                names.append(name)
            self.more_of(name, author)
        if names or page.is_item:
            return names
        said = self.quarto.inherited(page.path, 'author')
        items = said if isinstance(said, list) else [Value(1, said)] if said else []
        return [name for name in map(name_in, items) if name]

    def name(self, author: Fields) -> str:
        """Return the name of an author, as plain text."""
        name = author.text('name')
        if not name:
            parts = author.part('name') if isinstance(author.peek('name'), dict) else author
            name = ' '.join(
                filter(None, (parts.text(key) for key in ('given', 'family', 'literal')))
            )
        return plain_text(name)

    def more_of(self, name: str, author: Fields) -> None:
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
            first_of(fields, key, facts, name)
        places: list[str] = []
        for key in ('affiliation', 'affiliations', 'organization', 'institution'):
            places += [plain_text(fields.text(key)), *map(_affiliation, parts_of(fields, key))]
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

    def about(self, page: Page, facts: Facts, links: dict[str, Any]) -> None:
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
            if why := add_link(links, called_account(icon, text, said), said):
                link.uncarried('href', said, why)

    def read_person(self, page: Page) -> None:
        """Add the person whom a page or an item is about; a page that lists people is none."""
        fields = page.fields
        if 'listing' in page.head and not ('about' in page.head or is_name(page.title)):
            page.kind = ''
            return
        links: dict[str, Any] = {}
        facts = self._facts(fields, page.path, links)
        self.about(page, facts, links)
        self._icons(fields, facts, links)
        facts['links'] = links
        for key in ('people_group', 'group', 'category', 'team'):
            if isinstance(fields.peek(key), str) and (said := fields.text(key)):
                facts.setdefault('group', group_of(said))
                if not facts['group']:
                    fields.uncarried(key, said, 'no group has this name; see folio_groups')
        self._membership(fields, facts)
        if page.is_item and FORMER.search(page.path):
            facts['group'] = 'alumni'
        if not facts.get('group') and (group := group_of(str(facts.get('role', '')))):
            facts['group'] = group
            fields.change('role', str(facts['role']), f'taken for the group "{group}"; check it')
        add_item(self.quarto, 'person', page, facts, '')

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

    def read_owner(self, pages: list[Page]) -> None:
        """Find out whose site it is, if it is that of one person."""
        people = [item for item in self.site.items if item.kind == 'person']
        abouts = [page for page in pages if 'about' in page.head and not page.kind]
        abouts.sort(key=lambda page: (page.path.count('/'), not page.path.startswith('index.')))
        home = (
            abouts[0]
            if abouts
            else next((page for page in pages if page.path.startswith('index.')), None)
        )
        website = said_in(self.quarto.part_of(self.quarto.config_head, 'website').get('title'))
        author = name_in(Value(1, self.quarto.inherited('', 'author')))
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
        self.about(home, facts, links)
        self._icons(home.fields, facts, links)
        for author_fields in self.authors(home):
            self.name(author_fields)
            for key, value in self._facts(author_fields, home.path, links).items():
                facts.setdefault(key, value)
        for part in parts_of(self.quarto.config, 'author'):
            if fold(self.name(part)) == fold(name):
                for key, value in self._facts(part, '', links).items():
                    facts.setdefault(key, value)
        facts['links'] = links
        if name != home.title:
            home.fields.change('title', name, 'taken for the name of the owner')
            home.title = name
        self.owner = add_item(self.quarto, 'person', home, facts, '')
        self.owner.slug = id_of_name(name, 'person') or 'owner'
        self.owner.aliases = []
        self.owner.is_owner = True


def _named(name: str, fields: Fields, report: Report) -> Fields:
    """Return a name that is taken already as the fields of an author."""
    part = Fields(Value(1, {'name': Value(1, name)}), fields.file, report)
    report.fields_in[fields.file] += 1
    return part


def _affiliation(part: Fields) -> str:
    names = [plain_text(part.text(key)) for key in ('department', 'name')]
    return ', '.join(filter(None, names))
