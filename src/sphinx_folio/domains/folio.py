"""The Sphinx domain: what pages state, stored by document, and objects looked up."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar, cast, get_args
from urllib.parse import quote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.locale import _ as in_sphinx
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import is_directive_registered, is_role_registered
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from sphinx_folio.bib import BibliographyCache
from sphinx_folio.graph import Graph, Site
from sphinx_folio.model import (
    Elsewhere,
    Kind,
    ObjectRef,
    OtherSite,
    PageFacts,
    Publication,
    Query,
    claim_order,
)
from sphinx_folio.nodes import WrittenParts
from sphinx_folio.shared import Addresses, _, is_for_browsers

from .elsewhere import find_anywhere
from .stored_pages import StoredPages

#: Of what a page states for others, of the lines it stands on, of its timelines, of its lists.
StatedFingerprint = tuple[str, str, str, str]


#: What stands for a page that states nothing.
_NOTHING = PageFacts()
_T = TypeVar('_T')


class Published(Generic[_T]):
    """An attribute of the domain that a build sets once, and that cannot be read before.

    To read it too early, or to set it twice, raises a RuntimeError.

    :param event: the event by which it is set, for the message.
    """

    def __init__(self, event: str) -> None:
        self._event = event
        self._name = ''

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, domain: 'FolioDomain', owner: type | None = None) -> _T:
        try:
            value: _T = domain.published[self._name]
        except KeyError:
            message = f'"{self._name}" is known from {self._event!r} on'
            raise RuntimeError(message) from None
        return value

    def __set__(self, domain: 'FolioDomain', value: _T) -> None:
        if self._name in domain.published:
            raise RuntimeError(f'"{self._name}" is set once for a build')
        domain.published[self._name] = value


class FolioDomain(Domain):
    """People, projects, topics, publications, dated entries: what pages state, and look-ups.

    It stores one `PageFacts` for each document. What follows from all of them is derived
    by the build when reading has ended, published here and never stored.
    """

    name = 'folio'
    label = 'Folio'
    object_types: ClassVar[dict[str, ObjType]] = {
        'person': ObjType(_('person'), 'person'),
        'project': ObjType(_('project'), 'project'),
        'topic': ObjType(_('topic'), 'topic'),
        'publication': ObjType(_('publication'), 'publication'),
        'entry': ObjType(_('entry'), 'entry'),
    }
    roles: ClassVar[dict[str, Any]] = {
        kind: XRefRole(innernodeclass=nodes.inline) for kind in get_args(Kind)
    }
    initial_data: ClassVar[dict[str, Any]] = {'pages': StoredPages(), 'fingerprints': {}}
    data_version = 16

    #: What the build makes.
    builder: Published[Builder] = Published('builder-inited')
    #: What was read of the ``.bib`` files.
    bibliography: Published[BibliographyCache] = Published('builder-inited')
    #: Returns what follows from all pages and entries.
    derive_site: Published[Callable[[], Site]] = Published('env-updated')
    #: The other sites whose objects pages and entries may name, by their names.
    other_sites: Published[Mapping[str, OtherSite]] = Published('env-updated')
    #: The label of each entry that is cited and stands on one of Folio's lists.
    citation_labels: Published[Mapping[str, str]] = Published('env-updated')

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The values of the published attributes.
        self.published: dict[str, Any] = {}

    @property
    def pages(self) -> StoredPages:
        """What each document states."""
        pages: StoredPages = self.data['pages']
        return pages

    @property
    def fingerprints(self) -> dict[str, StatedFingerprint]:
        """The fingerprint of what each document states, kept by the build."""
        fingerprints: dict[str, StatedFingerprint] = self.data['fingerprints']
        return fingerprints

    @property
    def site(self) -> Site:
        """What follows from all pages and entries, worked out when it is first asked for."""
        if 'site' not in self.published:
            self.published['site'] = self.derive_site()
        site: Site = self.published['site']
        return site

    @property
    def written(self) -> WrittenParts:
        """What this build has written of parts of web pages."""
        if 'written' not in self.published:
            self.published['written'] = WrittenParts(cast('StandaloneHTMLBuilder', self.builder))
        parts: WrittenParts = self.published['written']
        return parts

    @property
    def graph(self) -> Graph:
        """The graph of people, projects, topics and publications."""
        return self.site.graph

    @property
    def publications(self) -> dict[str, Publication]:
        """The entries of the bibliography by citation key, in the order of the files."""
        return self.bibliography.publications

    def facts(self, docname: str) -> PageFacts:
        """Return what a document states; nothing, if it is not known."""
        return self.pages.get(docname, _NOTHING)

    def is_public(self, pagename: str) -> bool:
        """Tell whether search engines may show a page, or the one whose list it continues."""
        return not self.facts(self.site.owners.get(pagename, pagename)).noindex

    def set_facts(self, docname: str, **facts: Any) -> None:
        """Replace some of the facts of a document, by the names of `PageFacts`."""
        self.pages[docname] = replace(self.facts(docname), **facts)

    def add_facts(self, docname: str, **facts: Iterable[Any]) -> None:
        """Add to some of the facts of a document, by the names of `PageFacts`."""
        stated = self.facts(docname)
        added: dict[str, Any] = {
            name: (*getattr(stated, name), *values) for name, values in facts.items()
        }
        if any(added.values()):
            self.pages[docname] = replace(stated, **added)

    def add_listing(self, docname: str, query: Query) -> int:
        """Keep the query of a list; return the number of the list on its page, from 0."""
        number = len(self.facts(docname).listings)
        self.add_facts(docname, listings=[query])
        return number

    def object_of(self, docname: str) -> ObjectRef | None:
        """Return the object that a document declares, if it does."""
        record = self.facts(docname).record
        return record.ref if record else None

    def clear_doc(self, docname: str) -> None:
        """Forget all that *docname* stated."""
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader stored for *docnames*."""
        for docname in docnames & otherdata['pages'].keys():
            self.pages[docname] = otherdata['pages'][docname]

    def places(self, kind: Kind) -> Mapping[str, tuple[str, str]]:
        """Return document and anchor of each object of a kind that stands anywhere."""
        return self.site.targets if kind == 'publication' else self.graph.places(kind)

    def find(self, kind: str, name: str) -> tuple[str, str, str] | None:
        """Return document, anchor and display name of an object, or None."""
        if kind == 'publication':
            if name not in self.site.targets:
                return None
            return *self.site.targets[name], self.publications[name].title
        record: Any = self.graph.table(kind).get(name)  # type: ignore[arg-type]
        if record is None:
            return None
        return record.docname, getattr(record, 'anchor', ''), record.name

    def find_elsewhere(self, kind: str, name: str) -> Elsewhere | None:
        """Return the object of another site that *name* stands for, as ``site:id``, or None."""
        return self.graph.find_elsewhere(ObjectRef(cast('Kind', kind), name))

    def shown_of(self, kind: str, name: str) -> tuple[str, ...] | None:
        """Return all that a link to an object shows or leads to, here or on another site."""
        if here := self.find(kind, name):
            return here
        return self.find_elsewhere(kind, name) or find_anywhere(self.env, kind, name)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return the link that a role becomes, under the display name of its target."""
        if typ in {'page', 'file'}:
            return _link_to_site(builder, fromdocname, typ, target, contnode)
        here, elsewhere = self.find(typ, target), self.find_elsewhere(typ, target)
        if here is None and elsewhere is None:
            # no other resolver may lead to what is no page of that site
            is_refused = self.graph.is_refused(ObjectRef(cast('Kind', typ), target))
            return cast('nodes.reference', contnode.deepcopy()) if is_refused else None
        docname, anchor, name = here or ('', '', '')
        content: nodes.Element = nodes.inline('', elsewhere.name if elsewhere else name)
        if node.get('refexplicit'):
            content = contnode.deepcopy()
        # the class of an item of a list is that of its kind
        looks = {'publication': 'folio-cited', 'entry': 'folio-dated'}
        content['classes'] = [looks.get(typ, f'folio-{typ}')]
        title = node.get('reftitle')  # of [text](#id "title")
        if elsewhere:
            return _link_elsewhere(builder, fromdocname, elsewhere, content, title)
        return make_refnode(builder, fromdocname, docname, anchor, content, title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``[text](#id)`` and ``{any}`` to each kind of object of that id."""
        resolve = partial(self.resolve_xref, env, fromdocname, builder)
        resolved = ((kind, resolve(kind, target, node, contnode)) for kind in self.object_types)
        # who has written a link that is refused is told that there is none
        return [
            (f'{self.name}:{kind}', link)
            for kind, link in resolved
            if isinstance(link, nodes.reference)
        ]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all objects for ``objects.inv`` and the search."""
        seen: set[ObjectRef] = set()
        records = (facts.record for facts in self.pages.values() if facts.record)
        for record in sorted(records, key=claim_order):
            here = record.ref
            if here not in seen:
                seen.add(here)
                yield here.id, record.name, here.kind, record.docname, '', 1
        for key, (docname, anchor) in self.site.targets.items():
            yield key, self.publications[key].title, 'publication', docname, anchor, -1
        for entry in self.graph.dated.values():
            if entry.is_line and entry.is_named and entry.ref not in seen:
                yield entry.id, entry.name, entry.kind, entry.docname, entry.anchor, 1

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Return the name under which intersphinx knows a target."""
        name: str | None = node.get('reftarget')
        return name


class PreferObjects(SphinxPostTransform):
    """Let ``[text](#id)`` and ``{any}`` lead to an object, not to a label of that name.

    A label can stand on any page, and so would take the links of others.
    """

    default_priority = 8  # before MyST (9) and Sphinx (10)

    def run(self, **kwargs: Any) -> None:
        """Say of each such link which object it means."""
        domain = folio_domain(self.env)
        domains = self.config.myst_ref_domains
        if domains is not None and domain.name not in domains:
            return
        for node in self.document.findall(pending_xref):
            if node.get('reftype') in {'any', 'myst'} and not node.get('refdomain'):
                target = node['reftarget']
                kinds = (
                    kind
                    for kind in domain.object_types
                    if domain.find(kind, target) or domain.find_elsewhere(kind, target)
                )
                if kind := next(kinds, None):
                    node['refdomain'], node['reftype'] = domain.name, kind


def _link_elsewhere(
    builder: Builder, fromdocname: str, found: Elsewhere, content: nodes.Element, title: str | None
) -> nodes.reference:
    """Return a link to an object of another site, whose title says which one that is."""
    uri = found.url
    if not found.web_address and builder.format == 'html':
        uri = relative_uri(builder.get_target_uri(fromdocname), uri)
    said = title or in_sphinx('(in %s)') % found.site  # as intersphinx has it
    # in print, no address is printed behind each name, as behind none of this site
    is_like_own = builder.format == 'latex'
    return nodes.reference('', '', content, refuri=uri, internal=is_like_own, reftitle=said)


def _link_to_site(
    builder: Builder, fromdocname: str, typ: str, target: str, contnode: nodes.Element
) -> nodes.reference | None:
    """Return a link to a page, or to a file that only a built website has."""
    if typ == 'page':
        return make_refnode(builder, fromdocname, target, '', contnode.deepcopy())
    if not is_for_browsers(builder):  # a book knows at most where the website is
        addresses = Addresses(builder)
        uri = addresses.file(target) if addresses.base else ''
        return nodes.reference('', '', contnode.deepcopy(), refuri=uri) if uri else None
    here = builder.get_target_uri(fromdocname)
    uri = relative_uri(here, quote(target))
    return nodes.reference('', '', contnode.deepcopy(), internal=True, refuri=uri)


def add_without_prefix(app: Sphinx) -> None:
    """Let pages name the directives and roles without the domain, whichever is the primary one.

    A name that another extension has given stays with it.
    """
    domain = folio_domain(app.env)
    for name, directive in domain.directives.items():
        if not is_directive_registered(name):
            app.add_directive(name, directive)
    for name in domain.roles:
        if not is_role_registered(name):
            app.add_role(name, domain.role(name))


def folio_domain(env: BuildEnvironment) -> FolioDomain:
    """Return the domain of a site's environment."""
    return cast('FolioDomain', env.domains['folio'])
