"""The index of the search, as it is after a build of all pages.

When only some pages are written, Sphinx keeps words that no page has any more, and loses
the entries of the general index of all other pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.index_entries import split_index_msg

from .atomic import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


def tidy_search_index(app: Sphinx) -> None:
    """Rewrite the index without the words and with the entries.

    :raises OSError: if the file cannot be written.
    """
    builder: Any = app.builder
    path = app.outdir / builder.searchindex_filename
    if not builder.search or not path.is_file():
        return
    before = path.read_text(encoding='utf-8')
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
