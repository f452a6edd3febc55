"""The index of the search: complete, quick to make, and with every spelling of a name.

Sphinx looks for the stem of each word on each page anew, which takes longer than to write
the pages. When only some pages are written, it keeps words that no page has any more, and
loses the entries of the general index of all other pages.

It compares words as they are written, and takes those of ``<meta name="keywords">`` into
its index as well. So a node of that kind, with the spellings of a person's name, stands in
each person's page while the page is indexed, and leaves nothing in the page itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cache
from pkgutil import resolve_name
from typing import IO, Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search import IndexBuilder, SearchLanguage, languages
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.index_entries import split_index_msg

from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.graph import EntryView, Site
from sphinx_folio.model import Person, fold, is_east_asian
from sphinx_folio.nodes import skip, written
from sphinx_folio.render import page_title
from sphinx_folio.shared import html_builder, is_website
from sphinx_folio.util import write_atomic


def remember_stems(app: Sphinx, config: Config) -> None:
    """Let the language of the search find the stem of each word once for all pages."""
    code = config.html_search_language or config.language
    kind = languages.get(code) or languages.get(code.partition('_')[0])
    if isinstance(kind, str):
        kind = resolve_name(kind)
    if kind is not None and not hasattr(kind, 'remembers_stems'):
        app.add_search_language(_remembering(kind))


def _stemmer_alias(kind: type[SearchLanguage]) -> str:
    """Return what lets the script of the search find a stemmer that it calls by another name.

    Sphinx 9.0 and 9.1 call the stemmer of Chinese, which is that of English, by a name that
    it does not have, and the search does nothing (sphinx-doc/sphinx#14229). A function is
    known in all of the script that it stands in, before it and after.
    """
    name = kind.js_stemmer_rawcode.removesuffix('-stemmer.js').capitalize()
    if not name or name == kind.language_name:
        return ''
    return f'function {kind.language_name}Stemmer() {{ return new {name}Stemmer(); }}'


def _remembering(kind: type[SearchLanguage]) -> type[SearchLanguage]:
    class Remembering(kind):  # type: ignore[misc, valid-type]
        """A language that knows the stems that it was asked for, and short family names."""

        remembers_stems = True
        js_splitter_code = '\n'.join(filter(None, (kind.js_splitter_code, _stemmer_alias(kind))))

        def __init__(self, options: dict[str, str]) -> None:
            super().__init__(options)
            self.stem = cache(super().stem)

        def split(self, text: str) -> list[str]:
            """Return the words of a text, but for signs that the language leaves out."""
            is_kept = super().word_filter
            return [word for word in super().split(text) if len(word) > 1 or is_kept(word)]

        def word_filter(self, word: str) -> bool:
            """Tell whether a word is found; family names of one sign stand alone (`searchable`)."""
            return super().word_filter(word) or (len(word) == 1 and is_east_asian(word))

    return Remembering


def leave_search_index(app: Sphinx) -> None:
    """Have the builder leave the index as it is: without an indexer, it writes none."""
    builder = html_builder(app)
    if (app.outdir / builder.searchindex_filename).is_file():
        builder.indexer = None


#: What an index of Sphinx holds of each page, and the pages of each word.
_OF_PAGES = ('_titles', '_filenames', '_all_titles')
_OF_WORDS = ('_mapping', '_title_mapping')


class _IndexWithPages(IndexBuilder):
    """An index that keeps the pages without a source that it is fed with."""

    pages: frozenset[str] = frozenset()

    def prune(self, docnames: Iterable[str]) -> None:
        """Remove all but some documents, and the pages."""
        super().prune({*docnames, *self.pages})

    def recall(self, file: IO[str], form: Any, names: AbstractSet[str]) -> frozenset[str]:
        """Take some pages over from an index that was written; return which it has.

        :raises ValueError: if it is of another version.
        """
        mine = {name: getattr(self, name) for name in (*_OF_PAGES, *_OF_WORDS)}
        try:
            self.load(file, form)  # which puts what it reads in the place of all that
            before = {name: getattr(self, name) for name in mine}
        finally:
            vars(self).update(mine)
        found = frozenset(names & before['_titles'].keys())
        for part in _OF_PAGES:
            mine[part].update({name: before[part][name] for name in found})
        for part in _OF_WORDS:
            for word, pages in before[part].items():
                if kept := pages & found:
                    mine[part].setdefault(word, set()).update(kept)
        return found


def index_made_pages(app: Sphinx, domain: FolioDomain, unchanged: AbstractSet[str]) -> None:
    """Let the search find each publication on the page that links to it lead to.

    Dated entries are found on the pages that a long list of them is cut into, too.

    Sphinx, which indexes documents alone, drops all else from the index that it has read.

    :param unchanged: the pages that are as the last build has indexed them.
    """
    builder, site = html_builder(app), domain.site
    before = builder.indexer
    if before is None:
        return
    led_to = _led_to(app, domain)
    if not led_to:
        return
    index = object.__new__(_IndexWithPages)
    vars(index).update(vars(before))
    index.pages = frozenset(led_to)
    builder.indexer = index
    known: frozenset[str] = frozenset()
    with (
        suppress(OSError, ValueError),
        (app.outdir / builder.searchindex_filename).open(encoding='utf-8') as file,
    ):
        known = index.recall(file, builder.indexer_format, unchanged & index.pages)
    for pagename, key in site.paged.items():
        if pagename in index.pages - known:
            entry = site.entry(key)
            title, words = entry.publication.title, _words_of_entry(entry)
            page: Any = nodes.section('', nodes.title('', title), nodes.paragraph('', words))
            index.feed(pagename, pagename, title, page)
    for place, pages in site.pages.items():
        for pagename in index.pages.intersection(pages) - known:
            title = page_title(domain, place, pages[pagename])
            is_dated = domain.facts(place[0]).listings[place[1]].kind == 'entry'
            text_of = _text_of_dated if is_dated else _text_of
            texts = (text_of(site, key) for key in led_to[pagename])
            content = (nodes.paragraph('', text) for text in texts)
            page = nodes.section('', nodes.title('', title), *content, ids=['list'])
            index.feed(pagename, app.env.doc2path(pagename, base=False), title, page)


def _led_to(app: Sphinx, domain: FolioDomain) -> dict[str, list[str]]:
    """Return what is found on each page without a source, as ids."""
    site = domain.site
    # as Sphinx passes over the page that the list is on
    passed = {'no-search', 'nosearch'}
    left_out = {name for name, said in app.env.metadata.items() if not passed.isdisjoint(said)}
    led_to: dict[str, list[str]] = {}
    for key, (pagename, _anchor) in site.targets.items():
        of_list = site.owners.get(pagename, '')
        if pagename in site.paged or (of_list and of_list not in left_out):
            led_to.setdefault(pagename, []).append(key)
    for place, pages in site.pages.items():
        if domain.facts(place[0]).listings[place[1]].kind == 'entry' and place[0] not in left_out:
            led_to.update((pagename, list(cut.ids)) for pagename, cut in pages.items())
    return led_to


def _words_of_entry(entry: EntryView) -> str:
    """Return each word of an entry once, as that is all that an index holds."""
    publication = entry.publication
    names = [author.name for author in publication.authors]
    names += [ref.name for ref in (*entry.people, *entry.tied) if ref]
    texts = (publication.venue, publication.dated, publication.note, publication.abstract)
    return _with_spellings(' '.join(dict.fromkeys(' '.join((*names, *texts)).split())))


def tidy_search_index(app: Sphinx) -> None:
    """Rewrite the index, if it was written, without the words and with the entries.

    :raises OSError: if the file cannot be written.
    """
    builder = html_builder(app)
    path = app.outdir / builder.searchindex_filename
    if builder.indexer is None or not path.is_file():
        return
    before = path.read_text(encoding='utf-8')
    if ':[]' not in before and not any(app.env.domains['index'].data['entries'].values()):
        return
    index = builder.indexer_format.loads(before)
    for kind in ('terms', 'titleterms'):
        index[kind] = {word: pages for word, pages in index[kind].items() if pages != []}
    index['indexentries'] = _index_entries(app, index['docnames'])
    after = builder.indexer_format.dumps(index)
    if after != before:
        write_atomic(path, after.encode())


def _text_of_dated(site: Site, name: str) -> str:
    """Return the text that a dated entry is found by."""
    entry = site.graph.dated[name]
    texts = (entry.name, entry.type, entry.organisation, entry.place, entry.summary)
    return ' '.join(texts)


def _text_of(site: Site, key: str) -> str:
    """Return the text that an entry is found by; its people are found by their pages."""
    entry = site.entry(key)
    item = entry.publication
    named = zip(item.authors, entry.people, strict=True)
    others = (author.name for author, person in named if not person)
    texts = (item.title, *others, item.venue, item.dated, item.note, item.abstract)
    return _with_spellings(' '.join(texts))


def _with_spellings(text: str) -> str:
    return ' '.join((text, *sorted(without_accents(text))))


def _index_entries(app: Sphinx, docnames: list[str]) -> dict[str, list[tuple[int, str, bool]]]:
    """Return page, anchor and weight of each entry of the general index, by its text."""
    entries: dict[str, list[tuple[int, str, bool]]] = {}
    noted: Any = app.env.domains['index'].data['entries']
    for number, docname in enumerate(docnames):
        for text, anchor, main in sorted(_texts(noted.get(docname, ()))):
            entries.setdefault(text.lower(), []).append((number, anchor, main == 'main'))
    return entries


def _texts(noted: Iterable[tuple[str, str, str, str, str | None]]) -> set[tuple[str, str, str]]:
    texts: set[tuple[str, str, str]] = set()
    for kind, value, anchor, main, _category in noted:
        try:
            parts = split_index_msg(kind, value)
        except ValueError:
            continue
        named = parts[:1] if kind in {'see', 'seealso'} else parts
        texts |= {(text, anchor or '', main) for text in named}
    return texts


#: How accented letters are written in two (ICAO Doc 9303, part 3, section 6; for đ, common
#: use); `names.fold` leaves the accent out, which is as common.
_IN_TWO = str.maketrans({'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'å': 'aa', 'ø': 'oe', 'đ': 'dj'})
#: How the search cuts a text into words, here and in the browser.
_WORD = re.compile(r'\w+')


class search_words(nodes.meta):
    """Words, and titles as children, that the search finds a page by without being seen."""


class AddSpellings(SphinxPostTransform):
    """Add other spellings of names to a page on its way to the index.

    Those of a person stand on their own page, and those of authors where an entry is found.
    """

    default_priority = 860  # when all else is in place
    formats = ('html',)

    def run(self, **kwargs: Any) -> None:
        """Add the node to a page that has any such words."""
        domain = folio_domain(self.env)
        if not is_website(domain.builder):
            return
        node, words = search_words(name='keywords'), set[str]()
        for leaf in self.document.findall(written):
            leaf.append(nodes.Text(leaf.astext()))  # the index is made of texts
        for found in self.document.findall(nodes.bullet_list):
            if 'folio-publications' in found['classes'] and 'no-search' not in found['classes']:
                words |= without_accents(found.astext())
        person = domain.facts(self.env.current_document.docname).record
        if isinstance(person, Person) and not person.anonymous:
            words.update(words_of(person))
            if person.native_name not in {'', person.name}:
                # the name counts as a title, so that the page stands before those that cite it
                node += nodes.title('', person.native_name)
        if words:
            node['content'] = ','.join(sorted(words))
            self.document += node


def without_accents(text: str) -> set[str]:
    """Return the words of a text that have accents as they are typed without them.

    >>> sorted(without_accents('On Müller and Erdős'))
    ['erdos', 'mueller', 'muller']
    """
    if text.isascii():
        return set()
    accented = {word for word in _WORD.findall(text) if not word.isascii()}
    plain = {word: unicodedata.normalize('NFC', word).lower() for word in accented}
    forms = {
        form for word in plain.values() for form in (fold(word), fold(word.translate(_IN_TWO)))
    }
    return forms - {*plain.values()}


def words_of(person: Person) -> list[str]:
    """Return each word of a person's names, in each of its spellings, once."""
    names = (person.name, person.native_name, *person.names)
    return sorted({word for name in names for word in _spelled(name) if word})


def _spelled(name: str) -> Iterator[str]:
    """Yield the words of *name*: as it stands, without accents, and with letters for them.

    A word with a hyphen or an apostrophe is also one without.
    """
    plain = unicodedata.normalize('NFC', name).lower()
    for form in (plain, fold(plain), fold(plain.translate(_IN_TWO))):
        yield from _WORD.findall(form)
    for word in plain.split():
        for form in (fold(word), fold(word.translate(_IN_TWO))):
            yield ''.join(_WORD.findall(form))
    for word in _WORD.findall(plain):
        if is_east_asian(word):
            yield from _cut(word)


def _cut(name: str) -> Iterator[str]:
    """Yield what may be the family name and the given name of a name without spaces.

    The search finds words of one or two signs only where they stand alone.
    """
    for size in (1, 2):
        if len(name) > size:
            yield name[:size]
        if len(name) > size + 1:
            yield name[size:]


def setup_search(app: Sphinx) -> None:
    """Register the language of the search, and the node with what adds it."""
    app.connect('config-inited', remember_stems)
    app.add_node(search_words, html=(skip, None))
    app.add_post_transform(AddSpellings)
