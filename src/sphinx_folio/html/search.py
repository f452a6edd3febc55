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
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from pkgutil import resolve_name
from types import SimpleNamespace
from typing import Any, Self

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.search import IndexBuilder, SearchLanguage, languages
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.index_entries import split_index_msg

from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.graph import EntryView, Site
from sphinx_folio.model import Person, fold, is_east_asian
from sphinx_folio.nodes import skip, written
from sphinx_folio.render import page_title
from sphinx_folio.shared import html_builder, is_website


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


class SiteIndex(IndexBuilder):
    """An index that keeps the pages without a source that it is fed with.

    Of documents alone, Sphinx drops all else from the index that it has read. It leaves words
    there that no page has any more, and knows the entries of the general index of those pages
    alone that it has just been fed with.
    """

    env: BuildEnvironment
    #: The pages without a source.
    pages: AbstractSet[str]
    #: What indexes hold that were read before, by their text.
    known: Mapping[str, Any]
    #: Whether the objects of the site are those of the index that is read, and that index.
    has_same_objects: bool
    before: dict[str, Any]

    @classmethod
    def made_of(
        cls,
        index: IndexBuilder,
        env: BuildEnvironment,
        pages: AbstractSet[str],
        *,
        known: Mapping[str, Any],
        has_same_objects: bool,
    ) -> Self:
        """Return an empty index in the place of another one.

        :param pages: those without a source that are still as they are in the index to be read.
        :param known: what indexes hold that were read before, by their text.
        :param has_same_objects: whether the objects of the site are those of that index.
        """
        made = object.__new__(cls)
        own = {'env': env, 'pages': pages, 'known': known, 'before': {}}
        vars(made).update(vars(index) | own | {'has_same_objects': has_same_objects})
        return made

    def load(self, stream: Any, format: Any) -> None:  # noqa: A002  (Sphinx's signature)
        """Read an index that was written."""
        text = stream.read()
        frozen = self.known[text] if text in self.known else format.loads(text)
        super().load(stream, SimpleNamespace(load=lambda _stream: frozen))
        self.before = frozen

    def get_objects(self, fn2index: dict[str, int]) -> Any:
        """Return the objects of all domains, whose names take longer to print than to read."""
        before, own = self.before, vars(self)
        if not (self.has_same_objects and before and list(fn2index) == before['docnames']):
            return super().get_objects(fn2index)
        types, names = before['objtypes'], before['objnames']
        own['_objtypes'] = {tuple(name.split(':', 1)): int(key) for key, name in types.items()}
        own['_objnames'] = {int(key): name for key, name in names.items()}
        return before['objects']

    def prune(self, docnames: Iterable[str]) -> None:
        """Remove all but some documents, and the pages."""
        super().prune({*docnames, *self.pages})

    def freeze(self) -> dict[str, Any]:
        """Return the index as it is written."""
        frozen = super().freeze()
        for kind in ('terms', 'titleterms'):
            frozen[kind] = {word: pages for word, pages in frozen[kind].items() if pages != []}
        frozen['indexentries'] = _index_entries(self.env, frozen['docnames'])
        return frozen


def index_made_pages(app: Sphinx, domain: FolioDomain) -> None:
    """Let the search find each publication on the page that links to it lead to.

    Dated entries are found on the pages that a long list of them is cut into, too.
    """
    index = html_builder(app).indexer
    if not isinstance(index, SiteIndex):
        return
    site = domain.site
    led_to = _led_to(app, domain)
    known = index.pages & vars(index)['_titles'].keys() & led_to.keys()
    index.pages = led_to.keys()
    for pagename, key in site.paged.items():
        if pagename in index.pages - known:
            entry = site.entry(key)
            title, words = entry.publication.title, _words_of_entry(site, entry)
            page: Any = nodes.section('', nodes.title('', title), nodes.paragraph('', words))
            index.feed(pagename, pagename, title, page)
    for place, pages in site.pages.items():
        for pagename in (index.pages & pages.keys()) - known:
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


def _words_of_entry(site: Site, entry: EntryView) -> str:
    """Return each word of an entry once, as that is all that an index holds.

    Its authors are found by the names of their pages too.
    """
    publication = entry.publication
    names = [author.name for author in publication.authors]
    names += site.names_of_authors(publication.key)
    names += [ref.name for ref in entry.tied]
    texts = (publication.venue, publication.dated, publication.note, publication.abstract)
    return _with_spellings(' '.join(dict.fromkeys(' '.join((*names, *texts)).split())))


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


def _index_entries(
    env: BuildEnvironment, docnames: Iterable[str]
) -> dict[str, list[tuple[int, str, bool]]]:
    """Return page, anchor and weight of each entry of the general index, by its text."""
    entries: dict[str, list[tuple[int, str, bool]]] = {}
    noted: Any = env.domains['index'].data['entries']
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
