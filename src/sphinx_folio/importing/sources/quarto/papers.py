"""The papers of a site of Quarto: its files of references, and the pages that are about one."""

import re
from collections.abc import Iterable
from typing import Any

from sphinx_folio.bib import decode
from sphinx_folio.importing.files.documents import Value
from sphinx_folio.importing.neutral import INTERNAL, Origin, Paper
from sphinx_folio.importing.references import bring_files, join, make_sound, with_changes
from sphinx_folio.importing.references.bibtex import read_bibtex
from sphinx_folio.importing.references.formats import FORMATS, format_of
from sphinx_folio.importing.references.tex import names_of, tex
from sphinx_folio.importing.references.works import Work, paper_of
from sphinx_folio.importing.texts.citations import (
    entry_type,
    find_arxiv,
    find_doi,
    known_paper,
    link_field,
    read_names,
)
from sphinx_folio.importing.texts.page_text import CITED, plain_text
from sphinx_folio.model import fold

from .page_facts import VENUES, addresses_in, date_of, first_of, picture_of
from .people import People
from .site import Page, Quarto, joined_text, path_from, said_in

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


class Papers:
    """The papers of a site."""

    def __init__(self, quarto: Quarto, people: People) -> None:
        self.quarto = quarto
        self.people = people
        self.report = quarto.report
        self.site = quarto.site
        self.entries: dict[int, Paper] = {}

    def read_bibliography(self, pages: list[Page]) -> None:
        """Read the .bib files of the site."""
        quarto = self.quarto
        named = self._named_bibliographies(pages)
        for fields in (
            quarto.config,
            *(each for _value, each in quarto.shared.values()),
            *(page.fields for page in pages),
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

    def _named_bibliographies(self, pages: list[Page]) -> dict[str, bool]:
        """Return the .bib files that pages, folders or the site name, and which are shown whole."""
        quarto = self.quarto
        said = [('', quarto.inherited('', 'bibliography'), quarto.inherited('', 'nocite'))]
        for folder, (value, _fields) in quarto.shared.items():
            if isinstance(value.data, dict) and 'bibliography' in value.data:
                said.append((folder, value.data['bibliography'].data, ''))
        for page in pages:
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

    def read_pages(self, pages: list[Page]) -> None:
        """Make entries of the pages of papers, and one of each paper that is there twice."""
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
        if date := date_of(page):
            work.item['issued'] = date
        for key in VENUES:
            first_of(fields, key, work.item, 'container-title')
        for key, variable in _VARIABLES.items():
            first_of(fields, key, work.item, variable)
        if keywords := fields.texts('keywords') + fields.texts('categories'):
            work.item['keyword'] = ', '.join(keywords)
        self._citation(page, work)
        addresses = list(addresses_in(page))
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
        for author in self.people.authors(page):
            name = self.people.name(author)
            if not name:
                continue
            names.append(name)
            for key, mark in (('corresponding', 'corresponding'), ('equal-contributor', 'equal')):
                if author.is_true(key):
                    marks.append(f'{len(names)}={mark}')
            self.people.more_of(name, author)
        if names:
            work.item['author'] = names_of(names)
        elif self.people.owner:
            work.item['people'] = self.people.owner.slug
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
        if 'image' in page.fields and (picture := picture_of(self.quarto, page)):
            wanted.setdefault('preview', picture.lstrip('/'))
        _fill(paper, {name: value for name, value in wanted.items() if name not in paper.fields})

    def finish(self, page: Page) -> None:
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


def _fill(paper: Paper, fields: dict[str, str]) -> None:
    """Add fields to an entry, and to the text that is kept of it."""
    made = with_changes(paper, fields)
    paper.fields, paper.source = made.fields, made.source


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


def _words_of(text: str) -> str:
    """Return a text as plain words in one line."""
    bare = re.sub(r'^(?:#+ |[-*+] |:{3,}.*|:\w+: .*|\|.*)', '', text, flags=re.MULTILINE)
    return plain_text(re.sub(r'!?\[([^\[\]]*)\]\([^()\s]*\)|\{[\w:]+\}`([^`]*)`', r'\1\2', bare))
