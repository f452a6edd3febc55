"""One build: what has changed, what is written, what is removed, what is wrong."""

from sphinx.application import Sphinx

from sphinx_folio.html import Navigation

from .checks import Facts, find_problems
from .entry_lines import entries_as_said
from .gc import setup_collector
from .pipeline import Build

__all__ = ['Facts', 'entries_as_said', 'find_problems', 'setup']


def setup(app: Sphinx, navigation: Navigation, collector: tuple[int, int, int]) -> None:
    """Make the build of an application.

    :param navigation: what the build begins anew each time.
    :param collector: how often Python's collector looks without us.
    """
    Build(navigation).enable(app)
    setup_collector(app, collector)
