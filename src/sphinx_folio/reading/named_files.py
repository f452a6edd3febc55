"""Pictures, icons, downloads and tags of the head of a page, let through or refused."""

import os
import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import download_reference, toctree
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import search_image_for_language
from sphinx_design.icons import sd_icon

from sphinx_folio.gate import icon_flaw, scheme_of
from sphinx_folio.model import Subtype
from sphinx_folio.nodes import line_of

from .directive import note_problem
from .file_flaws import note_flaw, site_gate

#: Tags of the head that a page may write for itself; the rest is Folio's, the theme's or the
#: browser's business.
_META_NAMES = frozenset({'author', 'description', 'keywords', 'robots'})


class RefuseFiles(SphinxTransform):
    """Leave out the pictures, icons, downloads and tags of the head that a page may not have."""

    is_gate = True
    default_priority = 22  # after translations; before the collectors of Sphinx

    def apply(self, **kwargs: Any) -> None:
        """Put words in the place of what is refused."""
        checks: dict[type[nodes.Element], Callable[[Any], None]] = {
            nodes.image: self._check_picture,
            download_reference: self._check_download,
            nodes.meta: self._check_meta,
            toctree: self._check_toctree,
            sd_icon: self._check_icon,
        }
        kinds = tuple(checks)
        for node in list(self.document.findall(lambda node: isinstance(node, kinds))):
            next(check for kind, check in checks.items() if isinstance(node, kind))(node)

    def _check_picture(self, picture: nodes.image) -> None:
        if picture.get('loading') == 'embed':  # docutils would look for another file
            picture['loading'] = 'lazy'
            message = 'a picture cannot be embedded in a page; write "loading: lazy"'
            note_problem(self.env, Subtype.IMAGE, line_of(picture), message, picture.source or '')
        picture['uri'] = self._as_written(picture['uri'])
        if message := self._picture_flaw(picture['uri']):
            self._refuse(picture, Subtype.IMAGE, message, picture.get('alt', ''))

    def _check_download(self, link: download_reference) -> None:
        if '://' in link['reftarget']:
            return  # Sphinx makes a link of it
        if message := note_flaw(self.env, 'download', link['reftarget']):
            self._refuse(link, Subtype.FILE, message, link.astext())
        elif isinstance(link.parent, nodes.title):
            message = 'a heading cannot hold a download; write the link below it'
            self._refuse(link, Subtype.PLACE, message, link.astext())

    def _picture_flaw(self, uri: str) -> str:
        if scheme_of(uri) == 'data':
            return 'a picture is written into the page; save it as a file beside the page'
        if '://' in uri:  # the policy of the site tells of what another host would serve
            is_web = scheme_of(uri) in {'http', 'https'}
            return '' if is_web else f'"{uri}" is not part of the site; save it beside the page'
        return note_flaw(self.env, 'picture', search_image_for_language(uri, self.env))

    def _as_written(self, uri: str) -> str:
        """Return the name of a file of the site, of which the parser has made an address."""
        name = unquote(uri)
        if name == uri or '\0' in name:
            return uri
        folder = posixpath.dirname(self.env.current_document.docname)
        return uri if os.path.lexists(site_gate(self.env).place(folder, uri)) else name

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

    def _check_icon(self, icon: nodes.Element) -> None:
        """Take out an icon whose classes, which sphinx-design does not escape, are markup."""
        if flaw := icon_flaw(icon['svg']):
            message = f'an icon holds {flaw}; write its name, its height and its classes alone'
            self._refuse(icon, Subtype.REFUSED, message, '')

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
