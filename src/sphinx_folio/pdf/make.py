"""The command ``pdf``: Sphinx writes LaTeX files, and LaTeX makes PDFs of them."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sphinx_folio.util import CommandError

from .advice import without_tex
from .documents import MANIFEST, PORTFOLIO, Manifest, cv_name
from .freshness import remove_others
from .latexmk import PROGRAMS, typeset

#: The folders that the command writes, by the names of their options.
_FOLDERS = {
    'output': 'folder of the PDFs',
    'latex': 'folder of the LaTeX files',
    'doctrees': 'folder of what Sphinx has read',
}


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
    #: Let a warning of Sphinx be a failure.
    strict: bool = False


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command understands to its parser."""
    parser.add_argument(
        'names', nargs='*', type=_document_name, metavar='NAME',
        help=f'id of a person, or "{PORTFOLIO}" (default: all)',
    )  # fmt: skip
    defaults = Options()
    parser.add_argument(
        '--root', '--source', dest='source', type=Path, default=defaults.source, metavar='ROOT',
        help='folder of the site (default: this one)',
    )  # fmt: skip
    for name, what in _FOLDERS.items():
        where = f'{what} (default: {getattr(defaults, name)} of the site)'
        parser.add_argument(f'--{name}', type=Path, help=where)
    parser.add_argument(
        '-j', '--jobs', dest='workers', type=workers, default='auto', metavar='N',
        help='how many programs run side by side (default: auto, one for each processor)',
    )  # fmt: skip
    parser.add_argument(
        '--all', dest='again', action='store_true', help='make even what has not changed'
    )
    parser.add_argument(
        '--strict', action='store_true', help='end with the code 1 if there is a warning'
    )


def options_of(parsed: argparse.Namespace) -> Options:
    """Return the options as a parser with `add_options` has understood them."""
    said = {field: getattr(parsed, field) for field in Options._fields}
    for name in _FOLDERS:
        said[name] = said[name] or said['source'] / Options._field_defaults[name]
    return Options(**said | {'names': tuple(dict.fromkeys(said['names']))})


def _document_name(text: str) -> str:
    """Return the name of a document that may be given as the id of a person."""
    return text if text == PORTFOLIO or text.startswith(cv_name('')) else cv_name(text)


def workers(text: str) -> int:
    """Return how many programs may run at once, as the option of a command says it.

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
    :raises CommandError: if the site or TeX is missing, or Sphinx or the system refuses.
    """
    if not (options.source / 'conf.py').is_file():
        advice = 'go to the folder of the site, or use --root'
        raise CommandError(f"{options.source.resolve()} doesn't contain a conf.py file; {advice}")
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        raise CommandError(without_tex(missing))
    try:
        say(f'{options.latex}: Sphinx writes the LaTeX files')
        manifest, is_warned = _run_sphinx(options)
        remove_others(options.output, manifest.all)
        failures = typeset(
            manifest.written, options.latex, options.output,
            workers=options.workers, say=say, again=options.again, timeout=manifest.timeout,
        )  # fmt: skip
    except OSError as error:
        raise CommandError(str(error)) from error
    messages = [failure.message for failure in failures]
    if is_warned and options.strict:
        messages.append('Sphinx has warned of what it says above, which --strict does not take')
    return messages


def _run_sphinx(options: Options) -> tuple[Manifest, bool]:
    """Write the LaTeX files; return which documents they are of, and if Sphinx has warned.

    :raises CommandError: if Sphinx has not come to its end, or knows no document of a name;
        it has said why then.
    """
    from sphinx.cmd.build import build_main  # noqa: PLC0415  (nothing else here needs Sphinx)

    manifest = options.latex / MANIFEST
    manifest.unlink(missing_ok=True)
    chosen = ['-D', f'folio_pdfs={",".join(options.names)}'] if options.names else []
    sys.stdout.flush()
    is_whole = False
    try:
        code = build_main([
            '-q', '-b', 'folio-latex', '-n', '-W', '--keep-going', '-j', str(options.workers),
            '-d', str(options.doctrees), *chosen, str(options.source), str(options.latex),
        ])  # fmt: skip
        # with -W a build that has warned comes to its end all the same, and only its code says so
        is_unknown = manifest.is_file() and bool(Manifest.read(options.latex).unknown)
        is_whole = not code or is_unknown
    finally:
        if not is_whole:
            # Sphinx says nothing again about a page that it has read before:
            # with the doctrees kept, the next run would pass.
            shutil.rmtree(options.doctrees, ignore_errors=True)
    if is_unknown or not manifest.is_file():
        raise CommandError('no PDF is made, as Sphinx has stopped; it says above why')
    return Manifest.read(options.latex), bool(code)
