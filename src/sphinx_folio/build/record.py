"""What a build leaves for the next one into the same folder.

Sphinx stores its environment before it writes a page, so a build that is stopped would
leave one that knows more than the pages show. What is kept here is kept when all is
written, and a note tells of a build that has not come so far.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_folio import __version__
from sphinx_folio.util import digest, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx


class Written(NamedTuple):
    """What a finished build has written, and from what."""

    #: Version of Folio.
    version: str = __version__
    #: Stands for all that the pages were made of; the same one means the same pages.
    token: str = ''
    #: Digest of the settings that make Sphinx write every page again.
    look: str = ''
    #: Digest of the names of the files in ``html_static_path``.
    static: str = ''
    #: Digest of what each document shows of other pages.
    pages: dict[str, str] = {}  # noqa: RUF012  (never changed in place)
    #: Digest of each page of a long list.
    lists: dict[str, str] = {}  # noqa: RUF012  (as above)
    #: Digest of the entries that others inherit from, and of what each list holds.
    library: str = ''
    exports: dict[str, str] = {}  # noqa: RUF012  (as above)
    #: Digests of what the files of each person are made of, by the document.
    people: dict[str, str] = {}  # noqa: RUF012  (as above)
    #: Files beside the pages, below the folder of the website.
    files: list[str] = []  # noqa: RUF012  (as above)
    #: Pictures, downloads and extra files of the pages.
    assets: list[str] = []  # noqa: RUF012  (as above)
    #: Problems, told again while nothing has changed.
    problems: list[list[Any]] = []  # noqa: RUF012  (as above)
    #: Citation key, title, document and anchor of each publication.
    objects: list[list[str]] = []  # noqa: RUF012  (as above)


def recall(app: Sphinx) -> Written:
    """Return what the last finished build has left; nothing, if that cannot be used."""
    try:
        found = Written(**json.loads(_path(app).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Written()
    # "sphinx-build -E" asks for a build that relies on nothing from before
    is_usable = found.version == __version__ and not app.fresh_env_used
    return found if is_usable else _names_of(found)


def _names_of(found: Written) -> Written:
    """Return what there is in the folder, without what it is worth."""
    return Written(
        look=found.look,
        static=found.static,
        pages=dict.fromkeys(found.pages, ''),
        lists=dict.fromkeys(found.lists, ''),
        files=list(found.files),
        assets=list(found.assets),
    )


def keep(app: Sphinx, before: Written, written: Written) -> None:
    """Leave *written* for the next build, which finds this one finished.

    :param before: what this build has found.
    :raises OSError: if the file cannot be written.
    """
    if before != written:
        write_bytes(_path(app), json.dumps(written._asdict()).encode())
    _note_path(app).unlink(missing_ok=True)


def note_begun(app: Sphinx, docnames: Iterable[str]) -> None:
    """Note that a build is about to write *docnames*.

    :raises OSError: if the note cannot be written.
    """
    names = {*docnames, *unfinished(app)} if was_stopped(app) else {*docnames}
    write_bytes(_note_path(app), json.dumps(sorted(names)).encode())


def was_stopped(app: Sphinx) -> bool:
    """Tell whether the last build into this folder did not finish."""
    return _note_path(app).exists()


def unfinished(app: Sphinx) -> set[str]:
    """Return the documents that a stopped build may have left out, or left half written."""
    names: set[str] = set()
    note = _note_path(app)
    with suppress(OSError, ValueError):
        names |= set(json.loads(note.read_bytes()))
    builder: Any = app.builder
    if note.exists() and hasattr(builder, 'get_output_path'):
        begun = note.stat().st_mtime_ns
        for docname in app.env.found_docs:
            with suppress(OSError):
                if builder.get_output_path(docname).stat().st_mtime_ns >= begun:
                    names.add(docname)
    return names


def _path(app: Sphinx) -> Path:
    """Return the file of this output folder; builders may share their doctrees."""
    return app.doctreedir / f'folio-written-{digest(str(app.outdir))}.json'


def _note_path(app: Sphinx) -> Path:
    return _path(app).with_suffix('.begun')
