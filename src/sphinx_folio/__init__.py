"""A portfolio of researchers: people, projects, topics and publications in one graph.

What stands in `__all__` is for others to use, as the guide says ("From Python and from
elsewhere"); the rest may change in each version.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .util import FolioError, __version__, look_less_often

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from .api import (
        Affiliation,
        Author,
        Edge,
        Entry,
        Link,
        Person,
        Portfolio,
        Problem,
        Project,
        Publication,
        Topic,
    )
    from .cli import load

__all__ = [
    'Affiliation', 'Author', 'Edge', 'Entry', 'FolioError', 'Link', 'Person', 'Portfolio',
    'Problem', 'Project', 'Publication', 'Topic', '__version__', 'load', 'setup',
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Return what the command line does without, so that it is imported when it is used."""
    if name not in __all__:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    return getattr(import_module('.cli' if name == 'load' else '.api', __name__), name)


def __dir__() -> list[str]:
    return __all__


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension; ``extensions = ["sphinx_folio"]`` is all that a site needs."""
    collector = look_less_often()  # what is imported is no garbage
    # the command line needs no Sphinx, so what does is imported here
    from .extension import setup_folio  # noqa: PLC0415

    setup_folio(app, collector)
    return {
        'version': __version__,
        'env_version': 3,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
