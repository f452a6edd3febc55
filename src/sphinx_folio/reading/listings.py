"""The directives: each checks what it was given, notes it, and leaves a node.

What a list holds is known only when every page is read, so lists and profiles leave
placeholders that `transforms` fills in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, get_args

from docutils.parsers.rst import directives

from sphinx_folio.model import GROUPINGS, SORTS, STYLES, Group, Query, Reference, Subtype
from sphinx_folio.nodes import listing, profile

from .directive import (
    FolioDirective,
    choice_of,
    choices_of,
    entry_types,
    ids,
    positive_number,
    years,
)

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_folio.model import Kind, PageKind


class Listing(FolioDirective):
    """A list of objects of one kind; on an object's page, of this object."""

    kind: ClassVar[Kind]
    #: The options that narrow what "of this object" means on an object's page.
    _targets: ClassVar[tuple[PageKind, ...]] = ('person', 'project', 'topic')

    def run(self) -> list[nodes.Node]:
        """Note the query and the ids that it names; leave its place."""
        here = self.domain.object_of(self.env.docname)
        narrowed = any(self.options.get(target) for target in self._targets)
        of = None if narrowed or (here and here.kind == self.kind == 'person') else here
        query = Query(kind=self.kind, of=of, **self._query_options())
        self._note_references()
        number = self.domain.add_listing(self.env.docname, query)
        node = listing(query=query, docname=self.env.docname, number=number, related=False)
        self.set_source_info(node)
        return [node]

    def _query_options(self) -> dict[str, Any]:
        options = dict(self.options)
        for flag in ('selected', 'filter'):
            options[flag] = flag in options
        if self.kind == 'publication' and 'group' in options:
            options['group_by'] = options.pop('group')
        return {name: value for name, value in options.items() if value is not None}

    def _note_references(self) -> None:
        docname = self.env.docname
        references = (
            Reference(target, name, docname, self.option_line(target), f'":{target}:"')
            for target in self._targets
            for name in self.options.get(target, ())
        )
        self.domain.add_facts(docname, references=references)


def _options_for(kind: Kind, **own: Any) -> dict[str, Any]:
    return {
        **own,
        'filter': directives.flag,
        'limit': positive_number,
        'sort': choice_of(*SORTS[kind]),
        'style': choice_of(*STYLES[kind]),
    }


class People(Listing):
    """Cards or names of people."""

    kind = 'person'
    option_spec = _options_for('person', project=ids, topic=ids, group=choices_of(*get_args(Group)))


class Projects(Listing):
    """Cards or names of projects."""

    kind = 'project'
    option_spec = _options_for('project', person=ids, topic=ids)


class Topics(Listing):
    """Cards or names of topics."""

    kind = 'topic'
    option_spec = _options_for('topic', person=ids, project=ids)


class Publications(Listing):
    """A list of publications."""

    kind = 'publication'
    option_spec = _options_for(
        'publication',
        person=ids,
        project=ids,
        topic=ids,
        year=years,
        type=entry_types,
        group=choice_of(*GROUPINGS),
        selected=directives.flag,
    )


class Profile(FolioDirective):
    """The card of the object whose page this is."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the card, or tell that the page has no object."""
        here = self.domain.object_of(self.env.docname)
        if here is None:
            self.note_problem(
                Subtype.PLACE,
                'the profile directive stands on a page that is no person, project or topic; '
                'move it there, or list people with the people directive',
            )
            return []
        node = profile(docname=self.env.docname, object=here)
        self.set_source_info(node)
        return [node]


#: By the names under which authors write them.
LISTING_DIRECTIVES: dict[str, type[FolioDirective]] = {
    'profile': Profile,
    'people': People,
    'projects': Projects,
    'topics': Topics,
    'publications': Publications,
}
