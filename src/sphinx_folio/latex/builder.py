"""The builder of LaTeX for the portfolio and for one CV a person.

It is Sphinx's LaTeX builder with documents of its own: which there are follows from the
graph, and a CV is its page in another order. The room `pdf` runs LaTeX on what it writes.
"""

from functools import cached_property
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx._cli.util.colour import darkgreen
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.latex.constants import ADDITIONAL_SETTINGS
from sphinx.builders.latex.theming import Theme
from sphinx.util.docutils import new_document
from sphinx.util.matching import Matcher
from sphinx.util.nodes import inline_all_toctrees

from sphinx_folio.domains import folio_domain
from sphinx_folio.model import Person, Subtype, cv_sections
from sphinx_folio.nodes import profile
from sphinx_folio.pdf import Manifest, tex_path
from sphinx_folio.shared import Addresses, _, language_name, warn
from sphinx_folio.util import did_you_mean

from .cv import arrange_cv
from .documents import Preamble, all_documents, safe_name
from .index import add_index_of_people, add_page_numbers
from .links import settle_targets, unlink
from .translator import PdfTranslator, in_scripts

#: A link to a page that is in no PDF and on no known website; it becomes its text.
_ABSENT = 'absent:'


class PdfSourceBuilder(LaTeXBuilder):
    """Writes the LaTeX of each PDF, and a list of them for the room `pdf`."""

    name = 'folio-latex'
    epilog = ''
    default_translator_class = PdfTranslator
    #: Settings of Sphinx's LaTeX output that an author's ``latex_elements`` may replace.
    elements: ClassVar[dict[str, str]] = {
        **{key: ADDITIONAL_SETTINGS['xelatex'][key] for key in ('fontenc', 'polyglossia')},
        'fontpkg': r'\usepackage{foliofonts}',
        'fncychap': '',
        'fvset': r'\fvset{fontsize=\small}',
        'maxlistdepth': '64',  # LaTeX itself stops at the seventh level; pages have 60 at most
    }

    def init(self) -> None:
        """Settle on XeLaTeX, which sets every script, and on makeindex."""
        self.config.latex_engine = 'xelatex'
        self.config.latex_use_xindy = False
        self._outside: dict[str, str] = {}
        super().init()

    def init_context(self) -> None:
        """Put Folio's fonts in the place of Sphinx's."""
        super().init_context()
        self.context.update({**self.elements, **self.config.latex_elements})

    def init_multilingual(self) -> None:
        """Name the language, for hyphens and the words of LaTeX, if the main fonts have it.

        For others LaTeX asks for fonts of its own, or turns the whole layout around; here
        each run of text has its font and its direction.
        """
        super().init_multilingual()
        own_name = language_name(self.config.language)
        if in_scripts(own_name, '') != own_name:
            english = r'\setmainlanguage{english}'
            self.context['multilingual'] = f'{self.context["polyglossia"]}\n{english}'

    def write_message_catalog(self) -> None:
        """Write the words of Sphinx's styles, each in the font of its script."""
        super().write_message_catalog()
        path = self.outdir / 'sphinxmessages.sty'
        text = in_scripts(path.read_text(encoding='utf-8'), self.config.language)
        path.write_text(text, encoding='utf-8')

    # -- which documents there are -------------------------------------------------------

    def init_document_data(self) -> None:
        """Choose what to write; unlike ``latex_documents`` this follows the graph."""
        self.folio = folio_domain(self.env)
        self.preamble = Preamble(self.config, self.folio.graph)
        landing = self.env.titles[self.config.root_doc].astext()
        #: Every document of the site, by name.
        self.available = all_documents(self.config, self.folio.graph, landing)
        chosen = self.config.folio_pdfs or list(self.available)
        #: Names in ``folio_pdfs`` that no document has.
        self.unknown = [name for name in chosen if name not in self.available]
        for name in self.unknown:
            message = f'folio_pdfs: there is no PDF "{name}"{did_you_mean(name, self.available)}'
            warn(Subtype.CONFIG, '%s', message, location=f'{self.confdir / "conf.py"}:1')
        #: What is written, by name.
        self.documents = {name: self.available[name] for name in self.available if name in chosen}
        self._pending = iter(self.documents.values())
        self.titles = []
        for name, document in self.documents.items():
            theme = 'foliocv' if document.person else 'foliobook'
            title, author = map(self.preamble.tex, (document.title, document.author))
            data = (document.docname, tex_path(name), title, author, theme, False)
            self.document_data.append(data)

    # -- what they hold ------------------------------------------------------------------

    def assemble_doctree(
        self,
        indexfile: str,
        toctree_only: bool,  # noqa: FBT001  (Sphinx's signature)
        appendices: list[str],
    ) -> nodes.document:
        """Return the whole doctree of the next PDF, its references resolved."""
        self._current = next(self._pending)
        person = self._current.person
        self.docnames: set[str] = {person.docname} if person else set()
        tree = self._cv(person) if person else self._portfolio(indexfile)
        self.env.resolve_references(tree, self._current.docname, self)
        # Sphinx's writer wants a plain title
        next(tree.findall(nodes.section))[0] = nodes.title('', self._current.title)
        self._lead_to_own_lists(tree)
        settle_targets(tree, self.config.html_baseurl, self.env.domains.math_domain)
        if not person:
            people = () if self.folio.site.is_of_one else self.folio.graph.people.values()
            add_index_of_people(tree, {person.docname: person for person in people})
            add_page_numbers(tree)
        return tree

    def _cv(self, person: Person) -> nodes.document:
        tree = self.env.get_doctree(person.docname)
        tree['docname'] = person.docname
        arrange_cv(
            tree,
            person.ref,
            self.config.folio_cv_sections or cv_sections(self.config.folio_entry_kinds),
            lambda query: not self.folio.site.selections.listed(query, person.docname),
            self.config.folio_entry_kinds,
        )
        return tree

    def _portfolio(self, root: str) -> nodes.document:
        """Return the pages that the root's tables of contents lead to, but not the root.

        A landing page shows once more what the chapters hold, unless it is a person: then
        the first chapter is their CV.
        """
        left_out = Matcher(self.config.folio_pdf_exclude)
        seen = [root, *(name for name in self.env.all_docs if left_out(name))]
        start = new_document('<portfolio>')
        toctrees = self.env.get_doctree(root).findall(addnodes.toctree)
        start += nodes.section('', nodes.title(), *toctrees)
        tree = inline_all_toctrees(self, self.docnames, root, start, darkgreen, seen)
        tree['docname'] = root
        person = self.folio.facts(root).record
        if isinstance(person, Person):
            chapter = addnodes.start_of_file('', *self._cv(person).children, docname=root)
            for card in chapter.findall(profile):
                del card['layout']  # the title of the chapter is the name
            next(tree.findall(nodes.section)).insert(1, chapter)
            self.docnames.add(root)
        return tree

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose the files of pictures, under names that TeX can read."""
        super().post_process_images(doctree)
        self.images.update({uri: safe_name(name) for uri, name in self.images.items()})

    # -- links ---------------------------------------------------------------------------

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the target of a page in this PDF, else its address on the website."""
        if docname in self.docnames:
            return f'%{docname}'
        suffix = self.config.html_link_suffix or self.config.html_file_suffix or '.html'
        site = Addresses(self)
        address = site.file(f'{docname}{suffix}') if site.base else f'{_ABSENT}{docname}'
        self._outside[address] = docname
        return address

    def _lead_to_own_lists(self, tree: nodes.document) -> None:
        """Lead citations to this document's own list, and unlink what leads nowhere."""
        here = {name for node in tree.findall(nodes.Element) for name in node['ids']}
        for link in list(tree.findall(nodes.reference)):
            address, _hash, anchor = link.get('refuri', '').partition('#')
            docname = self._outside.get(address, '')
            page = self._entry_places.get((docname, anchor), docname)
            if (docname, anchor) in self._entry_places and anchor in here:
                del link['refuri']
                link['refid'] = anchor
            elif address.startswith(_ABSENT):
                unlink(link)
            elif page != docname:
                link['refuri'] = f'{self.get_target_uri(page)}#{anchor}'

    @cached_property
    def _entry_places(self) -> dict[tuple[str, str], str]:
        """The page of the website that citations lead to, by document and id; for each PDF."""
        site = self.folio.site
        return {
            (docname, site.ids[key]): site.web_anchors[key][0]
            for key, (docname, _number) in site.anchors.items()
        }

    # -- what stands around them ---------------------------------------------------------

    def update_doc_context(self, title: str, author: str, theme: Theme) -> None:
        """Write what a document says of itself into its preamble."""
        super().update_doc_context(title, author, theme)
        person = self._current.person
        heading = self.preamble.tex(_('Index of people'))
        index = {
            'makeindex': r'\makeindex',
            'printindex': rf'\renewcommand{{\indexname}}{{{heading}}}\folioprintindex',
        }
        has_index = not person and not self.folio.site.is_of_one
        self.context.update(index if has_index else dict.fromkeys(index, ''))
        own = self.config.latex_elements.get('preamble', '')
        # a CV prints none, and need not be made again for the date of another page
        self.context['date'] = '' if person else self.preamble.date()
        self.context['preamble'] = '\n'.join([*self.preamble.lines(self._current), own])

    def finish(self) -> None:
        """Write the list of documents for whoever runs LaTeX."""
        super().finish()
        names = [*self.documents], [*self.available]
        Manifest(*names, self.unknown, self.config.folio_pdf_timeout).write(self.outdir)
