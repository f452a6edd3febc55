"""All that follows from what pages and entries state, derived once for a build. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sphinx_folio.model import ObjectRef, Place, Publication

from .graph import Graph
from .pagination import Cut
from .query import Selections
from .refs import Ref, reference, references


class PersonFiles(NamedTuple):
    """The files for machines of one person, as paths in the website."""

    #: The vCard and the JSON Resume; both are empty for a person without a name.
    vcard: str = ''
    resume: str = ''
    #: BibTeX and CSL-JSON of all publications, without a suffix; empty if there are none.
    publications: str = ''


class EntryView(NamedTuple):
    """An entry with its people, projects and topics: the same on every list."""

    publication: Publication
    people: tuple[Ref | None, ...]  #: The person that each author is, or None.
    tied: tuple[Ref, ...]  #: People it is tied to without an author list.
    projects: tuple[Ref, ...]
    topics: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True)
class Site:
    """The graph, and what pages show of the site around it."""

    graph: Graph
    #: What queries have found in it.
    selections: Selections = field(repr=False, compare=False)
    #: The list, as document and number, on which each entry has its anchor.
    anchors: Mapping[str, Place] = field(default_factory=dict)
    #: The id of each citation key's anchor.
    ids: Mapping[str, str] = field(default_factory=dict)
    #: The page of each entry, by its key; none, unless a website has them.
    publication_pages: Mapping[str, str] = field(default_factory=dict)
    #: Returns the path of the files of each list of a document, by number.
    exports_of: Callable[[str], Mapping[int, str]] = field(repr=False, compare=False)
    #: Returns the files of a person, which only a website has.
    files_of: Callable[[str], PersonFiles] = field(repr=False, compare=False)
    #: The page that lists every publication, or None.
    full_list: Ref | None = None
    #: The pages that each long list is cut into, by their names.
    pages: Mapping[Place, Mapping[str, Cut]] = field(default_factory=dict)
    #: The people whose CV as PDF is part of the website.
    cvs: frozenset[str] = frozenset()
    _entries: dict[str, EntryView] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def targets(self) -> dict[str, tuple[str, str]]:
        """The one place that links to each entry lead to: its page, else a list and an id."""
        lists = {key: (place[0], self.ids[key]) for key, place in self.anchors.items()}
        return lists | {key: (name, '') for key, name in self.publication_pages.items()}

    @cached_property
    def paged(self) -> dict[str, str]:
        """The citation key of the entry that a page is about, by the name of the page."""
        return {name: key for key, name in self.publication_pages.items()}

    def entry(self, key: str) -> EntryView:
        """Return an entry with all that belongs to it, made once for all its lists."""
        if key not in self._entries:
            graph, node = self.graph, ObjectRef('publication', key)
            matched = graph.authors[key]
            people = (reference(graph, 'person', name) if name else None for name in matched)
            tied = (ref for ref in references(graph, node, 'person') if ref.id not in matched)
            self._entries[key] = EntryView(
                graph.publications[key],
                tuple(people),
                tuple(tied),
                references(graph, node, 'project'),
                references(graph, node, 'topic'),
            )
        return self._entries[key]
