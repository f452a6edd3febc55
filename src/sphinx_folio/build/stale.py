"""What the last build knew of each object, so that few pages need be looked at again.

To work out what a page shows takes longer than to tell that nothing has changed which it
could show: neither an object of its own, nor one that stands beside one of those.
"""

import pickle
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_args

from sphinx_folio.api import Texts
from sphinx_folio.domains import FolioDomain
from sphinx_folio.exports import ListExports, PersonExports
from sphinx_folio.model import DatedEntry, Kind, ObjectRef, Topic
from sphinx_folio.util import PickledDict

#: Grows when something else is kept of objects and pages.
_FORM = 7
_KINDS: tuple[Kind, ...] = get_args(Kind)
#: What is known of each object, as plain data, by its kind and its id: its edges, then the rest.
Objects = Mapping[Kind, Mapping[str, tuple[Any, ...]]]


def _none() -> dict[Kind, PickledDict[str, tuple[Any, ...]]]:
    return {kind: PickledDict() for kind in _KINDS}


@dataclass(kw_only=True)
class Known:
    """What a build knew when it worked out what pages show; plain data."""

    #: Fingerprint of all that any page may show: the settings, the site, what it follows.
    around: str = ''
    #: Fingerprint of which lists stand on which pages, and of all that pages state.
    lists: str = ''
    stated: str = ''
    objects: dict[Kind, PickledDict[str, tuple[Any, ...]]] = field(default_factory=_none)
    #: Fingerprints of what decides on the views of each page, beside objects: of what is told
    #: at once, and of what its lists hold.
    pages: PickledDict[str, tuple[str, str]] = field(default_factory=PickledDict)
    #: Fingerprint of what files beside the pages are made of too: what entries inherit, and what
    #: lines of timelines say below their titles.
    beside: str = ''
    #: The files of the lists of each document, and of each person.
    list_exports: PickledDict[str, ListExports] = field(default_factory=PickledDict)
    person_exports: PickledDict[str, PersonExports] = field(default_factory=PickledDict)
    #: Digest of the file that says for programs what is known of objects.
    portfolio: str = ''

    def follow(self, objects: Objects, changed: Mapping[Kind, Container[str]]) -> None:
        """Know other *objects*, of which those in *changed* differ."""
        for kind, known in self.objects.items():
            known.follow(objects[kind], changed[kind])

    def forget(self, names: Iterable[str]) -> None:
        """Forget pages that the next build is to look at again."""
        for name in names:
            self.pages.pop(name, None)

    def stored(self) -> bytes:
        """Return it as bytes."""
        known = (_FORM, *(getattr(self, name) for name in _names()))
        return pickle.dumps(known, pickle.HIGHEST_PROTOCOL)

    @classmethod
    def recalled(cls, stored: bytes) -> 'Known':
        """Return what was stored; nothing, if it is of another form.

        :param stored: what `stored` has returned, unharmed; or nothing.
        """
        form, *known = pickle.loads(stored) if stored else ('',)  # noqa: S301  (its digest is known)
        return cls(**dict(zip(_names(), known, strict=True))) if form == _FORM else cls()


def _names() -> list[str]:
    return [part.name for part in fields(Known)]


def objects_of(domain: FolioDomain) -> Objects:
    """Return what is stated of each object, what it has edges with, and where links lead."""
    graph, site, stated = domain.graph, domain.site, domain.fingerprints
    has_hidden = any(facts.noindex for facts in domain.pages.values())

    def is_told(page: str) -> bool:
        return not has_hidden or domain.is_public(page)

    objects: dict[Kind, dict[str, tuple[Any, ...]]] = {kind: {} for kind in _KINDS}
    for kind in ('person', 'project', 'topic', 'entry'):
        known = objects[kind]
        for name, record in graph.table(kind).items():
            page: str = record.docname  # type: ignore[union-attr]
            broader = record.broader if isinstance(record, Topic) else ()
            edges = (graph.ends(ObjectRef(kind, name)), broader, is_told(page))
            own: tuple[Any, ...] = ()
            if isinstance(record, DatedEntry) and record.is_line:
                # with the names of what they mention
                own = (record.name, record.organisation, record.place)
            elif kind == 'person':
                own = (name in graph.former, name in site.cvs)
            known[name] = (edges, page, stated[page][0], own)
    known = objects['publication']
    pages, pictures, kept = site.publication_pages, site.previews, domain.publications
    targets = site.targets
    for key, publication in graph.publications.items():
        known[key] = (
            (
                graph.ends(ObjectRef('publication', key)),
                graph.authors[key],
                publication.edited,
                graph.versions_of(key),
                key in targets and is_told(targets[key][0]),
            ),
            publication.digest,
            publication.is_volume,
            # of two people under one name each has become an author
            publication.authors if publication is not kept[key] else None,
            key in graph.unlisted,
            site.anchors.get(key),
            site.ids.get(key),
            pages.get(key),
            pictures.get(key),
        )
    return objects


class Touched:
    """The objects of which a page may show something else than it did.

    They are those of which something else is known, and what stands beside them.

    :param before: what the last build knew; without it, all are.
    """

    def __init__(self, domain: FolioDomain, now: Objects, before: Objects) -> None:
        graph = domain.graph
        #: The ids of those of which something else is known, by their kinds.
        self.changed = {kind: _differing(now[kind], before[kind]) for kind in _KINDS}
        #: Whether all edges between objects that pages show are as they were.
        self.has_same_edges = all(
            before[kind].keys() == now[kind].keys()
            and all(before[kind][name][0] == now[kind][name][0] for name in self.changed[kind])
            for kind in _KINDS
        )
        changed = [ObjectRef(kind, name) for kind in _KINDS for name in self.changed[kind]]
        found = {*changed, *(other for node in changed for other in graph.beside(node))}
        # a paper shows what its preprints are shown with
        found |= {
            ObjectRef('publication', key)
            for node in found
            if node.kind == 'publication'
            for key in graph.versions_of(node.id)
        }
        self._names: dict[Kind, set[str]] = {kind: set() for kind in _KINDS}
        for node in found:
            self._names[node.kind].add(node.id)

    def has_any(self, kind: Kind, names: Iterable[str]) -> bool:
        """Tell whether one of some objects of a kind is touched."""
        return not self._names[kind].isdisjoint(names)

    def without(self, texts: Texts) -> Texts:
        """Return what is said of all that is not touched, and of edges if all are as before."""
        objects = {
            kind: {name: text for name, text in said.items() if name not in self._names[kind]}
            for kind, said in texts.objects.items()
        }
        return Texts(objects, texts.edges if self.has_same_edges else None)


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    """Return the keys under which two mappings do not hold the same."""
    known = dict(other)  # whose look-up is faster than one of a dictionary of ours
    same = {key for key, value in one.items() if known.get(key) == value}
    return (one.keys() | known.keys()) - same
