"""How long peers take for the same words: ``nox -s bench -- peers``.

MkDocs Material and Zensical get the pages of the floor (see ``community.py``), each paper
written out wherever it is listed, as they know no bibliography. They run as their manuals
say, in the same run as Folio.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from community import Community, floor_site, folio_site, write_site
from measuring import build, pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_TABLE_OF_CONTENTS = re.compile(r'```\{toctree\}.*?```\n', re.DOTALL)
_LINK = re.compile(r'\]\(/')
_TAB = re.compile(r':::\{tab-item\} (?P<label>.*)')


def peers_site(community: Community) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the same site for MkDocs Material and Zensical."""
    yield 'mkdocs.yml', SETTINGS
    for name, text in floor_site(community):
        if name.endswith('.md'):
            yield f'docs/{name}', _translated(text, name)


def _translated(text: str, name: str) -> str:
    """Return a page of the floor without what only MyST knows; tabs stay tabs."""
    text = _TABLE_OF_CONTENTS.sub('', text).replace('{.no-search}\n', '')
    text = _LINK.sub('](' + '../' * name.count('/'), text)
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


def run(name: str, folder: Path) -> float:
    """Return the seconds of one build from nothing by a peer.

    :raises SystemExit: if it fails, or makes no pages.
    """
    shutil.rmtree(folder / 'site', ignore_errors=True)
    shutil.rmtree(folder / '.cache', ignore_errors=True)
    command = [sys.executable, '-m', name, 'build']
    silent = {**os.environ, 'NO_MKDOCS_2_WARNING': '1'}
    begin = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=silent, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - begin
    if done.returncode or not list((folder / 'site').rglob('*.html')):
        sys.exit(f'{name}: {done.stderr or done.stdout}')
    return seconds


def measure(size: int, folder: Path) -> dict[str, tuple[float, int]]:
    """Return seconds and bytes of HTML of each program for a community of *size* people."""
    community = Community(size)
    write_site(folder / 'folio', folio_site(community))
    write_site(folder / 'peers', peers_site(community))
    found = {}
    for jobs in (1, 2):
        out = folder / f'out-{jobs}'
        seconds = build(folder / 'folio', out, jobs).seconds
        found[f'Folio -j {jobs}'] = (seconds, _bytes(pages_of(out)))
    for name in ('mkdocs', 'zensical'):
        seconds = run(name, folder / 'peers')
        found[name] = (seconds, _bytes((folder / 'peers/site').rglob('*.html')))
    return found


def _bytes(pages: Iterator[Path] | list[Path]) -> int:
    return sum(path.stat().st_size for path in pages)


def main() -> None:
    """Print a line for each program and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--sizes', type=int, nargs='+', default=SIZES)
    sizes = parser.parse_args().sizes
    print(', '.join(f'{name} {version(name)}' for name in ('mkdocs-material', 'zensical')))
    print(f'{"people":14}' + ''.join(f'{size:>22,}' for size in sizes))
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found.append(measure(size, Path(folder)))
    for name in found[0]:
        cells = (f'{row[name][0]:8.1f} s {row[name][1] / 1e6:8.1f} MB' for row in found)
        print(f'{name:14}' + ' '.join(cells))


if __name__ == '__main__':
    main()
