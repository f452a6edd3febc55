"""The directives that leave the place of a diagram: research map, publications per year."""

from typing import Any, ClassVar

from docutils import nodes

from sphinx_folio.model import MAIN_KINDS, MapQuery, ObjectRef, Query
from sphinx_folio.nodes import diagram
from sphinx_folio.reading import Listing, choices_of, entry_types, ids, positive_number, years
from sphinx_folio.shared import has


class Diagram(Listing):
    """A diagram; on an object's page, of this object."""

    def run(self) -> list[nodes.Node]:
        """Note the query and the ids that it names; leave the place of the diagram."""
        self._note_references()
        named = tuple(
            ObjectRef(kind, name) for kind in self._targets for name in self.options.get(kind, ())
        )
        query = self.query(self.domain.object_of(self.env.docname), named)
        self.domain.add_facts(self.env.docname, diagrams=[query])
        node = diagram(query=query, docname=self.env.docname)
        self.set_source_info(node)
        return [node]

    def query(self, here: ObjectRef | None, named: tuple[ObjectRef, ...]) -> MapQuery | Query:
        """Return what is asked for on the page of *here*, where the options name *named*."""
        raise NotImplementedError


class ResearchMap(Diagram):
    """People, projects and topics as a network."""

    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(MAIN_KINDS, ids),
        'kinds': choices_of(*MAIN_KINDS),
        'limit': positive_number,
    }

    def run(self) -> list[nodes.Node]:
        """Leave the place of the map, unless the site does without."""
        return super().run() if has(self.config, 'map') else []

    def query(self, here: ObjectRef | None, named: tuple[ObjectRef, ...]) -> MapQuery:
        """Return a query for the objects that are named, else *here*, else everything."""
        of = named or ((here,) if here and here.kind in MAIN_KINDS else ())
        chosen = {name: self.options[name] for name in ('kinds', 'limit') if self.options.get(name)}
        return MapQuery(of=of, **chosen)


class PublicationsPerYear(Diagram):
    """How many publications there are of each year, as a bar chart."""

    kind = 'publication'
    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(MAIN_KINDS, ids),
        'year': years,
        'type': entry_types,
    }

    def query(self, here: ObjectRef | None, named: tuple[ObjectRef, ...]) -> Query:
        """Return a query for the publications to count."""
        return Query(kind=self.kind, of=None if named else here, **self._query_options())
