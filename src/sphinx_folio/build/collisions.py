"""Pages that would be written over what the website has already, or over another page."""

from collections.abc import Iterator

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.exports import SITE_FILES
from sphinx_folio.graph import publication_address
from sphinx_folio.model import SPHINX_FOLDERS, Problem, Subtype
from sphinx_folio.shared import html_builder, is_website

#: Files that Sphinx writes to the top of a website.
_SPHINX_FILES = ('objects.inv', 'searchindex.js')


def find_collisions(app: Sphinx, domain: FolioDomain) -> Iterator[Problem]:
    """Yield a problem for each page whose address is not its own; ``404`` is a page's own."""
    if not is_website(app.builder):
        return
    pages, lists = pages_of_sphinx(app), _displaced_lists(domain)
    papers = _displaced_publications(domain)
    written: dict[str, str] = {}
    # the shorter and the plainer address is the one that a page was given
    order = sorted(
        app.env.found_docs, key=lambda name: (name.count('/'), name.lower() != name, name)
    )
    for docname in order:
        place = _place(app, docname)
        first = written.setdefault(place.casefold(), docname)
        ways = [*_ways(place), place] if app.builder.name == 'dirhtml' else _ways(place)
        folder = next((way for way in ways if '.' in way and way in _files(domain)), '')
        if docname in pages:
            why = f'"{docname}" is a page that Sphinx writes itself, over this one'
        elif docname.partition('/')[0] in SPHINX_FOLDERS:
            why = f'"{docname.partition("/")[0]}" is a folder that Sphinx fills itself'
        elif docname in lists:
            why = f'"{docname}" is a page that the list in {lists[docname]}.md is cut into'
        elif docname in papers:
            why = f'"{docname}" is the page of the publication "{papers[docname]}"'
        elif folder:
            why = f'this page would lie in "{folder}", which is a file of the website'
        elif first != docname:
            why = f'this page has the address of {first}.md'
        else:
            continue
        yield Problem(Subtype.ID, docname, 1, f'{why}; rename this file')


def page_folders(app: Sphinx) -> set[str]:
    """Return the folders of a website that its pages lie in, where no file can be."""
    if not is_website(app.builder):
        return set()
    names = app.env.found_docs
    folders = {name.rpartition('/')[0] for name in names}
    if app.builder.name == 'dirhtml':
        folders |= {_place(app, name) for name in names}
    around = {way for folder in folders for way in _ways(folder)}
    return (folders | around) - {''}


def _place(app: Sphinx, docname: str) -> str:
    """Return the address of a page below the site, without its suffix."""
    is_folder = app.builder.name == 'dirhtml' and docname.rpartition('/')[2] == 'index'
    return docname.removesuffix('index').rstrip('/') if is_folder else docname


def _ways(path: str) -> list[str]:
    """Return the folders around a file or a folder."""
    parts = path.split('/')
    return ['/'.join(parts[:end]) for end in range(1, len(parts))]


def pages_of_sphinx(app: Sphinx) -> set[str]:
    """Return the names of the search and of the indices, as far as they are made."""
    builder, config = html_builder(app), app.config
    names = set(config.html_additional_pages)
    if builder.search:
        names.add('search')
    if builder.use_index:
        names.add('genindex')
    if builder.use_index and config.html_split_index:
        letters = (name for name in app.env.found_docs if name.startswith('genindex-'))
        names.update(letters)
    if config.html_domain_indices:
        names |= {
            f'{domain.name}-{index.name}'
            for domain in app.env.domains.sorted()
            for index in domain.indices
        }
    return names


def _files(domain: FolioDomain) -> set[str]:
    """Return the files beside the pages, whose names no folder can have."""
    site = domain.site
    people = map(site.files_of, site.graph.people)
    files = {*SITE_FILES, *_SPHINX_FILES}
    files |= {file for of_person in people for file in of_person._replace(publications='')}
    files |= {*site.feeds.values(), site.calendar}
    lists = (path for docname in domain.pages for path in site.exports_of(docname).values())
    files |= {f'{path}{end}' for path in lists for end in ('.bib', '.json')}
    return files - {''}


def _displaced_lists(domain: FolioDomain) -> dict[str, str]:
    """Return the document of each list that has given the name of a page to a document."""
    return {
        cut.wanted: docname
        for (docname, _number), pages in domain.site.pages.items()
        for name, cut in pages.items()
        if cut.wanted != name and cut.wanted in domain.env.found_docs
    }


def _displaced_publications(domain: FolioDomain) -> dict[str, str]:
    """Return each document that has the name that the page of a publication would have."""
    page = domain.env.config.folio_publications_page
    documents = {name.casefold().removesuffix('/index'): name for name in domain.env.found_docs}
    wanted = ((publication_address(key, page), key) for key in domain.site.publication_pages)
    return {documents[name]: key for name, key in wanted if name in documents}
