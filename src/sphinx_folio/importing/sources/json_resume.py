"""JSON Resume, version 1.0.0 (https://jsonresume.org/schema), of a person."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, get_args
from urllib.parse import urlsplit

from sphinx_folio.importing.dates import read_moment, read_range
from sphinx_folio.importing.documents import Fields, Value, read_document
from sphinx_folio.importing.facts import add_link, service_of
from sphinx_folio.importing.files import FindAsset, assets_of, read_text
from sphinx_folio.importing.neutral import Item, Line, Paper, Site
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.text import bulleted, paragraphs, plain_line
from sphinx_folio.model import SERVICES, ProjectType, fold, id_of_name, kebab
from sphinx_folio.util import tex_text

_HOW_MADE = 'it says how the file was made, which a website need not say'
_PRIVATE = 'a website tells it to everybody; write it into the page if you want that'
#: Entries among the projects that Folio itself writes there.
_DATED = {'talk': 'talks', 'grant': 'grants'}


def matches(root: Path) -> bool:
    """Tell whether a file is a JSON Resume, or a folder has one by its usual name."""
    file = _file_of(root)
    if file is None:
        return False
    try:
        data = json.loads(read_text(file))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and isinstance(data.get('basics'), dict)


def _file_of(root: Path) -> Path | None:
    if root.is_dir():
        names = sorted(path.name for path in root.glob('*.json'))
        usual = [name for name in names if name == 'resume.json' or name.endswith('.resume.json')]
        return root / usual[0] if usual else None
    return root if root.suffix == '.json' and root.is_file() else None


def read(root: Path, report: Report, **_options: object) -> Site:
    """Return the person of a résumé, with lines, projects and papers."""
    file = _file_of(root) or root
    report.files[file.name] = 'imported'
    site = Site()
    document = read_document(read_text(file), file.name)
    read_resume(document, file.name, report, site, assets_of(site, file.parent))
    return site


def read_resume(document: Value, file: str, report: Report, site: Site, find: FindAsset) -> Item:
    """Add what a résumé says to a site, and return the person whose it is.

    :param file: the path from the folder of the source.
    :param find: finds the files that it names.
    """
    reader = _Reader(Fields.of_document(document, file, report), report, site, find)
    reader.run()
    return reader.person


class _Reader:
    def __init__(self, fields: Fields, report: Report, site: Site, find: FindAsset) -> None:
        self.report = report
        self.fields = fields
        self.site = site
        self.find = find
        self.topics: dict[str, Item] = {}

    def run(self) -> None:
        fields = self.fields
        self.person = self._person(fields.part('basics'))
        self.site.items.append(self.person)
        self._topics()
        sections: dict[str, Callable[[Fields], None]] = {
            'work': partial(self._work, kind='experience', names=('name', 'company')),
            'volunteer': partial(self._work, kind='activities', names=('organization',)),
            'education': self._education,
            'awards': self._award,
            'certificates': self._certificate,
            'publications': self._publication,
            'skills': self._skill,
            'languages': self._language,
            'interests': self._interest,
            'projects': self._project,
            # what the template academicpages adds
            'presentations': self._presentation,
            'teaching': self._course,
            'portfolio': self._project,
        }
        for name, take in sections.items():
            for item in fields.parts(name):
                take(item)
        meta = fields.part('meta')
        if updated := meta.text('lastModified'):
            self.person.facts['updated'] = read_moment(updated)[0]
        for key in ('canonical', 'version', 'theme'):
            meta.lose(key, _HOW_MADE, 'skipped')
        fields.lose('$schema', _HOW_MADE, 'skipped')
        fields.lose('references', 'words of others; ask them before they stand on a website')
        fields.finish()

    # -- the person -------------------------------------------------------------------------

    def _person(self, basics: Fields) -> Item:
        self.report.found['people'] += 1
        name = basics.text('name')
        if not name:
            first, last = basics.text('firstName'), basics.text('lastName')
            name = ' '.join(filter(None, (first, last)))
        facts: dict[str, Any] = {'role': basics.text('label'), 'email': basics.text('email')}
        facts['summary'] = ' '.join(basics.text('summary').split())
        facts['location'] = self._location(basics.part('location'))
        links: dict[str, Any] = {}
        url = basics.text('url') or basics.text('website')
        if url and (why := add_link(links, 'website', url)):
            basics.uncarried('url', url, why)
        for profile in basics.parts('profiles'):
            self._profile(profile, links)
        facts['links'] = links
        for key in ('image', 'picture'):
            if image := basics.text(key):
                facts['photo'], why = self.find(image, basics.origin(key))
                if why:
                    basics.uncarried(key, image, why)
        for key in ('phone', 'address'):
            basics.lose(key, _PRIVATE)
        origin = basics.origin()
        facts = {key: value for key, value in facts.items() if value}
        return Item('person', id_of_name(name, 'person'), name, origin, facts, is_owner=True)

    def _location(self, location: Fields) -> str:
        """Return where somebody is; what a whole address says of the street is left out."""
        parts = [location.text(key) for key in ('city', 'region', 'countryCode')]
        shown = ', '.join(filter(None, parts))
        if shown:
            for key in ('address', 'postalCode'):
                location.lose(key, _PRIVATE)
            return shown
        return location.text('address')

    def _profile(self, profile: Fields, links: dict[str, Any]) -> None:
        network, url, name = (profile.text(key) for key in ('network', 'url', 'username'))
        host = urlsplit(url).netloc if '://' in url else ''
        key = service_of(network or host.removeprefix('www.') or name)
        why = add_link(links, key, url, name)
        if why:
            for field, value in (('network', network), ('url', url), ('username', name)):
                if value:
                    profile.uncarried(field, value, why)
        elif name and url and key not in SERVICES and name not in url:
            profile.uncarried('username', name, 'the address alone is kept')

    # -- dated entries ------------------------------------------------------------------------

    def _line(
        self, item: Fields, kind: str, title: str, options: dict[str, str], body: str = ''
    ) -> None:
        self.report.found[f'lines of {kind}'] += 1
        kept = {name: value for name, value in options.items() if value}
        self.person.lines.append(Line(kind, title, item.origin(), kept, body))

    def _dates(self, item: Fields, *, is_open: bool = True) -> str:
        """Take the dates of an item."""
        start, end = item.text('startDate'), item.text('endDate')
        single = item.text('date') or item.text('releaseDate')
        text, why = read_moment(single) if single else read_range(start, end, is_open=is_open)
        said = single or ' – '.join(filter(None, (start, end)))
        if why and text:
            item.change('dates', said, why)
        elif why:
            for key, value in (('date', single), ('startDate', start), ('endDate', end)):
                if value:
                    item.uncarried(key, value, why)
        return text

    def _link(self, item: Fields) -> str:
        """Take the address of an item; return the option of its links."""
        url = item.text('url') or item.text('website')
        why = add_link({}, 'website', url) if url else ''
        if why:
            item.uncarried('url', url, why)
        return f'website: {url}' if url and not why else ''

    def _text(self, item: Fields) -> str:
        """Take what an item says, as Markdown."""
        summary = item.text('summary') or item.text('description')
        return _markdown(summary, item.texts('highlights'))

    def _work(self, item: Fields, kind: str, names: tuple[str, ...]) -> None:
        organisation = next(filter(None, map(item.text, names)), '')
        title = item.text('position')
        if not title:
            title, organisation = organisation, ''
        if item.peek('summary') and item.peek('description'):
            organisation = f'{organisation} ({item.text("description")})'
        links = self._link(item)
        options = {
            'organisation': plain_line(organisation), 'place': plain_line(item.text('location')),
            'dates': self._dates(item), 'links': links,
        }  # fmt: skip
        self._line(item, kind, plain_line(title), options, self._text(item))

    def _education(self, item: Fields) -> None:
        degree, area, institution = (item.text(key) for key in ('studyType', 'area', 'institution'))
        title = f'{degree} in {area}' if degree and area else degree or area
        if not title:
            title, institution = institution, ''
        links = self._link(item)
        score, courses = item.text('score') or item.text('gpa'), item.texts('courses')
        more = [f'Score: {plain_line(score)}'] if score else []
        body = '\n\n'.join(filter(None, (self._text(item), *more, _markdown('', courses))))
        options = {
            'organisation': plain_line(institution), 'place': plain_line(item.text('location')),
            'dates': self._dates(item), 'links': links,
        }  # fmt: skip
        self._line(item, 'education', plain_line(title), options, body)

    def _award(self, item: Fields) -> None:
        title = item.text('title') or item.text('name')
        links = self._link(item)
        options = {
            'organisation': plain_line(item.text('awarder')), 'dates': self._dates(item),
            'links': links,
        }  # fmt: skip
        self._line(item, 'awards', plain_line(title), options, self._text(item))

    def _certificate(self, item: Fields) -> None:
        title = item.text('name') or item.text('title')
        links = self._link(item)
        options = {
            'organisation': plain_line(item.text('issuer')),
            'dates': self._dates(item, is_open=False), 'links': links,
        }  # fmt: skip
        self._line(item, 'certificates', plain_line(title), options, self._text(item))

    def _skill(self, item: Fields) -> None:
        name, level, keywords = item.text('name'), item.text('level'), item.texts('keywords')
        if fold(name) in self.topics and not level and not keywords:
            self.person.facts.setdefault('topics', []).append(kebab(name))
            return
        body = ', '.join(keywords) if all(',' not in word for word in keywords) else ''
        body = plain_line(body) if body else _markdown('', keywords)
        self._line(item, 'skills', plain_line(name), {'type': level}, body)

    def _language(self, item: Fields) -> None:
        name, level = item.text('language') or item.text('name'), item.text('fluency')
        self._line(item, 'languages', plain_line(name), {'type': level})

    def _interest(self, item: Fields) -> None:
        name, keywords = item.text('name'), item.texts('keywords')
        if fold(name) in self.topics and not keywords:
            topics = self.person.facts.setdefault('topics', [])
            if kebab(name) not in topics:
                topics.append(kebab(name))
            return
        said = (
            f'{name}: {", ".join(keywords)}' if keywords and name else name or ', '.join(keywords)
        )
        text = f'- {plain_line(said)}'
        heading = '## Interests'
        self.person.body += (
            f'\n{text}' if heading in self.person.body else f'\n\n{heading}\n\n{text}'
        )
        self.person.body = self.person.body.strip()

    def _presentation(self, item: Fields) -> None:
        links = self._link(item)
        options = {
            'organisation': plain_line(item.text('event')), 'place': plain_line(item.text('location')),
            'dates': self._dates(item), 'links': links,
        }  # fmt: skip
        self._line(item, 'talks', plain_line(item.text('name')), options, self._text(item))

    def _course(self, item: Fields) -> None:
        links = self._link(item)
        options = {
            'type': item.text('role'), 'organisation': plain_line(item.text('institution')),
            'dates': self._dates(item), 'links': links,
        }  # fmt: skip
        title = plain_line(item.text('course') or item.text('name'))
        self._line(item, 'teaching', title, options, self._text(item))

    # -- topics, projects and papers -------------------------------------------------------------

    def _topics(self) -> None:
        """Make a topic of each keyword of a project that is a skill or an interest as well."""
        own = set()
        for key in ('skills', 'interests'):
            for item in self.fields.peek(key) or ():
                data = item.data if isinstance(item.data, dict) else {}
                name = data['name'].data if 'name' in data else item.data
                if isinstance(name, str) and not data.keys() - {'name'}:
                    own.add(fold(name))
        for project in self.fields.peek('projects') or ():
            data = project.data if isinstance(project.data, dict) else {}
            keywords = data['keywords'].data if 'keywords' in data else ()
            for word in keywords if isinstance(keywords, list) else ():
                name = word.data if isinstance(word.data, str) else ''
                if kebab(name) and fold(name) in own and fold(name) not in self.topics:
                    origin = self.fields.origin()._replace(line=word.line)
                    topic = Item('topic', kebab(name), name, origin)
                    self.topics[fold(name)] = topic
                    self.report.found['topics'] += 1
                    advice = 'a skill, and a keyword of a project: it has the page of a topic'
                    self.report.note('changed', origin, 'keywords', name, advice)
        self.site.items += self.topics.values()

    def _project(self, item: Fields) -> None:
        name, roles = item.text('name'), ', '.join(item.texts('roles'))
        kind = item.text('type') or item.text('category')
        if kind in _DATED:
            links = self._link(item)
            me = f'{self.person.slug} ({roles})' if roles else ''
            options = {
                'organisation': plain_line(item.text('entity')),
                'dates': self._dates(item), 'people': me, 'links': links,
            }  # fmt: skip
            self._line(item, _DATED[kind], plain_line(name), options, self._text(item))
            return
        self.report.found['projects'] += 1
        facts: dict[str, Any] = {}
        body = []
        if kind in get_args(ProjectType):
            facts['type'] = kind
        elif kind and kind != 'portfolio':  # the folder, as academicpages has it
            body.append(f'Type: {plain_line(kind)}')
        summary = item.text('description') or item.text('summary')
        facts['summary'] = ' '.join(summary.split())
        facts['period'] = self._dates(item)
        member: Any = {'id': self.person.slug, 'role': roles} if roles else self.person.slug
        facts['people'] = [member]
        words = item.texts('keywords')
        facts['topics'] = [kebab(word) for word in words if fold(word) in self.topics]
        others = [word for word in words if fold(word) not in self.topics]
        if others:
            body.append(f'Keywords: {plain_line(", ".join(others))}')
        if entity := item.text('entity'):
            body.append(f'At {plain_line(entity)}.')
        link = self._link(item)
        facts['links'] = {'website': link.removeprefix('website: ')} if link else {}
        body.append(_markdown('', item.texts('highlights')))
        kept = {key: value for key, value in facts.items() if value}
        text = '\n\n'.join(filter(None, body))
        self.site.items.append(Item('project', kebab(name), name, item.origin(), kept, text))

    def _publication(self, item: Fields) -> None:
        self.report.found['papers'] += 1
        origin = item.origin()
        title, venue = item.text('name'), item.text('publisher')
        url = item.text('url') or item.text('website')
        text, date = item.text('releaseDate'), ''
        if text:
            date, why = read_moment(text)
            if not date:
                item.uncarried('releaseDate', text, why)
        authors = item.texts('authors')
        fields = {'title': tex_text(title)}
        if authors:
            fields['author'] = ' and '.join(tex_text(name) for name in authors)
        else:
            fields['people'] = self.person.slug
            advice = 'its authors are not told; write them, or the owner is alone'
            self.report.note('changed', origin, 'publications', title, advice)
        fields['howpublished'] = tex_text(venue)
        fields['date'] = date
        host = urlsplit(url).netloc if '://' in url else ''
        if host.endswith('doi.org'):
            fields['doi'] = PurePosixPath(urlsplit(url).path).as_posix().lstrip('/')
        elif url and add_link({}, 'website', url):
            item.uncarried('url', url, 'it is no address; write https://…')
        else:
            fields['url'] = url
        fields['abstract'] = tex_text(item.text('summary'))
        kept = {name: value for name, value in fields.items() if value}
        self.site.papers.append(Paper('misc', kept, origin))


def _markdown(summary: str, items: list[str]) -> str:
    """Return plain text and the items of a list as Markdown."""
    lines = map(plain_line, filter(str.strip, summary.split('\n')))
    return paragraphs(*lines, bulleted([*map(plain_line, items)]))
