"""The neutral form becomes the files of a site. Pure: what is written is returned.

What a reader has made of its source is not trusted: each page is read as a build reads it, and
what is wrong in its front matter is taken out and reported.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import yaml

from sphinx_folio.bib import decode, split_list
from sphinx_folio.model import (
    ENTRY_KINDS,
    ENTRY_STATUSES,
    FOLDERS,
    OTHER_KIND,
    PLURALS,
    ContentError,
    PageKind,
    Period,
    Vocabulary,
    check_id,
    fold,
    id_of_name,
    kebab,
    make_link,
    name_parts,
    redirect_file,
    with_article,
)
from sphinx_folio.reading import known_keys, read_front_matter
from sphinx_folio.util import did_you_mean

from .neutral import INTERNAL, Item, Line, Origin, Paper, Site, own_address
from .persons import LONGEST_ID, Directory
from .references import TIES, with_changes, with_fields
from .report import Report
from .text import plain_line, without_marks

_NOT_IN_KEYS = re.compile(r'[^\w:./+-]|[{}]')
_FIELD = re.compile(r'[a-z][\w+-]*')
#: Words that begin a title and tell nothing.
_SMALL = frozenset('a an and das der die for in l la le les of on the to un une zur'.split())
#: Keys whose values name objects of a kind.
_EDGES: dict[str, str] = {
    'topics': 'topic', 'projects': 'project', 'broader': 'topic', 'publications': 'publication',
}  # fmt: skip
#: Keys whose values are files that came along.
_FILES = ('photo', 'image')
_LINK = re.compile(r'(?P<key>[^:,;\n]+?):\s+(?P<value>[^\n]*?)\s*(?:$|\n|[,;]\s+(?=[^:,;\n]+:\s))')
_INTERNAL = re.compile(
    rf'\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\({INTERNAL}(?P<address>[^\s()]*)\)'
    rf'|(?<!\w){INTERNAL}(?P<bare>/[^\s()<>"\']*)'
)
#: The value of an option that needs no quotes begins so.
_PLAIN_OPTION = re.compile(r"""[^\s"'|>#&*!%@`\[\]{}?,:-]""")
#: A role that cites papers.
_CITATION = re.compile(r'(?P<role>\{cite(?::\w+)?\})`(?P<keys>[^`\n]+)`')
_PROFILE = re.compile(r'^\s*[`:]{3,}\{profile\}', re.MULTILINE)
_PUBLICATIONS = re.compile(r'^\s*[`:]{3,}\{publications\}', re.MULTILINE)


@dataclass
class Place:
    """What a site has already, into which something is brought."""

    #: The docnames of all pages.
    pages: set[str] = field(default_factory=set)
    #: The ids of its objects, by kind.
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: The folded names of objects that are no people, by kind and id.
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    #: The texts of its pages.
    texts: list[str] = field(default_factory=list)
    #: Citation keys in lower case.
    keys: set[str] = field(default_factory=set)
    #: The citation keys of papers by what those are known by.
    papers: dict[str, str] = field(default_factory=dict)
    #: The former addresses of pages and papers, as files, with what they lead to.
    addresses: dict[str, str] = field(default_factory=dict)
    #: The folder of each kind of pages.
    folders: dict[Any, str] = field(default_factory=lambda: {**PLURALS})
    #: The words that front matter may hold, and the keys of people that only this site has.
    words: Vocabulary = field(default_factory=Vocabulary)
    person_fields: Mapping[str, str] = field(default_factory=dict)
    #: Whether the landing page shall be that of the owner.
    is_of_owner: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its dated entries."""
        return self.words.entry_kinds or ENTRY_KINDS


class Written(NamedTuple):
    """What is to be written."""

    #: Pages by their paths.
    pages: dict[str, str]
    #: Entries of the bibliography, to stand at the end of a file.
    bib: str
    #: Where each page and each entry comes from, by its path or its key.
    origins: dict[str, Origin]
    #: The pages in the menu of the source, in their order, but for the landing page.
    menu: list[str]


def compose(site: Site, place: Place, report: Report) -> Written:
    """Return the files of a site whose people are settled; what cannot be kept is reported."""
    return _Writer(site, place, report).run()


class _Writer:
    def __init__(self, site: Site, place: Place, report: Report) -> None:
        self.site = site
        self.place = place
        self.report = report
        self.targets = {asset.target for asset in site.assets}
        self.people = Directory(item for item in site.items if item.kind == 'person')
        #: The ids that people have already.
        self.settled = {item.slug for item in site.items if item.kind == 'person'}
        #: The ids of objects by all that the source calls them, by kind.
        self.names: dict[str, dict[str, str]] = defaultdict(dict)
        self.addresses = dict(place.addresses)
        #: The page of each former address.
        self.former: dict[str, str] = {}
        self.lines: set[str] = set()
        #: The keys of papers by those that the source has for them, with where they come from.
        self.cited: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.origins: dict[str, Origin] = {}

    def run(self) -> Written:
        items = [item for item in self.site.items if not self._is_known(item)]
        docnames = [(item, self._docname(item)) for item in items]
        for item, docname in docnames:
            own = [own_address(item.kind, item.slug)] if item.kind else []
            for address in (*item.redirects, *own):
                self.former.setdefault(_address(address), docname)
        bib = self._bibliography()
        pages = {}
        for item, docname in docnames:
            if item.is_there:
                item.lines = [line for line in item.lines if not self._is_known_line(line, item)]
            if item.is_there and not (item.lines or item.body):
                continue
            pages[f'{docname}.md'] = self._page(item, docname)
            self.origins[f'{docname}.md'] = item.origin
            if not item.is_there:
                self.report.written[PLURALS[item.kind] if item.kind else 'pages'] += 1
        placed = [(item.order, name) for item, name in docnames if item.order is not None]
        menu = [name for _order, name in sorted(placed) if name != 'index']
        return Written(pages, bib, self.origins, menu)

    def _is_known(self, item: Item) -> bool:
        """Tell whether the site has the project, topic or entry already, which is left as it is."""
        kind, name = item.kind, kebab(item.slug)
        if kind in (None, 'person') or self.place.names[kind].get(name) != fold(item.title):
            return False
        self.names[kind] |= {kebab(word): name for word in (item.slug, item.title, *item.aliases)}
        advice = f'the page of {name} exists and is left as it is; write it there'
        said = {**item.facts, **({'text': item.body} if item.body else {})}
        said |= {f'redirect-from {number}': each for number, each in enumerate(item.redirects, 1)}
        said |= {f'line {number}': line.title for number, line in enumerate(item.lines, 1)}
        for key, value in (said or {'page': item.title}).items():
            self.report.note('skipped', item.origin, key, value, advice)
        return True

    # -- names --------------------------------------------------------------------------

    def _docname(self, item: Item) -> str:
        """Return the name of a page, and remember the id of its object."""
        if item.is_there:
            self.names['person'][item.slug] = item.slug
            return self._free('', f'imported-{item.slug}')
        if item.kind is None:
            folder, _slash, stem = item.slug.strip('/').rpartition('/')
            wanted = kebab(stem)[:LONGEST_ID].strip('-') or kebab(item.title) or 'page'
            is_home = wanted == 'index' and not folder
            parts = '/'.join(filter(None, map(kebab, folder.split('/'))))
            if wanted == 'index' and f'{parts}/index' in self.place.pages:  # the site has one
                parts, wanted = '', kebab(folder)
            if is_home and self.place.is_of_owner:
                wanted = 'home'
            return self._free(parts, wanted)
        wanted = kebab(item.slug)[:LONGEST_ID].strip('-')
        wanted = wanted or id_of_name(item.title, item.kind)[:LONGEST_ID] or item.kind
        if wanted == 'index':
            wanted = item.kind
        if item.kind == 'person' and item.is_owner and self.place.is_of_owner:
            name, docname = wanted, 'index'
            self.place.pages.add(docname)
            if name != id_of_name(item.title, 'person'):
                item.facts['id'] = name
        else:
            docname = self._free(self._folder(item), wanted, item.kind)
            name = docname.rpartition('/')[2]
        if name != kebab(item.slug) and kebab(item.slug):
            advice = f'the name is taken, or too long; it is "{name}" here'
            self.report.note('changed', item.origin, 'id', item.slug, advice)
        self.place.ids[item.kind].add(name)
        for word in (item.slug, item.title, *item.aliases):
            self.names[item.kind].setdefault(kebab(word), name)
        return docname

    def _folder(self, item: Item) -> str:
        if item.kind != 'entry':
            return self.place.folders[item.kind]
        kind = item.facts['kind'] = self._kind(str(item.facts.get('kind', OTHER_KIND)), item.origin)
        if FOLDERS.get(kind) == 'entry':
            item.facts.pop('kind', None)
        return kind

    def _kind(self, kind: str, origin: Origin) -> str:
        """Return a kind of entries that the site has."""
        if kind in self.place.kinds:
            return kind
        advice = f'no kind of entries{did_you_mean(kind, self.place.kinds)}; it is "{OTHER_KIND}"'
        self.report.note('changed', origin, 'kind', kind, advice)
        return OTHER_KIND

    def _free(self, folder: str, wanted: str, kind: PageKind | None = None) -> str:
        """Return the name of a page that nothing else has."""
        number, name = 1, wanted
        while True:
            docname = f'{folder}/{name}' if folder else name
            if docname not in self.place.pages and not self._is_taken(name, kind):
                self.place.pages.add(docname)
                return docname
            number += 1
            name = f'{wanted}-{number}'

    def _is_taken(self, name: str, kind: PageKind | None) -> bool:
        """Tell whether an object has an id; people have theirs already."""
        if kind in (None, 'person'):
            return bool(kind) and name in self.place.ids['person']
        # links without a kind lead to one of two that have the same
        return name in self.settled or any(name in ids for ids in self.place.ids.values())

    # -- pages --------------------------------------------------------------------------

    def _page(self, item: Item, docname: str) -> str:
        """Return the text of a page that a build reads without a complaint."""
        facts = self._facts(item, docname)
        body = self._linked(self._cited(self._body(item), item.origin), item, docname)
        while True:
            head = _front_matter(item.kind if not item.is_there else None, facts)
            text = f'{head}{body}'
            expected = item.kind if docname != 'index' and not item.is_there else None
            page = read_front_matter(
                text,
                docname=docname,
                page_id=docname.rpartition('/')[2],
                expected=expected,
                vocabulary=self.place.words,
                person_fields=self.place.person_fields,
            )
            if not page.problems or not facts:
                return text
            self._drop(item, facts, head, page.problems[0].line, page.problems[0].message)

    def _cited(self, text: str, origin: Origin) -> str:
        """Return a text that cites papers by the keys that they have here."""

        def cite(match: re.Match[str]) -> str:
            keys = (self._key_here(key.strip(), origin) for key in match['keys'].split(','))
            return f'{match["role"]}`{",".join(dict.fromkeys(keys))}`'

        return _CITATION.sub(cite, text)

    def _key_here(self, key: str, origin: Origin) -> str:
        """Return the key here of the paper that a file of the source calls so.

        Of several, it is the one whose file lies nearest to it.
        """

        def distance(found: tuple[str, str]) -> int:
            return -len(posixpath.commonprefix([found[0].split('/'), origin.file.split('/')]))

        return min(self.cited.get(key, [('', key)]), key=distance)[1]

    def _linked(self, text: str, item: Item, docname: str) -> str:
        """Return a text whose links to other pages of the source lead to the new ones."""

        def link(match: re.Match[str]) -> str:
            words, said = match['words'], match['address'] or match['bare']
            address = _address(said)
            target = self.former.get(address, '' if address else 'index')
            if not target:
                advice = 'no page of the site has been there; its words are kept'
                self.report.note('lost', item.origin, 'link', said, advice)
                return words or said
            suffix = '.md' if match['bare'] is None else '.html'
            path = posixpath.relpath(f'{target}{suffix}', posixpath.dirname(docname) or '.')
            return f'[{words}]({path})' if match['bare'] is None else path

        return _INTERNAL.sub(link, text)

    def _drop(self, item: Item, facts: dict[str, Any], head: str, line: int, why: str) -> None:
        """Take the fact out that stands in a line of the front matter."""
        key, place = _fact_at(head, line)
        if key not in facts:
            key = next(reversed(facts))
        value = facts[key]
        if isinstance(value, str) and (plain := without_marks(value)) != value:
            facts[key] = plain
            advice = 'the front matter takes plain text; its marks are left out'
            self.report.note('changed', item.origin, key, value, advice)
            return
        advice = f'left out: {why}'
        if isinstance(value, dict) and isinstance(place, str) and place in value:
            self.report.take_back(item.origin, f'{key}: {place}', value.pop(place), advice)
        elif isinstance(value, list) and isinstance(place, int) and 0 <= place < len(value):
            self.report.take_back(item.origin, key, value.pop(place), advice)
        else:
            self.report.take_back(item.origin, key, facts.pop(key), advice)
            return
        if not value:
            del facts[key]

    def _facts(self, item: Item, docname: str) -> dict[str, Any]:
        """Return the front matter in the order of its keys, without what names nothing."""
        if item.is_there:
            return {}
        said = dict(item.facts)
        redirects = list(self._redirects(item, docname))
        if item.kind is None:
            for key, value in said.items():
                self.report.take_back(item.origin, key, value, 'a page of nobody has no such key')
            return {'redirect-from': redirects} if redirects else {}
        said.pop('redirect-from', None)
        if redirects:
            said['redirect-from'] = redirects
        if item.kind == 'person' or not said:
            said.setdefault('name', item.title)
        elif said.get('name') == item.title:
            del said['name']
        for key, kind in _EDGES.items():
            if key in said:
                said[key] = self._edge(item, key, kind, said[key])
        if item.kind == 'topic' and 'people' in said:
            people = said['people']
            said['people'] = [each['id'] if isinstance(each, dict) else each for each in people]
        self._check_files(item, said)
        return self._known(item, item.kind, said)

    def _check_files(self, item: Item, said: dict[str, Any]) -> None:
        """Take out what names a file that did not come along."""
        for key in _FILES:
            if key in said and str(said[key]).lstrip('/') not in self.targets:
                advice = 'no such file came along; copy it beside the page, and name it'
                self.report.take_back(item.origin, key, said.pop(key), advice)

    def _known(self, item: Item, kind: PageKind, said: dict[str, Any]) -> dict[str, Any]:
        """Return the facts in the order of the keys that a kind of pages has."""
        found = {}
        own = self.place.person_fields if kind == 'person' else ()
        keys = ('id', *known_keys(kind), *own)
        for key in keys:
            value = said.pop(key, None)
            if value not in (None, '', [], {}):
                found[key] = value
        for key, value in said.items():
            advice = f'{with_article(kind)} has no such key{did_you_mean(key, keys)}'
            self.report.take_back(item.origin, key, value, advice)
        return found

    def _redirects(self, item: Item, docname: str) -> Iterator[str]:
        """Yield the former addresses that a page can have, each once in the site."""
        former = item.facts.get('redirect-from', ())
        for address in (*item.redirects, *([former] if isinstance(former, str) else former)):
            try:
                file = redirect_file(address)
            except ContentError as error:
                self.report.note('lost', item.origin, 'redirect-from', address, str(error))
                continue
            # the index of a folder of objects stands where a page of that name has been
            is_folder = docname in {*self.place.folders.values(), *self.place.kinds}
            own = {f'{docname}.html', *([f'{docname}/index.html'] if is_folder else [])}
            if file in own or self.addresses.get(file) == docname:
                continue
            if holder := self._holder(file, docname):
                self.report.note('lost', item.origin, 'redirect-from', address, holder)
            else:
                yield address

    def _holder(self, file: str, owner: str) -> str:
        """Return what is at a former address already, or nothing if it is *owner*'s from now on."""
        name = file.removesuffix('.html')
        folder = name.removesuffix('/index')
        has_index = folder != name and any(
            page.startswith(f'{folder}/') for page in self.place.pages
        )
        if name in self.place.pages or has_index:  # which each folder of pages gets
            return f'the page {name} stands there now'
        holder = self.addresses.setdefault(file, owner)
        return f'it leads to {holder} already' if holder != owner else ''

    def _ids(self, origin: Origin, key: str, kind: str, said: object) -> Iterator[str]:
        """Yield the ids of what a page names, each once."""
        seen = set()
        for each in said if isinstance(said, list) else [said]:
            said = self._key_here(str(each), origin) if kind == 'publication' else str(each)
            found = self._find(kind, said)
            if not found:
                advice = f'no {kind} has this name here; write its page or entry, and name it'
                self.report.take_back(origin, key, each, advice)
            elif found not in seen:
                seen.add(found)
                yield found

    def _edge(self, item: Item, key: str, kind: str, said: object) -> list[str]:
        """Return the ids of what a page names; words that are no topic stand in its text."""
        if key != 'topics' or item.kind == 'topic':
            return [*self._ids(item.origin, key, kind, said)]
        topics, others = self._topics(said)
        if others:
            words = ', '.join(map(plain_line, others))
            item.body = '\n\n'.join(filter(None, (item.body, f'Topics: {words}')))
            advice = 'no topic has this name here; it stands in the text'
            self.report.note('changed', item.origin, 'topics', ', '.join(others), advice)
        return topics

    def _topics(self, said: object) -> tuple[list[str], list[str]]:
        """Return the ids of the topics that are named, and the words that are none."""
        words = [str(each) for each in (said if isinstance(said, list) else [said])]
        found = {word: self._find('topic', word) for word in words}
        others = [word for word, name in found.items() if not name]
        return list(dict.fromkeys(filter(None, found.values()))), others

    def _find(self, kind: str, mention: str) -> str:
        if kind == 'person':
            return self.people.find(mention)
        if kind == 'publication':
            return self.names[kind].get(mention, '') or (
                mention if mention.lower() in self.place.keys else ''
            )
        name = kebab(mention)
        found = self.names[kind].get(name, '')
        return found or (name if name in self.place.ids[kind] else '')

    def _body(self, item: Item) -> str:
        title = item.title if not item.is_there else f'More of {item.title}'
        parts = [f'# {plain_line(" ".join(title.split())) or "Untitled"}']
        is_person = item.kind == 'person' and not item.is_there
        if is_person and not _PROFILE.search(item.body):
            parts.append('```{profile}\n```')
        if body := item.body.rstrip().strip('\n'):  # what is indented may be code
            parts.append(body)
        sections: dict[tuple[str, str], list[str]] = defaultdict(list)
        for line in item.lines:
            kind = self._kind(line.kind, line.origin)
            heading = line.heading or kind.capitalize()
            sections[heading, kind].append(self._line(line, item))
            self.report.written[f'lines of {kind}'] += 1
        headed = set()
        for (heading, kind), entries in sections.items():
            if heading not in headed:
                parts.append(f'## {plain_line(" ".join(heading.split()))}')
            headed.add(heading)
            inner = max(len(_fence(entry)) for entry in entries)
            marks = ':' * (inner + 1)
            inside = '\n\n'.join(entries)
            parts.append(f'{marks}{{timeline}}\n:kind: {kind}\n\n{inside}\n{marks}')
        if is_person and self.site.papers and not _PUBLICATIONS.search(item.body):
            parts.append('## Publications\n\n```{publications}\n```')
        return '\n\n'.join(parts) + '\n'

    def _is_known_line(self, line: Line, item: Item) -> bool:
        """Tell whether a page of the site holds a line word by word, maybe as its person's own."""
        text = self._line(line, item)
        bare = text.replace(f'\n:people: {item.slug}\n', '\n')
        if not any(text in page or bare in page for page in self.place.texts):
            return False
        advice = 'the site has this entry already'
        self.report.note('skipped', line.origin, line.kind, line.title or line.body, advice)
        return True

    def _line(self, line: Line, item: Item) -> str:
        """Return the directive of a line."""
        options = dict(self._options(line, item))
        body = line.body.strip()
        runs = [len(run) for run in re.findall(r'^\s*(:{3,})', body, re.MULTILINE)]
        marks = ':' * max([3, *(run + 1 for run in runs)])
        title = ' '.join(line.title.split())
        if not title and not body:
            body = 'Untitled'
        head = f'{marks}{{entry}} {title}'.rstrip()
        shown = [f':{name}: {_option_text(value)}' for name, value in options.items()]
        return '\n'.join([head, *shown, *([''] if body else []), *([body] if body else []), marks])

    def _options(self, line: Line, item: Item) -> Iterator[tuple[str, str]]:
        known = ('id', 'type', 'dates', 'organisation', 'place', 'status', 'people', 'projects')
        for name, said in line.options.items():
            value = ' '.join(said.split()) if name != 'links' else said
            if not value:
                continue
            if name not in (*known, 'topics', 'publications', 'links'):
                self.report.take_back(line.origin, name, said, 'an entry has no such option')
                continue
            value = self._option(line, name, value)
            if value:
                yield name, value
        if item.is_there and item.kind == 'person' and 'people' not in line.options:
            yield 'people', item.slug

    def _option(self, line: Line, name: str, value: str) -> str:
        """Return what an option says as far as it is right."""
        match name:
            case 'links':
                return self._links(line, value)
            case 'people':
                return self._members(line, value)
            case 'projects' | 'topics' | 'publications':
                return ', '.join(self._ids(line.origin, name, _EDGES[name], _items(value)))
        if flaw := self._flaw(name, value):
            self.report.take_back(line.origin, name, value, f'left out: {flaw}')
            return ''
        return value

    def _flaw(self, name: str, value: str) -> str:
        """Return what is wrong with an option; nothing, if it is right."""
        try:
            if name == 'id':
                check_id(value)
                if value in self.lines or value in self.place.ids['entry']:
                    return 'another entry has this id'
                self.lines.add(value)
            elif name == 'dates':
                Period.parse(value)
        except ContentError as error:
            return str(error)
        if name == 'status' and value not in ENTRY_STATUSES:
            return f'write {" or ".join(ENTRY_STATUSES)}'
        return ''

    def _members(self, line: Line, value: str) -> str:
        found = []
        for member in re.findall(r'[^,()]+(?:\([^()]*\))?', value):
            mention, _bracket, role = member.partition('(')
            if not mention.strip():
                continue
            if name := self.people.find(mention.strip()):
                role = role.rstrip(') ').strip()
                found.append(f'{name} ({role})' if role else name)
            else:
                advice = 'no page of a person has this name; name them in the text'
                self.report.take_back(line.origin, 'people', mention.strip(), advice)
        return ', '.join(found)

    def _links(self, line: Line, value: str) -> str:
        found = []
        for link in _LINK.finditer(value):
            key, address = link['key'].strip(), link['value']
            if flaw := self._flaw_of_link(key, address):
                self.report.take_back(line.origin, f'links: {key}', address, f'left out: {flaw}')
            else:
                found.append(f'{key}: {address}')
        return ', '.join(found)

    def _flaw_of_link(self, key: str, address: str) -> str:
        try:
            made = make_link(key, address)
        except ContentError as error:
            return str(error)
        if made.is_file and made.url.lstrip('/') not in self.targets:
            return 'no such file came along; copy it into the site'
        return 'write %20 for its spaces' if re.search(r'[,;]\s', address) else ''

    # -- the bibliography ---------------------------------------------------------------

    def _bibliography(self) -> str:
        """Return the entries that the site has not yet, each under a key of its own."""
        texts = []
        strings: dict[str, str] = {}
        papers = [paper for paper in self.site.papers if not self._is_in_bibliography(paper)]
        keys = [self._key(paper) for paper in papers]
        for paper, key in zip(papers, keys, strict=True):
            for text in paper.strings:  # two files may mean different things by one name
                name = text.partition('=')[0].lower()
                if strings.get(name) != text:
                    strings[name] = text
                    texts.append(text.strip() + '\n')
            texts.append(self._entry(self._with_addresses(paper), key))
            self.report.written['papers'] += 1
        return '\n'.join(texts)

    def _with_addresses(self, paper: Paper) -> Paper:
        """Return an entry without former addresses at which something else is."""
        said = _items(paper.fields.get('redirect-from', ''))
        kept = []
        for address in said:
            try:
                holder = self._holder(redirect_file(address), paper.key)
            except ContentError as error:
                holder = str(error)
            if holder:
                self.report.note('lost', paper.origin, 'redirect-from', address, holder)
            else:
                kept.append(address)
        return (
            with_changes(paper, {'redirect-from': ', '.join(kept) or None})
            if kept != said
            else paper
        )

    def _is_in_bibliography(self, paper: Paper) -> bool:
        """Tell whether the site has a paper already; texts cite that one then."""
        # what the sources tell apart, and `join` does, is told apart by more than this
        key = next(
            (self.place.papers[name] for name in _handles(paper) if name in self.place.papers), ''
        )
        if key:
            advice = f'the bibliography has it already, as "{key}"'
            name = paper.key or decode(paper.fields.get('title', ''))
            self.report.note('skipped', paper.origin, 'paper', name, advice)
            self._note_key(paper, key)
        return bool(key)

    def _note_key(self, paper: Paper, key: str) -> None:
        for name in (paper.key, *paper.aliases):
            if name:
                self.cited[name].append((paper.origin.file, key))
        for name in (paper.key, paper.fields.get('title', '')):
            if name:
                self.names['publication'].setdefault(name, key)
        self.names['publication'][key] = key

    def _key(self, paper: Paper) -> str:
        """Return the key of an entry, which nothing else has."""
        wanted = _NOT_IN_KEYS.sub('', paper.key) or _key_of(paper)
        key, number = wanted, 1
        while key.lower() in self.place.keys:
            number += 1
            key = f'{wanted}-{number}'
        self.place.keys.add(key.lower())
        self.origins[key] = paper.origin
        self._note_key(paper, key)
        if paper.key and key != paper.key:
            advice = f'the key is taken, or cannot be cited; it is "{key}" here'
            self.report.note('changed', paper.origin, 'key', paper.key, advice)
        return key

    def _entry(self, paper: Paper, key: str) -> str:
        """Return the text of an entry; others that it names have their keys of here."""
        ties = {name: paper.fields[name] for name in TIES if name in paper.fields}
        now = {
            name: ', '.join(self._key_here(one.strip(), paper.origin) for one in value.split(','))
            for name, value in ties.items()
        }
        if changed := {name: value for name, value in now.items() if value != ties[name]}:
            source = with_fields(paper.source, changed) if paper.source else ''
            paper = replace(paper, fields={**paper.fields, **changed}, source=source)
        if paper.source:
            head = re.compile(r'\A(\s*@\w+\s*[{(]\s*)[^,\s{}()]*(\s*,)')
            return head.sub(lambda match: f'{match[1]}{key}{match[2]}', paper.source).strip() + '\n'
        topics, words = self._topics(_items(paper.fields.get('topics', '')))
        if words:  # what is no topic here is a keyword
            words[:0] = _items(paper.fields.get('keywords', ''))
            named = {'topics': ', '.join(topics), 'keywords': ', '.join(dict.fromkeys(words))}
            paper.fields |= named
        lines = [f'@{paper.type}{{{key},']
        for name, value in paper.fields.items():
            shown = self._field(paper, name, value)
            if shown:
                lines.append(f'  {name} = {{{shown}}},')
        return '\n'.join([*lines, '}']) + '\n'

    def _field(self, paper: Paper, name: str, value: str) -> str:
        value = value.strip()
        if value and not _FIELD.fullmatch(name):
            self.report.take_back(paper.origin, name, value, 'BibTeX has no such name of a field')
            return ''
        if name in ('people', 'projects', 'topics'):
            kind = 'person' if name == 'people' else _EDGES[name]
            return ', '.join(self._ids(paper.origin, name, kind, _items(value)))
        if not _is_balanced(value):
            self.report.note('changed', paper.origin, name, value, 'its braces are left out')
            value = value.replace('{', '').replace('}', '')
        return value


def _front_matter(kind: PageKind | None, facts: Mapping[str, Any]) -> str:
    if not facts and kind is None:
        return ''
    text = yaml.safe_dump(
        {kind or 'folio': dict(facts)},
        allow_unicode=True, default_flow_style=False, sort_keys=False, width=10**6,
    )  # fmt: skip
    return f'---\n{text}---\n\n'


def _fact_at(head: str, line: int) -> tuple[str, str | int | None]:
    """Return the key of the fact in a line, and which of its parts stands there."""
    key = ''
    place: str | int | None = None
    for text in head.split('\n')[2:line]:
        if found := re.match(r'  (?![ -])([\w-]+):', text):
            key, place = found[1], None
        elif re.match(r'  - ', text):
            place = place + 1 if isinstance(place, int) else 0
        elif (found := re.match(r'    (?! )(.+?):(?: |$)', text)) and not isinstance(place, int):
            place = str(yaml.safe_load(found[1]))
    return key, place


def _address(text: str) -> str:
    """Return a former address in the one form that is compared."""
    bare = text.partition('#')[0].partition('?')[0].strip('/').lower()
    return re.sub(r'(?:^|/)index(?:\.html)?$|\.html?$', '', bare).strip('/')


def _option_text(value: str) -> str:
    """Return the value of an option as MyST reads it, in quotes where it needs them."""
    if _PLAIN_OPTION.match(value) and ' #' not in value:
        return value
    return "'" + value.replace("'", "''") + "'"


def _items(text: str) -> list[str]:
    return [each for each in re.split(r'\s*,\s*', text) if each]


def _fence(entry: str) -> str:
    found = re.match(':+', entry)
    return found[0] if found else ''


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in re.findall(r'[{}]', text):
        depth += 1 if sign == '{' else -1
        if depth < 0:
            return False
    return depth == 0


def _handles(paper: Paper) -> Iterator[str]:
    """Yield what a paper is known by: its DOI, or its title with its type and year."""
    if doi := paper.fields.get('doi', ''):
        yield f'doi {doi.lower().partition("10.")[2]}'
    yield handle(decode(paper.fields.get('title', '')), paper.type, _year(paper))


def handle(title: str, kind: str, year: str) -> str:
    """Return what a paper without a DOI is known by."""
    return f'title {fold(title)} {kind} {year}'


def _year(paper: Paper) -> str:
    found = re.search(r'\d{4}', paper.fields.get('year') or paper.fields.get('date') or '')
    return found[0] if found else ''


def _key_of(paper: Paper) -> str:
    """Return a citation key of the first author, the year and the first word of the title."""
    names: Iterable[str] = split_list(paper.fields.get('author', ''))
    first = next(iter(names), '')
    family = kebab(name_parts(decode(first)).family).replace('-', '') if first else ''
    title = decode(paper.fields.get('title', ''))
    words = [word for word in kebab(title).split('-') if word not in _SMALL]
    return f'{family}{_year(paper)}{next(iter(words), "")}' or 'paper'


def owner_of(site: Site) -> Item | None:
    """Return the person whose site it is, or nobody."""
    if site.is_group:
        return None
    people = [item for item in site.items if item.kind == 'person']
    owners = [item for item in people if item.is_owner]
    if len(owners) == 1 or len(people) == 1:
        return (owners or people)[0]
    return None
