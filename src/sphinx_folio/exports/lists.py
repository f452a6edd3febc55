"""Each list of publications as BibTeX and as CSL-JSON, under the path that its page links to."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sphinx_folio.bib import csl_item, with_parents
from sphinx_folio.graph import evaluate
from sphinx_folio.shared import Output
from sphinx_folio.util import __version__, digest, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

    from sphinx_folio.domains import FolioDomain

#: What one build leaves for the next, below the folder of the doctrees.
MEMORY = 'folio-exports.json'


class Memory(NamedTuple):
    """Texts of entries that one build leaves for the next."""

    #: The version of Folio that made them.
    version: str = ''
    #: Digest and text of the CSL item of each entry that stood on a list.
    csl: dict[str, tuple[str, str]] = {}  # noqa: RUF012  (never changed in place)
    #: The same of its BibTeX.
    bibtex: dict[str, tuple[str, str]] = {}  # noqa: RUF012  (as above)


def list_outputs(app: Sphinx, domain: FolioDomain) -> Iterator[Output]:
    """Yield both files of each list that offers them.

    :returns: outputs whose `make` may raise what reading the entries raises.
    """
    publications, added = domain.publications, domain.bibliography.findings.added_fields
    parents = domain.bibliography.findings.parents
    texts = EntryTexts(app, domain)
    for (docname, number), path in domain.site.exports.items():
        keys = evaluate(domain.facts(docname).listings[number], domain.graph)
        entries = [(key, publications[key].digest, added.get(key)) for key in keys]
        fingerprint = digest((parents, entries))
        yield Output(f'{path}.bib', fingerprint, partial(texts.bib_file, keys))
        yield Output(f'{path}.json', fingerprint, partial(texts.csl_json, keys))
    texts.keep()


class EntryTexts:
    """The texts of entries; each is made once, however many lists it is on.

    Those that an earlier build has left are right for an entry as long as its digest is.
    """

    def __init__(self, app: Sphinx, domain: FolioDomain) -> None:
        self._app = app
        self._domain = domain
        self._known: Memory | None = None
        #: Digest and text of the CSL item of each entry that was asked for.
        self._csl: dict[str, tuple[str, str]] = {}
        #: The same of its BibTeX.
        self._bibtex: dict[str, tuple[str, str]] = {}

    def bib_file(self, keys: Iterable[str]) -> bytes:
        """Return a ``.bib`` file of *keys*, whole with what they inherit from."""
        entries = self._domain.bibliography.entries.entries
        return '\n'.join(map(self._bibtex_of, with_parents(keys, entries))).encode()

    def csl_json(self, keys: Iterable[str]) -> bytes:
        """Return a JSON array of the CSL items of *keys*."""
        return ('[\n' + ',\n'.join(map(self._csl_of, keys)) + '\n]\n').encode()

    def _bibtex_of(self, key: str) -> str:
        if key not in self._bibtex:
            publication = self._domain.publications.get(key)
            added = self._domain.bibliography.findings.added_fields.get(key, ())
            # a field may move to the parent of an entry, which then states the same
            stamp = ' '.join((publication.digest, *sorted(added))) if publication else ''
            fingerprint, text = self._recalled().bibtex.get(key, ('', ''))
            if not stamp or fingerprint != stamp:
                text = self._domain.bibliography.bibtex(key)
            self._bibtex[key] = (stamp, text)
        return self._bibtex[key][1]

    def _csl_of(self, key: str) -> str:
        if key not in self._csl:
            publication = self._domain.publications[key]
            fingerprint, text = self._recalled().csl.get(key, ('', ''))
            if fingerprint != publication.digest:
                item = csl_item(self._domain.bibliography.entries.entries[key], publication)
                # without the brackets of the array, but indented as in one
                text = json.dumps([item], ensure_ascii=False, indent=1)[2:-2]
            self._csl[key] = (publication.digest, text)
        return self._csl[key][1]

    def _recalled(self) -> Memory:
        if self._known is None:
            memory = recall(self._app.doctreedir / MEMORY)
            # "sphinx-build -E" asks for a build that relies on nothing from before
            is_usable = memory.version == __version__ and not self._app.fresh_env_used
            self._known = memory if is_usable else Memory()
        return self._known

    def keep(self) -> None:
        """Leave the texts for the next build, if any was made.

        :raises OSError: if the file cannot be written.
        """
        if self._csl or self._bibtex:
            known = self._recalled()
            texts = Memory(
                __version__, {**known.csl, **self._csl}, {**known.bibtex, **self._bibtex}
            )
            kept = _of_entries(texts, self._domain.bibliography.entries.entries)
            content = json.dumps(kept._asdict()).encode()
            write_if_changed(self._app.doctreedir / MEMORY, content)


def _of_entries(texts: Memory, entries: Container[str]) -> Memory:
    """Return the texts of the entries that there are."""
    csl, bibtex = (
        {key: text for key, text in known.items() if key in entries}
        for known in (texts.csl, texts.bibtex)
    )
    return Memory(texts.version, csl, bibtex)


def recall(path: Path) -> Memory:
    """Return what the last build has left at *path*; nothing, if that cannot be read."""
    try:
        return Memory(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return Memory()
