"""Tables of contents that nobody has to write.

A page that no toctree names joins the page above it: in the environment and in the stored
doctree, where every theme and builder looks for a hidden toctree.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from itertools import groupby

from docutils import nodes
from sphinx.addnodes import toctree
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.model import DatedEntry, PartialDate, Record, collation_key
from sphinx_folio.shared import NOT_FOUND_PAGE

#: Marks a toctree that no page has written.
_OURS = 'folio'
#: Keeps Sphinx from saying that no toctree has a page; it is no document to write again.
_LISTED = '?joined'


def join_contents(app: Sphinx) -> set[str]:
    """Let each page that no toctree names join that of the page above it.

    To be called when all pages are read, before Sphinx numbers their sections. Return the
    documents that other pages join than in the build before.
    """
    env = app.env
    before = {name: listed for name in env.toctree_includes if (listed := _listed(env.tocs[name]))}
    _forget(env, before)
    joining = Joining(env, folio_domain(env), app.config)
    joined = joining.pages()
    changed = {name for name in before.keys() | joined if before.get(name) != joined.get(name)}
    for docname in sorted(changed):
        _show(env, docname, joined.get(docname, []))
    for docname, pages in joined.items():
        env.toctree_includes[docname] = [*env.toctree_includes.get(docname, ()), *pages]
        for page in pages:
            env.files_to_rebuild.setdefault(page, set()).add(_LISTED)
    # a build that was stopped may have stored others than the environment knows of
    for docname in sorted(changed | joined.keys() | joining.usual_pages_above):
        _store(app, docname, joined.get(docname, []))
    return changed


class Joining:
    """Finds the pages that join another one, once all are read.

    :param env: without what it was told by an earlier build.
    """

    def __init__(self, env: BuildEnvironment, domain: FolioDomain, config: Config) -> None:
        self._env = env
        self._domain = domain
        self._root: str = config.root_doc
        self._folders = [folder.strip('/') for folder in config.folio_folders]
        self._publications: str = config.folio_publications_page

    def pages(self) -> dict[str, list[str]]:
        """Return the pages that join each document, in their order.

        They are those of the portfolio: the pages of objects, the folders of `folio_folders`
        and the page of all publications. Where the landing page has no toctree, all are.
        """
        env = self._env
        named = {self._root, NOT_FOUND_PAGE}.union(*env.toctree_includes.values())
        included = set().union(*env.included.values())
        is_plain = not env.toctree_includes.get(self._root)
        listed = defaultdict(list, {name: [*pages] for name, pages in env.toctree_includes.items()})
        joined: dict[str, list[str]] = defaultdict(list)
        for docname in sorted(env.all_docs.keys() - named):
            if 'orphan' in env.metadata[docname]:
                continue
            if self._is_portfolio(docname) or (is_plain and docname not in included):
                above = self._page_above(docname)
                if above not in _below(listed, docname):
                    joined[above].append(docname)
                    listed[above].append(docname)
        return {above: sorted(pages, key=self._order) for above, pages in joined.items()}

    @cached_property
    def usual_pages_above(self) -> set[str]:
        """The landing page, and the index pages of the folders that have one."""
        usual = {self._root, *(f'{folder}/index' for folder in self._folders), *self._folders}
        return usual & self._env.all_docs.keys()

    def _is_portfolio(self, docname: str) -> bool:
        if self._domain.facts(docname).record or docname == self._publications:
            return True
        is_readme = docname.rpartition('/')[2].lower() == 'readme'
        return self._folder_number(docname) < len(self._folders) and not is_readme

    def _folder_number(self, docname: str) -> int:
        around = (
            number
            for number, folder in enumerate(self._folders)
            if f'{docname}/'.startswith(f'{folder}/')
        )
        return next(around, len(self._folders))

    def _page_above(self, docname: str) -> str:
        """Return the index page of the nearest folder that has one, else the landing page.

        It is named ``people/index``, or ``people`` beside the folder.
        """
        folder = docname.rpartition('/')[0]
        while folder:
            for name in (f'{folder}/index', folder):
                if name in self._env.all_docs and name != docname:
                    return name
            folder = folder.rpartition('/')[0]
        return self._root

    def _order(self, docname: str) -> tuple[object, ...]:
        """Return what a page is sorted by.

        First is the folder, as `folio_folders` has them, then the page of all publications,
        then others; in a folder its index comes first; people are by their family names, and
        of dated entries the newest comes first.
        """
        number = self._folder_number(docname)
        is_other = docname != self._publications
        is_below = docname not in self.usual_pages_above
        record = self._domain.facts(docname).record
        title = self._env.titles[docname].astext()
        key = record.sort_key(by_family=True) if record else collation_key(title)
        return (number, is_other, is_below, _age(record), key, docname)


def _age(record: Record | None) -> tuple[int, ...]:
    """Return what puts the newest dated entry first, and those without a date last."""
    if not isinstance(record, DatedEntry):
        return ()
    moment = record.moment or PartialDate(0)
    return (-moment.year, -moment.month, -moment.day)


def _below(listed: Mapping[str, list[str]], docname: str) -> set[str]:
    """Return the pages that those below a page lead to, and that page."""
    found: set[str] = set()
    ahead = [docname]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += listed.get(name, ())
    return found


# -- in what Sphinx keeps of a page --------------------------------------------------------


def _listed(tree: nodes.Element) -> list[str]:
    """Return the pages that have joined a page, as one of its trees shows."""
    return [page for node in _ours(tree) for page in node['includefiles']]


def _ours(tree: nodes.Element) -> list[toctree]:
    return [node for node in tree.findall(toctree) if node.get(_OURS)]


def _forget(env: BuildEnvironment, before: Mapping[str, list[str]]) -> None:
    """Forget the relations that an earlier build has added; the trees are left as they are."""
    for docname, pages in before.items():
        written = env.toctree_includes.pop(docname)[: -len(pages)]
        if written:
            env.toctree_includes[docname] = written
    for page, listing in list(env.files_to_rebuild.items()):
        listing.discard(_LISTED)
        if not listing:
            del env.files_to_rebuild[page]


def _show(env: BuildEnvironment, docname: str, pages: list[str]) -> None:
    """Put the pages that join one into its table of contents, behind all that it names."""
    toc = env.tocs[docname]
    for node in _ours(toc):
        around = node.parent
        around.remove(node)
        if not len(around) and around is not toc:
            around.parent.remove(around)
    if not pages:
        return
    title = next(toc.findall(nodes.list_item), None)
    if title is None:
        toc += _trees(env, docname, pages)
    elif isinstance(headings := title[-1], nodes.bullet_list):
        headings += _trees(env, docname, pages)
    else:
        title += nodes.bullet_list('', *_trees(env, docname, pages))


def _store(app: Sphinx, docname: str, pages: list[str]) -> None:
    """Let the stored doctree of a page end with toctrees of the pages that join it."""
    env = app.env
    # Sphinx does not drop these copies when a page is read again
    stored = vars(env)['_pickled_doctree_cache']
    stored.pop(docname, None)
    doctree = env.get_doctree(docname)
    if _listed(doctree) != pages:
        for node in _ours(doctree):
            node.parent.remove(node)
        if pages:
            sections = doctree.findall(nodes.section)
            next(sections, doctree).extend(_trees(env, docname, pages))
        app.builder.write_doctree(docname, doctree)
        stored.pop(docname, None)
        vars(env).pop('master_doctree', None)


def _trees(env: BuildEnvironment, docname: str, pages: list[str]) -> list[toctree]:
    """Return the toctrees of the pages that join one.

    Where they are more than the side bar may show, the pages of each folder that has no index
    page are in a toctree of their own, so that they are left out there without the others.
    """
    if len(pages) <= env.config.folio_navigation_limit:
        return [_tree(env, docname, pages)]
    runs = groupby(pages, lambda page: page.removesuffix('/index').rpartition('/')[0])
    return [_tree(env, docname, list(run)) for _folder, run in runs]


def _tree(env: BuildEnvironment, docname: str, pages: list[str]) -> toctree:
    """Return a toctree as the directive makes it."""
    tree = toctree(
        parent=docname,
        entries=[(None, page) for page in pages],
        includefiles=list(pages),
        maxdepth=-1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=False,
        rawentries=[],
    )
    tree[_OURS] = True
    tree.source, tree.line = str(env.doc2path(docname)), 1
    return tree
