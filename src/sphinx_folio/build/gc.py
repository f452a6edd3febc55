"""Python's garbage collector, which should not look through the whole site all the time.

By default it looks for garbage after each 700 new objects, and through all of them when
they have grown by a quarter: with a thousand people, a third of the time of a short build.
"""

import gc

from sphinx.application import Sphinx
from sphinx.util.parallel import parallel_available

#: New objects before the collector looks at them, and how often it looks at older ones.
#: A page makes some thousands, which are garbage as soon as it is written.
THRESHOLDS = (20_000, 10, 5)


def setup_collector(app: Sphinx) -> None:
    """Have the collector look less often, until the build has finished."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)

    def set_aside(app: Sphinx, *_arguments: object) -> None:
        """Before processes are forked to write pages, keep the collector from what was read.

        It would copy all of that into each of them. Without it, looking often costs
        little, and keeps pages that wait for their process from piling up. A build in one
        process still holds the pages that it has read, each garbage once it is written.
        """
        if app.parallel > 1 and parallel_available:
            gc.collect()
            gc.freeze()
            gc.set_threshold(*before)

    def take_back(app: Sphinx, exception: Exception | None) -> None:
        gc.set_threshold(*before)
        gc.unfreeze()

    app.connect('write-started', set_aside)
    app.connect('build-finished', take_back)
