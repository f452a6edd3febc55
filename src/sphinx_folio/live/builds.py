"""One build of the preview, in a process of its own that has made ready for it.

It makes the application, reads ``conf.py`` and loads the environment before it is told to
begin. What it needs for that may change before it begins; then it says so, and another
process takes its place. So each build is that of a process which has made no other, as
``sphinx-build`` makes it.
"""

import gc
import importlib
import os
import re
import signal
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import StringIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from jinja2 import FileSystemBytecodeCache
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import CONFIG_OK
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_folio.shared import STAND_BY

from .access import FileAccess, files_of_modules, newer_than

#: What each warning of Sphinx holds in its first line.
_WARNING = re.compile(r'\b(?:WARNING|ERROR|SEVERE|CRITICAL): ')
#: How far the process stands back for others, once an author can see the pages.
_WITHOUT_HASTE = 10


class Site(NamedTuple):
    """What is built, and how."""

    source: Path
    #: Where Sphinx writes, and what it keeps.
    work: Path
    doctrees: Path
    #: What templates are compiled to.
    templates: Path
    builder: str = 'html'
    jobs: int = 1
    is_nitpicky: bool = False


@dataclass(frozen=True)
class Stale:
    """The process cannot begin: what it has made ready is of what was there before."""

    #: Whether code has changed that the process which starts the others has loaded.
    is_code: bool


@dataclass(frozen=True)
class PagesWritten:
    """All pages with a source are written; what follows from them is still to come."""

    #: Files that are whole, below the folder that Sphinx writes into.
    names: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a build has ended."""

    #: Why it has not come to its end.
    failure: str = ''
    #: What it has warned of.
    warnings: tuple[str, ...] = ()
    #: Files outside the folders of the preview that it has written itself.
    written: tuple[str, ...] = ()
    #: Modules that it has loaded only when it had begun.
    imported: tuple[str, ...] = ()


class _Held(StringIO):
    """What an application says; nobody hears it before the build has begun."""

    def __init__(self) -> None:
        super().__init__()
        self._stream: TextIO | None = None

    def write(self, text: str) -> int:
        """Keep a text, and pass it on if that is asked for."""
        if self._stream:
            self._stream.write(text)
            self._stream.flush()
        return super().write(text)

    def speak(self, stream: TextIO, text: str) -> None:
        """Pass on to a stream what comes from now on, and something before it."""
        self._stream = stream
        stream.write(text)
        stream.flush()


def stand_by(site: Site, modules: Iterable[str], since: int, connection: Connection) -> None:
    """Make ready for a build, wait to be told to begin, and send what comes of it.

    It is told the files that have changed since the last build; nothing, if that does not
    matter as all of them may have.

    :param modules: what earlier builds have loaded while they were at work.
    :param since: the moment at which the code was loaded that this process began with.
    """
    if hasattr(os, 'setpgid'):
        os.setpgid(0, 0)  # to be ended together with what it starts
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    access = FileAccess()
    with patch_docutils(site.source), docutils_namespace(), suppress(EOFError):
        ready = _Ready(site, modules)
        if not connection.poll():  # nobody waits for it yet
            ready.foresee()
        files = files_of_modules()
        gc.freeze()  # what is there now is needed to the end
        changed = connection.recv()
        code = newer_than(since, files)
        if changed is not None and (code or access.changed() or not ready.knows(changed)):
            connection.send(Stale(is_code=bool(code)))
            return
        access.is_ready()
        loaded = set(sys.modules)
        outcome = ready.build(access, connection)
        imported = tuple(name for name in sys.modules if name not in loaded)
        connection.send(replace(outcome, imported=imported))


class _Ready:
    """An application that has not yet built, or why there is none."""

    def __init__(self, site: Site, modules: Iterable[str]) -> None:
        self._site = site
        self._progress, self._warnings = _Held(), _Held()
        self._app: Sphinx | None = None
        self._failure = ''
        self._known: frozenset[str] = frozenset()
        _put_back(site.doctrees)
        try:
            self._app = Sphinx(
                site.source, site.source, site.work, site.doctrees, site.builder,
                confoverrides={'nitpicky': True} if site.is_nitpicky else {},
                status=self._progress, warning=self._warnings, parallel=site.jobs,
            )  # fmt: skip
        except Exception as error:  # noqa: BLE001  (of conf.py and of any extension)
            self._failure = _explained(error, site.source)
            return
        templates = getattr(self._app.builder, 'templates', None)
        if isinstance(templates, BuiltinTemplateLoader):
            site.templates.mkdir(parents=True, exist_ok=True)
            templates.environment.bytecode_cache = FileSystemBytecodeCache(str(site.templates))
        for name in modules:
            with suppress(Exception):  # it is loaded when it is needed, or fails then
                importlib.import_module(name)
        self._known = _sources(self._app)

    def foresee(self) -> None:
        """Work out what a build needs if the saved pages state the same as before."""
        if self._app and not self._reads_all:
            with suppress(Exception):  # a build comes to the same, and tells of it
                self._app.emit(STAND_BY)

    @property
    def _reads_all(self) -> bool:
        """Whether all pages are read, which takes long."""
        app = self._app
        return app is not None and (app.fresh_env_used or app.env.config_status != CONFIG_OK)

    def knows(self, changed: Iterable[str]) -> bool:
        """Tell whether all that has changed are files that pages are read from, as before.

        What else there is may be looked at before a build begins, and be it whether it exists.
        """
        return all(name in self._known and Path(name).is_file() for name in changed)

    def build(self, access: FileAccess, connection: Connection) -> Outcome:
        """Build, and return what came of it; tell before when the pages are written."""
        app, site = self._app, self._site
        self._warnings.speak(sys.stderr, self._warnings.getvalue())
        if app is None:
            return Outcome(self._failure, _messages(self._warnings.getvalue()))
        if self._reads_all:
            self._progress.speak(sys.stdout, '')

        def tell(app: Sphinx) -> list[Any]:
            names = _below(site.work, access.written())
            connection.send(PagesWritten(tuple(names)))
            if hasattr(os, 'nice'):
                os.nice(_WITHOUT_HASTE)
            return []

        app.connect('html-collect-pages', tell, priority=0)
        failure = ''
        with _environment_kept(site.doctrees):
            try:
                app.build()
            except Exception as error:  # noqa: BLE001  (of any extension)
                failure = _explained(error, site.source)
                if not isinstance(error, SphinxError):
                    traceback.print_exception(error)
        own = (site.work, site.doctrees, site.templates)
        written = tuple(
            name for name in access.written() if not any(map(Path(name).is_relative_to, own))
        )
        return Outcome(failure, _messages(self._warnings.getvalue()), written)


def _sources(app: Sphinx) -> frozenset[str]:
    """Return the files that the pages were read from when they were read last."""
    env = app.env
    named = {*env.images, *env.dlfiles}
    files = {str(app.srcdir / name) for name in named.union(*env.dependencies.values())}
    return frozenset(files).union(str(env.doc2path(docname)) for docname in env.all_docs)


def _messages(text: str) -> tuple[str, ...]:
    """Return the warnings of a text; one may have several lines."""
    found: list[str] = []
    for line in filter(str.strip, strip_colors(text).splitlines()):
        if found and not _WARNING.search(line):
            found[-1] += f'\n{line}'
        else:
            found.append(line)
    return tuple(found)


def _below(folder: Path, paths: Iterable[str]) -> Iterator[str]:
    """Yield the files in a folder by their names there, with slashes."""
    for path in map(Path, paths):
        if path.is_relative_to(folder) and path.is_file():
            yield path.relative_to(folder).as_posix()


def _explained(error: Exception, source: Path) -> str:
    """Return what has failed and where, in a line, and in a second one what Sphinx says of it."""
    if isinstance(error, SphinxParallelError):
        return f'{error.category}: {error}\n{error.traceback}'
    cause = getattr(error, 'orig_exc', None) or error.__cause__ or error
    said = traceback.format_exception_only(cause)[-1].strip()
    if isinstance(cause, SyntaxError):
        place = f'{cause.filename}:{cause.lineno}: '
    else:
        frames = traceback.extract_tb(cause.__traceback__)
        own = [frame for frame in frames if Path(frame.filename).is_relative_to(source)]
        place = ''.join(f'{frame.filename}:{frame.lineno}: ' for frame in (own or frames)[-1:])
    if not isinstance(error, SphinxError):
        return f'{place}{said}'
    in_words = f'{error.category}: {str(error).partition(chr(10))[0]}'
    return f'{place}{said}\n{in_words}' if cause is not error else f'{error.category}: {error}'


# -- what a build that fails would take with it --------------------------------------------


@contextmanager
def _environment_kept(doctrees: Path) -> Iterator[None]:
    """Keep the environment of the last build that came to its end, until another one has.

    Sphinx removes it when a build fails, and would read every page again after that. Pages that
    such a build has read are newer than it knows, so that they are read again.
    """
    path, kept = doctrees / ENV_PICKLE_FILENAME, _kept(doctrees)
    if path.is_file():
        path.replace(kept)
    yield
    if path.is_file():
        kept.unlink(missing_ok=True)
    _put_back(doctrees)


def _put_back(doctrees: Path) -> None:
    """Let an environment stand that was kept from a build which has not come to its end."""
    with suppress(FileNotFoundError):
        _kept(doctrees).replace(doctrees / ENV_PICKLE_FILENAME)


def forget(site: Site) -> None:
    """Let the next build read and write all pages anew."""
    _kept(site.doctrees).unlink(missing_ok=True)
    (site.doctrees / ENV_PICKLE_FILENAME).unlink(missing_ok=True)


def _kept(doctrees: Path) -> Path:
    return (doctrees / ENV_PICKLE_FILENAME).with_suffix('.kept')
