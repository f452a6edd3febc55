"""What an earlier build has written and this one would not: Sphinx leaves it where it is.

Only what an earlier build of ours is recorded to have written is removed, so that files of
others in the same folders stay.
"""

import itertools
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_folio.shared import files_below
from sphinx_folio.util import digest

from .record import BuildRecord

#: Folders that Sphinx fills again in every build, and when it writes every page.
STATIC_FOLDERS = ('_static',)
PAGE_FOLDERS = ('_sources', '_images', '_downloads')


def name_images(env: BuildEnvironment) -> None:
    """Name copies of images by their paths; Sphinx names them as they come along."""
    names: set[str] = set()
    for path in sorted(env.images):
        docnames, _name = env.images[path]
        stem, suffix = Path(path).stem, Path(path).suffix
        numbers = itertools.chain([''], map(str, itertools.count(1)))
        forms = (f'{stem}{number}{suffix}' for number in numbers)
        name = next(form for form in forms if form not in names)
        names.add(name)
        env.images[path] = (docnames, name)


def settings_fingerprint(app: Sphinx) -> str:
    """Return a fingerprint of the settings that make Sphinx write every page again."""
    build: Any = getattr(app.builder, 'build_info', None)
    return digest((build.config_hash, build.tags_hash)) if build else ''


def static_fingerprint(app: Sphinx) -> str:
    """Return a fingerprint of the names of the files that are copied beside the pages."""
    folders = (Path(app.confdir, name) for name in app.config.html_static_path)
    return digest([sorted(files_below(folder)) for folder in folders])


def copied_files(app: Sphinx) -> set[str]:
    """Return the files in the folders that Sphinx fills, by their paths in the output."""
    return {
        f'{folder}/{name}'
        for folder in (*STATIC_FOLDERS, *PAGE_FOLDERS)
        for name in files_below(app.outdir / folder)
    }


def remove_copies(app: Sphinx, copied: Iterable[str], folders: Container[str]) -> None:
    """Remove the copies that lie in some *folders*, before Sphinx fills them again."""
    for name in copied:
        if name.partition('/')[0] in folders:
            (app.outdir / name).unlink(missing_ok=True)


def remove_leftovers(app: Sphinx, before: BuildRecord, now: BuildRecord) -> None:
    """Remove the pages and files that are gone since the last build into this folder."""
    builder: Any = app.builder
    pages = before.pages.keys() - now.pages.keys()
    lists = {*before.lists, *before.made}.difference(now.lists, now.made)
    files = {*before.outputs, *before.assets}.difference(now.outputs, now.assets)
    if not (pages or lists or files):
        return
    kept = {builder.get_output_path(name) for name in (*now.pages, *now.lists, *now.made)}
    kept |= {app.outdir / name for name in (*now.outputs, *now.assets)}
    gone = [builder.get_output_path(name) for name in (*pages, *lists)]
    gone += [app.outdir / name for name in files]
    gone += [path for docname in pages for path in _sources_of(app, docname)]
    for path in gone:
        if path not in kept:
            _remove(app.outdir, path)


def _sources_of(app: Sphinx, docname: str) -> Iterable[Path]:
    """Return where the source of a page may have been copied to."""
    for suffix in app.config.source_suffix:
        for ending in {'', app.config.html_sourcelink_suffix}:
            yield app.outdir / '_sources' / f'{docname}{suffix}{ending}'


def _remove(outdir: Path, path: Path) -> None:
    """Remove a file, and the folders that it leaves empty."""
    if path.is_dir():
        return  # a page lies below what was a file
    with suppress(NotADirectoryError):  # it lay below what is a file now
        path.unlink(missing_ok=True)
    with suppress(OSError):  # the first folder that is not empty
        for folder in Path(path).parents:
            if folder == Path(outdir):
                break
            folder.rmdir()
