"""Pages of a built website that have no source, as they are written by Sphinx's builder."""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import new_document
from sphinx.util.osutil import relative_uri

from sphinx_folio.shared import html_builder


def made_page(
    app: Sphinx, pagename: str, title: str, section: nodes.section, parent: str
) -> tuple[str, dict[str, Any], str]:
    """Return name, context and template of a page, as ``html-collect-pages`` takes them.

    :param title: what the page is called, in plain text.
    :param section: the section that it consists of, with links that are made.
    :param parent: the document that the page belongs to, if there is one.
    """
    builder = html_builder(app)
    # what the builder knows of each document that it writes
    here = builder.get_target_uri(pagename)
    builder.current_docname = pagename
    builder.secnumbers, builder.fignumbers = {}, {}
    builder.imgpath = relative_uri(here, builder.imagedir)
    builder.dlpath = relative_uri(here, '_downloads')

    document = new_document(pagename)
    document.settings.env = app.env
    document += section
    builder.post_process_images(document)
    parents = []
    if parent in app.env.titles:
        link = builder.get_relative_uri(pagename, parent)
        parents.append({'title': escape(app.env.titles[parent].astext()), 'link': link})
    body = builder.render_partial(section)['fragment']
    context = {'title': escape(title), 'body': body, 'parents': parents}
    return pagename, context, 'page.html'
