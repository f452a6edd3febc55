"""The files of a source: which there are, what they say, and what became of each."""

import os
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from sphinx_folio.gate import MOST_OF_TEXT, Gate
from sphinx_folio.model import kebab

from .files import PICTURES, file_flaw
from .neutral import Asset, Origin
from .report import Report
from .samples import template_of

#: Folders that a program makes, and files of others.
_NOT_READ = frozenset({'_site', 'node_modules', 'vendor', '__pycache__', 'venv'})
_MOST_FILES = 50_000
_MOST_DEEP = 30
#: Where sources keep what their pages name; left off the path of a copy.
_ASSET_FOLDERS = re.compile(
    r'^(?:content/|(?:assets/|static/|public/)?(?:img|images?|pdf|pdfs|files?|media|uploads?)/)',
    re.IGNORECASE,
)


class SourceFiles:
    """The plain files of a source.

    :param root: its folder, or the one file that it is.
    """

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root.parent if root.is_file() else root
        self.report = report
        self._gate = Gate(self.root)
        self.paths = [root.name] if root.is_file() else self._walk()
        self._by_case = {path.casefold(): path for path in reversed(self.paths)}
        self._assets: dict[str, Asset] = {}
        self._targets: dict[str, str] = {}

    def _walk(self) -> list[str]:
        found: list[str] = []
        folders = ['']
        while folders:
            folder = folders.pop()
            with os.scandir(self.root / folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    path = f'{folder}/{entry.name}' if folder else entry.name
                    if entry.name.startswith('.') or entry.name in _NOT_READ or not _is_text(path):
                        continue
                    if entry.is_symlink():
                        self.skip(path, 'it is a symbolic link; put the file itself in its place')
                    elif entry.is_dir(follow_symlinks=False):
                        if path.count('/') < _MOST_DEEP:
                            folders.append(path)
                    elif entry.is_file(follow_symlinks=False) and len(found) < _MOST_FILES:
                        found.append(path)
        return sorted(found)

    def __contains__(self, path: str) -> bool:
        return path in self._by_case.values()

    def below(self, folder: str, *suffixes: str) -> list[str]:
        """Return the files in a folder and its folders, in their order."""
        return [
            path
            for path in self.paths
            if path.startswith(f'{folder}/') and (not suffixes or path.lower().endswith(suffixes))
        ]

    def find(self, path: str) -> str:
        """Return the file of a path, whatever the case of its letters; nothing, if there is none."""
        parts: list[str] = []
        for part in PurePosixPath(path).parts:
            if part == '..':
                if not parts:
                    return ''
                parts.pop()
            elif part not in {'.', '/'}:
                parts.append(part)
        return self._by_case.get('/'.join(parts).casefold(), '')

    def text(self, path: str) -> str:
        """Return what a file says, with plain line ends; it counts as imported from now on."""
        self.report.watch(path)
        place = self.root / path
        if flaw := self._gate.refusal(place, path, MOST_OF_TEXT):
            self.lose(path, flaw)
            return ''
        try:
            content = place.read_bytes()
        except OSError as error:
            self.lose(path, f'it cannot be read: {error.strerror}')
            return ''
        self.report.files.setdefault(path, 'imported')
        try:
            text = content.decode('utf-8-sig')
        except UnicodeDecodeError as error:
            line = content.count(b'\n', 0, error.start) + 1
            advice = 'it is no UTF-8, and was read as Latin-1; look at its accents'
            self.report.note('changed', Origin(path, line), 'encoding', path, advice)
            text = content.decode('latin-1')
        return text.replace('\r\n', '\n').replace('\r', '\n')

    def template_of(self, path: str) -> str:
        """Return the template that a file is an unchanged example of; nothing, if it is of none."""
        place = self.root / path
        try:
            if self._gate.refusal(place, path) or place.stat().st_size > MOST_OF_TEXT:
                return ''
            return template_of(place.read_bytes())
        except OSError:
            return ''

    def skip(self, path: str, why: str) -> None:
        """Report a file that is not imported, and need not be."""
        self.report.files[path] = 'skipped'
        self.report.note('skipped', Origin(path), 'file', path, why)

    def lose(self, path: str, why: str) -> None:
        """Report a file that could not be imported."""
        self.report.files[path] = 'lost'
        self.report.note('lost', Origin(path), 'file', path, why)

    def asset(self, path: str, origin: Origin, *, is_picture: bool = False) -> str:
        """Return where a file stands in the new site, from its top; nothing, if it may not.

        :param origin: what names it.
        :param is_picture: whether it must be one that a page can show.
        """
        if not (path := self.find(path)):
            return ''
        if path in self._assets:
            return self._assets[path].target
        place = self.root / path
        if flaw := file_flaw(self._gate, place, path, is_picture=is_picture):
            self.report.files[path] = 'lost'
            self.report.note('lost', origin, 'file', path, flaw)
            return ''
        asset = Asset(path, self._target(path), origin)
        self._assets[path] = asset
        self.report.files[path] = 'imported'
        return asset.target

    def leave(self, file: str) -> None:
        """Leave behind what only a file names that is left out after all."""
        for path, asset in [*self._assets.items()]:
            if asset.origin.file == file:
                del self._assets[path], self.report.files[path]

    def _target(self, path: str) -> str:
        suffix = PurePosixPath(path).suffix.lower()
        folder = 'images' if suffix in PICTURES else 'files'
        for name in (_ASSET_FOLDERS.sub('', path), path, f'{path}-2'):
            parts = [_safe_part(part) for part in name.split('/')]
            target = '/'.join((folder, *filter(None, parts)))
            if self._targets.setdefault(target.casefold(), path) == path:
                return target
        number = 3
        while self._targets.setdefault(f'{folder}/{number}{suffix}', path) != path:
            number += 1
        return f'{folder}/{number}{suffix}'

    @property
    def assets(self) -> list[Asset]:
        """What comes along, in the order of its paths."""
        return sorted(self._assets.values(), key=lambda asset: asset.target)

    def finish(self, machinery: re.Pattern[str]) -> None:
        """Say of each file that nobody asked for that it stays behind.

        :param machinery: which files make the source's theme work, and hold nothing of its own.
        """
        for path in self.paths:
            if path in self.report.files:
                continue
            if machinery.match(path):
                self.report.files[path] = 'skipped'  # its name in the list of files says enough
            else:
                name = self.template_of(path)
                of_template = f'it is an example of the template {name}' if name else ''
                why = 'no page that was read names it; copy it if you need it'
                self.skip(path, of_template or why)


def _is_text(path: str) -> bool:
    """Tell whether the name of a file can stand in a report and in a site."""
    return path.isprintable() and not any('\ud800' <= sign <= '\udfff' for sign in path)


def _safe_part(name: str) -> str:
    """Return the name of a file or a folder as every server and every link takes it."""
    stem, dot, suffix = unquote(name).rpartition('.')
    if not dot:
        return kebab(suffix) if not re.fullmatch(r'[\w-]+', suffix, re.ASCII) else suffix.strip('_')
    if not re.fullmatch(r'[\w.-]+', stem, re.ASCII):
        stem = kebab(stem) or 'file'
    return f'{stem.strip("_.") or "file"}.{re.sub("[^a-zA-Z0-9]", "", suffix)}'
