"""What an earlier build has written and this one would not: Sphinx leaves it where it is."""

from __future__ import annotations

import itertools
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.environment import CONFIG_OK

from sphinx_folio.shared import _below, is_website
from sphinx_folio.util import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_folio.domains import FolioDomain

    from .record import Written


#: Folders that Sphinx fills again in every build, and when it writes every page.
_ASSETS = ('_static',)
_OF_PAGES = ('_sources', '_images', '_downloads')


def name_pictures(env: BuildEnvironment) -> None:
    """Name copies of pictures by their paths; Sphinx names them as they come along."""
    names: set[str] = set()
    for path in sorted(env.images):
        docnames, _name = env.images[path]
        stem, suffix = Path(path).stem, Path(path).suffix
        forms = itertools.chain([''], map(str, itertools.count(1)))
        name = next(
            f'{stem}{form}{suffix}' for form in forms if f'{stem}{form}{suffix}' not in names
        )
        names.add(name)
        env.images[path] = (docnames, name)


def look_of(app: Sphinx) -> str:
    """Return a digest of the settings that make Sphinx write every page again."""
    build: Any = getattr(app.builder, 'build_info', None)
    return digest((build.config_hash, build.tags_hash)) if build else ''


def static_files(app: Sphinx) -> str:
    """Return a digest of the names of the files that are copied beside the pages."""
    folders = (Path(app.confdir, name) for name in app.config.html_static_path)
    return digest([sorted(_below(folder)) for folder in folders])


def clear_assets(app: Sphinx, builder: Builder) -> None:
    """Empty the folders whose files may have gone, before Sphinx fills them again."""
    domain = cast('FolioDomain', app.env.domains['folio'])
    if not is_website(builder):
        return
    before, now = domain.before, domain.written
    folders: tuple[str, ...] = ()
    if domain.is_configured_anew or (before.look, before.static) != (now.look, now.static):
        folders += _ASSETS
    if before.look != now.look:
        folders += _OF_PAGES
    for name in folders:
        shutil.rmtree(app.outdir / name, ignore_errors=True)


def remove_leftovers(app: Sphinx, before: Written, now: Written) -> None:
    """Remove the pages and files that are gone since the last build into this folder."""
    builder: Any = app.builder
    kept = {builder.get_output_path(name) for name in (*now.pages, *now.lists)}
    made = {app.outdir / name for name in now.files}
    for name in before.pages.keys() - now.pages.keys():
        _remove_page(app, name, kept | made)
    for name in before.lists.keys() - now.lists.keys():
        if builder.get_output_path(name) not in kept | made:
            _remove(app.outdir, builder.get_output_path(name))
    for name in {*before.files, *before.assets}.difference(now.files, now.assets):
        if app.outdir / name not in kept:
            _remove(app.outdir, app.outdir / name)


def _remove_page(app: Sphinx, docname: str, kept: set[Path]) -> None:
    builder: Any = app.builder
    if builder.get_output_path(docname) not in kept:
        _remove(app.outdir, builder.get_output_path(docname))
    for suffix in app.config.source_suffix:
        for ending in {'', app.config.html_sourcelink_suffix}:
            _remove(app.outdir, app.outdir / '_sources' / f'{docname}{suffix}{ending}')


def _remove(outdir: Path, path: Path) -> None:
    """Remove a file, and the folders that it leaves empty."""
    path.unlink(missing_ok=True)
    with suppress(OSError):  # the first folder that is not empty
        for folder in Path(path).parents:
            if folder == Path(outdir):
                break
            folder.rmdir()


def note_configuration(app: Sphinx, env: BuildEnvironment, *_docnames: Any) -> list[str]:
    """Remember whether Sphinx reads all pages again for another configuration."""
    domain = cast('FolioDomain', env.domains['folio'])
    domain.is_configured_anew = env.config_status != CONFIG_OK
    return []


def setup_leftovers(app: Sphinx) -> None:
    """Clear what Sphinx is about to fill; the rest goes when the build has finished."""
    app.connect('env-get-outdated', note_configuration)
    app.connect('write-started', clear_assets)
