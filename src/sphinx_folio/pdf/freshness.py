"""What is up to date: known from stamps and fingerprints, without Sphinx and without LaTeX."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import sysconfig
import time
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sphinx_folio.util import __version__, digest, digest_of_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: The folder of the extension, of which every PDF is made too.
PACKAGE = str(files('sphinx_folio'))


#: Settings from outside that a conf.py usually reads.
_VARIABLES = re.compile(r'SOURCE_DATE_EPOCH|READTHEDOCS.*|LANG|LANGUAGE|LC_.*|TZ|CI')
#: Folders that hold nothing that somebody wrote.
_NO_SOURCES = frozenset({'__pycache__', '_build', 'node_modules'})
#: How long after a change a file may be changed again without another time of change, in
#: nanoseconds; first where times are whole seconds (or two, as on a USB stick), then elsewhere.
_COARSE, _FINE = 2_000_000_000, 50_000_000
_FUTURE = 3600 * 10**9
#: The programs that make a PDF, which must be on PATH.
PROGRAMS = ('xelatex', 'latexmk')
#: Files that any LaTeX document may use.
_STYLES = ('.cls', '.ist', '.sty', '.xdy')
_INCLUDED = re.compile(
    rb'\\(?:sphinxincludegraphics|includegraphics|input)\*?\s*(?:\[[^\]]*\])?\s*'
    rb'\{((?:[^{}]|\{[^{}]*\})*)\}'
)
#: What LaTeX tries at the end of a name that it is told to include.
_SUFFIXES = ('', '.tex', '.pdf', '.png', '.jpg', '.jpeg', '.eps')


class Stamp:
    """All that a run depends on, as it was before the run began.

    Make it before anything is read: what is changed during the run then differs next time.

    :param arguments: what the command was told, as JSON.
    :param source: the folder of the site.
    :param left_out: folders below it that no page is made from.
    """

    def __init__(self, arguments: Any, source: Path, left_out: Iterable[Path]) -> None:
        self._started = time.time_ns()
        skipped = {os.path.realpath(path) for path in left_out}
        trees = {os.path.realpath(source), os.path.realpath(PACKAGE)}
        self._facts: dict[str, Any] = {
            'arguments': arguments,
            'files': {path: self._fact(path) for tree in trees for path in _files(tree, skipped)},
            'packages': _packages(),
            'programs': {path: _fact(path) for path in map(shutil.which, PROGRAMS) if path},
            'environment': {
                name: value for name, value in os.environ.items() if _VARIABLES.fullmatch(name)
            },
            # a page may say "today"
            'day': time.strftime('%Y-%m-%d'),
        }

    def is_kept(self, path: Path) -> bool:
        """Say whether nothing has changed since the run whose stamp is in *path*.

        Where that is in doubt, the answer is no.
        """
        try:
            kept = json.loads(path.read_text(encoding='utf-8'))
            inputs = {name: self._fact(name) for name in kept['inputs']}
            outputs = {name: _fact(name) for name in kept['outputs']}
        except (OSError, ValueError, TypeError, KeyError):
            return False
        now = {'facts': self._facts, 'inputs': inputs, 'outputs': outputs}
        facts = (*self._facts['files'].values(), *inputs.values(), *outputs.values())
        return bool(now == kept) and None not in facts

    def keep(self, path: Path, inputs: Iterable[str], outputs: Iterable[Path]) -> None:
        """Write the stamp of a run that has ended well.

        :param inputs: files that the run has read outside the folder of the site.
        :param outputs: files that it has made.
        :raises OSError: if the stamp cannot be written.
        """
        kept = {
            'facts': self._facts,
            'inputs': {name: self._fact(name) for name in inputs},
            'outputs': {str(name): _fact(name) for name in outputs},
        }
        write_json(path, kept)

    def _fact(self, path: str) -> list[int] | None:
        """Return size and time of change, or None if a change could go unseen.

        A file that changes twice within one tick of the clock has one time for both.
        """
        fact = _fact(path)
        if fact is None:
            return None
        age = self._started - fact[1]
        tick = _COARSE if fact[1] % 10**9 == 0 else _FINE
        # with a time far in the future, the clock was wrong, and a change will be seen
        return None if -_FUTURE < age < tick else fact


def _fact(path: str | Path) -> list[int] | None:
    """Return size and time of change of a file, or None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  (thousands of files)
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def _files(tree: str, skipped: set[str]) -> Iterator[str]:
    """Yield the files below a folder that a site may be made from.

    Links are followed, as Sphinx does, but no folder is read twice.
    """
    folders = [tree]
    seen = set(skipped)
    while folders:
        folder = folders.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        with os.scandir(folder) as entries:
            found = list(entries)
        if any(entry.name == 'pyvenv.cfg' for entry in found):
            continue
        for entry in found:
            if not entry.is_dir():
                yield entry.path
            elif not entry.name.startswith('.') and entry.name not in _NO_SOURCES:
                folders.append(entry.path)


def _packages() -> list[str]:
    """Return names and versions of what is installed, as the names of folders."""
    places = {sysconfig.get_path('purelib'), sysconfig.get_path('platlib')}
    found = [sys.version, __version__]
    for place in sorted(places):
        if os.path.isdir(place):  # noqa: PTH112  (as above)
            found += sorted(name for name in os.listdir(place) if name.endswith('.dist-info'))  # noqa: PTH208  (as above)
    return found


class Fingerprints:
    """Digests of what PDFs were made of, kept in a file; a damaged file holds none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.known: dict[str, str] = {}
        try:
            found = json.loads(path.read_text(encoding='utf-8'))
        except (OSError, ValueError):
            return
        if isinstance(found, dict):
            self.known = {str(name): str(value) for name, value in found.items()}

    def forget(self, names: Iterable[str]) -> None:
        """Drop fingerprints, in the file too."""
        for name in names:
            self.known.pop(name, None)
        write_json(self._path, self.known)

    def keep(self, name: str, fingerprint: str) -> None:
        """Add a fingerprint, in the file too."""
        self.known[name] = fingerprint
        write_json(self._path, self.known)


def fingerprints(texs: Iterable[str], latex_dir: Path, engine: str) -> dict[str, str]:
    """Return for each LaTeX file a digest of all that its PDF is made of.

    :param texs: names of the files, in *latex_dir*.
    :param engine: name and version of what reads them.
    :raises OSError: if one cannot be read.
    """
    common = [__version__, engine, os.environ.get('SOURCE_DATE_EPOCH', '')]
    for path in sorted(latex_dir.iterdir()):
        if path.suffix in _STYLES:
            common += path.name, _digest_of_file(path)
    digests: dict[str, str] = {}
    found = {}
    for tex in texs:
        source = (latex_dir / tex).read_bytes()
        parts = [*common, tex, digest_of_bytes(source)]
        for match in _INCLUDED.finditer(source):
            file = re.sub(r'[{}]', '', os.fsdecode(match[1]))
            if file not in digests:
                digests[file] = ' '.join(
                    _digest_of_file(latex_dir / f'{file}{end}') for end in _SUFFIXES
                )
            parts += file, digests[file]
        found[tex] = digest(parts)
    return found


def _digest_of_file(path: Path) -> str:
    """Return a digest of a file, or an empty string if there is none."""
    try:
        return digest_of_bytes(path.read_bytes())
    except (OSError, ValueError):  # LaTeX will say so, if it matters
        return ''


def write_json(path: Path, value: Any) -> None:
    """Write a file as a whole, so that no reader ever sees half of it.

    :raises OSError: if it cannot be written.
    """
    beside = path.with_name(f'.{path.name}')
    beside.write_text(json.dumps(value, indent=1, sort_keys=True), encoding='utf-8')
    beside.replace(path)
