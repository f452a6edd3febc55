"""Each list of publications as BibTeX and as CSL-JSON, under the path that its page links to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util.display import progress_message
from sphinx.util.osutil import copyfile

from sphinx_folio import __version__
from sphinx_folio.bib import csl_item, with_parents
from sphinx_folio.graph import evaluate
from sphinx_folio.shared import report
from sphinx_folio.util import digest, write_if_changed

from .linked_files import DOWNLOADS, copy_cvs, copy_linked_files, find_cvs

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

    from sphinx.application import Sphinx

    from sphinx_folio.build import Written
    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.model import Problem


#: What one build leaves for the next, below the folder of the doctrees.
MEMORY = 'folio-exports.json'
_SUFFIXES = ('bib', 'json')


class Memory(NamedTuple):
    """Texts of entries that one build leaves for the next."""

    #: The version of Folio that made them.
    version: str = ''
    #: Digest and text of the CSL item of each entry that stood on a list.
    csl: dict[str, tuple[str, str]] = {}  # noqa: RUF012  (never changed in place)
    #: The same of its BibTeX.
    bibtex: dict[str, tuple[str, str]] = {}  # noqa: RUF012  (as above)


def write_exports(app: Sphinx, domain: FolioDomain) -> Written:
    """Write the files of each list, and copy the files that listed entries link to.

    :returns: what the build has written, with these files.
    :raises OSError: if a file cannot be written.
    """
    before, now = domain.before, domain.written
    linked = {
        app.outdir / name: app.srcdir / name.removeprefix(f'{DOWNLOADS}/')
        for name in before.files
        if name.startswith(f'{DOWNLOADS}/')
    }
    needed = [*linked.values(), *(app.outdir / name for name in before.files)]
    if now.token == before.token and all(path.is_file() for path in needed):
        for target, source in linked.items():
            copyfile(source, target, force=True)  # it may be a new version
        list(copy_cvs(app, find_cvs(app)))
        return now
    with progress_message('writing lists for machines'):
        exports = _lists(domain)
        files, missing = _write_all(app, domain, _stale(app, domain, exports))
    files += [f'{path}.{suffix}' for path in exports for suffix in _SUFFIXES]
    report(missing, app.env)
    return now._replace(
        files=sorted(set(files)),
        exports=exports,
        library=domain.shelf.parents,
        # a file that is missing may be there next time, with nothing else changed
        token='' if missing else now.token,
    )


def _lists(domain: FolioDomain) -> dict[str, str]:
    """Return a digest of what each list holds, by the path of its files."""
    publications, added = domain.publications, domain.shelf.added_fields
    found = {}
    for (docname, number), path in domain.site.exports.items():
        keys = evaluate(domain.listings[docname][number], domain.graph)
        found[path] = digest([(key, publications[key].digest, added.get(key)) for key in keys])
    return found


def _stale(app: Sphinx, domain: FolioDomain, exports: dict[str, str]) -> set[str]:
    """Return the paths of lists that are not what was written last, or are not there."""
    before = domain.before
    if before.library != domain.shelf.parents or domain.is_stopped:
        return set(exports)
    return {
        path
        for path, keys in exports.items()
        if before.exports.get(path) != keys
        or not all((app.outdir / f'{path}.{suffix}').is_file() for suffix in _SUFFIXES)
    }


def _write_all(
    app: Sphinx, domain: FolioDomain, stale: set[str]
) -> tuple[list[str], list[Problem]]:
    """Write what is stale, and copy the rest.

    :returns: the names of the copies, and a problem for each linked file that is gone.
    """
    listed = (domain.publications[key] for key in domain.site.anchors)
    copied, missing = copy_linked_files(listed, app.srcdir, app.outdir)
    cvs = copy_cvs(app, domain.site.cvs)
    if stale:
        _write_lists(app, domain, stale)
    return [*copied, *cvs], missing


def _write_lists(app: Sphinx, domain: FolioDomain, stale: set[str]) -> None:
    memory = recall(app.doctreedir / MEMORY)
    # "sphinx-build -E" asks for a build that relies on nothing from before
    is_usable = memory.version == __version__ and not app.fresh_env_used
    writer = ListWriter(domain, memory if is_usable else Memory())
    writer.write(app.outdir, stale)
    texts = Memory(
        __version__, {**writer.known.csl, **writer.csl}, {**writer.known.bibtex, **writer.bibtex}
    )
    remember(app.doctreedir / MEMORY, _of_entries(texts, domain.shelf.entries.entries))


class ListWriter:
    """Writes the lists of a site; each entry is formatted once, however many lists it is on.

    :param known: what an earlier build left, right for an entry as long as its digest is.
    """

    def __init__(self, domain: FolioDomain, known: Memory) -> None:
        self._domain = domain
        self._entries = domain.shelf.entries.entries
        self.known = known
        #: Digest and text of the CSL item of each entry that was asked for.
        self.csl: dict[str, tuple[str, str]] = {}
        #: The same of its BibTeX.
        self.bibtex: dict[str, tuple[str, str]] = {}

    def write(self, outdir: Path, stale: Container[str]) -> None:
        """Write both files of each list whose path is among *stale*.

        :raises OSError: if a file cannot be written.
        """
        for (docname, number), path in self._domain.site.exports.items():
            if path in stale:
                keys = evaluate(self._domain.listings[docname][number], self._domain.graph)
                write_if_changed(outdir / f'{path}.bib', self.bib_file(keys))
                write_if_changed(outdir / f'{path}.json', self.csl_json(keys))

    def bib_file(self, keys: Iterable[str]) -> str:
        """Return a ``.bib`` file of *keys*, whole with what they inherit from."""
        return '\n'.join(map(self._bibtex_of, with_parents(keys, self._entries)))

    def csl_json(self, keys: Iterable[str]) -> str:
        """Return a JSON array of the CSL items of *keys*."""
        return '[\n' + ',\n'.join(map(self._csl_of, keys)) + '\n]\n'

    def _bibtex_of(self, key: str) -> str:
        if key not in self.bibtex:
            publication = self._domain.publications.get(key)
            added = self._domain.shelf.added_fields.get(key, ())
            # a field may move to the parent of an entry, which then states the same
            stamp = ' '.join((publication.digest, *sorted(added))) if publication else ''
            digest, text = self.known.bibtex.get(key, ('', ''))
            if not stamp or digest != stamp:
                text = self._domain.shelf.bibtex(key)
            self.bibtex[key] = (stamp, text)
        return self.bibtex[key][1]

    def _csl_of(self, key: str) -> str:
        if key not in self.csl:
            publication = self._domain.publications[key]
            digest, text = self.known.csl.get(key, ('', ''))
            if digest != publication.digest:
                item = csl_item(self._entries[key], publication)
                # without the brackets of the array, but indented as in one
                text = json.dumps([item], ensure_ascii=False, indent=1)[2:-2]
            self.csl[key] = (publication.digest, text)
        return self.csl[key][1]


def _of_entries(texts: Memory, entries: Container[str]) -> Memory:
    """Return the texts of the entries that there are."""
    csl, bibtex = (
        {key: found for key, found in known.items() if key in entries}
        for known in (texts.csl, texts.bibtex)
    )
    return Memory(texts.version, csl, bibtex)


# -- files ---------------------------------------------------------------------------


def recall(path: Path) -> Memory:
    """Return what the last build has left at *path*; nothing, if that cannot be read."""
    try:
        return Memory(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return Memory()


def remember(path: Path, memory: Memory) -> None:
    """Leave *memory* for the next build.

    :raises OSError: if the file cannot be written.
    """
    write_if_changed(path, json.dumps(memory._asdict()))
