"""The index of the search: made without work that is done already, and without leftovers.

Sphinx looks for the stem of each word on each page anew, which takes longer than to write
the pages. When only some pages are written, it keeps words that no page has any more, and
loses the entries of the general index of all other pages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx.search import languages
from sphinx.util.index_entries import split_index_msg

from .atomic import write_bytes
from .names import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.search import SearchLanguage


def remember_stems(app: Sphinx, config: Config) -> None:
    """Let the language of the search find the stem of each word once for all pages."""
    code = config.html_search_language or config.language
    kind = languages.get(code) or languages.get(code.partition('_')[0])
    if isinstance(kind, str):
        module, _dot, name = kind.rpartition('.')
        kind = getattr(import_module(module), name)
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
            self._stems: dict[str, str] = {}

        def stem(self, word: str) -> str:
            """Return the stem of *word*."""
            if word not in self._stems:
                self._stems[word] = super().stem(word)
            return self._stems[word]

        def split(self, text: str) -> list[str]:
            """Return the words of a text, but for signs that the language leaves out."""
            is_kept = super().word_filter
            return [word for word in super().split(text) if len(word) > 1 or is_kept(word)]

        def word_filter(self, word: str) -> bool:
            """Tell whether a word is found; family names of one sign stand alone (`searchable`)."""
            return super().word_filter(word) or (len(word) == 1 and is_east_asian(word))

    return Remembering


def tidy_search_index(app: Sphinx) -> None:
    """Rewrite the index without the words and with the entries.

    :raises OSError: if the file cannot be written.
    """
    builder: Any = app.builder
    path = app.outdir / builder.searchindex_filename
    if not builder.search or not path.is_file():
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
        write_bytes(path, after.encode())


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
            found = split_index_msg(kind, value)
        except ValueError:
            continue
        shown = found[:1] if kind in {'see', 'seealso'} else found
        texts |= {(text, anchor or '', main) for text in shown}
    return texts


def setup_search_index(app: Sphinx) -> None:
    """Register the language of the search."""
    app.connect('config-inited', remember_stems)
