"""Pictures, downloads and tags of the head that a page names, let through or refused."""

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import download_reference, toctree
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import search_image_for_language

from sphinx_folio.gate import download_flaw, is_url, picture_flaw
from sphinx_folio.model import Subtype
from sphinx_folio.nodes import line_of

from .directive import note_problem
from .guard import site_gate

#: Tags of the head that a page may write for itself; the rest is Folio's, the theme's or the
#: browser's business.
_META_NAMES = frozenset({'author', 'description', 'keywords', 'robots'})


class RefuseFiles(SphinxTransform):
    """Leave out the pictures, downloads and tags of the head that a page may not have."""

    default_priority = 5  # before the collectors of Sphinx, and all that looks for pictures

    def apply(self, **kwargs: Any) -> None:
        """Put words in the place of what is refused."""
        self._gate = site_gate(self.env)
        self._folder = posixpath.dirname(self.env.current_document.docname)
        checks: dict[type[nodes.Element], Callable[[Any], None]] = {
            nodes.image: self._check_picture,
            download_reference: self._check_download,
            nodes.meta: self._check_meta,
            toctree: self._check_toctree,
        }
        for node in list(self.document.findall(lambda node: type(node) in checks)):
            checks[type(node)](node)  # type: ignore[index]

    def _check_picture(self, picture: nodes.image) -> None:
        if message := self._picture_flaw(picture['uri']):
            self._refuse(picture, Subtype.IMAGE, message, picture.get('alt', ''))

    def _check_download(self, link: download_reference) -> None:
        if message := self._flaw(link['reftarget'], download_flaw):
            self._refuse(link, Subtype.FILE, message, link.astext())
        elif isinstance(link.parent, nodes.title):
            message = 'a heading cannot hold a download; write the link below it'
            self._refuse(link, Subtype.PLACE, message, link.astext())

    def _picture_flaw(self, uri: str) -> str:
        if uri.startswith('data:'):
            return 'a picture is written into the page; save it as a file beside the page'
        if is_url(uri):
            return ''  # of another host: the policy of the site tells
        if uri.endswith('.*'):
            place = self._gate.place(self._folder, uri)
            pattern = place.parent.glob(place.name)
            return next(
                filter(None, (self._check(path, uri, picture_flaw) for path in pattern)), ''
            )
        return self._flaw(search_image_for_language(uri, self.env), picture_flaw)

    def _flaw(self, name: str, flaw_of: Callable[[Path], str]) -> str:
        if '://' in name and not name.lower().startswith('file:'):
            return ''  # a link, which loads nothing
        return self._check(self._gate.place(self._folder, name), name, flaw_of)

    def _check(self, path: Path, shown: str, flaw_of: Callable[[Path], str]) -> str:
        if refusal := self._gate.refusal(path, shown):
            return refusal
        try:
            if not path.is_file() or 'active-files' in self.config.folio_allow:
                return ''  # what is missing, Sphinx tells
            flaw = flaw_of(path)
        except OSError as error:
            flaw = f'cannot be read ({error.strerror}); save it anew'
        return f'"{shown}" {flaw}' if flaw else ''

    def _refuse(self, node: nodes.Element, subtype: Subtype, message: str, text: str) -> None:
        note_problem(self.env, subtype, line_of(node), message, node.source or '')
        if text:
            inline = nodes.inline('', text)
            node.replace_self(
                inline
                if isinstance(node.parent, nodes.TextElement)
                else nodes.paragraph('', '', inline)
            )
        else:
            node.parent.remove(node)

    def _check_toctree(self, tree: toctree) -> None:
        """Take the landing page out of a table of contents, which would have no end."""
        root = self.config.root_doc
        if self.env.current_document.docname != root and root in tree['includefiles']:
            message = (
                f'the landing page "{root}" cannot stand in a table of contents below it; '
                f'take it out, and write a link such as "[home](/{root}.md)"'
            )
            note_problem(self.env, Subtype.PLACE, line_of(tree), message, tree.source or '')
            tree['includefiles'] = [page for page in tree['includefiles'] if page != root]
            tree['entries'] = [entry for entry in tree['entries'] if entry[1] != root]

    def _check_meta(self, meta: nodes.meta) -> None:
        """Take out a tag of the head that is not the page's own to write."""
        name = str(meta.get('name', '')).lower()
        others = meta.non_default_attributes().keys() - {'name', 'content', 'lang'}
        by_site = self.config['myst_html_meta'] or {}
        if (name in _META_NAMES and not others) or meta.get('content') in by_site.values():
            return
        shown = ' '.join([name, *(f'{key}={meta[key]}' for key in sorted(others))]).strip()
        message = (
            f'the tag "{shown}" of the head is not allowed in a page; '
            f'write one of {", ".join(sorted(_META_NAMES))}'
        )
        note_problem(self.env, Subtype.REFUSED, line_of(meta), message, meta.source or '')
        meta.parent.remove(meta)
