"""The command line: ``python -m sphinx_folio new person "Jane Doe"``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .model import PAGE_KINDS
from .scaffold import ScaffoldError, write_page


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        page = write_page(options.kind, options.name, root=Path(options.root), page_id=options.id)
    except ScaffoldError as error:
        print(f'new: {error}', file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f'new: {error}', file=sys.stderr)
        return 1
    print(f'wrote {page.path}')
    print(page.listed)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='python -m sphinx_folio', description=__doc__)
    commands = parser.add_subparsers(dest='command', required=True)
    new = commands.add_parser('new', help='write the first version of a page')
    new.add_argument('kind', choices=PAGE_KINDS)
    new.add_argument('name', help='as it is shown, in quotes')
    new.add_argument('--id', default='', help='file name and id; made from the name by default')
    new.add_argument('--root', default='.', help='folder of the site (default: this one)')
    return parser


if __name__ == '__main__':
    sys.exit(main())
