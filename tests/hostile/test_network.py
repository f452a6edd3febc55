"""No build asks another host, whatever a page names and whichever builder reads it."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hostile import SECRET, check_secret
from support import PNG, front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import MakeSite

#: Where another host would be named, and the line that is told of, if one is.
NAMED = {
    'picture': ('![words]({url}/a.png)', 3),
    'picture in a link': ('[![words]({url}/b.png)](https://example.org/)', 3),
    'picture in a line': ('a ![words]({url}/c.svg) b', 3),
    'figure': ('```{{figure}} {url}/d.png\n:alt: words\n\nCaption\n```', 3),
    'card': (':::{{card}} T\n:img-top: {url}/e.png\n:img-alt: words\n\nBody\n:::', 3),
    'picture of rst': ('```{{eval-rst}}\n.. image:: {url}/f.png\n   :alt: words\n```', 4),
    'picture without a scheme': ('![words](//{host}/g.png)', 3),
    'raw picture': ('<img alt="words" src="{url}/h.png">', 3),
    'table': ('```{{csv-table}}\n:url: {url}/i.csv\n```', 3),
    'table of rst': ('```{{eval-rst}}\n.. csv-table::\n   :url: {url}/j.csv\n```', 4),
    'table in capitals': ('```{{csv-table}}\n:url: HTTP://{host}/k.csv\n```', 3),
    'table of a file': ('```{{csv-table}}\n:file: {url}/l.csv\n```', 3),
    'raw': ('```{{raw}} html\n:url: {url}/m.html\n```', 3),
    'include': ('```{{include}} {url}/n.md\n```', 3),
    'literalinclude': ('```{{literalinclude}} {url}/o.txt\n```', 3),
    'download': ('{{download}}`words <{url}/p.txt>`', 0),
    'link': ('[words]({url}/q.html) <{url}/r>', 0),
    'preview': ('```{{meta}}\n:property=og:image: {url}/s.png\n```', 3),
}  # fmt: skip


@pytest.fixture(scope='module')
def host() -> Iterator[tuple[str, list[str]]]:
    """Serve on this machine; yield the host, and all that it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PNG + SECRET.encode())

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f'127.0.0.1:{server.server_port}', asked
        server.shutdown()


def files_of(host: str) -> dict[str, str | bytes]:
    """Return the pages, a person and an entry that name the host."""
    url = f'http://{host}'
    return {
        **{
            f'{name.replace(" ", "-")}.md': f'# {name}\n\n{text.format(url=url, host=host)}\n'
            for name, (text, _line) in NAMED.items()
        },
        'people/jane.md': front('person', name='Jane', photo=f'{url}/t.png', links={'website': url})
        + '\n```{profile}\n```\n',
        'publications.md': '# Publications\n\n```{publications}\n```\n',
        'references.bib': f'@misc{{a, author = {{Doe, Jane}}, title = {{T}}, year = 2024, '
        f'url = {{{url}/u}}, pdf = {{{url}/v.pdf}}, video = {{{url}/w}}}}',
    }


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml', 'epub', 'latex', 'text'])
def test_nobody_is_asked(make_site: MakeSite, host: tuple[str, list[str]], builder: str) -> None:
    address, asked = host
    settings = {'project': 'Site', 'version': '1', 'epub_show_urls': 'no'}
    site = make_site(files_of(address), buildername=builder, confoverrides=settings)
    assert asked == []
    check_secret(site)
    for name, (_text, line) in NAMED.items():
        file = f'{name.replace(" ", "-")}.md'
        told = {warned.line for warned in site.warnings if warned.file == file}
        assert told == ({line} if line else set()), name


@pytest.mark.parametrize('builder', ['epub', 'latex'])
def test_a_picture_elsewhere_becomes_a_link(
    make_site: MakeSite, host: tuple[str, list[str]], builder: str
) -> None:
    address, asked = host
    allowed = {
        'folio_content_security_policy': f'img-src http://{address}', 'project': 'Site', 'version': '1'
    }  # fmt: skip
    files = {name: text for name, text in files_of(address).items() if 'picture' in name}
    site = make_site(files, buildername=builder, confoverrides=allowed)
    if builder == 'epub':
        page = BeautifulSoup(site.text('picture.xhtml'), 'html5lib').select_one('[role=main]')
        assert page.select('img') == []
        assert page.select_one('a.reference')['href'] == f'http://{address}/a.png'
        assert page.select_one('a.reference').get_text() == 'words'
    assert asked == []
    assert [warned for warned in site.warnings if 'fetch' in warned.message] == []
