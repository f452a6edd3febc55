"""What Python's garbage collector need not look through while a site is built."""

import gc

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.parallel import parallel_available

#: More new objects than the environment of a large site has.
_NEVER = 100_000_000


def setup_collector(app: Sphinx, usual: tuple[int, int, int]) -> None:
    """Keep the collector from what stays, until the build has finished.

    :param usual: how often it looks without us, and does again then.
    """
    less_often = gc.get_threshold()

    def pass_over(app: Sphinx, *_arguments: object) -> None:
        """Pass over what is imported, and what the last build has left of the environment."""
        gc.freeze()

    def wait(app: Sphinx, config: Config) -> None:
        """Look at nothing while the environment is loaded, of which all stays."""
        pass_over(app)
        gc.set_threshold(_NEVER, *less_often[1:])

    def go_on(app: Sphinx) -> None:
        gc.freeze()
        gc.set_threshold(*less_often)

    def set_aside(app: Sphinx, *_arguments: object) -> None:
        """Before processes are forked to write pages, keep the collector from what was read.

        It would copy all of that into each of them. Without it, looking often costs
        little, and keeps pages that wait for their process from piling up. A build in one
        process still holds the pages that it has read, each garbage once it is written.
        """
        if app.parallel > 1 and parallel_available:
            gc.collect()
            gc.freeze()
            gc.set_threshold(*usual)

    def take_back(app: Sphinx, exception: Exception | None) -> None:
        gc.set_threshold(*usual)
        gc.unfreeze()

    app.connect('config-inited', wait, priority=950)
    app.connect('builder-inited', go_on, priority=0)
    app.connect('env-before-read-docs', pass_over)
    app.connect('write-started', set_aside)
    app.connect('build-finished', take_back)
