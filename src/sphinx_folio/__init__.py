"""A portfolio of researchers: people, projects, topics and publications in one graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .util import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ['__version__', 'setup']


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension; ``extensions = ["sphinx_folio"]`` is all that a site needs."""
    # the command line needs no Sphinx, so what does is imported here
    from .extension import setup_folio  # noqa: PLC0415

    setup_folio(app)
    return {
        'version': __version__,
        'env_version': 3,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
