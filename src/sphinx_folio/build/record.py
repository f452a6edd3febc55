"""What a build leaves for the next one into the same folder, and whether one is under way.

Sphinx stores its environment before it writes a page, so a build that is stopped would
leave one that knows more than the pages show. The record is kept when all is written. Beside
it lie what only some builds ask for, and, until a build has come so far, the names of the
documents that it writes.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from sphinx_folio.model import Problem
from sphinx_folio.util import __version__, digest, digest_of_bytes, write_atomic


@dataclass(frozen=True, kw_only=True)
class BuildRecord:
    """What a finished build has written, and from what; plain data."""

    version: str = __version__
    #: Fingerprint of all that pages are made of but their own texts; the same one means
    #: the same pages.
    site: str = ''
    #: The same of all that the files beside the pages are made of.
    beside: str = ''
    #: Digest of what the build knew of each object and page, which lies beside the record.
    known: str = ''
    #: Fingerprint of the settings that make Sphinx write every page again.
    settings: str = ''
    #: Fingerprint of the names of the files in ``html_static_path``.
    static: str = ''
    #: When the newest template was changed.
    templates: float = 0
    #: Fingerprint of what each document shows of other pages.
    pages: dict[str, str] = field(default_factory=dict)
    #: The same of each page without a source: of a long list, of a publication.
    lists: dict[str, str] = field(default_factory=dict)
    #: Fingerprint of what handlers of the site's own let each document show.
    told: dict[str, str] = field(default_factory=dict)
    #: The same of each file beside the pages, by its path in the output folder.
    outputs: dict[str, str] = field(default_factory=dict)
    #: The files that some of them are copies of, by the same path.
    sources: dict[str, str] = field(default_factory=dict)
    #: The pages that Sphinx has made of its own, such as its indices.
    made: list[str] = field(default_factory=list)
    #: Images, downloads and extra files of the pages.
    assets: list[str] = field(default_factory=list)
    #: Files in Sphinx's own folders that Sphinx has written there.
    copied: list[str] = field(default_factory=list)
    #: The pictures that entries name, each with the ``.bib`` file that does.
    previews: list[list[str]] = field(default_factory=list)
    #: What each page that Sphinx has written cannot load, as directives with addresses.
    blocked: dict[str, list[list[str]]] = field(default_factory=dict)
    #: Problems, reported again while nothing has changed.
    problems: list[list[Any]] = field(default_factory=list)
    #: Label of each publication that is cited.
    labels: dict[str, str] = field(default_factory=dict)

    def without_worth(self) -> 'BuildRecord':
        """Return what there is in the folder, without what it was made of."""
        return BuildRecord(
            settings=self.settings,
            static=self.static,
            pages=dict.fromkeys(self.pages, ''),
            told=dict.fromkeys(self.told, ''),
            lists=dict.fromkeys(self.lists, ''),
            made=self.made,
            outputs=dict.fromkeys(self.outputs, ''),
            assets=self.assets,
            copied=self.copied,
        )


class RecordFile:
    """The file of an output folder's record; builders may share their doctrees.

    :param app: the application whose build it is.
    """

    def __init__(self, app: Sphinx) -> None:
        self._path: Path = app.doctreedir / f'folio-build-{digest(str(app.outdir))}.json'
        self._known = self._path.with_suffix('.known')
        self._begun = self._path.with_suffix('.begun')
        self._unwritable = self._path.with_suffix('.unwritable')
        #: The documents of the build before, if it did not finish.
        self._left = self._read_left()
        self._stored = self._recall()
        #: What the last finished build has left; nothing, if that cannot be used.
        self.record = self._stored
        if app.fresh_env_used:
            # "sphinx-build -E" asks for a build that relies on nothing from before
            self.record = self._stored.without_worth()

    def _read_left(self) -> list[str] | None:
        try:
            left: list[str] = json.loads(self._begun.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return []
        return left

    @property
    def known(self) -> bytes:
        """What the record is stored with, and which not every build asks for; or nothing."""
        content = _content(self._known)
        return content if digest_of_bytes(content) == self.record.known else b''

    def _recall(self) -> BuildRecord:
        try:
            record = BuildRecord(**json.loads(_content(self._path)))
            for item in record.problems:
                Problem.from_json(item)
        except (ValueError, TypeError):
            return BuildRecord()
        return record if record.version == __version__ and _is_whole(record) else BuildRecord()

    @property
    def was_stopped(self) -> bool:
        """Whether the last build into this folder did not finish."""
        return self._left is not None

    def unfinished(self, app: Sphinx) -> set[str]:
        """Return the documents that a stopped build may have left out, or half written."""
        if self._left is None:
            return set()
        docnames = set(self._left)
        builder: Any = app.builder
        if hasattr(builder, 'get_output_path'):
            begun = self._begun.stat().st_mtime_ns
            for docname in app.env.found_docs:
                with suppress(OSError):
                    if builder.get_output_path(docname).stat().st_mtime_ns >= begun:
                        docnames.add(docname)
        return docnames

    def begin(self, docnames: Iterable[str]) -> None:
        """Note that a build is about to write *docnames*.

        :raises OSError: if the file cannot be written.
        """
        write_atomic(self._begun, json.dumps(sorted(docnames)).encode())

    def note_unwritable(self, docname: str) -> None:
        """Note, in any process, that a document cannot be written whole."""
        with self._unwritable.open('a', encoding='utf-8') as file:
            file.write(f'{docname}\n')

    def unwritable(self) -> set[str]:
        """Return the documents that were noted, and forget them."""
        with suppress(FileNotFoundError):
            noted = self._unwritable.read_text(encoding='utf-8')
            self._unwritable.unlink()
            return set(noted.splitlines())
        return set()

    def keep(self, record: BuildRecord, known: bytes | None = None) -> None:
        """Leave *record* for the next build, which finds this one finished.

        :param known: what it is stored with, if that is another than before.
        :raises OSError: if the file cannot be written.
        """
        if known is not None:
            record = replace(record, known=digest_of_bytes(known))
            write_atomic(self._known, known)
        if record != self._stored:
            write_atomic(self._path, json.dumps(vars(record)).encode())
        self._begun.unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    """Return the content of a file; nothing, if it cannot be read."""
    with suppress(OSError):
        return path.read_bytes()
    return b''


def _is_whole(record: BuildRecord) -> bool:
    """Tell whether each part of a record is of the type that this version writes."""
    default = BuildRecord()
    return all(
        type(getattr(record, part.name)) is type(getattr(default, part.name))
        or part.name == 'templates'
        for part in fields(record)
    )
