"""The command line: ``python -m sphinx_folio check``, ``… pdf``, ``… new person "Jane Doe"``."""

import argparse
import gc
import io
import sys
from pathlib import Path
from typing import TextIO

from .pdf import add_options, make_pdfs, options_of
from .util import CommandError, safe_line


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code; what stops it is printed in one line."""
    options = _parser().parse_args(arguments)
    _show_every_script()
    try:
        return int(options.run(options))
    except CommandError as error:
        message, exit_code = str(error), error.exit_code
    except OSError as error:
        # of `check`, 1 says that the site has problems
        message, exit_code = str(error), 2 if options.run is _check else 1
    except KeyboardInterrupt:
        message, exit_code = 'interrupted', 130
    _print(f'{options.command}: {message}', sys.stderr)
    return exit_code


def _check(options: argparse.Namespace) -> int:
    gc.disable()  # what is read is kept to the end, so that looking for garbage finds none
    try:
        from .cli import check  # noqa: PLC0415  (it needs Sphinx, which takes long to import)

        wanted = {'fix': options.fix, 'verbose': options.verbose, 'show_all': options.all}
        outcome = check(Path(options.root), **wanted)
    finally:
        gc.enable()
    _print(outcome.text)
    return outcome.exit_code


def _new(options: argparse.Namespace) -> int:
    from .cli import write_page  # noqa: PLC0415  (as in _check)

    for path in write_page(options.kind, options.name, root=Path(options.root), page_id=options.id):
        _print(f'wrote {path}')
    return 0


def _pdf(options: argparse.Namespace) -> int:
    failures = make_pdfs(options_of(options), _print)
    for failure in failures:
        _print(failure, sys.stderr)
    return 1 if failures else 0


def _print(text: str, stream: TextIO | None = None) -> None:
    """Print lines that what stands in pages cannot make into something else."""
    print('\n'.join(map(safe_line, text.split('\n'))), file=stream, flush=True)


def _show_every_script() -> None:
    """Let no name stop a command on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors='replace')


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='python -m sphinx_folio', description=__doc__)
    commands = parser.add_subparsers(dest='command', required=True)
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument('--root', default='.', help='folder of the site (default: this one)')
    new = commands.add_parser('new', help='write the first version of a page', parents=[root])
    new.set_defaults(run=_new)
    new.add_argument('kind', help='person, project or topic')
    new.add_argument('name', help='as it is shown, in quotes')
    new.add_argument('--id', default='', help='file name and id; made from the name by default')
    checker = commands.add_parser(
        'check', help='tell whose papers are found, and what is wrong', parents=[root]
    )
    checker.set_defaults(run=_check)
    checker.add_argument('--fix', action='store_true', help='mend .bib files where that is safe')
    checker.add_argument('--verbose', action='store_true', help='name every paper')
    checker.add_argument('--all', action='store_true', help='cut no list, join no messages')
    maker = commands.add_parser('pdf', help='make the PDFs of the site, or some of them')
    maker.set_defaults(run=_pdf)
    add_options(maker)
    return parser


if __name__ == '__main__':
    sys.exit(main())
