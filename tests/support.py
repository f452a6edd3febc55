"""A tiny site: written to a temporary folder, built, and looked at."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from sphinx_folio.domains import FolioDomain
from sphinx_folio.shared import STAND_BY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docutils import nodes
    from sphinx.testing.util import SphinxTestApp

    from sphinx_folio.graph import Graph

#: The smallest picture.
PNG = bytes.fromhex(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d494441'
    '54789c63507068f80f00034401e032aabf840000000049454e44ae426082'
)
CONF = """\
    extensions = ['sphinx_folio']
    nitpicky = True
    """
_COLOUR = re.compile(r'\x1b\[[0-9;]*m')
_WARNING = re.compile(r'(?:(?P<file>[^\n]*?):(?:(?P<line>\d+):)? )?(?:WARNING|ERROR|CRITICAL): ')


class Warned(NamedTuple):
    """One warning of a build; the file is relative to the source folder."""

    file: str
    line: int
    message: str


class Site:
    """A site on disk, and the last build of it."""

    def __init__(
        self, make_app: Callable[..., SphinxTestApp], srcdir: Path, options: dict[str, Any]
    ) -> None:
        self._make_app = make_app
        self._options = options
        self.srcdir = srcdir
        self.app: SphinxTestApp

    @property
    def outdir(self) -> Path:
        """Where the builder wrote."""
        return self.app.outdir

    def write(self, files: Mapping[str, str | bytes | Path | None]) -> None:
        """Write files below the source folder, and remove those that are None.

        A path is what a symbolic link of that name leads to.
        """
        for name, text in files.items():
            path = self.srcdir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            elif isinstance(text, bytes):
                path.write_bytes(text)
            elif isinstance(text, Path):
                path.symlink_to(text)
            else:
                path.write_text(dedent(text).removeprefix('\n'), encoding='utf-8')

    def build(self, **options: Any) -> Site:
        """Build with a new application on the same folders, as a new process would."""
        self.app = self._make_app(srcdir=self.srcdir, **(self._options | options))
        self.app.build()
        return self

    def stand_by(self) -> Site:
        """Make an application that is ready for what is edited next, as the preview does."""
        self.app = self._make_app(srcdir=self.srcdir, **self._options)
        self.app.emit(STAND_BY)
        return self

    def build_again(self, changes: Mapping[str, str | bytes | Path | None], **options: Any) -> Site:
        """Change some files and build on what the build before has left."""
        self.write(changes)
        return self.build(**options)

    @property
    def warnings(self) -> list[Warned]:
        """What the last build warned of, in the order of the warnings."""
        found: list[Warned] = []
        for line in _COLOUR.sub('', self.app.warning.getvalue()).splitlines():
            match = _WARNING.match(line)
            if match is None:
                if line.strip():
                    file, number, message = found.pop() if found else ('', 0, '')
                    found.append(Warned(file, number, f'{message}\n{line}'))
                continue
            file = (match['file'] or '').removeprefix(f'{self.srcdir}{os.sep}')
            number = int(match['line'] or 0)
            found.append(Warned(file.replace(os.sep, '/'), number, line[match.end() :]))
        return found

    @property
    def graph(self) -> Graph:
        """The people, projects, topics and publications that were read."""
        domain = self.app.env.domains['folio']
        assert isinstance(domain, FolioDomain)
        return domain.graph

    def doctree(self, docname: str) -> nodes.document:
        """Return what was read of a page."""
        return self.app.env.get_doctree(docname)

    def resolved(self, docname: str) -> nodes.document:
        """Return what a writer is given of a page."""
        return self.app.env.get_and_resolve_doctree(docname, self.app.builder, tags=self.app.tags)

    def text(self, name: str) -> str:
        """Return a file that the builder wrote, as text."""
        return (self.outdir / name).read_text(encoding='utf-8')

    def html(self, docname: str) -> Any:
        """Return a page as a browser reads it."""
        return BeautifulSoup(self.text(f'{docname}.html'), 'html5lib')

    def main(self, docname: str) -> Any:
        """Return what stands on a page beside navigation."""
        return self.html(docname).find(attrs={'role': 'main'})

    def links(self, docname: str) -> set[str]:
        """Return the targets of all links that stand in the text of a page."""
        return {link['href'] for link in self.main(docname).select('a[href]:not(.headerlink)')}

    def search_index(self) -> dict[str, Any]:
        """Return what the search knows."""
        text = self.text('searchindex.js')
        index: dict[str, Any] = json.loads(text[text.index('(') + 1 : text.rindex(')')])
        return index

    def output(self) -> dict[str, bytes]:
        """Return every file that a reader gets, with its bytes."""
        return {
            path.relative_to(self.outdir).as_posix(): path.read_bytes()
            for path in sorted(self.outdir.rglob('*'))
            if path.is_file() and path.name != '.buildinfo' and '.doctrees' not in path.parts
        }

    def written(self) -> dict[str, int]:
        """Return when each page was last written."""
        return {
            path.relative_to(self.outdir).with_suffix('').as_posix(): path.stat().st_mtime_ns
            for path in self.outdir.rglob('*.html')
        }


def front(kind: str, /, **facts: Any) -> str:
    r"""Return a page of *kind* with *facts* in its front matter, titled by its name.

    >>> front('topic', name='A')
    '---\ntopic: {"name": "A"}\n---\n\n# A\n'
    """
    keys = {key.replace('_', '-'): value for key, value in facts.items()}
    shown = json.dumps(keys, ensure_ascii=False)
    return f'---\n{kind}: {shown}\n---\n\n# {facts.get("name", "Untitled")}\n'


def index_of(files: Iterable[str]) -> str:
    """Return a landing page with a table of contents of the other pages."""
    pages = [name.removesuffix('.md') for name in files if name.endswith('.md')]
    return '\n'.join(['# Site', '', '```{toctree}', ':hidden:', '', *sorted(pages), '```', ''])


class MakeSite(Protocol):
    """The fixture `make_site`."""

    def __call__(
        self,
        files: Mapping[str, str | bytes | Path],
        *,
        buildername: str = 'html',
        confoverrides: dict[str, Any] | None = None,
        parallel: int = 0,
        folder: str = 'site',
    ) -> Site:
        """Write *files* over a minimal site, and build it."""


class Built(NamedTuple):
    """What one build of the real site has made."""

    outdir: Path
    warnings: list[Warned]
    graph: Graph
    pages: dict[str, Any]


def dead_links(outdir: Path) -> list[str]:
    """Return every internal link of a built site that leads nowhere, with its page."""
    pages = {
        path: BeautifulSoup(path.read_text(encoding='utf-8'), 'html.parser')
        for path in outdir.rglob('*.*html')
        if '_static' not in path.parts and '_sources' not in path.parts
    }
    targets = {
        path: {'', 'top', *(node['id'] for node in page.select('[id]'))}
        for path, page in pages.items()
    }
    dead = []
    for path, page in pages.items():
        for node in page.select('[href], [src]'):
            url = str(node.get('href') or node.get('src') or '')
            parts = urlsplit(url)
            if parts.scheme or parts.netloc:
                continue
            folder = outdir if parts.path.startswith('/') else path.parent
            way = unquote(parts.path).lstrip('/')
            target = (folder / way).resolve() if parts.path else path
            target = target / 'index.html' if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.is_file() or (target in targets and anchor not in targets[target]):
                dead.append(f'{path.relative_to(outdir)}: {url}')
    return dead


def doubled_ids(outdir: Path, pages: str = '*.html') -> list[str]:
    """Return every id that stands twice on a page of a built site."""
    doubled = []
    for path in outdir.rglob(pages):
        page = BeautifulSoup(path.read_text(encoding='utf-8'), 'html.parser')
        counts = Counter(node['id'] for node in page.select('[id]'))
        doubled += [f'{path.relative_to(outdir)}: {name}' for name in counts if counts[name] > 1]
    return doubled
