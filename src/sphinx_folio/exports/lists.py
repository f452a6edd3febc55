"""Each list of publications as BibTeX and as CSL-JSON, under the path that its page links to."""

from collections.abc import Iterator, MutableMapping
from functools import partial

from sphinx_folio.bib import with_parents
from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import Query
from sphinx_folio.shared import Output
from sphinx_folio.util import digest

#: The lists of a document that offer files: number, path without a suffix, and fingerprint.
ListExports = tuple[tuple[int, str, str], ...]


def list_outputs(domain: FolioDomain, known: MutableMapping[str, ListExports]) -> Iterator[Output]:
    """Yield both files of each list that offers them.

    :param known: the lists of each document, where they are known; others are added.
    """
    bibliography = domain.bibliography
    added = bibliography.added_fields

    def find(docname: str) -> ListExports:
        listings = domain.facts(docname).listings
        return tuple(
            (number, path, digest((bibliography.parents, stated(_keys(domain, listings[number])))))
            for number, path in domain.site.exports_of(docname).items()
        )

    def stated(keys: list[str]) -> list[str]:
        # each entry is on several lists
        return [
            texts.setdefault(key, f'{key} {bibliography.publications[key].digest} {added.get(key)}')
            for key in keys
        ]

    texts: dict[str, str] = {}
    for docname, facts in domain.pages.items():
        if not any(query.kind == 'publication' for query in facts.listings):
            continue
        if docname not in known:
            known[docname] = find(docname)
        for number, path, fingerprint in known[docname]:
            query = facts.listings[number]
            yield Output(f'{path}.bib', fingerprint, partial(_bib_file, domain, query))
            yield Output(f'{path}.json', fingerprint, partial(_csl_json, domain, query))


def _keys(domain: FolioDomain, query: Query) -> list[str]:
    """Return the citation keys of a list, with those of the preprints that stand with others."""
    return domain.graph.with_versions(domain.site.selections.evaluate(query))


def _bib_file(domain: FolioDomain, query: Query) -> bytes:
    """Return a ``.bib`` file of a list, whole with what its entries inherit from."""
    bibliography = domain.bibliography
    whole = with_parents(_keys(domain, query), bibliography.entries.entries)
    return '\n'.join(map(bibliography.bibtex, whole)).encode()


def _csl_json(domain: FolioDomain, query: Query) -> bytes:
    """Return a JSON array of the CSL items of a list."""
    items = map(domain.bibliography.csl, _keys(domain, query))
    return ('[\n' + ',\n'.join(items) + '\n]\n').encode()
