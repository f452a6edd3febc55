"""Python's garbage collector, which should not look through everything all the time.

By default it looks for garbage after each 700 new objects, and through all of them when
they have grown by a quarter: a tenth of the time of the imports, and with a thousand people
a third of that of a short build.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects before the collector looks at them, and how often it looks at older ones.
#: A page makes some thousands, which are garbage as soon as it is written.
_THRESHOLDS = (20_000, 10, 5)


def look_less_often() -> tuple[int, int, int]:
    """Have the collector look less often; return how often it did before.

    What there is when the program ends is left to the system: to take apart what goes round,
    piece by piece, takes Python as long as a short build.
    """
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    return before


@contextmanager
def not_looking(*, stays: bool = False) -> Iterator[None]:
    """Have the collector not look at all, where much is made and nothing goes round.

    :param stays: whether what was made stays, so that the collector passes over it afterwards.
    """
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stays:
            gc.freeze()
        if was_looking:
            gc.enable()
