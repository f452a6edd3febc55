"""Two builds do not work in one folder at once: the second waits until the first has ended.

Otherwise both would fill, empty and read the same folders, and leave what neither made.
"""

from filelock import FileLock, Timeout
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)


class FolderLock:
    """The lock of the folder of doctrees; the system takes it back from a process that dies."""

    def __init__(self, app: Sphinx) -> None:
        app.doctreedir.mkdir(parents=True, exist_ok=True)
        # one lock for a path, so that a build that was broken off does not stop
        # the next one of the same process
        self._lock = FileLock(app.doctreedir / 'folio-build.lock', is_singleton=True)
        self._folder = app.doctreedir

    def acquire(self) -> None:
        """Take the lock; wait, and say so, while another build has it."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            logger.info('another build is at work in %s; waiting until it has ended', self._folder)
            self._lock.acquire()

    def release(self) -> None:
        """Let the next build go on."""
        self._lock.release(force=True)
