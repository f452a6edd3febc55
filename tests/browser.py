"""A browser that looks at a built site, and the server that it asks."""

from __future__ import annotations

import gzip
import http.server
import shutil
import threading
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

BROWSER = next(filter(None, map(shutil.which, ('chromium', 'google-chrome', 'chrome'))), None)
#: Keep it from asking anybody of its own accord.
OFFLINE = (
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
)
#: The marks of tests that look at pages in a browser.
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(
        BROWSER is None, reason='no chromium here; on Debian, apt-get install chromium'
    ),
]
#: WCAG 2.2, level AA, and what axe holds for good practice.
AXE_TAGS = ('wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice')
#: The rules that depend on light and dark.
_COLOURS = ('color-contrast', 'link-in-text-block')
_AXE = Path(axe_playwright_python.__file__).with_name('axe.min.js')
_TEXT = ('.html', '.css', '.js', '.json', '.svg', '.xml', '.txt', '.bib', '.inv')


def needs_browser(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test that looks at pages in a browser."""
    for mark in IN_BROWSER:
        test = mark(test)
    return test


#: Runs before a page does: notes what the browser refuses and what moves.
_WATCH = """
window.folioRefused = [];
document.addEventListener('securitypolicyviolation', (event) =>
    window.folioRefused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
window.folioShift = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.folioShift += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""
#: What a reader unfolds is looked at as well.
_UNFOLD = """() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    for (const tab of document.querySelectorAll('.sd-tab-content')) tab.style.display = 'block';
}"""


_NEXT_FRAME = """() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(done)))"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves as hosts do: text is compressed. Notes the bytes that it sends."""

    sent: dict[str, tuple[int, int]]

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / 'index.html' if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        plain = path.read_bytes()
        body = gzip.compress(plain, mtime=0) if path.suffix in _TEXT else plain
        self.send_response(200)
        self.send_header('Content-Type', self.guess_type(str(path)))
        if body is not plain:
            self.send_header('Content-Encoding', 'gzip')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the page was left meanwhile
            self.wfile.write(body)
        self.sent[self.path] = (len(body), len(plain))


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, dict[str, tuple[int, int]]]]:
    """Serve a folder on this machine.

    Yields the address, and for each path that was asked for the bytes that were sent and
    those of the file.
    """
    sent: dict[str, tuple[int, int]] = {}
    handler = type('NotingHandler', (Handler,), {'sent': sent})
    with http.server.ThreadingHTTPServer(
        ('127.0.0.1', 0), partial(handler, directory=str(folder))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f'http://127.0.0.1:{server.server_port}', sent
        finally:
            server.shutdown()


@contextmanager
def browsing() -> Iterator[Any]:
    """Start the browser of the machine, and close it at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(OFFLINE))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Any, *, width: int = 1280, **options: Any) -> Iterator[Any]:
    """Open an empty page in a window of its own, which notes what goes wrong."""
    context = browser.new_context(viewport={'width': width, 'height': 800}, **options)
    try:
        if options.get('java_script_enabled', True):
            context.add_init_script(_WATCH)
        yield context.new_page()
    finally:
        context.close()


def unfold(page: Any) -> None:
    """Show what stands in tabs and folds."""
    page.evaluate(_UNFOLD)


def axe(page: Any, rules: Collection[str] = ('structure', 'colours')) -> list[str]:
    """Return what axe finds on a page that is open, all of it unfolded."""
    unfold(page)
    page.evaluate(_NEXT_FRAME)  # scripts see what has changed its size
    page.evaluate(_AXE.read_text(encoding='utf-8'))
    options: dict[str, Any] = {
        'preload': False,  # no style sheet comes from elsewhere
        'resultTypes': ['violations'],
        'runOnly': {'type': 'tag', 'values': list(AXE_TAGS)},
    }
    if 'structure' not in rules:
        options['runOnly'] = {'type': 'rule', 'values': list(_COLOURS)}
    elif 'colours' not in rules:
        options['rules'] = {name: {'enabled': False} for name in _COLOURS}
    found = page.evaluate('(options) => axe.run(document, options)', options)
    return [
        f'{rule["id"]}: {node["target"]} {node["html"][:120]} {node.get("failureSummary", "")}'
        for rule in found['violations']
        for node in rule['nodes']
    ]
