"""The process that is kept warm: it has loaded the code, and starts a process for each build.

Where processes can be forked, these begin with all that it has loaded; elsewhere they load it
themselves, still before they are told to begin.
"""

import asyncio
import importlib
import locale
import os
import signal
import time
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from sphinx.locale import init_console
from sphinx.util.console import color_terminal, nocolor

from sphinx_folio.model import Period

from .builds import Outcome, PagesWritten, Site, Stale, forget, stand_by

#: What every build of a site loads.
_LOADED = 'sphinx_folio.extension'
#: What the warm process is told beside names of files: that it ends.
_END = False
#: How long a process may take to end in order, in seconds.
_GRACE = 5
#: Forked processes begin with what is loaded; Windows has none.
_KIND = 'fork' if hasattr(os, 'fork') else 'spawn'

#: What is told on the way of a build, and at its end.
Told = PagesWritten | Outcome


class WarmProcess:
    """The warm process, as the server sees it; it is made anew when code has changed."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._start()

    def _start(self) -> None:
        context = get_context('spawn')  # the server has threads, so that it cannot be forked
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=keep_warm, args=(self._site, theirs))
        self._process.start()
        theirs.close()

    async def build(self, changed: Collection[str] | None) -> AsyncIterator[Told]:
        """Build, and yield what is told on the way; the last of it is the outcome.

        :param changed: files that have changed since the last build; nothing for all.
        """
        if not self._process.is_alive():
            self._start()
        self._connection.send(None if changed is None else tuple(changed))
        while True:
            message = await self._receive()
            if isinstance(message, Stale):
                self.end()
                forget(self._site)  # code may read and write each page otherwise
                self._start()
                self._connection.send(None)
                continue
            yield message
            if isinstance(message, Outcome):
                return

    async def _receive(self) -> Told | Stale:
        try:
            message: Told | Stale = await asyncio.to_thread(self._connection.recv)
        except (EOFError, ConnectionResetError):
            return Outcome('the process that builds has been ended; save a page to start another')
        return message

    def end(self) -> None:
        """End the process, and with it whatever it has started."""
        with suppress(OSError):
            self._connection.send(_END)
        self._process.join(_GRACE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def keep_warm(site: Site, connection: Connection) -> None:
    """Start a process for each build, before it is asked for, until told to end."""
    if hasattr(os, 'setsid'):
        os.setsid()  # a signal of the terminal is for the server, which ends this process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    since = time.time_ns()
    importlib.import_module(_LOADED)
    with suppress(locale.Error):  # as "sphinx-build" begins
        locale.setlocale(locale.LC_ALL, '')
    init_console()
    if not color_terminal():
        nocolor()
    Period.parse('May 2024')  # to read a date, the months of all languages are loaded
    _serve(site, connection, since)


def _serve(site: Site, connection: Connection, since: int) -> None:
    modules: dict[str, None] = {}
    standby = _Standby(site, modules, since)
    try:
        while (changed := _received(connection)) is not _END:
            standby.tell(changed)
            message = None
            while not isinstance(message, Outcome):
                if connection in wait([connection, standby.connection]):
                    return  # in the middle of a build, the server says nothing else
                message = standby.received()
                if isinstance(message, Stale) and not message.is_code:
                    standby.end()
                    standby = _Standby(site, modules, since)
                    standby.tell(None)
                    continue
                connection.send(message)
                if isinstance(message, Stale):
                    return
            standby.end()
            modules |= dict.fromkeys(message.imported)
            standby = _Standby(site, modules, since)
    except OSError:
        return  # the server is gone
    finally:
        standby.end()


def _received(connection: Connection) -> tuple[str, ...] | bool | None:
    try:
        changed: tuple[str, ...] | bool | None = connection.recv()
    except EOFError:
        return _END
    return changed


class _Standby:
    """A process that is ready for one build."""

    def __init__(self, site: Site, modules: Iterable[str], since: int) -> None:
        context: Any = get_context(_KIND)
        self.connection, theirs = context.Pipe()
        arguments = (site, tuple(modules), since, theirs, self.connection)
        self._process: BaseProcess = context.Process(target=_stand_by, args=arguments)
        self._process.start()
        theirs.close()

    def tell(self, changed: object) -> None:
        """Let it begin."""
        with suppress(BrokenPipeError):  # `received` tells of it
            self.connection.send(changed)

    def received(self) -> Told | Stale:
        """Return what it says next; that it has ended without a word is an outcome, too."""
        try:
            message: Told | Stale = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            code = self._process.exitcode
            return Outcome(f'the build has been ended from outside, with the exit code {code}')
        return message

    def end(self) -> None:
        """Let it go, with all that it has started if it is still at work."""
        self.connection.close()
        if self._process.is_alive() and self._process.pid:
            try:
                os.killpg(self._process.pid, signal.SIGTERM)
            except (AttributeError, OSError):  # it has come to no group of its own yet
                self._process.terminate()
        self._process.join()


def _stand_by(
    site: Site, modules: tuple[str, ...], since: int, connection: Connection, other: Connection
) -> None:
    other.close()  # so that this process learns when the other end is gone
    stand_by(site, modules, since, connection)
