"""A preview at work, ``sphinx-folio live``, and the browsers that look at it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from queue import Queue
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import urlopen

from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

#: How long a preview may take for anything, in seconds; much more than it needs.
PATIENCE = 600
#: How long it may take to end, in seconds.
GRACE = 60
_TAG = re.compile(r'data-socket="([^"]*)" data-version="([^"]*)"')


class Preview:
    """The process of a preview, and what it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        #: All lines that were looked at.
        self.said: list[str] = []
        self._lines: Queue[str] = Queue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        self.address = self.wait_for(r'^(http://\S+)/ shows')

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put('')

    def end(self) -> None:
        """End it, and hear its last words.

        :raises RuntimeError: if what it has started does not end with it.
        """
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._listening.join(GRACE)
        if self._listening.is_alive():
            raise RuntimeError('the preview has left a process behind')

    def wait_for(self, pattern: str) -> str:
        """Wait for a line, and return the first group of the pattern that it matches.

        :raises EOFError: if the preview ends without it.
        """
        while line := self._lines.get(timeout=PATIENCE):
            self.said.append(line.rstrip('\n'))
            if found := re.search(pattern, line):
                return found[1]
        raise EOFError('\n'.join(self.said))

    def wait_for_build(self) -> str:
        """Wait until a build has ended, and return what is said of it."""
        return self.wait_for(r'^(.*: (?:built in|the build has failed).*)')

    def get(self, path: str) -> tuple[int, str]:
        """Return the status of an answer, and its text."""
        try:
            with urlopen(f'{self.address}/{path}', timeout=PATIENCE) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except HTTPError as answer:
            return answer.status, answer.read().decode()

    @contextmanager
    def browser(self, docname: str, suffix: str = '.html') -> Iterator[Browser]:
        """Show a page."""
        _status, page = self.get(f'{docname}{suffix}')
        socket, version = _TAG.findall(page)[0]
        with connect(f'{self.address.replace("http", "ws", 1)}{socket}') as connection:
            yield Browser(connection, version)


class Browser:
    """What a browser knows of a page that it shows."""

    def __init__(self, connection: ClientConnection, version: str) -> None:
        self._connection = connection
        self.version = version
        #: What it was told last.
        self.told: dict[str, Any] = {}
        self._listen()

    def _listen(self) -> None:
        self.told = json.loads(self._connection.recv(timeout=PATIENCE))

    def wait_to_load(self) -> None:
        """Wait until the page is to be loaded again."""
        while self.told['version'] == self.version:
            self._listen()
        self.version = self.told['version']

    def wait_for_rest(self) -> None:
        """Wait until the build is at its end that has been told of, and load the page again."""
        while self.told['building']:
            self._listen()
        self.version = self.told['version']

    def wait_for_build(self) -> None:
        """Wait until a build is at its end that has not been told of; load nothing."""
        self._listen()
        while self.told['building']:
            self._listen()


@contextmanager
def preview(source: Path, *options: str) -> Iterator[Preview]:
    """Start a preview at a free port, and end it with the block."""
    command = [sys.executable, '-m', 'sphinx_folio', 'live', '--port', '0', *options, str(source)]
    # with it, each process would compile whatever has no bytecode yet
    environment = {k: v for k, v in os.environ.items() if k != 'PYTHONDONTWRITEBYTECODE'}
    pipes = {'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT}
    with subprocess.Popen(
        command, env=environment, text=True, encoding='utf-8', start_new_session=True, **pipes
    ) as process:
        running = Preview(process)
        try:
            yield running
        finally:
            running.end()
