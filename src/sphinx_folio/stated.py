"""What a page states for the rest of the site, told from what only the page itself shows.

As long as no page states anything else, none but the pages that were read has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from .domain import FolioDomain

#: What Folio keeps of each document; what it mentions is told apart from where.
_KEPT = ('records', 'listings', 'problems', 'links', 'hidden', 'redirects', 'unlisted', 'drawings')


def restate(env: BuildEnvironment, domain: FolioDomain, docnames: Iterable[str]) -> None:
    """Note anew what *docnames* state, and forget the documents that are gone."""
    pictures = _by_document((path, found[0]) for path, found in env.images.items())
    targets = _by_document(_targets(env))
    for docname in docnames:
        if docname in env.found_docs:
            own = [pictures.get(docname, []), targets.get(docname, [])]
            mentioned = domain.references.get(docname, ())
            shown = [own, _of_sphinx(env, docname), [item._replace(line=0) for item in mentioned]]
            shown += [domain.data[name].get(docname) for name in _KEPT]
            lines = [item.line for item in mentioned]
            domain.stated[docname] = (digest(shown), digest(lines))
    for docname in domain.stated.keys() - env.found_docs:
        del domain.stated[docname]


def all_stated(domain: FolioDomain, troubled: Iterable[str]) -> str:
    """Return a digest of what all pages state.

    :param troubled: documents of which there is something to tell, with its line.
    """
    lines = [domain.stated[name][1] for name in sorted(set(troubled)) if name in domain.stated]
    stated = [(name, domain.stated[name][0]) for name in sorted(domain.stated)]
    return digest((stated, lines))


def _of_sphinx(env: BuildEnvironment, docname: str) -> list[Any]:
    """Return what other pages may show of one: its titles, its tables, its headings' names."""
    metadata = env.metadata.get(docname, {})
    slugs: dict[str, Any] = metadata.get('myst_slugs', {})
    trees = (env.titles.get(docname), env.tocs.get(docname))
    return [
        *(tree.pformat() if tree else '' for tree in trees),
        env.toctree_includes.get(docname),
        metadata.get('tocdepth'),
        sorted((slug, found[1:]) for slug, found in slugs.items()),
    ]


def _targets(env: BuildEnvironment) -> Iterator[tuple[Any, list[str]]]:
    """Yield each target that Sphinx knows by name, with the document that it is in."""
    std: Any = env.domains['std']
    for store in (std.labels, std.anonlabels, std.objects):
        for name, found in store.items():
            yield (name, found), [found[0]]


def _by_document(found: Iterable[tuple[Any, Iterable[str]]]) -> dict[str, list[Any]]:
    """Return what belongs to each document, in the order of the names."""
    by_document: dict[str, list[Any]] = {}
    for item, docnames in sorted(found, key=repr):
        for docname in docnames:
            by_document.setdefault(docname, []).append(item)
    return by_document
