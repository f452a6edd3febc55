"""A reference in the variables of CSL-JSON becomes an entry of biblatex: the inverse of `bib.csl`.

Variables and types are those of the CSL 1.0.2 specification (appendices III and IV), fields
those of biblatex (manual §2.2), and what programs of the field add: ``pmid``, ``keywords``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sphinx_folio.bib import (
    PlainEntry,
    SourceEntry,
    bare_doi,
    check_date,
    find_arxiv,
    missing_fields,
)
from sphinx_folio.importing.neutral import Origin, Paper
from sphinx_folio.importing.report import Report
from sphinx_folio.model import STATES

from .tex import address, names, one_line, tex

#: Types of CSL and the entry types that mean the same.
TYPES = {
    'article': 'misc',
    'article-journal': 'article',
    'article-magazine': 'article',
    'article-newspaper': 'article',
    'bill': 'legislation',
    'book': 'book',
    'broadcast': 'video',
    'chapter': 'incollection',
    'classic': 'book',
    'collection': 'collection',
    'dataset': 'dataset',
    'document': 'misc',
    'entry': 'inreference',
    'entry-dictionary': 'inreference',
    'entry-encyclopedia': 'inreference',
    'event': 'misc',
    'figure': 'image',
    'graphic': 'artwork',
    'hearing': 'misc',
    'interview': 'misc',
    'legal_case': 'jurisdiction',
    'legislation': 'legislation',
    'manuscript': 'unpublished',
    'map': 'misc',
    'motion_picture': 'movie',
    'musical_score': 'music',
    'pamphlet': 'booklet',
    'paper-conference': 'inproceedings',
    'patent': 'patent',
    'performance': 'performance',
    'periodical': 'periodical',
    'personal_communication': 'letter',
    'post': 'online',
    'post-weblog': 'online',
    'regulation': 'legislation',
    'report': 'report',
    'review': 'review',
    'review-book': 'review',
    'software': 'software',
    'song': 'audio',
    'speech': 'unpublished',
    'standard': 'standard',
    'thesis': 'thesis',
    'treaty': 'legal',
    'webpage': 'online',
}
#: What the name of a CSL type says and the entry type does not.
_GENRES = {
    'hearing': 'Hearing',
    'interview': 'Interview',
    'map': 'Map',
    'post-weblog': 'Blog post',
    'review-book': 'Book review',
}
#: Fields of words, by the variable; where the first is taken or unfit, the next one.
_WORDS = {
    'title': 'title',
    'title-short': 'shorttitle',
    'shortTitle': 'shorttitle',
    'container-title-short': 'shortjournal',
    'journalAbbreviation': 'shortjournal',
    'publisher-place': 'location',
    'edition': 'edition',
    'version': 'version',
    'chapter-number': 'chapter',
    'number-of-pages': 'pagetotal',
    'number-of-volumes': 'volumes',
    'event-title': 'eventtitle',
    'event': 'eventtitle',
    'event-place': 'venue',
    'collection-title': 'series',
    'volume-title': 'booktitle',
    'part-number': 'part',
    'part-title': 'issuetitle',
    'supplement-number': 'issuesubtitle',
    'section': 'chapter',
    'medium': 'howpublished',
    'call-number': 'library',
    'archive_collection': 'library',
    'language': 'language',
    'keyword': 'keywords',
    'abstract': 'abstract',
    'annote': 'annotation',
    'original-title': 'origtitle',
    'original-publisher': 'origpublisher',
    'original-publisher-place': 'origlocation',
    'reviewed-title': 'titleaddon',
    'affiliation': 'affiliation',
    'funding': 'funding',
    'copyright': 'copyright',
    'people': 'people',
}
#: Fields whose value is an identifier or an address, without TeX.
_BARE = {'PMID': 'pmid', 'PMCID': 'pmcid', 'ISBN': 'isbn', 'ISSN': 'issn', 'pdf': 'pdf'}
#: Lists of names that biblatex has a field for.
_PEOPLE = {
    'author': 'author',
    'editor': 'editor',
    'translator': 'translator',
    'container-author': 'bookauthor',
    'assignee': 'holder',
}
#: Roles that biblatex has as a type of editors (manual §2.3.6), or none for.
_FURTHER = {
    'compiler': 'compiler',
    'organizer': 'organizer',
    'contributor': 'collaborator',
    'chair': 'chair',
    'collection-editor': 'series editor',
    'composer': 'composer',
    'curator': 'curator',
    'director': 'director',
    'editor-translator': 'editor and translator',
    'editorial-director': 'editorial director',
    'executive-producer': 'executive producer',
    'guest': 'guest',
    'host': 'host',
    'illustrator': 'illustrator',
    'interviewer': 'interviewer',
    'narrator': 'narrator',
    'original-author': 'original author',
    'performer': 'performer',
    'producer': 'producer',
    'recipient': 'recipient',
    'reviewed-author': 'reviewed author',
    'script-writer': 'script writer',
    'series-creator': 'creator',
}
#: What makes works of arts has no authors, but those who did it.
_MAKERS = ('composer', 'director', 'performer', 'interviewer', 'script-writer', 'organizer')
_DATES = {'accessed': 'urldate', 'event-date': 'eventdate', 'original-date': 'origdate'}
#: Where something appeared, by the type of CSL or of the entry: a field, and the variables of
#: which the first that says something goes there.
_VENUES: dict[str, tuple[tuple[str, ...], ...]] = {
    'article': (('howpublished', 'container-title', 'publisher', 'archive'),),
    'inproceedings': (('booktitle', 'container-title', 'event-title', 'event'),),
    'misc': (('howpublished', 'container-title'),),
    'online': (('howpublished', 'container-title'),),
    'report': (('institution', 'publisher', 'archive'),),
    'standard': (('organization', 'publisher', 'authority'),),
    'thesis': (('institution', 'publisher', 'archive'),),
    **dict.fromkeys(
        ('article-journal', 'article-magazine', 'article-newspaper', 'review', 'review-book'),
        (('journal', 'container-title'),),
    ),
}
#: The same for what is left in every type.
_ANY_VENUE = (
    ('booktitle', 'container-title'),
    ('publisher', 'publisher'),
    ('library', 'archive', 'archive_location'),
    ('addendum', 'archive_location'),
    ('location', 'jurisdiction'),
)
#: Kinds of articles (biblatex manual §2.2.3, ``entrysubtype``).
_SUBTYPES = {'article-magazine': 'magazine', 'article-newspaper': 'newspaper'}
#: Variables that only a note has room for.
_IN_NOTE = ('note', 'references', 'authority', 'dimensions', 'scale')
_BEFORE_NUMBER = re.compile(r'(?i)^.*arxiv[.:/]\s*(?:org/(?:abs|pdf)/)?')
_RANGE = re.compile(r'(?<=\w)\s*[-–—]+\s*(?=\w)')
_OF_DOI = re.compile(r'https?://(?:dx\.|www\.)?doi\.org/\S+')
#: Types for which there is one that demands less and says the same to readers.
_LESSER = {'book': 'booklet', 'report': 'manual', 'techreport': 'manual'}
#: Variables about the record of a program or about one citation, not about the work.
ASIDE = frozenset(
    {'id', 'type', 'citation-key', 'citation-label', 'citation-number', 'source', 'custom'}
    | {'first-reference-note-number', 'locator', 'year-suffix', 'categories', 'page-first'}
)
_WORDS_FOR_TYPES = {
    'mastersthesis': 'Master’s thesis',
    'phdthesis': 'PhD thesis',
    'techreport': 'Technical report',
    'thesis': 'Thesis',
}
_STATE_WORDS = {re.sub(r'\W', '', state): state for state in STATES}
_ARXIV_DOI = re.compile(r'10\.48550/arxiv\.', re.IGNORECASE)
#: What BibTeX and a web page both take for a key.
_KEY = re.compile(r'\w(?!.*://)[\w.:/+&*\'!?;|-]{0,99}')


#: What to do about fields of which that is clear.
_ADVICE = dict.fromkeys(('type', 'ty'), 'no entry is of this type, so it is @misc now')


@dataclass
class Work:
    """One reference on its way: what the source says, and what CSL calls it."""

    origin: Origin
    item: dict[str, Any] = field(default_factory=dict)
    #: Each field of the source that says something, with its value and the variables it went to.
    said: list[tuple[str, object, tuple[str, ...]]] = field(default_factory=list)

    def put(self, name: str, value: object, variable: str = '', as_: object = None) -> None:
        """Note that a field of the source says a variable; of two that do, the first stays."""
        wanted = value if as_ is None else as_
        if value in (None, '', [], {}):
            return
        is_said = variable in self.item and self.item[variable] != wanted
        if variable and not is_said:
            self.item[variable] = wanted
        self.said.append((name, value, (variable,) if variable and not is_said else ()))


def paper_of(work: Work, report: Report) -> Paper:
    """Return the entry of a reference, and account for each of its fields."""
    made = _Entry(work.item)
    lost = made.lost()
    file = work.origin.file
    for name, value, variables in work.said:
        if variables and not lost.intersection(variables):
            report.carry(file)
        else:
            shown = value if isinstance(value, str | int | float) else repr(value)
            advice = _ADVICE.get(
                name.lower(), 'no field of an entry holds this; add it to the note'
            )
            report.drop('lost', work.origin, name, one_line(shown)[:200], advice)
    key = one_line(work.item.get('id', ''))
    key = key if _KEY.fullmatch(key) else ''
    paper = Paper(made.type, made.fields, work.origin, key)
    fit(paper, report)
    report.found['papers'] += 1
    return paper


def fit(paper: Paper, report: Report) -> None:
    """Make an entry that lacks what its type demands one of a type that demands less."""
    if 'title' not in paper.fields and not {'crossref', 'xdata'} & paper.fields.keys():
        title = next(
            (paper.fields[name] for name in ('booktitle', 'journal', 'doi', 'url') if name in paper.fields),
            paper.key or 'Untitled',
        )  # fmt: skip
        paper.fields['title'] = title
        advice = 'it has no title, and this stands in its place; write the title'
        report.note('changed', paper.origin, 'title', title, advice)
    if lacks := lacking(paper.type, paper.fields):
        lesser = _LESSER.get(paper.type, 'misc')
        advice = f'it has no {", ".join(lacks)}, so it is @{lesser} now; add what is missing'
        report.note('changed', paper.origin, 'type', paper.type, advice)
        if genre := _WORDS_FOR_TYPES.get(paper.type):
            paper.fields.setdefault('type', genre)
        paper.type = lesser


def lacking(kind: str, fields: Mapping[str, str]) -> list[str]:
    """Return what the type of an entry demands and the entry does not give."""
    return missing_fields(SourceEntry(PlainEntry('', kind, fields, {}), '', 1))


class _Entry:
    """The type and the fields of an entry, made of one item."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        self._item = {
            name: value for name, value in item.items() if value not in ('', None, [], {})
        }
        self._kind = str(self._item.get('type', '')).strip()
        self._carried: set[str] = {'id', 'type'} & self._item.keys()
        self.type = TYPES.get(self._kind, 'misc')
        self.fields: dict[str, str] = {}
        if self._kind and self._kind not in TYPES:
            self._carried.discard('type')
        self._add_people()
        self._add_title()
        self._add_dates()
        self._add_venue()
        self._add_numbers()
        self._add_rest()

    def lost(self) -> set[str]:
        """Return the variables that no field holds."""
        return set(self._item) - self._carried

    def _set(self, name: str, value: str, *variables: str) -> bool:
        """Fill in a field that is free, and note the variables that it carries."""
        if not value:
            return False
        if self.fields.setdefault(name, value) != value:
            return False
        self._carried.update(variables)
        return True

    def _text(self, *variables: str) -> str:
        """Return the first of some variables that says something, as plain text."""
        return next((text for text in map(self._plain, variables) if text), '')

    def _plain(self, variable: str) -> str:
        value = self._item.get(variable, '')
        if isinstance(value, list):
            value = ', '.join(str(part) for part in value if isinstance(part, str | int))
        return one_line(value) if isinstance(value, str | int | float) else ''

    def _put(self, name: str, *variables: str) -> None:
        """Fill in a field, if it is free, with the first variable that no field has yet."""
        for variable in variables:
            if variable not in self._carried and self._set(
                name, tex(self._text(variable)), variable
            ):
                return

    def _add_people(self) -> None:
        for variable, name in _PEOPLE.items():
            self._set(name, names(self._item.get(variable)), variable)
        if 'author' not in self.fields and self.type not in {'book', 'collection', 'incollection'}:
            for variable in _MAKERS:
                if self._set('author', names(self._item.get(variable)), variable):
                    break
        free = iter(('editora', 'editorb', 'editorc'))
        for variable, role in _FURTHER.items():
            people = '' if variable in self._carried else names(self._item.get(variable))
            if not people:
                continue
            is_editor = role in {'compiler', 'organizer'} and 'editor' not in self.fields
            name = 'editor' if is_editor else next(free, '')
            if name and self._set(name, people, variable):
                self.fields[f'{name}type'] = role

    def _add_title(self) -> None:
        if self.type == 'periodical' and self._text('container-title'):
            self._put('title', 'container-title')
            if self._text('title') != self._text('container-title'):
                self._put('issuetitle', 'title')
            self._carried.add('title')
        self._put('title', 'title')

    def _add_dates(self) -> None:
        if date := _date(self._item.get('issued')):
            self._set('year' if len(date) == 4 else 'date', date, 'issued')
        for variable, name in _DATES.items():
            if date := _date(self._item.get(variable)):
                self._set(name, date, variable)
        if status := self._text('status'):
            state = _STATE_WORDS.get(re.sub(r'\W', '', status.lower()), '')
            self._set('pubstate', state or tex(status), 'status')

    def _add_venue(self) -> None:
        if arxiv := self._arxiv():
            self._set('eprint', arxiv)
            self._set('eprinttype', 'arxiv')
            said = ('number', 'archive_location', 'archive', 'publisher')
            self._carried |= {name for name in said if 'arxiv' in self._plain(name).lower()}
        elif self._kind == 'article':
            self._set('pubstate', 'prepublished')
        if self._kind in _SUBTYPES:
            self._set('entrysubtype', _SUBTYPES[self._kind])
        own = _VENUES.get(self._kind) or _VENUES.get(self.type, ())
        for name, *variables in (*own, *_ANY_VENUE):
            self._put(name, *variables)

    def _arxiv(self) -> str:
        """Return the number on arXiv, which programs have in one of several variables."""
        number, place = self._plain('number'), self._plain('archive_location')
        said = [text for text in (number, place, self._plain('DOI')) if 'arxiv' in text.lower()]
        if 'arxiv' in self._plain('archive').lower():
            said.append(place)
        if self._kind == 'article' and 'arxiv.org/' in (url := self._plain('URL')).lower():
            said.append(url)
        bare = (_BEFORE_NUMBER.sub('', text) for text in said)
        return next(filter(None, map(find_arxiv, bare)), '')

    def _add_numbers(self) -> None:
        for variable, name in (('volume', 'volume'), ('page', 'pages')):
            text = self._text(variable)
            self._set(name, tex(_RANGE.sub('--', text)), variable)
        self._put('number', 'issue')
        if self.type in {'article', 'review', 'inproceedings', 'incollection'}:
            is_article = self.type in {'article', 'review'} and 'pages' not in self.fields
            self._put('eid' if is_article else 'articleno', 'number')
        self._put('number', 'number', 'collection-number')
        self._put('volume', 'collection-number')

    def _add_rest(self) -> None:
        self._put('type', 'genre')
        if self._kind in _GENRES:
            self._set('type', _GENRES[self._kind])
        for variable, name in _WORDS.items():
            self._put(name, variable)
        if doi := bare_doi(self._text('DOI')):
            self._set('doi', re.sub(r'[{}\\]', '', doi), 'DOI')
        for variable, name in _BARE.items():
            self._set(name, address(self._text(variable)), variable)
        self._add_url()
        free = [name for name in _IN_NOTE if name not in self._carried and self._text(name)]
        said = [self._text(name) for name in free]
        note = said[0] if len(said) == 1 else ' '.join(f'{text.rstrip(".")}.' for text in said)
        self._set('note', tex(note), *free)
        if self.type == 'online' and not self.fields.keys() & {'url', 'doi', 'eprint'}:
            self.type = 'misc'

    def _add_url(self) -> None:
        url = address(self._text('URL'))
        url = f'https://{url}' if url.lower().startswith('www.') else url
        doi = _OF_DOI.fullmatch(url)
        if doi and bare_doi(url).lower() == self.fields.get('doi', '').lower():
            self._carried.add('URL')
        elif re.match(r'(?:https?|ftp)://[^/\s]+\.', url):
            self._set('url', url, 'URL')


def _date(value: object) -> str:
    """Return a date of CSL-JSON as biblatex writes it; nothing where no calendar has it."""
    if isinstance(value, str | int):
        value = {'raw': str(value)}
    if not isinstance(value, Mapping):
        return ''
    dates = [*filter(None, map(_iso, _date_parts(value)))]
    text = '/'.join(dates[:2])
    season = str(value.get('season', ''))
    if re.fullmatch(r'[1-4]', season) and re.fullmatch(r'\d{4}', text):
        text = f'{text}-2{season}'
    if text and value.get('circa') and '/' not in text:
        text += '~'
    return text if text and check_date(text) is None else _year_of(text)


def _year_of(text: str) -> str:
    return text[:4] if re.match(r'(?:1\d|2[01])\d\d', text) and len(text) > 4 else ''


def _date_parts(value: Mapping[str, Any]) -> Iterator[Iterable[Any]]:
    parts = value.get('date-parts')
    if isinstance(parts, list):
        yield from (part for part in parts if isinstance(part, list))
        return
    raw = one_line(value.get('raw') or value.get('literal') or '')
    for text in raw.split('/') if re.fullmatch(r'[\d-]+/[\d-]+', raw) else [raw]:
        if match := re.search(r'(?<!\d)(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)', text):
            yield [part for part in match.groups() if part]


def _iso(parts: Iterable[Any]) -> str:
    numbers = [
        int(text) for part in parts if re.fullmatch(r'\d{1,4}', text := str(part).strip(), re.ASCII)
    ]
    if not numbers or not 1000 <= numbers[0] <= 2199:
        return ''
    year, *rest = numbers
    text = f'{year:04}'
    for number in rest[:2]:
        if not 1 <= number <= 31:
            break
        text += f'-{number:02}'
    return text if check_date(text) is None else f'{year:04}'
