"""The CV of al-folio in its old form, a list of sections in YAML, becomes lines of timelines."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sphinx_folio.model import fold

from .cv_text import kind_of_section
from .dates import read_moment, split_date
from .front_matter import Fields, text_of
from .jekyll import Jekyll
from .neutral import Item, Line, Origin
from .page_text import Text, plain_text, to_myst

#: The items of "General Information", and the facts that they are.
_GENERAL = {
    'location': 'location', 'address': 'location', 'pronouns': 'pronouns',
    'affiliation': 'affiliation', 'position': 'role', 'title': 'role',
}  # fmt: skip
_DATES = ('year', 'date', 'years', 'term', 'semester')
_TITLES = ('title', 'name', 'course', 'position', 'degree', 'area')
_PLACES = {
    'organisation': ('institution', 'company', 'organization', 'department', 'university'),
    'place': ('location', 'place'),
}
#: Sections whose items stand below what they are, which is no type of an entry.
_GROUPED = ('skills', 'languages')
_DEEPEST = 4


class CvData:
    """Reads the sections of one file.

    :param owner: the person whose CV it is, and who gets the lines.
    """

    def __init__(self, path: str, jekyll: Jekyll, owner: Item) -> None:
        self._path = path
        self._jekyll = jekyll
        self._report = jekyll.report
        self._owner = owner

    def read(self, sections: Iterable[Any]) -> None:
        """Add what all sections say to the owner; those without a kind stay text."""
        rest = []
        source = self._jekyll.files.text(self._path)
        for said in sections:
            if not isinstance(said, dict):
                self._report.drop('lost', Origin(self._path), 'section', said, 'it is no section')
                continue
            title, form = text_of(said.get('title')), text_of(said.get('type'))
            at = source.find(f'title: {title}') if title else -1
            line = source.count('\n', 0, max(at, 0)) + 1
            section = Fields(said, self._path, self._report, {}, line)
            origin = section.origin()
            for key in ('title', 'type'):
                section.take(key)
            kind = kind_of_section(title)
            if form == 'map':
                self._general(title, section.parts('contents'))
            elif kind == 'publications':
                section.drop('contents', 'the bibliography says it', 'skipped')
            elif kind or form == 'time_table':
                lines = self.lines(kind or 'other', section.parts('contents'))
                self.add(replace(line, heading=plain_text(title)) for line in lines)
            else:
                items = _as_list(section.take('contents'))
                rest += [f'## {title}', '\n'.join(self._bullets(items, origin))]
            section.close()
        self._owner.body = '\n\n'.join(filter(None, (self._owner.body, *rest)))

    def add(self, lines: Iterable[Line]) -> None:
        """Add lines to the owner, and count them."""
        for line in lines:
            self._owner.lines.append(line)
            self._report.found[f'lines of {line.kind}'] += 1

    def _general(self, title: str, items: Iterable[Fields]) -> None:
        """Take what a table of general information says that is a fact of a person."""
        facts = self._owner.facts
        for item in items:
            name, value = item.text('name'), item.text('value')
            key = _GENERAL.get(name.lower())
            if 'name' in name.lower() and fold(value) == fold(self._owner.title):
                continue
            if key and value and not facts.get(key):
                facts[key] = plain_text(value)
            elif name.lower() in {'languages', 'language'}:
                lines = (
                    Line('languages', plain_text(word), item.origin()) for word in value.split(',')
                )
                self.add(lines)
            elif value:
                unknown = 'a person has no such key; write it into the text'
                why = f'the page says "{facts[key]}"' if key else unknown
                self._report.take_back(item.origin(), f'{title}: {name}', value, why)
            item.close()

    def lines(self, kind: str, items: Iterable[Fields]) -> Iterator[Line]:
        """Yield the entries that items are, some of which are lists of them."""
        for item in items:
            if 'items' in item and 'institution' not in item:
                yield from self._group(kind, item)
            elif {*item.data} == {'name'}:
                title, dates = split_date(self._words(item.take('name'), item.origin()))
                yield Line(kind, title, item.origin(), {'dates': dates} if dates else {})
            else:
                yield self._line(kind, item)

    def _group(self, kind: str, group: Fields) -> Iterator[Line]:
        """Yield an entry for each item below a year, or below what they are."""
        origin = group.origin()
        moment, head = self._moment(group.take('year'), origin), group.text('title')
        items = _as_list(group.take('items'))
        group.close()
        for item in items:
            words = self._words(item, origin)
            title, dates = (words, moment) if moment else split_date(words)
            options = {'dates': dates} if dates else {}
            if head and kind in _GROUPED:
                title = f'{head}: {title}'
            elif head:
                options['type'] = head
            yield Line(kind, title, origin, options)

    def _line(self, kind: str, fields: Fields) -> Line:
        """Return the entry that an item with keys is."""
        origin, options = fields.origin(), dict[str, str]()
        for key in _DATES:
            if key in fields and (moment := self._moment(fields.take(key), origin)):
                options.setdefault('dates', moment)
        for option, keys in _PLACES.items():
            words = [self._words(fields.take(key), origin) for key in keys if key in fields]
            if words:
                options[option] = ', '.join(words)
        named = (key for key in _TITLES if key in fields)
        title = next((self._words(fields.take(key), origin) for key in named), '')
        items = [*_as_list(fields.take('description')), *_as_list(fields.take('items'))]
        for key in ('url', 'link'):
            if key in fields and text_of(fields.look(key)).startswith(('http://', 'https://')):
                options['links'] = f'website: {fields.text(key)}'
        fields.close(('hidden', 'type'))
        body = '\n'.join(self._bullets(items, origin))
        return Line(kind, title or options.get('organisation', ''), origin, options, body)

    def _moment(self, value: Any, origin: Origin) -> str:
        moment = read_moment(value)
        if moment.flaw:
            self._report.note('changed', origin, 'year', value, moment.flaw)
        return moment.text

    def _words(self, value: Any, origin: Origin) -> str:
        """Return a text of the file, which may be HTML, as one line of Markdown."""
        if isinstance(value, dict):
            value = value.get('title') or value.get('name') or value
        how = Text(origin, self._report, link=self._jekyll.link)
        return ' '.join(to_myst(text_of(value), how).split())

    def _bullets(self, items: Iterable[Any], origin: Origin, depth: int = 0) -> Iterator[str]:
        for item in items:
            if words := self._words(item, origin):
                yield f'{"  " * depth}- {words}'
            if isinstance(item, dict) and depth < _DEEPEST:
                below = _as_list(item.get('contents') or item.get('items'))
                yield from self._bullets(below, origin, depth + 1)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
