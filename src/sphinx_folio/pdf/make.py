"""The command ``pdf``: Sphinx writes LaTeX files, and LaTeX makes PDFs of them."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_folio.util import digest

from .advice import without_tex
from .freshness import PROGRAMS, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .latexmk import Document


#: What the builder leaves: the documents that it has written, and all that there are.
MANIFEST = 'documents.json'
STAMP = 'stamp.json'
_PORTFOLIO = 'portfolio'


class Options(NamedTuple):
    """What the command was told."""

    #: Documents to make, such as ``cv/ziren-wang``; all if there is none.
    names: tuple[str, ...] = ()
    source: Path = Path()
    #: Folder of the PDFs.
    output: Path = Path('_build/pdf')
    latex: Path = Path('_build/latex')
    doctrees: Path = Path('_build/doctrees')
    workers: int = 1
    #: Typeset what has not changed, too.
    again: bool = False


class Manifest(NamedTuple):
    """What the builder has written."""

    documents: list[Document]
    #: Names of all documents of the site.
    names: list[str]
    #: Files outside the folder of the site that it depends on.
    inputs: list[str]
    #: Names that were asked for in vain.
    unknown: list[str]


class PdfError(Exception):
    """No PDF can be made; the message says why."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command understands to its parser."""
    parser.add_argument(
        'names', nargs='*', metavar='NAME', help='id of a person, or "portfolio" (default: all)'
    )
    default = Options()
    folders = {
        'source': 'folder of the site',
        'output': 'folder of the PDFs',
        'latex': 'folder of the LaTeX files',
        'doctrees': 'folder of what Sphinx has read',
    }
    for name, what in folders.items():
        folder = getattr(default, name)
        parser.add_argument(
            f'--{name}', type=Path, default=folder, help=f'{what} (default: {folder})'
        )
    parser.add_argument(
        '-j', '--jobs', type=_workers, default='auto', metavar='N',
        help='how many programs run side by side (default: auto, one for each processor)',
    )  # fmt: skip
    parser.add_argument(
        '--all', dest='again', action='store_true', help='make even what has not changed'
    )


def options_of(parsed: argparse.Namespace) -> Options:
    """Return the options as a parser with `add_options` has understood them."""
    names = tuple(dict.fromkeys(map(_document_name, parsed.names)))
    return Options(
        names, parsed.source, parsed.output, parsed.latex, parsed.doctrees, parsed.jobs,
        parsed.again,
    )  # fmt: skip


def _document_name(name: str) -> str:
    """Return the name of a document that is given as the id of a person."""
    return name if name == _PORTFOLIO or name.startswith('cv/') else f'cv/{name}'


def _workers(text: str) -> int:
    """Return how many programs may run at once.

    :raises argparse.ArgumentTypeError: if *text* says nothing of the kind.
    """
    if text == 'auto':
        count = getattr(os, 'sched_getaffinity', None)
        return len(count(0)) if count else os.cpu_count() or 1
    if text.isdecimal() and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f'"{text}" is neither "auto" nor a number from 1')


def make_pdfs(options: Options, say: Callable[[str], None]) -> list[str]:
    """Make PDFs; return what is to be said of each document that has failed.

    :param say: is given what goes on, line by line.
    :raises PdfError: if TeX is missing, or Sphinx or the system refuses.
    """
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        raise PdfError(without_tex(missing))
    try:
        return _make(options, say)
    except OSError as error:
        raise PdfError(str(error)) from error


def _make(options: Options, say: Callable[[str], None]) -> list[str]:
    left_out = (options.output, options.latex, options.doctrees)
    folders = [os.path.realpath(folder) for folder in (options.source, *left_out)]
    stamp = Stamp(folders, options.source, left_out)
    stamp_file = options.latex / _stamp_name(options.names)
    if not options.again and _is_made(options, stamp, stamp_file):
        say(f'{options.output}: nothing has changed')
        return []
    stamp_file.unlink(missing_ok=True)
    (options.latex / MANIFEST).unlink(missing_ok=True)
    say(f'{options.latex}: Sphinx writes the LaTeX files')
    _run_sphinx(options)
    manifest = _manifest(options.latex / MANIFEST)
    _remove_stale(options.output, manifest.names)
    from .latexmk import typeset  # noqa: PLC0415  (a run without a change needs none of it)

    failures = typeset(
        manifest.documents, options.latex, options.output,
        workers=options.workers, say=say, again=options.again,
    )  # fmt: skip
    if not failures:
        made = [options.output / f'{document.name}.pdf' for document in manifest.documents]
        stamp.keep(stamp_file, manifest.inputs, made)
    return [failure.message for failure in failures]


def _stamp_name(names: tuple[str, ...]) -> str:
    """Return the name of the file that tells of the last run for these documents."""
    if not names:
        return STAMP
    return f'stamp-{digest(sorted(names))}.json'


def _is_made(options: Options, stamp: Stamp, stamp_file: Path) -> bool:
    """Tell whether the last run for these documents, or for all, has made what is asked for."""
    if stamp.is_kept(stamp_file):
        return True
    made = [options.output / f'{name}.pdf' for name in options.names]
    return all(path.is_file() for path in made) and stamp.is_kept(options.latex / STAMP)


def _run_sphinx(options: Options) -> None:
    """Write the LaTeX files.

    :raises PdfError: if Sphinx has not come to its end; it has told why then.
    """
    # Sphinx takes longer to import than all that may come before
    from sphinx.cmd.build import build_main  # noqa: PLC0415

    chosen = ['-D', f'folio_pdfs={",".join(options.names)}'] if options.names else []
    sys.stdout.flush()
    code = 1
    try:
        code = build_main([
            '-q', '-b', 'folio-latex', '-n', '-W', '--keep-going', '-j', str(options.workers),
            '-d', str(options.doctrees), *chosen, str(options.source), str(options.latex),
        ])  # fmt: skip
    finally:
        manifest = options.latex / MANIFEST
        if code and not (manifest.is_file() and _manifest(manifest).unknown):
            # Sphinx says nothing again about a page that it has read before:
            # with the doctrees kept, the next run would pass.
            shutil.rmtree(options.doctrees, ignore_errors=True)
    if code:
        raise PdfError('no PDF is made, as Sphinx has stopped; it says above why')


def _manifest(path: Path) -> Manifest:
    """Return what the builder has written.

    :raises PdfError: if the file is not what the builder writes.
    """
    from .latexmk import Document  # noqa: PLC0415  (as in _make)

    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding='utf-8'))
        documents = [Document(item['name'], item['tex']) for item in found['documents']]
        return Manifest(documents, found['all'], found['inputs'], found.get('unknown', []))
    except (ValueError, TypeError, KeyError) as error:
        raise PdfError(f'{path}: {error!r}; remove the file and try again') from error


def _remove_stale(output: Path, names: Iterable[str]) -> None:
    """Remove the PDFs of documents that the site does not have (any more)."""
    known = {output / f'{name}.pdf' for name in names}
    for path in (*output.glob(f'{_PORTFOLIO}.pdf'), *output.glob('cv/*.pdf')):
        if path not in known:
            path.unlink()
