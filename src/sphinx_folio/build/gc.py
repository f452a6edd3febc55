"""What Python's garbage collector need not look through while a site is built."""

import gc

from sphinx.application import Sphinx
from sphinx.util.parallel import parallel_available


def setup_collector(app: Sphinx, usual: tuple[int, int, int]) -> None:
    """Keep the collector from what stays, until the build has finished.

    :param usual: how often it looks without us, and does again then.
    """

    def pass_over(app: Sphinx, *_arguments: object) -> None:
        """Pass over what is imported, and what the last build has left of the environment."""
        gc.freeze()

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

    app.connect('config-inited', pass_over, priority=950)
    app.connect('env-before-read-docs', pass_over)
    app.connect('write-started', set_aside)
    app.connect('build-finished', take_back)
