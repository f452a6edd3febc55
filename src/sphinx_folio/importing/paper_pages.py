"""The pages of papers that academicpages has become entries of the bibliography."""

import re
from collections.abc import Iterable

from sphinx_folio.model import fold, kebab, parse_titles

from .citations import (
    authors_of_citation,
    entry_type,
    find_arxiv,
    find_doi,
    fold_find,
    known_paper,
    link_field,
    read_names,
    tex,
    venue_fields,
    without_authors,
)
from .front_matter import text_of, texts_of
from .jekyll import LOOKS, Jekyll, Page
from .liquid import Answer
from .neutral import INTERNAL, Item, Paper
from .page_text import CITED, plain_text, unescaped
from .references import with_fields
from .references.bibtex import read_bibtex
from .scholar import mend

_LINKS = re.compile(r'\[([^\[\]]{0,200})\]\((https?://[^()\s]{1,1000})\)')
#: Keys that say what a paper is.
_CATEGORIES = ('category', 'pubtype', 'type')
#: How much of a text is looked at.
_LONGEST = 5000


class PaperPages:
    """The papers of a site, be it as pages or as entries of its ``.bib`` files.

    :param owner: the person whose site it is, if anybody is.
    :param answer: answers the tags of the template.
    """

    def __init__(self, jekyll: Jekyll, owner: Item | None, answer: Answer) -> None:
        self.jekyll = jekyll
        self.report = jekyll.report
        self.owner = owner
        self.answer = answer
        self.me = [owner.slug] if owner else []
        #: The names of co-authors by the slugs of the template.
        self.people = self._co_authors()
        #: The entries of the pages of papers, by their files.
        self.entries: dict[str, Paper] = {}

    def _co_authors(self) -> dict[str, str]:
        """Return the names behind the slugs of co-authors."""
        path = '_data/coauthors.yml'
        if path not in self.jekyll.files:
            return {}
        fields = self.jekyll.data_fields(path)
        names = {}
        for key in [*fields.data]:
            for one in fields.parts(key):
                names[key] = one.text('name') or key
                one.close((), f'{names[key]} has no page here; write it on one of their own')
        return names

    def _bib_papers(self) -> list[Paper]:
        """Return the entries of files that are none of the template's examples."""
        files = self.jekyll.files
        paths = [
            path
            for folder in ('_bibliography', 'files', 'markdown_generator')
            for path in files.below(folder, '.bib')
        ]
        return [paper for path in paths for paper in self._read_bib(path)]

    def _read_bib(self, path: str) -> list[Paper]:
        if self.jekyll.is_example(path):
            return []
        text, keep = self.jekyll.files.text(path), self.jekyll.keep_samples
        papers = read_bibtex(text, path, self.report, keep_samples=keep)
        return [mend(paper, self.jekyll) for paper in papers]

    def settle(self, pages: Iterable[Page]) -> list[Paper]:
        """Return all entries, of which each page is one under a key, as texts and talks name it."""
        papers = self._bib_papers()
        keys = {paper.key.lower() for paper in papers}
        for page in pages:
            said = [
                text_of(page.fields.look(key)) for key in ('doi', 'citation', 'paperurl', 'link')
            ]
            paper = known_paper(papers, find_doi(*said, page.body), page.title)
            if paper is None:
                own = self._own_bib(page)
                paper = own[0] if len(own) == 1 else known_paper(own, '', page.title)
                paper = paper or Paper('', {}, page.fields.origin())
                papers += own if paper in own else [*own, paper]
            wanted, number = paper.key or kebab(page.stem) or 'paper', 1
            while not paper.key:
                key = wanted if number == 1 else f'{wanted}-{number}'
                if key not in keys:
                    paper.key = key
                number += 1
            keys.add(paper.key.lower())
            self.entries[page.path] = paper
            self.jekyll.papers |= dict.fromkeys(page.addresses, paper.key)
        return papers

    def read(self, page: Page) -> None:
        """Say in the entry of a page what the page says."""
        fields, paper = page.fields, self.entries[page.path]
        fields.take('collection')
        citation = unescaped(fields.text('citation'))[:_LONGEST]
        body = self.jekyll.text(page, self.answer)
        links = ('paperurl', 'slidesurl', 'bibtexurl', 'link')
        urls = {key: unescaped(fields.text(key)) for key in links if key in fields}
        doi = find_doi(text_of(fields.take('doi')), citation, *urls.values(), body)
        before = set(paper.fields)
        if before:  # it is one of a .bib file, which knows better
            for key in ('venue', 'date', 'authors', 'coauthors', *_CATEGORIES):
                fields.take(key)
            advice = f'the entry of {paper.origin.file} says it'
            self.report.note('changed', fields.origin(), 'file', page.title, advice)
        else:
            self._new_entry(page, paper, citation)
            self._authors(page, paper, citation)
        self._paper_links(page, paper, urls, doi)
        self._abstract(page, paper, body)
        if tags := fields.texts('tags'):
            paper.fields.setdefault('keywords', tex(', '.join(tags)))
        if page.addresses:
            paper.fields.setdefault('redirect-from', ', '.join(page.addresses))
        if paper.source:
            added = {name: value for name, value in paper.fields.items() if name not in before}
            paper.source = with_fields(paper.source, added)
        fields.close(LOOKS)

    def _new_entry(self, page: Page, paper: Paper, citation: str) -> None:
        """Say in an entry what a page says of title, venue and date."""
        said = [page.fields.text(key) for key in _CATEGORIES]
        category, venue = next(filter(None, said), ''), plain_text(page.fields.text('venue'))
        paper.type = entry_type(category, venue or without_authors(citation))
        paper.fields['title'] = tex(page.title)
        paper.fields |= self._venue(venue, citation, page.title, category)
        date = self.jekyll.date(page)
        if found := re.search(r'\d{4}(?:-\d\d){0,2}', date):
            paper.fields.pop('year', None)
            paper.fields['date' if len(found[0]) > 4 else 'year'] = found[0]

    def _own_bib(self, page: Page) -> list[Paper]:
        """Return the entries of the file that a page names for its own, if it is not read yet."""
        address = unescaped(text_of(page.fields.look('bibtexurl')))
        found = self.jekyll.files.find((self.jekyll.local(address) or '').lstrip('/'))
        is_new = found.endswith('.bib') and found not in self.report.files
        return self._read_bib(found) if is_new else []

    def _venue(self, venue: str, citation: str, title: str, category: str) -> dict[str, str]:
        behind = plain_text(without_authors(citation))
        at = fold_find(behind, title)
        behind = behind[at + len(title) :].strip(' .,"“”\'*&;') if at >= 0 and title else ''
        type_ = entry_type(category, venue or behind)
        fields = venue_fields(venue or behind, type_)
        if venue and behind:  # the citation has the numbers, and the venue the name
            more = venue_fields(behind, type_)
            fields |= {
                key: more[key]
                for key in ('volume', 'number', 'pages', 'year')
                if key in more and key not in fields
            }
        return fields

    def _authors(self, page: Page, paper: Paper, citation: str) -> None:
        fields = page.fields
        together = [self.people.get(slug, slug) for slug in texts_of(fields.take('coauthors'))]
        said = fields.take('authors')
        joined = (
            '; '.join(map(text_of, said))
            if isinstance(said, list) and len(said) > 1
            else unescaped(text_of(said))
        )
        if together:
            names = [*together]
            own = parse_titles(self.owner.title).name if self.owner else ''
            if own and fold(own) not in map(fold, names):
                names.append(own)
                advice = f'their order is not known; {own} stands last: put the names in order'
                self.report.note(
                    'changed', fields.origin('coauthors'), 'coauthors', ', '.join(together), advice
                )
            paper.fields['author'] = tex(' and '.join(names))
            return
        found = (
            read_names(joined[:_LONGEST]) if joined else authors_of_citation(citation, page.title)
        )
        if not found.is_certain and joined:
            found = authors_of_citation(citation, page.title)
        if found.names and found.is_certain:
            paper.fields['author'] = tex(found.joined())
            if found.own and self.owner:
                paper.fields['author+an'] = f'{found.own}={self.owner.slug}'
            return
        if self.me:
            paper.fields['people'] = ', '.join(self.me)
        if joined or citation:
            paper.fields['note'] = tex(plain_text(joined or citation))
            advice = 'its authors are not told apart; write them as author = {A and B}'
            self.report.note(
                'changed', fields.origin('citation'), 'citation', joined or citation, advice
            )

    def _paper_links(self, page: Page, paper: Paper, urls: dict[str, str], doi: str) -> None:
        if doi:
            paper.fields.setdefault('doi', tex(doi))
        if arxiv := find_arxiv(
            *urls.values(),
            text_of(page.fields.look('venue')),
            text_of(page.fields.look('citation')),
            page.body[:_LONGEST],
        ):
            paper.fields.setdefault('eprint', arxiv)
            paper.fields.setdefault('eprinttype', 'arxiv')
        for key, name in (('paperurl', 'pdf'), ('slidesurl', 'slides'), ('link', 'url')):
            address = urls.get(key, '')
            if address and not (doi and doi in address) and not (arxiv and arxiv in address):
                self._paper_link(page, paper, key, name, address)
        for words, address in _LINKS.findall(page.body[:_LONGEST]):
            if name := link_field(words):
                paper.fields.setdefault(name, address)

    def _paper_link(self, page: Page, paper: Paper, key: str, name: str, address: str) -> None:
        new = self.jekyll.link(address, page.fields.origin(key), page.path)
        is_elsewhere = new.startswith('http') and not new.lower().endswith('.pdf')
        if new and not new.startswith((INTERNAL, CITED)):
            paper.fields.setdefault(
                'url' if is_elsewhere and name == 'pdf' else name, new.lstrip('/')
            )
        elif key in page.fields.data:
            page.fields.drop(key, 'no such file is in the source')

    def _abstract(self, page: Page, paper: Paper, body: str) -> None:
        fields = page.fields
        said = plain_text(text_of(fields.take('abstract')))
        excerpt = plain_text(fields.text('excerpt'))
        if not said and len(excerpt.split()) > 20:
            said = excerpt
        elif excerpt and excerpt not in said:
            why = 'the entry has an abstract' if said else 'it is too short for an abstract'
            fields.drop('excerpt', why, 'skipped')
        kept = re.sub(r'^\W*(?:\[[^\]]*\]\([^)]*\)|Download .*|Recommended citation.*|Abstract:?|\|)\W*$', '', body,
                      flags=re.MULTILINE | re.IGNORECASE)  # fmt: skip
        text = plain_text(re.sub(r'^(?:#+|[-*+]) ', '', kept, flags=re.MULTILINE))
        if text and not said:
            said = text
        elif text and fold(text) != fold(said):
            self.report.note(
                'lost', page.origin, 'text', text, 'an entry has an abstract alone; it has one'
            )
        if re.search(r'^(?:#|[-*+] |:::|!\[)', kept, re.MULTILINE):
            self.report.note(
                'changed',
                page.origin,
                'text',
                text,
                'its headings, lists and pictures are left out',
            )
        if said:
            paper.fields.setdefault('abstract', tex(said))
