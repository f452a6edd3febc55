"""The side bar: the sections, and the pages around the current one where they are few.

A theme asks for the whole table of contents on every page, which makes a site of N pages
cost N². Here the tree is made once for each section, without regard to the page that it
stands on, and each page only fills in its own links and its own place.
"""

import re
from functools import cache, partial
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import global_toctree_for_doc

from sphinx_folio.domains import folio_domain
from sphinx_folio.graph import Cut
from sphinx_folio.model import Place
from sphinx_folio.nodes import ancestors, plain_text
from sphinx_folio.shared import NO_TITLE, html_builder, is_website
from sphinx_folio.util import digest

#: What a theme asks for, by name.
_Asked = tuple[tuple[str, Any], ...]

#: Stands before the name of a document where a link is still to be filled in.
_SCHEME = 'folio:'
#: Stands for a builder whose links are to be filled in later.
_TARGETS: Any = SimpleNamespace(get_relative_uri=lambda _here, docname: _SCHEME + quote(docname))
_ENTRY = re.compile(
    r'<li class="(?P<item>[^"]*)">\s*<a class="(?P<link>[^"]*)" '
    rf'href="{_SCHEME}(?P<docname>[^"#]*)(?P<anchor>#[^"]*)?"'
)
#: The class by which Furo tells the current page from the sections around it.
_CURRENT_PAGE = 'current-page'
#: What Furo asks a table of contents for, and what decides whether a page has changed.
_WHOLE = {'titles_only': True, 'includehidden': True, 'maxdepth': -1}


class Navigation:
    """The tree of each section of a website, as it is in the build that has begun last.

    Two of its methods are handlers; the build and the head of a page ask it too.
    """

    _env: BuildEnvironment
    _builder: StandaloneHTMLBuilder
    _limit: int  #: Pages that a table of contents may show in the side bar.

    def begin(self, app: Sphinx) -> None:
        """Begin anew, once every page of a website is read."""
        self._env = app.env
        self._builder = html_builder(app)
        self._limit = app.config.folio_navigation_limit
        self._relations = app.env.collect_relations()
        self._tree = cache(self._find_tree)
        self._html = cache(self._write_tree)
        self._digest = cache(self._digest_tree)
        self._name = cache(self._find_name)
        #: Returns the title of a document in plain text.
        self.title_of = cache(self._find_title)
        self._cuts: dict[str, tuple[Place, Cut]] = {}

    def cut_of(self, pagename: str) -> tuple[Place, Cut] | None:
        """Return the long list that a page without a source is a part of, and that part."""
        domain = folio_domain(self._env)
        if pagename in self._env.found_docs or 'site' not in domain.published:
            return None  # without the site, nothing has changed, and it need not be derived
        if not self._cuts:
            for place, cuts in domain.site.pages.items():
                self._cuts |= {name: (place, cut) for name, cut in cuts.items()}
        return self._cuts.get(pagename)

    def publication_of(self, pagename: str) -> str:
        """Return the citation key of the entry that a page without a source is about."""
        domain = folio_domain(self._env)
        if pagename in self._env.found_docs or 'site' not in domain.published:
            return ''
        return domain.site.paged.get(pagename, '')

    def owner(self, pagename: str) -> str:
        """Return the document that a page without a source belongs to, else the page itself."""
        if cut := self.cut_of(pagename):
            return cut[0][0]
        listed_on: str = self._env.config.folio_publications_page
        is_listed = self.publication_of(pagename) and listed_on in self._env.found_docs
        return listed_on if is_listed else pagename

    def shown(self, docname: str) -> list[Any]:
        """Return what a page shows of the site's tree: side bar, neighbours, path."""
        around = [*self._relations.get(docname, ())[1:], *self.way_to(docname)[-2::-1]]
        return [list(map(self._name, around)), self._digest(self.section_of(docname))]

    def way_to(self, docname: str) -> list[str]:
        """Return the pages from the landing page down to one; none, if no page lists it."""
        way = [docname]
        while parent := self._relations.get(way[-1], (None,))[0]:
            way.append(parent)
        return way[::-1] if len(way) > 1 else []

    def section_of(self, pagename: str) -> str:
        """Return the page whose tree a page shows: the one that lists it, if it lists none."""
        pagename = self.owner(pagename)
        if self._env.toctree_includes.get(pagename):
            return pagename
        return self._relations.get(pagename, (None,))[0] or self._env.config.root_doc

    def template(self, pagename: str, **wanted: Any) -> str:
        """Return the tree of a page's section as HTML, with its links still to be filled in.

        :param wanted: what a theme asks ``toctree()`` for.
        """
        return self._html(self.section_of(pagename), _asked(wanted))

    def html(self, pagename: str, **wanted: Any) -> str:
        """Return the tree that a page shows, whole."""
        return self.fill(self.template(pagename, **wanted), pagename)

    def fill(self, template: str, pagename: str) -> str:
        """Return *template* with the links of a page, and with the page marked."""
        is_shown = f'href="{_SCHEME}{quote(self.owner(pagename))}"' in template
        return _ENTRY.sub(partial(self._entry, pagename, is_shown=is_shown), template)

    def _entry(self, pagename: str, match: re.Match[str], *, is_shown: bool) -> str:
        item, link = match['item'].split(), match['link']
        docname, anchor = unquote(match['docname']), match['anchor'] or ''
        if docname == self.owner(pagename) and not anchor:
            item += [name for name in ('current', _CURRENT_PAGE) if name not in item]
            link = link if 'current' in link.split() else f'current {link}'
        elif is_shown and _CURRENT_PAGE in item:
            item.remove(_CURRENT_PAGE)
        uri = self._builder.get_relative_uri(pagename, docname) + anchor or '#'
        return f'<li class="{" ".join(item)}"><a class="{link}" href="{uri}"'

    def _find_title(self, docname: str) -> str:
        return words_of_title(self._env.titles.get(docname))

    def _find_name(self, docname: str | None) -> Any:
        titles = self._env.titles
        return (docname, titles[docname].astext()) if docname in titles else docname

    def _digest_tree(self, section: str) -> str:
        tree = self._tree(section, _asked(_WHOLE))
        return digest(tree.pformat() if tree else '')

    def _write_tree(self, section: str, asked: _Asked) -> str:
        return self._builder.render_partial(self._tree(section, asked))['fragment']

    def _find_tree(self, section: str, asked: _Asked) -> nodes.Element | None:
        above = self._relations.get(section, (None,))[0]
        is_long = len(self._env.toctree_includes.get(section, ())) > self._limit
        if above and is_long:  # without its pages, it is one of the pages above it
            tree = self._tree(above, asked)
            return _with_current(tree, section) if tree else None
        return self._make_tree(section, asked)

    def _make_tree(self, section: str, asked: _Asked) -> nodes.Element | None:
        options: dict[str, Any] = {'tags': self._builder.tags, 'collapse': True, **dict(asked)}
        tree = global_toctree_for_doc(self._env, section, _TARGETS, **options)
        # Sphinx keeps it with the environment, and would find it there after a change
        vars(self._env).pop('master_doctree', None)
        if tree is not None:
            self._shorten(tree)
        return tree

    def _shorten(self, tree: nodes.Element) -> None:
        """Leave out what a long list holds beside the way to the current page."""
        for pages in list(tree.findall(nodes.bullet_list)):
            if len(pages) > self._limit:
                items = cast('list[nodes.Element]', pages.children)
                pages[:] = [item for item in items if 'current' in item['classes']]
                if not len(pages):
                    pages.parent.remove(pages)

    # -- for themes ----------------------------------------------------------------------

    def give_tree(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Give a theme the short tree: final, or for Furo to transform once for a section.

        Furo asks for it while the context is made, and keeps what it has made of a text.
        """
        if is_website(app.builder):
            tree = self.template if 'furo' in app.extensions else self.html
            context['toctree'] = partial(tree, pagename)

    def fill_tree(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
    ) -> None:
        """Fill in what Furo has transformed, and let templates ask for more."""
        if is_website(app.builder) and 'furo_navigation_tree' in context:
            made = context['furo_navigation_tree']
            context['furo_navigation_tree'] = self.fill(made, pagename)
            context['toctree'] = partial(self.html, pagename)


def words_of_title(title: nodes.Element | None) -> str:
    """Return a title as plain text; nothing, where Sphinx has put something in its place."""
    text = plain_text(title) if title else ''
    return '' if text == NO_TITLE else text


def _asked(wanted: dict[str, Any]) -> _Asked:
    """Return what a theme wants, as Sphinx takes it; branches are folded up anyway."""
    asked = sorted(({'includehidden': False} | wanted).items())
    return tuple((name, value) for name, value in asked if name != 'collapse' and value != '')


def _with_current(tree: nodes.Element, docname: str) -> nodes.Element:
    """Return a copy of *tree* in which a page and the way to it are the current ones."""
    copy = tree.deepcopy()
    for link in copy.findall(nodes.reference):
        if link['refuri'] == _SCHEME + quote(docname):
            for node in cast('list[nodes.Element]', [link, *ancestors(link)]):
                if 'current' not in node['classes']:
                    node['classes'].append('current')
    return copy


def setup_navigation(app: Sphinx, navigation: Navigation) -> None:
    """Stand before and after the themes (priority 500)."""
    app.connect('html-page-context', navigation.give_tree, priority=400)
    app.connect('html-page-context', navigation.fill_tree, priority=900)
