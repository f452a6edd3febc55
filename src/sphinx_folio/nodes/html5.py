"""Nodes of our own, with their visitors beside them.

All are subclasses of docutils nodes, so a writer that does not know them falls back; the
builders of XML write those that stand for content by the names of docutils (``tagname``).
"""

import json
from collections.abc import Callable
from typing import Any
from zlib import crc32

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_folio.model import PartialDate, Period
from sphinx_folio.shared import _, localised_date

#: Writes the beginning or the end of a node.
Visitor = Callable[[HTML5Translator, Any], None]


#: Number of colours in ``folio.css`` that monograms are drawn in.
MONOGRAM_COLOURS = 6


class screen_node(nodes.Element):
    """What a page for a browser alone has use for; `render.builders` takes it from all others."""


class monogram(screen_node, nodes.inline):
    """Picture of someone who gave no photo: ``initials``, empty for a neutral figure, and ``seed`` of its colour."""


class aside_text(screen_node, nodes.inline):
    """Words for assistive tools only, such as what a link "PDF" is about."""


class link_detail(screen_node, nodes.inline):
    """What tells a link from another one; print has its address for that."""


class screen_only(screen_node, nodes.container):
    """What print and plain text have no use for."""


class preview(screen_node, nodes.General):
    """The picture of an entry: ``uri``, and ``width`` and ``height`` in pixels, or 0.

    It stands beside the title, so that it says nothing to assistive tools.
    """


class details(nodes.container):
    """Content that a reader unfolds; a `summary`, then the content. Open in print."""

    tagname = 'container'


class summary(nodes.paragraph):
    """The line that stays visible of `details`."""

    tagname = 'paragraph'


class bibtex_fold(screen_node, nodes.General):
    """The ``source`` of an entry, which a reader unfolds under a ``label``; not in print.

    It is said to be ``about`` a title to assistive tools; ``words`` are the texts of the
    button that ``folio.js`` adds. As one node it is a third of the nodes of an entry less.
    """


class cite_fold(screen_node, nodes.container):
    """A formatted reference, which a reader unfolds under a ``label``; not in print.

    ``text`` is its words, which the button copies; the rest is as of `bibtex_fold`.
    """


class list_filter(screen_node, nodes.General):
    """Place of the form that ``folio.js`` builds; its attributes are the form's words.

    ``facets`` names what the list can be narrowed by.
    """


class filtered_item(nodes.list_item):
    """An item of a list that `list_filter` narrows, by what its text does not show.

    A card by its ``group`` and its ``topics``, an entry by its ``year`` and its ``people``.
    """

    tagname = 'list_item'


class time(nodes.inline):
    """A date: ``datetime`` is its machine-readable form, the children are its text."""

    tagname = 'inline'


def period_nodes(period: Period, language: str) -> list[nodes.Node]:
    """Return a period in words; an open one is "since", true whenever it is read."""
    if period.parts:
        shown = [period_nodes(part, language) for part in period.parts]
        has_comma = any(',' in node.astext() for part in shown for node in part)
        sign = nodes.Text('; ' if has_comma else ', ')
        return [node for part in shown for node in (sign.copy(), *part)][1:]
    start = [_time(period.start, language)] if period.start else []
    if period.end is None:
        return _said(_('since %s'), *start)
    end: list[nodes.Node] = [_time(period.end, language)]
    if not start:
        end = _said(_('until %s'), *end)
    elif period.expected:
        end = _said(_('expected %s'), *end)
    if period.end == period.start or not start:
        return end
    return [*start, nodes.Text(' – '), *end]


def _said(words: str, *shown: nodes.Node) -> list[nodes.Node]:
    """Return words with a date in the place of ``%s``."""
    before, after = map(nodes.Text, words.split('%s'))
    return [node for node in (before, *shown, after) if node.astext()]


def _time(moment: PartialDate, language: str) -> time:
    return time('', localised_date(moment, language), datetime=moment.isoformat())


def visit_monogram_html(self: HTML5Translator, node: monogram) -> None:
    """Draw the initials, or a neutral figure, as inline SVG that assistive tools skip."""
    colour = crc32(node['seed'].encode()) % MONOGRAM_COLOURS
    text = self.encode(node['initials'])
    figure = '<path d="M48 20a16 16 0 1 1 0 32 16 16 0 0 1 0-32zM18 96a30 36 0 0 1 60 0z"/>'
    if text:
        figure = (
            f'<text x="48" y="50" dominant-baseline="middle" text-anchor="middle">{text}</text>'
        )
    self.body.append(
        f'<svg class="folio-monogram folio-monogram-{colour}" viewBox="0 0 96 96" '
        f'aria-hidden="true" focusable="false"><circle cx="48" cy="48" r="48"/>{figure}</svg>'
    )
    raise nodes.SkipNode


def visit_preview_html(self: HTML5Translator, node: preview) -> None:
    """Write the picture, which keeps its place until a reader comes near."""
    size: Any = {name: str(node[name]) for name in ('width', 'height') if node[name]}
    told = {'src': node['uri'], 'alt': '', 'loading': 'lazy', 'decoding': 'async', **size}
    picture = self.emptytag(nodes.image(), 'img', '', **told)
    self.body.append(f'<div class="folio-preview">{picture}</div>\n')
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Element) -> None:
    """Leave out a node that a writer does not show."""
    raise nodes.SkipNode


def _as_data(texts: dict[str, str]) -> dict[str, Any]:
    return {f'data-{name}': text for name, text in texts.items()}


def visit_bibtex_fold_html(self: HTML5Translator, node: bibtex_fold) -> None:
    """Write the fold whole."""
    self.body += [
        *_start_of_fold(self, node, 'folio-bibtex', node['words']),
        self.starttag(nodes.literal_block(), 'pre', '', CLASS='literal-block'),
        self.encode(node['source']),
        '</pre>\n</details>\n',
    ]
    raise nodes.SkipNode


def _start_of_fold(
    self: HTML5Translator, node: nodes.Element, look: str, data: dict[str, str]
) -> list[str]:
    return [
        self.starttag(node, 'details', '', CLASS=look, **_as_data(data)),
        self.starttag(summary(), 'summary', ''),
        self.encode(node['label']),
        f'<span class="folio-unseen">: {self.encode(node["about"])}</span></summary>\n',
    ]


def visit_cite_fold_html(self: HTML5Translator, node: cite_fold) -> None:
    """Open the fold."""
    self.body += _start_of_fold(self, node, 'folio-cite', {**node['words'], 'text': node['text']})


def depart_cite_fold_html(self: HTML5Translator, node: cite_fold) -> None:
    """Close the fold."""
    self.body.append('</details>\n')


def visit_filtered_item_html(self: HTML5Translator, node: filtered_item) -> None:
    """Open ``<li>``; its facets are lists in JSON, as a name may hold any sign."""
    facets = {name: node.get(name) for name in ('group', 'topics', 'year', 'people')}
    lists = {name: [found] if isinstance(found, str) else found for name, found in facets.items()}
    texts = {
        name: json.dumps(values, ensure_ascii=False)
        for name, values in lists.items()
        if values and values != ['']
    }
    self.body.append(self.starttag(node, 'li', '', **_as_data(texts)))


def visit_list_filter_html(self: HTML5Translator, node: list_filter) -> None:
    """Leave the words of the form for the script; without one, nothing is shown.

    An empty form keeps its place, so that the list does not move when the script builds it.
    """
    texts = {name: value for name, value in node.attributes.items() if isinstance(value, str)}
    words = _as_data(texts)
    self.body.append(self.starttag(node, 'div', '', CLASS='folio-filter', hidden='hidden', **words))
    self.body.append('<form inert>')
    for name in ('text', *node['facets']):
        control = '<input type="search">' if name == 'text' else '<select></select>'
        self.body.append(f'<label><span>{self.encode(texts[name])}</span>{control}</label>')
    self.body.append('<p role="status">\N{NO-BREAK SPACE}</p></form></div>\n')
    raise nodes.SkipNode


def element_visitors(
    tag: str, *attributes: str, before: str = '', after: str = '', **fixed: str
) -> tuple[Visitor, Visitor]:
    """Return the visitors of a node that is one element of HTML.

    :param attributes: those of the node that are the element's too, where they say something.
    :param before: what stands between the start tag and the content.
    :param after: what stands behind the end tag.
    :param fixed: attributes of every such element.
    """

    def visit(self: HTML5Translator, node: Any) -> None:
        told: Any = fixed | {name: node[name] for name in attributes if node[name]}
        self.body.append(self.starttag(node, tag, before, **told))

    def depart(self: HTML5Translator, node: Any) -> None:
        self.body.append(f'</{tag}>{after}')

    return visit, depart


def setup_nodes(app: Sphinx) -> None:
    """Register the nodes that a writer meets."""
    _visit, depart_item = element_visitors('li', after='\n')
    app.add_node(filtered_item, html=(visit_filtered_item_html, depart_item))
    app.add_node(details, html=element_visitors('details', before='\n', after='\n'))
    app.add_node(summary, html=element_visitors('summary', after='\n'))
    app.add_node(time, html=element_visitors('time', 'datetime'))
    app.add_node(monogram, html=(visit_monogram_html, None))
    app.add_node(list_filter, html=(visit_list_filter_html, None))
    app.add_node(bibtex_fold, html=(visit_bibtex_fold_html, None))
    app.add_node(cite_fold, html=(visit_cite_fold_html, depart_cite_fold_html))
    app.add_node(preview, html=(visit_preview_html, None))
    app.add_node(aside_text, html=element_visitors('span', CLASS='folio-unseen'))
    app.add_node(link_detail, html=element_visitors('span', CLASS='folio-link-detail'))
    app.add_node(screen_only)
