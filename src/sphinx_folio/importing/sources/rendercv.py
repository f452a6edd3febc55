"""RenderCV (https://docs.rendercv.com): the CV of a person as YAML."""

import re
from pathlib import Path
from typing import Any

from sphinx_folio.importing.dates import read_moment, read_range
from sphinx_folio.importing.documents import Fields, Value, read_document
from sphinx_folio.importing.facts import add_link, service_of
from sphinx_folio.importing.files import FindAsset, assets_of, read_text
from sphinx_folio.importing.neutral import Item, Line, Paper, Site
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.text import bulleted, marked_line, paragraphs, plain_line, without_marks
from sphinx_folio.model import id_of_name
from sphinx_folio.util import CommandError, tex_text

_PRIVATE = 'a website tells it to everybody; write it into the page if you want that'
_LOOKS = 'it says how the CV looks; Folio has one design, which conf.py changes'
#: The kind of entries by words in the title of a section; the first that fits.
_KINDS = (
    ('education', r'educat|degree|ausbildung|studi(?:es|um)'),
    ('certificates', r'certif|licen[cs]e'),
    ('awards', r'award|hono(?:u)?r|fellowship|prize|scholarship'),
    ('grants', r'grant|fund'),
    ('talks', r'talk|presentation|invited|speak'),
    ('supervision', r'advis|supervis|mentor|student|postdoc'),
    ('teaching', r'teach|course|lectur'),
    ('service', r'review|editor|committee|service'),
    ('press', r'press|media'),
    ('activities', r'volunteer|outreach|extracurric|activit'),
    ('languages', r'language'),
    ('skills', r'skill|technolog|tools'),
    ('experience', r'experience|employ|work|appointment|position|career'),
)
_PAPERS = re.compile(r'publi[ck]a|patent|paper|preprint|manuscript', re.IGNORECASE)
_SUMMARY = re.compile(r'summary|about|profile|objective|welcome', re.IGNORECASE)
_TYPST = re.compile(r'#\w+\[([^\[\]]*)\]')
_OTHERS = re.compile(r'^\s*et\.?\s+al\.?\s*$|^others$', re.IGNORECASE)
_UNPUBLISHED = re.compile(
    r'\b(?:in|under) (?:review|revision|preparation)|submitted', re.IGNORECASE
)
#: The most characters of a text that is a title, not a paragraph.
_LONGEST_TITLE = 100
#: Fields of papers that say where it appeared.
_VENUES = ('journal', 'booktitle', 'conference', 'venue')


def matches(root: Path) -> bool:
    """Tell whether a file is a CV of RenderCV, or a folder holds one that is named so."""
    return _file_of(root) is not None


def _file_of(root: Path) -> Path | None:
    if root.is_dir():
        files = sorted(path for path in root.glob('*.y*ml') if not path.name.startswith('_'))
    else:
        files = [root] if root.suffix in {'.yaml', '.yml'} and root.is_file() else []
    for file in files:
        try:
            text = read_text(file)
        except (OSError, CommandError):
            continue
        if re.search(r'^(?:cv|design)\s*:', text, re.MULTILINE):
            return file
    return None


def read(root: Path, report: Report, **_options: object) -> Site:
    """Return the person of a CV, with lines and papers.

    :raises CommandError: if it holds a design and no CV.
    """
    file = _file_of(root) or root
    report.files[file.name] = 'imported'
    site = Site()
    document = read_document(read_text(file), file.name)
    read_rendercv(document, file.name, report, site, assets_of(site, file.parent))
    return site


def read_rendercv(document: Value, file: str, report: Report, site: Site, find: FindAsset) -> Item:
    """Add what a CV says to a site, and return the person whose it is.

    :param file: the path from the folder of the source.
    :param find: finds the files that it names.
    :raises CommandError: if it holds a design and no CV.
    """
    reader = _Reader(Fields.of_document(document, file, report), report, site, find)
    reader.run()
    return reader.person


def kind_of_section(title: str) -> str:
    """Return the kind of dated entries that the title of a section names, or ``other``."""
    plain = title.replace('_', ' ')
    found = (kind for kind, words in _KINDS if re.search(words, plain, re.IGNORECASE))
    return next(found, 'other')


class _Reader:
    def __init__(self, fields: Fields, report: Report, site: Site, find: FindAsset) -> None:
        self.report = report
        self.fields = fields
        self.site = site
        self.find = find

    def run(self) -> None:
        if 'cv' not in self.fields:
            message = f'{self.fields.file} has a design and no "cv:"; name the file that has one'
            raise CommandError(message)
        cv = self.fields.part('cv')
        self.person = self._person(cv)
        self.site.items.append(self.person)
        sections = cv.part('sections')
        for title in sections:
            self._section(sections, title)
        for key in ('design', 'locale', 'locale_catalog', 'settings', 'rendercv_settings'):
            self.fields.lose(key, _LOOKS, 'skipped')
        self.fields.finish()

    def _person(self, cv: Fields) -> Item:
        self.report.found['people'] += 1
        name = without_marks(_untyped(cv.text('name')))
        facts: dict[str, Any] = {
            'role': without_marks(_untyped(cv.text('headline') or cv.text('label'))),
            'location': cv.text('location'),
        }
        emails = cv.texts('email')
        facts['email'] = emails[0] if emails else ''
        for email in emails[1:]:
            cv.uncarried('email', email, 'a page has one address; write it into the text')
        facts['links'] = self._links(cv)
        if photo := cv.text('photo'):
            facts['photo'], why = self.find(photo, cv.origin())
            if why:
                cv.uncarried('photo', photo, why)
        cv.lose('phone', _PRIVATE)
        kept = {key: value for key, value in facts.items() if value}
        return Item('person', id_of_name(name, 'person'), name, cv.origin(), kept, is_owner=True)

    def _links(self, cv: Fields) -> dict[str, Any]:
        """Take the links of the person."""
        links: dict[str, Any] = {}
        for website in cv.texts('website'):
            if why := add_link(links, 'website', website):
                cv.uncarried('website', website, why)
        for account in cv.parts('social_networks'):
            network, username = account.text('network'), account.text('username')
            if why := add_link(links, service_of(network), username):
                account.uncarried('network', network, why)
                account.uncarried('username', username, why)
        for custom in cv.parts('custom_connections'):
            title, url = custom.text('placeholder'), custom.text('url')
            if why := add_link(links, title or 'website', url):
                custom.uncarried('placeholder', title, why)
                if url:
                    custom.uncarried('url', url, why)
            custom.lose('fontawesome_icon', _LOOKS, 'skipped')
        return links

    # -- sections ---------------------------------------------------------------------------------

    def _section(self, sections: Fields, title: str) -> None:
        heading = ' '.join(title.replace('_', ' ').split())
        heading = heading if heading != heading.lower() else heading.capitalize()
        items = sections.peek(title)
        texts = [item.data for item in items if isinstance(item.data, str)] if items else []
        kind = kind_of_section(title)
        if items and len(texts) == len(items):
            words = [marked_line(_untyped(text)) for text in sections.texts(title)]
            if kind == 'other' or _SUMMARY.search(title):
                self._prose(title, heading, words)
            else:
                for text, value in zip(words, items, strict=False):
                    title, body = (text, '') if len(text) <= _LONGEST_TITLE else ('', text)
                    self._add(Line(kind, title, self._at(value), {}, body, heading))
            return
        for item in sections.parts(title):
            if 'title' in item and 'authors' in item:
                self._paper(item)
            else:
                self._entry(item, kind, heading)

    def _at(self, value: Value) -> Any:
        return self.fields.origin()._replace(line=value.line)

    def _prose(self, title: str, heading: str, words: list[str]) -> None:
        """Keep a section of texts as one, the first one of a short summary as the summary."""
        if _SUMMARY.search(title) and len(words) == 1:
            self.person.facts['summary'] = without_marks(words[0]).replace('\\', '')
            return
        text = paragraphs(f'## {plain_line(heading)}', *words)
        self.person.body = paragraphs(self.person.body, text)

    def _add(self, line: Line) -> None:
        self.report.found[f'lines of {line.kind}'] += 1
        self.person.lines.append(line)

    def _entry(self, item: Fields, kind: str, heading: str) -> None:
        title, organisation = self._title(item, kind)
        options = {
            'organisation': marked_line(organisation),
            'place': marked_line(item.text('location')),
            'dates': self._dates(item),
        }
        title = marked_line(title)
        if url := item.text('url') or item.text('doi'):
            address = f'https://doi.org/{url}' if url.startswith('10.') else url
            if why := add_link({}, 'website', address):
                item.uncarried('url', url, why)
            elif '](' in title:
                options['links'] = f'website: {address}'
            else:
                title = f'[{title}]({address})'
        summary = item.text('summary') or item.text('details')
        body = paragraphs(
            *(marked_line(_untyped(line)) for line in summary.split('\n') if line.strip()),
            bulleted(self._highlights(item)),
        )
        kept = {name: value for name, value in options.items() if value}
        self._add(Line(kind, title, item.origin(), kept, body, heading))

    def _title(self, item: Fields, kind: str) -> tuple[str, str]:
        """Take what an entry is called, and where it was."""
        institution, area, degree = (item.text(key) for key in ('institution', 'area', 'degree'))
        if institution or area or degree:
            if degree or kind == 'education':
                found = f'{degree} in {area}' if degree and area else degree or area
                return (found, institution) if found else (institution, '')
            # of awards, grants and talks people write their title for the institution
            return (institution, area) if institution else (area, '')
        company, position = item.text('company'), item.text('position')
        if company or position:
            return (position, company) if position else (company, '')
        keys = ('name', 'label', 'title', 'bullet', 'number', 'reversed_number')
        return _untyped(next(filter(None, map(item.text, keys)), '')), ''

    def _highlights(self, item: Fields) -> list[str]:
        """Take the highlights, of which one with others below it is a list of them."""
        return [marked_line(_untyped(text)) for text in item.texts('highlights')]

    def _dates(self, item: Fields) -> str:
        start, end, single = (item.text(key) for key in ('start_date', 'end_date', 'date'))
        text, why = read_range(start, end) if start or end else read_moment(single)
        if (start or end) and single:
            item.uncarried('date', single, 'the period from start to end says it')
        said = ' – '.join(filter(None, (start, end))) or single
        if why and text:
            item.change('date', said, why)
        elif why:
            pairs = (('start_date', start), ('end_date', end))
            for key, value in pairs if start or end else (('date', single),):
                if value:
                    item.uncarried(key, value, why)
        return text

    # -- papers -----------------------------------------------------------------------------------

    def _paper(self, item: Fields) -> None:
        self.report.found['papers'] += 1
        title = without_marks(_untyped(item.text('title')))
        authors = self._authors(item)
        fields = {'title': tex_text(title), 'author': ' and '.join(authors)}
        venue = without_marks(_untyped(next(filter(None, (item.text(key) for key in _VENUES)), '')))
        kind, said = _appeared(venue)
        fields |= said
        fields['date'] = self._date(item)
        fields['doi'] = re.sub(r'^.*doi\.org/', '', item.text('doi'))
        if url := item.text('url'):
            if why := add_link({}, 'website', url):
                item.uncarried('url', url, why)
            else:
                fields['url'] = url
        fields['abstract'] = tex_text(without_marks(item.text('summary')))
        kept = {name: value for name, value in fields.items() if value}
        self.site.papers.append(Paper(kind, kept, item.origin()))

    def _authors(self, item: Fields) -> list[str]:
        """Take the authors, of whom the owner of the CV is bold."""
        authors = []
        for author in item.texts('authors'):
            if _OTHERS.match(author):
                authors.append('others')
                continue
            name = _untyped(author).strip()
            if re.fullmatch(r'\*[^*]+\*', name):
                item.change('authors', author, 'the mark is left out; say in a note whom it marks')
            bold = re.fullmatch(r'\*\*\*?([^*]+)\*?\*\*', name)
            authors.append(f'**{tex_text(bold[1])}**' if bold else tex_text(without_marks(name)))
        return authors

    def _date(self, item: Fields) -> str:
        """Take the date of a paper."""
        said = item.text('date')
        date, why = read_moment(said)
        if date and not re.fullmatch(r'\d{4}(-\d\d){0,2}', date):
            date, why = read_moment(f'{date} ?')
        if said and not date:
            item.uncarried('date', said, why or 'write a year, a month or a day')
            return ''
        if why:
            item.change('date', said, why)
        return date


def _appeared(venue: str) -> tuple[str, dict[str, str]]:
    """Return the type of a paper and its field by the words of where it appeared."""
    if not venue:
        return 'misc', {}
    if _UNPUBLISHED.search(venue):
        return 'unpublished', {'note': tex_text(venue)}
    is_meeting = re.search(
        r'\b(?:conference|proceedings|workshop|symposium)\b', venue, re.IGNORECASE
    )
    if is_meeting:
        return 'inproceedings', {'booktitle': tex_text(venue)}
    return 'article', {'journal': tex_text(venue)}


def _untyped(text: str) -> str:
    """Return a text without functions of Typst, whose words are kept."""
    while (bare := _TYPST.sub(r'\1', text)) != text:
        text = bare
    return re.sub(r'\[\[([^\[\]]+)\]\]', r'[\1]', text)
