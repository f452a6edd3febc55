"""vCards (RFC 2426 and RFC 6350, and version 2.1 before them): persons of an address book."""

import quopri
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from vobject.base import ParseError, getLogicalLines, parseLine
from vobject.icalendar import stringToTextValues

from sphinx_folio.importing.files.gated import find_asset, read_text
from sphinx_folio.importing.neutral import Item, Origin, Site
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.values.dates import read_moment
from sphinx_folio.importing.values.facts import account_key, add_link, service_of
from sphinx_folio.model import SERVICES, fold, id_of_name, is_east_asian, kebab

from .cvs import HOW_MADE, PRIVATE

_SUFFIXES = frozenset({'.vcard', '.vcf'})
_OWN = 'the address of the card itself; the new page has its own'
_PICTURE = 'the picture stands in the card; save it as a file, and name it in photo:'
_INLINE = frozenset({'b', 'base64'})
#: Properties that tell how a card was made, and those that nobody puts on a website.
_SKIPPED = frozenset({'CLIENTPIDMAP', 'KIND', 'PRODID', 'PROFILE', 'VERSION', 'X-ABSHOWAS'})
_PERSONAL = frozenset({'ANNIVERSARY', 'BDAY', 'GENDER', 'GEO', 'IMPP', 'LABEL', 'TEL'})
#: What names a service in a property of social networks.
_SERVICE_OF = ('SERVICE-TYPE', 'TYPE', 'X-SERVICE-TYPE')
_SOCIAL = frozenset({'SOCIALPROFILE', 'X-SOCIALPROFILE'})
#: Groups that address books make by themselves.
_GROUPS = frozenset({'mycontacts', 'my contacts', 'starred', 'friends', 'family', 'coworkers'})


class _Property(NamedTuple):
    """A line of a card."""

    name: str  #: In upper case.
    group: str
    parameters: dict[str, list[str]]
    #: As it was typed, without folds; commas, semicolons and backslashes are escaped.
    value: str
    origin: Origin

    def text(self) -> str:
        """Return the value as one text."""
        return ','.join(stringToTextValues(self.value, ',')).strip()

    def texts(self) -> list[str]:
        """Return the values of a list."""
        return [text for value in stringToTextValues(self.value, ',') if (text := value.strip())]

    def parts(self) -> list[str]:
        """Return the components of a structured value, each of which may be empty."""
        return [part.strip() for part in stringToTextValues(self.value, ';')]


def matches(root: Path) -> bool:
    """Tell whether a file is an address book, or a folder holds one."""
    return bool(_files_of(root))


def _files_of(root: Path) -> list[Path]:
    paths = sorted(root.iterdir()) if root.is_dir() else [root]
    return [path for path in paths if path.suffix.lower() in _SUFFIXES and path.is_file()]


def read(root: Path, report: Report, **_options: object) -> Site:
    """Return a person for each card; the person of a single card owns the site."""
    site = Site()
    folder = root if root.is_dir() else root.parent
    for file in _files_of(root):
        report.files[file.name] = 'imported'
        for card in _cards(read_text(file), file.name, report):
            site.items += _Card(card, folder, site, report).items()
    people = [item for item in site.items if item.kind == 'person']
    if len(people) == 1:
        people[0].is_owner = True
    return site


def _cards(text: str, file: str, report: Report) -> Iterator[list[_Property]]:
    """Yield the properties of each card; what is no line of one is reported."""
    card: list[_Property] = []
    inside = False
    lines = '\n'.join(text.splitlines())
    for line, number in getLogicalLines(StringIO(lines)):
        origin = Origin(file, max(number, 1))
        try:
            name, parameters, value, group = parseLine(line)
        except ParseError:
            report.drop('lost', origin, 'line', line, 'it is no property; write NAME:value')
            continue
        name = name.upper()
        if (name, value.strip().upper()) == ('BEGIN', 'VCARD'):
            card, inside = [], True
        elif (name, value.strip().upper()) == ('END', 'VCARD'):
            if inside:
                yield card
            card, inside = [], False
        elif not inside:
            report.drop(
                'lost', origin, name, value, 'it stands in no card; write BEGIN:VCARD above'
            )
        elif value.strip(' ;'):
            card.append(_property(name, group, parameters, value, origin))
    if card:
        yield card


def _property(
    name: str, group: str | None, parameters: list[list[str]], value: str, origin: Origin
) -> _Property:
    found: dict[str, list[str]] = defaultdict(list)
    for key, *values in parameters:
        # version 2.1 may leave out what a parameter is; it is a type or an encoding then
        found[key.upper() if values else 'TYPE'] += values or [key]
    words = {word.lower() for word in (*found['ENCODING'], *found['TYPE'])}
    if 'quoted-printable' in words:
        charset = next(iter(found['CHARSET']), 'utf-8')
        raw = quopri.decodestring(value.encode())
        try:
            value = raw.decode(charset, 'replace')
        except LookupError:
            value = raw.decode('utf-8', 'replace')
    return _Property(name, (group or '').lower(), dict(found), value, origin)


class _Card:
    """Makes a person of the properties of one card."""

    def __init__(self, card: list[_Property], folder: Path, site: Site, report: Report) -> None:
        self.card = card
        self.folder = folder
        self.site = site
        self.report = report
        self.facts: dict[str, Any] = {}
        self.links: dict[str, Any] = {}
        self.topics: list[Item] = []
        self.labels = {item.group: item.text() for item in card if item.name == 'X-ABLABEL'}
        self.source = next((item.value for item in card if item.name == 'SOURCE'), '')

    def items(self) -> Iterator[Item]:
        """Yield the person and the topics that nobody has named before."""
        if not self.card:
            return
        self.report.found['people'] += 1
        name = self._name()
        for item in self.card:
            self._take(item)
        self.facts['links'] = self.links
        facts = {key: value for key, value in self.facts.items() if value}
        yield Item('person', id_of_name(name, 'person'), name, self.card[0].origin, facts)
        yield from self.topics

    def _name(self) -> str:
        for item in self.card:
            if item.name == 'FN' and item.text():
                return item.text()
        for item in self.card:
            if item.name == 'N':
                family, given, middle, prefix, suffix = (*item.parts(), '', '', '', '', '')[:5]
                return ' '.join(filter(None, (prefix, given, middle, family, suffix)))
        return ''

    def _take(self, item: _Property) -> None:
        if item.name in {'FN', 'N'}:
            self.report.carry(item.origin.file)
        elif item.name == 'X-ABLABEL':
            if any(other.group == item.group and other.name == 'URL' for other in self.card):
                self.report.carry(item.origin.file)
            else:
                self._drop(item, HOW_MADE, 'skipped')
        elif item.name in _SKIPPED:
            self._drop(item, HOW_MADE, 'skipped')
        elif item.name in _PERSONAL:
            self._drop(item, PRIVATE)
        elif item.name in {'SOURCE', 'UID'}:
            self._drop(item, _OWN, 'skipped')
        elif item.name in _SOCIAL:
            words = [word for key in _SERVICE_OF for word in item.parameters.get(key, ())]
            self._link(item, service_of(words[0]) if words else '')
        else:
            known = {
                'ADR': self._address, 'CATEGORIES': self._categories, 'EMAIL': self._mail,
                'NICKNAME': self._nickname, 'NOTE': self._note, 'ORG': self._organisation,
                'PHOTO': self._photo, 'PRONOUNS': self._pronouns, 'REV': self._revised,
                'ROLE': self._role, 'TITLE': self._role, 'URL': self._url,
            }  # fmt: skip
            take = known.get(item.name)
            if take:
                take(item)
            else:
                self._drop(item, 'a page of a person has no place for it')

    def _drop(self, item: _Property, advice: str, fate: Any = 'lost') -> None:
        self.report.drop(fate, item.origin, item.name, item.text(), advice)

    def _keep(self, item: _Property, key: str, value: str) -> None:
        """Take the first value of a key; there is no place for a second."""
        if self.facts.setdefault(key, value) == value:
            self.report.carry(item.origin.file)
        else:
            self._drop(item, f'a page has one {key}: {self.facts[key]}')

    def _role(self, item: _Property) -> None:
        self._keep(item, 'role', ' '.join(item.text().split()))

    def _note(self, item: _Property) -> None:
        self._keep(item, 'summary', ' '.join(item.text().split()))

    def _pronouns(self, item: _Property) -> None:
        self._keep(item, 'pronouns', item.text())

    def _mail(self, item: _Property) -> None:
        mail = item.text().removeprefix('mailto:')
        known = self.facts.setdefault('email', mail)
        why = '' if mail == known else add_link(self.links, f'E-mail ({mail})', f'mailto:{mail}')
        if why:
            self._drop(item, why)
        else:
            self.report.carry(item.origin.file)

    def _organisation(self, item: _Property) -> None:
        name, *units = filter(None, item.parts())
        one = {'name': name, 'department': ', '.join(units)} if units else name
        known = self.facts.setdefault('affiliation', [])
        if one not in known:
            known.append(one)
        self.report.carry(item.origin.file)

    def _address(self, item: _Property) -> None:
        parts = (*item.parts(), *([''] * 7))[:7]
        box, extended, street, city, region, code, country = parts
        place = ', '.join(filter(None, (city, region, country)))
        if place:
            self._keep(item, 'location', place)
        private = ', '.join(filter(None, (box, extended, street, code)))
        if private:
            self.report.drop('lost', item.origin, item.name, private, PRIVATE)

    def _nickname(self, item: _Property) -> None:
        for name in item.texts():
            if is_east_asian(name) and not self.facts.get('native-name'):
                self.facts['native-name'] = name
            else:
                self.facts.setdefault('names', []).append(name)
        self.report.carry(item.origin.file)

    def _categories(self, item: _Property) -> None:
        """Make a topic of each category that an address book has not made by itself."""
        there = {fold(one.title): one for one in self.site.items if one.kind == 'topic'}
        for name in item.texts():
            if name.startswith('*') or fold(name) in _GROUPS or not kebab(name):
                advice = 'a group of an address book is no topic'
                self.report.drop('skipped', item.origin, item.name, name, advice)
                continue
            self.report.carry(item.origin.file)
            topic = there.get(fold(name))
            if topic is None:
                topic = there[fold(name)] = Item('topic', kebab(name), name, item.origin)
                self.topics.append(topic)
                self.report.found['topics'] += 1
                advice = f'it has the page of a topic now; delete it if "{name}" is none'
                self.report.note('changed', item.origin, item.name, name, advice)
            self.facts.setdefault('topics', []).append(topic.slug)

    def _photo(self, item: _Property) -> None:
        words = {word.lower() for word in item.parameters.get('ENCODING', ())}
        value = item.value.strip()
        if words & _INLINE or value.startswith('data:'):
            self.report.drop('lost', item.origin, item.name, f'{value[:40]}…', _PICTURE)
            return
        asset, why = find_asset(self.folder, value, item.origin)
        if asset is None:
            self._drop(item, why)
            return
        self.site.assets.append(asset)
        self._keep(item, 'photo', f'/{asset.target}')

    def _revised(self, item: _Property) -> None:
        text = item.text()
        if text[:8].isdecimal():  # the basic format of ISO 8601
            text = f'{text[:4]}-{text[4:6]}-{text[6:8]}'
        date, why = read_moment(text)
        if date:
            self._keep(item, 'updated', date)
        else:
            self._drop(item, why)

    def _url(self, item: _Property) -> None:
        url = _unescaped(item.value)
        label = self.labels.get(item.group, '') if item.group else ''
        page = self.source.rpartition('.')[0]
        if not label and page and url.rstrip('/').removesuffix('.html').startswith(page):
            self._drop(item, _OWN, 'skipped')
            return
        label = label.removeprefix('_$!<').removesuffix('>!$_')
        self._link(item, service_of(label))

    def _link(self, item: _Property, key: str) -> None:
        url = _unescaped(item.value)
        if key not in SERVICES and not item.group:
            host = urlsplit(url).netloc.removeprefix('www.') if '://' in url else ''
            other = 'website' if 'website' not in self.links else host
            key = key or account_key(url) or other
        if why := add_link(self.links, key or 'website', url):
            self._drop(item, why)
        else:
            self.report.carry(item.origin.file)


def _unescaped(url: str) -> str:
    """Return an address, in which some programs escape commas as in texts."""
    return url.strip().replace('\\,', ',').replace('\\;', ';').replace('\\:', ':')
