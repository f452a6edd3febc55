"""Placeholders to nodes, before Sphinx resolves the links in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .i18n import _
from .nodes import listing, profile
from .render import Renderer
from .views import view_list, view_profile

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .domain import FolioDomain
    from .model import Kind


def _related_title(kind: Kind) -> str:
    titles = {
        'person': _('People'),
        'project': _('Projects'),
        'topic': _('Topics'),
        'publication': _('Publications'),
    }
    return titles[kind]


class FillPlaceholders(SphinxPostTransform):
    """Fill in the lists and profile cards of a document.

    It runs before the resolvers of MyST (priority 9) and Sphinx (10), which turn the
    links that it makes into references. In builders that write one big document, each
    placeholder still knows the page that it stands on.
    """

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Replace each `listing` and `profile`."""
        domain = cast('FolioDomain', self.env.domains['folio'])
        for place in list(self.document.findall(listing)):
            renderer = Renderer(place['docname'], self.config.language)
            view = view_list(
                place['query'], domain.graph, (place['docname'], place['number']), domain.anchors
            )
            if place['related'] and not view:
                place.parent.remove(place)
                continue
            content = renderer.render_list(view, place['query'].style)
            if place['related']:
                content.insert(0, nodes.rubric('', _related_title(place['query'].kind)))
            place.replace_self(content)
        for card in list(self.document.findall(profile)):
            renderer = Renderer(card['docname'], self.config.language)
            card.replace_self(renderer.render_profile(view_profile(card['object'], domain.graph)))


def setup_transforms(app: Sphinx) -> None:
    """Register the post-transform."""
    app.add_post_transform(FillPlaceholders)
