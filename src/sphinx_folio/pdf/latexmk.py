"""Runs LaTeX: files that Sphinx has written become PDFs, side by side and only if changed."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sphinx_folio.util import write_atomic

from .advice import TexSource, explain, notes
from .documents import pdf_path, tex_path
from .freshness import Fingerprints, current_fingerprints
from .log import Log, read_log

if sys.platform == 'linux':
    import resource
from collections.abc import Callable, Generator, Iterator, Sequence

#: The programs that make a PDF, which must be on PATH.
PROGRAMS = ('xelatex', 'latexmk')
#: Folder for the runs, in the folder of the LaTeX files. Its name stays the same, as it is in
#: the id of each PDF.
WORK = '.work'
_INDEX_STYLE = 'python.ist'
#: Seconds that a document may take, if nobody says otherwise.
TIMEOUT = 300
#: Bytes of addresses that each program may ask for; XeLaTeX with fonts for Chinese takes an
#: eighth of that.
_MEMORY = 4 << 30
#: What TeX is told of the environment, in which a host may keep secrets: where programs, fonts
#: and files are, the language, the time; and what Windows cannot do without.
_KEPT = frozenset(
    {'PATH', 'HOME', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TMP', 'TEMP', 'SOURCE_DATE_EPOCH'}
    | {'TEXINPUTS', 'INDEXSTYLE', 'OSFONTDIR', 'FONTCONFIG_FILE', 'FONTCONFIG_PATH', 'PERL5LIB'}
    | {'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_DATA_DIRS'}
    | {'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'APPDATA'}
    | {'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES'}
)
_KEPT_STARTS = ('LC_', 'TEXMF', 'VARTEXFONTS', 'MIKTEX')
#: Wider lines than this, in points, can be seen.
_VISIBLE = 2


class Failure(NamedTuple):
    """A document that has no PDF now, and all that a reader needs to know about it."""

    name: str
    message: str


class _Run(NamedTuple):
    """What one run of latexmk has left."""

    code: int
    log: str
    printed: str
    seconds: float
    is_late: bool  #: It was not done in time, and was ended.


def typeset(
    names: Sequence[str],
    latex_dir: Path,
    pdf_dir: Path,
    *,
    workers: int,
    say: Callable[[str], None],
    again: bool = False,
    timeout: int = TIMEOUT,
) -> list[Failure]:
    """Make the PDFs of documents; return those that failed, and remove their older PDFs.

    :param names: which documents, such as ``cv/ziren-wang``.
    :param say: is given one line for each document, as soon as it is done, and notes.
    :param again: make even the PDFs of what has not changed.
    :param timeout: how many seconds a document may take.
    :raises OSError: if the folders cannot be written.
    """
    kept = Fingerprints(pdf_dir)
    fingerprints = current_fingerprints(names, latex_dir, _engine())
    made = frozenset() if again else kept.made()
    current = {name for name in made & {*names} if kept.by_name[name] == fingerprints[name]}
    changed = [name for name in names if name not in current]
    count = itertools.count(1)

    def report(name: str, outcome: str) -> None:
        say(f'[{next(count)}/{len(names)}] {name}: {outcome}')

    for name in sorted(current):
        report(name, 'not changed')
    # from here on, PDF and fingerprint may disagree if the machine stops
    kept.forget(changed)
    failures = []
    with closing(_run_all(changed, _Runner(latex_dir, timeout), workers)) as runs:
        for name, run in runs:
            log = read_log(run.log, run.printed)
            if problems := _problems(name, run, log, latex_dir, pdf_dir):
                report(name, f'failed, {run.seconds:.1f} s')
                failures.append(Failure(name, problems))
                continue
            pages = f'{log.pages} page{"" if log.pages == 1 else "s"}'
            report(name, f'{pages}, {run.seconds:.1f} s')
            if seen := [line for line in log.overfull if line.excess > _VISIBLE]:
                for line in notes(seen, TexSource.read(latex_dir / tex_path(name))):
                    say(f'  {line}')
            kept.keep(name, fingerprints[name])
    return sorted(failures)


def _problems(name: str, run: _Run, log: Log, latex_dir: Path, pdf_dir: Path) -> str:
    """Put the PDF of a run where it belongs; return an empty string, or else why there is none."""
    tex = latex_dir / tex_path(name)
    made = latex_dir / WORK / tex.stem / f'{tex.stem}.pdf'
    target = pdf_dir / pdf_path(name)
    kept_log = tex.with_suffix('.log')
    problems = explain(log, run.code, TexSource.read(tex))
    if run.is_late:
        problems = [_too_late(tex, run.seconds)]
    try:
        if not problems and not made.is_file():
            problems = ['latexmk was content, but it has made no PDF']
        if not problems:
            write_atomic(target, made.read_bytes())  # perhaps on another disk
            kept_log.unlink(missing_ok=True)
            return ''
        target.unlink(missing_ok=True)
        kept_log.write_text(f'{run.log}\n{run.printed}', encoding='utf-8')
        problems.append(f'the full log is {kept_log}')
    except OSError as error:
        problems.append(f'{error}; if a viewer shows the PDF, close it there')
    return '\n'.join([f'{name}: no PDF', *(f'  {line}' for line in problems)])


def _too_late(tex: Path, seconds: float) -> str:
    return (
        f'{tex}: LaTeX was not done after {seconds:.0f} s, and was ended; what it read last ends '
        'the log; if it is only slow, give it more time by folio_pdf_timeout in conf.py'
    )


def _run_all(names: Sequence[str], runner: '_Runner', workers: int) -> Generator[tuple[str, _Run]]:
    """Run LaTeX on documents, the longest first; yield each as soon as it is done.

    Whatever ends this before its time also ends all programs that it has started.
    """
    latex_dir = runner.latex_dir
    longest_first = sorted(names, key=lambda name: -(latex_dir / tex_path(name)).stat().st_size)
    shutil.rmtree(latex_dir / WORK, ignore_errors=True)
    pool = ThreadPoolExecutor(max(workers, 1))
    with _ended_politely():
        try:
            pending = {pool.submit(runner.run, name): name for name in longest_first}
            while pending:
                # without a timeout, Windows does not hear Ctrl+C
                for future in wait(pending, timeout=0.5, return_when=FIRST_COMPLETED).done:
                    yield pending.pop(future), future.result()
        finally:
            runner.stop()
            pool.shutdown(cancel_futures=True)
            shutil.rmtree(latex_dir / WORK, ignore_errors=True)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Let a signal that ends the program raise an exception, as Ctrl+C does."""

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ('SIGTERM', 'SIGHUP'):
            number = getattr(signal, name, None)
            # whoever ignores it (nohup) wants that
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Runner:
    """Runs latexmk, in many threads, and ends all runs at once if it has to."""

    def __init__(self, latex_dir: Path, timeout: int) -> None:
        self.latex_dir = latex_dir
        self._timeout = timeout
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_stopped = False

    def run(self, name: str) -> _Run:
        """Typeset one document in a folder of its own."""
        started = time.monotonic()
        tex = tex_path(name)
        stem = Path(tex).stem
        work = self.latex_dir / WORK / stem
        work.mkdir(parents=True)
        with suppress(FileNotFoundError):  # makeindex runs there, and reads nothing above it
            shutil.copyfile(self.latex_dir / _INDEX_STYLE, work / _INDEX_STYLE)
        with self._lock:
            if self._is_stopped:
                raise InterruptedError
            process = _start(tex, f'{WORK}/{stem}', self.latex_dir)
            self._running.add(process)
        is_late = False
        try:
            printed, _ = process.communicate(timeout=self._timeout)
        except subprocess.TimeoutExpired:
            is_late = True
            _kill(process)
            printed, _ = process.communicate()
        with self._lock:
            self._running.discard(process)
        log = work / f'{stem}.log'
        text = log.read_text(encoding='utf-8', errors='replace') if log.is_file() else ''
        seconds = time.monotonic() - started
        return _Run(process.returncode, text, printed.decode(errors='replace'), seconds, is_late)

    def stop(self) -> None:
        """End every run, and let none begin."""
        with self._lock:
            self._is_stopped = True
            for process in self._running:
                _kill(process)


def _start(tex: str, work: str, latex_dir: Path) -> subprocess.Popen[bytes]:
    """Start latexmk; *work* is from *latex_dir*, where pictures and styles are found."""
    command = [
        shutil.which('latexmk') or 'latexmk', '-norc', '-xelatex',
        '-interaction=nonstopmode', '-halt-on-error', '-file-line-error', '-no-shell-escape',
        f'-outdir={work}', f'-auxdir={work}',
    ]  # fmt: skip
    if (latex_dir / _INDEX_STYLE).is_file():
        command += ['-e', f'$makeindex=q(makeindex -s {_INDEX_STYLE} %O -o %D %S)']
    process = subprocess.Popen(  # noqa: S603  (names of our own builder)
        [*command, tex], env=_environment(), cwd=latex_dir,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        # a group of its own, to be ended whole: the first says so to POSIX, the other to Windows
        start_new_session=True, creationflags=getattr(subprocess, 'CREATE_NEW_PROCESS_GROUP', 0),
    )  # fmt: skip
    _limit_memory(process.pid)
    return process


def _limit_memory(pid: int) -> None:
    """Let a process, and what it starts, ask for so much memory and no more.

    Only Linux can limit a process that runs; to do it before the start is not safe in a
    program with threads.
    """
    if sys.platform == 'linux':
        with suppress(OSError, ValueError):  # it has ended, or may have even less
            resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _environment() -> dict[str, str]:
    """Return the environment of latexmk, which runs in the folder of the LaTeX files."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _KEPT or name.upper().startswith(_KEPT_STARTS)
    }
    environment = kept | {
        # documents read and write in their own folder only, and start no program; what
        # TeX finds by its search paths may be anywhere
        'openin_any': 'p',
        'openout_any': 'p',
        'shell_escape': 'f',
        'TEXINPUTS': _search_path('.', os.environ.get('TEXINPUTS', '')),
        'INDEXSTYLE': _search_path('.', os.environ.get('INDEXSTYLE', '')),
        # a log with broken lines cannot be read
        'max_print_line': '10000',
        'error_line': '254',
        'half_error_line': '238',
    }
    if 'SOURCE_DATE_EPOCH' in environment:
        environment['FORCE_SOURCE_DATE'] = '1'  # TeX itself has no clock of its own then
    return environment


def _search_path(*folders: str) -> str:
    """Return folders as TeX takes them; the empty one at the end stands for its own."""
    return os.pathsep.join([*filter(None, folders), ''])


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a run with all programs that it has started."""
    if process.poll() is not None:
        return
    if sys.platform == 'win32':
        command = ['taskkill', '/F', '/T', '/PID', str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (of Windows)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _engine() -> str:
    """Return the version of XeLaTeX."""
    command = [shutil.which('xelatex') or 'xelatex', '--version']
    told = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (from PATH)
    return told.stdout.decode(errors='replace').partition('\n')[0]
