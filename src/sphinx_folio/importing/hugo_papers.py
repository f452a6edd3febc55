"""The publications of a site of HugoBlox, a folder each, become entries of the bibliography."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from sphinx_folio.bib import bare_doi, decode, split_list
from sphinx_folio.model import fold, name_key, name_parts

from .citations import entry_type, find_arxiv, same_title, venue_fields
from .dates import read_moment
from .documents import Fields
from .hugo import LOOKS, Hugo, Page
from .hugo_people import People
from .neutral import INTERNAL, Item, Origin, Paper
from .page_text import CITED, plain_text
from .persons import annotate
from .references import join, make_sound
from .references.bibtex import read_bibtex, with_fields
from .references.tex import tex
from .references.works import TYPES, fit

#: Types by the numbers that publications had before they had the words of CSL.
_NUMBERS = {
    '0': 'misc', '1': 'inproceedings', '2': 'article', '3': 'unpublished', '4': 'report',
    '5': 'book', '6': 'incollection', '7': 'thesis', '8': 'patent',
}  # fmt: skip
#: The fields of links, by what the source calls their kinds.
_LINKS = {
    'pdf': 'pdf', 'preprint': 'html', 'code': 'code', 'dataset': 'data', 'data': 'data',
    'poster': 'poster', 'slides': 'slides', 'video': 'video', 'project': 'website', 'site': 'website',
    'website': 'website', 'source': 'html', 'html': 'html', 'demo': 'website', 'model': 'data',
    'blog': 'blog', 'discussion': 'blog', 'supplement': 'supp', 'doi': 'doi', 'arxiv': 'eprint',
    'external': 'url', 'custom': '', 'github': 'code', 'youtube': 'video',
}  # fmt: skip
#: What the words of a link mean, where it has no kind.
_CALLED = (
    (r'\bpdf\b|full text|paper', 'pdf'), (r'code|github|software|repository', 'code'),
    (r'slides?|deck', 'slides'), (r'video|talk|recording', 'video'), (r'poster', 'poster'),
    (r'data', 'data'), (r'preprint|arxiv', 'html'), (r'suppl', 'supp'), (r'blog|post|news', 'blog'),
    (r'project|website|page|demo', 'website'), (r'html|publisher|journal|source|doi', 'html'),
)  # fmt: skip
#: Identifiers and what of them an entry has a field for; of the others, an address.
_IDS = {
    'doi': 'doi', 'arxiv': 'eprint', 'hal': 'hal', 'isbn': 'isbn', 'pmid': 'pmid', 'pmcid': 'pmcid',
    'openreview': 'https://openreview.net/forum?id={}', 'acl_id': 'https://aclanthology.org/{}',
    'dblp': 'https://dblp.org/rec/{}.html', 'osf': 'https://osf.io/{}',
    'zenodo': 'https://zenodo.org/records/{}', 'openalex': 'https://openalex.org/{}',
    'semanticscholar': 'https://www.semanticscholar.org/paper/{}',
    'pwc': 'https://paperswithcode.com/paper/{}', 'huggingface_model': 'https://huggingface.co/{}',
    'huggingface_dataset': 'https://huggingface.co/datasets/{}',
    'huggingface_space': 'https://huggingface.co/spaces/{}',
    'kaggle_dataset': 'https://www.kaggle.com/datasets/{}',
}  # fmt: skip
_ID_FIELDS = {'huggingface_dataset': 'data', 'kaggle_dataset': 'data', 'huggingface_model': 'data',
              'huggingface_space': 'website', 'pwc': 'website'}  # fmt: skip
#: What Zotero writes into a note for want of a field, and where files lie on somebody's disk.
_ZOTERO = re.compile(
    r'(?:ISSN|ISBN|Publisher|arXiv|ADS Bibcode|tex\.\w+|Citation Key)\s*:.*', re.IGNORECASE
)
_ASIDE = ('file', 'bdsk-url-1', 'bdsk-url-2', 'bdsk-file-1')
_OF_ENTRY = 'the entry of the .bib file says it otherwise, and is kept'
_LOOKS = LOOKS | frozenset({'profile', 'caption', 'contexts', 'rel', 'icon', 'icon_pack', 'equal'})


class _Read(NamedTuple):
    """A publication and the entry that it is."""

    page: Page
    paper: Paper


class _Tie(NamedTuple):
    """A project or a topic that a publication names, and the field that says so."""

    name: str
    page: Page
    fields: Fields
    key: str


class Papers:
    """Reads the publications of a site.

    :param people: those who have a profile.
    :param edges: topics by their folded names, and projects by the names of their folders.
    """

    def __init__(self, hugo: Hugo, people: People, topics: Mapping[str, Item]) -> None:
        self.hugo = hugo
        self.report = hugo.report
        self.people = people
        self.topics = topics
        self._read: list[_Read] = []
        self._others: list[Paper] = []
        self._ties: list[_Tie] = []

    def read(self, page: Page) -> None:
        """Read one of them; what its entry says comes before what its page says."""
        paper = self._own_entry(page)
        if paper.source:
            self._stated(page, paper)
        else:
            self._new(page, paper)
        before = dict(paper.fields)
        self._common(page, paper)
        if paper.source:
            added = {
                name: value for name, value in paper.fields.items() if before.get(name) != value
            }
            paper = replace(paper, source=with_fields(paper.source, {**added}))
        self._read.append(_Read(page, paper))
        page.fields.finish(_LOOKS)

    # -- the entry

    def _own_entry(self, page: Page) -> Paper:
        """Return the entry of the file beside a page; an empty one, where there is none."""
        paths: list[str] = []
        if page.is_bundle:
            folder = PurePosixPath(page.path).parent.as_posix()
            paths = [path for path in self.hugo.files.below(folder, '.bib')
                     if PurePosixPath(path).parent.as_posix() == folder]  # fmt: skip
        for path in sorted(paths, key=lambda path: not path.endswith('/cite.bib')):
            text = self.hugo.files.text(path)
            papers = read_bibtex(text, path, self.report, keep_samples=True)
            if not papers:
                continue
            first = next(
                (one for one in papers if same_title(one.fields.get('title', ''), page.title)),
                papers[0],
            )
            self._others += [self._tidied(one) for one in papers if one is not first]
            return self._tidied(first)
        return Paper('', {}, page.fields.origin())

    def _tidied(self, paper: Paper) -> Paper:
        """Return an entry without what a reference manager keeps for itself."""
        gone = [name for name in _ASIDE if name in paper.fields]
        if _ZOTERO.fullmatch(paper.fields.get('note', '')):
            gone.append('note')
        for name in gone:
            why = 'a reference manager keeps this for itself'
            self.report.take_back(paper.origin, name, paper.fields[name][:200], why, 'skipped')
        if not gone:
            return paper
        fields = {name: value for name, value in paper.fields.items() if name not in gone}
        source = with_fields(paper.source, dict.fromkeys(gone)) if paper.source else ''
        return replace(paper, fields=fields, source=source)

    def _stated(self, page: Page, paper: Paper) -> None:
        """Take what a page says that its entry says as well."""
        fields = page.fields
        for key in ('date', 'publication', 'publication_types', 'publication_type'):
            said = ', '.join(fields.texts(key))
            year = read_moment(said).text[:4] if key == 'date' else ''
            own = paper.fields.get('year') or paper.fields.get('date', '')
            if year and own and year not in own:
                fields.change(key, said, f'{_OF_ENTRY}: {own}')
        if page.title and not same_title(decode(paper.fields.get('title', '')), page.title):
            fields.change('title', page.title, _OF_ENTRY)
        mentions = fields.texts('authors')
        authors = split_list(paper.fields.get('author', ''))
        if len(mentions) != len(authors):
            return
        for number, (mention, author) in enumerate(zip(mentions, authors, strict=True), 1):
            person = self.people.found.get(mention)
            name = decode(author)
            if person is None or name_key(name) in {
                name_key(one) for one in (person.title, *person.aliases)
            }:
                continue
            if fold(name_parts(name).family) == fold(name_parts(person.title).family):
                annotate(paper, number, person.slug)

    def _new(self, page: Page, paper: Paper) -> None:
        """Make an entry of what a page says."""
        fields = page.fields
        said = [*fields.texts('publication_types'), *fields.texts('publication_type')]
        venue = _venue(fields.text('publication'))
        word = said[0].strip().lower() if said else ''
        paper.type = _NUMBERS.get(word) or TYPES.get(word) or entry_type(word, venue)
        if paper.type == 'unpublished' and venue and entry_type('', venue) == 'misc':
            paper.type = 'misc'  # a preprint, of which the archive is known
        for other in said[1:]:
            fields.uncarried('publication_types', other, 'an entry has one type')
        paper.fields['title'] = tex(page.title)
        mentions = fields.texts('authors')
        names = self.people.names(mentions)
        for mention in mentions:
            if mention not in self.people.found and re.fullmatch(r'[a-z0-9_-]+', mention):
                why = 'nobody has a profile of this name; write the name of the author'
                fields.change('authors', mention, why)
        if names:
            paper.fields['author'] = ' and '.join(_tex_name(name) for name in names)
        elif owner := next((item for item in self.people.found.values() if item.is_owner), None):
            paper.fields['people'] = owner.slug
            self.report.note(
                'changed', fields.origin(), 'authors', '', "it names nobody; taken for the owner's"
            )
        self._date(fields, paper)
        if venue:
            kind = (
                'techreport'
                if paper.type == 'report'
                else 'phdthesis'
                if paper.type == 'thesis'
                else paper.type
            )
            own = {
                {'school': 'institution'}.get(name, name): value
                for name, value in venue_fields(venue, kind).items()
            }
            if paper.type == 'unpublished' and 'howpublished' in own:
                own['note'] = own.pop('howpublished')
            if paper.type == 'patent' and re.search(r'\d', own.get('howpublished', '')):
                own['number'] = own.pop('howpublished')
            paper.fields |= {name: value for name, value in own.items() if name not in paper.fields}
        self.report.found['papers'] += 1

    def _date(self, fields: Fields, paper: Paper) -> None:
        date = self.hugo.date(fields)
        if date.endswith('-01-01'):
            fields.change('date', date, 'the first day of a year stands for the year')
            date = date[:4]
        if match := re.match(r'\d{4}(?:-\d\d){0,2}', date):
            paper.fields['date' if len(match[0]) > 4 else 'year'] = match[0]

    # -- what pages add

    def _common(self, page: Page, paper: Paper) -> None:
        fields = page.fields
        if fields.is_true('featured') | fields.is_true('selected'):
            paper.fields['selected'] = 'true'
        short = _venue(fields.text('publication_short'))
        if short and fold(short) not in {fold(decode(value)) for value in paper.fields.values()}:
            paper.fields.setdefault('abbr', tex(short))
        self._notes(fields, paper)
        self._links(page, paper)
        self._texts(page, paper)
        preview = self.hugo.image(page)
        if preview:
            paper.fields.setdefault('preview', preview.lstrip('/'))
        words = [*fields.texts('tags'), *fields.texts('categories')]
        known = [topic for word in words if (topic := self.topics.get(fold(word)))]
        others = list(dict.fromkeys(word for word in words if fold(word) not in self.topics))
        for topic in known:
            self._ties.append(_Tie(topic.slug, page, fields, 'tags'))
        if others:
            paper.fields.setdefault('keywords', tex(', '.join(others)))
        named = fields.texts('projects')
        self._ties += [_Tie(name, page, fields, 'projects') for name in named]
        if deck := fields.text('slides'):
            fields.uncarried(
                'slides', deck, 'slides of Markdown have no place here; save them as PDF'
            )

    def _notes(self, fields: Fields, paper: Paper) -> None:
        """Say which authors have marks."""
        notes = fields.peek('author_notes')
        count = len(split_list(paper.fields.get('author', '')))
        numbers = (
            [number for number, note in enumerate(notes, 1) if note.data]
            if isinstance(notes, list)
            else [1]
        )
        said = fields.texts('author_notes')
        marks: dict[int, list[str]] = {}
        for number, note in zip(numbers, said, strict=False):
            mark = 'equal' if re.search('equal', note, re.IGNORECASE) else ''
            mark = mark or ('corresponding' if re.search('correspond', note, re.IGNORECASE) else '')
            if mark and number <= count:
                marks.setdefault(number, []).append(mark)
            else:
                fields.uncarried(
                    'author_notes',
                    note,
                    'an author is "equal" or "corresponding"; write it into the note',
                )
        if fields.is_true('equal_contribution'):
            marks = {number: ['equal'] for number in range(1, count + 1)}
        known = paper.fields.get('author+an', '')
        for number in sorted(marks):
            said_of = ', '.join(marks[number])
            if re.search(rf'(?:^|;)\s*{number}\s*=', known):
                known = re.sub(rf'((?:^|;)\s*{number}\s*=[^;]*)', rf'\1, {said_of}', known, count=1)
            else:
                known = '; '.join(filter(None, (known, f'{number}={said_of}')))
        if known:
            paper.fields['author+an'] = known

    def _links(self, page: Page, paper: Paper) -> None:
        fields = page.fields
        if doi := fields.text('doi'):
            self._put(fields, 'doi', doi, paper, 'doi')
        self._identifiers(fields.part('hugoblox').part('ids'), paper)
        for key in [
            key for key in fields if key.startswith('url_') and isinstance(fields.peek(key), str)
        ]:
            if address := fields.text(key):
                self._link(
                    page, fields, (key, address), paper, _LINKS.get(key.removeprefix('url_'), '')
                )
        if address := fields.text('external_link'):
            self._link(page, fields, ('external_link', address), paper, 'url')
        for key in ('links', 'url_custom'):
            for item in fields.parts(key):
                self._listed_link(page, item, paper)
        if page.is_bundle and 'pdf' not in paper.fields:
            own = f'{PurePosixPath(page.path).parent}/{page.stem}.pdf'
            if (found := self.hugo.files.find(own)) and (
                asset := self.hugo.files.asset(found, fields.origin())
            ):
                paper.fields['pdf'] = asset

    def _identifiers(self, ids: Fields, paper: Paper) -> None:
        """Take identifiers: as fields, or as links to where they lead."""
        for key in ids:
            value = ids.text(key)
            form = _IDS.get(key, '')
            if not form:
                why = 'the address of this identifier is not known; write url = {…}'
                ids.uncarried(key, value, why)
            elif '{}' in form:
                self._put(ids, key, form.format(value), paper, _ID_FIELDS.get(key, 'html'))
            else:
                self._put(ids, key, value, paper, form)

    def _listed_link(self, page: Page, item: Fields, paper: Paper) -> None:
        """Add a link of a list, whose kind its type, its icon or its words say."""
        words, kind = item.text('name') or item.text('label'), item.text('type').lower()
        icon = item.text('icon').rpartition('/')[2].lower()
        called = (name for said, name in _CALLED if re.search(said, words, re.IGNORECASE))
        name = _LINKS.get(kind) or _LINKS.get(icon) or next(called, 'website')
        key = 'url' if 'url' in item else 'link'
        address, code = item.text(key), item.text('id')
        if not address and code:
            form = _IDS.get(item.text('provider') or kind, '')
            key, address = 'id', form.format(code) if '{}' in form else ''
            if not address:
                self._put(item, key, code, paper, form or 'note')
        if address:
            self._link(page, item, (key, address), paper, name)
        item.finish(_LOOKS)

    def _link(
        self, page: Page, fields: Fields, said: tuple[str, str], paper: Paper, name: str
    ) -> None:
        key, address = said
        arxiv, doi = find_arxiv(address), bare_doi(address) if 'doi.org/' in address else ''
        if arxiv and 'arxiv.org' in address:
            self._put(fields, key, arxiv, paper, 'eprint')
            return
        if doi:
            self._put(fields, key, doi, paper, 'doi')
            return
        if address.lstrip('/').startswith('#'):
            fields.uncarried(key, address, 'it leads nowhere', 'skipped')
            return
        new = self.hugo.link(address, fields.origin(key), page.path)
        if new.startswith(INTERNAL):
            self._ties.append(_Tie(new.removeprefix(INTERNAL), page, fields, key))
            return
        if not new or new.startswith((INTERNAL, CITED)) or not name:
            why = (
                'a page of the site, which no entry names'
                if new
                else 'no such file is in the source'
            )
            fields.uncarried(
                key, address, why if name or not new else 'no field of an entry is for this link'
            )
            return
        value = new.lstrip('/') if new.startswith('/') else new
        if name in {'code', 'website', 'blog', 'url'} and not new.startswith('http'):
            name = 'supp'
        self._put(fields, key, value, paper, name)

    @staticmethod
    def _put(fields: Fields, key: str, value: str, paper: Paper, name: str) -> None:
        """Fill in a field of an entry; a second value of it goes to the next that is free."""
        if name == 'doi':
            value = bare_doi(value) or value
        spare = {'html': ('url', 'website'), 'website': ('html', 'url'), 'pdf': ('html', 'url'),
                 'data': ('website',), 'url': ('html', 'website'), 'blog': ('website',)}  # fmt: skip
        known = paper.fields.get(name, '')
        if known.lower() == value.lower() and known:
            return
        free = next(
            (each for each in (name, *spare.get(name, ())) if not paper.fields.get(each)), ''
        )
        if name in {'doi', 'eprint', 'isbn', 'hal', 'pmid', 'pmcid'} and known:
            fields.uncarried(key, value, f'the entry says {known}')
        elif not free:
            fields.uncarried(
                key, value, f'the entry has a link to its {name} already; write it into the note'
            )
        else:
            paper.fields[free] = (
                value
                if name in {'doi', 'eprint'}
                else value.replace('{', '%7B').replace('}', '%7D')
            )
            if free == 'eprint':
                paper.fields.setdefault('eprinttype', 'arxiv')

    def _texts(self, page: Page, paper: Paper) -> None:
        """Take the abstract; what else a page says has no place in an entry."""
        fields = page.fields
        body = plain_text(re.sub(r'^(?:#+|[-*+]) ', '', self.hugo.text(page), flags=re.MULTILINE))
        abstract = plain_text(fields.text('abstract'))
        summary, short = (
            plain_text(fields.text('summary')),
            plain_text(fields.text('abstract_short')),
        )
        for text in (abstract, body if not abstract else '', summary, short):
            if text and 'abstract' not in paper.fields:
                paper.fields['abstract'] = tex(text)
        kept = fold(decode(paper.fields.get('abstract', '')))
        for key, text in (('abstract', abstract), ('summary', summary), ('abstract_short', short)):
            if text and fold(text) not in kept and kept not in fold(text):
                why = 'an entry has an abstract alone; it has one'
                fields.uncarried(key, text, why, 'lost' if key == 'abstract' else 'skipped')
        if body and fold(body) != kept:
            advice = 'an entry has an abstract alone; write what it says into a project or an entry'
            self.report.note('lost', page.origin, 'text', body, advice)

    # -- all of them

    def finish(self) -> None:
        """Make one entry of each work, and remember which page each was."""
        found = join([*(one.paper for one in self._read), *self._others], self.report)
        by_origin = {paper.origin: paper for paper in found}
        keys = {page.path: self._kept(paper, by_origin, found).key for page, paper in self._read}
        former: dict[str, list[str]] = {}
        for page, _paper in self._read:
            former.setdefault(keys[page.path], []).extend(page.addresses)
            self.hugo.papers |= dict.fromkeys(page.addresses, keys[page.path])
        for paper in found:
            if not paper.source:
                fit(paper, self.report)
        finished = [_led_to(paper, former.get(paper.key, ())) for paper in found]
        self.hugo.site.papers += make_sound(finished, self.report)
        self.hugo.keys = {paper.key for paper in self.hugo.site.papers}
        self._keys = keys

    @staticmethod
    def _kept(paper: Paper, by_origin: Mapping[Origin, Paper], found: Iterable[Paper]) -> Paper:
        """Return the entry that stands for one of those that were read."""
        if paper.origin in by_origin:
            return by_origin[paper.origin]
        doi = bare_doi(paper.fields.get('doi', '')).lower()
        for other in found:
            if doi and bare_doi(other.fields.get('doi', '')).lower() == doi:
                return other
        titles = (
            other
            for other in found
            if same_title(other.fields.get('title', ''), paper.fields.get('title', ''))
        )
        return next(titles, paper)

    def tie(self, items: Iterable[Item]) -> None:
        """Let projects and topics name the publications that name them."""
        known = {
            name: item
            for item in items
            if item.kind in {'project', 'topic'}
            for name in (item.slug, *item.aliases, *item.redirects)
        }
        for name, page, fields, key in self._ties:
            if item := known.get(name):
                cited = item.facts.setdefault('publications', [])
                cited += [self._keys[page.path]] if self._keys[page.path] not in cited else []
            else:
                fields.uncarried(key, name, 'no project of the site has this name')


def _led_to(paper: Paper, addresses: Iterable[str]) -> Paper:
    """Return an entry that has the addresses of its former pages."""
    said = ', '.join(dict.fromkeys(address for address in addresses if ',' not in address))
    if not said:
        return paper
    source = with_fields(paper.source, {'redirect-from': said}) if paper.source else ''
    return replace(paper, fields={**paper.fields, 'redirect-from': said}, source=source)


def _venue(text: str) -> str:
    """Return the name of a venue without the signs around it."""
    bare = re.sub(r'^In:?\s+(?=\S)', '', text.strip())
    return plain_text(
        re.sub(r'(?<![\\*])\*{1,2}(?!\*)', '', re.sub(r'(?<!\w)_|_(?!\w)', '', bare))
    ).strip(' .,;')


def _tex_name(name: str) -> str:
    """Return a name as BibTeX takes it; one that holds "and" is that of a group."""
    written = tex(name)
    return f'{{{written}}}' if re.search(r'\band\b', name) else written
