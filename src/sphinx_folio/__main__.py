"""The command line: ``sphinx-folio init lab``, ``… new person "Jane Doe"``, ``… check``, ``… pdf``.

What a command needs is imported when it runs, for Sphinx alone takes longer than an answer may.
"""

import argparse
import gc
import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TextIO

from .util import CommandError, __version__, did_you_mean, message_line, missing_extra, safe_line

PROGRAM = 'sphinx-folio'
#: Words that other programs of the kind understand, and what does the same here.
_ELSEWHERE = {
    **dict.fromkeys(
        ('build', 'html', 'make'),
        'the website is built by: sphinx-build -n -W --keep-going . _build/html',
    ),
    'open': 'open _build/html/index.html in a browser, for no server is needed',
    **dict.fromkeys(
        ('autobuild', 'dev', 'preview', 'serve', 'start', 'watch'),
        'a site is shown while you write by: sphinx-folio live',
    ),
}


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what it does not understand."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, message_line(f'{self.prog}: {message} ({self.prog} --help)') + '\n')


class _Command(NamedTuple):
    """One command: how it is called, what it does, what it understands, and how it is run."""

    usage: str
    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code; what stops it is printed in one line."""
    _show_every_script()
    words = _command_first(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] not in COMMANDS:
        return _answer_without_command(words)
    name, command = words[0], COMMANDS[words[0]]
    parser = _Parser(prog=f'{PROGRAM} {name}', description=f'{command.help}.', allow_abbrev=False)
    command.add_options(parser)
    options, others = parser.parse_known_args(words[1:])
    if others:
        known = re.findall(r'--[a-z]+(?:-[a-z]+)*', parser.format_usage())
        hint = did_you_mean(others[0], known) if others[0].startswith('-') else ''
        parser.error(f'"{others[0]}" is more than it understands{hint}')
    try:
        return command.run(options)
    except CommandError as error:
        message, exit_code = str(error), error.exit_code
    except OSError as error:
        # of `check`, 1 says that the site has problems
        message, exit_code = str(error), 2 if name == 'check' else 1
    except KeyboardInterrupt:
        message, exit_code = 'interrupted', 130
    _print(f'{name}: {message}', sys.stderr)
    return exit_code


def _command_first(words: list[str]) -> list[str]:
    """Return the words with the command before the options that stand before it.

    A word behind an option may be its value, so another one is taken if there is one.
    """
    places = [number for number, word in enumerate(words) if word in COMMANDS]
    sure = [number for number in places if not number or not words[number - 1].startswith('-')]
    for place in (*sure, *places):
        return [words[place], *words[:place], *words[place + 1 :]]
    return words


def _answer_without_command(words: list[str]) -> int:
    """Print the version or the help, or say which command was meant."""
    rows = [(command.usage, command.help) for command in COMMANDS.values()]
    width = max(len(usage) for usage, _help in rows)
    listed = '\n'.join(f'  {usage:{width}}  {help_}' for usage, help_ in rows)
    parser = _Parser(
        prog=PROGRAM,
        usage=f'{PROGRAM} COMMAND [OPTIONS]',
        description=f'Portfolios of researchers as Markdown pages.\n\ncommands:\n{listed}',
        epilog=(
            f'{PROGRAM} COMMAND --help tells the options of a command.\n'
            'The website itself is built by: sphinx-build -n -W --keep-going . _build/html'
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument('--version', action='version', version=f'{PROGRAM} {__version__}')
    _options, others = parser.parse_known_args(words)
    if others == ['help']:
        parser.print_help()
        return 0
    if others and others[0].startswith('-'):
        parser.error(f'name a command before "{others[0]}"{did_you_mean("", COMMANDS)}')
    elif others:
        elsewhere = _ELSEWHERE.get(others[0])
        hint = f'; {elsewhere}' if elsewhere else did_you_mean(others[0], COMMANDS)
        parser.error(f'"{others[0]}" is no command{hint}')
    parser.print_help()
    return 2


def _add_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument('--root', default='.', help='folder of the site (default: this one)')


def _add_init_options(parser: argparse.ArgumentParser) -> None:
    where = 'folder of the new site, such as lab; a dot means this one'
    parser.add_argument('folder', type=_folder, metavar='DIR', help=where)
    parser.add_argument('--kind', help='group or person (default: group)')
    parser.add_argument('--name', help='of the group or the person, in quotes')
    parser.add_argument(
        '--host', help='pages (of GitHub), readthedocs, both or none (default: pages)'
    )
    parser.add_argument('--repository', metavar='OWNER/NAME', help='where it will be on GitHub')
    parser.add_argument('--domain', help='of your own, such as lab.example.org')
    parser.add_argument('--language', default='en', help='such as en or zh_CN (default: en)')
    parser.add_argument(
        '--from', dest='source', action='append', type=_folder, default=[], metavar='SOURCE',
        help='what you have: begin with that in the place of the example (see import --help)',
    )  # fmt: skip


def _folder(text: str) -> Path:
    if not text:  # Python would take it for this one
        raise argparse.ArgumentTypeError('write the name of a folder, such as lab')
    return Path(text)


def _init(options: argparse.Namespace) -> int:
    # it needs Sphinx, which takes long
    from .cli import Progress, SiteOptions, begin_from, write_site  # noqa: PLC0415

    wanted = SiteOptions(**{name: getattr(options, name) for name in SiteOptions._fields})
    if options.source:
        with Progress(sys.stderr) as progress:
            outcome = begin_from(options.source, options.folder, wanted, progress)
        _print(outcome.text)
        return outcome.exit_code
    ask = input if sys.stdin.isatty() and sys.stdout.isatty() else None
    _print(write_site(options.folder, wanted, ask=ask))
    return 0


def _add_import_options(parser: argparse.ArgumentParser) -> None:
    what = 'a folder or a file, such as ../old-site, resume.json or cv.yaml; or several'
    parser.add_argument('source', nargs='+', type=_folder, metavar='SOURCE', help=what)
    where = 'folder of a site, or of a new one (default: this one)'
    parser.add_argument('--into', type=_folder, default=Path(), metavar='DIR', help=where)
    kind = 'what the sources are, where that is not seen, such as json-resume'
    parser.add_argument('--as', dest='kind', default='', metavar='KIND', help=kind)
    whose = 'id of the person whose the source is'
    parser.add_argument('--person', default='', metavar='ID', help=whose)
    team = (
        'a page of the source that tells of several people: make a page of each; or several times'
    )
    parser.add_argument('--people-from', action='append', default=[], metavar='FILE', help=team)
    samples = 'take the examples of a template too'
    parser.add_argument('--keep-samples', action='store_true', help=samples)
    parser.add_argument('--dry-run', action='store_true', help='write nothing, and tell what would')


def _import(options: argparse.Namespace) -> int:
    from .cli import ImportOptions, Progress, import_sources  # noqa: PLC0415  (as in _init)

    wanted = ImportOptions(**{name: getattr(options, name) for name in ImportOptions._fields})
    with Progress(sys.stderr) as progress:
        outcome = import_sources(options.source, options.into, wanted, progress=progress)
    _print(outcome.text)
    return outcome.exit_code


def _add_new_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        'kind', help='person, project or topic; or a kind of entries, such as news, talk, course'
    )
    parser.add_argument('name', help='as it is shown, in quotes')
    parser.add_argument('--id', default='', help='file name and id; made from the name by default')
    _add_root(parser)


def _new(options: argparse.Namespace) -> int:
    from .cli import write_page  # noqa: PLC0415  (as in _init)

    for path in write_page(options.kind, options.name, root=Path(options.root), page_id=options.id):
        _print(f'wrote {path}')
    return 0


def _add_check_options(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()  # the changes of --fix are told as text
    form.add_argument('--fix', action='store_true', help='mend .bib files where that is safe')
    chosen: dict[str, Any] = {'action': 'store_const', 'dest': 'form', 'default': 'text'}
    form.add_argument('--json', const='json', help='write JSON, for programs', **chosen)
    form.add_argument('--github', const='github', help='annotate lines on GitHub', **chosen)
    parser.add_argument('--verbose', action='store_true', help='name every paper')
    parser.add_argument('--all', action='store_true', help='cut no list, join no messages')
    _add_root(parser)


def _check(options: argparse.Namespace) -> int:
    gc.disable()  # what is read is kept to the end, so that looking for garbage finds none
    try:
        from .cli import check  # noqa: PLC0415  (as in _init)

        wanted = {'fix': options.fix, 'verbose': options.verbose, 'show_all': options.all}
        outcome = check(Path(options.root), form=options.form, **wanted)
    finally:
        gc.enable()
    if options.form == 'text':
        _print(outcome.text)
    else:  # each sign of theirs is as it must be
        print(outcome.text, flush=True)
    return outcome.exit_code


def _add_live_options(parser: argparse.ArgumentParser) -> None:
    from .pdf import workers  # noqa: PLC0415  (other commands need nothing of it)

    where = 'folder of the site (default: this one)'
    parser.add_argument(
        'source', nargs='?', type=_folder, default=Path(), metavar='FOLDER', help=where
    )
    parser.add_argument(
        '--port', type=_port, default=8000, help='0 finds a free one (default: 8000)'
    )
    host = 'address to answer at; 0.0.0.0 lets all machines around ask (default: 127.0.0.1)'
    parser.add_argument('--host', default='127.0.0.1', help=host)
    opens = 'open the page of the site, once it is there'
    parser.add_argument(
        '--open-browser', action=argparse.BooleanOptionalAction, default=False, help=opens
    )
    out = 'folder to write into (default: _build/live of the site)'
    parser.add_argument('--out', type=_folder, metavar='DIR', help=out)
    watch = 'folder outside the site whose changes count; may be given again'
    parser.add_argument(
        '--watch', type=_folder, action='append', default=[], metavar='DIR', help=watch
    )
    parser.add_argument(
        '-b', '--builder', choices=('html', 'dirhtml'), default='html', help='(default: html)'
    )
    jobs = 'how many processes read and write pages (default: auto, one for each processor)'
    parser.add_argument('-j', '--jobs', type=workers, default='auto', metavar='N', help=jobs)
    nitpicky = 'warn of every name that is not found, as sphinx-build -n does'
    parser.add_argument('-n', '--nitpicky', action='store_true', help=nitpicky)


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f'"{text}" is no number from 0 to 65535')


def _live(options: argparse.Namespace) -> int:
    try:
        from .live import LiveOptions, serve  # noqa: PLC0415  (as in _init)
    except ModuleNotFoundError as error:
        raise missing_extra('live', error) from error
    wanted = {name: getattr(options, name) for name in LiveOptions._fields}
    serve(LiveOptions(**wanted | {'watch': tuple(options.watch)}), _print)
    return 0


def _add_schema_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument('kind', nargs='?', default='', help='of what stands under its key alone')
    where = 'write it into the site, or all of them into a folder'
    parser.add_argument('--write', nargs='?', const='', metavar='DIR', help=where)
    _add_root(parser)


def _schema(options: argparse.Namespace) -> int:
    from .cli import schema_text, write_schemas  # noqa: PLC0415  (as in _init)

    if options.write is None:
        _print(schema_text(options.kind, Path(options.root)).rstrip())
        return 0
    for path in write_schemas(Path(options.root), options.write):
        _print(f'wrote {path}')
    return 0


def _add_pdf_options(parser: argparse.ArgumentParser) -> None:
    from .pdf import add_options  # noqa: PLC0415  (other commands need nothing of it)

    add_options(parser)


def _pdf(options: argparse.Namespace) -> int:
    from .pdf import make_pdfs, options_of  # noqa: PLC0415  (as in _add_pdf_options)

    failures = make_pdfs(options_of(options), _print)
    for failure in failures:
        _print(failure, sys.stderr)
    return 1 if failures else 0


COMMANDS = {
    'init': _Command(
        'init DIR', 'Write a site that builds at once: of a group, or your own',
        _add_init_options, _init,
    ),
    'import': _Command(
        'import SOURCE ...', 'Bring the site, the CV or the references that you have',
        _add_import_options, _import,
    ),
    'new': _Command(
        'new KIND NAME', 'Write the first version of a page: a person, a talk, …',
        _add_new_options, _new,
    ),
    'check': _Command(
        'check', 'Tell whose papers are found, and what is wrong; --fix mends',
        _add_check_options, _check,
    ),
    'pdf': _Command(
        'pdf [NAME ...]', 'Make the CVs and the portfolio as PDFs, or some of them',
        _add_pdf_options, _pdf,
    ),
    'live': _Command(
        'live [FOLDER]', 'Show the site in a browser, built again whenever you save',
        _add_live_options, _live,
    ),
    'schema': _Command(
        'schema [KIND]', 'Print the JSON Schema of front matter; --write keeps it',
        _add_schema_options, _schema,
    ),
}  # fmt: skip


def _print(text: str, stream: TextIO | None = None) -> None:
    """Print lines that what stands in pages cannot make into something else."""
    print('\n'.join(map(safe_line, text.split('\n'))), file=stream, flush=True)


def _show_every_script() -> None:
    """Let no name stop a command on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors='replace')


if __name__ == '__main__':
    sys.exit(main())
