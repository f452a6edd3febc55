"""What a page states, taken from its front matter and its doctree while it is read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_args
from zlib import crc32

from docutils import nodes
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_folio.bib import CITATION, cited_keys
from sphinx_folio.domains import folio_domain
from sphinx_folio.gate import MOST_OF_TEXT, gate_of, shown_size
from sphinx_folio.model import (
    Kind,
    PageKind,
    Problem,
    Reference,
    Subtype,
    Topic,
    UnfitFile,
    Vocabulary,
    entry_kinds,
    groups_in_order,
    kebab,
    role_source,
    services_of,
    with_article,
)
from sphinx_folio.nodes import line_of
from sphinx_folio.shared import is_markdown
from sphinx_folio.util import seen, unseen

from .encoding import encoding_problems
from .fact_texts import translated
from .file_flaws import find_linked
from .front_matter import FrontMatter, read_front_matter
from .images import find_picture
from .links import hidden_pages, labels_of, links_of, named_elsewhere
from .listings import append_related

#: Files beside the page are named after its id, and file systems take 255 bytes.
_LONGEST_ID = 120
#: Quotes that Sphinx has made of straight ones.
_STRAIGHT = str.maketrans('“”‘’', '""\'\'')


def read_page(source: str, docname: str, config: Config, srcdir: Path) -> FrontMatter:
    """Return what the front matter of a page states, and all that is wrong with it.

    A picture of the record is a path from the source folder, or empty if there is none to
    show. Neither an application nor its environment is needed.
    """
    page_id, of_name = page_id_of(docname, config)
    kind = expected_kind(config, docname)
    page = read_front_matter(
        source,
        docname=docname,
        page_id=page_id,
        expected=kind,
        may_set_myst='myst' in config.folio_allow,
        title_of=title_of,
        vocabulary=vocabulary_of(config),
        person_fields=config.folio_person_fields,
        services=services_of(config.folio_link_services),
    )
    problems = []
    if len(page.rest) > MOST_OF_TEXT and 'large' not in config.folio_allow:
        message = f'the page holds more than {shown_size(MOST_OF_TEXT)} of text; divide it'
        problems.append(Problem(Subtype.BOUND, docname, 1, f'{message}; none of it is shown'))
        page = page._replace(rest='')
    if page.record is None:
        return page._replace(problems=(*page.problems, *problems))
    if page.record.id == page_id:  # an index page may state another
        problems += of_name
    if page.picture:
        key, path, line, _flaw = page.picture
        gate = gate_of(srcdir, config.folio_allow)
        file, flaw = find_picture(gate, docname, path, allowed=config.folio_allow)
        shown: dict[str, Any] = {key: file}
        record = replace(page.record, **shown)
        page = page._replace(record=record, picture=page.picture._replace(flaw=flaw))
        if flaw:
            problems.append(Problem(Subtype.IMAGE, docname, line, f'"{key}": {flaw}'))
    page, of_files = _with_files(page, docname, config, srcdir)
    return page._replace(problems=(*page.problems, *problems, *of_files))


def vocabulary_of(config: Config) -> Vocabulary:
    """Return the words that the front matter of a site may hold."""
    return Vocabulary(groups_in_order(config.folio_groups), entry_kinds(config.folio_entry_kinds))


def _with_files(
    page: FrontMatter, docname: str, config: Config, srcdir: Path
) -> tuple[FrontMatter, list[Problem]]:
    """Return a page with the links to files that it may have, and what is wrong with others.

    Their paths begin at the source folder.
    """
    if not page.files or page.record is None or isinstance(page.record, Topic):
        return page, []
    gate, places = gate_of(srcdir, config.folio_allow), iter(page.files)
    links, unfit, problems = [], [], []
    for link in page.record.links:
        if not link.is_file:
            links.append(link)
            continue
        key, line = next(places)
        path, flaw = find_linked(gate, config.folio_allow, docname, link.url)
        if flaw:
            unfit.append(UnfitFile('download', link.url, flaw))
            message = f'"links: {key}": {flaw}'
            problems.append(Problem(Subtype.FILE, docname, line, message))
        else:
            links.append(link._replace(url=path))
    record = replace(page.record, links=tuple(links))
    return page._replace(record=record, unfit_files=tuple(unfit)), problems


def expected_kind(config: Config, docname: str) -> PageKind | None:
    """Return the kind that the folder of a document asks for; its index and readme are free."""
    folder, _slash, stem = docname.rpartition('/')
    is_free = stem == 'index' or stem.lower() == 'readme'
    folders: dict[str, PageKind] = {} if is_free else config.folio_folders
    around = (name for name in folders if f'{folder}/'.startswith(f'{name.strip("/")}/'))
    return next((folders[name] for name in around), None)


def page_id_of(docname: str, config: Config) -> tuple[str, list[Problem]]:
    """Return the id that a file name gives, and what is wrong with the name.

    A page named ``index`` has the name of its folder, if that is one page's alone; where it
    is not, there is no id in it.
    """
    folder, _slash, stem = docname.rpartition('/')
    what, ending = 'file', '.md'
    if stem == 'index':
        what, ending = 'folder', ''
        is_shared = folder in {name.strip('/') for name in config.folio_folders}
        stem = '' if is_shared else folder.rpartition('/')[2]
        if not stem:
            return '', []
    nearest = kebab(stem)[:_LONGEST_ID].strip('-')
    if stem == nearest:
        return stem, []
    flaw = 'is no id (lower-case ASCII words joined by hyphens)'
    if len(stem) > _LONGEST_ID:
        flaw = f'has more than {_LONGEST_ID} letters'
    if not nearest:
        advice = f'rename it in Latin letters, such as "wang-ziren{ending}"'
    elif (hidden := unseen(stem)) and seen(stem) == nearest:
        advice = f'it holds {hidden}: rename it to "{nearest}{ending}" anew'
    else:
        advice = f'rename it to "{nearest}{ending}"'
    message = f'the {what} name "{stem}" {flaw}; {advice}'
    return nearest or f'page-{crc32(stem.encode())}', [Problem(Subtype.ID, docname, 1, message)]


def title_of(source: str) -> str:
    """Return the text of the first heading of a page, or an empty string."""
    tokens = iter(MarkdownIt('commonmark').use(front_matter_plugin).parse(source))
    for token in tokens:
        if token.type == 'heading_open':
            inline = next(tokens).children or ()
            words = (piece.content or ' ' for piece in inline if not piece.nesting)
            return ' '.join(''.join(words).split())
    return ''


def keep_front_matter(app: Sphinx, docname: str, content: list[str]) -> None:
    """Store what the front matter of a page states; leave the rest of it to MyST."""
    env = app.env
    domain = folio_domain(env)
    path = env.doc2path(docname)
    if not is_markdown(app.config, str(path)):
        if kind := expected_kind(app.config, docname):
            message = (
                f'this page stands in the folder of {with_article(kind)}, and states no facts, as '
                f'it is no Markdown; write it as "{path.stem}.md", or move it'
            )
            domain.add_facts(docname, problems=[Problem(Subtype.KIND, docname, 1, message)])
        return
    page = read_page(content[0], docname, app.config, Path(app.srcdir))
    problems = [*encoding_problems(path, docname, content[0]), *page.problems]
    content[0] = page.rest
    domain.add_facts(docname, problems=problems, references=page.references)
    if page.redirects:
        domain.set_facts(docname, redirects=page.redirects)
    if page.record:
        domain.set_facts(docname, record=page.record, identity=page.identity)
        domain.add_facts(docname, unfit_files=page.unfit_files)
        for link in getattr(page.record, 'links', ()):
            if link.is_file:
                env.note_dependency(link.url, docname=docname)
    if page.picture and page.picture.flaw:
        domain.set_facts(docname, unfit_picture=page.picture)
    elif page.picture:
        file = getattr(page.record, page.picture.key)
        env.note_dependency(file, docname=docname)
        env.images.add_file(docname, file)


def keep_text_facts(app: Sphinx, doctree: nodes.document) -> None:
    """Store what the text of a page mentions; its title names an object without a name."""
    env, docname, domain = app.env, app.env.docname, folio_domain(app.env)
    domain.add_facts(
        docname,
        references=_mentions(doctree, docname, env.config),
        elsewhere=named_elsewhere(doctree, env),
        links=links_of(doctree, docname, env),
        hidden=hidden_pages(doctree),
        labels=labels_of(doctree, docname, env),
    )
    if refuses_listing(doctree):
        domain.set_facts(docname, noindex=True)
    if record := domain.facts(docname).record:
        record = translated(record, doctree)
        title = env.titles[docname].astext()
        is_other = record.name.translate(_STRAIGHT) not in {'', title.translate(_STRAIGHT)}
        stated: dict[str, Any] = (
            {'page_title': title} if is_other else {'name': record.name or title}
        )
        domain.set_facts(docname, record=replace(record, **stated))
        append_related(domain, docname, doctree)


def _mentions(doctree: nodes.document, docname: str, config: Config) -> Iterator[Reference]:
    """Yield the objects and citation keys that roles name."""
    itself = getattr(config, 'intersphinx_resolve_self', '')
    for node in doctree.findall(pending_xref):
        domain, role, target = node['refdomain'], node['reftype'], node['reftarget']
        if node.get('intersphinx'):
            continue  # of another site
        if domain == 'folio' and role in get_args(Kind):
            kind = cast('Kind', role)
            target = target.removeprefix(f'{itself}:') if itself else target
            yield Reference(kind, target, docname, line_of(node), role_source(kind))
        elif domain == 'cite':
            for key in cited_keys(target):
                yield Reference('publication', key, docname, line_of(node), CITATION)


def refuses_listing(doctree: nodes.document) -> bool:
    """Tell whether a page has a ``<meta name="robots">`` that keeps search engines away."""
    return any(
        node.get('name', '').lower() == 'robots'
        and {'noindex', 'none'}.intersection(re.split(r'[\s,]+', node.get('content', '').lower()))
        for node in doctree.findall(nodes.meta)
    )
