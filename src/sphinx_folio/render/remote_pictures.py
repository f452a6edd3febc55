"""Pictures of other hosts, where a builder would fetch them: no build asks another host."""

from docutils import nodes
from sphinx.transforms.post_transforms.images import ImageDownloader

from sphinx_folio.nodes import ancestors


class LinkRemotePictures(ImageDownloader):
    """Put links in the place of pictures that Sphinx would download, as for EPUB and LaTeX."""

    default_priority = ImageDownloader.default_priority - 10

    def handle(self, node: nodes.image) -> None:
        """Link a picture, or show its words where a link stands around it."""
        text = node.get('alt') or node['uri']
        if any(isinstance(around, nodes.reference) for around in ancestors(node)):
            node.replace_self(nodes.inline('', text))
        else:
            link = nodes.reference('', text, refuri=node['uri'])
            is_inline = isinstance(node.parent, nodes.TextElement)
            node.replace_self(link if is_inline else nodes.paragraph('', '', link))
