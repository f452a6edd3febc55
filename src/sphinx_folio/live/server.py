"""The server of the preview: pages as they are now, and a word to browsers when they change."""

import asyncio
import re
import socket
import time
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket, WebSocketDisconnect
from watchfiles import awatch

from sphinx_folio.util import CommandError

from .builds import Outcome, Site
from .changes import AuthorsChanges, OwnChanges
from .pages import ShownPages
from .warm import WarmProcess

#: The files of the preview itself, and where they are; no page of a site is called so.
_CLIENT, _OWN = Path(__file__).parent / 'client', '/-live-'
#: What each page loads beside its own files. The policy of a site allows files of its server.
_TAGS = (
    f'<link rel="stylesheet" href="{_OWN}/live.css"><script defer src="{_OWN}/live.js" '
    f'data-socket="{_OWN}/socket?page={{page}}" data-version="{{version}}"></script>'
)
_END_OF_HEAD = re.compile(rb'</head\s*>', re.IGNORECASE)
#: How long nothing more is saved before a build begins, in milliseconds.
_QUIET = 20
#: Files that are named when they have changed.
_MOST_NAMED = 3


class LiveOptions(NamedTuple):
    """What the command was told."""

    source: Path
    out: Path | None = None
    host: str = '127.0.0.1'
    port: int = 8000
    builder: str = 'html'
    jobs: int = 1
    watch: tuple[Path, ...] = ()
    nitpicky: bool = False
    open_browser: bool = False


def serve(options: LiveOptions, say: Callable[[str], None]) -> None:
    """Show a site, and build it again whenever a file of it is saved, until told to end.

    :param say: is given what goes on, line by line.
    :raises CommandError: if there is no site, the address is not free, or files cannot be watched.
    """
    if not (options.source / 'conf.py').is_file():
        advice = 'go to the folder of the site, or name it'
        raise CommandError(f"{options.source.resolve()} doesn't contain a conf.py file; {advice}")
    if missing := [path for path in options.watch if not path.is_dir()]:
        raise CommandError(f'--watch: {missing[0]} is no folder')
    listening = _bound(options.host, options.port)
    host = f'[{options.host}]' if ':' in options.host else options.host
    address = f'http://{host}:{listening.getsockname()[1]}/'
    preview = Preview(options, say, address)
    routes = [
        WebSocketRoute(f'{_OWN}/socket', preview.talk),
        Mount(_OWN, StaticFiles(directory=_CLIENT)),
        Mount('/', _Pages(preview)),
    ]
    app = Starlette(routes=routes, lifespan=preview.running)
    settings = uvicorn.Config(app, log_level='warning', timeout_graceful_shutdown=1)
    preview.server = uvicorn.Server(settings)
    say(f'{address} shows the site, which is built again whenever you save; Ctrl-C ends it')
    with suppress(KeyboardInterrupt):
        preview.server.run(sockets=[listening])
    if preview.failure:
        raise CommandError(preview.failure)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ':' in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        advice = 'choose another one with --port, or let --port 0 find one'
        reason = error.strerror or error
        raise CommandError(f'port {port} of {host} cannot be used: {reason}; {advice}') from error


class Preview:
    """What is shown, what goes on, and who looks at it."""

    def __init__(self, options: LiveOptions, say: Callable[[str], None], address: str) -> None:
        self._say, self._address = say, address
        self._opens_browser = options.open_browser
        self._source = options.source.resolve()
        out = (options.out or self._source / '_build/live').resolve()
        self._site = Site(
            self._source, out / 'work', out / 'doctrees', out / 'templates',
            options.builder, options.jobs, options.nitpicky,
        )  # fmt: skip
        self.pages = ShownPages(self._site.work, out / 'html')
        self._roots = (self._source, *(path.resolve() for path in options.watch))
        self._counts = AuthorsChanges(self._roots, out)
        self._own = OwnChanges()
        self._saved: set[str] = set()
        self._is_saved = asyncio.Event()
        #: Whether no build is under way.
        self.idle = asyncio.Event()
        self._outcome = Outcome()
        #: What wakes those who talk with a browser.
        self._listeners: set[asyncio.Event] = set()
        self.server: uvicorn.Server
        #: Why the preview has ended by itself.
        self.failure = ''

    @asynccontextmanager
    async def running(self, app: Starlette) -> AsyncIterator[None]:
        """Watch and build, while the server runs."""
        warm = WarmProcess(self._site)
        tasks = [
            asyncio.create_task(self._going(work)) for work in (self._watch(), self._build(warm))
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.to_thread(warm.end)
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _going(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what has no end; end the preview if that cannot be done."""
        try:
            await work
        except (OSError, RuntimeError) as error:  # such as too many files to watch
            self.failure = str(error)
            self.server.should_exit = True

    async def _watch(self) -> None:
        async for changes in awatch(*self._roots, watch_filter=self._counts, step=_QUIET):
            self._saved.update(name for _change, name in changes)
            self._is_saved.set()

    async def _build(self, warm: WarmProcess) -> None:
        changed: frozenset[str] | None = None
        while True:
            self.idle.clear()
            self._wake()
            begin = time.perf_counter()
            async for told in warm.build(changed):
                if isinstance(told, Outcome):
                    await self._finish(told)
                elif changed:
                    await asyncio.to_thread(self.pages.take, told.names)
                    self._wake()
            self._tell(changed, time.perf_counter() - begin)
            if self._opens_browser:
                self._opens_browser = False
                await asyncio.to_thread(webbrowser.open, self._address)
            changed = None
            while not changed:
                await self._is_saved.wait()
                self._is_saved.clear()
                changed = self._own.without(self._saved)
                self._saved.clear()

    async def _finish(self, outcome: Outcome) -> None:
        if not outcome.failure:
            await asyncio.to_thread(self.pages.take_all)
        self._own.note(outcome.written)
        self._outcome = outcome
        self.idle.set()
        self._wake()

    def _tell(self, changed: frozenset[str] | None, seconds: float) -> None:
        names = [self._short(name) for name in sorted(changed or ())]
        more = f' and {len(names) - _MOST_NAMED} more' if len(names) > _MOST_NAMED else ''
        what = ', '.join(names[:_MOST_NAMED]) + more or 'the site'
        outcome = self._outcome
        if outcome.failure:
            self._say(
                f'{what}: the build has failed, and the pages are as before\n{outcome.failure}'
            )
            return
        count = len(outcome.warnings)
        warned = f', with {count} warning{"s"[: count > 1]}' if count else ''
        self._say(f'{what}: built in {seconds:.1f} s{warned}')

    def _short(self, name: str) -> str:
        path = Path(name)
        is_inside = path.is_relative_to(self._source)
        return (path.relative_to(self._source) if is_inside else path).as_posix()

    # -- what browsers are told -----------------------------------------------------------

    def _wake(self) -> None:
        for listener in self._listeners:
            listener.set()

    async def talk(self, browser: WebSocket) -> None:
        """Tell a browser how its page is now, and again each time that may have changed."""
        hosts = [browser.headers.get(name) for name in ('host', 'x-forwarded-host')]
        origin = browser.headers.get('origin')
        if origin and urlsplit(origin).netloc not in hosts:
            await browser.close()  # a page of another site asks
            return
        await browser.accept()
        address = browser.query_params.get('page', '/')
        news = asyncio.Event()
        self._listeners.add(news)
        gone = asyncio.create_task(_gone(browser))
        try:
            while not gone.done():
                await browser.send_json(
                    {
                        'building': not self.idle.is_set(),
                        'version': self.pages.version(address),
                        'failure': self._outcome.failure,
                        'warnings': self._outcome.warnings,
                    }
                )
                waiting = asyncio.create_task(news.wait())
                await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
                news.clear()
        except (RuntimeError, WebSocketDisconnect):
            pass  # it has gone while it was told
        finally:
            gone.cancel()
            self._listeners.discard(news)

    def page(self, content: bytes, address: str, version: str, status: int = 200) -> Response:
        """Return a page with what keeps it up to date.

        :param version: how it was before its content was read.
        """
        tags = _TAGS.format(page=quote(address, safe=''), version=version).encode()
        body = _END_OF_HEAD.sub(lambda end: tags + end[0], content, count=1)
        return HTMLResponse(body if body != content else content + tags, status)


async def _gone(browser: WebSocket) -> None:
    """Wait until a browser has gone."""
    async for _text in browser.iter_text():
        pass


class _Pages(StaticFiles):
    """The files of the site, none of which a browser shows again without asking."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(directory=preview.pages.folder, html=True)
        self._preview = preview

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file; one that is not there may be what the build under way writes."""
        preview, address = self._preview, scope['path']
        version = preview.pages.version(address)
        if preview.pages.is_empty:
            return preview.page(
                _note('No build of the site has come to its end yet.'), address, version, 503
            )
        if self.lookup_path(path)[1] is None:
            await preview.idle.wait()
            version = preview.pages.version(address)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            content = _note('There is no such page.')
            response = preview.page(content, address, version, error.status_code)
        if isinstance(response, FileResponse) and response.media_type == 'text/html':
            content = await asyncio.to_thread(Path(response.path).read_bytes)
            response = preview.page(content, address, version, response.status_code)
        response.headers['Cache-Control'] = 'no-cache'
        return response


def _note(text: str) -> bytes:
    page = (_CLIENT / 'note.html').read_text(encoding='utf-8')
    return page.replace('%text%', escape(text)).encode()
