"""Photos, project pictures and previews of papers: checked, and copied with the site."""

import os
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_folio.domains import folio_domain
from sphinx_folio.gate import Gate, gate_of, is_url, picture_flaw, picture_size
from sphinx_folio.model import Preview, Problem, Publication, Subtype, of_entry
from sphinx_folio.util import did_you_mean, nearest

from .file_flaws import site_gate

_UPLOAD = '; upload the picture to this place, or correct the path'
#: Bytes of a picture that every reader of a list loads; photos of cameras have more.
_MOST_BYTES = 5_000_000
#: Where al-folio has the previews that its entries name.
_PREVIEWS = '/assets/img/publication_preview'
_SUFFIXES = frozenset({'.jpg', '.jpeg', '.png', '.webp', '.gif', '.svg'})


def find_picture(
    gate: Gate,
    docname: str,
    path: str,
    *,
    allowed: Collection[str] = (),
    beside: str = 'page',
) -> tuple[str, str]:
    """Return where a picture is, relative to the source folder, and why it cannot be shown.

    One of the two is empty.

    :param gate: decides which files may be read.
    :param path: the path as written, relative to the page, or from the source folder
        when it begins with a slash.
    :param allowed: the doors that are open, of ``folio_allow``: pictures that a browser runs, and
        those of any size.
    :param beside: what names it, for the message.
    """
    if is_url(path):
        return '', f'"{path}" is not part of the site; save the picture beside the {beside}'
    file = gate.place(posixpath.dirname(docname), path)
    try:
        if flaw := gate.refusal(file, path):
            return '', flaw
        if not file.is_file():
            return '', f'"{path}" does not exist{_nearest_file(file, path, beside)}'
        flaw = '' if 'active-files' in allowed else picture_flaw(file)
        if file.suffix.lower() not in _SUFFIXES:
            flaw = 'is no image; save it as JPEG, PNG, WebP or SVG'
        elif not flaw and 'large' not in allowed and (size := file.stat().st_size) > _MOST_BYTES:
            flaw = (
                f'has {size / 1e6:.1f} MB, which every reader would load; save it with about 800 '
                'pixels a side'
            )
    except (OSError, ValueError):  # no system has such a path
        return '', f'"{path}" does not exist{_UPLOAD}'
    if flaw:
        return '', f'"{path}" {flaw}'
    return file.resolve().relative_to(gate.root).as_posix(), ''


def _nearest_file(path: Path, written: str, beside: str) -> str:
    if not path.parent.is_dir():
        return f'; write the path from the {beside}, or from the site with a "/" before it'
    folder = posixpath.dirname(written)
    pictures = (file for file in path.parent.iterdir() if file.suffix.lower() in _SUFFIXES)
    paths = {
        file.name: posixpath.join(folder, file.name) for file in pictures if not picture_flaw(file)
    }
    if meant := nearest(path.name, paths):
        return did_you_mean(written, [paths[meant]], cutoff=0)
    return did_you_mean('', paths.values()) or _UPLOAD


def find_preview(srcdir: Path, allowed: Collection[str], file: str, path: str) -> Preview:
    """Return the picture that an entry of a ``.bib`` file names.

    :param allowed: the setting ``folio_allow``.
    :param file: the ``.bib`` file.
    :param path: the path as written, relative to that file, or from the source folder when
        it begins with a slash.
    """
    gate = gate_of(srcdir, allowed)
    here = os.path.relpath(file, srcdir).replace(os.sep, '/')
    found, flaw = find_picture(gate, here, path, allowed=allowed, beside='.bib file')
    if flaw and '/' not in path:
        there = f'{_PREVIEWS}/{path}'
        if find_picture(gate, here, there, allowed=allowed)[0]:
            flaw = f'"{path}" does not exist beside the .bib file; write preview = {{{there}}}'
    if flaw:
        return Preview('', flaw=flaw)
    return Preview(found, *picture_size(gate.root / found))


def find_previews(
    publications: Iterable[Publication], srcdir: Path, allowed: Collection[str]
) -> dict[str, Preview]:
    """Return the pictures that entries name, by their citation keys."""
    return {
        entry.key: find_preview(srcdir, allowed, entry.file, entry.preview)
        for entry in publications
        if entry.preview
    }


def preview_problems(
    publications: Mapping[str, Publication], previews: Mapping[str, Preview]
) -> Iterator[Problem]:
    """Yield a problem for each picture of an entry that cannot be shown."""
    for key, preview in previews.items():
        if preview.flaw:
            entry = publications[key]
            text = f': preview: {preview.flaw}'
            place, shared = (entry.file, entry.line_of('preview')), text.replace(entry.preview, '…')
            yield of_entry(Subtype.IMAGE, place, key, text, shared=shared)


def find_mended(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages to read again, as something else is now to be said of their picture.

    Sphinx would look at the time of a file alone, and not at the files beside it.
    """
    gate, allowed = site_gate(env), env.config.folio_allow
    pages = folio_domain(env).pages.looking_out()
    unfit = [(docname, facts.unfit_picture) for docname, facts in pages]
    return [
        docname
        for docname, picture in unfit
        if picture and find_picture(gate, docname, picture.path, allowed=allowed)[1] != picture.flaw
    ]
