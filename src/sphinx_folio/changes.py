"""Which pages show something that has changed since they were last written."""

from __future__ import annotations

import itertools
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from .views import view_list, view_profile, view_publications

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .domain import FolioDomain

#: Key of the digest of what every page shows: the tree of contents with its titles.
NAVIGATION = ''


def changed_documents(app: Sphinx, domain: FolioDomain, labels: dict[str, str]) -> list[str]:
    """Return the pages that show another thing than when they were last written.

    Builders that share their doctrees each remember what they wrote themselves.

    :param labels: the label of each citation key that is cited.
    """
    env = app.env
    before: dict[str, str] = domain.data['digests'].get(str(app.outdir), {})
    now = {}
    for docname in sorted(
        domain.listings.keys() | domain.records.keys() | domain.references.keys()
    ):
        shown = repr(_shown(domain, docname, labels))
        now[docname] = blake2b(shown.encode(), digest_size=16).hexdigest()
    tree = sorted(env.toctree_includes.items())
    shown_there = {env.config.root_doc, *itertools.chain.from_iterable(pages for _, pages in tree)}
    navigation = (
        [(name, env.titles[name].astext()) for name in sorted(shown_there & env.titles.keys())],
        tree,
    )
    now[NAVIGATION] = blake2b(repr(navigation).encode(), digest_size=16).hexdigest()
    domain.data['digests'][str(app.outdir)] = now
    if before.get(NAVIGATION) != now[NAVIGATION]:
        return sorted(env.found_docs)
    return [
        docname
        for docname, digest in now.items()
        if before.get(docname) != digest and docname in env.found_docs
    ]


def _shown(domain: FolioDomain, docname: str, labels: dict[str, str]) -> list[Any]:
    """Return everything of other pages and entries that one page shows."""
    shown: list[Any] = [
        view_list(query, domain.site, (docname, number))
        for number, query in enumerate(domain.listings.get(docname, ()))
    ]
    shown += [  # a list cut by year shows its entries on pages that have no source
        view_publications(domain.listings[place[0]][place[1]], domain.site, place)
        for place in domain.site.year_pages
        if place[0] == docname
    ]
    here = domain.object_of(docname)
    if here and domain.graph.table(here.kind).get(here.id) is domain.records[docname]:
        shown.append(view_profile(here, domain.site))
    for item in domain.references.get(docname, ()):
        found = domain.find(item.kind, item.id)
        shown.append((found, labels.get(item.id) if item.kind == 'publication' else None))
    return shown
