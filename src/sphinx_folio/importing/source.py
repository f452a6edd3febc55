"""What a kind of source is, and which there are."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from sphinx_folio.util import CommandError

from .neutral import Site


class Source(NamedTuple):
    """A kind of source: what it is called, how it is known, and how it is read."""

    name: str  #: The word of ``--as``.
    title: str
    matches: Callable[[Path], bool]
    read: Callable[..., Site]


def load_sources() -> tuple[Source, ...]:
    """Return the kinds of sources in the order in which they are tried.

    :raises CommandError: if a package is missing that some of them need, as not every site has
        been another one before.
    """
    try:
        sources = import_module(f'{__package__}.sources').SOURCES
    except ModuleNotFoundError as error:
        advice = 'install what import needs: python3 -m pip install "sphinx-folio[import]"'
        raise CommandError(f'there is no module {error.name}; {advice}') from error
    return cast('tuple[Source, ...]', sources)
