"""What all documents state, as Sphinx's environment keeps it: unpickled when it is asked for.

A build without a change asks for none of it, and one that has read a few pages pickles no
others again.
"""

import pickle
from collections.abc import Iterator, MutableMapping

from sphinx_folio.model import PageFacts

#: Changes that are pickled beside all that was pickled before.
_MOST_BESIDE = 50


class StoredPages(MutableMapping[str, PageFacts]):
    """What each document states, by its name."""

    def __init__(self) -> None:
        #: The pickle of an earlier build, and what has changed since; None is gone.
        self._stored = b''
        self._changes: dict[str, PageFacts | None] = {}
        self._pages: dict[str, PageFacts] | None = None
        #: The documents whose facts say what was found elsewhere.
        self._looking_out: set[str] = set()

    @property
    def _all(self) -> dict[str, PageFacts]:
        if self._pages is None:
            self._pages = _unpickled(self._stored) if self._stored else {}
            for docname, facts in self._changes.items():
                if facts is None:
                    self._pages.pop(docname, None)
                else:
                    self._pages[docname] = facts
        return self._pages

    def looking_out(self) -> list[tuple[str, PageFacts]]:
        """Return the documents, in their order, to look at again though no page has changed."""
        return [(docname, self[docname]) for docname in sorted(self._looking_out)]

    def __getitem__(self, docname: str) -> PageFacts:
        return self._all[docname]

    def __setitem__(self, docname: str, facts: PageFacts) -> None:
        self._all[docname] = self._changes[docname] = facts
        if facts.looks_out:
            self._looking_out.add(docname)
        else:
            self._looking_out.discard(docname)

    def __delitem__(self, docname: str) -> None:
        del self._all[docname]
        self._changes[docname] = None
        self._looking_out.discard(docname)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __getstate__(self) -> tuple[bytes, dict[str, PageFacts | None], set[str]]:
        if len(self._changes) > _MOST_BESIDE:
            self._stored, self._changes = _pickled(self._all), {}
        return self._stored, self._changes, self._looking_out

    def __setstate__(self, state: tuple[bytes, dict[str, PageFacts | None], set[str]]) -> None:
        self._stored, self._changes, self._looking_out = state
        self._pages = None


def _pickled(pages: dict[str, PageFacts]) -> bytes:
    return pickle.dumps(pages, pickle.HIGHEST_PROTOCOL)


def _unpickled(stored: bytes) -> dict[str, PageFacts]:
    pages: dict[str, PageFacts] = pickle.loads(stored)  # noqa: S301  (as the environment around)
    return pages
