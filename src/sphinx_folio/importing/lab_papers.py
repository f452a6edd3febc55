"""Papers of greenelab's template: what its robot has made of identifiers, and what was typed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sphinx_folio.bib import decode
from sphinx_folio.model import fold

from .citations import find_doi, tex, venue_fields
from .front_matter import Fields, text_of, texts_of
from .includes import address_of
from .jekyll import Jekyll
from .neutral import INTERNAL, Item, Origin, Paper
from .page_text import CITED, plain_text
from .persons import Directory
from .references import with_keys
from .references.tex import names_of
from .references.works import Work, paper_of
from .report import Fate

_CITATIONS = re.compile(r'_data/(?:citations|research-output)\.(?:ya?ml|json)')
_SOURCES = re.compile(r'_data/(?:sources|research-input)[^/]*\.(?:ya?ml|json)')
#: What the robot looks for; its papers are among the citations.
_SEARCHES = re.compile(r'_data/(?:orcid|pubmed|google-scholar)[^/]*\.(?:ya?ml|json)')
#: Types of CSL by the words of the template, and by those that its users write.
_TYPES = {
    'paper': 'article-journal', 'article': 'article-journal', 'journal': 'article-journal',
    'journal-article': 'article-journal', 'review': 'article-journal', 'manubot': 'article-journal',
    'publication': 'article-journal', 'preprint': 'article', 'book': 'book',
    'chapter': 'chapter', 'book-chapter': 'chapter', 'conference': 'paper-conference',
    'conference-paper': 'paper-conference', 'proceedings': 'paper-conference',
    'inproceedings': 'paper-conference', 'thesis': 'thesis', 'dissertation': 'thesis',
    'report': 'report', 'data': 'dataset', 'dataset': 'dataset', 'software': 'software',
    'source': 'software', 'code': 'software', 'package': 'software', 'unpublished': 'manuscript',
    'patent': 'patent', 'poster': 'speech', 'talk': 'speech', 'presentation': 'speech',
    'website': 'webpage',
}  # fmt: skip
#: Types that are published by somebody, where others appear in something.
_PUBLISHED = frozenset({'book', 'dataset', 'report', 'software', 'thesis'})
_PREPRINTS = re.compile(
    r'\b(?:bio|med|chem|earth|eco|edu|eng|paleo|psy|soc)?[aæ]?r[xχ]iv\b|\bpreprints?\b|research square|\bssrn\b',
    re.IGNORECASE,
)
#: Who publishes data, and nothing else that a paper would be.
_ARCHIVES = re.compile(
    r'(?:dryad|figshare|harvard dataverse|mendeley data|pangaea|zenodo)\b', re.IGNORECASE
)
_GROUP = re.compile(
    r'\b(?:consortium|collaborations?|committee|group|initiative|network|project|society|team)\b',
    re.IGNORECASE,
)
#: The fields of an entry that buttons fill, by their types.
_BUTTONS = {
    'preprint': 'html', 'source': 'code', 'code': 'code', 'github': 'code', 'data': 'data',
    'dataset': 'data', 'website': 'website', 'link': 'website', 'external': 'website',
    'pdf': 'pdf', 'slides': 'slides', 'video': 'video', 'youtube': 'video', 'poster': 'poster',
    'supplement': 'supp', 'blog': 'blog',
}  # fmt: skip
#: What the robot notes for itself.
_NOTED = frozenset({'plugin', 'file', 'thumbnail-alt', 'style'})
#: Variables of CSL by what users of the template add.
_MORE = {
    'abstract': 'abstract', 'issue': 'issue', 'number': 'issue', 'pages': 'page', 'volume': 'volume',
    'doi': 'DOI', 'isbn': 'ISBN', 'issn': 'ISSN', 'language': 'language',
}  # fmt: skip
#: Papers and searches that the template comes with.
_SAMPLES = frozenset(
    {
        'doi:10.1371/journal.pcbi.1007128',
        'doi:10.1016/j.csbj.2020.05.017',
        'doi:10.7554/elife.32822',
    }
)
_SAMPLE_ORCID = '0000-0002-4655-3773'
_SAMPLE = 'it is an example of the template; --keep-samples takes it'


class _Record:
    """A paper as one file says it, or several; what the first says counts."""

    def __init__(self, row: Fields) -> None:
        self.rows = [row]

    @property
    def data(self) -> dict[str, Any]:
        return {key: value for row in reversed(self.rows) for key, value in row.data.items()}

    def look(self, key: str) -> Any:
        return next((row.look(key) for row in self.rows if key in row), None)

    def take(self, key: str) -> Any:
        """Take a value; the others that say something else of it are told of."""
        found = [row for row in self.rows if key in row]
        for other in found[1:]:
            same = other.look(key) == found[0].look(key)
            if same:
                other.take(key)
            else:
                advice = f'{found[0].file} says "{text_of(found[0].look(key))[:200]}"'
                other.drop(key, advice, 'skipped')
        return found[0].take(key) if found else None

    def text(self, key: str) -> str:
        return text_of(self.take(key))

    def drop(self, key: str, advice: str, fate: Fate = 'lost') -> None:
        if row := next((row for row in self.rows if key in row.data), None):
            row.drop(key, advice, fate)

    def origin(self, key: str = '') -> Origin:
        row = next((row for row in self.rows if key in row.data), self.rows[0])
        return row.origin(key)

    def close(self) -> None:
        for row in self.rows:
            row.close(_NOTED)

    def skip(self, why: str) -> None:
        """Leave the whole paper out."""
        for row in self.rows:
            row.report.note('skipped', row.origin(), 'paper', _name(self.data), why)
            row.leave_out()


def _name(data: dict[str, Any]) -> str:
    return text_of(data.get('title')) or text_of(data.get('id'))


class LabPapers:
    """The papers of a site of the template.

    :param people: the members, whose papers need no other sign where their names stand in them.
    """

    def __init__(self, jekyll: Jekyll, people: Iterable[Item]) -> None:
        self.jekyll = jekyll
        self.report = jekyll.report
        self.people = list(people)
        self._directory = Directory(self.people)
        #: What the files say of each paper, with the paper.
        self.shown: list[tuple[dict[str, Any], Paper]] = []

    def read(self) -> list[Paper]:
        """Read all, and return the papers with their keys."""
        files = self.jekyll.files
        paths = [path for path in files.paths if path.startswith('_data/')]
        records = self._records(paths)
        papers, said = [], []
        for record in records:
            if record.look('remove') in (True, 'true'):
                record.skip('it says "remove: true"')
            elif self._is_sample(record):
                record.skip(_SAMPLE)
            else:
                said.append(record.data)
                papers.append(self._paper(record))
        papers = with_keys(papers)
        self._relate(papers)
        self.shown = list(zip(said, papers, strict=True))
        for path in filter(_SEARCHES.fullmatch, paths):
            if any(map(_CITATIONS.fullmatch, paths)):
                files.skip(path, 'what it finds is among the citations')
            else:
                advice = 'it names no papers: save them as BibTeX there, and import that file too'
                files.lose(path, advice)
        return papers

    def _records(self, paths: Iterable[str]) -> list[_Record]:
        """Return what the files say of each paper, the citations first."""
        records: list[_Record] = []
        known: dict[str, _Record] = {}
        for pattern in (_CITATIONS, _SOURCES):
            for path in filter(pattern.fullmatch, paths):
                for row in self.jekyll.data_rows(path):
                    name = text_of(row.look('id')).lower().removeprefix('doi:')
                    if name and name in known:
                        known[name].rows.append(row)
                        continue
                    records.append(_Record(row))
                    if name:
                        known[name] = records[-1]
        return records

    def _is_sample(self, record: _Record) -> bool:
        """Tell whether a paper is the template's: one of its own, and by no member."""
        is_its_own = (
            text_of(record.look('id')).lower() in _SAMPLES
            or text_of(record.look('orcid')) == _SAMPLE_ORCID
        )
        authors = self._authors(record.look('authors'))
        by_member = any(map(self._directory.find, [*authors, *texts_of(record.look('orcid'))]))
        return is_its_own and not by_member and not self.jekyll.keep_samples

    @staticmethod
    def _authors(said: Any) -> list[str]:
        names = texts_of(said) if isinstance(said, list) else re.split(r'\s*,\s*', text_of(said))
        return [name for name in map(plain_text, names) if name]

    # -- one paper

    def _paper(self, record: _Record) -> Paper:
        origin = record.origin()
        item: dict[str, Any] = {}
        self._identify(record, item)
        kind = item['type'] = self._type(record, item)
        item['title'] = record.text('title')
        authors = self._authors(record.take('authors'))
        item['author'] = [
            {'literal': name} if _GROUP.search(name) else next(iter(names_of([name])), {})
            for name in authors
        ]
        venue = record.text('publisher') or record.text('journal')
        item['publisher' if kind in _PUBLISHED else 'container-title'] = plain_text(venue)
        for key, variable in _MORE.items():
            if variable not in item and record.look(key):
                item[variable] = record.text(key)
        date = record.text('date') or record.text('year')
        item['issued'] = {'raw': date}
        self._link(record, item)
        paper = paper_of(Work(origin, item), self.report)
        if item.get('DOI') and 'doi' not in paper.fields:
            record.drop('id', 'it is no DOI')
        if date and not paper.fields.keys() & {'date', 'year'}:
            record.drop('date', 'it is no date')
        elif len(date) > 7 and 'year' in paper.fields:
            self.report.note(
                'changed', origin, 'date', date, 'no calendar has it; the year is kept'
            )
        missing = [word for word, said in (('authors', authors), ('date', date)) if not said]
        if missing:
            advice = f'it has no {" and no ".join(missing)}; add what is missing'
            self.report.note('changed', origin, 'paper', _name(record.data), advice)
        if 'volume' not in paper.fields and re.search(r',? \d', venue):  # as Google Scholar has it
            parts = venue_fields(venue, paper.type)
            paper.fields |= parts if paper.type == 'article' and 'journal' in parts else {}
        self._add(record, paper)
        self._members(record, paper, authors)
        record.close()
        return paper

    def _identify(self, record: _Record, item: dict[str, Any]) -> None:
        """Fill in the identifier, of which the prefix says what it is."""
        said = record.text('id')
        prefix, colon, value = (part.strip() for part in said.partition(':'))
        name = prefix.lower() if colon else ''
        if not name and re.match(r'10\.\d{4,9}/', said):
            name, value = 'doi', said
        if name in {'http', 'https'}:
            name, value = 'url', said
        if name == 'doi':
            item['DOI'] = value
        elif name in {'pubmed', 'pmid'} and value.isdecimal():
            item['PMID'] = value
        elif name in {'pmc', 'pmcid'}:
            item['PMCID'] = f'PMC{value.upper().removeprefix("PMC")}'
        elif name == 'arxiv':
            item['number'] = f'arXiv:{value}'
        elif name == 'isbn':
            item['ISBN'] = value
        elif name == 'url':
            item['URL'] = value
        elif said:
            fate: Fate = 'skipped' if record.look('link') else 'lost'
            record.drop('id', 'no link is made of an identifier of this kind', fate)

    def _type(self, record: _Record, item: dict[str, Any]) -> str:
        word = record.text('type').lower().strip()
        if found := _TYPES.get(re.sub(r'[\s_]+', '-', word), ''):
            return found
        if word:
            record.drop('type', 'it is taken for an article; change the type of the entry')
        venue = text_of(record.look('publisher'))
        doi = str(item.get('DOI', ''))
        is_of_archive = venue == 'Cold Spring Harbor Laboratory' and doi.startswith('10.1101/')
        if _ARCHIVES.match(venue):
            return 'dataset'
        if 'number' in item or _PREPRINTS.search(venue) or is_of_archive:
            return 'article'
        return 'book' if 'ISBN' in item else 'article-journal'

    def _link(self, record: _Record, item: dict[str, Any]) -> None:
        address = record.text('link')
        if not address:
            return
        if re.match(r'https?://(?:dx\.)?doi\.org/', address):  # maybe a short one, of the robot
            if doi := find_doi(address):
                item.setdefault('DOI', doi)
            if 'DOI' in item:
                return
        new = self.jekyll.link(address, record.origin('link'))
        if re.match(r'https?://', new):
            item.setdefault('URL', new)
        elif new.startswith('/'):
            item['pdf'] = new.lstrip('/')
        else:
            record.drop('link', 'it leads nowhere')

    def _add(self, record: _Record, paper: Paper) -> None:
        """Add what only lists of the template show."""
        fields = paper.fields
        if description := record.take('description'):
            fields['note'] = tex(plain_text(text_of(description)))
        for key in ('image', 'thumbnail'):
            row = next((row for row in record.rows if key in row), None)
            if row and (preview := self.jekyll.photo(row, key)):
                fields.setdefault('preview', preview.lstrip('/'))
            elif key in record.data:
                record.take(key)
        tags = words_of(record.take('tags'))
        if tags:
            fields['topics'] = ', '.join(tag.replace(',', ' ') for tag in map(tex, tags))
        buttons = [
            (key, button)
            for key in ('buttons', 'extra-links')
            for button in _listed(record.take(key))
        ]
        if repository := record.text('repo'):
            buttons.append(('repo', {'type': 'source', 'link': f'https://github.com/{repository}'}))
        self._add_links(record, fields, buttons)

    def _add_links(
        self, record: _Record, fields: dict[str, str], buttons: Iterable[tuple[str, Any]]
    ) -> None:
        """Fill in the fields of links; what finds its own taken is the website, if it can."""
        others = []
        for key, button in buttons:
            data = button if isinstance(button, dict) else {'link': button}
            kind, value = (
                text_of(data.get('type')).lower(),
                text_of(data.get('link') or data.get('url')),
            )
            address = address_of(kind, value, self.jekyll.types)
            new = self.jekyll.link(address, record.origin(key)) if address else ''
            called = f'{key}: {text_of(data.get("text")) or kind}'
            if not new or new.startswith((INTERNAL, CITED, '#', 'mailto:', 'tel:')):
                advice = 'it leads to no page or file'
                self.report.note('lost', record.origin(key), called, value, advice)
                continue
            new = new.lstrip('/')
            is_pdf = kind == 'paper' and new.lower().endswith('.pdf')
            name = 'pdf' if is_pdf else _BUTTONS.get(kind, '')
            if '://' not in new:  # a file is no page
                name = {'code': 'supp', 'website': 'supp', 'blog': 'supp', 'html': 'pdf'}.get(
                    name, name
                )
            if not name or fields.setdefault(name, new) != new:
                others.append((key, called, new))
        for key, called, new in others:
            name = 'website' if '://' in new else 'supp'
            if fields.setdefault(name, new) != new:
                advice = 'the entry has a link of this kind; write this one into its note'
                self.report.note('lost', record.origin(key), called, new, advice)

    def _members(self, record: _Record, paper: Paper, authors: list[str]) -> None:
        """Name the members whose paper it is said to be, where no author is one of them."""
        mentions = words_of(record.take('member')) + texts_of(record.take('orcid'))
        for key in ('gsid', 'term'):
            record.take(key)
        for mention in mentions:
            found = self._directory.find(mention)
            if found and not any(self._directory.find(author) == found for author in authors):
                said = [name for name in paper.fields.get('people', '').split(', ') if name]
                paper.fields['people'] = ', '.join(dict.fromkeys([*said, found]))
                advice = f'it is {found}, whom no author is called; check the names in "names"'
                self.report.note('changed', record.origin(), 'member', mention, advice)

    # -- all of them

    def _relate(self, papers: list[Paper]) -> None:
        """Say of a preprint which paper it is a version of."""
        by_title: dict[str, list[Paper]] = defaultdict(list)
        for paper in papers:
            title = re.sub(r'\W+', '', fold(decode(paper.fields.get('title', ''))))
            by_title[title].append(paper)
        for versions in by_title.values():
            first = next((paper for paper in versions if not _is_preprint(paper)), versions[0])
            for paper in versions:
                if paper is not first and _is_preprint(paper):
                    paper.fields['related'] = first.key
                    advice = f'taken for another version of {first.key}'
                    self.report.note(
                        'changed', paper.origin, 'title', paper.fields['title'], advice
                    )

    def find(self, lookup: str) -> str:
        """Return the key of the paper with an identifier, or with words in its title."""
        for data, paper in self.shown:
            if text_of(data.get('id')).lower() == lookup.lower().strip():
                return paper.key
        found = (paper.key for data, paper in self.shown if lookup in text_of(data.get('title')))
        return next(found, '') if lookup.strip() else ''


def _listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said] if said else []


def _is_preprint(paper: Paper) -> bool:
    return paper.fields.get('pubstate') == 'prepublished' or 'eprint' in paper.fields


def words_of(said: Any) -> list[str]:
    """Return the words of a list, or of a text that has commas between them."""
    if isinstance(said, str):
        return [word for word in map(text_of, said.split(',')) if word]
    return texts_of(said)
