"""Each list of publications as BibTeX and as CSL-JSON, under the path that its page links to."""

from collections.abc import Iterable, Iterator
from functools import partial

from sphinx_folio.bib import BibliographyCache, with_parents
from sphinx_folio.domains import FolioDomain
from sphinx_folio.shared import Output
from sphinx_folio.util import digest


def list_outputs(domain: FolioDomain) -> Iterator[Output]:
    """Yield both files of each list that offers them."""
    bibliography = domain.bibliography
    publications, added = bibliography.publications, bibliography.added_fields
    places = (
        (facts.listings[number], path)
        for docname, facts in domain.pages.items()
        for number, path in domain.site.exports_of(docname).items()
    )
    # each entry is on several lists
    stated = {key: f'{key} {one.digest} {added.get(key)}' for key, one in publications.items()}
    for query, path in places:
        keys = domain.site.graph.with_versions(domain.site.selections.evaluate(query))
        entries = [stated[key] for key in keys]
        fingerprint = digest((bibliography.parents, entries))
        yield Output(f'{path}.bib', fingerprint, partial(_bib_file, bibliography, keys))
        yield Output(f'{path}.json', fingerprint, partial(_csl_json, bibliography, keys))


def _bib_file(bibliography: BibliographyCache, keys: Iterable[str]) -> bytes:
    """Return a ``.bib`` file of *keys*, whole with what they inherit from."""
    whole = with_parents(keys, bibliography.entries.entries)
    return '\n'.join(map(bibliography.bibtex, whole)).encode()


def _csl_json(bibliography: BibliographyCache, keys: Iterable[str]) -> bytes:
    """Return a JSON array of the CSL items of *keys*."""
    return ('[\n' + ',\n'.join(map(bibliography.csl, keys)) + '\n]\n').encode()
