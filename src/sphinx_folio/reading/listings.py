"""The directives: each checks what it was given, notes it, and leaves a node.

What a list holds is known only when every page is read, so lists and profiles leave
placeholders that `render.placeholders` fills in.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, get_args

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import (
    ENTRY_STATUSES,
    GROUPINGS,
    MAIN_KINDS,
    MEMBERSHIPS,
    SORTS,
    STYLES,
    Kind,
    MainKind,
    PageKind,
    ProjectType,
    Query,
    Reference,
    Subtype,
    entry_kinds,
    groups_in_order,
    is_whole,
)
from sphinx_folio.nodes import listing, profile

from . import directive
from .directive import any_ids, choice_of

#: Kinds of neighbours that an object may have, in the order that they are shown.
_NEIGHBOURS: dict[PageKind, tuple[Kind, ...]] = {
    'person': ('project', 'publication', 'topic'),
    'project': ('person', 'publication', 'topic'),
    'topic': ('person', 'project', 'publication', 'topic'),
    'entry': ('publication',),
}


class Listing(directive.FolioDirective):
    """A list of objects of one kind; on an object's page, of this object."""

    kind: ClassVar[Kind]
    #: The options that narrow what "of this object" means on an object's page.
    _targets: ClassVar[tuple[MainKind, ...]] = MAIN_KINDS
    #: The option by which a list gets headings.
    _grouping: ClassVar[str] = 'group-by'

    def run(self) -> list[nodes.Node]:
        """Note the query and the ids that it names; leave its place."""
        here = self.domain.object_of(self.env.docname)
        narrowed = any(self.options.get(target) for target in self._targets)
        is_one_of_them = here is not None and here.kind == self.kind in {'person', 'entry'}
        of = None if narrowed or is_one_of_them else here
        query = Query(kind=self.kind, of=of, **self._query_options())
        self._note_references()
        number = self.domain.add_listing(self.env.docname, query)
        node = listing(query=query, docname=self.env.docname, number=number, related=False)
        self.set_source_info(node)
        return [node]

    def _query_options(self) -> dict[str, Any]:
        flags = {flag: flag in self.options for flag in ('selected', 'preview', 'filter')}
        options = self.options | flags
        if self._grouping in options:
            options['group_by'] = options.pop(self._grouping)
        return {name: value for name, value in options.items() if value is not None}

    def _check_by_setting(
        self, options: dict[str, Any], option: str, choices: Sequence[str]
    ) -> None:
        """Check an option whose words the site may have of its own; take out a wrong one."""
        if option in options:
            try:
                options[option] = directive.choices_of(*choices)(' '.join(options[option]))
            except ValueError as error:
                line = self.option_line(option)
                directive.note_problem(self.env, Subtype.VALUE, line, f'":{option}:": {error}')
                del options[option]

    def _note_references(self) -> None:
        references = (
            Reference(kind, name, self.env.docname, self.option_line(kind), f'":{kind}:"')
            for kind in self._targets
            for name in self.options.get(kind, ())
        )
        self.domain.add_facts(self.env.docname, references=references)


def _options_for(of: Kind, /, **own: Any) -> dict[str, Any]:
    return {
        **own,
        **{target: any_ids for target in MAIN_KINDS if target != of},
        'filter': directives.flag,
        'limit': directive.positive_number,
        'sort': choice_of(*SORTS[of]),
        'style': choice_of(*STYLES[of]),
    }


class People(Listing):
    """Cards or names of people."""

    kind = 'person'
    option_spec = _options_for(
        'person',
        group=directive.words,
        status=choice_of(*MEMBERSHIPS),
        **{'group-by': choice_of(*GROUPINGS['person'])},
    )

    def _query_options(self) -> dict[str, Any]:
        options = super()._query_options()
        self._check_by_setting(options, 'group', groups_in_order(self.config.folio_groups))
        return options


class Projects(Listing):
    """Cards or names of projects."""

    kind = 'project'
    option_spec = _options_for(
        'project',
        type=directive.choices_of(*get_args(ProjectType)),
        **{'group-by': choice_of(*GROUPINGS['project'])},
    )


class Topics(Listing):
    """Cards or names of topics."""

    kind = 'topic'
    option_spec = _options_for('topic')


class Publications(Listing):
    """A list of publications."""

    kind = 'publication'
    _grouping = 'group'
    option_spec = _options_for(
        'publication',
        year=directive.years,
        type=directive.entry_types,
        group=choice_of(*GROUPINGS['publication']),
        selected=directives.flag,
        preview=directives.flag,
    )


class Entries(Listing):
    """News, talks, courses and other dated entries."""

    kind = 'entry'
    _grouping = 'group'
    option_spec = _options_for(
        'entry',
        year=directive.years,
        type=directive.texts,
        status=choice_of(*ENTRY_STATUSES),
        group=choice_of(*GROUPINGS['entry']),
        kind=directive.words,
    )

    def _query_options(self) -> dict[str, Any]:
        options = super()._query_options()
        self._check_by_setting(options, 'kind', entry_kinds(self.config.folio_entry_kinds))
        if 'kind' in options:
            options['entry_kind'] = options.pop('kind')
        return options


class Profile(directive.FolioDirective):
    """The card of the object whose page this is."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the card, or tell that the page has no object."""
        here = self.domain.object_of(self.env.docname)
        if here is None:
            message = (
                'the profile directive stands on a page that is no person, project, topic or entry; '
                'move it there, or list people with the people directive'
            )
            directive.note_problem(self.env, Subtype.PLACE, self.lineno, message)
            return []
        node = profile(docname=self.env.docname, object=here)
        self.set_source_info(node)
        return [node]


def append_related(domain: FolioDomain, docname: str, doctree: nodes.document) -> None:
    """Add a list for each kind of neighbour that the page does not list itself."""
    here = domain.object_of(docname)
    if here is None or here.kind == 'publication':
        return
    listings = domain.facts(docname).listings
    listed = {query.kind for query in listings if is_whole(query, here)}
    statuses = {query.status for query in listings if is_whole(replace(query, status=''), here)}
    if statuses >= {'current', 'former'}:
        listed.add('person')  # in two lists
    if next(doctree.findall(profile), None) is not None:
        listed.add('topic')  # the card shows them
    section: nodes.Element = next(doctree.findall(nodes.section), doctree)
    if here.kind == 'entry' and not next(doctree.findall(profile), None):
        # who, when and where is what its readers look for first
        place = 1 if isinstance(section, nodes.section) else 0
        section.insert(place, profile(docname=docname, object=here))
    for kind in _NEIGHBOURS[here.kind]:
        if kind not in listed:
            query = Query(kind=kind, of=here, style='inline' if kind == 'topic' else '')
            number = domain.add_listing(docname, query)
            section.append(listing(query=query, docname=docname, number=number, related=True))
    if here.kind != 'entry':
        query = Query(kind='entry', of=here, group_by='kind', rest=True)
        number = domain.add_listing(docname, query)
        section.append(listing(query=query, docname=docname, number=number, related=True))
