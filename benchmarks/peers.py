"""How long peers take for the same words: ``nox -s bench -- peers``.

MkDocs Material, Zensical and, where it is installed, Hugo get the pages of the floor (see
``community.py``), each paper written out wherever it is listed, as they know no bibliography.
They run as their manuals say, in the same run as Folio and the floor itself. Hugo has no
navigation and no search here, as that is up to its themes.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from community import COMMUNITIES, Community, floor_site, folio_site, write_site
from measuring import build, pages_of, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from measuring import Build

SIZES = (100, 300, 1000)
SETTINGS = """site_name: Community
theme:
  name: material
markdown_extensions:
  - attr_list
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
HUGO_SETTINGS = """baseURL = 'https://example.org/'
title = 'Community'
disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']
[markup.highlight]
codeFences = false
"""
HUGO_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Site.Title }}</title></head>
<body><nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Section }}</a> {{ end }}</nav>
<main>{{ .Content }}</main></body></html>
"""
_TABLE_OF_CONTENTS = re.compile(r'```\{toctree\}.*?```\n', re.DOTALL)
_LINK = re.compile(r'\]\(/')
_LINK_TO_PAGE = re.compile(r'\]\(/(?P<page>[^)]*?)(?:/?index)?\.md\)')
_INDEX = re.compile(r'\bindex\.md$')
_TAB = re.compile(r':::\{tab-item\} (?P<label>.*)')


class Measured(NamedTuple):
    """What a program took, and the bytes of HTML that it has made."""

    seconds: float
    cpu: float
    html: int


def peers_site(community: Community) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the same site for MkDocs Material and Zensical."""
    yield 'mkdocs.yml', SETTINGS
    for name, text in floor_site(community):
        if name.endswith('.md'):
            plain = _LINK.sub('](' + '../' * name.count('/'), _without_myst(text))
            yield f'docs/{name}', _with_tabs(plain)


def hugo_site(community: Community) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the same site for Hugo; tabs are headings."""
    yield 'config.toml', HUGO_SETTINGS
    for layout in ('index', '_default/single', '_default/list'):
        yield f'layouts/{layout}.html', HUGO_PAGE
    for name, text in floor_site(community):
        if name.endswith('.md'):
            plain = _LINK_TO_PAGE.sub(r'](/\g<page>/)', _without_myst(text))
            lines = (_TAB.sub(r'## \g<label>', line) for line in plain.splitlines())
            shown = '\n'.join(line for line in lines if not line.startswith(':::'))
            yield f'content/{_INDEX.sub("_index.md", name)}', shown + '\n'


def _without_myst(text: str) -> str:
    """Return a page of the floor without what only MyST knows, but for tabs."""
    return _TABLE_OF_CONTENTS.sub('', text).replace('{.no-search}\n', '')


def _with_tabs(text: str) -> str:
    """Return a page with tabs as MkDocs Material has them."""
    lines, indent = [], ''
    for line in text.splitlines():
        tab = _TAB.fullmatch(line)
        if tab:
            lines.append(f'=== "{tab["label"]}"')
            indent = '    '
        elif line.startswith(':::'):
            indent = ''
        else:
            lines.append(indent + line if line else '')
    return '\n'.join(lines) + '\n'


def run_peer(command: list[str], folder: Path) -> Build:
    """Measure one build from nothing by a peer.

    :raises SystemExit: if it fails, or makes no pages.
    """
    for made in ('site', '.cache', 'public'):
        shutil.rmtree(folder / made, ignore_errors=True)
    os.environ['NO_MKDOCS_2_WARNING'] = '1'
    quiet = subprocess.DEVNULL
    try:
        done = run(command, cwd=folder, stdout=quiet, stderr=quiet)
    except subprocess.CalledProcessError as error:
        sys.exit(str(error))
    if not list(folder.rglob('*.html')):
        sys.exit(f'{" ".join(command)}: no pages')
    return done


def measure(community: Community, folder: Path, turns: int) -> dict[str, Measured]:
    """Return the medians of all programs for a community."""
    sites: dict[str, Callable[[Community], Iterable[tuple[str, str]]]] = {
        'folio': folio_site,
        'floor': floor_site,
        'peers': peers_site,
        'hugo': hugo_site,
    }
    for name, pages in sites.items():
        write_site(folder / name, pages(community))
    runs: dict[str, list[Build]] = {}
    html: dict[str, int] = {}
    for turn in range(turns):
        for name, site, jobs in (
            ('floor -j 1', 'floor', 1),
            ('Folio -j 1', 'folio', 1),
            ('Folio -j 2', 'folio', 2),
        ):
            out = folder / f'out-{site}-{jobs}-{turn}'
            runs.setdefault(name, []).append(build(folder / site, out, jobs))
            html[name] = _bytes_in(out)
        for name, command in _peers():
            source = folder / ('hugo' if name == 'hugo' else 'peers')
            runs.setdefault(name, []).append(run_peer(command, source))
            html[name] = _bytes_in(source / ('public' if name == 'hugo' else 'site'))
    return {
        name: Measured(
            median(each.seconds for each in builds),
            median(each.cpu for each in builds),
            html[name],
        )
        for name, builds in runs.items()
    }


def _bytes_in(out: Path) -> int:
    return sum(path.stat().st_size for path in pages_of(out))


def _peers() -> Iterator[tuple[str, list[str]]]:
    """Yield name and command of each peer that is installed."""
    for name in ('mkdocs', 'zensical'):
        yield name, [sys.executable, '-m', name, 'build']
    if hugo := shutil.which('hugo'):
        yield 'hugo', [hugo, '--quiet']


def main() -> None:
    """Print a line for each program and size, for each community."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--sizes', type=int, nargs='+', default=SIZES)
    parser.add_argument('--community', choices=COMMUNITIES, nargs='+', default=COMMUNITIES)
    parser.add_argument('--turns', type=int, default=1, help='runs of each, of which the median')
    options = parser.parse_args()
    print(', '.join(f'{name} {version(name)}' for name in ('mkdocs-material', 'zensical')))
    for kind in options.community:
        found = []
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                community = Community(size, dense=kind == 'dense')
                found.append(measure(community, Path(folder), options.turns))
        sizes = ''.join(f'{f"N = {size:,}":>34}' for size in options.sizes)
        print(f'{kind:12}{sizes}\n{"":12}' + f'{"seconds":>14}{"CPU":>10}{"HTML":>10}' * len(found))
        for name in found[0]:
            cells = (
                f'{row[name].seconds:12.1f} s{row[name].cpu:8.1f} s{row[name].html / 1e6:7.1f} MB'
                for row in found
            )
            print(f'{name:12}' + ''.join(cells), flush=True)


if __name__ == '__main__':
    main()
