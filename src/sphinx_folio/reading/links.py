"""Links of Sphinx and MyST between pages, which Sphinx itself does not keep up to date.

It writes a page again when the page has changed, not when what a link of it shows or
leads to has. MyST even decides while it reads a page whether a link leads to a page.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_parser.warnings_ import MystWarnings
from sphinx.addnodes import pending_xref, toctree
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinx_folio.domains import FolioDomain, folio_domain, state_of
from sphinx_folio.model import Label, NamedElsewhere, PageLink
from sphinx_folio.nodes import line_of

#: What MyST notes of a link with ``inv:``: inventory, domain, type and name.
_MATCHED = re.compile(r'("[^"]*"|[^":]*):("[^"]*"|[^":]*):("[^"]*"|[^":]*):("[^"]*"|[^":]*)')


def links_of(doctree: nodes.document, docname: str, env: BuildEnvironment) -> Iterator[PageLink]:
    """Yield the links that neither Folio nor the cite domain resolves."""
    for node in doctree.findall(pending_xref):
        domain = node.get('refdomain') or ''
        if domain not in {'folio', 'cite'} and not node.get('intersphinx'):
            target, anchor = node['reftarget'], node.get('reftargetid') or ''
            is_file = domain == 'doc' or _path(env, docname, target).is_file()
            yield PageLink(docname, domain, target, anchor, is_file)


def named_elsewhere(doctree: nodes.document, env: BuildEnvironment) -> Iterator[NamedElsewhere]:
    """Yield what intersphinx has looked up, or will, for the role ``external`` and for ``inv:``."""
    named = [
        (node.get('inventory') or '', f'{node["refdomain"]}:{kind}', node['reftarget'])
        for node in doctree.findall(pending_xref)
        if node.get('intersphinx')
        for kind in env.domains[node['refdomain']].objtypes_for_role(node['reftype']) or ()
    ]
    for node in doctree.findall(nodes.reference):
        parts = _MATCHED.fullmatch(node.get('inv_match', ''))
        if parts:
            inventory, domain, kind, name = (part.strip('"') for part in parts.groups())
            named.append((inventory, f'{domain}:{kind}', name))
    for each in dict.fromkeys(named):
        yield NamedElsewhere(*each, state_of(env, *each))


class LookAgainElsewhere(SphinxTransform):
    """Have a page read again in each build while MyST misses an object of another site.

    MyST tells of it when a page is read, and leaves no link that could be looked up later.
    """

    default_priority = 900  # before Sphinx takes the messages away (999)

    def apply(self, **kwargs: Any) -> None:
        """Note what no inventory has."""
        kind = f'[myst.{MystWarnings.IREF_MISSING.value}]'
        messages = self.document.findall(nodes.system_message)
        if any(message.astext().endswith(kind) for message in messages):
            missed = NamedElsewhere('', '', '', ('', ''))
            folio_domain(self.env).add_facts(self.env.docname, elsewhere=[missed])


def labels_of(doctree: nodes.document, docname: str, env: BuildEnvironment) -> Iterator[Label]:
    """Yield the names of places that Sphinx has kept while it has read a page."""
    std: Any = env.domains['std']
    # docutils gives the name of a target to what follows it
    lines = {
        node['refid']: line_of(node) for node in doctree.findall(nodes.target) if 'refid' in node
    }
    for name, explicit in doctree.nametypes.items():
        kept, anchor = std.anonlabels.get(name, ('', '')) if explicit else ('', '')
        if kept == docname:
            place, _anchor, title = std.labels.get(name, ('', '', ''))
            line = lines.get(anchor) or line_of(doctree.ids[doctree.nameids[name]])
            yield Label(name, anchor, title if place == docname else None, line)


def settle_labels(env: BuildEnvironment, domain: FolioDomain) -> None:
    """Let each label lead to the first page by name that has it.

    Of two pages, Sphinx takes the one that it has read last, which is another one in the
    next build.
    """
    std: Any = env.domains['std']
    owners = {
        label.name: (docname, label)
        for docname in sorted(domain.pages, reverse=True)
        for label in domain.pages[docname].labels
    }
    own = std.initial_data  # the names of its search and its indices
    for name, (docname, label) in owners.items():
        std.anonlabels[name] = own['anonlabels'].get(name, (docname, label.anchor))
        std.labels.pop(name, None)
        if name in own['labels']:
            std.labels[name] = own['labels'][name]
        elif label.title is not None:
            std.labels[name] = (docname, label.anchor, label.title)


def hidden_pages(doctree: nodes.document) -> tuple[str, ...]:
    """Return the pages that a document lists in tables of contents, but does not show."""
    trees = list(doctree.findall(toctree))
    visible = {page for tree in trees if not tree.get('hidden') for page in tree['includefiles']}
    return tuple(page for tree in trees for page in tree['includefiles'] if page not in visible)


def ignore_hidden_toctree_entries(env: BuildEnvironment, domain: FolioDomain) -> None:
    """Let Sphinx not write a page again for each page that it lists but does not show.

    What the navigation shows of those pages is looked at for every page. Sphinx also takes
    these sets for the pages that are listed at all, so that none may become empty.
    """
    for docname, facts in domain.pages.items():
        for page in facts.hidden:
            listed_by = env.files_to_rebuild.get(page, set())
            if docname in listed_by:
                listed_by.remove(docname)
                listed_by.add(_not_a_page(docname))


def purge_hidden(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a document lists, before Sphinx forgets the rest of it."""
    for page in folio_domain(env).facts(docname).hidden:
        env.files_to_rebuild.get(page, set()).discard(_not_a_page(docname))


def _not_a_page(docname: str) -> str:
    return f'{docname}?hidden'


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages to read again, as a page that they name has come or gone."""
    gone = removed & env.all_docs.keys()
    outdated = {
        docname for docname, pages in env.toctree_includes.items() if not gone.isdisjoint(pages)
    }
    for docname, facts in folio_domain(env).pages.looking_out():
        if any(state_of(env, *named[:3]) != named.state for named in facts.elsewhere):
            outdated.add(docname)
        for link in facts.links:
            if link.domain == 'doc':
                is_file = link.target in env.found_docs
            else:
                is_file = _path(env, docname, link.target).is_file()
            if is_file != link.is_file:
                outdated.add(docname)
    return sorted(outdated)


def _path(env: BuildEnvironment, docname: str, target: str) -> Path:
    """Return the file that a link would lead to, if it is meant as a path."""
    return Path(env.relfn2path(target.partition('#')[0] or '/', docname)[1])
